/* filter.c: the incidence of a corpus: which papers and authors take part, under which numbers.
 *
 * A paper is left out for the first reason that applies: withdrawn, year, too many authors, none. Authors
 * with fewer than min_papers of the kept papers then leave their bylines; the papers stay, and so does their
 * k. Two passes over the mentions: O(mentions) time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

typedef struct {
    const cot_corpus_t *corpus;
    const cot_authors_t *authors;
    const cot_filter_t *filter;
    const uint32_t *author_of_mention;
    uint32_t n_papers, n_authors; /* of the corpus */
    uint8_t *is_vertex;           /* author: may be a vertex at all (people, and groups when wanted) */
    uint32_t *seen;               /* author: last paper + 1 on which it was met */
    uint32_t *papers;             /* author: kept papers; later its vertex, or COT_NO_AUTHOR */
    uint32_t *byline;             /* authors of the paper in hand, each once, in byline order */
    size_t byline_capacity;
    uint8_t *left; /* paper: cot_left_t */
    uint64_t kept_slots;
    uint32_t kept_papers;
} scan_t;

static cot_status_t check_filter(const cot_filter_t *filter, cot_error_t *err) {
    if (filter->min_papers == 0) {
        return cot_i_fail(err, COT_E_ARG, "min_papers is 0 (allowed: 1 or more)");
    }
    if (filter->first_year != COT_NO_YEAR && filter->last_year != COT_NO_YEAR &&
        filter->first_year > filter->last_year) {
        return cot_i_fail(err, COT_E_ARG, "years %d to %d (allowed: the first not after the last)",
                          filter->first_year, filter->last_year);
    }
    return COT_OK;
}

static bool year_fails(const cot_filter_t *filter, int16_t year) {
    if (filter->first_year == COT_NO_YEAR && filter->last_year == COT_NO_YEAR) {
        return false;
    }
    return year == COT_NO_YEAR || (filter->first_year != COT_NO_YEAR && year < filter->first_year) ||
           (filter->last_year != COT_NO_YEAR && year > filter->last_year);
}

/* Gathers the different authors of a paper. stamp must differ from every earlier call's. */
static cot_status_t read_byline(scan_t *s, const cot_paper_t *paper, uint32_t stamp, uint32_t *k,
                                cot_error_t *err) {
    uint32_t n = 0;
    if (!COT_GROW(s->byline, s->byline_capacity, paper->n_mentions)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: a byline of %u names", paper->n_mentions);
    }
    for (uint64_t i = paper->first_mention; i < paper->first_mention + paper->n_mentions; i++) {
        uint32_t author = s->author_of_mention[i];
        if (author != COT_NO_AUTHOR && s->is_vertex[author] && s->seen[author] != stamp) {
            s->seen[author] = stamp;
            s->byline[n++] = author;
        }
    }
    *k = n;
    return COT_OK;
}

static cot_left_t judge(const cot_filter_t *filter, const cot_paper_t *paper, uint32_t k) {
    if (filter->drop_withdrawn && paper->withdrawn) {
        return COT_LEFT_WITHDRAWN;
    }
    if (year_fails(filter, paper->year)) {
        return COT_LEFT_YEAR;
    }
    if (filter->max_authors && k > filter->max_authors) {
        return COT_LEFT_MAX_AUTHORS;
    }
    return k == 0 ? COT_LEFT_NO_AUTHORS : COT_KEPT;
}

/* First pass: which papers stay, and how many of them each author has. */
static cot_status_t judge_papers(scan_t *s, cot_error_t *err) {
    for (uint32_t p = 0; p < s->n_papers; p++) {
        cot_paper_t paper = cot_corpus_paper(s->corpus, p);
        uint32_t k = 0;
        cot_status_t st = read_byline(s, &paper, p + 1, &k, err);
        if (st != COT_OK) {
            return st;
        }
        cot_left_t reason = judge(s->filter, &paper, k);
        s->left[p] = (uint8_t)reason;
        s->kept_papers += reason == COT_KEPT;
        for (uint32_t i = 0; reason == COT_KEPT && i < k; i++) {
            s->papers[s->byline[i]]++;
        }
    }
    return COT_OK;
}

