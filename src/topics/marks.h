/* marks.h: what each of 64 bytes of a text is to the splitting of words, as sets of bits: bit k stands for
 * byte k. By the instructions of isa.h, and one byte after the other where there are none of them; all give
 * the same. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_MARKS_H
#define COT_TOPICS_MARKS_H

#include <stdint.h>

#include "base/isa.h"

#ifdef COT_ISA_X86
#include <immintrin.h>
#endif

#define COT_MARKS_BYTES 64u

typedef struct {
    uint64_t alnum; /* ASCII letters and digits */
    uint64_t digit;
    uint64_t joint;   /* hyphen, apostrophe */
    uint64_t decimal; /* point, comma */
    uint64_t blank;   /* ' ' */
    uint64_t
        odd; /* what needs a closer look: controls, beyond ASCII, $ \ { } and, for speed, [ ] ^ _ | ~ DEL */
} cot_marks_t;

/* One byte after the other. */
static inline cot_marks_t cot_i_marks_plain(const char *text) {
    cot_marks_t m = {0, 0, 0, 0, 0, 0};
    for (unsigned k = 0; k < COT_MARKS_BYTES; k++) {
        const unsigned char c = (unsigned char)text[k], small = c | 0x20;
        const uint64_t bit = (uint64_t)1 << k;
        const uint64_t digit = c >= '0' && c <= '9' ? bit : 0;
        m.digit |= digit;
        m.alnum |= digit | (small >= 'a' && small <= 'z' ? bit : 0);
        m.joint |= c == '-' || c == '\'' ? bit : 0;
        m.decimal |= c == '.' || c == ',' ? bit : 0;
        m.blank |= c == ' ' ? bit : 0;
        m.odd |= c < ' ' || c == '$' || small > 'z' ? bit : 0;
    }
    return m;
}

#ifdef COT_ISA_X86
static inline uint64_t cot_i_marked(__m128i bytes, unsigned from) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << from;
}

COT_TARGET_AVX2 static inline uint64_t cot_i_marked_avx2(__m256i bytes, unsigned from) {
    return (uint64_t)(unsigned)_mm256_movemask_epi8(bytes) << from;
}
#endif

/* The same. 64 bytes can be read. */
static inline cot_marks_t cot_i_marks_base(const char *text) {
#ifdef COT_ISA_X86
    cot_marks_t m = {0, 0, 0, 0, 0, 0};
    for (unsigned k = 0; k < COT_MARKS_BYTES; k += 16) {
        /* compared as signed numbers: bytes from 0x80 on are negative */
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + k));
        const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
        const __m128i behind_z = _mm_cmpgt_epi8(small, _mm_set1_epi8('z'));
        const __m128i letter = _mm_andnot_si128(behind_z, _mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)));
        const __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)),
                                            _mm_cmpgt_epi8(_mm_set1_epi8('9' + 1), bytes));
        const __m128i joint = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('-')),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')));
        const __m128i decimal = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')),
                                             _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
        const __m128i low = _mm_or_si128(_mm_cmpgt_epi8(_mm_set1_epi8(' '), bytes),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('$')));
        m.digit |= cot_i_marked(digit, k);
        m.alnum |= cot_i_marked(_mm_or_si128(letter, digit), k);
        m.joint |= cot_i_marked(joint, k);
        m.decimal |= cot_i_marked(decimal, k);
        m.blank |= cot_i_marked(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), k);
        m.odd |= cot_i_marked(_mm_or_si128(low, behind_z), k);
    }
    return m;
#else
    return cot_i_marks_plain(text);
#endif
}

#ifdef COT_ISA_X86
COT_TARGET_AVX2 static inline cot_marks_t cot_i_marks_avx2(const char *text) {
    cot_marks_t m = {0, 0, 0, 0, 0, 0};
    for (unsigned k = 0; k < COT_MARKS_BYTES; k += 32) {
        const __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(text + k));
        const __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
        const __m256i behind_z = _mm256_cmpgt_epi8(small, _mm256_set1_epi8('z'));
        const __m256i letter =
            _mm256_andnot_si256(behind_z, _mm256_cmpgt_epi8(small, _mm256_set1_epi8('a' - 1)));
        const __m256i digit = _mm256_and_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8('0' - 1)),
                                               _mm256_cmpgt_epi8(_mm256_set1_epi8('9' + 1), bytes));
        const __m256i joint = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('-')),
                                              _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\'')));
        const __m256i decimal = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('.')),
                                                _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(',')));
        const __m256i low = _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(' '), bytes),
                                            _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('$')));
        m.digit |= cot_i_marked_avx2(digit, k);
        m.alnum |= cot_i_marked_avx2(_mm256_or_si256(letter, digit), k);
        m.joint |= cot_i_marked_avx2(joint, k);
        m.decimal |= cot_i_marked_avx2(decimal, k);
        m.blank |= cot_i_marked_avx2(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(' ')), k);
        m.odd |= cot_i_marked_avx2(_mm256_or_si256(low, behind_z), k);
    }
    return m;
}

COT_TARGET_AVX512 static inline cot_marks_t cot_i_marks_avx512(const char *text) {
    const __m512i bytes = _mm512_loadu_si512(text), small = _mm512_or_si512(bytes, _mm512_set1_epi8(0x20));
    const uint64_t digit =
        _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), _mm512_set1_epi8(9));
    const uint64_t letter =
        _mm512_cmple_epu8_mask(_mm512_sub_epi8(small, _mm512_set1_epi8('a')), _mm512_set1_epi8('z' - 'a'));
    return (cot_marks_t){
        .alnum = letter | digit,
        .digit = digit,
        .joint = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('-')) |
                 _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\'')),
        .decimal = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('.')) |
                   _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(',')),
        .blank = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(' ')),
        .odd = _mm512_cmplt_epu8_mask(bytes, _mm512_set1_epi8(' ')) |
               _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('$')) |
               _mm512_cmpgt_epu8_mask(small, _mm512_set1_epi8('z')),
    };
}
#endif

#endif
