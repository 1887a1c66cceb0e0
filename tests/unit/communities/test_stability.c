/* Adjusted Rand index, consensus, stability, roles: known values, slow references, planted groups, threads, memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/communities/partitions.h"

#include <math.h>

/* Counted over all pairs, and mutual information over all cells. */
static void plain_agreement(const int64_t *a, const int64_t *b, uint32_t n, double *rand, double *nmi) {
    double both = 0, in_a = 0, in_b = 0, all = 0, information = 0, entropy = 0;
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t j = 0; j < i; j++) {
            in_a += a[i] == a[j];
            in_b += b[i] == b[j];
            both += a[i] == a[j] && b[i] == b[j];
            all += 1;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        double same_a = 0, same_b = 0, same = 0;
        for (uint32_t j = 0; j < n; j++) {
            same_a += a[i] == a[j];
            same_b += b[i] == b[j];
            same += a[i] == a[j] && b[i] == b[j];
        }
        information += log(same * n / (same_a * same_b)) / n;
        entropy -= (log(same_a / n) + log(same_b / n)) / n;
    }
    const double chance = in_a * in_b / all, most = (in_a + in_b) / 2;
    *rand = most > chance ? (both - chance) / (most - chance) : 1;
    *nmi = entropy > 0 ? 2 * information / entropy : 1;
}

static void test_agreement(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        int64_t a[100], b[100];
        double rand = 0, nmi = 0, wanted_rand = 0, wanted_nmi = 0;
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 8, 8);
        const uint32_t n = 2 + (uint32_t)cot_i_rng_below(&rng, 99);
        const uint64_t groups = 1 + cot_i_rng_below(&rng, n);
        for (uint32_t i = 0; i < n; i++) {
            a[i] = (int64_t)cot_i_rng_below(&rng, groups);
            b[i] = seed % 3 && cot_i_rng_real(&rng) < 0.7 ? a[i] : (int64_t)cot_i_rng_below(&rng, groups);
        }
        plain_agreement(a, b, n, &wanted_rand, &wanted_nmi);
        assert_int_equal(cot_adjusted_rand(a, b, n, &rand, &nmi, NULL), COT_OK);
        assert_true(fabs(rand - wanted_rand) < 1e-12 && fabs(nmi - wanted_nmi) < 1e-12);
        assert_int_equal(cot_adjusted_rand(a, a, n, &rand, NULL, NULL), COT_OK);
        assert_true(fabs(rand - 1) < 1e-15);
    }
    const int64_t bad[] = {0, 3}, one[] = {0};
    double rand = 0;
    assert_int_equal(cot_adjusted_rand(bad, bad, 2, &rand, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_adjusted_rand(NULL, bad, 2, &rand, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_adjusted_rand(one, one, 1, &rand, NULL, NULL), COT_OK);
    assert_true(rand == 1.0);
    assert_int_equal(cot_adjusted_rand(NULL, NULL, 0, &rand, NULL, NULL), COT_OK);
}

/* Groups of `size`, joined within with probability p and to others with q. */
static cot_graph_t *planted(uint32_t groups, uint32_t size, double p, double q, uint64_t seed) {
    net_t *net = net_new(groups * size);
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 6, 6);
    for (uint32_t u = 0; u < net->n; u++) {
        for (uint32_t v = u + 1; v < net->n; v++) {
            if (cot_i_rng_real(&rng) < (u / size == v / size ? p : q)) {
                net_join(net, u, v);
            }
        }
    }
    return net_graph(net, false, seed);
}

static void test_planted(void **state) {
    (void)state;
    cot_graph_t *graph = planted(8, 15, 0.8, 0.01, 1);
    int64_t consensus[NET_MOST], again[NET_MOST];
    double stability[NET_MOST], same[NET_MOST];
    cot_stability_t figures, other;
    const cot_env_t env = {1, 3, NULL, NULL};
    assert_int_equal(cot_communities_stability(graph, NULL, 20, consensus, stability, &figures, &env, NULL), COT_OK);
    for (uint32_t v = 0; v < graph->n; v++) {
        assert_int_equal(consensus[v], v / 15);
        assert_true(stability[v] > 0.99);
    }
    assert_true(figures.runs == 20 && figures.mean_rand > 0.99 && figures.mean_nmi > 0.99);
    assert_true(figures.consensus_quality > figures.mean_quality - 1e-9);
    cot_graph_free(graph);
    graph = planted(8, 15, 0.3, 0.06, 2); /* blurred: runs differ */
    assert_int_equal(cot_communities_stability(graph, NULL, 20, consensus, stability, &figures, &env, NULL), COT_OK);
    check_partition(graph, consensus);
    assert_true(figures.mean_rand > 0.1 && figures.mean_rand < 1 && figures.rounds > 0);
    for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
        const cot_env_t more = {threads, 3, NULL, NULL};
        assert_int_equal(cot_communities_stability(graph, NULL, 20, again, same, &other, &more, NULL), COT_OK);
        assert_memory_equal(again, consensus, graph->n * sizeof *again);
        assert_memory_equal(same, stability, graph->n * sizeof *same);
        assert_memory_equal(&other, &figures, sizeof other);
    }
    cot_graph_free(graph);
}

