/* names.h: phrases that may become terms: their keys and labels. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_NAMES_H
#define COT_TOPICS_NAMES_H

#include "topics/count.h"

/* A phrase within the bounds. */
typedef struct {
    uint64_t group;
    uint32_t papers;
    uint32_t phrase; /* number in the tally */
    uint32_t term;   /* number among the terms, or UINT32_MAX */
    uint8_t parts;
    bool suppressed;
    const cot_form_t *first; /* the form whose key is the phrase's */
    const cot_form_t *used;  /* the form that is the label */
    const char *key;         /* in the arena */
    const char *label;       /* in the arena */
} cot_candidate_t;

/* Keys and labels of candidates, the phrases of the tally with rank - 1 for a number. @return COT_OK |
 * COT_E_NOMEM. */
cot_status_t cot_i_name_candidates(cot_candidate_t *candidates, uint32_t n, const cot_tally_t *tally,
                                   const cot_lexicon_t *lexicon, cot_arena_t *arena, cot_error_t *err);

#endif
