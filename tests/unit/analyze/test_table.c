/* The table of measures and cot_analyze: selection, sampling, numbering of communities, figures, errors.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/measures.h"

/* Zachary's karate club (J. Anthropol. Res. 33, 452 (1977)): 34 people, 78 ties. */
static const uint32_t karate[] = {
    0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 10, 0, 11, 0, 12, 0, 13, 0, 17, 0, 19, 0, 21, 0, 31,
    1, 2, 1, 3, 1, 7, 1, 13, 1, 17, 1, 19, 1, 21, 1, 30, 2, 3, 2, 7, 2, 8, 2, 9, 2, 13, 2, 27, 2, 28, 2, 32,
    3, 7, 3, 12, 3, 13, 4, 6, 4, 10, 5, 6, 5, 10, 5, 16, 6, 16, 8, 30, 8, 32, 8, 33, 9, 33, 13, 33, 14, 32, 14, 33,
    15, 32, 15, 33, 18, 32, 18, 33, 19, 33, 20, 32, 20, 33, 22, 32, 22, 33, 23, 25, 23, 27, 23, 29, 23, 32, 23, 33,
    24, 25, 24, 27, 24, 31, 25, 31, 26, 29, 26, 33, 27, 33, 28, 31, 28, 33, 29, 32, 29, 33, 30, 32, 30, 33, 31, 32,
    31, 33, 32, 33};
enum { KARATE_EDGES = sizeof karate / sizeof *karate / 2 };

static cot_graph_t *karate_graph(void) {
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 34, KARATE_EDGES, karate, NULL, NULL), COT_OK);
    return graph;
}

static double figure(const cot_analysis_t *analysis, const char *name) {
    const cot_figure_t *found = cot_analysis_figure(analysis, name);
    assert_non_null(found);
    return found->real;
}

static void test_every_row_is_whole(void **state) {
    (void)state;
    for (size_t i = 0; cot_measures(i); i++) {
        const cot_measure_t *measure = cot_measures(i);
        assert_ptr_equal(cot_measure_find(measure->name), measure);     /* names are unique */
        assert_true(strlen(measure->title) > 0 && strlen(measure->definition) > 10);
        assert_true(strcmp(measure->engine, "coterie") == 0 || strcmp(measure->engine, "igraph") == 0);
        assert_true(measure->kinds != 0);
    }
    assert_null(cot_measure_find("no such"));
}

static void test_known_network(void **state) {
    (void)state;
    cot_graph_t *graph = karate_graph();
    cot_analysis_t *analysis = NULL;
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    params.measures = "all";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    assert_true(figure(analysis, "vertices") == 34 && figure(analysis, "edges") == 78);
    assert_true(figure(analysis, "triangles") == 45);
    assert_float_equal(figure(analysis, "transitivity"), 0.2556818, 1e-6);       /* igraph's answers */
    assert_float_equal(figure(analysis, "assortativity"), -0.4756131, 1e-6);
    assert_float_equal(figure(analysis, "mean_distance"), 2.4081996, 1e-6);
    assert_true(figure(analysis, "diameter") == 5 && figure(analysis, "connected_pairs") == 1);
    assert_true(figure(analysis, "degeneracy") == 4);
    assert_true(figure(analysis, "leiden_communities") == 4);
    assert_true(figure(analysis, "leiden_modularity") > 0.41 && figure(analysis, "leiden_modularity") < 0.4197897);
    assert_float_equal(cot_analysis_column(analysis, "betweenness")->reals[0], 231.0714286, 1e-6);
    assert_float_equal(cot_analysis_column(analysis, "eigenvector")->reals[33], 1.0, 1e-9);
    assert_float_equal(cot_analysis_column(analysis, "constraint")->reals[0], 0.1554233, 1e-6);
    assert_float_equal(cot_analysis_column(analysis, "effective-size")->reals[0], 16 - 36.0 / 16, 1e-12); /* 18 triangles */
    assert_true(figure(analysis, "max_truss") == 5);
    assert_true(figure(analysis, "rich_club") > 0 && figure(analysis, "small_world_sigma") > 1);
    assert_int_equal(cot_analysis_column(analysis, "core")->ints[0], 4);
    assert_string_equal(analysis->columns[analysis->community].measure->name, "leiden");
    assert_int_equal(analysis->degrees.max_degree, 17);
    assert_int_equal(analysis->degrees.counts[17], 1);
    for (size_t i = 0; i < analysis->n_figures; i++) {
        assert_ptr_equal(cot_analysis_figure(analysis, analysis->figures[i].name), &analysis->figures[i]);
    }
    cot_analysis_free(analysis);
    cot_graph_free(graph);
}

