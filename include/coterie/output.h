/* coterie/output.h: files that are either written completely or not at all.
 *
 * A file is written to a temporary beside its place and renamed when complete; a set of files is renamed
 * together at the end, so that a failure (or Ctrl-C) leaves what stood there before.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_OUTPUT_H
#define COTERIE_OUTPUT_H

#include <stdio.h>

#include "coterie/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A stream of bytes being written. Errors stick: the first one is told by the call that ends the stream. */
typedef struct cot_out cot_out_t;

COT_API void cot_out_bytes(cot_out_t *out, const void *bytes, size_t n);
COT_API void cot_out_text(cot_out_t *out, const char *text);
COT_API void cot_out_printf(cot_out_t *out, const char *format, ...) COT_PRINTF(2, 3);
/** Shortest decimal that reads back as the same double ("1", "0.1", "1e-300"), independent of locale; an exponent
 * only below 1e-4 and from 2^53 up. NaN and infinities are written "NaN", "INF", "-INF". */
COT_API void cot_out_real(cot_out_t *out, double value);
COT_API void cot_out_int(cot_out_t *out, int64_t value);
/** What writers of whole networks and tables may use for this stream: env's threads to format rows, its progress
 * function (stage "writing", in rows) between blocks. NULL, and a stream that was not told: one thread, not
 * interruptible. The bytes are the same. env is borrowed until the stream is closed. */
COT_API void cot_out_env(cot_out_t *out, const cot_env_t *env);

/** A single file. @return COT_OK | COT_E_OUTPUT | COT_E_NOMEM. cot_out_close renames it into place (commit) or
 * removes it (commit = 0), and frees the stream either way. */
COT_NODISCARD COT_API cot_status_t cot_out_file(cot_out_t **out, const char *path, cot_error_t *err);
/** An open stdio stream (standard output); closing flushes it and leaves it open. */
COT_NODISCARD COT_API cot_status_t cot_out_stream(cot_out_t **out, FILE *stream, const char *name, cot_error_t *err);
/** A growing buffer in memory, for tests and small texts; cot_out_close(commit) frees it. */
COT_NODISCARD COT_API cot_status_t cot_out_memory(cot_out_t **out, cot_error_t *err);
COT_API const char *cot_out_memory_text(cot_out_t *out, size_t *length);
COT_NODISCARD COT_API cot_status_t cot_out_close(cot_out_t *out, int commit, cot_error_t *err);

/** A folder of files that appear together. */
typedef struct cot_outputs cot_outputs_t;
/** Makes the folder when it is missing (its parent must exist). @return COT_OK | COT_E_OUTPUT | COT_E_NOMEM. */
COT_NODISCARD COT_API cot_status_t cot_outputs_open(cot_outputs_t **out, const char *folder, cot_error_t *err);
/** Begins one file of the set; finish it with cot_outputs_end before the next. The set owns the stream. */
COT_NODISCARD COT_API cot_status_t cot_outputs_begin(cot_outputs_t *set, const char *name, cot_out_t **out,
                                                     cot_error_t *err);
COT_NODISCARD COT_API cot_status_t cot_outputs_end(cot_outputs_t *set, cot_error_t *err);
/** Renames all of them into place. */
COT_NODISCARD COT_API cot_status_t cot_outputs_commit(cot_outputs_t *set, cot_error_t *err);
/** Removes what was not committed, and a folder that cot_outputs_open made and that stays empty; frees. */
COT_API void cot_outputs_free(cot_outputs_t *set);

/** Files ended so far. */
typedef struct {
    const char *name;
    uint64_t bytes;
    char sha256[65];
} cot_written_t;
COT_API size_t cot_outputs_count(const cot_outputs_t *set);
COT_API const cot_written_t *cot_outputs_at(const cot_outputs_t *set, size_t i);

#ifdef __cplusplus
}
#endif
#endif
