/* clustering.c: triangles at every vertex, and local clustering. Every triangle is found once, at its highest
 * vertex: its lower neighbours are marked, and the lower neighbours of each of them looked up, which is where
 * rows begin, so nothing is prepared. Where such a row is long and few marks can be in it, these are looked up
 * in the row instead: the sum over edges of the smaller degree of their ends, times a logarithm at most, which
 * is O(m sqrt m) (N. Chiba & T. Nishizeki, SIAM J. Comput. 14 (1985) 210, doi:10.1137/0214017). Authors who
 * came first tend to have most co-authors, so their rows are short this way round. Counts are integers, so
 * threads may add them in any order. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"

enum {
    BLOCK = 128,       /* vertices that a thread takes at a time */
    LONG = 64,         /* rows up to this, and */
    PER_MARK = 32,     /* so many more for each mark that can be in them, are read from the begin */
    PATIENCE = 1 << 20 /* steps between two looks at whether to stop: about a millisecond */
};

typedef struct {
    uint8_t *marked; /* n: lower neighbours of the vertex in hand */
    uint32_t *count; /* n: triangles that this thread saw; no vertex has more than there are edges */
} space_t;

typedef struct {
    const cot_graph_t *graph;
    space_t *spaces;
    int threads;
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->spaces && t < s->threads; t++) {
        cot_i_free(s->spaces[t].marked);
        cot_i_free(s->spaces[t].count);
    }
    cot_i_free(s->spaces);
}

/* Blocks of vertices that threads take; at least 1. */
static int64_t blocks_of(const cot_graph_t *g) {
    return g->n > 0 ? ((int64_t)g->n + BLOCK - 1) / BLOCK : 1;
}

static cot_status_t state_new(state_t *s, const cot_graph_t *graph, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    s->graph = graph;
    s->threads = threads > blocks_of(graph) ? (int)blocks_of(graph) : threads;
    COT_NEW(st, err, s->spaces, s->threads, "clustering");
    for (int t = 0; t < s->threads; t++) {
        s->spaces[t].marked = cot_i_alloc_aligned(graph->n, sizeof *s->spaces[t].marked);
        s->spaces[t].count = cot_i_alloc_aligned(graph->n, sizeof *s->spaces[t].count);
        if (!s->spaces[t].marked || !s->spaces[t].count) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: clustering (%u x 5 bytes for each thread)", graph->n);
        }
    }
done:
    return st;
}

/* Where w would stand in a row, from `low` on. */
static const uint32_t *find(const uint32_t *low, const uint32_t *end, uint32_t w) {
    size_t n = (size_t)(end - low);
    while (n > 0) {
        const size_t half = n / 2;
        const bool after = low[half] < w;
        low = after ? low + half + 1 : low;
        n = after ? n - half - 1 : half;
    }
    return low;
}

/* Triangles with v and those of n vertices, all lower and joined to the vertex in hand, that v is joined to. */
static uint32_t look_up(const cot_graph_t *g, uint32_t *count, uint32_t v, const uint32_t *lower, uint32_t n) {
    const uint32_t *at = g->adj + g->off[v], *const end = g->adj + g->off[v + 1];
    uint32_t closed = 0;
    for (uint32_t i = 0; i < n && at < end; i++) {
        at = find(at, end, lower[i]);
        if (at < end && *at == lower[i]) {
            count[lower[i]]++;
            closed++;
        }
    }
    return closed;
}

/* The same for all that are marked. */
static uint32_t read_row(const cot_graph_t *g, const space_t *space, uint32_t v) {
    const uint32_t *at = g->adj + g->off[v], *const end = g->adj + g->off[v + 1];
    const uint8_t *const marked = space->marked;
    uint32_t *const count = space->count, closed = 0;
    for (; at < end && *at < v; at++) {
        const uint32_t met = marked[*at];
        count[*at] += met;
        closed += met;
    }
    return closed;
}

/* Triangles whose highest vertex is u. */
static void count_at(const cot_graph_t *g, const space_t *space, uint32_t u, uint64_t *steps,
                     cot_meter_t *meter) {
    const uint32_t *const row = g->adj + g->off[u];
    const uint64_t degree = g->off[u + 1] - g->off[u];
    uint32_t lower = 0, at_u = 0;
    for (; lower < degree && row[lower] < u; lower++) {
        space->marked[row[lower]] = 1;
    }
    for (uint32_t i = 1; i < lower; i++) { /* a triangle's middle vertex has its lowest before it */
        const uint32_t v = row[i];
        const uint64_t length = g->off[v + 1] - g->off[v];
        const bool far = length > LONG + (uint64_t)PER_MARK * i;
        const uint32_t at_v = far ? look_up(g, space->count, v, row, i) : read_row(g, space, v);
        space->count[v] += at_v;
        at_u += at_v;
        *steps += far ? PER_MARK * (uint64_t)i : length;
        if (*steps > PATIENCE) {
            *steps = 0;
            cot_i_meter_add(meter, 0);
            if (cot_i_meter_stopped(meter)) {
                break;
            }
        }
    }
    space->count[u] += at_u;
    for (uint32_t i = 0; i < lower; i++) {
        space->marked[row[i]] = 0;
    }
}

/* Adds the threads' counts up and divides by the pairs of neighbours. */
static void finish(const state_t *s, uint32_t v, double *out, uint64_t *triangles) {
    const cot_graph_t *g = s->graph;
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

/* One team of threads for all three steps: to begin one takes as long as a small network. */
static cot_status_t count_all(const state_t *s, double *out, uint64_t *triangles, const cot_env_t *env,
                              cot_error_t *err) {
    const cot_graph_t *g = s->graph;
    const int64_t n = g->n, blocks = blocks_of(g);
    cot_meter_t meter = {env, err, "clustering", 0, (uint64_t)n, COT_OK};
#pragma omp parallel num_threads(s->threads)
    {
        uint64_t steps = 0;
#pragma omp for schedule(static, 1)
        for (int t = 0; t < s->threads; t++) {
            memset(s->spaces[t].marked, 0, (size_t)n * sizeof *s->spaces[t].marked);
            memset(s->spaces[t].count, 0, (size_t)n * sizeof *s->spaces[t].count);
        }
#pragma omp for schedule(dynamic, 1)
        for (int64_t b = 0; b < blocks; b++) {
            const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
            for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
                count_at(g, &s->spaces[cot_i_thread()], (uint32_t)v, &steps, &meter);
            }
            cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
        }
#pragma omp for schedule(static)
        for (int64_t v = 0; v < n; v++) {
            finish(s, (uint32_t)v, out, triangles);
        }
    }
    return cot_i_meter_end(&meter, "clustering");
}

cot_status_t cot_clustering(const cot_graph_t *graph, double *out, uint64_t *triangles, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {NULL, NULL, 0};
    if (!graph || (!out && !triangles && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "clustering: null network or result");
    }
    COT_TRY(st, cot_i_progress(env, "clustering", 0, graph->n, err));
    COT_TRY(st, state_new(&s, graph, cot_env_threads(env), err));
    COT_TRY(st, count_all(&s, out, triangles, env, err));
done:
    state_clear(&s);
    return st;
}
