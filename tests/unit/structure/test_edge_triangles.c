/* Triangles of edges, clustering on weights, truss numbers: against plain counting and igraph; threads; out
 * of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

enum { MOST_EDGES = 8192 };

typedef struct {
    uint8_t joined[NET_MOST][NET_MOST];
    double weight[NET_MOST][NET_MOST];
} matrix_t;

static matrix_t *matrix_of(const cot_graph_t *graph) {
    matrix_t *m = calloc(1, sizeof *m);
    assert_non_null(m);
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t u = graph->from[e], v = graph->to[e];
        m->joined[u][v] = m->joined[v][u] = 1;
        m->weight[u][v] = m->weight[v][u] = graph->weight[e];
    }
    return m;
}

static uint32_t common(const matrix_t *m, uint32_t n, uint32_t u, uint32_t v) {
    uint32_t count = 0;
    for (uint32_t w = 0; w < n; w++) {
        count += m->joined[u][w] & m->joined[v][w];
    }
    return count;
}

static void plain_barrat(const cot_graph_t *graph, const matrix_t *m, double *out) {
    for (uint32_t v = 0; v < graph->n; v++) {
        double sum = 0, strength = 0;
        uint32_t degree = 0;
        for (uint32_t j = 0; j < graph->n; j++) {
            strength += m->weight[v][j];
            degree += m->joined[v][j];
            for (uint32_t h = 0; h < graph->n; h++) {
                if (m->joined[v][j] & m->joined[v][h] & m->joined[j][h]) {
                    sum += (m->weight[v][j] + m->weight[v][h]) / 2;
                }
            }
        }
        out[v] = degree < 2 ? NAN : sum / (strength * (degree - 1.0));
    }
}

/* For k = 3, 4, ...: edges in fewer than k - 2 triangles of what is left go, again and again. */
static void plain_trusses(const cot_graph_t *graph, matrix_t *m, uint32_t *out) {
    uint64_t left = graph->m;
    for (uint32_t k = 3; left > 0; k++) {
        for (bool again = true; again;) {
            again = false;
            for (uint64_t e = 0; e < graph->m; e++) {
                const uint32_t u = graph->from[e], v = graph->to[e];
                if (m->joined[u][v] && common(m, graph->n, u, v) < k - 2) {
                    m->joined[u][v] = m->joined[v][u] = 0;
                    out[e] = k - 1;
                    left--;
                    again = true;
                }
            }
        }
    }
}

static void check_vertices(const cot_graph_t *graph, const uint32_t *edges, const uint32_t *vertices) {
    for (uint32_t v = 0; v < graph->n; v++) {
        uint32_t most = 0;
        for (uint64_t e = 0; e < graph->m; e++) {
            most = (graph->from[e] == v || graph->to[e] == v) && edges[e] > most ? edges[e] : most;
        }
        assert_int_equal(vertices[v], most);
    }
}

static void check(cot_graph_t *graph) {
    static uint32_t triangles[MOST_EDGES], truss[MOST_EDGES], wanted[MOST_EDGES], vertices[NET_MOST];
    double out[NET_MOST], again[NET_MOST], reals[NET_MOST];
    matrix_t *m = matrix_of(graph);
    assert_true(graph->m <= MOST_EDGES);
    plain_barrat(graph, m, reals);
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_edge_triangles(graph, triangles, &env, NULL), COT_OK);
        for (uint64_t e = 0; e < graph->m; e++) {
            assert_int_equal(triangles[e], common(m, graph->n, graph->from[e], graph->to[e]));
        }
        assert_int_equal(cot_weighted_clustering(graph, threads == 1 ? out : again, &env, NULL), COT_OK);
        assert_true(threads == 1 || graph->n == 0 || memcmp(out, again, graph->n * sizeof *out) == 0);
    }
    assert_true(net_error(out, reals, graph->n) < 1e-14);
    if (cot_i_ig_barrat(graph, reals, NULL, NULL) == COT_OK) {
        assert_true(net_error(out, reals, graph->n) < 1e-12);
    }
    plain_trusses(graph, m, wanted);
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_truss_numbers(graph, truss, vertices, &env, NULL), COT_OK);
        assert_memory_equal(truss, wanted, graph->m * sizeof *truss);
        check_vertices(graph, truss, vertices);
    }
    assert_int_equal(cot_i_ig_truss(graph, wanted, NULL, NULL), COT_OK);
    assert_memory_equal(truss, wanted, graph->m * sizeof *truss);
    free(m);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape));
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, seed % 2));
    }
}

/* Without weights Barrat's clustering is Watts and Strogatz's. */
static void test_equal_weights(void **state) {
    (void)state;
    double out[NET_MOST], wanted[NET_MOST];
    for (uint64_t seed = 0; seed < 60; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        assert_int_equal(cot_weighted_clustering(graph, out, NULL, NULL), COT_OK);
        assert_int_equal(cot_clustering(graph, wanted, NULL, NULL, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-15);
        cot_graph_free(graph);
    }
}

/* Rounds of many edges, two threads and more, beside igraph; all triangles are counted. */
static void test_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-AstroPh.txt.xz");
    if (graph) {
        uint32_t *out = malloc(graph->m * sizeof *out), *wanted = malloc(graph->m * sizeof *wanted);
        uint64_t *at = malloc(graph->n * sizeof *at), all = 0, corners = 0;
        assert_true(out && wanted && at);
        assert_int_equal(cot_i_ig_truss(graph, wanted, NULL, NULL), COT_OK);
        for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
            const cot_env_t env = {threads, 1, NULL, NULL};
            assert_int_equal(cot_truss_numbers(graph, out, NULL, &env, NULL), COT_OK);
            assert_memory_equal(out, wanted, graph->m * sizeof *out);
        }
        assert_int_equal(cot_edge_triangles(graph, out, NULL, NULL), COT_OK);
        assert_int_equal(cot_clustering(graph, NULL, at, NULL, NULL), COT_OK);
        for (uint64_t e = 0; e < graph->m; e++) {
            all += out[e];
        }
        for (uint32_t v = 0; v < graph->n; v++) {
            corners += at[v];
        }
        assert_true(all == corners && all % 3 == 0);
        free(out);
        free(wanted);
        free(at);
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    static uint32_t edges[MOST_EDGES];
    double out[NET_MOST];
    cot_graph_t *graph = net_random(53, true);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_edge_triangles(NULL, edges, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_edge_triangles(graph, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_weighted_clustering(graph, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_truss_numbers(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_edge_triangles(graph, edges, &two, &err));
    NET_TORTURE(cot_weighted_clustering(graph, out, &two, &err));
    NET_TORTURE(cot_truss_numbers(graph, edges, NULL, &two, &err));
    NET_INTERRUPT(cot_edge_triangles(graph, edges, &env, &err));
    NET_INTERRUPT(cot_weighted_clustering(graph, out, &env, &err));
    NET_INTERRUPT(cot_truss_numbers(graph, edges, NULL, &env, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_equal_weights),
        cmocka_unit_test(test_real),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
