/* incidence.c: memory of an incidence, its transpose, and the incidence of bare numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

void cot_incidence_free(cot_incidence_t *incidence) {
    if (!incidence) {
        return;
    }
    cot_i_free(incidence->paper_off);
    cot_i_free(incidence->paper_authors);
    cot_i_free(incidence->author_off);
    cot_i_free(incidence->author_papers);
    cot_i_free(incidence->paper_size);
    cot_i_free(incidence->author_of);
    cot_i_free(incidence->paper_of);
    cot_i_free(incidence->paper_year);
    cot_i_free(incidence->left);
    cot_i_free(incidence);
}

cot_status_t cot_i_incidence_new(cot_incidence_t **out, uint32_t n_authors, uint32_t n_papers,
                                 uint32_t n_corpus_papers, uint64_t n_slots, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_incidence_t *incidence = NULL;
    COT_NEW(st, err, incidence, 1, "incidence");
    incidence->n_authors = n_authors;
    incidence->n_papers = n_papers;
    incidence->n_slots = n_slots;
    incidence->n_corpus_papers = n_corpus_papers;
    COT_NEW(st, err, incidence->paper_off, (size_t)n_papers + 1, "papers");
    COT_NEW_RAW(st, err, incidence->paper_authors, n_slots, "authorships");
    COT_NEW(st, err, incidence->author_off, (size_t)n_authors + 1, "authors");
    COT_NEW_RAW(st, err, incidence->author_papers, n_slots, "authorships");
    COT_NEW_RAW(st, err, incidence->paper_size, n_papers, "papers");
    COT_NEW_RAW(st, err, incidence->author_of, n_authors, "authors");
    COT_NEW_RAW(st, err, incidence->paper_of, n_papers, "papers");
    COT_NEW_RAW(st, err, incidence->paper_year, n_papers, "papers");
    COT_NEW(st, err, incidence->left, n_corpus_papers, "papers");
    *out = incidence;
    incidence = NULL;
done:
    cot_incidence_free(incidence);
    return st;
}

bool cot_i_any_year(const cot_incidence_t *incidence) {
    enum { AT_ONCE = 4096 }; /* a loop that may end anywhere is no vector's */
    bool any = false;
    for (uint32_t p = 0, end; p < incidence->n_papers && !any; p = end) {
        end = incidence->n_papers - p > AT_ONCE ? p + AT_ONCE : incidence->n_papers;
        for (uint32_t i = p; i < end; i++) {
            any |= incidence->paper_year[i] != COT_NO_YEAR;
        }
    }
    return any;
}

/* First paper that begins at or after a slot. */
static uint32_t paper_at(const cot_incidence_t *incidence, uint64_t slot) {
    return cot_i_row_at(incidence->paper_off, incidence->n_papers, slot);
}

/* The papers of one range put themselves into the rows of their authors. */
static void fill_range(cot_incidence_t *incidence, const cot_i_places_t *places, int r) {
    uint32_t *next = places->next + (size_t)r * incidence->n_authors;
    const uint32_t end = paper_at(incidence, places->bounds[r + 1]);
    for (uint32_t p = paper_at(incidence, places->bounds[r]); p < end; p++) {
        for (uint64_t j = incidence->paper_off[p]; j < incidence->paper_off[p + 1]; j++) {
            const uint32_t author = incidence->paper_authors[j];
            incidence->author_papers[cot_i_place(incidence->author_off, next, author, places->wide)] = p;
        }
    }
}

