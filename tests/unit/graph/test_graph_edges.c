/* Unit tests of networks from bare edges: order, rows, refusals, memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/graph/hyper.h"

#include "graph/build.h"

#include <math.h>

/* Random pairs in random order and orientation, each once. weight of (u, v) = 1 + u n + v. */
static uint64_t random_pairs(uint64_t seed, uint32_t n, uint32_t *pairs, double *weight) {
    cot_rng_t rng;
    uint64_t m = 0;
    cot_i_rng_init(&rng, seed, 5, 0);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = u + 1; v < n; v++) {
            if (cot_i_rng_below(&rng, 3) == 0) {
                bool turned = cot_i_rng_below(&rng, 2);
                pairs[2 * m] = turned ? v : u;
                pairs[2 * m + 1] = turned ? u : v;
                weight[m++] = 1.0 + u * n + v;
            }
        }
    }
    for (uint64_t i = m; i > 1; i--) {
        uint64_t j = cot_i_rng_below(&rng, i);
        for (int side = 0; side < 2; side++) {
            uint32_t end = pairs[2 * (i - 1) + (uint64_t)side];
            pairs[2 * (i - 1) + (uint64_t)side] = pairs[2 * j + (uint64_t)side];
            pairs[2 * j + (uint64_t)side] = end;
        }
        double w = weight[i - 1];
        weight[i - 1] = weight[j];
        weight[j] = w;
    }
    return m;
}

static int stop_at_once(void *user, const char *stage, uint64_t done, uint64_t total) {
    (void)user, (void)stage, (void)done, (void)total;
    return 1;
}

static void test_random_edges(void **state) {
    (void)state;
    uint32_t pairs[2 * 900];
    double weight[900];
    for (uint64_t seed = 0; seed < 100; seed++) {
        uint32_t n = (uint32_t)(seed % 40);
        uint64_t m = random_pairs(seed, n, pairs, weight);
        cot_graph_t *g = NULL;
        assert_int_equal(cot_graph_from_edges(&g, n, m, pairs, seed % 2 ? weight : NULL, NULL), COT_OK);
        assert_true(g->n == n && g->m == m && g->n_left == n);
        check_shape(g);
        for (uint64_t e = 0; e < m; e++) {
            assert_true(g->weight[e] == (seed % 2 ? 1.0 + g->from[e] * n + g->to[e] : 1.0));
        }
        cot_graph_free(g);
    }
}

static void refuse(uint32_t n, uint64_t m, const uint32_t *pairs, const double *weight, const char *message) {
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_graph_from_edges(&g, n, m, pairs, weight, &err), COT_E_ARG);
    assert_null(g);
    assert_string_equal(err.message, message);
}

static void test_refusals(void **state) {
    (void)state;
    uint32_t pairs[] = {0, 1, 2, 1, 1, 0};
    double weight[] = {1, -2, 1};
    refuse(3, 3, pairs, NULL, "the pair 0 1 is there twice (allowed: once)");
    refuse(2, 2, pairs, NULL, "edge 1 joins 2 and 1 (allowed: numbers below 2)");
    refuse(3, 2, pairs, weight, "edge 1 has weight -2 (allowed: finite and above 0)");
    weight[1] = NAN;
    refuse(3, 2, pairs, weight, "edge 1 has weight nan (allowed: finite and above 0)");
    pairs[3] = 2;
    refuse(3, 2, pairs, NULL, "edge 1 is a loop at 2 (allowed: two different ends)");
}

static void test_out_of_memory(void **state) {
    (void)state;
    uint32_t pairs[] = {0, 1, 2, 1, 4, 0};
    int64_t live = cot_i_alloc_live(), k = 0;
    cot_graph_t *g = NULL;
    cot_status_t st = COT_E_NOMEM;
    for (; st != COT_OK && k < 50; k++) {
        cot_i_alloc_fail_after(k);
        st = cot_graph_from_edges(&g, 5, 3, pairs, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || (st == COT_E_NOMEM && !g && cot_i_alloc_live() == live));
    }
    assert_true(k > 7 && st == COT_OK);
    cot_graph_free(g);
    cot_graph_free(NULL);
    assert_int_equal(cot_i_alloc_live(), live);
}

/* Edges and weights of arcs, either or both; strengths, as a row adds up; refusals, memory, stopping. Their order and
 * values are checked by check_shape on every network of these tests. */
static void test_arcs(void **state) {
    (void)state;
    uint32_t pairs[2 * 900], edge[2 * 900];
    double weight[900], of_arc[2 * 900], strength[40];
    const uint64_t m = random_pairs(39, 39, pairs, weight);
    cot_graph_t *g = NULL;
    assert_int_equal(cot_graph_from_edges(&g, 39, m, pairs, weight, NULL), COT_OK);
    assert_int_equal(cot_graph_arcs(g, edge, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_arcs(g, NULL, of_arc, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_arcs(g, NULL, NULL, NULL, NULL), COT_OK);
    cot_graph_strengths(g, strength);
    for (uint32_t v = 0; v < g->n; v++) {
        double sum = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            assert_true(of_arc[a] == g->weight[edge[a]]);
            sum += of_arc[a];
        }
        assert_true(strength[v] == sum);
    }
    assert_int_equal(cot_graph_arcs(NULL, edge, NULL, NULL, NULL), COT_E_ARG);
    const int64_t live = cot_i_alloc_live();
    cot_i_alloc_fail_after(0);
    assert_int_equal(cot_graph_arcs(g, edge, NULL, NULL, NULL), COT_E_NOMEM);
    cot_i_alloc_fail_after(-1);
    const cot_env_t stopping = {1, 1, stop_at_once, NULL};
    assert_int_equal(cot_graph_arcs(g, edge, NULL, &stopping, NULL), COT_E_INTERRUPT);
    assert_int_equal(cot_i_alloc_live(), live);
    cot_graph_free(g);
}

/* Places beyond 32 bits follow from where their row begins. */
static void test_wide_places(void **state) {
    (void)state;
    const uint64_t off[] = {0, UINT64_C(0xfffffffe), UINT64_C(0x100000005), UINT64_C(0x1fffffff0)};
    for (uint32_t v = 0; v < 4; v++) {
        for (uint64_t k = 0; k < 40; k++) {
            uint32_t next[4] = {0};
            next[v] = (uint32_t)(off[v] + k);
            assert_true(cot_i_place(off, next, v, true) == off[v] + k);
            assert_true(next[v] == (uint32_t)(off[v] + k + 1));
        }
    }
    uint32_t next[] = {7};
    assert_true(cot_i_place(off, next, 0, false) == 7 && next[0] == 8);
    for (uint64_t at = 0; at < UINT64_C(0x200000000); at += UINT64_C(0x7ffffffd)) {
        const uint32_t row = cot_i_row_at(off, 4, at);
        assert_true((row == 4 || off[row] >= at) && (row == 0 || off[row - 1] < at));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_edges),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_arcs),
        cmocka_unit_test(test_wide_places),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
