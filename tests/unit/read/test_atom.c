/* test_atom.c: Atom feeds of the arXiv API: fields, layouts, and everything that can be wrong with a file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

static const char new_layout[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<feed xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" "
    "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
    "xmlns=\"http://www.w3.org/2005/Atom\">\n"
    "  <id>https://arxiv.org/api/abc</id>\n  <title>arXiv Query</title>\n"
    "  <opensearch:totalResults>1</opensearch:totalResults>\n"
    "  <entry>\n    <id>http://arxiv.org/abs/2101.00001v2</id>\n"
    "    <title>On $k$-cores\n  of &lt;large&gt; &amp; small graphs</title>\n"
    "    <updated>2021-03-04T05:06:07Z</updated>\n"
    "    <link href=\"https://arxiv.org/abs/2101.00001v2\" rel=\"alternate\" type=\"text/html\"/>\n"
    "    <summary>  We count.\n\n  Then we stop. </summary>\n"
    "    <category term=\"math.CO\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
    "    <category term=\"cs.DS\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
    "    <category term=\"68R10, 05C85 (Primary)\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
    "    <category term=\"G.2.2\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
    "    <category term=\"hep-th\" scheme=\"http://arxiv.org/schemas/atom\"/>\n"
    "    <published>2021-01-02T00:00:00Z</published>\n"
    "    <arxiv:comment>12 pages,\n  3 figures</arxiv:comment>\n"
    "    <arxiv:primary_category term=\"cs.DS\"/>\n"
    "    <arxiv:journal_ref>J. Graphs 1 (2021)</arxiv:journal_ref>\n"
    "    <author>\n      <name>Mar&#xED;a  D&#237;az</name>\n      <arxiv:affiliation>One "
    "Lab</arxiv:affiliation>\n"
    "      <arxiv:affiliation>Two Labs</arxiv:affiliation>\n    </author>\n"
    "    <author><arxiv:affiliation>Three</arxiv:affiliation><name> H1 Collaboration</name></author>\n"
    "    <arxiv:doi>10.1000/one</arxiv:doi>\n    <arxiv:doi>10.1000/two</arxiv:doi>\n"
    "  </entry>\n</feed>\n";

static void the_fields_of_a_feed(void **state) {
    (void)state;
    got_t got = read_string(new_layout);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(issues_in_all(&got), 0);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    cot_paper_t paper = cot_corpus_paper(got.corpus, 0);
    assert_string_equal(paper.id, "2101.00001");
    assert_int_equal(paper.version, 2);
    assert_string_equal(paper.title, "On $k$-cores of <large> & small graphs");
    assert_string_equal(paper.abstract, "We count. Then we stop.");
    assert_string_equal(paper.comment, "12 pages, 3 figures");
    assert_string_equal(paper.journal, "J. Graphs 1 (2021)");
    assert_string_equal(paper.doi, "10.1000/one 10.1000/two");
    assert_int_equal(paper.first_date, cot_date_from_civil(2021, 1, 2));
    assert_int_equal(paper.date, cot_date_from_civil(2021, 3, 4));
    assert_int_equal(paper.year, 2021);
    assert_int_equal(paper.line, 6);
    assert_false(paper.withdrawn);
    assert_int_equal(paper.n_categories, 3);
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[0]), "cs.DS");
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[1]), "math.CO");
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[2]), "hep-th");
    assert_int_equal(paper.n_mentions, 2);
    assert_string_equal(cot_corpus_mention(got.corpus, 0).name, "Mar\xC3\xAD"
                                                                "a D\xC3\xAD"
                                                                "az");
    assert_string_equal(cot_corpus_mention(got.corpus, 0).affiliation, "One Lab; Two Labs");
    assert_string_equal(cot_corpus_mention(got.corpus, 1).name, "H1 Collaboration");
    assert_string_equal(cot_corpus_mention(got.corpus, 1).affiliation, "Three");
    assert_int_equal(got.report.n_sources, 1);
    assert_string_equal(got.report.sources[0].format, "arxiv-atom");
    assert_int_equal(got.report.sources[0].bytes, sizeof new_layout - 1);
    assert_int_equal(strlen(got.report.sources[0].sha256), 64);
    assert_int_equal(got.report.sources[0].records, 1);
    assert_int_equal(got.report.documents, 1);
    assert_int_equal(got.report.bytes, sizeof new_layout - 1);
    got_clear(&got);
}

static void prefixes_and_order_do_not_matter(void **state) {
    (void)state;
    got_t got = read_string("\xEF\xBB\xBF\n<?xml version=\"1.0\"?><!-- c --><?p i?>\n<a:feed "
                            "xmlns:a=\"http://www.w3.org/2005/Atom\">"
                            "<a:entry><x:comment xmlns:x=\"http://arxiv.org/schemas/atom\">old</x:comment>"
                            "<x:title xmlns:x=\"urn:other\">not this</x:title><a:author><a:name>B "
                            "C</a:name><a:uri>u</a:uri></a:author>"
                            "<a:title type=\"xhtml\"><d:div xmlns:d=\"http://www.w3.org/1999/xhtml\">A "
                            "<d:b>bold</d:b> title</d:div></a:title>"
                            "<a:id>https://export.arxiv.org/abs/math.GT/0309136v12</a:id>"
                            "<a:summary><![CDATA[1 < 2 ]]>&amp; 3</a:summary></a:entry></a:feed>");
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(issues_in_all(&got), 0);
    cot_paper_t paper = cot_corpus_paper(got.corpus, 0);
    assert_string_equal(paper.id, "math/0309136");
    assert_int_equal(paper.version, 12);
    assert_string_equal(paper.title, "A bold title");
    assert_string_equal(paper.comment, "old");
    assert_string_equal(paper.abstract, "1 < 2 & 3");
    assert_int_equal(paper.first_date, COT_NO_DATE);
    assert_int_equal(paper.year, COT_NO_YEAR);
    assert_string_equal(cot_corpus_mention(got.corpus, 0).name, "B C");
    got_clear(&got);
}

static void an_error_entry(void **state) {
    (void)state;
    got_t got =
        read_string(ATOM_BEGIN "<entry><id>https://arxiv.org/api/errors#incorrect_id</id><title>Error</title>"
                               "<summary>incorrect id format</summary></entry>" ATOM_END);
    assert_int_equal(got.status, COT_E_INPUT);
    assert_non_null(strstr(got.err.message, "incorrect id format"));
    assert_int_equal(got.report.counts[COT_ISSUE_ERROR_FEED], 1);
    assert_int_equal(issue_of(&got, COT_ISSUE_ERROR_FEED)->line, 4);
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
}

static void an_empty_feed(void **state) {
    (void)state;
    got_t got = read_string(ATOM_BEGIN ATOM_END);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FEED], 1);
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
}

static void what_is_no_feed(void **state) {
    (void)state;
    static const char *const strangers[] = {
        "Rate exceeded.",
        "<!DOCTYPE html>\n<html><body>Sorry</body></html>",
        "<html>\n<h1>503</h1></html>",
        ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"x\"><html "
        "xmlns=\"h\"/>"),
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>",
        "<feed xmlns=\"urn:something-else\"><entry/></feed>",
        "{\"json\": true}",
    };
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
        got_t got = read_string(strangers[i]);
        assert_int_equal(got.status, COT_E_INPUT);
        assert_int_equal(got.report.counts[COT_ISSUE_NOT_RECORDS], 1);
        assert_int_equal(issues_in_all(&got), 1);
        assert_int_equal(strlen(got.report.sources[0].sha256), 64);
        got_clear(&got);
    }
}

static void empty_files(void **state) {
    (void)state;
    static const char *const empty[] = {"", " \n\t\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < 3; i++) {
        got_t got = read_string(empty[i]);
        assert_int_equal(got.status, COT_E_INPUT);
        assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FILE], 1);
        assert_int_equal(issues_in_all(&got), 1);
        got_clear(&got);
    }
}

/* Cut at every byte: every entry that is complete is kept, the break is named, nothing else. */
static void a_feed_cut_anywhere(void **state) {
    (void)state;
    static const char feed[] = ATOM_BEGIN ENTRY("2001.00001v1", "<summary>\xC3\xA4</summary>")
        ENTRY("2001.00002v1", "") ENTRY("2001.00003v1", "") "</feed>";
    const char *body = strstr(feed, "<entry>");
    for (size_t n = (size_t)(body - feed); n < sizeof feed - 1; n++) {
        got_t got = read_bytes(feed, n, NULL);
        uint32_t complete = 0;
        for (const char *at = feed; (at = strstr(at, "</entry>")) && at + 8 <= feed + n; at += 8) {
            complete++;
        }
        assert_int_equal(cot_corpus_papers(got.corpus), complete);
        assert_int_equal(got.report.counts[COT_ISSUE_CUT_OFF], 1);
        assert_int_equal(got.status, complete ? COT_OK : COT_E_INPUT);
        got_clear(&got);
    }
}

