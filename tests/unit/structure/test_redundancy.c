/* Bipartite redundancy, of authors and topics and of authors and papers: against the definition, NetworkX's
 * node_redundancy; threads; instruction sets; out of memory; interrupted. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "structure/redundancy.h"

/* left + right vertices, about `tries` random edges between the sides. */
static cot_graph_t *two_sides(uint32_t left, uint32_t right, uint32_t tries, uint64_t seed) {
    net_t *net = net_new(left + right);
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 9, 9);
    for (uint32_t i = 0; i < tries && left > 0 && right > 0; i++) {
        net_join(net, (uint32_t)cot_i_rng_below(&rng, left), left + (uint32_t)cot_i_rng_below(&rng, right));
    }
    cot_graph_t *graph = net_graph(net, false, seed);
    graph->kind = COT_AUTHOR_TOPIC;
    graph->n_left = left;
    return graph;
}

static void plain(const cot_graph_t *g, double *out) {
    static uint8_t joined[NET_MOST][NET_MOST];
    memset(joined, 0, sizeof joined);
    for (uint64_t e = 0; e < g->m; e++) {
        joined[g->from[e]][g->to[e]] = joined[g->to[e]][g->from[e]] = 1;
    }
    for (uint32_t v = 0; v < g->n; v++) {
        double kept = 0, pairs = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            for (uint64_t b = g->off[v]; b < a; b++) {
                bool other = false;
                for (uint32_t x = 0; x < g->n; x++) {
                    other |= x != v && joined[x][g->adj[a]] && joined[x][g->adj[b]];
                }
                kept += other;
                pairs++;
            }
        }
        out[v] = pairs > 0 ? kept / pairs : NAN;
    }
}

static void check(cot_graph_t *graph) {
    double out[NET_MOST], wanted[NET_MOST], alone[NET_MOST];
    plain(graph, wanted);
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_redundancy(graph, out, out + graph->n_left, &env, NULL), COT_OK);
        assert_true(net_error(out, wanted, graph->n) == 0);
    }
    if (graph->n_left > 0) {
        assert_int_equal(cot_redundancy(graph, alone, NULL, NULL, NULL), COT_OK);
        assert_memory_equal(alone, out, graph->n_left * sizeof *out);
    }
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    check(two_sides(0, 0, 0, 0));
    check(two_sides(1, 0, 0, 0));
    check(two_sides(5, 5, 1, 0));
    check(two_sides(1, 300, 2000, 0)); /* a star */
    check(two_sides(2, 300, 2000, 0));
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        const uint32_t left = 1 + (uint32_t)cot_i_rng_below(&rng, 100),
                       right = 1 + (uint32_t)cot_i_rng_below(&rng, 50);
        check(two_sides(left, right, (uint32_t)cot_i_rng_below(&rng, 4 * (left + right)), seed));
    }
}

/* networkx.bipartite.node_redundancy of 0-4 0-5 1-4 1-5 1-6 2-5 2-6 3-4 3-6 3-7, where the degree is above 1.
 */
static void test_known_values(void **state) {
    (void)state;
    static const uint32_t pairs[] = {0, 4, 0, 5, 1, 4, 1, 5, 1, 6, 2, 5, 2, 6, 3, 4, 3, 6, 3, 7};
    static const double wanted[] = {
        1.0, 1.0, 1.0, 0.3333333333333333, 0.6666666666666666, 0.6666666666666666, 0.6666666666666666, NAN};
    double out[8];
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, 8, 10, pairs, NULL, NULL), COT_OK);
    graph->n_left = 4;
    assert_int_equal(cot_redundancy(graph, out, out + 4, NULL, NULL), COT_OK);
    assert_true(net_error(out, wanted, 8) < 1e-15);
    cot_graph_free(graph);
}

