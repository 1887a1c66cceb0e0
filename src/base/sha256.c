/* sha256.c: digests of inputs and outputs, and digests that lag behind (sha256.h).
 *
 * One block by the processor's instructions works on nettle's state, so that nettle does the rest: pieces of blocks,
 * long stretches, the end, and everything on other processors. Reference: FIPS 180-4.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sha256.h"

#include "base/isa.h"

#ifdef COT_ISA_X86
#include <cpuid.h>
#include <immintrin.h>
#endif

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

/* ---- one block by instructions of its own, in two halves ---- */

#ifdef COT_ISA_X86

static const uint32_t rounds[SHA256_BLOCK_SIZE] __attribute__((aligned(16))) = {
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
};

static bool has_instructions(void) {
    unsigned a = 0, b = 0, c = 0, d = 0;
    __builtin_cpu_init();
    return __builtin_cpu_supports("ssse3") && __builtin_cpu_supports("sse4.1") &&
           __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & bit_SHA);
}

#define TARGET __attribute__((target("sha,sse4.1")))

/* Half of a block's 64 rounds, and the words of the message for the other half. */
TARGET COT_INLINE void half(__m128i *abef, __m128i *cdgh, __m128i words[4], int first) {
#pragma GCC unroll 8
    for (int i = first; i < first + 8; i++) {
        __m128i sum = _mm_add_epi32(words[i & 3], _mm_load_si128((const __m128i *)(rounds + 4 * i)));
        *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, sum);
        *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(sum, 0x0E));
        if (i < 12) { /* four words, 16 words on */
            __m128i next = _mm_sha256msg1_epu32(words[i & 3], words[(i + 1) & 3]);
            next = _mm_add_epi32(next, _mm_alignr_epi8(words[(i + 3) & 3], words[(i + 2) & 3], 4));
            words[i & 3] = _mm_sha256msg2_epu32(next, words[(i + 3) & 3]);
        }
    }
}

/* The instructions want the words of the state as A B E F and C D G H, the first one highest. */
TARGET COT_INLINE void load_state(const uint32_t state[8], __m128i *abef, __m128i *cdgh) {
    __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    *abef = _mm_alignr_epi8(dcba, hgfe, 8);
    *cdgh = _mm_blend_epi16(hgfe, dcba, 0xF0);
}

TARGET static void begin_block(const uint32_t state[8], const char *block, cot_i_half_t *kept) {
    const __m128i order = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    __m128i abef, cdgh, words[4];
    load_state(state, &abef, &cdgh);
    for (int i = 0; i < 4; i++) {
        words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(block + 16 * i)), order);
    }
    half(&abef, &cdgh, words, 0);
    _mm_storeu_si128((__m128i *)kept->lanes[0], abef);
    _mm_storeu_si128((__m128i *)kept->lanes[1], cdgh);
    for (int i = 0; i < 4; i++) {
        _mm_storeu_si128((__m128i *)kept->lanes[2 + i], words[i]);
    }
}

TARGET static void end_block(uint32_t state[8], const cot_i_half_t *kept) {
    __m128i abef, cdgh, words[4];
    __m128i one = _mm_loadu_si128((const __m128i *)kept->lanes[0]);
    __m128i two = _mm_loadu_si128((const __m128i *)kept->lanes[1]);
    load_state(state, &abef, &cdgh);
    for (int i = 0; i < 4; i++) {
        words[i] = _mm_loadu_si128((const __m128i *)kept->lanes[2 + i]);
    }
    half(&one, &two, words, 8);
    one = _mm_shuffle_epi32(_mm_add_epi32(one, abef), 0x1B);
    two = _mm_shuffle_epi32(_mm_add_epi32(two, cdgh), 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(one, two, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(two, one, 8));
}

#else

static bool has_instructions(void) {
    return false;
}

static void begin_block(const uint32_t state[8], const char *block, cot_i_half_t *kept) {
    (void)state, (void)block, (void)kept;
}

static void end_block(uint32_t state[8], const cot_i_half_t *kept) {
    (void)state, (void)kept;
}

#endif

/* ---- digests that lag behind ---- */

void cot_i_lag_init(cot_i_lag_t *lag) {
    *lag = (cot_i_lag_t){.stepping = has_instructions()};
    cot_i_sha256_init(&lag->sha);
}

void cot_i_lag_put(cot_i_lag_t *lag, cot_i_waiting_t *waiting, const char *bytes, size_t n) {
    if (lag->first && lag->last == waiting && waiting->bytes + waiting->n == bytes) {
        waiting->n += n;
        return;
    }
    *waiting = (cot_i_waiting_t){bytes, n, NULL};
    if (n == 0) {
        return;
    }
    if (lag->first) {
        lag->last->next = waiting;
    } else {
        lag->first = waiting;
    }
    lag->last = waiting;
}

static void take(cot_i_lag_t *lag, size_t n) {
    lag->first->bytes += n;
    lag->first->n -= n;
    if (lag->first->n == 0) {
        lag->first = lag->first->next;
    }
}

static void end_half(cot_i_lag_t *lag) {
    end_block(lag->sha.state, &lag->half);
    lag->half.begun = false;
    lag->sha.count++;
    take(lag, SHA256_BLOCK_SIZE);
}

void cot_i_lag_half(cot_i_lag_t *lag) {
    const cot_i_waiting_t *waiting = lag->first;
    if (lag->half.begun) {
        end_half(lag);
        return;
    }
    if (lag->sha.index == 0 && waiting->n >= SHA256_BLOCK_SIZE) {
        begin_block(lag->sha.state, waiting->bytes, &lag->half);
        lag->half.begun = true;
        return;
    }
    size_t n = SHA256_BLOCK_SIZE - lag->sha.index; /* up to where a block begins again */
    n = n < waiting->n ? n : waiting->n;
    cot_i_sha256_add(&lag->sha, waiting->bytes, n);
    take(lag, n);
}

void cot_i_lag_settle(cot_i_lag_t *lag, const cot_i_waiting_t *until) {
    if (lag->half.begun) {
        end_half(lag);
    }
    while (lag->first && !(until && until->n == 0)) {
        cot_i_sha256_add(&lag->sha, lag->first->bytes, lag->first->n);
        take(lag, lag->first->n);
    }
}

void cot_i_lag_drop(cot_i_lag_t *lag) {
    lag->half.begun = false;
    while (lag->first) {
        take(lag, lag->first->n);
    }
}
