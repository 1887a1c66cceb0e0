/* Stripped Atom pages: hand-written ones in the three styles, awkward places, and the two real pages where they are at
 * hand (COT_SHARED_DIR/seeds).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wrestrict" /* gcc 12 takes folder and path, both in help_t, for overlapping */
#endif
#include "reading_help.h"

#include "base/par.h"
#include "read/arxiv_text.h"

/* --- made by hand --- */

/* "~" stands for the border of fields. */
static const char feed[] =
    "https://arxiv.org/api/AbCd/xY9~2026-04-14T19:57:05Z~28013~0~3~"
    "http://arxiv.org/abs/2603.00001v1~A First Title~2026-03-03T06:17:08Z~We study things. They are good.~"
    "2026-03-03T06:17:08Z~12 pages, 3 figures~Ada Lovelace~Charles Babbage~10.1000/xyz.1~"
    "http://arxiv.org/abs/2603.00002v3~On x$_2$ and More~2026-03-02T01:02:03Z~Another text.~2026-01-02T03:04:05Z~"
    "Jan van der Berg~Robert McDonald~Maria-Jose de la Cruz~"
    "http://arxiv.org/abs/math.GT/0309136v2~An Old One~2004-02-01T00:00:00Z~Old text~2003-09-09T00:00:00Z~"
    "Accepted at FOCS 2004~Kurt G\u00F6del~\u0141ukasz Kowalski~Yu. I. Manin~";

static void write_feed(char *out, size_t room, const char *text, const char *border) {
    size_t at = 0;
    for (const char *p = text; *p && at + 8 < room; p++) {
        if (*p == '~') {
            at += (size_t)snprintf(out + at, room - at, "%s", border);
        } else {
            out[at++] = *p;
        }
    }
    out[at] = '\0';
}

static got_t read_feed(const char *text, const char *border) {
    static char page[1 << 16];
    write_feed(page, sizeof page, text, border);
    return read_string(page);
}

static cot_paper_t paper_of(const got_t *got, const char *id) {
    for (uint32_t p = 0; p < cot_corpus_papers(got->corpus); p++) {
        cot_paper_t paper = cot_corpus_paper(got->corpus, p);
        if (strcmp(paper.id, id) == 0) {
            return paper;
        }
    }
    fail_msg("no paper %s", id);
    return cot_corpus_paper(got->corpus, 0);
}

/* Names separated by '|'. */
static void check_names(const got_t *got, const char *id, const char *expected) {
    char names[4096] = "";
    size_t at = 0;
    cot_paper_t paper = paper_of(got, id);
    for (uint32_t m = 0; m < paper.n_mentions; m++) {
        cot_mention_t mention = cot_corpus_mention(got->corpus, paper.first_mention + m);
        at += (size_t)snprintf(names + at, sizeof names - at, "%s%s", m > 0 ? "|" : "", mention.name);
        assert_true(mention.sure > 0 && mention.sure <= COT_SURE);
        assert_int_equal(mention.note[0] == '\0', mention.sure == COT_SURE);
    }
    if (strcmp(names, expected) != 0) {
        fail_msg("%s: names are \"%s\", expected \"%s\"", id, names, expected);
    }
}

static void check_dates(const cot_paper_t *paper, const char *first, const char *date) {
    char text[11];
    cot_date_format(paper->first_date, text);
    assert_string_equal(text, first);
    cot_date_format(paper->date, text);
    assert_string_equal(text, date);
}

static void check_feed(const char *border) {
    got_t got = read_feed(feed, border);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(cot_corpus_papers(got.corpus), 3);
    assert_int_equal(got.report.documents, 1);
    assert_string_equal(got.report.sources[0].format, "arxiv-text");
    assert_int_equal(issues_in_all(&got), 0);
    cot_paper_t one = paper_of(&got, "2603.00001"), two = paper_of(&got, "2603.00002");
    cot_paper_t old = paper_of(&got, "math/0309136");
    assert_int_equal(one.version, 1);
    assert_string_equal(one.title, "A First Title");
    assert_string_equal(one.abstract, "We study things. They are good.");
    assert_string_equal(one.comment, "12 pages, 3 figures");
    assert_string_equal(one.doi, "10.1000/xyz.1");
    check_dates(&one, "2026-03-03", "2026-03-03");
    check_names(&got, one.id, "Ada Lovelace|Charles Babbage");
    assert_int_equal(two.version, 3);
    assert_string_equal(two.title, "On x$_2$ and More");
    assert_string_equal(two.comment, "");
    assert_string_equal(two.doi, "");
    check_dates(&two, "2026-01-02", "2026-03-02");
    check_names(&got, two.id, "Jan van der Berg|Robert McDonald|Maria-Jose de la Cruz");
    assert_int_equal(old.version, 2);
    assert_string_equal(old.comment, "Accepted at FOCS 2004");
    check_names(&got, old.id, "Kurt G\u00F6del|\u0141ukasz Kowalski|Yu. I. Manin");
    got_clear(&got);
}

