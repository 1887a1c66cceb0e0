/* byline.c: a line of authors into names (byline.h).
 *
 * Order of the steps: TeX to Unicode; text in parentheses set apart; cut at commas, semicolons, "and", "&",
 * and at colons that end the name of a group; then each piece is stripped of "et al.", and of "for the"
 * before a group.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/byline.h"

#include <string.h>
#include <strings.h>

#include "base/tex.h"

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool same(const char *text, size_t n, const char *word) {
    return strlen(word) == n && strncasecmp(text, word, n) == 0;
}

static void trim(const char **text, size_t *n) {
    while (*n > 0 && is_blank(**text)) {
        ++*text;
        --*n;
    }
    while (*n > 0 && is_blank((*text)[*n - 1])) {
        --*n;
    }
}

static bool has_letter(const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80) {
            return true;
        }
    }
    return false;
}

bool cot_i_is_suffix(const char *text, size_t n) {
    static const char *const suffixes[] = {"Jr", "Sr", "II", "III", "IV", "Junior", "Senior"};
    n -= n > 0 && text[n - 1] == '.';
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (same(text, n, suffixes[i])) {
            return true;
        }
    }
    return false;
}

/* Position of a word of a group's name ("Collaboration", "Team") in text; n when there is none. */
static bool names_group(const char *text, size_t n) {
    static const char *const words[] = {"collaboration", "collaborations", "consortium", "consortia",
                                        "team",          "group",          "experiment", "project",
                                        "members",       "teams"};
    for (size_t i = 0; i < n;) {
        size_t length = 0;
        while (i + length < n && !is_blank(text[i + length])) {
            length++;
        }
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (same(text + i, length, words[k])) {
                return true;
            }
        }
        i += length + 1;
    }
    return false;
}

/* Length of the phrase that puts a group behind an author, at the start of text; 0 when there is none. */
static size_t on_behalf(const char *text, size_t n) {
    static const char *const phrases[] = {"for the ",          "on behalf of the ", "on behalf of ",
                                          "representing the ", "representing ",     "for "};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t length = strlen(phrases[i]);
        if (n > length && strncasecmp(text, phrases[i], length) == 0 &&
            names_group(text + length, n - length)) {
            return length;
        }
    }
    return 0;
}

/* What "et al", "et al." or "and others" leaves of a piece. */
static size_t without_et_al(const char *text, size_t n) {
    static const char *const ends[] = {"et al", "et al.", "et. al.", "et. al", "others"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t length = strlen(ends[i]);
        if (n >= length && same(text + n - length, length, ends[i]) &&
            (n == length || is_blank(text[n - length - 1]))) {
            return n - length;
        }
    }
    return n;
}

/* A byline taken apart: `line` with one MARK in place of each parenthesis, and the text it came from. */
#define MARK '\x01'
typedef struct {
    cot_draft_t *draft;
    cot_buf_t line;
    const char *full;    /* with its parentheses */
    size_t n_full, next; /* behind the last parenthesis used */
} byline_t;

/* End of the parenthesis that opens at text + i (behind its closing one); n when it is never closed. */
static size_t close_of(const char *text, size_t n, size_t i) {
    size_t deep = 0;
    for (; i < n; i++) {
        deep += text[i] == '(';
        deep -= text[i] == ')';
        if (deep == 0) {
            return i + 1;
        }
    }
    return n;
}

static void set_parentheses_apart(byline_t *by) {
    for (size_t i = 0; i < by->n_full;) {
        char c = by->full[i];
        i = c == '(' ? close_of(by->full, by->n_full, i) : i + 1;
        cot_i_buf_char(&by->line, c == '(' ? MARK : c == MARK ? ' ' : c);
    }
}

/* What stands in parentheses behind a name is kept as its affiliation, unless it is a number or a list of
 * them. */
static void use_parenthesis(byline_t *by) {
    const char *open = memchr(by->full + by->next, '(', by->n_full - by->next);
    if (!open) {
        return;
    }
    size_t at = (size_t)(open - by->full), end = close_of(by->full, by->n_full, at);
    const char *text = open + 1;
    size_t n = end - at - 1 - (end - at > 1 && by->full[end - 1] == ')');
    by->next = end;
    trim(&text, &n);
    cot_draft_t *draft = by->draft;
    if (draft->n_names > 0 && n > 0 && *text != '(' && !(*text >= '0' && *text <= '9') &&
        has_letter(text, n)) {
        cot_i_draft_join(draft, &draft->names[draft->n_names - 1].affiliation, "; ", text, n);
    }
}

