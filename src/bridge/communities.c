/* communities.c: igraph's community methods on edge weights.
 * A network without edges has one answer for all of them (every vertex by itself) and is not handed over.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "bridge/convert.h"
#include "bridge/igraph_calls.h"

static bool without_edges(const cot_graph_t *graph, int64_t *membership, double *quality) {
    if (quality) {
        *quality = NAN;
    }
    for (uint32_t v = 0; graph->m == 0 && v < graph->n; v++) {
        membership[v] = v;
    }
    return graph->m == 0;
}

cot_status_t cot_i_ig_infomap(const cot_graph_t *graph, int trials, int64_t *membership, double *codelength,
                              const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_ig_t ig;
    double bits = NAN;
    if (trials < 1) {
        COT_FAIL(st, err, COT_E_ARG, "Infomap: %d trials (allowed: 1 or more)", trials);
    }
    if (without_edges(graph, membership, codelength)) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_ig_open(&ig, graph, env, "Infomap", err));
    st = cot_i_lane_check(cot_ig_infomap(&ig.graph, &ig.weights, trials, &ig.ints, &bits), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_ints(&ig, graph->n, membership, err);
    }
    if (st == COT_OK && codelength) {
        *codelength = bits;
    }
    cot_i_ig_close(&ig);
done:
    return st;
}
