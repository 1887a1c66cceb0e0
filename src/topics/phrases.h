/* phrases.h: the candidate phrases of one text: one to three consecutive words between two cuts whose last
 * word is no adjective and whose words weigh 2 or more (words.h). SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef COT_TOPICS_PHRASES_H
#define COT_TOPICS_PHRASES_H

#include "topics/scan.h"

#define COT_PHRASE_WORDS 3         /* longest phrase */
#define COT_PHRASES_OF_PAPER 16384 /* candidates read from one paper; what follows is left out */

/* A word that is not out. */
typedef struct {
    uint64_t plain, norm; /* as in cot_word_t */
    uint64_t factor;      /* what stands before it is multiplied by, see cot_i_parts_factor */
    uint32_t word;        /* number in the lexicon */
    uint8_t key_length, written_length, parts;
    uint8_t filler_parts; /* parts when it is a filler, else 0 */
} cot_used_word_t;

/* The words that are not out, numbered from 1 on. Their tokens have these numbers instead of those of the
 * lexicon, and tell of what kind the words are. */
typedef struct {
    uint32_t *number; /* by number in the lexicon, with the bits of its kind; 0: out */
    cot_used_word_t *words;
    uint32_t n;    /* largest number + 1 */
    cot_isa_t isa; /* instructions to use: the widest there are */
} cot_used_t;

/* Bits of the tokens of used words: kinds of words, and of places with COT_TOKEN_CUT as before. */
#define COT_USED_ENDS ((uint32_t)1 << 26)    /* a phrase may end here */
#define COT_USED_WEIGHS ((uint32_t)1 << 27)  /* 1 or more */
#define COT_USED_CONTENT ((uint32_t)1 << 28) /* weighs 2 */
#define COT_USED_LONG ((uint32_t)1 << 29)    /* so that three such words may be too long for a phrase */
#define COT_USED_INNER ((uint32_t)1 << 30)   /* no phrase begins here */
#define COT_USED_WORD (COT_USED_ENDS - 1)

/* Numbers the words that are not out. @return COT_OK | COT_E_NOMEM | COT_E_LIMIT. Clear with
 * cot_i_used_clear. */
cot_status_t cot_i_used_new(cot_used_t *used, const cot_lexicon_t *lexicon, cot_error_t *err);
void cot_i_used_clear(cot_used_t *used);

/* A text of no more tokens has no more candidates than are read. */
#define COT_TOKENS_SHORT ((size_t)COT_PHRASES_OF_PAPER / COT_PHRASE_WORDS)

/* The n tokens of one text with the numbers of used words, to `to` (n + COT_PHRASE_WORDS of room; of a short text
 * `tokens`, or what is before them, will do); their number. Words that are out are left out: no phrase reaches
 * across. From the tokens that are left the same candidates follow as from all but for those with words that
 * are out: the first COT_PHRASES_OF_PAPER of the text. */
size_t cot_i_use_tokens(const cot_used_t *used, const cot_word_t *words, const uint32_t *tokens, size_t n,
                        uint32_t *to);

/* Is there any candidate, words that are out included? */
bool cot_i_has_phrase(const cot_word_t *words, const uint32_t *tokens, size_t n);

/* Key and written form of n words, by numbers of the lexicon, into buffers of COT_PHRASE_BYTES; the length, 0
 * when it does not fit. */
size_t cot_i_phrase_key(const cot_lexicon_t *lexicon, const uint32_t *words, size_t n, char *out);
size_t cot_i_phrase_written(const cot_lexicon_t *lexicon, const uint32_t *words, size_t n, char *out);

static inline const cot_used_word_t *cot_i_used_word(const cot_used_t *used, uint32_t token) {
    return &used->words[token & COT_USED_WORD];
}

/* Hash of the key of n words with the last in the singular: equal for both numbers; not 0. */
static inline uint64_t cot_i_phrase_group(const cot_used_t *used, const uint32_t *tokens, size_t n) {
    const cot_used_word_t *w = cot_i_used_word(used, tokens[0]);
    uint64_t before = w->plain, group = w->norm;
    for (size_t k = 1; k < n; k++) {
        w = cot_i_used_word(used, tokens[k]);
        group = before * w->factor + w->norm;
        before = before * w->factor + w->plain;
    }
    return group ? group : 1;
}

/* Where phrases of one, two and three words begin among the first COT_PHRASE_STARTS of some tokens: bit i for
 * tokens[i]. */
#define COT_PHRASE_STARTS 62u
typedef struct {
    uint64_t of[COT_PHRASE_WORDS];
} cot_phrase_starts_t;

cot_phrase_starts_t cot_i_phrase_starts(const cot_used_t *used, const uint32_t *tokens, size_t n);

typedef void (*cot_take_phrase_t)(void *data, const uint32_t *tokens, uint32_t n_words);

/* Calls take for the candidates of at least `least` words, repeats included, those of a few tokens after the
 * other by their number of words: what a word begins cannot be foretold, and branches on it would cost more
 * than the work. The tokens of several texts may be read as those of one: each begins with a cut. */
static inline __attribute__((always_inline)) void cot_i_each_phrase(const cot_used_t *used,
                                                                    const uint32_t *tokens, size_t n,
                                                                    uint32_t least, cot_take_phrase_t take,
                                                                    void *data) {
    for (size_t from = 0; from < n; from += COT_PHRASE_STARTS) {
        const cot_phrase_starts_t starts = cot_i_phrase_starts(used, tokens + from, n - from);
        for (uint32_t k = least; k <= COT_PHRASE_WORDS; k++) {
            for (uint64_t left = starts.of[k - 1]; left; left &= left - 1) {
                take(data, tokens + from + __builtin_ctzll(left), k);
            }
        }
    }
}

#endif
