/* terms.c: from counted phrases to terms.
 *
 * Candidates are the phrases whose number of papers is within the bounds. One that begins with a filler
 * ("large language model") must stand on half or more of the papers of the rest ("language model"). Score =
 * papers x square of the parts of the key (at most 3): the square lets phrases stand before the general
 * single words that are in them. A phrase is dropped when a longer candidate holds it and stands on 70 % of
 * its papers or more: it nearly always occurs as part of the longer one. The highest scores remain, ties in
 * the order of the keys.
 *
 * Only the 6 x max_terms highest scores are looked at: what a phrase is dropped for scores higher than
 * itself, and a term of three parts can drop five phrases, so max_terms are left among them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/terms.h"

#include <stdlib.h>
#include <string.h>

#include "topics/assign.h"
#include "topics/names.h"

#define LOOKED_AT 6u

/* On the way to the terms. */
typedef struct {
    cot_counts_t counts;
    cot_candidate_t *candidates; /* by rank */
    uint32_t n;
    uint32_t *term_of; /* of phrases */
    cot_arena_t arena;
} choice_t;

static uint64_t score(uint32_t papers, uint8_t parts) {
    uint64_t words = parts < COT_PHRASE_WORDS ? parts : COT_PHRASE_WORDS;
    return papers * words * words;
}

static int by_score(const void *a, const void *b) {
    const cot_candidate_t *p = a, *q = b;
    uint64_t s = score(p->papers, p->parts), t = score(q->papers, q->parts);
    if (s != t) {
        return s > t ? -1 : 1;
    }
    return p->group < q->group ? -1 : p->group > q->group;
}

static int by_rank(const void *a, const void *b) {
    const cot_candidate_t *p = *(const cot_candidate_t *const *)a, *q = *(const cot_candidate_t *const *)b;
    uint64_t s = score(p->papers, p->parts), t = score(q->papers, q->parts);
    if (s != t) {
        return s > t ? -1 : 1;
    }
    return strcmp(p->key, q->key);
}

/* What follows the filler that a phrase begins with, NULL when it begins with none. Compounds make it possible
 * that fillers of several lengths were met: the rest with the largest hash is taken. */
static const cot_count_t *rest_of(const cot_tally_t *tally, const cot_lexicon_t *lexicon,
                                  const cot_count_t *c) {
    char key[COT_PHRASE_BYTES], one[COT_PHRASE_BYTES];
    const cot_form_t *form = &tally->forms[c->form];
    size_t length = c->fillers ? cot_i_phrase_key(lexicon, form->words, form->n_words, key) : 0;
    size_t n = length > 0 ? cot_i_singular(key, length, one) : 0;
    const char *same = n > 0 ? one : key;
    size_t same_length = n > 0 ? n : length, start = 0;
    uint64_t highest = 0, rest = 0;
    for (uint32_t parts = 0; start < same_length; start++) {
        if (same[start] != ' ' || !(c->fillers >> ++parts & 1)) {
            continue;
        }
        uint64_t h = cot_i_hash(same + start + 1, same_length - start - 1, 0);
        if (h >= highest) {
            highest = h;
            rest = cot_i_key_hash(same + start + 1, same_length - start - 1, false);
        }
    }
    return highest != 0 ? cot_i_tally_find(tally, rest) : NULL;
}

static bool within_bounds(const cot_counts_t *counts, const cot_lexicon_t *lexicon, const cot_count_t *c) {
    if (c->papers < counts->min || c->papers > counts->max) {
        return false;
    }
    const cot_count_t *rest = rest_of(&counts->tally, lexicon, c);
    return !rest || (uint64_t)c->papers * 2 >= rest->papers;
}

