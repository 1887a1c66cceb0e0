/* slices.h: rows laid out for the gathers of a walk, eight rows side by side.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_SLICES_H
#define COT_STRUCTURE_SLICES_H

#include <stdbool.h>

#include "coterie/status.h"

enum { COT_LANES = 8 };

/* Where rows come from. `row` writes the j-th neighbour of v to to[stride j] and, in a weighted network, its
 * weight to weight[stride j] (else weight is NULL). Undirected: each is in the other's row, with one weight.
 */
typedef struct {
    uint32_t n;
    bool weighted;
    const void *data;
    uint32_t (*degree)(const void *data, uint32_t v);
    void (*row)(const void *data, uint32_t v, size_t stride, uint32_t *to, double *weight);
} cot_i_rows_t;

/* Slices of eight rows of nearly one length (SELL-C-sigma: Kreutzer et al., SIAM J. Sci. Comput. 36 (2014)
 * C401, doi:10.1137/130930352): within windows of consecutive vertices rows are sorted by length, so that
 * loops over them end where the processor expects it and neighbours in number stay neighbours in memory. A
 * row much longer than its window's others is a slice of its own, its entries dealt to the lanes. Row r of
 * slice s has place 8 s + r; there are `places` of them, some without vertex. */
typedef struct {
    uint32_t slices, places;
    uint64_t *start;  /* slices + 1: where a slice's entries begin; multiples of 8 */
    uint8_t *wide;    /* slices: 1 where all lanes are one row, that of the slice's first place */
    uint32_t *vertex; /* places: UINT32_MAX where there is none */
    uint32_t
        *column;    /* entry -> place of the neighbour; `places` (always 0 in a walk) where the row is over */
    double *weight; /* entry -> weight; NULL when unweighted */
} cot_i_slices_t;

/* O(n + arcs), parallel; independent of threads. 4 bytes per arc and 9 per vertex (weighted: 12 per arc),
 * with a tenth more for what is filled up; 4 more per vertex while it is built. COT_E_LIMIT when there would
 * be 2^32 places. */
COT_NODISCARD cot_status_t cot_i_slices_build(cot_i_slices_t *out, const cot_i_rows_t *rows, const char *what,
                                              int threads, cot_error_t *err);
void cot_i_slices_clear(cot_i_slices_t *slices);

/* The sum of eight lanes, in a fixed tree. */
static inline double cot_i_lanes_fold(const double *lane) {
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

/* sum[r] = sum over row r of weight x value; the lanes of a wide slice are one row, whose sum goes to the
 * first. value[places] must be 0. Eight sums of their own: gcc keeps them in registers, and every instruction
 * set does the same additions. */
static inline void cot_i_slices_gather(const cot_i_slices_t *s, uint32_t slice, const double *value,
                                       double *sum) {
    const uint32_t *c = s->column + s->start[slice], *const end = s->column + s->start[slice + 1];
    double s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0, s4 = 0.0, s5 = 0.0, s6 = 0.0, s7 = 0.0;
    if (s->weight) {
        for (const double *a = s->weight + s->start[slice]; c < end; c += COT_LANES, a += COT_LANES) {
            s0 += a[0] * value[c[0]];
            s1 += a[1] * value[c[1]];
            s2 += a[2] * value[c[2]];
            s3 += a[3] * value[c[3]];
            s4 += a[4] * value[c[4]];
            s5 += a[5] * value[c[5]];
            s6 += a[6] * value[c[6]];
            s7 += a[7] * value[c[7]];
        }
    } else {
        for (; c < end; c += COT_LANES) {
            s0 += value[c[0]];
            s1 += value[c[1]];
            s2 += value[c[2]];
            s3 += value[c[3]];
            s4 += value[c[4]];
            s5 += value[c[5]];
            s6 += value[c[6]];
            s7 += value[c[7]];
        }
    }
    sum[0] = s0, sum[1] = s1, sum[2] = s2, sum[3] = s3;
    sum[4] = s4, sum[5] = s5, sum[6] = s6, sum[7] = s7;
    if (s->wide[slice]) {
        sum[0] = cot_i_lanes_fold(sum);
        for (int r = 1; r < COT_LANES; r++) {
            sum[r] = 0.0;
        }
    }
}

#endif
