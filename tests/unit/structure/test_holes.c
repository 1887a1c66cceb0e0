/* Structural holes: against the formulas on a matrix, igraph's constraint, NetworkX's effective size;
 * threads; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

typedef struct {
    double constraint[NET_MOST], effective[NET_MOST], efficiency[NET_MOST], hierarchy[NET_MOST];
} holes_t;

typedef struct {
    double w[NET_MOST][NET_MOST], p[NET_MOST][NET_MOST], most[NET_MOST];
    uint32_t degree[NET_MOST];
} matrix_t;

static matrix_t *matrix_of(const cot_graph_t *g) {
    matrix_t *m = calloc(1, sizeof *m);
    assert_non_null(m);
    for (uint64_t e = 0; e < g->m; e++) {
        m->w[g->from[e]][g->to[e]] = m->w[g->to[e]][g->from[e]] = g->weight[e];
    }
    for (uint32_t i = 0; i < g->n; i++) {
        double strength = 0;
        for (uint32_t j = 0; j < g->n; j++) {
            strength += m->w[i][j];
            m->most[i] = fmax(m->most[i], m->w[i][j]);
            m->degree[i] += m->w[i][j] > 0;
        }
        for (uint32_t j = 0; j < g->n; j++) {
            m->p[i][j] = strength > 0 ? m->w[i][j] / strength : 0;
        }
    }
    return m;
}

static double plain_hierarchy(const matrix_t *m, uint32_t n, uint32_t i, const double *c) {
    double mean = 0, sum = 0;
    const double k = m->degree[i];
    for (uint32_t j = 0; j < n; j++) {
        mean += m->w[i][j] > 0 ? c[j] / k : 0;
    }
    for (uint32_t j = 0; j < n; j++) {
        sum += m->w[i][j] > 0 ? c[j] / mean * log(c[j] / mean) : 0;
    }
    return k < 2 ? NAN : sum / (k * log(k));
}

static void plain(const cot_graph_t *g, holes_t *out) {
    matrix_t *m = matrix_of(g);
    double c[NET_MOST];
    for (uint32_t i = 0; i < g->n; i++) {
        out->constraint[i] = out->effective[i] = 0;
        for (uint32_t j = 0; j < g->n; j++) {
            double invested = m->p[i][j], redundancy = 0;
            for (uint32_t q = 0; q < g->n && i != j; q++) {
                invested += m->p[i][q] * m->p[q][j];
                redundancy += m->w[i][j] > 0 ? m->p[i][q] * m->w[j][q] / m->most[j] : 0;
            }
            c[j] = m->w[i][j] > 0 ? invested * invested : 0; /* w(i, i) = 0 */
            out->constraint[i] += c[j];
            out->effective[i] += m->w[i][j] > 0 ? 1 - redundancy : 0;
        }
        if (m->degree[i] == 0) {
            out->constraint[i] = out->effective[i] = NAN;
        }
        out->efficiency[i] = out->effective[i] / m->degree[i];
        out->hierarchy[i] = plain_hierarchy(m, g->n, i, c);
    }
    free(m);
}

static void compute(const cot_graph_t *g, holes_t *out, int threads) {
    const cot_env_t env = {threads, 1, NULL, NULL};
    memset(out, 0, sizeof *out);
    assert_int_equal(
        cot_structural_holes(g, out->constraint, out->effective, out->efficiency, out->hierarchy, &env, NULL),
        COT_OK);
}

static void check(cot_graph_t *graph) {
    holes_t out, again, wanted;
    double alone[NET_MOST];
    compute(graph, &out, 1);
    for (int threads = 2; threads <= 3; threads++) {
        compute(graph, &again, threads);
        assert_memory_equal(&out, &again, sizeof out);
    }
    plain(graph, &wanted);
    assert_true(net_error(out.constraint, wanted.constraint, graph->n) < 1e-13);
    assert_true(net_error(out.effective, wanted.effective, graph->n) < 1e-12);
    assert_true(net_error(out.efficiency, wanted.efficiency, graph->n) < 1e-13);
    assert_true(net_error(out.hierarchy, wanted.hierarchy, graph->n) < 1e-12);
    assert_int_equal(cot_i_ig_constraint(graph, wanted.constraint, NULL, NULL), COT_OK);
    assert_true(net_error(out.constraint, wanted.constraint, graph->n) < 1e-12);
    assert_int_equal(cot_structural_holes(graph, alone, NULL, NULL, NULL, NULL, NULL), COT_OK);
    assert_true(graph->n == 0 || memcmp(alone, out.constraint, graph->n * sizeof *alone) == 0);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape));
    }
    for (uint64_t seed = 0; seed < NET_RANDOM / 2; seed++) {
        check(net_random(seed, false));
        check(net_random(seed, true));
    }
}

/* Weights of few values: classes of vertices with equal contacts and weights; and a clique in which all have the
 * same weights, each in another order, so that their hashes are equal and few can be exchanged. */
