/* distances_result.c: the container of distances, and figures from the numbers of pairs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "paths/distances.h"

void cot_distances_free(cot_distances_t *distances) {
    if (!distances) {
        return;
    }
    cot_i_free(distances->closeness);
    cot_i_free(distances->wasserman_faust);
    cot_i_free(distances->harmonic);
    cot_i_free(distances->eccentricity);
    cot_i_free(distances->pairs);
    cot_i_free(distances);
}

cot_status_t cot_i_distances_new(cot_distances_t **out, uint32_t n, uint32_t n_pairs, bool figures_only,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_distances_t *d = NULL;
    COT_NEW(st, err, d, 1, "distances");
    d->n = n;
    d->mean = d->diameter = d->radius = d->effective_diameter = NAN;
    d->share_connected = d->harmonic_error = d->distance_error = NAN;
    if (n_pairs > 0) {
        COT_NEW(st, err, d->pairs, n_pairs, "numbers of pairs");
    }
    if (!figures_only) {
        COT_NEW(st, err, d->closeness, n, "closeness");
        COT_NEW(st, err, d->wasserman_faust, n, "closeness");
        COT_NEW(st, err, d->harmonic, n, "harmonic closeness");
        COT_NEW(st, err, d->eccentricity, n, "eccentricity");
    }
    *out = d;
    d = NULL;
done:
    cot_distances_free(d);
    return st;
}

/* Where the straight lines through (k, pairs at a distance <= k) come to 0.9 of all of them. */
static double effective_diameter(const uint64_t *pairs, uint32_t n_pairs, double all) {
    double below = 0.0;
    for (uint32_t k = 1; k < n_pairs; k++) {
        if (below + (double)pairs[k] >= 0.9 * all) {
            return (double)(k - 1) + (0.9 * all - below) / (double)pairs[k];
        }
        below += (double)pairs[k];
    }
    return (double)n_pairs - 1.0;
}

void cot_i_distances_figures(cot_distances_t *d, uint32_t n_pairs) {
    double count = 0.0, sum = 0.0;
    for (uint32_t k = 1; k < n_pairs; k++) {
        count += (double)d->pairs[k];
        sum += (double)d->pairs[k] * k;
        d->longest = d->pairs[k] > 0 ? k : d->longest;
    }
    d->mean = count > 0 ? sum / count : NAN;
    d->effective_diameter = count > 0 ? effective_diameter(d->pairs, n_pairs, count) : NAN;
}

double cot_i_hoeffding(double range, uint32_t k) {
    return k > 0 ? range * sqrt(log(2.0 / 0.05) / (2.0 * (double)k)) : NAN;
}
