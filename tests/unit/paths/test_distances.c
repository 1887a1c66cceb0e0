/* Closeness, harmonic closeness, eccentricity, distances: against plain searches, igraph and known values.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"
#include "coterie/igraph.h"
#include "paths/distances.h"
#include "prepare/prepared.h"

/* What the definitions say, over picked sources (all: NULL). */
typedef struct {
    double closeness[NET_MOST], wasserman_faust[NET_MOST], harmonic[NET_MOST], eccentricity[NET_MOST];
    uint64_t pairs[NET_MOST];
    double mean, share, effective;
    uint32_t longest;
} defined_t;

static void define_vertex(const cot_graph_t *graph, const net_paths_t *p, const uint8_t *picked, uint32_t v,
                          defined_t *d) {
    double sum = 0, inverse = 0, far = 0;
    uint32_t others = 0, near = 0, joined = 0;
    for (uint32_t s = 0; s < graph->n; s++) {
        const int k = p->distance[v][s];
        joined += k > 0;
        if (s == v || (picked && !picked[s])) {
            continue;
        }
        others++;
        if (k > 0) {
            near++;
            sum += k;
            inverse += 1.0 / k;
            far = k > far ? k : far;
            d->pairs[k]++;
        }
    }
    d->closeness[v] = near > 0 ? near / sum : NAN;
    d->wasserman_faust[v] = joined > 0 ? d->closeness[v] * joined / (graph->n - 1.0) : 0;
    d->harmonic[v] = others > 0 ? inverse / others : 0;
    d->eccentricity[v] = far;
    d->share += joined;
}

static void define(const cot_graph_t *graph, const net_paths_t *p, const uint8_t *picked, defined_t *d) {
    double sum = 0, count = 0, below = 0;
    memset(d, 0, sizeof *d);
    for (uint32_t v = 0; v < graph->n; v++) {
        define_vertex(graph, p, picked, v, d);
    }
    for (uint32_t k = 1; k < NET_MOST; k++) {
        sum += (double)d->pairs[k] * k;
        count += (double)d->pairs[k];
        d->longest = d->pairs[k] > 0 ? k : d->longest;
    }
    d->mean = count > 0 ? sum / count : NAN;
    d->share = graph->n > 1 ? d->share / (graph->n * (graph->n - 1.0)) : NAN;
    d->effective = NAN;
    for (uint32_t k = 1; k <= d->longest; k++) { /* the share is a line from k - 1 to k */
        const double from = below / count, to = (below + (double)d->pairs[k]) / count;
        if (from < 0.9 && to >= 0.9 - 1e-12) {
            d->effective = k - 1 + (0.9 - from) / (to - from);
        }
        below += (double)d->pairs[k];
    }
}

static bool near(double a, double b) {
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12 * (1 + fabs(b));
}

static void compare(const cot_distances_t *d, const defined_t *w, uint32_t n) {
    assert_int_equal(d->n, n);
    assert_true(net_error(d->closeness, w->closeness, n) < 1e-13);
    assert_true(net_error(d->wasserman_faust, w->wasserman_faust, n) < 1e-13);
    assert_true(net_error(d->harmonic, w->harmonic, n) < 1e-13);
    assert_true(net_error(d->eccentricity, w->eccentricity, n) == 0);
    assert_int_equal(d->longest, w->longest);
    assert_memory_equal(d->pairs, w->pairs, (w->longest + 1) * sizeof *d->pairs);
    assert_true(near(d->mean, w->mean) && near(d->share_connected, w->share));
    assert_true(near(d->effective_diameter, w->effective));
    assert_true(d->diameter == w->longest);
}

/* Radius: smallest eccentricity in a component, the largest one. */
static void check_radius(const cot_graph_t *graph, const net_paths_t *p, const cot_distances_t *d) {
    uint32_t most = 0;
    bool found = false;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t v = 0; v < graph->n; v++) {
            uint32_t size = 0;
            double least = d->eccentricity[v];
            for (uint32_t u = 0; u < graph->n; u++) {
                if (p->distance[v][u] >= 0) {
                    size++;
                    least = d->eccentricity[u] < least ? d->eccentricity[u] : least;
                }
            }
            most = pass == 0 && size > most ? size : most;
            found = found || (pass == 1 && size == most && least == d->radius);
        }
    }
    assert_true(found || graph->n == 0);
}