static void test_failures(void **state) {
    (void)state;
    double out[NET_MOST];
    cot_error_t said = COT_ERROR_INIT;
    cot_graph_t *graph = two_sides(40, 20, 150, 1), *other = net_shape(4);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_redundancy(NULL, out, out, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_redundancy(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_redundancy(other, out, NULL, NULL, &said), COT_E_ARG);
    assert_non_null(strstr(said.message, "not bipartite"));
    NET_TORTURE(cot_redundancy(graph, out, out + 40, &two, &err));
    NET_INTERRUPT(cot_redundancy(graph, out, out + 40, &env, &err));
    cot_graph_free(graph);
    cot_graph_free(other);
}

/* Papers of a made-up incidence as rows, each author once; what is wanted of both sides by the definition. */
typedef struct {
    uint32_t n_authors, n_papers;
    uint64_t off[NET_MOST + 1];
    uint32_t list[64 * NET_MOST];
    uint8_t on[NET_MOST][NET_MOST]; /* [author][paper] */
} bylines_t;

static void put(bylines_t *b, uint32_t author) {
    if (!b->on[author][b->n_papers] && b->off[b->n_papers + 1] < 64 * NET_MOST) {
        b->on[author][b->n_papers] = 1;
        b->list[b->off[b->n_papers + 1]++] = author;
    }
}

static void next_paper(bylines_t *b) {
    b->n_papers++;
    b->off[b->n_papers + 1] = b->off[b->n_papers];
}

/* Every shape that papers have: none, without authors, alone; teams that keep to themselves; one collaboration whose
 * members come, go and have other papers; all on all; the same bylines again and again. */
static bylines_t *bylines(uint64_t seed) {
    bylines_t *b = calloc(1, sizeof *b);
    cot_rng_t rng;
    assert_non_null(b);
    cot_i_rng_init(&rng, seed, 31, 0);
    b->n_authors = 1 + (uint32_t)cot_i_rng_below(&rng, 120);
    const uint32_t papers = (uint32_t)cot_i_rng_below(&rng, seed % 3 ? 60 : NET_MOST - 1);
    const uint32_t big = (uint32_t)cot_i_rng_below(&rng, 4), team = 1 + (uint32_t)cot_i_rng_below(&rng, 12);
    for (uint32_t p = 0; p < papers; p++, next_paper(b)) {
        if (big > 0 && cot_i_rng_below(&rng, 3) < big) {
            for (uint32_t a = 0; a < b->n_authors && a < 150; a++) {
                if (big == 3 || cot_i_rng_below(&rng, 8) > (a + p) % 4) {
                    put(b, b->n_authors - 1 - a);
                }
            }
            continue;
        }
        const uint32_t size = (uint32_t)cot_i_rng_below(&rng, 5), first = (uint32_t)cot_i_rng_below(&rng, b->n_authors);
        for (uint32_t i = 0; i < size; i++) {
            put(b, (first / team * team + (uint32_t)cot_i_rng_below(&rng, team)) % b->n_authors);
        }
    }
    return b;
}

/* The same sentence for both sides: `rows` says who is beside whom, seen from v or from its neighbours. */
static double plain_share(const bylines_t *b, uint32_t v, bool author) {
    const uint32_t others = author ? b->n_papers : b->n_authors, own = author ? b->n_authors : b->n_papers;
    double kept = 0, pairs = 0;
    for (uint32_t p = 0; p < others; p++) {
        for (uint32_t q = 0; q < p; q++) {
            const bool both = author ? b->on[v][p] && b->on[v][q] : b->on[p][v] && b->on[q][v];
            bool other = false;
            for (uint32_t x = 0; both && x < own && !other; x++) {
                other = x != v && (author ? b->on[x][p] && b->on[x][q] : b->on[p][x] && b->on[q][x]);
            }
            kept += other;
            pairs += both;
        }
    }
    return pairs > 0 ? kept / pairs : NAN;
}

static cot_incidence_t *incidence_of(const bylines_t *b) {
    cot_incidence_t *incidence = NULL;
    assert_int_equal(
        cot_incidence_from_rows(&incidence, b->n_authors, b->n_papers, b->off, b->list, NULL, NULL), COT_OK);
    return incidence;
}

static void test_incidence(void **state) {
    (void)state;
    static const int threads[] = {1, 2, 3, 8};
    double authors[NET_MOST], papers[NET_MOST], wanted_authors[NET_MOST], wanted_papers[NET_MOST];
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        bylines_t *b = bylines(seed);
        cot_incidence_t *incidence = incidence_of(b);
        for (uint32_t v = 0; v < b->n_authors; v++) {
            wanted_authors[v] = plain_share(b, v, true);
        }
        for (uint32_t p = 0; p < b->n_papers; p++) {
            wanted_papers[p] = plain_share(b, p, false);
        }
        for (int i = 0; i < 4; i++) {
            const cot_env_t env = {threads[i], 1, NULL, NULL};
            assert_int_equal(cot_redundancy_incidence(incidence, authors, papers, &env, NULL), COT_OK);
            assert_memory_equal(authors, wanted_authors, b->n_authors * sizeof *authors);
            assert_memory_equal(papers, wanted_papers, b->n_papers * sizeof *papers);
        }
        cot_incidence_free(incidence);
        free(b);
    }
}

/* The incidence and the same network as a graph agree, whatever the instructions. */
static void test_one_kernel(void **state) {
    (void)state;
    double out[NET_MOST], graphs[2 * NET_MOST];
    for (uint64_t seed = 0; seed < NET_RANDOM; seed += 5) {
        bylines_t *b = bylines(seed);
        cot_incidence_t *x = incidence_of(b);
        cot_graph_t *graph = NULL;
        uint32_t *pairs = calloc(2 * x->n_slots + 1, sizeof *pairs);
        assert_non_null(pairs);
        for (uint32_t p = 0; p < x->n_papers; p++) {
            for (uint64_t s = x->paper_off[p]; s < x->paper_off[p + 1]; s++) {
                pairs[2 * s] = x->paper_authors[s];
                pairs[2 * s + 1] = x->n_authors + p;
            }
        }
        assert_int_equal(
            cot_graph_from_edges(&graph, x->n_authors + x->n_papers, x->n_slots, pairs, NULL, NULL), COT_OK);
        graph->n_left = x->n_authors;
        assert_int_equal(cot_redundancy(graph, graphs, graphs + x->n_authors, NULL, NULL), COT_OK);
        const cot_i_sides_t sides = {x->n_authors,     x->n_papers,      x->author_off, x->paper_off,
                                     x->author_papers, x->paper_authors, 0,             0};
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            assert_int_equal(cot_i_redundancy(&sides, out, (cot_isa_t)isa, NULL, NULL), COT_OK);
            assert_memory_equal(out, graphs, x->n_authors * sizeof *out);
        }
        free(pairs);
        cot_graph_free(graph);
        cot_incidence_free(x);
        free(b);
    }
}

