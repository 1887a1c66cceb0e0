/* arxiv_text_known.c: what a run knows about words and names, and the weight that gives to a word of a tail.
 * Counts only ever add up, so the order of files does not matter.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "read/arxiv_text.h"

/* Share of forenames, middle names and surnames among the words of names (two of three names have two words). */
static const double SHARE[3] = {0.47, 0.06, 0.47};
/* Sightings that the prior is worth. */
#define PRIOR_WORTH 4.0

enum { PROSE_WORD_MIN = 3, PROSE_WORD_MAX = 30 };

cot_status_t cot_i_text_known_new(cot_i_text_known_t *known, cot_error_t *err) {
    cot_status_t st = COT_OK;
    memset(known, 0, sizeof *known);
    known->buf = (cot_buf_t)COT_BUF_INIT((size_t)1 << 26);
    COT_TRY(st, cot_i_strpool_new(&known->words, err));
    COT_TRY(st, cot_i_strpool_new(&known->names, err));
    COT_TRY(st, cot_i_strpool_new(&known->ordinary, err));
done:
    return st;
}

void cot_i_text_known_clear(cot_i_text_known_t *known) {
    cot_i_strpool_free(known->words);
    cot_i_strpool_free(known->names);
    cot_i_strpool_free(known->ordinary);
    cot_i_free(known->counts);
    cot_i_free(known->seen);
    cot_i_buf_clear(&known->buf);
    memset(known, 0, sizeof *known);
}

/* Folded word in known->buf. */
static cot_status_t fold(cot_i_text_known_t *known, const char *word, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_buf_reset(&known->buf);
    COT_TRY(st, cot_i_text_fold(&known->buf, word, n, false, err));
    COT_TRY(st, cot_i_buf_status(&known->buf, "word of a name", err));
done:
    return st;
}

/* Room for the counts of every word and name of the pools; new ones are zero. */
static cot_status_t make_room(void **ptr, size_t *capacity, size_t need, size_t size, cot_error_t *err) {
    size_t before = *capacity;
    if (!cot_i_grow(ptr, capacity, need, size)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: names of this run");
    }
    if (*capacity > before) {
        memset((char *)*ptr + before * size, 0, (*capacity - before) * size);
    }
    return COT_OK;
}

/* Never below 0: what is taken back was counted before. */
static void count(uint32_t *counter, int n) {
    *counter = n < 0 ? *counter - (*counter > 0) : *counter + (*counter < UINT32_MAX);
}

/* One word of a name at a place: 0 first, 1 between, 2 last. */
static cot_status_t know_word(cot_i_text_known_t *known, const char *word, size_t length, int role, int n,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t id = 0;
    if (cot_i_text_class(word, length) != COT_WORD_NAME) {
        goto done;
    }
    COT_TRY(st, fold(known, word, length, err));
    COT_TRY(st, cot_i_strpool_add(known->words, cot_i_buf_str(&known->buf), known->buf.length, &id, err));
    COT_TRY(st, make_room((void **)&known->counts, &known->counts_capacity, (size_t)id + 1, sizeof *known->counts,
                          err));
    cot_i_text_counts_t *counts = &known->counts[id];
    count(role == 0 ? &counts->forename : role == 1 ? &counts->middle : &counts->surname, n);
done:
    return st;
}

cot_status_t cot_i_text_know_name(cot_i_text_known_t *known, const char *name, size_t length, int n,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t id = 0;
    if (!memchr(name, ' ', length) || length > 200) {
        goto done;
    }
    COT_TRY(st, cot_i_strpool_add(known->names, name, length, &id, err));
    COT_TRY(st, make_room((void **)&known->seen, &known->seen_capacity, (size_t)id + 1, sizeof *known->seen, err));
    count(&known->seen[id], n);
    for (size_t from = 0, to; from < length; from = to + 1) {
        const char *blank = memchr(name + from, ' ', length - from);
        to = blank ? (size_t)(blank - name) : length;
        int role = from == 0 ? 0 : to < length ? 1 : 2;
        if (to > from) {
            COT_TRY(st, know_word(known, name + from, to - from, role, n, err));
        }
    }
done:
    return st;
}

