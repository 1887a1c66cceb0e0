/* msbfs.h: breadth-first searches from 2048 sources at once, for sums over distances.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_MSBFS_H
#define COT_PATHS_MSBFS_H

#include "base/isa.h"
#include "paths/reach.h"

#define COT_MSBFS_WORDS 32
#define COT_MSBFS_LANES (64 * COT_MSBFS_WORDS)

/* What a class knows of the sources in other classes. Whole numbers: sums in any order are the same. */
typedef struct {
    uint64_t inverse_high, inverse_low; /* sum of 1 / distance = high 2^-31 + low 2^-63 */
    uint64_t distance;                  /* sum of distances */
    uint32_t farthest;                  /* largest distance; 0: no source reaches it */
    uint32_t seen;                      /* scratch of the search */
} cot_tally_t;

static inline double cot_i_tally_inverse(const cot_tally_t *t) {
    return (double)t->inverse_high * 0x1p-31 + (double)t->inverse_low * 0x1p-63;
}

/* Searches from every class, sources_of[c] sources standing in class c of the quotient (classes without any
 * are left out). tally (one per number of `reach`, zeroed by the caller) is added to; pairs[d] (reach->farthest
 * + 1 entries) receives the pairs (source, vertex of another class) at distance d. Parallel over batches; what
 * the batches are depends on the number of threads, the sums do not. Memory per thread: 530 bytes for each core
 * class, 9 for each side class, and 32 per class for every thread but the first.
 * @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. */
cot_status_t cot_i_msbfs(const cot_reach_t *reach, const uint32_t *sources_of, cot_tally_t *tally,
                         uint64_t *pairs, const char *stage, cot_isa_t isa, const cot_env_t *env,
                         cot_error_t *err);

#endif
