/* test_record_vectors.c: the rules of docs/definitions.md, "Records", against tests/vectors/records.json.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>

#include "unit/read/reading_help.h"

#include "read/arxiv.h"
#include "read/byline.h"
#include "read/oai_parts.h"
#include "base/tex.h"

static const char *text_of(const json_t *row, const char *key) {
    const char *text = json_string_value(json_object_get(row, key));
    assert_non_null(text);
    return text;
}

static int number_of(const json_t *row, const char *key) {
    assert_true(json_is_integer(json_object_get(row, key)));
    return (int)json_integer_value(json_object_get(row, key));
}

/* A copy that ends where the text ends, so that a sanitizer sees reading past it. */
static char *exact_copy(const char *text, size_t *n) {
    *n = strlen(text);
    char *copy = malloc(*n ? *n : 1);
    assert_non_null(copy);
    memcpy(copy, text, *n);
    return copy;
}

static void check_identifier(const json_t *row) {
    cot_arxiv_id_t id;
    size_t n = 0;
    char *text = exact_copy(text_of(row, "text"), &n);
    assert_int_equal(cot_i_arxiv_id(text, n, &id), number_of(row, "used"));
    assert_string_equal(id.base, text_of(row, "id"));
    assert_int_equal(id.version, number_of(row, "version"));
    free(text);
}

static void check_category(const json_t *row) {
    size_t n = 0;
    char *text = exact_copy(text_of(row, "text"), &n);
    if (cot_i_arxiv_category(text, n) != json_is_true(json_object_get(row, "is_code"))) {
        fail_msg("category: \"%s\"", text_of(row, "text"));
    }
    free(text);
}

static void check_withdrawn(const json_t *row) {
    if (cot_i_arxiv_says_withdrawn(text_of(row, "text")) != json_is_true(json_object_get(row, "withdrawn"))) {
        fail_msg("withdrawn: \"%s\"", text_of(row, "text"));
    }
}

static void check_tex(const json_t *row) {
    cot_buf_t out = COT_BUF_INIT(4096);
    size_t n = 0;
    char *text = exact_copy(text_of(row, "text"), &n);
    assert_int_equal(cot_i_tex_text(&out, text, n, NULL), COT_OK);
    assert_string_equal(cot_i_buf_str(&out), text_of(row, "name"));
    cot_i_buf_clear(&out);
    free(text);
}

static void check_byline(const json_t *row) {
    const json_t *names = json_object_get(row, "names");
    cot_draft_t draft;
    size_t n = 0;
    char *text = exact_copy(text_of(row, "text"), &n);
    cot_i_draft_init(&draft);
    assert_int_equal(cot_i_byline(&draft, text, n, NULL), COT_OK);
    assert_int_equal(draft.n_names, json_array_size(names));
    for (size_t i = 0; i < draft.n_names; i++) {
        const json_t *wanted = json_array_get(names, i);
        assert_string_equal(cot_i_draft_str(&draft, draft.names[i].name), text_of(wanted, "name"));
        assert_string_equal(cot_i_draft_str(&draft, draft.names[i].affiliation),
                            text_of(wanted, "affiliation"));
    }
    cot_i_draft_clear(&draft);
    free(text);
}

static void check_first_date(const json_t *row) {
    int32_t got =
        cot_i_first_date(cot_date_parse(text_of(row, "created")), cot_i_arxiv_id_month(text_of(row, "id")));
    assert_int_equal(got, cot_date_parse(text_of(row, "first_date")));
}

/* Reads the number of a record from its title. */
static void check_fold(const json_t *row) {
    const json_t *records = json_object_get(row, "records"), *papers = json_object_get(row, "papers");
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (size_t i = 0; i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        char title[32];
        snprintf(title, sizeof title, "%zu", i);
        cot_record_t add = COT_RECORD_INIT;
        add.id = text_of(record, "id");
        add.version = number_of(record, "version");
        add.title = title;
        add.date = cot_date_parse(text_of(record, "date"));
        add.first_date = cot_date_parse(text_of(record, "first_date"));
        add.withdrawn = json_is_true(json_object_get(record, "withdrawn"));
        assert_int_equal(cot_corpus_add(corpus, &add, NULL), COT_OK);
    }
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    assert_int_equal(counts.papers, json_array_size(papers));
    assert_int_equal(counts.repeats, number_of(row, "repeats"));
    assert_int_equal(counts.older, number_of(row, "older"));
    assert_int_equal(counts.withdrawn, number_of(row, "withdrawn"));
    for (uint32_t i = 0; i < counts.papers; i++) {
        const json_t *wanted = json_array_get(papers, i);
        cot_paper_t paper = cot_corpus_paper(corpus, i);
        assert_string_equal(paper.id, text_of(wanted, "id"));
        assert_int_equal(atol(paper.title), number_of(wanted, "record"));
        assert_int_equal(paper.first_date, cot_date_parse(text_of(wanted, "first_date")));
    }
    cot_corpus_free(corpus);
}

static void every_vector(void **state) {
    (void)state;
    static const struct {
        const char *kind;
        void (*check)(const json_t *row);
    } kinds[] = {
        {"identifier", check_identifier},
        {"category", check_category},
        {"withdrawn", check_withdrawn},
        {"tex", check_tex},
        {"byline", check_byline},
        {"first date", check_first_date},
        {"fold", check_fold},
    };
    enum { KINDS = sizeof kinds / sizeof *kinds };
    json_error_t why;
    size_t seen[KINDS] = {0};
    json_t *all = json_load_file(COT_TESTS_DIR "/vectors/records.json", 0, &why);
    if (!all) {
        fail_msg("records.json:%d: %s", why.line, why.text);
    }
    const json_t *cases = json_object_get(all, "cases");
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *row = json_array_get(cases, i);
        size_t k = 0;
        while (k < KINDS && strcmp(kinds[k].kind, text_of(row, "kind")) != 0) {
            k++;
        }
        assert_true(k < KINDS);
        kinds[k].check(row);
        seen[k]++;
    }
    for (size_t k = 0; k < KINDS; k++) {
        assert_true(seen[k] > 0);
    }
    json_decref(all);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_vector)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
