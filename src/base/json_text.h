/* json_text.h: text as a JSON string. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_JSON_TEXT_H
#define COT_BASE_JSON_TEXT_H

#include "coterie/output.h"

/* In quotes; bytes that are no UTF-8 become U+FFFD, control characters \u00XX. */
void cot_i_put_json_text(cot_out_t *out, const char *text);

/* The same for JSON inside an HTML element: "<", ">", "&", U+2028 and U+2029 stand as \u escapes too. Of texts with
 * more than `most` characters the first ones, and an ellipsis. */
void cot_i_put_json_html(cot_out_t *out, const char *text, size_t most);

#endif
