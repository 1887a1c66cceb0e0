/* test_shared.c: real harvests and pages, against figures that another program counted. Skipped where they
 * are not at hand.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/read/reading_help.h"

#include <time.h>

static bool is_there(const char *path) {
    if (access(path, R_OK) != 0) {
        printf("skipped: %s is not here\n", path);
        return false;
    }
    return true;
}

static void the_harvest_of_2016(void **state) {
    (void)state;
    const char *path = COT_SHARED_DIR "/data/arxiv-oai-cs-2016.tar.xz";
    if (!is_there(path)) {
        skip();
    }
    long before = peak_kib();
    got_t got = read_paths(&path, 1, NULL);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(issues_in_all(&got), 0);
    assert_int_equal(got.report.documents, 103);
    assert_int_equal(got.report.records, 102538);
    assert_int_equal(cot_corpus_papers(got.corpus), 102538);
    assert_int_equal(cot_corpus_mentions(got.corpus), 284288);
    uint32_t most = 0;
    uint64_t without_forenames = 0, suffixes = 0, affiliations = 0;
    for (uint32_t i = 0; i < cot_corpus_papers(got.corpus); i++) {
        cot_paper_t paper = cot_corpus_paper(got.corpus, i);
        most = paper.n_mentions > most ? paper.n_mentions : most;
        assert_true(paper.n_categories > 0);
        assert_true(paper.first_date != COT_NO_DATE && paper.date != COT_NO_DATE);
    }
    for (uint64_t i = 0; i < cot_corpus_mentions(got.corpus); i++) {
        cot_mention_t mention = cot_corpus_mention(got.corpus, i);
        without_forenames += mention.forenames[0] == '\0';
        suffixes += mention.suffix[0] != '\0';
        affiliations += mention.affiliation[0] != '\0';
        assert_null(strchr(mention.name, '\\'));
    }
    assert_int_equal(most, 287);
    assert_int_equal(without_forenames, 447);
    assert_int_equal(suffixes, 466);
    printf("%llu names with affiliations, %ld MiB more at the peak\n", (unsigned long long)affiliations,
           (peak_kib() - before) / 1024);
    got_clear(&got);
}

static void the_pages_of_the_api(void **state) {
    (void)state;
    const char *path = COT_SHARED_DIR "/data/atom";
    if (!is_there(path)) {
        skip();
    }
    got_t got = read_paths(&path, 1, NULL);
    assert_int_equal(got.status, COT_OK);
    assert_int_equal(got.report.n_sources, 31);
    assert_int_equal(got.report.documents, 31);
    assert_int_equal(got.report.records, 305);
    assert_int_equal(cot_corpus_papers(got.corpus), 159);
    assert_int_equal(cot_corpus_mentions(got.corpus), 540);
    assert_int_equal(got.report.counts[COT_ISSUE_ERROR_FEED], 1);
    assert_int_equal(got.report.counts[COT_ISSUE_EMPTY_FEED], 2);
    assert_int_equal(issues_in_all(&got), 3);
    got_clear(&got);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_harvest_of_2016),
        cmocka_unit_test(the_pages_of_the_api),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
