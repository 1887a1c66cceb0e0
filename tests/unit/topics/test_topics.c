/* test_topics.c: topics of a corpus: which papers give categories and which terms, their numbers, masks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "coterie/topics.h"

static void add(cot_corpus_t *corpus, const char *id, const char *title, const char *const *categories,
                size_t n) {
    cot_record_t record = COT_RECORD_INIT;
    record.id = id;
    record.title = title;
    record.abstract = "We study lock-free queues.";
    record.categories = categories;
    record.n_categories = n;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

/* Papers 0, 1: categories; 2, 3: none; 4: categories that are aliases and an unknown one. */
static cot_corpus_t *small_corpus(void) {
    static const char *const first[] = {"cs.DC", "cs.DS"}, *const second[] = {"cs.DS"};
    static const char *const third[] = {"math.IT", "cs.IT", "68W10"};
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
    add(corpus, "a", "Robot swarms", first, 2);
    add(corpus, "b", "Robot swarms", second, 1);
    add(corpus, "c", "Drone swarms", NULL, 0);
    add(corpus, "d", "Drone swarms again", NULL, 0);
    add(corpus, "e", "Channel capacity", third, 3);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    return corpus;
}

static cot_topics_t *find(const cot_corpus_t *corpus, cot_topic_source_t source, const uint8_t *mask) {
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    cot_topics_t *topics = NULL;
    params.source = source;
    params.max_share = 1.0;
    assert_int_equal(cot_topics_find(&topics, corpus, mask, &params, NULL, NULL), COT_OK);
    return topics;
}

/* The ids of a paper's topics, joined by '|'. */
static const char *ids(const cot_topics_t *topics, uint32_t paper) {
    static char text[512];
    const uint32_t *list = NULL;
    uint32_t n = cot_topics_of_paper(topics, paper, &list);
    text[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        assert_true(i == 0 || list[i] > list[i - 1]);
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s", i ? "|" : "", cot_topics_at(topics, list[i]).id);
    }
    return text;
}

static void categories(void **state) {
    (void)state;
    cot_corpus_t *corpus = small_corpus();
    cot_topics_t *topics = find(corpus, COT_TOPICS_CATEGORIES, NULL);
    assert_int_equal(cot_topics_count(topics), 4);
    assert_string_equal(cot_topics_at(topics, 0).id, "68W10");
    assert_string_equal(cot_topics_at(topics, 0).label, "68W10");
    assert_string_equal(cot_topics_at(topics, 1).id, "cs.DC");
    assert_string_equal(cot_topics_at(topics, 1).label, "Distributed, Parallel, and Cluster Computing");
    assert_int_equal(cot_topics_at(topics, 2).papers, 2);
    assert_string_equal(ids(topics, 0), "cs.DC|cs.DS");
    assert_string_equal(ids(topics, 2), "");
    assert_string_equal(ids(topics, 4), "68W10|cs.IT"); /* math.IT is cs.IT: once */
    cot_topics_free(topics);
    cot_corpus_free(corpus);
}

static void sources(void **state) {
    (void)state;
    cot_corpus_t *corpus = small_corpus();
    cot_topics_t *topics = find(corpus, COT_TOPICS_AUTO, NULL);
    assert_string_equal(ids(topics, 0), "cs.DC|cs.DS");
    assert_string_equal(ids(topics, 2), "lock free queues|drone swarms");
    assert_int_equal(cot_topics_at(topics, 4).kind, COT_TOPIC_TERM);
    assert_int_equal(cot_topics_at(topics, 4).papers, 2);
    cot_topics_free(topics);
    topics = find(corpus, COT_TOPICS_TERMS, NULL);
    assert_string_equal(ids(topics, 4), "lock free queues");
    assert_string_equal(ids(topics, 0), "lock free queues|robot swarms|swarms");
    cot_topics_free(topics);
    topics = find(corpus, COT_TOPICS_BOTH, NULL);
    assert_string_equal(ids(topics, 1), "cs.DS|lock free queues|robot swarms|swarms");
    cot_topics_free(topics);
    cot_corpus_free(corpus);
}

static void masked(void **state) {
    (void)state;
    static const uint8_t mask[] = {0, 1, 1, 0, 1};
    cot_corpus_t *corpus = small_corpus();
    cot_topics_t *topics = find(corpus, COT_TOPICS_BOTH, mask);
    assert_string_equal(ids(topics, 0), "");
    assert_string_equal(ids(topics, 1), "cs.DS|lock free queues|swarms");
    assert_string_equal(ids(topics, 3), "");
    for (uint32_t t = 0; t < cot_topics_count(topics); t++) {
        assert_string_not_equal(cot_topics_at(topics, t).id, "cs.DC");
        assert_true(cot_topics_at(topics, t).papers > 0);
    }
    cot_topics_free(topics);
    cot_corpus_free(corpus);
}

