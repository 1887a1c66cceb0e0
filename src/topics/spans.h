/* spans.h: where the plain words of a text begin and end. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_SPANS_H
#define COT_TOPICS_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/isa.h"

#define COT_SPANS 160u                      /* words found at a time, at most */
#define COT_SPAN_CUT ((uint16_t)(1u << 15)) /* with the start of a word: something cuts before */

/* Where words begin and end behind `from`. More are written than there are: a whole block's at once. */
typedef struct {
    uint16_t starts[COT_SPANS]; /* with COT_SPAN_CUT when something cuts before */
    uint16_t ends[COT_SPANS];
    size_t n;
    size_t from;
    size_t end; /* how far the text was read */
    bool cut;   /* something cuts behind the last word */
    bool stop;  /* what follows needs a closer look */
} cot_spans_t;

/* The widest instructions there are for this. */
cot_isa_t cot_i_spans_isa(void);

/* Finds the plain words (ASCII, without TeX) from text[i] on, up to what needs a closer look, text[length] or
 * COT_SPANS. 144 bytes behind text[length] can be read, and are blanks. All instructions give the same. */
void cot_i_find_spans(cot_isa_t isa, const char *text, size_t i, size_t length, cot_spans_t *spans);

#endif