static void test_communities_are_numbered_by_size(void **state) {
    (void)state;
    int64_t membership[] = {5, 3, 5, 7, 3, 5, 7, 1, 0};
    const int64_t expected[] = {0, 1, 0, 2, 1, 0, 2, 3, 4};
    uint64_t count = 0, shared = 0;
    assert_int_equal(cot_i_renumber(membership, 9, &count, &shared, NULL), COT_OK);
    assert_memory_equal(membership, expected, sizeof expected);
    assert_int_equal(count, 5);
    assert_int_equal(shared, 3);
    membership[0] = 9;
    assert_int_equal(cot_i_renumber(membership, 9, &count, &shared, NULL), COT_E_INTERNAL);
}

static void test_selection(void **state) {
    (void)state;
    cot_graph_t *graph = karate_graph();
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_error_t err = COT_ERROR_INIT;
    cot_analysis_t *analysis = NULL;
    params.measures = "pagerank,degree";
    params.communities = "none";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    assert_int_equal(analysis->n_columns, 2);
    assert_true(analysis->community == SIZE_MAX);
    cot_analysis_free(analysis);
    params.measures = "none";
    params.communities = "louvain";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    assert_int_equal(analysis->n_columns, 1);
    assert_int_equal(analysis->community, 0);
    cot_analysis_free(analysis);
    params.measures = "degree,betweeness";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "\"betweeness\""));
    assert_non_null(strstr(err.message, "betweenness"));
    params.measures = NULL;
    params.communities = "degree";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_E_ARG);
    params.communities = NULL;
    params.resolution = NAN;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_E_ARG);
    cot_graph_free(graph);
}

/* A row of papers runs where the network comes with what it was made from, and only there. */
static void test_papers(void **state) {
    (void)state;
    static const uint64_t off[] = {0, 3, 6, 8, 9};
    static const uint32_t list[] = {0, 1, 2, 1, 2, 3, 1, 3, 3};
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_error_t err = COT_ERROR_INIT;
    cot_incidence_t *incidence = NULL;
    cot_graph_t *graph = NULL, *other = karate_graph();
    cot_analysis_t *analysis = NULL;
    assert_int_equal(cot_incidence_from_rows(&incidence, 4, 4, off, list, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_coauthor(&graph, incidence, COT_FULL, NULL, NULL), COT_OK);
    params.measures = "paper-redundancy";
    params.communities = "none";
    params.incidence = incidence;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    const double *value = cot_analysis_column(analysis, "paper-redundancy")->reals;
    assert_true(isnan(value[0]) && value[1] == 2.0 / 3 && value[2] == 1 && value[3] == 1.0 / 3);
    cot_analysis_free(analysis);
    assert_int_equal(cot_analyze(&analysis, other, &params, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "analysis: the incidence has 4 authors, the network 34");
    params.incidence = NULL;
    err = (cot_error_t)COT_ERROR_INIT;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "without its papers"));
    params.measures = "all";
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    assert_null(cot_analysis_column(analysis, "paper-redundancy"));
    assert_non_null(cot_analysis_column(analysis, "truss"));
    cot_analysis_free(analysis);
    cot_graph_free(graph);
    cot_graph_free(other);
    cot_incidence_free(incidence);
}