/* Numbers the authors with enough papers: s->papers becomes the vertex of each author. */
static uint32_t number_authors(scan_t *s, uint32_t *too_few) {
    uint32_t n = 0;
    for (uint32_t a = 0; a < s->n_authors; a++) {
        uint32_t papers = s->papers[a];
        if (papers >= s->filter->min_papers) {
            s->kept_slots += papers;
            s->papers[a] = n++;
        } else {
            *too_few += papers > 0;
            s->papers[a] = COT_NO_AUTHOR;
        }
        s->seen[a] = 0;
    }
    return n;
}

static void fill_paper(scan_t *s, cot_incidence_t *incidence, uint32_t at, uint32_t k) {
    uint64_t slots = incidence->paper_off[at];
    for (uint32_t i = 0; i < k; i++) {
        uint32_t vertex = s->papers[s->byline[i]];
        if (vertex != COT_NO_AUTHOR) {
            incidence->paper_authors[slots++] = vertex;
        }
    }
    incidence->paper_off[at + 1] = slots;
    incidence->paper_size[at] = k;
    incidence->largest_byline = k > incidence->largest_byline ? k : incidence->largest_byline;
}

/* Second pass: the rows. */
static cot_status_t fill_papers(scan_t *s, cot_incidence_t *incidence, cot_error_t *err) {
    uint32_t at = 0;
    for (uint32_t p = 0; p < s->n_papers; p++) {
        incidence->left[p] = s->left[p];
        incidence->left_counts[s->left[p]]++;
        if (s->left[p] != COT_KEPT) {
            continue;
        }
        cot_paper_t paper = cot_corpus_paper(s->corpus, p);
        uint32_t k = 0;
        cot_status_t st = read_byline(s, &paper, p + 1, &k, err);
        if (st != COT_OK) {
            return st;
        }
        fill_paper(s, incidence, at, k);
        incidence->paper_of[at] = p;
        incidence->paper_year[at++] = paper.year;
    }
    for (uint32_t a = 0; a < s->n_authors; a++) {
        if (s->papers[a] != COT_NO_AUTHOR) {
            incidence->author_of[s->papers[a]] = a;
        }
    }
    return COT_OK;
}

static cot_status_t new_scan(scan_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, s->is_vertex, s->n_authors, "authors");
    COT_NEW(st, err, s->seen, s->n_authors, "authors");
    COT_NEW(st, err, s->papers, s->n_authors, "authors");
    COT_NEW(st, err, s->left, s->n_papers, "papers");
    for (uint32_t a = 0; a < s->n_authors; a++) {
        s->is_vertex[a] = s->filter->groups_as_authors || cot_authors_at(s->authors, a).kind != COT_GROUP;
    }
done:
    return st;
}

cot_status_t cot_incidence_build(cot_incidence_t **out, const cot_corpus_t *corpus,
                                 const cot_authors_t *authors, const cot_filter_t *filter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    static const cot_filter_t open = COT_FILTER_INIT;
    cot_incidence_t *incidence = NULL;
    uint32_t too_few = 0;
    scan_t s = {.corpus = corpus, .authors = authors, .filter = filter ? filter : &open};
    if (!out || !corpus || !authors) {
        COT_FAIL(st, err, COT_E_ARG, "incidence: no corpus, no authors, or no place for the result");
    }
    COT_TRY(st, check_filter(s.filter, err));
    s.author_of_mention = cot_authors_of_mentions(authors);
    s.n_papers = cot_corpus_papers(corpus);
    s.n_authors = cot_authors_count(authors);
    COT_TRY(st, new_scan(&s, err));
    COT_TRY(st, judge_papers(&s, err));
    uint32_t n_authors = number_authors(&s, &too_few);
    COT_TRY(st, cot_i_incidence_new(&incidence, n_authors, s.kept_papers, s.n_papers, s.kept_slots, err));
    incidence->authors_left = too_few;
    COT_TRY(st, fill_papers(&s, incidence, err));
    COT_TRY(st, cot_i_incidence_transpose(incidence, cot_env_threads(NULL), err));
    *out = incidence;
    incidence = NULL;
done:
    cot_i_free(s.is_vertex);
    cot_i_free(s.seen);
    cot_i_free(s.papers);
    cot_i_free(s.byline);
    cot_i_free(s.left);
    cot_incidence_free(incidence);
    return st;
}