static void test_blanks(void **state) {
    (void)state;
    check_feed(" ");
}

static void test_nothing(void **state) {
    (void)state;
    check_feed("");
}

static void test_lines(void **state) {
    (void)state;
    check_feed("\n");
    check_feed("\n    ");
    check_feed("\r\n");
}

/* Entries of one record: head, then the tail that matters. */
#define ONE(tail)                                                                                                   \
    "https://arxiv.org/api/AbCd~2026-04-14T19:57:05Z~1~0~1~http://arxiv.org/abs/2603.00001v1~Title~"                \
    "2026-03-03T06:17:08Z~Words of a text, in a paper.~2026-03-03T06:17:08Z~" tail

static void check_tail(const char *tail_feed, const char *border, const char *comment, const char *names) {
    got_t got = read_feed(tail_feed, border);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_string_equal(cot_corpus_paper(got.corpus, 0).comment, comment);
    check_names(&got, "2603.00001", names);
    got_clear(&got);
}

static void test_names_run_together(void **state) {
    (void)state;
    check_tail(ONE("Yann LeCun~Robert McDonald~Anne DeVito~Ian MacLeod"), "",
               "", "Yann LeCun|Robert McDonald|Anne DeVito|Ian MacLeod");
    check_tail(ONE("accepted to CoDecFin 2026 at FC 2026~Fatemeh Heidari Soureshjani~Jan Gorzny"), "",
               "accepted to CoDecFin 2026 at FC 2026", "Fatemeh Heidari Soureshjani|Jan Gorzny");
    check_tail(ONE("This is a pre-print of our paper~Kathleen West~Yoga Sri Varshan V~Saurabh Agarwal"), "",
               "This is a pre-print of our paper", "Kathleen West|Yoga Sri Varshan V|Saurabh Agarwal");
    check_tail(ONE("5 pages; Accepted by ICASSP~Junming Liu~Yusen Zhang"), "", "5 pages; Accepted by ICASSP",
               "Junming Liu|Yusen Zhang");
    check_tail(ONE("12 pages (see appendix)~J. -P. Serre~\u00CD\u00F1igo Goiri~Flann O'Brien~Bill Gates Jr."), "",
               "12 pages (see appendix)", "J. -P. Serre|\u00CD\u00F1igo Goiri|Flann O'Brien|Bill Gates Jr.");
}

static void test_names_between_blanks(void **state) {
    (void)state;
    check_tail(ONE("Will appear in DAC'2026~Maoliang Li~Ke Li~Yaoyang Liu"), " ", "Will appear in DAC'2026",
               "Maoliang Li|Ke Li|Yaoyang Liu");
    check_tail(ONE("J. Doe~A. B. Roe~C. van der Poe"), " ", "", "J. Doe|A. B. Roe|C. van der Poe");
    check_tail(ONE("17 pages, preprint~Jan van der Berg~Adel N. Toosi"), " ", "17 pages, preprint",
               "Jan van der Berg|Adel N. Toosi");
    check_tail(ONE("Paul Borrill"), " ", "", "Paul Borrill");
}

