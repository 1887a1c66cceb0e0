/* par.h: threads, fixed blocks, sums and random numbers that do not depend on the number of threads. */
#ifndef COT_BASE_PAR_H
#define COT_BASE_PAR_H

#include "coterie/status.h"

/* Work is cut into blocks whose bounds depend on sizes only, never on threads; results are combined in the order
 * of the blocks. That is the whole secret of "same bytes for any --threads". */
#define COT_SUM_BLOCK 4096

/* Sum of n doubles: blocks of COT_SUM_BLOCK added in index order. */
double cot_i_sum(const double *values, size_t n, int threads);

/* Progress and cancelling for serial code between parallel blocks. NULL env is fine. */
cot_status_t cot_i_progress(const cot_env_t *env, const char *stage, uint64_t done, uint64_t total,
                            cot_error_t *err);

/* Random numbers: splitmix64-seeded xoshiro256**. A stream is a function of (seed, purpose, index), never of a
 * thread: one per vertex or block. */
typedef struct {
    uint64_t s[4];
} cot_rng_t;
void cot_i_rng_init(cot_rng_t *rng, uint64_t seed, uint64_t purpose, uint64_t index);
uint64_t cot_i_rng_next(cot_rng_t *rng);
double cot_i_rng_real(cot_rng_t *rng);                        /* [0, 1) */
uint64_t cot_i_rng_below(cot_rng_t *rng, uint64_t bound);     /* [0, bound), unbiased; bound >= 1 */
uint64_t cot_i_mix64(uint64_t x);                             /* a good 64-bit mixing function */

/* k distinct numbers of 0..n-1, ascending (k <= n). */
cot_status_t cot_i_rng_sample(uint32_t n, uint32_t k, uint64_t seed, uint64_t purpose, uint32_t *out,
                              cot_error_t *err);

#endif
