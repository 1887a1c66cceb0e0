/* tex.h: TeX accents and letters in names to Unicode.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_TEX_H
#define COT_BASE_TEX_H

#include "base/text.h"

/* Appends text with TeX's accents (\"o, \'{e}, \v{s}, \c c, ...) and letters (\o, \ss, \L, \aa, ...) as NFC,
 * ties as blanks and without braces and other commands. Text without TeX is copied. Commands whose end was
 * lost on the way ("\ccois", "\orgen") are taken apart at the longest name that fits. COT_OK | COT_E_NOMEM.
 */
cot_status_t cot_i_tex_text(cot_buf_t *out, const char *text, size_t n, cot_error_t *err);

/* Whether there is anything to convert. */
bool cot_i_tex_has(const char *text, size_t n);

#endif
