/* forms.h: the written forms of phrases and how often each is used.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_FORMS_H
#define COT_TOPICS_FORMS_H

#include "topics/phrases.h"

/* One written form. */
typedef struct {
    uint32_t words[COT_PHRASE_WORDS]; /* COT_WORD_NONE behind the last */
    uint32_t phrase;                  /* number of what it is a form of */
    uint32_t uses;
    bool plural;
} cot_form_t;

typedef struct {
    cot_form_t *forms; /* in the order of arrival */
    size_t n, forms_capacity;
    uint32_t *slots; /* open addressing, number of form + 1 */
    size_t capacity;
} cot_forms_t;

/* Adds uses of a form; *out is its number. @return COT_OK | COT_E_NOMEM. */
cot_status_t cot_i_forms_add(cot_forms_t *forms, const cot_form_t *form, uint32_t *out, cot_error_t *err);
/* Takes all out; keeps the memory. */
void cot_i_forms_empty(cot_forms_t *forms);
void cot_i_forms_clear(cot_forms_t *forms);

static inline bool cot_i_same_words(const cot_form_t *a, const cot_form_t *b) {
    return a->words[0] == b->words[0] && a->words[1] == b->words[1] && a->words[2] == b->words[2];
}

#endif
