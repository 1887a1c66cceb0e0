/* PageRank of authors, papers and topics: the same as on the network of all three written out, by our own
 * PageRank and by igraph's. SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
    cot_incidence_t *incidence;
} world_t;

static void add_paper(cot_corpus_t *corpus, uint32_t number, cot_rng_t *rng) {
    static const char *const codes[] = {"cs.DC", "cs.DL", "cs.SI", "math.CO", "stat.ML", "physics.soc-ph"};
    char id[16], people[8][32];
    cot_name_t names[8];
    const char *categories[3];
    cot_record_t record = COT_RECORD_INIT;
    (void)snprintf(id, sizeof id, "%u", number);
    record.n_names = cot_i_rng_below(rng, 8);
    record.n_categories = cot_i_rng_below(rng, 4);
    for (size_t i = 0; i < record.n_names; i++) {
        (void)snprintf(people[i], sizeof people[i], "Ada Number%c%c", 'a' + (int)cot_i_rng_below(rng, 8),
                       'a' + (int)cot_i_rng_below(rng, 4));
        names[i] = (cot_name_t){people[i], "", "", "", "", "", COT_SURE, ""};
    }
    for (size_t i = 0; i < record.n_categories; i++) {
        categories[i] = codes[cot_i_rng_below(rng, 6)];
    }
    record.id = id;
    record.version = 1;
    record.title = "A title";
    record.names = names;
    record.categories = categories;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

static world_t world_new(uint64_t seed) {
    world_t w = {NULL, NULL, NULL, NULL};
    cot_filter_t filter = COT_FILTER_INIT;
    cot_topics_params_t wanted = COT_TOPICS_PARAMS_INIT;
    cot_rng_t rng;
    cot_i_rng_init(&rng, seed, 6, 0);
    wanted.source = COT_TOPICS_CATEGORIES;
    filter.min_papers = 1 + (uint32_t)(seed % 3);
    filter.max_authors = 6;
    assert_int_equal(cot_corpus_new(&w.corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (uint32_t p = 0; p < 1 + seed; p++) {
        add_paper(w.corpus, p, &rng);
    }
    assert_int_equal(cot_corpus_finish(w.corpus, NULL), COT_OK);
    assert_int_equal(cot_authors_identify(&w.authors, w.corpus, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_topics_find(&w.topics, w.corpus, NULL, &wanted, NULL, NULL), COT_OK);
    assert_int_equal(cot_incidence_build(&w.incidence, w.corpus, w.authors, &filter, NULL), COT_OK);
    return w;
}

static void world_free(world_t *w) {
    cot_incidence_free(w->incidence);
    cot_topics_free(w->topics);
    cot_authors_free(w->authors);
    cot_corpus_free(w->corpus);
}

/* All three written out; number[t]: the vertex of a topic, or UINT32_MAX. */
static cot_graph_t *written_out(const world_t *w, bool with_topics, uint32_t *number) {
    const cot_incidence_t *x = w->incidence;
    uint32_t pairs[2 * 2048], m = 0, n = x->n_authors + x->n_papers;
    double weight[2048];
    cot_graph_t *graph = NULL;
    for (uint32_t t = 0; t < cot_topics_count(w->topics); t++) {
        bool used = false;
        for (uint32_t p = 0; p < x->n_papers; p++) {
            const uint32_t *list = NULL, k = cot_topics_of_paper(w->topics, x->paper_of[p], &list);
            for (uint32_t i = 0; i < k; i++) {
                used |= list[i] == t;
            }
        }
        number[t] = used && with_topics ? n++ : UINT32_MAX;
    }
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint32_t *list = NULL, k = cot_topics_of_paper(w->topics, x->paper_of[p], &list);
        for (uint64_t s = x->paper_off[p]; s < x->paper_off[p + 1]; s++, m++) {
            pairs[2 * m] = x->n_authors + p;
            pairs[2 * m + 1] = x->paper_authors[s];
            weight[m] = 1.0 / x->paper_size[p];
        }
        for (uint32_t i = 0; i < k && with_topics; i++, m++) {
            pairs[2 * m] = x->n_authors + p;
            pairs[2 * m + 1] = number[list[i]];
            weight[m] = 1.0 / k;
        }
    }
    assert_true(m <= 2048 && n <= NET_MOST);
    assert_int_equal(cot_graph_from_edges(&graph, n, m, pairs, weight, NULL), COT_OK);
    return graph;
}

