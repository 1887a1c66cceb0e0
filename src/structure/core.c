/* core.c: core numbers by repeated removal of the vertices of least degree, level by level (Batagelj &
 * Zaversnik, arXiv:cs/0310049; levels instead of buckets: Dasari, Desh & Zubair, IEEE BigData 2014, 9,
 * doi:10.1109/BigData.2014.7004366): a vertex is queued when its degree comes down to the level, so nothing
 * else has to be kept in order. Vertices left are looked at once per level; a vertex is left for at most as
 * many levels as its core number, so that is O(n + m) in all. Serial. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include <stdbool.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"

enum { AHEAD = 4 }; /* rows are asked for that many vertices before they are read */

typedef struct {
    const cot_graph_t *graph;
    uint32_t *degree; /* what is left of it; once removed, the core number */
    uint32_t *left;   /* vertices that no level has reached, and some removed */
    uint32_t n_left;
    uint32_t *queue; /* of the level; room for one more than there are vertices, and for a look ahead */
} state_t;

/* Keeps the vertices above the level before; returns the least degree among them. */
static uint32_t next_level(state_t *s, int64_t before) {
    uint32_t kept = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < s->n_left; i++) {
        const uint32_t v = s->left[i], degree = s->degree[v];
        const bool stays = (int64_t)degree > before;
        s->left[kept] = v;
        kept += stays;
        least = stays && degree < least ? degree : least;
    }
    s->n_left = kept;
    return least;
}

/* Removes all vertices of degree `level`, and those that come down to it. No branch depends on a degree. */
static void remove_level(state_t *s, uint32_t level) {
    const cot_graph_t *const g = s->graph;
    uint32_t tail = 0;
    for (uint32_t i = 0; i < s->n_left; i++) {
        s->queue[tail] = s->left[i];
        tail += s->degree[s->left[i]] == level;
    }
    for (uint32_t head = 0; head < tail; head++) {
        const uint32_t v = s->queue[head];
        __builtin_prefetch(&g->off[s->queue[head + 2 * AHEAD]]);
        __builtin_prefetch(&g->adj[g->off[s->queue[head + AHEAD]]]);
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            const uint32_t u = g->adj[a], degree = s->degree[u];
            s->degree[u] = degree - (degree > level);
            s->queue[tail] = u;
            tail += degree == level + 1;
        }
    }
}

cot_status_t cot_core_numbers(const cot_graph_t *graph, uint32_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {graph, out, NULL, 0, NULL};
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "core numbers: null network or result");
    }
    COT_NEW(st, err, s.left, graph->n, "core numbers");
    COT_NEW(st, err, s.queue, (size_t)graph->n + 1 + 2 * AHEAD, "core numbers");
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = (uint32_t)(graph->off[v + 1] - graph->off[v]);
        s.left[v] = v;
    }
    s.n_left = graph->n;
    for (uint32_t level = next_level(&s, -1); s.n_left > 0; level = next_level(&s, level)) {
        remove_level(&s, level);
    }
done:
    cot_i_free(s.left);
    cot_i_free(s.queue);
    return st;
}
