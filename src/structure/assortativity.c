/* assortativity.c: Pearson correlation of the degrees at the ends of an edge (Newman, Phys. Rev. Lett. 89,
 * 208701 (2002), doi:10.1103/PhysRevLett.89.208701). Sums are whole numbers of degrees less their mean, so
 * nothing is rounded and nothing cancels before the last division. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"

#define BLOCK 4096 /* vertices that a thread takes at a time */

typedef __int128 wide_t;

/* Sums over the ends of all edges of x = degree - centre: of x, of x^2, and of the products of both ends. */
typedef struct {
    wide_t ends, squares, products;
} moments_t;

static int64_t degree_of(const cot_graph_t *g, uint32_t v) {
    return (int64_t)(g->off[v + 1] - g->off[v]);
}

static moments_t block_moments(const cot_graph_t *g, uint32_t first, uint32_t end, int64_t centre) {
    moments_t m = {0, 0, 0};
    for (uint32_t v = first; v < end; v++) {
        const int64_t x = degree_of(g, v) - centre;
        int64_t beyond = 0; /* sum of degrees less centres, of the neighbours after v */
        for (uint64_t a = g->off[v + 1]; a > g->off[v] && g->adj[a - 1] > v; a--) {
            beyond += degree_of(g, g->adj[a - 1]) - centre;
        }
        m.ends += (wide_t)x * degree_of(g, v);
        m.squares += (wide_t)x * x * degree_of(g, v);
        m.products += (wide_t)x * beyond;
    }
    return m;
}

static cot_status_t add_up(const cot_graph_t *g, int64_t centre, moments_t *out, const cot_env_t *env,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t n = g->n, blocks = (n + BLOCK - 1) / BLOCK;
    const int threads = cot_env_threads(env);
    cot_meter_t meter = {env, err, "assortativity", 0, g->n, COT_OK};
    moments_t *parts = NULL;
    (void)threads;
    COT_NEW(st, err, parts, blocks, "assortativity");
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (blocks > 4)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
        if (!cot_i_meter_stopped(&meter)) {
            parts[b] = block_moments(g, (uint32_t)(b * BLOCK), (uint32_t)end, centre);
            cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
        }
    }
    COT_TRY(st, cot_i_meter_end(&meter, "assortativity"));
    for (int64_t b = 0; b < blocks; b++) {
        out->ends += parts[b].ends;
        out->squares += parts[b].squares;
        out->products += parts[b].products;
    }
done:
    cot_i_free(parts);
    return st;
}

cot_status_t cot_degree_assortativity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    moments_t m = {0, 0, 0};
    uint64_t squares = 0; /* sum of squared degrees = sum over edges of the degrees at both ends */
    if (!graph || !out) {
        COT_FAIL(st, err, COT_E_ARG, "assortativity: null network or result");
    }
    *out = NAN;
    for (uint32_t v = 0; v < graph->n; v++) {
        squares += (uint64_t)(degree_of(graph, v) * degree_of(graph, v));
    }
    if (graph->m > 0) {
        COT_TRY(st, add_up(graph, (int64_t)(squares / (2 * graph->m)), &m, env, err));
        const double edges = (double)graph->m, mean = (double)m.ends / (2.0 * edges);
        const double variance = (double)m.squares / (2.0 * edges) - mean * mean;
        *out = variance > 0.0 ? ((double)m.products / edges - mean * mean) / variance : NAN;
    }
done:
    return st;
}
