/* json_text.c: text as a JSON string (RFC 8259).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/json_text.h"

#include <string.h>

#include "base/out.h"

/* Whether HTML would act on the character, or an old JavaScript. */
static bool is_html(uint32_t c) {
    return c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029;
}

static bool is_plain(uint32_t c) {
    return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F;
}

static void put_escaped(cot_out_t *out, uint32_t c) {
    if (c == '"' || c == '\\') {
        cot_out_bytes(out, c == '"' ? "\\\"" : "\\\\", 2);
    } else {
        cot_out_printf(out, "\\u%04x", (unsigned)c);
    }
}

static void put_text(cot_out_t *out, const char *text, bool html, size_t most) {
    size_t length = strlen(text), start = 0, used, i = 0;
    COT_PUT(out, "\"");
    for (; i < length && most > 0; i += used, most--) {
        uint32_t c = (unsigned char)text[i];
        used = 1;
        c = c >= 0x80 ? cot_i_utf8_decode(text + i, length - i, &used) : c;
        const bool bad = c == 0xFFFD && used == 1;
        if (is_plain(c) && !bad && !(html && is_html(c))) {
            continue;
        }
        cot_i_put(out, text + start, i - start);
        start = i + used;
        if (bad) {
            COT_PUT(out, "\xEF\xBF\xBD");
        } else {
            put_escaped(out, c);
        }
    }
    cot_i_put(out, text + start, i - start);
    if (i < length) {
        COT_PUT(out, "\xE2\x80\xA6");
    }
    COT_PUT(out, "\"");
}

void cot_i_put_json_text(cot_out_t *out, const char *text) {
    put_text(out, text, false, SIZE_MAX);
}

void cot_i_put_json_html(cot_out_t *out, const char *text, size_t most) {
    put_text(out, text, true, most);
}
