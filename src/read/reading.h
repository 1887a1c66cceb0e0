/* reading.h: one call of cot_read: what its files share. For read.c, source.c and report.c only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_READING_H
#define COT_READ_READING_H

#include "base/input.h"
#include "base/text.h"
#include "read/format.h"

#define COT_FORMATS_MAX 32

/* The report while it is filled: capacities that the public struct does not show. */
typedef struct {
    cot_read_report_t *report;
    cot_arena_t *arena;
    size_t issues_capacity, sources_capacity;
} cot_i_report_t;

cot_status_t cot_i_report_open(cot_i_report_t *to, cot_read_report_t *report, cot_error_t *err);
/* Adds a row for a file; its number is report->n_sources - 1. */
cot_status_t cot_i_report_source(cot_i_report_t *to, const char *path, cot_error_t *err);
cot_status_t cot_i_report_issue(cot_i_report_t *to, cot_issue_kind_t kind, const char *source, uint32_t line,
                                const char *detail, cot_error_t *err);
/* A path as it can be shown: as it is when it is UTF-8 without control characters, else cleaned. */
cot_status_t cot_i_report_name(cot_buf_t *buf, const char *path, cot_error_t *err);

/* Place of a document that a format will come back to in `finish`. */
typedef struct {
    const char *name;
    size_t row;
} cot_i_document_t;

struct cot_i_source {
    /* the call */
    cot_corpus_t *corpus;
    const cot_read_params_t *params;
    const cot_env_t *env;
    cot_i_report_t to;
    void *state[COT_FORMATS_MAX];
    cot_i_document_t *documents;
    size_t n_documents, documents_capacity;
    void *memory; /* for parsers */
    size_t memory_size;
    uint64_t stored_before, stored_total; /* for progress: of the files before this one, of all */
    uint64_t polled;                      /* bytes at the last poll */
    char first_problem[COT_ERROR_MAX];    /* the first issue that lost something in this call */
    /* the file */
    cot_input_t *input;
    size_t row; /* of the report */
    /* the document */
    cot_buf_t name;        /* "file" or "file:member" */
    const char *kept_name; /* copy in the report's arena, once somebody asked */
    uint32_t number;       /* in documents; UINT32_MAX = not registered */
    size_t format;         /* row of the table of formats */
    const char *next;      /* bytes not handed on yet */
    size_t n_next;
    const char *last; /* the block handed on last */
    size_t n_last;
    uint32_t line, next_line; /* of last, and (once last is settled) of next */
    bool ended, broken;
    char *hold; /* bytes given back or gathered */
};

/* Begins a member of the open file. */
cot_status_t cot_i_source_begin(cot_i_source_t *src, const char *path, const char *member, cot_error_t *err);
/* Skips white space and a byte order mark, then gathers at least COT_SNIFF_BYTES (fewer only at the end):
 * *bytes are not consumed. */
cot_status_t cot_i_source_peek(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err);
void cot_i_source_skip(cot_i_source_t *src, size_t n);
cot_status_t cot_i_source_poll(cot_i_source_t *src, cot_error_t *err);
void cot_i_source_clear(cot_i_source_t *src);

#endif
