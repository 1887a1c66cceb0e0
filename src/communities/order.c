/* order.c: the base level of a search: vertices that no partition gains by parting are one node from the start,
 * which leaves 48 to 80 of 100 arcs of a co-authorship network; and the order of the nodes.
 *
 * Joined are neighbours u, v with the same other neighbours at the same weights (the one-time authors of one
 * paper), as long as the edge is worth more than their masses cost, and a vertex with one neighbour with that
 * neighbour, as long as the edge is worth more than what being together with everybody costs (modularity:
 * resolution up to 1). A vertex gains no more by leaving such a node than the whole node gains by moving along,
 * so where no node can improve, no vertex can. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/isa.h"
#include "communities/search.h"

#define NOBODY UINT64_C(0xffffffff)

/* Networks that do not fit the inner caches, with neighbours so far apart as by chance (7/8 squared of the edges span an
 * eighth of all vertices), are searched in breadth-first order, which takes half the time. */
enum { LARGE = 1 << 16, SHARED = 4096 /* vertices that several threads are worth */, BLOCK = 512 };

static bool scattered(const cot_graph_t *graph) {
    uint64_t far = 0;
    for (uint64_t e = 0; e < graph->m && graph->n > LARGE; e++) {
        far += graph->to[e] - graph->from[e] > graph->n / 8;
    }
    return far > graph->m * 3 / 5;
}

/* Vertices in breadth-first order from the smallest of each component; rank[] receives their places. */
static cot_status_t walk(const cot_graph_t *graph, uint32_t *rank, uint32_t *vertex_of, const cot_env_t *env,
                         cot_error_t *err) {
    uint32_t head = 0, count = 0;
    memset(rank, 0xff, (size_t)graph->n * sizeof *rank);
    for (uint32_t next = 0; count < graph->n; next++) {
        if (rank[next] != UINT32_MAX) {
            continue;
        }
        rank[next] = count;
        vertex_of[count++] = next;
        for (; head < count; head++) {
            const uint32_t v = vertex_of[head];
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                const uint32_t w = graph->adj[a];
                if (rank[w] == UINT32_MAX) {
                    rank[w] = count;
                    vertex_of[count++] = w;
                }
            }
            if (head % 65536 == 65535) {
                const cot_status_t st = cot_i_progress(env, "order of the vertices", head, graph->n, err);
                if (st != COT_OK) {
                    return st;
                }
            }
        }
    }
    return COT_OK;
}

/* A neighbour's share in the sum that tells equal rows. */
COT_INLINE uint64_t share(uint32_t u, int64_t weight) {
    uint64_t x = ((uint64_t)u << 32 ^ (uint64_t)weight) * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
    return x ^ x >> 32;
}

/* Keys of the vertices [v, end): the sums of their rows and of themselves. Where all weigh the same, a vertex has the
 * same share of[] in all rows. One sum runs through all rows, and what it grew by in each is the row's: arcs are added
 * a few hundred at a time, as most rows are so short that their ends could not be foretold. */
static void add_rows(const cot_level_t *g, const uint64_t *of, uint64_t *key, uint32_t v, uint32_t end) {
    enum { ARCS = 512 };
    uint64_t sum[ARCS + 1], before = 0;
    sum[0] = 0;
    for (uint64_t begin = g->first[v]; v < end; begin += ARCS) {
        const uint64_t left = g->end[end - 1] - begin, arcs = left < ARCS ? left : ARCS;
        for (uint64_t i = 0; i < arcs; i++) {
            sum[i + 1] = sum[i] + of[g->adj[begin + i]];
        }
        for (; v < end && g->end[v] - begin <= arcs; v++) {
            const uint64_t now = sum[g->end[v] - begin];
            key[v] = of[v] + now - before;
            before = now;
        }
        sum[0] = sum[arcs];
    }
}

static void add_weighted_row(const cot_level_t *g, uint64_t *key, uint32_t v) {
    uint64_t sum = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        sum += share(g->adj[a], g->weight[a]);
    }
    key[v] = sum;
}

