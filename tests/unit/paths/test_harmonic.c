/* Harmonic closeness and distances: against plain searches, igraph and known values.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/kernels.h"
#include "unit/kernel_nets.h"

#include "prepare/prepared.h"
#include "bridge/igraph_calls.h"

/* By definition, over picked sources (all: NULL): mean of 1 / distance over the sources other than the
 * vertex. */
static void by_definition(const cot_graph_t *graph, const net_paths_t *p, const uint8_t *picked,
                          double *out) {
    for (uint32_t v = 0; v < graph->n; v++) {
        uint32_t others = 0;
        out[v] = 0;
        for (uint32_t s = 0; s < graph->n; s++) {
            if (s != v && (!picked || picked[s])) {
                others++;
                out[v] += p->distance[v][s] > 0 ? 1.0 / p->distance[v][s] : 0;
            }
        }
        out[v] = others > 0 ? out[v] / others : 0;
    }
}

static void check_distances(const cot_prepared_t *q, const net_paths_t *p, const uint8_t *picked,
                            uint32_t k) {
    const cot_graph_t *graph = q->graph;
    double mean = -1, share = -1, sum = 0;
    uint64_t pairs = 0, joined = 0;
    uint32_t longest = 99, wanted = 0;
    const cot_env_t env = {3, k, NULL, NULL};
    for (uint32_t s = 0; s < graph->n; s++) {
        for (uint32_t t = 0; t < graph->n; t++) {
            const int d = p->distance[s][t];
            joined += d > 0;
            if (d > 0 && (!picked || picked[s])) {
                pairs++;
                sum += d;
                wanted = (uint32_t)d > wanted ? (uint32_t)d : wanted;
            }
        }
    }
    assert_int_equal(cot_i_distances(q, picked ? k : 0, &mean, &share, &longest, &env, NULL), COT_OK);
    assert_int_equal(longest, wanted);
    assert_true(pairs == 0 ? isnan(mean) : mean == sum / (double)pairs);
    assert_true(graph->n < 2 ? isnan(share)
                             : fabs(share - (double)joined / (graph->n * (graph->n - 1.0))) < 1e-15);
}

