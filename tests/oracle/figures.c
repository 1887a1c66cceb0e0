/* figures.c: igraph's figures of a whole network.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "bridge/convert.h"
#include "oracle/igraph_answers.h"

typedef igraph_error_t figure_fn(const igraph_t *graph, double *out);

static cot_status_t figure(const cot_graph_t *graph, figure_fn *run, const char *purpose, double *out,
                           const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    *out = NAN;
    if (graph->n == 0) {
        return COT_OK;
    }
    cot_status_t st = cot_i_ig_open(&ig, graph, env, purpose, err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(run(&ig.graph, out), err);
    cot_i_ig_close(&ig);
    return st;
}

static igraph_error_t run_assortativity(const igraph_t *graph, double *out) {
    return igraph_assortativity_degree(graph, out, IGRAPH_UNDIRECTED);
}

static igraph_error_t run_transitivity(const igraph_t *graph, double *out) {
    return igraph_transitivity_undirected(graph, out, IGRAPH_TRANSITIVITY_NAN);
}

static igraph_error_t run_average_zero(const igraph_t *graph, double *out) {
    return igraph_transitivity_avglocal_undirected(graph, out, IGRAPH_TRANSITIVITY_ZERO);
}

static igraph_error_t run_average_nan(const igraph_t *graph, double *out) {
    return igraph_transitivity_avglocal_undirected(graph, out, IGRAPH_TRANSITIVITY_NAN);
}

cot_status_t cot_i_ig_assortativity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                    cot_error_t *err) {
    return figure(graph, run_assortativity, "assortativity", out, env, err);
}

cot_status_t cot_i_ig_transitivity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                   cot_error_t *err) {
    return figure(graph, run_transitivity, "transitivity", out, env, err);
}

cot_status_t cot_i_ig_average_clustering(const cot_graph_t *graph, bool zero_below_2, double *out,
                                         const cot_env_t *env, cot_error_t *err) {
    return figure(graph, zero_below_2 ? run_average_zero : run_average_nan, "average clustering", out, env,
                  err);
}

cot_status_t cot_i_ig_mean_distance(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                    cot_error_t *err) {
    return figure(graph, cot_ig_mean_distance, "mean distance", out, env, err);
}

cot_status_t cot_i_ig_diameter(const cot_graph_t *graph, double *out, const cot_env_t *env,
                               cot_error_t *err) {
    return figure(graph, cot_ig_diameter, "diameter", out, env, err);
}

cot_status_t cot_i_ig_density(const cot_graph_t *graph, double *out, const cot_env_t *env, cot_error_t *err) {
    return figure(graph, cot_ig_density, "density", out, env, err);
}

/* igraph wants a vector; labels that leave gaps are fine for it. */
static cot_status_t put_labels(cot_i_ig_t *ig, const cot_graph_t *graph, const int64_t *membership,
                               cot_error_t *err) {
    cot_status_t st = cot_i_lane_check(igraph_vector_int_resize(&ig->ints, (cot_ig_int_t)graph->n), err);
    for (uint32_t v = 0; st == COT_OK && v < graph->n; v++) {
        VECTOR(ig->ints)[v] = (cot_ig_int_t)membership[v];
    }
    return st;
}

cot_status_t cot_i_ig_modularity(const cot_graph_t *graph, const int64_t *membership, double resolution,
                                 double *out, const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    *out = NAN;
    if (graph->m == 0) {
        return COT_OK;
    }
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "modularity", err);
    if (st != COT_OK) {
        return st;
    }
    st = put_labels(&ig, graph, membership, err);
    if (st == COT_OK) {
        st = cot_i_lane_check(
            igraph_modularity(&ig.graph, &ig.ints, &ig.weights, resolution, IGRAPH_UNDIRECTED, out), err);
    }
    cot_i_ig_close(&ig);
    return st;
}
