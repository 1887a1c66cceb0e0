/* Bipartite communities: against the best of all partitions of tiny networks, known data, planted groups;
 * connected, numbered, the same for the same seed; out of memory; interrupted. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "unit/communities/partitions.h"

static const cot_communities_params_t barber = {COT_LEIDEN, COT_BARBER, 1.0, 0, 10};

/* Random network of left x right vertices. */
static cot_graph_t *random_sides(uint32_t left, uint32_t right, uint32_t tries, bool weighted,
                                 uint64_t seed) {
    net_t *net = net_new(left + right);
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 21, 0);
    for (uint32_t i = 0; i < tries; i++) {
        net_join(net, (uint32_t)cot_i_rng_below(&rng, left), left + (uint32_t)cot_i_rng_below(&rng, right));
    }
    cot_graph_t *graph = net_graph(net, weighted, seed);
    graph->n_left = left;
    return graph;
}

/* Best modularity of all partitions: restricted growth strings. */
static void try_all(const cot_graph_t *graph, int64_t *community, uint32_t v, int64_t used, double *best) {
    if (v == graph->n) {
        *best = fmax(*best, cot_barber_modularity(graph, community));
        return;
    }
    for (int64_t c = 0; c <= used; c++) {
        community[v] = c;
        try_all(graph, community, v + 1, c == used ? used + 1 : used, best);
    }
}

static double find(const cot_graph_t *graph, int64_t *community, uint64_t seed) {
    double quality = -1;
    const cot_env_t env = {1, seed, NULL, NULL};
    assert_int_equal(cot_communities(graph, &barber, community, &quality, &env, NULL), COT_OK);
    check_partition(graph, community);
    assert_true(graph->m == 0 ? isnan(quality) : quality == cot_barber_modularity(graph, community));
    return quality;
}

static void test_tiny(void **state) {
    (void)state;
    int64_t community[NET_MOST], best_community[NET_MOST];
    uint32_t reached = 0, cases = 0;
    for (uint64_t seed = 0; seed < 60; seed++) {
        cot_graph_t *graph = random_sides(2 + (uint32_t)(seed % 3), 2 + (uint32_t)(seed % 4),
                                          4 + (uint32_t)(seed % 9), seed % 2 == 1, seed);
        double best = -1;
        try_all(graph, best_community, 0, 0, &best);
        const double found = find(graph, community, 1);
        assert_true(found <= best + 1e-12);
        assert_true(found >= best - 0.02);
        reached += found >= best - 1e-12;
        cases++;
        cot_graph_free(graph);
    }
    print_message("best partition found in %u of %u\n", reached, cases);
    assert_true(reached * 20 >= cases * 19);
}

/* Who came to which of 14 events: Davis, Gardner & Gardner, Deep South (1941). One row per woman. */
static const char *const southern_women[18] = {
    "11111101100000", "11101111000000", "01111111100000", "10111111000000", "00111010000000",
    "00101101000000", "00001111000000", "00000101100000", "00001011100000", "00000011100100",
    "00000001110100", "00000001110111", "00000011110111", "00000110111111", "00000011011100",
    "00000001100000", "00000000101000", "00000000101000"};

static void test_southern_women(void **state) {
    (void)state;
    net_t *net = net_new(32);
    int64_t community[NET_MOST];
    for (uint32_t w = 0; w < 18; w++) {
        for (uint32_t e = 0; e < 14; e++) {
            if (southern_women[w][e] == '1') {
                net_join(net, w, 18 + e);
            }
        }
    }
    assert_int_equal(net->m, 89);
    cot_graph_t *graph = net_graph(net, false, 0);
    graph->n_left = 18;
    const double quality = find(graph, community, 1);
    int64_t most = 0;
    for (uint32_t v = 0; v < 32; v++) {
        most = community[v] > most ? community[v] : most;
    }
    print_message("Southern Women: Q = %.6f, %d communities\n", quality, (int)most + 1);
    assert_true(quality > 0.33 && quality < 0.37);
    cot_graph_free(graph);
}

static void test_planted(void **state) {
    (void)state;
    enum { GROUPS = 8, LEFT = 20, RIGHT = 10, N = GROUPS * (LEFT + RIGHT) };
    for (uint64_t seed = 0; seed < 5; seed++) {
        net_t *net = net_new(N);
        int64_t community[NET_MOST];
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 3, 3);
        for (uint32_t v = 0; v < GROUPS * LEFT; v++) {
            for (uint32_t t = 0; t < GROUPS * RIGHT; t++) {
                if (cot_i_rng_real(&rng) < (v / LEFT == t / RIGHT ? 0.8 : 0.02)) {
                    net_join(net, v, GROUPS * LEFT + t);
                }
            }
        }
        cot_graph_t *graph = net_graph(net, false, seed);
        graph->n_left = GROUPS * LEFT;
        (void)find(graph, community, seed);
        for (uint32_t v = 0; v < N; v++) {
            const uint32_t group = v < GROUPS * LEFT ? v / LEFT : (v - GROUPS * LEFT) / RIGHT;
            assert_true(community[v] == community[group * LEFT]);
            assert_true(community[v] < GROUPS);
        }
        cot_graph_free(graph);
    }
}

static void test_random(void **state) {
    (void)state;
    int64_t community[NET_MOST], again[NET_MOST], sides[NET_MOST];
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = random_sides(1 + (uint32_t)(seed % 37), 1 + (uint32_t)(seed % 23),
                                          (uint32_t)(seed % 90), seed % 2 == 1, seed);
        uint32_t count = 0, part[NET_MOST];
        const double quality = find(graph, community, seed);
        (void)find(graph, again, seed);
        assert_memory_equal(community, again, graph->n * sizeof *again);
        assert_int_equal(cot_components(graph, part, &count, NULL, NULL), COT_OK);
        for (uint32_t v = 0; v < graph->n; v++) {
            sides[v] = part[v];
        }
        assert_true(graph->m == 0 || quality >= cot_barber_modularity(graph, sides) - 1e-12);
        for (uint32_t v = 0; v < graph->n; v++) { /* no vertex would rather be in a neighbour's community */
            const int64_t mine = community[v];
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                community[v] = community[graph->adj[a]];
                assert_true(cot_barber_modularity(graph, community) <= quality + 1e-9);
                community[v] = mine;
            }
        }
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    int64_t community[NET_MOST];
    double quality;
    cot_graph_t *graph = random_sides(9, 7, 30, true, 4), *empty = net_shape(0);
    assert_int_equal(cot_communities(NULL, &barber, community, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities(graph, &barber, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities(empty, &barber, NULL, &quality, NULL, NULL), COT_OK);
    NET_INTERRUPT(cot_communities(graph, &barber, community, NULL, &env, &err));
    graph->n_left = 3; /* now some edges join two right vertices */
    assert_int_equal(cot_communities(graph, &barber, community, NULL, NULL, NULL), COT_E_ARG);
    graph->n_left = 9;
    NET_TORTURE(cot_communities(graph, &barber, community, &quality, NULL, &err));
    cot_graph_free(graph);
    cot_graph_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tiny),   cmocka_unit_test(test_southern_women), cmocka_unit_test(test_planted),
        cmocka_unit_test(test_random), cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
