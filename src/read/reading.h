/* reading.h: one call of cot_read: what its files share. For read.c, source.c, parts.c, batch.c, report.c and
 * split.c only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_READING_H
#define COT_READ_READING_H

#include "base/crew.h"
#include "base/input.h"
#include "base/text.h"
#include "read/batch.h"
#include "read/format.h"

/* Streams up to this long are read as a whole by one thread; in longer ones, XML is cut (split.h). */
#define COT_PART_STREAM ((size_t)4 << 20)
/* Bytes of input after which what the caller's thread parsed itself is committed. */
#define COT_PART_OWN ((size_t)1 << 20)

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

typedef struct cot_i_part cot_i_part_t;

/* The call. Only the caller's thread changes it. */
typedef struct cot_i_reading {
    cot_corpus_t *corpus;
    const cot_read_params_t *params;
    const cot_env_t *env;
    size_t forced; /* format of all files, or SIZE_MAX */
    cot_abstracts_t keep;
    cot_i_report_t to;
    size_t row; /* of the report: file that what is committed belongs to */
    void *state[COT_FORMATS_MAX];
    cot_i_document_t *documents;
    size_t n_documents, documents_capacity;
    char first_problem[COT_ERROR_MAX]; /* the first issue that lost something in this call */
    uint64_t stored_before, stored_total; /* for progress: of the files before this one, of all */
    uint64_t stored, pulled;              /* of this file; of all, unpacked */
    uint64_t polled;                      /* bytes at the last poll */
    cot_i_lag_t *lag;                     /* of the file being read, or NULL: what waits for its digest */
    /* parts on their way (parts.c) */
    cot_i_crew_t *crew;
    int threads;
    cot_i_part_t *first, *last; /* handed over, in the order of the input */
    cot_i_part_t *spare;
    cot_i_part_t *own; /* being filled by the caller's thread itself */
    size_t n_parts, n_parts_max;
    bool stop;   /* atomic: parsers shall give up */
    bool failed; /* committing did: nothing more is committed */
} cot_i_reading_t;

struct cot_i_source {
    cot_i_reading_t *call;
    cot_i_batch_t *batch; /* where records and issues go; NULL: to call->own */
    bool polls;           /* on the caller's thread: progress is told, interruption asked */
    bool finishing;       /* all paths were read: `finish` of a format */
    const struct cot_i_part *part; /* that it reads, if any */
    void *memory;         /* for parsers */
    size_t memory_size;
    /* the file */
    cot_input_t *input; /* NULL: all bytes are there from the beginning */
    uint64_t pulled;    /* bytes from the input that no batch stands for yet */
    /* the document */
    cot_buf_t name;       /* "file" or "file:member" */
    uint32_t number;      /* in documents; UINT32_MAX = not registered */
    uint64_t refused;     /* documents that were refused */
    uint64_t replaced;    /* bytes that were */
    size_t format;        /* row of the table of formats */
    const char *next;     /* bytes not handed on yet */
    size_t n_next;
    const char *last; /* the block handed on last */
    size_t n_last;
    uint32_t line, next_line; /* of last, and (once last is settled) of next */
    bool ended, broken;
    cot_issue_kind_t why_kind; /* why the stream breaks off where it ends ... */
    char why[COT_ERROR_MAX];   /* ... "" = it does not; told when the end is met */
    char *hold;                /* bytes given back or gathered */
};

/* Begins a member of the open file. */
cot_status_t cot_i_source_begin(cot_i_source_t *src, const char *path, const char *member, cot_error_t *err);
/* Skips white space and a byte order mark, then gathers at least COT_SNIFF_BYTES (fewer only at the end):
 * *bytes are not consumed. */
