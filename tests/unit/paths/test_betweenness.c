/* Betweenness of vertices and edges: against the definition, igraph and known values; sampled and its bound;
 * float; any number of threads, any instruction set; out of memory; interrupted. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "paths/kernels.h"
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"
#include "prepare/prepared.h"

enum { EDGES_MOST = 8192 };

static const cot_betweenness_params_t usual = COT_BETWEENNESS_PARAMS_INIT;

static cot_betweenness_params_t sources(uint32_t k) {
    cot_betweenness_params_t params = usual;
    params.n_sources = k;
    return params;
}

/* Ways from s to t that pass v, as a share of all. */
static double share_at(const net_paths_t *p, uint32_t s, uint32_t t, uint32_t v) {
    const bool on = p->distance[s][t] > 0 && p->distance[s][v] > 0 && p->distance[v][t] > 0 &&
                    p->distance[s][v] + p->distance[v][t] == p->distance[s][t];
    return on ? p->paths[s][v] * p->paths[v][t] / p->paths[s][t] : 0;
}

static double share_over(const net_paths_t *p, uint32_t s, uint32_t t, uint32_t u, uint32_t v) {
    const bool on = p->distance[s][t] > 0 && p->distance[s][u] >= 0 && p->distance[v][t] >= 0 &&
                    p->distance[s][u] + 1 + p->distance[v][t] == p->distance[s][t];
    return on ? p->paths[s][u] * p->paths[v][t] / p->paths[s][t] : 0;
}

/* The definition, over the sources that are picked (all: NULL), so many in each class; twins share alike.
 * Edges of twins: always 1, which needs no sample. */
static void by_definition(const cot_prepared_t *q, const uint32_t *picked, uint32_t n_picked, double *out,
                          double *edges) {
    const cot_graph_t *graph = q->graph;
    net_paths_t *p = net_paths(graph);
    memset(out, 0, graph->n * sizeof *out);
    memset(edges, 0, graph->m * sizeof *edges);
    for (uint32_t s = 0; s < graph->n; s++) {
        const uint32_t c = q->quotient.class_of[s];
        const double weight = picked ? (double)picked[c] / q->quotient.size[c] : 1.0;
        for (uint32_t t = 0; t < graph->n && weight > 0; t++) {
            for (uint32_t v = 0; v < graph->n && s != t; v++) {
                out[v] += s == v || t == v ? 0 : weight * share_at(p, s, t, v);
            }
            for (uint64_t e = 0; e < graph->m && s != t; e++) {
                edges[e] += weight * (share_over(p, s, t, graph->from[e], graph->to[e]) +
                                      share_over(p, s, t, graph->to[e], graph->from[e]));
            }
        }
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] *= 0.5 * graph->n / n_picked;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        const bool twins = q->quotient.class_of[graph->from[e]] == q->quotient.class_of[graph->to[e]];
        edges[e] = twins ? 1.0 : edges[e] * 0.5 * graph->n / n_picked;
    }
    free(p);
}

static void check_igraph(const cot_prepared_t *q, const double *out, const double *edges, double allowed) {
    const cot_graph_t *graph = q->graph;
    double *wanted = malloc((graph->n + graph->m + 1) * sizeof *wanted);
    assert_non_null(wanted);
    assert_int_equal(cot_i_ig_betweenness(graph, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, graph->n) < allowed);
    assert_int_equal(cot_i_ig_betweenness_of(graph, true, false, wanted, NULL, NULL), COT_OK);
    assert_true(net_error(edges, wanted, graph->m) < allowed);
    free(wanted);
}

static void check_exact(cot_graph_t *graph, bool define) {
    double out[NET_MOST], wanted[NET_MOST], edges[EDGES_MOST], edges_wanted[EDGES_MOST];
    const cot_env_t env = {2, 1, NULL, NULL};
    cot_prepared_t *q = net_prepare(graph, 2);
    const cot_betweenness_params_t many = sources(graph->n + 3); /* more than all: all */
    cot_betweenness_params_t lanes = usual;
    cot_betweenness_achieved_t achieved;
    assert_int_equal(cot_betweenness(q, NULL, out, edges, &achieved, &env, NULL), COT_OK);
    assert_true(achieved.exact && achieved.sources == graph->n && achieved.epsilon == 0);
    if (define) {
        by_definition(q, NULL, graph->n, wanted, edges_wanted);
        assert_true(net_error(out, wanted, graph->n) < 1e-11);
        assert_true(net_error(edges, edges_wanted, graph->m) < 1e-11);
    }
    check_igraph(q, out, edges, 1e-11);
    assert_int_equal(cot_betweenness(q, &many, wanted, NULL, NULL, &env, NULL), COT_OK);
    assert_memory_equal(out, wanted, graph->n * sizeof *out);
    assert_int_equal(cot_betweenness(q, NULL, NULL, edges_wanted, NULL, &env, NULL), COT_OK);
    assert_memory_equal(edges, edges_wanted, graph->m * sizeof *edges);
    lanes.precision = COT_FLOAT;
    assert_int_equal(cot_betweenness(q, &lanes, wanted, edges_wanted, NULL, &env, NULL), COT_OK);
    assert_true(net_error(wanted, out, graph->n) < 2e-6);
    assert_true(net_error(edges_wanted, edges, graph->m) < 2e-6);
    cot_prepared_free(q);
    cot_graph_free(graph);
}

