/* core.c: core numbers by repeated removal of a vertex of least degree, degrees in buckets (Batagelj &
 * Zaversnik, arXiv:cs/0310049). Serial; O(n + m). SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"

/* Vertices sorted by what is left of their degree. */
typedef struct {
    uint32_t *order;  /* vertices, ascending by degree left */
    uint32_t *place;  /* where a vertex stands in it */
    uint32_t *bucket; /* degree -> where its vertices begin; max degree + 2 */
} buckets_t;

static void sort_by_degree(buckets_t *b, const uint32_t *degree, uint32_t n, uint32_t max_degree) {
    for (uint32_t v = 0; v < n; v++) {
        b->bucket[degree[v] + 1]++;
    }
    for (uint32_t d = 0; d <= max_degree; d++) {
        b->bucket[d + 1] += b->bucket[d];
    }
    for (uint32_t v = 0; v < n; v++) {
        b->place[v] = b->bucket[degree[v]]++;
        b->order[b->place[v]] = v;
    }
    for (uint32_t d = max_degree + 1; d > 0; d--) {
        b->bucket[d] = b->bucket[d - 1];
    }
    b->bucket[0] = 0;
}

/* One degree less for u: it changes places with the first of its bucket, and the bucket begins one later. */
static void lower(buckets_t *b, uint32_t *degree, uint32_t u) {
    const uint32_t here = b->place[u], first = b->bucket[degree[u]], w = b->order[first];
    if (u != w) {
        b->place[u] = first;
        b->place[w] = here;
        b->order[first] = u;
        b->order[here] = w;
    }
    b->bucket[degree[u]]++;
    degree[u]--;
}

cot_status_t cot_core_numbers(const cot_graph_t *graph, uint32_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    buckets_t b = {NULL, NULL, NULL};
    uint32_t max_degree = 0;
    if (!graph || (!out && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "core numbers: null network or result");
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = (uint32_t)(graph->off[v + 1] - graph->off[v]);
        max_degree = out[v] > max_degree ? out[v] : max_degree;
    }
    COT_NEW(st, err, b.order, graph->n, "core numbers");
    COT_NEW(st, err, b.place, graph->n, "core numbers");
    COT_NEW(st, err, b.bucket, (size_t)max_degree + 2, "core numbers");
    sort_by_degree(&b, out, graph->n, max_degree);
    for (uint32_t i = 0; i < graph->n; i++) {
        const uint32_t v = b.order[i];
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            if (out[graph->adj[a]] > out[v]) {
                lower(&b, out, graph->adj[a]);
            }
        }
    }
done:
    cot_i_free(b.order);
    cot_i_free(b.place);
    cot_i_free(b.bucket);
    return st;
}
