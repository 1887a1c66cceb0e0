/* compare.h: how alike two partitions are. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_COMPARE_H
#define COT_COMMUNITIES_COMPARE_H

#include "coterie/communities.h"

/* Members of the groups of a partition of n things (labels < n). */
typedef struct {
    uint32_t n;
    const uint32_t *label;
    uint32_t *start, *members; /* n + 1, n */
    double pairs;              /* of things in one group */
    double entropy;            /* in nats */
} cot_sorted_t;
/* Fills start, members (memory of the caller) and the sums. */
void cot_i_sort_partition(cot_sorted_t *out, const uint32_t *label, uint32_t n, uint32_t *start, uint32_t *members);
/* count: n zeros, and zeros again after; touched: n. */
void cot_i_agreement(const cot_sorted_t *a, const cot_sorted_t *b, uint32_t *count, uint32_t *touched, double *rand,
                     double *nmi);

#endif
