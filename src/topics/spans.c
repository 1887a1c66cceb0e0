/* spans.c: plain words, 64 bytes at a time: sets of bits tell where they begin and end and what cuts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/spans.h"

#include "base/bytes.h"
#include "topics/marks.h"

#define IN_BLOCK 32u                  /* most words that begin in COT_MARKS_BYTES */
#define SPANS_BYTES ((size_t)1 << 14) /* so that places fit into 15 bits */

/* What the block before leaves to the next one. */
typedef struct {
    uint64_t alnum, digit, word; /* 1: so is its last byte */
    uint64_t cut;                /* 1: something cuts behind its last word */
} left_t;

/* The words that begin and end in a block. */
typedef struct {
    uint64_t starts, ends; /* first byte of each word; byte behind its last */
    uint64_t after_cut;    /* those of `starts` with a cut between the word before and them */
} block_words_t;

COT_INLINE size_t lowest(uint64_t bits) {
    return bits ? (size_t)__builtin_ctzll(bits) : 64;
}

/* The bytes that need a closer look: of two blocks one after the other, in the first. Before something odd a
 * mark may join. */
COT_INLINE uint64_t find_odd(cot_marks_t m, cot_marks_t next) {
    return m.odd | ((m.odd >> 1 | next.odd << 63) & (m.joint | m.decimal));
}

/* Words up to the first odd byte; what is left behind them. */
COT_INLINE block_words_t find_words(cot_marks_t m, cot_marks_t next, uint64_t odd, left_t *left) {
    const uint64_t valid = (odd & -odd) - 1; /* all when none is odd */
    const uint64_t word = m.alnum |
                          (m.joint & (m.alnum << 1 | left->alnum) & (m.alnum >> 1 | next.alnum << 63)) |
                          (m.decimal & (m.digit << 1 | left->digit) & (m.digit >> 1 | next.digit << 63));
    const uint64_t behind = word << 1 | left->word, gaps = ~word & valid, cuts = gaps & ~m.blank;
    uint64_t sum = 0;
    block_words_t w = {.starts = word & ~behind & valid, .ends = gaps & behind};
    /* a cut between two words carries to the second, or out of the block */
    bool carry = __builtin_add_overflow(gaps, cuts, &sum);
    carry |= __builtin_add_overflow(sum, left->cut, &sum);
    w.after_cut = sum & w.starts;
    *left = (left_t){.alnum = m.alnum >> 63,
                     .digit = m.digit >> 63,
                     .word = word >> 63,
                     .cut = odd ? sum >> lowest(odd) & 1 : carry};
    return w;
}

/* The words of a block that begins `base` bytes behind spans->from; room for IN_BLOCK. */
COT_INLINE void put_spans(block_words_t w, size_t base, uint16_t *starts, uint16_t *ends) {
    for (size_t k = 0; w.starts; k++, w.starts &= w.starts - 1) {
        const size_t start = lowest(w.starts);
        starts[k] = (uint16_t)((base + start) | (w.after_cut >> start & 1) << 15);
    }
    for (size_t k = 0; w.ends; k++, w.ends &= w.ends - 1) {
        ends[k] = (uint16_t)(base + lowest(w.ends));
    }
}

#ifdef COT_ISA_X86
#define TARGET_COMPRESS                                                                                      \
    __attribute__((                                                                                          \
        target("avx2,popcnt,bmi,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,avx512vbmi2")))

/* 0, 1, 2, ... */
static const uint8_t numbers[64] = {0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
                                    16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
                                    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
                                    48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};

/* The same without a branch for each word: how many there are in a block cannot be foretold. */
TARGET_COMPRESS static inline void put_spans_avx512(block_words_t w, size_t base, uint16_t *starts,
                                                    uint16_t *ends) {
    const __m512i all = _mm512_loadu_si512(numbers), first = _mm512_set1_epi16((short)base);
    const __m256i s = _mm512_castsi512_si256(_mm512_maskz_compress_epi8(w.starts, all));
    const __m256i e = _mm512_castsi512_si256(_mm512_maskz_compress_epi8(w.ends, all));
    const __m512i begin = _mm512_add_epi16(_mm512_cvtepu8_epi16(s), first);
    const __mmask32 cuts = (__mmask32)_pext_u64(w.after_cut, w.starts);
    _mm512_storeu_si512(starts, _mm512_or_si512(begin, _mm512_maskz_set1_epi16(cuts, (short)COT_SPAN_CUT)));
    _mm512_storeu_si512(ends, _mm512_add_epi16(_mm512_cvtepu8_epi16(e), first));
}
#endif

typedef cot_marks_t marks_t(const char *text);
typedef void put_t(block_words_t w, size_t base, uint16_t *starts, uint16_t *ends);

/* A block is read before the words of the one in front of it are known, so that none waits for another. A
 * word that has no end yet is left to what follows. */
COT_INLINE void find_spans(const char *text, size_t from, size_t length, marks_t marks, put_t put,
                           cot_spans_t *spans) {
    size_t n = 0, n_starts = 0, i = from;
    uint64_t odd = 0;
    left_t left = {0, 0, 0, 0};
    cot_marks_t here = marks(text + i);
    for (; i <= length && n_starts + IN_BLOCK <= COT_SPANS && i - from < SPANS_BYTES && !odd;
         i += COT_MARKS_BYTES) {
        const cot_marks_t next = marks(text + i + COT_MARKS_BYTES);
        odd = find_odd(here, next);
        const block_words_t w = find_words(here, next, odd, &left);
        put(w, i - from, spans->starts + n_starts, spans->ends + n);
        n_starts += (size_t)__builtin_popcountll(w.starts);
        n += (size_t)__builtin_popcountll(w.ends);
        here = next;
    }
    spans->n = n;
    spans->from = from;
    spans->end = odd ? i - COT_MARKS_BYTES + lowest(odd) : i;
    spans->cut = left.cut != 0;
    if (n_starts > n) {
        spans->end = from + (spans->starts[n] & (COT_SPAN_CUT - 1u));
        spans->cut = spans->starts[n] & COT_SPAN_CUT;
    }
    spans->stop = odd || spans->end == from;
}

static void find_spans_base(const char *text, size_t i, size_t length, cot_spans_t *spans) {
    find_spans(text, i, length, cot_i_marks_base, put_spans, spans);
}

#ifdef COT_ISA_X86
COT_TARGET_AVX2 static void find_spans_avx2(const char *text, size_t i, size_t length, cot_spans_t *spans) {
    find_spans(text, i, length, cot_i_marks_avx2, put_spans, spans);
}

TARGET_COMPRESS static void find_spans_avx512(const char *text, size_t i, size_t length, cot_spans_t *spans) {
    find_spans(text, i, length, cot_i_marks_avx512, put_spans_avx512, spans);
}
#endif

void cot_i_find_spans(cot_isa_t isa, const char *text, size_t i, size_t length, cot_spans_t *spans) {
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512) {
        find_spans_avx512(text, i, length, spans);
        return;
    }
    if (isa == COT_ISA_AVX2) {
        find_spans_avx2(text, i, length, spans);
        return;
    }
#endif
    (void)isa;
    find_spans_base(text, i, length, spans);
}

cot_isa_t cot_i_spans_isa(void) {
    const cot_isa_t isa = cot_i_isa_here();
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512 && !__builtin_cpu_supports("avx512vbmi2")) {
        return COT_ISA_AVX2;
    }
#endif
    return isa;
}
