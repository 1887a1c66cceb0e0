/* leiden.c: Louvain (Blondel et al., J. Stat. Mech. P10008 (2008)) and Leiden (Traag, Waltman & van Eck, Sci. Rep. 9,
 * 5233 (2019)): move nodes; merge communities (Louvain) or their parts (Leiden) to nodes; and so on until nothing
 * merges. A pass of Leiden begins with the partition found before. Both end with moving single nodes of the base
 * level once more (multilevel refinement at the finest level: Rotta & Noack, ACM J. Exp. Algorithmics 16 (2011)).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/leiden.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/groups.h"
#include "communities/search.h"

enum { MOST_PASSES = 100 };

static void begin_pass(cot_search_t *s, const uint32_t *found) {
    memcpy(s->label, found, (size_t)s->base.n * sizeof *found);
    for (uint32_t v = 0; v < s->base.n; v++) {
        s->node_of[v] = v;
    }
}

/* Vertices lie in the nodes above those they lay in. */
static void rise(cot_search_t *s, const uint32_t *group) {
#pragma omp parallel for num_threads(s->threads) schedule(static) if (s->base.n > 8192)
    for (uint32_t v = 0; v < s->base.n; v++) {
        s->node_of[v] = group[s->node_of[v]];
    }
}

static void end_pass(const cot_search_t *s, uint32_t *found) {
#pragma omp parallel for num_threads(s->threads) schedule(static) if (s->base.n > 8192)
    for (uint32_t v = 0; v < s->base.n; v++) {
        found[v] = s->label[s->node_of[v]];
    }
}

/* Moves single nodes of the base level once more; what that tears apart becomes several. With `connected`,
 * communities are connected so far. */
static cot_status_t polish(cot_search_t *s, uint32_t *found, bool connected, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t now = 0;
    memcpy(s->label, found, (size_t)s->base.n * sizeof *found);
    COT_TRY(st, cot_i_move(s, &s->base, true, &now, err));
    if (connected) {
        cot_i_mend(s, &s->base, found, s->label);
    }
    memcpy(found, s->label, (size_t)s->base.n * sizeof *found);
    if (!connected) {
        COT_TRY(st, cot_i_split(s, &s->base, found, &now, err));
    }
done:
    return st;
}

static cot_status_t louvain(cot_search_t *s, uint32_t *found, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_level_t at = s->base;
    uint64_t now = 0;
    begin_pass(s, found);
    for (int which = 0;; which ^= 1) {
        COT_TRY(st, cot_i_move(s, &at, true, &now, err));
        const uint32_t groups = cot_i_compact(s->label, at.n, s->queue, s->threads);
        if (groups == at.n) {
            break;
        }
        COT_TRY(st, cot_i_merge(s, &at, s->label, groups, which, &at, err));
        rise(s, s->label);
        for (uint32_t g = 0; g < groups; g++) {
            s->label[g] = g;
        }
    }
    end_pass(s, found);
done:
    return st;
}

/* Merged nodes begin in the communities of their parts. */
static void label_parts(cot_search_t *s, uint32_t n, uint32_t parts) {
    for (uint32_t v = 0; v < n; v++) {
        s->queue[s->part[v]] = s->label[v];
    }
    memcpy(s->label, s->queue, (size_t)parts * sizeof *s->label);
}

/* *changed: nodes that moved and communities that fell apart. Nodes are connected, so what falls apart is seen among
 * the nodes of the last level. */
static cot_status_t leiden_pass(cot_search_t *s, uint32_t *found, uint64_t *changed, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_level_t at = s->base;
    uint64_t now = 0;
    *changed = 0;
    begin_pass(s, found);
    for (int which = 0;; which ^= 1) {
        COT_TRY(st, cot_i_move(s, &at, false, &now, err));
        COT_TRY(st, cot_i_refine(s, &at, err));
        *changed += now;
        const uint32_t n = at.n, parts = cot_i_compact(s->part, n, s->queue, s->threads);
        if (parts == n) {
            break;
        }
        COT_TRY(st, cot_i_merge(s, &at, s->part, parts, which, &at, err));
        rise(s, s->part);
        label_parts(s, n, parts);
    }
    COT_TRY(st, cot_i_split(s, &at, s->label, &now, err));
    *changed += now;
    end_pass(s, found);
done:
    return st;
}

