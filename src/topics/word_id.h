/* word_id.h: what a written word is looked up by. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_WORD_ID_H
#define COT_TOPICS_WORD_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* Up to eight ASCII bytes are their own id. Any other word has a hash with the top bit set: two of a million
 * such words have the same one, and would be taken for one, with a chance of 1 in 20 million. No id is 0. */
#define COT_ID_HASHED ((uint64_t)1 << 63)
#define COT_ID_FACTOR 0x9E3779B97F4A7C15u
#define COT_ID_MIX 0xBF58476D1CE4E5B9u

/* Of up to 16 ASCII bytes; b: those behind the eighth; missing ones are zeros. */
static inline uint64_t cot_i_word_id_of_parts(uint64_t a, uint64_t b) {
    return (a ^ (b * COT_ID_FACTOR)) | (uint64_t)(b != 0) << 63;
}

static inline uint64_t cot_i_word_id_hashed(const char *word, size_t length) {
    return cot_i_hash(word, length, 1) | COT_ID_HASHED;
}

/* The first n (at most 8) bytes at p; the bytes behind them can be read. */
static inline uint64_t cot_i_word_bytes(const char *p, size_t n) {
    uint64_t x = 0;
    memcpy(&x, p, sizeof x);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return n < 8 ? x & (((uint64_t)1 << (8 * n)) - 1) : x;
#else
    return n < 8 ? (n > 0 ? x & ~(UINT64_MAX >> (8 * n)) : 0) : x;
#endif
}

/* Of ASCII bytes; 16 bytes can be read. */
static inline uint64_t cot_i_word_id_ascii(const char *word, size_t length) {
    if (length > 16) {
        return cot_i_word_id_hashed(word, length);
    }
    return cot_i_word_id_of_parts(cot_i_word_bytes(word, length),
                                  length > 8 ? cot_i_word_bytes(word + 8, length - 8) : 0);
}

/* Of any bytes. */
static inline uint64_t cot_i_word_id(const char *word, size_t length) {
    char padded[16] = {0};
    uint64_t a, b;
    if (length > sizeof padded) {
        return cot_i_word_id_hashed(word, length);
    }
    memcpy(padded, word, length);
    memcpy(&a, padded, sizeof a);
    memcpy(&b, padded + 8, sizeof b);
    return (a | b) & 0x8080808080808080u ? cot_i_word_id_hashed(word, length) : cot_i_word_id_of_parts(a, b);
}

/* Its upper bits are used. */
static inline uint64_t cot_i_id_hash(uint64_t id) {
    return (id ^ (id >> 32)) * COT_ID_MIX;
}

#endif
