/* betweenness.c: betweenness of vertices, by steps and by weighted length (paths/).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/measures.h"

static cot_status_t add_betweenness(cot_i_run_t *run, const cot_measure_t *measure,
                                    const cot_betweenness_params_t *params, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *betweenness = NULL;
    cot_betweenness_achieved_t got = {0, true, 0.0, 0.0};
    COT_NEW(st, err, betweenness, run->graph->n, measure->name);
    COT_TRY(st, cot_betweenness(run->prepared, params, betweenness, NULL, &got, run->env, err));
    if (got.exact) {
        COT_TRY(st, cot_i_add_reals(run, measure, &betweenness, err, "%s", ""));
    } else if (params->weighted) {
        COT_TRY(st, cot_i_add_reals(run, measure, &betweenness, err,
                                    "estimated from %u of %u sources; --exact computes all", got.sources,
                                    run->graph->n));
    } else {
        COT_TRY(st, cot_i_add_reals(
                        run, measure, &betweenness, err,
                        "estimated from %u of %u sources, within %.2g of all pairs (%g%% sure); --exact "
                        "computes all",
                        got.sources, run->graph->n, got.epsilon, 100.0 * (1.0 - got.delta)));
    }
done:
    cot_i_free(betweenness);
    return st;
}

cot_status_t cot_i_measure_betweenness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_betweenness_params_t params = COT_BETWEENNESS_PARAMS_INIT;
    params.n_sources = cot_i_sources(run, 1);
    return add_betweenness(run, measure, &params, err);
}

cot_status_t cot_i_measure_weighted_betweenness(cot_i_run_t *run, const cot_measure_t *measure,
                                                cot_error_t *err) {
    cot_betweenness_params_t params = COT_BETWEENNESS_PARAMS_INIT;
    params.n_sources = cot_i_sources(run, 1);
    params.weighted = true;
    return add_betweenness(run, measure, &params, err);
}
