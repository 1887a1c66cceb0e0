/* sha256.h: digests of inputs and outputs (nettle), and digests that lag behind.
 *
 * The processor's instructions for SHA-256 wait for each other: they leave most of the processor idle. What is read
 * can therefore be digested nearly for nothing by whoever works on it, one block of 64 bytes between other things: a
 * digest in a row takes twice the time.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_SHA256_H
#define COT_BASE_SHA256_H

#include <stdbool.h>
#include <stddef.h>

#include <nettle/sha2.h>

typedef struct sha256_ctx cot_sha256_t;
void cot_i_sha256_init(cot_sha256_t *ctx);
void cot_i_sha256_add(cot_sha256_t *ctx, const void *bytes, size_t n);
void cot_i_sha256_hex(cot_sha256_t *ctx, char out[65]);

/* Bytes that wait to be digested; they must stay as they are until then. Embed it; n = 0: nothing waits. */
typedef struct cot_i_waiting {
    const char *bytes;
    size_t n;
    struct cot_i_waiting *next;
} cot_i_waiting_t;

/* A block of which half is digested. */
typedef struct {
    uint32_t lanes[6][4];
    bool begun;
} cot_i_half_t;

/* A digest and what waits for it, in order. For one thread. */
typedef struct cot_i_lag {
    cot_sha256_t sha;
    cot_i_waiting_t *first, *last;
    cot_i_half_t half;
    bool stepping; /* the processor has instructions for it: a step is worth taking */
} cot_i_lag_t;

void cot_i_lag_init(cot_i_lag_t *lag);
/* Puts bytes at the end of what waits. A place takes others while its own wait only where they follow right behind. */
void cot_i_lag_put(cot_i_lag_t *lag, cot_i_waiting_t *waiting, const char *bytes, size_t n);
/* Digests what waits up to this; with NULL, all. */
void cot_i_lag_settle(cot_i_lag_t *lag, const cot_i_waiting_t *until);
/* Forgets what waits: nobody will ask for the digest. */
void cot_i_lag_drop(cot_i_lag_t *lag);

void cot_i_lag_half(cot_i_lag_t *lag);
/* Half a block of what waits, when anything does and that is worth while: as long as a processor can go on with other
 * things meanwhile. */
static inline void cot_i_lag_step(cot_i_lag_t *lag) {
    if (lag->stepping && lag->first) {
        cot_i_lag_half(lag);
    }
}

#endif
