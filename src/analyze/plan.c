/* plan.c: the ways of each family of measures, what they are predicted to cost, and the choice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/plan.h"

#include <math.h>
#include <stdio.h>

#include "paths/distances.h"
#include "paths/kernels.h"

enum { SKETCH_FROM = 1000000 }; /* vertices */
#define WORTH_SAYING 1.0            /* seconds; what takes less is exact without a word */

typedef struct {
    double (*seconds)(const cot_prepared_t *prepared, uint32_t n_sources, int threads); /* 0 sources: all */
    bool sketch;
} family_t;

/* Dijkstra's search, then the same again backwards with path counts. */
static double weighted_betweenness_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads) {
    return 2.5 * cot_i_weighted_distances_cost(prepared, n_sources, threads);
}

static double betweenness_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads) {
    const double n = cot_prepared_info(prepared)->vertices;
    const double share = n_sources == 0 || n_sources >= n ? 1.0 : (double)n_sources / n;
    return share * cot_i_betweenness_cost(cot_prepared_info(prepared), threads);
}

static const family_t families[COT_FAMILIES] = {
    [COT_FAMILY_BETWEENNESS] = {betweenness_cost, false},
    [COT_FAMILY_DISTANCES] = {cot_i_distances_cost, true},
    [COT_FAMILY_WEIGHTED_BETWEENNESS] = {weighted_betweenness_cost, false},
    [COT_FAMILY_WEIGHTED_DISTANCES] = {cot_i_weighted_distances_cost, false},
};

static cot_i_plan_t estimated(cot_i_plan_t plan, cot_i_family_t family, const cot_prepared_t *prepared,
                              const cot_analyze_params_t *params) {
    const bool large = cot_prepared_info(prepared)->vertices > SKETCH_FROM;
    plan.way = families[family].sketch && large ? COT_WAY_SKETCHED : COT_WAY_SAMPLED;
    plan.sources = plan.way == COT_WAY_SAMPLED ? params->pivots : 0;
    return plan;
}

cot_i_plan_t cot_i_plan(cot_i_family_t family, const cot_prepared_t *prepared,
                        const cot_analyze_params_t *params) {
    cot_i_plan_t plan = {COT_WAY_EXACT, 0, NAN, false};
    if (family == COT_FAMILY_NONE) {
        return plan;
    }
    plan.seconds = families[family].seconds(prepared, 0, 1);
    if (params->exact || plan.seconds <= params->budget || params->pivots >= cot_prepared_info(prepared)->vertices) {
        return plan;
    }
    return estimated(plan, family, prepared, params);
}

bool cot_i_plan_cheaper(cot_i_plan_t *plan, cot_i_family_t family, const cot_prepared_t *prepared,
                        const cot_analyze_params_t *params) {
    if (family == COT_FAMILY_NONE || params->exact || plan->way == COT_WAY_LEFT_OUT) {
        return false;
    }
    plan->memory_short = true;
    if (plan->way == COT_WAY_EXACT && params->pivots < cot_prepared_info(prepared)->vertices) {
        *plan = estimated(*plan, family, prepared, params);
    } else {
        plan->way = COT_WAY_LEFT_OUT;
    }
    return true;
}

void cot_i_plan_describe(const cot_i_plan_t *plan, const char *detail, char *note, size_t size) {
    const char *memory = plan->memory_short ? "; memory did not suffice for the exact one" : "";
    note[0] = '\0';
    if (plan->way == COT_WAY_EXACT && plan->seconds < WORTH_SAYING) {
        return;
    }
    if (plan->way == COT_WAY_EXACT) {
        (void)snprintf(note, size, "exact, predicted at %.2g s of one core", plan->seconds);
    } else if (plan->way == COT_WAY_LEFT_OUT) {
        (void)snprintf(note, size, "left out: memory did not suffice");
    } else if (plan->memory_short) {
        (void)snprintf(note, size, "%s%s", detail, memory);
    } else {
        (void)snprintf(note, size, "%s; exact (--exact) is predicted at %.2g s of one core", detail,
                       plan->seconds);
    }
}
