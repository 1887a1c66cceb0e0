/* gather.h: written forms, keys and papers of the candidates that counting left.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_GATHER_H
#define COT_TOPICS_GATHER_H

#include "topics/count.h"

/* A phrase within the bounds, with what the last pass finds. */
typedef struct {
    uint64_t group;
    uint32_t papers;
    uint32_t label_uses; /* of the form that is the label so far */
    uint32_t term;       /* number among the terms, or UINT32_MAX */
    uint8_t parts;
    bool suppressed, key_is_singular;
    const char *key;   /* in the arena */
    const char *label; /* in the arena */
} cot_candidate_t;

/* Candidates by number, and those of each text: of_text[first[i] .. first[i + 1]), ascending. */
typedef struct {
    cot_candidate_t *candidates;
    uint32_t n;
    uint32_t *of_text;
    size_t n_pairs, pairs_capacity;
    size_t *first;
    cot_arena_t arena;
} cot_gather_t;

/* Last pass. gather->candidates is filled but for key and label.
 * @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. */
cot_status_t cot_i_gather(cot_gather_t *gather, cot_stream_t *stream, const cot_counts_t *counts,
                          const cot_env_t *env, cot_error_t *err);

/* Ascending. */
void cot_i_sort_terms(uint32_t *list, size_t n);

#endif
