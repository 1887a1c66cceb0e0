/* Link prediction: scores, best pairs, AUC and precision against all pairs one by one; igraph's similarities;
 * the same bytes for any number of threads; out of memory; interrupted; years taken from an incidence.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <igraph/igraph.h>

#include "coterie/igraph.h"
#include "unit/kernel_nets.h"

enum { BY_ALL = COT_LINK_SCORES, MOST_TOPICS = 30 };
static const int counts_of_threads[] = {1, 2, 3, 8};

/* Everything about a case, dense. */
typedef struct {
    cot_graph_t *network, *topics; /* topics may be NULL */
    cot_pairs_t later;
    uint8_t *present;
    cot_link_params_t params;
    uint32_t n, n_topics;
    uint8_t joined[NET_MOST][NET_MOST], fresh[NET_MOST][NET_MOST];
    double weight[NET_MOST][MOST_TOPICS];
    bool counts[MOST_TOPICS];
    uint32_t left;
} case_t;

static uint32_t authors_on(const case_t *c, uint32_t t) {
    uint32_t k = 0;
    for (uint32_t u = 0; u < c->n; u++) {
        k += c->weight[u][t] > 0;
    }
    return k;
}

static uint32_t degree_of(const case_t *c, uint32_t u) {
    uint32_t k = 0;
    for (uint32_t v = 0; v < c->n; v++) {
        k += c->joined[u][v];
    }
    return k;
}

/* Which topics count: those with the most authors go, all of a size together, until the pairs are few. */
static void choose_topics(case_t *c) {
    for (uint32_t bound = c->n + 1; bound > 0; bound--) {
        double pairs = 0;
        c->left = 0;
        for (uint32_t t = 0; t < c->n_topics; t++) {
            const double k = authors_on(c, t);
            c->counts[t] = k < bound && c->params.topic_pairs > 0;
            c->left += !c->counts[t];
            pairs += c->counts[t] ? k * (k - 1) / 2 : 0;
        }
        if (pairs <= (double)c->params.topic_pairs) {
            return;
        }
    }
}

static double topic_length(const case_t *c, uint32_t u) {
    double sum = 0;
    for (uint32_t t = 0; t < c->n_topics; t++) {
        sum += c->counts[t] ? c->weight[u][t] * c->weight[u][t] : 0;
    }
    return sqrt(sum);
}

/* By the definitions. Returns whether they share anything. */
static bool plain_scores(const case_t *c, uint32_t u, uint32_t v, double scores[COT_LINK_SCORES]) {
    uint32_t common = 0, either = 0, shared = 0;
    double adamic_adar = 0, allocation = 0, product = 0, topics = 0;
    for (uint32_t z = 0; z < c->n; z++) {
        either += c->joined[u][z] || c->joined[v][z];
        if (c->joined[u][z] && c->joined[v][z]) {
            common++;
            adamic_adar += 1 / log(degree_of(c, z));
            allocation += 1 / (double)degree_of(c, z);
        }
    }
    for (uint32_t t = 0; t < c->n_topics; t++) {
        if (c->counts[t] && c->weight[u][t] > 0 && c->weight[v][t] > 0) {
            shared++;
            product += c->weight[u][t] * c->weight[v][t];
            topics += 1 / (double)authors_on(c, t);
        }
    }
    const double length = topic_length(c, u) * topic_length(c, v);
    scores[COT_LINK_COMMON_NEIGHBOURS] = common;
    scores[COT_LINK_JACCARD] = either ? common / (double)either : 0;
    scores[COT_LINK_ADAMIC_ADAR] = adamic_adar;
    scores[COT_LINK_RESOURCE_ALLOCATION] = allocation;
    scores[COT_LINK_PREFERENTIAL_ATTACHMENT] = (double)degree_of(c, u) * degree_of(c, v);
    scores[COT_LINK_TOPIC_COSINE] = length > 0 ? product / length : 0;
    scores[COT_LINK_TOPIC_ALLOCATION] = topics;
    scores[COT_LINK_COMBINED] = allocation + topics;
    return common || shared;
}

