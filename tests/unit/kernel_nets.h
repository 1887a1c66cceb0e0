/* kernel_nets.h: networks for the tests of the kernels: known shapes, random ones of several kinds, real
 * ones; all distances of a small network; running out of memory; being interrupted. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#ifndef TESTS_KERNEL_NETS_H
#define TESTS_KERNEL_NETS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "coterie/coterie.h"
#include "base/fail.h"
#include "base/par.h"

enum { NET_SHAPES = 16, NET_RANDOM = 300, NET_MOST = 400 };

/* Edges being collected, each pair once. */
typedef struct {
    uint32_t n;
    uint64_t m;
    uint32_t pairs[2 * 8192];
    uint8_t joined[NET_MOST][NET_MOST];
} net_t;

static inline void net_join(net_t *net, uint32_t u, uint32_t v) {
    if (u != v && !net->joined[u][v] && net->m < 8192) {
        net->joined[u][v] = net->joined[v][u] = 1;
        net->pairs[2 * net->m] = u;
        net->pairs[2 * net->m++ + 1] = v;
    }
}

static inline void net_clique(net_t *net, const uint32_t *members, uint32_t k) {
    for (uint32_t i = 0; i < k; i++) {
        for (uint32_t j = 0; j < i; j++) {
            net_join(net, members[i], members[j]);
        }
    }
}

/* The network, with weights in (0, 4) when `weighted`, else without. Frees `net`. */
static inline cot_graph_t *net_graph(net_t *net, bool weighted, uint64_t seed) {
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_rng_t rng;
    double *weight = malloc((net->m + 1) * sizeof *weight);
    assert_non_null(weight);
    cot_i_rng_init(&rng, seed, 77, 0);
    for (uint64_t e = 0; e < net->m; e++) {
        weight[e] = 0.25 + 3.5 * cot_i_rng_real(&rng);
    }
    cot_status_t st =
        cot_graph_from_edges(&graph, net->n, net->m, net->pairs, weighted ? weight : NULL, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    free(weight);
    free(net);
    return graph;
}

static inline net_t *net_new(uint32_t n) {
    net_t *net = calloc(1, sizeof *net);
    assert_non_null(net);
    assert_true(n <= NET_MOST);
    net->n = n;
    return net;
}

/* k vertices from `first` on, each joined to the next; closed: to a cycle. */
static inline void net_chain(net_t *net, uint32_t first, uint32_t k, bool closed) {
    for (uint32_t i = 0; i + 1 < k; i++) {
        net_join(net, first + i, first + i + 1);
    }
    if (closed) {
        net_join(net, first, first + k - 1);
    }
}

static inline void net_complete(net_t *net, uint32_t first, uint32_t k) {
    for (uint32_t i = 0; i < k; i++) {
        for (uint32_t j = 0; j < i; j++) {
            net_join(net, first + i, first + j);
        }
    }
}

/* Known shapes 0 .. NET_SHAPES - 1: nothing, one vertex, no edges, K2, K7, paths, star, cycles, cliques that
 * share a vertex, barbell, components of several kinds, complete bipartite, grid, a cycle of many batches, a
 * long tail. */
static inline cot_graph_t *net_shape(unsigned shape) {
    static const uint32_t sizes[NET_SHAPES] = {0, 1, 5, 2, 7, 10, 12, 9, 10, 5, 14, 16, 7, 30, 400, 60};
    net_t *net = net_new(sizes[shape]);
    switch (shape) {
    case 3:
    case 4:
        net_complete(net, 0, net->n);
        break;
    case 5:
        net_chain(net, 0, 10, false);
        break;
    case 6:
        for (uint32_t v = 0; v < 11; v++) {
            net_join(net, v, 11);
        }
        break;
    case 7:
    case 8:
    case 14:
        net_chain(net, 0, net->n, true);
        break;
    case 9:
        net_complete(net, 0, 3);
        net_complete(net, 2, 3);
        break;
    case 10:
        net_complete(net, 0, 5);
        net_chain(net, 4, 6, false);
        net_complete(net, 9, 5);
        break;
    case 11:
        net_complete(net, 2, 4);
        net_chain(net, 7, 5, true);
        net_chain(net, 12, 3, false);
        break;
    case 12:
        for (uint32_t e = 0; e < 12; e++) {
            net_join(net, e / 4, 3 + e % 4);
        }
        break;
    case 13:
        for (uint32_t v = 0; v < 30; v++) {
            if (v % 6 != 5) {
                net_join(net, v, v + 1);
            }
            if (v + 6 < 30) {
                net_join(net, v, v + 6);
            }
        }
        break;
    case 15:
        net_complete(net, 40, 20);
        net_chain(net, 0, 41, false);
        break;
    default:
        break;
    }
    return net_graph(net, false, shape);
}

/* Random networks: seed picks the kind (uniform edges, bylines as cliques, tree with few more edges, several
 * components and isolated vertices), the size (mostly below 60, some up to 200) and all else. */
static inline cot_graph_t *net_random(uint64_t seed, bool weighted) {
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 4711, 0);
    uint32_t n = 1 + (uint32_t)cot_i_rng_below(&rng, seed % 16 == 15 ? 200 : 60);
    net_t *net = net_new(n);
    uint32_t kind = (uint32_t)(seed % 4), members[8];
    uint64_t tries = cot_i_rng_below(&rng, 3 * (uint64_t)n + 1);
    for (uint64_t i = 0; i < tries && kind != 1; i++) {
        uint32_t u = (uint32_t)cot_i_rng_below(&rng, n), v = (uint32_t)cot_i_rng_below(&rng, n);
        if (kind != 3 || u / 9 == v / 9) {
            net_join(net, u, v);
        }
        i += kind == 2 ? 8 : 0;
    }
    for (uint32_t v = 1; v < n && kind == 2; v++) {
        net_join(net, v, (uint32_t)cot_i_rng_below(&rng, v));
    }
    for (uint64_t paper = 0; paper < tries / 2 && kind == 1; paper++) {
        uint32_t k = 1 + (uint32_t)cot_i_rng_below(&rng, n < 7 ? n : 7);
        for (uint32_t i = 0; i < k; i++) {
            members[i] = (uint32_t)cot_i_rng_below(&rng, n);
        }
        net_clique(net, members, k);
    }
    return net_graph(net, weighted, seed);
}

