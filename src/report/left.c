/* left.c: what was left out of the networks, and why.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model.h"

static void add(cot_left_row_t *rows, uint32_t *n, cot_left_row_t row) {
    if (row.count > 0) {
        rows[(*n)++] = row;
    }
}

uint32_t cot_i_report_left(const cot_results_t *results, cot_left_row_t rows[COT_LEFT_ROWS]) {
    const cot_corpus_counts_t corpus = cot_corpus_counts(results->corpus);
    const cot_authors_counts_t authors = cot_authors_counts(results->authors);
    const cot_incidence_t *incidence = results->incidence;
    uint32_t n = 0;
    add(rows, &n, (cot_left_row_t){corpus.repeats, "records", "the same version of the paper was there already",
                                   COT_KEPT, false});
    add(rows, &n, (cot_left_row_t){corpus.older, "records", "there is a newer version of the paper", COT_KEPT, false});
    for (int reason = COT_KEPT + 1; reason < COT_LEFT_REASONS; reason++) {
        add(rows, &n, (cot_left_row_t){incidence->left_counts[reason], "papers", cot_left_text((cot_left_t)reason),
                                       (cot_left_t)reason, false});
    }
    add(rows, &n, (cot_left_row_t){incidence->authors_left, "authors", "fewer papers than asked for", COT_KEPT, false});
    add(rows, &n, (cot_left_row_t){authors.not_names, "names", "not a name", COT_KEPT, true});
    if (results->filter && !results->filter->groups_as_authors) {
        add(rows, &n, (cot_left_row_t){authors.groups, "groups", "groups take no part in the networks", COT_KEPT,
                                       false});
    }
    return n;
}
