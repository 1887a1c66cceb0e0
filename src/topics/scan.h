/* scan.h: from a title and an abstract to the numbers of their words.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_SCAN_H
#define COT_TOPICS_SCAN_H

#include "base/isa.h"
#include "topics/lexicon.h"

#define COT_WORDS_OF_PAPER 65536 /* words between cuts read from one paper */

/* A token is the number of a word, with these bits. Stop words leave only their cut. */
#define COT_TOKEN_CUT ((uint32_t)1 << 31)   /* a phrase may not reach from here to the word before */
#define COT_TOKEN_CONTENT COT_VALUE_CONTENT /* a phrase by itself */
#define COT_TOKEN_WORD (COT_TOKEN_CONTENT - 1)

/* What is read of a paper: its title and its abstract, borrowed; either may have no bytes. */
typedef struct {
    const char *title, *abstract;
    uint32_t title_bytes, abstract_bytes;
} cot_text_t;

/* Work space of one thread. */
typedef struct {
    const cot_words_t *classes;
    cot_lexicon_t *lexicon; /* takes the words that are not there */
    char *text;             /* the title, a mark that cuts, the abstract, and blanks behind */
    size_t text_capacity;
    cot_buf_t written, key; /* of one word */
    uint32_t *tokens;
    size_t n_tokens, tokens_capacity;
    uint32_t *used; /* for tokens as used words */
    size_t used_capacity;
    size_t text_start; /* first token of the text being read */
    cot_isa_t isa;     /* instructions to use: the widest there are */
    bool together;     /* plain words are read many at a time: not when the order of bytes is another */
    bool cut_next;
    bool has_content; /* the last text has a word that is a phrase by itself */
} cot_scan_t;

void cot_i_scan_init(cot_scan_t *scan, const cot_words_t *classes, cot_lexicon_t *lexicon);
void cot_i_scan_clear(cot_scan_t *scan);

/* Adds the tokens of a text to scan->tokens. @return COT_OK | COT_E_NOMEM | COT_E_LIMIT. */
cot_status_t cot_i_scan(cot_scan_t *scan, const cot_text_t *text, cot_error_t *err);

#endif
