/* Betweenness: against its definition, igraph and known values; sampled; any number of threads, any
 * instruction set; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/kernels.h"
#include "unit/kernel_nets.h"

#include "prepare/prepared.h"
#include "bridge/igraph_calls.h"

/* The definition, over the sources that are picked (all: NULL). */
static void by_definition(const cot_graph_t *graph, const uint8_t *picked, uint32_t n_picked, double *out) {
    net_paths_t *p = net_paths(graph);
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = 0;
        for (uint32_t s = 0; s < graph->n; s++) {
            for (uint32_t t = 0; t < graph->n; t++) {
                if (s != t && s != v && t != v && (!picked || picked[s]) && p->distance[s][t] > 0 &&
                    p->distance[s][v] > 0 && p->distance[v][t] > 0 &&
                    p->distance[s][v] + p->distance[v][t] == p->distance[s][t]) {
                    out[v] += p->paths[s][v] * p->paths[v][t] / p->paths[s][t];
                }
            }
        }
        out[v] *= 0.5 * graph->n / n_picked;
    }
    free(p);
}

static void check_exact(cot_graph_t *graph) {
    double out[NET_MOST], wanted[NET_MOST];
    const cot_env_t env = {2, 1, NULL, NULL};
    cot_prepared_t *q = net_prepare(graph, 2);
    assert_int_equal(cot_betweenness(q, 0, out, &env, NULL), COT_OK);
    by_definition(graph, NULL, graph->n, wanted);
    assert_true(net_error(out, wanted, graph->n) < 1e-11);
    assert_int_equal(cot_i_ig_betweenness(graph, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, graph->n) < 1e-11);
    assert_int_equal(cot_betweenness(q, graph->n + 3, wanted, &env, NULL),
                     COT_OK); /* more than all: all */
    assert_memory_equal(out, wanted, graph->n * sizeof *out);
    cot_prepared_free(q);
    cot_graph_free(graph);
}

static void test_exact(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check_exact(net_shape(shape));
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check_exact(net_random(seed, false));
    }
}

static void test_known_values(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *star = net_shape(6);
    cot_prepared_t *q = net_prepare(star, 1);
    assert_int_equal(cot_betweenness(q, 0, out, NULL, NULL), COT_OK);
    assert_true(out[11] == 55.0 && out[0] == 0.0); /* all pairs of 11 leaves */
    cot_prepared_free(q);
    cot_graph_free(star);
    cot_graph_t *path = net_shape(5);
    q = net_prepare(path, 1);
    assert_int_equal(cot_betweenness(q, 0, out, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < 10; v++) {
        assert_true(out[v] == v * (9.0 - v));
    }
    cot_prepared_free(q);
    cot_graph_free(path);
}

static void test_sampled(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        const uint32_t k = 1 + (uint32_t)(seed * 7 % graph->n);
        double out[NET_MOST], wanted[NET_MOST];
        uint8_t picked[NET_MOST];
        uint32_t per_class[NET_MOST], n_picked = 0, count = 0;
        cot_prepared_t *q = net_prepare(graph, 1);
        const cot_env_t env = {2, seed, NULL, NULL};
        assert_int_equal(cot_i_pick_sources(&q->quotient, graph->n, k, seed, per_class, picked, &n_picked, NULL),
                         COT_OK);
        for (uint32_t v = 0; v < graph->n; v++) {
            count += picked[v];
        }
        assert_int_equal(count, k); /* distinct */
        assert_int_equal(n_picked, k);
        assert_int_equal(cot_betweenness(q, k, out, &env, NULL), COT_OK);
        by_definition(graph, picked, k, wanted);
        assert_true(net_error(out, wanted, graph->n) < 1e-11);
        cot_prepared_free(q);
        cot_graph_free(graph);
    }
}

/* Any number of threads and any instruction set give the same bytes. */
static void check_same_bytes(const cot_graph_t *graph, uint32_t n_sources) {
    cot_prepared_t *q = net_prepare(graph, 2);
    double *first = malloc((graph->n + 1) * sizeof *first), *out = malloc((graph->n + 1) * sizeof *out);
    assert_true(first && out);
    for (int threads = 1; threads <= 4; threads++) {
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            const cot_env_t env = {threads, 5, NULL, NULL};
            assert_int_equal(cot_i_betweenness(q, n_sources, out, (cot_isa_t)isa, &env, NULL), COT_OK);
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

static void test_threads(void **state) {
    (void)state;
    for (uint64_t seed = 15; seed < 120; seed += 4) {
        cot_graph_t *graph = net_random(seed, false);
        check_same_bytes(graph, 0);
        check_same_bytes(graph, graph->n / 2);
        cot_graph_free(graph);
    }
    cot_graph_t *cycle = net_shape(14);
    check_same_bytes(cycle, 0);
    cot_graph_free(cycle);
}

static void test_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-GrQc.txt.xz");
    if (graph) {
        double *out = malloc(graph->n * sizeof *out), *wanted = malloc(graph->n * sizeof *wanted);
        cot_prepared_t *q = net_prepare(graph, 2);
        assert_true(out && wanted);
        assert_int_equal(cot_betweenness(q, 0, out, NULL, NULL), COT_OK);
        assert_int_equal(cot_i_ig_betweenness(graph, wanted, NULL, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-10);
        check_same_bytes(graph, 100);
        free(out);
        free(wanted);
        cot_prepared_free(q);
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *graph = net_random(63, false), *cycle = net_shape(14);
    cot_prepared_t *q = net_prepare(graph, 2), *cycle_q = net_prepare(cycle, 2);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_betweenness(NULL, 0, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_betweenness(q, 0, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_betweenness(q, 0, out, &two, &err));
    NET_TORTURE(cot_betweenness(cycle_q, 9, out, &two, &err));
    NET_INTERRUPT(cot_betweenness(cycle_q, 0, out, &env, &err));
    cot_prepared_free(q);
    cot_prepared_free(cycle_q);
    cot_graph_free(graph);
    cot_graph_free(cycle);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),   cmocka_unit_test(test_known_values), cmocka_unit_test(test_sampled),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_real),         cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
