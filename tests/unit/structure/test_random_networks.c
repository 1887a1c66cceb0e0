/* Assortativity, degree-preserving random networks, rich club: against definitions and igraph; that the
 * random networks are what they should be; threads; out of memory; interrupted. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"
#include "structure/rewire.h"

static uint64_t degree_of(const cot_graph_t *g, uint32_t v) {
    return g->off[v + 1] - g->off[v];
}

static void check_assortativity(const cot_graph_t *graph) {
    double out, wanted, first = 0;
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_degree_assortativity(graph, &out, &env, NULL), COT_OK);
        first = threads == 1 ? out : first;
        assert_true(threads == 1 || isnan(first) || memcmp(&out, &first, sizeof out) == 0);
    }
    assert_int_equal(cot_i_ig_assortativity(graph, &wanted, NULL, NULL), COT_OK);
    if (!isnan(out)) { /* igraph gives rounding errors for a regular network; it has no correlation */
        assert_true(fabs(out - wanted) < 1e-9);
    }
}

static void test_assortativity(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        cot_graph_t *graph = net_shape(shape);
        double out = 0;
        check_assortativity(graph);
        assert_int_equal(cot_degree_assortativity(graph, &out, NULL, NULL), COT_OK);
        assert_true(shape != 6 || fabs(out + 1) < 1e-15); /* star */
        assert_true((shape != 4 && shape != 7 && shape != 1 && shape != 2) || isnan(out));
        cot_graph_free(graph);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        check_assortativity(graph);
        cot_graph_free(graph);
    }
}

static void test_assortativity_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-AstroPh.txt.xz");
    if (graph) {
        check_assortativity(graph);
        cot_graph_free(graph);
    }
}

static void same_graph(const cot_graph_t *a, const cot_graph_t *b, bool same) {
    const bool equal = memcmp(a->from, b->from, a->m * sizeof *a->from) == 0 &&
                       memcmp(a->to, b->to, a->m * sizeof *a->to) == 0;
    assert_int_equal(equal, same);
}

/* cot_graph_from_edges refuses loops and repeats, so what comes out is simple. */
static void test_rewire(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, true), *made = NULL, *again = NULL;
        const cot_env_t env = {1, seed, NULL, NULL}, two = {2, seed, NULL, NULL};
        assert_int_equal(cot_rewire(&made, graph, 3, 10, &env, NULL), COT_OK);
        assert_int_equal(cot_rewire(&again, graph, 3, 10, &two, NULL), COT_OK);
        assert_int_equal(made->m, graph->m);
        for (uint32_t v = 0; v < graph->n; v++) {
            assert_int_equal(degree_of(made, v), degree_of(graph, v));
        }
        same_graph(made, again, true);
        cot_graph_free(made);
        cot_graph_free(again);
        assert_int_equal(cot_rewire(&made, graph, 3, 0, &env, NULL), COT_OK);
        same_graph(made, graph, true);
        cot_graph_free(made);
        cot_graph_free(graph);
    }
}

/* Every network with these degrees comes up equally often: six vertices of degree 2 are a hexagon in 60 ways,
 * two triangles in 10. */
static void test_uniform(void **state) {
    (void)state;
    enum { DRAWS = 7000 };
    cot_graph_t *made = NULL;
    net_t *net = net_new(6);
    uint64_t triangles[6];
    uint32_t pairs_of_triangles = 0;
    net_chain(net, 0, 6, true);
    cot_graph_t *graph = net_graph(net, false, 0);
    for (uint32_t i = 0; i < DRAWS; i++) {
        assert_int_equal(cot_rewire(&made, graph, i, 20, NULL, NULL), COT_OK);
        assert_int_equal(cot_clustering(made, NULL, triangles, NULL, NULL), COT_OK);
        pairs_of_triangles += triangles[0] > 0;
        cot_graph_free(made);
    }
    cot_graph_free(graph);
    assert_true(pairs_of_triangles > 1000 - 150 &&
                pairs_of_triangles < 1000 + 150); /* 5 standard deviations */
}

