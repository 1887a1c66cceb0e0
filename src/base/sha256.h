/* sha256.h: digests of inputs and outputs (nettle). */
#ifndef COT_BASE_SHA256_H
#define COT_BASE_SHA256_H

#include <stddef.h>

#include <nettle/sha2.h>

typedef struct sha256_ctx cot_sha256_t;
void cot_i_sha256_init(cot_sha256_t *ctx);
void cot_i_sha256_add(cot_sha256_t *ctx, const void *bytes, size_t n);
void cot_i_sha256_hex(cot_sha256_t *ctx, char out[65]);

#endif
