/* phrases.c: bounds and texts of candidate phrases.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/phrases.h"

#include <string.h>

/* May the n words at tokens be a candidate, whether they are out or not? */
static bool admissible(const cot_word_t *words, const uint32_t *tokens, size_t n) {
    uint32_t weight = 0, key = 0, written = 0;
    const cot_word_t *w = NULL;
    for (size_t i = 0; i < n; i++) {
        w = cot_i_token_word(words, tokens[i]);
        if (w->parts == 0) {
            return false; /* stands for a long word */
        }
        weight += w->weight;
        key += w->key_length + (uint32_t)(i > 0);
        written += w->written_length + (uint32_t)(i > 0);
    }
    return weight >= 2 && w->ends && key < COT_PHRASE_BYTES && written < COT_PHRASE_BYTES;
}

cot_phrases_end_t cot_i_phrases_end(const cot_word_t *words, const uint32_t *tokens, size_t n) {
    size_t phrases = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 1; k <= COT_PHRASE_WORDS && i + k <= n; k++) {
            if (k > 1 && tokens[i + k - 1] & COT_TOKEN_CUT) {
                break;
            }
            phrases += admissible(words, tokens + i, k);
            if (phrases == COT_PHRASES_OF_PAPER) {
                return (cot_phrases_end_t){i + 1, k};
            }
        }
    }
    return (cot_phrases_end_t){n, COT_PHRASE_WORDS};
}

bool cot_i_has_phrase(const cot_word_t *words, const uint32_t *tokens, size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 1; k <= COT_PHRASE_WORDS && i + k <= n; k++) {
            if (k > 1 && tokens[i + k - 1] & COT_TOKEN_CUT) {
                break;
            }
            if (admissible(words, tokens + i, k)) {
                return true;
            }
        }
    }
    return false;
}

static size_t join(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, bool written, char *out) {
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t word = tokens[i] & COT_TOKEN_WORD;
        const cot_word_t *w = &lexicon->words[word];
        size_t bytes = written ? w->written_length : w->key_length;
        if (length + (i > 0) + bytes >= COT_PHRASE_BYTES) {
            return 0;
        }
        if (i > 0) {
            out[length++] = ' ';
        }
        memcpy(out + length, written ? cot_i_word_written(lexicon, word) : cot_i_word_folded(lexicon, word),
               bytes);
        length += bytes;
    }
    out[length] = '\0';
    return length;
}

size_t cot_i_phrase_key(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, char *out) {
    return join(lexicon, tokens, n, false, out);
}

size_t cot_i_phrase_written(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, char *out) {
    return join(lexicon, tokens, n, true, out);
}
