/* withdrawn.c: whether a comment or an abstract says that the paper itself has been withdrawn.
 *
 * Some formats carry no flag for it; people write it in words. The word "withdrawn" counts only where the
 * sentence around it is about this paper (docs/definitions.md, "Records"), since abstracts speak of withdrawn
 * cash, consent and other people's papers as well.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include <strings.h>

#include "base/bytes.h"
#include "read/arxiv.h"

static const char *const nouns[] = {"paper",     "article",      "submission", "manuscript", "preprint",
                                    "pre-print", "e-print",      "eprint",     "note",       "draft",
                                    "work",      "report",       "document",   "thesis",     "letter",
                                    "version",   "contribution", NULL};
static const char *const owners[] = {"this",  "the",    "our",   "present", "current",
                                     "above", "entire", "whole", NULL};
static const char *const fillers[] = {
    "has",  "have",      "had",         "been",      "is",          "was",        "being",   "now",  "hereby",
    "also", "therefore", "temporarily", "currently", "permanently", "officially", "already", "thus", NULL};
static const char *const who[] = {"author", "authors", "author(s)", "arxiv", NULL};
static const char *const reasons[] = {"by",    "due",   "because",     "since", "for", "as", "pending",
                                      "until", "owing", "temporarily", "in",    "to",  NULL};

/* A word of the text; ends_sentence: a full stop or the like stands behind it. */
typedef struct {
    const char *text;
    size_t n;
    bool ends_sentence;
} word_t;

static bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '(' || c == ')' || c == '\'' || (unsigned char)c >= 0x80;
}

static word_t trim(const char *text, size_t n) {
    while (n > 0 && strchr("(-'", *text)) {
        text++;
        n--;
    }
    while (n > 0 && strchr("-'", text[n - 1])) {
        n--;
    }
    while (n > 0 && text[n - 1] == ')' && !memchr(text, '(', n)) {
        n--;
    }
    return (word_t){text, n, false};
}

static bool ends_sentence(const char *from, const char *to) {
    for (; from < to; from++) {
        if (strchr(".!?;:[]", *from)) {
            return true;
        }
    }
    return false;
}

/* The word before `at`; n = 0 when the text begins there. */
static word_t word_before(const char *text, const char *at) {
    const char *end = at;
    while (end > text && !in_word(end[-1])) {
        end--;
    }
    const char *begin = end;
    while (begin > text && in_word(begin[-1])) {
        begin--;
    }
    word_t word = trim(begin, (size_t)(end - begin));
    word.ends_sentence = ends_sentence(end, at);
    return word;
}

/* The word after `at`; ends_sentence tells that one ended before it. */
static word_t word_after(const char *at) {
    const char *begin = at;
    while (*begin && !in_word(*begin)) {
        begin++;
    }
    const char *end = begin;
    while (*end && in_word(*end)) {
        end++;
    }
    word_t word = trim(begin, (size_t)(end - begin));
    word.ends_sentence = ends_sentence(at, begin);
    return word;
}

static bool is_one_of(word_t word, const char *const *list) {
    for (; *list; list++) {
        if (strlen(*list) == word.n && strncasecmp(*list, word.text, word.n) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_word(word_t word, const char *text) {
    const char *const list[] = {text, NULL};
    return is_one_of(word, list);
}

/* Withdrawn from a journal or a meeting, not from arXiv. */
static bool from_elsewhere(const char *after) {
    word_t word = word_after(after);
    if (!is_word(word, "from") || word.ends_sentence) {
        return false;
    }
    word = word_after(word.text + word.n);
    if (is_word(word, "the")) {
        word = word_after(word.text + word.n);
    }
    return strncasecmp(word.text, "arxiv", 5) != 0;
}

/* "withdrawn by the author(s)", "by arXiv". */
static bool by_its_own(const char *after) {
    word_t word = word_after(after);
    if (!is_word(word, "by") || word.ends_sentence) {
        return false;
    }
    word = word_after(word.text + word.n);
    if (is_word(word, "the")) {
        word = word_after(word.text + word.n);
    }
    return is_one_of(word, who);
}

static bool is_filler(word_t word) {
    bool adverb = word.n > 4 && strncasecmp(word.text + word.n - 2, "ly", 2) == 0;
    return adverb || is_one_of(word, fillers);
}

/* "paper" in "this paper", "this 2005 paper", or at the start of a sentence. */
static bool is_this_noun(const char *text, word_t noun) {
    word_t owner = word_before(text, noun.text);
    if (!is_one_of(noun, nouns)) {
        return false;
    }
    if (owner.n == 0 || owner.ends_sentence || is_one_of(owner, owners)) {
        return true;
    }
    for (int i = 0; i < 2 && owner.n > 0 && !owner.ends_sentence; i++) {
        owner = word_before(text, owner.text);
        if (!owner.ends_sentence && is_word(owner, "this")) {
            return true;
        }
    }
    return false;
}

/* "This paper has been", "This was", "it has been ... by the authors". */
static bool speaks_of_itself(const char *text, const char *at, const char *after) {
    word_t word = word_before(text, at);
    bool verb = false;
    while (word.n > 0 && !word.ends_sentence && is_filler(word)) {
        verb = true;
        word = word_before(text, word.text);
    }
    if (word.n == 0 || word.ends_sentence) {
        return false;
    }
    return is_this_noun(text, word) || (verb && is_word(word, "this")) ||
           (verb && is_word(word, "it") && by_its_own(after));
}

/* A sentence, or something like one, that begins with "Withdrawn": alone, or with who or why. */
static bool opens_sentence(const char *text, const char *at, const char *after) {
    word_t before = word_before(text, at), next = word_after(after);
    bool opens = before.n == 0 || before.ends_sentence || *at == 'W';
    bool comma = before.n > 0 && memchr(before.text + before.n, ',', (size_t)(at - before.text) - before.n);
    if (comma && by_its_own(after)) {
        return true;
    }
    return opens && (next.n == 0 || next.ends_sentence || *after == ',' || is_one_of(next, reasons));
}

/* "The author has withdrawn this paper". */
static bool withdraws_it(const char *text, const char *at, const char *after) {
    word_t before = word_before(text, at), owner = word_after(after);
    word_t noun = word_after(owner.text + owner.n);
    return !before.ends_sentence && (is_word(before, "has") || is_word(before, "have")) &&
           !owner.ends_sentence && is_one_of(owner, owners) && is_one_of(noun, nouns);
}

/* Looks at every place where `rest` (the word without its first letter) stands. */
static bool any_place(const char *text, const char *rest) {
    const char *end = text + strlen(text);
    for (const char *at = text; (at = memmem(at, (size_t)(end - at), rest, 8)) != NULL; at += 8) {
        const char *word = at > text ? at - 1 : at, *after = at + 8;
        if (word == at || (*word != 'w' && *word != 'W') || (word > text && in_word(word[-1])) ||
            in_word(*after)) {
            continue;
        }
        bool about_it = speaks_of_itself(text, word, after);
        if ((about_it && !from_elsewhere(after)) || opens_sentence(text, word, after) ||
            withdraws_it(text, word, after)) {
            return true;
        }
    }
    return false;
}

bool cot_i_arxiv_says_withdrawn(const char *text) {
    return cot_i_bytes_hdraw(text, strlen(text), cot_i_isa_here()) &&
           (any_place(text, "ithdrawn") || any_place(text, "ITHDRAWN"));
}
