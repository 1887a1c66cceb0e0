/* Quality of a drawing: against a slow obvious reference on random networks, in known cases, for any number of threads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>


#include <math.h>

#include "base/alloc.h"
#include "coterie/layout.h"

/* All others by distance, then number. */
typedef struct {
    double distance;
    uint32_t vertex;
} other_t;

static int by_distance(const void *left, const void *right) {
    const other_t *a = left, *b = right;
    if (a->distance != b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static double slow_neighbourhood(const cot_graph_t *g, const double *x, const double *y) {
    other_t *others = calloc(g->n + 1, sizeof *others);
    double sum = 0;
    uint32_t joined = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        const uint32_t degree = (uint32_t)(g->off[v + 1] - g->off[v]);
        uint32_t n = 0, common = 0;
        for (uint32_t u = 0; u < g->n; u++) {
            if (u != v) {
                others[n++] = (other_t){(x[u] - x[v]) * (x[u] - x[v]) + (y[u] - y[v]) * (y[u] - y[v]), u};
            }
        }
        qsort(others, n, sizeof *others, by_distance);
        for (uint32_t i = 0; i < degree; i++) {
            for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
                common += g->adj[a] == others[i].vertex;
            }
        }
        joined += degree > 0;
        sum += degree > 0 ? (double)common / (2 * degree - common) : 0;
    }
    free(others);
    return joined > 0 ? sum / joined : (double)NAN;
}

static double slow_spread(const cot_graph_t *g, const double *x, const double *y) {
    double sum = 0, squares = 0;
    for (uint64_t e = 0; e < g->m; e++) {
        sum += hypot(x[g->from[e]] - x[g->to[e]], y[g->from[e]] - y[g->to[e]]);
    }
    const double mean = sum / (double)g->m;
    for (uint64_t e = 0; e < g->m; e++) {
        const double d = hypot(x[g->from[e]] - x[g->to[e]], y[g->from[e]] - y[g->to[e]]) - mean;
        squares += d * d;
    }
    return mean > 0 ? sqrt(squares / (double)g->m) / mean : (double)NAN;
}

