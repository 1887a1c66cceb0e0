/* words.c: the class of a word: from the lists, else from its shape.
 *
 * Shape rules, for words that no list names: numbers (also "2x") and single letters are STOP; ending -ly:
 * STOP (adverbs); ending -ed, -able, -ible, -ive, -ous, -al, -ic: ADJECTIVE, unless excepted (speed, signal,
 * logic, ...). A compound
 * ("cost-effective") that no list names: ADJECTIVE when it ends in one of the adjective-making parts (based,
 * driven,
 * ...); FILLER when its parts weigh 0 together, ADJECTIVE when 1; else CONTENT.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/words.h"

#include <string.h>

#include "base/alloc.h"
#include "topics/word_id.h"
#include "topics/wordlists.h"

#define BITS 13u

struct cot_words {
    uint64_t ids[1u << BITS]; /* '-' joins the parts of a compound; 0: free */
    uint8_t classes[1u << BITS];
    uint32_t used;
};

/* Exceptions to the shape rules, blank-separated: content, unless another list has them. */
static const char *const nouns_by_shape = " assembly family anomaly supply reply monopoly poly butterfly "
                                          "speed seed feed need embed breed bed red shed "
                                          "table cable variable vocable enable "
                                          "objective perspective additive adjective archive drive hive dive "
                                          "motive narrative initiative incentive primitive "
                                          "derivative detective executive five live "
                                          "virus status locus focus corpus genus "
                                          "signal interval proposal retrieval removal arrival renewal trial "
                                          "material integral polynomial fractal crystal "
                                          "canal hospital capital animal rental referral withdrawal approval "
                                          "portal journal manual tutorial survival terminal "
                                          "goal ideal metal oral total principal credential potential "
                                          "differential eval appraisal reversal traversal "
                                          "disposal festival rival mineral pedal chemical professional "
                                          "individual removal dial coal meal appeal deal "
                                          "logic traffic topic metric music arithmetic heuristic statistic "
                                          "characteristic fabric clinic graphic plastic "
                                          "epidemic magic mechanic mosaic panic picnic rhetoric arctic cubic "
                                          "critic pic ic basic diagnostic pandemic "
                                          "analytic aerodynamic logarithmic public ";

/* Place of a word, or a free one. */
static size_t place_of(const cot_words_t *words, uint64_t id) {
    size_t i = (size_t)(cot_i_id_hash(id) >> (64 - BITS));
    while (words->ids[i] != 0 && words->ids[i] != id) {
        i = (i + 1) & ((1u << BITS) - 1);
    }
    return i;
}

/* Adds every word of a list that is not there yet. */
static void add_list(cot_words_t *words, const char *list, cot_word_class_t c) {
    while (*list) {
        size_t n = strcspn(list, " ");
        if (n > 0 && n < 64 && words->used < (1u << BITS) / 2) {
            const uint64_t id = cot_i_word_id(list, n);
            const size_t i = place_of(words, id);
            if (words->ids[i] == 0) {
                words->ids[i] = id;
                words->classes[i] = (uint8_t)c;
                words->used++;
            }
        }
        list += n;
        list += strspn(list, " ");
    }
}

cot_status_t cot_i_words_new(cot_words_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_words_t *words = NULL;
    COT_NEW(st, err, words, 1, "word lists");
    add_list(words, cot_i_words_stop, COT_WORD_STOP);
    add_list(words, cot_i_words_filler, COT_WORD_FILLER);
    add_list(words, cot_i_words_adjective, COT_WORD_ADJECTIVE);
    add_list(words, cot_i_words_general, COT_WORD_GENERAL);
    add_list(words, cot_i_words_empty, COT_WORD_EMPTY);
    add_list(words, nouns_by_shape, COT_WORD_CONTENT);
    *out = words;
done:
    return st;
}

void cot_i_words_free(cot_words_t *words) {
    cot_i_free(words);
}

int cot_i_word_weight(cot_word_class_t c) {
    switch (c) {
    case COT_WORD_CONTENT:
        return 2;
    case COT_WORD_GENERAL:
    case COT_WORD_ADJECTIVE:
        return 1;
    default:
        return 0;
    }
}

static inline bool ends(const char *word, size_t length, const char *ending) {
    size_t n = strlen(ending);
    return length >= n + 2 && memcmp(word + length - n, ending, n) == 0;
}

/* Whether the word ends as adjectives do. */
static bool adjective_by_shape(const char *word, size_t length) {
    switch (word[length - 1]) {
    case 'd':
        return word[length - 2] == 'e';
    case 'e':
        return ends(word, length, "able") || ends(word, length, "ible") || ends(word, length, "ive");
    case 's':
        return ends(word, length, "ous");
    case 'l':
        return word[length - 2] == 'a';
    case 'c':
        return word[length - 2] == 'i';
    default:
        return false;
    }
}