cot_status_t cot_i_incidence_transpose(cot_incidence_t *incidence, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_places_t places = {.ranges = cot_i_ranges(incidence->n_slots, incidence->n_authors, threads)};
    uint64_t part = incidence->n_slots / (uint64_t)places.ranges;
    for (int r = 1; r < places.ranges; r++) {
        places.bounds[r] = incidence->paper_off[paper_at(incidence, part * (uint64_t)r)];
    }
    places.bounds[places.ranges] = incidence->n_slots;
    COT_TRY(st, cot_i_places_new(&places, incidence->paper_authors, incidence->author_off,
                                 incidence->n_authors, err));
#pragma omp parallel for num_threads(places.ranges) schedule(static, 1)
    for (int r = 0; r < places.ranges; r++) {
        fill_range(incidence, &places, r);
    }
done:
    cot_i_free(places.next);
    return st;
}

static cot_status_t check_rows(uint32_t n_authors, uint32_t n_papers, const uint64_t *paper_off,
                               const uint32_t *paper_authors, cot_error_t *err) {
    if (paper_off[0] != 0) {
        return cot_i_fail(err, COT_E_ARG, "incidence: the first offset is %llu (allowed: 0)",
                          (unsigned long long)paper_off[0]);
    }
    for (uint32_t p = 0; p < n_papers; p++) {
        if (paper_off[p + 1] < paper_off[p]) {
            return cot_i_fail(err, COT_E_ARG, "incidence: paper %u ends at %llu, before its begin %llu", p,
                              (unsigned long long)paper_off[p + 1], (unsigned long long)paper_off[p]);
        }
        for (uint64_t j = paper_off[p]; j < paper_off[p + 1]; j++) {
            if (paper_authors[j] >= n_authors) {
                return cot_i_fail(err, COT_E_ARG, "incidence: paper %u names author %u (allowed: below %u)",
                                  p, paper_authors[j], n_authors);
            }
        }
    }
    return COT_OK;
}

/* Copies the rows, each author once. seen[a] == p + 1: named on paper p already. */
static void copy_rows(cot_incidence_t *incidence, const uint64_t *paper_off, const uint32_t *paper_authors,
                      uint32_t *seen) {
    uint64_t slots = 0;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        for (uint64_t j = paper_off[p]; j < paper_off[p + 1]; j++) {
            uint32_t author = paper_authors[j];
            if (seen[author] != p + 1) {
                seen[author] = p + 1;
                incidence->paper_authors[slots++] = author;
            }
        }
        uint32_t size = (uint32_t)(slots - incidence->paper_off[p]);
        incidence->paper_off[p + 1] = slots;
        incidence->paper_size[p] = size;
        incidence->largest_byline = size > incidence->largest_byline ? size : incidence->largest_byline;
    }
    incidence->n_slots = slots;
}

cot_status_t cot_incidence_from_rows(cot_incidence_t **out, uint32_t n_authors, uint32_t n_papers,
                                     const uint64_t *paper_off, const uint32_t *paper_authors,
                                     const int16_t *years, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_incidence_t *incidence = NULL;
    uint32_t *seen = NULL;
    if (!out || !paper_off || (paper_off[n_papers] && !paper_authors)) {
        COT_FAIL(st, err, COT_E_ARG, "incidence: no place for the result, or no rows");
    }
    COT_TRY(st, check_rows(n_authors, n_papers, paper_off, paper_authors, err));
    COT_TRY(st, cot_i_incidence_new(&incidence, n_authors, n_papers, n_papers, paper_off[n_papers], err));
    COT_NEW(st, err, seen, n_authors, "authors");
    copy_rows(incidence, paper_off, paper_authors, seen);
    for (uint32_t p = 0; p < n_papers; p++) {
        incidence->paper_of[p] = p;
        incidence->paper_year[p] = years ? years[p] : COT_NO_YEAR;
    }
    for (uint32_t a = 0; a < n_authors; a++) {
        incidence->author_of[a] = a;
    }
    incidence->left_counts[COT_KEPT] = n_papers;
    COT_TRY(st, cot_i_incidence_transpose(incidence, cot_env_threads(NULL), err));
    *out = incidence;
    incidence = NULL;
done:
    cot_i_free(seen);
    cot_incidence_free(incidence);
    return st;
}
