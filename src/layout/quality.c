/* quality.c: figures of how well a drawing shows a network; include/coterie/layout.h defines them.
 *
 * The nearest vertices come from a k-d tree (J. L. Bentley, Commun. ACM 18, 509 (1975), doi:10.1145/361002.361007) whose
 * cuts are through the middle of (coordinate, number), so that vertices on one spot are no harder than others.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"
#include "base/par.h"
#include "layout/layout.h"

enum { LEAF = 8, BLOCK = 256 };

/* A piece of the order of vertices: what it covers, and its smallest number. Children of i are 2i + 1 and 2i + 2. */
typedef struct {
    double low[2], high[2];
    uint32_t first, end, least;
} node_t;

typedef struct {
    const double *at[2]; /* x, y */
    uint32_t *order;
    node_t *node;
    size_t n_nodes;
} tree_t;

static bool before(const tree_t *t, int axis, uint32_t a, uint32_t b) {
    const double *at = t->at[axis];
    return at[a] < at[b] || (at[a] == at[b] && a < b);
}

static void swap(uint32_t *order, uint32_t i, uint32_t j) {
    const uint32_t kept = order[i];
    order[i] = order[j];
    order[j] = kept;
}

/* Puts the vertex that belongs at `middle` there, those before it to its left (quickselect, middle of three). */
static void halve(tree_t *t, int axis, uint32_t first, uint32_t end, uint32_t middle) {
    uint32_t *order = t->order;
    while (end - first > 1) {
        uint32_t a = first, b = first + (end - first) / 2, c = end - 1;
        if (before(t, axis, order[b], order[a])) {
            swap(order, a, b);
        }
        if (before(t, axis, order[c], order[b])) {
            swap(order, b, c);
        }
        if (before(t, axis, order[b], order[a])) {
            swap(order, a, b);
        }
        const uint32_t pivot = order[b];
        uint32_t i = first, j = end - 1;
        for (;;) {
            for (; before(t, axis, order[i], pivot); i++) {
            }
            for (; before(t, axis, pivot, order[j]); j--) {
            }
            if (i >= j) {
                break;
            }
            swap(order, i, j);
        }
        /* order[i] is the pivot: all are different */
        if (i == middle) {
            return;
        }
        first = i < middle ? i + 1 : first;
        end = i < middle ? end : i;
    }
}

static void describe(const tree_t *t, node_t *node) {
    *node = (node_t){{INFINITY, INFINITY}, {-INFINITY, -INFINITY}, node->first, node->end, UINT32_MAX};
    for (uint32_t i = node->first; i < node->end; i++) {
        const uint32_t v = t->order[i];
        node->least = v < node->least ? v : node->least;
        for (int axis = 0; axis < 2; axis++) {
            node->low[axis] = fmin(node->low[axis], t->at[axis][v]);
            node->high[axis] = fmax(node->high[axis], t->at[axis][v]);
        }
    }
}

static bool is_leaf(const node_t *node) {
    return node->end - node->first <= LEAF;
}

/* Nodes in the order of their numbers: parents first. */
static void build(tree_t *t, uint32_t n) {
    for (size_t i = 0; i < t->n_nodes; i++) {
        t->node[i].first = t->node[i].end = 0;
    }
    t->node[0].end = n;
    for (size_t i = 0; i < t->n_nodes; i++) {
        node_t *node = &t->node[i];
        describe(t, node);
        if (is_leaf(node)) {
            continue;
        }
        const int axis = node->high[1] - node->low[1] > node->high[0] - node->low[0];
        const uint32_t middle = node->first + (node->end - node->first) / 2;
        halve(t, axis, node->first, node->end, middle);
        t->node[2 * i + 1].first = node->first;
        t->node[2 * i + 1].end = t->node[2 * i + 2].first = middle;
        t->node[2 * i + 2].end = node->end;
    }
}

/* Halves differ by one at most, so the depth is the same everywhere but for one level. */
static size_t nodes_for(uint32_t n) {
    size_t nodes = 1;
    for (uint32_t largest = n; largest > LEAF; largest = largest - largest / 2) {
        nodes = 2 * nodes + 1;
    }
    return nodes;
}

/* The k nearest so far: a heap with the farthest on top; far is by distance, then by number. */
typedef struct {
    double distance;
    uint32_t vertex;
} near_t;
typedef struct {
    near_t *heap;
    uint32_t n, k, self;
    double x, y;
} query_t;

static bool farther(near_t a, near_t b) {
    return a.distance > b.distance || (a.distance == b.distance && a.vertex > b.vertex);
}

static void offer(query_t *q, near_t new) {
    uint32_t i;
    if (q->n < q->k) {
        for (i = q->n++; i > 0 && farther(new, q->heap[(i - 1) / 2]); i = (i - 1) / 2) {
            q->heap[i] = q->heap[(i - 1) / 2];
        }
        q->heap[i] = new;
        return;
    }
    if (!farther(q->heap[0], new)) {
        return;
    }
    for (i = 0; 2 * i + 1 < q->n;) {
        uint32_t child = 2 * i + 1;
        child += child + 1 < q->n && farther(q->heap[child + 1], q->heap[child]);
        if (!farther(q->heap[child], new)) {
            break;
        }
        q->heap[i] = q->heap[child];
        i = child;
    }
    q->heap[i] = new;
}

static double beyond(double value, double low, double high) {
    return value < low ? low - value : value > high ? value - high : 0;
}

