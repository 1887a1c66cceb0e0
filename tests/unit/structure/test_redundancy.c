/* Bipartite redundancy: against the definition, NetworkX's node_redundancy; threads; out of memory;
 * interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

/* left + right vertices, about `tries` random edges between the sides. */
static cot_graph_t *two_sides(uint32_t left, uint32_t right, uint32_t tries, uint64_t seed) {
    net_t *net = net_new(left + right);
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 9, 9);
    for (uint32_t i = 0; i < tries && left > 0 && right > 0; i++) {
        net_join(net, (uint32_t)cot_i_rng_below(&rng, left), left + (uint32_t)cot_i_rng_below(&rng, right));
    }
    cot_graph_t *graph = net_graph(net, false, seed);
    graph->kind = COT_AUTHOR_TOPIC;
    graph->n_left = left;
    return graph;
}

static void plain(const cot_graph_t *g, double *out) {
    static uint8_t joined[NET_MOST][NET_MOST];
    memset(joined, 0, sizeof joined);
    for (uint64_t e = 0; e < g->m; e++) {
        joined[g->from[e]][g->to[e]] = joined[g->to[e]][g->from[e]] = 1;
    }
    for (uint32_t v = 0; v < g->n; v++) {
        double kept = 0, pairs = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            for (uint64_t b = g->off[v]; b < a; b++) {
                bool other = false;
                for (uint32_t x = 0; x < g->n; x++) {
                    other |= x != v && joined[x][g->adj[a]] && joined[x][g->adj[b]];
                }
                kept += other;
                pairs++;
            }
        }
        out[v] = pairs > 0 ? kept / pairs : NAN;
    }
}

static void check(cot_graph_t *graph) {
    double out[NET_MOST], wanted[NET_MOST], alone[NET_MOST];
    plain(graph, wanted);
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_redundancy(graph, out, out + graph->n_left, &env, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) == 0);
    }
    if (graph->n_left > 0) {
        assert_int_equal(cot_redundancy(graph, alone, NULL, NULL, NULL), COT_OK);
        assert_memory_equal(alone, out, graph->n_left * sizeof *out);
    }
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    check(two_sides(0, 0, 0, 0));
    check(two_sides(1, 0, 0, 0));
    check(two_sides(5, 5, 1, 0));
    check(two_sides(1, 300, 2000, 0)); /* a star */
    check(two_sides(2, 300, 2000, 0));
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        const uint32_t left = 1 + (uint32_t)cot_i_rng_below(&rng, 100),
                       right = 1 + (uint32_t)cot_i_rng_below(&rng, 50);
        check(two_sides(left, right, (uint32_t)cot_i_rng_below(&rng, 4 * (left + right)), seed));
    }
}

/* networkx.bipartite.node_redundancy of 0-4 0-5 1-4 1-5 1-6 2-5 2-6 3-4 3-6 3-7, where the degree is above 1.
 */
static void test_known_values(void **state) {
    (void)state;
    static const uint32_t pairs[] = {0, 4, 0, 5, 1, 4, 1, 5, 1, 6, 2, 5, 2, 6, 3, 4, 3, 6, 3, 7};
    static const double wanted[] = {
        1.0, 1.0, 1.0, 0.3333333333333333, 0.6666666666666666, 0.6666666666666666, 0.6666666666666666, NAN};
    double out[8];
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 8, 10, pairs, NULL, NULL), COT_OK);
    graph->n_left = 4;
    assert_int_equal(cot_redundancy(graph, out, out + 4, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, 8) < 1e-15);
    cot_graph_free(graph);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_error_t said = COT_ERROR_INIT;
    cot_graph_t *graph = two_sides(40, 20, 150, 1), *other = net_shape(4);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_redundancy(NULL, out, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_redundancy(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_redundancy(other, out, NULL, NULL, &said), COT_E_ARG);
    assert_non_null(strstr(said.message, "not bipartite"));
    NET_TORTURE(cot_redundancy(graph, out, out + 40, &two, &err));
    NET_INTERRUPT(cot_redundancy(graph, out, out + 40, &env, &err));
    cot_graph_free(graph);
    cot_graph_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