static void feeds_run_together(void **state) {
    (void)state;
    static const char *const between[] = {"", "\n\n", "<!-- a comment -->", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < 4; i++) {
        for (int declared = 0; declared < 2; declared++) {
            char text[4096];
            const char *second = ATOM_BEGIN ENTRY("2001.00002v1", "") ATOM_END;
            snprintf(text, sizeof text, "%s%s%s", ATOM_BEGIN ENTRY("2001.00001v1", "") "</feed>", between[i],
                     declared ? second : strstr(second, "<feed"));
            got_t got = read_string(text);
            assert_int_equal(got.status, COT_OK);
            assert_int_equal(cot_corpus_papers(got.corpus), 2);
            assert_int_equal(got.report.counts[COT_ISSUE_JOINED], 1);
            assert_int_equal(issues_in_all(&got), 1);
            assert_int_equal(got.report.documents, 2);
            got_clear(&got);
        }
    }
}

static void lines_count_through_joined_feeds(void **state) {
    (void)state;
    got_t got = read_string(ATOM_BEGIN ENTRY("2001.00001v1", "") ATOM_END ATOM_BEGIN ENTRY("2001.00002v1", "")
                                ATOM_END);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).line, 4);
    assert_int_equal(cot_corpus_paper(got.corpus, 1).line, 10);
    assert_int_equal(issue_of(&got, COT_ISSUE_JOINED)->line, 7);
    got_clear(&got);
}