static void check(cot_graph_t *graph, uint32_t k) {
    static defined_t wanted;
    double harmonic[NET_MOST];
    uint8_t picked[NET_MOST];
    uint32_t per_class[NET_MOST], n_picked = 0;
    const cot_env_t env = {2, k, NULL, NULL};
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    net_paths_t *p = net_paths(graph);
    assert_int_equal(cot_distances(&d, prepared, NULL, &env, NULL), COT_OK);
    define(graph, p, NULL, &wanted);
    compare(d, &wanted, graph->n);
    assert_true(d->method == COT_DISTANCES_EXACT && d->n_sources == graph->n && d->harmonic_error == 0);
    check_radius(graph, p, d);
    assert_int_equal(cot_harmonic(prepared, 0, harmonic, &env, NULL), COT_OK);
    assert_true(graph->n == 0 || memcmp(harmonic, d->harmonic, graph->n * sizeof *harmonic) == 0);
    assert_int_equal(cot_i_ig_harmonic(graph, harmonic, NULL, NULL), COT_OK);
    assert_true(graph->n < 2 || net_error(d->harmonic, harmonic, graph->n) < 1e-12);
    cot_distances_free(d);
    if (k > 0 && k < graph->n) {
        const cot_distances_params_t params = {k, false};
        assert_int_equal(cot_i_pick_sources(&prepared->quotient, graph->n, k, k, per_class, picked, &n_picked, NULL),
                         COT_OK);
        assert_int_equal(cot_distances(&d, prepared, &params, &env, NULL), COT_OK);
        define(graph, p, picked, &wanted);
        compare(d, &wanted, graph->n);
        assert_true(d->method == COT_DISTANCES_SAMPLED && d->n_sources == k && isnan(d->radius));
        cot_distances_free(d);
    }
    free(p);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), 3);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        check(graph, (uint32_t)(seed * 11 % graph->n));
    }
}

static cot_distances_t *distances_of(const cot_graph_t *graph, const cot_distances_params_t *params) {
    cot_distances_t *d = NULL;
    cot_prepared_t *prepared = net_prepare(graph, 1);
    assert_int_equal(cot_distances(&d, prepared, params, NULL, NULL), COT_OK);
    cot_prepared_free(prepared);
    return d;
}

static void test_known_values(void **state) {
    (void)state;
    const cot_distances_params_t figures = {0, true};
    cot_graph_t *graph = net_shape(4); /* complete: everybody next to everybody */
    cot_distances_t *d = distances_of(graph, NULL);
    for (uint32_t v = 0; v < 7; v++) {
        assert_true(d->harmonic[v] == 1.0 && d->closeness[v] == 1.0 && d->eccentricity[v] == 1.0);
    }
    assert_true(d->mean == 1.0 && d->diameter == 1 && d->radius == 1 && fabs(d->effective_diameter - 0.9) < 1e-15);
    assert_true(d->pairs[1] == 42 && d->share_connected == 1.0);
    cot_distances_free(d);
    cot_graph_free(graph);
    graph = net_shape(6); /* star: a leaf has the centre at 1 and ten leaves at 2 */
    d = distances_of(graph, NULL);
    assert_true(fabs(d->harmonic[0] - (1.0 + 10.0 / 2.0) / 11.0) < 1e-15 && d->harmonic[11] == 1.0);
    assert_true(d->closeness[0] == 11.0 / 21.0 && d->radius == 1 && d->diameter == 2);
    cot_distances_free(d);
    d = distances_of(graph, &figures);
    assert_true(!d->harmonic && !d->closeness && !d->eccentricity && d->pairs[2] == 110 && d->mean > 1.8);
    cot_distances_free(d);
    cot_graph_free(graph);
    graph = net_shape(2); /* no edges */
    d = distances_of(graph, NULL);
    assert_true(isnan(d->closeness[0]) && d->wasserman_faust[0] == 0 && d->harmonic[0] == 0);
    assert_true(isnan(d->mean) && d->share_connected == 0 && d->diameter == 0 && d->radius == 0);
    cot_distances_free(d);
    cot_graph_free(graph);
    graph = net_shape(0);
    d = distances_of(graph, NULL);
    assert_true(d->n == 0 && isnan(d->mean) && isnan(d->share_connected) && isnan(d->radius));
    cot_distances_free(d);
    cot_graph_free(graph);
}