static void test_exact(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check_exact(net_shape(shape), shape != 14);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check_exact(net_random(seed, false), seed % 16 != 15);
    }
}

static void test_known_values(void **state) {
    (void)state;
    double out[NET_MOST], edges[EDGES_MOST];
    cot_graph_t *star = net_shape(6);
    cot_prepared_t *q = net_prepare(star, 1);
    assert_int_equal(cot_betweenness(q, NULL, out, edges, NULL, NULL, NULL), COT_OK);
    assert_true(out[11] == 55.0 && out[0] == 0.0); /* all pairs of 11 leaves */
    assert_true(edges[0] == 11.0 && edges[10] == 11.0);
    cot_prepared_free(q);
    cot_graph_free(star);
    cot_graph_t *path = net_shape(5);
    q = net_prepare(path, 1);
    assert_int_equal(cot_betweenness(q, NULL, out, NULL, NULL, NULL, NULL), COT_OK);
    for (uint32_t v = 0; v < 10; v++) {
        assert_true(out[v] == v * (9.0 - v));
    }
    cot_prepared_free(q);
    cot_graph_free(path);
}

/* The mean over picked sources, and that the bound of distinct sources holds. */
static void test_sampled(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        const uint32_t k = 1 + (uint32_t)(seed * 7 % graph->n);
        double out[NET_MOST], wanted[NET_MOST], edges[EDGES_MOST], edges_wanted[EDGES_MOST];
        uint8_t picked[NET_MOST];
        uint32_t per_class[NET_MOST], n_picked = 0, count = 0;
        cot_prepared_t *q = net_prepare(graph, 1);
        const cot_env_t env = {2, seed, NULL, NULL};
        const cot_betweenness_params_t params = sources(k);
        cot_betweenness_achieved_t achieved;
        assert_int_equal(
            cot_i_pick_sources(&q->quotient, graph->n, k, seed, per_class, picked, &n_picked, NULL), COT_OK);
        for (uint32_t v = 0; v < graph->n; v++) {
            count += picked[v];
        }
        assert_int_equal(count, k); /* distinct */
        assert_int_equal(n_picked, k);
        assert_int_equal(cot_betweenness(q, &params, out, edges, &achieved, &env, NULL), COT_OK);
        by_definition(q, per_class, k, wanted, edges_wanted);
        assert_true(net_error(out, wanted, graph->n) < 1e-11);
        assert_true(net_error(edges, edges_wanted, graph->m) < 1e-11);
        assert_int_equal(achieved.sources, k);
        assert_true(achieved.exact == (k == graph->n) && achieved.epsilon <= 1);
        by_definition(q, NULL, graph->n, wanted, edges_wanted);
        for (uint32_t v = 0; v < graph->n && !achieved.exact; v++) {
            assert_true(fabs(out[v] - wanted[v]) <=
                        achieved.epsilon * graph->n * (graph->n - 1.0) / 2 + 1e-9);
        }
        cot_prepared_free(q);
        cot_graph_free(graph);
    }
}

/* Any number of threads and any instruction set give the same bytes. */
static void check_same_bytes(const cot_graph_t *graph, cot_betweenness_params_t params, bool with_edges) {
    cot_prepared_t *q = net_prepare(graph, 2);
    const size_t n = graph->n, m = with_edges ? graph->m : 0;
    double *first = malloc((n + m + 1) * sizeof *first), *out = malloc((n + m + 1) * sizeof *out);
    assert_true(first && out);
    for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            const cot_env_t env = {threads, 5, NULL, NULL};
            assert_int_equal(cot_i_betweenness(q, &params, out, with_edges ? out + n : NULL, NULL,
                                               (cot_isa_t)isa, &env, NULL),
                             COT_OK);
            if (threads == 1 && isa == COT_ISA_BASE) {
                memcpy(first, out, (n + m) * sizeof *out);
            }
            assert_memory_equal(first, out, (n + m) * sizeof *out);
        }
    }
    cot_prepared_free(q);
    free(first);
    free(out);
}

