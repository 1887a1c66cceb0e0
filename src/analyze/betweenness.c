/* betweenness.c: betweenness of vertices, by steps and by weighted length (paths/).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "analyze/measures.h"

/* Betweenness as planned; detail says how it was estimated. */
static cot_status_t find_betweenness(const cot_i_run_t *run, bool weighted, double *out, char detail[100],
                                     cot_error_t *err) {
    cot_betweenness_params_t params = COT_BETWEENNESS_PARAMS_INIT;
    cot_betweenness_achieved_t achieved = {0, true, 0, 0};
    const bool bounded = run->params->epsilon > 0 && !weighted && run->plan.way == COT_WAY_SAMPLED;
    params.weighted = weighted;
    params.n_sources = bounded ? 0 : run->plan.sources;
    params.epsilon = bounded ? run->params->epsilon : 0;
    const cot_status_t st = cot_betweenness(run->prepared, &params, out, NULL, &achieved, run->env, err);
    if (st == COT_OK && !isnan(achieved.epsilon) && !achieved.exact) {
        (void)snprintf(detail, 100, "estimated from %u of %u sources; %.0f%% within %.2g of all pairs",
                       achieved.sources, run->graph->n, 100 * (1 - achieved.delta), achieved.epsilon);
    } else {
        (void)snprintf(detail, 100, "estimated from %u of %u sources", achieved.sources, run->graph->n);
    }
    return st;
}

static cot_status_t add_betweenness(cot_i_run_t *run, const cot_measure_t *measure, bool weighted,
                                    cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *betweenness = NULL;
    char detail[100] = "", note[160];
    COT_NEW(st, err, betweenness, run->graph->n, measure->name);
    if (run->plan.way == COT_WAY_LEFT_OUT) {
        for (uint32_t v = 0; v < run->graph->n; v++) {
            betweenness[v] = NAN;
        }
    } else {
        COT_TRY(st, find_betweenness(run, weighted, betweenness, detail, err));
    }
    cot_i_plan_describe(&run->plan, detail, note, sizeof note);
    COT_TRY(st, cot_i_add_reals(run, measure, &betweenness, err, "%s", note));
done:
    cot_i_free(betweenness);
    return st;
}

cot_status_t cot_i_measure_betweenness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return add_betweenness(run, measure, false, err);
}

cot_status_t cot_i_measure_weighted_betweenness(cot_i_run_t *run, const cot_measure_t *measure,
                                                cot_error_t *err) {
    return add_betweenness(run, measure, true, err);
}
