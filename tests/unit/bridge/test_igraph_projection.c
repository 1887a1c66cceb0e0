/* Differential test: the co-author network against igraph's bipartite projection, and the copy of a network
 * in an igraph_t.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/bridge/nets.h"
#include "unit/graph/hyper.h"

/* Authors [0, n), papers after them. */
static void bipartite(const cot_incidence_t *x, igraph_t *out, igraph_vector_bool_t *types) {
    igraph_vector_int_t ends;
    assert_int_equal(igraph_vector_int_init(&ends, (cot_ig_int_t)(2 * x->n_slots)), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vector_bool_init(types, (cot_ig_int_t)(x->n_authors + x->n_papers)),
                     IGRAPH_SUCCESS);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        VECTOR(*types)[x->n_authors + p] = true;
        for (uint64_t j = x->paper_off[p]; j < x->paper_off[p + 1]; j++) {
            VECTOR(ends)[2 * j] = x->paper_authors[j];
            VECTOR(ends)[2 * j + 1] = x->n_authors + p;
        }
    }
    assert_int_equal(igraph_create(out, &ends, (cot_ig_int_t)(x->n_authors + x->n_papers), IGRAPH_UNDIRECTED),
                     IGRAPH_SUCCESS);
    igraph_vector_int_destroy(&ends);
}

static void compare_with_igraph(const cot_incidence_t *x, const cot_graph_t *g) {
    igraph_t both, projected;
    igraph_vector_bool_t types;
    igraph_vector_int_t papers;
    bipartite(x, &both, &types);
    assert_int_equal(igraph_vector_int_init(&papers, 0), IGRAPH_SUCCESS);
    assert_int_equal(igraph_bipartite_projection(&both, &types, &projected, NULL, &papers, NULL, -1),
                     IGRAPH_SUCCESS);
    assert_true((uint64_t)igraph_ecount(&projected) == g->m);
    assert_true((uint32_t)igraph_vcount(&projected) == g->n);
    for (uint64_t e = 0; e < g->m; e++) {
        cot_ig_int_t id = -1;
        assert_int_equal(igraph_get_eid(&projected, &id, g->from[e], g->to[e], IGRAPH_UNDIRECTED, false),
                         IGRAPH_SUCCESS);
        assert_true(id >= 0);
        assert_true(g->weight[e] == (double)VECTOR(papers)[id] &&
                    g->papers[e] == (uint32_t)VECTOR(papers)[id]);
    }
    igraph_vector_int_destroy(&papers);
    igraph_vector_bool_destroy(&types);
    igraph_destroy(&projected);
    igraph_destroy(&both);
}

static void test_projection(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        hyper_t h = hyper_random(seed, 10 + (uint32_t)seed * 3, 5 + (uint32_t)seed * 4,
                                 2 + (uint32_t)(seed % 7), (uint32_t)(seed % 3) * 4);
        cot_incidence_t *x = hyper_incidence(&h);
        cot_graph_t *g = NULL;
        ASSERT_OK(cot_graph_coauthor(&g, x, COT_FULL, NULL, &err));
        compare_with_igraph(x, g);
        cot_graph_free(g);
        cot_incidence_free(x);
        hyper_clear(&h);
    }
}

static void test_copy(void **state) {
    (void)state;
    hyper_t h = hyper_random(3, 40, 60, 5, 0);
    cot_incidence_t *x = hyper_incidence(&h);
    cot_graph_t *g = NULL;
    igraph_t copy;
    ASSERT_OK(cot_graph_coauthor(&g, x, COT_FRACTIONAL, NULL, &err));
    ASSERT_OK(cot_graph_to_igraph(g, NULL, &copy, &err));
    assert_true(!igraph_is_directed(&copy) && (uint64_t)igraph_ecount(&copy) == g->m);
    assert_int_equal(igraph_vcount(&copy), 40);
    for (uint32_t e = 0; e < g->m; e++) {
        double first = EAN(&copy, "first_year", e), last = EAN(&copy, "last_year", e);
        assert_true(IGRAPH_FROM(&copy, e) == g->from[e] || IGRAPH_FROM(&copy, e) == g->to[e]);
        assert_true(IGRAPH_FROM(&copy, e) + IGRAPH_TO(&copy, e) == (cot_ig_int_t)g->from[e] + g->to[e]);
        assert_true(EAN(&copy, "weight", e) == g->weight[e] && EAN(&copy, "papers", e) == g->papers[e]);
        assert_true(g->first_year[e] == COT_NO_YEAR ? isnan(first) : first == g->first_year[e]);
        assert_true(g->last_year[e] == COT_NO_YEAR ? isnan(last) : last == g->last_year[e]);
    }
    assert_false(igraph_cattribute_has_attr(&copy, IGRAPH_ATTRIBUTE_VERTEX, "label"));
    igraph_destroy(&copy);
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_graph_to_igraph(NULL, NULL, &copy, &err), COT_E_ARG);
    cot_results_t results = {0};
    assert_int_equal(cot_graph_to_igraph(g, &results, &copy, NULL), COT_E_ARG);
    cot_graph_free(g);
    cot_incidence_free(x);
    hyper_clear(&h);
}

