/* test_corpus.c: folding, order, cleaning, bounds and memory of the corpus.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/par.h"
#include "records/corpus_i.h"

static cot_corpus_t *new_corpus(cot_abstracts_t keep) {
    cot_corpus_t *corpus = NULL;
    assert_int_equal(cot_corpus_new(&corpus, keep, NULL), COT_OK);
    return corpus;
}

static cot_record_t record_of(const char *id, int version, const char *title) {
    cot_record_t record = COT_RECORD_INIT;
    record.id = id;
    record.version = version;
    record.title = title;
    return record;
}

static cot_name_t name_of(const char *name) {
    return (cot_name_t){name, "", "", "", "", "", COT_SURE, ""};
}

static void an_empty_corpus_is_fine(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_ALL);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_int_equal(cot_corpus_papers(corpus), 0);
    assert_int_equal(cot_corpus_names(corpus), 0);
    assert_string_equal(cot_corpus_paper(corpus, 0).id, "");
    assert_string_equal(cot_corpus_mention(corpus, 0).name, "");
    assert_string_equal(cot_corpus_category(corpus, 0), "");
    cot_corpus_free(corpus);
    cot_corpus_free(NULL);
}

static void everything_comes_back(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_ALL);
    cot_name_t names[] = {name_of("Ada B. Lovelace"), name_of("Emmy Noether")};
    const char *categories[] = {"cs.DC", "math.CO", "cs.DC", " "};
    names[1] =
        (cot_name_t){"Emmy Noether", "Emmy", "Noether", "Jr", "Erlangen", "0000-0001", 0.5f, "guessed"};
    cot_record_t record = {"2001.00001",
                           3,
                           " A  title\n of two lines ",
                           "abstract",
                           "comment",
                           "10.1/a 10.1/b",
                           "J. 1",
                           10,
                           20,
                           true,
                           names,
                           2,
                           categories,
                           4,
                           "file.xml",
                           17};
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_paper_t paper = cot_corpus_paper(corpus, 0);
    assert_string_equal(paper.id, "2001.00001");
    assert_string_equal(paper.title, "A title of two lines");
    assert_string_equal(paper.abstract, "abstract");
    assert_string_equal(paper.comment, "comment");
    assert_string_equal(paper.doi, "10.1/a 10.1/b");
    assert_string_equal(paper.journal, "J. 1");
    assert_string_equal(paper.source, "file.xml");
    assert_int_equal(paper.line, 17);
    assert_int_equal(paper.version, 3);
    assert_int_equal(paper.first_date, 10);
    assert_int_equal(paper.date, 20);
    assert_int_equal(paper.year, 1970);
    assert_true(paper.withdrawn);
    assert_int_equal(paper.n_categories, 2); /* repeated and empty ones are left out */
    assert_string_equal(cot_corpus_category(corpus, paper.categories[0]), "cs.DC");
    assert_string_equal(cot_corpus_category(corpus, paper.categories[1]), "math.CO");
    assert_int_equal(paper.n_mentions, 2);
    cot_mention_t first = cot_corpus_mention(corpus, paper.first_mention);
    cot_mention_t second = cot_corpus_mention(corpus, paper.first_mention + 1);
    assert_string_equal(first.name, "Ada B. Lovelace");
    assert_true(first.sure == COT_SURE);
    assert_string_equal(first.affiliation, "");
    assert_string_equal(second.surname, "Noether");
    assert_string_equal(second.forenames, "Emmy");
    assert_string_equal(second.suffix, "Jr");
    assert_string_equal(second.affiliation, "Erlangen");
    assert_string_equal(second.orcid, "0000-0001");
    assert_string_equal(second.note, "guessed");
    assert_true(second.sure == 0.5f);
    assert_int_equal(second.paper, 0);
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    assert_int_equal(counts.withdrawn, 1);
    assert_int_equal(counts.mentions, 2);
    assert_true(counts.bytes > 0);
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_E_ARG);
    cot_corpus_free(corpus);
}