static void test_sampling_is_said(void **state) {
    (void)state;
    cot_graph_t *graph = karate_graph();
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_analysis_t *analysis = NULL;
    params.measures = "betweenness,harmonic,distances";
    params.budget = 0;
    params.pivots = 10;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    assert_non_null(strstr(cot_analysis_column(analysis, "betweenness")->note, "10 of 34 sources"));
    assert_non_null(strstr(cot_analysis_column(analysis, "harmonic")->note, "10 of 34"));
    assert_non_null(strstr(cot_analysis_figure(analysis, "mean_distance")->note, "10 of 34"));
    cot_analysis_free(analysis);
    params.exact = true;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    for (size_t i = 0; i < analysis->n_columns; i++) {
        assert_string_equal(analysis->columns[i].note, "");
    }
    cot_analysis_free(analysis);
    cot_graph_free(graph);
}

/* A ring with chords: every vertex is of its own kind, so that kernels of paths need their full memory. */
static cot_graph_t *ring_graph(uint32_t n) {
    uint32_t *pairs = malloc(4 * (size_t)n * sizeof *pairs);
    cot_graph_t *graph = NULL;
    assert_non_null(pairs);
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t ends[] = {v, (v + 1) % n, v, (v + 2 + v % 17) % n};
        memcpy(pairs + 4 * (size_t)v, ends, sizeof ends);
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, 2 * (uint64_t)n, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

static void test_short_memory_takes_the_next_cheaper_way(void **state) {
    (void)state;
    cot_graph_t *graph = ring_graph(3000);
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_analysis_t *analysis = NULL;
    cot_error_t err = COT_ERROR_INIT;
    params.measures = "degree,betweenness,harmonic,distances";
    params.communities = "none";
    cot_i_alloc_fail_above(200000); /* the network fits, rows of many sources do not */
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, &err), COT_OK);
    assert_non_null(strstr(cot_analysis_column(analysis, "betweenness")->note, "memory did not suffice"));
    assert_non_null(strstr(cot_analysis_column(analysis, "harmonic")->note, "memory did not suffice"));
    assert_true(isnan(cot_analysis_column(analysis, "betweenness")->reals[7]));
    assert_null(cot_analysis_figure(analysis, "mean_distance"));
    assert_int_equal(analysis->n_columns, 3); /* each once */
    cot_analysis_free(analysis);
    params.exact = true; /* asked for: then it is an error that names what was wanted */
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, &err), COT_E_NOMEM);
    assert_non_null(strstr(err.message, "bytes"));
    cot_i_alloc_fail_above(SIZE_MAX);
    cot_graph_free(graph);
}

static void test_empty_and_tiny_networks(void **state) {
    (void)state;
    static const uint32_t one_edge[] = {0, 1};
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    params.measures = "all";
    for (uint32_t n = 0; n < 4; n++) {
        cot_graph_t *graph = NULL;
        cot_analysis_t *analysis = NULL;
        assert_int_equal(cot_graph_from_edges(&graph, n, n >= 2, one_edge, NULL, NULL), COT_OK);
        assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
        assert_true(figure(analysis, "vertices") == n);
        cot_analysis_free(analysis);
        cot_graph_free(graph);
    }
}

static int stop_at_once(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data, (void)stage, (void)done, (void)total;
    return 1;
}

static void test_interrupt_and_memory(void **state) {
    (void)state;
    cot_graph_t *graph = karate_graph();
    cot_analysis_t *analysis = NULL;
    cot_env_t env = COT_ENV_INIT;
    env.progress = stop_at_once;
    assert_int_equal(cot_analyze(&analysis, graph, NULL, &env, NULL), COT_E_INTERRUPT);
    int64_t before = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k += 1 + k / 8) {
        cot_i_alloc_fail_after(k);
        st = cot_analyze(&analysis, graph, NULL, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        assert_true(st == COT_OK || cot_i_alloc_live() == before);
    }
    cot_analysis_free(analysis);
    assert_int_equal(cot_i_alloc_live(), before);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_row_is_whole),
        cmocka_unit_test(test_known_network),
        cmocka_unit_test(test_communities_are_numbered_by_size),
        cmocka_unit_test(test_selection),
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_sampling_is_said),
        cmocka_unit_test(test_short_memory_takes_the_next_cheaper_way),
        cmocka_unit_test(test_empty_and_tiny_networks),
        cmocka_unit_test(test_interrupt_and_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
