/* reach.c: cuts the network into its core and its side classes (Sariyuce et al., arXiv:1209.6007, call them
 * side vertices). SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/reach.h"

#include "base/alloc.h"
#include "base/fail.h"

static uint64_t degree(const cot_csr_t *rows, uint32_t v) {
    return rows->off[v + 1] - rows->off[v];
}

static bool joined(const cot_csr_t *rows, uint32_t u, uint32_t v) {
    const bool shorter = degree(rows, u) < degree(rows, v);
    const uint32_t in = shorter ? u : v, wanted = shorter ? v : u;
    uint64_t low = rows->off[in], high = rows->off[in + 1];
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (rows->adj[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < rows->off[in + 1] && rows->adj[low] == wanted;
}

/* Whether all neighbours of v are joined to each other. Most that are not fail by a degree or at once. */
static bool is_side(const cot_csr_t *rows, uint32_t v) {
    const uint64_t first = rows->off[v], end = rows->off[v + 1];
    for (uint64_t a = first; a < end; a++) {
        if (degree(rows, rows->adj[a]) < end - first) {
            return false;
        }
    }
    for (uint64_t a = first; a < end; a++) {
        for (uint64_t b = a + 1; b < end; b++) {
            if (!joined(rows, rows->adj[a], rows->adj[b])) {
                return false;
            }
        }
    }
    return true;
}

static void find_sides(const cot_csr_t *rows, uint8_t *side, int threads) {
    const int64_t n = rows->n;
    (void)threads;
#pragma omp parallel for schedule(dynamic, 256) num_threads(threads) if (n > 4096)
    for (int64_t v = 0; v < n; v++) {
        side[v] = is_side(rows, (uint32_t)v);
    }
}

static void number(cot_reach_t *r, const cot_csr_t *rows, const uint32_t *size, const uint8_t *side) {
    uint32_t core = 0, at_side;
    for (uint32_t c = 0; c < rows->n; c++) {
        r->n_core += side[c] == 0;
    }
    at_side = r->n_core;
    for (uint32_t c = 0; c < rows->n; c++) {
        const uint32_t v = side[c] ? at_side++ : core++;
        r->number_of[c] = v;
        r->class_of[v] = c;
        r->size[v] = size[c];
    }
}

static void fill_rows(cot_reach_t *r, const cot_csr_t *rows, const uint8_t *side) {
    uint64_t at = 0;
    for (uint32_t v = 0; v < r->n; v++) {
        const uint32_t c = r->class_of[v];
        r->off[v] = at;
        for (int kind = 0; kind < 2; kind++) {
            for (uint64_t a = rows->off[c]; a < rows->off[c + 1]; a++) {
                if (side[rows->adj[a]] == kind) {
                    r->adj[at++] = r->number_of[rows->adj[a]];
                }
            }
            if (kind == 0) {
                r->mid[v] = at;
            }
        }
        const uint32_t arcs = (uint32_t)(at - r->off[v]);
        r->most_arcs = arcs > r->most_arcs ? arcs : r->most_arcs;
    }
    r->off[r->n] = at;
}

/* Components are contiguous, and only the first class of one has no neighbour before it; the first neighbour
 * of every other is the one it was reached from (quotient.h). depth: scratch. */
static void find_parts(cot_reach_t *r, const cot_csr_t *rows, const uint8_t *side, uint32_t *depth) {
    cot_reach_part_t *p = NULL;
    uint32_t core = 0, at_side = r->n_core;
    for (uint32_t c = 0; c < rows->n; c++) {
        const uint32_t from = degree(rows, c) > 0 ? rows->adj[rows->off[c]] : c;
        if (from >= c) {
            p = &r->parts[r->n_parts++];
            *p = (cot_reach_part_t){c, c, core, core, at_side, at_side, 0, 0};
            depth[c] = 0;
        } else {
            depth[c] = depth[from] + 1;
        }
        core += side[c] == 0;
        at_side += side[c] != 0;
        p->class_end = c + 1;
        p->core_end = core;
        p->side_end = at_side;
        p->vertices += r->size[r->number_of[c]];
        p->depth = depth[c] > p->depth ? depth[c] : p->depth;
        r->farthest = 2 * p->depth > r->farthest ? 2 * p->depth : r->farthest;
    }
}

void cot_i_reach_clear(cot_reach_t *reach) {
    cot_i_free(reach->off);
    cot_i_free(reach->mid);
    cot_i_free(reach->adj);
    cot_i_free(reach->size);
    cot_i_free(reach->number_of);
    cot_i_free(reach->class_of);
    cot_i_free(reach->parts);
    *reach = (cot_reach_t){0};
}

cot_status_t cot_i_reach_build(cot_reach_t *out, const cot_quotient_t *quotient, int threads,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_csr_t *rows = &quotient->rows;
    const uint32_t n = rows->n;
    cot_reach_t r = {.n = n};
    uint8_t *side = NULL;
    uint32_t *depth = NULL, parts = 0;
    COT_NEW(st, err, side, n, "side vertices");
    COT_NEW(st, err, depth, n, "side vertices");
    COT_NEW(st, err, r.off, (size_t)n + 1, "side vertices");
    COT_NEW(st, err, r.mid, n, "side vertices");
    COT_NEW(st, err, r.adj, rows->off[n], "side vertices");
    COT_NEW(st, err, r.size, n, "side vertices");
    COT_NEW(st, err, r.number_of, n, "side vertices");
    COT_NEW(st, err, r.class_of, n, "side vertices");
    for (uint32_t c = 0; c < n; c++) {
        parts += degree(rows, c) == 0 || rows->adj[rows->off[c]] > c;
    }
    COT_NEW(st, err, r.parts, parts, "components");
    find_sides(rows, side, threads);
    number(&r, rows, quotient->size, side);
    fill_rows(&r, rows, side);
    find_parts(&r, rows, side, depth);
    *out = r;
    r = (cot_reach_t){0};
done:
    cot_i_reach_clear(&r);
    cot_i_free(side);
    cot_i_free(depth);
    return st;
}
