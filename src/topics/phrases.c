/* phrases.c: where phrases begin, and their texts. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/phrases.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"

/* Three words of fewer bytes and the blanks between them fit into a phrase. */
#define LONG_BYTES (COT_PHRASE_BYTES / COT_PHRASE_WORDS)

static const cot_word_t *word_of(const cot_word_t *words, uint32_t token) {
    return &words[token & COT_TOKEN_WORD];
}

/* May the n words at tokens be a candidate, whether they are out or not? */
static bool admissible(const cot_word_t *words, const uint32_t *tokens, size_t n) {
    uint32_t weight = 0, key = 0, written = 0;
    const cot_word_t *w = NULL;
    for (size_t i = 0; i < n; i++) {
        w = word_of(words, tokens[i]);
        if (w->parts == 0) {
            return false; /* stands for a long word */
        }
        weight += w->weight;
        key += w->key_length + (uint32_t)(i > 0);
        written += w->written_length + (uint32_t)(i > 0);
    }
    return weight >= 2 && w->ends && key < COT_PHRASE_BYTES && written < COT_PHRASE_BYTES;
}

/* Where the candidates of a text end. */
typedef struct {
    size_t words; /* phrases begin in front of this word */
    size_t last;  /* longest phrase that begins with the last of them */
} end_t;

/* The first COT_PHRASES_OF_PAPER candidates of a text; words that are out count, but long ones. */
static end_t end_of_phrases(const cot_word_t *words, const uint32_t *tokens, size_t n) {
    size_t phrases = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 1; k <= COT_PHRASE_WORDS && i + k <= n; k++) {
            if (k > 1 && tokens[i + k - 1] & COT_TOKEN_CUT) {
                break;
            }
            phrases += admissible(words, tokens + i, k);
            if (phrases == COT_PHRASES_OF_PAPER) {
                return (end_t){i + 1, k};
            }
        }
    }
    return (end_t){n, COT_PHRASE_WORDS};
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

/* Adds used tokens to the n that are at `to`, with more bits; the first after a word that is out, and the
 * very first with *cut, cuts. */
static size_t add_used(const cot_used_t *used, const uint32_t *tokens, size_t n, uint32_t bits, uint32_t *cut,
                       uint32_t *to) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const uint32_t number = used->number[tokens[i] & COT_TOKEN_WORD];
        to[kept] = number | (tokens[i] & COT_TOKEN_CUT) | *cut | bits;
        kept += number != 0;
        *cut = number != 0 ? 0 : COT_TOKEN_CUT;
    }
    return kept;
}

size_t cot_i_use_tokens(const cot_used_t *used, const cot_word_t *words, const uint32_t *tokens, size_t n,
                        uint32_t *to) {
    end_t end = {n, COT_PHRASE_WORDS};
    uint32_t cut = 0;
    if (n > COT_PHRASES_OF_PAPER / COT_PHRASE_WORDS) {
        end = end_of_phrases(words, tokens, n);
    }
    if (end.words == n) {
        return add_used(used, tokens, n, 0, &cut, to);
    }
    /* the last word where phrases begin stands in phrases that begin before, and once more for itself */
    const uint32_t *last = tokens + end.words - 1;
    size_t kept = add_used(used, tokens, end.words - 1, 0, &cut, to);
    kept += add_used(used, last, 2, COT_TOKEN_INNER, &cut, to + kept);
    cut = COT_TOKEN_CUT;
    if (used->number[*last & COT_TOKEN_WORD] != 0) {
        kept += add_used(used, last, 1, 0, &cut, to + kept);
        const size_t left = n - end.words, more = end.last - 1 < left ? end.last - 1 : left;
        kept += add_used(used, last + 1, more, COT_TOKEN_INNER, &cut, to + kept);
    }
    return kept;
}

static uint8_t kind_of(const cot_word_t *w) {
    return (uint8_t)((w->ends ? COT_KIND_ENDS : 0) | (w->weight >= 1 ? COT_KIND_WEIGHS : 0) |
                     (w->weight >= 2 ? COT_KIND_CONTENT : 0) |
                     (w->key_length >= LONG_BYTES || w->written_length >= LONG_BYTES ? COT_KIND_LONG : 0));
}

cot_status_t cot_i_used_new(cot_used_t *used, const cot_lexicon_t *lexicon, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = 1;
    COT_NEW(st, err, used->number, lexicon->n_words, "words of phrases");
    for (uint32_t w = COT_WORD_FIRST; w < lexicon->n_words; w++) {
        used->number[w] = lexicon->words[w].out ? 0 : n++;
    }
    COT_NEW(st, err, used->kinds, n, "words of phrases");
    COT_NEW(st, err, used->words, n, "words of phrases");
    used->n = n;
    for (uint32_t w = COT_WORD_FIRST; w < lexicon->n_words; w++) {
        const cot_word_t *word = &lexicon->words[w];
        const uint32_t k = used->number[w];
        if (k > 0) {
            used->kinds[k] = kind_of(word);
            used->words[k] = (cot_used_word_t){
                word->plain,          word->norm,  cot_i_parts_factor(word->parts), w, word->key_length,
                word->written_length, word->parts, word->filler ? word->parts : 0};
        }
    }
done:
    return st;
}

