/* bipartite.c: communities of a bipartite network by Barber's modularity (Phys. Rev. E 76, 066102 (2007)).
 *
 * The scheme of Leiden (Traag et al. 2019): move nodes, split communities into parts that hold together,
 * merge parts to nodes, and so on until every community is one node; then again from the partition found,
 * until that gains nothing. Runs differ in the order in which nodes are visited; the best is kept (the first
 * of equals). SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/bipartite.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/groups.h"
#include "communities/methods.h"
#include "base/alloc.h"
#include "base/fail.h"

#define PURPOSE_BIPARTITE 0x6269706172746974ULL
#define MAX_ROUNDS 20     /* of the whole scheme in one run */
#define LEAST_GROWTH 1e-9 /* of modularity in a round */

typedef struct {
    const cot_graph_t *graph;
    cot_level_t base; /* the network */
    cot_mover_t mover;
    uint32_t *community;    /* n: of the nodes of the level at hand */
    uint32_t *part;         /* n: part of each node of the level at hand */
    uint32_t *node_of;      /* n: node that a vertex lies in */
    uint32_t *carried;      /* n: community of each merged node; and room for numbering */
    uint32_t *found, *best; /* n: partitions of the vertices */
    int64_t *wide;          /* n: for cot_barber_modularity */
} search_t;

static void search_clear(search_t *s) {
    cot_i_level_clear(&s->base);
    cot_i_mover_clear(&s->mover);
    cot_i_free(s->community);
    cot_i_free(s->part);
    cot_i_free(s->node_of);
    cot_i_free(s->carried);
    cot_i_free(s->found);
    cot_i_free(s->best);
    cot_i_free(s->wide);
}

static cot_status_t search_new(search_t *s, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double total = 0.0;
    s->graph = graph;
    for (uint64_t e = 0; e < graph->m; e++) {
        total += graph->weight[e];
    }
    COT_TRY(st, cot_i_level_new(&s->base, graph, err));
    COT_TRY(st, cot_i_mover_new(&s->mover, graph->n, total, err));
    COT_NEW(st, err, s->community, graph->n, "bipartite communities");
    COT_NEW(st, err, s->part, graph->n, "bipartite communities");
    COT_NEW(st, err, s->node_of, graph->n, "bipartite communities");
    COT_NEW(st, err, s->carried, graph->n, "bipartite communities");
    COT_NEW(st, err, s->found, graph->n, "bipartite communities");
    COT_NEW(st, err, s->best, graph->n, "bipartite communities");
    COT_NEW(st, err, s->wide, graph->n, "bipartite communities");
done:
    return st;
}

/* Modularity of a partition; the network has edges, so only a lack of memory makes it NaN. */
static cot_status_t find_quality(const cot_graph_t *graph, const int64_t *partition, double *quality,
                                 cot_error_t *err) {
    *quality = cot_barber_modularity(graph, partition);
    return isnan(*quality) ? cot_i_fail(err, COT_E_NOMEM, "out of memory: bipartite communities") : COT_OK;
}

static uint32_t count_communities(search_t *s, uint32_t n) {
    uint32_t count = 0;
    memset(s->carried, 0, (size_t)n * sizeof *s->carried);
    for (uint32_t v = 0; v < n; v++) {
        count += s->carried[s->community[v]] == 0;
        s->carried[s->community[v]] = 1;
    }
    return count;
}

/* Merges the parts of the level `at` to the nodes of *above, which begin in the communities of their parts.
 * The old *above, which may be `at`, is freed. */
static cot_status_t go_up(search_t *s, const cot_level_t *at, cot_level_t *above, uint32_t parts,
                          cot_error_t *err) {
    cot_level_t merged = {0, NULL, NULL, NULL, NULL, NULL};
    uint32_t *first_node =
        s->mover.touched; /* community -> its first merged node, which gives its new number */
    const cot_status_t st = cot_i_level_merge(&merged, at, s->part, parts, err);
    if (st != COT_OK) {
        return st;
    }
    for (uint32_t v = 0; v < at->n; v++) {
        s->carried[s->part[v]] = s->community[v];
        first_node[v] = UINT32_MAX;
    }
    for (uint32_t g = 0; g < parts; g++) {
        if (first_node[s->carried[g]] == UINT32_MAX) {
            first_node[s->carried[g]] = g;
        }
        s->community[g] = first_node[s->carried[g]];
    }
    for (uint32_t v = 0; v < s->graph->n; v++) {
        s->node_of[v] = s->part[s->node_of[v]];
    }
    cot_i_level_clear(above);
    *above = merged;
    return COT_OK;
}