/* ---- random cases ---- */

static void add_topics(case_t *c, cot_rng_t *rng) {
    net_t *net = net_new(c->n + MOST_TOPICS);
    const uint64_t tries = cot_i_rng_below(rng, 4 * (uint64_t)c->n + 1);
    for (uint64_t i = 0; i < tries; i++) { /* low numbers more often: topics of different sizes */
        const uint32_t t = (uint32_t)cot_i_rng_below(rng, 1 + cot_i_rng_below(rng, MOST_TOPICS));
        net_join(net, (uint32_t)cot_i_rng_below(rng, c->n), c->n + t);
    }
    c->topics = net_graph(net, true, tries);
    c->topics->kind = COT_AUTHOR_TOPIC;
    c->topics->n_left = c->n;
    c->n_topics = MOST_TOPICS;
    for (uint64_t e = 0; e < c->topics->m; e++) {
        c->weight[c->topics->from[e]][c->topics->to[e] - c->n] = c->topics->weight[e];
    }
}

/* Later pairs, of which some are joined already or have somebody who was not there; `joined` gets them. */
static void add_later(case_t *c, cot_rng_t *rng) {
    static uint8_t later[NET_MOST][NET_MOST];
    const uint64_t tries = cot_i_rng_below(rng, (uint64_t)c->n + 1);
    memset(later, 0, sizeof later);
    for (uint64_t i = 0; i < tries; i++) {
        uint32_t u = (uint32_t)cot_i_rng_below(rng, c->n), v = (uint32_t)cot_i_rng_below(rng, c->n);
        if (i % 2 && c->network->off[u] < c->network->off[u + 1]) { /* a co-author's co-author */
            const uint32_t z = c->network->adj[c->network->off[u]];
            v = c->network->adj[c->network->off[z + 1] - 1];
        }
        later[u < v ? u : v][u < v ? v : u] = u != v;
    }
    c->later = (cot_pairs_t){.n = c->n, .off = calloc((size_t)c->n + 1, sizeof *c->later.off),
                             .to = calloc(tries + 1, sizeof *c->later.to)};
    assert_true(c->later.off && c->later.to);
    for (uint32_t u = 0; u < c->n; u++) {
        for (uint32_t v = u + 1; v < c->n; v++) {
            if (later[u][v]) {
                c->later.to[c->later.m++] = v;
                c->fresh[u][v] = 1;
            }
        }
        c->later.off[u + 1] = c->later.m;
    }
}

static case_t *case_new(cot_graph_t *network, uint64_t seed) {
    static const uint64_t bounds[] = {UINT64_C(500000000), 0, 40, 400};
    case_t *c = calloc(1, sizeof *c);
    cot_rng_t rng;
    assert_non_null(c);
    cot_i_rng_init(&rng, seed, 5, 5);
    c->network = network;
    c->n = network->n;
    c->params.topic_pairs = bounds[seed / 3 % 4];
    for (uint64_t e = 0; e < network->m; e++) {
        c->joined[network->from[e]][network->to[e]] = c->joined[network->to[e]][network->from[e]] = 1;
    }
    if (c->n > 0 && seed % 3) {
        add_topics(c, &rng);
    }
    if (c->n > 0) {
        add_later(c, &rng);
    } else {
        c->later.off = calloc(1, sizeof *c->later.off);
    }
    if (seed % 5 == 4) {
        c->present = calloc((size_t)c->n + 1, 1);
        assert_non_null(c->present);
        for (uint32_t u = 0; u < c->n; u++) {
            c->present[u] = cot_i_rng_below(&rng, 2) != 0;
        }
    }
    choose_topics(c);
    return c;
}

static void case_free(case_t *c) {
    cot_graph_free(c->network);
    cot_graph_free(c->topics);
    free(c->later.off);
    free(c->later.to);
    free(c->present);
    free(c);
}

/* ---- the best pairs ---- */

