/* structure_measures.c: the measures of room structure: PageRank, cores, triangles, structural holes, mixing.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"

static uint64_t degree_of(const cot_graph_t *graph, uint32_t v) {
    return graph->off[v + 1] - graph->off[v];
}

cot_status_t cot_i_add_counts(cot_i_run_t *run, const cot_measure_t *measure, const uint32_t *counts,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    int64_t *column = NULL;
    COT_NEW(st, err, column, run->graph->n, measure->name);
    for (uint32_t v = 0; v < run->graph->n; v++) {
        column[v] = counts[v];
    }
    COT_TRY(st, cot_i_add_ints(run, measure, &column, err));
done:
    cot_i_free(column);
    return st;
}

cot_status_t cot_i_measure_pagerank(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *rank = NULL;
    uint32_t iterations = 0;
    COT_NEW(st, err, rank, run->graph->n, "PageRank");
    COT_TRY(st, cot_pagerank(run->graph, rank, &iterations, run->env, err));
    if (iterations >= 1000) {
        COT_TRY(st,
                cot_i_add_reals(run, measure, &rank, err, "not converged after %u iterations", iterations));
    } else {
        COT_TRY(st, cot_i_add_reals(run, measure, &rank, err, "%s", ""));
    }
done:
    cot_i_free(rank);
    return st;
}

cot_status_t cot_i_measure_core(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *core = NULL, deepest = 0;
    COT_NEW(st, err, core, run->graph->n, "core numbers");
    COT_TRY(st, cot_core_numbers(run->graph, core, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        deepest = core[v] > deepest ? core[v] : deepest;
    }
    COT_TRY(st, cot_i_add_counts(run, measure, core, err));
    COT_TRY(st, cot_i_add_integer(run, "degeneracy", "Largest core number", "degree", deepest, err));
done:
    cot_i_free(core);
    return st;
}

cot_status_t cot_i_triangles(cot_i_run_t *run, const uint64_t **triangles, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *counted = NULL;
    if (!run->triangles) {
        COT_NEW(st, err, counted, run->graph->n, "triangles");
        COT_TRY(st, cot_clustering(run->graph, NULL, counted, run->env, err));
        run->triangles = counted;
        counted = NULL;
    }
    *triangles = run->triangles;
done:
    cot_i_free(counted);
    return st;
}

/* Share of a vertex's pairs of neighbours that are joined; NaN below degree 2. */
static double closed_share(const cot_graph_t *graph, const uint64_t *triangles, uint32_t v) {
    const double degree = (double)degree_of(graph, v);
    return degree < 2 ? NAN : (double)triangles[v] / (degree * (degree - 1) / 2);
}

cot_status_t cot_i_measure_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint64_t *triangles = NULL;
    double *clustering = NULL;
    COT_NEW(st, err, clustering, run->graph->n, "clustering");
    COT_TRY(st, cot_i_triangles(run, &triangles, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        clustering[v] = closed_share(run->graph, triangles, v);
    }
    COT_TRY(st, cot_i_add_reals(run, measure, &clustering, err, "%s", ""));
done:
    cot_i_free(clustering);
    return st;
}

cot_status_t cot_i_measure_transitivity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    const uint64_t *triangles = NULL;
    uint64_t corners = 0, defined = 0;
    double sum = 0, triples = 0;
    (void)measure;
    COT_TRY(st, cot_i_triangles(run, &triangles, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        const double degree = (double)degree_of(graph, v), local = closed_share(graph, triangles, v);
        triples += degree * (degree - 1) / 2;
        corners += triangles[v];
        sum += isnan(local) ? 0 : local;
        defined += isnan(local) ? 0 : 1;
    }
    COT_TRY(st, cot_i_add_integer(run, "triangles", "Triangles", "triangles", corners / 3, err));
    COT_TRY(st, cot_i_add_real(run, "transitivity", "Global clustering (closed share of connected triples)",
                               "share", triples > 0 ? (double)corners / triples : NAN, err, "%s", ""));
    COT_TRY(st, cot_i_add_real(run, "average_clustering", "Mean local clustering", "share",
                               defined ? sum / (double)defined : NAN, err, "%s",
                               "over vertices of degree 2 and more"));
done:
    return st;
}

static cot_status_t find_weighted_clustering(const cot_i_run_t *run, double *out, cot_error_t *err) {
    return cot_weighted_clustering(run->graph, out, run->env, err);
}

cot_status_t cot_i_measure_weighted_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_weighted_clustering, "", err);
}

cot_status_t cot_i_measure_truss(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *truss = NULL, deepest = 0;
    COT_NEW(st, err, truss, run->graph->n, "truss numbers");
    COT_TRY(st, cot_truss_numbers(run->graph, NULL, truss, run->env, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        deepest = truss[v] > deepest ? truss[v] : deepest;
    }
    COT_TRY(st, cot_i_add_counts(run, measure, truss, err));
    COT_TRY(st, cot_i_add_integer(run, "max_truss", "Largest truss number", "", deepest, err));
done:
    cot_i_free(truss);
    return st;
}

static cot_status_t find_constraint(const cot_i_run_t *run, double *out, cot_error_t *err) {
    return cot_structural_holes(run->graph, out, NULL, NULL, NULL, run->env, err);
}

cot_status_t cot_i_measure_constraint(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_constraint, "", err);
}

static cot_status_t find_effective_size(const cot_i_run_t *run, double *out, cot_error_t *err) {
    return cot_structural_holes(run->graph, NULL, out, NULL, NULL, run->env, err);
}

cot_status_t cot_i_measure_effective_size(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_effective_size, "", err);
}

cot_status_t cot_i_measure_assortativity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    double value = NAN;
    (void)measure;
    cot_status_t st = cot_degree_assortativity(run->graph, &value, run->env, err);
    if (st == COT_OK) {
        st =
            cot_i_add_real(run, "assortativity", "Degree assortativity", "correlation", value, err, "%s", "");
    }
    return st;
}

static cot_status_t find_paper_redundancy(const cot_i_run_t *run, double *out, cot_error_t *err) {
    return cot_redundancy_incidence(run->params->incidence, out, NULL, run->env, err);
}

cot_status_t cot_i_measure_paper_redundancy(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_paper_redundancy, "", err);
}

/* Steps that the redundancy of topics takes at most: for each author of each, the words that hold its authors. */
static uint64_t topic_work(const cot_graph_t *graph) {
    const uint64_t words = graph->n_left / 64 + 1;
    uint64_t work = 0;
    for (uint32_t v = graph->n_left; v < graph->n; v++) {
        const uint64_t authors = degree_of(graph, v);
        work += authors * (authors < words ? authors : words);
    }
    return work;
}

cot_status_t cot_i_measure_redundancy(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    const double step = 3e-10, seconds = step * (double)topic_work(graph); /* of one core */
    const bool topics = seconds <= run->params->budget || run->params->exact;
    double *value = NULL;
    COT_NEW(st, err, value, graph->n, "redundancy");
    for (uint32_t v = graph->n_left; v < graph->n; v++) {
        value[v] = NAN;
    }
    COT_TRY(st, cot_redundancy(graph, value, topics ? value + graph->n_left : NULL, run->env, err));
    if (topics) {
        COT_TRY(st, cot_i_add_reals(run, measure, &value, err, "%s", ""));
    } else {
        COT_TRY(st, cot_i_add_reals(run, measure, &value, err,
                                    "left out for topics: predicted at %.2g s of one core; --exact computes it",
                                    seconds));
    }
done:
    cot_i_free(value);
    return st;
}
