/* assortativity.c: Pearson correlation of the degrees at the ends of an edge (Newman, Phys. Rev. Lett. 89,
 * 208701 (2002), doi:10.1103/PhysRevLett.89.208701). Sums are whole numbers of degrees less their mean, so
 * nothing is rounded and nothing cancels before the last division. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <math.h>

#include "coterie/structure.h"

#include "base/fail.h"
#include "base/meter.h"

#define BLOCK 65536 /* edges that a thread takes at a time */

typedef __int128 wide_t;

typedef struct {
    wide_t sum, squares, products; /* of the two ends: a + b, a^2 + b^2, a b */
} moments_t;

static moments_t block_moments(const cot_graph_t *g, uint64_t first, uint64_t end, int64_t centre) {
    moments_t m = {0, 0, 0};
    for (uint64_t e = first; e < end; e++) {
        const uint32_t u = g->from[e], v = g->to[e];
        const int64_t a = (int64_t)(g->off[u + 1] - g->off[u]) - centre;
        const int64_t b = (int64_t)(g->off[v + 1] - g->off[v]) - centre;
        m.sum += a + b;
        m.squares += (wide_t)a * a + (wide_t)b * b;
        m.products += (wide_t)a * b;
    }
    return m;
}

static moments_t moments(const cot_graph_t *g, int64_t centre, cot_meter_t *meter, int threads) {
    const int64_t blocks = (int64_t)((g->m + BLOCK - 1) / BLOCK);
    moments_t all = {0, 0, 0};
    (void)threads;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (blocks > 1)
    for (int64_t b = 0; b < blocks; b++) {
        const uint64_t first = (uint64_t)b * BLOCK, end = first + BLOCK < g->m ? first + BLOCK : g->m;
        if (!cot_i_meter_stopped(meter)) {
            const moments_t m = block_moments(g, first, end, centre);
#pragma omp critical(cot_assortativity)
            {
                all.sum += m.sum;
                all.squares += m.squares;
                all.products += m.products;
            }
            cot_i_meter_add(meter, end - first);
        }
    }
    return all;
}

cot_status_t cot_degree_assortativity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t squares = 0; /* sum of squared degrees = sum over edges of the degrees at both ends */
    if (!graph || !out) {
        COT_FAIL(st, err, COT_E_ARG, "assortativity: null network or result");
    }
    *out = NAN;
    for (uint32_t v = 0; v < graph->n; v++) {
        const uint64_t degree = graph->off[v + 1] - graph->off[v];
        squares += degree * degree;
    }
    cot_meter_t meter = {env, err, "assortativity", 0, graph->m, COT_OK};
    if (graph->m > 0) {
        const int64_t centre = (int64_t)(squares / (2 * graph->m));
        const moments_t m = moments(graph, centre, &meter, cot_env_threads(env));
        const double edges = (double)graph->m, mean = (double)m.sum / (2.0 * edges);
        const double variance = (double)m.squares / (2.0 * edges) - mean * mean;
        *out = variance > 0.0 ? ((double)m.products / edges - mean * mean) / variance : NAN;
    }
    COT_TRY(st, cot_i_meter_end(&meter, "assortativity"));
done:
    return st;
}