/* A small corpus with a group, and topics: what the vertices carry. */
static void add(cot_corpus_t *corpus, const char *id, const char *a, const char *b, const char *category) {
    cot_name_t names[2];
    memset(names, 0, sizeof names);
    for (int i = 0; i < 2; i++) {
        names[i] = (cot_name_t){i ? b : a, "", "", "", "", "", COT_SURE, ""};
    }
    cot_record_t record = COT_RECORD_INIT;
    record.id = id;
    record.version = 1;
    record.title = "A title";
    record.first_date = record.date = cot_date_from_civil(2020, 1, 1);
    record.names = names;
    record.n_names = b ? 2 : 1;
    record.categories = &category;
    record.n_categories = 1;
    ASSERT_OK(cot_corpus_add(corpus, &record, &err));
}

static void test_vertices_carry_names(void **state) {
    (void)state;
    cot_corpus_t *corpus = NULL;
    cot_authors_t *authors = NULL;
    cot_topics_t *topics = NULL;
    cot_incidence_t *x = NULL;
    cot_graph_t *g = NULL;
    igraph_t copy;
    cot_authors_params_t identity = COT_AUTHORS_PARAMS_INIT;
    cot_topics_params_t wanted = COT_TOPICS_PARAMS_INIT;
    cot_filter_t filter = COT_FILTER_INIT;
    filter.groups_as_authors = true;
    ASSERT_OK(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, &err));
    add(corpus, "1", "Anna Berg", "Carl Dahl", "cs.DC");
    add(corpus, "2", "Anna Berg", "ATLAS Collaboration", "cs.DC");
    add(corpus, "3", "Carl Dahl", NULL, "cs.SI");
    ASSERT_OK(cot_corpus_finish(corpus, &err));
    ASSERT_OK(cot_authors_identify(&authors, corpus, &identity, NULL, &err));
    ASSERT_OK(cot_incidence_build(&x, corpus, authors, &filter, &err));
    wanted.source = COT_TOPICS_CATEGORIES;
    ASSERT_OK(cot_topics_find(&topics, corpus, NULL, &wanted, NULL, &err));
    ASSERT_OK(cot_graph_author_topic(&g, x, topics, COT_FULL, NULL, &err));
    cot_results_t results = {.corpus = corpus, .authors = authors, .topics = topics, .incidence = x};
    ASSERT_OK(cot_graph_to_igraph(g, &results, &copy, &err));
    assert_int_equal(igraph_vcount(&copy), 5);
    int people = 0, groups = 0, found = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        const char *kind = VAS(&copy, "kind", v), *label = VAS(&copy, "label", v);
        double papers = VAN(&copy, "papers", v);
        people += strcmp(kind, "author") == 0;
        groups += strcmp(kind, "group") == 0;
        found += strcmp(label, "Anna Berg") == 0 && papers == 2;
        found += strcmp(label, "Carl Dahl") == 0 && papers == 2;
        found += strcmp(kind, "group") == 0 && papers == 1;
        found += v == 3 && strcmp(kind, "topic") == 0 && papers == 2 &&
                 strcmp(label, "Distributed, Parallel, and Cluster Computing") == 0;
        found += v == 4 && strcmp(kind, "topic") == 0 && papers == 1;
    }
    assert_true(people == 2 && groups == 1 && found == 5);
    igraph_destroy(&copy);
    cot_graph_free(g);
    cot_topics_free(topics);
    cot_incidence_free(x);
    cot_authors_free(authors);
    cot_corpus_free(corpus);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_projection),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_vertices_carry_names),
    };
    cot_igraph_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
