/* vertex.c: the measures that give one value per vertex, each a few lines around its kernel.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"

cot_status_t cot_i_measure_reals(cot_i_run_t *run, const cot_measure_t *measure, cot_i_vertex_kernel_t *kernel,
                                 const char *note, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *value = NULL;
    COT_NEW(st, err, value, run->graph->n, measure->title);
    COT_TRY(st, kernel(run, value, err));
    COT_TRY(st, cot_i_add_reals(run, measure, &value, err, "%s", note));
done:
    cot_i_free(value);
    return st;
}

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

static cot_status_t find_strength(const cot_i_run_t *run, double *out, cot_error_t *err) {
    (void)err;
    cot_graph_strengths(run->graph, out);
    return COT_OK;
}

cot_status_t cot_i_measure_strength(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_strength, "", err);
}

cot_status_t cot_i_measure_component(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *component = NULL, count = 0, n = run->graph->n;
    uint64_t giant = 0;
    COT_NEW(st, err, component, n, "components");
    COT_TRY(st, cot_components(run->graph, component, &count, run->env, err));
    for (uint32_t v = 0; v < n; v++) {
        giant += component[v] == 0;
    }
    COT_TRY(st, cot_i_add_counts(run, measure, component, err));
    COT_TRY(st, cot_i_add_integer(run, "components", "Connected components", "components", count, err));
    COT_TRY(st, cot_i_add_integer(run, "giant_component", "Vertices in the largest component", "vertices", giant, err));
    COT_TRY(st, cot_i_add_real(run, "giant_share", "Share of vertices in the largest component", "share",
                               n ? (double)giant / n : NAN, err, "%s", ""));
done:
    cot_i_free(component);
    return st;
}

static cot_status_t find_eigenvector(const cot_i_run_t *run, double *out, cot_error_t *err) {
    return cot_eigenvector(run->graph, out, run->env, err);
}

cot_status_t cot_i_measure_eigenvector(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_eigenvector, "", err);
}
