/* json_text.c: text as a JSON string (RFC 8259).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json_text.h"

#include <string.h>

#include "base/text.h"

void cot_i_put_json_text(cot_out_t *out, const char *text) {
    size_t length = strlen(text), start = 0, used;
    cot_out_bytes(out, "\"", 1);
    for (size_t i = 0; i < length; i += used) {
        unsigned char c = (unsigned char)text[i];
        used = 1;
        bool bad = c >= 0x80 && cot_i_utf8_decode(text + i, length - i, &used) == 0xFFFD && used == 1;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !bad) {
            continue;
        }
        cot_out_bytes(out, text + start, i - start);
        start = i + used;
        if (bad) {
            cot_out_text(out, "\xEF\xBF\xBD");
        } else if (c == '"' || c == '\\') {
            cot_out_bytes(out, c == '"' ? "\\\"" : "\\\\", 2);
        } else {
            cot_out_printf(out, "\\u%04x", (unsigned)c);
        }
    }
    cot_out_bytes(out, text + start, length - start);
    cot_out_bytes(out, "\"", 1);
}
