/* rounds.c: rounds of blocks by one team of threads. Each thread's share of a round is one word, its first
 * block and the one after its last; blocks are taken by changing that word, from its front by its owner,
 * from its end by others. Whoever does the last block of a round opens the next one by writing all words
 * anew. A thread that slept meanwhile may take a block of a later round than it looked for one in: that is
 * as good, since it learns which one only from having taken it. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/rounds.h"

#include <sched.h>
#include <stdbool.h>
#include <time.h>

#include "base/alloc.h"
#include "base/meter.h"

/* How long a waiting thread spins (some 50 us) and yields (some ms) before it sleeps; how often it looks at
 * the others' shares. */
enum { SPINS = 2048, YIELDS = 2048, GLANCE = 64 };

typedef struct {
    uint64_t range; /* first block | block after the last << 32 */
    char apart[120];
} share_t;

typedef struct {
    cot_i_rounds_t *rounds;
    share_t *shares;
    int threads;
    uint64_t left; /* blocks of this round that are not done */
    bool over;
    cot_meter_t meter; /* its numbers are those of the round */
} state_t;

/* The first block whose predecessors cost at least `part` of `parts` of all. */
static uint32_t cut(const cot_i_rounds_t *r, uint64_t part, uint64_t parts) {
    if (!r->cost) {
        return (uint32_t)(r->blocks * part / parts);
    }
    const uint64_t wanted = r->cost[r->blocks] / parts * part + r->cost[r->blocks] % parts * part / parts;
    uint32_t low = 0, high = r->blocks;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (r->cost[middle] < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return part == parts ? r->blocks : low;
}

/* From here on the blocks of a round can be taken. */
static void open_round(state_t *s) {
    __atomic_store_n(&s->meter.done, s->rounds->done, __ATOMIC_RELAXED);
    __atomic_store_n(&s->meter.total, s->rounds->total, __ATOMIC_RELAXED);
    __atomic_store_n(&s->left, s->rounds->blocks, __ATOMIC_RELAXED);
    if (s->rounds->blocks == 0) {
        __atomic_store_n(&s->over, true, __ATOMIC_RELEASE);
        return;
    }
    uint64_t first = 0;
    for (int t = 0; t < s->threads; t++) {
        const uint64_t end = cut(s->rounds, (uint64_t)t + 1, (uint64_t)s->threads);
        /* others may begin with the next share's blocks, but not end the round, before all shares are
         * written */
        __atomic_store_n(&s->shares[t].range, first | end << 32, __ATOMIC_RELEASE);
        first = end;
    }
}

/* Takes a block of a share: its first one, or its last. */
static bool take_from(share_t *share, bool from_end, uint32_t *block) {
    uint64_t range = __atomic_load_n(&share->range, __ATOMIC_ACQUIRE), rest;
    do {
        const uint32_t first = (uint32_t)range, end = (uint32_t)(range >> 32);
        if (first >= end) {
            return false;
        }
        *block = from_end ? end - 1 : first;
        rest = from_end ? range - (UINT64_C(1) << 32) : range + 1;
    } while (!__atomic_compare_exchange_n(&share->range, &range, rest, false, __ATOMIC_ACQ_REL,
                                          __ATOMIC_ACQUIRE));
    return true;
}

static bool take(state_t *s, int thread, uint32_t *block) {
    if (take_from(&s->shares[thread], false, block)) {
        return true;
    }
    for (int i = 1; i < s->threads; i++) {
        if (take_from(&s->shares[(thread + i) % s->threads], true, block)) {
            return true;
        }
    }
    return false;
}

static bool over(state_t *s) {
    return __atomic_load_n(&s->over, __ATOMIC_ACQUIRE) || cot_i_meter_stopped(&s->meter);
}

static bool has_blocks(const share_t *share) {
    const uint64_t range = __atomic_load_n(&share->range, __ATOMIC_RELAXED);
    return (uint32_t)range < (uint32_t)(range >> 32);
}

static bool any_has_blocks(const state_t *s) {
    for (int t = 0; t < s->threads; t++) {
        if (has_blocks(&s->shares[t])) {
            return true;
        }
    }
    return false;
}

/* Until there may be a block again, or it is over. The thread that is waited for may want this very
 * processor. Its own share costs a waiting thread nothing to look at, the others' disturb those who work. */
static void wait_for_round(state_t *s, int thread) {
    const struct timespec while_asleep = {0, 50000};
    for (unsigned i = 0; !over(s); i++) {
        if (has_blocks(&s->shares[thread]) || (i % GLANCE == GLANCE - 1 && any_has_blocks(s))) {
            return;
        }
        if (i < SPINS) {
#if defined(__x86_64__)
            __builtin_ia32_pause();
#endif
        } else if (i < SPINS + YIELDS) {
            (void)sched_yield();
        } else {
            cot_i_meter_add(&s->meter, 0);
            (void)nanosleep(&while_asleep, NULL);
        }
    }
}

/* What each thread of the team does. */
static void work(state_t *s, int thread) {
    while (!over(s)) {
        uint32_t block;
        uint64_t mine = 0;
        for (; !cot_i_meter_stopped(&s->meter) && take(s, thread, &block); mine++) {
            s->rounds->block(s->rounds->data, thread, block);
            cot_i_meter_add(&s->meter, 0);
        }
        if (mine > 0 && __atomic_sub_fetch(&s->left, mine, __ATOMIC_ACQ_REL) == 0) {
            s->rounds->between(s->rounds->data, s->rounds);
            open_round(s);
        } else {
            wait_for_round(s, thread);
        }
    }
}

cot_status_t cot_i_rounds(cot_i_rounds_t *rounds, int threads, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {rounds, NULL, threads, 0, false, {env, err, rounds->stage, 0, 0, COT_OK}};
    COT_TRY(st, cot_i_progress(env, rounds->stage, rounds->done, rounds->total, err));
    COT_NEW(st, err, s.shares, threads, rounds->stage);
    open_round(&s);
#pragma omp parallel num_threads(threads) if (threads > 1)
    work(&s, cot_i_thread());
    st = cot_i_meter_end(&s.meter, rounds->stage);
done:
    cot_i_free(s.shares);
    return st;
}
