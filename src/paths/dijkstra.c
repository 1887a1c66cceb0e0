/* dijkstra.c: Dijkstra's search (Numer. Math. 1 (1959) 269) with an indexed heap of four children a node (Johnson,
 * Inf. Process. Lett. 4 (1975) 53). A vertex that is reached within its shortest edge of the nearest one that is
 * open can come no nearer, and need not go through the heap (the caliber heuristic: Goldberg, ESA 2001, LNCS 2161,
 * 230); nor can a vertex of one edge. SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/dijkstra.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"

enum { CHILDREN = 4, POLL_EVERY = 4096, POLL_ROWS = 16384 };
#define SETTLED UINT32_MAX

void cot_i_lengths_clear(cot_lengths_t *rows) {
    cot_i_free(rows->off);
    cot_i_free(rows->arcs);
    cot_i_free(rows->place_of);
    cot_i_free(rows->part_size);
    cot_i_free(rows->shortest);
    *rows = (cot_lengths_t){0, NULL, NULL, NULL, NULL, NULL};
}

static cot_status_t fill_arcs(cot_lengths_t *r, const cot_graph_t *graph, const double *weights,
                              const uint32_t *vertex_at, const cot_env_t *env, cot_error_t *err) {
    uint64_t at = 0;
    for (uint32_t place = 0; place < r->n; place++) {
        const uint32_t v = vertex_at[place];
        if (place % POLL_ROWS == 0 && cot_i_progress(env, "lengths", place, r->n, err) != COT_OK) {
            return COT_E_INTERRUPT;
        }
        r->off[place] = at;
        r->shortest[place] = INFINITY;
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            const double weight = weights[a], length = 1.0 / weight;
            if (!isfinite(length)) {
                return cot_i_fail(err, COT_E_ARG,
                                  "weighted distances: weight %g between vertices %u and %u (allowed: large "
                                  "enough for a finite length 1 / weight)",
                                  weight, v, graph->adj[a]);
            }
            r->shortest[place] = length < r->shortest[place] ? length : r->shortest[place];
            r->arcs[at++] = (cot_arc_t){length, r->place_of[graph->adj[a]]};
        }
    }
    r->off[r->n] = at;
    return COT_OK;
}

/* Places, class by class; component sizes. vertex_at: written, the vertex at each place. */
static cot_status_t give_places(cot_lengths_t *r, const cot_prepared_t *p, uint32_t *vertex_at,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_quotient_t *q = &p->quotient;
    uint32_t *next = NULL, place = 0;
    COT_NEW(st, err, next, q->rows.n, "weighted distances");
    for (uint32_t k = 0; k < p->parts.count; k++) {
        const uint32_t first = place;
        for (uint32_t c = p->parts.start[k]; c < p->parts.start[k + 1]; c++) {
            next[c] = place;
            place += q->size[c];
        }
        for (uint32_t v = first; v < place; v++) {
            r->part_size[v] = place - first;
        }
    }
    for (uint32_t v = 0; v < r->n; v++) {
        r->place_of[v] = next[q->class_of[v]]++;
        vertex_at[r->place_of[v]] = v;
    }
done:
    cot_i_free(next);
    return st;
}

cot_status_t cot_i_lengths_build(cot_lengths_t *out, const cot_prepared_t *prepared, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *what = "weighted distances";
    const cot_graph_t *graph = prepared->graph;
    cot_lengths_t r = {graph->n, NULL, NULL, NULL, NULL, NULL};
    uint32_t *vertex_at = NULL;
    double *weights = NULL; /* of arcs */
    COT_NEW(st, err, vertex_at, r.n, what);
    COT_NEW(st, err, weights, 2 * graph->m, what);
    COT_TRY(st, cot_graph_arcs(graph, NULL, weights, env, err));
    COT_NEW(st, err, r.off, (size_t)r.n + 1, what);
    COT_NEW(st, err, r.arcs, 2 * graph->m, what);
    COT_NEW(st, err, r.place_of, r.n, what);
    COT_NEW(st, err, r.part_size, r.n, what);
    COT_NEW(st, err, r.shortest, r.n, what);
    COT_TRY(st, give_places(&r, prepared, vertex_at, err));
    COT_TRY(st, fill_arcs(&r, graph, weights, vertex_at, env, err));
    *out = r;
    r = (cot_lengths_t){0, NULL, NULL, NULL, NULL, NULL};
done:
    cot_i_lengths_clear(&r);
    cot_i_free(vertex_at);
    cot_i_free(weights);
    return st;
}

