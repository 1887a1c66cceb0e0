/* out.h: an output stream from inside: bytes put without a call, and rows formatted by several threads.
 *
 * Writers put bytes into the stream's buffer. What becomes of a full buffer depends on the stream: a file
 * or an open stream hands the bytes on (and adds them to the digest, when one is wanted); a stream in
 * memory grows.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_OUT_H
#define COT_BASE_OUT_H

#include <stdbool.h>
#include <string.h>

#include "base/digits.h"
#include "base/sha256.h"
#include "base/text.h"
#include "coterie/output.h"

enum { COT_OUT_BUFFER = 1 << 16 }; /* what a stream begins with */

struct cot_out {
    char *buffer;
    size_t used, room;  /* bytes in the buffer; bytes it holds, less one for a NUL */
    size_t capacity;
    bool memory;        /* the buffer grows */
    bool hashed;        /* the digest is kept */
    int error;          /* errno of the first failure */
    FILE *stream;       /* a caller's stream */
    int file;           /* our own file; -1 = none */
    char *place, *temporary; /* final and temporary path of our own file */
    uint64_t bytes;     /* handed on so far */
    cot_sha256_t digest;
    const cot_env_t *env;
};

/* Makes room for n more bytes by handing on what is there, or by growing. n <= COT_OUT_BUFFER / 2, except for
 * streams in memory. There is room afterwards, also when that failed (out->error tells it). */
void cot_i_out_make_room(cot_out_t *out, size_t n);

/* Where n (at most COT_OUT_BUFFER / 2) bytes can be written; add to out->used what was. */
static inline char *cot_i_out_place(cot_out_t *out, size_t n) {
    if (n > out->room - out->used) {
        cot_i_out_make_room(out, n);
    }
    return out->buffer + out->used;
}

static inline void cot_i_put(cot_out_t *out, const char *bytes, size_t n) {
    if (n <= out->room - out->used) {
        memcpy(out->buffer + out->used, bytes, n);
        out->used += n;
    } else {
        cot_out_bytes(out, bytes, n);
    }
}
#define COT_PUT(out, literal) cot_i_put((out), (literal), sizeof(literal) - 1)

/* For rows of many short parts: room is made once, and each part goes to a pointer that moves on. */
#define COT_ADD(p, literal) (memcpy((p), (literal), sizeof(literal) - 1), (p) + sizeof(literal) - 1)

static inline void cot_i_put_char(cot_out_t *out, char c) {
    *cot_i_out_place(out, 1) = c;
    out->used++;
}

static inline void cot_i_put_text(cot_out_t *out, const char *text) {
    cot_i_put(out, text, strlen(text));
}

static inline void cot_i_put_int(cot_out_t *out, int64_t value) {
    char *p = cot_i_out_place(out, COT_DIGITS_MAX + 1);
    const bool negative = value < 0;
    *p = '-';
    out->used += negative + cot_i_digits(negative ? 0 - (uint64_t)value : (uint64_t)value, p + negative);
}

static inline void cot_i_put_real(cot_out_t *out, double value) {
    out->used += cot_i_format_real(value, cot_i_out_place(out, 32));
}

/* Threads that rows of this stream may be formatted by. */
int cot_i_out_threads(const cot_out_t *out);

/* Formats the rows [first, end) into out. thread is below cot_i_out_threads(): scratch can be kept per
 * thread. What is written must depend on the rows only. */
typedef void cot_i_rows_fn(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end);

/* Formats the rows 0 .. n_rows - 1 in blocks of `block` rows by several threads and writes them in order:
 * the same bytes for any number of threads. Blocks go in rounds: while one round is formatted, the one
 * before it is added to the digest by one thread and written by another. At most COT_OUT_ROUND blocks of
 * each are in memory. Write errors stick to the stream (and end the formatting early). COT_OK |
 * COT_E_NOMEM | COT_E_INTERRUPT (the progress function of the stream's env is asked between rounds). */
#define COT_OUT_ROUND 64
cot_status_t cot_i_out_blocks(cot_out_t *out, uint64_t n_rows, uint64_t block, cot_i_rows_fn *rows,
                              void *data, cot_error_t *err);

/* For out_blocks.c: a stream in memory without a name; adding bytes to the digest; handing bytes on. */
cot_status_t cot_i_out_piece(cot_out_t **out, cot_error_t *err);
void cot_i_out_free(cot_out_t *out);
void cot_i_out_flush(cot_out_t *out);
void cot_i_out_hash(cot_out_t *out, const char *bytes, size_t n);
void cot_i_out_hand_on(cot_out_t *out, const char *bytes, size_t n);

#endif
