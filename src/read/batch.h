/* batch.h: what a part of the input came to, in its order: records (checked and cleaned), issues, documents.
 *
 * Parsers write batches, many at a time; the caller's thread commits them to the corpus and the report, one
 * after the other in the order of the input. All that depends on order is done there: folding, the issues that
 * are named, the first failure of a strict reading.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_BATCH_H
#define COT_READ_BATCH_H

#include "read/format.h"
#include "records/prepare.h"

#define COT_FORMATS_MAX 32

/* Something that happened. */
typedef struct {
    enum {
        COT_I_EVENT_RECORDS,  /* `count` records of the batch */
        COT_I_EVENT_ISSUE,
        COT_I_EVENT_DOCUMENT, /* of format `text` */
        COT_I_EVENT_FILE,     /* a file begins: its name in `text` */
        COT_I_EVENT_FILE_END, /* `count` bytes as stored, digest in `text` */
        COT_I_EVENT_ROW       /* what follows belongs to file `count` of the report */
    } what;
    cot_issue_kind_t kind;
    cot_i_lost_t lost;
    uint32_t line;
    uint64_t count;
    const char *source; /* of an issue; lives in the batch */
    const char *text;   /* of an issue: the sentence */
} cot_i_event_t;

typedef struct {
    cot_i_clean_batch_t records;
    cot_i_event_t *events;
    size_t n_events, events_capacity;
    cot_arena_t texts;
    void *state[COT_FORMATS_MAX];    /* what formats keep for the end of the call */
    const char **documents;          /* names of the documents that records of such a state refer to */
    size_t n_documents, documents_capacity;
    uint64_t bytes;                  /* of input that it stands for */
} cot_i_batch_t;

void cot_i_batch_init(cot_i_batch_t *batch, cot_abstracts_t keep);
/* Forgets everything, keeps memory. */
void cot_i_batch_reset(cot_i_batch_t *batch);
void cot_i_batch_clear(cot_i_batch_t *batch);

/* Each returns COT_OK or COT_E_NOMEM; the record also what cot_i_clean_add does. */
cot_status_t cot_i_batch_record(cot_i_batch_t *batch, const cot_record_t *record, cot_error_t *err);
cot_status_t cot_i_batch_issue(cot_i_batch_t *batch, cot_issue_kind_t kind, cot_i_lost_t lost, uint32_t line,
                               const char *source, const char *detail, cot_error_t *err);
cot_status_t cot_i_batch_document(cot_i_batch_t *batch, const char *format, cot_error_t *err);
cot_status_t cot_i_batch_file(cot_i_batch_t *batch, const char *name, cot_error_t *err);
cot_status_t cot_i_batch_file_end(cot_i_batch_t *batch, uint64_t bytes, const char *sha256, cot_error_t *err);
cot_status_t cot_i_batch_row(cot_i_batch_t *batch, size_t row, cot_error_t *err);
/* Number of a document that records of a state refer to; UINT32_MAX = no memory. */
uint32_t cot_i_batch_number(cot_i_batch_t *batch, const char *name);

struct cot_i_reading;
/* Puts all of it into the corpus and the report of the call. @return COT_OK | COT_E_NOMEM | COT_E_INPUT (a
 * strict reading lost something: told as of the first such issue) | COT_E_LIMIT when strict. */
cot_status_t cot_i_batch_commit(cot_i_batch_t *batch, struct cot_i_reading *call, cot_error_t *err);

#endif
