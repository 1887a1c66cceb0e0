/* text.h: titles and abstracts of made-up papers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_TEXT_H
#define COT_SYNTH_TEXT_H

#include "base/par.h"
#include "coterie/output.h"
#include "synth/vocab.h"

/* Output through a block of memory: cot_out_bytes for every word would be the cost of the whole. */
typedef struct {
    cot_out_t *out;
    char *block;
    size_t n;
} cot_synth_pen_t;
#define COT_SYNTH_BLOCK ((size_t)1 << 18)
void cot_i_pen_bytes(cot_synth_pen_t *pen, const char *bytes, size_t n);
void cot_i_pen_text(cot_synth_pen_t *pen, const char *text);
void cot_i_pen_number(cot_synth_pen_t *pen, uint64_t value, int min_digits);
void cot_i_pen_flush(cot_synth_pen_t *pen);

/* What a paper is about. */
typedef struct {
    const char *topics[3]; /* T, U, V: three different phrases */
    const char *condition, *measure;
    cot_rng_t *rng;
} cot_synth_matter_t;

/* Chooses topics: the anchor's own two phrases of the field's fourteen more often than the others. */
void cot_i_matter_choose(cot_synth_matter_t *matter, uint32_t field, uint32_t anchor, cot_rng_t *rng);
/* One template, its first letter in upper case. */
void cot_i_write_template(cot_synth_pen_t *pen, const char *template, const cot_synth_matter_t *matter);
void cot_i_write_title(cot_synth_pen_t *pen, const cot_synth_matter_t *matter);
void cot_i_write_abstract(cot_synth_pen_t *pen, const cot_synth_matter_t *matter);

#endif
