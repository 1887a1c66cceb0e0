/* par.c: threads, block sums, progress, random numbers.
 * xoshiro256**: Blackman & Vigna, ACM TOMS 47 (2021); seeding by splitmix64. Bounded numbers: Lemire,
 * ACM TOMACS 29 (2019). Sampling: Floyd's method (Bentley & Floyd, CACM 30 (1987)).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/par.h"

#include <stdlib.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/alloc.h"
#include "base/fail.h"

int cot_env_threads(const cot_env_t *env) {
#ifdef _OPENMP
    int wanted = env ? env->threads : 0;
    int threads = wanted > 0 ? wanted : omp_get_num_procs();
    return threads < 1 ? 1 : threads;
#else
    (void)env;
    return 1;
#endif
}

static double sum_block(const double *values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += values[i];
    }
    return sum;
}

static double sum_at(const double *values, size_t n, size_t block) {
    size_t start = block * COT_SUM_BLOCK;
    return sum_block(values + start, n - start < COT_SUM_BLOCK ? n - start : COT_SUM_BLOCK);
}

double cot_i_sum(const double *values, size_t n, int threads) {
    enum { WINDOW = 1024 };     /* partial sums held at once: bounds the stack, changes no bit */
    double partial[WINDOW], total = 0;
    size_t blocks = (n + COT_SUM_BLOCK - 1) / COT_SUM_BLOCK;
    for (size_t first = 0; first < blocks; first += WINDOW) {
        size_t count = blocks - first < WINDOW ? blocks - first : WINDOW;
        if (count > 4 && threads > 1) {
#pragma omp parallel for num_threads(threads) schedule(static)
            for (size_t b = 0; b < count; b++) {
                partial[b] = sum_at(values, n, first + b);
            }
        } else { /* no region of one thread: it makes a system call, and sums are taken after every step of a walk */
            for (size_t b = 0; b < count; b++) {
                partial[b] = sum_at(values, n, first + b);
            }
        }
        total += sum_block(partial, count);
    }
    return total;
}

cot_status_t cot_i_progress(const cot_env_t *env, const char *stage, uint64_t done, uint64_t total, cot_error_t *err) {
    if (env && env->progress && env->progress(env->progress_data, stage, done, total) != 0) {
        return cot_i_fail(err, COT_E_INTERRUPT, "%s: interrupted", stage);
    }
    return COT_OK;
}

uint64_t cot_i_mix64(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

void cot_i_rng_init(cot_rng_t *rng, uint64_t seed, uint64_t purpose, uint64_t index) {
    uint64_t x = cot_i_mix64(seed + 0x9e3779b97f4a7c15u);
    x = cot_i_mix64(x ^ cot_i_mix64(purpose + 0x632be59bd9b4e019u));
    x = cot_i_mix64(x ^ cot_i_mix64(index + 0xd1b54a32d192ed03u));
    for (int i = 0; i < 4; i++) {
        x += 0x9e3779b97f4a7c15u;
        rng->s[i] = cot_i_mix64(x);
    }
}

static uint64_t rotate(uint64_t x, int k) {
    return x << k | x >> (64 - k);
}

uint64_t cot_i_rng_next(cot_rng_t *rng) {
    uint64_t *s = rng->s, result = rotate(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double cot_i_rng_real(cot_rng_t *rng) {
    return (double)(cot_i_rng_next(rng) >> 11) * 0x1p-53;
}

uint64_t cot_i_rng_below(cot_rng_t *rng, uint64_t bound) {
    unsigned __int128 wide = (unsigned __int128)cot_i_rng_next(rng) * bound;
    if ((uint64_t)wide < bound) {
        uint64_t least = (0 - bound) % bound;
        while ((uint64_t)wide < least) {
            wide = (unsigned __int128)cot_i_rng_next(rng) * bound;
        }
    }
    return (uint64_t)(wide >> 64);
}

static int by_number(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

cot_status_t cot_i_rng_sample(uint32_t n, uint32_t k, uint64_t seed, uint64_t purpose, uint32_t *out,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *taken = NULL;
    cot_rng_t rng;
    if (k > n) {
        COT_FAIL(st, err, COT_E_ARG, "sample: %u of %u asked for (allowed: at most all)", k, n);
    }
    COT_NEW(st, err, taken, (size_t)n / 64 + 1, "sample");
    cot_i_rng_init(&rng, seed, purpose, 0);
    for (uint32_t i = 0, j = n - k; i < k; i++, j++) {
        uint32_t pick = (uint32_t)cot_i_rng_below(&rng, (uint64_t)j + 1);
        if (taken[pick / 64] >> (pick % 64) & 1) {
            pick = j;
        }
        taken[pick / 64] |= UINT64_C(1) << (pick % 64);
        out[i] = pick;
    }
    qsort(out, k, sizeof *out, by_number);
done:
    cot_i_free(taken);
    return st;
}
