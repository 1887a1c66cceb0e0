/* people.c: a growing population of authors and the teams it forms.
 *
 * Number of authors k of a paper: k - 1 is Poisson(mu) with probability 1 - p, else Pareto: P(k - 1 >= j) =
 * (5 / j)^2.5, j >= 5. p = 0.02 (less when the mean is below 2.8), mu from the mean asked for.
 *
 * Paper number i, of a field drawn with share 1 / sqrt(rank + 1), has a new team with probability
 * q(i) = 0.6 (i / 150)^(-7/32): a single author with 1.5 q, a team with 0.93 q. Otherwise it is built around
 * an anchor: an author of the field's last eight years, drawn by authorships; with probability 0.25 two are
 * drawn and the one with more papers is taken. Each other member is new with probability
 * n(i) = 0.62 (i / 150)^(-1/16), else with probability
 *
 * - 0.78 an earlier co-author of the anchor, from an early place of the list on (repeated teams);
 *
 * - 0.08 a co-author of a co-author (closing triangles);
 *
 * - 0.14 an author of the same field or, with probability 0.13, of any, drawn by authorships.
 *
 * Drawing from past authorships with a share of new authors is the Yule-Simon process (H. A. Simon,
 * Biometrika 42, 1955; doi:10.1093/biomet/42.3-4.425), whose papers per author follow a power law. Square
 * roots only, so that the numbers are the same on every machine. What this is fitted to, and how well: docs/synth.md.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/people.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "synth/streams.h"

#define NOBODY UINT32_MAX
#define TRIES 4         /* draws for one place in a team before someone new takes it */
#define REMEMBERED 6u   /* members of a team that each of the others remembers */
#define ACTIVE_YEARS 8u /* years an author can be drawn from after a paper */
#define MODEL_BIG 0.02  /* share of papers whose size is Pareto */
#define MODEL_TOURNAMENT 0.25
#define MODEL_REPEAT 0.78
#define MODEL_TRIANGLE 0.08
#define MODEL_CROSS 0.13

/* P(authors <= i + 1). The Poisson weights are normalised by their sum: no exponential needed. */
static void set_sizes(cot_people_t *people, double mean) {
    double *share = people->size_share;
    double big = mean < 2.8 ? MODEL_BIG * (mean - 1.0) / 1.8 : MODEL_BIG;
    double big_mean = 0.0, weight = 1.0, sum = 0.0, below = 0.0;
    double tail[COT_SYNTH_TEAM_MAX + 1];
    for (uint32_t j = 0; j <= COT_SYNTH_TEAM_MAX; j++) { /* tail[j] = P(k - 1 >= j) of the Pareto part */
        double r = 5.0 / (double)(j > 5 ? j : 5);
        tail[j] = j < COT_SYNTH_TEAM_MAX ? r * r * sqrt(r) : 0.0;
        big_mean += j > 0 ? tail[j] : 0.0;
    }
    double mu = (mean - 1.0 - big * big_mean) / (1.0 - big);
    for (uint32_t j = 0; j < COT_SYNTH_TEAM_MAX; j++) {
        weight = j == 0 ? 1.0 : weight * mu / (double)j;
        share[j] = weight;
        sum += weight;
    }
    for (uint32_t j = 0; j < COT_SYNTH_TEAM_MAX; j++) {
        below += (1.0 - big) * share[j] / sum + big * (tail[j] - tail[j + 1]);
        share[j] = below;
    }
}

static void set_fields(cot_people_t *people) {
    double sum = 0.0, below = 0.0;
    for (uint32_t f = 0; f < people->n_fields; f++) {
        sum += 1.0 / sqrt((double)f + 2.0);
    }
    for (uint32_t f = 0; f < people->n_fields; f++) {
        below += 1.0 / sqrt((double)f + 2.0) / sum;
        people->field_share[f] = below;
    }
}

