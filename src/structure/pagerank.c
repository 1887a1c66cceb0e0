/* pagerank.c: PageRank on edge weights, with even or given restarts. The method is in walk.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/fail.h"
#include "structure/walk.h"

static uint32_t degree(const void *data, uint32_t v) {
    const cot_graph_t *g = data;
    return (uint32_t)(g->off[v + 1] - g->off[v]);
}

static void row(const void *data, uint32_t v, size_t stride, uint32_t *to, double *weight) {
    const cot_graph_t *g = data;
    size_t at = 0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++, at += stride) {
        to[at] = g->adj[a];
        if (weight) {
            weight[at] = g->weight[g->arc_edge[a]];
        }
    }
}

/* Equal weights cancel. */
static bool all_equal(const double *values, uint64_t n) {
    for (uint64_t i = 1; i < n; i++) {
        if (values[i] != values[0]) {
            return false;
        }
    }
    return true;
}

cot_status_t cot_pagerank_from(const cot_graph_t *graph, double damping, const double *preference,
                               double *out, uint32_t *iterations, const cot_env_t *env, cot_error_t *err) {
    if (!graph || (!out && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "PageRank: null network or result");
    }
    const cot_i_rows_t rows = {graph->n, !all_equal(graph->weight, graph->m), graph, degree, row};
    return cot_i_walk(&rows, damping, preference, out, iterations, "PageRank", env, err);
}

cot_status_t cot_pagerank(const cot_graph_t *graph, double *out, uint32_t *iterations, const cot_env_t *env,
                          cot_error_t *err) {
    return cot_pagerank_from(graph, 0.85, NULL, out, iterations, env, err);
}
