/* utf8.c: decoding, encoding and cleaning of UTF-8.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/bytes.h"
#include "base/text.h"

/* DEL stands inside words of real records, where it parts nothing. */
enum { REPLACEMENT = 0xFFFD, DELETE = 0x7F };

/* Length of a sequence by its first byte, 0 for a byte that cannot begin one. */
static size_t sequence_length(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead < 0xE0) {
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        return 3;
    }
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

uint32_t cot_i_utf8_decode(const char *text, size_t length, size_t *used) {
    static const unsigned char lead_mask[5] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t smallest[5] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *p = (const unsigned char *)text;
    size_t n = sequence_length(p[0]);
    *used = 1;
    if (n == 0 || n > length) {
        return REPLACEMENT;
    }
    uint32_t c = p[0] & lead_mask[n];
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return REPLACEMENT;
        }
        c = c << 6 | (p[i] & 0x3Fu);
    }
    if (c < smallest[n] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
        return REPLACEMENT;
    }
    *used = n;
    return c;
}

size_t cot_i_utf8_encode(uint32_t c, char out[4]) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

static bool is_space(uint32_t c) {
    return c == ' ' || (c >= 9 && c <= 13) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Controls (C0, DEL, C1), byte order marks and noncharacters: forbidden in XML 1.0, or worthless in text. */
static bool is_forbidden(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Length of the longest stretch of plain printable ASCII words, single blanks inside, at text. */
static size_t plain_run(const char *text, size_t length) {
    size_t i = 0;
    while (i < length && text[i] > ' ' && text[i] < 0x7F) {
        i++;
        if (i + 1 < length && text[i] == ' ' && text[i + 1] > ' ' && text[i + 1] < 0x7F) {
            i++;
        }
    }
    return i;
}

/* UTF-8 that somebody read as Latin-1 and wrote as UTF-8 again shows as code points below U+0100 that spell the bytes
 * of a character (U+00C3 U+009F for U+00DF). Where one of them is a C1 control, which no text has, this is what
 * happened for certain: gives the character and what it used, else 0. */
static uint32_t doubly_encoded(const char *text, size_t length, size_t *used) {
    char bytes[4];
    size_t n = 0, at = 0, step = 0;
    bool control = false;
    do {
        uint32_t c = cot_i_utf8_decode(text + at, length - at, &step);
        if (c > 0xFF || c < 0x80) {
            return 0;
        }
        control |= c < 0xA0;
        bytes[n++] = (char)c;
        at += step;
    } while (at < length && n < sequence_length((unsigned char)bytes[0]));
    uint32_t c = cot_i_utf8_decode(bytes, n, &step);
    *used = at;
    return control && step == n && c >= 0xA0 ? c : 0;
}

bool cot_i_text_is_clean(const char *text, size_t length) {
    return cot_i_bytes_tidy(text, length, cot_i_isa_here());
}

static bool is_printable(char c) {
    return c > ' ' && c < DELETE;
}

/* Appends what begins with printable ASCII: many bytes at a time where white space stands alone, else words; what it
 * took of the text. */
static size_t add_plain(cot_buf_t *buf, const char *text, size_t length) {
    char *to = cot_i_buf_room(buf, length);
    size_t n = to ? cot_i_bytes_blanked(to, text, length, cot_i_isa_here()) : 0;
    if (n > 0) {
        buf->length += n;
        buf->bytes[buf->length] = '\0';
        return n;
    }
    n = plain_run(text, length);
    cot_i_buf_add(buf, text, n);
    return n;
}

/* The character at text, or what was meant by it; *used bytes of it. */
static uint32_t meant_by(const char *text, size_t length, size_t *used, bool *changed) {
    uint32_t c = cot_i_utf8_decode(text, length, used);
    if (c >= 0xC2 && c < 0xF5) {
        size_t both = 0;
        uint32_t meant = doubly_encoded(text, length, &both);
        if (meant > 0) {
            *changed = true;
            *used = both;
            return meant;
        }
    }
    *changed |= c == REPLACEMENT && *used == 1;
    return c;
}

void cot_i_text_clean(cot_buf_t *buf, const char *text, size_t length, bool *cleaned) {
    if (cot_i_text_is_clean(text, length)) {
        cot_i_buf_add(buf, text, length);
        return;
    }
    bool changed = false, blank = false, first = true;
    for (size_t i = 0, used = 0; i < length; i += used) {
        const bool plain = is_printable(text[i]);
        const uint32_t c = plain ? 'x' : meant_by(text + i, length - i, &used, &changed);
        if (is_space(c) || is_forbidden(c)) {
            changed |= !is_space(c);
            blank |= c != DELETE;
            continue;
        }
        if (blank && !first) {
            cot_i_buf_char(buf, ' ');
        }
        blank = first = false;
        if (plain) {
            used = add_plain(buf, text + i, length - i);
        } else {
            char encoded[4];
            cot_i_buf_add(buf, encoded, cot_i_utf8_encode(c, encoded));
        }
    }
    if (length == 0 || !buf->bytes) {
        cot_i_buf_add(buf, "", 0);
    }
    if (changed && cleaned) {
        *cleaned = true;
    }
}
