/* test_oai.c: OAI-PMH pages in the formats arXiv, arXivRaw and oai_dc.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#define PAGE_BEGIN                                                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\" "   \
    "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<responseDate>2020-01-01T00:00:00Z</"         \
    "responseDate>\n"                                                                                        \
    "<request verb=\"ListRecords\">http://export.arxiv.org/oai2</request>\n<ListRecords>\n"
#define PAGE_END "<resumptionToken/>\n</ListRecords>\n</OAI-PMH>\n"
#define HEADER(id, sets)                                                                                     \
    "<record><header><identifier>oai:arXiv.org:" id "</identifier><datestamp>2020-01-01</datestamp>" sets    \
    "</header><metadata>"
#define TAIL "</metadata></record>\n"
#define ARXIV(id, more)                                                                                      \
    HEADER(id, "<setSpec>cs</setSpec>")                                                                      \
    "<arXiv xmlns=\"http://arxiv.org/OAI/arXiv/\"><id>" id "</id>" more "</arXiv>" TAIL
#define RAW(id, more)                                                                                        \
    HEADER(id, "")                                                                                           \
    "<arXivRaw xmlns=\"http://arxiv.org/OAI/arXivRaw/\"><id>" id "</id>" more "</arXivRaw>" TAIL
#define DUBLIN(id, sets, more)                                                                               \
    HEADER(id, sets)                                                                                         \
    "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" "                               \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" more "</oai_dc:dc>" TAIL

static void format_arxiv(void **state) {
    (void)state;
    got_t got = read_string(PAGE_BEGIN ARXIV(
        "0704.0002",
        "<created>2007-04-30</created><updated>2008-12-13</updated><authors><author>"
        "<keyname>Streinu</keyname><forenames>Ileana</forenames><affiliation>Here</affiliation>"
        "<affiliation>There</affiliation></author><author><keyname>\\c Colak</keyname>"
        "<forenames>Fran\\ccois</forenames><suffix>Jr.</suffix></author>"
        "<author><keyname>ATLAS Collaboration</keyname></author><author/></authors><title>T\n  t</title>"
        "<categories>math.CO cs.CG 68R10</categories><comments>c</comments><journal-ref>j</journal-ref>"
        "<doi>10.1/x 10.1/y</doi><abstract>  A </abstract>") PAGE_END);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(issues_in_all(&got), 0);
    cot_paper_t paper = cot_corpus_paper(got.corpus, 0);
    assert_string_equal(paper.id, "0704.0002");
    assert_int_equal(paper.version, 0);
    assert_string_equal(paper.title, "T t");
    assert_string_equal(paper.comment, "c");
    assert_string_equal(paper.journal, "j");
    assert_string_equal(paper.doi, "10.1/x 10.1/y");
    assert_string_equal(paper.abstract, "A");
    assert_int_equal(paper.first_date, cot_date_from_civil(2007, 4, 30));
    assert_int_equal(paper.date, cot_date_from_civil(2008, 12, 13));
    assert_int_equal(paper.n_categories, 2);
    assert_int_equal(paper.n_mentions, 3);
    cot_mention_t first = cot_corpus_mention(got.corpus, 0), second = cot_corpus_mention(got.corpus, 1);
    assert_string_equal(first.name, "Ileana Streinu");
    assert_string_equal(first.surname, "Streinu");
    assert_string_equal(first.forenames, "Ileana");
    assert_string_equal(first.affiliation, "Here; There");
    assert_string_equal(second.name, "Fran\xC3\xA7ois \xC3\x87olak Jr.");
    assert_string_equal(second.suffix, "Jr.");
    assert_string_equal(cot_corpus_mention(got.corpus, 2).name, "ATLAS Collaboration");
    assert_string_equal(got.report.sources[0].format, "arxiv-oai");
    got_clear(&got);
}

/* `created` is of the current version's row: the month in the id shows when that is too late. */
static void first_dates_that_cannot_be(void **state) {
    (void)state;
    got_t got = read_string(PAGE_BEGIN ARXIV("0704.0001", "<created>2007-05-01</created>")
                                ARXIV("0712.0002", "<created>2007-12-31</created>")
                                    ARXIV("0801.0003", "<created>2007-12-31</created>")
                                        ARXIV("math/9912004", "<created>2005-01-01</created>")
                                            ARXIV("1202.0005", "") PAGE_END);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).first_date, cot_date_from_civil(2007, 4, 1));
    assert_int_equal(cot_corpus_paper(got.corpus, 1).first_date, cot_date_from_civil(2007, 12, 31));
    assert_int_equal(cot_corpus_paper(got.corpus, 2).first_date, cot_date_from_civil(2007, 12, 31));
    assert_int_equal(cot_corpus_paper(got.corpus, 3).first_date, cot_date_from_civil(2012, 2, 1));
    assert_string_equal(cot_corpus_paper(got.corpus, 4).id, "math/9912004");
    assert_int_equal(cot_corpus_paper(got.corpus, 4).first_date, cot_date_from_civil(1999, 12, 1));
    assert_int_equal(cot_corpus_paper(got.corpus, 4).date, cot_date_from_civil(2005, 1, 1));
    got_clear(&got);
}

