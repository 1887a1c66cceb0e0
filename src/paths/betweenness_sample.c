/* betweenness_sample.c: how far off betweenness from some sources may be, and how many sources a bound needs.
 *
 * For a source s drawn from the n vertices, X_v = (dependency of s on v) / (n - 1) is in [0, 1], and its mean
 * over all sources is the normalised betweenness b(v) = B(v) / (n (n - 1) / 2). Empirical Bernstein bounds,
 * two-sided and for all C classes that can have paths through them at once (union bound), V_v the sample
 * variance, k sources:
 *   drawn independently:  sqrt(2 V_v L / k) + 7 L / (3 (k - 1)),  L = ln(4 C / delta)
 *     (Maurer & Pontil, COLT 2009, arXiv:0907.3740, theorem 4)
 *   distinct:             sqrt(2 r V_v L / k) + (7/3 + 3/sqrt 2) L / k,  L = ln(10 C / delta), r = 1 - (k - 1) / n
 *     or, above n / 2, (1 - k / n)(1 + 1 / k)
 *     (Bardenet & Maillard, Bernoulli 21 (2015) 1361, doi:10.3150/14-BEJ605, theorem 4.3)
 * Twins share one value, simplicial classes have none, so C is what is left. For a wanted epsilon the number of
 * sources doubles from round to round until the bound holds, round i with delta / 2^i.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "paths/betweenness.h"

#define PURPOSE_DRAWS 0x6472617773ULL

static double classes_at_stake(const cot_prepared_t *p) {
    return fmax(1.0, (double)p->info.classes - (double)p->info.simplicial);
}

double cot_i_betweenness_bound(const cot_prepared_t *p, const cot_i_sources_t *sources, const double *mean,
                               const double *second, double delta) {
    const double n = p->graph->n, k = sources->count, classes = classes_at_stake(p);
    double largest = 0.0;
    if (n < 3 || k < 2) {
        return n < 3 ? 0.0 : 1.0;
    }
    const double unit = n - 1.0;
    for (uint32_t c = 0; c < p->quotient.rows.n; c++) {
        const double average = mean[c] / k / unit, square = second[c] / k / (unit * unit);
        largest = fmax(largest, square - average * average);
    }
    if (sources->distinct) {
        const double log_term = log(10.0 * classes / delta);
        const double left = k <= n / 2 ? 1.0 - (k - 1.0) / n : (1.0 - k / n) * (1.0 + 1.0 / k);
        return fmin(1.0, sqrt(2.0 * left * largest * log_term / k) + (7.0 / 3.0 + 3.0 / sqrt(2.0)) * log_term / k);
    }
    const double log_term = log(4.0 * classes / delta), variance = largest * k / (k - 1.0);
    return fmin(1.0, sqrt(2.0 * variance * log_term / k) + 7.0 * log_term / (3.0 * (k - 1.0)));
}

/* Draws sources first .. count - 1, each from all vertices; adds them to both counts. */
static void draw(const cot_prepared_t *p, uint64_t seed, uint32_t first, uint32_t count, uint32_t *now,
                 uint32_t *all) {
    for (uint32_t c = 0; c < p->quotient.rows.n; c++) {
        now[c] = 0;
    }
    for (uint32_t i = first; i < count; i++) {
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, PURPOSE_DRAWS, i);
        const uint32_t c = p->quotient.class_of[cot_i_rng_below(&rng, p->graph->n)];
        now[c]++;
        all[c]++;
    }
}

cot_status_t cot_i_betweenness_until(cot_i_dependencies_t *d, cot_i_sources_t *sources, double *mean,
                                     double *epsilon, double delta, bool *exact, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_prepared_t *p = d->prepared;
    const uint64_t seed = d->env ? d->env->seed : 1;
    const double wanted = *epsilon;
    uint32_t *now = NULL, *weights = NULL;
    double *second = NULL, next = 2.0 + 14.0 * log(8.0 * classes_at_stake(p) / delta) / (3.0 * wanted);
    COT_NEW(st, err, now, p->quotient.rows.n, "betweenness");
    COT_NEW(st, err, weights, cot_i_block_places(&p->blocks), "betweenness");
    COT_NEW(st, err, second, p->quotient.rows.n, "betweenness");
    for (double share = delta / 2; next < 0.5 * p->graph->n; next *= 2, share /= 2) {
        draw(p, seed, sources->count, (uint32_t)next, now, sources->per_class);
        sources->count = (uint32_t)next;
        COT_TRY(st, cot_i_blocks_weigh(&p->blocks, &p->parts, now, weights, err));
        COT_TRY(st, cot_i_dependencies_add(d, weights, err));
        COT_TRY(st, cot_i_blocks_weigh(&p->blocks, &p->parts, sources->per_class, sources->weights, err));
        COT_TRY(st, cot_i_dependencies_gather(d, sources->weights, mean, second, err));
        *epsilon = cot_i_betweenness_bound(p, sources, mean, second, share);
        if (*epsilon <= wanted) {
            goto done;
        }
    }
    *exact = true;
done:
    cot_i_free(now);
    cot_i_free(weights);
    cot_i_free(second);
    return st;
}