/* key[]: of[] is room for as many. */
static void find_keys(const cot_search_t *s, uint64_t *key, uint64_t *of) {
    const cot_level_t *g = &s->base;
#pragma omp parallel num_threads(s->threads) if (g->n > SHARED)
    {
#pragma omp for schedule(static)
        for (uint32_t v = 0; v < g->n; v++) {
            of[v] = share(v, 1);
        }
#pragma omp for schedule(dynamic, 1)
        for (uint32_t begin = 0; begin < g->n; begin += BLOCK) {
            const uint32_t end = g->n - begin < BLOCK ? g->n : begin + BLOCK;
            if (!g->weight) {
                add_rows(g, of, key, begin, end);
            }
            for (uint32_t v = begin; v < end && g->weight; v++) {
                add_weighted_row(g, key, v);
            }
        }
    }
}

/* Where all weigh the same, root[v] becomes the first of v's neighbours with its key, if that comes before v. Edges go
 * from smaller to larger vertices. Equal sums of 64 bits are taken for equal rows: where they were not (some 2^-64 per
 * edge), communities would still be connected, only a little worse. */
static void find_twins(const cot_graph_t *graph, const uint64_t *key, uint32_t *root) {
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t u = graph->from[e], v = graph->to[e], r = root[v];
        root[v] = ((key[u] == key[v]) & (u < r)) != 0 ? u : r;
    }
}

/* The vertex whose node v joins; v when there is none. `twin`: what find_twins found. */
static uint32_t root_of(const cot_search_t *s, const uint64_t *key, double all, uint32_t v, uint32_t twin) {
    const cot_level_t *g = &s->base;
    const double price = s->objective.price * (double)g->mass[v];
    if (twin != v && 1.0 > price * (double)g->mass[twin]) {
        return twin;
    }
    for (uint64_t a = g->first[v], end = g->end[v]; g->weight && a < end && g->adj[a] < v; a++) {
        const uint32_t u = g->adj[a];
        const bool alike = key[u] + share(u, g->weight[a]) == key[v] + share(v, g->weight[a]);
        if (alike && (double)g->weight[a] > price * (double)g->mass[u]) {
            return u;
        }
    }
    if (g->end[v] - g->first[v] == 1) {
        const uint32_t u = g->adj[g->first[v]];
        const double weight = (double)cot_i_arc_weight(g, g->first[v]);
        return g->end[u] - g->first[u] > 1 && weight >= price * all ? u : v;
    }
    return v;
}

/* root[v]: the vertex that stands for v's node; alike[r]: vertices with the row of r. Returns the number of nodes. */
static uint32_t join(const cot_search_t *s, const cot_graph_t *graph, uint32_t *root, uint32_t *alike) {
    const cot_level_t *g = &s->base;
    uint64_t *key = (uint64_t *)s->workers[0].share;
    uint32_t nodes = 0;
    double all = 0;
    find_keys(s, key, (uint64_t *)s->workers[0].total);
    if (!g->weight) {
        find_twins(graph, key, root);
    }
    for (uint32_t v = 0; v < g->n; v++) { /* whole numbers: exact */
        all += (double)g->mass[v];
        alike[v] = 0;
    }
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, BLOCK) if (s->n > SHARED)
    for (uint32_t v = 0; v < g->n; v++) {
        root[v] = root_of(s, key, all, v, root[v]);
    }
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t r = root[v];
        while (root[r] != r) {
            r = root[r];
        }
        alike[r] += g->end[v] - g->first[v] == g->end[r] - g->first[r];
        nodes += r == v;
        root[v] = r;
    }
    return nodes;
}

/* Numbers the nodes by the first vertex, in the order of the vertices or in that of vertex_of[]. to[v]: number of the
 * node that v stands for, with how many are alike above; NOBODY when it stands for none. Returns the room for rows:
 * those of the first vertices, block by block. */
static uint64_t number_nodes(cot_search_t *s, const uint32_t *root, const uint32_t *alike, const uint32_t *vertex_of,
                             uint64_t *to) {
    const cot_level_t *g = &s->base;
    uint64_t room = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const uint32_t v = vertex_of ? vertex_of[i] : i;
        const bool first = root[v] == v;
        s->queue[next] = v; /* never ahead of vertex_of; the next one's when v stands for no node */
        s->base_off[next] = room;
        s->rank[v] = next;
        to[v] = first ? (uint64_t)alike[v] << 32 | next : NOBODY;
        room += first ? g->end[v] - g->first[v] : 0;
        next += first;
    }
    return room;
}

static void number_others(cot_search_t *s, const uint32_t *root) {
    for (uint32_t v = 0; v < s->n; v++) {
        s->rank[v] = s->rank[root[v]];
    }
}

