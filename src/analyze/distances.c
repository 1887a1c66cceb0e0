/* distances.c: closeness, harmonic closeness, eccentricity and the figures of distances: the first of these rows
 * that runs makes the one pass for all of them. SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/distances.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analyze/measures.h"

enum { NOTE = 160 };

static cot_status_t run_pass(cot_i_run_t *run, cot_i_pass_t *pass, bool weighted, cot_error_t *err) {
    const cot_distances_params_t params = {run->plan.sources, false};
    switch (run->plan.way) {
    case COT_WAY_LEFT_OUT:
        return COT_OK;
    case COT_WAY_SKETCHED:
        return cot_hyperball(&pass->found, run->prepared, 0, run->env, err);
    default:
        return weighted ? cot_weighted_distances(&pass->found, run->prepared, &params, run->env, err)
                        : cot_distances(&pass->found, run->prepared, &params, run->env, err);
    }
}

/* The pass of the first row that needs it; later rows are done as that one was. */
static cot_status_t find(cot_i_run_t *run, bool weighted, const cot_i_pass_t **out, cot_error_t *err) {
    cot_i_pass_t *pass = weighted ? &run->weighted_distances : &run->distances;
    cot_status_t st = pass->done ? COT_OK : run_pass(run, pass, weighted, err);
    if (st == COT_OK && !pass->done) {
        pass->plan = run->plan;
        pass->done = true;
    }
    *out = pass;
    return st;
}

/* How it was done; `bound` says how far an estimate may be off. */
static void describe(const cot_i_pass_t *pass, const char *bound, char note[NOTE]) {
    char detail[NOTE] = "";
    if (pass->plan.way == COT_WAY_SAMPLED) {
        (void)snprintf(detail, sizeof detail, "estimated from distances to %u of %u vertices%s",
                       pass->found->n_sources, pass->found->n, bound);
    } else if (pass->plan.way == COT_WAY_SKETCHED) {
        (void)snprintf(detail, sizeof detail, "estimated by HyperBall%s", bound);
    }
    cot_i_plan_describe(&pass->plan, detail, note, NOTE);
}

/* A copy of `values` as a column; NULL: not defined anywhere. */
static cot_status_t add_column(cot_i_run_t *run, const cot_measure_t *measure, const double *values,
                               const char *note, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *column = NULL;
    COT_NEW(st, err, column, run->graph->n, measure->name);
    for (uint32_t v = 0; v < run->graph->n; v++) {
        column[v] = values ? values[v] : NAN;
    }
    COT_TRY(st, cot_i_add_reals(run, measure, &column, err, "%s", note));
done:
    cot_i_free(column);
    return st;
}

/* " (95% within 0.03)" or, of HyperBall's counters, " (standard error 9.2%)". */
static void harmonic_bound(const cot_i_pass_t *pass, char bound[40]) {
    bound[0] = '\0';
    if (pass->plan.way == COT_WAY_SAMPLED && !isnan(pass->found->harmonic_error)) {
        (void)snprintf(bound, 40, " (95%% within %.2g)", pass->found->harmonic_error);
    } else if (pass->plan.way == COT_WAY_SKETCHED) {
        (void)snprintf(bound, 40, " (standard error %.2g%%)", 100 * pass->found->harmonic_error);
    }
}

static cot_status_t add_harmonic(cot_i_run_t *run, const cot_measure_t *measure, bool weighted,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_pass_t *pass;
    char note[NOTE], bound[40];
    COT_TRY(st, find(run, weighted, &pass, err));
    harmonic_bound(pass, bound);
    describe(pass, bound, note);
    COT_TRY(st, add_column(run, measure, pass->found ? pass->found->harmonic : NULL, note, err));
done:
    return st;
}

static cot_status_t add_closeness(cot_i_run_t *run, const cot_measure_t *measure, bool weighted,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_pass_t *pass;
    char note[NOTE];
    COT_TRY(st, find(run, weighted, &pass, err));
    describe(pass, "", note);
    COT_TRY(st, add_column(run, measure, pass->found ? pass->found->closeness : NULL, note, err));
done:
    return st;
}

cot_status_t cot_i_measure_closeness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return add_closeness(run, measure, false, err);
}

cot_status_t cot_i_measure_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    return add_harmonic(run, measure, false, err);
}

cot_status_t cot_i_measure_weighted_closeness(cot_i_run_t *run, const cot_measure_t *measure,
                                              cot_error_t *err) {
    return add_closeness(run, measure, true, err);
}

cot_status_t cot_i_measure_weighted_harmonic(cot_i_run_t *run, const cot_measure_t *measure,
                                             cot_error_t *err) {
    return add_harmonic(run, measure, true, err);
}

cot_status_t cot_i_measure_eccentricity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_pass_t *pass;
    char note[NOTE];
    COT_TRY(st, find(run, false, &pass, err));
    describe(pass, " (lower bound)", note);
    COT_TRY(st, add_column(run, measure, pass->found ? pass->found->eccentricity : NULL, note, err));
done:
    return st;
}

/* Pairs at each distance; exact: each pair once. */
static cot_status_t keep_counts(cot_i_run_t *run, const cot_distances_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_distance_counts_t counts = {NULL, d->longest, d->method == COT_DISTANCES_EXACT};
    COT_NEW(st, err, counts.counts, (size_t)d->longest + 1, "numbers of pairs");
    for (uint32_t k = 0; k <= d->longest; k++) {
        counts.counts[k] = counts.exact ? d->pairs[k] / 2 : d->pairs[k];
    }
    run->analysis->distances = counts;
done:
    return st;
}

cot_status_t cot_i_measure_distances(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_pass_t *pass;
    char note[NOTE];
    (void)measure;
    COT_TRY(st, find(run, false, &pass, err));
    const cot_distances_t *d = pass->found;
    const bool exact = pass->plan.way == COT_WAY_EXACT;
    if (!d) {
        goto done; /* the columns say so */
    }
    describe(pass, "", note);
    COT_TRY(st, keep_counts(run, d, err));
    COT_TRY(st, cot_i_add_real(run, "mean_distance", "Mean distance of connected pairs", "steps", d->mean, err,
                               "%s", note));
    COT_TRY(st, cot_i_add_real(run, "effective_diameter", "Distance within which 90% of connected pairs are",
                               "steps", d->effective_diameter, err, "%s", note));
    COT_TRY(st, cot_i_add_real(run, "diameter", exact ? "Diameter (longest distance)" : "Longest distance seen",
                               "steps", d->diameter, err, "%s", note));
    if (exact) {
        COT_TRY(st, cot_i_add_real(run, "radius", "Radius of the largest component (smallest eccentricity)",
                                   "steps", d->radius, err, "%s", ""));
    }
    COT_TRY(st, cot_i_add_real(run, "connected_pairs", "Share of pairs that are connected", "share",
                               d->share_connected, err, "%s", ""));
done:
    return st;
}
