/* vertex.c: the measures that give one value per vertex, each a few lines around its kernel or igraph's.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"
#include "bridge/igraph_calls.h"

cot_status_t cot_i_measure_degree(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    int64_t *degree = NULL;
    COT_NEW(st, err, degree, graph->n, "degree");
    for (uint32_t v = 0; v < graph->n; v++) {
        degree[v] = (int64_t)(graph->off[v + 1] - graph->off[v]);
    }
    COT_TRY(st, cot_i_add_ints(run, measure, &degree, err));
done:
    cot_i_free(degree);
    return st;
}

cot_status_t cot_i_measure_strength(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = run->graph;
    double *strength = NULL;
    COT_NEW(st, err, strength, graph->n, "strength");
    for (uint32_t v = 0; v < graph->n; v++) {
        for (uint64_t arc = graph->off[v]; arc < graph->off[v + 1]; arc++) {
            strength[v] += graph->weight[graph->arc_edge[arc]];
        }
    }
    COT_TRY(st, cot_i_add_reals(run, measure, &strength, err, "%s", ""));
done:
    cot_i_free(strength);
    return st;
}

/* A column of counts from a kernel that fills uint32_t. */
static cot_status_t add_counts(cot_i_run_t *run, const cot_measure_t *measure, const uint32_t *counts,
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

cot_status_t cot_i_measure_component(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *component = NULL, count = 0, n = run->graph->n;
    uint64_t giant = 0;
    COT_NEW(st, err, component, n, "components");
    COT_TRY(st, cot_components(run->graph, component, &count, err));
    for (uint32_t v = 0; v < n; v++) {
        giant += component[v] == 0;
    }
    COT_TRY(st, add_counts(run, measure, component, err));
    COT_TRY(st, cot_i_add_integer(run, "components", "Connected components", "components", count, err));
    COT_TRY(st, cot_i_add_integer(run, "giant_component", "Vertices in the largest component", "vertices", giant, err));
    COT_TRY(st, cot_i_add_real(run, "giant_share", "Share of vertices in the largest component", "share",
                               n ? (double)giant / n : NAN, err, "%s", ""));
done:
    cot_i_free(component);
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
    COT_TRY(st, add_counts(run, measure, core, err));
    COT_TRY(st, cot_i_add_integer(run, "degeneracy", "Largest core number", "degree", deepest, err));
done:
    cot_i_free(core);
    return st;
}

cot_status_t cot_i_measure_clustering(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *clustering = NULL;
    COT_NEW(st, err, clustering, run->graph->n, "clustering");
    COT_TRY(st, cot_clustering(run->graph, clustering, NULL, run->env, err));
    COT_TRY(st, cot_i_add_reals(run, measure, &clustering, err, "%s", ""));
done:
    cot_i_free(clustering);
    return st;
}

cot_status_t cot_i_measure_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *harmonic = NULL;
    uint32_t sources = cot_i_sources(run, 64);
    COT_NEW(st, err, harmonic, run->graph->n, "harmonic closeness");
    COT_TRY(st, cot_harmonic(run->prepared, sources, harmonic, run->env, err));
    if (sources > 0) {
        COT_TRY(st, cot_i_add_reals(run, measure, &harmonic, err,
                                    "estimated from distances to %u of %u vertices; --exact computes all", sources,
                                    run->graph->n));
    } else {
        COT_TRY(st, cot_i_add_reals(run, measure, &harmonic, err, "%s", ""));
    }
done:
    cot_i_free(harmonic);
    return st;
}

cot_status_t cot_i_measure_pagerank(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *rank = NULL;
    uint32_t iterations = 0;
    COT_NEW(st, err, rank, run->graph->n, "PageRank");
    COT_TRY(st, cot_pagerank(run->graph, rank, &iterations, run->env, err));
    if (iterations >= 1000) {
        COT_TRY(st, cot_i_add_reals(run, measure, &rank, err, "not converged after %u iterations", iterations));
    } else {
        COT_TRY(st, cot_i_add_reals(run, measure, &rank, err, "%s", ""));
    }
done:
    cot_i_free(rank);
    return st;
}

cot_status_t cot_i_measure_eigenvector(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *value = NULL;
    COT_NEW(st, err, value, run->graph->n, "eigenvector centrality");
    COT_TRY(st, cot_i_ig_eigenvector(run->graph, value, run->env, err));
    COT_TRY(st, cot_i_add_reals(run, measure, &value, err, "%s", ""));
done:
    cot_i_free(value);
    return st;
}

/* Steps of Burt's constraint: for every arc, the arcs of its head. */
static uint64_t constraint_work(const cot_graph_t *graph) {
    uint64_t work = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        uint64_t degree = graph->off[v + 1] - graph->off[v];
        work += degree * degree;
    }
    return work;
}

cot_status_t cot_i_measure_constraint(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *value = NULL;
    uint64_t limit = run->params->work_limit ? run->params->work_limit : UINT64_C(1) << 33;
    uint64_t work = constraint_work(run->graph);
    COT_NEW(st, err, value, run->graph->n, "constraint");
    if (work > limit && !run->params->exact) {   /* it has no sample that means anything: every vertex is its own */
        for (uint32_t v = 0; v < run->graph->n; v++) {
            value[v] = NAN;
        }
        COT_TRY(st, cot_i_add_reals(run, measure, &value, err,
                                    "left out: %llu steps (bound %llu); --exact computes it",
                                    (unsigned long long)work, (unsigned long long)limit));
        goto done;
    }
    COT_TRY(st, cot_i_ig_constraint(run->graph, value, run->env, err));
    COT_TRY(st, cot_i_add_reals(run, measure, &value, err, "%s", ""));
done:
    cot_i_free(value);
    return st;
}
