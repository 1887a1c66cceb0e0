/* digits.h: whole numbers as decimal text, two digits at a time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_DIGITS_H
#define COT_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* "00", "01", ... "99" */
extern const char cot_i_digit_pairs[200];

enum { COT_DIGITS_MAX = 20 };

static inline size_t cot_i_digits_count(uint64_t value) {
    static const uint64_t power[] = {10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000,
                                     10000000000000000000u};
    /* bits x log10(2), rounded down: the digits, or one less */
    const size_t n = (size_t)(((64 - __builtin_clzll(value | 1)) * 1233) >> 12);
    return n + 1 - (n > 0 && value < power[n - 1]);
}

/* Eight digits, leading zeros among them; the pairs do not wait for each other. */
static inline void cot_i_digits_eight(uint32_t value, char *out) {
    const uint32_t high = value / 10000, low = value % 10000;
    memcpy(out, cot_i_digit_pairs + 2 * (size_t)(high / 100), 2);
    memcpy(out + 2, cot_i_digit_pairs + 2 * (size_t)(high % 100), 2);
    memcpy(out + 4, cot_i_digit_pairs + 2 * (size_t)(low / 100), 2);
    memcpy(out + 6, cot_i_digit_pairs + 2 * (size_t)(low % 100), 2);
}

/* Writes value (no NUL); returns its length. */
static inline size_t cot_i_digits(uint64_t value, char out[COT_DIGITS_MAX]) {
    const size_t n = cot_i_digits_count(value);
    char *p = out + n;
    while (value >= 100000000) {
        const uint64_t rest = value / 100000000;
        p -= 8;
        cot_i_digits_eight((uint32_t)(value - 100000000 * rest), p);
        value = rest;
    }
    uint32_t small = (uint32_t)value;
    while (small >= 100) {
        const uint32_t rest = small / 100;
        p -= 2;
        memcpy(p, cot_i_digit_pairs + 2 * (size_t)(small - 100 * rest), 2);
        small = rest;
    }
    if (small >= 10) {
        memcpy(out, cot_i_digit_pairs + 2 * (size_t)small, 2);
    } else {
        *out = (char)('0' + small);
    }
    return n;
}

#endif
