/* sort.h: sorting many things by a number and, where that is equal, by what a function says; by all threads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_SORT_H
#define COT_BASE_SORT_H

#include "base/alloc.h"
#include "base/fail.h"

typedef struct {
    uint64_t key;
    uint32_t value;
} cot_i_keyed_t;

/* First eight bytes of a text as a number that sorts as they do. */
uint64_t cot_i_sort_prefix(const char *text);

/* Sorts by key, then by tie(a.value, b.value, data) (NULL: by value), which must be a total order: then the result
 * does not depend on the number of threads. Cost O(n log n), n x 16 bytes more. @return COT_OK | COT_E_NOMEM. */
typedef int cot_i_tie_fn(uint32_t a, uint32_t b, const void *data);
cot_status_t cot_i_sort_keyed(cot_i_keyed_t *items, size_t n, cot_i_tie_fn *tie, const void *data, int threads,
                              cot_error_t *err);

/* Sorts by the bytes of the texts that the values stand for, no two of which may be the same; the keys are
 * written here, eight bytes of the texts at a time, so that few texts are looked at more than once. Cost and
 * failures as cot_i_sort_keyed. */
typedef const char *cot_i_text_fn(uint32_t value, const void *data);
cot_status_t cot_i_sort_texts(cot_i_keyed_t *items, size_t n, cot_i_text_fn *text, const void *data,
                              int threads, cot_error_t *err);

#endif
