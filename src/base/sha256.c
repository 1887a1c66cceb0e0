/* sha256.c: digests of inputs and outputs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

void cot_i_sha256_init(cot_sha256_t *ctx) {
    sha256_init(ctx);
}

void cot_i_sha256_add(cot_sha256_t *ctx, const void *bytes, size_t n) {
    sha256_update(ctx, n, bytes);
}

void cot_i_sha256_hex(cot_sha256_t *ctx, char out[65]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char raw[SHA256_DIGEST_SIZE];
    sha256_digest(ctx, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        out[2 * i] = digits[raw[i] >> 4];
        out[2 * i + 1] = digits[raw[i] & 15];
    }
    out[64] = '\0';
}
