/* name_tex.c: TeX left in names. Accents and letters are base/tex.h's; here go what else TeX leaves in a name: raised
 * affiliation marks (^1, ^{a,b}, _2), dollar signs, marks by name (\dag).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/tex.h"
#include "identify/name.h"

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* An affiliation mark: ^1, ^{a,b}, _2. Bytes used. */
static size_t raised(const char *text, size_t n) {
    if (n > 1 && text[1] == '{') {
        const char *end = memchr(text, '}', n < 40 ? n : 40);
        return end ? (size_t)(end - text) + 1 : 1;
    }
    size_t i = 1;
    while (i < n && ((text[i] >= '0' && text[i] <= '9') || text[i] == '*')) {
        i++;
    }
    return i;
}

/* Commands that are marks or words, not letters of a name. Bytes of the command at text (behind the backslash). */
static size_t mark(cot_buf_t *out, const char *text, size_t n) {
    static const char *const marks[] = {"dag", "dagger", "ddag", "ast", "textsuperscript"};
    size_t run = 0;
    while (run < n && is_letter(text[run])) {
        run++;
    }
    if (run == 3 && memcmp(text, "and", 3) == 0) {
        cot_i_buf_text(out, " and ");
        return run;
    }
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        if (strlen(marks[m]) == run && memcmp(marks[m], text, run) == 0) {
            return run;
        }
    }
    return 0;
}

cot_status_t cot_i_name_tex(cot_buf_t *out, const char *text, size_t length, cot_error_t *err) {
    cot_buf_t letters = COT_BUF_INIT(2 * length + 8);
    for (size_t i = 0; i < length;) {
        char c = text[i];
        size_t used = c == '\\' ? mark(&letters, text + i + 1, length - i - 1) : 0;
        if (used > 0) {
            i += 1 + used;
        } else if (c == '\\' && i + 1 < length) {    /* \^ is an accent */
            cot_i_buf_add(&letters, text + i, 2);
            i += 2;
        } else if (c == '^' || (c == '_' && i + 1 < length && !is_letter(text[i + 1]))) {
            i += raised(text + i, length - i);
        } else {
            if (c != '$') {
                cot_i_buf_char(&letters, c == '_' ? ' ' : c);
            }
            i++;
        }
    }
    cot_status_t st = cot_i_buf_status(&letters, "a name", err);
    if (st == COT_OK) {
        st = cot_i_tex_text(out, cot_i_buf_str(&letters), letters.length, err);
    }
    cot_i_buf_clear(&letters);
    return st;
}
