/* gunzip.c: gzip through ISA-L's inflate, which is three times as fast as zlib's (gunzip.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/gunzip.h"

#include <isa-l/igzip_lib.h>
#include <stdbool.h>

enum { UNPACKED = 128 << 10, MAGIC_1 = 0x1f, MAGIC_2 = 0x8b };

struct cot_i_gunzip {
    struct inflate_state inflate;
    cot_i_packed_fn *next;
    void *data;
    bool ended;       /* of the packed bytes */
    bool over;        /* nothing more is unpacked */
    int failed;       /* what inflating answered, once what came before was given out */
    bool half_magic;  /* the last byte given could be the first of another member */
    uint64_t members; /* that were unpacked to their end */
    uint8_t out[UNPACKED];
};

cot_status_t cot_i_gunzip_new(cot_i_gunzip_t **out, cot_i_packed_fn *next, void *data, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_gunzip_t *gz = NULL;
    COT_NEW(st, err, gz, 1, "unpacking gzip");
    gz->next = next;
    gz->data = data;
    isal_inflate_init(&gz->inflate);
    gz->inflate.crc_flag = ISAL_GZIP;
    *out = gz;
done:
    return st;
}

void cot_i_gunzip_free(cot_i_gunzip_t *gz) {
    cot_i_free(gz);
}

static cot_status_t pull(cot_i_gunzip_t *gz, cot_error_t *err) {
    const char *bytes = NULL;
    size_t n = 0;
    cot_status_t st = gz->ended ? COT_OK : gz->next(gz->data, &bytes, &n, err);
    gz->ended = st == COT_OK && n == 0;
    gz->inflate.next_in = (uint8_t *)(uintptr_t)bytes; /* it is only read */
    gz->inflate.avail_in = (uint32_t)n;
    return st;
}

static cot_status_t damaged(cot_i_gunzip_t *gz, int got, cot_error_t *err) {
    gz->over = true;
    switch (got) {
    case ISAL_INVALID_WRAPPER:
    case ISAL_UNSUPPORTED_METHOD: return cot_i_fail(err, COT_E_INPUT, "not a gzip header that is known");
    case ISAL_INCORRECT_CHECKSUM: return cot_i_fail(err, COT_E_INPUT, "gzip checksum does not match");
    default: return cot_i_fail(err, COT_E_INPUT, "gzip data is damaged");
    }
}

/* A member ended: does another one begin? */
static cot_status_t next_member(cot_i_gunzip_t *gz, cot_error_t *err) {
    cot_status_t st = COT_OK;
    gz->members++;
    if (gz->inflate.avail_in == 0) {
        st = pull(gz, err);
    }
    if (st != COT_OK || gz->inflate.avail_in == 0 || gz->inflate.next_in[0] != MAGIC_1 ||
        (gz->inflate.avail_in > 1 && gz->inflate.next_in[1] != MAGIC_2)) {
        gz->over = true;
        return st;
    }
    gz->half_magic = gz->inflate.avail_in == 1;
    uint8_t *bytes = gz->inflate.next_in;
    uint32_t n = gz->inflate.avail_in;
    isal_inflate_reset(&gz->inflate);
    gz->inflate.crc_flag = ISAL_GZIP;
    gz->inflate.next_in = bytes;
    gz->inflate.avail_in = n;
    return st;
}

cot_status_t cot_i_gunzip_read(cot_i_gunzip_t *gz, const char **bytes, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *bytes = (const char *)gz->out;
    *n = 0;
    if (gz->failed < 0 && !gz->over) {
        return damaged(gz, gz->failed, err);
    }
    while (*n == 0 && !gz->over) {
        if (gz->inflate.avail_in == 0) {
            COT_TRY(st, pull(gz, err));
            gz->over = gz->half_magic && (gz->ended || gz->inflate.next_in[0] != MAGIC_2);
            gz->half_magic = false;
        }
        if (gz->over) {
            break;
        }
        gz->inflate.next_out = gz->out;
        gz->inflate.avail_out = UNPACKED;
        int got = isal_inflate(&gz->inflate);
        *n = UNPACKED - gz->inflate.avail_out;
        bool finished = gz->inflate.block_state == ISAL_BLOCK_FINISH;
        if (got < 0 && gz->members > 0 && got == ISAL_INVALID_WRAPPER) {
            gz->over = true; /* what looked like another member is none */
        } else if (got < 0) {
            gz->failed = got;
            COT_TRY(st, *n > 0 ? COT_OK : damaged(gz, got, err));
        } else if (finished) {
            COT_TRY(st, next_member(gz, err));
        } else if (gz->ended && *n == 0) {
            gz->over = true;
            COT_FAIL(st, err, COT_E_INPUT, "gzip data is cut off");
        }
    }
done:
    return st;
}
