/* Distances along edges of length 1 / weight: against Floyd and Warshall's sums, igraph and known values.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "coterie/igraph.h"
#include "prepare/prepared.h"

/* All distances: infinite where there is no path. */
static double *floyd_warshall(const cot_graph_t *graph) {
    const uint32_t n = graph->n;
    double *d = malloc(((size_t)n * n + 1) * sizeof *d);
    assert_non_null(d);
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = 0; v < n; v++) {
            d[u * n + v] = u == v ? 0 : INFINITY;
        }
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        d[graph->from[e] * n + graph->to[e]] = d[graph->to[e] * n + graph->from[e]] = 1 / graph->weight[e];
    }
    for (uint32_t k = 0; k < n; k++) {
        for (uint32_t u = 0; u < n; u++) {
            for (uint32_t v = 0; v < n && isfinite(d[u * n + k]); v++) {
                const double by = d[u * n + k] + d[k * n + v];
                d[u * n + v] = by < d[u * n + v] ? by : d[u * n + v];
            }
        }
    }
    return d;
}

static bool near(double a, double b) {
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static void compare(const cot_distances_t *d, const double *all, const uint8_t *picked) {
    const uint32_t n = d->n;
    double total = 0, count = 0, joined = 0, diameter = 0;
    for (uint32_t v = 0; v < n; v++) {
        double sum = 0, inverse = 0, far = 0, with = 0, others = 0, part = 0;
        for (uint32_t s = 0; s < n; s++) {
            const double k = all[s * n + v];
            part += isfinite(k) && s != v;
            if (s != v && (!picked || picked[s])) {
                others++;
                inverse += 1 / k;
                with += isfinite(k);
                sum += isfinite(k) ? k : 0;
                far = isfinite(k) && k > far ? k : far;
            }
        }
        assert_true(near(d->closeness[v], with > 0 ? with / sum : NAN));
        assert_true(near(d->wasserman_faust[v], part > 0 ? (with > 0 ? with / sum : NAN) * part / (n - 1.0) : 0));
        assert_true(near(d->harmonic[v], others > 0 ? inverse / others : 0));
        assert_true(near(d->eccentricity[v], far));
        total += sum;
        count += with;
        joined += part;
        diameter = far > diameter ? far : diameter;
    }
    assert_true(near(d->mean, count > 0 ? total / count : NAN) && near(d->diameter, diameter));
    assert_true(near(d->share_connected, n > 1 ? joined / (n * (n - 1.0)) : NAN));
    assert_true(d->weighted && !d->pairs && isnan(d->effective_diameter));
}

static void check(cot_graph_t *graph, uint32_t k) {
    uint8_t picked[NET_MOST];
    uint32_t per_class[NET_MOST], n_picked = 0;
    const cot_env_t env = {3, k, NULL, NULL};
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    double *all = floyd_warshall(graph);
    assert_int_equal(cot_weighted_distances(&d, prepared, NULL, &env, NULL), COT_OK);
    compare(d, all, NULL);
    assert_true(d->method == COT_DISTANCES_EXACT && d->n_sources == graph->n);
    cot_distances_free(d);
    if (k > 0 && k < graph->n) {
        const cot_distances_params_t params = {k, false};
        assert_int_equal(cot_i_pick_sources(&prepared->quotient, graph->n, k, k, per_class, picked, &n_picked, NULL),
                         COT_OK);
        assert_int_equal(cot_weighted_distances(&d, prepared, &params, &env, NULL), COT_OK);
        compare(d, all, picked);
        assert_true(d->method == COT_DISTANCES_SAMPLED && d->n_sources == k && isnan(d->radius));
        cot_distances_free(d);
    }
    free(all);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), 3);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, true);
        check(graph, (uint32_t)(seed * 11 % graph->n));
    }
}

/* A detour over heavy edges is shorter than a light one. */
static void test_known_values(void **state) {
    (void)state;
    const uint32_t pairs[] = {0, 1, 1, 2, 0, 2};
    const double weight[] = {4, 4, 1};
    cot_graph_t *graph = NULL;
    cot_distances_t *d = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 3, 3, pairs, weight, NULL), COT_OK);
    cot_prepared_t *prepared = net_prepare(graph, 1);
    assert_int_equal(cot_weighted_distances(&d, prepared, NULL, NULL, NULL), COT_OK);
    assert_true(d->eccentricity[0] == 0.5 && d->closeness[1] == 4 && d->harmonic[0] == 3 && d->radius == 0.25);
    assert_true(d->diameter == 0.5 && near(d->mean, (0.25 + 0.25 + 0.5) / 3));
    cot_distances_free(d);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

/* Weights whose lengths would not be numbers above 0 never come so far. */
static void test_refused_weights(void **state) {
    (void)state;
    const uint32_t pairs[] = {0, 1};
    const double wrong[] = {0, -1, NAN, INFINITY, -INFINITY};
    cot_graph_t *graph = NULL;
    cot_distances_t *d = NULL;
    cot_error_t err = COT_ERROR_INIT;
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cot_error_t said = COT_ERROR_INIT;
        assert_int_equal(cot_graph_from_edges(&graph, 2, 1, pairs, &wrong[i], &said), COT_E_ARG);
        assert_non_null(strstr(said.message, "weight"));
    }
    const double tiny = 1e-310; /* 1 / weight is infinite */
    assert_int_equal(cot_graph_from_edges(&graph, 2, 1, pairs, &tiny, NULL), COT_OK);
    cot_prepared_t *prepared = net_prepare(graph, 1);
    assert_int_equal(cot_weighted_distances(&d, prepared, NULL, NULL, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "weight 1e-310 between vertices 0 and 1"));
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

