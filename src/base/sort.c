/* sort.c: merge sort: runs of fixed length side by side, then merged by twos, each merge cut into pieces
 * (sort.h). Texts: sorted by their first eight bytes, where they are many by a radix sort from the last byte to the
 * first, then those that have them in common by the next eight, ... SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sort.h"

#include <string.h>

enum { RUN = 1 << 13, SMALL = 24 };
/* Texts with this many bytes in common are compared as a whole. */
#define COMMON_MAX ((size_t)64)

typedef struct {
    cot_i_tie_fn *tie;
    const void *data;
} order_t;

uint64_t cot_i_sort_prefix(const char *text) {
    uint64_t prefix = 0;
    for (unsigned shift = 64; shift > 0 && *text != '\0'; text++) {
        shift -= 8;
        prefix |= (uint64_t)(unsigned char)*text << shift;
    }
    return prefix;
}

static inline bool less(const order_t *order, const cot_i_keyed_t *a, const cot_i_keyed_t *b) {
    if (a->key != b->key) {
        return a->key < b->key;
    }
    return order->tie ? order->tie(a->value, b->value, order->data) < 0 : a->value < b->value;
}

static void insertion_sort(const order_t *order, cot_i_keyed_t *items, size_t n) {
    for (size_t i = 1; i < n; i++) {
        cot_i_keyed_t item = items[i];
        size_t k = i;
        while (k > 0 && less(order, &item, &items[k - 1])) {
            items[k] = items[k - 1];
            k--;
        }
        items[k] = item;
    }
}

