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

#include "topics/count.h"
#include "topics/gather.h"

#define NO_TERM UINT32_MAX
#define LOOKED_AT 6u

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
static const cot_count_t *rest_of(const cot_counts_t *counts, const cot_lexicon_t *lexicon,
                                  const cot_count_t *c) {
    char key[COT_PHRASE_BYTES], one[COT_PHRASE_BYTES];
    size_t length = c->fillers ? cot_i_phrase_key(lexicon, c->words, c->n_words, key) : 0;
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
    return highest != 0 ? cot_i_counts_find(counts, rest) : NULL;
}

static bool within_bounds(const cot_counts_t *counts, const cot_lexicon_t *lexicon, const cot_count_t *c) {
    if (c->group == 0 || c->papers < counts->min || c->papers > counts->max) {
        return false;
    }
    const cot_count_t *rest = rest_of(counts, lexicon, c);
    return !rest || (uint64_t)c->papers * 2 >= rest->papers;
}

/* Adds the phrases of one table that are within the bounds. */
static cot_status_t add_candidates(cot_gather_t *gather, size_t *n, size_t *capacity,
                                   const cot_counts_t *counts, const cot_count_table_t *table,
                                   const cot_lexicon_t *lexicon, cot_error_t *err) {
    for (size_t i = 0; i < table->capacity; i++) {
        const cot_count_t *c = &table->slots[i];
        if (!within_bounds(counts, lexicon, c)) {
            continue;
        }
        if (!COT_GROW(gather->candidates, *capacity, *n + 1)) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: candidates for terms");
        }
        gather->candidates[(*n)++] =
            (cot_candidate_t){.group = c->group, .papers = c->papers, .term = NO_TERM, .parts = c->parts};
    }
    return COT_OK;
}

/* Fills gather->candidates with the phrases within the bounds, highest scores first, and numbers their slots.
 */
static cot_status_t choose_candidates(cot_gather_t *gather, cot_counts_t *counts,
                                      const cot_lexicon_t *lexicon, uint32_t max_terms, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t capacity = 0, n = 0;
    for (uint32_t k = 0; k < COT_COUNT_TABLES; k++) {
        COT_TRY(st, add_candidates(gather, &n, &capacity, counts, &counts->tables[k], lexicon, err));
    }
    if (n > UINT32_MAX - 1) {
        COT_FAIL(st, err, COT_E_LIMIT, "%zu candidates for terms (allowed: %u)", n, UINT32_MAX - 1);
    }
    if (n > 0) {
        qsort(gather->candidates, n, sizeof *gather->candidates, by_score);
    }
    size_t keep = max_terms > 0 && max_terms < n / LOOKED_AT ? (size_t)max_terms * LOOKED_AT : n;
    while (keep > 0 && keep < n &&
           score(gather->candidates[keep].papers, gather->candidates[keep].parts) ==
               score(gather->candidates[keep - 1].papers, gather->candidates[keep - 1].parts)) {
        keep++;
    }
    gather->n = (uint32_t)keep;
    for (uint32_t i = 0; i < gather->n; i++) {
        cot_i_counts_find(counts, gather->candidates[i].group)->rank = i + 1;
    }
done:
    return st;
}

/* Drops what nearly always stands inside the key of `whole`. */
static void suppress_inside(cot_gather_t *gather, const cot_counts_t *counts, const cot_candidate_t *whole) {
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
                cot_i_counts_find(counts, cot_i_key_hash(whole->key + from, to - from, true));
            if (c && c->rank > 0 && (uint64_t)whole->papers * 10 >= (uint64_t)c->papers * 7) {
                gather->candidates[c->rank - 1].suppressed = true;
            }
        }
    }
}

/* Chooses the terms, numbers them and copies their texts. */
static cot_status_t choose_terms(cot_terms_t *out, cot_gather_t *gather, const cot_counts_t *counts,
                                 uint32_t max_terms, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_candidate_t **ranked = NULL;
    uint32_t n = 0;
    COT_NEW(st, err, ranked, gather->n, "ranking of terms");
    for (uint32_t i = 0; i < gather->n; i++) {
        suppress_inside(gather, counts, &gather->candidates[i]);
    }
    for (uint32_t i = 0; i < gather->n; i++) {
        if (!gather->candidates[i].suppressed) {
            ranked[n++] = &gather->candidates[i];
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

/* From candidates of texts to terms of texts; takes over gather's arrays. */
static void number_terms(cot_terms_t *out, cot_gather_t *gather, uint32_t texts) {
    size_t n = 0, begin = 0;
    for (uint32_t i = 0; i < texts; i++) {
        size_t end = gather->first[i + 1], start = n;
        for (size_t j = begin; j < end; j++) {
            uint32_t term = gather->candidates[gather->of_text[j]].term;
            if (term != NO_TERM) {
                gather->of_text[n++] = term;
            }
        }
        if (n > start) {
            cot_i_sort_terms(gather->of_text + start, n - start);
        }
        begin = end;
        gather->first[i + 1] = n;
    }
    out->of_text = gather->of_text;
    out->first = gather->first;
    gather->of_text = NULL;
    gather->first = NULL;
}

cot_status_t cot_i_terms_find(cot_terms_t *out, const cot_texts_t *texts, const cot_topics_params_t *params,
                              const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_stream_t stream;
    cot_counts_t counts = {0};
    cot_gather_t gather = {NULL, 0, NULL, 0, 0, NULL, COT_ARENA_INIT};
    memset(out, 0, sizeof *out);
    COT_TRY(st, cot_i_stream_read(&stream, texts, COT_STREAM_KEPT, env, err));
    COT_TRY(st, cot_i_count_phrases(&counts, &stream, params, env, err));
    COT_TRY(st, choose_candidates(&gather, &counts, &stream.lexicon, params->max_terms, err));
    COT_TRY(st, cot_i_gather(&gather, &stream, &counts, env, err));
    COT_TRY(st, choose_terms(out, &gather, &counts, params->max_terms, err));
    number_terms(out, &gather, texts->count);
done:
    cot_i_stream_clear(&stream);
    cot_i_counts_clear(&counts);
    cot_i_free(gather.candidates);
    cot_i_free(gather.of_text);
    cot_i_free(gather.first);
    cot_i_arena_clear(&gather.arena);
    return st;
}

void cot_i_terms_clear(cot_terms_t *terms) {
    cot_i_free(terms->terms);
    cot_i_free(terms->of_text);
    cot_i_free(terms->first);
    cot_i_arena_clear(&terms->arena);
    memset(terms, 0, sizeof *terms);
}