static void the_newest_version_stands(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_NONE);
    cot_name_t names[] = {name_of("A"), name_of("B"), name_of("C")};
    cot_record_t v1 = record_of("x", 1, "one"), v3 = record_of("x", 3, "three"),
                 v2 = record_of("x", 2, "two");
    v1.first_date = 5;
    v3.first_date = 100; /* wrong: the earliest is kept whoever says it */
    v1.withdrawn = true;
    v1.names = names;
    v1.n_names = 3;
    v3.names = names;
    v3.n_names = 1;
    assert_int_equal(cot_corpus_add(corpus, &v1, NULL), COT_OK);
    assert_int_equal(cot_corpus_counts(corpus).withdrawn, 1);
    assert_int_equal(cot_corpus_add(corpus, &v3, NULL), COT_OK);
    assert_int_equal(cot_corpus_add(corpus, &v2, NULL), COT_OK);
    assert_int_equal(cot_corpus_add(corpus, &v3, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    assert_int_equal(counts.records, 4);
    assert_int_equal(counts.papers, 1);
    assert_int_equal(counts.older, 2);
    assert_int_equal(counts.repeats, 1);
    assert_int_equal(counts.withdrawn, 0);
    assert_int_equal(counts.mentions, 1);
    assert_int_equal(cot_corpus_names(corpus), 1); /* names only an old version had are gone */
    cot_paper_t paper = cot_corpus_paper(corpus, 0);
    assert_string_equal(paper.title, "three");
    assert_int_equal(paper.first_date, 5);
    cot_corpus_free(corpus);
}

static void of_equal_versions_the_later_date_then_the_first_stands(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_NONE);
    cot_record_t early = record_of("x", 2, "early"), late = record_of("x", 2, "late"),
                 again = record_of("x", 2, "again");
    early.date = 1;
    late.date = again.date = 2;
    assert_int_equal(cot_corpus_add(corpus, &early, NULL), COT_OK);
    assert_int_equal(cot_corpus_add(corpus, &late, NULL), COT_OK);
    assert_int_equal(cot_corpus_add(corpus, &again, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_string_equal(cot_corpus_paper(corpus, 0).title, "late");
    assert_int_equal(cot_corpus_counts(corpus).repeats, 2);
    cot_corpus_free(corpus);
}

static void abstracts_are_kept_as_asked(void **state) {
    (void)state;
    const char *categories[] = {"cs.AI"};
    for (int keep = COT_ABSTRACTS_UNCATEGORIZED; keep <= COT_ABSTRACTS_NONE; keep++) {
        cot_corpus_t *corpus = new_corpus((cot_abstracts_t)keep);
        cot_record_t with = record_of("a", 0, "t"), without = record_of("b", 0, "t");
        with.abstract = without.abstract = "words";
        with.categories = categories;
        with.n_categories = 1;
        assert_int_equal(cot_corpus_add(corpus, &with, NULL), COT_OK);
        assert_int_equal(cot_corpus_add(corpus, &without, NULL), COT_OK);
        assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
        assert_string_equal(cot_corpus_paper(corpus, 0).abstract, keep == COT_ABSTRACTS_ALL ? "words" : "");
        assert_string_equal(cot_corpus_paper(corpus, 1).abstract, keep == COT_ABSTRACTS_NONE ? "" : "words");
        cot_corpus_free(corpus);
    }
}

static void equal_names_share_a_number(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_NONE);
    cot_name_t names[] = {name_of("A B"), name_of(" A  B "), name_of("A B"), name_of("A C")};
    names[2].surname = "B"; /* same text, but the parts are known: another name */
    names[1].affiliation = "somewhere";
    cot_record_t record = record_of("x", 1, "t");
    record.names = names;
    record.n_names = 4;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
    cot_strpool_t *pool = NULL;
    uint32_t id = 0;
    assert_int_equal(cot_i_corpus_written_names(corpus), 3);
    assert_string_equal(cot_i_corpus_written_name(corpus, 0), "A B");
    assert_int_equal(cot_i_corpus_name_pool(corpus, &pool, NULL), COT_OK);
    assert_int_equal(cot_i_strpool_count(pool), 2);
    assert_true(cot_i_strpool_find(pool, "A C", 3, &id));
    assert_false(cot_i_strpool_find(pool, "A D", 3, &id));
    cot_i_strpool_free(pool);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_int_equal(cot_corpus_names(corpus), 3);
    assert_int_equal(cot_corpus_mention(corpus, 0).name_id, cot_corpus_mention(corpus, 1).name_id);
    assert_ptr_equal(cot_corpus_mention(corpus, 0).name, cot_corpus_mention(corpus, 1).name);
    assert_int_not_equal(cot_corpus_mention(corpus, 0).name_id, cot_corpus_mention(corpus, 2).name_id);
    assert_string_equal(cot_corpus_mention(corpus, 0).affiliation, "");
    assert_string_equal(cot_corpus_mention(corpus, 1).affiliation, "somewhere");
    cot_corpus_free(corpus);
}

static void bad_bytes_are_replaced_and_counted(void **state) {
    (void)state;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_NONE);
    cot_name_t name = name_of("Bad\xff"
                              "Byte");
    cot_record_t record = record_of("x\x01", 1, "ti\x07tle");
    record.names = &name;
    record.n_names = 1;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_string_equal(cot_corpus_paper(corpus, 0).id, "x");
    assert_string_equal(cot_corpus_paper(corpus, 0).title, "ti tle");
    assert_string_equal(cot_corpus_mention(corpus, 0).name, "Bad\xEF\xBF\xBD"
                                                            "Byte");
    assert_int_equal(cot_corpus_counts(corpus).cleaned, 3);
    cot_corpus_free(corpus);
}