static void check(cot_graph_t *graph, uint32_t k) {
    double out[NET_MOST], wanted[NET_MOST];
    uint8_t picked[NET_MOST];
    uint32_t per_class[NET_MOST], n_picked = 0;
    cot_prepared_t *q = net_prepare(graph, 2);
    const cot_env_t env = {2, k, NULL, NULL};
    net_paths_t *p = net_paths(graph);
    assert_int_equal(cot_harmonic(q, 0, out, &env, NULL), COT_OK);
    by_definition(graph, p, NULL, wanted);
    assert_true(net_error(out, wanted, graph->n) < 1e-13);
    assert_int_equal(cot_i_ig_harmonic(graph, wanted, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < graph->n && graph->n > 1; v++) {
        assert_true(out[v] >= 0 && out[v] <= 1 + 1e-15 && fabs(out[v] - wanted[v]) < 1e-12);
    }
    check_distances(q, p, NULL, k);
    if (k > 0 && k < graph->n) {
        assert_int_equal(cot_i_pick_sources(&q->quotient, graph->n, k, k, per_class, picked, &n_picked, NULL),
                         COT_OK);
        assert_int_equal(cot_harmonic(q, k, out, &env, NULL), COT_OK);
        by_definition(graph, p, picked, wanted);
        assert_true(net_error(out, wanted, graph->n) < 1e-13);
        check_distances(q, p, picked, k);
    }
    cot_prepared_free(q);
    free(p);
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

static void test_known_values(void **state) {
    (void)state;
    double out[NET_MOST], mean;
    uint32_t longest;
    cot_graph_t *graph = net_shape(4); /* complete: everybody next to everybody */
    cot_prepared_t *q = net_prepare(graph, 1);
    assert_int_equal(cot_harmonic(q, 0, out, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < 7; v++) {
        assert_true(out[v] == 1.0);
    }
    assert_int_equal(cot_i_distances(q, 0, &mean, NULL, &longest, NULL, NULL), COT_OK);
    assert_true(mean == 1.0 && longest == 1);
    cot_prepared_free(q);
    cot_graph_free(graph);
    graph = net_shape(6); /* star: a leaf has the centre at 1 and ten leaves at 2 */
    q = net_prepare(graph, 1);
    assert_int_equal(cot_harmonic(q, 0, out, NULL, NULL), COT_OK);
    assert_true(fabs(out[0] - (1.0 + 10.0 / 2.0) / 11.0) < 1e-15);
    assert_true(out[11] == 1.0);
    cot_prepared_free(q);
    cot_graph_free(graph);
    graph = net_shape(1);
    q = net_prepare(graph, 1);
    assert_int_equal(cot_harmonic(q, 0, out, NULL, NULL), COT_OK);
    assert_true(out[0] == 0.0);
    cot_prepared_free(q);
    cot_graph_free(graph);
}

/* More than one batch of 512 sources, several components, twins, long and short distances. */
static cot_graph_t *large(void) {
    enum { N = 3000, M = 5000 };
    cot_graph_t *graph = NULL;
    cot_rng_t rng;
    uint32_t *pairs = malloc(2 * (M + N) * sizeof *pairs), m = 0;
    assert_non_null(pairs);
    cot_i_rng_init(&rng, 8, 8, 8);
    for (uint32_t v = 0; v + 1 < N;
         v++) { /* chains of cliques: 0-1-2, 2-3-4 ... of single bonds, broken at times */
        if (v % 97 != 0) {
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

static void check_same_bytes(const cot_graph_t *graph, uint32_t n_sources) {
    cot_prepared_t *q = net_prepare(graph, 2);
    double *first = malloc(graph->n * sizeof *first), *out = malloc(graph->n * sizeof *out);
    assert_true(first && out);
    for (int threads = 1; threads <= 4; threads++) {
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            const cot_env_t env = {threads, 5, NULL, NULL};
            assert_int_equal(cot_i_harmonic(q, n_sources, out, (cot_isa_t)isa, &env, NULL), COT_OK);
            if (threads == 1 && isa == COT_ISA_BASE) {
                memcpy(first, out, graph->n * sizeof *out);
            }
            assert_memory_equal(first, out, graph->n * sizeof *out);
        }
    }
    cot_prepared_free(q);
    free(first);
    free(out);
}

static void check_igraph(const cot_graph_t *graph) {
    double *out = malloc(graph->n * sizeof *out), *wanted = malloc(graph->n * sizeof *wanted), mean, ig_mean,
           far;
    uint32_t longest;
    cot_prepared_t *q = net_prepare(graph, 2);
    assert_true(out && wanted);
    assert_int_equal(cot_harmonic(q, 0, out, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_harmonic(graph, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, graph->n) < 1e-11);
    assert_int_equal(cot_i_distances(q, 0, &mean, NULL, &longest, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_mean_distance(graph, &ig_mean, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_diameter(graph, &far, NULL, NULL), COT_OK);
    assert_true(fabs(mean - ig_mean) < 1e-10);
    assert_true((double)longest == far);
    cot_prepared_free(q);
    free(out);
    free(wanted);
}

static void test_large(void **state) {
    (void)state;
    cot_graph_t *graph = large();
    check_igraph(graph);
    check_same_bytes(graph, 0);
    check_same_bytes(graph, 1000);
    cot_graph_free(graph);
    graph = net_shared("ca-GrQc.txt.xz");
    if (graph) {
        check_igraph(graph);
        check_same_bytes(graph, 0);
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    double mean;
    cot_graph_t *graph = large();
    cot_prepared_t *q = net_prepare(graph, 2);
    double *out = malloc(graph->n * sizeof *out);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_non_null(out);
    assert_int_equal(cot_harmonic(NULL, 0, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_harmonic(q, 0, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_harmonic(q, 20, out, &two, &err));
    NET_TORTURE(cot_i_distances(q, 20, &mean, &mean, NULL, &two, &err));
    NET_INTERRUPT(cot_harmonic(q, 0, out, &env, &err));
    NET_INTERRUPT(cot_i_distances(q, 0, &mean, NULL, NULL, &env, &err));
    free(out);
    cot_prepared_free(q);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
