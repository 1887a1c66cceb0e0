/* count.h: on how many papers each phrase stands, in bounded memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_COUNT_H
#define COT_TOPICS_COUNT_H

#include "topics/terms.h"

/* A phrase in both numbers. */
typedef struct {
    uint64_t group;     /* 0 = free slot */
    uint64_t rest;      /* see cot_phrase_t; the largest met */
    uint32_t papers;    /* papers with either number */
    uint32_t singulars; /* papers with a form that looks like no plural */
    uint32_t rank;      /* used by what follows the counting */
    uint8_t parts;      /* of the key */
} cot_count_t;

/* Open addressing, capacity a power of two. */
typedef struct {
    cot_count_t *slots;
    size_t capacity, used;
    uint32_t texts;    /* texts with at least one candidate */
    uint32_t min, max; /* bounds of papers that were in force */
} cot_counts_t;

/* Counts all phrases of the texts whose number of papers is within the bounds of params (others may be there,
 * below the lower bound). scans: one work space per thread. */
cot_status_t cot_i_count_phrases(cot_counts_t *counts, const cot_texts_t *texts,
                                 const cot_topics_params_t *params, cot_scan_t *scans, int threads,
                                 const cot_env_t *env, cot_error_t *err);
cot_count_t *cot_i_counts_find(const cot_counts_t *counts, uint64_t group);
void cot_i_counts_clear(cot_counts_t *counts);

/* Scans text i and sorts its phrases by group, keeping of each group one singular if there is one. */
cot_status_t cot_i_scan_distinct(cot_scan_t *scan, const cot_texts_t *texts, uint32_t i, cot_error_t *err);

/* Texts handled between two looks at the progress function, and by one thread at a time. */
#define COT_TEXTS_BLOCK 512u
#define COT_BLOCKS_WAVE 32u

#endif
