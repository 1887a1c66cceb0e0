/* spans.c: plain words, 64 bytes at a time: sets of bits tell where they begin and end and what cuts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/spans.h"

#include "base/bytes.h"
#include "topics/marks.h"

#define IN_BLOCK 32u                  /* most words in COT_MARKS_BYTES */
#define SPANS_BYTES ((size_t)1 << 14) /* so that places fit into 15 bits */

/* The words of up to 64 bytes that can be read at once, and what cuts. */
typedef struct {
    uint64_t starts, ends; /* first byte of each word; byte behind its last */
    uint64_t after_cut;    /* those of `starts` with a cut between the word before and them */
    size_t bytes;          /* up to the next word or what needs a closer look */
    bool cut;              /* something cuts behind the last word */
    bool stop;             /* reading cannot go on at `bytes` */
} block_words_t;

/* Bits below bit n, n <= 64. */
COT_INLINE uint64_t below(size_t n) {
    return n < 64 ? ((uint64_t)1 << n) - 1 : UINT64_MAX;
}

COT_INLINE size_t lowest(uint64_t bits) {
    return bits ? (size_t)__builtin_ctzll(bits) : 64;
}

COT_INLINE block_words_t find_words(cot_marks_t m) {
    const uint64_t word =
        m.alnum | (m.joint & (m.alnum << 1) & (m.alnum >> 1)) | (m.decimal & (m.digit << 1) & (m.digit >> 1));
    /* before something odd a mark may join; what the last byte is depends on the next one */
    const uint64_t odd = m.odd | ((m.odd >> 1) & (m.joint | m.decimal)) | (uint64_t)1 << 63;
    const uint64_t valid = below(lowest(odd));
    const uint64_t cuts = ~(word | m.blank) & valid, begins = word & ~(word << 1);
    block_words_t w = {.ends = ~word & (word << 1) & valid};
    const size_t end = w.ends ? 64 - (size_t)__builtin_clzll(w.ends) - 1 : 0;
    w.starts = begins & below(end);
    w.after_cut = (~word + cuts) & w.starts; /* a cut between two words carries to the second */
    w.bytes = lowest((begins & ~below(end)) | ~valid);
    w.cut = (cuts & ~below(end) & below(w.bytes)) != 0;
    w.stop = w.bytes == 0 || (m.odd & below(63)) >> lowest(odd) != 0;
    return w;
}

/* The words of a block that begins `base` bytes behind spans->from; room for IN_BLOCK. */
COT_INLINE void put_spans(block_words_t w, size_t base, uint16_t *starts, uint16_t *ends) {
    for (size_t k = 0; w.ends; k++, w.starts &= w.starts - 1, w.ends &= w.ends - 1) {
        const size_t start = lowest(w.starts);
        starts[k] = (uint16_t)((base + start) | (w.after_cut >> start & 1) << 15);
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

COT_INLINE void find_spans(const char *text, size_t i, size_t length, marks_t marks, put_t put,
                           cot_spans_t *spans) {
    bool cut = false, stop = false;
    size_t n = 0;
    spans->from = i;
    while (i < length && n + IN_BLOCK <= COT_SPANS && i - spans->from < SPANS_BYTES && !stop) {
        block_words_t w = find_words(marks(text + i));
        w.after_cut |= cut ? w.starts & -w.starts : 0;
        cut = w.cut || (cut && !w.ends);
        stop = w.stop;
        put(w, i - spans->from, spans->starts + n, spans->ends + n);
        n += (size_t)__builtin_popcountll(w.ends);
        i += w.bytes;
    }
    spans->n = n;
    spans->cut = cut;
    spans->stop = stop;
    spans->end = i;
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
