/* people.h: who writes a paper with whom, in made-up corpora.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_PEOPLE_H
#define COT_SYNTH_PEOPLE_H

#include "base/fail.h"
#include "base/par.h"
#include "synth/vocab.h"

#define COT_SYNTH_TEAM_MAX 1000u
#define COT_SYNTH_PARTNERS 8u

typedef struct {
    uint32_t partners[COT_SYNTH_PARTNERS]; /* people written with, first met first */
    uint32_t papers;
    uint8_t n_partners;
    uint8_t field;
} cot_synth_author_t;

/* Authorships of one field, oldest first. */
typedef struct {
    uint32_t *authors;
    size_t n, capacity;
    size_t *year_start; /* where each year begins */
} cot_synth_field_t;

typedef struct {
    cot_synth_author_t *authors;
    size_t n_authors, authors_capacity;
    cot_synth_field_t fields[COT_SYNTH_FIELDS];
    uint32_t n_fields, n_years, year;
    double field_share[COT_SYNTH_FIELDS];  /* cumulative */
    double size_share[COT_SYNTH_TEAM_MAX]; /* cumulative: P(authors <= i + 1) */
    uint64_t papers;                       /* so far */
    cot_rng_t rng;
    uint32_t team[COT_SYNTH_TEAM_MAX]; /* of the last paper, in the order of its byline */
    uint32_t team_size, field, anchor; /* anchor: the author it was built around */
} cot_people_t;

cot_status_t cot_i_people_new(cot_people_t **out, double mean_authors, uint32_t n_fields, uint32_t n_years,
                              uint64_t seed, cot_error_t *err);
void cot_i_people_free(cot_people_t *people);
/* A new year begins; call it n_years times, before the papers of each. */
void cot_i_people_year(cot_people_t *people);
/* Makes the next paper. @return COT_OK | COT_E_NOMEM | COT_E_LIMIT (4,294,967,295 authors). */
cot_status_t cot_i_people_paper(cot_people_t *people, cot_error_t *err);

#endif
