/* betweenness_weighted.c: betweenness over shortest paths by length, an edge's length being 1 / weight
 * (Newman, Phys. Rev. E 64, 016132 (2001)). Brandes' algorithm (J. Math. Sociol. 25 (2001) 163) with
 * Dijkstra's: one source at a time, parallel over blocks of sources whose sums are added in their order.
 * Lengths of paths that agree to 1e-10 of their sum are equal (igraph's rule), so that rounding does not tell
 * paths apart. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/meter.h"
#include "paths/betweenness.h"

#define SAME 1e-10
#define PURPOSE_SOURCES 0x736f7572636573ULL
enum { BLOCK = 64, LOOK_UP = 1 << 14 };

/* One thread's search. The heap holds each vertex at most once; at[v] is its place + 1. */
typedef struct {
    const double *length; /* of each arc */
    const uint32_t *edge; /* of each arc; NULL: not wanted */
    double *distance, *sigma, *delta, *vertices, *edges; /* the last two: sums of a block of sources */
    uint32_t *heap, *at, *order;
    uint32_t n_heap, n_order;
    uint64_t arcs;
} space_t;

static void space_clear(space_t *s) {
    cot_i_free(s->distance);
    cot_i_free(s->sigma);
    cot_i_free(s->delta);
    cot_i_free(s->vertices);
    cot_i_free(s->edges);
    cot_i_free(s->heap);
    cot_i_free(s->at);
    cot_i_free(s->order);
}

static cot_status_t space_new(space_t *s, const cot_graph_t *graph, const double *length, const uint32_t *edge,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->length = length;
    s->edge = edge;
    COT_NEW(st, err, s->distance, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->sigma, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->delta, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->vertices, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->heap, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->at, graph->n, "weighted betweenness");
    COT_NEW(st, err, s->order, graph->n, "weighted betweenness");
    if (edge) {
        COT_NEW(st, err, s->edges, graph->m, "weighted betweenness of edges");
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        s->distance[v] = INFINITY;
    }
done:
    return st;
}

/* Nearer first, then the smaller number. */
static bool before(const space_t *s, uint32_t u, uint32_t v) {
    return s->distance[u] != s->distance[v] ? s->distance[u] < s->distance[v] : u < v;
}

static void put(space_t *s, uint32_t place, uint32_t v) {
    s->heap[place] = v;
    s->at[v] = place + 1;
}

/* v is in the heap, or new to it, and came nearer. */
static void rise(space_t *s, uint32_t v) {
    uint32_t i = s->at[v] > 0 ? s->at[v] - 1 : s->n_heap++;
    for (; i > 0 && before(s, v, s->heap[(i - 1) / 2]); i = (i - 1) / 2) {
        put(s, i, s->heap[(i - 1) / 2]);
    }
    put(s, i, v);
}

static uint32_t take_nearest(space_t *s) {
    const uint32_t nearest = s->heap[0], last = s->heap[--s->n_heap];
    uint32_t i = 0;
    s->at[nearest] = 0;
    for (uint32_t child; (child = 2 * i + 1) < s->n_heap; i = child) {
        child += child + 1 < s->n_heap && before(s, s->heap[child + 1], s->heap[child]);
        if (!before(s, s->heap[child], last)) {
            break;
        }
        put(s, i, s->heap[child]);
    }
    if (s->n_heap > 0) {
        put(s, i, last);
    }
    return nearest;
}

/* -1, 0, 1: a is shorter, the same within rounding, longer. */
static int compare(double a, double b) {
    if (fabs(a - b) <= SAME * (a + b)) {
        return 0;
    }
    return a < b ? -1 : 1;
}

/* Lets the paths to v go on over its edges. */
static void relax(space_t *s, const cot_graph_t *graph, uint32_t v) {
    for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
        const uint32_t w = graph->adj[a];
        const bool met = !isinf(s->distance[w]);
        if (met && s->at[w] == 0) { /* settled: not in the heap any more */
            continue;
        }
        const double length = s->distance[v] + s->length[a];
        const int order = met ? compare(length, s->distance[w]) : -1;
        if (order < 0) {
            s->distance[w] = length;
            s->sigma[w] = s->sigma[v];
            rise(s, w);
        } else if (order == 0) {
            s->sigma[w] += s->sigma[v];
        }
    }
}

/* Shares out what lies behind w among those before it. */
static void hand_back(space_t *s, const cot_graph_t *graph, uint32_t w) {
    const double behind = (1.0 + s->delta[w]) / s->sigma[w];
    for (uint64_t a = graph->off[w]; a < graph->off[w + 1]; a++) {
        const uint32_t v = graph->adj[a];
        const double length = s->distance[v] + s->length[a];
        if (s->at[v] < s->at[w] && compare(length, s->distance[w]) == 0) { /* settled before w, on the way */
            const double share = s->sigma[v] * behind;
            s->delta[v] += share;
            if (s->edges) {
                s->edges[s->edge[a]] += share;
            }
        }
    }
}

