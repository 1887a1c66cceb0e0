/* vocab.h: research fields of made-up corpora and the words of their papers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_VOCAB_H
#define COT_SYNTH_VOCAB_H

#include <stdint.h>

#define COT_SYNTH_FIELDS 150u
#define COT_SYNTH_TOPICS 14u /* phrases of a theme */

/* Words shared by neighbouring fields. */
typedef struct {
    const char *topics[COT_SYNTH_TOPICS]; /* noun phrases, lower case but for acronyms */
    uint8_t near[2];                      /* themes that papers of this one are cross-listed with */
} cot_theme_t;

typedef struct {
    const char *code; /* arXiv category */
    uint8_t theme;
} cot_field_t;

extern const cot_theme_t cot_i_synth_themes[];
/* In the order in which a corpus of few fields takes them. */
extern const cot_field_t cot_i_synth_fields[COT_SYNTH_FIELDS];

/* NULL-terminated. A template's slots: {A} adjective, {T} {U} {V} topics of the paper, {C} condition, {M}
 * measure, {N} number of two digits. */
extern const char *const cot_i_synth_titles[];
extern const char *const cot_i_synth_openings[];
extern const char *const cot_i_synth_methods[];
extern const char *const cot_i_synth_findings[];
extern const char *const cot_i_synth_closings[];
extern const char *const cot_i_synth_adjectives[];
extern const char *const cot_i_synth_conditions[];
extern const char *const cot_i_synth_measures[];

#endif
