/* roles.c: how a vertex's neighbours lie in communities: participation, within-community degree, roles.
 * Guimera & Amaral, Nature 433, 895 (2005). SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"
#include "coterie/communities.h"

static cot_status_t check(const cot_graph_t *graph, const int64_t *community, const double *out, cot_error_t *err) {
    if (!graph || (graph->n > 0 && (!community || !out))) {
        return cot_i_fail(err, COT_E_ARG, "roles: null argument");
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        if (community[v] < 0 || community[v] >= (int64_t)graph->n) {
            return cot_i_fail(err, COT_E_ARG, "roles: community %lld of vertex %u (allowed: 0 to %u)",
                              (long long)community[v], v, graph->n - 1);
        }
    }
    return COT_OK;
}

/* count: n zeros, and zeros again after; touched: n. */
static double participation_of(const cot_graph_t *graph, const int64_t *community, uint32_t v, uint32_t *count,
                               uint32_t *touched) {
    const uint64_t degree = graph->off[v + 1] - graph->off[v];
    uint32_t groups = 0;
    double squares = 0.0;
    for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
        const uint32_t c = (uint32_t)community[graph->adj[a]];
        if (count[c]++ == 0) {
            touched[groups++] = c;
        }
    }
    for (uint32_t i = 0; i < groups; i++) {
        squares += (double)count[touched[i]] * (double)count[touched[i]];
        count[touched[i]] = 0;
    }
    return degree ? 1.0 - squares / ((double)degree * (double)degree) : NAN;
}

cot_status_t cot_participation(const cot_graph_t *graph, const int64_t *community, double *out, const cot_env_t *env,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_meter_t meter = {env, err, "participation", 0, 0, COT_OK};
    COT_TRY(st, check(graph, community, out, err));
    const int threads = cot_env_threads(env);
#pragma omp parallel num_threads(threads)
    {
        uint32_t *count = cot_i_alloc(graph->n, sizeof *count), *touched = cot_i_alloc(graph->n, sizeof *touched);
        if (!count || !touched) {
            cot_i_meter_stop(&meter, COT_E_NOMEM);
        }
#pragma omp for schedule(dynamic, 1024)
        for (uint32_t v = 0; v < graph->n; v++) {
            if (!cot_i_meter_stopped(&meter) && count && touched) {
                out[v] = participation_of(graph, community, v, count, touched);
            }
            if (v % 1024 == 0) {
                cot_i_meter_add(&meter, 0);
            }
        }
        cot_i_free(count);
        cot_i_free(touched);
    }
    (void)threads;
    st = cot_i_meter_end(&meter, "participation");
done:
    return st;
}

/* Of a community: members, sum of their degrees within it, and of squares of what they differ from the mean. */
typedef struct {
    double members, sum, squares;
} spread_t;

static double inside_degree(const cot_graph_t *graph, const int64_t *community, uint32_t v) {
    uint32_t inside = 0;
    for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
        inside += community[graph->adj[a]] == community[v];
    }
    return inside;
}

cot_status_t cot_within_community_z(const cot_graph_t *graph, const int64_t *community, double *out,
                                    const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    spread_t *spread = NULL;
    COT_TRY(st, check(graph, community, out, err));
    COT_TRY(st, cot_i_progress(env, "within-community degree", 0, 0, err));
    COT_NEW(st, err, spread, graph->n, "within-community degree");
    const int threads = cot_env_threads(env);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1024)
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = inside_degree(graph, community, v);
    }
    (void)threads;
    for (uint32_t v = 0; v < graph->n; v++) {
        spread[community[v]].members += 1.0;
        spread[community[v]].sum += out[v];
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        spread_t *s = &spread[community[v]];
        const double apart = out[v] - s->sum / s->members;
        s->squares += apart * apart;
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        const spread_t *s = &spread[community[v]];
        const double deviation = sqrt(s->squares / s->members);
        out[v] = deviation > 1e-9 ? (out[v] - s->sum / s->members) / deviation : 0.0;
    }
done:
    cot_i_free(spread);
    return st;
}

int cot_role(double z, double participation) {
    if (isnan(z) || isnan(participation)) {
        return 0;
    }
    if (z < 2.5) {
        return participation <= 0.05 ? 1 : participation <= 0.62 ? 2 : participation <= 0.80 ? 3 : 4;
    }
    return participation <= 0.30 ? 5 : participation <= 0.75 ? 6 : 7;
}