static near_t nearest_in(const node_t *node, const query_t *q) {
    const double dx = beyond(q->x, node->low[0], node->high[0]), dy = beyond(q->y, node->low[1], node->high[1]);
    return (near_t){dx * dx + dy * dy, node->least};
}

static void search(const tree_t *t, size_t i, query_t *q) {
    const node_t *node = &t->node[i];
    if (node->first == node->end || (q->n == q->k && !farther(q->heap[0], nearest_in(node, q)))) {
        return;
    }
    if (is_leaf(node)) {
        for (uint32_t p = node->first; p < node->end; p++) {
            const uint32_t v = t->order[p];
            const double dx = t->at[0][v] - q->x, dy = t->at[1][v] - q->y;
            if (v != q->self) {
                offer(q, (near_t){dx * dx + dy * dy, v});
            }
        }
        return;
    }
    const bool right = farther(nearest_in(&t->node[2 * i + 1], q), nearest_in(&t->node[2 * i + 2], q));
    search(t, 2 * i + 1 + right, q);
    search(t, 2 * i + 2 - right, q);
}

/* Shared by neighbours and nearest, by all of either. */
static double overlap(const cot_graph_t *graph, const tree_t *t, near_t *heap, uint32_t v) {
    query_t q = {heap, 0, (uint32_t)(graph->off[v + 1] - graph->off[v]), v, t->at[0][v], t->at[1][v]};
    uint32_t common = 0;
    search(t, 0, &q);
    for (uint32_t i = 0; i < q.n; i++) {
        common += cot_graph_joined(graph, v, heap[i].vertex);
    }
    return (double)common / (2.0 * q.k - common);
}

static cot_status_t neighbourhood(const cot_graph_t *graph, const tree_t *t, int threads, double *share,
                                  const cot_env_t *env, cot_error_t *err) {
    (void)threads; /* a build without OpenMP */
    uint64_t most = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        const uint64_t degree = graph->off[v + 1] - graph->off[v];
        most = degree > most ? degree : most;
    }
    cot_meter_t meter = {.env = env, .err = err, .stage = "quality of the layout", .total = graph->n};
#pragma omp parallel num_threads(threads)
    {
        near_t *heap = cot_i_alloc(most, sizeof *heap);
        if (!heap) {
            cot_i_meter_stop(&meter, COT_E_NOMEM);
        }
#pragma omp for schedule(dynamic, 1)
        for (uint32_t block = 0; block < (graph->n + BLOCK - 1) / BLOCK; block++) {
            const uint32_t end = graph->n - block * BLOCK < BLOCK ? graph->n : (block + 1) * BLOCK;
            for (uint32_t v = block * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
                share[v] = graph->off[v + 1] > graph->off[v] ? overlap(graph, t, heap, v) : 0;
            }
            cot_i_meter_add(&meter, end - block * BLOCK);
        }
        cot_i_free(heap);
    }
    return cot_i_meter_end(&meter, "quality of the layout");
}

static cot_status_t preservation(const cot_graph_t *graph, const double *x, const double *y, double *out,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    tree_t t = {{x, y}, NULL, NULL, nodes_for(graph->n)};
    double *share = NULL;
    uint32_t joined = 0;
    const int threads = cot_i_layout_team(env, graph->n);
    COT_NEW(st, err, t.order, graph->n, "quality of the layout");
    COT_NEW(st, err, t.node, t.n_nodes, "quality of the layout");
    COT_NEW(st, err, share, graph->n, "quality of the layout");
    for (uint32_t v = 0; v < graph->n; v++) {
        t.order[v] = v;
        joined += graph->off[v + 1] > graph->off[v];
    }
    build(&t, graph->n);
    COT_TRY(st, neighbourhood(graph, &t, threads, share, env, err));
    *out = joined > 0 ? cot_i_sum(share, graph->n, threads) / joined : (double)NAN;
done:
    cot_i_free(t.order);
    cot_i_free(t.node);
    cot_i_free(share);
    return st;
}

static cot_status_t spread(const cot_graph_t *graph, const double *x, const double *y, double *out, const cot_env_t *env,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_env_threads(env);
    double *length = NULL;
    *out = NAN;
    COT_NEW(st, err, length, graph->m, "quality of the layout");
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t u = graph->from[e], v = graph->to[e];
        length[e] = hypot(x[u] - x[v], y[u] - y[v]);
    }
    const double m = (double)graph->m, mean = graph->m > 0 ? cot_i_sum(length, graph->m, threads) / m : 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        length[e] = (length[e] - mean) * (length[e] - mean);
    }
    if (mean > 0) {
        *out = sqrt(cot_i_sum(length, graph->m, threads) / m) / mean;
    }
done:
    cot_i_free(length);
    return st;
}

cot_status_t cot_layout_quality(const cot_graph_t *graph, const double *x, const double *y, cot_layout_quality_t *quality,
                                const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!graph || !x || !y || !quality) {
        COT_FAIL(st, err, COT_E_ARG, "quality of the layout: NULL argument");
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        if (!isfinite(x[v]) || !isfinite(y[v])) {
            COT_FAIL(st, err, COT_E_ARG, "quality of the layout: vertex %u is at (%g, %g)", v, x[v], y[v]);
        }
    }
    COT_TRY(st, spread(graph, x, y, &quality->edge_length_spread, env, err));
    COT_TRY(st, preservation(graph, x, y, &quality->neighbourhood, env, err));
done:
    return st;
}