static void test_equal_contacts(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM / 4; seed++) {
        cot_graph_t *bare = net_random(4 * seed + 1, false); /* bylines */
        double *weight = malloc((bare->m + 1) * sizeof *weight);
        uint32_t *pairs = malloc(2 * (bare->m + 1) * sizeof *pairs);
        cot_graph_t *graph = NULL;
        assert_true(weight && pairs);
        for (uint64_t e = 0; e < bare->m; e++) {
            pairs[2 * e] = bare->from[e];
            pairs[2 * e + 1] = bare->to[e];
            weight[e] = 1 + (double)((bare->from[e] / 4 + bare->to[e] / 4 + seed) % 3);
        }
        assert_int_equal(cot_graph_from_edges(&graph, bare->n, bare->m, pairs, weight, NULL), COT_OK);
        check(graph);
        cot_graph_free(bare);
        free(weight);
        free(pairs);
    }
    uint32_t pairs[2 * 780], m = 0;
    double weight[780];
    cot_graph_t *graph = NULL;
    for (uint32_t v = 0; v < 40; v++) {
        for (uint32_t u = 0; u < v; u++, m++) {
            pairs[2 * m] = u;
            pairs[2 * m + 1] = v;
            weight[m] = (v - u) % 20 < 7 && (v - u) % 20 > 3 ? 2 : 1; /* round a circle of 40 */
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, 40, m, pairs, weight, NULL), COT_OK);
    check(graph);
}

/* networkx.effective_size of 0-1 (weight 2), 0-2 (1), 0-3 (3), 1-2 (4), 3-4 (0.5), with weights and without;
 * of vertex 4, one contact, it says 1. */
static void test_known_values(void **state) {
    (void)state;
    static const uint32_t pairs[] = {0, 1, 0, 2, 0, 3, 1, 2, 3, 4};
    static const double weight[] = {2, 1, 3, 4, 0.5};
    static const double weighted[] = {2.5, 1.6944444444444444, 1.3666666666666667, 2.0, 1.0},
                        plain_size[] = {2.3333333333333335, 1.0, 1.0, 2.0, 1.0};
    double out[5];
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 5, 5, pairs, weight, NULL), COT_OK);
    assert_int_equal(cot_structural_holes(graph, NULL, out, NULL, NULL, NULL, NULL), COT_OK);
    assert_true(net_error(out, weighted, 5) < 1e-15);
    cot_graph_free(graph);
    assert_int_equal(cot_graph_from_edges(&graph, 5, 5, pairs, NULL, NULL), COT_OK);
    assert_int_equal(cot_structural_holes(graph, NULL, out, NULL, NULL, NULL, NULL), COT_OK);
    assert_true(net_error(out, plain_size, 5) < 1e-15);
    cot_graph_free(graph);
}

static void test_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-GrQc.txt.xz");
    if (graph) {
        double *out = malloc(graph->n * sizeof *out), *wanted = malloc(graph->n * sizeof *wanted);
        assert_true(out && wanted);
        assert_int_equal(cot_structural_holes(graph, out, NULL, NULL, NULL, NULL, NULL), COT_OK);
        assert_int_equal(cot_i_ig_constraint(graph, wanted, NULL, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) < 1e-12);
        free(out);
        free(wanted);
        cot_graph_free(graph);
    }
}

/* Two hubs, joined, with 200,000 contacts in common: n^2 steps if every contact read the hubs' rows. A
 * contact i of hubs a, b: p_ia = 1/2, p_ba = 1/k, so c_ia = (1/2 + 1/(2k))^2. */
static void test_two_hubs(void **state) {
    (void)state;
    enum { N = 200002 };
    uint32_t *pairs = malloc(4 * N * sizeof *pairs), m = 0;
    double *out = malloc(N * sizeof *out), k = N - 1;
    cot_graph_t *graph = NULL;
    assert_true(pairs && out);
    for (uint32_t hub = 0; hub < 2; hub++) {
        for (uint32_t v = hub + 1; v < N; v++, m++) {
            pairs[2 * m] = hub;
            pairs[2 * m + 1] = v;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
    assert_int_equal(cot_structural_holes(graph, out, NULL, NULL, NULL, NULL, NULL), COT_OK);
    const double wanted = 2 * (0.5 + 0.5 / k) * (0.5 + 0.5 / k);
    assert_true(fabs(out[2] - wanted) < 1e-14 && fabs(out[N - 1] - wanted) < 1e-14 && out[0] == out[1]);
    cot_graph_free(graph);
    free(pairs);
    free(out);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_graph_t *graph = net_random(50, true);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_structural_holes(NULL, out, NULL, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_structural_holes(graph, NULL, NULL, NULL, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_structural_holes(graph, out, NULL, NULL, NULL, &two, &err));
    NET_INTERRUPT(cot_structural_holes(graph, out, NULL, NULL, NULL, &env, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition), cmocka_unit_test(test_equal_contacts),
        cmocka_unit_test(test_known_values), cmocka_unit_test(test_real),
        cmocka_unit_test(test_two_hubs), cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