static cot_graph_t *with_weights(const cot_graph_t *plain) {
    cot_graph_t *graph = NULL;
    cot_rng_t rng;
    uint32_t *pairs = malloc(2 * plain->m * sizeof *pairs);
    double *weight = malloc(plain->m * sizeof *weight);
    assert_true(pairs && weight);
    cot_i_rng_init(&rng, 3, 3, 3);
    for (uint64_t e = 0; e < plain->m; e++) {
        pairs[2 * e] = plain->from[e];
        pairs[2 * e + 1] = plain->to[e];
        weight[e] = 0.05 + 3 * cot_i_rng_real(&rng);
    }
    assert_int_equal(cot_graph_from_edges(&graph, plain->n, plain->m, pairs, weight, NULL), COT_OK);
    free(pairs);
    free(weight);
    return graph;
}

static void check_igraph(const cot_graph_t *graph, const cot_distances_t *d) {
    igraph_t ig;
    igraph_vector_t lengths, values;
    igraph_vs_t some;
    assert_int_equal(cot_graph_to_igraph(graph, NULL, &ig, NULL), COT_OK);
    assert_int_equal(igraph_vector_init(&values, 0), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vector_init(&lengths, (igraph_integer_t)graph->m), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vs_range(&some, 0, 300), IGRAPH_SUCCESS);
    for (uint64_t e = 0; e < graph->m; e++) {
        VECTOR(lengths)[e] = 1 / graph->weight[e];
    }
    assert_int_equal(igraph_closeness(&ig, &values, NULL, NULL, some, IGRAPH_ALL, &lengths, true), IGRAPH_SUCCESS);
    assert_true(net_error(d->closeness, VECTOR(values), 300) < 1e-11);
    assert_int_equal(igraph_harmonic_centrality(&ig, &values, some, IGRAPH_ALL, &lengths, true), IGRAPH_SUCCESS);
    assert_true(net_error(d->harmonic, VECTOR(values), 300) < 1e-11);
    igraph_vs_destroy(&some);
    igraph_vector_destroy(&values);
    igraph_vector_destroy(&lengths);
    igraph_destroy(&ig);
}

static void check_same_bytes(const cot_prepared_t *prepared, uint32_t n_sources, const cot_distances_t *first) {
    static const int threads[] = {1, 2, 3, 8};
    const cot_distances_params_t params = {n_sources, false};
    cot_distances_t *d = NULL, *begin = NULL;
    for (unsigned i = 0; i < 4; i++) {
        const cot_env_t env = {threads[i], 5, NULL, NULL};
        assert_int_equal(cot_weighted_distances(&d, prepared, &params, &env, NULL), COT_OK);
        begin = first || begin ? begin : d;
        const cot_distances_t *to = first ? first : begin;
        assert_memory_equal(d->closeness, to->closeness, d->n * sizeof(double));
        assert_memory_equal(d->harmonic, to->harmonic, d->n * sizeof(double));
        assert_memory_equal(d->eccentricity, to->eccentricity, d->n * sizeof(double));
        assert_memory_equal(&d->mean, &to->mean, sizeof d->mean);
        if (d != begin) {
            cot_distances_free(d);
        }
    }
    cot_distances_free(begin);
}

static void test_large(void **state) {
    (void)state;
    cot_graph_t *plain = net_shared("ca-GrQc.txt.xz");
    if (!plain) {
        return;
    }
    cot_graph_t *graph = with_weights(plain);
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_weighted_distances(&d, prepared, NULL, &two, NULL), COT_OK);
    check_igraph(graph, d);
    check_same_bytes(prepared, 150, NULL);
    cot_distances_free(d);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
    cot_graph_free(plain);
}

static cot_status_t run_and_free(const cot_prepared_t *prepared, uint32_t n_sources, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_distances_t *d = NULL;
    const cot_distances_params_t params = {n_sources, false};
    const cot_status_t st = cot_weighted_distances(&d, prepared, &params, env, err);
    assert_true((st == COT_OK) == (d != NULL));
    cot_distances_free(d);
    return st;
}

static void test_failures(void **state) {
    (void)state;
    cot_graph_t *graph = net_shape(14); /* long enough for a second word of progress */
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_weighted_distances(NULL, prepared, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_weighted_distances(&d, NULL, NULL, NULL, NULL), COT_E_ARG);
    check_same_bytes(prepared, 0, NULL);
    NET_TORTURE(run_and_free(prepared, 0, &two, &err));
    NET_TORTURE(run_and_free(prepared, 5, &two, &err));
    NET_INTERRUPT(run_and_free(prepared, 0, &env, &err));
    NET_INTERRUPT(run_and_free(prepared, 40, &env, &err));
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),      cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_refused_weights), cmocka_unit_test(test_large),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
