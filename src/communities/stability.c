/* stability.c: many runs of a method, their consensus, and how far they agree (definitions: coterie/communities.h).
 * Runs are independent: each is one thread's, with memory that is used again for the thread's next run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/groups.h"
#include "base/meter.h"
#include "communities/compare.h"
#include "communities/leiden.h"

enum { MOST_ROUNDS = 10 };

static const char *const stage = "stability of communities";

/* Partitions of the vertices: run r is found[r n] .. found[(r + 1) n - 1], numbered by size. */
typedef struct {
    uint32_t runs, n;
    uint32_t *found;
    double *quality; /* runs; NULL when not wanted */
} runs_t;

/* A run's progress: the calling thread asks the caller, the others look whether it was told to stop. */
typedef struct {
    cot_meter_t *meter;
    bool caller;
} listener_t;

static int listen(void *data, const char *what, uint64_t done, uint64_t total) {
    const listener_t *listener = data;
    (void)what, (void)done, (void)total;
    if (listener->caller) {
        cot_i_meter_add(listener->meter, 0);
    }
    return cot_i_meter_stopped(listener->meter);
}

static cot_status_t one_run(cot_search_t *s, const cot_graph_t *graph, const cot_communities_params_t *params,
                            const runs_t *runs, uint32_t run, int64_t *wide, cot_error_t *err) {
    uint32_t *found = runs->found + (size_t)run * runs->n;
    cot_status_t st = cot_i_find_communities(s, params, run, found, err);
    if (st == COT_OK) {
        st = cot_i_number_groups(found, runs->n, NULL, err);
    }
    for (uint32_t v = 0; v < runs->n; v++) {
        wide[v] = found[v];
    }
    if (st == COT_OK && runs->quality) {
        st = cot_partition_quality(graph, wide, params->quality, params->resolution, &runs->quality[run], s->env, err);
    }
    return st;
}

/* The share of the runs that falls to one thread. */
static cot_status_t some_runs(const cot_graph_t *graph, const cot_communities_params_t *params, const runs_t *runs,
                              uint32_t *next, cot_meter_t *meter, uint64_t seed, bool caller, cot_error_t *err) {
    cot_status_t st = COT_OK;
    listener_t listener = {meter, caller};
    const cot_env_t env = {1, seed, listen, &listener};
    cot_search_t s = {.threads = 0};
    int64_t *wide = NULL;
    uint32_t run = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
    if (run >= runs->runs) {
        return COT_OK;
    }
    COT_NEW(st, err, wide, runs->n, stage);
    COT_TRY(st, cot_i_search_new(&s, graph, params->quality, params->resolution, stage, &env, err));
    for (; run < runs->runs; run = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) {
        COT_TRY(st, one_run(&s, graph, params, runs, run, wide, err));
    }
done:
    cot_i_search_clear(&s);
    cot_i_free(wide);
    return st;
}

static cot_status_t run_all(const cot_graph_t *graph, const cot_communities_params_t *params, const runs_t *runs,
                            uint64_t seed, const cot_env_t *env, cot_error_t *err) {
    cot_meter_t meter = {env, err, stage, 0, 0, COT_OK};
    uint32_t next = 0;
    const int threads = cot_env_threads(env);
    cot_error_t first = COT_ERROR_INIT;
#pragma omp parallel num_threads(threads)
    {
        const bool caller = cot_i_thread() == 0;
        cot_error_t mine = COT_ERROR_INIT;
        const cot_status_t st = some_runs(graph, params, runs, &next, &meter, seed, caller, &mine);
        if (st != COT_OK) {
            cot_i_meter_stop(&meter, st);
#pragma omp critical(cot_stability_error)
            if (st != COT_E_INTERRUPT && first.code == COT_OK) {
                first = mine;
            }
        }
    }
    (void)threads;
    const cot_status_t st = (cot_status_t)meter.status;
    return st == COT_OK || st == COT_E_INTERRUPT ? st : cot_i_fail(err, st, "%s", first.message);
}

/* Share of the runs that have both ends of edge e together. */
static double together(const cot_graph_t *graph, const runs_t *runs, uint64_t e) {
    uint32_t count = 0;
    for (uint32_t r = 0; r < runs->runs; r++) {
        const uint32_t *found = runs->found + (size_t)r * runs->n;
        count += found[graph->from[e]] == found[graph->to[e]];
    }
    return (double)count / (double)runs->runs;
}

/* p of every edge; returns whether all are 0 or 1. */
static bool find_shares(const cot_graph_t *graph, const runs_t *runs, double *share, int threads) {
    uint64_t open = 0;
#pragma omp parallel for num_threads(threads) schedule(static) reduction(+ : open)
    for (uint64_t e = 0; e < graph->m; e++) {
        share[e] = together(graph, runs, e);
        open += share[e] > 0.0 && share[e] < 1.0;
    }
    (void)threads;
    return open == 0;
}

