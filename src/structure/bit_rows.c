/* bit_rows.c: the rows of one side of a bipartite network as words of bits.
 *
 * Each vertex of the other side goes to its busiest neighbour (the one with most edges; of several the first), and the
 * vertices of one neighbour stand together, in the order of their numbers: two passes over the edges and a counting
 * sort. It is a heuristic for how many words there are; the bits say the same in any order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/bit_rows.h"

#include "base/alloc.h"

#define WHAT "rows of bits"
#define SHORT 48  /* neighbours that are put in order one by one */

static uint64_t degree(const uint64_t *off, uint32_t v) {
    return off[v + 1] - off[v];
}

/* The neighbour of u with most edges, n without any. */
static uint32_t busiest(const cot_i_sides_t *s, uint32_t u) {
    uint32_t best = s->n;
    uint64_t most = 0;
    for (uint64_t a = s->other_off[u]; a < s->other_off[u + 1]; a++) {
        const uint32_t v = s->other_adj[a] - s->first;
        const uint64_t edges = degree(s->off, v);
        if (edges > most || (edges == most && v < best)) {
            best = v;
            most = edges;
        }
    }
    return best;
}

/* Fills `order`, and place[u] with where u stands in it. */
static cot_status_t put_in_order(cot_i_bit_rows_t *rows, uint32_t *place, int threads, cot_meter_t *meter,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    (void)threads; /* a build without OpenMP */
    const cot_i_sides_t *const s = rows->sides;
    const uint32_t block = cot_i_side_block(s->n_other);
    const int64_t blocks = ((int64_t)s->n_other + block - 1) / block;
    uint64_t steps = 0; /* since the last look at whether to stop */
    uint32_t *next = NULL;
    COT_NEW(st, err, next, (size_t)s->n + 2, WHAT);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < blocks; b++) {
        const uint32_t begin = (uint32_t)(b * block);
        const uint32_t end = s->n_other - begin > block ? begin + block : s->n_other;
        for (uint32_t u = begin; u < end && !cot_i_meter_stopped(meter); u++) {
            place[u] = busiest(s, u);
        }
        cot_i_meter_add(meter, end - begin);
    }
    for (uint32_t u = 0; u < s->n_other && cot_i_meter_go_on(meter, &steps, 1); u++) {
        next[place[u] + 1]++;
    }
    for (uint32_t v = 0; v < s->n; v++) {
        next[v + 1] += next[v];
    }
    for (uint32_t u = 0; u < s->n_other && cot_i_meter_go_on(meter, &steps, 1); u++) {
        place[u] = next[place[u]]++;
        rows->order[place[u]] = u;
    }
done:
    cot_i_free(next);
    return st;
}

/* row[0 .. n).at are places, in any order: puts them in order and makes words of them. */
static uint32_t pack_short(cot_i_word_t *row, uint32_t n) {
    uint32_t words = 0;
    for (uint32_t i = 1; i < n; i++) {
        const uint32_t place = row[i].at;
        uint32_t to = i;
        for (; to > 0 && row[to - 1].at > place; to--) {
            row[to].at = row[to - 1].at;
        }
        row[to].at = place;
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t at = row[i].at / 64;
        const uint64_t bit = UINT64_C(1) << (row[i].at % 64);
        if (words > 0 && row[words - 1].at == at) {
            row[words - 1].bits |= bit;
        } else {
            row[words++] = (cot_i_word_t){at, bit};
        }
    }
    return words;
}

/* The same through a map of all words, and a map of which of them are not 0, `used`: in linear time. */
static uint32_t pack_long(cot_i_word_t *row, uint32_t n, uint64_t *map, uint64_t *used) {
    uint32_t words = 0, low = UINT32_MAX, high = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t at = row[i].at / 64;
        map[at] |= UINT64_C(1) << (row[i].at % 64);
        used[at / 64] |= UINT64_C(1) << (at % 64);
        low = at / 64 < low ? at / 64 : low;
        high = at / 64 > high ? at / 64 : high;
    }
    for (uint32_t u = low; u <= high; u++) {
        for (; used[u]; used[u] &= used[u] - 1) {
            const uint32_t at = 64 * u + (uint32_t)__builtin_ctzll(used[u]);
            row[words++] = (cot_i_word_t){at, map[at]};
            map[at] = 0;
        }
    }
    return words;
}

static void pack_row(cot_i_bit_rows_t *rows, uint32_t v, const uint32_t *place, uint64_t *map, uint64_t *used) {
    const cot_i_sides_t *const s = rows->sides;
    const uint64_t begin = s->off[v] - s->off[0];
    const uint32_t *const adj = s->adj + s->off[v];
    const uint32_t n = (uint32_t)degree(s->off, v);
    cot_i_word_t *const row = rows->word + begin;
    if (n < 2) {
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        row[i].at = place[adj[i] - s->first_other];
    }
    rows->row[v] = (cot_i_row_t){begin, n <= SHORT ? pack_short(row, n) : pack_long(row, n, map, used)};
}

static cot_status_t pack_rows(cot_i_bit_rows_t *rows, const uint32_t *place, int threads, cot_meter_t *meter,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    (void)threads; /* a build without OpenMP */
    const cot_i_sides_t *const s = rows->sides;
    const uint32_t block = cot_i_side_block(s->n);
    const int64_t blocks = ((int64_t)s->n + block - 1) / block;
    const size_t words = cot_i_bit_words(s->n_other), used_words = (words + 63) / 64;
    uint64_t *maps = NULL; /* of each thread: map, used */
    COT_NEW(st, err, maps, (size_t)threads * (words + used_words), WHAT);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t b = 0; b < blocks; b++) {
        uint64_t steps = 0; /* since the last look at whether to stop */
        const uint32_t begin = (uint32_t)(b * block), end = s->n - begin > block ? begin + block : s->n;
        uint64_t *const map = maps + (size_t)cot_i_thread() * (words + used_words), *const used = map + words;
        for (uint32_t v = begin; v < end && cot_i_meter_go_on(meter, &steps, degree(s->off, v)); v++) {
            pack_row(rows, v, place, map, used);
        }
        cot_i_meter_add(meter, end - begin);
    }
done:
    cot_i_free(maps);
    return st;
}

cot_status_t cot_i_bit_rows_make(cot_i_bit_rows_t *rows, const cot_i_sides_t *sides, int threads,
                                 cot_meter_t *meter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint64_t edges = sides->off[sides->n] - sides->off[0];
    uint32_t *place = NULL;
    *rows = (cot_i_bit_rows_t){.sides = sides};
    COT_NEW(st, err, place, sides->n_other, WHAT);
    COT_NEW(st, err, rows->order, sides->n_other, WHAT);
    COT_TRY(st, put_in_order(rows, place, threads, meter, err));
    COT_NEW(st, err, rows->row, sides->n, WHAT);
    COT_NEW(st, err, rows->word, edges, WHAT);
    if (!cot_i_meter_stopped(meter)) {
        COT_TRY(st, pack_rows(rows, place, threads, meter, err));
    }
done:
    cot_i_free(place);
    return st;
}

void cot_i_bit_rows_clear(cot_i_bit_rows_t *rows) {
    cot_i_free(rows->order);
    cot_i_free(rows->row);
    cot_i_free(rows->word);
    *rows = (cot_i_bit_rows_t){.sides = NULL};
}