static void test_two_sided(void **state) {
    (void)state;
    net_t *net = net_new(60);
    cot_rng_t rng;
    cot_graph_t *made = NULL;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (int i = 0; i < 150; i++) {
        net_join(net, (uint32_t)cot_i_rng_below(&rng, 40), 40 + (uint32_t)cot_i_rng_below(&rng, 20));
    }
    cot_graph_t *graph = net_graph(net, false, 0);
    graph->kind = COT_AUTHOR_TOPIC;
    graph->n_left = 40;
    assert_int_equal(cot_rewire(&made, graph, 0, 10, NULL, NULL), COT_OK);
    for (uint64_t e = 0; e < made->m; e++) {
        assert_true(made->from[e] < 40 && made->to[e] >= 40);
    }
    same_graph(made, graph, false);
    cot_graph_free(made);
    cot_graph_free(graph);
}

static void plain_club(const cot_graph_t *g, uint32_t degrees, double *out) {
    for (uint32_t k = 0; k < degrees; k++) {
        double n = 0, edges = 0;
        for (uint32_t v = 0; v < g->n; v++) {
            n += degree_of(g, v) > k;
        }
        for (uint64_t e = 0; e < g->m; e++) {
            edges += degree_of(g, g->from[e]) > k && degree_of(g, g->to[e]) > k;
        }
        out[k] = n < 2 ? NAN : edges / (n * (n - 1) / 2);
    }
}

static void test_rich_club(void **state) {
    (void)state;
    enum { NETWORKS = 5 };
    double out[NET_MOST], random[NET_MOST], again[NET_MOST], wanted[NET_MOST], mean[NET_MOST];
    for (uint64_t seed = 0; seed < 100; seed++) {
        cot_graph_t *graph = net_random(seed, false), *made = NULL;
        const uint32_t degrees = cot_degree_count(graph);
        for (int threads = 1; threads <= 3; threads++) {
            const cot_env_t env = {threads, seed, NULL, NULL};
            assert_int_equal(
                cot_rich_club(graph, NETWORKS, 10, out, threads == 1 ? random : again, &env, NULL), COT_OK);
            assert_true(threads == 1 || memcmp(random, again, degrees * sizeof *random) == 0);
        }
        plain_club(graph, degrees, wanted);
        assert_true(net_error(out, wanted, degrees) < 1e-15);
        memset(mean, 0, sizeof mean);
        for (uint32_t i = 0; i < NETWORKS; i++) {
            const cot_env_t env = {1, seed, NULL, NULL};
            assert_int_equal(cot_rewire(&made, graph, i, 10, &env, NULL), COT_OK);
            plain_club(made, degrees, wanted);
            for (uint32_t k = 0; k < degrees; k++) {
                mean[k] += wanted[k] / NETWORKS;
            }
            cot_graph_free(made);
        }
        assert_true(net_error(random, mean, degrees) < 1e-12);
        cot_graph_free(graph);
    }
}

static cot_status_t refuse(void *data, uint32_t number, uint32_t *pairs, cot_error_t *err) {
    (void)data;
    (void)pairs;
    return number == 2 ? cot_i_fail(err, COT_E_LIMIT, "the third is too much") : COT_OK;
}

static cot_status_t rewire_and_free(const cot_graph_t *graph, cot_error_t *err) {
    cot_graph_t *made = NULL;
    const cot_status_t st = cot_rewire(&made, graph, 0, 10, NULL, err);
    cot_graph_free(made);
    return st;
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST], random[NET_MOST];
    cot_graph_t *graph = net_shape(14), *made = NULL;
    cot_error_t said = COT_ERROR_INIT;
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_degree_assortativity(graph, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rewire(NULL, graph, 0, 10, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rewire(&made, NULL, 0, 10, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rewire(&made, graph, 0, -1, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rewire(&made, graph, 0, NAN, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rich_club(graph, 0, 10, out, random, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_rich_club(NULL, 0, 10, out, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_i_null_networks(graph, 0, 5, 1, refuse, NULL, &two, &said), COT_E_LIMIT);
    assert_string_equal(said.message, "the third is too much");
    NET_TORTURE(cot_degree_assortativity(graph, out, &two, &err));
    NET_TORTURE(rewire_and_free(graph, &err));
    NET_TORTURE(cot_rich_club(graph, 3, 10, out, random, &two, &err));
    NET_INTERRUPT(cot_rewire(&made, graph, 0, 100, &env, &err));
    NET_INTERRUPT(cot_rich_club(graph, 3, 100, out, random, &env, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_assortativity), cmocka_unit_test(test_assortativity_real),
        cmocka_unit_test(test_rewire),        cmocka_unit_test(test_uniform),
        cmocka_unit_test(test_two_sided),     cmocka_unit_test(test_rich_club),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
