/* roles.c: what part vertices play in and between *the* communities of the network.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analyze/measures.h"

/* *the* communities; NULL when there are none. */
static const int64_t *communities_of(const cot_i_run_t *run) {
    const cot_analysis_t *analysis = run->analysis;
    return analysis->community == SIZE_MAX ? NULL : analysis->columns[analysis->community].ints;
}

static const char *note_of(const cot_i_run_t *run) {
    return communities_of(run) ? "" : "left out: no communities";
}

static cot_status_t find_participation(const cot_i_run_t *run, double *out, cot_error_t *err) {
    for (uint32_t v = 0; v < run->graph->n; v++) {
        out[v] = NAN;
    }
    return communities_of(run) ? cot_participation(run->graph, communities_of(run), out, run->env, err) : COT_OK;
}

static cot_status_t find_z(const cot_i_run_t *run, double *out, cot_error_t *err) {
    for (uint32_t v = 0; v < run->graph->n; v++) {
        out[v] = NAN;
    }
    return communities_of(run) ? cot_within_community_z(run->graph, communities_of(run), out, run->env, err) : COT_OK;
}

cot_status_t cot_i_measure_participation(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_participation, note_of(run), err);
}

cot_status_t cot_i_measure_within_community(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return cot_i_measure_reals(run, measure, find_z, note_of(run), err);
}

cot_status_t cot_i_measure_role(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *participation = NULL, *z = NULL;
    int64_t *role = NULL;
    COT_NEW(st, err, participation, run->graph->n, "roles");
    COT_NEW(st, err, z, run->graph->n, "roles");
    COT_NEW(st, err, role, run->graph->n, "roles");
    COT_TRY(st, find_participation(run, participation, err));
    COT_TRY(st, find_z(run, z, err));
    for (uint32_t v = 0; v < run->graph->n; v++) {
        role[v] = cot_role(z[v], participation[v]);
    }
    COT_TRY(st, cot_i_add_ints(run, measure, &role, err));
done:
    cot_i_free(participation);
    cot_i_free(z);
    cot_i_free(role);
    return st;
}
