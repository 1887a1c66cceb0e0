/* corpus_data.h: what a corpus is made of; for the files of src/records only.
 *
 * Columns: one array per property, an entry per paper or mention. While records are added, papers are
 * numbered in order of arrival, and the mentions and categories of superseded versions stay behind as gaps;
 * finish.c closes the gaps and orders everything by paper id.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_RECORDS_CORPUS_DATA_H
#define COT_RECORDS_CORPUS_DATA_H

#include "records/corpus_i.h"
#include "records/prepare.h"

/* Limits of one record; what passes them is refused (coterie/corpus.h tells them). */
#define COT_NAMES_MAX 1000000u
#define COT_NAME_BYTES_MAX (1u << 20)
#define COT_TEXT_BYTES_MAX (16u << 20)
#define COT_CATEGORIES_MAX 4096u

/* The columns of papers: COLUMN(type, name). */
#define COT_PAPER_COLUMNS(COLUMN)                                                                            \
    COLUMN(char *, text) /* id, title, ... one after the other, each with its NUL */                         \
    COLUMN(cot_text_at_t, at)                                                                                \
    COLUMN(int32_t, first_date)                                                                              \
    COLUMN(int32_t, date)                                                                                    \
    COLUMN(int32_t, version)                                                                                 \
    COLUMN(uint8_t, withdrawn)                                                                               \
    COLUMN(uint64_t, mention) /* first of its mentions */                                                    \
    COLUMN(uint32_t, n_mentions)                                                                             \
    COLUMN(uint64_t, category) /* first of its categories */                                                 \
    COLUMN(uint16_t, n_categories)                                                                           \
    COLUMN(uint32_t, source)                                                                                 \
    COLUMN(uint32_t, line)

typedef struct {
#define COT_DECLARE_COLUMN(type, name) type *name;
    COT_PAPER_COLUMNS(COT_DECLARE_COLUMN)
#undef COT_DECLARE_COLUMN
    size_t n, capacity;
} cot_papers_t;

/* The columns of mentions. */
typedef struct {
    uint32_t *name;   /* while adding: number in the pool `names`; when finished: in `written` */
    uint32_t *detail; /* number in the pool `details`; 0 = nothing to tell */
    uint32_t *paper;  /* when finished */
    size_t n, capacity;
} cot_mentions_t;

/* Hash table from an id to its paper, for folding. */
typedef struct {
    uint64_t *slots; /* paper + 1 in the low half (0 = free), part of the hash in the high one */
    size_t n_slots;  /* power of two, or 0 */
} cot_fold_index_t;

struct cot_corpus {
    cot_abstracts_t keep;
    bool finished;
    cot_papers_t papers;
    cot_mentions_t mentions;
    uint32_t *categories; /* of all papers; numbers in the pool, when finished in `codes` */
    size_t n_categories, categories_capacity;
    cot_arena_t texts;
    uint64_t text_bytes_live; /* of papers that still stand */
    uint64_t text_bytes;      /* all that were stored */
    cot_strpool_t *names;     /* name NUL forenames NUL surname NUL suffix */
    cot_strpool_t *details;   /* affiliation NUL orcid NUL note NUL, then the float `sure` */
    cot_strpool_t *codes_pool;
    cot_strpool_t *sources;
    uint32_t *written; /* finished: number of a name -> number in the pool */
    uint32_t n_written;
    uint32_t *codes; /* finished: number of a category -> number in the pool, bytewise order of codes */
    uint32_t n_codes;
    cot_fold_index_t index;
    cot_i_clean_batch_t staged; /* the one record that cot_corpus_add is given */
    cot_corpus_counts_t counts;
};

bool cot_i_papers_grow(cot_papers_t *papers, size_t need);

/* The paper with this id, or SIZE_MAX; `hash` is cot_i_hash of the id. */
size_t cot_i_fold_find(const cot_corpus_t *corpus, const char *id, uint64_t hash);
/* Makes room for one more, so that the put that follows cannot fail. */
cot_status_t cot_i_fold_reserve(cot_corpus_t *corpus, cot_error_t *err);
void cot_i_fold_put(cot_corpus_t *corpus, uint32_t paper, uint64_t hash);
/* Fetches into the cache what a look-up will want. */
void cot_i_fold_fetch(const cot_corpus_t *corpus, uint64_t hash);
void cot_i_fold_clear(cot_fold_index_t *index);

#endif
