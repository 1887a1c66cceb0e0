/* sort.c: putting the numbers of a byline in order: insertion for short ones, byte by byte (least significant
 * first) for long ones. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

enum { SHORT = 48 };

static void insertion_sort(const uint32_t *numbers, uint32_t *sorted, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) {
        uint32_t number = numbers[i], j = i;
        for (; j > 0 && sorted[j - 1] > number; j--) {
            sorted[j] = sorted[j - 1];
        }
        sorted[j] = number;
    }
}

/* Up to three, as most bylines have: no branch that could not be foretold. */
static void sort_few(const uint32_t *numbers, uint32_t *sorted, uint32_t n) {
    if (n < 2) {
        sorted[0] = numbers[0];
        return;
    }
    const uint32_t a = numbers[0], b = numbers[1], low = a < b ? a : b, high = a < b ? b : a;
    const uint32_t c = n == 3 ? numbers[2] : high, middle = high < c ? high : c;
    sorted[0] = low < middle ? low : middle;
    sorted[1] = low < middle ? middle : low;
    if (n == 3) {
        sorted[2] = high < c ? c : high;
    }
}

/* One stable pass by the byte at `shift`. */
static void byte_pass(const uint32_t *in, uint32_t *out, uint32_t n, int shift) {
    uint32_t place[256] = {0}, sum = 0;
    for (uint32_t i = 0; i < n; i++) {
        place[in[i] >> shift & 255]++;
    }
    for (int b = 0; b < 256; b++) {
        uint32_t count = place[b];
        place[b] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < n; i++) {
        out[place[in[i] >> shift & 255]++] = in[i];
    }
}

void cot_i_sort_numbers(const uint32_t *numbers, uint32_t *sorted, uint32_t *spare, uint32_t n,
                        uint32_t most) {
    if (n - 1 < 3) {
        sort_few(numbers, sorted, n);
        return;
    }
    if (n <= SHORT) {
        insertion_sort(numbers, sorted, n);
        return;
    }
    uint32_t *in = sorted, *out = spare;
    memcpy(sorted, numbers, (size_t)n * sizeof *numbers);
    for (int shift = 0; shift < 32 && most >> shift; shift += 8) {
        byte_pass(in, out, n, shift);
        uint32_t *other = in;
        in = out;
        out = other;
    }
    if (in != sorted) {
        memcpy(sorted, in, (size_t)n * sizeof *in);
    }
}