static inline cot_prepared_t *net_prepare(const cot_graph_t *graph, int threads) {
    cot_prepared_t *prepared = NULL;
    const cot_env_t env = {threads, 1, NULL, NULL};
    assert_int_equal(cot_prepare(&prepared, graph, &env, NULL), COT_OK);
    return prepared;
}

/* Distances and numbers of shortest paths between all pairs, by plain search; -1 = not connected. */
typedef struct {
    int distance[NET_MOST][NET_MOST];
    double paths[NET_MOST][NET_MOST];
} net_paths_t;

static inline net_paths_t *net_paths(const cot_graph_t *graph) {
    net_paths_t *p = calloc(1, sizeof *p);
    uint32_t queue[NET_MOST];
    assert_non_null(p);
    for (uint32_t s = 0; s < graph->n; s++) {
        uint32_t head = 0, tail = 0;
        for (uint32_t v = 0; v < graph->n; v++) {
            p->distance[s][v] = -1;
        }
        p->distance[s][s] = 0;
        p->paths[s][s] = 1;
        queue[tail++] = s;
        while (head < tail) {
            uint32_t v = queue[head++];
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                uint32_t w = graph->adj[a];
                if (p->distance[s][w] < 0) {
                    p->distance[s][w] = p->distance[s][v] + 1;
                    queue[tail++] = w;
                }
                if (p->distance[s][w] == p->distance[s][v] + 1) {
                    p->paths[s][w] += p->paths[s][v];
                }
            }
        }
    }
    return p;
}

