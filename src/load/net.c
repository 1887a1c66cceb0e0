/* net.c: the parts of a file gathered, in its order, into nodes and edges.
 *
 * Nodes are found by their number where the id is the common prefix and a number that is not far beyond
 * the nodes met so far (a table), and by the pool of texts otherwise. An id is looked for in the table
 * first, so it does not matter that what the table admits grows with it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/digits.h"
#include "base/par.h"
#include "load/load.h"

enum { NUMBERS_FREE = 1 << 20 }; /* numbers that the table admits anyway: 4 MiB */

static const char *const skip_names[COT_SKIP_KINDS] = {"self-loop",    "repeated edge", "no weight",
                                                       "unknown node", "no node",       "malformed"};

const char *cot_skip_text(cot_skip_kind_t kind) {
    return (unsigned)kind < COT_SKIP_KINDS ? skip_names[kind] : "";
}

cot_status_t cot_i_net_init(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    net->scheme.weight_name = net->params.weight ? net->params.weight : "weight";
    net->scheme.weight_key = net->scheme.label_key = (cot_buf_t)COT_BUF_INIT(COT_I_ID_MAX);
    net->scheme.default_weight = 1;
    net->scheme.locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!net->scheme.locale) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: a locale for numbers");
    }
    COT_TRY(st, cot_i_strpool_new(&net->pool, err));
done:
    return st;
}

void cot_i_net_clear(cot_i_net_t *net) {
    cot_i_buf_clear(&net->scheme.weight_key);
    cot_i_buf_clear(&net->scheme.label_key);
    if (net->scheme.locale) {
        freelocale(net->scheme.locale);
    }
    cot_i_free(net->names);
    cot_i_free(net->vertex);
    cot_i_free(net->labels);
    cot_i_free(net->of_number);
    cot_i_strpool_free(net->pool);
    cot_i_free(net->of_pool);
    cot_i_free(net->label_text);
    cot_i_free(net->pairs);
    cot_i_free(net->weights);
    cot_i_free(net->lines);
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        cot_i_free(net->skips[kind]);
    }
}

cot_status_t cot_i_net_progress(const cot_i_net_t *net, cot_error_t *err) {
    return cot_i_progress(net->env, "reading", net->bytes, 0, err);
}

cot_status_t cot_i_net_read(cot_i_net_t *net, const char **bytes, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_error_t own = COT_ERROR_INIT;
    st = cot_i_input_read(net->input, bytes, n, &own);
    if (st != COT_OK) {
        COT_FAIL(st, err, st, "%s: %.400s", net->path, own.message);
    }
    net->bytes += *n;
done:
    return st;
}

/* ---- what is left out ---- */

static cot_status_t name_skip(cot_i_net_t *net, cot_skip_kind_t kind, uint64_t line, const char *detail,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (net->params.strict) {
        COT_FAIL(st, err, COT_E_INPUT, "%.200s:%llu: %s: %s", net->path, (unsigned long long)line,
                 cot_skip_text(kind), detail);
    }
    if (net->n_skips[kind] < COT_SKIPS_NAMED) {
        if (!net->skips[kind]) {
            COT_NEW(st, err, net->skips[kind], COT_SKIPS_NAMED, "what was left out");
        }
        cot_skip_t *skip = &net->skips[kind][net->n_skips[kind]++];
        skip->kind = kind;
        skip->line = line;
        (void)snprintf(skip->detail, sizeof skip->detail, "%s", detail);
    }
done:
    return st;
}

cot_status_t cot_i_net_skip(cot_i_net_t *net, cot_skip_kind_t kind, uint64_t line, const char *detail,
                            cot_error_t *err) {
    net->skip_counts[kind]++;
    return name_skip(net, kind, line, detail, err);
}

/* ---- nodes ---- */

