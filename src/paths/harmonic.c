/* harmonic.c: harmonic closeness, and the distances of a whole network, from the same searches (msbfs.c).
 * Members of one class are at distance 1 of each other and not searched.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "paths/kernels.h"
#include "paths/msbfs.h"
#include "prepare/prepared.h"

cot_status_t cot_i_harmonic(const cot_prepared_t *prepared, uint32_t n_sources, double *out, cot_isa_t isa,
                            const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *sources_of = NULL, n_picked = 0;
    uint8_t *picked = NULL;
    double *inverse = NULL;
    if (!prepared || (!out && prepared->graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "harmonic: null network or result");
    }
    const cot_quotient_t *q = &prepared->quotient;
    const uint32_t n = prepared->graph->n;
    COT_NEW(st, err, sources_of, q->rows.n, "harmonic");
    COT_NEW(st, err, inverse, q->rows.n, "harmonic");
    COT_NEW(st, err, picked, n, "harmonic");
    COT_TRY(st, cot_i_pick_sources(q, n, n_sources, env ? env->seed : 1, sources_of, picked, &n_picked, err));
    COT_TRY(st, cot_i_msbfs(prepared, sources_of, inverse, NULL, "harmonic closeness", isa, env, err));
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t c = q->class_of[v];
        const uint32_t others = n_picked - picked[v]; /* sources that are not v itself */
        const double twins = (double)(sources_of[c] - picked[v]);
        out[v] = others > 0 ? (inverse[c] + twins) / (double)others : 0.0;
    }
done:
    cot_i_free(sources_of);
    cot_i_free(inverse);
    cot_i_free(picked);
    return st;
}

cot_status_t cot_harmonic(const cot_prepared_t *prepared, uint32_t n_sources, double *out,
                          const cot_env_t *env, cot_error_t *err) {
    return cot_i_harmonic(prepared, n_sources, out, cot_i_isa_best(), env, err);
}

/* Share of all pairs that a path joins. */
static cot_status_t connected_share(const cot_prepared_t *prepared, double *share, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_quotient_t *q = &prepared->quotient;
    const double n = prepared->graph->n;
    uint32_t *size = NULL;
    double pairs = 0.0;
    COT_NEW(st, err, size, prepared->parts.count, "connected pairs");
    for (uint32_t c = 0; c < q->rows.n; c++) {
        size[prepared->parts.of[c]] += q->size[c];
    }
    for (uint32_t p = 0; p < prepared->parts.count; p++) {
        pairs += (double)size[p] * ((double)size[p] - 1.0);
    }
    *share = n < 2 ? NAN : pairs / (n * (n - 1.0));
done:
    cot_i_free(size);
    return st;
}

cot_status_t cot_i_distances(const cot_prepared_t *prepared, uint32_t n_sources, double *mean,
                             double *share_connected, uint32_t *longest_seen, const cot_env_t *env,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_quotient_t *q = &prepared->quotient;
    uint32_t *sources_of = NULL, picked = 0;
    cot_distance_totals_t totals = {0, 0, 0};
    COT_NEW(st, err, sources_of, q->rows.n, "distances");
    COT_TRY(st, cot_i_pick_sources(q, prepared->graph->n, n_sources, env ? env->seed : 1, sources_of, NULL,
                                   &picked, err));
    COT_TRY(st, cot_i_msbfs(prepared, sources_of, NULL, &totals, "distances", cot_i_isa_best(), env, err));
    for (uint32_t c = 0; c < q->rows.n; c++) { /* twins of a source */
        const uint64_t twins = (uint64_t)sources_of[c] * (q->size[c] - 1);
        totals.pairs += twins;
        totals.distance += twins;
        totals.longest = twins > 0 && totals.longest == 0 ? 1 : totals.longest;
    }
    if (share_connected) {
        COT_TRY(st, connected_share(prepared, share_connected, err));
    }
    if (mean) {
        *mean = totals.pairs > 0 ? (double)totals.distance / (double)totals.pairs : NAN;
    }
    if (longest_seen) {
        *longest_seen = totals.longest;
    }
done:
    cot_i_free(sources_of);
    return st;
}
