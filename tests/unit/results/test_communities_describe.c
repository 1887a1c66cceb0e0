/* Communities described, on a small corpus written out below.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "coterie/results.h"

/* One paper: year, authors, categories; lists end with NULL. */
typedef struct {
    const char *id;
    int year;
    const char *names[6], *categories[5];
} paper_t;

/* Two teams: Ada, Bob, Cem on cs.DC and cs.LG; Dora, Ed, Fay on cs.DL and cs.LG; Bob and Dora met once. */
static const paper_t papers[] = {
    {"1", 2001, {"Ada Ames", "Bob Berg", "Cem Can"}, {"cs.DC", "cs.LG"}},
    {"2", 2003, {"Ada Ames", "Cem Can"}, {"cs.DC"}},
    {"3", 2002, {"Dora Dietz", "Ed Eder"}, {"cs.DL", "cs.LG"}},
    {"4", 2005, {"Ed Eder", "Fay Fink"}, {"cs.DL"}},
    {"5", 2004, {"Bob Berg", "Dora Dietz"}, {"cs.LG"}},
    {"6", 0, {"Ed Eder", "Dora Dietz"}, {NULL}},
};

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
    cot_incidence_t *incidence;
    cot_graph_t *graph;
    cot_analysis_t analysis;
    cot_column_t column;
    cot_results_t results;
} set_t;

