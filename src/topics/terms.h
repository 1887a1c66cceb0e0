/* terms.h: the terms of a set of texts: which phrases, how written, on which papers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_TERMS_H
#define COT_TOPICS_TERMS_H

#include "base/alloc.h"
#include "base/fail.h"
#include "coterie/topics.h"
#include "topics/scan.h"

/* The texts whose terms are looked for. */
typedef struct {
    const cot_text_t *list;
    uint32_t count;
} cot_texts_t;

typedef struct {
    const char *key; /* in the arena of cot_terms_t */
    const char *label;
    uint32_t papers;
    uint8_t parts; /* blank-separated parts of the key */
} cot_term_t;

/* Terms by rank; terms of text i: of_text[first[i] .. first[i + 1]), ascending. */
typedef struct {
    cot_term_t *terms;
    uint32_t n_terms;
    uint32_t *of_text;
    size_t *first; /* texts + 1 */
    cot_arena_t arena;
} cot_terms_t;

/* Finds them. @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. Clear with cot_i_terms_clear (also after
 * failure). */
cot_status_t cot_i_terms_find(cot_terms_t *out, const cot_texts_t *texts, const cot_topics_params_t *params,
                              const cot_env_t *env, cot_error_t *err);
void cot_i_terms_clear(cot_terms_t *terms);

#endif
