/* Label propagation: connected, settled, numbered; cliques found; seeds, threads; out of memory; interrupted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/communities/partitions.h"

#include "oracle/igraph_answers.h"

static void propagate(const cot_graph_t *graph, uint64_t seed, int64_t *community) {
    const cot_env_t env = {2, seed, NULL, NULL};
    assert_int_equal(cot_label_propagation(graph, community, &env, NULL), COT_OK);
}

/* No community outweighs a vertex's own among its neighbours. */
static void check_settled(const cot_graph_t *graph, const int64_t *community) {
    double weight[NET_MOST], *arc = malloc((2 * graph->m + 1) * sizeof *arc);
    assert_non_null(arc);
    assert_int_equal(cot_graph_arcs(graph, NULL, arc, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < graph->n; v++) {
        memset(weight, 0, sizeof weight);
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            weight[community[graph->adj[a]]] += arc[a];
        }
        for (uint32_t c = 0; c < graph->n; c++) {
            assert_true(weight[c] <= weight[community[v]] * (1 + 1e-12));
        }
    }
    free(arc);
}

static void check(cot_graph_t *graph, uint64_t seed) {
    int64_t community[NET_MOST], again[NET_MOST];
    propagate(graph, seed, community);
    check_partition(graph, community);
    check_settled(graph, community);
    propagate(graph, seed, again);
    assert_memory_equal(community, again, graph->n * sizeof *again);
    cot_graph_free(graph);
}

static void test_networks(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), shape);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, seed % 2 == 0), seed);
    }
}

/* Five cliques of six, each joined to the next by one edge: none is ever cut, and most seeds keep all apart (a first
 * random choice may carry a label over a bridge). igraph's answer keeps them together too. */
static void test_cliques(void **state) {
    (void)state;
    net_t *net = net_new(30);
    for (uint32_t c = 0; c < 5; c++) {
        net_complete(net, 6 * c, 6);
        net_join(net, 6 * c, 6 * ((c + 1) % 5) + 1);
    }
    cot_graph_t *graph = net_graph(net, false, 1);
    int64_t community[30], theirs[30];
    assert_int_equal(cot_i_ig_label_propagation(graph, theirs, NULL, NULL), COT_OK);
    int apart = 0;
    for (uint64_t seed = 0; seed < 50; seed++) {
        propagate(graph, seed, community);
        for (uint32_t v = 0; v < 30; v++) {
            assert_int_equal(community[v], community[v / 6 * 6]);
            assert_true(theirs[v] == theirs[v / 6 * 6]);
        }
        apart += community[29] == 4;
    }
    assert_true(apart >= 25);
    cot_graph_free(graph);
}

/* Another seed may give another answer: on a ring there are many. */
static void test_seeds(void **state) {
    (void)state;
    cot_graph_t *ring = net_shape(14);
    int64_t first[NET_MOST], other[NET_MOST];
    int differ = 0;
    propagate(ring, 1, first);
    for (uint64_t seed = 2; seed < 8; seed++) {
        propagate(ring, seed, other);
        differ += memcmp(first, other, ring->n * sizeof *first) != 0;
    }
    assert_true(differ > 0);
    cot_graph_free(ring);
}

static void test_failures(void **state) {
    (void)state;
    int64_t community[NET_MOST];
    cot_graph_t *graph = net_random(5, true);
    NET_TORTURE(cot_label_propagation(graph, community, NULL, &err));
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_label_propagation(graph, NULL, NULL, &err), COT_E_ARG);
    int left = 1;
    const cot_env_t env = {1, 1, net_stop, &left};
    assert_int_equal(cot_label_propagation(graph, community, &env, &err), COT_E_INTERRUPT);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_networks),
        cmocka_unit_test(test_cliques),
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
