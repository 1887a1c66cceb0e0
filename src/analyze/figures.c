/* figures.c: numbers about a whole network.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "analyze/measures.h"
#include "bridge/igraph_calls.h"

static uint64_t degree_of(const cot_graph_t *graph, uint32_t v) {
    return graph->off[v + 1] - graph->off[v];
}

/* Pairs that could be joined: any two vertices, or an author and a topic. */
static double possible_edges(const cot_graph_t *graph) {
    double left = graph->n_left, right = (double)graph->n - left;
    return graph->kind == COT_AUTHOR_TOPIC ? left * right : left * (left - 1) / 2;
}

cot_status_t cot_i_measure_size(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    uint64_t isolated = 0;
    double weight = cot_i_sum(graph->weight, graph->m, 1), possible = possible_edges(graph);
    (void)measure;
    for (uint32_t v = 0; v < graph->n; v++) {
        isolated += degree_of(graph, v) == 0;
    }
    COT_TRY(st, cot_i_add_integer(run, "vertices", "Vertices", "vertices", graph->n, err));
    if (graph->kind == COT_AUTHOR_TOPIC) {
        COT_TRY(st, cot_i_add_integer(run, "authors", "Authors", "vertices", graph->n_left, err));
        COT_TRY(st, cot_i_add_integer(run, "topics", "Topics", "vertices", graph->n - graph->n_left, err));
    }
    COT_TRY(st, cot_i_add_integer(run, "edges", "Edges", "edges", graph->m, err));
    COT_TRY(st, cot_i_add_integer(run, "isolated", "Vertices without an edge", "vertices", isolated, err));
    COT_TRY(st, cot_i_add_real(run, "total_weight", "Sum of edge weights", "weight", weight, err, "%s", ""));
    COT_TRY(st, cot_i_add_real(run, "density", "Density", "share of possible edges",
                               possible > 0 ? (double)graph->m / possible : NAN, err, "%s", ""));
    COT_TRY(st, cot_i_add_real(run, "mean_degree", "Mean degree", "edges per vertex",
                               graph->n ? 2.0 * (double)graph->m / graph->n : NAN, err, "%s", ""));
done:
    return st;
}

/* The p-value repeats the fit on synthetic samples: quick for small networks only. */
enum { P_VALUE_VERTICES = 1000 };

static cot_status_t add_power_law(cot_i_run_t *run, const double *degrees, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_power_law_t fit;
    bool with_p = run->params->exact || n <= P_VALUE_VERTICES;
    COT_TRY(st, cot_i_ig_power_law(degrees, n, with_p ? 0.05 : 0, &fit, run->env, err));
    COT_TRY(st, cot_i_add_real(run, "power_law_alpha", "Exponent of a power law fitted to the degrees", "", fit.alpha,
                               err, "maximum likelihood over the %zu degrees from power_law_xmin up", fit.tail));
    COT_TRY(st, cot_i_add_real(run, "power_law_xmin", "Smallest degree of the fit", "edges", fit.xmin, err, "%s",
                               fit.bounded ? "the best of those with 50 vertices from there up and 10 different degrees"
                                           : ""));
    COT_TRY(st, cot_i_add_real(run, "power_law_ks", "Kolmogorov-Smirnov distance of the fit", "", fit.ks, err, "%s",
                               "0 is a perfect fit"));
    COT_TRY(st, cot_i_add_real(run, "power_law_p", "p-value of the fit", "", fit.p, err, "%s",
                               with_p ? "below 0.1 the power law is ruled out" : "not computed at this size; --exact does"));
done:
    return st;
}

cot_status_t cot_i_measure_degree_distribution(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    uint64_t largest = 0;
    size_t positive = 0;
    double *degrees = NULL;
    (void)measure;
    COT_NEW(st, err, degrees, graph->n, "degree distribution");
    for (uint32_t v = 0; v < graph->n; v++) {
        uint64_t degree = degree_of(graph, v);
        largest = degree > largest ? degree : largest;
        if (degree > 0) {
            degrees[positive++] = (double)degree;
        }
    }
    COT_NEW(st, err, run->analysis->degrees.counts, largest + 1, "degree distribution");
    run->analysis->degrees.max_degree = (uint32_t)largest;
    for (uint32_t v = 0; v < graph->n; v++) {
        run->analysis->degrees.counts[degree_of(graph, v)]++;
    }
    COT_TRY(st, cot_i_add_integer(run, "max_degree", "Largest degree", "edges", largest, err));
    COT_TRY(st, add_power_law(run, degrees, positive, err));
done:
    cot_i_free(degrees);
    return st;
}