/* `papers` papers of `people` people each (of whom one in `absent` is missing, 0: nobody), as a collaboration has
 * them, with a paper of two between each; authors people and people + 1 have those. */
static cot_incidence_t *collaboration(uint32_t people, uint32_t papers, uint32_t absent) {
    cot_incidence_t *incidence = NULL;
    uint64_t *off = calloc(2 * (size_t)papers + 1, sizeof *off), slots = 0;
    uint32_t *list = calloc((size_t)papers * (people + 2), sizeof *list);
    assert_true(off && list);
    for (uint32_t p = 0; p < papers; p++) {
        for (uint32_t a = 0; a < people; a++) {
            if (absent == 0 || (a + p) % absent != 0) {
                list[slots++] = a;
            }
        }
        off[2 * p + 1] = slots;
        list[slots++] = people;
        list[slots++] = people + 1;
        off[2 * p + 2] = slots;
    }
    assert_int_equal(cot_incidence_from_rows(&incidence, people + 2, 2 * papers, off, list, NULL, NULL), COT_OK);
    free(off);
    free(list);
    return incidence;
}

/* Papers of 3,000 authors: the pairs of authors of all would be 10^9. */
static void test_hyperauthorship(void **state) {
    (void)state;
    enum { PEOPLE = 3000, PAPERS = 300 };
    static double one[PEOPLE + 2], two[PEOPLE + 2];
    const cot_env_t alone = {1, 1, NULL, NULL}, three = {3, 1, NULL, NULL};
    cot_incidence_t *x = collaboration(PEOPLE, PAPERS, 7);
    assert_int_equal(cot_redundancy_incidence(x, one, NULL, &alone, NULL), COT_OK);
    assert_int_equal(cot_redundancy_incidence(x, two, NULL, &three, NULL), COT_OK);
    assert_memory_equal(one, two, sizeof one);
    for (uint32_t v = 0; v < PEOPLE + 2; v++) {
        assert_true(one[v] == 1.0); /* somebody else is on both */
    }
    cot_incidence_free(x);
}

static void test_incidence_edges(void **state) {
    (void)state;
    const uint64_t off[] = {0, 3, 6, 6, 8, 9};
    const uint32_t list[] = {2, 0, 1, 1, 2, 3, 3, 4, 4};
    double authors[5], papers[5];
    cot_incidence_t *x = NULL;
    assert_int_equal(cot_incidence_from_rows(&x, 5, 5, off, list, NULL, NULL), COT_OK);
    assert_int_equal(cot_redundancy_incidence(x, authors, papers, NULL, NULL), COT_OK);
    assert_true(isnan(authors[0]) && authors[1] == 1 && authors[2] == 1 && authors[3] == 0 && authors[4] == 0);
    assert_true(papers[0] == 1.0 / 3 && papers[1] == 1.0 / 3 && isnan(papers[2]) && papers[3] == 0 &&
                isnan(papers[4]));
    cot_incidence_free(x);
    assert_int_equal(cot_incidence_from_rows(&x, 0, 0, off, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_redundancy_incidence(x, authors, papers, NULL, NULL), COT_OK);
    cot_incidence_free(x);
    assert_int_equal(cot_incidence_from_rows(&x, 3, 0, off, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_redundancy_incidence(x, authors, papers, NULL, NULL), COT_OK);
    assert_true(isnan(authors[0]) && isnan(authors[2]));
    cot_incidence_free(x);
}

static void test_incidence_failures(void **state) {
    (void)state;
    double authors[202], papers[60];
    cot_incidence_t *x = collaboration(200, 30, 9);
    const cot_env_t two = {2, 1, NULL, NULL};
    assert_int_equal(cot_redundancy_incidence(NULL, authors, papers, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_redundancy_incidence(x, NULL, NULL, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_redundancy_incidence(x, authors, papers, &two, &err));
    NET_INTERRUPT(cot_redundancy_incidence(x, authors, papers, &env, &err));
    cot_incidence_free(x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_known_values),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_incidence),
        cmocka_unit_test(test_one_kernel),
        cmocka_unit_test(test_hyperauthorship),
        cmocka_unit_test(test_incidence_edges),
        cmocka_unit_test(test_incidence_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