static int sort_by;
static bool sort_each;
static int best_first(const void *a, const void *b) {
    const cot_link_t *x = a, *y = b;
    if (sort_each && x->u != y->u) {
        return x->u < y->u ? -1 : 1;
    }
    if (x->scores[sort_by] != y->scores[sort_by]) {
        return x->scores[sort_by] > y->scores[sort_by] ? -1 : 1;
    }
    return x->u != y->u ? (x->u < y->u ? -1 : 1) : (x->v > y->v) - (x->v < y->v);
}

/* All candidates, best first; each: from both sides, the best of every author. */
static cot_link_t *plain_links(const case_t *c, int by, bool each, uint64_t keep, uint64_t *n) {
    cot_link_t *links = calloc((size_t)c->n * c->n + 1, sizeof *links), link;
    uint64_t all = 0;
    assert_non_null(links);
    for (uint32_t u = 0; u < c->n; u++) {
        for (uint32_t v = each ? 0 : u + 1; v < c->n; v++) {
            link = (cot_link_t){.u = u, .v = v};
            if (u != v && !c->joined[u][v] && plain_scores(c, u, v, link.scores) && link.scores[by] > 0) {
                links[all++] = link;
            }
        }
    }
    sort_by = by;
    sort_each = each;
    qsort(links, all, sizeof *links, best_first);
    *n = 0;
    for (uint64_t i = 0, rank = 0; i < all; i++) {
        rank = each && i > 0 && links[i].u != links[i - 1].u ? 0 : rank;
        if (rank++ < keep) {
            links[(*n)++] = links[i];
        }
    }
    return links;
}

static void check_links(const case_t *c, int by, uint32_t keep) {
    for (int each = 0; each < 2; each++) {
        uint64_t n = 0;
        cot_link_t *wanted = plain_links(c, by, each, keep, &n);
        for (int t = 0; t < 4; t++) {
            const cot_env_t env = {counts_of_threads[t], 1, NULL, NULL};
            cot_links_t *got = NULL;
            assert_int_equal(each ? cot_link_partners(&got, c->network, c->topics, (cot_link_score_t)by, keep,
                                                      &c->params, &env, NULL)
                                  : cot_link_predict(&got, c->network, c->topics, (cot_link_score_t)by, keep,
                                                     &c->params, &env, NULL),
                             COT_OK);
            assert_int_equal(got->n, n);
            assert_true(n == 0 || memcmp(got->links, wanted, n * sizeof *wanted) == 0);
            assert_int_equal(got->topics, c->n_topics);
            assert_int_equal(got->topics_left, c->left);
            cot_links_free(got);
        }
        free(wanted);
    }
}

/* ---- quality ---- */

typedef struct {
    double score;
    bool fresh;
} ranked_t;
static int high_first(const void *a, const void *b) {
    const ranked_t *x = a, *y = b;
    return (x->score < y->score) - (x->score > y->score);
}

/* Every new pair against every other; precision with ties spread evenly over their ranks. */
static cot_link_quality_t plain_quality(ranked_t *pairs, uint64_t n, uint64_t fresh, const uint64_t *cuts) {
    cot_link_quality_t q = {NAN, {NAN, NAN, NAN, NAN}};
    double wins = 0;
    for (uint64_t i = 0; i < n; i++) {
        for (uint64_t j = 0; pairs[i].fresh && j < n; j++) {
            wins += pairs[j].fresh || pairs[j].score > pairs[i].score   ? 0
                    : pairs[j].score == pairs[i].score ? 0.5
                                                       : 1;
        }
    }
    q.auc = fresh && n > fresh ? wins / (double)fresh / (double)(n - fresh) : NAN;
    qsort(pairs, n, sizeof *pairs, high_first);
    for (int c = 0; c < COT_LINK_CUTS && fresh; c++) {
        const uint64_t k = cuts[c] < n ? cuts[c] : n;
        double hits = 0, equal = 0, equal_fresh = 0, above = 0;
        for (uint64_t i = 0; i < n; i++) {
            const double at_k = pairs[k - 1].score;
            const bool same = pairs[i].score == at_k, higher = pairs[i].score > at_k;
            above += higher;
            hits += higher && pairs[i].fresh;
            equal += same;
            equal_fresh += same && pairs[i].fresh;
        }
        q.precision[c] = (hits + ((double)k - above) * equal_fresh / equal) / (double)k;
    }
    return q;
}