void cot_i_dijkstra_clear(cot_dijkstra_t *d) {
    cot_i_free(d->distance);
    cot_i_free(d->settled);
    cot_i_free(d->heap);
    cot_i_free(d->at);
}

cot_status_t cot_i_dijkstra_new(cot_dijkstra_t *d, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, d->distance, n, "weighted distances");
    COT_NEW(st, err, d->settled, n, "weighted distances");
    COT_NEW(st, err, d->heap, n, "weighted distances");
    COT_NEW(st, err, d->at, n, "weighted distances");
    for (uint32_t v = 0; v < n; v++) {
        d->distance[v] = INFINITY;
    }
done:
    return st;
}

void cot_i_dijkstra_reset(cot_dijkstra_t *d) {
    for (uint32_t i = 0; i < d->n_settled; i++) {
        d->distance[d->settled[i]] = INFINITY;
        d->at[d->settled[i]] = 0;
    }
    d->n_settled = 0;
}

static inline void put(cot_dijkstra_t *d, uint32_t i, cot_heap_node_t node) {
    d->heap[i] = node;
    d->at[node.v] = i + 1;
}

static void rise(cot_dijkstra_t *d, uint32_t i, cot_heap_node_t node) {
    while (i > 0 && d->heap[(i - 1) / CHILDREN].distance > node.distance) {
        put(d, i, d->heap[(i - 1) / CHILDREN]);
        i = (i - 1) / CHILDREN;
    }
    put(d, i, node);
}

/* Puts a node at i or below, among those that are nearer. */
static void sink(cot_dijkstra_t *d, uint32_t i, cot_heap_node_t node) {
    const uint32_t count = d->n_heap;
    for (uint64_t child = CHILDREN * (uint64_t)i + 1; child < count; child = CHILDREN * (uint64_t)i + 1) {
        const uint64_t end = child + CHILDREN < count ? child + CHILDREN : count;
        uint64_t least = child;
        for (uint64_t k = child + 1; k < end; k++) {
            least = d->heap[k].distance < d->heap[least].distance ? k : least;
        }
        if (d->heap[least].distance >= node.distance) {
            break;
        }
        put(d, i, d->heap[least]);
        i = (uint32_t)least;
    }
    put(d, i, node);
}

/* Takes number i out of the heap. */
static void take(cot_dijkstra_t *d, uint32_t i) {
    const cot_heap_node_t node = d->heap[--d->n_heap];
    if (i == d->n_heap) {
        return;
    }
    if (i > 0 && d->heap[(i - 1) / CHILDREN].distance > node.distance) {
        rise(d, i, node);
    } else {
        sink(d, i, node);
    }
}

static inline void settle(cot_dijkstra_t *d, uint32_t v) {
    d->at[v] = SETTLED;
    d->settled[d->n_settled++] = v;
}

/* A path to v; what is open is at least `least` away. */
static inline void relax(cot_dijkstra_t *d, const cot_lengths_t *rows, uint32_t v, double distance, double least) {
    const uint32_t at = d->at[v];
    if (distance >= d->distance[v] || at == SETTLED) {
        return;
    }
    d->distance[v] = distance;
    if (distance <= least + rows->shortest[v] || rows->off[v + 1] - rows->off[v] == 1) {
        if (at > 0) {
            take(d, at - 1);
        }
        settle(d, v);
    } else {
        rise(d, at > 0 ? at - 1 : d->n_heap++, (cot_heap_node_t){distance, v});
    }
}

bool cot_i_dijkstra(cot_dijkstra_t *d, const cot_lengths_t *rows, uint32_t source, cot_meter_t *meter) {
    double least = 0.0;
    d->n_settled = d->n_heap = 0;
    d->distance[source] = 0.0;
    settle(d, source);
    for (uint32_t done = 0;; done++) { /* settled, and looked around from */
        if (done == d->n_settled) {
            if (d->n_heap == 0) {
                return true;
            }
            const uint32_t nearest = d->heap[0].v;
            least = d->heap[0].distance;
            take(d, 0);
            settle(d, nearest);
        }
        const uint32_t v = d->settled[done];
        const double distance = d->distance[v];
        for (uint64_t a = rows->off[v]; a < rows->off[v + 1]; a++) {
            relax(d, rows, rows->arcs[a].to, distance + rows->arcs[a].length, least);
        }
        if (done % POLL_EVERY == POLL_EVERY - 1) {
            cot_i_meter_add(meter, 0);
            if (cot_i_meter_stopped(meter)) {
                return false;
            }
        }
    }
}
