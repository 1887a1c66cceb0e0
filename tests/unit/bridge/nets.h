/* nets.h: small known networks for tests of the bridge.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_NETS_H
#define TESTS_NETS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "bridge/convert.h"
#include "bridge/igraph_calls.h"
#include "oracle/igraph_answers.h"
#include "coterie/igraph.h"

enum { NETS_MAX = 20000 };

static inline cot_graph_t *net_of(uint32_t n, uint64_t m, const uint32_t *pairs, const double *weight) {
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_status_t st = cot_graph_from_edges(&g, n, m, pairs, weight, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    return g;
}

/* Each vertex of a ring joined to its next `reach` ones. */
static inline cot_graph_t *net_ring(uint32_t n, uint32_t reach) {
    uint32_t *pairs = calloc(2 * (size_t)n * reach + 1, sizeof *pairs);
    uint64_t m = 0;
    assert_non_null(pairs);
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t step = 1; step <= reach; step++, m++) {
            pairs[2 * m] = v;
            pairs[2 * m + 1] = (v + step) % n;
        }
    }
    cot_graph_t *g = net_of(n, m, pairs, NULL);
    free(pairs);
    return g;
}

static inline cot_graph_t *net_star(uint32_t n) {
    uint32_t pairs[2 * 100];
    for (uint32_t v = 1; v < n; v++) {
        pairs[2 * (v - 1)] = 0;
        pairs[2 * (v - 1) + 1] = v;
    }
    return net_of(n, n - 1, pairs, NULL);
}

/* `copies` complete graphs of k vertices, joined by one edge each when `chained`. */
static inline cot_graph_t *net_cliques(uint32_t copies, uint32_t k, bool chained) {
    uint32_t pairs[2 * 4000];
    uint64_t m = 0;
    for (uint32_t c = 0; c < copies; c++) {
        for (uint32_t u = 0; u < k; u++) {
            for (uint32_t v = u + 1; v < k; v++, m++) {
                pairs[2 * m] = c * k + u;
                pairs[2 * m + 1] = c * k + v;
            }
        }
        if (chained && c > 0) {
            pairs[2 * m] = c * k - 1;
            pairs[2 * m++ + 1] = c * k;
        }
    }
    return net_of(copies * k, m, pairs, NULL);
}

/* Zachary's karate club, from igraph itself. */
static inline cot_graph_t *net_karate(void) {
    igraph_t famous;
    uint32_t pairs[2 * 78];
    assert_int_equal(igraph_famous(&famous, "Zachary"), IGRAPH_SUCCESS);
    assert_int_equal(igraph_ecount(&famous), 78);
    for (uint32_t e = 0; e < 78; e++) {
        pairs[2 * e] = (uint32_t)IGRAPH_FROM(&famous, e);
        pairs[2 * e + 1] = (uint32_t)IGRAPH_TO(&famous, e);
    }
    igraph_destroy(&famous);
    return net_of(34, 78, pairs, NULL);
}

/* n vertices, each pair joined with chance p, weights in (0, 4]. */
static inline cot_graph_t *net_random(uint64_t seed, uint32_t n, double p) {
    static uint32_t pairs[2 * NETS_MAX];
    static double weight[NETS_MAX];
    cot_rng_t rng;
    uint64_t m = 0;
    cot_i_rng_init(&rng, seed, 3, 0);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = u + 1; v < n && m < NETS_MAX; v++) {
            if (cot_i_rng_real(&rng) < p) {
                pairs[2 * m] = u;
                pairs[2 * m + 1] = v;
                weight[m++] = (double)(1 + cot_i_rng_below(&rng, 16)) / 4;
            }
        }
    }
    return net_of(n, m, pairs, weight);
}

#define ASSERT_NEAR(a, b, tolerance)                                                                         \
    do {                                                                                                     \
        double a_ = (a), b_ = (b);                                                                           \
        if (!(fabs(a_ - b_) <= (tolerance))) {                                                               \
            print_error("%s:%d: %.17g is not %.17g\n", __FILE__, __LINE__, a_, b_);                          \
            fail();                                                                                          \
        }                                                                                                    \
    } while (0)

#define ASSERT_OK(call)                                                                                      \
    do {                                                                                                     \
        cot_error_t err = COT_ERROR_INIT;                                                                    \
        cot_status_t st_ = (call);                                                                           \
        assert_string_equal(err.message, "");                                                                \
        assert_int_equal(st_, COT_OK);                                                                       \
    } while (0)

#endif