static bool is_present(const case_t *c, uint32_t u) {
    return !c->present || c->present[u] || degree_of(c, u) ||
           (c->topics && c->topics->off[u] < c->topics->off[u + 1]);
}

/* All scores of all pairs of the universe, by score. */
static uint64_t rank_all(const case_t *c, ranked_t *pairs[COT_LINK_SCORES], cot_link_test_t *test) {
    uint64_t n = 0;
    for (uint32_t u = 0; u < c->n; u++) {
        test->authors += is_present(c, u);
        for (uint32_t v = u + 1; v < c->n; v++) {
            double scores[COT_LINK_SCORES];
            if (c->joined[u][v] || !is_present(c, u) || !is_present(c, v)) {
                continue;
            }
            (void)plain_scores(c, u, v, scores);
            for (int s = 0; s < COT_LINK_SCORES; s++) {
                pairs[s][n] = (ranked_t){scores[s], c->fresh[u][v]};
            }
            n++;
            test->new_pairs += c->fresh[u][v];
            test->new_at_two += c->fresh[u][v] && scores[COT_LINK_COMMON_NEIGHBOURS] > 0;
        }
    }
    return n;
}

static void same_test(const cot_link_test_t *got, const cot_link_test_t *wanted, const case_t *c) {
    assert_int_equal(got->authors, wanted->authors);
    assert_int_equal(got->edges, c->network->m);
    assert_int_equal(got->pairs, wanted->pairs);
    assert_int_equal(got->new_pairs, wanted->new_pairs);
    assert_int_equal(got->new_at_two, wanted->new_at_two);
    assert_int_equal(got->topics, c->n_topics);
    assert_int_equal(got->topics_left, c->left);
    assert_memory_equal(got->cuts, wanted->cuts, sizeof got->cuts);
    for (int s = 0; s < COT_LINK_SCORES; s++) {
        assert_true(net_error(&got->scores[s].auc, &wanted->scores[s].auc, 1) < 1e-13);
        assert_true(net_error(got->scores[s].precision, wanted->scores[s].precision, COT_LINK_CUTS) < 1e-13);
    }
}

static void check_test(const case_t *c) {
    cot_link_test_t wanted = {0}, got, first;
    ranked_t *pairs[COT_LINK_SCORES];
    for (int s = 0; s < COT_LINK_SCORES; s++) {
        pairs[s] = calloc((size_t)c->n * c->n + 1, sizeof **pairs);
        assert_non_null(pairs[s]);
    }
    wanted.pairs = rank_all(c, pairs, &wanted);
    const uint64_t cuts[COT_LINK_CUTS] = {10, 100, 1000, wanted.new_pairs};
    memcpy(wanted.cuts, cuts, sizeof cuts);
    for (int s = 0; s < COT_LINK_SCORES; s++) {
        wanted.scores[s] = plain_quality(pairs[s], wanted.pairs, wanted.new_pairs, cuts);
        free(pairs[s]);
    }
    for (int t = 0; t < 4; t++) {
        const cot_env_t env = {counts_of_threads[t], 1, NULL, NULL};
        assert_int_equal(
            cot_link_test(&got, c->network, c->topics, c->present, &c->later, &c->params, &env, NULL), COT_OK);
        same_test(&got, &wanted, c);
        first = t == 0 ? got : first;
        assert_memory_equal(got.scores, first.scores, sizeof got.scores);
    }
}

