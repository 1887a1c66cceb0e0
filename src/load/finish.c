/* finish.c: what was gathered becomes a network: vertices in their order, edges without loops, unknown
 * ends and repetitions, texts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "load/load.h"

/* What the strings of a cot_network_file_t stand in. */
typedef struct {
    cot_strpool_t *pool;
    char *label_text, *id_text;
} texts_t;

/* The id of a node; written to room where it is a number. */
static const char *id_of(const cot_i_net_t *net, uint32_t node, char *room) {
    const uint64_t name = net->names[node];
    if (name >= COT_I_NAME_POOL) {
        return cot_i_strpool_text(net->pool, (uint32_t)(name - COT_I_NAME_POOL));
    }
    memcpy(room, net->scheme.prefix, net->scheme.prefix_length);
    room[net->scheme.prefix_length + cot_i_digits(name, room + net->scheme.prefix_length)] = '\0';
    return room;
}

/* ---- vertices of an edge list ---- */

typedef struct {
    uint64_t number;
    uint32_t node;
} numbered_t;

static int by_number(const void *a, const void *b) {
    const numbered_t *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* A whole number of at most 18 digits without leading zeros. */
static bool whole(const char *text, uint64_t *number) {
    const size_t n = strspn(text, "0123456789");
    *number = n > 0 && n <= 18 ? strtoull(text, NULL, 10) : 0;
    return n > 0 && n <= 18 && text[n] == '\0' && (text[0] != '0' || n == 1);
}

/* By number, when all ids are whole numbers; else they stay in the order in which they were met. */
static cot_status_t order_vertices(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    char room[COT_I_PREFIX_MAX + COT_DIGITS_MAX + 1];
    numbered_t *rows = NULL;
    bool numbers = true, sorted = true;
    COT_NEW(st, err, rows, net->n_nodes, "order of vertices");
    for (uint32_t v = 0; v < net->n_nodes && numbers; v++) {
        rows[v].node = v;
        rows[v].number = net->names[v];
        numbers = net->names[v] < COT_I_NAME_POOL || whole(id_of(net, v, room), &rows[v].number);
        sorted &= v == 0 || rows[v - 1].number < rows[v].number;
    }
    if (numbers && !sorted) {
        qsort(rows, net->n_nodes, sizeof *rows, by_number);
    }
    for (uint32_t v = 0; v < net->n_nodes; v++) {
        net->vertex[numbers ? rows[v].node : v] = v;
    }
    net->n_vertices = net->n_nodes;
done:
    cot_i_free(rows);
    return st;
}

/* ---- edges ---- */

static cot_status_t name_edge(cot_i_net_t *net, cot_skip_kind_t kind, uint64_t edge, cot_error_t *err) {
    char a[COT_I_PREFIX_MAX + COT_DIGITS_MAX + 1], b[COT_I_PREFIX_MAX + COT_DIGITS_MAX + 1], detail[160];
    const char *from = id_of(net, net->pairs[2 * edge], a), *to = id_of(net, net->pairs[2 * edge + 1], b);
    (void)snprintf(detail, sizeof detail, "the edge \"%.60s\" - \"%.60s\"", from, to);
    return cot_i_net_skip(net, kind, net->lines[edge], detail, err);
}

static void keep(cot_i_net_t *net, uint64_t from, uint64_t to) {
    net->pairs[2 * to] = net->pairs[2 * from];
    net->pairs[2 * to + 1] = net->pairs[2 * from + 1];
    net->weights[to] = net->weights[from];
    net->lines[to] = net->lines[from];
}

static cot_status_t drop_bad(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t kept = 0;
    for (uint64_t e = 0; e < net->m; e++) {
        const uint32_t u = net->pairs[2 * e], v = net->pairs[2 * e + 1];
        if (net->vertex[u] == UINT32_MAX || net->vertex[v] == UINT32_MAX) {
            COT_TRY(st, name_edge(net, COT_SKIP_UNKNOWN, e, err));
        } else if (u == v) {
            COT_TRY(st, name_edge(net, COT_SKIP_LOOP, e, err));
        } else {
            keep(net, e, kept++);
        }
    }
    net->m = kept;
done:
    return st;
}

/* Ends of an edge as vertices, the lower first. */
static void ends_of(const cot_i_net_t *net, uint64_t edge, uint32_t *low, uint32_t *high) {
    const uint32_t u = net->vertex[net->pairs[2 * edge]], v = net->vertex[net->pairs[2 * edge + 1]];
    *low = u < v ? u : v;
    *high = u < v ? v : u;
}

/* As this library writes edges: then there is no repetition. */
static bool in_order(const cot_i_net_t *net) {
    uint64_t before = 0;
    for (uint64_t e = 0; e < net->m; e++) {
        uint32_t low, high;
        ends_of(net, e, &low, &high);
        const uint64_t here = (uint64_t)low << 32 | high;
        if (e > 0 && here <= before) {
            return false;
        }
        before = here;
    }
    return true;
}

/* dead[e] = an earlier edge has the same ends: edges are put into rows by their lower end, in the order of
 * the file, and each row is walked with a mark on the higher ends met. */
static cot_status_t find_repeated(const cot_i_net_t *net, uint8_t *dead, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = net->n_vertices;
    uint64_t *start = NULL;
    uint32_t *order = NULL, *mark = NULL, low, high;
    COT_NEW(st, err, start, (size_t)n + 1, "rows of edges");
    COT_NEW(st, err, order, net->m, "rows of edges");
    COT_NEW(st, err, mark, n, "rows of edges");
    for (uint64_t e = 0; e < net->m; e++) {
        ends_of(net, e, &low, &high);
        start[low + 1]++;
    }
    for (uint32_t v = 0; v < n; v++) {
        start[v + 1] += start[v];
    }
    for (uint64_t e = 0; e < net->m; e++) {
        ends_of(net, e, &low, &high);
        order[start[low]++] = (uint32_t)e;
    }
    for (uint64_t i = 0; i < net->m; i++) {
        ends_of(net, order[i], &low, &high);
        dead[order[i]] = mark[high] == low + 1;
        mark[high] = low + 1;
    }
done:
    cot_i_free(start);
    cot_i_free(order);
    cot_i_free(mark);
    return st;
}

static cot_status_t drop_repeated(cot_i_net_t *net, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint8_t *dead = NULL;
    uint64_t kept = 0;
    COT_NEW(st, err, dead, net->m, "repeated edges");
    COT_TRY(st, find_repeated(net, dead, err));
    for (uint64_t e = 0; e < net->m; e++) {
        if (dead[e]) {
            COT_TRY(st, name_edge(net, COT_SKIP_REPEATED, e, err));
        } else {
            keep(net, e, kept++);
        }
    }
    net->m = kept;
done:
    cot_i_free(dead);
    return st;
}

static cot_status_t make_graph(cot_i_net_t *net, cot_network_file_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (net->m > UINT32_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "%s: %llu edges (allowed: fewer than 2^32)", net->path,
                 (unsigned long long)net->m);
    }
    COT_TRY(st, drop_bad(net, err));
    if (!in_order(net)) {
        COT_TRY(st, drop_repeated(net, err));
    }
    for (uint64_t i = 0; i < 2 * net->m; i++) {
        net->pairs[i] = net->vertex[net->pairs[i]];
    }
    COT_TRY(st, cot_graph_from_edges(&file->graph, net->n_vertices, net->m, net->pairs,
                                     net->weighted ? net->weights : NULL, err));
done:
    return st;
}