/* More than one batch of sources, several components, twins, long and short distances. */
static cot_graph_t *large(void) {
    enum { N = 6000, M = 9000 };
    cot_graph_t *graph = NULL;
    cot_rng_t rng;
    uint32_t *pairs = malloc(2 * (M + N) * sizeof *pairs), m = 0;
    assert_non_null(pairs);
    cot_i_rng_init(&rng, 8, 8, 8);
    for (uint32_t v = 0; v + 1 < N; v++) { /* chains of triangles and single bonds, broken at times */
        if (v % 97 != 0 || v > 4000) {
            pairs[2 * m] = v;
            pairs[2 * m++ + 1] = v + 1;
        }
        if (v % 3 == 0 && v + 2 < N) {
            pairs[2 * m] = v;
            pairs[2 * m++ + 1] = v + 2;
        }
    }
    for (uint32_t v = 0; v + 40 < N; v += 37) {
        pairs[2 * m] = v;
        pairs[2 * m++ + 1] = v + 3 + (uint32_t)cot_i_rng_below(&rng, 30);
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

static void assert_same(const cot_distances_t *a, const cot_distances_t *b) {
    const size_t bytes = a->n * sizeof(double);
    assert_memory_equal(a->closeness, b->closeness, bytes);
    assert_memory_equal(a->wasserman_faust, b->wasserman_faust, bytes);
    assert_memory_equal(a->harmonic, b->harmonic, bytes);
    assert_memory_equal(a->eccentricity, b->eccentricity, bytes);
    assert_int_equal(a->longest, b->longest);
    assert_memory_equal(a->pairs, b->pairs, (a->longest + 1) * sizeof *a->pairs);
    assert_memory_equal(&a->mean, &b->mean, sizeof a->mean);
    assert_true(a->diameter == b->diameter && a->share_connected == b->share_connected);
}

static void check_same_bytes(const cot_graph_t *graph, uint32_t n_sources) {
    static const int threads[] = {1, 2, 3, 8};
    const cot_distances_params_t params = {n_sources, false};
    cot_prepared_t *prepared = net_prepare(graph, 2);
    cot_distances_t *first = NULL, *d = NULL;
    for (unsigned i = 0; i < 4; i++) {
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            const cot_env_t env = {threads[i], 5, NULL, NULL};
            assert_int_equal(cot_i_distances_isa(&d, prepared, &params, (cot_isa_t)isa, &env, NULL), COT_OK);
            if (!first) {
                first = d;
                continue;
            }
            assert_same(first, d);
            cot_distances_free(d);
        }
    }
    cot_distances_free(first);
    cot_prepared_free(prepared);
}

static void check_igraph(const cot_graph_t *graph) {
    cot_distances_t *d = distances_of(graph, NULL);
    double *wanted = malloc(graph->n * sizeof *wanted), mean, far;
    igraph_t ig;
    igraph_vector_t values;
    assert_non_null(wanted);
    assert_int_equal(cot_i_ig_harmonic(graph, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(d->harmonic, wanted, graph->n) < 1e-11);
    assert_int_equal(cot_i_ig_mean_distance(graph, &mean, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_diameter(graph, &far, NULL, NULL), COT_OK);
    assert_true(fabs(d->mean - mean) < 1e-10 && d->diameter == far);
    assert_int_equal(cot_graph_to_igraph(graph, NULL, &ig, NULL), COT_OK);
    assert_int_equal(igraph_vector_init(&values, 0), IGRAPH_SUCCESS);
    assert_int_equal(igraph_closeness(&ig, &values, NULL, NULL, igraph_vss_all(), IGRAPH_ALL, NULL, true),
                     IGRAPH_SUCCESS);
    assert_true(net_error(d->closeness, VECTOR(values), graph->n) < 1e-12);
    igraph_vector_destroy(&values);
    igraph_destroy(&ig);
    free(wanted);
    cot_distances_free(d);
}

static void test_large(void **state) {
    (void)state;
    cot_graph_t *graph = large();
    check_same_bytes(graph, 0);
    check_same_bytes(graph, 3000);
    cot_graph_free(graph);
    graph = net_shared("ca-GrQc.txt.xz");
    if (graph) {
        check_igraph(graph);
        check_same_bytes(graph, 0);
        cot_graph_free(graph);
    }
}

/* A sample's harmonic closeness stays within its bound for at least 95 of 100 vertices, and so do the means of
 * distances. */
static void test_sample_bounds(void **state) {
    (void)state;
    cot_graph_t *graph = large();
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *exact = distances_of(graph, NULL), *d = NULL;
    const cot_distances_params_t params = {100, false};
    for (uint64_t seed = 1; seed <= 5; seed++) {
        const cot_env_t env = {2, seed, NULL, NULL};
        uint32_t within = 0, within_mean = 0;
        assert_int_equal(cot_distances(&d, prepared, &params, &env, NULL), COT_OK);
        assert_true(fabs(d->harmonic_error - sqrt(log(40.0) / 200.0)) < 1e-15 && d->distance_error > 0);
        for (uint32_t v = 0; v < graph->n; v++) {
            within += fabs(d->harmonic[v] - exact->harmonic[v]) <= d->harmonic_error;
            within_mean += isnan(d->closeness[v]) ||
                           fabs(1 / d->closeness[v] - 1 / exact->closeness[v]) <= d->distance_error;
        }
        assert_true(within >= 0.95 * graph->n && within_mean >= 0.95 * graph->n);
        cot_distances_free(d);
    }
    cot_distances_free(exact);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

/* A star (all leaves beside each other), a clique, a path: sizes that the small ones do not reach. */
static cot_graph_t *extreme(char kind, uint32_t n) {
    cot_graph_t *graph = NULL;
    const uint64_t most = kind == 'c' ? (uint64_t)n * (n - 1) / 2 : n - 1;
    uint32_t *pairs = malloc(2 * most * sizeof *pairs);
    uint64_t m = 0;
    assert_non_null(pairs);
    for (uint32_t v = 1; v < n; v++) {
        for (uint32_t u = kind == 'p' ? v - 1 : 0; u < (kind == 's' ? 1 : v); u++) {
            pairs[2 * m] = u;
            pairs[2 * m++ + 1] = v;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

static void test_extremes(void **state) {
    (void)state;
    cot_graph_t *graph = extreme('s', 20001);
    cot_distances_t *d = distances_of(graph, NULL);
    assert_true(d->pairs[1] == 40000 && d->pairs[2] == UINT64_C(20000) * 19999 && d->radius == 1);
    assert_true(fabs(d->harmonic[7] - (1 + 19999 / 2.0) / 20000) < 1e-15 && d->closeness[7] == 20000.0 / 39999);
    cot_distances_free(d);
    cot_graph_free(graph);
    graph = extreme('c', 700);
    d = distances_of(graph, NULL);
    assert_true(d->pairs[1] == 700 * 699 && d->diameter == 1 && d->harmonic[699] == 1);
    cot_distances_free(d);
    cot_graph_free(graph);
    graph = extreme('p', 3001);
    d = distances_of(graph, NULL);
    assert_true(d->diameter == 3000 && d->radius == 1500 && fabs(d->mean - 3002 / 3.0) < 1e-9);
    assert_true(d->pairs[2999] == 4 && d->eccentricity[1500] == 1500);
    assert_true(fabs(d->effective_diameter - 3001 * (1 - sqrt(0.1))) < 2);
    cot_distances_free(d);
    cot_graph_free(graph);
}

/* More work takes longer, more threads do not; a long chain is seen to be hopeless. */
static void test_cost(void **state) {
    (void)state;
    static const char kinds[] = "scp";
    for (unsigned i = 0; i < 3; i++) {
        cot_graph_t *graph = extreme(kinds[i], kinds[i] == 'c' ? 300 : 200000);
        cot_prepared_t *prepared = net_prepare(graph, 1);
        const double all = cot_i_distances_cost(prepared, 0, 1), some = cot_i_distances_cost(prepared, 100, 1);
        assert_true(all >= some && some >= 0 && isfinite(all) && all >= cot_i_distances_cost(prepared, 0, 2));
        assert_true(cot_i_weighted_distances_cost(prepared, 0, 1) > cot_i_weighted_distances_cost(prepared, 9, 1));
        assert_true(cot_i_hyperball_cost(prepared, 10, 1) >= cot_i_hyperball_cost(prepared, 0, 1));
        assert_true(kinds[i] == 'p' ? all > 1000 : all < 100);
        cot_prepared_free(prepared);
        cot_graph_free(graph);
    }
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        cot_graph_t *graph = net_shape(shape);
        cot_prepared_t *prepared = net_prepare(graph, 1);
        assert_true(cot_i_distances_cost(prepared, 0, 1) < 1 && cot_i_hyperball_cost(prepared, 0, 1) < 1);
        assert_true(cot_i_weighted_distances_cost(prepared, 0, 1) < 1);
        cot_prepared_free(prepared);
        cot_graph_free(graph);
    }
}

static cot_status_t run_and_free(const cot_prepared_t *prepared, uint32_t n_sources, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_distances_t *d = NULL;
    const cot_distances_params_t params = {n_sources, false};
    const cot_status_t st = cot_distances(&d, prepared, &params, env, err);
    assert_true((st == COT_OK) == (d != NULL));
    cot_distances_free(d);
    return st;
}

static void test_failures(void **state) {
    (void)state;
    cot_graph_t *graph = large();
    cot_prepared_t *prepared = net_prepare(graph, 1);
    cot_distances_t *d = NULL;
    double *out = malloc(graph->n * sizeof *out);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_non_null(out);
    assert_int_equal(cot_distances(NULL, prepared, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_distances(&d, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_harmonic(NULL, 0, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_harmonic(prepared, 0, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(run_and_free(prepared, 20, &two, &err));
    NET_TORTURE(cot_harmonic(prepared, 20, out, &two, &err));
    NET_INTERRUPT(run_and_free(prepared, 0, &env, &err));
    NET_INTERRUPT(cot_harmonic(prepared, 0, out, &env, &err));
    free(out);
    cot_prepared_free(prepared);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),    cmocka_unit_test(test_known_values), cmocka_unit_test(test_large),
        cmocka_unit_test(test_sample_bounds), cmocka_unit_test(test_extremes),     cmocka_unit_test(test_cost),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
