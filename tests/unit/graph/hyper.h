/* hyper.h: random bylines and checks of a network's shape, for tests.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_HYPER_H
#define TESTS_HYPER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "coterie/graph.h"

/* Bylines as plain arrays. */
typedef struct {
    uint32_t n_authors, n_papers;
    uint64_t *off;
    uint32_t *authors;
    int16_t *years;
} hyper_t;

/* n_papers bylines of up to `largest` names drawn with repeats from n_authors; the first byline of a `giant`
 * one names that many different authors. One paper in eight has no year. */
static inline hyper_t hyper_random(uint64_t seed, uint32_t n_authors, uint32_t n_papers, uint32_t largest,
                                   uint32_t giant) {
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 77, 0);
    hyper_t h = {n_authors, n_papers, calloc((size_t)n_papers + 1, sizeof(uint64_t)), NULL, NULL};
    h.authors = calloc((size_t)n_papers * largest + giant + 1, sizeof(uint32_t));
    h.years = calloc((size_t)n_papers + 1, sizeof(int16_t));
    assert_true(h.off && h.authors && h.years);
    for (uint32_t p = 0; p < n_papers; p++) {
        uint64_t slots = h.off[p];
        for (uint32_t i = 0; p == 0 && i < giant; i++) {
            h.authors[slots++] = i;
        }
        uint64_t size = n_authors ? cot_i_rng_below(&rng, (uint64_t)largest + 1) : 0;
        for (uint64_t i = 0; i < size; i++) {
            uint64_t a = cot_i_rng_below(&rng, n_authors), b = cot_i_rng_below(&rng, n_authors);
            h.authors[slots++] = (uint32_t)(a < b ? a : b); /* some people write more than others */
        }
        h.off[p + 1] = slots;
        h.years[p] =
            cot_i_rng_below(&rng, 8) ? (int16_t)(1990 + (int)cot_i_rng_below(&rng, 30)) : COT_NO_YEAR;
    }
    return h;
}

static inline void hyper_clear(hyper_t *h) {
    free(h->off);
    free(h->authors);
    free(h->years);
}

static inline cot_incidence_t *hyper_incidence(const hyper_t *h) {
    cot_incidence_t *incidence = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_status_t st =
        cot_incidence_from_rows(&incidence, h->n_authors, h->n_papers, h->off, h->authors, h->years, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    return incidence;
}

/* Edges ordered, rows ascending, arcs and edges telling the same. */
static inline void check_shape(const cot_graph_t *g) {
    assert_true(g->off[0] == 0);
    assert_true(g->off[g->n] == 2 * g->m);
    for (uint64_t e = 0; e < g->m; e++) {
        assert_true(g->from[e] < g->to[e] && g->to[e] < g->n);
        assert_true(g->weight[e] > 0 && g->papers[e] > 0);
        if (e > 0) {
            assert_true(g->from[e - 1] < g->from[e] ||
                        (g->from[e - 1] == g->from[e] && g->to[e - 1] < g->to[e]));
        }
    }
    uint32_t *edge = malloc((2 * g->m + 1) * sizeof *edge);
    double *weight = malloc((2 * g->m + 1) * sizeof *weight);
    assert_true(edge && weight);
    assert_int_equal(cot_graph_arcs(g, edge, weight, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < g->n; v++) {
        assert_true(g->off[v] <= g->off[v + 1]);
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            uint32_t e = edge[a], u = g->adj[a];
            assert_true(a == g->off[v] || g->adj[a - 1] < u);
            assert_true(e < g->m);
            assert_true((g->from[e] == v && g->to[e] == u) || (g->from[e] == u && g->to[e] == v));
            assert_true(weight[a] == g->weight[e]);
        }
    }
    free(edge);
    free(weight);
}

static inline void check_same_bytes(const cot_graph_t *a, const cot_graph_t *b) {
    assert_true(a->kind == b->kind && a->counting == b->counting && a->n == b->n && a->n_left == b->n_left);
    assert_true(a->m == b->m);
    assert_memory_equal(a->from, b->from, a->m * sizeof *a->from);
    assert_memory_equal(a->to, b->to, a->m * sizeof *a->to);
    assert_memory_equal(a->weight, b->weight, a->m * sizeof *a->weight);
    assert_memory_equal(a->papers, b->papers, a->m * sizeof *a->papers);
    assert_memory_equal(a->first_year, b->first_year, a->m * sizeof *a->first_year);
    assert_memory_equal(a->last_year, b->last_year, a->m * sizeof *a->last_year);
    assert_memory_equal(a->off, b->off, ((size_t)a->n + 1) * sizeof *a->off);
    assert_memory_equal(a->adj, b->adj, 2 * a->m * sizeof *a->adj);
    if (a->n > a->n_left) {
        assert_memory_equal(a->topic_of, b->topic_of, (a->n - a->n_left) * sizeof *a->topic_of);
    }
}

#endif
