/* Eigenvector centrality: its defining equation, plain power iteration, igraph's answer, ties between
 * components, known values; threads; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "bridge/convert.h"
#include "coterie/igraph.h"

enum { POWER_STEPS = 4000 };

static void multiply(const cot_graph_t *g, const double *x, double *to) {
    for (uint32_t v = 0; v < g->n; v++) {
        to[v] = 0;
    }
    for (uint64_t e = 0; e < g->m; e++) {
        to[g->from[e]] += g->weight[e] * x[g->to[e]];
        to[g->to[e]] += g->weight[e] * x[g->from[e]];
    }
}

/* Largest |A x - lambda x| / lambda over the vertices with a value; lambda from each component's own vertices. */
static double departure(const cot_graph_t *g, const uint32_t *component, const double *x) {
    double ax[NET_MOST], over[NET_MOST] = {0}, under[NET_MOST] = {0}, worst = 0;
    multiply(g, x, ax);
    for (uint32_t v = 0; v < g->n; v++) {
        over[component[v]] += x[v] * ax[v];
        under[component[v]] += x[v] * x[v];
    }
    for (uint32_t v = 0; v < g->n; v++) {
        const double lambda = under[component[v]] > 0 ? over[component[v]] / under[component[v]] : 0;
        worst = lambda > 0 ? fmax(worst, fabs(ax[v] - lambda * x[v]) / lambda) : worst;
    }
    return worst;
}

/* Slow and plain: (A + cI)^k s in every component, each with largest entry 1, its eigenvalue in lambda. false:
 * it has not settled. */
static bool power(const cot_graph_t *g, const uint32_t *component, uint32_t parts, double *x, double *lambda) {
    double next[NET_MOST], most[NET_MOST], moved = 1;
    for (uint32_t v = 0; v < g->n; v++) {
        x[v] = 1;
    }
    for (int step = 0; step < POWER_STEPS && moved > 1e-12; step++) {
        multiply(g, x, next);
        moved = 0;
        memset(most, 0, sizeof most);
        for (uint32_t v = 0; v < g->n; v++) {
            next[v] += 2 * x[v];
            most[component[v]] = fmax(most[component[v]], next[v]);
        }
        for (uint32_t v = 0; v < g->n; v++) {
            const double value = next[v] / most[component[v]];
            moved = fmax(moved, fabs(value - x[v]));
            x[v] = value;
        }
    }
    for (uint32_t c = 0; c < parts; c++) {
        lambda[c] = most[c] - 2;
    }
    return moved <= 1e-12;
}

/* Is it what plain iteration finds, with 0 outside the components of the largest eigenvalue? */
static int check_power(const cot_graph_t *g, const uint32_t *component, uint32_t parts, const double *x) {
    double wanted[NET_MOST], lambda[NET_MOST], most = 0;
    if (!power(g, component, parts, wanted, lambda)) {
        return 0;
    }
    for (uint32_t c = 0; c < parts; c++) {
        most = fmax(most, lambda[c]);
    }
    for (uint32_t v = 0; v < g->n; v++) {
        const bool reaches = most > 1e-9 && lambda[component[v]] >= most * (1 - 1e-9);
        assert_true(fabs(x[v] - (reaches ? wanted[v] : 0)) < 1e-7);
    }
    return 1;
}

/* igraph's own function has one vector for the whole network, which is ours where all is connected. */
static int check_igraph(const cot_graph_t *g, const double *x) {
    cot_i_ig_t ig;
    assert_int_equal(cot_i_ig_open(&ig, g, NULL, "a test", NULL), COT_OK);
#if !COT_IGRAPH_1
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    const igraph_error_t code = igraph_eigenvector_centrality(
        &ig.graph, &ig.reals, NULL, IGRAPH_UNDIRECTED, true, &ig.weights, &options);
#else
    const igraph_error_t code =
        igraph_eigenvector_centrality(&ig.graph, &ig.reals, NULL, IGRAPH_ALL, &ig.weights, NULL);
#endif
    assert_int_equal(code, IGRAPH_SUCCESS);
    for (uint32_t v = 0; v < g->n; v++) {
        assert_true(fabs(x[v] - VECTOR(ig.reals)[v]) < 1e-6);
    }
    cot_i_ig_close(&ig);
    return 1;
}

typedef struct {
    int power, igraph;
} checks_t;

static void check(cot_graph_t *g, checks_t *checks) {
    double x[NET_MOST], again[NET_MOST], most = 0;
    uint32_t component[NET_MOST], parts = 0;
    assert_int_equal(cot_components(g, component, &parts, NULL, NULL), COT_OK);
    for (int threads = 1; threads <= 8; threads += threads == 3 ? 5 : 1) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_eigenvector(g, threads == 1 ? x : again, &env, NULL), COT_OK);
        assert_true(threads == 1 || memcmp(x, again, g->n * sizeof *x) == 0);
    }
    for (uint32_t v = 0; v < g->n; v++) {
        assert_true(x[v] >= 0 && x[v] <= 1);
        most = fmax(most, x[v]);
    }
    assert_true(most == (g->m > 0 ? 1 : 0));
    assert_true(departure(g, component, x) < 1e-6);
    checks->power += g->n > 0 && check_power(g, component, parts, x);
    checks->igraph += parts == 1 && g->m > 1 && check_igraph(g, x);
    cot_graph_free(g);
}

