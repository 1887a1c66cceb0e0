/* alnum.h: how far ASCII letters and digits reach, sixteen bytes at a time. What every x86-64 processor has,
 * and plain arithmetic for any other; both give the same.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_ALNUM_H
#define COT_TOPICS_ALNUM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define COT_EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (uint64_t)(byte))

/* The highest bit of each of eight bytes: whether it is no ASCII letter or digit. */
static inline uint64_t cot_i_not_alnum(uint64_t eight) {
    uint64_t low = eight & COT_EACH_BYTE(0x7F), small = low | COT_EACH_BYTE(0x20);
    uint64_t letter = (small + COT_EACH_BYTE(0x80 - 'a')) & ~(small + COT_EACH_BYTE(0x80 - 'z' - 1));
    uint64_t digit = (low + COT_EACH_BYTE(0x80 - '0')) & ~(low + COT_EACH_BYTE(0x80 - '9' - 1));
    return (~(letter | digit) | eight) & COT_EACH_BYTE(0x80);
}

/* Bytes in front of the first of eight that is marked in its highest bit. */
static inline size_t cot_i_bytes_before(uint64_t marks) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return marks ? (size_t)__builtin_ctzll(marks) / 8 : 8;
#else
    return marks ? (size_t)__builtin_clzll(marks) / 8 : 8;
#endif
}

/* ASCII letters and digits at text before anything else, up to 16, by plain arithmetic. */
static inline size_t cot_i_alnum_bytes_plain(const char *text) {
    uint64_t a, b;
    memcpy(&a, text, sizeof a);
    memcpy(&b, text + 8, sizeof b);
    size_t n = cot_i_bytes_before(cot_i_not_alnum(a));
    return n < 8 ? n : 8 + cot_i_bytes_before(cot_i_not_alnum(b));
}

/* The same. 16 bytes can be read. */
static inline size_t cot_i_alnum_bytes(const char *text) {
#ifdef __SSE2__
    const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)text);
    /* compared as signed numbers: bytes from 0x80 on are negative */
    const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    const __m128i letter = _mm_and_si128(_mm_cmpgt_epi8(small, _mm_set1_epi8('a' - 1)),
                                         _mm_cmpgt_epi8(_mm_set1_epi8('z' + 1), small));
    const __m128i digit = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('0' - 1)),
                                        _mm_cmpgt_epi8(_mm_set1_epi8('9' + 1), bytes));
    const unsigned alnum = (unsigned)_mm_movemask_epi8(_mm_or_si128(letter, digit));
    return (size_t)__builtin_ctz(~alnum); /* bits from 16 on are set */
#else
    return cot_i_alnum_bytes_plain(text);
#endif
}

#endif