static void check(const world_t *w, bool with_topics, bool prefer) {
    const cot_incidence_t *x = w->incidence;
    const cot_topics_t *topics = with_topics ? w->topics : NULL;
    const cot_env_t one = {1, 1, NULL, NULL}, three = {3, 1, NULL, NULL};
    double preference[NET_MOST] = {0}, all[NET_MOST], theirs[NET_MOST];
    double out[2][3 * NET_MOST] = {{0}, {0}}; /* authors, papers, topics; one thread, three */
    uint32_t number[16];
    cot_graph_t *graph = written_out(w, with_topics, number);
    for (uint32_t a = 0; a < x->n_authors; a++) {
        preference[a] = prefer ? a % 4 : 0;
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(cot_pagerank_incidence(x, topics, 0.85, prefer ? preference : NULL, out[i],
                                                out[i] + NET_MOST, out[i] + 2 * NET_MOST, NULL,
                                                i ? &three : &one, NULL),
                         COT_OK);
    }
    assert_memory_equal(out[0], out[1], sizeof out[0]);
    assert_int_equal(cot_pagerank_from(graph, 0.85, prefer ? preference : NULL, all, NULL, NULL, NULL),
                     COT_OK);
    assert_true(net_error(out[0], all, x->n_authors) < 1e-10);
    assert_true(net_error(out[0] + NET_MOST, all + x->n_authors, x->n_papers) < 1e-10);
    for (uint32_t t = 0; with_topics && t < cot_topics_count(w->topics); t++) {
        const double wanted = number[t] == UINT32_MAX ? 0 : all[number[t]];
        assert_true(fabs(out[0][2 * NET_MOST + t] - wanted) < 1e-10);
    }
    if (!prefer && graph->n > 0) {
        assert_int_equal(cot_i_ig_pagerank(graph, 0.85, theirs, NULL, NULL), COT_OK);
        assert_true(net_error(all, theirs, graph->n) < 1e-9);
    }
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 80; seed++) {
        world_t w = world_new(seed);
        for (int i = 0; i < 4; i++) {
            if (i < 2 || w.incidence->n_authors > 3) {
                check(&w, i % 2, i > 1);
            }
        }
        world_free(&w);
    }
}

static void test_failures(void **state) {
    (void)state;
    world_t w = world_new(50);
    double out[NET_MOST] = {0};
    assert_true(w.incidence->n_authors > 3);
    assert_int_equal(cot_pagerank_incidence(NULL, NULL, 0.85, NULL, out, NULL, NULL, NULL, NULL, NULL),
                     COT_E_ARG);
    assert_int_equal(cot_pagerank_incidence(w.incidence, NULL, 1.5, NULL, out, NULL, NULL, NULL, NULL, NULL),
                     COT_E_ARG);
    assert_int_equal(cot_pagerank_incidence(w.incidence, NULL, 0.85, out, out, NULL, NULL, NULL, NULL, NULL),
                     COT_E_ARG); /* no preference above 0 */
    NET_TORTURE(cot_pagerank_incidence(w.incidence, w.topics, 0.85, NULL, out, NULL, NULL, NULL, NULL, &err));
    NET_INTERRUPT(
        cot_pagerank_incidence(w.incidence, w.topics, 0.85, NULL, out, NULL, NULL, NULL, &env, &err));
    world_free(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