static void empty(void **state) {
    (void)state;
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_topics_t *topics = find(corpus, COT_TOPICS_BOTH, NULL);
    assert_int_equal(cot_topics_count(topics), 0);
    cot_topics_free(topics);
    cot_corpus_free(corpus);
}

static void bad_arguments(void **state) {
    (void)state;
    cot_corpus_t *corpus = small_corpus();
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    cot_topics_t *topics = NULL;
    cot_error_t err = COT_ERROR_INIT;
    params.max_share = 0.0;
    assert_int_equal(cot_topics_find(&topics, corpus, NULL, &params, NULL, &err), COT_E_ARG);
    assert_non_null(strstr(err.message, "share"));
    params.max_share = 0.5;
    params.source = (cot_topic_source_t)9;
    assert_int_equal(cot_topics_find(&topics, corpus, NULL, &params, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_topics_find(&topics, NULL, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_null(topics);
    cot_corpus_free(corpus);
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data;
    (void)stage;
    (void)done;
    (void)total;
    return 1;
}

static void interrupted(void **state) {
    (void)state;
    cot_corpus_t *corpus = small_corpus();
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    cot_topics_t *topics = NULL;
    cot_env_t env = COT_ENV_INIT;
    int64_t live = cot_i_alloc_live();
    env.progress = stop;
    assert_int_equal(cot_topics_find(&topics, corpus, NULL, &params, &env, NULL), COT_E_INTERRUPT);
    assert_int_equal(cot_i_alloc_live(), live);
    cot_corpus_free(corpus);
}

static void memory_runs_out(void **state) {
    (void)state;
    cot_corpus_t *corpus = small_corpus();
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    cot_env_t env = COT_ENV_INIT;
    cot_status_t st = COT_E_NOMEM;
    int64_t live = cot_i_alloc_live();
    params.source = COT_TOPICS_BOTH;
    env.threads = 1;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_topics_t *topics = NULL;
        cot_i_alloc_fail_after(k);
        st = cot_topics_find(&topics, corpus, NULL, &params, &env, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || (st == COT_E_NOMEM && !topics));
        cot_topics_free(topics);
        assert_int_equal(cot_i_alloc_live(), live);
        assert_true(k < 100000);
    }
    cot_corpus_free(corpus);
}

static void names(void **state) {
    (void)state;
    assert_string_equal(cot_category_name("cs.DC"), "Distributed, Parallel, and Cluster Computing");
    assert_string_equal(cot_category_name("acc-phys"), "Accelerator Physics (until 1996)"); /* first row */
    assert_string_equal(cot_category_name("supr-con"), "Superconductivity (until 1996)");   /* last row */
    assert_null(cot_category_name("cs.XX"));
    assert_null(cot_category_name(""));
    assert_null(cot_category_name("14J60 (Primary)"));
    assert_null(cot_category_name(NULL));
    static const char *const retired[] = {"cmp-lg",   "alg-geom", "dg-ga",    "q-alg",    "solv-int",
                                          "chao-dyn", "patt-sol", "adap-org", "comp-gas", "funct-an",
                                          "atom-ph",  "chem-ph",  "plasm-ph", "mtrl-th",  "ao-sci",
                                          "bayes-an", "astro-ph", "cond-mat", "q-bio"};
    for (size_t i = 0; i < sizeof retired / sizeof *retired; i++) {
        assert_non_null(cot_category_name(retired[i]));
    }
    static const char *const alias[][2] = {{"math.IT", "cs.IT"}, {"math.MP", "math-ph"},
                                           {"cs.NA", "math.NA"}, {"stat.TH", "math.ST"},
                                           {"cs.SY", "eess.SY"}, {"q-fin.EC", "econ.GN"}};
    for (size_t i = 0; i < sizeof alias / sizeof *alias; i++) {
        assert_string_equal(cot_category_canonical(alias[i][0]), alias[i][1]);
        assert_string_equal(cot_category_canonical(alias[i][1]), alias[i][1]);
        assert_non_null(cot_category_name(alias[i][0]));
    }
    assert_string_equal(cot_category_canonical("keyword"), "keyword");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories),      cmocka_unit_test(sources),       cmocka_unit_test(masked),
        cmocka_unit_test(empty),           cmocka_unit_test(bad_arguments), cmocka_unit_test(interrupted),
        cmocka_unit_test(memory_runs_out), cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