/* The third record's names can be cut in two ways; names that stand elsewhere in the run settle it. */
static void test_run_knows_names(void **state) {
    (void)state;
    static const char guess[] = ONE("Bao Dan Cem Dor Eli");
    static const char *const settled[2] = {"Bao Dan Cem|Dor Eli", "Bao Dan|Cem Dor Eli"};
    static const char *const known[2] = {"Bao Dan Cem", "Cem Dor Eli"};
    for (size_t k = 0; k < 2; k++) {
        char page[2][2048], entry[512];
        help_t help;
        help_open(&help);
        write_feed(page[0], sizeof page[0], guess, " ");
        snprintf(entry, sizeof entry, ATOM_BEGIN "<entry><id>http://arxiv.org/abs/2601.00009v1</id><title>T</title>"
                                      "<author><name>%s</name></author></entry>" ATOM_END, known[k]);
        const char *paths[2] = {help_write(&help, "a", page[0], strlen(page[0])),
                                help_write(&help, "b", entry, strlen(entry))};
        for (int turned = 0; turned < 2; turned++) {
            const char *order[2] = {paths[turned], paths[1 - turned]};
            got_t got = read_paths(order, 2, NULL);
            assert_int_equal(cot_corpus_papers(got.corpus), 2);
            check_names(&got, "2603.00001", settled[k]);
            got_clear(&got);
        }
        help_clean(&help);
    }
}

static void test_affiliations_and_journal(void **state) {
    (void)state;
    got_t got = read_feed(ONE("8 pages~Phys. Rev. E 64, 016132 (2001)~Ada Lovelace~Department of Engines, London~"
                              "Bo Li"), "\n");
    cot_paper_t paper = paper_of(&got, "2603.00001");
    assert_string_equal(paper.comment, "8 pages");
    assert_string_equal(paper.journal, "Phys. Rev. E 64, 016132 (2001)");
    check_names(&got, paper.id, "Ada Lovelace|Bo Li");
    assert_string_equal(cot_corpus_mention(got.corpus, 0).affiliation, "Department of Engines, London");
    got_clear(&got);
    got = read_feed(ONE("Ada Lovelace~for the ABCD Collaboration~Tianshi chen~Plato~J. Doe"), "\n    ");
    check_names(&got, "2603.00001", "Ada Lovelace|for the ABCD Collaboration|Tianshi chen|Plato|J. Doe");
    got_clear(&got);
}

static void check_title(const char *id_and_title, const char *updated, int version, const char *title) {
    char page[1024];
    snprintf(page, sizeof page, "https://arxiv.org/api/AbCd2026-04-14T19:57:05Z101http://arxiv.org/abs/%s%sText"
                                "2026-03-03T06:17:08ZAda LovelaceBo Li", id_and_title, updated);
    got_t got = read_string(page);
    assert_int_equal(cot_corpus_papers(got.corpus), 1);
    assert_int_equal(cot_corpus_paper(got.corpus, 0).version, version);
    assert_string_equal(cot_corpus_paper(got.corpus, 0).title, title);
    got_clear(&got);
}

/* Digits between a version and a title that nothing separates. */
static void test_version_and_title(void **state) {
    (void)state;
    const char *first = "2026-03-03T06:17:08Z", *later = "2026-04-03T06:17:08Z";
    check_title("2603.02642v1GPUTOK: Fast", first, 1, "GPUTOK: Fast");
    check_title("2603.02642v13D Printing", first, 1, "3D Printing");
    check_title("2603.02642v2021 in Review", later, 2, "021 in Review");
    check_title("2603.02642v12A Study", later, 12, "A Study");
    check_title("2603.02642v23D Printing", later, 2, "3D Printing");
    check_title("2603.02642v3A-3PO: Fast", later, 3, "A-3PO: Fast");
    check_title("2104.12255v10", first, 1, "0");
    check_title("0704.0001v2Old", later, 2, "Old");
    check_title("hep-th/9901001v1Older", first, 1, "Older");
}

/* Addresses and times inside a text do not end a record. */
static void test_anchors_inside_texts(void **state) {
    (void)state;
    static const char text[] =
        "https://arxiv.org/api/AbCd~2026-04-14T19:57:05Z~2~0~2~http://arxiv.org/abs/2603.00001v2~Title~"
        "2026-03-03T06:17:08Z~We extend http://arxiv.org/abs/2501.00001v1 and log at 2030-01-01T00:00:00Z what it says.~"
        "2026-02-03T06:17:08Z~Extends http://arxiv.org/abs/2502.00002v1 a lot, 12 pages~Ada Lovelace~"
        "http://arxiv.org/abs/2603.00002v1~Other Title~2026-03-03T06:17:08Z~Text~2026-03-03T06:17:08Z~Bo Li";
    static const char *const borders[] = {" ", "", "\n"};
    for (size_t b = 0; b < 3; b++) {
        got_t got = read_feed(text, borders[b]);
        assert_int_equal(cot_corpus_papers(got.corpus), 2);
        cot_paper_t paper = paper_of(&got, "2603.00001");
        assert_string_equal(paper.abstract,
                            "We extend http://arxiv.org/abs/2501.00001v1 and log at 2030-01-01T00:00:00Z what it says.");
        assert_string_equal(paper.comment, "Extends http://arxiv.org/abs/2502.00002v1 a lot, 12 pages");
        check_dates(&paper, "2026-02-03", "2026-03-03");
        check_names(&got, paper.id, "Ada Lovelace");
        check_names(&got, "2603.00002", "Bo Li");
        got_clear(&got);
    }
}

