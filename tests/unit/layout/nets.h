/* nets.h: small networks for the tests of layouts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TEST_LAYOUT_NETS_H
#define COT_TEST_LAYOUT_NETS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "layout/layout.h"

/* A network under test, its partition, sizes and coordinates. */
typedef struct {
    cot_graph_t *graph;
    int64_t *community;
    double *size, *x, *y;
} net_t;

typedef struct {
    uint32_t *pairs;
    uint64_t m, capacity;
} pairs_t;

static inline void add_pair(pairs_t *p, uint32_t u, uint32_t v) {
    if (p->m == p->capacity) {
        p->capacity = p->capacity ? 2 * p->capacity : 64;
        p->pairs = realloc(p->pairs, 2 * p->capacity * sizeof *p->pairs);
        assert_non_null(p->pairs);
    }
    p->pairs[2 * p->m] = u;
    p->pairs[2 * p->m + 1] = v;
    p->m++;
}

static inline net_t net_from_pairs(uint32_t n, pairs_t *p) {
    net_t net = {NULL, calloc(n + 1, sizeof(int64_t)), calloc(n + 1, sizeof(double)),
                 calloc(n + 1, sizeof(double)), calloc(n + 1, sizeof(double))};
    assert_int_equal(cot_graph_from_edges(&net.graph, n, p->m, p->pairs, NULL, NULL), COT_OK);
    double *degree = calloc(n + 1, sizeof *degree);
    for (uint32_t v = 0; v < n; v++) {
        degree[v] = (double)(net.graph->off[v + 1] - net.graph->off[v]);
    }
    cot_layout_sizes(degree, n, net.size);
    free(degree);
    free(p->pairs);
    *p = (pairs_t){NULL, 0, 0};
    return net;
}

static inline void net_free(net_t *net) {
    cot_graph_free(net->graph);
    free(net->community);
    free(net->size);
    free(net->x);
    free(net->y);
}

/* groups x size people, linked with probability `inside` in a group and `outside` between groups. */
static inline net_t planted(uint32_t groups, uint32_t size, double inside, double outside) {
    pairs_t p = {NULL, 0, 0};
    cot_rng_t rng;
    uint32_t n = groups * size;
    cot_i_rng_init(&rng, 7, 1, 0);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = u + 1; v < n; v++) {
            if (cot_i_rng_real(&rng) < (u / size == v / size ? inside : outside)) {
                add_pair(&p, u, v);
            }
        }
    }
    net_t net = net_from_pairs(n, &p);
    for (uint32_t v = 0; v < n; v++) {
        net.community[v] = v / size;
    }
    return net;
}

/* A planted network with `small` cliques of 2 to 5 people and `lone` isolated people beside it. */
static inline net_t mixed(uint32_t small, uint32_t lone) {
    pairs_t p = {NULL, 0, 0};
    cot_rng_t rng;
    uint32_t n = 600;
    cot_i_rng_init(&rng, 8, 1, 0);
    for (uint32_t u = 0; u < 600; u++) {
        for (uint32_t v = u + 1; v < 600; v++) {
            if (cot_i_rng_real(&rng) < (u / 60 == v / 60 ? 0.15 : 0.003)) {
                add_pair(&p, u, v);
            }
        }
    }
    for (uint32_t s = 0; s < small; s++) {
        uint32_t k = 2 + s % 4;
        for (uint32_t u = 0; u < k; u++) {
            for (uint32_t v = u + 1; v < k; v++) {
                add_pair(&p, n + u, n + v);
            }
        }
        n += k;
    }
    n += lone;
    net_t net = net_from_pairs(n, &p);
    for (uint32_t v = 0; v < n; v++) {
        net.community[v] = v < 600 ? v / 60 : 10 + v;
    }
    return net;
}

/* Authors 0 .. n_left - 1 with one to four of the topics behind them; every 50th has none. */
static inline net_t bipartite(uint32_t n_left, uint32_t topics) {
    pairs_t p = {NULL, 0, 0};
    cot_rng_t rng;
    cot_i_rng_init(&rng, 9, 1, 0);
    for (uint32_t v = 0; v < n_left; v++) {
        uint32_t home = (uint32_t)cot_i_rng_below(&rng, topics), k = 1 + (uint32_t)cot_i_rng_below(&rng, 4);
        for (uint32_t i = 0; i < k && i < topics && v % 50 != 49; i++) {
            add_pair(&p, v, n_left + (home + i) % topics);
        }
    }
    net_t net = net_from_pairs(n_left + topics, &p);
    net.graph->kind = COT_AUTHOR_TOPIC;
    net.graph->n_left = n_left;
    for (uint32_t v = 0; v < n_left + topics; v++) {
        net.community[v] = v >= n_left ? (v - n_left) / 5 : v % 3;
    }
    return net;
}

/* Fails when a coordinate is outside, the centroid is off, or two discs overlap (sweep over x). */
typedef struct {
    double x, y, r;
} disc_t;

static inline int by_left(const void *a, const void *b) {
    double p = ((const disc_t *)a)->x - ((const disc_t *)a)->r,
           q = ((const disc_t *)b)->x - ((const disc_t *)b)->r;
    return (p > q) - (p < q);
}

static inline uint64_t overlaps(const double *x, const double *y, const double *size, uint32_t n) {
    disc_t *discs = calloc((size_t)n + 1, sizeof *discs);
    uint64_t count = 0;
    for (uint32_t v = 0; v < n; v++) {
        discs[v] = (disc_t){x[v], y[v], size[v] / 2};
    }
    qsort(discs, n, sizeof *discs, by_left);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = i + 1; j < n && discs[j].x - discs[j].r < discs[i].x + discs[i].r; j++) {
            count += hypot(discs[i].x - discs[j].x, discs[i].y - discs[j].y) < discs[i].r + discs[j].r;
        }
    }
    free(discs);
    return count;
}

static inline void assert_drawn(const net_t *net) {
    double sx = 0, sy = 0;
    uint32_t n = net->graph->n;
    for (uint32_t v = 0; v < n; v++) {
        assert_true(fabs(net->x[v]) <= 5000 && fabs(net->y[v]) <= 5000);
        sx += net->x[v];
        sy += net->y[v];
    }
    assert_true(n == 0 || (fabs(sx / n) < 1e-6 && fabs(sy / n) < 1e-6));
    assert_int_equal(overlaps(net->x, net->y, net->size, n), 0);
}

/* The usual parameters with a method. */
static inline const cot_layout_params_t *by(cot_layout_method_t method) {
    static cot_layout_params_t params = COT_LAYOUT_PARAMS_INIT;
    params.method = method;
    return &params;
}

static inline void draw(net_t *net, cot_layout_method_t method, int threads) {
    cot_env_t env = COT_ENV_INIT;
    cot_error_t err = COT_ERROR_INIT;
    env.threads = threads;
    cot_status_t st = cot_layout(net->graph, by(method), net->community, net->size, net->x, net->y, &env, &err);
    if (st != COT_OK) {
        fail_msg("%s", err.message);
    }
}

#endif