void cot_i_used_clear(cot_used_t *used) {
    cot_i_free(used->number);
    cot_i_free(used->kinds);
    cot_i_free(used->words);
    memset(used, 0, sizeof *used);
}

/* The bit `bit` of each of 64 bytes, as a set: eight bytes at a time, whose bits a product brings side by
 * side. */
static inline uint64_t gather_bits(const uint8_t kinds[64], unsigned bit) {
    uint64_t set = 0;
    for (unsigned k = 0; k < 64; k += 8) {
        uint64_t x = 0;
        for (unsigned i = 0; i < 8; i++) {
            x |= (uint64_t)kinds[k + i] << (8 * i);
        }
        set |= ((x >> bit & 0x0101010101010101u) * 0x0102040810204080u >> 56) << k;
    }
    return set;
}

/* Whether the words fit into the key and the written form of a phrase. */
static bool fits(const cot_used_t *used, const uint32_t *tokens, size_t n) {
    size_t key = n - 1, written = n - 1;
    for (size_t k = 0; k < n; k++) {
        key += cot_i_used_word(used, tokens[k])->key_length;
        written += cot_i_used_word(used, tokens[k])->written_length;
    }
    return key < COT_PHRASE_BYTES && written < COT_PHRASE_BYTES;
}

/* Takes out those of n words that are too long. near: where one of the words is long. */
static uint64_t drop_long(const cot_used_t *used, const uint32_t *tokens, size_t n, uint64_t starts,
                          uint64_t near) {
    for (uint64_t left = starts & near; left; left &= left - 1) {
        const unsigned i = (unsigned)__builtin_ctzll(left);
        starts &= ~((uint64_t)!fits(used, tokens + i, n) << i);
    }
    return starts;
}

cot_phrase_starts_t cot_i_phrase_starts(const cot_used_t *used, const uint32_t *tokens, size_t n) {
    uint8_t kinds[64];
    const size_t here = n < sizeof kinds ? n : sizeof kinds;
    for (size_t i = 0; i < here; i++) {
        kinds[i] = (uint8_t)(used->kinds[tokens[i] & COT_TOKEN_WORD] |
                             (tokens[i] >> COT_KIND_SHIFT & (COT_KIND_CUT | COT_KIND_INNER)));
    }
    memset(kinds + here, COT_KIND_CUT | COT_KIND_INNER, sizeof kinds - here);
    const uint64_t ends = gather_bits(kinds, 0), weighs = gather_bits(kinds, 1),
                   content = gather_bits(kinds, 2);
    const uint64_t is_long = gather_bits(kinds, 3);
    const uint64_t begins = ~gather_bits(kinds, 6) & (((uint64_t)1 << COT_PHRASE_STARTS) - 1);
    const uint64_t joined = ~gather_bits(kinds, 7) >> 1; /* with the word behind */
    const uint64_t two = begins & joined, three = two & (joined >> 1);
    const uint64_t heavy = content | (content >> 1) | (weighs & (weighs >> 1));
    cot_phrase_starts_t starts = {{begins & content & ends, two & heavy & (ends >> 1),
                                   three & (heavy | (heavy >> 1) | (weighs & (weighs >> 2))) & (ends >> 2)}};
    if (is_long) {
        const uint64_t near = is_long | is_long >> 1;
        starts.of[1] = drop_long(used, tokens, 2, starts.of[1], near);
        starts.of[2] = drop_long(used, tokens, 3, starts.of[2], near | is_long >> 2);
    }
    return starts;
}

static size_t join(const cot_lexicon_t *lexicon, const uint32_t *words, size_t n, bool written, char *out) {
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        const cot_word_t *w = &lexicon->words[words[i]];
        size_t bytes = written ? w->written_length : w->key_length;
        if (length + (i > 0) + bytes >= COT_PHRASE_BYTES) {
            return 0;
        }
        if (i > 0) {
            out[length++] = ' ';
        }
        memcpy(out + length,
               written ? cot_i_word_written(lexicon, words[i]) : cot_i_word_folded(lexicon, words[i]), bytes);
        length += bytes;
    }
    out[length] = '\0';
    return length;
}

size_t cot_i_phrase_key(const cot_lexicon_t *lexicon, const uint32_t *words, size_t n, char *out) {
    return join(lexicon, words, n, false, out);
}

size_t cot_i_phrase_written(const cot_lexicon_t *lexicon, const uint32_t *words, size_t n, char *out) {
    return join(lexicon, words, n, true, out);
}