static cot_status_t new_node(cot_i_net_t *net, uint64_t name, uint32_t *node, cot_error_t *err) {
    if (net->n_nodes >= COT_I_CODE_TEXT) {
        return cot_i_fail(err, COT_E_LIMIT, "%s: 2^31 nodes or more (allowed: fewer)", net->path);
    }
    if (!COT_GROW(net->names, net->names_capacity, (size_t)net->n_nodes + 1) ||
        !COT_GROW(net->vertex, net->vertex_capacity, (size_t)net->n_nodes + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: %u nodes", net->n_nodes);
    }
    net->names[net->n_nodes] = name;
    net->vertex[net->n_nodes] = UINT32_MAX;
    *node = net->n_nodes++;
    return COT_OK;
}

cot_status_t cot_i_net_node(cot_i_net_t *net, const char *id, size_t length, uint32_t *node,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t before = cot_i_strpool_count(net->pool);
    uint32_t number;
    COT_TRY(st, cot_i_strpool_add(net->pool, id, length, &number, err));
    if (number == before) {
        if (!COT_GROW(net->of_pool, net->of_pool_capacity, (size_t)number + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %u nodes", number);
        }
        COT_TRY(st, new_node(net, COT_I_NAME_POOL + number, &net->of_pool[number], err));
    }
    *node = net->of_pool[number];
done:
    return st;
}

/* Room in the table for a number that it admits; the others stay text. */
static cot_status_t grow_table(cot_i_net_t *net, uint32_t number, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (number >= net->n_numbers) {
        size_t wanted = (size_t)number + 1 > 2 * net->n_numbers ? (size_t)number + 1 : 2 * net->n_numbers;
        uint32_t *table = NULL;
        COT_NEW(st, err, table, wanted, "numbers of nodes");
        if (net->n_numbers > 0) {
            memcpy(table, net->of_number, net->n_numbers * sizeof *table);
        }
        cot_i_free(net->of_number);
        net->of_number = table;
        net->n_numbers = wanted;
    }
done:
    return st;
}

static cot_status_t node_of_number(cot_i_net_t *net, uint32_t number, uint32_t *node, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (number < net->n_numbers && net->of_number[number] > 0) {
        *node = net->of_number[number] - 1;
        return COT_OK;
    }
    char id[COT_I_PREFIX_MAX + COT_DIGITS_MAX];
    uint32_t in_pool;
    memcpy(id, net->scheme.prefix, net->scheme.prefix_length);
    const size_t length = net->scheme.prefix_length + cot_i_digits(number, id + net->scheme.prefix_length);
    if (cot_i_strpool_count(net->pool) > 0 && cot_i_strpool_find(net->pool, id, length, &in_pool)) {
        *node = net->of_pool[in_pool];
        return COT_OK;
    }
    if (number > 4 * (uint64_t)net->n_nodes + NUMBERS_FREE) {
        return cot_i_net_node(net, id, length, node, err);
    }
    COT_TRY(st, grow_table(net, number, err));
    COT_TRY(st, new_node(net, number, node, err));
    net->of_number[number] = *node + 1;
done:
    return st;
}

static cot_status_t node_of_code(cot_i_net_t *net, const cot_i_part_t *part, uint32_t code, uint32_t *node,
                                 cot_error_t *err) {
    if (!(code & COT_I_CODE_TEXT)) {
        return node_of_number(net, code, node, err);
    }
    const char *id = part->text + (code & ~COT_I_CODE_TEXT);
    const size_t length = strlen(id);
    uint32_t number; /* the prefix may have become known after the id was met */
    const bool numbered = cot_i_scheme_number(&net->scheme, id, length, &number);
    return numbered ? node_of_number(net, number, node, err) : cot_i_net_node(net, id, length, node, err);
}

static cot_status_t add_label(cot_i_net_t *net, const char *label, cot_error_t *err) {
    if (!COT_GROW(net->labels, net->labels_capacity, (size_t)net->n_vertices + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: labels of %u nodes", net->n_vertices);
    }
    net->labels[net->n_vertices] = UINT64_MAX;
    if (label) {
        const size_t n = strlen(label) + 1;
        if (!COT_GROW(net->label_text, net->label_capacity, net->label_used + n)) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: labels of %u nodes", net->n_vertices);
        }
        memcpy(net->label_text + net->label_used, label, n);
        net->labels[net->n_vertices] = net->label_used;
        net->label_used += n;
    }
    return COT_OK;
}

static cot_status_t gather_node(cot_i_net_t *net, const cot_i_part_t *part, const cot_i_part_node_t *found,
                                uint64_t line, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t node;
    COT_TRY(st, node_of_code(net, part, found->code, &node, err));
    if (net->vertex[node] == UINT32_MAX) {
        COT_TRY(st, add_label(net, found->label == COT_I_NO_LABEL ? NULL : part->text + found->label, err));
        net->vertex[node] = net->n_vertices++;
    } else if (net->declared) {
        COT_TRY(st, cot_i_net_skip(net, COT_SKIP_NODE, line + found->line,
                                   "a second node with the id of an earlier one", err));
    }
done:
    return st;
}

/* ---- edges ---- */

static cot_status_t more_edges(cot_i_net_t *net, size_t n, cot_error_t *err) {
    const size_t m = (size_t)net->m + n;
    if (!COT_GROW(net->pairs, net->pairs_capacity, 2 * m) ||
        !COT_GROW(net->weights, net->weights_capacity, m) ||
        !COT_GROW(net->lines, net->lines_capacity, m)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: %zu edges", m);
    }
    return COT_OK;
}

static cot_status_t gather_edges(cot_i_net_t *net, const cot_i_part_t *part, uint64_t line,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, more_edges(net, part->n_edges, err));
    for (size_t i = 0; i < part->n_edges; i++) {
        const cot_i_part_edge_t *edge = &part->edges[i];
        uint32_t *pair = net->pairs + 2 * net->m;
        COT_TRY(st, node_of_code(net, part, edge->from, &pair[0], err));
        COT_TRY(st, node_of_code(net, part, edge->to, &pair[1], err));
        if (!isnan(edge->weight)) {
            const uint64_t at = line + edge->line;
            net->weights[net->m] = edge->weight;
            net->lines[net->m] = at < UINT32_MAX ? (uint32_t)at : UINT32_MAX;
            net->m++;
        }
    }
done:
    return st;
}

cot_status_t cot_i_net_gather(cot_i_net_t *net, const cot_i_part_t *part, uint64_t line, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (part->failed) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: nodes and edges of %s", net->path);
    }
    for (size_t i = 0; i < part->n_skips; i++) {
        const cot_i_part_skip_t *skip = &part->skips[i];
        COT_TRY(st, name_skip(net, skip->kind, line + skip->line, skip->detail, err));
    }
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        net->skip_counts[kind] += part->skip_counts[kind];
    }
    net->weighted |= part->weighted;
    for (size_t i = 0; i < part->n_nodes; i++) {
        COT_TRY(st, gather_node(net, part, &part->nodes[i], line, err));
    }
    COT_TRY(st, gather_edges(net, part, line, err));
done:
    return st;
}