static void test_cut_off(void **state) {
    (void)state;
    static const char *const ends[] = {"http://arxiv.org/abs/2603.00002v1~Some title that is",
                                       "http://arxiv.org/abs/2603.00002v1~Title~2026-03-03T06:17:08Z~A text that"};
    static const char *const borders[] = {" ", "", "\n"};
    for (size_t e = 0; e < 2; e++) {
        for (size_t b = 0; b < 3; b++) {
            char text[2048];
            snprintf(text, sizeof text, ONE("Ada Lovelace~Bo Li~") "%s", ends[e]);
            got_t got = read_feed(text, borders[b]);
            assert_int_equal(cot_corpus_papers(got.corpus), 1);
            check_names(&got, "2603.00001", "Ada Lovelace|Bo Li");
            assert_int_equal(got.report.counts[COT_ISSUE_CUT_OFF], 1);
            assert_non_null(strstr(issue_of(&got, COT_ISSUE_CUT_OFF)->detail, "2603.00002"));
            assert_int_equal(got.report.sources[0].skipped, 1);
            got_clear(&got);
        }
    }
}

static void test_joined_and_empty(void **state) {
    (void)state;
    char two[8192];
    snprintf(two, sizeof two, "%s%s", ONE("Ada Lovelace~"), ONE("Bo Li~"));
    char *second = strstr(two + strlen(ONE("Ada Lovelace~")), "2603.00001");
    assert_non_null(second);
    memcpy(second, "2603.00007", 10);
    got_t got = read_feed(two, "\n");
    assert_int_equal(cot_corpus_papers(got.corpus), 2);
    assert_int_equal(got.report.documents, 2);
    assert_int_equal(got.report.counts[COT_ISSUE_JOINED], 1);
    check_names(&got, "2603.00007", "Bo Li");
    got_clear(&got);
    got = read_feed("https://arxiv.org/api/AbCd~2026-04-14T19:57:05Z~0~0~10~", " ");
    assert_int_equal(cot_corpus_papers(got.corpus), 0);
    assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FEED], 1);
    got_clear(&got);
}

/* Control characters only: no name; a NUL byte is a blank. */
static void test_names_of_nothing(void **state) {
    (void)state;
    got_t got = read_feed(ONE("Ada Lovelace~\x01\x02~Bo Li"), "\n");
    check_names(&got, "2603.00001", "Ada Lovelace|Bo Li");
    got_clear(&got);
    char page[1024];
    write_feed(page, sizeof page, ONE("Ada Lovelace~Bo#Li"), "\n");
    size_t n = strlen(page);
    *strchr(page, '#') = '\0';
    got = read_bytes(page, n, NULL);
    check_names(&got, "2603.00001", "Ada Lovelace|Bo Li");
    got_clear(&got);
}

static void test_older_layout_is_named(void **state) {
    (void)state;
    got_t got = read_feed("https://arxiv.org/api/AbCd~2019-04-14T19:57:05Z~1~0~1~http://arxiv.org/abs/1603.00001v1~"
                          "2016-03-03T06:17:08Z~2016-03-03T06:17:08Z~Title~Text~Ada Lovelace", "\n");
    assert_int_equal(cot_corpus_papers(got.corpus), 0);
    assert_int_equal(got.report.counts[COT_ISSUE_BAD_RECORD], 1);
    got_clear(&got);
}

