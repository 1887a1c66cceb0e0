/* names.h: names of made-up people.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_SYNTH_NAMES_H
#define COT_SYNTH_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fail.h"

#define COT_SYNTH_NAME_BYTES 160

typedef struct cot_namer cot_namer_t;
cot_status_t cot_i_namer_new(cot_namer_t **out, cot_error_t *err);
void cot_i_namer_free(cot_namer_t *namer);

/* Name of author number `author`, a function of (seed, author) alone, so that no name is stored. initials:
 * with the forenames cut to initials. Not terminated; the length. */
size_t cot_i_namer_write(const cot_namer_t *namer, uint64_t seed, uint32_t author, bool initials, char *out);

#endif