cot_status_t cot_i_people_new(cot_people_t **out, double mean_authors, uint32_t n_fields, uint32_t n_years,
                              uint64_t seed, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_people_t *people = NULL;
    COT_NEW(st, err, people, 1, "made-up authors");
    people->n_fields = n_fields;
    people->n_years = n_years;
    for (uint32_t f = 0; f < n_fields; f++) {
        COT_NEW(st, err, people->fields[f].year_start, n_years, "years of a field");
    }
    set_sizes(people, mean_authors);
    set_fields(people);
    cot_i_rng_init(&people->rng, seed, COT_SYNTH_STREAM_PEOPLE, 0);
    people->year = UINT32_MAX;
    *out = people;
    people = NULL;
done:
    cot_i_people_free(people);
    return st;
}

void cot_i_people_free(cot_people_t *people) {
    for (uint32_t f = 0; people && f < people->n_fields; f++) {
        cot_i_free(people->fields[f].authors);
        cot_i_free(people->fields[f].year_start);
    }
    if (people) {
        cot_i_free(people->authors);
    }
    cot_i_free(people);
}

void cot_i_people_year(cot_people_t *people) {
    people->year++;
    for (uint32_t f = 0; f < people->n_fields; f++) {
        people->fields[f].year_start[people->year] = people->fields[f].n;
    }
}

/* First index whose cumulative share is above u; n - 1 at most. */
static uint32_t draw_share(const double *share, uint32_t n, double u) {
    uint32_t low = 0, high = n - 1;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (share[mid] > u) {
            high = mid;
        } else {
            low = mid + 1;
        }
    }
    return low;
}

static double real(cot_people_t *people) {
    return cot_i_rng_real(&people->rng);
}

static uint32_t below(cot_people_t *people, size_t bound) {
    return (uint32_t)cot_i_rng_below(&people->rng, bound);
}

