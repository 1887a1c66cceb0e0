/* bit_rows.h: the rows of one side of a bipartite network as words of bits, for kernels that unite and intersect
 * them. The other side is put in an order in which vertices with a neighbour in common stand together, so that a
 * long row fills few words: the 5,000 papers of a collaboration's 3,000 authors take about 80 words of each, not
 * 5,000 numbers. A row without company has one word for each neighbour. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_BIT_ROWS_H
#define COT_STRUCTURE_BIT_ROWS_H

#include "base/meter.h"

/* A bipartite network as seen from one side: the rows of both, whatever they stand in. */
typedef struct {
    uint32_t n, n_other;             /* vertices of this side and of the other */
    const uint64_t *off, *other_off; /* n + 1, n_other + 1; the first need not be 0 */
    const uint32_t *adj, *other_adj;
    uint32_t first, first_other; /* what other_adj calls vertex 0 of this side, and adj that of the other */
} cot_i_sides_t;

/* Bit b is vertex order[64 at + b] of the other side. */
typedef struct __attribute__((packed)) { /* 12 bytes that are fetched together */
    uint32_t at;
    uint64_t bits;
} cot_i_word_t;

typedef struct {
    uint64_t begin;
    uint32_t words;
} cot_i_row_t;

/* The words of a row stand together, `at` ascending. A row of one neighbour, which has no pairs, is left empty. */
typedef struct {
    const cot_i_sides_t *sides;
    uint32_t *order;    /* n_other */
    cot_i_row_t *row;   /* n */
    cot_i_word_t *word; /* room for one per edge */
} cot_i_bit_rows_t;

/* Words that hold a bit for each of n vertices. */
static inline size_t cot_i_bit_words(uint32_t n) {
    return ((size_t)n + 63) / 64;
}

/* Vertices of a side of n that a thread takes at a time: few of few, whose rows may be long. */
static inline uint32_t cot_i_side_block(uint32_t n) {
    return n < 64 * 4096 ? 1 + n / 4096 : 64;
}

/* Makes them, by `threads` threads. Asks the meter whether to stop, and adds sides->n + sides->n_other to it. 12 bytes
 * per edge, 16 per vertex, 4 per vertex of the other side, and while it works 4 more per vertex of both and 1/8 per vertex
 * of the other side and thread. Free with cot_i_bit_rows_clear, also after a failure. */
COT_NODISCARD cot_status_t cot_i_bit_rows_make(cot_i_bit_rows_t *rows, const cot_i_sides_t *sides, int threads,
                                               cot_meter_t *meter, cot_error_t *err);
void cot_i_bit_rows_clear(cot_i_bit_rows_t *rows);

#endif
