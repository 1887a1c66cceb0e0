/* count.h: on how many papers each phrase stands, and how it is written, in bounded memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_COUNT_H
#define COT_TOPICS_COUNT_H

#include "topics/stream.h"

/* A phrase in both numbers. */
typedef struct {
    uint64_t group;   /* see cot_i_phrase_group */
    uint64_t fillers; /* bit k: stands with a first word of k parts that is a filler */
    uint32_t papers;  /* with either number */
    uint32_t text;    /* the last one it was met in, + 1 */
    uint32_t form;    /* that it has there: the first one, a singular if there is one */
    uint32_t form_at; /* where that stands; a plural behind all singulars */
    uint32_t rank;    /* used by what follows the counting */
    uint8_t parts;    /* of the key */
    uint8_t filled;   /* has a form with a filler */
} cot_count_t;

/* One written form. */
typedef struct {
    uint32_t words[COT_PHRASE_WORDS]; /* numbers in the lexicon; COT_WORD_NONE behind the last */
    uint32_t phrase;                  /* what it is a form of */
    uint32_t uses;
    uint32_t text; /* the first one it was met in, + 1 */
    uint32_t at;   /* where it stands there first */
    uint8_t n_words, plural;
    uint8_t filler_parts; /* parts of the first word when that is a filler and others follow, else 0 */
} cot_form_t;

/* Phrases and their forms, each in the order of arrival, with tables by open addressing: number + 1, a power
 * of two of slots. */
typedef struct {
    cot_count_t *phrases;
    uint32_t *phrase_slots;
    size_t n_phrases, phrases_capacity, phrase_slots_capacity;
    cot_form_t *forms;
    uint32_t *form_slots;
    size_t n_forms, forms_capacity, form_slots_capacity;
} cot_tally_t;

/* What counting came to. */
typedef struct {
    cot_tally_t tally;
    uint32_t min, max; /* bounds of papers that were in force */
    uint32_t *
        *numbers; /* of each thread: from its numbers of phrases to those of the tally; NULL: the same */
    int threads;
    int *counted_by; /* the thread of which the phrases of a block's texts are kept by the stream, with its
                        numbers, instead of the tokens; -1: the tokens, or nothing */
} cot_counts_t;

/* Counts all phrases of the texts whose number of papers is within the bounds of params (others may be there,
 * below the lower bound). What is kept of a block of texts are then the phrases that stand in each, instead
 * of the tokens. Clear with cot_i_counts_clear (also after failure). */
cot_status_t cot_i_count_phrases(cot_counts_t *counts, cot_stream_t *stream,
                                 const cot_topics_params_t *params, const cot_env_t *env, cot_error_t *err);
void cot_i_counts_clear(cot_counts_t *counts);

/* NULL when there is none. */
cot_count_t *cot_i_tally_find(const cot_tally_t *tally, uint64_t group);

#endif