static void test_stability_everywhere(void **state) {
    (void)state;
    int64_t consensus[NET_MOST];
    double stability[NET_MOST];
    for (uint64_t seed = 0; seed < NET_SHAPES + 60; seed++) {
        cot_graph_t *graph = seed < NET_SHAPES ? net_shape((unsigned)seed) : net_random(seed, seed % 2 == 0);
        cot_stability_t figures;
        const cot_env_t env = {2, seed, NULL, NULL};
        assert_int_equal(cot_communities_stability(graph, NULL, 4, consensus, stability, &figures, &env, NULL), COT_OK);
        check_partition(graph, consensus);
        for (uint32_t v = 0; v < graph->n; v++) {
            assert_true(stability[v] > 0 && stability[v] <= 1);
            assert_true(graph->off[v] < graph->off[v + 1] || stability[v] == 1.0);
        }
        cot_graph_free(graph);
    }
}

static void test_roles(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, true);
        int64_t community[NET_MOST];
        double p[NET_MOST], z[NET_MOST], again[NET_MOST], inside[NET_MOST];
        const cot_env_t env = {3, seed, NULL, NULL};
        assert_int_equal(cot_communities(graph, NULL, community, NULL, &env, NULL), COT_OK);
        assert_int_equal(cot_participation(graph, community, p, &env, NULL), COT_OK);
        assert_int_equal(cot_participation(graph, community, again, NULL, NULL), COT_OK);
        assert_memory_equal(p, again, graph->n * sizeof *p);
        assert_int_equal(cot_within_community_z(graph, community, z, &env, NULL), COT_OK);
        for (uint32_t v = 0; v < graph->n; v++) {
            double pairs = 0;
            const double degree = (double)(graph->off[v + 1] - graph->off[v]);
            inside[v] = 0;
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                inside[v] += community[graph->adj[a]] == community[v];
                for (uint64_t b = graph->off[v]; b < graph->off[v + 1]; b++) {
                    pairs += community[graph->adj[a]] != community[graph->adj[b]];
                }
            }
            assert_true(degree > 0 ? fabs(p[v] - pairs / (degree * degree)) < 1e-12 : isnan(p[v]));
        }
        for (uint32_t v = 0; v < graph->n; v++) {
            double members = 0, mean = 0, variance = 0;
            for (uint32_t u = 0; u < graph->n; u++) {
                members += community[u] == community[v];
                mean += community[u] == community[v] ? inside[u] : 0;
            }
            for (uint32_t u = 0; u < graph->n; u++) {
                const double apart = inside[u] - mean / members;
                variance += community[u] == community[v] ? apart * apart / members : 0;
            }
            const double wanted = variance > 1e-12 ? (inside[v] - mean / members) / sqrt(variance) : 0;
            assert_true(fabs(z[v] - wanted) < 1e-9);
        }
        cot_graph_free(graph);
    }
    assert_int_equal(cot_role(0, 0.05), 1);
    assert_int_equal(cot_role(2.4, 0.62), 2);
    assert_int_equal(cot_role(0, 0.7), 3);
    assert_int_equal(cot_role(0, 0.9), 4);
    assert_int_equal(cot_role(2.5, 0.3), 5);
    assert_int_equal(cot_role(9, 0.5), 6);
    assert_int_equal(cot_role(9, 0.8), 7);
    assert_int_equal(cot_role(9, NAN), 0);
}

static void test_failures(void **state) {
    (void)state;
    cot_graph_t *graph = planted(3, 12, 0.3, 0.1, 5), *empty = net_shape(0);
    int64_t community[NET_MOST], high[NET_MOST] = {1000};
    double out[NET_MOST];
    cot_stability_t figures;
    const cot_env_t serial = {1, 1, NULL, NULL};
    assert_int_equal(cot_communities_stability(graph, NULL, 1, community, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities_stability(NULL, NULL, 5, community, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities_stability(empty, NULL, 5, NULL, NULL, &figures, NULL, NULL), COT_OK);
    assert_int_equal(cot_participation(graph, high, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_within_community_z(graph, NULL, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_participation(empty, NULL, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_within_community_z(empty, NULL, NULL, NULL, NULL), COT_OK);
    NET_INTERRUPT(cot_communities_stability(graph, NULL, 5, community, out, &figures, &env, &err));
    NET_TORTURE(cot_communities_stability(graph, NULL, 3, community, out, &figures, &serial, &err));
    assert_int_equal(cot_communities(graph, NULL, community, NULL, &serial, NULL), COT_OK);
    NET_TORTURE(cot_participation(graph, community, out, &serial, &err));
    NET_TORTURE(cot_within_community_z(graph, community, out, &serial, &err));
    cot_graph_free(graph);
    cot_graph_free(empty);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreement), cmocka_unit_test(test_planted), cmocka_unit_test(test_stability_everywhere),
        cmocka_unit_test(test_roles),     cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
