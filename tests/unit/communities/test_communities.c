/* Louvain and Leiden: numbered, connected, locally optimal, the same for any number of threads; quality beside
 * igraph's; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/communities/partitions.h"

#include "base/groups.h"
#include "communities/search.h"
#include "oracle/igraph_answers.h"

static const cot_communities_params_t methods[] = {
    {COT_LEIDEN, COT_MODULARITY, 1.0, 0, 1},  {COT_LOUVAIN, COT_MODULARITY, 1.0, 0, 1},
    {COT_LEIDEN, COT_CPM, 0.25, 0, 1},        {COT_LOUVAIN, COT_CPM, 0.1, 0, 1},
    {COT_LEIDEN, COT_MODULARITY, 0.4, 2, 3},  {COT_LEIDEN, COT_MODULARITY, 2.5, 1, 1},
};
enum { METHODS = sizeof methods / sizeof *methods };

static double find(const cot_graph_t *graph, const cot_communities_params_t *params, int threads, uint64_t seed,
                   int64_t *community) {
    const cot_env_t env = {threads, seed, NULL, NULL};
    double quality = -1;
    assert_int_equal(cot_communities(graph, params, community, &quality, &env, NULL), COT_OK);
    return quality;
}

static double quality_of(const cot_graph_t *graph, const cot_communities_params_t *p, const int64_t *community) {
    double q = 0;
    assert_int_equal(cot_partition_quality(graph, community, p->quality, p->resolution, &q, NULL, NULL), COT_OK);
    return q;
}

/* No vertex would rather be in a neighbour's community, or alone. */
static void check_optimal(const cot_graph_t *graph, const cot_communities_params_t *p, int64_t *community,
                          double quality) {
    int64_t unused = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        unused = community[v] >= unused ? community[v] + 1 : unused;
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        const int64_t mine = community[v];
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            community[v] = community[graph->adj[a]];
            assert_true(quality_of(graph, p, community) <= quality + 1e-9);
        }
        community[v] = unused < (int64_t)graph->n ? unused : mine;
        assert_true(quality_of(graph, p, community) <= quality + 1e-9);
        community[v] = mine;
    }
}

static void check(cot_graph_t *graph, uint64_t seed) {
    int64_t community[NET_MOST], again[NET_MOST];
    for (unsigned i = 0; i < METHODS; i++) {
        const double quality = find(graph, &methods[i], 1, seed, community);
        check_partition(graph, community);
        (void)find(graph, &methods[i], 3, seed, again);
        assert_memory_equal(community, again, graph->n * sizeof *again);
        assert_true(graph->m == 0 ? isnan(quality) : quality == quality_of(graph, &methods[i], community));
        if (methods[i].method == COT_LEIDEN && methods[i].passes == 0 && graph->m > 0 && graph->n <= 60) {
            check_optimal(graph, &methods[i], community, quality);
        }
    }
    cot_graph_free(graph);
}

static void test_shapes(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape), shape);
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, seed % 3 == 0), seed);
    }
}

/* A ring of cliques: each is a community. */
static void test_known(void **state) {
    (void)state;
    enum { CLIQUES = 20, SIZE = 6, N = CLIQUES * SIZE };
    for (unsigned i = 0; i < 4; i++) {
        net_t *net = net_new(N);
        int64_t community[NET_MOST];
        for (uint32_t c = 0; c < CLIQUES; c++) {
            net_complete(net, c * SIZE, SIZE);
            net_join(net, c * SIZE, (c * SIZE + SIZE + 1) % N);
        }
        cot_graph_t *graph = net_graph(net, false, 0);
        (void)find(graph, &methods[i], 2, 5, community);
        for (uint32_t v = 0; v < N; v++) {
            assert_int_equal(community[v], v / SIZE);
        }
        cot_graph_free(graph);
    }
}

