/* Distances by probabilistic counters: against exact ones, over many seeds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "paths/distances.h"
#include "prepare/prepared.h"

/* A tree of near neighbours, and up to n - 51 edges between farther ones (m below 2 n - 51). */
static cot_graph_t *sparse(uint32_t n, uint32_t m, uint64_t seed) {
    cot_graph_t *graph = NULL;
    cot_rng_t rng;
    uint32_t *pairs = malloc(2 * (size_t)m * sizeof *pairs), count = 0;
    assert_non_null(pairs);
    cot_i_rng_init(&rng, seed, 15, 0);
    for (uint32_t v = 1; count < m; v++) { /* at most 40 apart, then at least 41: no pair twice */
        const uint32_t end = v % n;
        if (v < n) {
            pairs[2 * count] = v;
            pairs[2 * count++ + 1] = v - 1 - (uint32_t)cot_i_rng_below(&rng, v < 40 ? v : 40);
        } else if (end > 50) {
            pairs[2 * count] = end;
            pairs[2 * count++ + 1] = end - 41 - (uint32_t)cot_i_rng_below(&rng, end - 41 < 300 ? end - 41 : 300);
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

/* Sums of squared relative errors, and of relative errors. */
static void add_errors(const double *found, const double *exact, uint32_t n, double *squares, double *sum) {
    for (uint32_t v = 0; v < n; v++) {
        const double error = found[v] / exact[v] - 1;
        *squares += error * error;
        *sum += error;
    }
}

/* Root of the mean squared relative error over vertices and seeds: within the stated standard error. */
static void check_error(const cot_graph_t *graph, unsigned log2m, unsigned seeds) {
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *exact = NULL, *d = NULL;
    const double count = (double)seeds * graph->n;
    double harmonic = 0, closeness = 0, bias = 0, other = 0, mean = 0, stated = 0;
    assert_int_equal(cot_distances(&exact, prepared, NULL, NULL, NULL), COT_OK);
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        const cot_env_t env = {2, seed, NULL, NULL};
        assert_int_equal(cot_hyperball(&d, prepared, log2m, &env, NULL), COT_OK);
        stated = d->harmonic_error;
        add_errors(d->harmonic, exact->harmonic, graph->n, &harmonic, &bias);
        add_errors(d->closeness, exact->closeness, graph->n, &closeness, &other);
        mean += d->mean / exact->mean - 1;
        assert_true(d->method == COT_DISTANCES_HYPERBALL && isnan(d->radius));
        assert_true(d->diameter <= exact->diameter && d->share_connected == exact->share_connected);
        assert_true(d->pairs[1] == exact->pairs[1]);
        for (uint32_t v = 0; v < graph->n; v++) {
            assert_true(d->eccentricity[v] <= exact->eccentricity[v]);
        }
        cot_distances_free(d);
    }
    harmonic = sqrt(harmonic / count);
    closeness = sqrt(closeness / count);
    print_message("2^%u registers: stated %.4f, harmonic %.4f (mean %+.4f), closeness %.4f, mean distance %+.4f\n",
                  log2m, stated, harmonic, bias / count, closeness, mean / seeds);
    assert_true(fabs(stated - 1.04 / sqrt((double)(1u << log2m))) < 1e-15);
    assert_true(harmonic < stated && closeness < stated && fabs(bias / count) < stated / 3);
    cot_distances_free(exact);
    cot_prepared_free(prepared);
}

static void test_standard_error(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 3; seed++) {
        cot_graph_t *graph = sparse(600, 600 + 250 * (uint32_t)seed, seed);
        check_error(graph, 4, 40);
        check_error(graph, 6, 30);
        check_error(graph, 9, 10);
        cot_graph_free(graph);
    }
}

/* What does not hang on counters: distances of at most 2, parts, nothing at all. */
static void test_exact_parts(void **state) {
    (void)state;
    static const unsigned shapes[] = {0, 1, 2, 3, 4, 6, 9, 12};
    for (unsigned i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        cot_graph_t *graph = net_shape(shapes[i]);
        cot_prepared_t *prepared = net_prepare(graph, 1);
        cot_distances_t *exact = NULL, *d = NULL;
        assert_int_equal(cot_distances(&exact, prepared, NULL, NULL, NULL), COT_OK);
        assert_int_equal(cot_hyperball(&d, prepared, 0, NULL, NULL), COT_OK);
        assert_true(net_error(d->harmonic, exact->harmonic, graph->n) < 1e-12);
        assert_true(net_error(d->closeness, exact->closeness, graph->n) < 1e-12);
        assert_true(net_error(d->wasserman_faust, exact->wasserman_faust, graph->n) < 1e-12);
        assert_true(net_error(&d->mean, &exact->mean, 1) < 1e-12);
        assert_true(net_error(&d->share_connected, &exact->share_connected, 1) < 1e-12);
        cot_distances_free(d);
        cot_distances_free(exact);
        cot_prepared_free(prepared);
        cot_graph_free(graph);
    }
}

/* Every kind of network: defined where the exact values are, and between what is possible. */
static void test_bounds(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        cot_prepared_t *prepared = net_prepare(graph, 1);
        cot_distances_t *exact = NULL, *d = NULL;
        assert_int_equal(cot_distances(&exact, prepared, NULL, NULL, NULL), COT_OK);
        assert_int_equal(cot_hyperball(&d, prepared, 8, NULL, NULL), COT_OK);
        for (uint32_t v = 0; v < graph->n; v++) {
            assert_int_equal(isnan(d->closeness[v]), isnan(exact->closeness[v]));
            assert_true(isnan(d->closeness[v]) || (d->closeness[v] > 0 && d->closeness[v] <= 1 + 1e-12));
            assert_true(d->harmonic[v] >= 0 && d->harmonic[v] <= 1 + 1e-12);
            assert_true(d->eccentricity[v] <= exact->eccentricity[v]);
        }
        cot_distances_free(d);
        cot_distances_free(exact);
        cot_prepared_free(prepared);
        cot_graph_free(graph);
    }
}

