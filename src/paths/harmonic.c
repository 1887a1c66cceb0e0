/* harmonic.c: harmonic closeness, and the distances of a whole network, from the same searches (msbfs.c).
 * Members of one class are at distance 1 of each other and not searched.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "paths/kernels.h"
#include "coterie/structure.h"
#include "paths/msbfs.h"
#include "base/alloc.h"
#include "base/fail.h"

cot_status_t cot_i_harmonic(const cot_graph_t *graph, uint32_t n_sources, double *out, cot_isa_t isa,
                            const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_quotient_t q = {{0, NULL, NULL}, NULL, NULL};
    uint32_t *sources_of = NULL, n_picked = 0;
    uint8_t *picked = NULL;
    double *inverse = NULL;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "harmonic: null network or result");
    }
    COT_TRY(st, cot_i_quotient_build(&q, graph, cot_env_threads(env), err));
    COT_NEW(st, err, sources_of, q.rows.n, "harmonic");
    COT_NEW(st, err, inverse, q.rows.n, "harmonic");
    COT_NEW(st, err, picked, graph->n, "harmonic");
    COT_TRY(st, cot_i_pick_sources(&q, graph->n, n_sources, env ? env->seed : 1, sources_of, picked,
                                   &n_picked, err));
    COT_TRY(st, cot_i_msbfs(&q, sources_of, inverse, NULL, "harmonic closeness", isa, env, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        const uint32_t c = q.class_of[v];
        const uint32_t others = n_picked - picked[v]; /* sources that are not v itself */
        const double twins = (double)(sources_of[c] - picked[v]);
        out[v] = others > 0 ? (inverse[c] + twins) / (double)others : 0.0;
    }
done:
    cot_i_quotient_clear(&q);
    cot_i_free(sources_of);
    cot_i_free(inverse);
    cot_i_free(picked);
    return st;
}

cot_status_t cot_harmonic(const cot_graph_t *graph, uint32_t n_sources, double *out, const cot_env_t *env,
                          cot_error_t *err) {
    return cot_i_harmonic(graph, n_sources, out, cot_i_isa_best(), env, err);
}

/* Share of all pairs that a path joins. */
static cot_status_t connected_share(const cot_graph_t *graph, double *share, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *component = NULL, *size = NULL, count = 0;
    double pairs = 0.0;
    COT_NEW(st, err, component, graph->n, "connected pairs");
    COT_TRY(st, cot_components(graph, component, &count, NULL, err));
    COT_NEW(st, err, size, count, "connected pairs");
    for (uint32_t v = 0; v < graph->n; v++) {
        size[component[v]]++;
    }
    for (uint32_t c = 0; c < count; c++) {
        pairs += (double)size[c] * ((double)size[c] - 1.0);
    }
    *share = graph->n < 2 ? NAN : pairs / ((double)graph->n * ((double)graph->n - 1.0));
done:
    cot_i_free(component);
    cot_i_free(size);
    return st;
}

cot_status_t cot_i_distances(const cot_graph_t *graph, uint32_t n_sources, double *mean,
                             double *share_connected, uint32_t *longest_seen, const cot_env_t *env,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_quotient_t q = {{0, NULL, NULL}, NULL, NULL};
    uint32_t *sources_of = NULL, picked = 0;
    cot_distance_totals_t totals = {0, 0, 0};
    COT_TRY(st, cot_i_quotient_build(&q, graph, cot_env_threads(env), err));
    COT_NEW(st, err, sources_of, q.rows.n, "distances");
    COT_TRY(st,
            cot_i_pick_sources(&q, graph->n, n_sources, env ? env->seed : 1, sources_of, NULL, &picked, err));
    COT_TRY(st, cot_i_msbfs(&q, sources_of, NULL, &totals, "distances", cot_i_isa_best(), env, err));
    for (uint32_t c = 0; c < q.rows.n; c++) { /* twins of a source */
        const uint64_t twins = (uint64_t)sources_of[c] * (q.size[c] - 1);
        totals.pairs += twins;
        totals.distance += twins;
        totals.longest = twins > 0 && totals.longest == 0 ? 1 : totals.longest;
    }
    if (share_connected) {
        COT_TRY(st, connected_share(graph, share_connected, err));
    }
    if (mean) {
        *mean = totals.pairs > 0 ? (double)totals.distance / (double)totals.pairs : NAN;
    }
    if (longest_seen) {
        *longest_seen = totals.longest;
    }
done:
    cot_i_quotient_clear(&q);
    cot_i_free(sources_of);
    return st;
}