static void refused_records_change_nothing(void **state) {
    (void)state;
    cot_error_t err = COT_ERROR_INIT;
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_ALL);
    cot_record_t record = record_of("", 1, "t");
    assert_int_equal(cot_corpus_add(corpus, &record, &err), COT_E_ARG);
    record.id = " \n";
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_E_ARG);
    record.id = "x";
    size_t n = (16u << 20) + 2;
    char *text = malloc(n);
    memset(text, 'a', n - 1);
    text[n - 1] = '\0';
    record.title = text;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_E_LIMIT);
    record.title = "t";
    text[(1u << 20) + 1] = '\0';
    cot_name_t name = name_of(text);
    record.names = &name;
    record.n_names = 1;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_E_LIMIT);
    cot_name_t *many = calloc(1000001, sizeof *many);
    for (size_t i = 0; i <= 1000000; i++) {
        many[i] = name_of("A");
    }
    record.names = many;
    record.n_names = 1000001;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_E_LIMIT);
    assert_int_equal(cot_corpus_papers(corpus), 0);
    assert_int_equal(cot_corpus_counts(corpus).records, 0);
    record.n_names = 1000000;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    assert_int_equal(cot_corpus_mentions(corpus), 1000000);
    cot_corpus_free(corpus);
    free(many);
    free(text);
}

/* What should be there, kept in the plainest way. */
enum { IDS = 300, RECORDS = 5000 };
typedef struct {
    bool there;
    int version, date, first, authors;
    uint64_t records, repeats, older;
} expected_t;

static void shuffled_records_fold_like_a_plain_table(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 7, 1, 0);
    static expected_t expected[IDS];
    memset(expected, 0, sizeof expected);
    cot_corpus_t *corpus = new_corpus(COT_ABSTRACTS_NONE);
    uint64_t repeats = 0, older = 0;
    for (int i = 0; i < RECORDS; i++) {
        char id[16], title[32], authors[6][16];
        cot_name_t names[6];
        uint32_t number = (uint32_t)cot_i_rng_below(&rng, IDS);
        int version = (int)cot_i_rng_below(&rng, 5), date = (int)cot_i_rng_below(&rng, 1000);
        size_t n = (size_t)cot_i_rng_below(&rng, 6);
        snprintf(id, sizeof id, "%03u.%u", number * 7919 % 1000, number);
        snprintf(title, sizeof title, "%d/%d", version, date);
        for (size_t k = 0; k < n; k++) {
            snprintf(authors[k], sizeof authors[k], "N%d", (int)cot_i_rng_below(&rng, 50));
            names[k] = name_of(authors[k]);
        }
        cot_record_t record = record_of(id, version, title);
        record.date = date;
        record.first_date = date + 1;
        record.names = names;
        record.n_names = n;
        assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
        expected_t *e = &expected[number];
        repeats += e->there && e->version == version;
        older += e->there && e->version != version;
        if (!e->there || version > e->version || (version == e->version && date > e->date)) {
            e->version = version;
            e->date = date;
            e->authors = (int)n;
        }
        e->first = !e->there || date + 1 < e->first ? date + 1 : e->first;
        e->there = true;
    }
    assert_int_equal(cot_corpus_finish(corpus, NULL), COT_OK);
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    assert_int_equal(counts.repeats, repeats);
    assert_int_equal(counts.older, older);
    assert_int_equal(counts.records, counts.papers + counts.repeats + counts.older);
    uint64_t mentions = 0;
    for (uint32_t i = 0; i < cot_corpus_papers(corpus); i++) {
        cot_paper_t paper = cot_corpus_paper(corpus, i);
        unsigned number = 0;
        char title[32];
        assert_int_equal(sscanf(paper.id, "%*u.%u", &number), 1);
        assert_true(i == 0 || strcmp(cot_corpus_paper(corpus, i - 1).id, paper.id) < 0);
        snprintf(title, sizeof title, "%d/%d", expected[number].version, expected[number].date);
        assert_string_equal(paper.title, title);
        assert_int_equal(paper.first_date, expected[number].first);
        assert_int_equal(paper.n_mentions, expected[number].authors);
        assert_int_equal(paper.first_mention, mentions);
        mentions += paper.n_mentions;
        for (uint32_t k = 0; k < paper.n_mentions; k++) {
            cot_mention_t mention = cot_corpus_mention(corpus, paper.first_mention + k);
            assert_int_equal(mention.paper, i);
            assert_true(mention.name_id < cot_corpus_names(corpus));
        }
    }
    assert_int_equal(mentions, cot_corpus_mentions(corpus));
    cot_corpus_free(corpus);
}