/* Pages appended to one file by a script, with what a server said in between. */
static void strangers_between_feeds(void **state) {
    (void)state;
    got_t got = read_string(ATOM_BEGIN ENTRY("2001.00001v1", "") ATOM_END
                            "Rate exceeded.\n" ATOM_BEGIN ENTRY("2001.00002v1", "") ATOM_END
                            "<!DOCTYPE html><html>No</html>\n" ATOM_BEGIN ENTRY("2001.00003v1", "") ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 3);
    assert_int_equal(got.report.counts[COT_ISSUE_NOT_RECORDS], 2);
    assert_int_equal(got.report.counts[COT_ISSUE_JOINED], 2);
    assert_int_equal(issues_in_all(&got), 4);
    got_clear(&got);
}

static void a_cut_feed_before_another(void **state) {
    (void)state;
    got_t got = read_string(ATOM_BEGIN ENTRY(
        "2001.00001v1", "") "<entry><id>http://arxiv.org/abs/2001.0" ATOM_BEGIN ENTRY("2001.00002v1", "")
                                ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_CUT_OFF], 1);
    assert_int_equal(got.report.counts[COT_ISSUE_JOINED], 1);
    assert_int_equal(issues_in_all(&got), 2);
    got_clear(&got);
}

static void records_around_a_malformed_one(void **state) {
    (void)state;
    static const char *const wrong[] = {
        ENTRY("2001.00009v1", "<summary>AT&T</summary>"),          /* a bare ampersand */
        ENTRY("2001.00009v1", "<summary>a < b</summary>"),         /* a bare < */
        ENTRY("2001.00009v1", "<summary>x</sumary>"),              /* tags that do not match */
        ENTRY("2001.00009v1", "<summary>&nbsp;</summary>"),        /* an entity of HTML */
        ENTRY("2001.00009v1", "<summary>&#1;</summary>"),          /* a character that XML forbids */
        ENTRY("2001.00009v1", "<summary a=1>x</summary>"),         /* an attribute without quotes */
        "<entry><id>http://arxiv.org/abs/2001.00009</id>\n",       /* never closed */
        "<entry <id>http://arxiv.org/abs/2001.00009</id></entry>", /* a start tag that is none */
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[4096];
        snprintf(text, sizeof text, "%s%s%s", ATOM_BEGIN ENTRY("2001.00001v1", ""), wrong[i],
                 ENTRY("2001.00002v1", "<arxiv:comment>ok</arxiv:comment>") ENTRY("2001.00003v1", "")
                     ATOM_END);
        got_t got = read_string(text);
        assert_int_equal(got.status, COT_OK);
        assert_int_equal(cot_corpus_papers(got.corpus), 3);
        assert_string_equal(cot_corpus_paper(got.corpus, 1).comment,
                            "ok"); /* the root's namespaces are known again */
        assert_int_equal(cot_corpus_paper(got.corpus, 0).line, 4);
        assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
        assert_int_equal(issues_in_all(&got), 1);
        got_clear(&got);
    }
}

