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
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
