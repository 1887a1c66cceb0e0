/* tables.c: names of the kinds of network, the counting schemes and the reasons for leaving a paper out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/graph.h"

const cot_kind_row_t *cot_kinds(size_t i) {
    static const cot_kind_row_t table[] = {
        {COT_COAUTHOR, "coauthor", "authors; joined when they share a paper; weight by the counting scheme"},
        {COT_AUTHOR_TOPIC, "author-topic",
         "authors and topics; joined when the author wrote on the topic; weight by the counting scheme"},
    };
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const cot_counting_row_t *cot_countings(size_t i) {
    static const cot_counting_row_t table[] = {
        {COT_FULL, "full", "each shared paper adds 1"},
        {COT_FRACTIONAL, "fractional",
         "a paper with k authors adds 1/(k-1) to each pair of authors (Newman), 1/k to each author and "
         "topic"},
        {COT_PAPER, "paper",
         "all pairs of a paper add 1 together: 2/(k(k-1)) each, or 1/(k t) with t topics"},
    };
    return i < sizeof table / sizeof *table ? &table[i] : NULL;
}

const char *cot_left_text(cot_left_t reason) {
    static const char *const table[COT_LEFT_REASONS] = {
        [COT_KEPT] = "kept",
        [COT_LEFT_WITHDRAWN] = "withdrawn",
        [COT_LEFT_YEAR] = "outside the years",
        [COT_LEFT_MAX_AUTHORS] = "too many authors",
        [COT_LEFT_NO_AUTHORS] = "no authors",
    };
    return (unsigned)reason < COT_LEFT_REASONS ? table[reason] : "unknown";
}
