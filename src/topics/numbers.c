/* numbers.c: short lists of numbers: a paper has few topics. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/numbers.h"

#include <stdlib.h>

enum { SHORT = 64 }; /* numbers; sorted by insertion up to so many */

static int by_number(const void *a, const void *b) {
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return p < q ? -1 : p > q;
}

void cot_i_numbers_sort(uint32_t *list, size_t n) {
    if (n > SHORT) {
        qsort(list, n, sizeof *list, by_number);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t x = list[i];
        size_t j = i;
        for (; j > 0 && list[j - 1] > x; j--) {
            list[j] = list[j - 1];
        }
        list[j] = x;
    }
}

size_t cot_i_numbers_distinct(uint32_t *list, size_t n) {
    size_t distinct = 0;
    cot_i_numbers_sort(list, n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || list[i] != list[distinct - 1]) {
            list[distinct++] = list[i];
        }
    }
    return distinct;
}