static void test_sniff(void **state) {
    (void)state;
    static const char *const yes[] = {"https://arxiv.org/api/x 2026-04-14T19:57:05Z 1 0 1 http://arxiv.org/abs/1",
                                      "http://arxiv.org/abs/2603.02642v1 T 2026-03-03T06:17:08Z abstract"};
    static const char *const no[] = {"",
                                     "<feed><id>http://arxiv.org/api/x</id><updated>2026-04-14T19:57:05Z</updated>",
                                     "Rate exceeded.",
                                     "See http://arxiv.org/abs/2603.02642v1 for more.", "{\"id\": 1}"};
    for (size_t i = 0; i < 2; i++) {
        assert_true(cot_i_text_looks_right(yes[i], strlen(yes[i])));
    }
    for (size_t i = 0; i < 5; i++) {
        assert_false(cot_i_text_looks_right(no[i], strlen(no[i])));
    }
}

/* --- any bytes --- */

/* Random pages of pieces that mean something: no crash, and the same records from both orders of two files. */
static void test_random_pages(void **state) {
    (void)state;
    static const char *const bits[] = {
        "http://arxiv.org/abs/2603.00001v1", "http://arxiv.org/abs/2603.00002v2", "2026-03-03T06:17:08Z",
        "2026-01-03T06:17:08Z", " ", " ", "\n", "Ada Lovelace", "Bo", "Li", "de", "J.", "12 pages", "10.1000/1", "van ",
        "https://arxiv.org/api/x", "\xff", "\xc3", "\u674E", "(", ",", "v", "3", "McDonald", "University of X", "\\'e"};
    for (uint64_t round = 0; round < 300; round++) {
        cot_rng_t rng;
        char page[2][4096];
        help_t help;
        const char *paths[2];
        help_open(&help);
        cot_i_rng_init(&rng, 11, 5, round);
        for (size_t f = 0; f < 2; f++) {
            size_t at = (size_t)snprintf(page[f], sizeof page[f], "https://arxiv.org/api/x%s2026-04-14T19:57:05Z 1 0 1",
                                         f ? " " : "");
            for (uint64_t k = cot_i_rng_below(&rng, 80); k > 0; k--) {
                at += (size_t)snprintf(page[f] + at, sizeof page[f] - at, "%s",
                                       bits[cot_i_rng_below(&rng, sizeof bits / sizeof *bits)]);
            }
            paths[f] = help_write(&help, f ? "b" : "a", page[f], at);
        }
        const char *turned[2] = {paths[1], paths[0]};
        got_t one = read_paths(paths, 2, NULL), two = read_paths(turned, 2, NULL);
        assert_int_equal(cot_corpus_papers(one.corpus), cot_corpus_papers(two.corpus));
        assert_int_equal(cot_corpus_mentions(one.corpus), cot_corpus_mentions(two.corpus));
        for (uint64_t m = 0; m < cot_corpus_mentions(one.corpus); m++) {
            cot_mention_t a = cot_corpus_mention(one.corpus, m), b = cot_corpus_mention(two.corpus, m);
            assert_string_equal(a.name, b.name);
            assert_true(a.sure == b.sure);
        }
        got_clear(&one);
        got_clear(&two);
        help_clean(&help);
    }
}

static void test_memory_runs_out(void **state) {
    (void)state;
    static char page[1 << 14];
    write_feed(page, sizeof page, feed, " ");
    help_t help;
    help_open(&help);
    const char *path = help_write(&help, "page", page, strlen(page));
    int64_t before = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_corpus_t *corpus = NULL;
        cot_read_report_t report = COT_READ_REPORT_INIT;
        cot_i_alloc_fail_after(k);
        st = cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL);
        st = st == COT_OK ? cot_read(corpus, &path, 1, NULL, &report, NULL, NULL) : st;
        cot_i_alloc_fail_after(-1);
        cot_read_report_clear(&report);
        cot_corpus_free(corpus);
        assert_true(st == COT_OK || st == COT_E_NOMEM || st == COT_E_INPUT);
        assert_int_equal(cot_i_alloc_live(), before);
        assert_true(k < 20000);
    }
    help_clean(&help);
}

/* --- the two real pages --- */

typedef struct {
    const char *id;
    int version;
    const char *first, *date, *comment, *doi, *names;
} expected_t;

