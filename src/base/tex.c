/* tex.c: TeX accents and letters in names to Unicode (tex.h).
 * Method: a letter under an accent becomes the letter and a combining mark; NFC composes them at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/tex.h"

#include <string.h>

#define DELETE '\x7f' /* stands before converted accents in some old records */

/* Accents are one character long. */
typedef struct {
    char command;
    uint32_t mark;
} accent_t;

static const accent_t accents[] = {
    {'`', 0x300}, {'\'', 0x301}, {'^', 0x302}, {'~', 0x303}, {'"', 0x308}, {'=', 0x304},
    {'.', 0x307}, {'u', 0x306},  {'v', 0x30C}, {'H', 0x30B}, {'c', 0x327}, {'k', 0x328},
    {'r', 0x30A}, {'b', 0x331},  {'d', 0x323}, {'t', 0x361},
};

typedef struct {
    const char *command;
    const char *text;
} letter_t;

/* Longer names first, since a lost end makes the longest one that fits the best guess. */
static const letter_t letters[] = {
    {"aa", "\xC3\xA5"}, {"AA", "\xC3\x85"}, {"ae", "\xC3\xA6"}, {"AE", "\xC3\x86"}, {"oe", "\xC5\x93"},
    {"OE", "\xC5\x92"}, {"ss", "\xC3\x9F"}, {"SS", "SS"},       {"dh", "\xC3\xB0"}, {"DH", "\xC3\x90"},
    {"dj", "\xC4\x91"}, {"DJ", "\xC4\x90"}, {"th", "\xC3\xBE"}, {"TH", "\xC3\x9E"}, {"ng", "\xC5\x8B"},
    {"NG", "\xC5\x8A"}, {"o", "\xC3\xB8"},  {"O", "\xC3\x98"},  {"l", "\xC5\x82"},  {"L", "\xC5\x81"},
    {"i", "\xC4\xB1"},  {"j", "\xC8\xB7"},
};

/* Commands that set type, join or do nothing to the letters of a name. */
static const char *const ignored[] = {"rm",       "it",     "bf",     "em",     "sc",     "sf",     "tt",
                                      "cal",      "textrm", "textit", "textbf", "textsc", "texttt", "textsf",
                                      "emph",     "mbox",   "hbox",   "mathrm", "text",   "and",    "thanks",
                                      "noopsort", "relax",  "url",    "small"};

typedef struct {
    const char *text;
    size_t n, at;
} input_t;

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t accent_of(char c) {
    for (size_t i = 0; i < sizeof accents / sizeof *accents; i++) {
        if (accents[i].command == c) {
            return accents[i].mark;
        }
    }
    return 0;
}

/* The letter command that `text` begins with; whole = it must be all of the n bytes. */
static const letter_t *letter_of(const char *text, size_t n, bool whole) {
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        size_t length = strlen(letters[i].command);
        if ((whole ? length == n : length <= n) && memcmp(letters[i].command, text, length) == 0) {
            return &letters[i];
        }
    }
    return NULL;
}

static bool is_ignored(const char *text, size_t n) {
    for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++) {
        if (strlen(ignored[i]) == n && memcmp(ignored[i], text, n) == 0) {
            return true;
        }
    }
    return false;
}

static char peek(const input_t *in) {
    return in->at < in->n ? in->text[in->at] : '\0';
}

/* Blanks, braces, and the control characters by which a caller may mark places. */
static void skip_between(input_t *in) {
    while (in->at < in->n && ((unsigned char)peek(in) <= ' ' || peek(in) == '{' || peek(in) == '}')) {
        in->at++;
    }
}

/* The letter that an accent stands on: \i and \j lose their missing dot, other letter commands are spelled
 * out. */
