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
    size_t n = 1;
    for (; value >= 10000; value /= 10000) {
        n += 4;
    }
    return n + (value >= 10) + (value >= 100) + (value >= 1000);
}

/* Writes value (no NUL); returns its length. */
static inline size_t cot_i_digits(uint64_t value, char out[COT_DIGITS_MAX]) {
    const size_t n = cot_i_digits_count(value);
    char *p = out + n;
    while (value >= 100) {
        const uint64_t rest = value / 100;
        p -= 2;
        memcpy(p, cot_i_digit_pairs + 2 * (value - 100 * rest), 2);
        value = rest;
    }
    if (value >= 10) {
        memcpy(out, cot_i_digit_pairs + 2 * value, 2);
    } else {
        *out = (char)('0' + value);
    }
    return n;
}

#endif
