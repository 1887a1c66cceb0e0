/* simplicial.c: places of blocks whose neighbours are all joined. No shortest path leads through one, except
 * from where it starts: searches need not go on from there ("side vertices": Sariyuce et al.,
 * arXiv:1209.6007). SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/blocks.h"

/* Whether the ascending row holds all of values (n of them, ascending): from the place of the last one, in
 * steps that double, so that long rows cost their logarithm. */
static bool holds_all(const uint32_t *row, uint32_t length, const uint32_t *values, uint32_t n) {
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t stride = 1, low = at;
        while (low + stride < length && row[low + stride] < values[i]) {
            low += stride;
            stride *= 2;
        }
        uint32_t high = low + stride < length ? low + stride : length;
        while (low < high) {
            const uint32_t middle = low + (high - low) / 2;
            if (row[middle] < values[i]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == length || row[low] != values[i]) {
            return false;
        }
        at = low + 1;
    }
    return true;
}

static bool neighbours_joined(const cot_blocks_t *b, uint32_t root, uint32_t place) {
    const uint32_t *row = b->adj + b->off[place], n = b->off[place + 1] - b->off[place];
    for (uint32_t i = 0; i < n; i++) { /* cheap first: each of them has n - 1 others and the place itself */
        const uint32_t w = root + row[i];
        if (b->off[w + 1] - b->off[w] < n) {
            return false;
        }
    }
    for (uint32_t i = 0; i + 1 < n; i++) {
        const uint32_t w = root + row[i];
        if (!holds_all(b->adj + b->off[w], b->off[w + 1] - b->off[w], row + i + 1, n - i - 1)) {
            return false;
        }
    }
    return true;
}

/* Places first .. end - 1 of block k. */
static void mark_places(cot_blocks_t *b, uint32_t k, uint32_t first, uint32_t end) {
    const bool complete = cot_i_block_complete(b, k);
    for (uint32_t i = first; i < end; i++) {
        b->simplicial[i] = complete || (b->off[i + 1] - b->off[i] <= COT_SIMPLICIAL_MOST &&
                                        neighbours_joined(b, b->start[k], i));
    }
}

void cot_i_blocks_simplicial(cot_blocks_t *b, int threads) {
    enum { MANY = 4096, CHUNK = 512 };
    (void)threads;
#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads) if (b->count > MANY)
    for (uint32_t k = 0; k < b->count; k++) {
        if (b->start[k + 1] - b->start[k] < MANY) {
            mark_places(b, k, b->start[k], b->start[k + 1]);
        }
    }
    for (uint32_t k = 0; k < b->count; k++) {
        const uint32_t first = b->start[k], n = b->start[k + 1] - first;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads) if (n >= MANY)
        for (uint32_t i = n >= MANY ? 0 : n; i < n; i += CHUNK) {
            mark_places(b, k, first + i, first + (n - i < CHUNK ? n : i + CHUNK));
        }
    }
}
