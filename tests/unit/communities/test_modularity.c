/* Newman's and Barber's modularity: against sums over all pairs, igraph and known values.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

/* Sum over all ordered pairs of one community of (A_uv - null model), divided by the weight of both
 * directions. */
static double plain(const cot_graph_t *graph, const int64_t *community, double resolution, bool bipartite) {
    static double a[NET_MOST][NET_MOST];
    double strength[NET_MOST] = {0}, total = 0, sum = 0;
    memset(a, 0, sizeof a);
    for (uint64_t e = 0; e < graph->m; e++) {
        a[graph->from[e]][graph->to[e]] = a[graph->to[e]][graph->from[e]] = graph->weight[e];
        strength[graph->from[e]] += graph->weight[e];
        strength[graph->to[e]] += graph->weight[e];
        total += graph->weight[e];
    }
    for (uint32_t u = 0; u < graph->n; u++) {
        for (uint32_t v = 0; v < graph->n; v++) {
            const bool across = (u < graph->n_left) != (v < graph->n_left);
            const double expected = bipartite ? (across ? strength[u] * strength[v] / total : 0)
                                              : resolution * strength[u] * strength[v] / (2 * total);
            sum += community[u] == community[v] ? a[u][v] - expected : 0;
        }
    }
    return sum / (2 * total);
}

static void check(cot_graph_t *graph, uint64_t seed) {
    int64_t community[NET_MOST];
    double wanted = 0;
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 5, 5);
    for (uint32_t v = 0; v < graph->n; v++) {
        community[v] = (int64_t)cot_i_rng_below(&rng, 1 + graph->n / 4);
    }
    if (graph->m == 0) {
        assert_true(isnan(cot_modularity(graph, community, 1)) &&
                    isnan(cot_barber_modularity(graph, community)));
    } else {
        assert_true(fabs(cot_modularity(graph, community, 1) - plain(graph, community, 1, false)) < 1e-13);
        assert_true(fabs(cot_modularity(graph, community, 0.3) - plain(graph, community, 0.3, false)) <
                    1e-13);
        assert_int_equal(cot_i_ig_modularity(graph, community, 1, &wanted, NULL, NULL), COT_OK);
        assert_true(fabs(cot_modularity(graph, community, 1) - wanted) < 1e-13);
    }
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), shape);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, seed % 3 == 0), seed);
    }
}

static void test_barber(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        net_t *net = net_new(3 + (uint32_t)(seed % 40));
        const uint32_t left = 1 + net->n / 3;
        int64_t community[NET_MOST];
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 9, 9);
        for (uint32_t i = 0; i < 2 * net->n; i++) {
            net_join(net, (uint32_t)cot_i_rng_below(&rng, left),
                     left + (uint32_t)cot_i_rng_below(&rng, net->n - left));
        }
        cot_graph_t *graph = net_graph(net, seed % 2 == 1, seed);
        graph->n_left = left;
        for (uint32_t v = 0; v < graph->n; v++) {
            community[v] = (int64_t)cot_i_rng_below(&rng, 1 + graph->n / 4);
        }
        assert_true(fabs(cot_barber_modularity(graph, community) - plain(graph, community, 1, true)) < 1e-13);
        cot_graph_free(graph);
    }
}

static void test_known_values(void **state) {
    (void)state;
    const int64_t halves[] = {0, 0, 0, 1, 1, 1, 1}, sides[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1},
                  bad[] = {0, 0, 7, 0, 0, 0, 0}, worse[] = {0, -1, 0, 0, 0, 0, 0};
    cot_graph_t *graph = net_shape(12); /* K3,4: all in one community is what chance gives */
    const int64_t one[7] = {0};
    graph->n_left = 3;
    assert_true(cot_modularity(graph, one, 1) == 0.0);
    assert_true(cot_barber_modularity(graph, one) == 0.0);
    assert_true(cot_barber_modularity(graph, halves) == 0.0); /* no edge inside, and none expected */
    assert_true(isnan(cot_modularity(graph, bad, 1)) && isnan(cot_barber_modularity(graph, worse)));
    assert_true(isnan(cot_modularity(NULL, one, 1)) && isnan(cot_modularity(graph, NULL, 1)));
    cot_i_alloc_fail_after(0);
    assert_true(isnan(cot_modularity(graph, one, 1)));
    cot_i_alloc_fail_after(-1);
    cot_graph_free(graph);
    graph = net_shape(10); /* barbell of two K5 and a path of 6 edges between */
    assert_true(cot_modularity(graph, sides, 1) > 0.4);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_barber),
        cmocka_unit_test(test_known_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
