/* coterie/read.h: records from files, folders, archives and standard input into a corpus.
 *
 * Files may be plain or packed (.gz .xz .zst .bz2, .zip, .tar and .tar.*); a folder is walked in the
 * order of its names (bytewise), hidden files left out. The format of each file or archive member is
 * recognised from its content. XML is parsed as a stream without DTD, entity expansion or network.
 * A bad record is skipped, counted and named; good records around it are kept.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_READ_H
#define COTERIE_READ_H

#include "coterie/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One input format: a row of the table behind `coterie formats`. */
typedef struct {
    const char *name;        /**< "arxiv-atom" */
    const char *title;       /**< one line for people */
    const char *reference;   /**< where the format is described */
} cot_format_t;
/** The formats, i = 0, 1, ... until NULL. */
COT_API const cot_format_t *cot_formats(size_t i);

/** Kinds of things that were wrong; each is counted, and the first ones are named. */
typedef enum {
    COT_ISSUE_ERROR_FEED,    /**< an arXiv error entry or OAI error instead of records */
    COT_ISSUE_EMPTY_FEED,    /**< a well-formed feed without records; also OAI's noRecordsMatch */
    COT_ISSUE_NOT_RECORDS,   /**< HTML or plain text ("Rate exceeded.") instead of a feed */
    COT_ISSUE_EMPTY_FILE,    /**< no bytes (or only white space); an archive without files */
    COT_ISSUE_CUT_OFF,       /**< ends inside a record or before the root element closes */
    COT_ISSUE_JOINED,        /**< a second document follows the first in one file (it is read too) */
    COT_ISSUE_MALFORMED,     /**< XML that is not well-formed: the record is skipped; or bytes that were replaced */
    COT_ISSUE_REFUSED,       /**< DTD or entity declarations; the file is not read further */
    COT_ISSUE_BAD_RECORD,    /**< a record without id (skipped), or with a date that cannot be read (kept without) */
    COT_ISSUE_LIMIT,         /**< a record or document passed a bound */
    COT_ISSUE_DELETED,       /**< a record that the source marks as deleted (OAI) */
    COT_ISSUE_UNREADABLE,    /**< a file, folder or archive member that could not be opened or unpacked */
    COT_ISSUE_KINDS
} cot_issue_kind_t;
/** Short fixed name of a kind ("error feed", "cut off", ...). */
COT_API const char *cot_issue_text(cot_issue_kind_t kind);

typedef struct {
    cot_issue_kind_t kind;
    const char *source;      /**< file, "file:member" inside an archive, or "-" */
    uint32_t line;           /**< 0 when it concerns the whole file */
    const char *detail;      /**< one sentence with the value found */
} cot_issue_t;

typedef struct {
    const char *path;        /**< as given, or found in a folder */
    uint64_t bytes;          /**< as stored */
    char sha256[65];         /**< of the bytes as stored; "" when the file could not be read to its end, and
                                  with no_digests */
    const char *format;      /**< name of the format, or "" (for archives: of the members, or "mixed") */
    uint64_t records;        /**< records handed to the corpus */
    uint64_t skipped;        /**< records that were skipped and counted as issues, deleted ones among them */
} cot_source_t;

/** What reading met. Filled by cot_read; strings live until cot_read_report_clear. */
typedef struct {
    uint64_t counts[COT_ISSUE_KINDS];
    cot_issue_t *issues;     /**< the first COT_ISSUES_NAMED of each kind */
    size_t n_issues;
    cot_source_t *sources;   /**< one per file, in the order read */
    size_t n_sources;
    uint64_t documents;      /**< feeds, pages and texts recognised */
    uint64_t records;
    uint64_t bytes;          /**< after unpacking */
    void *arena_;            /**< private: holds the strings */
} cot_read_report_t;
#define COT_ISSUES_NAMED 200
#define COT_READ_REPORT_INIT { {0}, NULL, 0, NULL, 0, 0, 0, 0, NULL }
COT_API void cot_read_report_clear(cot_read_report_t *report);

typedef struct {
    const char *format;      /**< NULL: recognise each document; else the name of a format */
    bool strict;             /**< stop at the first issue that loses a record or a file: all but empty feeds, joined
                                  documents, deleted records, replaced bytes and dates that cannot be read */
    uint64_t max_unpacked;   /**< bytes one packed file may unpack to; 0 = 256 GiB */
    bool no_digests;         /**< leave the SHA-256 of each file out (sha256 is ""), which takes about a seventh of the
                                  time of reading XML */
} cot_read_params_t;
#define COT_READ_PARAMS_INIT { NULL, false, 0, false }

/** Reads every path (a file, a folder, an archive, or "-") into the corpus; call it as often as you like
 * before cot_corpus_finish, except that runs of bare names in arxiv-text are decided with the names known
 * when this call ends, so hand over all paths at once.
 * @param[in,out] report  zero-initialised by COT_READ_REPORT_INIT, added to; filled on failure as well.
 * @return COT_OK (also when only some files were readable) | COT_E_INPUT (nothing readable in any path: the
 * message says what was found in the first; an empty feed is readable; or `strict`) | COT_E_ARG (unknown format)
 * | COT_E_NOMEM | COT_E_INTERRUPT.
 * Cost: one pass. Files and archive members are parsed by env->threads threads, long XML documents in chunks; what
 * is read does not depend on how many. One thread reads and unpacks; about 440 MB/s of XML on one core, 800 on two, and
 * 380 and 680 with digests (bench/bench_ingest.c). Memory beyond the corpus itself: 2 x threads + 3 parts (3 for one
 * thread) of up to 4 MiB, each with as much again for what it came to and a block of up to 2 MiB of texts begun.
 * Progress: stage "reading", in bytes as stored; total 0 when a pipe is among the paths. Not for two threads at once
 * on one corpus. Limits and rules: docs/definitions.md, "Records". */
COT_NODISCARD COT_API cot_status_t cot_read(cot_corpus_t *corpus, const char *const *paths, size_t n_paths,
                                            const cot_read_params_t *params, cot_read_report_t *report,
                                            const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
