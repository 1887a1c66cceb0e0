/* Triangles and local clustering: against plain counting and igraph; threads; out of memory; interrupted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

static bool joined(const cot_graph_t *graph, uint32_t u, uint32_t v) {
    for (uint64_t a = graph->off[u]; a < graph->off[u + 1]; a++) {
        if (graph->adj[a] == v) {
            return true;
        }
    }
    return false;
}

static void check(cot_graph_t *graph) {
    double out[NET_MOST], again[NET_MOST], wanted[NET_MOST];
    uint64_t triangles[NET_MOST], counted[NET_MOST];
    for (uint32_t v = 0; v < graph->n; v++) {
        const uint64_t degree = graph->off[v + 1] - graph->off[v];
        counted[v] = 0;
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            for (uint64_t b = graph->off[v]; b < a; b++) {
                counted[v] += joined(graph, graph->adj[a], graph->adj[b]);
            }
        }
        wanted[v] = degree < 2 ? NAN : (double)counted[v] / ((double)degree * (double)(degree - 1) / 2);
    }
    for (int threads = 1; threads <= 4; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_clustering(graph, threads == 1 ? out : again, triangles, &env, NULL), COT_OK);
        assert_memory_equal(triangles, counted, graph->n * sizeof *counted);
        assert_true(threads == 1 || graph->n == 0 || memcmp(out, again, graph->n * sizeof *out) == 0);
    }
    assert_true(net_error(out, wanted, graph->n) == 0.0);
    assert_int_equal(cot_i_ig_local_clustering(graph, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, graph->n) < 1e-15);
    assert_int_equal(cot_clustering(graph, out, NULL, NULL, NULL), COT_OK);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape));
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, false));
    }
}

static void test_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-AstroPh.txt.xz");
    if (graph) {
        double *out = malloc(graph->n * sizeof *out), *wanted = malloc(graph->n * sizeof *wanted);
        assert_true(out && wanted);
        assert_int_equal(cot_clustering(graph, out, NULL, NULL, NULL), COT_OK);
        assert_int_equal(cot_i_ig_local_clustering(graph, wanted, NULL, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-15);
        free(out);
        free(wanted);
        cot_graph_free(graph);
    }
}

/* Two hubs that are joined, and everything else joined to both: their rows are long wherever they stand in the
 * order, and must not be read for each of the others. */
static void test_hubs(void **state) {
    (void)state;
    enum { N = 300000, AT_ONCE = 5 };
    const uint32_t firsts[AT_ONCE] = {0, 1, N / 2, N - 3, N - 2};
    uint32_t *pairs = malloc(sizeof *pairs * 4 * N);
    uint64_t *triangles = malloc(sizeof *triangles * N);
    assert_true(pairs && triangles);
    for (int i = 0; i < AT_ONCE; i++) {
        const uint32_t hub = firsts[i];
        uint64_t m = 0;
        cot_graph_t *graph = NULL;
        for (uint32_t v = 0; v < N; v++) {
            for (uint32_t h = hub; h <= hub + 1; h++) {
                if (v != hub + 1 && v != h) {
                    pairs[2 * m] = v;
                    pairs[2 * m++ + 1] = h;
                }
            }
        }
        assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
        for (int threads = 1; threads <= 3; threads++) {
            const cot_env_t env = {threads, 1, NULL, NULL};
            assert_int_equal(cot_clustering(graph, NULL, triangles, &env, NULL), COT_OK);
            for (uint32_t v = 0; v < N; v++) {
                assert_int_equal(triangles[v], v == hub || v == hub + 1 ? N - 2 : 1);
            }
        }
        cot_graph_free(graph);
    }
    free(pairs);
    free(triangles);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *graph = net_random(53, false);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_clustering(NULL, out, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_clustering(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_clustering(graph, out, NULL, &two, &err));
    NET_INTERRUPT(cot_clustering(graph, out, NULL, &env, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_real),
        cmocka_unit_test(test_hubs),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
