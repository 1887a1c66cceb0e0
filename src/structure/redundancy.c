/* redundancy.c: bipartite redundancy (Latapy, Magnien & Del Vecchio, Social Networks 30, 31 (2008),
 * doi:10.1016/j.socnet.2007.04.006). A pair {u, w} of v's neighbours stays joined in the projection without v
 * exactly when it has a common neighbour besides v: two or more in all. So for every u the common neighbours
 * with all w above it are counted once, in a dense row per thread, and each v beside u looks its pairs up:
 * O(sum of squared degrees of the side asked for) instead of a search per pair. Counts are integers, so
 * threads may add them in any order. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"

#define WHAT "redundancy"
#define BLOCK 64         /* vertices that a thread takes at a time */
#define STEPS (1u << 22) /* steps between two looks at whether to stop */

typedef struct {
    const cot_graph_t *graph;
    uint32_t first, end; /* the side of u and w */
    uint64_t *kept;      /* n: pairs of v's neighbours that stay joined without it */
    uint32_t **common;   /* per thread, end - first: common neighbours of u and first + i */
    int threads;
} side_t;

static cot_status_t side_new(side_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, s->common, s->threads, WHAT);
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->common[t], s->end - s->first, WHAT);
    }
done:
    return st;
}

static void side_clear(side_t *s) {
    for (int t = 0; s->common && t < s->threads; t++) {
        cot_i_free(s->common[t]);
    }
    cot_i_free(s->common);
}

/* First arc of v's row whose neighbour is above u. */
static uint64_t above(const cot_graph_t *g, uint32_t v, uint32_t u) {
    uint64_t low = g->off[v], high = g->off[v + 1];
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (g->adj[middle] <= u) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* A look at whether to stop, once in a while. */
static bool go_on(cot_meter_t *meter, uint64_t *steps, uint64_t more) {
    *steps += more;
    if (*steps > STEPS) {
        *steps = 0;
        cot_i_meter_add(meter, 0);
    }
    return !cot_i_meter_stopped(meter);
}

/* The pairs whose smaller end is u. */
static void count_pairs(const side_t *s, uint32_t *common, uint32_t u, cot_meter_t *meter) {
    const cot_graph_t *const g = s->graph;
    uint64_t steps = 0;
    for (uint64_t a = g->off[u]; a < g->off[u + 1]; a++) {
        const uint64_t begin = above(g, g->adj[a], u), end = g->off[g->adj[a] + 1];
        for (uint64_t b = begin; b < end; b++) {
            common[g->adj[b] - s->first]++;
        }
        if (!go_on(meter, &steps, end - begin)) {
            return;
        }
    }
    for (uint64_t a = g->off[u]; a < g->off[u + 1]; a++) {
        const uint64_t begin = above(g, g->adj[a], u), end = g->off[g->adj[a] + 1];
        uint64_t kept = 0;
        for (uint64_t b = begin; b < end; b++) {
            kept += common[g->adj[b] - s->first] > 1;
        }
        __atomic_fetch_add(&s->kept[g->adj[a]], kept, __ATOMIC_RELAXED);
        if (!go_on(meter, &steps, end - begin)) {
            return;
        }
    }
    for (uint64_t a = g->off[u]; a < g->off[u + 1]; a++) {
        for (uint64_t b = above(g, g->adj[a], u); b < g->off[g->adj[a] + 1]; b++) {
            common[g->adj[b] - s->first] = 0;
        }
    }
}

/* Counts the kept pairs of all vertices whose neighbours are in [first, end). */
static cot_status_t count_side(const cot_graph_t *graph, uint32_t first, uint32_t end, uint64_t *kept,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t blocks = ((int64_t)(end - first) + BLOCK - 1) / BLOCK;
    const int wanted = cot_env_threads(env);
    side_t s = {graph, first, end, kept, NULL, wanted > blocks ? (int)(blocks > 0 ? blocks : 1) : wanted};
    cot_meter_t meter = {env, err, WHAT, 0, end - first, COT_OK};
    COT_TRY(st, side_new(&s, err));
#pragma omp parallel for schedule(dynamic, 1) num_threads(s.threads)
    for (int64_t b = 0; b < blocks; b++) {
        const uint32_t begin = first + (uint32_t)(b * BLOCK);
        const uint32_t stop = end - begin > BLOCK ? begin + BLOCK : end;
        for (uint32_t u = begin; u < stop && !cot_i_meter_stopped(&meter); u++) {
            count_pairs(&s, s.common[cot_i_thread()], u, &meter);
        }
        cot_i_meter_add(&meter, stop - begin);
    }
    COT_TRY(st, cot_i_meter_end(&meter, WHAT));
done:
    side_clear(&s);
    return st;
}

static void finish(const cot_graph_t *g, uint32_t first, uint32_t end, const uint64_t *kept, double *out) {
    for (uint32_t v = first; v < end; v++) {
        const double degree = (double)(g->off[v + 1] - g->off[v]);
        out[v - first] = degree < 2.0 ? NAN : (double)kept[v] / (degree * (degree - 1.0) / 2.0);
    }
}

cot_status_t cot_redundancy(const cot_graph_t *graph, double *left, double *right, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *kept = NULL;
    if (!graph || (!left && !right && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network, or no result asked for");
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        if (graph->from[e] >= graph->n_left || graph->to[e] < graph->n_left) {
            COT_FAIL(st, err, COT_E_ARG,
                     WHAT ": the network is not bipartite: edge %u %u is on one side of %u", graph->from[e],
                     graph->to[e], graph->n_left);
        }
    }
    COT_TRY(st, cot_i_progress(env, WHAT, 0, graph->n, err));
    COT_NEW(st, err, kept, graph->n, WHAT);
    if (left) {
        COT_TRY(st, count_side(graph, graph->n_left, graph->n, kept, env, err));
        finish(graph, 0, graph->n_left, kept, left);
    }
    if (right) {
        COT_TRY(st, count_side(graph, 0, graph->n_left, kept, env, err));
        finish(graph, graph->n_left, graph->n, kept, right);
    }
done:
    cot_i_free(kept);
    return st;
}
