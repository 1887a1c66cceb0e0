/* search.c: what a community search needs: memory, and the network with weights as whole numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/search.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

/* All weights together stay below 2^TOTAL_BITS units; sums over both directions of every edge fit 63 bits. */
enum { TOTAL_BITS = 60 };

static bool all_equal(const double *weight, uint64_t m) {
    uint64_t e = 1;
    while (e < m && weight[e] == weight[0]) {
        e++;
    }
    return e >= m;
}

/* Weights in units of a power of two, so that whole numbers (and all that are not tiny beside the total) are
 * exact; none becomes 0. */
static cot_status_t scale_weights(cot_search_t *s, const cot_graph_t *graph, double total, cot_error_t *err) {
    cot_status_t st = COT_OK;
    int exponent = 0;
    (void)frexp(total, &exponent);
    const int shift = TOTAL_BITS - exponent;
    COT_NEW(st, err, s->base_weight, 2 * graph->m, "communities: edge weights");
#pragma omp parallel for num_threads(s->threads) schedule(static) if (graph->m > 4096)
    for (uint32_t v = 0; v < graph->n; v++) {
        int64_t *row = s->base_weight + graph->off[v];
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            const int64_t units = llrint(ldexp(graph->weight[graph->arc_edge[a]], shift));
            *row++ = units > 0 ? units : 1;
        }
    }
    s->unit = ldexp(1.0, -shift);
done:
    return st;
}

/* Strengths, or 1 for each vertex; on the vertex's side when there are two. Returns the sum of all strengths. */
static int64_t find_masses(cot_search_t *s, const cot_graph_t *graph, bool count) {
    const size_t sides = (size_t)s->objective.sides;
    int64_t sum = 0;
#pragma omp parallel for num_threads(s->threads) schedule(static) reduction(+ : sum) if (graph->m > 4096)
    for (uint32_t v = 0; v < graph->n; v++) {
        int64_t mass = s->base_weight ? 0 : (int64_t)(graph->off[v + 1] - graph->off[v]);
        for (uint64_t a = graph->off[v]; s->base_weight && a < graph->off[v + 1]; a++) {
            mass += s->base_weight[a];
        }
        sum += mass;
        s->base_mass[sides * v + (sides == 2 && v >= graph->n_left)] = count ? 1 : mass;
    }
    return sum;
}

static cot_status_t new_worker(cot_search_t *s, cot_worker_t *w, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t units = ((size_t)n + COT_UNIT - 1) / COT_UNIT;
    COT_NEW(st, err, w->to, n, "communities: each thread");
    COT_NEW(st, err, w->near, (size_t)n + 1, "communities: each thread");
    COT_NEW(st, err, w->share, (size_t)n + 1, "communities: each thread");
    COT_NEW(st, err, w->moved, 2 * (size_t)n, "communities: each thread");
    COT_NEW(st, err, w->changed, units * COT_UNIT, "communities: each thread");
    COT_NEW(st, err, w->label, n, "communities: each thread");
    COT_NEW(st, err, w->total, (size_t)s->objective.sides * n, "communities: each thread");
done:
    return st;
}

static cot_status_t new_workers(cot_search_t *s, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->workers = cot_i_alloc_aligned((size_t)s->threads, sizeof *s->workers);
    if (!s->workers) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: communities (%d x %zu bytes)", s->threads,
                 sizeof *s->workers);
    }
    memset(s->workers, 0, (size_t)s->threads * sizeof *s->workers);
    for (int t = 0; t < s->threads; t++) {
        COT_TRY(st, new_worker(s, &s->workers[t], n, err));
    }
    s->label = s->workers[0].label;
    s->total = s->workers[0].total;
done:
    return st;
}

static cot_status_t new_arrays(cot_search_t *s, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t sides = (size_t)s->objective.sides, units = ((size_t)n + COT_UNIT - 1) / COT_UNIT;
    COT_NEW(st, err, s->base_mass, sides * n, "communities");
    COT_NEW(st, err, s->order, units, "communities");
    COT_NEW(st, err, s->mask, units, "communities");
    COT_NEW(st, err, s->queue, n, "communities");
    COT_NEW(st, err, s->queued, n, "communities");
    COT_NEW(st, err, s->part, n, "communities");
    COT_NEW(st, err, s->start, (size_t)n + 1, "communities");
    COT_NEW(st, err, s->members, n, "communities");
    COT_NEW(st, err, s->inside, n, "communities");
    COT_NEW(st, err, s->node_of, n, "communities");
done:
    return st;
}

cot_status_t cot_i_search_new(cot_search_t *out, const cot_graph_t *graph, cot_quality_t quality, double resolution,
                              const char *stage, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_search_t s = {.n = graph->n, .threads = cot_env_threads(env), .seed = env ? env->seed : 1, .env = env, .stage = stage};
    s.objective.sides = quality == COT_BARBER ? 2 : 1;
    s.unit = graph->m > 0 ? graph->weight[0] : 1.0;
    COT_TRY(st, new_workers(&s, graph->n, err));
    COT_TRY(st, new_arrays(&s, graph->n, err));
    s.base = (cot_level_t){graph->n, graph->off, graph->off + 1, graph->adj, NULL, NULL, s.base_mass};
    if (!all_equal(graph->weight, graph->m)) {
        COT_TRY(st, scale_weights(&s, graph, cot_i_sum(graph->weight, graph->m, s.threads), err));
    }
    s.base.weight = s.base_weight;
    s.small = !s.base_weight && graph->m < UINT32_MAX / 2;
    const double arcs = (double)find_masses(&s, graph, quality == COT_CPM);
    s.objective.price = quality == COT_CPM      ? resolution / s.unit
                        : quality == COT_BARBER ? resolution / (arcs / 2)
                                                : resolution / arcs;
    s.objective.least = 1e-12 * arcs;
    COT_TRY(st, cot_i_order(&s, graph, err));
    *out = s;
    return COT_OK;
done:
    cot_i_search_clear(&s);
    return st;
}

void cot_i_search_clear(cot_search_t *s) {
    for (int t = 0; s->workers && t < s->threads; t++) {
        cot_i_free(s->workers[t].to);
        cot_i_free(s->workers[t].near);
        cot_i_free(s->workers[t].share);
        cot_i_free(s->workers[t].moved);
        cot_i_free(s->workers[t].label);
        cot_i_free(s->workers[t].total);
        cot_i_free(s->workers[t].changed);
    }
    cot_i_free(s->workers);
    for (int i = 0; i < 2; i++) {
        cot_i_free(s->store[i].first);
        cot_i_free(s->store[i].end);
        cot_i_free(s->store[i].adj);
        cot_i_free(s->store[i].small);
        cot_i_free(s->store[i].weight);
        cot_i_free(s->store[i].mass);
    }
    cot_i_free(s->base_weight);
    cot_i_free(s->base_off);
    cot_i_free(s->base_adj);
    cot_i_free(s->base_small);
    cot_i_free(s->rank);
    cot_i_free(s->base_mass);
    cot_i_free(s->order);
    cot_i_free(s->mask);
    cot_i_free(s->queue);
    cot_i_free(s->queued);
    cot_i_free(s->part);
    cot_i_free(s->start);
    cot_i_free(s->members);
    cot_i_free(s->inside);
    cot_i_free(s->node_of);
    *s = (cot_search_t){.threads = 0};
}
