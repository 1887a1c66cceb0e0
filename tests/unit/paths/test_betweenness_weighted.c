/* Weighted betweenness: against the definition (all shortest paths by length 1 / weight), igraph, unweighted
 * betweenness; any number of threads; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "paths/kernels.h"
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

enum { EDGES_MOST = 8192 };

static const cot_betweenness_params_t weighted = {.delta = 0.1, .weighted = true};

static void check_igraph(const cot_graph_t *graph, bool same_as_unweighted) {
    static double out[NET_MOST], edges[EDGES_MOST], wanted[EDGES_MOST];
    cot_prepared_t *q = net_prepare(graph, 2);
    cot_betweenness_achieved_t achieved;
    const cot_env_t env = {2, 1, NULL, NULL};
    assert_int_equal(cot_betweenness(q, &weighted, out, edges, &achieved, &env, NULL), COT_OK);
    assert_true(achieved.exact && achieved.sources == graph->n && achieved.epsilon == 0);
    assert_int_equal(cot_i_ig_betweenness_of(graph, false, true, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, graph->n) < 1e-10);
    assert_int_equal(cot_i_ig_betweenness_of(graph, true, true, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(edges, wanted, graph->m) < 1e-10);
    if (same_as_unweighted) {
        assert_int_equal(cot_betweenness(q, NULL, wanted, NULL, NULL, &env, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-10);
        assert_int_equal(cot_betweenness(q, NULL, NULL, wanted, NULL, &env, NULL), COT_OK);
        assert_true(net_error(edges, wanted, graph->m) < 1e-10);
    }
    cot_prepared_free(q);
}

/* Weights of few kinds, whose lengths (1, 1/2, 1/3, 1/4) make ties that rounding hides: 1/3 + 1/3 + 1/3 = 1.
 */
static void coarse(cot_graph_t *graph, uint64_t seed) {
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 3, 3);
    for (uint64_t e = 0; e < graph->m; e++) {
        graph->weight[e] = 1.0 + (double)cot_i_rng_below(&rng, 4);
    }
}

static void test_igraph(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        cot_graph_t *graph = net_shape(shape);
        check_igraph(graph, true);
        cot_graph_free(graph);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, seed % 3 != 0);
        check_igraph(graph, seed % 3 == 0);
        coarse(graph, seed);
        check_igraph(graph, false);
        cot_graph_free(graph);
    }
}

/* Shortest lengths by Floyd and Warshall, path counts by the definition: from the nearest target outwards. */
static void by_definition(const cot_graph_t *graph, double *out) {
    static double d[NET_MOST][NET_MOST], paths[NET_MOST][NET_MOST];
    const uint32_t n = graph->n;
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t t = 0; t < n; t++) {
            d[s][t] = s == t ? 0 : INFINITY;
            paths[s][t] = s == t;
        }
        out[s] = 0;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        d[graph->from[e]][graph->to[e]] = d[graph->to[e]][graph->from[e]] = 1 / graph->weight[e];
    }
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t s = 0; s < n; s++) {
            for (uint32_t t = 0; t < n; t++) {
                d[s][t] = d[s][k] + d[k][t] < d[s][t] ? d[s][k] + d[k][t] : d[s][t];
            }
        }
    }
    double *lengths = malloc((2 * graph->m + 1) * sizeof *lengths);
    assert_non_null(lengths);
    assert_int_equal(cot_graph_arcs(graph, NULL, lengths, NULL, NULL), COT_OK);
    for (uint64_t a = 0; a < 2 * graph->m; a++) {
        lengths[a] = 1 / lengths[a];
    }
    for (uint32_t s = 0; s < n; s++) {
        uint8_t done[NET_MOST] = {0};
        for (uint32_t step = 0; step < n; step++) { /* nearest first */
            uint32_t v = UINT32_MAX;
            for (uint32_t w = 0; w < n; w++) {
                v = !done[w] && (v == UINT32_MAX || d[s][w] < d[s][v]) ? w : v;
            }
            done[v] = 1;
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1] && v != s; a++) {
                const uint32_t u = graph->adj[a];
                const double length = d[s][u] + lengths[a];
                paths[s][v] += !isinf(length) && fabs(length - d[s][v]) < 1e-9 ? paths[s][u] : 0;
            }
        }
    }
    free(lengths);
    for (uint32_t s = 0; s < n; s++) {
        for (uint32_t t = 0; t < n; t++) {
            for (uint32_t v = 0; v < n; v++) {
                if (s != t && s != v && t != v && !isinf(d[s][t]) &&
                    fabs(d[s][v] + d[v][t] - d[s][t]) < 1e-9) {
                    out[v] += 0.5 * paths[s][v] * paths[v][t] / paths[s][t];
                }
            }
        }
    }
}

static void test_definition(void **state) {
    (void)state;
    double out[NET_MOST], wanted[NET_MOST];
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, seed % 2 == 0);
        cot_prepared_t *q = net_prepare(graph, 1);
        if (seed % 2 == 1) {
            coarse(graph, seed);
        }
        assert_int_equal(cot_betweenness(q, &weighted, out, NULL, NULL, NULL, NULL), COT_OK);
        by_definition(graph, wanted);
        assert_true(net_error(out, wanted, graph->n) < 1e-10);
        cot_prepared_free(q);
        cot_graph_free(graph);
    }
}

static void test_threads(void **state) {
    (void)state;
    for (uint64_t seed = 15; seed < 60; seed += 4) {
        cot_graph_t *graph = seed == 19 ? net_shape(14) : net_random(seed, true);
        cot_prepared_t *q = net_prepare(graph, 1);
        static double first[NET_MOST + EDGES_MOST], out[NET_MOST + EDGES_MOST];
        cot_betweenness_params_t params = weighted;
        cot_betweenness_achieved_t achieved;
        params.n_sources = seed % 8 == 3 ? graph->n / 2 : 0;
        for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
            const cot_env_t env = {threads, 5, NULL, NULL};
            assert_int_equal(cot_betweenness(q, &params, out, out + graph->n, &achieved, &env, NULL), COT_OK);
            if (threads == 1) {
                memcpy(first, out, (graph->n + graph->m) * sizeof *out);
            }
            assert_memory_equal(first, out, (graph->n + graph->m) * sizeof *out);
            assert_true(achieved.exact || isnan(achieved.epsilon));
        }
        cot_prepared_free(q);
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    static double out[NET_MOST + EDGES_MOST];
    cot_graph_t *cycle = net_shape(14);
    cot_prepared_t *q = net_prepare(cycle, 2);
    cot_betweenness_params_t params = weighted;
    const cot_env_t two = {2, 1, NULL, NULL};
    NET_TORTURE(cot_betweenness(q, &params, out, out + NET_MOST, NULL, &two, &err));
    params.n_sources = 100;
    NET_TORTURE(cot_betweenness(q, &params, out, NULL, NULL, &two, &err));
    NET_INTERRUPT(cot_betweenness(q, &params, out, NULL, NULL, &env, &err));
    params.epsilon = 0.1;
    assert_int_equal(cot_betweenness(q, &params, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    cot_prepared_free(q);
    cot_graph_free(cycle);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_igraph),
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