/* Mean quality over seeds, on small networks: beside igraph's. */
static void test_beside_igraph(void **state) {
    (void)state;
    const cot_communities_params_t two = {COT_LEIDEN, COT_MODULARITY, 1.0, 2, 1};
    const cot_communities_params_t potts = {COT_LEIDEN, COT_CPM, 0.25, 2, 1};
    int64_t community[NET_MOST];
    double ours[3] = {0, 0, 0}, theirs[3] = {0, 0, 0};
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        cot_graph_t *graph = net_random(seed, seed % 2 == 0);
        const cot_env_t env = {1, seed, NULL, NULL};
        if (graph->m > 0) {
            ours[0] += find(graph, &methods[1], 1, seed, community);
            ours[1] += find(graph, &two, 1, seed, community);
            ours[2] += find(graph, &potts, 1, seed, community);
            assert_int_equal(cot_i_ig_louvain(graph, 1, community, NULL, &env, NULL), COT_OK);
            theirs[0] += cot_modularity(graph, community, 1);
            assert_int_equal(cot_i_ig_leiden(graph, COT_I_MODULARITY, 1, 0.01, 2, community, NULL, &env, NULL), COT_OK);
            theirs[1] += cot_modularity(graph, community, 1);
            double quality = 0;
            assert_int_equal(cot_i_ig_leiden(graph, COT_I_CPM, 0.25, 0.01, 2, community, &quality, &env, NULL), COT_OK);
            assert_true(fabs(quality - quality_of(graph, &potts, community)) < 1e-12);
            theirs[2] += quality;
        }
        cot_graph_free(graph);
    }
    for (int i = 0; i < 3; i++) {
        print_message("sum of quality: %.4f, igraph's %.4f\n", ours[i], theirs[i]);
        assert_true(ours[i] > theirs[i] * 0.998);
    }
}

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void check_connected(const cot_graph_t *graph, const int64_t *community) {
    uint32_t *pairs = malloc(2 * (graph->m + 1) * sizeof *pairs), *part = malloc(graph->n * sizeof *part);
    uint32_t count = 0;
    uint64_t m = 0;
    int64_t most = 0;
    cot_graph_t *inside = NULL;
    assert_true(pairs && part);
    for (uint64_t e = 0; e < graph->m; e++) {
        if (community[graph->from[e]] == community[graph->to[e]]) {
            pairs[2 * m] = graph->from[e];
            pairs[2 * m++ + 1] = graph->to[e];
        }
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        most = community[v] > most ? community[v] : most;
    }
    assert_int_equal(cot_graph_from_edges(&inside, graph->n, m, pairs, NULL, NULL), COT_OK);
    assert_int_equal(cot_components(inside, part, &count, NULL, NULL), COT_OK);
    assert_int_equal(count, most + 1);
    cot_graph_free(inside);
    free(pairs);
    free(part);
}

/* Median over seeds, equal passes: no lower than igraph's (less a share of the spread of few seeds). */
static void check_real(const char *name, unsigned seeds) {
    cot_graph_t *graph = net_shared(name);
    double ours[64], theirs[64];
    if (!graph) {
        return;
    }
    int64_t *community = malloc(graph->n * sizeof *community), *again = malloc(graph->n * sizeof *again);
    assert_true(community && again);
    const cot_communities_params_t two = {COT_LEIDEN, COT_MODULARITY, 1.0, 2, 1};
    for (unsigned s = 0; s < seeds; s++) {
        const cot_env_t env = {1, s, NULL, NULL};
        ours[s] = find(graph, &two, 1, s, community);
        assert_int_equal(cot_i_ig_leiden(graph, COT_I_MODULARITY, 1, 0.01, 2, again, NULL, &env, NULL), COT_OK);
        theirs[s] = cot_modularity(graph, again, 1);
        check_connected(graph, community);
    }
    for (int threads = 1; threads <= 8; threads += threads == 3 ? 5 : 1) {
        for (unsigned i = 0; i < 3; i++) {
            (void)find(graph, &methods[i], 1, 7, community);
            (void)find(graph, &methods[i], threads, 7, again);
            assert_memory_equal(community, again, graph->n * sizeof *again);
            check_connected(graph, community);
        }
    }
    qsort(ours, seeds, sizeof *ours, by_value);
    qsort(theirs, seeds, sizeof *theirs, by_value);
    print_message("%s: median modularity %.5f, igraph's %.5f\n", name, ours[seeds / 2], theirs[seeds / 2]);
    assert_true(ours[seeds / 2] > theirs[seeds / 2] - 0.001);
    free(community);
    free(again);
    cot_graph_free(graph);
}

static void test_real(void **state) {
    (void)state;
    check_real("ca-GrQc.txt.xz", 9);
    check_real("ca-AstroPh.txt.xz", 3);
}