/* An error before the first record: the root is known, the records behind it are read. */
static void an_error_in_the_head_of_a_feed(void **state) {
    (void)state;
    got_t got = read_string("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>a & b</title>\n"
                            "<link href=\"x?a=1&b=2\"/>" ENTRY("2001.00001v1", "") ENTRY("2001.00002v1", "")
                                ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
    got_clear(&got);
}

static void bad_bytes_do_not_stop_a_feed(void **state) {
    (void)state;
    got_t got = read_string(ATOM_BEGIN ENTRY("2001.00001v1", "<summary>a\xff\x01"
                                                             "b \xc3</summary>")
                                ENTRY("2001.00002v1", "<summary>\xc3\xa4</summary>") ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_string_equal(cot_corpus_paper(got.corpus, 0).abstract, "a\xEF\xBF\xBD b \xEF\xBF\xBD");
    assert_string_equal(cot_corpus_paper(got.corpus, 1).abstract, "\xc3\xa4");
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
    assert_non_null(strstr(issue_of(&got, COT_ISSUE_MALFORMED)->detail, "3 bytes"));
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
}

static void other_encodings_are_decoded(void **state) {
    (void)state;
    got_t got = read_string("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"
                            "<feed xmlns=\"http://www.w3.org/2005/Atom\">" ENTRY(
                                "2001.00001v1", "<summary>\xe4</summary>") ATOM_END);
    assert_int_equal(got.status, COT_OK);
    assert_string_equal(cot_corpus_paper(got.corpus, 0).abstract, "\xc3\xa4");
    assert_int_equal(issues_in_all(&got), 0);
    got_clear(&got);
}

static void records_without_a_usable_id(void **state) {
    (void)state;
    got_t got = read_string(
        ATOM_BEGIN "<entry><title>No id</title></entry><entry><id>http://example.org/1</id></entry>"
                   "<entry><id>http://arxiv.org/abs/2001.00001v1 and more</id></entry>" ENTRY("2001.00002v1",
                                                                                              "") ATOM_END);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 3);
    assert_int_equal(got.report.sources[0].skipped, 3);
    assert_int_equal(got.report.sources[0].records, 1);
    assert_int_equal(issues_in_all(&got), 3);
    got_clear(&got);
}

static void a_date_that_is_none(void **state) {
    (void)state;
    got_t got = read_string(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>http://arxiv.org/abs/2001.00001v1</id>"
        "<published>yesterday</published><updated> 2020-05-06T00:00:00Z</updated></entry></feed>");
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 1);
    assert_int_equal(got.report.sources[0].skipped, 0);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).first_date, COT_NO_DATE);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).year, 2020);
    got_clear(&got);
}

static void withdrawn_by_its_own_words(void **state) {
    (void)state;
    got_t got = read_string(
        ATOM_BEGIN ENTRY("2001.00001v2",
                         "<arxiv:comment>This paper has been withdrawn by the authors</arxiv:comment>")
            ENTRY("2001.00002v1", "<summary>Cash is withdrawn from machines.</summary>") ATOM_END);
    assert_true(cot_corpus_paper(got.corpus, 0).withdrawn);
    assert_false(cot_corpus_paper(got.corpus, 1).withdrawn);
    assert_int_equal(cot_corpus_counts(got.corpus).withdrawn, 1);
    got_clear(&got);
}

static void strict_reading_stops(void **state) {
    (void)state;
    cot_read_params_t params = COT_READ_PARAMS_INIT;
    static const char text[] =
        ATOM_BEGIN ENTRY("2001.00001v1", "") "<entry/>" ENTRY("2001.00002v1", "") ATOM_END;
    params.strict = true;
    got_t got = read_bytes(text, sizeof text - 1, &params);
    assert_int_equal(got.status, COT_E_INPUT);
    assert_non_null(strstr(got.err.message, "input:6: bad record"));
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 1);
    got_clear(&got);
    got = read_bytes(ATOM_BEGIN ATOM_END, strlen(ATOM_BEGIN ATOM_END), &params); /* nothing is lost here */
    assert_int_equal(got.status, COT_OK);
    got_clear(&got);
}

