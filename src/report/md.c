/* md.c: pieces of Markdown: escaped text and numbers as people read them, independent of the locale.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/md.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

enum { MOST_CHARACTERS = 120 };

/* Marks that turn the direction of the text behind them, and line ends. */
static bool is_dropped(uint32_t c) {
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || (c >= 0x7F && c < 0xA0);
}

static void put_ascii(cot_out_t *out, char c, char next) {
    if (c == '&') {
        cot_out_text(out, "&amp;");
    } else if (c == '<') {
        cot_out_text(out, "&lt;");
    } else if (c == '>') {
        cot_out_text(out, "&gt;");
    } else if ((unsigned char)c < 0x20) {
        cot_out_text(out, " ");
    } else {
        bool escape = strchr("\\`*_[]|#~$", c) || (c == ':' && next == '/');
        if (escape) {
            cot_out_text(out, "\\");
        }
        cot_out_bytes(out, &c, 1);
    }
}

static void put_text(cot_out_t *out, const char *text, size_t most) {
    size_t length = strlen(text), used, characters = 0;
    for (size_t i = 0; i < length; i += used) {
        uint32_t c = cot_i_utf8_decode(text + i, length - i, &used);
        if (is_dropped(c)) {
            continue;
        }
        if (characters++ == most) {
            cot_out_text(out, "…");
            return;
        }
        if (c < 0x80) {
            put_ascii(out, (char)c, text[i + 1]);
        } else {
            char encoded[4];
            cot_out_bytes(out, encoded, cot_i_utf8_encode(c, encoded));
        }
    }
}

void cot_i_md_text(cot_out_t *out, const char *text) {
    put_text(out, text, MOST_CHARACTERS);
}

void cot_i_md_prose(cot_out_t *out, const char *text) {
    put_text(out, text, SIZE_MAX);
}

void cot_i_md_count(cot_out_t *out, uint64_t value) {
    char text[32], *p = text + sizeof text;
    int digits = 0;
    do {
        if (digits > 0 && digits % 3 == 0) {
            *--p = ',';
        }
        *--p = (char)('0' + value % 10);
        value /= 10;
        digits++;
    } while (value > 0);
    cot_out_bytes(out, p, (size_t)(text + sizeof text - p));
}

void cot_i_md_plural(cot_out_t *out, uint64_t value, const char *one, const char *many) {
    cot_i_md_count(out, value);
    cot_out_text(out, " ");
    cot_out_text(out, value == 1 ? one : many);
}

/* value with so many decimals, final zeros left out; 0 <= value < 1e15. */
static void put_decimals(cot_out_t *out, double value, int decimals) {
    uint64_t power = 1;
    for (int i = 0; i < decimals; i++) {
        power *= 10;
    }
    uint64_t scaled = (uint64_t)llround(value * (double)power), fraction = scaled % power;
    cot_i_md_count(out, scaled / power);
    if (fraction == 0) {
        return;
    }
    char digits[24];
    int n = decimals;
    for (int i = n - 1; i >= 0; i--, fraction /= 10) {
        digits[i] = (char)('0' + fraction % 10);
    }
    while (digits[n - 1] == '0') {
        n--;
    }
    cot_out_text(out, ".");
    cot_out_bytes(out, digits, (size_t)n);
}

void cot_i_md_real(cot_out_t *out, double value) {
    double size = fabs(value);
    if (isnan(value)) {
        cot_out_text(out, "–");
        return;
    }
    if (size >= 1e15 || (size > 0 && size < 1e-9)) {
        cot_out_real(out, value); /* infinities, and what nobody reads digit by digit */
        return;
    }
    int decimals = 2;
    for (double limit = 1.0; size > 0 && size < limit && decimals < 12; limit /= 10.0) {
        decimals++;
    }
    if (size >= 100.0) {
        decimals = size >= 1000.0 ? 0 : 1;
    }
    if (value < 0) {
        cot_out_text(out, "−");
    }
    put_decimals(out, size, decimals);
}

void cot_i_md_percent(cot_out_t *out, uint64_t part, uint64_t whole) {
    if (whole == 0) {
        cot_out_text(out, "–");
        return;
    }
    /* One decimal throughout, so that columns line up; none for exactly nothing and everything. */
    uint64_t tenths = (uint64_t)llround((double)part / (double)whole * 1000.0);
    cot_i_md_count(out, tenths / 10);
    if (part > 0 && part != whole) {
        cot_out_printf(out, ".%u", (unsigned)(tenths % 10));
    }
    cot_out_text(out, " %");
}

void cot_i_md_years(cot_out_t *out, int16_t first, int16_t last) {
    if (first == COT_NO_YEAR) {
        cot_out_text(out, "–");
        return;
    }
    cot_out_int(out, first);
    if (last != first && last != COT_NO_YEAR) {
        cot_out_text(out, "–");
        cot_out_int(out, last);
    }
}