static void test_threads(void **state) {
    (void)state;
    cot_betweenness_params_t lanes = usual;
    lanes.precision = COT_FLOAT;
    for (uint64_t seed = 15; seed < 120; seed += 4) {
        cot_graph_t *graph = net_random(seed, false);
        check_same_bytes(graph, usual, seed % 8 < 4);
        check_same_bytes(graph, lanes, seed % 8 >= 4);
        check_same_bytes(graph, sources(graph->n / 2), false);
        cot_graph_free(graph);
    }
    cot_graph_t *cycle = net_shape(14);
    check_same_bytes(cycle, usual, true);
    check_same_bytes(cycle, lanes, true);
    cot_graph_free(cycle);
}

/* Layers of `groups` cliques, each member joined to all of the next layer: paths multiply by groups x members
 * from layer to layer, beyond what counts of 16 bits hold, while classes of twins have several members. */
static cot_graph_t *layers_of(uint32_t layers, uint32_t groups, uint32_t members) {
    const uint32_t width = groups * members;
    net_t *net = net_new(layers * width);
    for (uint32_t first = 0; first < net->n; first += width) {
        for (uint32_t g = 0; g < groups; g++) {
            net_complete(net, first + g * members, members);
        }
        for (uint32_t i = 0; i < width && first > 0; i++) {
            for (uint32_t j = 0; j < width; j++) {
                net_join(net, first - width + i, first + j);
            }
        }
    }
    return net_graph(net, false, 1);
}

static void test_many_paths(void **state) {
    (void)state;
    enum { KINDS = 6 }; /* most paths: 2^12 below, 2^15 just at, beyond in some batches, in all; by twins */
    static const uint32_t kinds[KINDS][3] = {{6, 8, 1}, {7, 8, 1}, {12, 8, 1}, {40, 8, 1},
                                              {9, 2, 6}, {4, 2, 24}};
    cot_betweenness_params_t lanes = usual;
    lanes.precision = COT_FLOAT;
    for (unsigned i = 0; i < KINDS; i++) {
        cot_graph_t *graph = layers_of(kinds[i][0], kinds[i][1], kinds[i][2]);
        check_same_bytes(graph, usual, true);
        check_same_bytes(graph, lanes, false);
        check_exact(graph, graph->n < 100);
    }
}

/* As many sources as a bound needs: the bound holds, and says when all were taken. */
static void check_bound(const cot_prepared_t *q, const double *exact, double epsilon, bool sampled) {
    const cot_graph_t *graph = q->graph;
    double *out = malloc(graph->n * sizeof *out), pairs = 0.5 * graph->n * (graph->n - 1.0);
    cot_betweenness_params_t params = usual;
    cot_betweenness_achieved_t achieved;
    assert_non_null(out);
    params.epsilon = epsilon;
    assert_int_equal(cot_betweenness(q, &params, out, NULL, &achieved, NULL, NULL), COT_OK);
    assert_true(achieved.exact == !sampled && achieved.epsilon <= epsilon);
    assert_true(sampled ? achieved.sources < graph->n / 2 && achieved.epsilon > 0
                        : achieved.sources == graph->n);
    for (uint32_t v = 0; v < graph->n; v++) {
        assert_true(fabs(out[v] - exact[v]) <= achieved.epsilon * pairs + 1e-9 * (1 + exact[v]));
    }
    free(out);
}

static void test_real(void **state) {
    (void)state;
    cot_graph_t *graph = net_shared("ca-GrQc.txt.xz");
    if (graph) {
        double *out = malloc(graph->n * sizeof *out), *edges = malloc(graph->m * sizeof *edges);
        cot_prepared_t *q = net_prepare(graph, 2);
        cot_betweenness_params_t lanes = usual;
        lanes.precision = COT_FLOAT;
        assert_true(out && edges);
        assert_int_equal(cot_betweenness(q, NULL, out, edges, NULL, NULL, NULL), COT_OK);
        check_igraph(q, out, edges, 1e-10);
        check_bound(q, out, 0.1, true);
        check_bound(q, out, 0.001, false);
        double *rough = malloc(graph->n * sizeof *rough);
        assert_non_null(rough);
        assert_int_equal(cot_betweenness(q, &lanes, rough, NULL, NULL, NULL, NULL), COT_OK);
        assert_true(net_error(rough, out, graph->n) < 2e-6);
        free(rough);
        cot_prepared_free(q);
        check_same_bytes(graph, sources(100), false);
        free(out);
        free(edges);
        cot_graph_free(graph);
    }
}

