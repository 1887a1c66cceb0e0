/* Runs tests/vectors/networks.json: small corpora to incidence, co-author and author-topic networks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/graph/hyper.h"

#include <jansson.h>
#include <stdio.h>

static const char *text(const json_t *object, const char *key) {
    const char *value = json_string_value(json_object_get(object, key));
    assert_non_null(value);
    return value;
}

static int16_t year(const json_t *value) {
    return json_is_integer(value) ? (int16_t)json_integer_value(value) : COT_NO_YEAR;
}

static void add_paper(cot_corpus_t *corpus, const json_t *paper) {
    cot_name_t names[32];
    const char *categories[32];
    cot_record_t record = COT_RECORD_INIT;
    const json_t *authors = json_object_get(paper, "authors"), *topics = json_object_get(paper, "topics");
    assert_true(json_array_size(authors) < 32 && json_array_size(topics) < 32);
    for (size_t i = 0; i < json_array_size(authors); i++) {
        names[i] =
            (cot_name_t){json_string_value(json_array_get(authors, i)), "", "", "", "", "", COT_SURE, ""};
    }
    for (size_t i = 0; i < json_array_size(topics); i++) {
        categories[i] = json_string_value(json_array_get(topics, i));
    }
    record.id = text(paper, "id");
    record.version = 1;
    record.title = "A title";
    record.withdrawn = json_is_true(json_object_get(paper, "withdrawn"));
    int16_t y = year(json_object_get(paper, "year"));
    record.first_date = record.date = y == COT_NO_YEAR ? COT_NO_DATE : cot_date_from_civil(y, 7, 1);
    record.names = names;
    record.n_names = json_array_size(authors);
    record.categories = categories;
    record.n_categories = json_array_size(topics);
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

static cot_filter_t read_filter(const json_t *object) {
    cot_filter_t f = COT_FILTER_INIT;
    f.first_year = year(json_object_get(object, "first_year"));
    f.last_year = year(json_object_get(object, "last_year"));
    f.max_authors = (uint32_t)json_integer_value(json_object_get(object, "max_authors"));
    f.min_papers = (uint32_t)json_integer_value(json_object_get(object, "min_papers"));
    f.drop_withdrawn = json_is_true(json_object_get(object, "drop_withdrawn"));
    f.groups_as_authors = json_is_true(json_object_get(object, "groups_as_authors"));
    return f;
}

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
    cot_incidence_t *incidence;
} world_t;

static const char *label_of(const world_t *w, const cot_graph_t *g, uint32_t v) {
    return v < g->n_left ? cot_authors_at(w->authors, w->incidence->author_of[v]).label
                         : cot_topics_at(w->topics, g->topic_of[v - g->n_left]).id;
}

static void check_edges(const world_t *w, const cot_graph_t *g, const json_t *edges) {
    check_shape(g);
    assert_int_equal(g->m, json_array_size(edges));
    for (uint32_t e = 0; e < g->m; e++) {
        const json_t *edge = json_array_get(edges, e);
        assert_string_equal(label_of(w, g, g->from[e]), json_string_value(json_array_get(edge, 0)));
        assert_string_equal(label_of(w, g, g->to[e]), json_string_value(json_array_get(edge, 1)));
        assert_true(g->weight[e] == json_number_value(json_array_get(edge, 2)));
        assert_int_equal(g->papers[e], json_integer_value(json_array_get(edge, 3)));
        assert_int_equal(g->first_year[e], year(json_array_get(edge, 4)));
        assert_int_equal(g->last_year[e], year(json_array_get(edge, 5)));
    }
}

static void check_incidence(const world_t *w, const json_t *item) {
    const json_t *left = json_object_get(item, "left"), *authors = json_object_get(item, "authors");
    const cot_incidence_t *x = w->incidence;
    assert_int_equal(x->n_corpus_papers, json_object_size(left));
    for (uint32_t p = 0; p < x->n_corpus_papers; p++) {
        assert_string_equal(cot_left_text((cot_left_t)x->left[p]),
                            text(left, cot_corpus_paper(w->corpus, p).id));
    }
    assert_int_equal(x->n_authors, json_array_size(authors));
    for (uint32_t v = 0; v < x->n_authors; v++) {
        assert_string_equal(cot_authors_at(w->authors, x->author_of[v]).label,
                            json_string_value(json_array_get(authors, v)));
    }
}

static void check_networks(const world_t *w, const json_t *item) {
    const json_t *topics = json_object_get(item, "topics");
    for (size_t i = 0; cot_countings(i); i++) {
        cot_graph_t *g = NULL;
        cot_counting_t counting = cot_countings(i)->counting;
        const char *name = cot_countings(i)->name;
        assert_int_equal(cot_graph_coauthor(&g, w->incidence, counting, NULL, NULL), COT_OK);
        check_edges(w, g, json_object_get(json_object_get(item, "coauthor"), name));
        cot_graph_free(g);
        assert_int_equal(cot_graph_author_topic(&g, w->incidence, w->topics, counting, NULL, NULL), COT_OK);
        assert_int_equal(g->n - g->n_left, json_array_size(topics));
        for (uint32_t t = 0; t < g->n - g->n_left; t++) {
            assert_string_equal(label_of(w, g, g->n_left + t), json_string_value(json_array_get(topics, t)));
        }
        check_edges(w, g, json_object_get(json_object_get(item, "author_topic"), name));
        cot_graph_free(g);
    }
}

static void run_case(const json_t *item) {
    world_t w = {NULL, NULL, NULL, NULL};
    const json_t *papers = json_object_get(item, "papers");
    cot_filter_t filter = read_filter(json_object_get(item, "filter"));
    cot_authors_params_t identity = COT_AUTHORS_PARAMS_INIT;
    cot_topics_params_t wanted = COT_TOPICS_PARAMS_INIT;
    wanted.source = COT_TOPICS_CATEGORIES;
    assert_int_equal(cot_corpus_new(&w.corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (size_t i = json_array_size(papers); i > 0; i--) { /* backwards: order must not matter */
        add_paper(w.corpus, json_array_get(papers, i - 1));
    }
    assert_int_equal(cot_corpus_finish(w.corpus, NULL), COT_OK);
    assert_int_equal(cot_authors_identify(&w.authors, w.corpus, &identity, NULL, NULL), COT_OK);
    assert_int_equal(cot_topics_find(&w.topics, w.corpus, NULL, &wanted, NULL, NULL), COT_OK);
    assert_int_equal(cot_incidence_build(&w.incidence, w.corpus, w.authors, &filter, NULL), COT_OK);
    check_incidence(&w, item);
    check_networks(&w, item);
    cot_incidence_free(w.incidence);
    cot_topics_free(w.topics);
    cot_authors_free(w.authors);
    cot_corpus_free(w.corpus);
}

static void test_vectors(void **state) {
    (void)state;
    json_error_t error;
    json_t *root = json_load_file(COT_TESTS_DIR "/vectors/networks.json", 0, &error), *cases;
    if (!root) {
        print_error("networks.json:%d: %s\n", error.line, error.text);
        fail();
    }
    cases = json_object_get(root, "cases");
    assert_true(json_array_size(cases) >= 10);
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *item = json_array_get(cases, i);
        print_message("  %s\n", text(item, "name"));
        run_case(item);
    }
    json_decref(root);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
