/* transpose.c: turning compressed sparse rows round, by counting, with several threads.
 *
 * The entries are cut into as many ranges as there are threads. Every range counts its columns; sums over
 * the ranges, column by column, say where each range puts its entries of a column, so that all ranges can be
 * filled at once and the result is that of one thread. Cost O(entries + ranges x columns); 4 bytes per column
 * and range.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

int cot_i_ranges(uint64_t entries, uint32_t n, int threads) {
    enum { WORTH = 1 << 15 }; /* entries that a thread should have */
    uint64_t most = entries / WORTH + 1, room = 2 * entries / (n ? n : 1) + 1;
    most = most < room ? most : room;
    most = most < COT_I_MAX_RANGES ? most : COT_I_MAX_RANGES;
    return (uint64_t)threads < most ? threads : (int)most;
}

/* Entries and kept room of the columns [v, end); or their counts become places, from `at` on. */
static uint64_t sum_counts(const cot_i_places_t *places, const uint64_t *off, uint32_t v, uint32_t end) {
    uint64_t sum = 0;
    for (uint32_t i = v; i < end; i++) {
        sum += off[i];
    }
    for (int r = 0; r < places->ranges; r++) {
        const uint32_t *next = places->next + (size_t)r * places->n;
        for (uint32_t i = v; i < end; i++) {
            sum += next[i];
        }
    }
    return sum;
}

static uint64_t set_places(cot_i_places_t *places, uint64_t *off, uint32_t v, uint32_t end, uint64_t at) {
    for (; v < end; v++) {
        uint64_t kept = off[v];
        off[v] = at;
        for (int r = 0; r < places->ranges; r++) {
            uint32_t *next = &places->next[(size_t)r * places->n + v];
            uint64_t count = *next;
            *next = (uint32_t)at;
            at += count;
        }
        at += kept;
    }
    return at;
}

/* Counts become places. */
static void find_places(cot_i_places_t *places, uint64_t *off) {
    uint64_t at[COT_I_MAX_RANGES + 1] = {0};
    const int parts = places->ranges;
    const uint64_t n = places->n;
#pragma omp parallel for num_threads(parts) schedule(static, 1)
    for (int i = 1; i < parts; i++) {
        at[i] = sum_counts(places, off, (uint32_t)(n * (uint64_t)(i - 1) / (uint64_t)parts),
                           (uint32_t)(n * (uint64_t)i / (uint64_t)parts));
    }
    for (int i = 1; i < parts; i++) {
        at[i] += at[i - 1];
    }
#pragma omp parallel for num_threads(parts) schedule(static, 1)
    for (int i = 0; i < parts; i++) {
        const uint64_t all = set_places(places, off, (uint32_t)(n * (uint64_t)i / (uint64_t)parts),
                                        (uint32_t)(n * (uint64_t)(i + 1) / (uint64_t)parts), at[i]);
        if (i + 1 == parts) {
            off[n] = all;
        }
    }
}

cot_status_t cot_i_places_new(cot_i_places_t *places, const uint32_t *columns, uint64_t *off, uint32_t n,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    places->n = n;
    COT_NEW(st, err, places->next, (size_t)n * (size_t)places->ranges, "places of the columns");
#pragma omp parallel for num_threads(places->ranges) schedule(static, 1)
    for (int r = 0; r < places->ranges; r++) {
        uint32_t *count = places->next + (size_t)r * n;
        for (uint64_t i = places->bounds[r]; i < places->bounds[r + 1]; i++) {
            count[columns[i]]++;
        }
    }
    find_places(places, off);
    places->wide = off[n] > UINT32_MAX;
done:
    return st;
}