/* Bare edges of a large network. */
static cot_graph_t *from_pairs(uint32_t n, uint64_t m, uint32_t *pairs) {
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

static double *betweenness_of(const cot_graph_t *graph) {
    double *out = malloc(graph->n * sizeof *out);
    cot_prepared_t *q = net_prepare(graph, 2);
    assert_non_null(out);
    assert_int_equal(cot_betweenness(q, NULL, out, NULL, NULL, NULL, NULL), COT_OK);
    cot_prepared_free(q);
    return out;
}

static void test_large_shapes(void **state) {
    (void)state;
    enum { N = 1000000, LEAVES = 100000, CLIQUE = 3000 };
    uint32_t *pairs = malloc(sizeof(uint32_t) * 2 * N);
    assert_non_null(pairs);
    for (uint32_t v = 0; v + 1 < N; v++) {
        pairs[2 * (size_t)v] = v;
        pairs[2 * (size_t)v + 1] = v + 1;
    }
    cot_graph_t *graph = from_pairs(N, N - 1, pairs);
    double *out = betweenness_of(graph);
    for (uint32_t v = 0; v < N; v++) {
        assert_true(out[v] == (double)v * (double)(N - 1 - v));
    }
    free(out);
    cot_graph_free(graph);
    pairs = malloc(sizeof(uint32_t) * 2 * LEAVES);
    assert_non_null(pairs);
    for (uint32_t v = 0; v < LEAVES; v++) {
        pairs[2 * (size_t)v] = LEAVES;
        pairs[2 * (size_t)v + 1] = v;
    }
    graph = from_pairs(LEAVES + 1, LEAVES, pairs);
    out = betweenness_of(graph);
    assert_true(out[LEAVES] == 0.5 * LEAVES * (LEAVES - 1.0) && out[7] == 0.0);
    free(out);
    cot_graph_free(graph);
    pairs = malloc(sizeof(uint32_t) * (size_t)CLIQUE * CLIQUE);
    assert_non_null(pairs);
    uint64_t m = 0;
    for (uint32_t v = 0; v < CLIQUE;
         v++) { /* complete but for the edge 0 - 1, whose paths all others share */
        for (uint32_t u = v == 1; u < v; u++) {
            pairs[2 * m] = u;
            pairs[2 * m++ + 1] = v;
        }
    }
    graph = from_pairs(CLIQUE, m, pairs);
    out = betweenness_of(graph);
    for (uint32_t v = 0; v < CLIQUE; v++) {
        assert_true(fabs(out[v] - (v < 2 ? 0.0 : 1.0 / (CLIQUE - 2))) < 1e-15);
    }
    free(out);
    cot_graph_free(graph);
}

/* Plain Brandes from so many sources in each class. */
static void plainly(const cot_prepared_t *q, const uint32_t *per_class, uint32_t count, double *out) {
    const cot_graph_t *graph = q->graph;
    const uint32_t n = graph->n;
    int *distance = malloc(n * sizeof *distance);
    double *sigma = malloc(n * sizeof *sigma), *delta = malloc(n * sizeof *delta);
    uint32_t *queue = malloc(n * sizeof *queue);
    assert_true(distance && sigma && delta && queue);
    memset(out, 0, n * sizeof *out);
    for (uint32_t s = 0; s < n; s++) {
        const uint32_t c = q->quotient.class_of[s];
        uint32_t head = 0, tail = 0;
        if (per_class[c] == 0) {
            continue;
        }
        for (uint32_t v = 0; v < n; v++) {
            distance[v] = -1;
            sigma[v] = delta[v] = 0;
        }
        distance[s] = 0;
        sigma[s] = 1;
        for (queue[tail++] = s; head < tail; head++) {
            const uint32_t v = queue[head];
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                const uint32_t w = graph->adj[a];
                if (distance[w] < 0) {
                    distance[w] = distance[v] + 1;
                    queue[tail++] = w;
                }
                sigma[w] += distance[w] == distance[v] + 1 ? sigma[v] : 0;
            }
        }
        while (tail-- > 1) {
            const uint32_t w = queue[tail];
            for (uint64_t a = graph->off[w]; a < graph->off[w + 1]; a++) {
                const uint32_t v = graph->adj[a];
                delta[v] += distance[v] + 1 == distance[w] ? sigma[v] / sigma[w] * (1 + delta[w]) : 0;
            }
            out[w] += delta[w] * per_class[c] / q->quotient.size[c] * 0.5 * n / count;
        }
    }
    free(distance);
    free(sigma);
    free(delta);
    free(queue);
}

