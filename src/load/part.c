/* part.c: what was found in one stretch of a file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load/load.h"

void cot_i_part_reset(cot_i_part_t *part) {
    part->n_nodes = part->n_edges = part->n_skips = part->used = 0;
    memset(part->skip_counts, 0, sizeof part->skip_counts);
    part->weighted = part->failed = false;
}

void cot_i_part_clear(cot_i_part_t *part) {
    cot_i_free(part->nodes);
    cot_i_free(part->edges);
    cot_i_free(part->skips);
    cot_i_free(part->text);
    memset(part, 0, sizeof *part);
}

uint32_t cot_i_part_text(cot_i_part_t *part, const char *text, size_t length) {
    const size_t at = part->used;
    if (length >= COT_I_CODE_TEXT - 1 - at ||
        !COT_GROW(part->text, part->text_capacity, at + length + 1)) {
        part->failed = true;
        return COT_I_NO_LABEL;
    }
    if (length > 0) {
        memcpy(part->text + at, text, length);
    }
    part->text[at + length] = '\0';
    part->used = at + length + 1;
    return (uint32_t)at;
}

/* The digits at the end of an id as a number without leading zeros, below 2^31; where they begin. */
static bool trailing_number(const char *id, size_t length, size_t begin, uint32_t *number) {
    uint64_t value = 0;
    if (length - begin == 0 || length - begin > 10 || (id[begin] == '0' && length - begin > 1)) {
        return false;
    }
    for (size_t i = begin; i < length; i++) {
        if (id[i] < '0' || id[i] > '9') {
            return false;
        }
        value = 10 * value + (uint64_t)(id[i] - '0');
    }
    *number = (uint32_t)value;
    return value < COT_I_CODE_TEXT;
}

void cot_i_scheme_prefix(cot_i_scheme_t *scheme, const char *id, size_t length) {
    size_t begin = length;
    while (begin > 0 && id[begin - 1] >= '0' && id[begin - 1] <= '9') {
        begin--;
    }
    if (begin <= COT_I_PREFIX_MAX) {
        memcpy(scheme->prefix, id, begin);
        scheme->prefix[begin] = '\0';
        scheme->prefix_length = begin;
        scheme->prefix_known = begin < length;
    }
}

void cot_i_scheme_reset(cot_i_scheme_t *scheme) {
    cot_i_buf_reset(&scheme->weight_key);
    cot_i_buf_reset(&scheme->label_key);
    scheme->label_rank = 0;
    scheme->default_weight = 1;
    scheme->directed = scheme->prefix_known = false;
    scheme->prefix_length = 0;
}

bool cot_i_scheme_number(const cot_i_scheme_t *scheme, const char *id, size_t length, uint32_t *number) {
    return scheme->prefix_known && length > scheme->prefix_length &&
           memcmp(id, scheme->prefix, scheme->prefix_length) == 0 &&
           trailing_number(id, length, scheme->prefix_length, number);
}

uint32_t cot_i_part_code(cot_i_part_t *part, const cot_i_scheme_t *scheme, const char *id, size_t length) {
    uint32_t number;
    if (cot_i_scheme_number(scheme, id, length, &number)) {
        return number;
    }
    return COT_I_CODE_TEXT | cot_i_part_text(part, id, length);
}

void cot_i_part_node(cot_i_part_t *part, cot_i_part_node_t node) {
    if (COT_GROW(part->nodes, part->nodes_capacity, part->n_nodes + 1)) {
        part->nodes[part->n_nodes++] = node;
    } else {
        part->failed = true;
    }
}

void cot_i_part_edge(cot_i_part_t *part, cot_i_part_edge_t edge) {
    if (COT_GROW(part->edges, part->edges_capacity, part->n_edges + 1)) {
        part->edges[part->n_edges++] = edge;
    } else {
        part->failed = true;
    }
}

void cot_i_part_skip(cot_i_part_t *part, cot_skip_kind_t kind, uint32_t line, const char *format, ...) {
    if (part->skip_counts[kind]++ >= COT_SKIPS_NAMED) {
        return;
    }
    if (!COT_GROW(part->skips, part->skips_capacity, part->n_skips + 1)) {
        part->failed = true;
        return;
    }
    cot_i_part_skip_t *skip = &part->skips[part->n_skips++];
    skip->kind = kind;
    skip->line = line;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(skip->detail, sizeof skip->detail, format, args);
    va_end(args);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* At most 15 digits and a point among them: exact in one division (Clinger 1990). */
static bool read_short(const char *text, size_t n, double *value) {
    static const double power[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    uint64_t digits = 0;
    size_t count = 0, decimals = 0;
    bool point = false;
    if (n > 16) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && !point) {
            point = true;
        } else if (text[i] >= '0' && text[i] <= '9') {
            digits = 10 * digits + (uint64_t)(text[i] - '0');
            count++;
            decimals += point;
        } else {
            return false;
        }
    }
    *value = (double)digits / power[decimals < 16 ? decimals : 15];
    return count > 0 && count <= 15;
}

static double read_number(const cot_i_scheme_t *scheme, const char *text, size_t n) {
    char copy[64], *end;
    double value;
    if (read_short(text, n, &value)) {
        return value;
    }
    if (n == 0 || n >= sizeof copy) {
        return NAN;
    }
    memcpy(copy, text, n);
    copy[n] = '\0';
    if (strspn(copy, "+-.eE0123456789") != n) {
        return NAN; /* INF and NaN are no weights, and hexadecimal numbers are no numbers here */
    }
    value = strtod_l(copy, &end, scheme->locale);
    return *end == '\0' ? value : NAN;
}

double cot_i_weight(const cot_i_scheme_t *scheme, const char *text, size_t n) {
    while (n > 0 && is_blank(text[n - 1])) {
        n--;
    }
    while (n > 0 && is_blank(*text)) {
        text++;
        n--;
    }
    const double value = read_number(scheme, text, n);
    return value > 0 && isfinite(value) ? value : NAN;
}
