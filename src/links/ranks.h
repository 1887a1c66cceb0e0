/* ranks.h: how the scores of pairs that stayed apart lie among those of new pairs.
 *
 * The different scores of the new pairs, ascending, cut the line into 2n + 1 bins: below the first, equal to
 * it, between it and the second, and so on. Counting the other pairs in the bins is all that the area under
 * the ROC curve and the precision at any rank need, exactly; no pair is stored.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LINKS_RANKS_H
#define COT_LINKS_RANKS_H

#include "base/alloc.h"
#include "base/fail.h"
#include "coterie/links.h"

enum { COT_I_RANK_TABLE = 4096 };
typedef struct {
    double *values;   /* n different scores >= 0, ascending */
    uint64_t *fresh;  /* new pairs with each */
    size_t n;
    int shift;        /* a score's bits above the first's, shifted, say where in the table to begin */
    uint32_t table[COT_I_RANK_TABLE + 2];
} cot_i_ranks_t;

/* scores: of the new pairs; sorted in place. At most 2^32 - 1 of them. */
cot_status_t cot_i_ranks_new(cot_i_ranks_t *ranks, double *scores, uint64_t n, cot_error_t *err);
void cot_i_ranks_clear(cot_i_ranks_t *ranks);
/* The bin of a score. */
size_t cot_i_ranks_bin(const cot_i_ranks_t *ranks, double score);
static inline size_t cot_i_ranks_bins(const cot_i_ranks_t *ranks) {
    return 2 * ranks->n + 1;
}
/* others: pairs that stayed apart, in each bin. */
cot_link_quality_t cot_i_ranks_quality(const cot_i_ranks_t *ranks, const uint64_t *others,
                                       const uint64_t cuts[COT_LINK_CUTS]);

#endif