/* The network with weights w p, without the edges of p < 1/2. */
static cot_status_t keep_shared(const cot_graph_t *graph, const double *share, cot_graph_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *pairs = NULL;
    double *weight = NULL;
    uint64_t m = 0;
    COT_NEW(st, err, pairs, 2 * graph->m, stage);
    COT_NEW(st, err, weight, graph->m, stage);
    for (uint64_t e = 0; e < graph->m; e++) {
        if (share[e] >= 0.5) {
            pairs[2 * m] = graph->from[e];
            pairs[2 * m + 1] = graph->to[e];
            weight[m++] = graph->weight[e] * share[e];
        }
    }
    COT_TRY(st, cot_graph_from_edges(out, graph->n, m, pairs, weight, err));
    (*out)->kind = graph->kind;
    (*out)->n_left = graph->n_left;
done:
    cot_i_free(pairs);
    cot_i_free(weight);
    return st;
}

static uint32_t find_root(uint32_t *parent, uint32_t v) {
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

/* Components of the edges with p > 1/2. */
static void join_shared(const cot_graph_t *graph, const double *share, uint32_t *consensus) {
    for (uint32_t v = 0; v < graph->n; v++) {
        consensus[v] = v;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        if (share[e] > 0.5) {
            const uint32_t a = find_root(consensus, graph->from[e]), b = find_root(consensus, graph->to[e]);
            consensus[a > b ? a : b] = a < b ? a : b;
        }
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        consensus[v] = find_root(consensus, v);
    }
}

/* Consensus of the partitions in `first`, which are those of the network itself. */
static cot_status_t agree(const cot_graph_t *graph, const cot_communities_params_t *params, const runs_t *first,
                          uint32_t *consensus, uint32_t *rounds, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graph_t *kept = NULL, *before = NULL;
    runs_t runs = {first->runs, first->n, NULL, NULL};
    double *share = NULL;
    const int threads = cot_env_threads(env);
    *rounds = 0;
    COT_NEW(st, err, share, graph->m, stage);
    bool agreed = find_shares(graph, first, share, threads);
    if (!agreed) {
        COT_NEW(st, err, runs.found, (size_t)runs.n * runs.runs, stage);
    }
    while (!agreed && *rounds < MOST_ROUNDS) {
        before = kept;
        kept = NULL;
        COT_TRY(st, keep_shared(before ? before : graph, share, &kept, err));
        cot_graph_free(before);
        before = NULL;
        ++*rounds;
        COT_TRY(st, run_all(kept, params, &runs, cot_i_mix64((env ? env->seed : 1) ^ (uint64_t)*rounds << 32), env, err));
        agreed = find_shares(kept, &runs, share, threads);
    }
    join_shared(kept ? kept : graph, share, consensus);
    st = cot_i_number_groups(consensus, graph->n, NULL, err);
done:
    cot_graph_free(before);
    cot_graph_free(kept);
    cot_i_free(runs.found);
    cot_i_free(share);
    return st;
}

/* ---- figures ---- */

/* Adds the Jaccard similarity of v's consensus community and its community in one run to sum[v]. */
static void add_similarity(const uint32_t *start, const uint32_t *members, uint32_t n,
                           const uint32_t *found, const uint32_t *size, uint32_t *count, double *sum) {
    for (uint32_t c = 0; c < n && start[c] < n; c++) {
        const uint32_t all = start[c + 1] - start[c];
        for (uint32_t i = start[c]; i < start[c + 1]; i++) {
            count[found[members[i]]]++;
        }
        for (uint32_t i = start[c]; i < start[c + 1]; i++) {
            const uint32_t r = found[members[i]], both = count[r];
            sum[members[i]] += (double)both / (double)((uint64_t)all + size[r] - both);
        }
        for (uint32_t i = start[c]; i < start[c + 1]; i++) {
            count[found[members[i]]] = 0;
        }
    }
}

static cot_status_t find_stability(const runs_t *runs, const uint32_t *consensus, double *stability,
                                   cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = runs->n;
    uint32_t *start = NULL, *members = NULL, *size = NULL, *count = NULL;
    COT_NEW(st, err, start, (size_t)n + 1, stage);
    COT_NEW(st, err, members, n, stage);
    COT_NEW(st, err, size, n, stage);
    COT_NEW(st, err, count, n, stage);
    cot_i_by_group(consensus, n, n, start, members, 1);
    for (uint32_t v = 0; v < n; v++) {
        stability[v] = 0.0;
    }
    for (uint32_t r = 0; r < runs->runs; r++) {
        const uint32_t *found = runs->found + (size_t)r * n;
        memset(size, 0, (size_t)n * sizeof *size);
        for (uint32_t v = 0; v < n; v++) {
            size[found[v]]++;
        }
        add_similarity(start, members, n, found, size, count, stability);
    }
    for (uint32_t v = 0; v < n; v++) {
        stability[v] /= (double)runs->runs;
    }
done:
    cot_i_free(start);
    cot_i_free(members);
    cot_i_free(size);
    cot_i_free(count);
    return st;
}

/* Agreement of every pair of runs: rand and nmi have runs^2 entries, filled above the diagonal. */
static cot_status_t compare_runs(const runs_t *runs, const cot_sorted_t *sorted, double *rand, double *nmi,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_meter_t meter = {env, err, stage, 0, 0, COT_OK};
    const uint32_t pairs = runs->runs * runs->runs;
    const int threads = cot_env_threads(env);
#pragma omp parallel num_threads(threads)
    {
        uint32_t *count = cot_i_alloc(runs->n, sizeof *count), *touched = cot_i_alloc(runs->n, sizeof *touched);
        if (!count || !touched) {
            cot_i_meter_stop(&meter, COT_E_NOMEM);
        }
#pragma omp for schedule(dynamic, 1)
        for (uint32_t p = 0; p < pairs; p++) {
            const uint32_t i = p / runs->runs, j = p % runs->runs;
            if (i < j && count && touched && !cot_i_meter_stopped(&meter)) {
                cot_i_agreement(&sorted[i], &sorted[j], count, touched, &rand[p], &nmi[p]);
            }
            cot_i_meter_add(&meter, 0);
        }
        cot_i_free(count);
        cot_i_free(touched);
    }
    (void)threads;
    return cot_i_meter_end(&meter, stage);
}

static cot_status_t find_agreement(const runs_t *runs, cot_stability_t *out, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t k = runs->runs;
    const size_t step = (size_t)runs->n + 1;
    cot_sorted_t *sorted = NULL;
    uint32_t *memory = NULL;
    double *rand = NULL, *nmi = NULL;
    COT_NEW(st, err, sorted, k, stage);
    COT_NEW(st, err, memory, 2 * step * k, stage);
    COT_NEW(st, err, rand, (size_t)k * k, stage);
    COT_NEW(st, err, nmi, (size_t)k * k, stage);
    for (uint32_t r = 0; r < k; r++) {
        cot_i_sort_partition(&sorted[r], runs->found + (size_t)r * runs->n, runs->n, memory + 2 * step * r,
                             memory + 2 * step * r + step);
    }
    COT_TRY(st, compare_runs(runs, sorted, rand, nmi, env, err));
    for (size_t p = 0; p < (size_t)k * k; p++) { /* what is not a pair is 0 */
        out->mean_rand += rand[p] / (0.5 * k * (k - 1.0));
        out->mean_nmi += nmi[p] / (0.5 * k * (k - 1.0));
    }
done:
    cot_i_free(sorted);
    cot_i_free(memory);
    cot_i_free(rand);
    cot_i_free(nmi);
    return st;
}

static cot_status_t find_figures(const cot_graph_t *graph, const cot_communities_params_t *params, const runs_t *runs,
                                 const uint32_t *consensus, cot_stability_t *out, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    int64_t *wide = NULL;
    COT_NEW(st, err, wide, graph->n, stage);
    for (uint32_t v = 0; v < graph->n; v++) {
        wide[v] = consensus[v];
    }
    for (uint32_t r = 0; r < runs->runs; r++) {
        out->mean_quality += runs->quality[r] / runs->runs;
    }
    COT_TRY(st, cot_partition_quality(graph, wide, params->quality, params->resolution, &out->consensus_quality, env, err));
    COT_TRY(st, find_agreement(runs, out, env, err));
done:
    cot_i_free(wide);
    return st;
}

cot_status_t cot_communities_stability(const cot_graph_t *graph, const cot_communities_params_t *params, uint32_t runs,
                                       int64_t *consensus, double *stability, cot_stability_t *figures,
                                       const cot_env_t *env, cot_error_t *err) {
    static const cot_communities_params_t usual = COT_COMMUNITIES_PARAMS_INIT;
    const cot_communities_params_t *p = params ? params : &usual;
    static const int64_t none[1] = {0};
    cot_status_t st = COT_OK;
    runs_t all = {runs, graph ? graph->n : 0, NULL, NULL};
    uint32_t *found = NULL;
    cot_stability_t sums = {.runs = runs};
    COT_TRY(st, cot_i_check_communities(graph, p, none, err));
    if (runs < 2 || runs > 10000) {
        COT_FAIL(st, err, COT_E_ARG, "stability: %u runs (allowed: 2 to 10000)", runs);
    }
    COT_NEW(st, err, all.found, (size_t)all.n * runs, stage);
    COT_NEW(st, err, all.quality, runs, stage);
    COT_NEW(st, err, found, all.n, stage);
    COT_TRY(st, run_all(graph, p, &all, env ? env->seed : 1, env, err));
    COT_TRY(st, agree(graph, p, &all, found, &sums.rounds, env, err));
    for (uint32_t v = 0; consensus && v < all.n; v++) {
        consensus[v] = found[v];
    }
    if (stability) {
        COT_TRY(st, find_stability(&all, found, stability, err));
    }
    if (figures) {
        COT_TRY(st, find_figures(graph, p, &all, found, &sums, env, err));
        *figures = sums;
    }
done:
    cot_i_free(all.found);
    cot_i_free(all.quality);
    cot_i_free(found);
    return st;
}