bool cot_i_text_name_seen(const cot_i_text_known_t *known, const char *name, size_t length) {
    uint32_t id = 0;
    return cot_i_strpool_find(known->names, name, length, &id) && known->seen[id] > 0;
}

cot_status_t cot_i_text_know_prose(cot_i_text_known_t *known, const char *text, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (const char *p = text; *p;) {
        size_t n = 0;
        bool inside = p > text && ((p[-1] >= 'a' && p[-1] <= 'z') || (p[-1] >= 'A' && p[-1] <= 'Z') ||
                                   (unsigned char)p[-1] >= 0x80 || p[-1] == '\\');
        while (p[n] >= 'a' && p[n] <= 'z') {
            n++;
        }
        bool ends = !(p[n] >= 'A' && p[n] <= 'Z') && (unsigned char)p[n] < 0x80;
        if (!inside && ends && n >= PROSE_WORD_MIN && n <= PROSE_WORD_MAX) {
            uint32_t id = 0;
            COT_TRY(st, cot_i_strpool_add(known->ordinary, p, n, &id, err));
        }
        p += n > 0 ? n : 1;
    }
done:
    return st;
}

/* Log-odds of the roles of a name's word: the prior by its letters, and where it was seen. */
static void weigh_roles(const cot_i_text_known_t *known, const char *folded, size_t length, bool hyphen,
                        cot_i_text_atom_t *atom, uint32_t *sightings) {
    cot_i_text_roles_t prior;
    uint32_t id = 0;
    cot_i_text_counts_t seen = {0, 0, 0};
    cot_i_text_prior(folded, hyphen, &prior);
    if (cot_i_strpool_find(known->words, folded, length, &id)) {
        seen = known->counts[id];
    }
    double q[3] = {SHARE[0] * prior.forename, SHARE[1] * prior.middle, SHARE[2] * prior.surname};
    double counts[3] = {seen.forename, seen.middle, seen.surname};
    double total = counts[0] + counts[1] + counts[2] + PRIOR_WORTH, sum = q[0] + q[1] + q[2], odds[3];
    for (int r = 0; r < 3; r++) {
        odds[r] = log((counts[r] + PRIOR_WORTH * q[r] / sum) / total / SHARE[r]);
    }
    atom->forename = odds[0];
    atom->middle = odds[1];
    atom->surname = odds[2];
    *sightings = seen.forename + seen.middle + seen.surname;
}

cot_status_t cot_i_text_weigh(cot_i_text_known_t *known, cot_i_text_atom_t *atom, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t id = 0, sightings = 0;
    atom->kind = (uint8_t)cot_i_text_class(atom->text, atom->length);
    cot_i_text_oddness(atom->text, atom->length, &atom->as_text, &atom->as_name);
    COT_TRY(st, fold(known, atom->text, atom->length, err));
    const char *folded = cot_i_buf_str(&known->buf);
    if (atom->kind == COT_WORD_NAME) {
        bool hyphen = memchr(atom->text, '-', atom->length) != NULL;
        weigh_roles(known, folded, known->buf.length, hyphen, atom, &sightings);
    }
    bool small = atom->as_name <= COT_TEXT_SMALL && atom->as_name > COT_TEXT_SMALL - 1.0;
    bool prose = cot_i_text_comment_word(folded) ||
                 cot_i_strpool_find(known->ordinary, folded, known->buf.length, &id);
    atom->group = cot_i_text_group_word(folded);
    if (small && !prose && known->buf.length >= PROSE_WORD_MIN) { /* "chen", in no abstract: perhaps a name */
        atom->as_text = sightings > 0 ? 0.0 : 2.0;
        atom->as_name = sightings > 0 ? -2.0 : -3.5;
    }
    if (atom->kind != COT_WORD_NAME || atom->as_name < COT_TEXT_SMALL + 1.0 || small) {
        goto done;
    }
    if (cot_i_text_comment_word(folded)) {
        atom->as_text += sightings > 0 ? 2.0 : 7.0;
    } else if (prose) {
        atom->as_text += sightings > 0 ? 1.0 : 4.0;
    } else {
        atom->as_text -= sightings > 0 ? 2.0 : 0.0;
    }
done:
    return st;
}
