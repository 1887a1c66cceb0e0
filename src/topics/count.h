/* count.h: on how many papers each phrase stands, in bounded memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_COUNT_H
#define COT_TOPICS_COUNT_H

#include "topics/forms.h"
#include "topics/stream.h"

/* A phrase in both numbers. */
typedef struct {
    uint64_t group;    /* see cot_phrase_t; 0 = free slot */
    uint64_t fillers;  /* bit k: stands with a first word of k parts that is a filler */
    uint32_t words[3]; /* of one of its forms */
    uint32_t papers;   /* papers with either number */
    uint32_t rank;     /* used by what follows the counting */
    uint8_t n_words;
    uint8_t parts; /* of the key */
} cot_count_t;

/* Open addressing, capacity a power of two. */
typedef struct {
    cot_count_t *slots;
    size_t capacity, used;
} cot_count_table_t;

/* What the exact pass met in one block of texts, so that it need not be read again: in one piece of memory. */
typedef struct {
    uint64_t *groups;  /* of its phrases */
    cot_form_t *forms; /* in the order of arrival; .phrase: number in groups */
    uint32_t *ends;    /* phrases of text t: pairs[ends[t - 1] .. ends[t]) */
    uint32_t *pairs;   /* numbers in groups */
    uint32_t n_groups, n_forms, n_pairs;
} cot_met_t;

#define COT_COUNT_TABLES 16u

/* Phrases by the upper bits of their group's mixed hash. */
typedef struct {
    cot_count_table_t tables[COT_COUNT_TABLES];
    uint32_t min, max; /* bounds of papers that were in force */
    cot_met_t **met;   /* of each block; NULL where it takes too much memory */
    uint32_t n_met;
} cot_counts_t;

/* Counts all phrases of the texts whose number of papers is within the bounds of params (others may be there,
 * below the lower bound), and marks the words that stand in none as out. What is kept of a block of texts is what was
 * met there, instead of its tokens. */
cot_status_t cot_i_count_phrases(cot_counts_t *counts, cot_stream_t *stream,
                                 const cot_topics_params_t *params, const cot_env_t *env, cot_error_t *err);
cot_count_t *cot_i_counts_find(const cot_counts_t *counts, uint64_t group);
void cot_i_counts_clear(cot_counts_t *counts);

#endif
