/* format.h: what an input format is to the reader, and what the reader gives to a format.
 *
 * Many threads parse at a time, each a part of the input of its own, so `sniff` and `parse` must not share
 * anything that changes; what they find is put together in the order of the input (batch.h).
 *
 * A format is one file with one row (cot_i_format_t), named in the table in formats.c. cot_read opens each
 * file or archive member as a stream of bytes, asks every row's `sniff` about its first bytes and hands the
 * stream to `parse` of the row that is surest. parse pulls blocks with cot_i_source_next, hands over records
 * with cot_i_source_emit and names what is wrong with cot_i_source_issue. It reads until the stream ends;
 * when its document ends earlier it gives the rest back with cot_i_source_unread and returns: the rest is
 * then recognised and parsed as the next document of the same file (and named as joined).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_FORMAT_H
#define COT_READ_FORMAT_H

#include "base/fail.h"
#include "coterie/read.h"

/* Bytes of a document that `sniff` sees at most (fewer only where the document is shorter). */
#define COT_SNIFF_BYTES 4096

/* One document being read: a stream of bytes, and where records and issues go. */
typedef struct cot_i_source cot_i_source_t;

typedef struct {
    cot_format_t about;
    /* How sure this is the format, from the first n bytes (leading white space and a byte order mark
     * skipped): 0 = no, 100 = certain. Must not need a NUL at the end. */
    int (*sniff)(const char *head, size_t n);
    /* Reads one document. COT_OK also when records were bad (they are issues); errors stop cot_read as a
     * whole: COT_E_NOMEM, COT_E_INTERRUPT, COT_E_INPUT from a strict issue; pass on whatever source functions
     * return. */
    cot_status_t (*parse)(cot_i_source_t *src, cot_error_t *err);
    /* Formats that decide at the end of the cot_read call, after all paths: called once when
     * cot_i_source_state was set. src has no bytes; select the file that a record belongs to with
     * cot_i_source_select. May be NULL. */
    cot_status_t (*finish)(cot_i_source_t *src, cot_error_t *err);
    /* Puts the state of a part of the input behind what *into (NULL at first) holds of the parts before it;
     * the numbers of its documents grow by `first`. `from` is freed later, whatever was moved out of it.
     * COT_OK | COT_E_NOMEM | COT_E_LIMIT (too much in all: nothing was taken). NULL when the format keeps no
     * state. */
    cot_status_t (*join)(void **into, void *from, uint32_t first, cot_error_t *err);
    /* Frees the state (also after failures); NULL when the format keeps none. */
    void (*free_state)(void *state);
} cot_i_format_t;

/* The rows, i = 0, 1, ... until NULL. Each is declared here and defined in its own file. */
const cot_i_format_t *cot_i_formats(size_t i);
extern const cot_i_format_t cot_i_format_arxiv_atom; /* arxiv_atom.c */
extern const cot_i_format_t cot_i_format_arxiv_oai;  /* arxiv_oai.c */
extern const cot_i_format_t cot_i_format_arxiv_text; /* arxiv_text.c */

/* Next bytes of the document, as stored (not checked, not decoded; a byte order mark and leading white space
 * are skipped), valid until the next call; *n = 0 at the end. At most about 64 KiB; fewer than 16 only at the
 * end. Polls progress and interruption. A document that cannot be unpacked further is named as an issue here
 * and looks as if it ended (cot_i_source_broken tells). */
cot_status_t cot_i_source_next(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err);
/* Gives back the last n bytes of the block that cot_i_source_next returned last. */
void cot_i_source_unread(cot_i_source_t *src, size_t n);
/* Same for bytes that the format holds itself (copied): they come before what was not read yet. */
cot_status_t cot_i_source_push(cot_i_source_t *src, const char *bytes, size_t n, cot_error_t *err);
/* Counts bytes that were replaced, to be named at the end of the stream (not of a document in it, since how far
 * ahead they were looked at must not show). */
void cot_i_source_replaced(cot_i_source_t *src, size_t n);
/* True when the stream ended because the file could not be read on: no need to name it as cut off again. */
bool cot_i_source_broken(const cot_i_source_t *src);

/* Bytes of the file that wait for their digest, for a parser that works through them: a step now and then costs half
 * of what it saves. NULL = none for this thread. */
struct cot_i_lag *cot_i_source_lag(const cot_i_source_t *src);

/* Memory that parsers use one after the other in a cot_read call: at least `size` bytes, the source's; NULL =
 * none left. */
void *cot_i_source_memory(cot_i_source_t *src, size_t size);
/* Whether bytes that cot_i_source_next gave stay where they are until the source is done with. */
bool cot_i_source_stays(const cot_i_source_t *src, const char *bytes);

/* "file" or "file:member"; valid while the document is read. */
const char *cot_i_source_name(cot_i_source_t *src);
/* Line of the file (from 1) at which the bytes given by the last cot_i_source_next begin. */
uint32_t cot_i_source_line(const cot_i_source_t *src);
/* Counts one document recognised (a feed, a page, a text): call it once for each. */
cot_status_t cot_i_source_document(cot_i_source_t *src, cot_error_t *err);

/* Hands a record to the corpus and counts it. record->source "" is filled in with the source's name. A record
 * that the corpus refuses (no id, past a limit) becomes an issue; only NOMEM, and refusals when strict, are
 * returned. */
cot_status_t cot_i_source_emit(cot_i_source_t *src, const cot_record_t *record, cot_error_t *err);

/* What an issue costs; `strict` stops at the first that costs anything. */
typedef enum {
    COT_LOST_NOTHING,
    COT_LOST_RECORD, /* one record is not read: counted in cot_source_t.skipped */
    COT_LOST_REST    /* the document, or the rest of it */
} cot_i_lost_t;
/* Counts an issue and names it (the first COT_ISSUES_NAMED of each kind). line 0 = the whole file. The
 * sentence names the value found. COT_OK, COT_E_NOMEM, or COT_E_INPUT when reading strictly and something was
 * lost. */
cot_status_t cot_i_source_issue(cot_i_source_t *src, cot_issue_kind_t kind, cot_i_lost_t lost, uint32_t line,
                                cot_error_t *err, const char *format, ...) COT_PRINTF(6, 7);

/* The format's own state: while parsing that of this part of the input (NULL at first; ask anew after every
 * cot_i_source_next), in `finish` all of it. Freed by the row's free_state. */
void **cot_i_source_state(cot_i_source_t *src);
/* In `finish`: the corpus being filled (records/corpus_i.h looks into it). */
cot_corpus_t *cot_i_source_corpus(cot_i_source_t *src);
const cot_read_params_t *cot_i_source_params(const cot_i_source_t *src);

/* For `finish`: number of the document being parsed (remember it with buffered records, in the same part of
 * the input; UINT32_MAX = no memory), and making that document the one that emit and issue count for. */
uint32_t cot_i_source_number(cot_i_source_t *src);
cot_status_t cot_i_source_select(cot_i_source_t *src, uint32_t number, cot_error_t *err);

#endif
