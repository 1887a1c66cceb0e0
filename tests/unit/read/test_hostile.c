/* test_hostile.c: input that wants to exhaust, mislead or fetch: bounded memory, a clear issue, nothing read
 * twice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#include "base/par.h"

/* A file written piece by piece. */
typedef struct {
    help_t help;
    FILE *file;
} big_t;

static void big_open(big_t *big) {
    help_open(&big->help);
    big->file = fopen(help_path(&big->help, "big.xml"), "wb");
    assert_non_null(big->file);
}

static void big_fill(big_t *big, const char *text, size_t times) {
    size_t n = strlen(text);
    for (size_t i = 0; i < times; i++) {
        assert_int_equal(fwrite(text, 1, n, big->file), n);
    }
}

static got_t big_read(big_t *big) {
    assert_int_equal(fclose(big->file), 0);
    got_t got = read_paths(big->help.list, 1, NULL);
    help_clean(&big->help);
    return got;
}

static void doctypes_are_refused(void **state) {
    (void)state;
    static const char *const texts[] = {
        "<?xml version=\"1.0\"?>\n<!DOCTYPE feed [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
        "\"&b;&b;&b;&b;\">]>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>&c;</title></feed>",
        "<!DOCTYPE feed [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><feed "
        "xmlns=\"http://www.w3.org/2005/Atom\">"
        "<entry><id>http://arxiv.org/abs/2001.00001v1</id><title>&x;</title></entry></feed>",
        "<!DOCTYPE OAI-PMH SYSTEM \"http://127.0.0.1:1/x.dtd\"><OAI-PMH "
        "xmlns=\"http://www.openarchives.org/OAI/2.0/\"/>",
        "<!-- c --><!DOCTYPE\tfeed><feed xmlns=\"http://www.w3.org/2005/Atom\"/>" ATOM_BEGIN ENTRY(
            "2001.00001v1", "") ATOM_END,
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (int forced = 0; forced < 2; forced++) {
            cot_read_params_t params = COT_READ_PARAMS_INIT;
            params.format = forced ? "arxiv-atom" : NULL;
            got_t got = read_bytes(texts[i], strlen(texts[i]), &params);
            assert_int_equal(got.status, COT_E_INPUT);
            assert_int_equal(got.report.counts[COT_ISSUE_REFUSED], 1);
            assert_int_equal(issues_in_all(&got), 1);
            assert_int_equal(cot_corpus_papers(got.corpus), 0);
            got_clear(&got);
        }
    }
}

/* A DOCTYPE behind a comment that is longer than what is looked at to recognise a format. */
static void a_doctype_far_down(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, "<feed xmlns=\"http://www.w3.org/2005/Atom\"><!--", 1);
    big_fill(&big, "comment ", 2000);
    big_fill(&big, "--></feed><!DOCTYPE x [<!ENTITY y \"z\">]>", 1);
    got_t got = big_read(&big);
    assert_int_equal(got.report.counts[COT_ISSUE_REFUSED], 1);
    got_clear(&got);
}

static void entities_that_nobody_declared(void **state) {
    (void)state;
    got_t got = read_string(
        ATOM_BEGIN ENTRY("2001.00001v1", "<summary>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;</summary>")
            ENTRY("2001.00002v1", "<summary>&eacute;</summary>") ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_string_equal(cot_corpus_paper(got.corpus, 0).abstract, "<>&\"'AB");
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
    got_clear(&got);
}

static void a_name_of_100_megabytes(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big,
             ATOM_BEGIN ENTRY("2001.00001v1",
                              "") "<entry><id>http://arxiv.org/abs/2001.00002v1</id><author><name>",
             1);
    big_fill(&big, "0123456789abcdefghijklmnopqrstuvwxyz 0123456789abcdefghijklmnopqrstuvwxyz\n",
             100000000 / 74);
    big_fill(&big, "</name></author></entry>" ENTRY("2001.00003v1", "") ATOM_END, 1);
    long before = peak_kib();
    got_t got = big_read(&big);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_int_equal(issues_in_all(&got), 1);
    assert_int_equal(got.report.sources[0].skipped, 1);
    assert_true(peak_kib() - before < 150000);
    got_clear(&got);
}

static void a_name_of_2_megabytes(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN "<entry><id>http://arxiv.org/abs/2001.00002v1</id><author><name>", 1);
    big_fill(&big, "0123456789abcdef", 1 << 17);
    big_fill(&big, "</name></author></entry>" ENTRY("2001.00003v1", "") ATOM_END, 1);
    got_t got = big_read(&big);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    got_clear(&got);
}

static void a_paper_of_too_many_authors(void **state) {
    (void)state;
    for (size_t n = 1000000; n <= 1000001; n++) {
        big_t big;
        big_open(&big);
        big_fill(&big, ATOM_BEGIN "<entry><id>http://arxiv.org/abs/2001.00002v1</id>", 1);
        big_fill(&big, "<author><name>A</name></author>", n);
        big_fill(&big, "</entry>" ENTRY("2001.00003v1", "") ATOM_END, 1);
        got_t got = big_read(&big);
        bool fits = n == 1000000;
        assert_int_equal(cot_corpus_papers(got.corpus), fits ? 2 : 1);
        assert_int_equal(cot_corpus_mentions(got.corpus), fits ? 1000001 : 1);
        assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], fits ? 0 : 1);
        assert_int_equal(issues_in_all(&got), fits ? 0 : 1);
        got_clear(&got);
    }
}

