/* meter.h: progress and stopping inside a parallel loop. Every thread adds the units it finished; only the
 * calling thread reports them (as cot_progress_fn promises) and every thread sees when it is time to stop.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_METER_H
#define COT_BASE_METER_H

#include <stdbool.h>

#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/fail.h"
#include "base/par.h"

typedef struct {
    const cot_env_t *env;
    cot_error_t *err;
    const char *stage;
    uint64_t done, total; /* read and written atomically while threads work */
    int status; /* cot_status_t; first failure wins; read and written atomically */
} cot_meter_t;

/* Number of this thread in the innermost parallel region; 0 is the calling thread. */
static inline int cot_i_thread(void) {
#ifdef _OPENMP
    return omp_get_thread_num();
#else
    return 0;
#endif
}

static inline bool cot_i_meter_stopped(cot_meter_t *meter) {
    return __atomic_load_n(&meter->status, __ATOMIC_RELAXED) != COT_OK;
}

static inline void cot_i_meter_stop(cot_meter_t *meter, cot_status_t status) {
    int expected = COT_OK;
    __atomic_compare_exchange_n(&meter->status, &expected, (int)status, false, __ATOMIC_RELAXED,
                                __ATOMIC_RELAXED);
}

/* units more are done. */
static inline void cot_i_meter_add(cot_meter_t *meter, uint64_t units) {
    const uint64_t done = __atomic_add_fetch(&meter->done, units, __ATOMIC_RELAXED);
    if (cot_i_thread() == 0 && !cot_i_meter_stopped(meter)) {
        const uint64_t total = __atomic_load_n(&meter->total, __ATOMIC_RELAXED);
        const cot_status_t st = cot_i_progress(meter->env, meter->stage, done, total, meter->err);
        if (st != COT_OK) {
            cot_i_meter_stop(meter, st);
        }
    }
}

/* Inside a unit that may take long: counts its steps, and every few million lets the caller have a word. false:
 * it is time to stop. */
static inline bool cot_i_meter_go_on(cot_meter_t *meter, uint64_t *steps, uint64_t more) {
    *steps += more;
    if (*steps > UINT64_C(1) << 22) {
        *steps = 0;
        cot_i_meter_add(meter, 0);
    }
    return !cot_i_meter_stopped(meter);
}

/* After the loop: what it came to. `what` names what memory was wanted for. The calling thread asks once more: the
 * others may have done all the work without it. */
static inline cot_status_t cot_i_meter_end(cot_meter_t *meter, const char *what) {
    const cot_status_t st = (cot_status_t)meter->status;
    if (st == COT_OK) {
        return cot_i_progress(meter->env, meter->stage, meter->done, meter->total, meter->err);
    }
    return st == COT_E_NOMEM ? cot_i_fail(meter->err, st, "out of memory: %s", what) : st;
}

#endif
