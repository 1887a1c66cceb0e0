/* name_tex.c: TeX left in names: accents, letters by name, braces, ties. Also the ways in which it arrives broken:
 * braces stripped ("Fran\ccois", "H\rakan", "Y\ilmaz"), a blank after the accent ("R\' emi").
 * Accents become combining marks after their letter; NFC, which follows, puts them together.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "identify/name.h"

typedef struct {
    const char *command;
    const char *text;
} tex_row_t;

/* Accents: a command of one character before one letter. */
static const tex_row_t accents[] = {
    {"`", "\u0300"}, {"'", "\u0301"}, {"^", "\u0302"}, {"~", "\u0303"}, {"=", "\u0304"}, {"u", "\u0306"},
    {".", "\u0307"}, {"\"", "\u0308"}, {"r", "\u030A"}, {"H", "\u030B"}, {"v", "\u030C"}, {"d", "\u0323"},
    {"c", "\u0327"}, {"k", "\u0328"}, {"b", "\u0331"},
};

/* Letters by name, the longest first; those of one letter also match in front of more ("\Lukasz", "Y\ilmaz"). */
static const tex_row_t letters[] = {
    {"ss", "ß"}, {"ae", "æ"}, {"AE", "Æ"}, {"oe", "œ"}, {"OE", "Œ"}, {"aa", "å"}, {"AA", "Å"}, {"dj", "đ"},
    {"DJ", "Đ"}, {"o", "ø"},  {"O", "Ø"},  {"l", "ł"},  {"L", "Ł"},  {"i", "ı"},  {"j", "ȷ"},
};

/* Words that are only letters when they stand alone. */
static const tex_row_t whole[] = {
    {"and", " and "}, {"dh", "ð"}, {"DH", "Ð"}, {"th", "þ"}, {"TH", "Þ"}, {"ng", "ŋ"}, {"NG", "Ŋ"},
    {"rm", ""}, {"em", ""}, {"it", ""}, {"bf", ""}, {"emph", ""}, {"textit", ""}, {"textbf", ""}, {"textsc", ""},
    {"textrm", ""}, {"mathrm", ""}, {"textsuperscript", ""}, {"dag", ""}, {"dagger", ""}, {"ddag", ""}, {"ast", ""},
};

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Row whose command is the first bytes of text; exact: all n of them. */
static const tex_row_t *find(const tex_row_t *rows, size_t count, const char *text, size_t n, bool exact) {
    for (size_t r = 0; r < count; r++) {
        size_t m = strlen(rows[r].command);
        if (m <= n && (!exact || m == n) && memcmp(rows[r].command, text, m) == 0) {
            return &rows[r];
        }
    }
    return NULL;
}
#define FIND(rows, text, n, exact) find((rows), sizeof(rows) / sizeof *(rows), (text), (n), (exact))

/* The letter an accent stands on: past blanks and braces, \i and \j without their dots gone. Bytes used. */
static size_t accented(cot_buf_t *out, const char *text, size_t n, const char *mark) {
    size_t i = 0, used = 1;
    while (i < n && strchr(" {\x1e\x1f", text[i]) && text[i] != '\0') {
        i++;
    }
    bool dotless = i + 1 < n && (text[i + 1] == 'i' || text[i + 1] == 'j' || (unsigned char)text[i + 1] >= 0x80);
    if (dotless && text[i] == '\\') {
        i++;
    }
    if (i >= n || (!is_letter(text[i]) && (unsigned char)text[i] < 0x80)) {
        return i < n && text[i] == '}' ? i + 1 : 0; /* nothing to stand on: the accent is dropped */
    }
    if (cot_i_utf8_decode(text + i, n - i, &used) == 0x131) {
        cot_i_buf_char(out, 'i'); /* an i that had given up its dot for the accent */
    } else {
        cot_i_buf_add(out, text + i, used);
    }
    cot_i_buf_text(out, mark);
    return i + used;
}

/* A command of letters, text just behind the backslash. Bytes used. */
static size_t word_command(cot_buf_t *out, const char *text, size_t n) {
    size_t run = 0;
    while (run < n && is_letter(text[run])) {
        run++;
    }
    const tex_row_t *row = FIND(whole, text, run, true);
    if (row) {
        cot_i_buf_text(out, row->text);
        return run;
    }
    row = FIND(letters, text, run, false);
    if (row) {
        size_t used = strlen(row->command);
        cot_i_buf_text(out, row->text);
        return used == run && used < n && text[used] == ' ' ? used + 1 : used; /* TeX eats one blank */
    }
    row = FIND(accents, text, run, false);
    return row ? 1 + accented(out, text + 1, n - 1, row->text) : 0;
}

/* One command, text at the backslash. Bytes used. */
static size_t command(cot_buf_t *out, const char *text, size_t n) {
    if (n < 2) {
        return 1;
    }
    if (is_letter(text[1])) {
        return 1 + word_command(out, text + 1, n - 1);
    }
    const tex_row_t *accent = FIND(accents, text + 1, 1, true);
    if (accent) {
        return 2 + accented(out, text + 2, n - 2, accent->text);
    }
    if (strchr(" ,;:\\/", text[1])) {
        cot_i_buf_char(out, ' ');
        return 2;
    }
    return text[1] == '-' ? 2 : 1; /* a place to hyphenate; anything else stands for itself */
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

void cot_i_name_tex(cot_buf_t *out, const char *text, size_t length) {
    for (size_t i = 0; i < length;) {
        char c = text[i];
        if (c == '\\') {
            i += command(out, text + i, length - i);
        } else if (c == '^' || (c == '_' && i + 1 < length && !is_letter(text[i + 1]))) {
            i += raised(text + i, length - i);
        } else if (c == '_') {
            cot_i_buf_char(out, ' ');
            i++;
        } else if (c == '{' || c == '}' || c == '$') {
            i++;
        } else {
            cot_i_buf_char(out, c);
            i++;
        }
    }
}
