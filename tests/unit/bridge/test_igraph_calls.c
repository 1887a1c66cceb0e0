/* Unit tests of the calls into igraph: known answers on known networks, invariants on random ones, and the
 * same answer whatever ran before.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/bridge/nets.h"

#include "bridge/tail.h"

/* Members of a clique are together, members of different ones apart. */
static void check_cliques(const int64_t *membership, uint32_t copies, uint32_t k) {
    for (uint32_t u = 0; u < copies * k; u++) {
        assert_true(membership[u] >= 0);
        for (uint32_t v = 0; v < u; v++) {
            assert_true((membership[u] == membership[v]) == (u / k == v / k));
        }
    }
}

static void test_communities_of_cliques(void **state) {
    (void)state;
    cot_graph_t *g = net_cliques(5, 6, true);
    int64_t membership[30];
    double q = 0, again = 0, bits = 0;
    ASSERT_OK(cot_i_ig_leiden(g, COT_I_MODULARITY, 1, 0.01, 2, membership, &q, NULL, &err));
    check_cliques(membership, 5, 6);
    ASSERT_OK(cot_i_ig_modularity(g, membership, 1, &again, NULL, &err));
    ASSERT_NEAR(q, again, 1e-12);
    ASSERT_OK(cot_i_ig_leiden(g, COT_I_CPM, 0.4, 0.01, -1, membership, &q, NULL, &err));
    check_cliques(membership, 5, 6);
    ASSERT_NEAR(q, (5 * 15 - 0.4 * 5 * 36 / 2) / 79, 1e-12);
    ASSERT_OK(cot_i_ig_louvain(g, 1, membership, &q, NULL, &err));
    check_cliques(membership, 5, 6);
    ASSERT_NEAR(q, again, 1e-12);
    ASSERT_OK(cot_i_ig_label_propagation(g, membership, NULL, &err));
    check_cliques(membership, 5, 6);
    ASSERT_OK(cot_i_ig_infomap(g, 5, membership, &bits, NULL, &err));
    check_cliques(membership, 5, 6);
    assert_true(bits > 2.5 && bits < log2(30)); /* below the entropy of a walk without modules */
    cot_graph_free(g);
}

static void test_communities_of_the_karate_club(void **state) {
    (void)state;
    cot_graph_t *g = net_karate();
    int64_t membership[34];
    double q = 0, again = 0;
    ASSERT_OK(cot_i_ig_leiden(g, COT_I_MODULARITY, 1, 0.01, -1, membership, &q, NULL, &err));
    ASSERT_OK(cot_i_ig_modularity(g, membership, 1, &again, NULL, &err));
    ASSERT_NEAR(q, again, 1e-12);
    assert_true(q > 0.415 && q < 0.41979); /* the optimum is 0.419790 */
    ASSERT_OK(cot_i_ig_louvain(g, 1, membership, &q, NULL, &err));
    assert_true(q > 0.40 && q < 0.41979);
    ASSERT_OK(cot_i_ig_infomap(g, 10, membership, &q, NULL, &err));
    ASSERT_NEAR(q, COT_IGRAPH_1 ? 4.31179 : 4.60606, 1e-5); /* 0.10 counts teleportation */
    cot_graph_free(g);
}

/* Weights turn a square with both diagonals into two pairs. */
static void test_communities_read_weights(void **state) {
    (void)state;
    uint32_t pairs[] = {0, 1, 0, 2, 0, 3, 1, 2, 1, 3, 2, 3};
    double weight[] = {50, 1, 1, 1, 1, 50};
    cot_graph_t *g = net_of(4, 6, pairs, weight);
    int64_t membership[4];
    ASSERT_OK(cot_i_ig_leiden(g, COT_I_MODULARITY, 1, 0.01, 2, membership, NULL, NULL, &err));
    check_cliques(membership, 2, 2);
    ASSERT_OK(cot_i_ig_leiden(g, COT_I_CPM, 10, 0.01, 2, membership, NULL, NULL, &err));
    check_cliques(membership, 2, 2);
    ASSERT_OK(cot_i_ig_louvain(g, 1, membership, NULL, NULL, &err));
    check_cliques(membership, 2, 2);
    ASSERT_OK(cot_i_ig_label_propagation(g, membership, NULL, &err));
    check_cliques(membership, 2, 2);
    ASSERT_OK(cot_i_ig_infomap(g, 5, membership, NULL, NULL, &err));
    check_cliques(membership, 2, 2);
    cot_graph_free(g);
}

