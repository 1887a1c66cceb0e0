/* bytes.h: looking through long stretches of bytes, in vectors as wide as the processor has (isa.h); every set
 * gives the same answer.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_BYTES_H
#define COT_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/isa.h"

/* cot_i_isa_best(), asked once. */
cot_isa_t cot_i_isa_here(void);

/* A number of eight such bytes. */
#define COT_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Line feeds. */
uint32_t cot_i_bytes_newlines(const char *bytes, size_t n, cot_isa_t isa);
/* Bytes from the start that are printable ASCII, tab, line feed or carriage return; adds their line feeds. */
size_t cot_i_bytes_plain(const char *bytes, size_t n, uint32_t *newlines, cot_isa_t isa);
/* Printable ASCII throughout, no two blanks in a row, none at the ends, not empty. */
bool cot_i_bytes_tidy(const char *text, size_t n, cot_isa_t isa);
/* Bytes from the start with none of < & ] and the carriage return among them; some dozens fewer than could be. */
size_t cot_i_bytes_unmarked(const char *bytes, size_t n, cot_isa_t isa);
/* Copies from the start of what is printable ASCII, or a lone white space before such, the latter as a blank; the
 * bytes copied, some dozens fewer than could be. There is room for n. */
size_t cot_i_bytes_blanked(char *to, const char *text, size_t n, cot_isa_t isa);
/* Whether "hdraw" can stand in it, in small or capital letters; a few more bytes pass. */
bool cot_i_bytes_hdraw(const char *text, size_t n, cot_isa_t isa);

#endif