static void add_plain_name(cot_draft_t *draft, const char *text, size_t n) {
    trim(&text, &n);
    n = without_et_al(text, n);
    trim(&text, &n);
    size_t phrase = on_behalf(text, n);
    text += phrase;
    n -= phrase;
    while (n > 0 && (strchr(":*", text[n - 1]) || (n == 1 && *text == '.'))) {
        n--;
    }
    if (!has_letter(text, n)) {
        return;
    }
    cot_draft_name_t *last = draft->n_names > 0 ? &draft->names[draft->n_names - 1] : NULL;
    if (last && cot_i_is_suffix(text, n)) {
        if (last->suffix == 0) {
            last->suffix = cot_i_draft_text(draft, text, n);
            cot_i_draft_join(draft, &last->name, " ", text, n);
        }
        return;
    }
    cot_draft_name_t *name = cot_i_draft_name(draft);
    if (name) {
        size_t stored = cot_i_draft_text(draft, text, n); /* the array does not move by this */
        name->name = stored;
    }
}

/* A piece without its marks, and what the marks stand for. */
static void add_name(byline_t *by, const char *text, size_t n) {
    cot_buf_t plain = COT_BUF_INIT(n);
    size_t marks = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == MARK) {
            marks++;
        } else if (text[i] != ' ' || i + 1 >= n || text[i + 1] != MARK) {
            cot_i_buf_char(&plain, text[i]);
        }
    }
    by->draft->no_memory |= plain.failed;
    add_plain_name(by->draft, cot_i_buf_str(&plain), plain.length);
    for (; marks > 0; marks--) {
        use_parenthesis(by);
    }
    cot_i_buf_clear(&plain);
}

/* A piece between separators; a group behind the author in it becomes a name of its own. */
static void add_piece(byline_t *by, const char *text, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (is_blank(text[i - 1]) && (text[i] == 'f' || text[i] == 'o' || text[i] == 'r') &&
            on_behalf(text + i, n - i)) {
            add_name(by, text, i);
            add_name(by, text + i, n - i);
            return;
        }
    }
    add_name(by, text, n);
}

/* Length of a separator at text + i: a comma, a semicolon, "&", the word "and", a colon behind a group's
 * name. */
static size_t separator(const char *text, size_t n, size_t begin, size_t i) {
    char c = text[i];
    if (c == ',' || c == ';' || c == '&') {
        return 1;
    }
    if (c == ':') {
        return names_group(text + begin, i - begin) || i + 1 == n || is_blank(text[i + 1]);
    }
    bool starts_word = i == 0 || is_blank(text[i - 1]) || strchr(",\x01", text[i - 1]);
    bool is_and = starts_word && i + 3 < n && strncasecmp(text + i, "and", 3) == 0 && is_blank(text[i + 3]);
    return is_and ? 3 : 0;
}

static void split(byline_t *by) {
    const char *text = cot_i_buf_str(&by->line);
    size_t n = by->line.length, begin = 0, i = 0;
    while (i < n) {
        size_t length = separator(text, n, begin, i);
        if (length > 0) {
            add_piece(by, text + begin, i - begin);
            begin = i + length;
        }
        i += length > 0 ? length : 1;
    }
    add_piece(by, text + begin, n - begin);
}

cot_status_t cot_i_byline(cot_draft_t *draft, const char *text, size_t n, cot_error_t *err) {
    cot_buf_t plain = COT_BUF_INIT(8 * n + 64);
    byline_t by = {draft, COT_BUF_INIT(8 * n + 64), NULL, 0, 0};
    cot_status_t st = cot_i_tex_text(&plain, text, n, err);
    if (st == COT_OK) {
        by.full = cot_i_buf_str(&plain);
        by.n_full = plain.length;
        set_parentheses_apart(&by);
        st = cot_i_buf_status(&by.line, "a line of authors", err);
    }
    if (st == COT_OK) {
        split(&by);
    }
    cot_i_buf_clear(&by.line);
    cot_i_buf_clear(&plain);
    return st;
}
