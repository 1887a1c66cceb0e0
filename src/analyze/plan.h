/* plan.h: how a measure over shortest paths is done: exactly, estimated, or left out.
 *
 * The choice depends on the network and the options only, never on a clock or on the threads, so that the same
 * run gives the same bytes everywhere. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_ANALYZE_PLAN_H
#define COT_ANALYZE_PLAN_H

#include <stdbool.h>

#include "coterie/analyze.h"
#include "coterie/prepare.h"

typedef enum {
    COT_WAY_EXACT,
    COT_WAY_SAMPLED,  /* from some of the vertices */
    COT_WAY_SKETCHED, /* HyperBall's counters */
    COT_WAY_LEFT_OUT
} cot_i_way_t;

/* Measures that come from one kernel share a row of the table of families in plan.c. */
typedef enum {
    COT_FAMILY_NONE, /* always exact, no plan */
    COT_FAMILY_BETWEENNESS,
    COT_FAMILY_DISTANCES,
    COT_FAMILY_WEIGHTED_BETWEENNESS,
    COT_FAMILY_WEIGHTED_DISTANCES,
    COT_FAMILIES
} cot_i_family_t;

typedef struct {
    cot_i_way_t way;
    uint32_t sources;   /* to search from; 0 = all (n/a when sketched or left out) */
    double seconds;     /* predicted for the exact way, of one core; NaN for COT_FAMILY_NONE */
    bool memory_short;  /* a dearer way was tried and ran out of memory */
} cot_i_plan_t;

/* The dearest way that the options allow: exact when they say so or when it is predicted to take no more than
 * params->budget seconds; else HyperBall above COT_SKETCH_FROM vertices for a family that has it; else
 * params->pivots sources. */
cot_i_plan_t cot_i_plan(cot_i_family_t family, const cot_prepared_t *prepared,
                        const cot_analyze_params_t *params);
/* The next cheaper way, after memory ran out. false: there is none, or the options ask for the exact one. */
bool cot_i_plan_cheaper(cot_i_plan_t *plan, cot_i_family_t family, const cot_prepared_t *prepared,
                        const cot_analyze_params_t *params);
/* "exact, predicted at 3.1 s of one core", "left out: ..."; `detail` says how it was estimated otherwise. */
void cot_i_plan_describe(const cot_i_plan_t *plan, const char *detail, char *note, size_t size);

#endif