/* One round: from the partition in found to a better one there. */
static cot_status_t improve(search_t *s, cot_rng_t *rng, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_level_t above = {0, NULL, NULL, NULL, NULL, NULL};
    const cot_level_t *at = &s->base;
    for (uint32_t v = 0; v < s->graph->n; v++) {
        s->community[v] = s->found[v];
        s->node_of[v] = v;
    }
    for (;;) {
        uint32_t parts = 0;
        COT_TRY(st, cot_i_progress(env, "bipartite communities", 0, 0, err));
        COT_TRY(st, cot_i_mover_move(&s->mover, at, s->community, rng, env, err));
        if (count_communities(s, at->n) == at->n) {
            break;
        }
        cot_i_mover_refine(&s->mover, at, s->community, s->part, &parts, rng);
        if (parts == at->n) {
            break; /* nothing holds together more than it does already */
        }
        COT_TRY(st, go_up(s, at, &above, parts, err));
        at = &above;
    }
    for (uint32_t v = 0; v < s->graph->n; v++) {
        s->found[v] = s->community[s->node_of[v]];
    }
done:
    cot_i_level_clear(&above);
    return st;
}

static uint32_t find_root(uint32_t *parent, uint32_t v) {
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

/* Communities that fell apart become several: that never lowers the modularity. */
static void split(search_t *s, uint32_t *partition) {
    uint32_t *parent = s->part;
    for (uint32_t v = 0; v < s->graph->n; v++) {
        parent[v] = v;
    }
    for (uint64_t e = 0; e < s->graph->m; e++) {
        const uint32_t u = s->graph->from[e], v = s->graph->to[e];
        if (partition[u] == partition[v]) {
            const uint32_t a = find_root(parent, u), b = find_root(parent, v);
            parent[a > b ? a : b] = a < b ? a : b;
        }
    }
    for (uint32_t v = 0; v < s->graph->n; v++) {
        partition[v] = find_root(parent, v);
    }
}

/* One run, from single vertices; leaves its partition in found. */
static cot_status_t run_once(search_t *s, uint64_t seed, uint32_t run, double *quality, const cot_env_t *env,
                             cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_rng_t rng;
    double before = -INFINITY;
    cot_i_rng_init(&rng, seed, PURPOSE_BIPARTITE, run);
    for (uint32_t v = 0; v < s->graph->n; v++) {
        s->found[v] = v;
    }
    for (int round = 0; round < MAX_ROUNDS; round++) {
        COT_TRY(st, improve(s, &rng, env, err));
        split(s, s->found);
        for (uint32_t v = 0; v < s->graph->n; v++) {
            s->wide[v] = s->found[v];
        }
        COT_TRY(st, find_quality(s->graph, s->wide, quality, err));
        if (*quality < before + LEAST_GROWTH) {
            break;
        }
        before = *quality;
    }
done:
    return st;
}

/* Small networks are worth several tries. */
static uint32_t runs_for(uint64_t m) {
    const uint64_t runs = (UINT64_C(1) << 20) / (m + 1);
    return runs < 1 ? 1 : runs > 10 ? 10 : (uint32_t)runs;
}

static cot_status_t run_all(search_t *s, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double best = -INFINITY;
    const uint32_t runs = runs_for(s->graph->m);
    for (uint32_t run = 0; run < runs; run++) {
        double quality = 0.0;
        COT_TRY(st, cot_i_progress(env, "bipartite communities", run, runs, err));
        COT_TRY(st, run_once(s, env ? env->seed : 1, run, &quality, env, err));
        if (quality > best) {
            best = quality;
            memcpy(s->best, s->found, (size_t)s->graph->n * sizeof *s->best);
        }
    }
done:
    return st;
}

cot_status_t cot_i_bipartite_communities(const cot_graph_t *graph, int64_t *membership, double *quality,
                                         const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    search_t s = {0};
    if (!graph || (!membership && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "bipartite communities: null network or result");
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        if ((graph->from[e] < graph->n_left) == (graph->to[e] < graph->n_left)) {
            COT_FAIL(
                st, err, COT_E_ARG,
                "bipartite communities: edge %llu joins two vertices of one side (allowed: left to right)",
                (unsigned long long)e);
        }
    }
    COT_TRY(st, search_new(&s, graph, err));
    if (graph->m > 0) {
        COT_TRY(st, run_all(&s, env, err));
    } else {
        for (uint32_t v = 0; v < graph->n; v++) {
            s.best[v] = v;
        }
    }
    COT_TRY(st, cot_i_number_groups(s.best, graph->n, NULL, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        membership[v] = s.best[v];
    }
    if (quality) {
        *quality = NAN;
    }
    if (quality && graph->m > 0) {
        COT_TRY(st, find_quality(graph, membership, quality, err));
    }
done:
    search_clear(&s);
    return st;
}