static void too_many_categories(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN "<entry><id>http://arxiv.org/abs/2001.00002v1</id>", 1);
    for (int i = 0; i < 5000; i++) {
        fprintf(big.file, "<category term=\"%c%c%c.XX\"/>", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676);
    }
    big_fill(&big, "</entry>" ENTRY("2001.00003v1", "") ATOM_END, 1);
    got_t got = big_read(&big);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    got_clear(&got);
}

static void deep_nesting(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN ENTRY("2001.00001v1", "") "<entry>", 1);
    big_fill(&big, "<a>", 10000000);
    big_fill(&big, ENTRY("2001.00002v1", "") ATOM_END, 1);
    long before = peak_kib();
    got_t got = big_read(&big);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_int_equal(issues_in_all(&got), 1);
    assert_true(peak_kib() - before < 100000);
    got_clear(&got);
}

/* Tags, attributes, comments and instructions that do not end. */
static void things_without_an_end(void **state) {
    (void)state;
    static const char *const begins[] = {"<entry a=\"",      "<entry><!--", "<entry><?pi ", "<entry>&amp",
                                         "<entry><![CDATA[", "<entry><x",   "<entry></"};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        big_t big;
        big_open(&big);
        big_fill(&big, ATOM_BEGIN ENTRY("2001.00001v1", ""), 1);
        big_fill(&big, begins[i], 1);
        big_fill(&big, "0123456789abcdef", 2000000);
        big_fill(&big, ENTRY("2001.00002v1", "") ATOM_END, 1);
        long before = peak_kib();
        got_t got = big_read(&big);
        assert_true(cot_corpus_papers(got.corpus) >= 1);
        assert_true(issues_in_all(&got) >= 1);
        assert_true(peak_kib() - before < 100000);
        got_clear(&got);
    }
}

static void errors_without_an_end(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN, 1);
    big_fill(&big, "<entry>&&</entry>", 30000);
    big_fill(&big, ATOM_END, 1);
    got_t got = big_read(&big);
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 10001);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    got_clear(&got);
}

static void documents_without_an_end(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", 20010);
    got_t got = big_read(&big);
    assert_int_equal(got.report.documents, 20000);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    got_clear(&got);
}

/* Many different names of elements are no way to fill the memory. */
static void endless_vocabulary(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN ENTRY("2001.00001v1", "") "<x>", 1);
    for (int i = 0; i < 200000; i++) {
        fprintf(big.file, "<element-with-a-rather-long-name-%d/>", i);
    }
    big_fill(&big, "</x>" ENTRY("2001.00002v1", "") ATOM_END, 1);
    long before = peak_kib();
    got_t got = big_read(&big);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    assert_true(peak_kib() - before < 100000);
    got_clear(&got);
}

/* A few names, but long ones: libxml2's own bound on all of them together. */
static void long_names(void **state) {
    (void)state;
    big_t big;
    big_open(&big);
    big_fill(&big, ATOM_BEGIN ENTRY("2001.00001v1", "") "<x>", 1);
    for (int i = 0; i < 500; i++) {
        fprintf(big.file, "<a%d", i);
        big_fill(&big, "0123456789abcdefghij", 2000);
        big_fill(&big, "/>", 1);
    }
    big_fill(&big, "</x>" ENTRY("2001.00002v1", "") ATOM_END, 1);
    got_t got = big_read(&big);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_LIMIT], 1);
    got_clear(&got);
}

/* Random damage to a good file never does more than cost records. */
static void random_damage(void **state) {
    (void)state;
    static const char good[] = ATOM_BEGIN ENTRY("2001.00001v1", "<category term=\"cs.AI\"/>")
        ENTRY("2001.00002v1", "") ENTRY("2001.00003v1", "<arxiv:doi>x</arxiv:doi>") ATOM_END;
    static const char bits[] = "<>&\"'/!?-[]; =\xff\x00\x01"
                               "Aa:";
    char text[2 * sizeof good];
    for (uint64_t run = 0; run < 1500; run++) {
        cot_rng_t rng;
        cot_i_rng_init(&rng, 11, 1, run);
        memcpy(text, good, sizeof good);
        size_t n = sizeof good - 1;
        for (uint64_t k = cot_i_rng_below(&rng, 4) + 1; k > 0; k--) {
            size_t at = (size_t)cot_i_rng_below(&rng, n);
            if (cot_i_rng_below(&rng, 3) == 0) { /* a piece is lost */
                size_t lost = (size_t)cot_i_rng_below(&rng, n - at);
                memmove(text + at, text + at + lost, n - at - lost);
                n -= lost;
            } else {
                text[at] = bits[cot_i_rng_below(&rng, sizeof bits - 1)];
            }
        }
        got_t got = read_bytes(text, n, NULL);
        assert_true(got.status == COT_OK || got.status == COT_E_INPUT);
        assert_true(cot_corpus_papers(got.corpus) <= 4);
        for (uint32_t i = 0; i < cot_corpus_papers(got.corpus); i++) {
            for (const char *c = cot_corpus_paper(got.corpus, i).title; *c; c++) {
                assert_true((unsigned char)*c >= 0x20);
            }
        }
        got_clear(&got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(doctypes_are_refused),
        cmocka_unit_test(a_doctype_far_down),
        cmocka_unit_test(entities_that_nobody_declared),
        cmocka_unit_test(a_name_of_100_megabytes),
        cmocka_unit_test(a_name_of_2_megabytes),
        cmocka_unit_test(a_paper_of_too_many_authors),
        cmocka_unit_test(too_many_categories),
        cmocka_unit_test(deep_nesting),
        cmocka_unit_test(things_without_an_end),
        cmocka_unit_test(errors_without_an_end),
        cmocka_unit_test(documents_without_an_end),
        cmocka_unit_test(endless_vocabulary),
        cmocka_unit_test(long_names),
        cmocka_unit_test(random_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