/* Read off the pages by eye. */
static const expected_t real[] = {
    {"2603.02642", 1, "2026-03-03", "2026-03-03", "", "", "Jiawei Wang|Arshiya Taj Abdul|Evangelos A. Theodorou"},
    {"2601.16536", 2, "2026-01-23", "2026-03-03", "", "", "Yuanhong He|Peiyu Niu|Jun Chen|Chenchen Zhang|Chao Yang"},
    {"2603.02636", 1, "2026-03-03", "2026-03-03", "", "",
     "Colin Cooper|Frederik Mallmann-Trenn|Tomasz Radzik|Nobutaka Shimizu|Takeharu Shiraga"},
    {"2510.08976", 2, "2025-10-10", "2026-03-03", "Will appear in DAC'2026", "",
     "Maoliang Li|Ke Li|Yaoyang Liu|Jiayu Chen|Zihao Zheng|Yinjun Wu|Chenchen Liu|Xiang Chen"},
    {"2603.02603", 1, "2026-03-03", "2026-03-03", "", "", "Paul Borrill"},
    {"2403.20135", 3, "2024-03-29", "2026-03-03", "21 pages, 5 figures", "10.1177/10943420251400406",
     "Philip Freese|Sebastian G\u00F6tschel|Thibaut Lunet|Daniel Ruprecht|Martin Schreiber"},
    {"2603.02597", 1, "2026-03-03", "2026-03-03", "", "", "Venu Gopal Kadamba|Kanishkha Jaisankar"},
    {"2603.02510", 1, "2026-03-03", "2026-03-03", "", "",
     "Liu Yang|Zeyu Nie|Andrew Liu|Felix Zou|Deniz Altinb\u00FCken|Amir Yazdanbakhsh|Quanquan C. Liu"},
    {"2602.21626", 2, "2026-02-25", "2026-03-02", "12 pages, 10 figures", "",
     "Yifan Sun|Gholamreza Haffari|Minxian Xu|Rajkumar Buyya|Adel N. Toosi"},
    {"2603.02376", 1, "2026-03-02", "2026-03-02", "", "", "Bodun Hu|Yoga Sri Varshan|Saurabh Agarwal|Aditya Akella"},
    {"2602.22593", 2, "2026-02-26", "2026-03-02",
     "This paper is accepted by the 40th ACM International Conference on Supercomputing (ICS 2026)", "",
     "Shouwei Gao|Junqi Yin|Feiyi Wang|Wenqian Dong"},
    {"2305.04979", 2, "2023-05-08", "2026-03-02", "", "", "Minyoung Kim|Timothy Hospedales"},
    {"2603.02075", 1, "2026-03-02", "2026-03-02", "22 pages, 3 figures", "",
     "Ding Pan|Zhuangzhuang Zhou|Long Qian|Binhang Yuan"},
    {"2603.02071", 1, "2026-03-02", "2026-03-02", "17 pages, preprint", "", "Mose Mizrahi|Roger Wattenhofer"},
    {"2603.02057", 1, "2026-03-02", "2026-03-02", "13 pages, 8 figures, 1 table", "",
     "Dominik Scheinert|Alexander Acker|Thorsten Wittkopp|Soeren Becker|Hamza Yous|Karnakar Reddy|Ibrahim Farhat|"
     "Hakim Hacid|Odej Kao"},
    {"2505.23819", 5, "2025-05-28", "2026-03-06", "", "",
     "Keren Zhou|Mario Lezcano|Adam Goucher|Akhmed Rakhmati|Jeff Niu|Justin Lebar|Pawel Szczerbuk|Peter Bell|Phil Tillet|"
     "Thomas Raoux|Zahi Moudallal"},
    {"2508.14625", 4, "2025-08-20", "2026-03-06", "This is a pre-print of our paper", "",
     "Kathleen West|Youssef Moawad|Fabian Lehmann|Vasilis Bountris|Ulf Leser|Yehia Elkhatib|Lauritz Thamsen"},
    {"2603.06388", 1, "2026-03-06", "2026-03-06", "accepted to CoDecFin 2026 at FC 2026", "",
     "Fatemeh Heidari Soureshjani|Jan Gorzny"},
    {"2603.06350", 1, "2026-03-06", "2026-03-06", "", "", "Hanfei Yu|Bei Ouyang|Shwai He|Ang Li|Hao Wang"},
    {"2603.06041", 1, "2026-03-06", "2026-03-06", "19 pagers, 10 figures", "", "Rahim Rahmani|Arman Chianeh"},
    {"2508.14457", 2, "2025-08-20", "2026-03-06", "", "", "Yongrae Jo|Chanik Park"},
    {"2603.05957", 1, "2026-03-06", "2026-03-06", "5 pages, 1 figure, 3 tables; Accepted by ICASSP 2026", "",
     "Junming Liu|Yusen Zhang|Rongchao Zhang|Wenkai Zhu|Tian Wu"},
    {"2603.16907", 1, "2026-03-06", "2026-03-06",
     "21 pages, tufte-handout format, 21 references. Supplementary material for the FITO Category Mistake paper series", "",
     "Paul Borrill"},
    {"2603.05831", 1, "2026-03-06", "2026-03-06", "", "",
     "Guangyuan Liu|Changyuan Zhao|Yinqiu Liu|Dusit Niyato|Biplab Sikdar"},
    {"2603.05800", 1, "2026-03-06", "2026-03-06", "", "",
     "Haoran Qiu|Gohar Irfan Chaudhry|Chaojie Zhang|\u00CD\u00F1igo Goiri|Esha Choukse|Rodrigo Fonseca|Ricardo Bianchini"},
    {"2603.05788", 1, "2026-03-06", "2026-03-06", "20 pages", "",
     "Prakhar Shukla|Seshunadh Tanuj Peddinti|Subhash Bhagat"},
    {"2603.05774", 1, "2026-03-06", "2026-03-06", "", "", "Zhankun Luo|Antesh Upadhyay|Sang Bin Moon|Abolfazl Hashemi"},
    {"2603.05766", 1, "2026-03-05", "2026-03-05", "", "",
     "Raja Sai Nandhan Yadav Kataru|Danial Davarnia|Ali Jannesari"},
    {"2512.06547", 3, "2025-12-06", "2026-03-05", "", "", "Xiaocan Li|Shiliang Wu|Zheng Shen"},
    {"2603.05692", 1, "2026-03-05", "2026-03-05", "17 pages, 8 figures, 3 tables", "",
     "Burak Topcu|Musa Oguzhan Cim|Poovaiah Palangappa|Meena Arunachalam|Mahmut Taylan Kandemir"},
};