static void check(cot_graph_t *network, uint64_t seed) {
    static const uint32_t keeps[] = {1, 5, 40, 100000};
    case_t *c = case_new(network, seed);
    check_links(c, (int)(seed % BY_ALL), keeps[seed / 2 % 4]);
    check_test(c);
    case_free(c);
}

static void test_all_pairs(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        if (shape != 14) { /* 400 vertices: too many for a plain reference and topics beside them */
            check(net_shape(shape), shape);
        }
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, false), seed);
    }
}

/* ---- igraph ---- */

static void test_igraph(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        cot_graph_t *graph = net_random(seed, false);
        igraph_t same;
        igraph_matrix_t jaccard, adamic_adar;
        cot_links_t *links = NULL;
        cot_igraph_init();
        assert_int_equal(cot_graph_to_igraph(graph, NULL, &same, NULL), COT_OK);
        igraph_matrix_init(&jaccard, 0, 0);
        igraph_matrix_init(&adamic_adar, 0, 0);
        igraph_similarity_jaccard(&same, &jaccard, igraph_vss_all(), IGRAPH_ALL, false);
        igraph_similarity_inverse_log_weighted(&same, &adamic_adar, igraph_vss_all(), IGRAPH_ALL);
        assert_int_equal(cot_link_predict(&links, graph, NULL, COT_LINK_JACCARD, UINT64_MAX, NULL, NULL, NULL),
                         COT_OK);
        for (uint64_t i = 0; i < links->n; i++) {
            const cot_link_t *link = &links->links[i];
            const double wanted[] = {MATRIX(jaccard, link->u, link->v), MATRIX(adamic_adar, link->u, link->v)};
            assert_true(net_error(&link->scores[COT_LINK_JACCARD], wanted, 2) < 1e-12);
        }
        cot_links_free(links);
        igraph_matrix_destroy(&jaccard);
        igraph_matrix_destroy(&adamic_adar);
        igraph_destroy(&same);
        cot_graph_free(graph);
    }
}

/* ---- edges of what is allowed, failing ---- */

static void test_nothing_to_tell(void **state) {
    (void)state;
    uint64_t off[8] = {0};
    const cot_pairs_t none = {.n = 7, .off = off};
    cot_link_test_t test;
    cot_graph_t *complete = net_shape(4);
    cot_links_t *links = NULL;
    assert_int_equal(cot_link_test(&test, complete, NULL, NULL, &none, NULL, NULL, NULL), COT_OK);
    assert_true(test.pairs == 0 && test.new_pairs == 0 && test.authors == 7 && test.edges == 21);
    for (int s = 0; s < COT_LINK_SCORES; s++) {
        assert_true(isnan(test.scores[s].auc) && isnan(test.scores[s].precision[0]));
    }
    assert_int_equal(cot_link_predict(&links, complete, NULL, COT_LINK_JACCARD, 9, NULL, NULL, NULL), COT_OK);
    assert_int_equal(links->n, 0);
    cot_links_free(links);
    cot_graph_free(complete);
    assert_null(cot_link_rows(COT_LINK_SCORES));
    for (size_t i = 0; i < COT_LINK_SCORES; i++) {
        assert_int_equal(cot_link_rows(i)->score, i);
    }
    cot_links_free(NULL);
}

