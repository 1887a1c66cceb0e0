/* name_plain.c: names of which nothing has to be undone, guessed or doubted, as most are: two to five words of ASCII
 * letters, hyphens and apostrophes inside, initials with their dot among them, single blanks between, none in the
 * lists of words. name.c would give the same (tests/unit/identify/test_names.c compares the two).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "identify/name.h"

enum { LONGEST = 1024, WORDS_MIN = 2, WORDS_MAX = 5 }; /* one word, or more than five, are doubted */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_link(char c) {
    return c == '-' || c == '\'';
}

/* Bytes of the letters at text, hyphens and apostrophes between two of them included. */
static size_t letters(const char *text) {
    size_t n = 0;
    while (is_letter(text[n]) || (n > 0 && is_link(text[n]) && is_letter(text[n - 1]) && is_letter(text[n + 1]))) {
        n++;
    }
    return n;
}

bool cot_i_name_plain(const char *name, size_t length, size_t *surname) {
    size_t begin = 0, at = 0, words = 0;
    if (length > LONGEST) {
        return false;
    }
    for (;; at++) {
        begin = at;
        at += letters(name + at);
        size_t n = at - begin;
        bool initial = n == 1 && name[at] == '.';
        at += initial;
        if (n == 0 || (!initial && !cot_i_word_unlisted(name + begin, n))) {
            return false;
        }
        words++;
        if (name[at] != ' ') {
            break;
        }
    }
    if (*surname == 0) {
        *surname = begin;
    }
    /* an initial behind the surname is doubted */
    return at == length && words >= WORDS_MIN && words <= WORDS_MAX && is_letter(name[begin + 1]);
}
