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
    enum { BLOCK = 64 };
    bool equal = true;
    for (uint64_t begin = 0; begin < m && equal; begin += BLOCK) {
        const uint64_t end = m - begin < BLOCK ? m : begin + BLOCK;
        int others = 0;
        for (uint64_t e = begin; e < end; e++) {
            others |= weight[e] != weight[0];
        }
        equal = others == 0;
    }
    return equal;
}

/* Weights in units of a power of two, so that whole numbers (and all that are not tiny beside the total) are
 * exact; none becomes 0. */
static cot_status_t scale_weights(cot_search_t *s, const cot_graph_t *graph, double total, cot_error_t *err) {
    cot_status_t st = COT_OK;
    int exponent = 0;
    uint32_t *edge = NULL; /* of each arc */
    (void)frexp(total, &exponent);
    const int shift = TOTAL_BITS - exponent;
    COT_NEW(st, err, edge, 2 * graph->m, "communities: edge weights");
    COT_TRY(st, cot_graph_arcs(graph, edge, NULL, s->env, err));
    COT_NEW(st, err, s->base_weight, 2 * graph->m, "communities: edge weights");
#pragma omp parallel for num_threads(s->threads) schedule(static) if (graph->m > 4096)
    for (uint32_t v = 0; v < graph->n; v++) {
        int64_t *row = s->base_weight + graph->off[v];
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            const int64_t units = llrint(ldexp(graph->weight[edge[a]], shift));
            *row++ = units > 0 ? units : 1;
        }
    }
    s->unit = ldexp(1.0, -shift);
done:
    cot_i_free(edge);
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

cot_status_t cot_i_reserve(cot_block_t *block, void **keep, const char *what, cot_error_t *err) {
    cot_i_free(*keep);
    *keep = block->memory = block->at <= SIZE_MAX ? cot_i_alloc_aligned(1, (size_t)block->at) : NULL;
    if (!*keep) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: communities, %s (%llu bytes)", what,
                          (unsigned long long)block->at);
    }
    block->at = 0;
    return COT_OK;
}

static void lay_out(cot_search_t *s, cot_block_t *b) {
    const uint64_t n = s->n, sides = (uint64_t)s->objective.sides, units = (n + COT_UNIT - 1) / COT_UNIT;
    for (int t = 0; t < s->threads; t++) {
        cot_worker_t *w = &s->workers[t];
        w->to = cot_i_cut(b, n + 1, sizeof *w->to);
        w->near = cot_i_cut(b, n + 1, sizeof *w->near);
        w->share = cot_i_cut(b, n + 1, sizeof *w->share);
        w->moved = cot_i_cut(b, 2 * n + 1, sizeof *w->moved);
        w->label = cot_i_cut(b, n, sizeof *w->label);
        w->total = cot_i_cut(b, sides * n, sizeof *w->total);
        w->changed = cot_i_cut(b, units * COT_UNIT, sizeof *w->changed);
    }
    s->label = s->workers[0].label;
    s->total = s->workers[0].total;
    s->base_mass = cot_i_cut(b, sides * n, sizeof *s->base_mass);
    s->base_off = cot_i_cut(b, n, sizeof *s->base_off);
    s->base_end = cot_i_cut(b, n, sizeof *s->base_end);
    s->order = cot_i_cut(b, units, sizeof *s->order);
    s->mask = cot_i_cut(b, units, sizeof *s->mask);
    s->queue = cot_i_cut(b, n, sizeof *s->queue);
    s->queued = cot_i_cut(b, n, sizeof *s->queued);
    s->part = cot_i_cut(b, n, sizeof *s->part);
    s->start = cot_i_cut(b, n + 1, sizeof *s->start);
    s->members = cot_i_cut(b, n, sizeof *s->members);
    s->node_of = cot_i_cut(b, n, sizeof *s->node_of);
}

static cot_status_t new_arrays(cot_search_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_block_t block = {NULL, 0};
    COT_NEW(st, err, s->workers, s->threads, "communities: threads");
    lay_out(s, &block);
    COT_TRY(st, cot_i_reserve(&block, &s->memory, "arrays of vertices", err));
    lay_out(s, &block);
    for (int t = 0; t < s->threads; t++) {
        memset(s->workers[t].to, 0, ((size_t)s->n + 1) * sizeof *s->workers[t].to);
    }
    memset(s->base_mass, 0, (size_t)s->objective.sides * s->n * sizeof *s->base_mass);
done:
    return st;
}

cot_status_t cot_i_search_new(cot_search_t *out, const cot_graph_t *graph, cot_quality_t quality, double resolution,
                              const char *stage, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_search_t s = {.n = graph->n, .threads = cot_env_threads(env), .seed = env ? env->seed : 1, .env = env, .stage = stage};
    s.objective.sides = quality == COT_BARBER ? 2 : 1;
    s.unit = graph->m > 0 ? graph->weight[0] : 1.0;
    COT_TRY(st, new_arrays(&s, err));
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
    for (int i = 0; i < 2; i++) {
        cot_i_free(s->store[i].node_memory);
        cot_i_free(s->store[i].arc_memory);
    }
    cot_i_free(s->workers);
    cot_i_free(s->memory);
    cot_i_free(s->base_memory);
    cot_i_free(s->base_weight);
    cot_i_free(s->rank);
    *s = (cot_search_t){.threads = 0};
}
