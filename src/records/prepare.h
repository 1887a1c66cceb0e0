/* prepare.h: records checked and cleaned ahead of being added, in flat memory of their own.
 *
 * Preparing touches no corpus, so that many threads can prepare, each into a batch of its own; adding a
 * prepared record (cot_i_corpus_commit) is what is left: folding by id and looking up names. cot_corpus_add
 * is the one after the other.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_RECORDS_PREPARE_H
#define COT_RECORDS_PREPARE_H

#include "base/text.h"
#include "coterie/corpus.h"

/* Where the texts of a paper begin in its block of text; the id begins at 0. */
typedef struct {
    uint32_t title, abstract, comment, doi, journal;
    uint32_t bytes;
} cot_text_at_t;

/* Some bytes of a batch and their hash. */
typedef struct {
    uint64_t hash;
    size_t at;
    uint32_t length;
} cot_i_piece_t;

/* A name as it is interned: name NUL forenames NUL surname NUL suffix NUL; and what else is told of it
 * (affiliation NUL orcid NUL note NUL, then the float `sure`), length 0 for nothing. */
typedef struct {
    cot_i_piece_t name, detail;
} cot_i_clean_name_t;

typedef struct {
    uint64_t hash; /* of the id */
    char *text;    /* id NUL title NUL comment NUL doi NUL journal NUL abstract NUL; in the batch's `texts` */
    cot_text_at_t at;
    cot_i_piece_t source;
    size_t first_name, first_category;
    uint32_t n_names, line, n_cleaned;
    uint16_t n_categories;
    bool withdrawn;
    int32_t version, first_date, date;
} cot_i_clean_t;

typedef struct {
    cot_abstracts_t keep;
    cot_buf_t bytes;   /* what the corpus looks up: names, categories, sources */
    cot_arena_t texts; /* what the corpus keeps as it is: handed on when the first record is committed */
    size_t text_bytes; /* of the records */
    cot_i_clean_t *records;
    size_t n_records, records_capacity;
    cot_i_clean_name_t *names;
    size_t n_names, names_capacity;
    cot_i_piece_t *categories;
    size_t n_categories, categories_capacity;
    bool too_long; /* of the record being added, something is longer than allowed */
} cot_i_clean_batch_t;

void cot_i_clean_init(cot_i_clean_batch_t *batch, cot_abstracts_t keep);
/* Forgets the records; keeps the memory, unless one record made it unusually large. */
void cot_i_clean_reset(cot_i_clean_batch_t *batch);
void cot_i_clean_clear(cot_i_clean_batch_t *batch);
/* Bytes of memory it holds beside the texts of papers. */
size_t cot_i_clean_bytes(const cot_i_clean_batch_t *batch);

/* Checks and cleans one record, behind those that are there. @return COT_OK | COT_E_ARG (no id) | COT_E_LIMIT
 * | COT_E_NOMEM (the batch is worth nothing then); messages as cot_corpus_add gives them. */
cot_status_t cot_i_clean_add(cot_i_clean_batch_t *batch, const cot_record_t *record, cot_error_t *err);

/* Adds record i of the batch to the corpus, as cot_corpus_add does. For records in order: those that follow
 * are fetched ahead. Texts of the batch are the corpus's then; it must not be freed before the batch is done with.
 * @return COT_OK | COT_E_ARG (finished corpus) | COT_E_LIMIT | COT_E_NOMEM. */
cot_status_t cot_i_corpus_commit(cot_corpus_t *corpus, cot_i_clean_batch_t *batch, size_t i, cot_error_t *err);

#endif