static void add(cot_corpus_t *corpus, const paper_t *paper) {
    cot_record_t record = COT_RECORD_INIT;
    cot_name_t names[6];
    record.id = paper->id;
    record.first_date = paper->year ? cot_date_from_civil(paper->year, 5, 1) : COT_NO_DATE;
    for (; paper->names[record.n_names]; record.n_names++) {
        names[record.n_names] = (cot_name_t){paper->names[record.n_names], "", "", "", "", "", COT_SURE, ""};
    }
    while (paper->categories[record.n_categories]) {
        record.n_categories++;
    }
    record.names = names;
    record.categories = paper->categories;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

static uint32_t vertex_of(const set_t *s, const char *label) {
    for (uint32_t v = 0; v < s->incidence->n_authors; v++) {
        if (strcmp(cot_authors_at(s->authors, s->incidence->author_of[v]).label, label) == 0) {
            return v;
        }
    }
    fail_msg("no author %s", label);
    return 0;
}

static void open_set(set_t *s, const paper_t *list, size_t n) {
    cot_topics_params_t topics = COT_TOPICS_PARAMS_INIT;
    cot_filter_t filter = COT_FILTER_INIT;
    cot_authors_params_t authors = COT_AUTHORS_PARAMS_INIT;
    memset(s, 0, sizeof *s);
    topics.source = COT_TOPICS_CATEGORIES;
    assert_int_equal(cot_corpus_new(&s->corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (size_t i = 0; i < n; i++) {
        add(s->corpus, &list[i]);
    }
    assert_int_equal(cot_corpus_finish(s->corpus, NULL), COT_OK);
    assert_int_equal(cot_authors_identify(&s->authors, s->corpus, &authors, NULL, NULL), COT_OK);
    assert_int_equal(cot_topics_find(&s->topics, s->corpus, NULL, &topics, NULL, NULL), COT_OK);
    assert_int_equal(cot_incidence_build(&s->incidence, s->corpus, s->authors, &filter, NULL), COT_OK);
    assert_int_equal(cot_graph_coauthor(&s->graph, s->incidence, COT_FULL, NULL, NULL), COT_OK);
    s->column.type = COT_INT;
    s->column.ints = calloc(s->graph->n + 1, sizeof *s->column.ints);
    s->analysis = (cot_analysis_t){.n = s->graph->n, .columns = &s->column, .n_columns = 1, .community = 0};
    s->results = (cot_results_t){.corpus = s->corpus,
                                 .authors = s->authors,
                                 .topics = s->topics,
                                 .incidence = s->incidence,
                                 .filter = NULL};
    s->results.coauthor.graph = s->graph;
    s->results.coauthor.analysis = &s->analysis;
}

static void close_set(set_t *s) {
    cot_graph_free(s->graph);
    cot_incidence_free(s->incidence);
    cot_topics_free(s->topics);
    cot_authors_free(s->authors);
    cot_corpus_free(s->corpus);
    free(s->column.ints);
}

static void open_teams(set_t *s) {
    open_set(s, papers, sizeof papers / sizeof *papers);
    const char *second[] = {"Dora Dietz", "Ed Eder", "Fay Fink"};
    for (int i = 0; i < 3; i++) {
        s->column.ints[vertex_of(s, second[i])] = 1;
    }
}

static const char *topic(const set_t *s, const cot_community_t *row, uint32_t i) {
    assert_true(i < row->n_topics);
    return cot_topics_at(s->topics, row->topics[i]).id;
}

static void test_teams(void **state) {
    (void)state;
    set_t s;
    cot_communities_t *list = NULL;
    open_teams(&s);
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_int_equal(list->n, 2);
    const cot_community_t *a = &list->rows[0], *b = &list->rows[1];
    assert_true(a->community == 0 && b->community == 1);
    assert_true(a->size == 3 && b->size == 3);
    assert_int_equal(a->papers, 3); /* 1, 2, 5 */
    assert_int_equal(b->papers, 4); /* 3, 4, 5, 6 */
    assert_true(a->inside == 3 && a->outside == 1 && b->inside == 2 && b->outside == 1);
    assert_true(a->first_year == 2001 && a->last_year == 2004);
    assert_true(b->first_year == 2002 && b->last_year == 2005);
    /* strengths: Ada 3, Cem 3, Bob 3 -> by label; Dora 3, Ed 3, Fay 1 */
    assert_int_equal(a->n_people, 3);
    assert_int_equal(a->people[0], vertex_of(&s, "Ada Ames"));
    assert_int_equal(a->people[1], vertex_of(&s, "Bob Berg"));
    assert_int_equal(a->people[2], vertex_of(&s, "Cem Can"));
    assert_int_equal(b->people[0], vertex_of(&s, "Dora Dietz"));
    assert_int_equal(b->people[2], vertex_of(&s, "Fay Fink"));
    /* cs.DC: 2 ln((2/3)/(2/5)) = 1.02; cs.LG: 2 ln((2/3)/(3/5)) = 0.21; b alike with cs.DL, 3 papers with
     * topics */
    assert_int_equal(a->n_topics, 2);
    assert_string_equal(topic(&s, a, 0), "cs.DC");
    assert_string_equal(topic(&s, a, 1), "cs.LG");
    assert_string_equal(topic(&s, b, 0), "cs.DL");
    assert_string_equal(topic(&s, b, 1), "cs.LG");
    assert_string_equal(a->label, "Ada Ames; Distributed, Parallel, and Cluster Computing");
    assert_string_equal(b->label, "Dora Dietz; Digital Libraries");
    cot_communities_free(list);
    close_set(&s);
}

/* One community has no topic that is more frequent than in the corpus: most papers count then. */
static void test_whole(void **state) {
    (void)state;
    set_t s;
    cot_communities_t *list = NULL;
    open_set(&s, papers, sizeof papers / sizeof *papers);
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_int_equal(list->n, 1);
    assert_int_equal(list->rows[0].papers, 6);
    assert_int_equal(list->rows[0].n_people, 5);
    assert_int_equal(list->rows[0].n_topics, 3);
    assert_string_equal(topic(&s, &list->rows[0], 0), "cs.LG");
    assert_string_equal(topic(&s, &list->rows[0], 1), "cs.DC"); /* as many papers as cs.DL, smaller number */
    assert_true(list->rows[0].inside == s.graph->m && list->rows[0].outside == 0);
    cot_communities_free(list);
    close_set(&s);
}

static void test_none(void **state) {
    (void)state;
    set_t s;
    cot_communities_t *list = NULL;
    open_teams(&s);
    s.analysis.community = SIZE_MAX;
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_int_equal(list->n, 0);
    cot_communities_free(list);
    s.results.coauthor.analysis = NULL;
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_int_equal(list->n, 0);
    cot_communities_free(list);
    close_set(&s);
    open_set(&s, NULL, 0); /* no papers at all */
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_int_equal(list->n, 0);
    cot_communities_free(list);
    close_set(&s);
    cot_communities_free(NULL);
}

static void test_parts_missing(void **state) {
    (void)state;
    set_t s;
    cot_communities_t *list = NULL;
    cot_error_t err = COT_ERROR_INIT;
    open_teams(&s);
    s.results.topics = NULL;
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_string_equal(list->rows[0].label, "Ada Ames");
    assert_int_equal(list->rows[0].n_topics, 0);
    cot_communities_free(list);
    s.results.topics = s.topics;
    s.results.incidence = NULL;
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    assert_true(list->rows[0].papers == 0 && list->rows[0].first_year == COT_NO_YEAR);
    assert_string_equal(list->rows[0].label, "");
    cot_communities_free(list);
    s.column.ints[2] = -1;
    assert_int_equal(cot_communities_describe(&list, &s.results, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "-1"));
    s.column.ints[2] = 6;
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_E_ARG);
    assert_int_equal(cot_communities_describe(&list, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_communities_describe(NULL, &s.results, NULL), COT_E_ARG);
    close_set(&s);
}

/* A label longer than its place is cut between characters, and the topic still shows. */
static void test_long_label(void **state) {
    (void)state;
    char name[400] = "Xx ";
    for (int i = 0; i < 150; i++) {
        strcat(name, "\xC3\xBC"); /* u with diaeresis */
    }
    const paper_t one[] = {{"1", 2000, {name, "Zed Zorn"}, {"cs.DC"}}, {"2", 2000, {name}, {NULL}}};
    set_t s;
    cot_communities_t *list = NULL;
    open_set(&s, one, 2);
    assert_int_equal(cot_communities_describe(&list, &s.results, NULL), COT_OK);
    const char *label = list->rows[0].label;
    assert_true(strlen(label) < sizeof list->rows[0].label);
    const char *cut = strchr(label, ';');
    assert_non_null(cut);
    assert_true((cut - label - 3) % 2 == 0); /* whole two-byte letters */
    assert_non_null(strstr(cut, "Distributed"));
    cot_communities_free(list);
    close_set(&s);
}

/* Against plain counting on random bylines. */
static void test_random(void **state) {
    (void)state;
    enum { AUTHORS = 40, PAPERS = 60 };
    static const char *codes[] = {"a.A", "b.B", "c.C", "d.D", "e.E", "f.F", "g.G"};
    for (uint64_t seed = 0; seed < 20; seed++) {
        char names[AUTHORS][16], ids[PAPERS][8];
        paper_t list[PAPERS];
        cot_rng_t rng;
        set_t s;
        cot_communities_t *found = NULL;
        memset(list, 0, sizeof list);
        cot_i_rng_init(&rng, seed, 5, 5);
        for (int a = 0; a < AUTHORS; a++) {
            snprintf(names[a], sizeof names[a], "Abel Name%c%c", 'a' + a / 26, 'a' + a % 26);
        }
        for (int p = 0; p < PAPERS; p++) {
            snprintf(ids[p], sizeof ids[p], "%03d", p);
            uint32_t start = (uint32_t)cot_i_rng_below(&rng, AUTHORS),
                     k = 1 + (uint32_t)cot_i_rng_below(&rng, 4);
            list[p].id = ids[p];
            list[p].year = 1990 + (int)cot_i_rng_below(&rng, 20);
            for (uint32_t i = 0; i < k; i++) {
                list[p].names[i] = names[(start + i) % AUTHORS];
            }
            uint32_t t = (uint32_t)cot_i_rng_below(&rng, 7), n = (uint32_t)cot_i_rng_below(&rng, 4);
            for (uint32_t i = 0; i < n; i++) {
                list[p].categories[i] = codes[(t + 2 * i) % 7];
            }
        }
        open_set(&s, list, PAPERS);
        for (uint32_t v = 0; v < s.graph->n; v++) {
            s.column.ints[v] = v % 4;
        }
        assert_int_equal(cot_communities_describe(&found, &s.results, NULL), COT_OK);
        assert_int_equal(found->n, 4);
        for (size_t c = 0; c < 4; c++) {
            uint32_t size = 0, on = 0;
            uint64_t inside = 0;
            for (uint32_t v = 0; v < s.graph->n; v++) {
                size += s.column.ints[v] == (int64_t)c;
            }
            for (uint64_t e = 0; e < s.graph->m; e++) {
                inside += s.graph->from[e] % 4 == c && s.graph->to[e] % 4 == c;
            }
            for (uint32_t p = 0; p < s.incidence->n_papers; p++) {
                bool any = false;
                for (uint64_t k = s.incidence->paper_off[p]; k < s.incidence->paper_off[p + 1]; k++) {
                    any |= s.incidence->paper_authors[k] % 4 == c;
                }
                on += any;
            }
            assert_int_equal(found->rows[c].size, size);
            assert_int_equal(found->rows[c].papers, on);
            assert_int_equal(found->rows[c].inside, inside);
            assert_true(found->rows[c].n_people == 5 && found->rows[c].n_topics > 0);
        }
        cot_communities_free(found);
        close_set(&s);
    }
}

static void test_torture(void **state) {
    (void)state;
    set_t s;
    open_teams(&s);
    for (int64_t k = 0;; k++) {
        cot_communities_t *list = NULL;
        int64_t live = cot_i_alloc_live();
        cot_i_alloc_fail_after(k);
        cot_status_t st = cot_communities_describe(&list, &s.results, NULL);
        cot_i_alloc_fail_after(-1);
        if (st == COT_OK) {
            assert_true(k > 4);
            cot_communities_free(list);
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
        assert_null(list);
        assert_int_equal(cot_i_alloc_live(), live);
    }
    close_set(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_teams),      cmocka_unit_test(test_whole),
        cmocka_unit_test(test_none),       cmocka_unit_test(test_parts_missing),
        cmocka_unit_test(test_long_label), cmocka_unit_test(test_random),
        cmocka_unit_test(test_torture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
