/* communities.c: igraph's Leiden, Louvain and label propagation on edge weights, as a reference. A network
 * without edges has one answer (every vertex by itself) and is not handed over.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "bridge/convert.h"
#include "oracle/igraph_answers.h"

static bool without_edges(const cot_graph_t *graph, int64_t *membership, double *quality) {
    if (quality) {
        *quality = NAN;
    }
    for (uint32_t v = 0; graph->m == 0 && v < graph->n; v++) {
        membership[v] = v;
    }
    return graph->m == 0;
}

static cot_status_t check_amount(const char *what, double value, cot_error_t *err) {
    if (!(value >= 0 && isfinite(value))) {
        return cot_i_fail(err, COT_E_ARG, "%s is %g (allowed: 0 or more)", what, value);
    }
    return COT_OK;
}

/* Leiden of igraph maximises sum (A_ij - resolution w_i w_j): vertex weights k and resolution / 2W make that
 * modularity, weights 1 (NULL) the constant Potts model. */
static igraph_error_t run_leiden(cot_i_ig_t *ig, cot_i_objective_t objective, double resolution, double beta,
                                 int iterations, double *quality) {
    if (objective == COT_I_CPM) {
        return cot_ig_leiden(&ig->graph, &ig->weights, NULL, resolution, beta, iterations, &ig->ints,
                             quality);
    }
    igraph_error_t code =
        igraph_strength(&ig->graph, &ig->reals, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, &ig->weights);
    if (code != IGRAPH_SUCCESS) {
        return code;
    }
    resolution /= igraph_vector_sum(&ig->reals);
    return cot_ig_leiden(&ig->graph, &ig->weights, &ig->reals, resolution, beta, iterations, &ig->ints,
                         quality);
}

cot_status_t cot_i_ig_leiden(const cot_graph_t *graph, cot_i_objective_t objective, double resolution,
                             double beta, int iterations, int64_t *membership, double *quality,
                             const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_ig_t ig;
    COT_TRY(st, check_amount("Leiden: resolution", resolution, err));
    COT_TRY(st, check_amount("Leiden: beta", beta, err));
    if (without_edges(graph, membership, quality)) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_ig_open(&ig, graph, env, "Leiden", err));
    st = cot_i_lane_check(run_leiden(&ig, objective, resolution, beta, iterations, quality), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_ints(&ig, graph->n, membership, err);
    }
    cot_i_ig_close(&ig);
done:
    return st;
}

/* igraph gives the modularity of every level; the last one is the partition's. */
cot_status_t cot_i_ig_louvain(const cot_graph_t *graph, double resolution, int64_t *membership,
                              double *quality, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_ig_t ig;
    COT_TRY(st, check_amount("Louvain: resolution", resolution, err));
    if (without_edges(graph, membership, quality)) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_ig_open(&ig, graph, env, "Louvain", err));
    st = cot_i_lane_check(
        igraph_community_multilevel(&ig.graph, &ig.weights, resolution, &ig.ints, NULL, NULL), err);
    if (st == COT_OK && quality) {
        st = cot_i_lane_check(
            igraph_modularity(&ig.graph, &ig.ints, &ig.weights, resolution, IGRAPH_UNDIRECTED, quality), err);
    }
    if (st == COT_OK) {
        st = cot_i_ig_take_ints(&ig, graph->n, membership, err);
    }
    cot_i_ig_close(&ig);
done:
    return st;
}

cot_status_t cot_i_ig_label_propagation(const cot_graph_t *graph, int64_t *membership, const cot_env_t *env,
                                        cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_ig_t ig;
    if (without_edges(graph, membership, NULL)) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_ig_open(&ig, graph, env, "label propagation", err));
    st = cot_i_lane_check(cot_ig_label_propagation(&ig.graph, &ig.weights, &ig.ints), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_ints(&ig, graph->n, membership, err);
    }
    cot_i_ig_close(&ig);
done:
    return st;
}
