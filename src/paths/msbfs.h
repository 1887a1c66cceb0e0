/* msbfs.h: breadth-first searches from 512 sources at once, for sums over distances.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_MSBFS_H
#define COT_PATHS_MSBFS_H

#include "base/isa.h"
#include "coterie/prepare.h"

#define COT_MSBFS_WORDS 8
#define COT_MSBFS_LANES (64 * COT_MSBFS_WORDS)

/* What the searches add up, over ordered pairs (source, target) of different classes. */
typedef struct {
    uint64_t pairs;    /* connected pairs */
    uint64_t distance; /* sum of their distances */
    uint32_t longest;  /* largest distance */
} cot_distance_totals_t;

/* Searches from every class, sources_of[c] sources standing in class c (classes without any are left out).
 * inverse (one per class, or NULL) receives the sum over sources of 1 / distance; totals (or NULL) are added
 * to. Parallel over batches of 512 classes; the same bytes for any number of threads. Memory: 208 bytes per
 * class and thread. @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. */
cot_status_t cot_i_msbfs(const cot_prepared_t *prepared, const uint32_t *sources_of, double *inverse,
                         cot_distance_totals_t *totals, const char *stage, cot_isa_t isa,
                         const cot_env_t *env, cot_error_t *err);

#endif
