/* edge_triangles.c: triangles at every edge (its support), and what follows from them: clustering on weights.
 * Every triangle is found once, at its lowest vertex (orient.h), by marking its neighbours with the numbers
 * of the edges to them. Counts are integers, so threads may add them in any order. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"
#include "structure/orient.h"

#define BLOCK 128       /* vertices that a thread takes at a time */
#define MOST_THREADS 16 /* each has a count per edge */
#define WHAT "triangles of edges"

/* What a thread has of its own. */
typedef struct {
    uint32_t *mark;  /* n: 1 + number of the edge from the vertex in hand; 0: not its neighbour */
    uint32_t *count; /* m: triangles that this thread saw; the first thread's is the result */
    uint64_t steps;  /* since the last look at whether to stop */
} space_t;

typedef struct {
    cot_i_oriented_t arcs;
    space_t *spaces;
    int threads;
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->spaces && t < s->threads; t++) {
        cot_i_free(s->spaces[t].mark);
        cot_i_free(t > 0 ? s->spaces[t].count : NULL);
    }
    cot_i_free(s->spaces);
    cot_i_oriented_clear(&s->arcs);
}

static cot_status_t state_new(state_t *s, const cot_graph_t *graph, uint32_t *out, const cot_env_t *env,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t blocks = (int64_t)graph->n / BLOCK + 1;
    s->threads = s->threads > blocks ? (int)blocks : s->threads;
    s->threads = s->threads > MOST_THREADS ? MOST_THREADS : s->threads;
    COT_TRY(st, cot_i_orient(&s->arcs, graph, s->threads, env, err));
    COT_NEW(st, err, s->spaces, s->threads, WHAT);
    s->spaces[0].count = out;
    for (uint64_t e = 0; e < graph->m; e++) {
        out[e] = 0;
    }
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->spaces[t].mark, graph->n, WHAT);
        if (t > 0) {
            COT_NEW(st, err, s->spaces[t].count, graph->m, WHAT);
        }
    }
done:
    return st;
}

/* Triangles whose lowest vertex is v. */
static void count_at(const cot_i_oriented_t *arcs, space_t *space, uint32_t v, cot_meter_t *meter) {
    const uint64_t first = arcs->begin[v], end = first + arcs->count[v];
    uint32_t *const mark = space->mark, *const count = space->count;
    for (uint64_t i = first; i < end; i++) {
        mark[arcs->out[i]] = arcs->edge[i] + 1;
    }
    for (uint64_t i = first; i < end; i++) {
        const uint32_t u = arcs->out[i];
        const uint64_t further = arcs->begin[u] + arcs->count[u];
        uint32_t here = 0;
        if (!cot_i_meter_go_on(meter, &space->steps, arcs->count[u])) {
            return;
        }
        for (uint64_t j = arcs->begin[u]; j < further; j++) {
            const uint32_t closing = mark[arcs->out[j]];
            if (closing > 0) {
                count[closing - 1]++;
                count[arcs->edge[j]]++;
                here++;
            }
        }
        count[arcs->edge[i]] += here;
    }
    for (uint64_t i = first; i < end; i++) {
        mark[arcs->out[i]] = 0;
    }
}

/* Adds the other threads' counts to the first one's. */
static void add_up(const state_t *s, int64_t m) {
#pragma omp parallel for schedule(static) num_threads(s->threads) if (s->threads > 1)
    for (int64_t e = 0; e < m; e++) {
        uint32_t sum = s->spaces[0].count[e];
        for (int t = 1; t < s->threads; t++) {
            sum += s->spaces[t].count[e];
        }
        s->spaces[0].count[e] = sum;
    }
}

static cot_status_t count_all(const state_t *s, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = s->arcs.n, blocks = (n + BLOCK - 1) / BLOCK;
    cot_meter_t meter = {env, err, WHAT, 0, (uint64_t)n, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->threads)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
        for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
            if (s->arcs.count[v] > 1) {
                count_at(&s->arcs, &s->spaces[cot_i_thread()], (uint32_t)v, &meter);
            }
        }
        cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
    }
    return cot_i_meter_end(&meter, WHAT);
}

cot_status_t cot_edge_triangles(const cot_graph_t *graph, uint32_t *out, const cot_env_t *env,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {{0, NULL, NULL, NULL, NULL}, NULL, cot_env_threads(env)};
    if (!graph || (!out && graph->m > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network or result");
    }
    COT_TRY(st, cot_i_progress(env, WHAT, 0, graph->n, err));
    COT_TRY(st, state_new(&s, graph, out, env, err));
    COT_TRY(st, count_all(&s, env, err));
    add_up(&s, (int64_t)graph->m);
done:
    state_clear(&s);
    return st;
}

/* Both ends of a pair of edges that a triangle joins at v count (w_vj + w_vh) / 2, over ordered pairs: an
 * edge counts its weight once for each of its triangles. */
static void weigh_triangles(const cot_graph_t *g, const uint32_t *triangles, const double *strength, double *out) {
    for (uint32_t v = 0; v < g->n; v++) {
        out[v] = 0.0;
    }
    for (uint64_t e = 0; e < g->m; e++) {
        const double closed = g->weight[e] * (double)triangles[e];
        out[g->from[e]] += closed;
        out[g->to[e]] += closed;
    }
    for (uint32_t v = 0; v < g->n; v++) {
        const uint64_t degree = g->off[v + 1] - g->off[v];
        out[v] = degree < 2 ? NAN : out[v] / (strength[v] * (double)(degree - 1));
    }
}

cot_status_t cot_weighted_clustering(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *triangles = NULL;
    double *strength = NULL;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "weighted clustering: null network or result");
    }
    COT_NEW(st, err, triangles, graph->m, "weighted clustering");
    COT_NEW(st, err, strength, graph->n, "weighted clustering");
    COT_TRY(st, cot_edge_triangles(graph, triangles, env, err));
    cot_graph_strengths(graph, strength);
    weigh_triangles(graph, triangles, strength, out);
done:
    cot_i_free(triangles);
    cot_i_free(strength);
    return st;
}
