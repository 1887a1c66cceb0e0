/* cultures.h: parts of made-up names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_CULTURES_H
#define COT_SYNTH_CULTURES_H

#include <stdint.h>

#define COT_CULTURES 20

/* Lists are blank-separated; NULL = none. */
typedef struct {
    uint8_t weight;    /* share of authors, of the sum of all */
    const char *given; /* forenames, or their beginnings when given2 is there */
    const char *given2;
    const char *family; /* surnames, or their beginnings when family2 is there */
    const char *family2;
    const char *middle_word; /* second forename, always there */
    const char *particle;    /* before the surname, in particle_share % of names */
    uint8_t particle_share;
    uint8_t double_share; /* % with two surnames */
    uint8_t middle_share; /* % with a middle initial */
    const char *glue;     /* between the parts of a forename */
} cot_culture_t;

extern const cot_culture_t cot_i_cultures[COT_CULTURES];

#endif
