/* phrases.c: where phrases begin, and their texts. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/phrases.h"

#include <string.h>

#ifdef COT_ISA_X86
#include <immintrin.h>
#endif

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
    if (n > COT_TOKENS_SHORT) {
        end = end_of_phrases(words, tokens, n);
    }
    if (end.words == n) {
        return add_used(used, tokens, n, 0, &cut, to);
    }
    /* the last word where phrases begin stands in phrases that begin before, and once more for itself */
    const uint32_t *last = tokens + end.words - 1;
    size_t kept = add_used(used, tokens, end.words - 1, 0, &cut, to);
    kept += add_used(used, last, 2, COT_USED_INNER, &cut, to + kept);
    cut = COT_TOKEN_CUT;
    if (used->number[*last & COT_TOKEN_WORD] != 0) {
        kept += add_used(used, last, 1, 0, &cut, to + kept);
        const size_t left = n - end.words, more = end.last - 1 < left ? end.last - 1 : left;
        kept += add_used(used, last + 1, more, COT_USED_INNER, &cut, to + kept);
    }
    return kept;
}

static uint32_t kind_of(const cot_word_t *w) {
    return (w->ends ? COT_USED_ENDS : 0) | (w->weight >= 1 ? COT_USED_WEIGHS : 0) |
           (w->weight >= 2 ? COT_USED_CONTENT : 0) |
           (w->key_length >= LONG_BYTES || w->written_length >= LONG_BYTES ? COT_USED_LONG : 0);
}

cot_status_t cot_i_used_new(cot_used_t *used, const cot_lexicon_t *lexicon, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = 1;
    used->isa = cot_i_isa_here();
    COT_NEW(st, err, used->number, lexicon->n_words, "words of phrases");
    for (uint32_t w = COT_WORD_FIRST; w < lexicon->n_words; w++) {
        used->number[w] = lexicon->words[w].out ? 0 : n++;
    }
    if (n > COT_USED_WORD) {
        COT_FAIL(st, err, COT_E_LIMIT, "more than %u words that phrases are made of", COT_USED_WORD);
    }
    COT_NEW(st, err, used->words, n, "words of phrases");
    used->n = n;
    for (uint32_t w = COT_WORD_FIRST; w < lexicon->n_words; w++) {
        const cot_word_t *word = &lexicon->words[w];
        const uint32_t k = used->number[w];
        if (k > 0) {
            used->number[w] |= kind_of(word);
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
    cot_i_free(used->words);
    memset(used, 0, sizeof *used);
}

/* Where the tokens with each bit are: bit i of a set for tokens[i]. */
typedef struct {
    uint64_t ends, weighs, content, is_long, inner, cut;
} bits_t;

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

/* Of up to 64 tokens; behind the last everything cuts. */
static bits_t find_bits_base(const uint32_t *tokens, size_t n) {
    uint8_t kinds[64];
    for (size_t i = 0; i < n; i++) {
        kinds[i] = (uint8_t)(tokens[i] >> 24);
    }
    memset(kinds + n, (int)((COT_TOKEN_CUT | COT_USED_INNER) >> 24), sizeof kinds - n);
    return (bits_t){.ends = gather_bits(kinds, 2),
                    .weighs = gather_bits(kinds, 3),
                    .content = gather_bits(kinds, 4),
                    .is_long = gather_bits(kinds, 5),
                    .inner = gather_bits(kinds, 6),
                    .cut = gather_bits(kinds, 7)};
}

#ifdef COT_ISA_X86
COT_TARGET_AVX512 static bits_t find_bits_avx512(const uint32_t *tokens, size_t n) {
    const __m512i none = _mm512_set1_epi32((int)(COT_TOKEN_CUT | COT_USED_INNER));
    _Alignas(64) uint8_t kinds[64];
    for (size_t k = 0; k < 64; k += 16) {
        const unsigned lanes = n >= k + 16 ? 0xFFFF : n > k ? (1u << (n - k)) - 1 : 0;
        const __m512i some = _mm512_mask_loadu_epi32(none, (__mmask16)lanes, tokens + (lanes ? k : 0));
        _mm_store_si128((void *)(kinds + k), _mm512_cvtepi32_epi8(_mm512_srli_epi32(some, 24)));
    }
    const __m512i all = _mm512_load_si512(kinds);
    return (bits_t){.ends = _mm512_test_epi8_mask(all, _mm512_set1_epi8(COT_USED_ENDS >> 24)),
                    .weighs = _mm512_test_epi8_mask(all, _mm512_set1_epi8(COT_USED_WEIGHS >> 24)),
                    .content = _mm512_test_epi8_mask(all, _mm512_set1_epi8(COT_USED_CONTENT >> 24)),
                    .is_long = _mm512_test_epi8_mask(all, _mm512_set1_epi8(COT_USED_LONG >> 24)),
                    .inner = _mm512_test_epi8_mask(all, _mm512_set1_epi8(COT_USED_INNER >> 24)),
                    .cut = _mm512_movepi8_mask(all)};
}
#endif

static bits_t find_bits(cot_isa_t isa, const uint32_t *tokens, size_t n) {
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512) {
        return find_bits_avx512(tokens, n);
    }
#endif
    (void)isa;
    return find_bits_base(tokens, n);
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
    const bits_t at = find_bits(used->isa, tokens, n < 64 ? n : 64);
    const uint64_t begins = ~at.inner & (((uint64_t)1 << COT_PHRASE_STARTS) - 1);
    const uint64_t joined = ~at.cut >> 1; /* with the word behind */
    const uint64_t two = begins & joined, three = two & (joined >> 1);
    const uint64_t heavy = at.content | (at.content >> 1) | (at.weighs & (at.weighs >> 1));
    cot_phrase_starts_t starts = {
        {begins & at.content & at.ends, two & heavy & (at.ends >> 1),
         three & (heavy | (heavy >> 1) | (at.weighs & (at.weighs >> 2))) & (at.ends >> 2)}};
    if (at.is_long) {
        const uint64_t near = at.is_long | at.is_long >> 1;
        starts.of[1] = drop_long(used, tokens, 2, starts.of[1], near);
        starts.of[2] = drop_long(used, tokens, 3, starts.of[2], near | at.is_long >> 2);
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
