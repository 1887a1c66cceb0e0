/* gunzip.h: gzip unpacked block by block, checksums compared (ISA-L; RFC 1952).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_GUNZIP_H
#define COT_BASE_GUNZIP_H

#include "base/alloc.h"
#include "base/fail.h"

typedef struct cot_i_gunzip cot_i_gunzip_t;

/* Gives the next packed bytes, valid until it is called again; *n = 0 at the end. */
typedef cot_status_t cot_i_packed_fn(void *data, const char **bytes, size_t *n, cot_error_t *err);

cot_status_t cot_i_gunzip_new(cot_i_gunzip_t **out, cot_i_packed_fn *next, void *data, cot_error_t *err);
void cot_i_gunzip_free(cot_i_gunzip_t *gz);

/* Next unpacked bytes (at most 128 KiB), valid until the next call; *n = 0 at the end. Members that follow one
 * another are one text; what follows the last and is none is left out. @return COT_OK | COT_E_INPUT (damaged, cut
 * off, or another checksum) | what `next` returned. Memory: 220 KiB. */
cot_status_t cot_i_gunzip_read(cot_i_gunzip_t *gz, const char **bytes, size_t *n, cot_error_t *err);

#endif