/* A network of the shared data, read through the xz program; NULL (and a word) when it is not there. */
static inline cot_graph_t *net_shared(const char *name) {
    char command[4096];
    unsigned u, v;
    size_t m = 0, room = 1 << 21;
    uint32_t n = 0, *pairs = malloc(2 * room * sizeof *pairs);
    cot_graph_t *graph = NULL;
    assert_non_null(pairs);
    (void)snprintf(command, sizeof command, "%s/data/graphs/%s", COT_SHARED_DIR, name);
    if (access(command, R_OK) != 0) {
        print_message("skipped: %s is not there\n", name);
        free(pairs);
        return NULL;
    }
    (void)snprintf(command, sizeof command, "xz -dc '%s/data/graphs/%s'", COT_SHARED_DIR, name);
    FILE *file = popen(command, "r");
    assert_non_null(file);
    while (m < room && fscanf(file, "%u %u", &u, &v) == 2) {
        pairs[2 * m] = u;
        pairs[2 * m++ + 1] = v;
        n = u >= n ? u + 1 : n;
        n = v >= n ? v + 1 : n;
    }
    if (pclose(file) != 0 || m == 0) {
        print_message("skipped: xz could not read %s\n", name);
    } else {
        assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, NULL, NULL), COT_OK);
    }
    free(pairs);
    return graph;
}

/* Largest |a - b| / (1 + |b|); NaN matches NaN only. */
static inline double net_error(const double *a, const double *b, size_t n) {
    double worst = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(a[i]) != isnan(b[i])) {
            return INFINITY;
        }
        double error = isnan(b[i]) ? 0 : fabs(a[i] - b[i]) / (1 + fabs(b[i]));
        worst = error > worst ? error : worst;
    }
    return worst;
}

/* Makes the k-th allocation fail for k = 0, 1, ... until the call succeeds; `call` is an expression that
 * gives a status and may use err. */
#define NET_TORTURE(call)                                                                                    \
    do {                                                                                                     \
        const int64_t live = cot_i_alloc_live();                                                             \
        cot_status_t st_ = COT_E_NOMEM;                                                                      \
        int64_t k_ = 0;                                                                                      \
        for (; st_ != COT_OK; k_++) {                                                                        \
            cot_error_t err = COT_ERROR_INIT;                                                                \
            cot_i_alloc_fail_after(k_);                                                                      \
            st_ = (call);                                                                                    \
            cot_i_alloc_fail_after(-1);                                                                      \
            assert_int_equal(cot_i_alloc_live(), live);                                                      \
            assert_true(st_ == COT_OK || (st_ == COT_E_NOMEM && err.code == COT_E_NOMEM && err.message[0])); \
            assert_true(k_ < 20000);                                                                         \
        }                                                                                                    \
        assert_true(k_ > 1);                                                                                 \
    } while (0)

/* A progress function that asks to stop at its `left`-th call. */
static inline int net_stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    int *left = data;
    assert_non_null(stage);
    assert_true(total == 0 || done <= total);
    return --*left <= 0;
}

/* The call must return COT_E_INTERRUPT when stopped at the first and at a later word of progress, and leave
 * no memory behind; `call` uses `env` and `err`. */
#define NET_INTERRUPT(call)                                                                                  \
    do {                                                                                                     \
        const int64_t live = cot_i_alloc_live();                                                             \
        for (int stop_at_ = 1; stop_at_ <= 2; stop_at_++) {                                                  \
            int left_ = stop_at_;                                                                            \
            cot_error_t err = COT_ERROR_INIT;                                                                \
            const cot_env_t env = {2, 1, net_stop, &left_};                                                  \
            assert_int_equal((call), COT_E_INTERRUPT);                                                       \
            assert_int_equal(err.code, COT_E_INTERRUPT);                                                     \
            assert_int_equal(cot_i_alloc_live(), live);                                                      \
        }                                                                                                    \
    } while (0)

#endif
