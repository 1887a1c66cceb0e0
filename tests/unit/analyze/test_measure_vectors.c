/* The kernels against tests/vectors/measures.json.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "unit/kernel_nets.h"

static double real_of(const json_t *value) {
    return json_is_null(value) ? NAN : json_number_value(value);
}

static void compare(const json_t *row, const char *key, const double *values, uint32_t n, double allowed) {
    const json_t *wanted = json_object_get(row, key);
    assert_int_equal(json_array_size(wanted), n);
    for (uint32_t v = 0; v < n; v++) {
        const double w = real_of(json_array_get(wanted, v));
        if (isnan(w) != isnan(values[v]) || fabs(w - values[v]) > allowed) {
            fail_msg("%s, %s of vertex %u: %.17g (wanted %.17g)",
                     json_string_value(json_object_get(row, "name")), key, v, values[v], w);
        }
    }
}

static void compare_numbers(const json_t *row, const char *key, const uint32_t *values, uint32_t n) {
    double reals[NET_MOST];
    for (uint32_t v = 0; v < n; v++) {
        reals[v] = values[v];
    }
    compare(row, key, reals, n, 0);
}

static void compare_one(const json_t *row, const char *key, double value) {
    const double w = real_of(json_object_get(row, key));
    assert_true(isnan(w) ? isnan(value) : fabs(w - value) < 1e-14);
}

static cot_graph_t *graph_of(const json_t *row) {
    const json_t *edges = json_object_get(row, "edges"), *weights = json_object_get(row, "weights");
    const size_t m = json_array_size(edges);
    uint32_t pairs[2 * NET_MOST];
    double weight[NET_MOST];
    cot_graph_t *graph = NULL;
    assert_true(m <= NET_MOST);
    for (size_t e = 0; e < m; e++) {
        for (size_t i = 0; i < 2; i++) {
            pairs[2 * e + i] = (uint32_t)json_integer_value(json_array_get(json_array_get(edges, e), i));
        }
        weight[e] = weights ? json_number_value(json_array_get(weights, e)) : 1;
    }
    assert_int_equal(cot_graph_from_edges(&graph,
                                          (uint32_t)json_integer_value(json_object_get(row, "vertices")), m,
                                          pairs, weights ? weight : NULL, NULL),
                     COT_OK);
    if (json_object_get(row, "left")) {
        graph->n_left = (uint32_t)json_integer_value(json_object_get(row, "left"));
    }
    return graph;
}

static void check_vertices(const json_t *row, const cot_graph_t *graph) {
    double values[NET_MOST];
    uint64_t triangles[NET_MOST];
    uint32_t numbers[NET_MOST];
    cot_prepared_t *prepared = NULL;
    assert_int_equal(cot_prepare(&prepared, graph, NULL, NULL), COT_OK);
    assert_int_equal(cot_betweenness(prepared, NULL, values, NULL, NULL, NULL, NULL), COT_OK);
    compare(row, "betweenness", values, graph->n, 1e-12);
    assert_int_equal(cot_harmonic(prepared, 0, values, NULL, NULL), COT_OK);
    compare(row, "harmonic", values, graph->n, 1e-14);
    cot_prepared_free(prepared);
    assert_int_equal(cot_pagerank(graph, values, NULL, NULL, NULL), COT_OK);
    compare(row, "pagerank", values, graph->n, 1e-9);
    assert_int_equal(cot_clustering(graph, values, triangles, NULL, NULL), COT_OK);
    compare(row, "clustering", values, graph->n, 1e-15);
    for (uint32_t v = 0; v < graph->n; v++) {
        numbers[v] = (uint32_t)triangles[v];
    }
    compare_numbers(row, "triangles", numbers, graph->n);
    assert_int_equal(cot_core_numbers(graph, numbers, NULL), COT_OK);
    compare_numbers(row, "core", numbers, graph->n);
    assert_int_equal(cot_components(graph, numbers, NULL, NULL, NULL), COT_OK);
    compare_numbers(row, "component", numbers, graph->n);
}

static void check_structure(const json_t *row, const cot_graph_t *graph) {
    double values[NET_MOST], more[NET_MOST];
    uint32_t numbers[NET_MOST];
    assert_int_equal(cot_structural_holes(graph, values, more, NULL, NULL, NULL, NULL), COT_OK);
    compare(row, "constraint", values, graph->n, 1e-14);
    compare(row, "effective_size", more, graph->n, 1e-14);
    assert_int_equal(cot_weighted_clustering(graph, values, NULL, NULL), COT_OK);
    compare(row, "weighted_clustering", values, graph->n, 1e-15);
    assert_int_equal(cot_truss_numbers(graph, NULL, numbers, NULL, NULL), COT_OK);
    compare_numbers(row, "truss", numbers, graph->n);
    assert_int_equal(cot_degree_assortativity(graph, values, NULL, NULL), COT_OK);
    compare_one(row, "assortativity", values[0]);
}

static void check_network(const json_t *row, const cot_graph_t *graph) {
    int64_t community[NET_MOST];
    cot_distances_t *d = NULL;
    for (uint32_t v = 0; v < graph->n; v++) {
        community[v] = json_integer_value(json_array_get(json_object_get(row, "community"), v));
    }
    cot_prepared_t *prepared = NULL;
    assert_int_equal(cot_prepare(&prepared, graph, NULL, NULL), COT_OK);
    assert_int_equal(cot_distances(&d, prepared, NULL, NULL, NULL), COT_OK);
    cot_prepared_free(prepared);
    compare_one(row, "mean_distance", d->mean);
    compare_one(row, "connected_share", d->share_connected);
    compare_one(row, "longest", d->longest);
    cot_distances_free(d);
    compare_one(row, "modularity", cot_modularity(graph, community, 1));
    if (json_object_get(row, "barber_modularity")) {
        compare_one(row, "barber_modularity", cot_barber_modularity(graph, community));
    }
}

static void test_vectors(void **state) {
    (void)state;
    json_error_t error;
    json_t *root = json_load_file(COT_TESTS_DIR "/vectors/measures.json", 0, &error), *row;
    size_t i;
    assert_non_null(root);
    json_t *cases = json_object_get(root, "cases");
    assert_true(json_array_size(cases) >= 8);
    json_array_foreach(cases, i, row) {
        cot_graph_t *graph = graph_of(row);
        check_vertices(row, graph);
        check_structure(row, graph);
        check_network(row, graph);
        cot_graph_free(graph);
    }
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