/* A block whose rows do not fit caches: a ring with chords. */
static void test_large_block(void **state) {
    (void)state;
    enum { N = 40000, CHORDS = 12000, K = 70 };
    uint32_t *pairs = malloc(sizeof(uint32_t) * 2 * (N + CHORDS)), *per_class = malloc(N * sizeof *per_class),
             count;
    double *out = malloc(N * sizeof *out), *wanted = malloc(N * sizeof *wanted);
    cot_rng_t rng;
    uint64_t m = 0;
    assert_true(pairs && per_class && out && wanted);
    cot_i_rng_init(&rng, 1, 2, 3);
    for (uint32_t v = 0; v < N; v++) {
        pairs[2 * m] = v;
        pairs[2 * m++ + 1] = (v + 1) % N;
        if (v % 4 == 0 && m < N + CHORDS) { /* to one that is 2 .. 1000 further on: each pair once */
            pairs[2 * m] = v;
            pairs[2 * m++ + 1] = (v + 2 + (uint32_t)cot_i_rng_below(&rng, 999)) % N;
        }
    }
    cot_graph_t *graph = from_pairs(N, m, pairs);
    cot_prepared_t *q = net_prepare(graph, 2);
    assert_true(cot_prepared_info(q)->largest_block > 32768);
    cot_betweenness_params_t params = sources(K);
    assert_int_equal(cot_i_pick_sources(&q->quotient, N, K, 1, per_class, NULL, &count, NULL), COT_OK);
    plainly(q, per_class, count, wanted);
    assert_int_equal(cot_betweenness(q, &params, out, NULL, NULL, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, N) < 1e-10);
    params.precision = COT_FLOAT;
    assert_int_equal(cot_betweenness(q, &params, out, NULL, NULL, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, N) < 1e-5);
    for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
        assert_int_equal(cot_i_betweenness(q, &params, wanted, NULL, NULL, (cot_isa_t)isa, NULL, NULL),
                         COT_OK);
        assert_memory_equal(wanted, out, N * sizeof *out);
    }
    cot_prepared_free(q);
    cot_graph_free(graph);
    free(per_class);
    free(out);
    free(wanted);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST], edges[EDGES_MOST];
    cot_graph_t *graph = net_random(63, false), *cycle = net_shape(14);
    cot_graph_t *many = layers_of(9, 8, 1);
    cot_prepared_t *q = net_prepare(graph, 2), *cycle_q = net_prepare(cycle, 2);
    cot_prepared_t *many_q = net_prepare(many, 2);
    const cot_env_t two = {2, 1, NULL, NULL};
    const cot_betweenness_params_t nine = sources(9);
    cot_betweenness_params_t bad = usual, bound = usual;
    assert_int_equal(cot_betweenness(NULL, NULL, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    bad.epsilon = -1;
    assert_int_equal(cot_betweenness(q, &bad, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    bad.epsilon = NAN;
    assert_int_equal(cot_betweenness(q, &bad, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    bad = usual;
    bad.delta = 1;
    assert_int_equal(cot_betweenness(q, &bad, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    bad = usual;
    bad.precision = (cot_precision_t)7;
    assert_int_equal(cot_betweenness(q, &bad, out, NULL, NULL, NULL, NULL), COT_E_ARG);
    bound.epsilon = 0.9;
    NET_TORTURE(cot_betweenness(q, NULL, out, NULL, NULL, &two, &err));
    NET_TORTURE(cot_betweenness(cycle_q, NULL, out, edges, NULL, &two, &err));
    NET_TORTURE(cot_betweenness(many_q, NULL, out, edges, NULL, &two, &err));
    NET_TORTURE(cot_betweenness(cycle_q, &nine, out, NULL, NULL, &two, &err));
    NET_TORTURE(cot_betweenness(cycle_q, &bound, out, NULL, NULL, &two, &err));
    NET_INTERRUPT(cot_betweenness(cycle_q, NULL, out, NULL, NULL, &env, &err));
    NET_INTERRUPT(cot_betweenness(cycle_q, &bound, out, NULL, NULL, &env, &err));
    cot_prepared_free(q);
    cot_prepared_free(cycle_q);
    cot_prepared_free(many_q);
    cot_graph_free(graph);
    cot_graph_free(cycle);
    cot_graph_free(many);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),       cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_sampled),     cmocka_unit_test(test_threads),
        cmocka_unit_test(test_many_paths),  cmocka_unit_test(test_real),
        cmocka_unit_test(test_large_shapes), cmocka_unit_test(test_large_block),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
