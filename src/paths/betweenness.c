/* betweenness.c: betweenness of vertices and edges: all sources, some, or as many as a bound needs.
 *
 * The network is reduced first, exactly (prepare/): closed twins are one class, biconnected blocks are taken
 * one by one with end-point weights, blocks that are complete graphs are done with; dependencies.c searches in
 * what is left. SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/betweenness.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "paths/kernels.h"

typedef struct {
    const cot_prepared_t *prepared;
    cot_betweenness_params_t params;
    double *vertices, *edges;
    cot_betweenness_achieved_t achieved;
} run_t;

static cot_status_t check(const cot_prepared_t *prepared, const cot_betweenness_params_t *params,
                          cot_error_t *err) {
    if (!prepared) {
        return cot_i_fail(err, COT_E_ARG, "betweenness: null network");
    }
    if (!(params->epsilon >= 0 && params->epsilon < 1)) {
        return cot_i_fail(err, COT_E_ARG, "betweenness: epsilon %g (allowed: 0, or above 0 and below 1)",
                          params->epsilon);
    }
    if (!(params->delta > 0 && params->delta < 1)) {
        return cot_i_fail(err, COT_E_ARG, "betweenness: delta %g (allowed: above 0 and below 1)", params->delta);
    }
    if (params->precision != COT_DOUBLE && params->precision != COT_FLOAT) {
        return cot_i_fail(err, COT_E_ARG, "betweenness: precision %d (allowed: %d, %d)", (int)params->precision,
                          COT_DOUBLE, COT_FLOAT);
    }
    if (params->weighted && params->epsilon > 0) {
        return cot_i_fail(err, COT_E_ARG, "betweenness: a bound of %g for weighted paths (allowed: 0)",
                          params->epsilon);
    }
    return COT_OK;
}

/* Hands over what was found for the sources. */
static void finish(run_t *run, const cot_i_dependencies_t *d, const cot_i_sources_t *sources, const double *mean) {
    const uint32_t n = run->prepared->graph->n, *class_of = run->prepared->quotient.class_of;
    const double scale = sources->count > 0 ? (double)n / (double)sources->count : 0.0;
    for (uint32_t v = 0; run->vertices && v < n; v++) { /* ordered pairs to pairs, and up to all sources */
        run->vertices[v] = mean[class_of[v]] * 0.5 * scale;
    }
    if (run->edges) {
        cot_i_dependencies_edges(d, sources->weights, scale, run->edges);
    }
}

static cot_status_t run_sources(run_t *run, cot_i_dependencies_t *d, cot_i_sources_t *sources, double *mean,
                                double *second, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_prepared_t *p = run->prepared;
    const uint32_t n = p->graph->n;
    const uint64_t seed = d->env ? d->env->seed : 1;
    COT_TRY(st, cot_i_pick_sources(&p->quotient, n, run->params.n_sources, seed, sources->per_class, NULL,
                                   &sources->count, err));
    sources->distinct = true;
    COT_TRY(st, cot_i_blocks_weigh(&p->blocks, &p->parts, sources->per_class, sources->weights, err));
    COT_TRY(st, cot_i_dependencies_add(d, sources->weights, err));
    COT_TRY(st, cot_i_dependencies_gather(d, sources->weights, mean, second, err));
    run->achieved = (cot_betweenness_achieved_t){sources->count, sources->count == n, 0.0, 0.0};
    if (second && !run->achieved.exact) {
        run->achieved.epsilon = cot_i_betweenness_bound(p, sources, mean, second, run->params.delta);
        run->achieved.delta = run->params.delta;
    }
done:
    return st;
}

static cot_status_t run_unweighted(run_t *run, cot_isa_t isa, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_prepared_t *p = run->prepared;
    cot_i_dependencies_t d = {p, env, run->params.precision, isa, NULL, NULL, NULL, NULL};
    cot_i_sources_t sources = {NULL, NULL, 0, false};
    double *mean = NULL, *second = NULL;
    const bool sampled = run->params.n_sources > 0 && run->params.n_sources < p->graph->n;
    bool bounded = run->params.epsilon > 0;
    COT_NEW(st, err, sources.per_class, p->quotient.rows.n, "betweenness");
    COT_NEW(st, err, sources.weights, cot_i_block_places(&p->blocks), "betweenness");
    COT_NEW(st, err, mean, p->quotient.rows.n, "betweenness");
    if (bounded || sampled) {
        COT_NEW(st, err, second, p->quotient.rows.n, "betweenness");
    }
    COT_TRY(st, cot_i_dependencies_new(&d, second != NULL, run->edges != NULL, err));
    if (bounded) {
        bool exact = false;
        run->achieved.epsilon = run->params.epsilon;
        run->achieved.delta = run->params.delta;
        COT_TRY(st, cot_i_betweenness_until(&d, &sources, mean, &run->achieved.epsilon, run->params.delta,
                                            &exact, err));
        run->achieved.sources = sources.count;
        if (exact) {
            bounded = false;
            run->params.n_sources = 0;
            cot_i_dependencies_clear(&d);
            cot_i_free(second);
            second = NULL;
            COT_TRY(st, cot_i_dependencies_new(&d, false, run->edges != NULL, err));
        }
    }
    if (!bounded) {
        COT_TRY(st, run_sources(run, &d, &sources, mean, second, err));
    }
    finish(run, &d, &sources, mean);
done:
    cot_i_dependencies_clear(&d);
    cot_i_free(sources.per_class);
    cot_i_free(sources.weights);
    cot_i_free(mean);
    cot_i_free(second);
    return st;
}

cot_status_t cot_i_betweenness(const cot_prepared_t *prepared, const cot_betweenness_params_t *params,
                               double *vertices, double *edges, cot_betweenness_achieved_t *achieved,
                               cot_isa_t isa, const cot_env_t *env, cot_error_t *err) {
    static const cot_betweenness_params_t usual = COT_BETWEENNESS_PARAMS_INIT;
    run_t run = {prepared, params ? *params : usual, vertices, edges, {0, false, 0.0, 0.0}};
    cot_status_t st = check(prepared, &run.params, err);
    if (st == COT_OK && run.params.weighted) {
        run.achieved.epsilon = NAN;
        st = cot_i_betweenness_weighted(prepared->graph, run.params.n_sources, vertices, edges,
                                        &run.achieved.sources, env, err);
        run.achieved.exact = run.achieved.sources == prepared->graph->n;
        run.achieved.epsilon = run.achieved.exact ? 0.0 : NAN;
    } else if (st == COT_OK) {
        st = run_unweighted(&run, isa, env, err);
    }
    if (st == COT_OK && achieved) {
        *achieved = run.achieved;
    }
    return st;
}

cot_status_t cot_betweenness(const cot_prepared_t *prepared, const cot_betweenness_params_t *params,
                             double *vertices, double *edges, cot_betweenness_achieved_t *achieved,
                             const cot_env_t *env, cot_error_t *err) {
    return cot_i_betweenness(prepared, params, vertices, edges, achieved, cot_i_isa_best(), env, err);
}