static cot_status_t search(cot_search_t *s, const cot_communities_params_t *params, uint32_t *found,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t most = params->passes > 0 ? params->passes : MOST_PASSES;
    for (uint32_t v = 0; v < s->base.n; v++) {
        found[v] = v;
    }
    if (s->base.n == 0 || s->base.end[s->base.n - 1] == 0) {
        return COT_OK; /* no edges */
    }
    if (params->method == COT_LOUVAIN) {
        COT_TRY(st, louvain(s, found, err));
        COT_TRY(st, polish(s, found, false, err));
        return COT_OK;
    }
    for (uint32_t pass = 0; pass < most; pass++) {
        uint64_t changed = 0;
        COT_TRY(st, cot_i_progress(s->env, s->stage, 0, 0, err));
        COT_TRY(st, leiden_pass(s, found, &changed, err));
        if (changed == 0) {
            return COT_OK;
        }
    }
    COT_TRY(st, polish(s, found, true, err));
done:
    return st;
}

cot_status_t cot_i_find_communities(cot_search_t *s, const cot_communities_params_t *params, uint32_t run,
                                    uint32_t *found, cot_error_t *err) {
    s->seed = cot_i_mix64(cot_i_mix64(s->env ? s->env->seed : 1) + run);
    s->phase = 0;
    const cot_status_t st = search(s, params, found, err);
    if (st == COT_OK && s->rank) {
        memcpy(s->queue, found, (size_t)s->base.n * sizeof *found);
        for (uint32_t v = 0; v < s->n; v++) {
            found[v] = s->queue[s->rank[v]];
        }
    }
    return st;
}

cot_status_t cot_i_check_communities(const cot_graph_t *graph, const cot_communities_params_t *params,
                                     const int64_t *membership, cot_error_t *err) {
    if (!graph || (!membership && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "communities: null network or result");
    }
    if (!(params->resolution >= 0 && params->resolution <= 1e300)) {
        return cot_i_fail(err, COT_E_ARG, "communities: resolution %g (allowed: 0 or more)", params->resolution);
    }
    for (uint64_t e = 0; params->quality == COT_BARBER && e < graph->m; e++) {
        if ((graph->from[e] < graph->n_left) == (graph->to[e] < graph->n_left)) {
            return cot_i_fail(err, COT_E_ARG,
                              "bipartite communities: edge %llu joins two vertices of one side (allowed: left to right)",
                              (unsigned long long)e);
        }
    }
    return COT_OK;
}

static void widen(const uint32_t *found, uint32_t n, int64_t *membership) {
    for (uint32_t v = 0; v < n; v++) {
        membership[v] = found[v];
    }
}

/* The best of several runs (the first of equals), in found. */
static cot_status_t best_run(cot_search_t *s, const cot_graph_t *graph, const cot_communities_params_t *p,
                             uint32_t *found, int64_t *membership, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *now = NULL;
    double best = -INFINITY;
    COT_NEW(st, err, now, graph->n, "communities");
    for (uint32_t run = 0; run < p->runs; run++) {
        double quality = NAN;
        COT_TRY(st, cot_i_find_communities(s, p, run, now, err));
        widen(now, graph->n, membership);
        COT_TRY(st, cot_partition_quality(graph, membership, p->quality, p->resolution, &quality, s->env, err));
        if (run == 0 || quality > best) {
            best = quality;
            memcpy(found, now, (size_t)graph->n * sizeof *found);
        }
    }
done:
    cot_i_free(now);
    return st;
}

cot_status_t cot_communities(const cot_graph_t *graph, const cot_communities_params_t *params, int64_t *membership,
                             double *quality, const cot_env_t *env, cot_error_t *err) {
    static const cot_communities_params_t usual = COT_COMMUNITIES_PARAMS_INIT;
    const cot_communities_params_t *p = params ? params : &usual;
    cot_status_t st = COT_OK;
    cot_search_t s = {.threads = 0};
    uint32_t *found = NULL;
    const char *stage = p->method == COT_LOUVAIN ? "Louvain communities" : "Leiden communities";
    COT_TRY(st, cot_i_check_communities(graph, p, membership, err));
    COT_NEW(st, err, found, graph->n, "communities");
    COT_TRY(st, cot_i_search_new(&s, graph, p->quality, p->resolution, stage, env, err));
    COT_TRY(st, p->runs > 1 ? best_run(&s, graph, p, found, membership, err)
                            : cot_i_find_communities(&s, p, 0, found, err));
    cot_i_search_clear(&s);
    COT_TRY(st, cot_i_number_groups(found, graph->n, NULL, err));
    widen(found, graph->n, membership);
    if (quality) {
        COT_TRY(st, cot_partition_quality(graph, membership, p->quality, p->resolution, quality, env, err));
    }
done:
    cot_i_search_clear(&s);
    cot_i_free(found);
    return st;
}
