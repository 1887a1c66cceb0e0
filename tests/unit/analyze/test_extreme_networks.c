/* Every kernel on networks that are all one thing: a clique, a star, a chain, two hubs, pairs, nobody joined;
 * their answers are known in closed form. And a real one that lost a fifth of its edges, against igraph.
 *
 *     test_extreme_networks [large]
 *
 * large: a clique of 5,000, a star and a chain of a million (ctest label "large", with -DCOT_LARGE_TESTS=ON).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

typedef enum { CLIQUE, STAR, CHAIN, HUBS, PAIRS, ALONE, SHAPES } shape_t;

/* Vertices of each; for searches from every vertex fewer. */
static const uint32_t usual[SHAPES] = {250, 20000, 20000, 20002, 20000, 1000};
static const uint32_t for_searches[SHAPES] = {250, 2000, 1500, 5002, 2000, 1000};
static const uint32_t large[SHAPES] = {5000, 1000000, 1000000, 200002, 1000000, 1000000};
static bool is_large;

static cot_graph_t *make(shape_t shape, uint32_t n) {
    const uint64_t most = shape == CLIQUE ? (uint64_t)n * (n - 1) / 2 : 2 * (uint64_t)n;
    uint32_t *pairs = malloc(2 * most * sizeof *pairs);
    uint64_t m = 0;
    cot_graph_t *graph = NULL;
    assert_non_null(pairs);
    for (uint32_t v = 1; v < n; v++) {
        const bool to_last = shape == CHAIN || shape == PAIRS;
        const bool to_none = shape == ALONE || (shape == HUBS && v < 2) || (shape == PAIRS && v % 2 == 0);
        const uint32_t from = to_last ? v - 1 : 0, count = shape == CLIQUE ? v : shape == HUBS ? 2 : 1;
        for (uint32_t u = from; u < from + count && !to_none; u++) {
            pairs[2 * m] = u;
            pairs[2 * m++ + 1] = v;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

/* What every kernel must say of a vertex. */
typedef struct {
    double core, triangles, clustering, truss, betweenness, closeness, harmonic, eccentricity, constraint,
        effective;
} known_t;

/* Sum of 1/i for i up to k, from a table that grows. */
static double harmonic_number(uint32_t k) {
    static double sums[2000];
    static uint32_t have;
    for (; have < k; have++) {
        sums[have + 1] = sums[have] + 1.0 / (have + 1);
    }
    return sums[k];
}

static known_t of_chain(double n, uint32_t v) {
    const double left = v, right = n - 1 - v;
    const bool inner = left > 0 && right > 0;
    const double away = left * (left + 1) / 2 + right * (right + 1) / 2;
    known_t k = {1, 0, inner ? 0 : NAN,    2,               left * right, (n - 1) / away,
                 0, fmax(left, right), inner ? 0.5 : 1, inner ? 2 : 1};
    if (n < 2000) {
        k.harmonic = (harmonic_number(v) + harmonic_number((uint32_t)right)) / (n - 1);
    }
    return k;
}

static known_t known(shape_t shape, uint32_t size, uint32_t v) {
    const double n = size, k = n - 2, p = 1 / (n - 1);
    switch (shape) {
    case CLIQUE:
        return (known_t){n - 1, (n - 1) * (n - 2) / 2, 1, n, 0, 1, 1, 1, (n - 1) * pow(p + k * p * p, 2), 1};
    case STAR:
        return v == 0 ? (known_t){1, 0, 0, 2, (n - 1) * (n - 2) / 2, 1, 1, 1, p, n - 1}
                      : (known_t){1, 0, NAN, 2, 0, (n - 1) / (1 + 2 * k), (1 + k / 2) * p, 2, 1, 1};
    case CHAIN:
        return of_chain(n, v);
    case HUBS:
        return v < 2 ? (known_t){2, 0, 0, 2, k * (k - 1) / 4, (k + 1) / (k + 2), (k + 0.5) * p, 2, 1 / k, k}
                     : (known_t){2, 0, 0, 2, 1 / k, (k + 1) / (2 * k), (2 + (k - 1) / 2) * p, 2, 0.5, 2};
    case PAIRS:
        return (known_t){1, 0, NAN, 2, 0, 1, p, 1, 1, 1};
    default:
        return (known_t){0, 0, NAN, 0, 0, NAN, 0, 0, NAN, NAN};
    }
}

/* Betweenness of the edge from u to v. */
static double known_edge(shape_t shape, uint32_t size, uint32_t v) {
    const double n = size, k = n - 2;
    return shape == STAR    ? n - 1
           : shape == CHAIN ? v * (n - v)
           : shape == HUBS  ? 1 + (k - 1) / 2 + 1 / k
                            : 1;
}

static double *reals(uint64_t n) {
    double *values = malloc((n + 1) * sizeof *values);
    assert_non_null(values);
    return values;
}

#define CHECK(graph, shape, values, field, tolerance)                                                        \
    do {                                                                                                     \
        for (uint32_t v_ = 0; v_ < (graph)->n; v_++) {                                                       \
            const double wanted_ = known(shape, (graph)->n, v_).field, found_ = (double)(values)[v_];        \
            const double most_ = (tolerance) * (1 + fabs(wanted_));                                          \
            if (isnan(wanted_) != isnan(found_) || fabs(found_ - wanted_) > most_) {                         \
                fail_msg("%s of vertex %u of %u, shape %d: %.17g, not %.17g", #field, v_, (graph)->n, shape, \
                         found_, wanted_);                                                                   \
            }                                                                                                \
        }                                                                                                    \
    } while (0)

static void check_counts(const cot_graph_t *g, shape_t shape, const cot_env_t *env) {
    uint32_t *whole = malloc((g->n + g->m + 1) * sizeof *whole), count;
    uint64_t *triangles = malloc((g->n + 1) * sizeof *triangles);
    double *real = reals(g->n);
    assert_true(whole && triangles);
    assert_int_equal(cot_components(g, whole, &count, env, NULL), COT_OK);
    assert_int_equal(count, shape == PAIRS ? g->n / 2 : shape == ALONE ? g->n : 1);
    assert_int_equal(cot_core_numbers(g, whole, NULL), COT_OK);
    CHECK(g, shape, whole, core, 0);
    assert_int_equal(cot_clustering(g, real, triangles, env, NULL), COT_OK);
    CHECK(g, shape, triangles, triangles, 0);
    CHECK(g, shape, real, clustering, 1e-15);
    assert_int_equal(cot_weighted_clustering(g, real, env, NULL), COT_OK);
    CHECK(g, shape, real, clustering, 1e-9);
    assert_int_equal(cot_edge_triangles(g, whole, env, NULL), COT_OK);
    for (uint64_t e = 0; e < g->m; e++) {
        assert_int_equal(whole[e], shape == CLIQUE ? g->n - 2 : 0);
    }
    assert_int_equal(cot_truss_numbers(g, NULL, whole, env, NULL), COT_OK);
    CHECK(g, shape, whole, truss, 0);
    free(whole);
    free(triangles);
    free(real);
}

static void check_holes_and_walks(const cot_graph_t *g, shape_t shape, const cot_env_t *env) {
    double *a = reals(g->n), *b = reals(g->n), *c = reals(g->n), *d = reals(g->n), sum = 0, assortativity;
    const bool regular = shape == CLIQUE || shape == PAIRS || shape == ALONE;
    assert_int_equal(cot_structural_holes(g, a, b, c, d, env, NULL), COT_OK);
    CHECK(g, shape, a, constraint, 1e-12);
    CHECK(g, shape, b, effective, 1e-9);
    assert_int_equal(cot_pagerank(g, a, NULL, env, NULL), COT_OK);
    assert_int_equal(cot_pagerank_from(g, 0.85, NULL, b, NULL, env, NULL), COT_OK);
    for (uint32_t v = 0; v < g->n; v++) {
        sum += a[v];
        assert_true(fabs(a[v] - b[v]) <= 1e-9 && (!regular || fabs(a[v] * g->n - 1) < 1e-6));
    }
    assert_true(fabs(sum - 1) < 1e-9);
    assert_int_equal(cot_degree_assortativity(g, &assortativity, env, NULL), COT_OK);
    assert_true(shape == CHAIN || (regular ? isnan(assortativity) : fabs(assortativity + 1) < 1e-9));
    free(a);
    free(b);
    free(c);
    free(d);
}

static void check_random_networks(const cot_graph_t *g, shape_t shape, const cot_env_t *env) {
    double *club = reals(cot_degree_count(g));
    cot_graph_t *other = NULL;
    assert_int_equal(cot_rich_club(g, 0, 0, club, NULL, env, NULL), COT_OK);
    assert_true(shape != CLIQUE || club[0] == 1);
    assert_int_equal(cot_rewire(&other, g, 0, is_large && shape == CLIQUE ? 0.01 : 1, env, NULL), COT_OK);
    for (uint32_t v = 0; v < g->n; v++) {
        assert_int_equal(other->off[v + 1], g->off[v + 1]);
    }
    cot_graph_free(other);
    free(club);
    double *side = reals(g->n);
    assert_int_equal(cot_redundancy(g, side, NULL, env, NULL), g->m > 0 ? COT_E_ARG : COT_OK); /* one-mode */
    free(side);
}

static void check_betweenness(const cot_prepared_t *p, const cot_graph_t *g, shape_t shape,
                              const cot_env_t *env) {
    double *vertices = reals(g->n), *edges = reals(g->m);
    for (int way = 0; way < (is_large ? 2 : 3); way++) {
        cot_betweenness_params_t params = COT_BETWEENNESS_PARAMS_INIT;
        params.precision = way == 1 ? COT_FLOAT : COT_DOUBLE;
        params.weighted = way == 2;
        const double tolerance = way == 1 ? 1e-5 : 1e-9;
        if (is_large && shape == HUBS) {
            params.n_sources = 256; /* every vertex would be a search of its own */
        }
        assert_int_equal(cot_betweenness(p, &params, vertices, edges, NULL, env, NULL), COT_OK);
        if (params.n_sources == 0) {
            CHECK(g, shape, vertices, betweenness, tolerance);
        }
        for (uint64_t e = 0; e < g->m && params.n_sources == 0; e++) {
            const double wanted = known_edge(shape, g->n, g->to[e]);
            assert_true(fabs(edges[e] - wanted) <= tolerance * (1 + wanted));
        }
    }
    free(vertices);
    free(edges);
}

static void check_distances(const cot_prepared_t *p, const cot_graph_t *g, shape_t shape,
                            const cot_env_t *env) {
    double *harmonic = reals(g->n);
    cot_distances_t *d = NULL;
    assert_int_equal(cot_harmonic(p, 0, harmonic, env, NULL), COT_OK);
    CHECK(g, shape, harmonic, harmonic, 1e-12);
    for (int weighted = 0; weighted <= 1; weighted++) {
        assert_int_equal((weighted ? cot_weighted_distances : cot_distances)(&d, p, NULL, env, NULL), COT_OK);
        CHECK(g, shape, d->closeness, closeness, 1e-12);
        CHECK(g, shape, d->harmonic, harmonic, 1e-12);
        CHECK(g, shape, d->eccentricity, eccentricity, 1e-12);
        cot_distances_free(d);
    }
    assert_int_equal(cot_hyperball(&d, p, 0, env, NULL), COT_OK);
    for (uint32_t v = 0; v < g->n; v++) {
        const double wanted = known(shape, g->n, v).harmonic;
        assert_true(fabs(d->harmonic[v] - wanted) <= 0.5 * wanted);
    }
    cot_distances_free(d);
    free(harmonic);
}

static uint32_t root(uint32_t *of, uint32_t v) {
    while (of[v] != v) {
        v = of[v] = of[of[v]];
    }
    return v;
}

/* Connected, of that quality at least; one clique is one community. */
static void check_partition(const cot_graph_t *g, shape_t shape, const int64_t *community, double quality,
                            double least) {
    uint32_t *of = malloc((g->n + 1) * sizeof *of), parts = 0;
    int64_t communities = 0;
    assert_non_null(of);
    for (uint32_t v = 0; v < g->n; v++) {
        of[v] = v;
        communities = community[v] >= communities ? community[v] + 1 : communities;
    }
    for (uint64_t e = 0; e < g->m; e++) {
        if (community[g->from[e]] == community[g->to[e]]) {
            of[root(of, g->from[e])] = root(of, g->to[e]);
        }
    }
    for (uint32_t v = 0; v < g->n; v++) {
        parts += of[v] == v;
    }
    assert_int_equal(parts, communities);
    assert_true(g->m == 0 ? isnan(quality) : quality >= least);
    assert_true(shape != CLIQUE || communities == 1);
    assert_true((shape != PAIRS && shape != ALONE) || communities == (shape == PAIRS ? g->n / 2 : g->n));
    free(of);
}

static void check_communities(const cot_graph_t *g, shape_t shape, const cot_env_t *env) {
    int64_t *community = malloc((g->n + 1) * sizeof *community);
    double *z = reals(g->n), *share = reals(g->n), quality;
    assert_non_null(community);
    for (int way = 0; way < 3; way++) {
        cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
        params.method = way == 0 ? COT_LOUVAIN : COT_LEIDEN;
        params.quality = way == 2 ? COT_CPM : COT_MODULARITY;
        params.resolution = way == 2 ? 0.5 : 1;
        assert_int_equal(cot_communities(g, &params, community, &quality, env, NULL), COT_OK);
        check_partition(g, shape, community, quality, way == 2 ? -INFINITY : -1e-12);
    }
    assert_int_equal(cot_participation(g, community, share, env, NULL), COT_OK);
    assert_int_equal(cot_within_community_z(g, community, z, env, NULL), COT_OK);
    for (uint32_t v = 0; v < g->n; v++) {
        assert_true(g->off[v] == g->off[v + 1] ? isnan(share[v]) : share[v] >= 0 && share[v] <= 1);
    }
    if (!is_large) {
        cot_stability_t figures;
        assert_int_equal(cot_communities_stability(g, NULL, 3, community, z, &figures, env, NULL), COT_OK);
    }
    free(community);
    free(z);
    free(share);
}

static void test_shape(shape_t shape) {
    const cot_env_t env = {is_large ? 0 : 3, 1, NULL, NULL};
    cot_graph_t *g = make(shape, is_large ? large[shape] : usual[shape]);
    check_counts(g, shape, &env);
    check_holes_and_walks(g, shape, &env);
    check_random_networks(g, shape, &env);
    check_communities(g, shape, &env);
    if (!is_large) {
        cot_graph_free(g);
        g = make(shape, for_searches[shape]);
    }
    cot_prepared_t *p = net_prepare(g, 2);
    check_betweenness(p, g, shape, &env);
    if (!is_large || shape == CLIQUE || shape == PAIRS || shape == ALONE) {
        check_distances(p, g, shape, &env); /* else from all vertices: hours */
    }
    cot_prepared_free(p);
    cot_graph_free(g);
}

#define TEST(name, shape)                                                                                    \
    static void name(void **state) {                                                                         \
        (void)state;                                                                                         \
        test_shape(shape);                                                                                   \
    }
TEST(test_clique, CLIQUE)
TEST(test_star, STAR)
TEST(test_chain, CHAIN)
TEST(test_hubs, HUBS)
TEST(test_pairs, PAIRS)
TEST(test_alone, ALONE)

/* A fifth of the edges of a real network dropped: hundreds of components. */
static cot_graph_t *dropped(void) {
    cot_graph_t *whole = net_shared("ca-GrQc.txt.xz"), *graph = NULL;
    uint64_t m = 0;
    cot_rng_t rng;
    if (!whole || is_large) {
        cot_graph_free(whole);
        return NULL;
    }
    uint32_t *pairs = malloc(2 * whole->m * sizeof *pairs);
    assert_non_null(pairs);
    cot_i_rng_init(&rng, 1, 20, 0);
    for (uint64_t e = 0; e < whole->m; e++) {
        if (cot_i_rng_below(&rng, 5) > 0) {
            pairs[2 * m] = whole->from[e];
            pairs[2 * m++ + 1] = whole->to[e];
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, whole->n, m, pairs, NULL, NULL), COT_OK);
    cot_graph_free(whole);
    free(pairs);
    return graph;
}

static void test_dropped(void **state) {
    (void)state;
    cot_graph_t *g = dropped();
    if (!g) {
        return;
    }
    cot_prepared_t *p = net_prepare(g, 2);
    double *ours = reals(g->n), *theirs = reals(g->n);
    uint32_t components, cores[2][8192];
    int64_t *community = malloc(g->n * sizeof *community);
    assert_true(community && g->n <= 8192);
    assert_int_equal(cot_components(g, cores[0], &components, NULL, NULL), COT_OK);
    assert_true(components > 100 && components == cot_prepared_info(p)->components);
    assert_int_equal(cot_core_numbers(g, cores[0], NULL), COT_OK);
    assert_int_equal(cot_i_ig_coreness(g, cores[1], NULL, NULL), COT_OK);
    assert_memory_equal(cores[0], cores[1], g->n * sizeof(uint32_t));
    assert_int_equal(cot_betweenness(p, NULL, ours, NULL, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_betweenness(g, theirs, NULL, NULL), COT_OK);
    assert_true(net_error(ours, theirs, g->n) < 1e-9);
    assert_int_equal(cot_harmonic(p, 0, ours, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_harmonic(g, theirs, NULL, NULL), COT_OK);
    assert_true(net_error(ours, theirs, g->n) < 1e-9);
    assert_int_equal(cot_clustering(g, ours, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_local_clustering(g, theirs, NULL, NULL), COT_OK);
    assert_true(net_error(ours, theirs, g->n) < 1e-9);
    assert_int_equal(cot_structural_holes(g, ours, NULL, NULL, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_constraint(g, theirs, NULL, NULL), COT_OK);
    assert_true(net_error(ours, theirs, g->n) < 1e-9);
    assert_int_equal(cot_pagerank(g, ours, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_i_ig_pagerank(g, 0.85, theirs, NULL, NULL), COT_OK);
    assert_true(net_error(ours, theirs, g->n) < 1e-9);
    assert_int_equal(cot_communities(g, NULL, community, ours, NULL, NULL), COT_OK);
    check_partition(g, SHAPES, community, ours[0], 0.8);
    cot_prepared_free(p);
    cot_graph_free(g);
    free(ours);
    free(theirs);
    free(community);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clique), cmocka_unit_test(test_star),  cmocka_unit_test(test_chain),
        cmocka_unit_test(test_hubs),   cmocka_unit_test(test_pairs), cmocka_unit_test(test_alone),
        cmocka_unit_test(test_dropped),
    };
    is_large = argc > 1 && strcmp(argv[1], "large") == 0;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
