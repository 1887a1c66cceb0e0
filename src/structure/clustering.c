/* clustering.c: triangles at every vertex, and local clustering. Edges point from the end of smaller (degree,
 * number) to the other, so that no vertex has more than sqrt(2m) outgoing edges; every triangle is found
 * once, at its lowest vertex, by marking (Schank & Wagner, WEA 2005; Latapy, Theor. Comput. Sci. 407 (2008)
 * 458). O(m sqrt m). Counts are integers, so threads may add them in any order. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/structure.h"

#include "base/meter.h"
#include "base/alloc.h"

#define BLOCK 512 /* vertices that a thread takes at a time */

typedef struct {
    uint32_t *mark;  /* n: v + 1 where the vertex is an out-neighbour of v */
    uint64_t *count; /* n: triangles that this thread saw */
} space_t;

typedef struct {
    const cot_graph_t *graph;
    uint64_t *off; /* n + 1 */
    uint32_t *out; /* m */
    space_t *spaces;
    int threads;
} state_t;

static bool points_to(const cot_graph_t *g, uint32_t v, uint32_t w) {
    const uint64_t dv = g->off[v + 1] - g->off[v], dw = g->off[w + 1] - g->off[w];
    return dv < dw || (dv == dw && v < w);
}

static void state_clear(state_t *s) {
    for (int t = 0; s->spaces && t < s->threads; t++) {
        cot_i_free(s->spaces[t].mark);
        cot_i_free(s->spaces[t].count);
    }
    cot_i_free(s->spaces);
    cot_i_free(s->off);
    cot_i_free(s->out);
}

/* Blocks of vertices that threads take; at least 1. */
static int64_t blocks_of(const cot_graph_t *g) {
    return g->n > 0 ? ((int64_t)g->n + BLOCK - 1) / BLOCK : 1;
}

static cot_status_t state_new(state_t *s, const cot_graph_t *graph, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->graph = graph;
    s->threads = threads > blocks_of(graph) ? (int)blocks_of(graph) : threads;
    COT_NEW(st, err, s->off, (size_t)graph->n + 1, "clustering");
    COT_NEW(st, err, s->out, graph->m, "clustering");
    COT_NEW(st, err, s->spaces, s->threads, "clustering");
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->spaces[t].mark, graph->n, "clustering");
        COT_NEW(st, err, s->spaces[t].count, graph->n, "clustering");
    }
done:
    return st;
}

/* Outgoing edges of every vertex: counted, then copied. */
static void orient(state_t *s) {
    const cot_graph_t *g = s->graph;
    const int64_t n = g->n;
#pragma omp parallel for schedule(dynamic, BLOCK) num_threads(s->threads)
    for (int64_t v = 0; v < n; v++) {
        uint64_t degree = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            degree += points_to(g, (uint32_t)v, g->adj[a]);
        }
        s->off[v + 1] = degree;
    }
    for (int64_t v = 0; v < n; v++) {
        s->off[v + 1] += s->off[v];
    }
#pragma omp parallel for schedule(dynamic, BLOCK) num_threads(s->threads)
    for (int64_t v = 0; v < n; v++) {
        uint32_t *out = s->out + s->off[v];
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            if (points_to(g, (uint32_t)v, g->adj[a])) {
                *out++ = g->adj[a];
            }
        }
    }
}

/* Triangles whose lowest vertex is v. */
static void count_at(const state_t *s, space_t *space, uint32_t v) {
    uint64_t at_v = 0;
    for (uint64_t i = s->off[v]; i < s->off[v + 1]; i++) {
        space->mark[s->out[i]] = v + 1;
    }
    for (uint64_t i = s->off[v]; i < s->off[v + 1]; i++) {
        const uint32_t u = s->out[i];
        uint64_t at_u = 0;
        for (uint64_t j = s->off[u]; j < s->off[u + 1]; j++) {
            const uint32_t w = s->out[j];
            const uint64_t closed = space->mark[w] == v + 1;
            space->count[w] += closed;
            at_u += closed;
        }
        space->count[u] += at_u;
        at_v += at_u;
    }
    space->count[v] += at_v;
}

static cot_status_t count_all(const state_t *s, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = s->graph->n, blocks = blocks_of(s->graph);
    cot_meter_t meter = {env, err, "clustering", 0, (uint64_t)n, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->threads)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
        for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
            if (s->off[v + 1] - s->off[v] > 1) {
                count_at(s, &s->spaces[cot_i_thread()], (uint32_t)v);
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
    state_t s = {NULL, NULL, NULL, NULL, 0};
    if (!graph || (!out && !triangles && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "clustering: null network or result");
    }
    COT_TRY(st, cot_i_progress(env, "clustering", 0, graph->n, err));
    COT_TRY(st, state_new(&s, graph, cot_env_threads(env), err));
    orient(&s);
    COT_TRY(st, count_all(&s, env, err));
    finish(&s, out, triangles);
done:
    state_clear(&s);
    return st;
}
