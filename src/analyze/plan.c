/* plan.c: the ways of each family of measures, what they are predicted to cost, and the choice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyze/plan.h"

#include <math.h>
#include <stdio.h>

enum { SKETCH_FROM = 1000000 }; /* vertices */
#define WORTH_SAYING 1.0            /* seconds; what takes less is exact without a word */

typedef struct {
    double (*seconds)(const cot_prepared_info_t *info); /* exact, of one core */
    bool sketch;
} family_t;

/* Seconds of one core of a machine of 2023 (Zen 4 at 2.6 GHz, AVX-512). */
static double betweenness_seconds(const cot_prepared_info_t *info) {
    return 1.5e-9 * (double)info->betweenness_steps;
}

static double distances_seconds(const cot_prepared_info_t *info) {
    return 0.05e-9 * (double)info->distance_steps;
}

static double weighted_seconds(const cot_prepared_info_t *info) {
    return 1e-8 * (double)info->search_steps;
}

static double weighted_betweenness_seconds(const cot_prepared_info_t *info) {
    return 2e-8 * (double)info->search_steps;
}

static const family_t families[COT_FAMILIES] = {
    [COT_FAMILY_BETWEENNESS] = {betweenness_seconds, false},
    [COT_FAMILY_DISTANCES] = {distances_seconds, true},
    [COT_FAMILY_WEIGHTED_BETWEENNESS] = {weighted_betweenness_seconds, false},
    [COT_FAMILY_WEIGHTED_DISTANCES] = {weighted_seconds, false},
};

static cot_i_plan_t estimated(cot_i_plan_t plan, cot_i_family_t family, const cot_prepared_info_t *info,
                              const cot_analyze_params_t *params) {
    const bool large = info->vertices > SKETCH_FROM;
    plan.way = families[family].sketch && large ? COT_WAY_SKETCHED : COT_WAY_SAMPLED;
    plan.sources = plan.way == COT_WAY_SAMPLED ? params->pivots : 0;
    return plan;
}

cot_i_plan_t cot_i_plan(cot_i_family_t family, const cot_prepared_info_t *info,
                        const cot_analyze_params_t *params) {
    cot_i_plan_t plan = {COT_WAY_EXACT, 0, NAN, false};
    if (family == COT_FAMILY_NONE) {
        return plan;
    }
    plan.seconds = families[family].seconds(info);
    if (params->exact || plan.seconds <= params->budget || params->pivots >= info->vertices) {
        return plan;
    }
    return estimated(plan, family, info, params);
}

bool cot_i_plan_cheaper(cot_i_plan_t *plan, cot_i_family_t family, const cot_prepared_info_t *info,
                        const cot_analyze_params_t *params) {
    if (family == COT_FAMILY_NONE || params->exact || plan->way == COT_WAY_LEFT_OUT) {
        return false;
    }
    plan->memory_short = true;
    if (plan->way == COT_WAY_EXACT && params->pivots < info->vertices) {
        *plan = estimated(*plan, family, info, params);
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