/* The same records in two orders give the same corpus, names' and categories' numbers included. */
static void order_of_input_does_not_show(void **state) {
    (void)state;
    static const char *const codes[] = {"math.CO", "cs.DC", "cs.AI"};
    cot_corpus_t *corpora[2];
    for (int way = 0; way < 2; way++) {
        corpora[way] = new_corpus(COT_ABSTRACTS_NONE);
        for (int i = 0; i < 100; i++) {
            int number = way ? 99 - i : i;
            char id[16], who[16];
            snprintf(id, sizeof id, "p%02d", number);
            snprintf(who, sizeof who, "Name %d", number * 37 % 40);
            cot_name_t name = name_of(who);
            cot_record_t record = record_of(id, 1, who);
            record.names = &name;
            record.n_names = 1;
            record.categories = &codes[number % 3];
            record.n_categories = 1;
            assert_int_equal(cot_corpus_add(corpora[way], &record, NULL), COT_OK);
        }
        assert_int_equal(cot_corpus_finish(corpora[way], NULL), COT_OK);
    }
    for (uint32_t i = 0; i < 100; i++) {
        cot_paper_t a = cot_corpus_paper(corpora[0], i), b = cot_corpus_paper(corpora[1], i);
        assert_string_equal(a.id, b.id);
        assert_int_equal(a.categories[0], b.categories[0]);
        assert_int_equal(cot_corpus_mention(corpora[0], i).name_id,
                         cot_corpus_mention(corpora[1], i).name_id);
    }
    assert_string_equal(cot_corpus_category(corpora[0], 0), "cs.AI");
    assert_string_equal(cot_corpus_category(corpora[0], 2), "math.CO");
    cot_corpus_free(corpora[0]);
    cot_corpus_free(corpora[1]);
}

static cot_status_t small_run(cot_error_t *err) {
    static const char *const codes[] = {"cs.DC", "cs.AI"};
    cot_corpus_t *corpus = NULL;
    cot_status_t st = cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, err);
    for (int i = 0; st == COT_OK && i < 150; i++) {
        char id[16];
        snprintf(id, sizeof id, "id%d", i % 100);
        cot_name_t names[] = {name_of(id), name_of("Other")};
        names[1].affiliation = id;
        cot_record_t record = record_of(id, i, "a title");
        record.names = names;
        record.n_names = 2;
        record.categories = codes;
        record.n_categories = 2;
        uint64_t papers = cot_corpus_papers(corpus), mentions = cot_corpus_counts(corpus).mentions;
        st = cot_corpus_add(corpus, &record, err);
        if (st != COT_OK) { /* a failed add leaves what is there as it is */
            assert_int_equal(cot_corpus_papers(corpus), papers);
            assert_int_equal(cot_corpus_counts(corpus).mentions, mentions);
        }
    }
    st = st == COT_OK ? cot_corpus_finish(corpus, err) : st;
    if (st == COT_OK) {
        assert_int_equal(cot_corpus_papers(corpus), 100);
        assert_int_equal(cot_corpus_mentions(corpus), 200);
    }
    cot_corpus_free(corpus);
    return st;
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    int64_t live = cot_i_alloc_live();
    for (int64_t k = 0;; k++) {
        cot_error_t err = COT_ERROR_INIT;
        cot_i_alloc_fail_after(k);
        cot_status_t st = small_run(&err);
        cot_i_alloc_fail_after(-1);
        assert_int_equal(cot_i_alloc_live(), live);
        if (st == COT_OK) {
            assert_true(k > 20);
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
        assert_true(err.message[0] != '\0');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_corpus_is_fine),
        cmocka_unit_test(everything_comes_back),
        cmocka_unit_test(the_newest_version_stands),
        cmocka_unit_test(of_equal_versions_the_later_date_then_the_first_stands),
        cmocka_unit_test(abstracts_are_kept_as_asked),
        cmocka_unit_test(equal_names_share_a_number),
        cmocka_unit_test(bad_bytes_are_replaced_and_counted),
        cmocka_unit_test(refused_records_change_nothing),
        cmocka_unit_test(shuffled_records_fold_like_a_plain_table),
        cmocka_unit_test(order_of_input_does_not_show),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