static void test_same_after_other_calls(void **state) {
    (void)state;
    cot_graph_t *g = net_random(4, 200, 0.04);
    int64_t first[4][200], then[4][200];
    cot_env_t env = {1, 77, NULL, NULL};
    for (int round = 0; round < 2; round++) {
        int64_t(*out)[200] = round ? then : first;
        for (int i = 0; i < 4; i++) {
            int method = round ? 3 - i : i; /* the other way round the second time */
            switch (method) {
            case 0:
                ASSERT_OK(cot_i_ig_leiden(g, COT_I_MODULARITY, 1, 0.01, 2, out[0], NULL, &env, &err));
                break;
            case 1:
                ASSERT_OK(cot_i_ig_louvain(g, 1, out[1], NULL, &env, &err));
                break;
            case 2:
                ASSERT_OK(cot_i_ig_label_propagation(g, out[2], &env, &err));
                break;
            default:
                ASSERT_OK(cot_i_ig_infomap(g, 2, out[3], NULL, &env, &err));
            }
            (void)igraph_rng_get_unif01(igraph_rng_default());
        }
    }
    assert_memory_equal(first, then, sizeof first);
    cot_graph_free(g);
}

static void test_seed_matters(void **state) {
    (void)state;
    cot_graph_t *g = net_random(4, 200, 0.04);
    int64_t a[200], b[200];
    bool differs = false;
    cot_env_t env = {1, 1, NULL, NULL};
    ASSERT_OK(cot_i_ig_label_propagation(g, a, &env, &err));
    for (env.seed = 2; env.seed < 12; env.seed++) {
        ASSERT_OK(cot_i_ig_label_propagation(g, b, &env, &err));
        differs = differs || memcmp(a, b, sizeof a) != 0;
    }
    assert_true(differs);
    cot_graph_free(g);
}

