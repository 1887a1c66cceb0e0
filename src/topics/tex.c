/* tex.c: finding the ends of TeX math, commands and URLs in running text.
 *
 * Math: $...$, $$...$$, \(...\), \[...\] up to 1,000 bytes; a dollar sign without its partner, or with five
 * or more plain words before it (prices), only cuts. Commands: \cmd takes its {...} with it (\cite{x}),
 * except the font commands (\emph{x}, \textit{x}, ...), whose content is text. Accents (\'e, \"{o}, \v{C})
 * leave the letter. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/tex.h"

#include <string.h>

#define MATH_MAX 1000

static bool is_alpha(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Plain words (three letters or more, no backslash before them) among n bytes. */
static int plain_words(const char *text, size_t n) {
    int words = 0;
    size_t run = 0;
    bool command = false;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && is_alpha(text[i])) {
            run++;
        } else {
            words += run >= 3 && !command;
            command = i < n && text[i] == '\\';
            run = 0;
        }
    }
    return words;
}

/* text[0] == '$'. */
static size_t skip_dollar(const char *text, size_t length) {
    size_t open = length > 1 && text[1] == '$' ? 2 : 1;
    size_t limit = length < MATH_MAX ? length : MATH_MAX;
    for (size_t i = open; i < limit; i++) {
        if (text[i] == '\\') {
            i++;
        } else if (text[i] == '$') {
            if (plain_words(text + open, i - open) >= 5) {
                return open;
            }
            return open == 2 && i + 1 < length && text[i + 1] == '$' ? i + 2 : i + 1;
        }
    }
    return open;
}

/* text[0] == '{': length including its '}', or 1 when it is not closed. */
static size_t braces(const char *text, size_t length) {
    size_t limit = length < MATH_MAX ? length : MATH_MAX;
    int depth = 0;
    for (size_t i = 0; i < limit; i++) {
        if (text[i] == '\\') {
            i++;
        } else if (text[i] == '{') {
            depth++;
        } else if (text[i] == '}' && --depth == 0) {
            return i + 1;
        }
    }
    return 1;
}

/* text = "\(" or "\[": up to its partner; 2 when there is none. */
static size_t skip_display(const char *text, size_t length) {
    char close = text[1] == '(' ? ')' : ']';
    size_t limit = length < MATH_MAX ? length : MATH_MAX;
    for (size_t i = 2; i + 1 < limit; i++) {
        if (text[i] == '\\' && text[i + 1] == close) {
            return i + 2;
        }
    }
    return 2;
}

static bool named(const char *name, size_t n, const char *const *list) {
    for (; *list; list++) {
        if (strlen(*list) == n && memcmp(*list, name, n) == 0) {
            return true;
        }
    }
    return false;
}

/* text = "\" and a letter. */
static size_t skip_command(const char *text, size_t length, cot_tex_t *what) {
    static const char *const keeps_text[] = {"emph",   "textit", "textbf", "textsc", "texttt", "textrm",
                                             "textsf", "text",   "textsl", "mbox",   "em",     "it",
                                             "bf",     "sc",     "tt",     NULL};
    static const char *const letters[] = {"v", "c", "H", "u", "k", "r", "b", "d", "t", NULL};
    size_t n = 1;
    while (n < length && is_alpha(text[n])) {
        n++;
    }
    bool brace = n < length && text[n] == '{';
    if (named(text + 1, n - 1, keeps_text) || (brace && named(text + 1, n - 1, letters))) {
        *what = COT_TEX_SKIP;
        return n;
    }
    *what = COT_TEX_CUT;
    return brace ? n + braces(text + n, length - n) : n;
}

size_t cot_i_tex_skip(const char *text, size_t length, cot_tex_t *what) {
    *what = COT_TEX_CUT;
    if (text[0] == '$') {
        return skip_dollar(text, length);
    }
    if (length < 2) {
        return 1;
    }
    if (text[1] == '(' || text[1] == '[') {
        return skip_display(text, length);
    }
    if (is_alpha(text[1])) {
        return skip_command(text, length, what);
    }
    if (strchr("'`^\"~=.", text[1])) {
        *what = COT_TEX_SKIP; /* an accent: the letter follows, perhaps in braces */
    }
    return 2;
}

size_t cot_i_url_length(const char *text, size_t length) {
    static const char *const starts[] = {"http://", "https://", "ftp://", "www.", NULL};
    for (const char *const *s = starts; *s; s++) {
        size_t n = strlen(*s);
        if (length > n && memcmp(text, *s, n) == 0) {
            while (n < length && (unsigned char)text[n] > ' ') {
                n++;
            }
            return n;
        }
    }
    return 0;
}