static cot_status_t new_author(cot_people_t *people, uint32_t *author, cot_error_t *err) {
    if (people->n_authors >= NOBODY) {
        return cot_i_fail(err, COT_E_LIMIT, "synth: more than %u authors", NOBODY);
    }
    if (!COT_GROW(people->authors, people->authors_capacity, people->n_authors + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: %zu made-up authors", people->n_authors);
    }
    *author = (uint32_t)people->n_authors++;
    memset(&people->authors[*author], 0, sizeof *people->authors);
    people->authors[*author].field = (uint8_t)people->field;
    return COT_OK;
}

/* An author of a recent authorship of field f; NOBODY when there is none. */
static uint32_t draw_active(cot_people_t *people, uint32_t f) {
    const cot_synth_field_t *field = &people->fields[f];
    uint32_t first_year = people->year + 1 > ACTIVE_YEARS ? people->year + 1 - ACTIVE_YEARS : 0;
    size_t from = field->year_start[first_year];
    return field->n > from ? field->authors[from + (size_t)cot_i_rng_below(&people->rng, field->n - from)]
                           : NOBODY;
}

static uint32_t draw_anchor(cot_people_t *people) {
    uint32_t a = draw_active(people, people->field);
    if (a != NOBODY && real(people) < MODEL_TOURNAMENT) {
        uint32_t b = draw_active(people, people->field);
        a = people->authors[b].papers > people->authors[a].papers ? b : a;
    }
    return a;
}

/* (papers / 150)^(-7/32) and ^(-1/16), by square roots. */
static double falling(uint64_t papers, bool slow) {
    double r2 = sqrt((double)papers / 150.0), r4 = sqrt(r2), r8 = sqrt(r4), r16 = sqrt(r8), r32 = sqrt(r16);
    return slow ? 1.0 / r16 : 1.0 / (r8 * r16 * r32);
}

static bool in_team(const cot_people_t *people, uint32_t author) {
    for (uint32_t i = 0; i < people->team_size; i++) {
        if (people->team[i] == author) {
            return true;
        }
    }
    return false;
}

/* Someone who is there already for the next place; *next: place in the anchor's list to go on from. */
static uint32_t draw_member(cot_people_t *people, uint32_t *next) {
    const cot_synth_author_t *anchor = &people->authors[people->anchor];
    double u = real(people);
    if (u < MODEL_REPEAT && anchor->n_partners > 0) {
        if (*next == NOBODY) {
            uint32_t i = below(people, anchor->n_partners), j = below(people, anchor->n_partners);
            *next = i < j ? i : j;
        }
        return anchor->partners[(*next)++ % anchor->n_partners];
    }
    if (u < MODEL_REPEAT + MODEL_TRIANGLE && anchor->n_partners > 0) {
        const cot_synth_author_t *via = &people->authors[anchor->partners[below(people, anchor->n_partners)]];
        return via->n_partners > 0 ? via->partners[below(people, via->n_partners)] : NOBODY;
    }
    uint32_t field = real(people) < MODEL_CROSS ? below(people, people->n_fields) : people->field;
    return draw_active(people, field);
}

static cot_status_t add_member(cot_people_t *people, bool fresh, uint32_t *next, cot_error_t *err) {
    uint32_t author = NOBODY;
    for (int t = 0; !fresh && author == NOBODY && t < TRIES; t++) {
        author = draw_member(people, next);
        author = author != NOBODY && in_team(people, author) ? NOBODY : author;
    }
    if (author == NOBODY) {
        cot_status_t st = new_author(people, &author, err);
        if (st != COT_OK) {
            return st;
        }
    }
    people->team[people->team_size++] = author;
    return COT_OK;
}

/* a remembers the first members of the team. A full list keeps its first half: those are the lasting ties. */
static void remember(cot_people_t *people, uint32_t a) {
    cot_synth_author_t *author = &people->authors[a];
    for (uint32_t i = 0, met = 0; i < people->team_size && met < REMEMBERED; i++) {
        uint32_t b = people->team[i];
        if (b == a) {
            continue;
        }
        met++;
        bool known = false;
        for (uint32_t p = 0; p < author->n_partners; p++) {
            known |= author->partners[p] == b;
        }
        if (known) {
            continue;
        }
        if (author->n_partners < COT_SYNTH_PARTNERS) {
            author->partners[author->n_partners++] = b;
        } else {
            author->partners[COT_SYNTH_PARTNERS / 2 + below(people, COT_SYNTH_PARTNERS / 2)] = b;
        }
    }
}

static cot_status_t record_team(cot_people_t *people, cot_error_t *err) {
    cot_synth_field_t *field = &people->fields[people->field];
    if (!COT_GROW(field->authors, field->capacity, field->n + people->team_size)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: authorships of a made-up field");
    }
    for (uint32_t i = 0; i < people->team_size; i++) {
        field->authors[field->n++] = people->team[i];
        people->authors[people->team[i]].papers++;
        remember(people, people->team[i]);
    }
    if (people->team_size > 1 && real(people) < 0.5) { /* half the time the anchor signs last */
        uint32_t last = people->team_size - 1, anchor = people->team[0];
        memmove(people->team, people->team + 1, last * sizeof *people->team);
        people->team[last] = anchor;
    }
    return COT_OK;
}

cot_status_t cot_i_people_paper(cot_people_t *people, cot_error_t *err) {
    cot_status_t st = COT_OK;
    people->papers++;
    people->field = draw_share(people->field_share, people->n_fields, real(people));
    uint32_t size = draw_share(people->size_share, COT_SYNTH_TEAM_MAX, real(people)) + 1, next = NOBODY;
    double all_new = 0.6 * falling(people->papers, false) * (size == 1 ? 1.5 : 0.93);
    double one_new = 0.62 * falling(people->papers, true);
    all_new = all_new < 0.95 ? all_new : 0.95;
    one_new = one_new < 0.95 ? one_new : 0.95;
    uint32_t anchor = real(people) < all_new ? NOBODY : draw_anchor(people);
    bool fresh = anchor == NOBODY;
    people->team_size = 0;
    if (fresh) {
        COT_TRY(st, new_author(people, &anchor, err));
    }
    people->anchor = anchor;
    people->team[people->team_size++] = anchor;
    while (people->team_size < size) {
        COT_TRY(st, add_member(people, fresh || real(people) < one_new, &next, err));
    }
    st = record_team(people, err);
done:
    return st;
}
