/* The rows of distances: what they say is what one pass found.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

static const char *const ROWS = "closeness,harmonic,eccentricity,distances,weighted-closeness,weighted-harmonic";

static cot_analysis_t *analyse(const cot_graph_t *graph, double budget) {
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_analysis_t *analysis = NULL;
    params.measures = ROWS;
    params.communities = "none";
    params.budget = budget;
    params.pivots = 7;
    assert_int_equal(cot_analyze(&analysis, graph, &params, NULL, NULL), COT_OK);
    return analysis;
}

static void same_column(const cot_analysis_t *analysis, const char *name, const double *wanted, const char *note) {
    const cot_column_t *column = cot_analysis_column(analysis, name);
    assert_non_null(column);
    assert_int_equal(column->type, COT_REAL);
    assert_memory_equal(column->reals, wanted, analysis->n * sizeof *wanted);
    assert_true(note[0] ? strncmp(column->note, note, strlen(note)) == 0 : column->note[0] == '\0');
}

static void same_figure(const cot_analysis_t *analysis, const char *name, double wanted) {
    const cot_figure_t *figure = cot_analysis_figure(analysis, name);
    assert_non_null(figure);
    assert_true(figure->real == wanted || (isnan(wanted) && isnan(figure->real)));
}

static void test_exact(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 40; seed++) {
        cot_graph_t *graph = net_random(seed, true);
        cot_prepared_t *prepared = net_prepare(graph, 1);
        cot_distances_t *d = NULL, *weighted = NULL;
        cot_analysis_t *analysis = analyse(graph, 60);
        assert_int_equal(cot_distances(&d, prepared, NULL, NULL, NULL), COT_OK);
        assert_int_equal(cot_weighted_distances(&weighted, prepared, NULL, NULL, NULL), COT_OK);
        same_column(analysis, "closeness", d->closeness, "");
        same_column(analysis, "harmonic", d->harmonic, "");
        same_column(analysis, "eccentricity", d->eccentricity, "");
        same_column(analysis, "weighted-closeness", weighted->closeness, "");
        same_column(analysis, "weighted-harmonic", weighted->harmonic, "");
        same_figure(analysis, "mean_distance", d->mean);
        same_figure(analysis, "effective_diameter", d->effective_diameter);
        same_figure(analysis, "diameter", d->diameter);
        same_figure(analysis, "radius", d->radius);
        same_figure(analysis, "connected_pairs", d->share_connected);
        assert_true(analysis->distances.exact && analysis->distances.longest == d->longest);
        for (uint32_t k = 0; k <= d->longest; k++) {
            assert_int_equal(2 * analysis->distances.counts[k], d->pairs[k]);
        }
        cot_analysis_free(analysis);
        cot_distances_free(weighted);
        cot_distances_free(d);
        cot_prepared_free(prepared);
        cot_graph_free(graph);
    }
}

static void test_sampled(void **state) {
    (void)state;
    cot_graph_t *graph = net_shape(13);
    cot_prepared_t *prepared = net_prepare(graph, 1);
    const cot_distances_params_t params = {7, false};
    cot_distances_t *d = NULL;
    cot_analysis_t *analysis = analyse(graph, 0);
    assert_int_equal(cot_distances(&d, prepared, &params, NULL, NULL), COT_OK);
    same_column(analysis, "closeness", d->closeness, "estimated from distances to 7 of 30 vertices; exact (--exact) is predicted at ");
    same_column(analysis, "harmonic", d->harmonic,
                "estimated from distances to 7 of 30 vertices (95% within 0.51); exact (--exact)");
    same_column(analysis, "eccentricity", d->eccentricity,
                "estimated from distances to 7 of 30 vertices (lower bound); exact (--exact)");
    assert_null(cot_analysis_figure(analysis, "radius"));
    assert_string_equal(cot_analysis_figure(analysis, "diameter")->title, "Longest distance seen");
    assert_true(!analysis->distances.exact && analysis->distances.counts[1] == d->pairs[1]);
    cot_analysis_free(analysis);
    cot_distances_free(d);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

static cot_status_t run_and_free(const cot_graph_t *graph, cot_error_t *err) {
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_analysis_t *analysis = NULL;
    params.measures = ROWS;
    params.communities = "none";
    const cot_status_t st = cot_analyze(&analysis, graph, &params, NULL, err);
    cot_analysis_free(analysis);
    return st;
}

static void test_memory(void **state) {
    (void)state;
    cot_graph_t *graph = net_shape(10);
    NET_TORTURE(run_and_free(graph, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_sampled),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
