/* clustering.c: triangles at every vertex, and local clustering. Every triangle is found once, at its lowest
 * vertex (orient.h), by marking its neighbours in a bitmap: O(m sqrt m). Counts are integers, so threads may
 * add them in any order. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"
#include "structure/orient.h"

#define BLOCK 512 /* vertices that a thread takes at a time */

typedef struct {
    uint64_t *marked; /* n bits: out-neighbours of the vertex in hand */
    uint64_t *count;  /* n: triangles that this thread saw */
} space_t;

typedef struct {
    const cot_graph_t *graph;
    cot_i_oriented_t arcs;
    space_t *spaces;
    int threads;
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->spaces && t < s->threads; t++) {
        cot_i_free(s->spaces[t].marked);
        cot_i_free(s->spaces[t].count);
    }
    cot_i_free(s->spaces);
    cot_i_oriented_clear(&s->arcs);
}

/* Blocks of vertices that threads take; at least 1. */
static int64_t blocks_of(const cot_graph_t *g) {
    return g->n > 0 ? ((int64_t)g->n + BLOCK - 1) / BLOCK : 1;
}

static cot_status_t state_new(state_t *s, const cot_graph_t *graph, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->graph = graph;
    s->threads = threads > blocks_of(graph) ? (int)blocks_of(graph) : threads;
    COT_TRY(st, cot_i_orient(&s->arcs, graph, false, s->threads, err));
    COT_NEW(st, err, s->spaces, s->threads, "clustering");
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->spaces[t].marked, (size_t)graph->n / 64 + 1, "clustering");
        COT_NEW(st, err, s->spaces[t].count, graph->n, "clustering");
    }
done:
    return st;
}

/* Triangles whose lowest vertex is v. */
static void count_at(const cot_i_oriented_t *arcs, space_t *space, uint32_t v) {
    const uint32_t *const out = arcs->out + arcs->begin[v], degree = arcs->count[v];
    uint64_t at_v = 0;
    for (uint32_t i = 0; i < degree; i++) {
        space->marked[out[i] / 64] |= UINT64_C(1) << out[i] % 64;
    }
    for (uint32_t i = 0; i < degree; i++) {
        const uint32_t *const further = arcs->out + arcs->begin[out[i]], n_further = arcs->count[out[i]];
        uint64_t at_u = 0;
        for (uint32_t j = 0; j < n_further; j++) {
            const uint32_t w = further[j];
            const uint64_t closed = space->marked[w / 64] >> w % 64 & 1;
            space->count[w] += closed;
            at_u += closed;
        }
        space->count[out[i]] += at_u;
        at_v += at_u;
    }
    space->count[v] += at_v;
    for (uint32_t i = 0; i < degree; i++) {
        space->marked[out[i] / 64] = 0;
    }
}

static cot_status_t count_all(const state_t *s, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = s->graph->n, blocks = blocks_of(s->graph);
    cot_meter_t meter = {env, err, "clustering", 0, (uint64_t)n, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->threads)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
        for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
            if (s->arcs.count[v] > 1) {
                count_at(&s->arcs, &s->spaces[cot_i_thread()], (uint32_t)v);
            }
        }
        cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
    }
    return cot_i_meter_end(&meter, "clustering");
}

/* Adds the threads' counts up and divides by the pairs of neighbours. */
static void finish(const state_t *s, double *out, uint64_t *triangles) {
    const cot_graph_t *g = s->graph;
    const int64_t n = g->n;
#pragma omp parallel for schedule(static) num_threads(s->threads)
    for (int64_t v = 0; v < n; v++) {
        const double degree = (double)(g->off[v + 1] - g->off[v]);
        uint64_t count = 0;
        for (int t = 0; t < s->threads; t++) {
            count += s->spaces[t].count[v];
        }
        if (triangles) {
            triangles[v] = count;
        }
        if (out) {
            out[v] = degree < 2.0 ? NAN : (double)count / (degree * (degree - 1.0) / 2.0);
        }
    }
}

cot_status_t cot_clustering(const cot_graph_t *graph, double *out, uint64_t *triangles, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {NULL, {0, NULL, NULL, NULL, NULL}, NULL, 0};
    if (!graph || (!out && !triangles && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "clustering: null network or result");
    }
    COT_TRY(st, cot_i_progress(env, "clustering", 0, graph->n, err));
    COT_TRY(st, state_new(&s, graph, cot_env_threads(env), err));
    COT_TRY(st, count_all(&s, env, err));
    finish(&s, out, triangles);
done:
    state_clear(&s);
    return st;
}
