/* rounds.h: a loop over blocks that is gone through again and again, with something small in between, by
 * one team of threads: iterations of a solver, levels of a search. A loop of OpenMP's per round would wait,
 * at each end, for every thread, also for one that has nothing left to do and is not running; here a round
 * is over when its blocks are done, whoever did them, so a thread that gets no processor holds nobody up.
 *
 * A thread begins with blocks of its own, the same ones in each round (contiguous, of nearly equal cost):
 * what it wrote in the round before is still in its cache, and only what the others wrote has to come from
 * theirs. When they are done it takes blocks from the ends of the others'. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#ifndef COT_BASE_ROUNDS_H
#define COT_BASE_ROUNDS_H

#include "base/fail.h"

typedef struct cot_i_rounds {
    void *data;
    uint32_t blocks;      /* of the next round; 0: it was the last one */
    const uint64_t *cost; /* blocks + 1: of all blocks before each; NULL: every block costs the same */
    const char *stage;    /* as for cot_progress_fn, with the two numbers that follow */
    uint64_t done, total;
    /* Does a block. What it writes must depend on the round and the block only. */
    void (*block)(void *data, int thread, uint32_t block);
    /* After a round, by whichever thread did its last block, before the next: sets blocks (and cost, done,
     * total). It sees all that the blocks have written. */
    void (*between)(void *data, struct cot_i_rounds *rounds);
} cot_i_rounds_t;

/* Goes through rounds until there are no blocks. The calling thread reports progress after each of its
 * blocks, while it waits, and at the begin and the end. Memory: 128 bytes per thread. COT_OK | COT_E_NOMEM
 * | COT_E_INTERRUPT (no further block is begun then). */
COT_NODISCARD cot_status_t cot_i_rounds(cot_i_rounds_t *rounds, int threads, const cot_env_t *env,
                                        cot_error_t *err);

#endif
