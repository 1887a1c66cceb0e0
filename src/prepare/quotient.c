/* quotient.c: the network of twin classes, numbered in breadth-first order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/quotient.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

/* Stream of the sampled sources: the same vertices for every kernel of a run. */
#define PURPOSE_SOURCES 0x736f7572636573ULL

void cot_i_quotient_clear(cot_quotient_t *quotient) {
    cot_i_free(quotient->rows.off);
    cot_i_free(quotient->rows.adj);
    cot_i_free(quotient->class_of);
    cot_i_free(quotient->size);
    *quotient = (cot_quotient_t){{0, NULL, NULL}, NULL, NULL};
}

/* Numbers the classes by their first member in `by_rank`; first[c] = that member. Returns how many. */
static uint32_t number_classes(cot_quotient_t *q, const uint32_t *by_rank, const uint32_t *twin_of,
                               uint32_t n, uint32_t *first) {
    uint32_t classes = 0;
    for (uint32_t v = 0; v < n; v++) {
        q->class_of[v] = UINT32_MAX;
    }
    for (uint32_t r = 0; r < n; r++) {
        const uint32_t v = by_rank[r];
        const uint32_t t = twin_of[v]; /* t stands for the class until all are numbered */
        if (q->class_of[t] == UINT32_MAX) {
            first[classes] = v;
            q->class_of[t] = classes++;
        }
        if (v != t) {
            q->class_of[v] = q->class_of[t];
        }
        q->size[q->class_of[t]]++;
    }
    return classes;
}

/* Degrees between classes into off[c + 1], counted on one member of each: mark[d] = c + 1 once c has met d.
 */
static void count_rows(const cot_graph_t *graph, cot_quotient_t *q, const uint32_t *first, uint32_t *mark) {
    for (uint32_t c = 0; c < q->rows.n; c++) {
        const uint32_t v = first[c];
        uint64_t degree = 0;
        mark[c] = c + 1;
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            const uint32_t d = q->class_of[graph->adj[a]];
            degree += mark[d] != c + 1;
            mark[d] = c + 1;
        }
        q->rows.off[c + 1] = q->rows.off[c] + degree;
    }
}

/* Class c appends itself to the rows of its neighbours, c ascending: so every row comes out ascending. */
static void fill_rows(const cot_graph_t *graph, cot_quotient_t *q, const uint32_t *first, uint32_t *mark,
                      uint64_t *next) {
    for (uint32_t c = 0; c < q->rows.n; c++) {
        mark[c] = UINT32_MAX;
        next[c] = q->rows.off[c];
    }
    for (uint32_t c = 0; c < q->rows.n; c++) {
        const uint32_t v = first[c];
        mark[c] = c;
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            const uint32_t d = q->class_of[graph->adj[a]];
            if (mark[d] != c) {
                mark[d] = c;
                q->rows.adj[next[d]++] = c;
            }
        }
    }
}

cot_status_t cot_i_quotient_build(cot_quotient_t *out, const cot_graph_t *graph, int threads,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = graph->n;
    uint32_t *rank = NULL, *by_rank = NULL, *twin_of = NULL, *first = NULL, *mark = NULL;
    uint64_t *next = NULL;
    cot_quotient_t q = {{0, NULL, NULL}, NULL, NULL};
    COT_NEW(st, err, rank, n, "order");
    COT_NEW(st, err, by_rank, n, "order");
    COT_NEW(st, err, twin_of, n, "twins");
    COT_NEW(st, err, first, n, "twins");
    COT_NEW(st, err, q.class_of, n, "twins");
    COT_NEW(st, err, q.size, n, "twins");
    COT_TRY(st, cot_i_bfs_order(graph, rank, err));
    for (uint32_t v = 0; v < n; v++) {
        by_rank[rank[v]] = v;
    }
    COT_TRY(st, cot_i_closed_twins(graph, twin_of, threads, err));
    q.rows.n = number_classes(&q, by_rank, twin_of, n, first);
    COT_NEW(st, err, mark, q.rows.n, "quotient");
    COT_NEW(st, err, next, q.rows.n, "quotient");
    COT_NEW(st, err, q.rows.off, (size_t)q.rows.n + 1, "quotient");
    count_rows(graph, &q, first, mark);
    COT_NEW(st, err, q.rows.adj, q.rows.off[q.rows.n], "quotient");
    fill_rows(graph, &q, first, mark, next);
    *out = q;
    q = (cot_quotient_t){{0, NULL, NULL}, NULL, NULL};
done:
    cot_i_quotient_clear(&q);
    cot_i_free(rank);
    cot_i_free(by_rank);
    cot_i_free(twin_of);
    cot_i_free(first);
    cot_i_free(mark);
    cot_i_free(next);
    return st;
}

cot_status_t cot_i_pick_sources(const cot_quotient_t *quotient, uint32_t n, uint32_t n_sources, uint64_t seed,
                                uint32_t *per_class, uint8_t *picked, uint32_t *n_picked, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *sample = NULL;
    const bool all = n_sources == 0 || n_sources >= n;
    const uint32_t count = all ? n : n_sources;
    *n_picked = count;
    if (!all) {
        COT_NEW(st, err, sample, count, "sampled sources");
        COT_TRY(st, cot_i_rng_sample(n, count, seed, PURPOSE_SOURCES, sample, err));
    }
    for (uint32_t c = 0; c < quotient->rows.n; c++) {
        per_class[c] = all ? quotient->size[c] : 0;
    }
    for (uint32_t v = 0; picked && v < n; v++) {
        picked[v] = all;
    }
    for (uint32_t i = 0; !all && i < count; i++) {
        per_class[quotient->class_of[sample[i]]]++;
        if (picked) {
            picked[sample[i]] = 1;
        }
    }
done:
    cot_i_free(sample);
    return st;
}