cot_status_t cot_i_source_peek(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err);
void cot_i_source_skip(cot_i_source_t *src, size_t n);
cot_status_t cot_i_source_poll(cot_i_source_t *src, cot_error_t *err);
/* One more block from the input, not through the stream; *n = 0: it ended, or breaks off. */
cot_status_t cot_i_source_pull(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err);
/* The same into memory of the caller's, where the file allows it and nothing was given back: at most `room` bytes,
 * which wait for their digest there, and whose lines the caller counts. *n = 0: not here, or the end. */
cot_status_t cot_i_source_read_into(cot_i_source_t *src, char *to, size_t room, size_t *n, cot_i_waiting_t *waiting,
                                    cot_error_t *err);
/* Line at which what comes next begins. */
uint32_t cot_i_source_next_line(cot_i_source_t *src);
/* Whether cot_i_source_next would still give bytes. */
cot_status_t cot_i_source_more(cot_i_source_t *src, bool *more, cot_error_t *err);
/* The batch that records and issues go to. NULL = no memory, or the call fails. */
cot_status_t cot_i_source_batch(cot_i_source_t *src, cot_i_batch_t **batch, cot_error_t *err);
void cot_i_source_clear(cot_i_source_t *src);

/* ---- parts (parts.c) ---- */

/* A part of the input: bytes that somebody parses into a batch. */
struct cot_i_part {
    cot_i_job_t job;
    cot_i_part_t *next;
    cot_i_reading_t *call;
    cot_i_source_t src;
    cot_i_batch_t batch;
    char *bytes;
    size_t n, capacity;
    cot_i_waiting_t undigested; /* of the bytes */
    cot_status_t (*parse)(cot_i_part_t *part, cot_error_t *err); /* NULL: nothing is left to do */
    cot_status_t st;
    cot_error_t err;
    /* of a chunk of a document (split.c) */
    const void *whole;                   /* what the chunks of the document share */
    void *own;                           /* what the format finds in this chunk, beside records */
    void (*join)(cot_i_part_t *part);    /* when it is committed */
    void (*release)(cot_i_part_t *part); /* frees `own` ... */
    void (*free_own)(void *own);         /* ... by this */
    uint64_t offset;
    uint32_t line;
    bool broken; /* not well-formed by itself: nothing of it counts */
};

cot_status_t cot_i_parts_open(cot_i_reading_t *call, cot_error_t *err);
/* Frees everything, also what was not committed. */
void cot_i_parts_close(cot_i_reading_t *call);
/* An empty part to fill, after committing what is needed to have one. NULL with COT_OK: the first part on its
 * way is a broken chunk. Give it back with cot_i_parts_put when it is not handed over. */
cot_status_t cot_i_parts_take(cot_i_reading_t *call, cot_i_part_t **part, cot_error_t *err);
void cot_i_parts_put(cot_i_reading_t *call, cot_i_part_t *part);
bool cot_i_part_room(cot_i_part_t *part, size_t n);
/* Hands a part over: behind those before, and behind what the caller's thread met itself until now. */
cot_status_t cot_i_parts_push(cot_i_reading_t *call, cot_i_part_t *part, cot_error_t *err);
/* Hands over what the caller's thread met itself. */
cot_status_t cot_i_parts_push_own(cot_i_reading_t *call, cot_error_t *err);
/* Waits for all and commits them in order; stops before a broken chunk (call->first is it then). */
cot_status_t cot_i_parts_drain(cot_i_reading_t *call, cot_error_t *err);
/* Waits for all without committing any, so that nobody works on them. */
void cot_i_parts_settle(cot_i_reading_t *call);
/* Takes the first part on its way out, when it is done, uncommitted. */
cot_i_part_t *cot_i_parts_shift(cot_i_reading_t *call);
/* read.c: the documents of a stream. */
cot_status_t cot_i_read_stream(cot_i_source_t *src, cot_error_t *err);

/* Sizes that tests make small; 0 = as usual. pure = XML through libxml2 alone, uncut. */
typedef struct {
    size_t stream, chunk;
    bool pure;
} cot_i_read_tuning_t;
extern cot_i_read_tuning_t cot_i_read_tuning;

#endif
