/* name_text.c: the characters of a name: markup, TeX, typographic variants of hyphen and apostrophe, invisible
 * characters, footnote marks, text in parentheses, UTF-8 that was read as Latin-1, NFC, and the blanks around dots,
 * hyphens and apostrophes (arXiv puts a blank behind every dot: "J. -P." was "J.-P.").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <unicode/uchar.h>

#include "identify/name.h"

void cot_i_name_step_done(cot_i_namer_t *namer) {
    cot_buf_t swap = namer->text;
    namer->failed |= namer->spare.failed || namer->text.failed;
    namer->text = namer->spare;
    namer->spare = swap;
    cot_i_buf_reset(&namer->spare);
}

/* What a byte is to respace(). */
enum { OTHER, LETTER, BLANK, DOT, HYPHEN, APOSTROPHE, KINDS };
static const uint8_t kinds[256] = {
    ['a' ... 'z'] = LETTER,     ['A' ... 'Z'] = LETTER,       [' '] = BLANK,  [COT_MARK_SURNAME] = BLANK,
    [COT_MARK_FORENAME] = BLANK, ['.'] = DOT, ['-'] = HYPHEN, ['\''] = APOSTROPHE,
};

/* Names of nothing but ASCII letters, blanks, dots, hyphens and apostrophes need no more than new spacing;
 * most of them not even that: *spaced = respace() would leave the text as it is (an elided article is not
 * looked for). */
static bool is_plain(const char *text, size_t n, bool *spaced) {
    static const bool moves[KINDS][KINDS] = {
        [BLANK][BLANK] = true,  [BLANK][HYPHEN] = true,     [HYPHEN][BLANK] = true,
        [DOT][LETTER] = true,   [APOSTROPHE][BLANK] = true,
    };
    uint8_t before = BLANK;
    bool plain = true, moved = false;
    for (size_t i = 0; i < n; i++) {
        uint8_t kind = kinds[(unsigned char)text[i]];
        plain &= kind != OTHER;
        moved |= moves[before][kind];
        before = kind;
    }
    *spaced = plain && !moved && before != BLANK && kinds[(unsigned char)text[0]] == LETTER;
    return plain;
}

/* What becomes of a code point: itself, another ASCII character, ' ', or 0 = dropped. */
static uint32_t plain_character(uint32_t c) {
    switch (c) {
    case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x02BC: case 0x02BB: case 0x02B9: case 0x00B4:
    case '`': case 0xFF07:
        return '\'';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: case 0xFE63: case 0xFF0D:
        return '-';
    case 0xFF08: return '(';
    case 0xFF09: return ')';
    case 0xFF0C: return ',';
    case 0xFF0E: return '.';
    case 0x201C: case 0x201D: return '"';
    case '~': case ':': case '|': case '/': return ' ';
    case '*': case '#': case 0x2020: case 0x2021: case 0xA7: case 0xB6: case 0x2217: case 0x22C6: case 0xAD:
    case 0xB9: case 0xB2: case 0xB3: case 0xFEFF: case 0x180E:
        return 0;
    default:
        break;
    }
    if (c == COT_MARK_SURNAME || c == COT_MARK_FORENAME) {
        return c;
    }
    if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
        (c >= 0x2070 && c <= 0x2079)) {
        return 0;
    }
    return c <= ' ' || u_isUWhiteSpace((UChar32)c) || u_iscntrl((UChar32)c) ? ' ' : c;
}

/* Length of a tag or entity at text, and what it stands for; 0 when there is none. */
static size_t markup(const char *text, size_t n, char *stands_for) {
    static const struct { const char *entity; char c; } entities[] = {
        {"&amp;", '&'}, {"&apos;", '\''}, {"&#39;", '\''}, {"&quot;", '"'}, {"&nbsp;", ' '}, {"&#160;", ' '},
    };
    *stands_for = ' ';
    if (text[0] == '<') {
        const char *end = memchr(text, '>', n < 40 ? n : 40);
        return end ? (size_t)(end - text) + 1 : 0;
    }
    for (size_t e = 0; e < sizeof entities / sizeof *entities; e++) {
        size_t m = strlen(entities[e].entity);
        if (m <= n && memcmp(text, entities[e].entity, m) == 0) {
            *stands_for = entities[e].c;
            return m;
        }
    }
    return 0;
}

static void characters(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length, used = 0;
    for (size_t i = 0; i < n; i += used) {
        char stands_for, encoded[4];
        used = text[i] == '<' || text[i] == '&' ? markup(text + i, n - i, &stands_for) : 0;
        if (used > 0) {
            cot_i_buf_char(&namer->spare, stands_for);
            continue;
        }
        uint32_t c = plain_character(cot_i_utf8_decode(text + i, n - i, &used));
        if (c != 0) {
            cot_i_buf_add(&namer->spare, encoded, cot_i_utf8_encode(c, encoded));
        }
    }
    cot_i_name_step_done(namer);
}

/* UTF-8 that was taken for Latin-1 and encoded again ("BÃ¶hler"): undone when every letter beyond ASCII is below
 * U+0100 and the bytes they stand for are UTF-8. */
static bool undo_latin1(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length, used = 0, wide = 0;
    for (size_t i = 0; i < n; i += used) {
        uint32_t c = cot_i_utf8_decode(text + i, n - i, &used);
        if (c > 0xFF) {
            return false;
        }
        wide += c >= 0x80;
        cot_i_buf_char(&namer->spare, (char)(unsigned char)c);
    }
    const char *bytes = cot_i_buf_str(&namer->spare);
    bool is_utf8 = wide >= 2;
    for (size_t i = 0; is_utf8 && i < namer->spare.length; i += used) {
        is_utf8 = cot_i_utf8_decode(bytes + i, namer->spare.length - i, &used) != 0xFFFD;
    }
    return is_utf8;
}

