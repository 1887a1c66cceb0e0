/* vertices.c: igraph's measures of vertices and edges, as a reference.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/convert.h"
#include "oracle/igraph_answers.h"

/* Takes the open graph and leaves one value per vertex in ig->reals. */
typedef igraph_error_t measure_fn(cot_i_ig_t *ig, double parameter);

static cot_status_t measure(const cot_graph_t *graph, measure_fn *run, double parameter, const char *purpose,
                            double *out, const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    if (graph->n == 0) {
        return COT_OK;
    }
    cot_status_t st = cot_i_ig_open(&ig, graph, env, purpose, err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(run(&ig, parameter), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_reals(&ig, graph->n, out, err);
    }
    cot_i_ig_close(&ig);
    return st;
}

static igraph_error_t run_constraint(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return igraph_constraint(&ig->graph, &ig->reals, igraph_vss_all(), &ig->weights);
}

static igraph_error_t run_betweenness(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return cot_ig_betweenness(&ig->graph, NULL, &ig->reals);
}

static igraph_error_t run_harmonic(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return igraph_harmonic_centrality(&ig->graph, &ig->reals, igraph_vss_all(), IGRAPH_ALL, NULL, true);
}

static igraph_error_t run_pagerank(cot_i_ig_t *ig, double damping) {
    return cot_ig_pagerank(&ig->graph, &ig->weights, damping, &ig->reals);
}

static igraph_error_t run_clustering(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return igraph_transitivity_local_undirected(&ig->graph, &ig->reals, igraph_vss_all(),
                                                IGRAPH_TRANSITIVITY_NAN);
}

static igraph_error_t run_strength(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return igraph_strength(&ig->graph, &ig->reals, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, &ig->weights);
}

static igraph_error_t run_barrat(cot_i_ig_t *ig, double parameter) {
    (void)parameter;
    return cot_ig_barrat(&ig->graph, &ig->weights, &ig->reals);
}

cot_status_t cot_i_ig_barrat(const cot_graph_t *graph, double *out, const cot_env_t *env, cot_error_t *err) {
    return measure(graph, run_barrat, 0, "weighted clustering", out, env, err);
}

cot_status_t cot_i_ig_constraint(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                 cot_error_t *err) {
    return measure(graph, run_constraint, 0, "constraint", out, env, err);
}

cot_status_t cot_i_ig_betweenness(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                  cot_error_t *err) {
    return measure(graph, run_betweenness, 0, "betweenness", out, env, err);
}

cot_status_t cot_i_ig_harmonic(const cot_graph_t *graph, double *out, const cot_env_t *env,
                               cot_error_t *err) {
    return measure(graph, run_harmonic, 0, "harmonic closeness", out, env, err);
}

cot_status_t cot_i_ig_pagerank(const cot_graph_t *graph, double damping, double *out, const cot_env_t *env,
                               cot_error_t *err) {
    return measure(graph, run_pagerank, damping, "PageRank", out, env, err);
}

cot_status_t cot_i_ig_local_clustering(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                       cot_error_t *err) {
    return measure(graph, run_clustering, 0, "local clustering", out, env, err);
}

cot_status_t cot_i_ig_strength(const cot_graph_t *graph, double *out, const cot_env_t *env,
                               cot_error_t *err) {
    return measure(graph, run_strength, 0, "strength", out, env, err);
}

cot_status_t cot_i_ig_pagerank_from(const cot_graph_t *graph, double damping, const double *preference,
                                    double *out, const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    igraph_vector_t reset;
    if (graph->n == 0) {
        return COT_OK;
    }
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "PageRank", err);
    if (st != COT_OK) {
        return st;
    }
    cot_ig_view(&reset, preference, graph->n);
    st = cot_i_lane_check(cot_ig_pagerank_from(&ig.graph, &ig.weights, &reset, damping, &ig.reals), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_reals(&ig, graph->n, out, err);
    }
    cot_i_ig_close(&ig);
    return st;
}

cot_status_t cot_i_ig_truss(const cot_graph_t *graph, uint32_t *out, const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "truss numbers", err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_trussness(&ig.graph, &ig.ints), err);
    for (uint64_t e = 0; st == COT_OK && e < graph->m; e++) {
        out[e] = (uint32_t)VECTOR(ig.ints)[e];
    }
    cot_i_ig_close(&ig);
    return st;
}

cot_status_t cot_i_ig_coreness(const cot_graph_t *graph, uint32_t *out, const cot_env_t *env,
                               cot_error_t *err) {
    cot_i_ig_t ig;
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "core number", err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_coreness(&ig.graph, &ig.ints, IGRAPH_ALL), err);
    for (uint32_t v = 0; st == COT_OK && v < graph->n; v++) {
        out[v] = (uint32_t)VECTOR(ig.ints)[v];
    }
    cot_i_ig_close(&ig);
    return st;
}

cot_status_t cot_i_ig_components(const cot_graph_t *graph, int64_t *out, uint32_t *count,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    cot_ig_int_t found = 0;
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "components", err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_connected_components(&ig.graph, &ig.ints, NULL, &found, IGRAPH_WEAK), err);
    if (st == COT_OK) {
        st = cot_i_ig_take_ints(&ig, graph->n, out, err);
    }
    if (count) {
        *count = (uint32_t)found;
    }
    cot_i_ig_close(&ig);
    return st;
}

cot_status_t cot_i_ig_betweenness_of(const cot_graph_t *graph, bool edges, bool weighted, double *out,
                                     const cot_env_t *env, cot_error_t *err) {
    cot_i_ig_t ig;
    igraph_vector_t lengths;
    if (graph->n == 0) {
        return COT_OK;
    }
    cot_status_t st = cot_i_ig_open(&ig, graph, env, "betweenness", err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_vector_init(&lengths, (cot_ig_int_t)graph->m), err);
    if (st == COT_OK) {
        for (uint64_t e = 0; e < graph->m; e++) {
            VECTOR(lengths)[e] = 1.0 / graph->weight[e];
        }
        st = cot_i_lane_check((edges ? cot_ig_edge_betweenness : cot_ig_betweenness)(
                                  &ig.graph, weighted ? &lengths : NULL, &ig.reals), err);
        igraph_vector_destroy(&lengths);
    }
    if (st == COT_OK) {
        st = cot_i_ig_take_reals(&ig, edges ? (uint32_t)graph->m : graph->n, out, err);
    }
    cot_i_ig_close(&ig);
    return st;
}
