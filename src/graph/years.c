/* years.c: the incidence of some years, under the numbers of authors that all years have.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

static bool within(int16_t year, int16_t first, int16_t last) {
    if (first == COT_NO_YEAR && last == COT_NO_YEAR) {
        return true;
    }
    return year != COT_NO_YEAR && (first == COT_NO_YEAR || year >= first) &&
           (last == COT_NO_YEAR || year <= last);
}

static void copy_paper(cot_incidence_t *out, const cot_incidence_t *from, uint32_t paper, uint32_t as) {
    const uint64_t begin = from->paper_off[paper], length = from->paper_off[paper + 1] - begin;
    if (length > 0) {
        memcpy(out->paper_authors + out->paper_off[as], from->paper_authors + begin,
               length * sizeof *out->paper_authors);
    }
    out->paper_off[as + 1] = out->paper_off[as] + length;
    out->paper_size[as] = from->paper_size[paper];
    out->paper_of[as] = from->paper_of[paper];
    out->paper_year[as] = from->paper_year[paper];
    out->largest_byline =
        out->paper_size[as] > out->largest_byline ? out->paper_size[as] : out->largest_byline;
}

static void copy_papers(cot_incidence_t *out, const cot_incidence_t *from, int16_t first, int16_t last) {
    uint32_t as = 0;
    memcpy(out->left, from->left, from->n_corpus_papers);
    memcpy(out->left_counts, from->left_counts, sizeof out->left_counts);
    for (uint32_t p = 0; p < from->n_papers; p++) {
        if (within(from->paper_year[p], first, last)) {
            copy_paper(out, from, p, as++);
        } else {
            out->left[from->paper_of[p]] = COT_LEFT_YEAR;
            out->left_counts[COT_KEPT]--;
            out->left_counts[COT_LEFT_YEAR]++;
        }
    }
}

cot_status_t cot_incidence_of_years(cot_incidence_t **out, const cot_incidence_t *incidence,
                                    int16_t first_year, int16_t last_year, const cot_env_t *env,
                                    cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_incidence_t *some = NULL;
    uint32_t papers = 0;
    uint64_t slots = 0;
    if (!out || !incidence) {
        COT_FAIL(st, err, COT_E_ARG, "incidence: no place for the result, or nothing to take years from");
    }
    if (first_year != COT_NO_YEAR && last_year != COT_NO_YEAR && first_year > last_year) {
        COT_FAIL(st, err, COT_E_ARG, "incidence: years %d to %d (allowed: first to last)", first_year,
                 last_year);
    }
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        if (within(incidence->paper_year[p], first_year, last_year)) {
            papers++;
            slots += incidence->paper_off[p + 1] - incidence->paper_off[p];
        }
    }
    COT_TRY(st, cot_i_incidence_new(&some, incidence->n_authors, papers, incidence->n_corpus_papers, slots,
                                    err));
    copy_papers(some, incidence, first_year, last_year);
    if (incidence->n_authors > 0) {
        memcpy(some->author_of, incidence->author_of, incidence->n_authors * sizeof *some->author_of);
    }
    some->authors_left = incidence->authors_left;
    COT_TRY(st, cot_i_incidence_transpose(some, cot_env_threads(env), err));
    *out = some;
    some = NULL;
done:
    cot_incidence_free(some);
    return st;
}
