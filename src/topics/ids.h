/* ids.h: the words of many spans at once: their ids, and their tokens.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_IDS_H
#define COT_TOPICS_IDS_H

#include "topics/lexicon.h"
#include "topics/spans.h"

/* Words on their way from places in a text to tokens. */
typedef struct {
    cot_spans_t spans;
    uint64_t ids[COT_SPANS];
    uint16_t places[COT_SPANS]; /* in the table of early words */
    uint32_t values[COT_SPANS];
} cot_batch_t;

/* Tokens that are written at a time: so many more than there are may be. */
#define COT_TOKENS_SPARE 16u

/* Ids and places of all spans of a text; 16 bytes behind the last can be read. All instructions give the
 * same. */
void cot_i_word_ids(cot_isa_t isa, const char *text, cot_batch_t *batch);

/* Writes the tokens of the words that do not cut; their number. *cut: COT_TOKEN_CUT or 0, as it is before and
 * behind them; *all: bits that are set in any value. All instructions give the same. */
size_t cot_i_word_tokens(cot_isa_t isa, const cot_batch_t *batch, uint32_t *tokens, uint32_t *cut,
                         uint32_t *all);

#endif
