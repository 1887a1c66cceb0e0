/* pagerank.c: PageRank on edge weights, with even or given restarts. The method is in walk.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "structure/walk.h"

typedef struct {
    const cot_graph_t *graph;
    double *weight; /* 2m: of each arc; NULL: equal */
} walked_t;

static uint32_t degree(const void *data, uint32_t v) {
    const cot_graph_t *g = ((const walked_t *)data)->graph;
    return (uint32_t)(g->off[v + 1] - g->off[v]);
}

static void row(const void *data, uint32_t v, size_t stride, uint32_t *to, double *weight) {
    const walked_t *walked = data;
    const cot_graph_t *g = walked->graph;
    size_t at = 0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++, at += stride) {
        to[at] = g->adj[a];
        if (weight) {
            weight[at] = walked->weight[a];
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
    cot_status_t st = COT_OK;
    if (!graph || (!out && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "PageRank: null network or result");
    }
    const bool weighted = !all_equal(graph->weight, graph->m);
    walked_t walked = {graph, NULL};
    const cot_i_rows_t rows = {graph->n, weighted, &walked, degree, row};
    if (weighted) {
        COT_NEW(st, err, walked.weight, 2 * graph->m, "PageRank");
        COT_TRY(st, cot_graph_arcs(graph, NULL, walked.weight, env, err));
    }
    st = cot_i_walk(&rows, damping, preference, out, iterations, "PageRank", env, err);
done:
    cot_i_free(walked.weight);
    return st;
}

cot_status_t cot_pagerank(const cot_graph_t *graph, double *out, uint32_t *iterations, const cot_env_t *env,
                          cot_error_t *err) {
    return cot_pagerank_from(graph, 0.85, NULL, out, iterations, env, err);
}