static void same(double a, double b) {
    assert_true((isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fmax(1, fabs(b)));
}

static uint64_t next(uint64_t *seed) {
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return *seed >> 33;
}

/* Random places on a grid (ties), on a line, on one spot, or anywhere. */
static void place(uint32_t n, int how, uint64_t *seed, double *x, double *y) {
    for (uint32_t v = 0; v < n; v++) {
        x[v] = how == 2 ? 1 : how == 0 ? (double)(next(seed) % 6) : (double)next(seed);
        y[v] = how >= 2 ? 1 : how == 0 ? (double)(next(seed) % 6) : (double)next(seed) / 3;
        x[v] = how == 3 ? (double)v : x[v];
    }
}

static cot_graph_t *random_graph(uint32_t n, uint64_t pairs, uint64_t *seed) {
    uint32_t *list = calloc(2 * pairs + 2, sizeof *list);
    uint8_t *seen = calloc((size_t)n * n + 1, 1);
    uint64_t m = 0;
    cot_graph_t *graph = NULL;
    for (uint64_t i = 0; i < pairs && n > 1; i++) {
        const uint32_t u = (uint32_t)(next(seed) % n), v = (uint32_t)(next(seed) % n);
        const uint32_t a = u < v ? u : v, b = u < v ? v : u;
        if (a != b && !seen[(size_t)a * n + b]) {
            seen[(size_t)a * n + b] = 1;
            list[2 * m] = a;
            list[2 * m++ + 1] = b;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, list, NULL, NULL), COT_OK);
    free(list);
    free(seen);
    return graph;
}

static void test_reference(void **state) {
    (void)state;
    uint64_t seed = 11;
    for (int round = 0; round < 400; round++) {
        const uint32_t n = (uint32_t)(next(&seed) % 120);
        cot_graph_t *g = random_graph(n, next(&seed) % (3 * n + 2), &seed);
        double *x = calloc(n + 1, sizeof *x), *y = calloc(n + 1, sizeof *y);
        cot_layout_quality_t q;
        place(n, round % 4, &seed, x, y);
        assert_int_equal(cot_layout_quality(g, x, y, &q, NULL, NULL), COT_OK);
        same(q.neighbourhood, slow_neighbourhood(g, x, y));
        same(q.edge_length_spread, slow_spread(g, x, y));
        free(x);
        free(y);
        cot_graph_free(g);
    }
}

/* A path drawn as a line of equal steps: all edges of one length; ends see their neighbour, the others both or, where
 * numbers decide among equals, both as well. */
static void test_path(void **state) {
    enum { N = 5000 };
    (void)state;
    uint32_t *pairs = calloc(2 * N, sizeof *pairs);
    double *x = calloc(N, sizeof *x), *y = calloc(N, sizeof *y);
    cot_graph_t *g = NULL;
    cot_layout_quality_t q;
    for (uint32_t v = 0; v < N; v++) {
        x[v] = 2.5 * v;
        pairs[2 * v] = v;
        pairs[2 * v + 1] = v + 1;
    }
    assert_int_equal(cot_graph_from_edges(&g, N, N - 1, pairs, NULL, NULL), COT_OK);
    assert_int_equal(cot_layout_quality(g, x, y, &q, NULL, NULL), COT_OK);
    assert_true(q.neighbourhood == 1);
    assert_true(q.edge_length_spread < 1e-12);
    free(pairs);
    free(x);
    free(y);
    cot_graph_free(g);
}

/* Scale, place and quarter turns change nothing; nor do threads. Many on one spot take no longer. */
static void test_invariant(void **state) {
    enum { N = 4000 };
    static const int threads[] = {1, 2, 3, 8};
    (void)state;
    uint64_t seed = 5;
    cot_graph_t *g = random_graph(N, 12000, &seed);
    double *x = calloc(N, sizeof *x), *y = calloc(N, sizeof *y), *z = calloc(N, sizeof *z);
    cot_layout_quality_t first, q;
    for (int how = 0; how < 4; how++) {
        place(N, how, &seed, x, y);
        for (size_t t = 0; t < 4; t++) {
            cot_env_t env = COT_ENV_INIT;
            env.threads = threads[t];
            assert_int_equal(cot_layout_quality(g, x, y, t == 0 ? &first : &q, &env, NULL), COT_OK);
            assert_true(t == 0 || memcmp(&first, &q, sizeof q) == 0);
        }
        for (uint32_t v = 0; v < N; v++) {
            z[v] = -4 * x[v];
            y[v] *= 4;
        }
        assert_int_equal(cot_layout_quality(g, y, z, &q, NULL, NULL), COT_OK);
        same(q.neighbourhood, first.neighbourhood);
        same(q.edge_length_spread, first.edge_length_spread);
    }
    free(x);
    free(y);
    free(z);
    cot_graph_free(g);
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data;
    (void)stage;
    (void)done;
    (void)total;
    return 1;
}

static void test_failures(void **state) {
    (void)state;
    uint64_t seed = 9;
    cot_graph_t *g = random_graph(300, 600, &seed);
    double x[300], y[300];
    cot_layout_quality_t q;
    place(300, 1, &seed, x, y);
    assert_int_equal(cot_layout_quality(NULL, x, y, &q, NULL, NULL), COT_E_ARG);
    const cot_env_t env = {2, 1, stop, NULL};
    assert_int_equal(cot_layout_quality(g, x, y, &q, &env, NULL), COT_E_INTERRUPT);
    for (int64_t k = 0;; k++) {
        const int64_t live = cot_i_alloc_live();
        cot_i_alloc_fail_after(k);
        const cot_status_t st = cot_layout_quality(g, x, y, &q, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_int_equal(cot_i_alloc_live(), live);
        if (st == COT_OK) {
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
        assert_true(k < 100);
    }
    x[7] = NAN;
    assert_int_equal(cot_layout_quality(g, x, y, &q, NULL, NULL), COT_E_ARG);
    cot_graph_free(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference), cmocka_unit_test(test_path),
                                       cmocka_unit_test(test_invariant), cmocka_unit_test(test_failures)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