/* Position behind the parenthesis that closes the one at text[0]; 0 when it stays open. */
static size_t closing(const char *text, size_t n) {
    size_t depth = 0;
    for (size_t i = 0; i < n; i++) {
        depth += text[i] == '(' || text[i] == '[';
        if ((text[i] == ')' || text[i] == ']') && --depth == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* Leaves out what stands in parentheses, unless that is all there is. */
static void parentheses(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length, begin = 0, left_out = 0;
    while (begin < n && text[begin] == ' ') {
        begin++;
    }
    bool all_inside = begin < n && (text[begin] == '(' || text[begin] == '[') &&
                      closing(text + begin, n - begin) + begin + 2 > n;
    for (size_t i = 0; i < n; i++) {
        bool opens = text[i] == '(' || text[i] == '[';
        if (opens && !all_inside) {
            size_t behind = closing(text + i, n - i);
            cot_i_buf_char(&namer->spare, ' ');
            left_out++;
            if (behind == 0) {
                break; /* never closed: the rest is left out */
            }
            i += behind - 1;
        } else if (!opens && text[i] != ')' && text[i] != ']') {
            cot_i_buf_char(&namer->spare, text[i]);
        }
    }
    cot_i_name_step_done(namer);
    if (left_out > 0) {
        cot_i_name_note(namer, 1.0f, "text in parentheses left out");
    }
}

static bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A byte that can be part of a word: letters, digits, all of UTF-8 beyond ASCII. */
static bool in_word(char c) {
    return is_ascii_letter(c) || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static bool is_blank(char c) {
    return c == ' ' || c == COT_MARK_SURNAME || c == COT_MARK_FORENAME;
}

/* Letter and apostrophe in front of a blank: "O' Brien", "D' Souza". */
static bool elided(const cot_buf_t *out) {
    size_t n = out->length;
    return n >= 2 && out->bytes[n - 1] == '\'' && is_ascii_letter(out->bytes[n - 2]) &&
           (n == 2 || is_blank(out->bytes[n - 3]));
}

/* Blanks: one between words, one behind a dot, none around a hyphen or behind an elided article. */
static void respace(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length;
    cot_buf_t *out = &namer->spare;
    for (size_t i = 0; i < n;) {
        if (!is_blank(text[i])) {
            bool dotted = text[i] == '.' && i + 1 < n && in_word(text[i + 1]);
            cot_i_buf_char(out, text[i++]);
            if (dotted) {
                cot_i_buf_char(out, ' ');
            }
            continue;
        }
        char mark = ' ';
        while (i < n && is_blank(text[i])) {
            mark = text[i] != ' ' ? text[i] : mark;
            i++;
        }
        char before = out->length > 0 ? out->bytes[out->length - 1] : ' ';
        bool hyphen_next = i < n && text[i] == '-' && out->length > 0;
        if (i < n && !hyphen_next && (out->length == 0 || before != '-') && !elided(out)) {
            cot_i_buf_char(out, mark);
        }
    }
    cot_i_name_step_done(namer);
}

static bool has_any(const cot_buf_t *buf, const char *set) {
    return strpbrk(cot_i_buf_str(buf), set) != NULL;
}

/* Leaves out words with an @ in them. */
static void mail_addresses(cot_i_namer_t *namer) {
    const char *text = cot_i_buf_str(&namer->text);
    size_t n = namer->text.length;
    for (size_t i = 0; i < n;) {
        size_t word = strcspn(text + i, " \x1e\x1f");
        word = word < n - i ? word : n - i;
        if (!memchr(text + i, '@', word)) {
            cot_i_buf_add(&namer->spare, text + i, word);
        }
        i += word;
        if (i < n) {
            cot_i_buf_char(&namer->spare, text[i++]);
        }
    }
    cot_i_name_step_done(namer);
    cot_i_name_note(namer, 1.0f, "mail address left out");
}

/* The steps that only uncommon names need. */
static cot_status_t clean_uncommon(cot_i_namer_t *namer, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (has_any(&namer->text, "\xc3") && undo_latin1(namer)) {
        cot_i_name_step_done(namer);
        cot_i_name_note(namer, 1.0f, "UTF-8 taken for Latin-1 undone");
    }
    cot_i_buf_reset(&namer->spare);
    if (has_any(&namer->text, "\\{}$^_")) {
        COT_TRY(st, cot_i_name_tex(&namer->spare, cot_i_buf_str(&namer->text), namer->text.length, err));
        cot_i_name_step_done(namer);
        cot_i_name_note(namer, 1.0f, "TeX undone");
    }
    characters(namer);
    COT_TRY(st, cot_i_text_nfc(&namer->spare, cot_i_buf_str(&namer->text), namer->text.length, err));
    cot_i_name_step_done(namer);
    if (has_any(&namer->text, "()[]")) {
        parentheses(namer);
    }
    if (has_any(&namer->text, "@")) {
        mail_addresses(namer);
    }
done:
    return st;
}

cot_status_t cot_i_name_clean(cot_i_namer_t *namer, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool spaced = false;
    cot_i_buf_reset(&namer->spare);
    if (!is_plain(cot_i_buf_str(&namer->text), namer->text.length, &spaced)) {
        COT_TRY(st, clean_uncommon(namer, err));
    }
    if (!spaced) {
        respace(namer);
    }
    if (namer->failed) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: name");
    }
done:
    return st;
}