static void test_failures(void **state) {
    (void)state;
    case_t *c = case_new(net_random(31, false), 31 * 3 + 1);
    cot_graph_t *other = net_shape(4);
    cot_link_test_t test;
    cot_links_t *links = NULL;
    const cot_env_t two = {2, 1, NULL, NULL};
    const cot_link_score_t by = COT_LINK_COMBINED, bad = (cot_link_score_t)COT_LINK_SCORES;
    assert_int_equal(cot_link_predict(NULL, other, NULL, by, 1, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_predict(&links, NULL, NULL, by, 1, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_predict(&links, other, NULL, by, 0, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_predict(&links, other, NULL, bad, 1, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_predict(&links, c->topics, NULL, by, 1, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_predict(&links, other, c->topics, by, 1, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_test(&test, other, NULL, NULL, &c->later, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_link_test(&test, c->network, NULL, NULL, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_null(links);
    NET_TORTURE(cot_link_test(&test, c->network, c->topics, NULL, &c->later, NULL, &two, &err));
    NET_INTERRUPT(cot_link_test(&test, c->network, c->topics, NULL, &c->later, NULL, &env, &err));
    NET_INTERRUPT(cot_link_predict(&links, c->network, c->topics, by, 9, NULL, &env, &err));
    NET_INTERRUPT(cot_link_partners(&links, c->network, c->topics, by, 3, NULL, &env, &err));
    assert_null(links);
    const int64_t before = cot_i_alloc_live();
    for (int each = 0; each < 2; each++) { /* NET_TORTURE wants nothing left behind, also by success */
        for (int64_t k = 0; !links; k++) {
            cot_error_t err = COT_ERROR_INIT;
            cot_i_alloc_fail_after(k);
            const cot_status_t st =
                each ? cot_link_partners(&links, c->network, c->topics, by, 3, NULL, &two, &err)
                     : cot_link_predict(&links, c->network, c->topics, by, 9, NULL, &two, &err);
            cot_i_alloc_fail_after(-1);
            assert_true(links ? st == COT_OK && k > 5 : st == COT_E_NOMEM && err.message[0]);
            assert_true(links || cot_i_alloc_live() == before);
        }
        cot_links_free(links);
        links = NULL;
        assert_int_equal(cot_i_alloc_live(), before);
    }
    cot_graph_free(other);
    case_free(c);
}

/* ---- years ---- */

static void test_years(void **state) {
    (void)state;
    static const uint64_t off[] = {0, 2, 4, 5, 7, 9};
    static const uint32_t authors[] = {0, 1, 1, 2, 3, 0, 2, 3, 1};
    static const int16_t years[] = {2001, 2003, 2002, COT_NO_YEAR, 2004};
    cot_incidence_t *all = NULL, *some = NULL;
    assert_int_equal(cot_incidence_from_rows(&all, 4, 5, off, authors, years, NULL), COT_OK);
    assert_int_equal(cot_incidence_of_years(&some, all, COT_NO_YEAR, 2002, NULL, NULL), COT_OK);
    assert_true(some->n_papers == 2 && some->n_authors == 4 && some->n_slots == 3);
    assert_true(some->paper_of[1] == 2 && some->paper_year[1] == 2002 && some->paper_authors[2] == 3);
    assert_true(some->author_off[2] == 2 && some->author_off[3] == 2 && some->author_papers[2] == 1);
    assert_true(some->left[0] == COT_KEPT && some->left[1] == COT_LEFT_YEAR && some->left[3] == COT_LEFT_YEAR);
    assert_true(some->left_counts[COT_KEPT] == 2 && some->left_counts[COT_LEFT_YEAR] == 3);
    cot_incidence_free(some);
    assert_int_equal(cot_incidence_of_years(&some, all, 2003, COT_NO_YEAR, NULL, NULL), COT_OK);
    assert_true(some->n_papers == 2 && some->paper_of[0] == 1 && some->paper_of[1] == 4);
    cot_incidence_free(some);
    assert_int_equal(cot_incidence_of_years(&some, all, COT_NO_YEAR, COT_NO_YEAR, NULL, NULL), COT_OK);
    assert_int_equal(some->n_slots, all->n_slots);
    assert_memory_equal(some->author_papers, all->author_papers, all->n_slots * sizeof *all->author_papers);
    cot_incidence_free(some);
    some = NULL;
    assert_int_equal(cot_incidence_of_years(&some, all, 2003, 2002, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_incidence_of_years(&some, NULL, 2003, 2003, NULL, NULL), COT_E_ARG);
    assert_null(some);
    cot_incidence_free(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_pairs),       cmocka_unit_test(test_igraph),
        cmocka_unit_test(test_nothing_to_tell), cmocka_unit_test(test_failures),
        cmocka_unit_test(test_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
