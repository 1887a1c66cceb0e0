/* name_plain.c: names of which nothing has to be undone, guessed or doubted, as most are: two to five words of Latin
 * letters, hyphens and apostrophes inside, initials with their dot among them, single blanks between, none in the lists
 * of words. name.c would give the same (tests/unit/identify/test_names.c compares the two).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "identify/name.h"

enum { LONGEST = 1024, WORDS_MIN = 2, WORDS_MAX = 5 }; /* one word, or more than five, are doubted */

/* Bytes of the Latin letter at text; 0: none. Beyond ASCII: U+00C0 to U+023F without the signs of multiplication and
 * division, and U+1E00 to U+1EFF; NFC leaves them as they are. */
static inline size_t letter(const char *text) {
    const unsigned char c = (unsigned char)text[0];
    if (c < 0x80) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }
    const unsigned char d = (unsigned char)text[1];
    if (c >= 0xC3 && c <= 0xC8) {
        return (d & 0xC0) == 0x80 && !(c == 0xC3 && (d == 0x97 || d == 0xB7)) ? 2 : 0;
    }
    return c == 0xE1 && d >= 0xB8 && d <= 0xBB && ((unsigned char)text[2] & 0xC0) == 0x80 ? 3 : 0;
}

/* Bytes of the letters at text, hyphens and apostrophes between two of them included. */
static inline size_t letters(const char *text) {
    size_t n = 0;
    for (size_t used; (used = letter(text + n)) > 0; n += used) {
        bool link = text[n + used] == '-' || text[n + used] == '\'';
        n += link && letter(text + n + used + 1) > 0;
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
    return at == length && words >= WORDS_MIN && words <= WORDS_MAX && letter(name + begin + letter(name + begin)) > 0;
}