static void test_bad_parameters(void **state) {
    (void)state;
    cot_graph_t *g = net_ring(5, 1);
    int64_t membership[5];
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_i_ig_leiden(g, COT_I_CPM, -1, 0.01, 2, membership, NULL, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "Leiden: resolution is -1 (allowed: 0 or more)");
    assert_int_equal(cot_i_ig_leiden(g, COT_I_CPM, 1, NAN, 2, membership, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_i_ig_louvain(g, INFINITY, membership, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_i_ig_infomap(g, 0, membership, NULL, NULL, NULL), COT_E_ARG);
    cot_graph_free(g);
}

static void test_measures_of_a_star(void **state) {
    (void)state;
    cot_graph_t *g = net_star(9);
    double out[9];
    uint32_t cores[9];
    ASSERT_OK(cot_i_ig_betweenness(g, out, NULL, &err));
    ASSERT_NEAR(out[0], 28, 1e-12);
    ASSERT_NEAR(out[1], 0, 1e-12);
    ASSERT_OK(cot_i_ig_harmonic(g, out, NULL, &err));
    ASSERT_NEAR(out[0], 1, 1e-12);
    ASSERT_NEAR(out[5], (1 + 7 * 0.5) / 8, 1e-12);
    ASSERT_OK(cot_i_ig_constraint(g, out, NULL, &err));
    ASSERT_NEAR(out[0], 1.0 / 8, 1e-12);
    ASSERT_NEAR(out[1], 1, 1e-12);
    ASSERT_OK(cot_i_ig_strength(g, out, NULL, &err));
    ASSERT_NEAR(out[0], 8, 0);
    ASSERT_OK(cot_i_ig_pagerank(g, 0.85, out, NULL, &err));
    ASSERT_NEAR(out[0] + 8 * out[1], 1, 1e-9);
    ASSERT_NEAR(out[1], 0.15 / 9 + 0.85 * out[0] / 8, 1e-9);
    ASSERT_OK(cot_i_ig_coreness(g, cores, NULL, &err));
    assert_int_equal(cores[0], 1);
    ASSERT_OK(cot_i_ig_local_clustering(g, out, NULL, &err));
    ASSERT_NEAR(out[0], 0, 0);
    assert_true(isnan(out[1]));
    cot_graph_free(g);
}

static void test_components_and_figures(void **state) {
    (void)state;
    cot_graph_t *karate = net_karate(), *cliques = net_cliques(3, 4, false);
    double x = 0;
    int64_t component[12];
    uint32_t count = 0;
    ASSERT_OK(cot_i_ig_components(cliques, component, &count, NULL, &err));
    assert_int_equal(count, 3);
    check_cliques(component, 3, 4);
    ASSERT_OK(cot_i_ig_mean_distance(cliques, &x, NULL, &err));
    ASSERT_NEAR(x, 1, 1e-12);
    ASSERT_OK(cot_i_ig_diameter(cliques, &x, NULL, &err));
    ASSERT_NEAR(x, 1, 0);
    ASSERT_OK(cot_i_ig_assortativity(karate, &x, NULL, &err));
    ASSERT_NEAR(x, -0.47561309768461, 1e-12);
    ASSERT_OK(cot_i_ig_transitivity(karate, &x, NULL, &err));
    ASSERT_NEAR(x, 135.0 / 528, 1e-12);
    ASSERT_OK(cot_i_ig_average_clustering(karate, true, &x, NULL, &err));
    ASSERT_NEAR(x, 0.5706384782, 1e-9);
    ASSERT_OK(cot_i_ig_average_clustering(karate, false, &x, NULL, &err));
    ASSERT_NEAR(x, 0.5706384782 * 34 / 33, 1e-9);
    ASSERT_OK(cot_i_ig_mean_distance(karate, &x, NULL, &err));
    ASSERT_NEAR(x, 1351.0 / 561, 1e-12);
    ASSERT_OK(cot_i_ig_diameter(karate, &x, NULL, &err));
    ASSERT_NEAR(x, 5, 0);
    ASSERT_OK(cot_i_ig_density(karate, &x, NULL, &err));
    ASSERT_NEAR(x, 78.0 / 561, 1e-15);
    cot_graph_free(karate);
    cot_graph_free(cliques);
}

/* Every call on no vertex, one vertex, and three without an edge. */
static void test_degenerate_networks(void **state) {
    (void)state;
    for (uint32_t n = 0; n <= 3; n += n ? 2 : 1) {
        cot_graph_t *g = net_of(n, 0, NULL, NULL);
        double out[3] = {9, 9, 9}, x = 0;
        int64_t label[3] = {9, 9, 9};
        uint32_t cores[3], count = 9;
        ASSERT_OK(cot_i_ig_leiden(g, COT_I_MODULARITY, 1, 0.01, 2, label, &x, NULL, &err));
        assert_true(isnan(x));
        for (uint32_t v = 0; v < 3; v++) {
            assert_int_equal(label[v], v < n ? (int)v : 9);
        }
        ASSERT_OK(cot_i_ig_leiden(g, COT_I_CPM, 1, 0.01, 2, label, &x, NULL, &err));
        ASSERT_OK(cot_i_ig_louvain(g, 1, label, &x, NULL, &err));
        ASSERT_OK(cot_i_ig_label_propagation(g, label, NULL, &err));
        ASSERT_OK(cot_i_ig_infomap(g, 1, label, &x, NULL, &err));
        assert_true(isnan(x));
        ASSERT_OK(cot_i_ig_constraint(g, out, NULL, &err));
        assert_true(n == 0 || isnan(out[0]));
        ASSERT_OK(cot_i_ig_betweenness(g, out, NULL, &err));
        ASSERT_OK(cot_i_ig_harmonic(g, out, NULL, &err));
        ASSERT_OK(cot_i_ig_pagerank(g, 0.85, out, NULL, &err));
        ASSERT_OK(cot_i_ig_local_clustering(g, out, NULL, &err));
        ASSERT_OK(cot_i_ig_strength(g, out, NULL, &err));
        ASSERT_OK(cot_i_ig_coreness(g, cores, NULL, &err));
        ASSERT_OK(cot_i_ig_components(g, label, &count, NULL, &err));
        assert_int_equal(count, n);
        ASSERT_OK(cot_i_ig_assortativity(g, &x, NULL, &err));
        assert_true(isnan(x));
        ASSERT_OK(cot_i_ig_transitivity(g, &x, NULL, &err));
        assert_true(isnan(x));
        ASSERT_OK(cot_i_ig_average_clustering(g, false, &x, NULL, &err));
        assert_true(isnan(x));
        ASSERT_OK(cot_i_ig_mean_distance(g, &x, NULL, &err));
        assert_true(isnan(x));
        ASSERT_OK(cot_i_ig_diameter(g, &x, NULL, &err));
        ASSERT_OK(cot_i_ig_density(g, &x, NULL, &err));
        ASSERT_OK(cot_i_ig_modularity(g, label, 1, &x, NULL, &err));
        assert_true(isnan(x));
        cot_graph_free(g);
    }
}

/* floor of a Pareto variate: close to a discrete power law of that exponent. */
static void pareto(double *values, size_t n, double alpha, uint64_t seed) {
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 0, 0);
    for (size_t i = 0; i < n; i++) {
        values[i] = floor(4.5 * pow(1 - cot_i_rng_real(&rng), -1 / (alpha - 1)) + 0.5);
    }
}

static void test_power_law(void **state) {
    (void)state;
    double values[3000];
    cot_i_power_law_t fit, again;
    pareto(values, 3000, 2.5, 1);
    ASSERT_OK(cot_i_ig_power_law(values, 3000, 0, &fit, NULL, &err));
    ASSERT_NEAR(fit.alpha, 2.5, 0.1);
    assert_true(isnan(fit.p) && fit.tail > 500 && fit.ks > 0 && fit.ks < 0.05 && fit.xmin >= 4);
    ASSERT_OK(cot_i_ig_power_law(values, 300, 0.1, &fit, NULL, &err));
    assert_true(fit.p > 0.1 && fit.p <= 1);
    (void)rand();
    ASSERT_OK(cot_i_ig_power_law(values, 300, 0.1, &again, NULL, &err));
    assert_true(fit.p == again.p && fit.alpha == again.alpha);
    for (size_t i = 0; i < 300; i++) {
        values[i] = 50 + (double)(i % 11); /* no power law at all */
    }
    ASSERT_OK(cot_i_ig_power_law(values, 300, 0.1, &fit, NULL, &err));
    assert_true(fit.p < 0.1);
    for (size_t i = 0; i < 300; i++) {
        values[i] = 3;
    }
    ASSERT_OK(cot_i_ig_power_law(values, 300, 0.1, &fit, NULL, &err));
    assert_true(isnan(fit.alpha) && fit.tail == 0);
    ASSERT_OK(cot_i_ig_power_law(values, 0, 0.1, &fit, NULL, &err));
    values[7] = 0;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_i_ig_power_law(values, 300, 0, &fit, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "power law: value 0 (allowed: whole numbers from 1)");
}

/* The C library's random numbers are the host's again after a p-value. */
static void test_power_law_leaves_rand(void **state) {
    (void)state;
    double values[100];
    cot_i_power_law_t fit;
    pareto(values, 100, 2.5, 2);
    srand(5);
    int expected = rand();
    srand(5);
    ASSERT_OK(cot_i_ig_power_law(values, 100, 0.2, &fit, NULL, &err));
    assert_int_equal(rand(), expected);
}

static double distance_at(const double *values, size_t n, double xmin) {
    igraph_vector_t view;
    igraph_plfit_result_t model;
    (void)igraph_vector_view(&view, values, (igraph_integer_t)n);
    assert_int_equal(igraph_power_law_fit(&view, &model, xmin, false), IGRAPH_SUCCESS);
    return model.D;
}

/* igraph's own best xmin among those that leave enough: one fit for each. */
static double best_xmin(const double *values, size_t n, double *distance) {
    double best = NAN;
    *distance = INFINITY;
    for (double x = 1; x < 1000; x++) {
        size_t tail = 0, different = 0;
        bool met[1001] = {false};
        for (size_t i = 0; i < n; i++) {
            const size_t k = values[i] < 1000 ? (size_t)values[i] : 1000;
            tail += values[i] >= x;
            different += values[i] >= x && !met[k];
            met[k] = true;
        }
        if (tail < COT_TAIL_VALUES || different < COT_TAIL_DIFFERENT || !met[(size_t)x]) {
            continue;
        }
        const double here = distance_at(values, n, x);
        if (here < *distance) {
            *distance = here;
            best = x;
        }
    }
    return best;
}

/* The authors of one long paper are no tail. */
static void test_power_law_says_enough(void **state) {
    (void)state;
    double values[2300], distance, xmin;
    cot_i_power_law_t fit;
    pareto(values, 2000, 2.5, 3);
    for (size_t i = 0; i < 2000; i++) {
        values[i] = values[i] > 250 ? 250 : values[i];
    }
    for (size_t i = 2000; i < 2300; i++) {
        values[i] = 286 + (double)(i % 50 == 0);
    }
    ASSERT_OK(cot_i_ig_power_law(values, 2300, 0, &fit, NULL, &err));
    assert_true(fit.bounded && fit.tail >= 50);
    assert_true(fit.xmin == best_xmin(values, 2300, &distance));
    ASSERT_NEAR(fit.ks, distance, 1e-9);
    for (uint64_t seed = 10; seed < 40; seed++) {
        const size_t n = 60 + 9 * seed;
        pareto(values, n, 1.8 + 0.1 * (double)(seed % 20), seed);
        ASSERT_OK(cot_i_power_law_tail(values, n, &xmin, &err));
        const double wanted = best_xmin(values, n, &distance);
        assert_true(isnan(xmin) == isnan(wanted));
        if (!isnan(wanted)) { /* where two are as good, rounding decides */
            ASSERT_NEAR(distance_at(values, n, xmin), distance, 1e-6);
        }
        ASSERT_OK(cot_i_ig_power_law(values, n, 0, &fit, NULL, &err));
        assert_true(!fit.bounded || fit.xmin == xmin);
        assert_true(fit.bounded || isnan(wanted) || fit.tail >= 50);
    }
    pareto(values, 49, 2.5, 3); /* too few for any bound: the best fit of all */
    ASSERT_OK(cot_i_ig_power_law(values, 49, 0, &fit, NULL, &err));
    assert_true(!fit.bounded && fit.tail > 0);
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st == COT_E_NOMEM; k++) {
        cot_error_t error = COT_ERROR_INIT;
        cot_i_alloc_fail_after(k);
        st = cot_i_power_law_tail(values, 49, &xmin, &error);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || (st == COT_E_NOMEM && error.message[0] != '\0'));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_communities_of_cliques),
        cmocka_unit_test(test_communities_of_the_karate_club),
        cmocka_unit_test(test_communities_read_weights),
        cmocka_unit_test(test_same_after_other_calls),
        cmocka_unit_test(test_seed_matters),
        cmocka_unit_test(test_bad_parameters),
        cmocka_unit_test(test_measures_of_a_star),
        cmocka_unit_test(test_components_and_figures),
        cmocka_unit_test(test_degenerate_networks),
        cmocka_unit_test(test_power_law),
        cmocka_unit_test(test_power_law_says_enough),
        cmocka_unit_test(test_power_law_leaves_rand),
    };
    cot_igraph_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
