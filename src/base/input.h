/* input.h: files, folders, packed and archived input as streams of documents.
 *
 * cot_i_files_list finds the files behind the paths a user names; cot_input_t reads one of them. A plain file
 * holds one document, a packed one (.gz .xz .zst .bz2) one, an archive (.zip .tar, packed or not) one per
 * member. What a file is, its first bytes decide, never its name. No external program is ever started.
 * Messages leave the file's name to the caller, who knows the member as well.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_INPUT_H
#define COT_BASE_INPUT_H

#include "base/alloc.h"
#include "base/fail.h"
#include "base/sha256.h"

#define COT_INPUT_BLOCK 65536

/* One file that is to be read, or a path that cannot be. */
typedef struct {
    const char *path;
    const char *problem; /* NULL, or why it cannot be read ("no such file or directory") */
    uint64_t size;       /* as stored; 0 for pipes and standard input */
} cot_input_file_t;

typedef struct {
    cot_input_file_t *files;
    size_t n, capacity;
    uint64_t size;     /* of all; 0 when one of them is not known */
    cot_arena_t arena; /* holds the strings */
} cot_input_files_t;
#define COT_INPUT_FILES_INIT                                                                                 \
    { NULL, 0, 0, 0, COT_ARENA_INIT }

/* Lists the files behind paths, in their order: a file as it is, a folder with all below it in bytewise order
 * of names (hidden ones left out), "-" for standard input. What cannot be read is listed with its problem.
 * COT_OK | COT_E_NOMEM | COT_E_LIMIT (more than COT_INPUT_FILES_MAX). */
#define COT_INPUT_FILES_MAX 10000000u
#define COT_INPUT_FOLDERS_DEEP 64
cot_status_t cot_i_files_list(cot_input_files_t *files, const char *const *paths, size_t n_paths,
                              cot_error_t *err);
void cot_i_files_clear(cot_input_files_t *files);

typedef struct cot_input cot_input_t;

/* Opens one file ("-" = standard input). max_unpacked bounds the bytes it may unpack to (0 = 256 GiB).
 * COT_OK | COT_E_INPUT | COT_E_NOMEM. */
cot_status_t cot_i_input_open(cot_input_t **out, const char *path, uint64_t max_unpacked, cot_error_t *err);
void cot_i_input_free(cot_input_t *in);

/* Member last gone to, for messages ("" before the first, and for files that hold one document). */
const char *cot_i_input_member(const cot_input_t *in);

/* Goes to the next document. *member = "" when the file is one document, "inner.xml" inside an archive (also
 * "inner.zip:x.xml", one level deep), NULL at the end. Folders, links, hidden members and __MACOSX are left
 * out. COT_OK | COT_E_INPUT (damaged archive) | COT_E_LIMIT (bounds, see cot_i_input_read) | COT_E_NOMEM.
 * After COT_E_INPUT and COT_E_LIMIT it can be called again: it goes on where that is possible, else tells the
 * end. */
cot_status_t cot_i_input_next(cot_input_t *in, const char **member, cot_error_t *err);

/* Next bytes of the document: at most COT_INPUT_BLOCK, valid until the next call; *n = 0 at its end.
 * COT_OK | COT_E_INPUT (cannot be read or unpacked further) | COT_E_LIMIT (max_unpacked, or unpacks to more
 * than COT_INPUT_RATIO_MAX times its size: the rest of the file is not unpacked) | COT_E_NOMEM. */
#define COT_INPUT_RATIO_MAX 1000u
#define COT_INPUT_RATIO_FROM (64u << 20) /* bytes from which the ratio counts */
cot_status_t cot_i_input_read(cot_input_t *in, const char **bytes, size_t *n, cot_error_t *err);

/* Whether its bytes are the document's from here on: they can be read to where they are wanted. */
bool cot_i_input_is_plain(const cot_input_t *in);
/* The same as cot_i_input_read for a plain file, at most `room` bytes into memory of the caller's; less only at the
 * end. They wait for their digest, if one is wanted (see cot_i_input_lag), and must stay as they are until then;
 * else *waiting stays as it is. */
cot_status_t cot_i_input_read_into(cot_input_t *in, char *to, size_t room, size_t *n, cot_i_waiting_t *waiting,
                                   cot_error_t *err);
/* What waits for its digest: dropped when the input is freed. */
cot_i_lag_t *cot_i_input_lag(cot_input_t *in);

/* Reads one more block of the file as stored, for its digest and size; *more = false at the end. Call it
 * until then when no more documents are wanted (it is what makes the digest cover the whole file). */
cot_status_t cot_i_input_drain(cot_input_t *in, bool *more, cot_error_t *err);

/* Bytes as stored that were read so far, and after cot_i_input_drain told the end the digest of all (""
 * otherwise, and when reading failed). */
uint64_t cot_i_input_stored(const cot_input_t *in);
void cot_i_input_sha256(cot_input_t *in, char out[65]);
/* Right after opening: no digest is wanted, which saves its time. */
void cot_i_input_undigested(cot_input_t *in);

#endif
