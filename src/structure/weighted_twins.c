/* weighted_twins.c: classes of closed twins with equal weights (weighted_twins.h). As in prepare/twins.c: a
 * hash of each closed neighbourhood and of its weights, that does not depend on their order, proposes twins;
 * rows are then compared, so a collision of hashes costs time and never an answer. To be twins is to be
 * exchangeable, which is transitive: so the first twin found among neighbours, in ascending order, is the
 * smallest of the class.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/weighted_twins.h"

#include <stdbool.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

#define WHAT "classes of vertices with equal contacts"
#define MOST_TRIES 8 /* neighbours of the same hash that may prove to be no twins: then none is looked for */

static uint64_t bits_of(double weight) {
    uint64_t bits;
    memcpy(&bits, &weight, sizeof bits);
    return bits;
}

static void hash_rows(const cot_graph_t *g, const uint32_t *edge, uint64_t *hash, int threads) {
    (void)threads;
#pragma omp parallel for schedule(dynamic, 512) num_threads(threads) if (g->n > 4096)
    for (int64_t v = 0; v < (int64_t)g->n; v++) {
        uint64_t sum = cot_i_mix64((uint64_t)v + 1);
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            sum += cot_i_mix64((uint64_t)g->adj[a] + 1);
            sum += 3 * bits_of(g->weight[edge[a]]) ^ UINT64_C(0x9E3779B97F4A7C15);
        }
        hash[v] = sum;
    }
}

/* Whether u and v, which are joined, have the same neighbours and weights but for each other. Rows ascend. */
static bool exchangeable(const cot_graph_t *g, const uint32_t *edge, uint32_t u, uint32_t v) {
    uint64_t a = g->off[u], b = g->off[v];
    const uint64_t a_end = g->off[u + 1], b_end = g->off[v + 1];
    if (a_end - a != b_end - b) {
        return false;
    }
    for (;;) {
        a += a < a_end && g->adj[a] == v;
        b += b < b_end && g->adj[b] == u;
        if (a == a_end || b == b_end) {
            return a == a_end && b == b_end;
        }
        if (g->adj[a] != g->adj[b] || g->weight[edge[a]] != g->weight[edge[b]]) {
            return false;
        }
        a++;
        b++;
    }
}

static uint32_t smallest_twin(const cot_graph_t *g, const uint32_t *edge, const uint64_t *hash, uint32_t v) {
    int tries = 0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1] && g->adj[a] < v && tries < MOST_TRIES; a++) {
        const uint32_t u = g->adj[a];
        if (hash[u] == hash[v]) {
            if (exchangeable(g, edge, u, v)) {
                return u;
            }
            tries++;
        }
    }
    return v;
}

/* Numbers the classes, and counts their members. */
static void number_classes(cot_i_weighted_t *c, const cot_graph_t *g, const uint32_t *twin) {
    for (uint32_t v = 0; v < g->n; v++) {
        c->of[v] = twin[v] == v ? c->n++ : c->of[twin[v]];
        c->size[c->of[v]]++;
    }
}

static bool stands_for(const uint32_t *twin, uint32_t v) {
    return twin[v] == v;
}

static uint64_t count_arcs(const cot_i_weighted_t *c, const cot_graph_t *g, const uint32_t *twin,
                           int threads) {
    (void)threads;
#pragma omp parallel for schedule(dynamic, 512) num_threads(threads) if (g->n > 4096)
    for (int64_t v = 0; v < (int64_t)g->n; v++) {
        uint64_t arcs = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1] && stands_for(twin, (uint32_t)v); a++) {
            arcs += stands_for(twin, g->adj[a]);
        }
        if (stands_for(twin, (uint32_t)v)) {
            c->off[c->of[v] + 1] = arcs;
        }
    }
    for (uint32_t k = 0; k < c->n; k++) {
        c->off[k + 1] += c->off[k];
    }
    return c->off[c->n];
}

static void fill_row(const cot_i_weighted_t *c, const cot_graph_t *g, const uint32_t *edge, const uint32_t *twin,
                     uint32_t v) {
    const uint32_t k = c->of[v];
    uint64_t at = c->off[k];
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const uint32_t u = g->adj[a];
        if (stands_for(twin, u)) {
            c->to[at] = c->of[u];
            c->edge[at] = edge[a];
            c->weight[at++] = g->weight[edge[a]];
        } else if (c->of[u] == k) {
            c->inner[k] = g->weight[edge[a]];
        }
    }
}

cot_status_t cot_i_weighted_classes(cot_i_weighted_t *out, const cot_graph_t *graph, int threads,
                                    const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *hash = NULL, arcs;
    uint32_t *twin = NULL, *edge = NULL; /* edge: of each arc */
    const int64_t n = graph->n;
    *out = (cot_i_weighted_t){0};
    COT_NEW(st, err, hash, graph->n, WHAT);
    COT_NEW(st, err, twin, graph->n, WHAT);
    COT_NEW(st, err, edge, 2 * graph->m, WHAT);
    COT_TRY(st, cot_graph_arcs(graph, edge, NULL, env, err));
    COT_NEW(st, err, out->of, graph->n, WHAT);
    COT_NEW(st, err, out->size, graph->n, WHAT);
    hash_rows(graph, edge, hash, threads);
#pragma omp parallel for schedule(dynamic, 512) num_threads(threads) if (n > 4096)
    for (int64_t v = 0; v < n; v++) {
        twin[v] = smallest_twin(graph, edge, hash, (uint32_t)v);
    }
    cot_i_free(hash);
    hash = NULL;
    number_classes(out, graph, twin);
    COT_NEW(st, err, out->inner, out->n, WHAT);
    COT_NEW(st, err, out->off, (size_t)out->n + 1, WHAT);
    arcs = count_arcs(out, graph, twin, threads);
    COT_NEW(st, err, out->to, arcs, WHAT);
    COT_NEW(st, err, out->weight, arcs, WHAT);
    COT_NEW(st, err, out->edge, arcs, WHAT);
#pragma omp parallel for schedule(dynamic, 512) num_threads(threads) if (n > 4096)
    for (int64_t v = 0; v < n; v++) {
        if (stands_for(twin, (uint32_t)v)) {
            fill_row(out, graph, edge, twin, (uint32_t)v);
        }
    }
done:
    cot_i_free(hash);
    cot_i_free(twin);
    cot_i_free(edge);
    if (st != COT_OK) {
        cot_i_weighted_clear(out);
    }
    return st;
}

void cot_i_weighted_clear(cot_i_weighted_t *classes) {
    cot_i_free(classes->of);
    cot_i_free(classes->size);
    cot_i_free(classes->inner);
    cot_i_free(classes->off);
    cot_i_free(classes->to);
    cot_i_free(classes->weight);
    cot_i_free(classes->edge);
    *classes = (cot_i_weighted_t){0};
}