static void format_arxiv_raw(void **state) {
    (void)state;
    got_t got = read_string(
        PAGE_BEGIN RAW(
            "0704.0003",
            "<submitter>S</submitter>"
            "<version version=\"v1\"><date>Mon, 2 Apr 2007 19:18:42 GMT</date><size>1kb</size></version>"
            "<version version=\"v10\"><date>Tue, 13 Dec 2011 00:00:00 GMT</date><source_type>I</source_type>"
            "</version><version version=\"v2\"><date>Sat, 1 Mar 2008 00:00:00 GMT</date>"
            "<source_type>D</source_type></version><title>G\\\"odel</title>"
            "<authors>K. G\\\"odel (IAS (Princeton)), E. N\\oe ther and B. Third, Jr. et al</authors>"
            "<categories>math.LO</categories><abstract>fine</abstract>")
            RAW("0704.0004",
                "<version version=\"v1\"><date>2 Apr 2007</date><source_type>D</source_type></version>"
                "<comments>This paper has been withdrawn</comments>")
                RAW("0704.0005", "<version version=\"v1\"><date>someday</date></version>") PAGE_END);
    cot_paper_t paper = cot_corpus_paper(got.corpus, 0);
    assert_int_equal(paper.version, 10);
    assert_int_equal(paper.first_date, cot_date_from_civil(2007, 4, 2));
    assert_int_equal(paper.date, cot_date_from_civil(2011, 12, 13));
    assert_true(paper.withdrawn);
    assert_string_equal(paper.title, "G\\\"odel"); /* only names are converted */
    assert_int_equal(paper.n_mentions, 3);
    assert_string_equal(cot_corpus_mention(got.corpus, 0).name, "K. G\xC3\xB6"
                                                                "del");
    assert_string_equal(cot_corpus_mention(got.corpus, 0).affiliation, "IAS (Princeton)");
    assert_string_equal(cot_corpus_mention(got.corpus, 1).name, "E. N\xC5\x93ther");
    assert_string_equal(cot_corpus_mention(got.corpus, 2).name, "B. Third Jr.");
    assert_string_equal(cot_corpus_mention(got.corpus, 2).suffix, "Jr.");
    assert_false(cot_corpus_paper(got.corpus, 1).withdrawn); /* here the flag decides */
    assert_int_equal(cot_corpus_paper(got.corpus, 1).first_date, cot_date_from_civil(2007, 4, 2));
    assert_int_equal(cot_corpus_paper(got.corpus, 2).first_date, COT_NO_DATE);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 1);
    assert_int_equal(got.report.sources[0].skipped, 0);
    got_clear(&got);
}

static void format_dublin_core(void **state) {
    (void)state;
    got_t got = read_string(PAGE_BEGIN DUBLIN(
        "0704.0002",
        "<setSpec>cs:cs:AI</setSpec><setSpec>physics:hep-th</setSpec><setSpec>math</setSpec>"
        "<setSpec>physics:physics</setSpec>",
        "<dc:title>T</dc:title><dc:creator>Streinu, Ileana</dc:creator><dc:creator>Theran, Louis, III"
        "</dc:creator><dc:creator>CDF Collaboration</dc:creator><dc:subject>Mathematics - Combinatorics"
        "</dc:subject><dc:description>Long text.</dc:description><dc:description>Comment: 12 pages"
        "</dc:description><dc:date>2008-12-13</dc:date><dc:date>2007-03-30</dc:date><dc:type>text</dc:type>"
        "<dc:identifier>doi:10.1/z</dc:identifier><dc:identifier>http://arxiv.org/abs/0704.0002"
        "</dc:identifier>") DUBLIN("0704.0007", "", "<dc:subject>cs.DC</dc:subject>") PAGE_END);
    assert_int_equal(issues_in_all(&got), 0);
    cot_paper_t paper = cot_corpus_paper(got.corpus, 0);
    assert_string_equal(paper.id, "0704.0002");
    assert_string_equal(paper.doi, "10.1/z");
    assert_string_equal(paper.abstract, "Long text.");
    assert_string_equal(paper.comment, "12 pages");
    assert_int_equal(paper.first_date, cot_date_from_civil(2007, 3, 30));
    assert_int_equal(paper.date, cot_date_from_civil(2008, 12, 13));
    assert_int_equal(paper.n_categories, 2);
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[0]), "cs.AI");
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[1]), "hep-th");
    assert_string_equal(cot_corpus_mention(got.corpus, 0).name, "Ileana Streinu");
    assert_string_equal(cot_corpus_mention(got.corpus, 1).name, "Louis Theran III");
    assert_string_equal(cot_corpus_mention(got.corpus, 1).suffix, "III");
    assert_string_equal(cot_corpus_mention(got.corpus, 2).name, "CDF Collaboration");
    paper = cot_corpus_paper(got.corpus, 1);
    assert_string_equal(paper.id, "0704.0007"); /* from the header */
    assert_string_equal(cot_corpus_category(got.corpus, paper.categories[0]), "cs.DC");
    got_clear(&got);
}

