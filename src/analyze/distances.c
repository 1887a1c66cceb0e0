/* distances.c: closeness, harmonic closeness, eccentricity and the figures of distances: the first of these rows
 * that runs makes the one pass for all of them. SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/distances.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analyze/measures.h"
#include "paths/distances.h"

enum { NOTE = 150 };

typedef double cost_fn(const cot_prepared_t *prepared, uint32_t n_sources, int threads);

/* Sources to search from: all (0) when one thread would need no more than two minutes (2^33 steps of work_limit);
 * else the usual number, or as many as fit two minutes. Does not hang on the number of threads. */
static uint32_t choose_sources(const cot_i_run_t *run, cost_fn *cost) {
    const double two_minutes = 120.0, limit = (double)run->params->work_limit;
    const double allowed = limit > 0 ? two_minutes * limit * 0x1p-33 : two_minutes;
    uint32_t sources = run->params->pivots;
    if (run->params->exact || sources >= run->graph->n || cost(run->prepared, 0, 1) <= allowed) {
        return 0;
    }
    while (sources > 16 && cost(run->prepared, sources, 1) > two_minutes && allowed <= two_minutes) {
        sources /= 2;
    }
    return sources;
}

/* Runs the pass unless it has been run. */
static cot_status_t find_distances(cot_i_run_t *run, cot_error_t *err) {
    cot_distances_params_t params = COT_DISTANCES_PARAMS_INIT;
    if (run->distances) {
        return COT_OK;
    }
    params.n_sources = choose_sources(run, cot_i_distances_cost);
    return cot_distances(&run->distances, run->prepared, &params, run->env, err);
}

static cot_status_t find_weighted(cot_i_run_t *run, cot_error_t *err) {
    cot_distances_params_t params = COT_DISTANCES_PARAMS_INIT;
    if (run->weighted_distances) {
        return COT_OK;
    }
    params.n_sources = choose_sources(run, cot_i_weighted_distances_cost);
    return cot_weighted_distances(&run->weighted_distances, run->prepared, &params, run->env, err);
}

/* How it was approximated: "" when exact. */
static void describe(const cot_distances_t *d, const char *bound, char note[NOTE]) {
    note[0] = '\0';
    if (d->method != COT_DISTANCES_EXACT) {
        (void)snprintf(note, NOTE, "from distances to %u of %u vertices%s; --exact computes all", d->n_sources,
                       d->n, bound);
    }
}

/* A copy of `values` as a column. */
static cot_status_t add_column(cot_i_run_t *run, const cot_measure_t *measure, const double *values,
                               const char *note, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *column = NULL;
    COT_NEW(st, err, column, run->graph->n, measure->name);
    if (run->graph->n > 0) {
        memcpy(column, values, run->graph->n * sizeof *column);
    }
    COT_TRY(st, cot_i_add_reals(run, measure, &column, err, "%s", note));
done:
    cot_i_free(column);
    return st;
}

cot_status_t cot_i_measure_closeness(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    char note[NOTE];
    COT_TRY(st, find_distances(run, err));
    describe(run->distances, "", note);
    COT_TRY(st, add_column(run, measure, run->distances->closeness, note, err));
done:
    return st;
}

cot_status_t cot_i_measure_harmonic(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    char note[NOTE], bound[40];
    COT_TRY(st, find_distances(run, err));
    (void)snprintf(bound, sizeof bound, ", within %.2g (95%%)", run->distances->harmonic_error);
    describe(run->distances, bound, note);
    COT_TRY(st, add_column(run, measure, run->distances->harmonic, note, err));
done:
    return st;
}

cot_status_t cot_i_measure_eccentricity(cot_i_run_t *run, const cot_measure_t *measure, cot_error_t *err) {
    cot_status_t st = COT_OK;
    char note[NOTE];
    COT_TRY(st, find_distances(run, err));
    describe(run->distances, ": at least", note);
    COT_TRY(st, add_column(run, measure, run->distances->eccentricity, note, err));
done:
    return st;
}

cot_status_t cot_i_measure_weighted_closeness(cot_i_run_t *run, const cot_measure_t *measure,
                                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    char note[NOTE];
    COT_TRY(st, find_weighted(run, err));
    describe(run->weighted_distances, "", note);
    COT_TRY(st, add_column(run, measure, run->weighted_distances->closeness, note, err));
done:
    return st;
}

cot_status_t cot_i_measure_weighted_harmonic(cot_i_run_t *run, const cot_measure_t *measure,
                                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    char note[NOTE];
    COT_TRY(st, find_weighted(run, err));
    describe(run->weighted_distances, "", note);
    COT_TRY(st, add_column(run, measure, run->weighted_distances->harmonic, note, err));
done:
    return st;
}

/* Pairs at each distance; exact: each pair once. */
static cot_status_t keep_counts(cot_i_run_t *run, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_distances_t *d = run->distances;
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
    char note[NOTE];
    (void)measure;
    COT_TRY(st, find_distances(run, err));
    const cot_distances_t *d = run->distances;
    const bool exact = d->method == COT_DISTANCES_EXACT;
    describe(d, "", note);
    COT_TRY(st, keep_counts(run, err));
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
