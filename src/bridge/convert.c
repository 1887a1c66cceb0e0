/* convert.c: networks to igraph and vectors back. Cost O(n + m); 32 bytes per edge, 48 while it is made.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/convert.h"

#include "base/fail.h"

cot_status_t cot_i_ig_create(igraph_t *out, uint32_t n, uint64_t m, const uint32_t *from, const uint32_t *to,
                             int stride, cot_error_t *err) {
    igraph_vector_int_t ends;
    if (!cot_ig_fits(n, m)) {
        return cot_i_fail(err, COT_E_LIMIT, "igraph: %u vertices and %llu edges pass this igraph's integers",
                          n, (unsigned long long)m);
    }
    cot_status_t st = cot_i_lane_check(igraph_vector_int_init(&ends, (cot_ig_int_t)(2 * m)), err);
    if (st != COT_OK) {
        return st;
    }
    cot_ig_int_t *pair = VECTOR(ends);
    for (uint64_t e = 0, i = 0; e < m; e++, i += (uint64_t)stride) {
        pair[2 * e] = (cot_ig_int_t)from[i];
        pair[2 * e + 1] = (cot_ig_int_t)to[i];
    }
    st = cot_i_lane_check(igraph_create(out, &ends, (cot_ig_int_t)n, IGRAPH_UNDIRECTED), err);
    igraph_vector_int_destroy(&ends);
    return st;
}

cot_status_t cot_i_ig_open(cot_i_ig_t *ig, const cot_graph_t *graph, const cot_env_t *env,
                           const char *purpose, cot_error_t *err) {
    cot_status_t st = cot_i_lane_enter(env, purpose, err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_vector_init(&ig->reals, 0), err);
    if (st != COT_OK) {
        goto leave;
    }
    st = cot_i_lane_check(igraph_vector_int_init(&ig->ints, 0), err);
    if (st != COT_OK) {
        goto destroy_reals;
    }
    st = cot_i_ig_create(&ig->graph, graph->n, graph->m, graph->from, graph->to, 1, err);
    if (st != COT_OK) {
        goto destroy_ints;
    }
    cot_ig_view(&ig->weights, graph->weight, graph->m);
    return COT_OK;
destroy_ints:
    igraph_vector_int_destroy(&ig->ints);
destroy_reals:
    igraph_vector_destroy(&ig->reals);
leave:
    cot_i_lane_leave();
    return st;
}

void cot_i_ig_close(cot_i_ig_t *ig) {
    igraph_destroy(&ig->graph);
    igraph_vector_int_destroy(&ig->ints);
    igraph_vector_destroy(&ig->reals);
    cot_i_lane_leave();
}

static cot_status_t check_length(cot_ig_int_t found, uint32_t n, cot_error_t *err) {
    if (found != (cot_ig_int_t)n) {
        return cot_i_fail(err, COT_E_INTERNAL, "igraph: %lld results for %u vertices", (long long)found, n);
    }
    return COT_OK;
}

cot_status_t cot_i_ig_take_reals(const cot_i_ig_t *ig, uint32_t n, double *out, cot_error_t *err) {
    cot_status_t st = check_length(igraph_vector_size(&ig->reals), n, err);
    for (uint32_t v = 0; st == COT_OK && v < n; v++) {
        out[v] = VECTOR(ig->reals)[v];
    }
    return st;
}

cot_status_t cot_i_ig_take_ints(const cot_i_ig_t *ig, uint32_t n, int64_t *out, cot_error_t *err) {
    cot_status_t st = check_length(igraph_vector_int_size(&ig->ints), n, err);
    for (uint32_t v = 0; st == COT_OK && v < n; v++) {
        out[v] = VECTOR(ig->ints)[v];
    }
    return st;
}