static void the_format_can_be_given(void **state) {
    (void)state;
    cot_read_params_t params = COT_READ_PARAMS_INIT;
    params.format = "arxiv-atom";
    got_t got = read_bytes("Rate exceeded.", 14, &params);
    assert_int_equal(got.status, COT_E_INPUT);
    got_clear(&got);
    params.format = "bibtex";
    got = read_bytes("x", 1, &params);
    assert_int_equal(got.status, COT_E_ARG);
    assert_non_null(strstr(got.err.message, "arxiv-oai"));
    got_clear(&got);
}

static void issues_are_named_up_to_a_bound(void **state) {
    (void)state;
    size_t capacity = 1 << 16, n = 0;
    char *text = malloc(capacity);
    n += (size_t)snprintf(text, capacity, "%s", ATOM_BEGIN);
    for (int i = 0; i < 1000; i++) {
        n += (size_t)snprintf(text + n, capacity - n, "<entry></entry>\n");
    }
    snprintf(text + n, capacity - n, "%s", ATOM_END);
    got_t got = read_string(text);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 1000);
    assert_int_equal(got.report.n_issues, COT_ISSUES_NAMED);
    got_clear(&got);
    free(text);
}

static int interrupt(void *data, const char *stage, uint64_t done, uint64_t total) {
    assert_string_equal(stage, "reading");
    assert_true(done <= total);
    return ++*(int *)data >= 2;
}

static void reading_can_be_interrupted(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    size_t n = 8u << 20;
    char *text = malloc(n);
    memset(text, ' ', n);
    memcpy(text, ATOM_BEGIN, strlen(ATOM_BEGIN));
    const char *path = help_write(&help, "big.xml", text, n);
    int calls = 0;
    cot_env_t env = {1, 1, interrupt, &calls};
    cot_corpus_t *corpus = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    assert_int_equal(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
    assert_int_equal(cot_read(corpus, &path, 1, NULL, &report, &env, NULL), COT_E_INTERRUPT);
    assert_int_equal(calls, 2);
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
    free(text);
    help_clean(&help);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    static const char text[] = ATOM_BEGIN ENTRY(
        "2001.00001v1", "<category term=\"cs.AI\"/><arxiv:doi>1</arxiv:doi>") "<entry><id>bad</id></"
                                                                              "entry>" ENTRY("2001.00002v1",
                                                                                             "<summary>& "
                                                                                             "</summary>")
                                                                                  ENTRY("2001.00003v1", "")
                                                                                      ATOM_END ATOM_BEGIN;
    const char *path = help_write(&help, "x.xml", text, sizeof text - 1);
    int64_t live = cot_i_alloc_live();
    for (int64_t k = 0;; k++) {
        cot_error_t err = COT_ERROR_INIT;
        cot_corpus_t *corpus = NULL;
        cot_read_report_t report = COT_READ_REPORT_INIT;
        cot_i_alloc_fail_after(k);
        cot_status_t st = cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, &err);
        st = st == COT_OK ? cot_read(corpus, &path, 1, NULL, &report, NULL, &err) : st;
        cot_i_alloc_fail_after(-1);
        cot_read_report_clear(&report);
        cot_corpus_free(corpus);
        assert_int_equal(cot_i_alloc_live(), live);
        if (st == COT_OK) {
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
    }
    help_clean(&help);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fields_of_a_feed),
        cmocka_unit_test(prefixes_and_order_do_not_matter),
        cmocka_unit_test(an_error_entry),
        cmocka_unit_test(an_empty_feed),
        cmocka_unit_test(what_is_no_feed),
        cmocka_unit_test(empty_files),
        cmocka_unit_test(a_feed_cut_anywhere),
        cmocka_unit_test(feeds_run_together),
        cmocka_unit_test(lines_count_through_joined_feeds),
        cmocka_unit_test(strangers_between_feeds),
        cmocka_unit_test(a_cut_feed_before_another),
        cmocka_unit_test(records_around_a_malformed_one),
        cmocka_unit_test(an_error_in_the_head_of_a_feed),
        cmocka_unit_test(bad_bytes_do_not_stop_a_feed),
        cmocka_unit_test(other_encodings_are_decoded),
        cmocka_unit_test(records_without_a_usable_id),
        cmocka_unit_test(a_date_that_is_none),
        cmocka_unit_test(withdrawn_by_its_own_words),
        cmocka_unit_test(strict_reading_stops),
        cmocka_unit_test(the_format_can_be_given),
        cmocka_unit_test(issues_are_named_up_to_a_bound),
        cmocka_unit_test(reading_can_be_interrupted),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