/* The phrases within the bounds to choice->candidates, highest scores first; ranks their phrases. */
static cot_status_t choose_candidates(choice_t *choice, const cot_lexicon_t *lexicon, uint32_t max_terms,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_tally_t *tally = &choice->counts.tally;
    size_t capacity = 0, n = 0;
    for (size_t i = 0; i < tally->n_phrases; i++) {
        const cot_count_t *c = &tally->phrases[i];
        if (!within_bounds(&choice->counts, lexicon, c)) {
            continue;
        }
        if (!COT_GROW(choice->candidates, capacity, n + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: candidates for terms");
        }
        choice->candidates[n++] = (cot_candidate_t){.group = c->group,
                                                    .papers = c->papers,
                                                    .phrase = (uint32_t)i,
                                                    .term = COT_NO_TERM,
                                                    .parts = c->parts};
    }
    if (n > 0) {
        qsort(choice->candidates, n, sizeof *choice->candidates, by_score);
    }
    size_t keep = max_terms > 0 && max_terms < n / LOOKED_AT ? (size_t)max_terms * LOOKED_AT : n;
    while (keep > 0 && keep < n &&
           score(choice->candidates[keep].papers, choice->candidates[keep].parts) ==
               score(choice->candidates[keep - 1].papers, choice->candidates[keep - 1].parts)) {
        keep++;
    }
    choice->n = (uint32_t)keep;
    for (uint32_t i = 0; i < choice->n; i++) {
        tally->phrases[choice->candidates[i].phrase].rank = i + 1;
    }
done:
    return st;
}

/* Drops what nearly always stands inside the key of `whole`. */
static void suppress_inside(choice_t *choice, const cot_candidate_t *whole) {
    size_t length = strlen(whole->key);
    for (size_t from = 0; from < length; from++) {
        if (from > 0 && whole->key[from - 1] != ' ') {
            continue;
        }
        for (size_t to = from + 1; to <= length; to++) {
            if ((to < length && whole->key[to] != ' ') || to - from == length) {
                continue;
            }
            const cot_count_t *c =
                cot_i_tally_find(&choice->counts.tally, cot_i_key_hash(whole->key + from, to - from, true));
            if (c && c->rank > 0 && (uint64_t)whole->papers * 10 >= (uint64_t)c->papers * 7) {
                choice->candidates[c->rank - 1].suppressed = true;
            }
        }
    }
}

/* Chooses the terms, numbers them and copies their texts. */
static cot_status_t choose_terms(cot_terms_t *out, choice_t *choice, uint32_t max_terms, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_candidate_t **ranked = NULL;
    uint32_t n = 0;
    COT_NEW(st, err, ranked, choice->n, "ranking of terms");
    for (uint32_t i = 0; i < choice->n; i++) {
        suppress_inside(choice, &choice->candidates[i]);
    }
    for (uint32_t i = 0; i < choice->n; i++) {
        if (!choice->candidates[i].suppressed) {
            ranked[n++] = &choice->candidates[i];
        }
    }
    if (n > 0) {
        qsort(ranked, n, sizeof *ranked, by_rank);
    }
    n = max_terms > 0 && n > max_terms ? max_terms : n;
    COT_NEW(st, err, out->terms, n, "terms");
    for (uint32_t i = 0; i < n; i++) {
        cot_candidate_t *c = ranked[i];
        c->term = i;
        out->terms[i] =
            (cot_term_t){cot_i_arena_copy(&out->arena, c->key, strlen(c->key)),
                         cot_i_arena_copy(&out->arena, c->label, strlen(c->label)), c->papers, c->parts};
        if (!out->terms[i].key || !out->terms[i].label) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: terms");
        }
    }
    out->n_terms = n;
done:
    cot_i_free(ranked);
    return st;
}

/* Terms by number of the phrase. */
static cot_status_t number_terms(choice_t *choice, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t n = choice->counts.tally.n_phrases;
    COT_NEW(st, err, choice->term_of, n, "terms");
    for (size_t i = 0; i < n; i++) {
        choice->term_of[i] = COT_NO_TERM;
    }
    for (uint32_t i = 0; i < choice->n; i++) {
        choice->term_of[choice->candidates[i].phrase] = choice->candidates[i].term;
    }
done:
    return st;
}

cot_status_t cot_i_terms_find(cot_terms_t *out, const cot_texts_t *texts, const cot_topics_params_t *params,
                              const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_stream_t stream;
    choice_t choice = {.arena = COT_ARENA_INIT};
    memset(out, 0, sizeof *out);
    COT_TRY(st, cot_i_stream_read(&stream, texts, COT_STREAM_KEPT, env, err));
    COT_TRY(st, cot_i_count_phrases(&choice.counts, &stream, params, env, err));
    COT_TRY(st, choose_candidates(&choice, &stream.lexicon, params->max_terms, err));
    COT_TRY(st, cot_i_name_candidates(choice.candidates, choice.n, &choice.counts.tally, &stream.lexicon,
                                      &choice.arena, err));
    COT_TRY(st, choose_terms(out, &choice, params->max_terms, err));
    COT_TRY(st, number_terms(&choice, err));
    COT_TRY(st, cot_i_assign_terms(out, &stream, &choice.counts, choice.term_of, env, err));
done:
    cot_i_stream_clear(&stream);
    cot_i_counts_clear(&choice.counts);
    cot_i_free(choice.candidates);
    cot_i_free(choice.term_of);
    cot_i_arena_clear(&choice.arena);
    return st;
}

void cot_i_terms_clear(cot_terms_t *terms) {
    cot_i_free(terms->terms);
    cot_i_free(terms->of_text);
    cot_i_free(terms->first);
    cot_i_arena_clear(&terms->arena);
    memset(terms, 0, sizeof *terms);
}
