/* order.c: the order in which a network is searched. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "communities/search.h"

/* Networks that do not fit the inner caches, with neighbours so far apart as by chance (7/8 squared of the edges span an
 * eighth of all vertices), are searched in breadth-first order, which takes half the time. */
enum { LARGE = 1 << 16 };

static bool scattered(const cot_graph_t *graph) {
    uint64_t far = 0;
    for (uint64_t e = 0; e < graph->m && graph->n > LARGE; e++) {
        far += graph->to[e] - graph->from[e] > graph->n / 8;
    }
    return far > graph->m * 3 / 5;
}

/* Vertices in breadth-first order from the smallest of each component; rank[] receives their places. */
static cot_status_t walk(const cot_graph_t *graph, uint32_t *rank, uint32_t *vertex_of, const cot_env_t *env,
                         cot_error_t *err) {
    uint32_t head = 0, count = 0;
    memset(rank, 0xff, (size_t)graph->n * sizeof *rank);
    for (uint32_t next = 0; count < graph->n; next++) {
        if (rank[next] != UINT32_MAX) {
            continue;
        }
        rank[next] = count;
        vertex_of[count++] = next;
        for (; head < count; head++) {
            const uint32_t v = vertex_of[head];
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                const uint32_t w = graph->adj[a];
                if (rank[w] == UINT32_MAX) {
                    rank[w] = count;
                    vertex_of[count++] = w;
                }
            }
            if (head % 65536 == 65535) {
                const cot_status_t st = cot_i_progress(env, "order of the vertices", head, graph->n, err);
                if (st != COT_OK) {
                    return st;
                }
            }
        }
    }
    return COT_OK;
}

cot_status_t cot_i_reorder(cot_search_t *s, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *vertex_of = s->queue;
    if (!scattered(graph)) {
        return COT_OK;
    }
    COT_NEW(st, err, s->rank, graph->n, "communities: order");
    COT_NEW(st, err, s->base_off, (size_t)graph->n + 1, "communities: order");
    COT_NEW(st, err, s->base_adj, 2 * graph->m, "communities: order");
    COT_TRY(st, walk(graph, s->rank, vertex_of, s->env, err));
    for (uint32_t r = 0; r < graph->n; r++) {
        s->base_off[r + 1] = s->base_off[r] + (graph->off[vertex_of[r] + 1] - graph->off[vertex_of[r]]);
    }
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 4096)
    for (uint32_t r = 0; r < graph->n; r++) {
        const uint32_t *row = graph->adj + graph->off[vertex_of[r]];
        for (uint64_t a = s->base_off[r]; a < s->base_off[r + 1]; a++) {
            s->base_adj[a] = s->rank[*row++];
        }
    }
    s->base = (cot_level_t){graph->n, s->base_off, s->base_off + 1, s->base_adj, NULL, NULL};
done:
    return st;
}