static cot_word_class_t class_by_shape(const char *word, size_t length) {
    size_t digits = 0;
    while (digits < length &&
           ((word[digits] >= '0' && word[digits] <= '9') || word[digits] == '.' || word[digits] == ',')) {
        digits++;
    }
    bool number = digits == length || (digits > 0 && digits + 1 == length && word[digits] == 'x');
    if (number || length == 1 || length > 64) {
        return COT_WORD_STOP;
    }
    if (length < 5) {
        return COT_WORD_CONTENT;
    }
    if (ends(word, length, "ly")) {
        return COT_WORD_STOP;
    }
    return adjective_by_shape(word, length) ? COT_WORD_ADJECTIVE : COT_WORD_CONTENT;
}

static cot_word_class_t class_of_part(const cot_words_t *words, const char *key, size_t length) {
    const size_t i = place_of(words, cot_i_word_id(key, length));
    return words->ids[i] != 0 ? (cot_word_class_t)words->classes[i] : class_by_shape(key, length);
}

/* Parts that make an adjective of what stands before them. */
static bool makes_adjective(const char *part, size_t length) {
    static const char *const list =
        " based driven aware oriented like free wise dependent independent specific "
        "agnostic invariant efficient level scale time term order optimal type style "
        "friendly intensive dimensional hard complete centric theoretic aided assisted ";
    char wanted[34];
    if (length == 0 || length > 31) {
        return false;
    }
    wanted[0] = ' ';
    memcpy(wanted + 1, part, length);
    wanted[length + 1] = ' ';
    wanted[length + 2] = '\0';
    return strstr(list, wanted) != NULL;
}

static cot_word_class_t class_of_compound(const cot_words_t *words, const char *key, size_t length) {
    char joined[64];
    if (length < sizeof joined) {
        for (size_t i = 0; i < length; i++) {
            joined[i] = key[i] == ' ' ? '-' : key[i];
        }
        const size_t i = place_of(words, cot_i_word_id(joined, length));
        if (words->ids[i] != 0) {
            return (cot_word_class_t)words->classes[i];
        }
    }
    int worth = 0;
    size_t start = 0, last = 0;
    for (size_t i = 0; i <= length; i++) {
        if (i == length || key[i] == ' ') {
            worth += cot_i_word_weight(class_of_part(words, key + start, i - start));
            last = start;
            start = i + 1;
        }
    }
    if (makes_adjective(key + last, length - last) ||
        class_of_part(words, key + last, length - last) == COT_WORD_ADJECTIVE) {
        return COT_WORD_ADJECTIVE;
    }
    return worth == 0 ? COT_WORD_FILLER : worth == 1 ? COT_WORD_ADJECTIVE : COT_WORD_CONTENT;
}

cot_word_class_t cot_i_word_class(const cot_words_t *words, const char *key, size_t length) {
    if (length == 0) {
        return COT_WORD_STOP;
    }
    if (memchr(key, ' ', length)) {
        return class_of_compound(words, key, length);
    }
    return class_of_part(words, key, length);
}

/* Length of the singular of one word, 0 when it has no plural shape. */
static size_t singular_word(const char *w, size_t n, char *out) {
    bool processor = n == 4 && memcmp(w + 1, "pus", 3) == 0; /* CPUs, GPUs, ... but opus has the same shape */
    processor = processor && w[0] != 'o';
    if (n < 4 || w[n - 1] != 's' || ends(w, n, "ss") || (ends(w, n, "us") && !processor) ||
        ends(w, n, "is") || (n == 6 && memcmp(w, "series", 6) == 0) ||
        (n == 7 && memcmp(w, "species", 7) == 0)) {
        return 0;
    }
    memcpy(out, w, n);
    if (n >= 5 && ends(w, n, "ies")) {
        out[n - 3] = 'y';
        return n - 2;
    }
    bool caches = n == 6 && memcmp(w, "caches", 6) == 0;
    if (!caches && (ends(w, n, "sses") || ends(w, n, "xes") || ends(w, n, "ches") || ends(w, n, "shes"))) {
        return n - 2;
    }
    return n - 1;
}

size_t cot_i_singular(const char *phrase, size_t length, char *out) {
    size_t start = length;
    while (start > 0 && phrase[start - 1] != ' ') {
        start--;
    }
    size_t n = singular_word(phrase + start, length - start, out + start);
    if (n == 0) {
        return 0;
    }
    memcpy(out, phrase, start);
    return start + n;
}