/* A network large enough for sweeps in parallel. */
static cot_graph_t *rings(uint32_t n, bool weighted) {
    uint32_t *pairs = malloc(6 * (size_t)n * sizeof *pairs);
    double *weight = malloc(3 * (size_t)n * sizeof *weight);
    cot_graph_t *graph = NULL;
    uint64_t m = 0;
    assert_true(pairs && weight);
    for (uint32_t v = 0; v < n; v++) {
        for (uint32_t step = 1; step <= 3; step++) {
            pairs[2 * m] = v;
            pairs[2 * m + 1] = (v + (step == 3 ? 97 : step)) % n;
            weight[m++] = 1 + (v * step) % 5 / 3.0;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, weighted ? weight : NULL, NULL), COT_OK);
    free(pairs);
    free(weight);
    return graph;
}

static void test_threads(void **state) {
    (void)state;
    for (int weighted = 0; weighted < 2; weighted++) {
        cot_graph_t *graph = rings(9000, weighted);
        int64_t *community = malloc(graph->n * sizeof *community), *again = malloc(graph->n * sizeof *again);
        assert_true(community && again);
        for (unsigned i = 0; i < METHODS; i++) {
            cot_communities_params_t p = methods[i];
            p.passes = p.passes ? p.passes : 3;
            const double quality = find(graph, &p, 1, 3, community);
            check_connected(graph, community);
            for (int threads = 2; threads <= 8; threads += threads == 3 ? 5 : 1) {
                assert_true(find(graph, &p, threads, 3, again) == quality);
                assert_memory_equal(community, again, graph->n * sizeof *again);
            }
        }
        free(community);
        free(again);
        cot_graph_free(graph);
    }
}

/* A large network in the order of nothing: searched in another order inside. */
static void test_scattered(void **state) {
    (void)state;
    enum { N = 70001 };
    uint32_t *pairs = malloc(6 * (size_t)N * sizeof *pairs);
    double *weight = malloc(3 * (size_t)N * sizeof *weight);
    int64_t *community = malloc(N * sizeof *community), *again = malloc(N * sizeof *again);
    cot_graph_t *graph = NULL;
    assert_true(pairs && weight && community && again);
    for (uint32_t v = 0; v < N; v++) { /* a ring lattice under numbers 40011 v mod n */
        for (uint32_t step = 1; step <= 3; step++) {
            const uint64_t e = 3 * (uint64_t)v + step - 1;
            pairs[2 * e] = (uint32_t)((uint64_t)v * 40011 % N);
            pairs[2 * e + 1] = (uint32_t)((uint64_t)(v + step) % N * 40011 % N);
            weight[e] = v % 10 + step <= 9 ? 2.0 : 0.5; /* tens of neighbours hold together */
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, 3 * (uint64_t)N, pairs, weight, NULL), COT_OK);
    const cot_communities_params_t one = {COT_LEIDEN, COT_MODULARITY, 1.0, 1, 1};
    const double quality = find(graph, &one, 1, 1, community);
    assert_true(find(graph, &one, 2, 1, again) == quality && quality > 0.9);
    assert_memory_equal(community, again, N * sizeof *again);
    check_connected(graph, community);
    cot_graph_free(graph);
    free(pairs);
    free(weight);
    free(community);
    free(again);
}

static void test_odd_weights(void **state) {
    (void)state;
    const uint32_t pairs[] = {0, 1, 1, 2, 0, 2, 3, 4, 4, 5, 3, 5, 2, 3};
    const double weight[] = {1e300, 1e300, 1e300, 1e-300, 1e-300, 1e-300, 1e-300};
    int64_t community[6];
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 6, 7, pairs, weight, NULL), COT_OK);
    (void)find(graph, &methods[0], 1, 1, community);
    check_partition(graph, community);
    cot_graph_free(graph);
}

