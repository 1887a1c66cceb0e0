/* words.h: what a single word is worth inside a phrase.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_WORDS_H
#define COT_TOPICS_WORDS_H

#include "base/fail.h"

#include <stdbool.h>

/* STOP cuts a phrase. The others may stand in one; a phrase needs a weight of 2 (see cot_i_word_weight) and
 * may not end in an adjective. */
typedef enum {
    COT_WORD_STOP,      /* "the", "propose", "several" */
    COT_WORD_FILLER,    /* adjective that says nothing: "efficient"; weight 0, not last */
    COT_WORD_ADJECTIVE, /* adjective that says something: "distributed"; weight 1, not last */
    COT_WORD_EMPTY,     /* noun that says nothing: "approach"; weight 0 */
    COT_WORD_GENERAL,   /* noun that says little alone: "network"; weight 1 */
    COT_WORD_CONTENT    /* all other words; weight 2 */
} cot_word_class_t;

/* The lists as a hash table; made once per search for terms, read by all threads. */
typedef struct cot_words cot_words_t;
cot_status_t cot_i_words_new(cot_words_t **out, cot_error_t *err);
void cot_i_words_free(cot_words_t *words);

/* Class of a folded word; a written compound's parts are separated by blanks ("state of the art"). */
cot_word_class_t cot_i_word_class(const cot_words_t *words, const char *key, size_t length);
int cot_i_word_weight(cot_word_class_t c);

/* If the last part of a folded phrase looks like an English plural, the length of the phrase with that part
 * in the singular, written to out (at least `length` bytes); 0 when it does not. */
size_t cot_i_singular(const char *phrase, size_t length, char *out);

#endif
