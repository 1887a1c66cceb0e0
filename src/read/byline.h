/* byline.h: a line of authors into names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_BYLINE_H
#define COT_READ_BYLINE_H

#include "read/record.h"

/* Splits a line of authors as arXiv asks for it (names separated by commas, "and" or "&"; affiliations in
 * parentheses; collaborations before a colon or behind "for the") and adds the names to the draft. TeX in it
 * is converted. Rules: docs/definitions.md, "Records". COT_OK | COT_E_NOMEM. */
cot_status_t cot_i_byline(cot_draft_t *draft, const char *text, size_t n, cot_error_t *err);

/* Suffixes of names: Jr, Sr, II ... with or without a full stop. */
bool cot_i_is_suffix(const char *text, size_t n);

#endif