/* ---- texts ---- */

static cot_status_t make_texts(cot_i_net_t *net, cot_network_file_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char **ids = NULL, **labels = NULL;
    texts_t *texts = NULL;
    size_t bytes = 0;
    for (uint32_t v = 0; v < net->n_nodes; v++) {
        const bool number = net->vertex[v] != UINT32_MAX && net->names[v] < COT_I_NAME_POOL;
        bytes += number ? net->scheme.prefix_length + cot_i_digits_count(net->names[v]) + 1 : 0;
    }
    COT_NEW(st, err, texts, 1, "texts of nodes");
    file->texts_ = texts;
    COT_NEW(st, err, texts->id_text, bytes + COT_DIGITS_MAX, "ids of nodes");
    COT_NEW(st, err, ids, net->n_vertices, "ids of nodes");
    file->ids = ids;
    COT_NEW(st, err, labels, net->n_vertices, "labels of nodes");
    file->labels = labels;
    bytes = 0;
    for (uint32_t node = 0; node < net->n_nodes; node++) {
        const uint32_t v = net->vertex[node];
        if (v != UINT32_MAX) {
            char *room = texts->id_text + bytes;
            ids[v] = id_of(net, node, room);
            bytes += ids[v] == room ? strlen(room) + 1 : 0;
        }
    }
    for (uint32_t v = 0; v < net->n_vertices; v++) {
        const bool labelled = net->labels && net->labels[v] != UINT64_MAX;
        labels[v] = labelled ? net->label_text + net->labels[v] : ids[v];
    }
    texts->pool = net->pool;
    texts->label_text = net->label_text;
    net->pool = NULL;
    net->label_text = NULL;
done:
    return st;
}

static cot_status_t copy_skips(cot_i_net_t *net, cot_network_file_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, file->skips, COT_SKIP_KINDS * COT_SKIPS_NAMED, "what was left out");
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        file->counts[kind] = net->skip_counts[kind];
        for (size_t i = 0; i < net->n_skips[kind]; i++) {
            file->skips[file->n_skips++] = net->skips[kind][i];
        }
    }
done:
    return st;
}

cot_status_t cot_i_net_finish(cot_i_net_t *net, cot_network_file_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_network_file_t *file = NULL;
    COT_NEW(st, err, file, 1, "network");
    file->format = net->declared ? "graphml" : "edges";
    file->directed = net->scheme.directed;
    file->weighted = net->weighted;
    file->bytes = net->bytes;
    if (!net->declared && !net->labels) {
        COT_TRY(st, order_vertices(net, err));
    }
    COT_TRY(st, make_graph(net, file, err));
    COT_TRY(st, copy_skips(net, file, err));
    COT_TRY(st, make_texts(net, file, err));
    *out = file;
    file = NULL;
done:
    cot_network_file_free(file);
    return st;
}

void cot_network_file_free(cot_network_file_t *file) {
    if (!file) {
        return;
    }
    texts_t *texts = file->texts_;
    if (texts) {
        cot_i_strpool_free(texts->pool);
        cot_i_free(texts->label_text);
        cot_i_free(texts->id_text);
    }
    cot_i_free(texts);
    cot_i_free((void *)(uintptr_t)file->ids);
    cot_i_free((void *)(uintptr_t)file->labels);
    cot_i_free(file->skips);
    cot_graph_free(file->graph);
    cot_i_free(file);
}
