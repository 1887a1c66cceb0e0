/* orient.c: points every edge from the end of smaller degree. SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/orient.h"

#include "base/alloc.h"
#include "base/fail.h"

#define BLOCK 512 /* vertices whose rows follow each other without gaps */

void cot_i_oriented_clear(cot_i_oriented_t *o) {
    cot_i_free(o->begin);
    cot_i_free(o->count);
    cot_i_free(o->out);
    cot_i_free(o->edge);
    *o = (cot_i_oriented_t){0, NULL, NULL, NULL, NULL};
}

static void orient_block(cot_i_oriented_t *o, const cot_graph_t *g, const uint32_t *edge, const uint32_t *degree,
                         uint32_t first, uint32_t end) {
    uint64_t at = g->off[first];
    for (uint32_t v = first; v < end; v++) {
        const uint32_t own = degree[v];
        o->begin[v] = at;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            const uint32_t w = g->adj[a], d = degree[w];
            const bool out = (own < d) | ((own == d) & (v < w));
            o->out[at] = w; /* overwritten by the next one unless it counts */
            o->edge[at] = edge[a];
            at += out;
        }
        o->count[v] = (uint32_t)(at - o->begin[v]);
    }
}

cot_status_t cot_i_orient(cot_i_oriented_t *out, const cot_graph_t *graph, int threads, const cot_env_t *env,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t n = graph->n, blocks = (n + BLOCK - 1) / BLOCK;
    cot_i_oriented_t o = {graph->n, NULL, NULL, NULL, NULL};
    uint32_t *degree = NULL, *edge = NULL;
    (void)threads;
    COT_NEW(st, err, degree, n, "orientation");
    COT_NEW(st, err, edge, 2 * graph->m, "orientation");
    COT_NEW(st, err, o.begin, n, "orientation");
    COT_NEW(st, err, o.count, n, "orientation");
    COT_NEW(st, err, o.out, 2 * graph->m + 1, "orientation");
    COT_NEW(st, err, o.edge, 2 * graph->m + 1, "orientation");
    COT_TRY(st, cot_graph_arcs(graph, edge, NULL, env, err));
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int64_t v = 0; v < n; v++) {
        degree[v] = (uint32_t)(graph->off[v + 1] - graph->off[v]);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < blocks; b++) {
        orient_block(&o, graph, edge, degree, (uint32_t)(b * BLOCK),
                     (uint32_t)((b + 1) * BLOCK < n ? (b + 1) * BLOCK : n));
    }
    *out = o;
    o = (cot_i_oriented_t){0, NULL, NULL, NULL, NULL};
done:
    cot_i_oriented_clear(&o);
    cot_i_free(degree);
    cot_i_free(edge);
    return st;
}