/* Row of node r, from place `at` on: arcs of its first vertex, without what stands for no node; each stands for those
 * between all vertices alike. Returns where the next row begins. What is not kept is overwritten: nothing to foretell. */
COT_INLINE uint64_t fill_row(const cot_search_t *s, const uint64_t *to, uint32_t r, uint64_t at, uint32_t *adj,
                             uint32_t *small, int64_t *wide) {
    const cot_level_t *g = &s->base;
    const uint32_t v = s->queue[r];
    const uint64_t mine = to[v] >> 32;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        const uint64_t there = to[g->adj[a]];
        adj[at] = (uint32_t)there;
        if (small) {
            small[at] = (uint32_t)(mine * (there >> 32));
        } else if (wide) {
            wide[at] = (int64_t)(mine * (there >> 32)) * cot_i_arc_weight(g, a);
        }
        at += there != NOBODY;
    }
    return at;
}

/* Rows of a block follow one another; what leaving out saves stays behind the block. */
static void fill_rows(const cot_search_t *s, const uint64_t *to, uint32_t nodes, uint32_t *adj, uint32_t *small,
                      int64_t *wide) {
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 1) if (s->n > SHARED)
    for (uint32_t begin = 0; begin < nodes; begin += BLOCK) {
        const uint32_t end = nodes - begin < BLOCK ? nodes : begin + BLOCK;
        uint64_t at = s->base_off[begin];
        for (uint32_t r = begin; r < end; r++) {
            s->base_off[r] = at;
            at = small ? fill_row(s, to, r, at, adj, small, NULL) : fill_row(s, to, r, at, adj, NULL, wide);
            s->base_end[r] = at;
        }
    }
}

/* Masses of the nodes, in the place of those of the vertices. */
static void add_masses(cot_search_t *s, uint32_t nodes) {
    const size_t sides = (size_t)s->objective.sides;
    memset(s->total, 0, sides * nodes * sizeof *s->total);
    for (uint32_t v = 0; v < s->n; v++) {
        for (size_t k = 0; k < sides; k++) {
            s->total[sides * s->rank[v] + k] += s->base_mass[sides * v + k];
        }
    }
    memcpy(s->base_mass, s->total, sides * nodes * sizeof *s->total);
}

/* The nodes as base level. */
static cot_status_t rebuild(cot_search_t *s, const uint32_t *root, const uint64_t *place, uint64_t room, uint32_t nodes,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_block_t b = {NULL, 0};
    const bool small = s->small && nodes < s->n, wide = !small && (s->base_weight || nodes < s->n);
    cot_level_t to = {nodes, s->base_off, s->base_end, NULL, NULL, NULL, s->base_mass};
    uint32_t *adj = NULL, *narrow = NULL;
    int64_t *weight = NULL;
    for (int round = 0; round < 2; round++) {
        adj = cot_i_cut(&b, room, sizeof *adj);
        narrow = small ? cot_i_cut(&b, room, sizeof *narrow) : NULL;
        weight = wide ? cot_i_cut(&b, room, sizeof *weight) : NULL;
        COT_TRY(st, round == 0 ? cot_i_reserve(&b, &s->base_memory, "order", err) : COT_OK);
    }
    fill_rows(s, place, nodes, adj, narrow, weight);
    number_others(s, root);
    add_masses(s, nodes);
    cot_i_free(s->base_weight);
    s->base_weight = NULL;
    to.adj = adj;
    to.small = narrow;
    to.weight = weight;
    s->base = to;
done:
    return st;
}

cot_status_t cot_i_order(cot_search_t *s, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *root = s->part, *alike = s->members, nodes = s->n;
    const bool far = scattered(graph);
    for (uint32_t v = 0; v < s->n; v++) {
        root[v] = v;
        alike[v] = 1;
    }
    if (s->objective.sides == 1) {
        nodes = join(s, graph, root, alike);
    }
    if (nodes == s->n && !far) {
        return COT_OK;
    }
    COT_NEW(st, err, s->rank, s->n, "communities: order");
    if (far) {
        COT_TRY(st, walk(graph, s->rank, s->queue, s->env, err));
    }
    uint64_t *const place = (uint64_t *)s->workers[0].share;
    const uint64_t room = number_nodes(s, root, alike, far ? s->queue : NULL, place);
    COT_TRY(st, rebuild(s, root, place, room, nodes, err));
done:
    return st;
}