static void test_networks(void **state) {
    (void)state;
    checks_t checks = {0, 0};
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), &checks);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, seed % 3 != 0), &checks);
    }
    assert_true(checks.power > 200 && checks.igraph > 50);
}

/* Where components tie, each keeps its members; in regular networks all are 1. */
static void test_ties(void **state) {
    (void)state;
    double x[60];
    for (uint32_t k = 2; k <= 8; k++) {
        net_t *net = net_new(6 * k + 3);
        for (uint32_t c = 0; c < 6; c++) {
            net_complete(net, c * k, k);
        }
        net_chain(net, 6 * k, 2, false);
        cot_graph_t *g = net_graph(net, false, 1);
        assert_int_equal(cot_eigenvector(g, x, NULL, NULL), COT_OK);
        for (uint32_t v = 0; v < 6 * k + 3; v++) {
            assert_true(x[v] == (v < 6 * k || (k == 2 && v < 6 * k + 2)));
        }
        cot_graph_free(g);
    }
}

/* A star of k leaves: 1 and 1 / sqrt k. Two cliques at the ends of a path: both ends alike, though the two
 * largest eigenvalues differ by little. */
static void test_known(void **state) {
    (void)state;
    double x[60];
    net_t *star = net_new(9);
    for (uint32_t v = 1; v < 9; v++) {
        net_join(star, 0, v);
    }
    cot_graph_t *g = net_graph(star, false, 1);
    assert_int_equal(cot_eigenvector(g, x, NULL, NULL), COT_OK);
    assert_true(x[0] == 1 && fabs(x[5] - 1 / sqrt(8)) < 1e-8);
    cot_graph_free(g);
    net_t *bells = net_new(24);
    net_complete(bells, 0, 8);
    net_chain(bells, 7, 10, false);
    net_complete(bells, 16, 8);
    g = net_graph(bells, false, 1);
    assert_int_equal(cot_eigenvector(g, x, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < 24; v++) {
        assert_true(fabs(x[v] - x[23 - v]) < 1e-7);
    }
    cot_graph_free(g);
}

/* A network of several blocks of slices, so that threads share it; weights over six orders. */
static void test_large(void **state) {
    (void)state;
    enum { N = 20000, M = 60000 };
    uint32_t *pairs = malloc(2 * M * sizeof *pairs);
    double *weight = malloc(M * sizeof *weight), *x[4];
    cot_graph_t *g = NULL;
    cot_rng_t rng;
    uint64_t m = 0;
    assert_true(pairs && weight);
    cot_i_rng_init(&rng, 5, 9, 0);
    for (uint32_t v = 1; v < N; v++) {
        for (uint32_t j = 0; j < 3 && j < v; j++) { /* one from each third: no pair twice */
            const uint32_t low = v * j / 3, high = v < 3 ? j + 1 : v * (j + 1) / 3;
            pairs[2 * m] = v < 3 ? j : low + (uint32_t)cot_i_rng_below(&rng, high - low);
            pairs[2 * m + 1] = v;
            weight[m++] = pow(10, 3 * cot_i_rng_real(&rng));
        }
    }
    assert_int_equal(cot_graph_from_edges(&g, N, m, pairs, weight, NULL), COT_OK);
    for (int i = 0; i < 4; i++) {
        const cot_env_t env = {(int[]){1, 2, 3, 8}[i], 1, NULL, NULL};
        x[i] = malloc(N * sizeof **x);
        assert_non_null(x[i]);
        assert_int_equal(cot_eigenvector(g, x[i], &env, NULL), COT_OK);
        assert_memory_equal(x[0], x[i], N * sizeof **x);
    }
    assert_int_equal(check_igraph(g, x[0]), 1);
    NET_INTERRUPT(cot_eigenvector(g, x[0], &env, &err));
    for (int i = 0; i < 4; i++) {
        free(x[i]);
    }
    free(pairs);
    free(weight);
    cot_graph_free(g);
}

static void test_failures(void **state) {
    (void)state;
    double x[NET_MOST];
    cot_graph_t *g = net_shape(11);
    const cot_env_t env = {2, 1, NULL, NULL};
    NET_TORTURE(cot_eigenvector(g, x, &env, &err));
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_eigenvector(g, NULL, NULL, &err), COT_E_ARG);
    assert_int_equal(cot_eigenvector(NULL, x, NULL, &err), COT_E_ARG);
    cot_graph_free(g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_networks), cmocka_unit_test(test_ties),     cmocka_unit_test(test_known),
        cmocka_unit_test(test_large),    cmocka_unit_test(test_failures),
    };
    cot_igraph_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