static void deleted_records(void **state) {
    (void)state;
    got_t got = read_string(
        PAGE_BEGIN "<record><header status=\"deleted\"><identifier>oai:arXiv.org:0704.0009</identifier>"
                   "</header></record>" PAGE_END);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(got.report.counts[COT_ISSUE_DELETED], 1);
    assert_non_null(strstr(issue_of(&got, COT_ISSUE_DELETED)->detail, "0704.0009"));
    assert_int_equal(got.report.sources[0].skipped, 1);
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
}

static got_t read_error(const char *code) {
    char text[1024];
    snprintf(text, sizeof text,
             "<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><request/><error "
             "code=\"%s\">Why</error></OAI-PMH>",
             code);
    return read_string(text);
}

static void errors_of_the_protocol(void **state) {
    (void)state;
    got_t got = read_error("badResumptionToken");
    assert_int_equal(got.status, COT_E_INPUT);
    assert_int_equal(got.report.counts[COT_ISSUE_ERROR_FEED], 1);
    assert_non_null(strstr(got.err.message, "badResumptionToken: Why"));
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
    got = read_error("noRecordsMatch"); /* a day without records is no failure */
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FEED], 1);
    assert_int_equal(issues_in_all(&got), 1);
    got_clear(&got);
    got = read_string("<OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><Identify/></OAI-PMH>");
    assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FEED], 1);
    got_clear(&got);
}

static void records_that_are_not_arxivs(void **state) {
    (void)state;
    got_t got = read_string(PAGE_BEGIN "<record><header><identifier>oai:x:1</identifier></header><metadata>"
                                       "<marc xmlns=\"urn:marc\"/></metadata></record>"
                                       "<record/>" ARXIV("nonsense", "") ARXIV("0704.0001", "") PAGE_END);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 3);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    got_clear(&got);
}

static void pages_run_together_and_cut(void **state) {
    (void)state;
    got_t got = read_string(PAGE_BEGIN ARXIV("0704.0001", "") PAGE_END PAGE_BEGIN ARXIV(
        "0704.0002", "") "<record><header><identifier>oai:arXiv.org:0704.0003</identifier>" PAGE_BEGIN
                                ARXIV("0704.0004", "<comments>a & b</comments>")
                                    ARXIV("0704.0005", "<title>x</title>") PAGE_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 3);
    assert_string_equal(cot_corpus_paper(got.corpus, 2).title, "x");
    assert_int_equal(got.report.counts[COT_ISSUE_JOINED], 2);
    assert_int_equal(got.report.counts[COT_ISSUE_CUT_OFF], 1);
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
    assert_int_equal(issues_in_all(&got), 4);
    assert_int_equal(got.report.documents, 3);
    got_clear(&got);
}

/* An error before ListRecords was seen: the way down to the records is known from the format. */
static void an_error_in_the_head_of_a_page(void **state) {
    (void)state;
    got_t got = read_string(
        "<OAI-PMH "
        "xmlns=\"http://www.openarchives.org/OAI/2.0/\"><request>a?b&c</request>\n<ListRecords>" ARXIV(
            "0704.0001", "") ARXIV("0704.0002", "") PAGE_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.counts[COT_ISSUE_MALFORMED], 1);
    got_clear(&got);
}

static void a_page_and_a_feed_in_one_file(void **state) {
    (void)state;
    got_t got =
        read_string(PAGE_BEGIN ARXIV("0704.0001", "") PAGE_END ATOM_BEGIN ENTRY("0704.0001v3", "") ATOM_END);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).version, 3);
    assert_int_equal(cot_corpus_counts(got.corpus).older, 1);
    assert_string_equal(got.report.sources[0].format, "mixed");
    got_clear(&got);
}

static void memory_may_run_out_anywhere(void **state) {
    (void)state;
    help_t help;
    help_open(&help);
    static const char text[] = PAGE_BEGIN ARXIV("0704.0001",
                                                "<authors><author><keyname>\\'a</keyname></author></authors>"
                                                "<categories>cs.AI math.CO</categories>")
        RAW("0704.0002", "<authors>A (x), B \\o (y) and C</authors>")
            DUBLIN("0704.0003", "<setSpec>cs:cs:AI</setSpec>", "<dc:creator>A, B, Jr</dc:creator>") PAGE_END;
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
        uint32_t papers = corpus ? cot_corpus_papers(corpus) : 0;
        cot_read_report_clear(&report);
        cot_corpus_free(corpus);
        assert_int_equal(cot_i_alloc_live(), live);
        if (st == COT_OK) {
            assert_int_equal(papers, 3);
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
    }
    help_clean(&help);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(format_arxiv),
        cmocka_unit_test(first_dates_that_cannot_be),
        cmocka_unit_test(format_arxiv_raw),
        cmocka_unit_test(format_dublin_core),
        cmocka_unit_test(deleted_records),
        cmocka_unit_test(errors_of_the_protocol),
        cmocka_unit_test(records_that_are_not_arxivs),
        cmocka_unit_test(pages_run_together_and_cut),
        cmocka_unit_test(an_error_in_the_head_of_a_page),
        cmocka_unit_test(a_page_and_a_feed_in_one_file),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