static void test_real_pages(void **state) {
    (void)state;
    const char *pages[2] = {COT_SHARED_DIR "/seeds/000_1dc00b56243e1eb7.txt",
                            COT_SHARED_DIR "/seeds/001_fbaded1739ecfc2a.txt"};
    if (access(pages[0], R_OK) != 0 || access(pages[1], R_OK) != 0) {
        print_message("skipped: %s is not there\n", pages[0]);
        skip();
    }
    const char *turned[2] = {pages[1], pages[0]};
    for (int t = 0; t < 2; t++) {
        got_t got = read_paths(t ? turned : pages, 2, NULL);
        assert_int_equal(got.status, COT_OK);
        assert_int_equal(issues_in_all(&got), 0);
        assert_int_equal(cot_corpus_papers(got.corpus), 30);
        for (size_t i = 0; i < sizeof real / sizeof *real; i++) {
            cot_paper_t paper = paper_of(&got, real[i].id);
            assert_int_equal(paper.version, real[i].version);
            check_dates(&paper, real[i].first, real[i].date);
            assert_string_equal(paper.comment, real[i].comment);
            assert_string_equal(paper.doi, real[i].doi);
            assert_string_equal(paper.journal, "");
            check_names(&got, paper.id, real[i].names);
            assert_true(strlen(paper.abstract) > 400 && strlen(paper.title) > 20);
        }
        assert_string_equal(paper_of(&got, "2601.16536").title,
                            "W4A16 Mixed-Precision Matrix Multiplication on Decoupled Architecture: Kernel Design and "
                            "Memory Bottleneck Analysis for Ascend NPUs");
        assert_string_equal(paper_of(&got, "2512.06547").title,
                            "A-3PO: Accelerating Asynchronous LLM Training with Staleness-aware Proximal Policy "
                            "Approximation");
        got_clear(&got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blanks),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_names_run_together),
        cmocka_unit_test(test_names_between_blanks),
        cmocka_unit_test(test_run_knows_names),
        cmocka_unit_test(test_affiliations_and_journal),
        cmocka_unit_test(test_version_and_title),
        cmocka_unit_test(test_anchors_inside_texts),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_joined_and_empty),
        cmocka_unit_test(test_names_of_nothing),
        cmocka_unit_test(test_older_layout_is_named),
        cmocka_unit_test(test_sniff),
        cmocka_unit_test(test_random_pages),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_real_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
