/* truss.c: truss numbers of edges by peeling: at level l all edges of support l go, and with each triangle
 * that loses an edge the other two lose support (Wang & Cheng, PVLDB 5 (2012) 812,
 * doi:10.14778/2311906.2311909). The edges of one round go at the same time, in parallel (Kabir & Madduri,
 * HPEC 2017, doi:10.1109/HPEC.2017.8091049): a triangle with two edges in a round is the business of the one
 * with the smaller number. Truss numbers do not depend on the order in which a round is worked off.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"

#define WHAT "truss numbers"

enum { ALIVE, GOING, GONE };

typedef struct {
    const cot_graph_t *graph;
    uint32_t *edge;         /* 2m: of each arc */
    uint32_t *support;      /* m: triangles left; of those gone, the level at which they went */
    uint8_t *state;         /* m */
    uint32_t *going, *next; /* edges of this round, and of the next */
    uint64_t n_going, n_next;
    uint32_t *left; /* edges that no level has reached, and some gone */
    uint64_t n_left;
    uint32_t level;
} state_t;

/* One triangle less at an edge that is alive. Exactly one caller brings it down to the level. */
static void lose(state_t *s, uint32_t edge) {
    uint32_t now = __atomic_load_n(&s->support[edge], __ATOMIC_RELAXED);
    while (now > s->level && !__atomic_compare_exchange_n(&s->support[edge], &now, now - 1, true,
                                                          __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
    if (now == s->level + 1) {
        s->next[__atomic_fetch_add(&s->n_next, 1, __ATOMIC_RELAXED)] = edge;
    }
}

/* The triangle of `edge`, which is going, with f and g. */
static void break_triangle(state_t *s, uint32_t edge, uint32_t f, uint32_t g) {
    const uint8_t at_f = s->state[f], at_g = s->state[g];
    if (at_f == GONE || at_g == GONE) {
        return;
    }
    if (at_f == ALIVE && (at_g == ALIVE || edge < g)) {
        lose(s, f);
    }
    if (at_g == ALIVE && (at_f == ALIVE || edge < f)) {
        lose(s, g);
    }
}

/* First arc in [a, end) whose neighbour is not below w: steps that double, then halves. */
static uint64_t seek(const uint32_t *adj, uint64_t a, uint64_t end, uint32_t w) {
    uint64_t step = 1;
    while (a + step < end && adj[a + step] < w) {
        a += step;
        step *= 2;
    }
    uint64_t high = a + step < end ? a + step : end;
    while (a < high) {
        const uint64_t middle = a + (high - a) / 2;
        if (adj[middle] < w) {
            a = middle + 1;
        } else {
            high = middle;
        }
    }
    return a;
}

/* All triangles of an edge: its ends' rows side by side, the longer one by leaps. */
static void remove_edge(state_t *s, uint32_t edge) {
    const cot_graph_t *const g = s->graph;
    uint32_t u = g->from[edge], v = g->to[edge];
    if (g->off[u + 1] - g->off[u] > g->off[v + 1] - g->off[v]) {
        u = g->to[edge], v = g->from[edge];
    }
    uint64_t a = g->off[u], b = g->off[v];
    const uint64_t a_end = g->off[u + 1], b_end = g->off[v + 1];
    const bool leap = b_end - b > 8 * (a_end - a);
    while (a < a_end && b < b_end) {
        if (g->adj[a] == g->adj[b]) {
            break_triangle(s, edge, s->edge[a], s->edge[b]);
            a++;
            b++;
        } else if (g->adj[a] < g->adj[b]) {
            a++;
        } else if (leap) {
            b = seek(g->adj, b, b_end, g->adj[a]);
        } else {
            b++;
        }
    }
}

/* Edges that go at the next level: of those left, the ones of least support. The list is compacted. When they
 * are all that is left, as in a clique, nothing remains to lose support: they need not be looked at. */
static void begin_level(state_t *s) {
    uint64_t kept = 0;
    uint32_t least = UINT32_MAX;
    for (uint64_t i = 0; i < s->n_left; i++) {
        const uint32_t e = s->left[i];
        if (s->state[e] == ALIVE) {
            least = s->support[e] < least ? s->support[e] : least;
            s->left[kept++] = e;
        }
    }
    s->n_left = kept;
    s->level = least;
    s->n_going = 0;
    for (uint64_t i = 0; i < kept; i++) {
        if (s->support[s->left[i]] == least) {
            s->going[s->n_going++] = s->left[i];
        }
    }
    s->n_going = s->n_going == kept ? 0 : s->n_going;
}

/* The edges of one round go; n_next receives those that come down to the level through it. */
static void run_round(state_t *s, cot_meter_t *meter, int threads) {
    enum { CHUNK = 256 };
    const int64_t n = (int64_t)s->n_going, chunks = (n + CHUNK - 1) / CHUNK;
    (void)threads;
    for (int64_t i = 0; i < n; i++) {
        s->state[s->going[i]] = GOING;
    }
    s->n_next = 0;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (chunks > 1)
    for (int64_t c = 0; c < chunks; c++) {
        const int64_t end = (c + 1) * CHUNK < n ? (c + 1) * CHUNK : n;
        for (int64_t i = c * CHUNK; i < end && !cot_i_meter_stopped(meter); i++) {
            remove_edge(s, s->going[i]);
        }
        cot_i_meter_add(meter, (uint64_t)(end - c * CHUNK));
    }
    for (int64_t i = 0; i < n; i++) {
        s->state[s->going[i]] = GONE;
    }
    uint32_t *const done = s->going;
    s->going = s->next;
    s->n_going = s->n_next;
    s->next = done;
}

static cot_status_t peel(state_t *s, const cot_env_t *env, cot_error_t *err) {
    const int threads = cot_env_threads(env);
    cot_meter_t meter = {env, err, WHAT, 0, s->graph->m, COT_OK};
    for (begin_level(s); s->n_going > 0 && !cot_i_meter_stopped(&meter); begin_level(s)) {
        while (s->n_going > 0 && !cot_i_meter_stopped(&meter)) {
            run_round(s, &meter, threads);
        }
    }
    return cot_i_meter_end(&meter, WHAT);
}

static cot_status_t state_new(state_t *s, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint64_t m = s->graph->m;
    COT_NEW(st, err, s->state, m, WHAT);
    COT_NEW(st, err, s->going, m, WHAT);
    COT_NEW(st, err, s->next, m, WHAT);
    COT_NEW(st, err, s->left, m, WHAT);
    COT_NEW(st, err, s->edge, 2 * m, WHAT);
    COT_TRY(st, cot_graph_arcs(s->graph, s->edge, NULL, env, err));
done:
    return st;
}

/* An edge that went at level l is in the (l + 2)-truss; a vertex is in those of its edges. */
static void finish(const state_t *s, uint32_t *edges, uint32_t *vertices) {
    const cot_graph_t *const g = s->graph;
    for (uint64_t e = 0; edges && e < g->m; e++) {
        edges[e] = s->support[e] + 2;
    }
    for (uint32_t v = 0; vertices && v < g->n; v++) {
        vertices[v] = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            const uint32_t number = s->support[s->edge[a]] + 2;
            vertices[v] = number > vertices[v] ? number : vertices[v];
        }
    }
}

cot_status_t cot_truss_numbers(const cot_graph_t *graph, uint32_t *edges, uint32_t *vertices,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {.graph = graph};
    if (!graph || (!edges && !vertices && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network or result");
    }
    COT_NEW(st, err, s.support, graph->m, WHAT);
    COT_TRY(st, cot_edge_triangles(graph, s.support, env, err));
    COT_TRY(st, state_new(&s, env, err));
    for (uint64_t e = 0; e < graph->m; e++) {
        s.left[e] = (uint32_t)e;
    }
    s.n_left = graph->m;
    COT_TRY(st, peel(&s, env, err));
    finish(&s, edges, vertices);
done:
    cot_i_free(s.support);
    cot_i_free(s.state);
    cot_i_free(s.going);
    cot_i_free(s.next);
    cot_i_free(s.left);
    cot_i_free(s.edge);
    return st;
}