/* @return false when it is time to stop. */
static bool search(space_t *s, const cot_graph_t *graph, uint32_t source, cot_meter_t *meter) {
    bool go_on = true;
    s->n_heap = s->n_order = 0;
    s->distance[source] = 0.0;
    s->sigma[source] = 1.0;
    rise(s, source);
    while (s->n_heap > 0 && go_on) {
        const uint32_t v = take_nearest(s);
        s->order[s->n_order++] = v;
        relax(s, graph, v);
        s->arcs += graph->off[v + 1] - graph->off[v];
        if (s->arcs > LOOK_UP) {
            s->arcs = 0;
            cot_i_meter_add(meter, 0);
            go_on = !cot_i_meter_stopped(meter);
        }
    }
    for (uint32_t i = 0; i < s->n_order; i++) { /* the heap is empty: at says when a vertex was settled */
        s->at[s->order[i]] = i + 1;
    }
    for (uint32_t i = s->n_order; go_on && i-- > 1;) {
        hand_back(s, graph, s->order[i]);
        s->vertices[s->order[i]] += s->delta[s->order[i]];
    }
    for (uint32_t i = 0; i < s->n_order; i++) {
        const uint32_t v = s->order[i];
        s->distance[v] = INFINITY;
        s->sigma[v] = s->delta[v] = 0.0;
        s->at[v] = 0;
    }
    return go_on;
}

static void move_sums(double *to, double *from, uint64_t n) {
    for (uint64_t i = 0; from && i < n; i++) {
        if (to) {
            to[i] += from[i];
        }
        from[i] = 0.0;
    }
}

/* Blocks of sources in any order, added in theirs. */
static void run_blocks(const cot_graph_t *graph, const uint32_t *sources, uint32_t count, space_t *spaces,
                       int threads, double *vertices, double *edges, cot_meter_t *meter) {
    const int64_t blocks = ((int64_t)count + BLOCK - 1) / BLOCK;
    (void)threads;
#pragma omp parallel for ordered schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < blocks; b++) {
        space_t *s = &spaces[cot_i_thread()];
        const uint32_t first = (uint32_t)b * BLOCK, end = count - first < BLOCK ? count : first + BLOCK;
        for (uint32_t i = first; i < end && !cot_i_meter_stopped(meter); i++) {
            if (search(s, graph, sources ? sources[i] : i, meter)) {
                cot_i_meter_add(meter, 1);
            }
        }
#pragma omp ordered
        {
            move_sums(vertices, s->vertices, graph->n);
            move_sums(edges, s->edges, graph->m);
        }
    }
}

static void scale(double *values, uint64_t n, double by) {
    for (uint64_t i = 0; values && i < n; i++) {
        values[i] *= by;
    }
}

static void clear(double *values, uint64_t n) {
    for (uint64_t i = 0; values && i < n; i++) {
        values[i] = 0.0;
    }
}

/* Lengths of all arcs, and when wanted their edges. */
static cot_status_t measure_arcs(const cot_graph_t *graph, double **length, uint32_t **edge, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, *length, 2 * graph->m, "weighted betweenness");
    if (edge) {
        COT_NEW(st, err, *edge, 2 * graph->m, "weighted betweenness of edges");
    }
    COT_TRY(st, cot_graph_arcs(graph, edge ? *edge : NULL, *length, env, err));
    for (uint64_t a = 0; a < 2 * graph->m; a++) {
        (*length)[a] = 1.0 / (*length)[a];
    }
done:
    return st;
}

cot_status_t cot_i_betweenness_weighted(const cot_graph_t *graph, uint32_t n_sources, double *vertices,
                                        double *edges, uint32_t *picked, const cot_env_t *env,
                                        cot_error_t *err) {
    cot_status_t st = COT_OK;
    const bool all = n_sources == 0 || n_sources >= graph->n;
    const uint32_t count = all ? graph->n : n_sources;
    const int wanted = cot_env_threads(env);
    uint32_t *sources = NULL, *edge = NULL;
    double *length = NULL;
    space_t *spaces = NULL;
    int threads = 0;
    cot_meter_t meter = {env, err, "weighted betweenness", 0, count, COT_OK};
    *picked = count;
    if (!all) {
        COT_NEW(st, err, sources, count, "sampled sources");
        COT_TRY(st, cot_i_rng_sample(graph->n, count, env ? env->seed : 1, PURPOSE_SOURCES, sources, err));
    }
    COT_TRY(st, measure_arcs(graph, &length, edges ? &edge : NULL, env, err));
    COT_NEW(st, err, spaces, wanted, "weighted betweenness");
    do { /* at least one thread, none without a block */
        COT_TRY(st, space_new(&spaces[threads++], graph, length, edge, err));
    } while (threads < wanted && (uint64_t)threads * BLOCK < count);
    clear(vertices, graph->n);
    clear(edges, graph->m);
    COT_TRY(st, cot_i_progress(env, meter.stage, 0, count, err));
    run_blocks(graph, sources, count, spaces, threads, vertices, edges, &meter);
    cot_i_meter_add(&meter, 0);
    COT_TRY(st, cot_i_meter_end(&meter, "weighted betweenness"));
    scale(vertices, graph->n, 0.5 * graph->n / count); /* ordered pairs to pairs, and up to all sources */
    scale(edges, graph->m, 0.5 * graph->n / count);
done:
    for (int t = 0; t < wanted && spaces; t++) {
        space_clear(&spaces[t]);
    }
    cot_i_free(spaces);
    cot_i_free(sources);
    cot_i_free(length);
    cot_i_free(edge);
    return st;
}