static void test_same_bytes(void **state) {
    (void)state;
    static const int threads[] = {1, 2, 3, 8};
    cot_graph_t *graph = sparse(10000, 16000, 9);
    cot_prepared_t *prepared = net_prepare(graph, 2);
    cot_distances_t *first = NULL, *d = NULL;
    for (unsigned i = 0; i < 4 * ((unsigned)cot_i_isa_best() + 1); i++) {
        const cot_env_t env = {threads[i % 4], 7, NULL, NULL};
        assert_int_equal(cot_i_hyperball_isa(&d, prepared, 5, (cot_isa_t)(i / 4), &env, NULL), COT_OK);
        first = first ? first : d;
        assert_memory_equal(d->harmonic, first->harmonic, graph->n * sizeof(double));
        assert_memory_equal(d->closeness, first->closeness, graph->n * sizeof(double));
        assert_memory_equal(d->pairs, first->pairs, (d->longest + 1) * sizeof *d->pairs);
        if (d != first) {
            cot_distances_free(d);
        }
    }
    cot_distances_free(first);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

static cot_status_t run_and_free(const cot_prepared_t *prepared, const cot_env_t *env, cot_error_t *err) {
    cot_distances_t *d = NULL;
    const cot_status_t st = cot_hyperball(&d, prepared, 6, env, err);
    assert_true((st == COT_OK) == (d != NULL));
    cot_distances_free(d);
    return st;
}

static void test_failures(void **state) {
    (void)state;
    cot_graph_t *graph = sparse(3000, 5000, 2);
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    cot_error_t said = COT_ERROR_INIT;
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_hyperball(NULL, prepared, 0, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_hyperball(&d, NULL, 0, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_hyperball(&d, prepared, 3, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_hyperball(&d, prepared, 15, NULL, &said), COT_E_ARG);
    assert_string_equal(said.message, "HyperBall: 2^15 registers (allowed: 2^4 to 2^14)");
    NET_TORTURE(run_and_free(prepared, &two, &err));
    NET_INTERRUPT(run_and_free(prepared, &env, &err));
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standard_error), cmocka_unit_test(test_exact_parts), cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_same_bytes),     cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