static void test_failures(void **state) {
    (void)state;
    int64_t community[NET_MOST];
    double quality;
    cot_communities_params_t bad = methods[0];
    cot_graph_t *graph = net_random(31, true), *large = rings(3000, true), *empty = net_shape(0);
    int64_t *wide = malloc(large->n * sizeof *wide);
    assert_non_null(wide);
    bad.resolution = -1;
    assert_int_equal(cot_communities(graph, &bad, community, NULL, NULL, NULL), COT_E_ARG);
    bad.resolution = NAN;
    assert_int_equal(cot_communities(graph, &bad, community, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities(NULL, NULL, community, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities(graph, NULL, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities(empty, NULL, NULL, &quality, NULL, NULL), COT_OK);
    for (unsigned i = 0; i < 2; i++) {
        NET_INTERRUPT(cot_communities(large, &methods[i], wide, NULL, &env, &err));
        NET_TORTURE(cot_communities(graph, &methods[i], community, &quality, NULL, &err));
        NET_TORTURE(cot_communities(large, &methods[i], wide, &quality, NULL, &err));
    }
    cot_graph_free(graph);
    cot_graph_free(large);
    cot_graph_free(empty);
    free(wide);
}

/* Whether two numberings part the nodes alike. */
static void check_alike(const uint32_t *a, const uint32_t *b, uint32_t n) {
    for (uint32_t u = 0; u < n; u++) {
        for (uint32_t v = 0; v < u; v++) {
            assert_int_equal(a[u] == a[v], b[u] == b[v]);
        }
    }
}

/* Connected communities of which some nodes go to those of their neighbours, several at once: looking at what they may
 * have torn apart finds what looking at everything finds. */
static void test_torn_apart(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 600; seed++) {
        cot_graph_t *graph = net_random(seed, seed % 3 == 0);
        cot_search_t s;
        cot_rng_t rng;
        uint32_t before[NET_MOST], label[NET_MOST], whole[NET_MOST];
        uint64_t apart;
        const cot_env_t env = {1, seed, NULL, NULL};
        cot_i_rng_init(&rng, seed, 1, 1);
        assert_int_equal(cot_i_search_new(&s, graph, COT_MODULARITY, 1, "test", &env, NULL), COT_OK);
        const cot_level_t *g = &s.base;
        for (uint32_t v = 0; v < g->n; v++) {
            before[v] = (uint32_t)cot_i_rng_below(&rng, seed % 5 + 1) % g->n;
        }
        assert_int_equal(cot_i_split(&s, g, before, &apart, NULL), COT_OK);
        for (uint32_t v = 0; v < g->n; v++) {
            const uint64_t degree = g->end[v] - g->first[v];
            const bool goes = degree > 0 && cot_i_rng_below(&rng, 4) == 0;
            label[v] = goes ? before[g->adj[g->first[v] + cot_i_rng_below(&rng, degree)]] : before[v];
            whole[v] = label[v];
        }
        cot_i_mend(&s, g, before, label);
        assert_int_equal(cot_i_split(&s, g, whole, &apart, NULL), COT_OK);
        for (uint32_t v = 0; v < g->n; v++) {
            assert_true(label[v] < g->n);
        }
        check_alike(label, whole, g->n);
        cot_i_search_clear(&s);
        cot_graph_free(graph);
    }
}

/* By size, then by first member: groups of one to some hundreds. */
static void test_numbers_of_groups(void **state) {
    enum { N = 6000, GROUPS = 60 };
    static uint32_t group[N], number[N];
    uint32_t size[GROUPS], first[GROUPS], count = 0;
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 2, 1);
        memset(size, 0, sizeof size);
        for (uint32_t v = 0; v < N; v++) { /* groups of small numbers are large */
            const uint64_t below = cot_i_rng_below(&rng, GROUPS) + 1;
            group[v] = number[v] = (uint32_t)cot_i_rng_below(&rng, cot_i_rng_below(&rng, below) + 1);
            first[group[v]] = size[group[v]]++ == 0 ? v : first[group[v]];
        }
        assert_int_equal(cot_i_number_groups(number, N, &count, NULL), COT_OK);
        for (uint32_t v = 0; v < N; v++) {
            uint32_t before = 0;
            for (uint32_t c = 0; c < GROUPS; c++) {
                before += size[c] > size[group[v]] || (size[c] == size[group[v]] && size[c] > 0 && first[c] < first[group[v]]);
            }
            assert_int_equal(number[v], before);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),  cmocka_unit_test(test_known),   cmocka_unit_test(test_beside_igraph),
        cmocka_unit_test(test_threads), cmocka_unit_test(test_real), cmocka_unit_test(test_scattered), cmocka_unit_test(test_odd_weights),
        cmocka_unit_test(test_failures), cmocka_unit_test(test_torn_apart), cmocka_unit_test(test_numbers_of_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