static void merge(const order_t *order, const cot_i_keyed_t *a, size_t n, const cot_i_keyed_t *b, size_t m,
                  cot_i_keyed_t *to) {
    const cot_i_keyed_t *a_end = a + n, *b_end = b + m;
    while (a < a_end && b < b_end) {
        *to++ = less(order, b, a) ? *b++ : *a++;
    }
    memcpy(to, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(to + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

/* Sorts items in place; spare is as long. */
static void sort_run(const order_t *order, cot_i_keyed_t *items, size_t n, cot_i_keyed_t *spare) {
    if (n <= SMALL) {
        insertion_sort(order, items, n);
        return;
    }
    size_t half = n / 2;
    sort_run(order, items, half, spare);
    sort_run(order, items + half, n - half, spare + half);
    if (less(order, &items[half], &items[half - 1])) { /* else they are in order already */
        memcpy(spare, items, half * sizeof *items);
        const cot_i_keyed_t *a = spare, *b = items + half, *a_end = spare + half, *b_end = items + n;
        while (a < a_end) {
            *items++ = b < b_end && less(order, b, a) ? *b++ : *a++;
        }
    }
}

/* How many of the first k of the merged a and b come from a. */
static size_t share(const order_t *order, const cot_i_keyed_t *a, size_t n, const cot_i_keyed_t *b, size_t m,
                    size_t k) {
    size_t low = k > m ? k - m : 0, high = k < n ? k : n;
    while (low < high) {
        size_t i = low + (high - low) / 2;
        if (k - i > 0 && !less(order, &b[k - i - 1], &a[i])) {
            low = i + 1; /* a[i] stands before b's last: more of a */
        } else {
            high = i;
        }
    }
    return low;
}

/* Merges the runs of `width` by twos, in pieces of one run each. */
static void merge_level(const order_t *order, const cot_i_keyed_t *from, cot_i_keyed_t *to, size_t n, size_t width,
                        int threads) {
    size_t pieces = (n + RUN - 1) / RUN;
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1 && pieces > 1)
    for (size_t p = 0; p < pieces; p++) {
        size_t begin = p * RUN, end = begin + RUN < n ? begin + RUN : n;
        size_t first = begin / (2 * width) * (2 * width);
        size_t middle = first + width < n ? first + width : n;
        size_t last = first + 2 * width < n ? first + 2 * width : n;
        const cot_i_keyed_t *a = from + first, *b = from + middle;
        size_t i = share(order, a, middle - first, b, last - middle, begin - first);
        size_t j = share(order, a, middle - first, b, last - middle, end - first);
        size_t k = begin - first - i, l = end - first - j;
        merge(order, a + i, j - i, b + k, l - k, to + begin);
    }
}

cot_status_t cot_i_sort_keyed(cot_i_keyed_t *items, size_t n, cot_i_tie_fn *tie, const void *data, int threads,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const order_t order = {tie, data};
    size_t runs = (n + RUN - 1) / RUN;
    cot_i_keyed_t *spare = NULL;
    COT_NEW(st, err, spare, n, "sorting");
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (threads > 1 && runs > 1)
    for (size_t r = 0; r < runs; r++) {
        size_t begin = r * RUN, length = n - begin < RUN ? n - begin : RUN;
        sort_run(&order, items + begin, length, spare + begin);
    }
    cot_i_keyed_t *from = items, *to = spare;
    for (size_t width = RUN; width < n; width *= 2) {
        merge_level(&order, from, to, n, width, threads);
        cot_i_keyed_t *other = from;
        from = to;
        to = other;
    }
    if (from != items) {
        memcpy(items, from, n * sizeof *items);
    }
done:
    cot_i_free(spare);
    return st;
}

/* ---- by the bytes of the keys ---- */

enum { DIGITS = 256, PARTS_MAX = 64 };

/* How often, and then from where on, each digit stands in one part of the items. */
typedef size_t digits_t[DIGITS];

static inline size_t digit_of(uint64_t key, unsigned shift) {
    return (size_t)(key >> shift) & (DIGITS - 1);
}

/* From counts to places: by digit, then by part. False: all have one digit. */
static bool place_digits(digits_t *parts, size_t n_parts, size_t n) {
    size_t at = 0;
    for (size_t d = 0; d < DIGITS; d++) {
        const size_t before = at;
        for (size_t p = 0; p < n_parts; p++) {
            const size_t count = parts[p][d];
            parts[p][d] = at;
            at += count;
        }
        if (at - before == n) {
            return false;
        }
    }
    return true;
}

/* Moves the items into the order of one byte of their keys; equal ones stay in order. False: they are in it. */
static bool sort_by_byte(const cot_i_keyed_t *from, cot_i_keyed_t *to, size_t n, unsigned shift, digits_t *parts,
                         int threads) {
    const size_t n_parts = (size_t)threads, each = (n + n_parts - 1) / n_parts;
#pragma omp parallel for schedule(static, 1) num_threads(threads) if (threads > 1)
    for (size_t p = 0; p < n_parts; p++) {
        memset(parts[p], 0, sizeof parts[p]);
        for (size_t i = p * each; i < n && i < (p + 1) * each; i++) {
            parts[p][digit_of(from[i].key, shift)]++;
        }
    }
    if (!place_digits(parts, n_parts, n)) {
        return false;
    }
#pragma omp parallel for schedule(static, 1) num_threads(threads) if (threads > 1)
    for (size_t p = 0; p < n_parts; p++) {
        for (size_t i = p * each; i < n && i < (p + 1) * each; i++) {
            to[parts[p][digit_of(from[i].key, shift)]++] = from[i];
        }
    }
    return true;
}

/* Sorts by the keys alone; spare is as long. */
static cot_status_t radix_sort(cot_i_keyed_t *items, size_t n, cot_i_keyed_t *spare, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_keyed_t *from = items, *to = spare;
    digits_t *parts = NULL;
    threads = threads < PARTS_MAX ? threads : PARTS_MAX;
    COT_NEW(st, err, parts, threads, "sorting");
    for (unsigned shift = 0; shift < 64; shift += 8) {
        if (sort_by_byte(from, to, n, shift, parts, threads)) {
            cot_i_keyed_t *other = from;
            from = to;
            to = other;
        }
    }
    if (from != items) {
        memcpy(items, from, n * sizeof *items);
    }
done:
    cot_i_free(parts);
    return st;
}

/* ---- texts ---- */

typedef struct {
    cot_i_text_fn *text;
    const void *data;
    cot_i_keyed_t *items, *spare;
} texts_t;

static int compare_texts(uint32_t a, uint32_t b, const void *data) {
    const texts_t *texts = data;
    return strcmp(texts->text(a, texts->data), texts->text(b, texts->data));
}

/* Items [from, to) have the `offset` bytes before in common: sorts them by what follows. */
static void sort_rest(const texts_t *texts, size_t from, size_t to, size_t offset) {
    const order_t order = {offset < COMMON_MAX ? NULL : compare_texts, texts};
    cot_i_keyed_t *items = texts->items;
    for (size_t i = from; i < to; i++) {
        items[i].key = cot_i_sort_prefix(texts->text(items[i].value, texts->data) + offset);
    }
    sort_run(&order, items + from, to - from, texts->spare + from);
    for (size_t i = from, end; i < to && !order.tie; i = end) {
        for (end = i + 1; end < to && items[end].key == items[i].key; end++) {
        }
        if (end - i > 1) {
            sort_rest(texts, i, end, offset + 8);
        }
    }
}

/* The items that share their key with the one before or behind: from where to where they go, in pairs; how
 * many. */
static size_t list_ties(const cot_i_keyed_t *items, size_t n, size_t *bounds) {
    size_t ties = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && items[end].key == items[i].key; end++) {
        }
        if (end - i > 1) {
            bounds[2 * ties] = i;
            bounds[2 * ties + 1] = end;
            ties++;
        }
    }
    return ties;
}

cot_status_t cot_i_sort_texts(cot_i_keyed_t *items, size_t n, cot_i_text_fn *text, const void *data,
                              int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t *bounds = NULL;
    texts_t texts = {text, data, items, NULL};
    COT_NEW(st, err, texts.spare, n, "sorting");
    COT_NEW(st, err, bounds, n + 1, "sorting");
#pragma omp parallel for schedule(static) num_threads(threads) if (threads > 1 && n > RUN)
    for (size_t i = 0; i < n; i++) {
        items[i].key = cot_i_sort_prefix(text(items[i].value, data));
    }
    if (n > RUN) {
        COT_TRY(st, radix_sort(items, n, texts.spare, threads, err));
    } else {
        sort_run(&(order_t){NULL, NULL}, items, n, texts.spare);
    }
    size_t ties = list_ties(items, n, bounds);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads) if (threads > 1 && n > RUN)
    for (size_t i = 0; i < ties; i++) {
        sort_rest(&texts, bounds[2 * i], bounds[2 * i + 1], 8); /* they do not end before: they differ */
    }
done:
    cot_i_free(texts.spare);
    cot_i_free(bounds);
    return st;
}
