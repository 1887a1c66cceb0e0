/* PageRank: its defining equation, igraph's answer, known values; threads; out of memory; interrupted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

/* x = (1 - d) p + d (weighted inflow + mass of isolated vertices p), and sum 1. p: even when NULL. */
static double departure_from(const cot_graph_t *graph, double d, const double *p, const double *x) {
    double sum = 0, idle = 0, worst = 0, all = 0;
    for (uint32_t v = 0; p && v < graph->n; v++) {
        all += p[v];
    }
    double *strength = calloc(graph->n + 1, sizeof *strength), *in = calloc(graph->n + 1, sizeof *in);
    assert_true(strength && in);
    for (uint64_t e = 0; e < graph->m; e++) {
        strength[graph->from[e]] += graph->weight[e];
        strength[graph->to[e]] += graph->weight[e];
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        in[graph->from[e]] += x[graph->to[e]] * graph->weight[e] / strength[graph->to[e]];
        in[graph->to[e]] += x[graph->from[e]] * graph->weight[e] / strength[graph->from[e]];
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        sum += x[v];
        idle += strength[v] > 0 ? 0 : x[v];
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        const double share = p ? p[v] / all : 1.0 / graph->n;
        worst = fmax(worst, fabs(x[v] - (1 - d) * share - d * (in[v] + idle * share)));
    }
    free(strength);
    free(in);
    return fmax(worst, fabs(sum - 1));
}

static double departure(const cot_graph_t *graph, const double *x) {
    return departure_from(graph, 0.85, NULL, x);
}

/* Restarts at a third of the vertices. */
static void check_preference(const cot_graph_t *graph, uint64_t seed) {
    double out[NET_MOST], again[NET_MOST], wanted[NET_MOST], preference[NET_MOST];
    const double damping = (double[]){0.85, 0.5, 0.99, 0.0}[seed % 4];
    const cot_env_t env = {3, 1, NULL, NULL}, one = {1, 1, NULL, NULL};
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 3, 0);
    for (uint32_t v = 0; v < graph->n; v++) {
        preference[v] = v % 3 == seed % 3 || graph->n < 3 ? 0.5 + cot_i_rng_real(&rng) : 0.0;
    }
    assert_int_equal(cot_pagerank_from(graph, damping, preference, out, NULL, &env, NULL), COT_OK);
    assert_int_equal(cot_pagerank_from(graph, damping, preference, again, NULL, &one, NULL), COT_OK);
    assert_true(graph->n == 0 || memcmp(out, again, graph->n * sizeof *out) == 0);
    if (graph->n > 0) {
        assert_true(departure_from(graph, damping, preference, out) < 1e-10);
        if (damping > 0 && cot_i_ig_pagerank_from(graph, damping, preference, wanted, NULL, NULL) == COT_OK) {
            assert_true(net_error(out, wanted, graph->n) < 1e-8);
        }
    }
}

static void check(cot_graph_t *graph, uint64_t seed) {
    double out[NET_MOST], wanted[NET_MOST];
    check_preference(graph, seed);
    uint32_t iterations = 0;
    const cot_env_t env = {2, 1, NULL, NULL};
    assert_int_equal(cot_pagerank(graph, out, &iterations, &env, NULL), COT_OK);
    assert_true(iterations <= 60);
    if (graph->n > 0) {
        assert_true(departure(graph, out) < 1e-10);
        assert_int_equal(cot_i_ig_pagerank(graph, 0.85, wanted, NULL, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-9);
    }
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), shape);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, false), seed);
        check(net_random(seed, true), seed);
    }
}

static void test_known_values(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *graph = net_shape(4);
    assert_int_equal(cot_pagerank(graph, out, NULL, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < 7; v++) {
        assert_true(fabs(out[v] - 1.0 / 7) < 1e-15);
    }
    cot_graph_free(graph);
    graph = net_shape(2); /* no edges at all */
    assert_int_equal(cot_pagerank(graph, out, NULL, NULL, NULL), COT_OK);
    assert_true(fabs(out[3] - 0.2) < 1e-15);
    cot_graph_free(graph);
    graph = net_shape(6); /* star of 11 leaves: c = 0.15/12 + 0.85 * 11 l, l = 0.15/12 + 0.85 c/11 */
    assert_int_equal(cot_pagerank(graph, out, NULL, NULL, NULL), COT_OK);
    const double centre = 0.15 / 12 * (1 + 0.85 * 11) / (1 - 0.85 * 0.85);
    assert_true(fabs(out[11] - centre) < 1e-10);
    cot_graph_free(graph);
}

/* Rows long enough to be slices of their own, among short ones: hubs of degree 100 to 399, weighted. */
static void test_hubs(void **state) {
    (void)state;
    for (uint32_t hubs = 1; hubs <= 9; hubs += 4) {
        net_t *net = net_new(400);
        for (uint32_t h = 0; h < hubs; h++) {
            for (uint32_t v = 0; v < 399 - 33 * h; v++) {
                net_join(net, 7 * h, v);
            }
        }
        check(net_graph(net, hubs > 1, hubs), hubs);
    }
}

static void test_bad_preferences(void **state) {
    (void)state;
    static const double bad[][2] = {{0, 0}, {-1, 2}, {NAN, 1}, {INFINITY, 1}};
    double out[NET_MOST];
    cot_error_t err = COT_ERROR_INIT;
    cot_graph_t *graph = net_shape(3);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(cot_pagerank_from(graph, 0.85, bad[i], out, NULL, NULL, NULL), COT_E_ARG);
    }
    assert_int_equal(cot_pagerank_from(graph, 1.0, NULL, out, NULL, NULL, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "damping 1"));
    assert_int_equal(cot_pagerank_from(graph, NAN, NULL, out, NULL, NULL, NULL), COT_E_ARG);
    cot_graph_free(graph);
}

/* A network so large that threads share the steps (walk.c). */
static void test_threads(void **state) {
    (void)state;
    enum { N = 40000 };
    double *first = malloc(N * sizeof *first), *out = malloc(N * sizeof *out);
    uint32_t *pairs = malloc(4 * N * sizeof *pairs), m = 0, steps = 0, first_steps = 0;
    double *weight = malloc(2 * N * sizeof *weight);
    cot_graph_t *graph = NULL;
    assert_true(first && out && pairs && weight);
    for (uint32_t v = 0; v + 7 < N; v++) {
        for (uint32_t k = 1; k <= 1 + v % 2; k++, m++) {
            pairs[2 * m] = v;
            pairs[2 * m + 1] = k == 1 ? v + 1 : v + 7;
            weight[m] = 1.0 / (1 + v % 13);
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, weight, NULL), COT_OK);
    for (int threads = 1; threads <= 4; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_pagerank(graph, threads == 1 ? first : out, &steps, &env, NULL), COT_OK);
        first_steps = threads == 1 ? steps : first_steps;
        assert_int_equal(steps, first_steps);
        if (threads > 1) {
            assert_memory_equal(first, out, N * sizeof *out);
        }
    }
    assert_true(departure(graph, first) < 1e-10);
    cot_graph_free(graph);
    free(first);
    free(out);
    free(pairs);
    free(weight);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *graph = net_random(50, true);
    assert_int_equal(cot_pagerank(NULL, out, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_pagerank(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_pagerank(graph, out, NULL, NULL, &err));
    NET_INTERRUPT(cot_pagerank(graph, out, NULL, &env, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition), cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_hubs),       cmocka_unit_test(test_bad_preferences),
        cmocka_unit_test(test_threads),    cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
