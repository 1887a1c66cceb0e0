/* xml.c: text into XML 1.0. The corpus holds clean text already; this guards every byte all the same,
 * because one forbidden character makes a reader refuse the whole file.
 * XML 1.0 (5th ed.) production 2: #x9 #xA #xD #x20-D7FF #xE000-FFFD #x10000-10FFFF.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/xml.h"

#include <string.h>

#include "base/out.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* What stands for an ASCII byte that cannot be written as it is; NULL for one that can. */
static const char *ascii_substitute(unsigned char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;"; /* "]]>" is forbidden in content */
    case '"': return "&quot;";
    case '\t': case '\n': case '\r': return " ";
    default: return c < 0x20 || c == 0x7F ? replacement : NULL;
    }
}

/* Bytes of a well-formed, allowed multi-byte character at text; 0 when it is not. */
static size_t allowed_sequence(const char *text, size_t length) {
    size_t used;
    uint32_t c = cot_i_utf8_decode(text, length, &used);
    bool bad = used == 1 || c == 0xFFFE || c == 0xFFFF || (c >= 0x80 && c < 0xA0);
    return bad ? 0 : used;
}

/* Bytes that are looked at more closely: 1: control characters (the NUL that ends a text among them), what is
 * no ASCII, & < > "; 2: -, for comments; 4: I, for INF. */
static const uint8_t odd[256] = {
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* How much of a text can be written as it is: up to its end, or to a byte of `mask`. */
static size_t plain_length(const char *text, uint8_t mask) {
    size_t n = 0;
    while (!(odd[(unsigned char)text[n]] & mask)) {
        n++;
    }
    return n;
}

static void write_text(cot_out_t *out, const char *text, size_t length, bool comment) {
    const uint8_t mask = comment ? 3 : 1;
    size_t start = 0, i = 0;
    while (i < length) {
        unsigned char c = (unsigned char)text[i];
        const char *instead = NULL;
        size_t used = 1;
        if (!(odd[c] & mask)) {
            i++;
            continue;
        }
        if (c >= 0x80) {
            size_t good = allowed_sequence(text + i, length - i);
            used = good > 0 ? good : 1;
            instead = good > 0 ? NULL : replacement;
            if (good == 0) {
                (void)cot_i_utf8_decode(text + i, length - i, &used);
            }
        } else if (!comment || c < 0x20 || c == 0x7F) {
            instead = ascii_substitute(c);
        } else if (c == '-' && i > 0 && text[i - 1] == '-') {
            instead = " -";
        }
        if (instead) {
            cot_i_put(out, text + start, i - start);
            cot_i_put_text(out, instead);
            start = i + used;
        }
        i += used;
    }
    cot_i_put(out, text + start, length - start);
}

void cot_i_xml_text(cot_out_t *out, const char *text) {
    const size_t plain = plain_length(text, 1);
    cot_i_put(out, text, plain);
    if (text[plain] != '\0') {
        write_text(out, text + plain, strlen(text + plain), false);
    }
}

void cot_i_xml_comment(cot_out_t *out, const char *text) {
    write_text(out, text, strlen(text), true);
}

bool cot_i_xml_has_text(const char *text) {
    return (unsigned char)*text > ' ' || text[strspn(text, " \t\n\r")] != '\0';
}

static bool is_word_byte(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' &&
                                                                c <= '9') || (unsigned char)c >= 0x80;
}

/* The word text[from, to) with all ASCII capitals but its first letter made small. */
static void write_title_case(cot_out_t *out, const char *text, size_t from, size_t to) {
    write_text(out, text + from, 1, false);
    for (size_t i = from + 1; i < to;) {
        size_t end = i;
        while (end < to && !(text[end] >= 'A' && text[end] <= 'Z')) {
            end++;
        }
        write_text(out, text + i, end - i, false);
        if (end < to) {
            char small = (char)(text[end++] - 'A' + 'a');
            cot_out_bytes(out, &small, 1);
        }
        i = end;
    }
}

void cot_i_xml_string_value(cot_out_t *out, const char *text) {
    const char *hit;
    const size_t plain = plain_length(text, 1 | 4);
    if (text[plain] == '\0') {
        cot_i_put(out, text, plain);
        return;
    }
    while ((hit = strstr(text, "INF")) != NULL) {
        size_t from = (size_t)(hit - text), to = from + 3;
        while (from > 0 && is_word_byte(text[from - 1])) {
            from--;
        }
        while (is_word_byte(text[to])) {
            to++;
        }
        /* A word that begins with a letter of more than one byte keeps its whole first letter: start at INF
         * then. */
        if ((unsigned char)text[from] >= 0x80) {
            from = (size_t)(hit - text);
        }
        write_text(out, text, from, false);
        write_title_case(out, text, from, to);
        text += to;
    }
    cot_i_xml_text(out, text);
}