static void put_base(cot_buf_t *out, input_t *in, uint32_t mark) {
    char encoded[4];
    size_t used = 1;
    skip_between(in);
    if (peek(in) == '\'' || peek(in) == '"') { /* an accent typed twice */
        in->at++;
    }
    if (in->at >= in->n) {
        return;
    }
    if (peek(in) == '\\' && in->at + 1 < in->n) {
        const letter_t *letter = letter_of(in->text + in->at + 1, in->n - in->at - 1, false);
        if (!letter) {
            return; /* another accent on top: it finds its own letter */
        }
        in->at += 1 + strlen(letter->command);
        bool dotless = letter->command[1] == '\0' && (letter->command[0] == 'i' || letter->command[0] == 'j');
        cot_i_buf_text(out, dotless ? letter->command : letter->text);
    } else {
        uint32_t c = cot_i_utf8_decode(in->text + in->at, in->n - in->at, &used);
        if (c < 0x80 && !is_letter((char)c)) {
            return; /* nothing to stand on */
        }
        c = c == 0x131 ? 'i' : c; /* a dotless i that was converted before its accent */
        cot_i_buf_add(out, encoded, cot_i_utf8_encode(c, encoded));
        in->at += used;
    }
    cot_i_buf_add(out, encoded, cot_i_utf8_encode(mark, encoded));
}

/* A command whose name is made of letters: known, or run together with what follows it. */
static void put_word(cot_buf_t *out, input_t *in, size_t length) {
    const char *name = in->text + in->at;
    const letter_t *letter = letter_of(name, length, true);
    bool whole = letter || is_ignored(name, length) || (length == 1 && accent_of(name[0]));
    bool takes_argument =
        !whole && length > 2 && in->at + length + 1 < in->n && name[length] == '{' && name[length + 1] != '}';
    letter = letter ? letter : whole ? NULL : letter_of(name, length, false);
    if (is_ignored(name, length) || takes_argument) {
        in->at += length;
        in->at += peek(in) == ' ';
    } else if (letter && (strlen(letter->command) > 1 || whole || !accent_of(name[0]))) {
        in->at += strlen(letter->command);
        cot_i_buf_text(out, letter->text);
        if (whole && peek(in) == ' ') {
            in->at++; /* the blank that ends a command */
        }
    } else if (accent_of(name[0])) {
        in->at++;
        put_base(out, in, accent_of(name[0]));
    } /* else the letters are of the name, and only the backslash is not */
}

static void put_command(cot_buf_t *out, input_t *in) {
    size_t length = 0;
    in->at++;
    while (in->at + length < in->n && is_letter(in->text[in->at + length])) {
        length++;
    }
    if (length > 0) {
        put_word(out, in, length);
    } else if (accent_of(peek(in))) {
        in->at++;
        put_base(out, in, accent_of(in->text[in->at - 1]));
    } else if (in->at <
               in->n) { /* \& \_ \% stand for themselves; "\ " and "\," for a blank; "\-" for nothing */
        char c = in->text[in->at++];
        if (c == ' ' || c == ',' || c == ';' || c == '\\') {
            cot_i_buf_char(out, ' ');
        } else if (c != '-' && c != '/') {
            cot_i_buf_char(out, c);
        }
    }
}

bool cot_i_tex_has(const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\\' || text[i] == '{' || text[i] == '}' || text[i] == '~' || text[i] == DELETE) {
            return true;
        }
    }
    return false;
}

cot_status_t cot_i_tex_text(cot_buf_t *out, const char *text, size_t n, cot_error_t *err) {
    input_t in = {text, n, 0};
    cot_buf_t loose = COT_BUF_INIT(8 * n + 16);
    if (!cot_i_tex_has(text, n)) {
        cot_i_buf_add(out, text, n);
        return cot_i_buf_status(out, "a name", err);
    }
    while (in.at < in.n) {
        char c = peek(&in);
        if (c == '\\') {
            put_command(&loose, &in);
            continue;
        }
        in.at++;
        if (c == '~') {
            cot_i_buf_char(&loose, ' ');
        } else if (c != '{' && c != '}' && c != DELETE) {
            cot_i_buf_char(&loose, c);
        }
    }
    cot_status_t st = cot_i_buf_status(&loose, "a name", err);
    if (st == COT_OK) {
        st = cot_i_text_nfc(out, cot_i_buf_str(&loose), loose.length, err);
    }
    cot_i_buf_clear(&loose);
    return st == COT_OK ? cot_i_buf_status(out, "a name", err) : st;
}
