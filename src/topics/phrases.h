/* phrases.h: the candidate phrases of one text: one to three consecutive words between two cuts whose last
 * word is no adjective and whose words weigh 2 or more (words.h). SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_PHRASES_H
#define COT_TOPICS_PHRASES_H

#include "topics/scan.h"

#define COT_PHRASE_WORDS 3         /* longest phrase */
#define COT_PHRASES_OF_PAPER 16384 /* candidates read from one paper; what follows is left out */

/* One candidate. */
typedef struct {
    uint64_t group; /* hash of the key with its last word in the singular: equal for both numbers; not 0 */
    const uint32_t *tokens; /* its n_words words */
    uint8_t n_words;
    uint8_t parts;        /* blank-separated parts of the key: a compound counts each of its own */
    uint8_t plural;       /* the last word looks like a plural */
    uint8_t filler_parts; /* parts of the first word when that is a filler and others follow, else 0 */
} cot_phrase_t;

/* Where the candidates of a text end. */
typedef struct {
    size_t words; /* phrases begin in front of this word */
    size_t last;  /* longest phrase that begins with the last of them */
} cot_phrases_end_t;

/* The first COT_PHRASES_OF_PAPER candidates of a text; words that are out count, but long ones. */
cot_phrases_end_t cot_i_phrases_end(const cot_word_t *words, const uint32_t *tokens, size_t n);

/* Is there any? */
bool cot_i_has_phrase(const cot_word_t *words, const uint32_t *tokens, size_t n);

/* Key and written form of n words, into buffers of COT_PHRASE_BYTES; the length, 0 when it does not fit. */
size_t cot_i_phrase_key(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, char *out);
size_t cot_i_phrase_written(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, char *out);

static inline const cot_word_t *cot_i_token_word(const cot_word_t *words, uint32_t token) {
    return &words[token & COT_TOKEN_WORD];
}

typedef void (*cot_take_phrase_t)(void *data, const cot_phrase_t *phrase);

/* Calls take for the candidates without words that are out, in the order of the text, repeats included.
 * factors: cot_i_parts_factor by number of parts. */
static inline __attribute__((always_inline)) void cot_i_each_phrase(const cot_word_t *words,
                                                                    const uint64_t *factors,
                                                                    const uint32_t *tokens, size_t n,
                                                                    cot_take_phrase_t take, void *data) {
    cot_phrases_end_t end = {n, COT_PHRASE_WORDS};
    if (n > COT_PHRASES_OF_PAPER / COT_PHRASE_WORDS) {
        end = cot_i_phrases_end(words, tokens, n);
    }
    for (size_t i = 0; i < end.words; i++) {
        const cot_word_t *a = cot_i_token_word(words, tokens[i]);
        const size_t longest = i + 1 == end.words ? end.last : COT_PHRASE_WORDS;
        if (a->out) {
            continue;
        }
        if (a->weight >= 2 && a->ends) {
            take(data, &(cot_phrase_t){a->norm ? a->norm : 1, tokens + i, 1, a->parts, a->plural, 0});
        }
        if (i + 1 >= n || longest < 2 || tokens[i + 1] & COT_TOKEN_CUT) {
            continue;
        }
        const cot_word_t *b = cot_i_token_word(words, tokens[i + 1]);
        if (b->out) {
            continue;
        }
        const uint8_t filler_parts = a->filler ? a->parts : 0;
        const uint32_t length = (uint32_t)a->key_length + b->key_length + 1;
        const uint32_t written = (uint32_t)a->written_length + b->written_length + 1;
        if (a->weight + b->weight >= 2 && b->ends && length < COT_PHRASE_BYTES &&
            written < COT_PHRASE_BYTES) {
            uint64_t group = a->plain * factors[b->parts] + b->norm;
            take(data, &(cot_phrase_t){group ? group : 1, tokens + i, 2, (uint8_t)(a->parts + b->parts),
                                       b->plural, filler_parts});
        }
        if (i + 2 >= n || longest < 3 || tokens[i + 2] & COT_TOKEN_CUT) {
            continue;
        }
        const cot_word_t *c = cot_i_token_word(words, tokens[i + 2]);
        if (!c->out && c->ends && a->weight + b->weight + c->weight >= 2 &&
            length + c->key_length + 1 < COT_PHRASE_BYTES &&
            written + c->written_length + 1 < COT_PHRASE_BYTES) {
            uint64_t group = (a->plain * factors[b->parts] + b->plain) * factors[c->parts] + c->norm;
            take(data,
                 &(cot_phrase_t){group ? group : 1, tokens + i, 3,
                                 (uint8_t)(a->parts + b->parts + c->parts), c->plural, filler_parts});
        }
    }
}

#endif
