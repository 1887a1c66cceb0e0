/* assortativity.c: Pearson correlation of the degrees at the ends of an edge (Newman, Phys. Rev. Lett. 89,
 * 208701 (2002), doi:10.1103/PhysRevLett.89.208701). Sums are whole numbers of degrees less their mean, so
 * nothing is rounded and nothing cancels before the last division. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"

#define BLOCK 16384 /* vertices or edges that a thread takes at a time */

typedef __int128 wide_t;

/* Sums over the ends of all edges of x = degree - centre: of x, of x^2, and of the products of both ends. */
typedef struct {
    wide_t ends, squares, products;
} moments_t;

typedef struct {
    const cot_graph_t *graph;
    uint32_t *degree;
    moments_t *parts; /* one per block of vertices and of edges */
    int64_t centre, vertex_blocks, edge_blocks;
} state_t;

static uint64_t end_of(int64_t block, uint64_t n) {
    const uint64_t end = ((uint64_t)block + 1) * BLOCK;
    return end < n ? end : n;
}

/* Degrees as numbers of 32 bits, so that edges find them in a cache; returns the sum of their squares = the
 * sum over edges of the degrees at both ends. */
static uint64_t fill_degrees(const state_t *s, int threads) {
    const cot_graph_t *const g = s->graph;
    uint64_t squares = 0;
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : squares)
    for (uint32_t v = 0; v < g->n; v++) {
        const uint64_t degree = g->off[v + 1] - g->off[v];
        s->degree[v] = (uint32_t)degree;
        squares += degree * degree;
    }
    return squares;
}

static moments_t vertex_block(const state_t *s, int64_t b) {
    moments_t m = {0, 0, 0};
    const uint64_t end = end_of(b, s->graph->n);
    for (uint64_t v = (uint64_t)b * BLOCK; v < end; v++) {
        const int64_t x = (int64_t)s->degree[v] - s->centre;
        m.ends += (wide_t)x * s->degree[v];
        m.squares += (wide_t)x * x * s->degree[v];
    }
    return m;
}

static moments_t edge_block(const state_t *s, int64_t b) {
    moments_t m = {0, 0, 0};
    const uint64_t end = end_of(b, s->graph->m);
    const uint32_t *const from = s->graph->from, *const to = s->graph->to;
    for (uint64_t e = (uint64_t)b * BLOCK; e < end; e++) {
        const int64_t x = (int64_t)s->degree[from[e]] - s->centre, y = (int64_t)s->degree[to[e]] - s->centre;
        m.products += (wide_t)x * y;
    }
    return m;
}

static cot_status_t add_up(const state_t *s, moments_t *out, int threads, const cot_env_t *env,
                           cot_error_t *err) {
    const int64_t blocks = s->vertex_blocks + s->edge_blocks;
    cot_meter_t meter = {env, err, "assortativity", 0, (uint64_t)blocks, COT_OK};
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) if (blocks > 4)
    for (int64_t b = 0; b < blocks; b++) {
        if (!cot_i_meter_stopped(&meter)) {
            s->parts[b] = b < s->edge_blocks ? edge_block(s, b) : vertex_block(s, b - s->edge_blocks);
            cot_i_meter_add(&meter, 1);
        }
    }
    for (int64_t b = 0; b < blocks; b++) {
        out->ends += s->parts[b].ends;
        out->squares += s->parts[b].squares;
        out->products += s->parts[b].products;
    }
    return cot_i_meter_end(&meter, "assortativity");
}

cot_status_t cot_degree_assortativity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    moments_t m = {0, 0, 0};
    state_t s = {graph, NULL, NULL, 0, 0, 0};
    if (!graph || !out) {
        COT_FAIL(st, err, COT_E_ARG, "assortativity: null network or result");
    }
    *out = NAN;
    if (graph->m > 0) {
        const int threads = cot_env_threads(env);
        s.vertex_blocks = ((int64_t)graph->n + BLOCK - 1) / BLOCK;
        s.edge_blocks = ((int64_t)graph->m + BLOCK - 1) / BLOCK;
        COT_NEW(st, err, s.degree, graph->n, "assortativity");
        COT_NEW(st, err, s.parts, s.vertex_blocks + s.edge_blocks, "assortativity");
        s.centre = (int64_t)(fill_degrees(&s, threads) / (2 * graph->m));
        COT_TRY(st, add_up(&s, &m, threads, env, err));
        const double edges = (double)graph->m, mean = (double)m.ends / (2.0 * edges);
        const double variance = (double)m.squares / (2.0 * edges) - mean * mean;
        *out = variance > 0.0 ? ((double)m.products / edges - mean * mean) / variance : NAN;
    }
done:
    cot_i_free(s.degree);
    cot_i_free(s.parts);
    return st;
}
