/* lane.c: igraph's one lane: lock, handlers, random numbers, numerical threads.
 *
 * OpenBLAS under ARPACK changes the bits of a dot product with the number of its threads, and PRPACK
 * (PageRank) runs OpenMP loops; both are told to use one thread inside the lane. OpenBLAS is looked up at run
 * time, since which BLAS stands behind libblas is the machine's choice.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bridge/lane.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#ifdef _OPENMP
#include <omp.h>
#endif

#include "base/fail.h"
#include "base/par.h"
#include "base/text.h"
#include "coterie/igraph.h"

/* The lock, and what belongs to the call that holds it. Handlers get no pointer from igraph, hence static. */
static pthread_mutex_t lock = PTHREAD_ERRORCHECK_MUTEX_INITIALIZER_NP;
static struct {
    const cot_env_t *env;
    const char *purpose;
    char message[400];        /* the first message of an error is the innermost one */
    uint64_t percent, polled; /* polled: time of the last progress call, in ns */
    bool interrupted;
    igraph_rng_t rng;
    cot_ig_saved_rng_t saved_rng;
    igraph_error_handler_t *saved_error;
    igraph_warning_handler_t *saved_warning;
    igraph_interruption_handler_t *saved_interruption;
    igraph_progress_handler_t *saved_progress;
    int saved_blas, saved_omp;
} lane;

enum { POLL_NS = 5 * 1000 * 1000 };

static uint64_t now_ns(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

bool cot_i_lane_poll(void) {
    if (!lane.env || !lane.env->progress || lane.interrupted) {
        return lane.interrupted;
    }
    uint64_t now = now_ns();
    if (now - lane.polled >= POLL_NS) {
        lane.polled = now;
        lane.interrupted =
            cot_i_progress(lane.env, lane.purpose, lane.percent, lane.percent ? 100 : 0, NULL) != COT_OK;
    }
    return lane.interrupted;
}

/* An igraph function calls this, and each of its callers again with an empty reason while the error travels
 * up. */
static void on_error(const char *reason, const char *file, int line, igraph_error_t code) {
    if (lane.message[0] == '\0' && reason && reason[0]) {
        (void)snprintf(lane.message, sizeof lane.message, "%s (%s:%d, %s)", reason, file, line,
                       igraph_strerror(code));
    }
    IGRAPH_FINALLY_FREE();
}

/* The function that asks returns at once, without an error call that would free what it holds: that is left to the
 * handler (or its callers would find destructors of variables that are gone). */
static COT_IG_INTERRUPTION_RESULT on_interruption(COT_IG_INTERRUPTION_PARAMS) {
    bool stop = cot_i_lane_poll();
    if (stop) {
        IGRAPH_FINALLY_FREE();
    }
    return COT_IG_INTERRUPTION(stop);
}

static igraph_error_t on_progress(const char *message, igraph_real_t percent, void *data) {
    (void)message;
    (void)data;
    if (percent > 0 && percent <= 100) {
        lane.percent = (uint64_t)percent;
    }
    return cot_i_lane_poll() ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS;
}

/* Sets the number of OpenBLAS threads when OpenBLAS is there; returns the number before, 0 when it is not. */
static int set_blas_threads(int threads) {
    int (*get)(void) = NULL;
    void (*set)(int) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "openblas_get_num_threads");
    memcpy(&get, &symbol, sizeof get);
    symbol = dlsym(RTLD_DEFAULT, "openblas_set_num_threads");
    memcpy(&set, &symbol, sizeof set);
    if (!get || !set || threads < 1) {
        return 0;
    }
    int before = get();
    if (before != threads) {
        set(threads);
    }
    return before;
}

static void set_threads(void) {
    lane.saved_blas = set_blas_threads(1);
#ifdef _OPENMP
    lane.saved_omp = omp_get_max_threads();
    omp_set_num_threads(1);
#endif
}

static void restore_threads(void) {
    (void)set_blas_threads(lane.saved_blas);
#ifdef _OPENMP
    omp_set_num_threads(lane.saved_omp);
#endif
}

/* The generator is the lane's own: what the host does with igraph's default one stays its affair. */
static igraph_error_t seed_rng(const cot_env_t *env, const char *purpose) {
    cot_rng_t source;
    igraph_error_t code = igraph_rng_init(&lane.rng, &igraph_rngtype_mt19937);
    if (code != IGRAPH_SUCCESS) {
        return code;
    }
    cot_i_rng_init(&source, env ? env->seed : 1, cot_i_hash(purpose, strlen(purpose), 0), 0);
    code = igraph_rng_seed(&lane.rng, (igraph_uint_t)(cot_i_rng_next(&source) & 0x7fffffffu) + 1u);
    if (code != IGRAPH_SUCCESS) {
        igraph_rng_destroy(&lane.rng);
    }
    return code;
}

static void set_handlers(void) {
    lane.saved_error = igraph_set_error_handler(on_error);
    lane.saved_warning = igraph_set_warning_handler(igraph_warning_handler_ignore);
    lane.saved_interruption = igraph_set_interruption_handler(on_interruption);
    lane.saved_progress = igraph_set_progress_handler(on_progress);
}

static void restore_handlers(void) {
    (void)igraph_set_error_handler(lane.saved_error);
    (void)igraph_set_warning_handler(lane.saved_warning);
    (void)igraph_set_interruption_handler(lane.saved_interruption);
    (void)igraph_set_progress_handler(lane.saved_progress);
}

static cot_status_t take_lock(const char *purpose, cot_error_t *err) {
    if (pthread_mutex_lock(&lock) != 0) {
        return cot_i_fail(err, COT_E_ARG,
                          "%s: asked for inside another igraph call (allowed: not from a progress "
                          "function)",
                          purpose);
    }
    return COT_OK;
}

cot_status_t cot_i_lane_enter(const cot_env_t *env, const char *purpose, cot_error_t *err) {
    cot_status_t st = take_lock(purpose, err);
    if (st != COT_OK) {
        return st;
    }
    memset(&lane, 0, sizeof lane);
    lane.env = env;
    lane.purpose = purpose;
    lane.polled = now_ns();
    set_handlers();
    st = cot_i_progress(env, purpose, 0, 0, err);
    if (st == COT_OK) {
        st = cot_i_lane_check(cot_ig_setup(), err);
    }
    if (st == COT_OK) {
        st = cot_i_lane_check(seed_rng(env, purpose), err);
    }
    if (st != COT_OK) {
        restore_handlers();
        (void)pthread_mutex_unlock(&lock);
        return st;
    }
    lane.saved_rng = cot_ig_swap_rng(&lane.rng);
    set_threads();
    return COT_OK;
}

void cot_i_lane_leave(void) {
    restore_threads();
    cot_ig_restore_rng(&lane.saved_rng);
    igraph_rng_destroy(&lane.rng);
    restore_handlers();
    lane.env = NULL;
    (void)pthread_mutex_unlock(&lock);
}

static cot_status_t status_of(igraph_error_t code) {
    switch ((int)code) {
    case IGRAPH_SUCCESS:
        return COT_OK;
    case IGRAPH_ENOMEM:
        return COT_E_NOMEM;
    case IGRAPH_INTERRUPTED:
        return COT_E_INTERRUPT;
    case IGRAPH_EOVERFLOW:
    case IGRAPH_ERANGE:
        return COT_E_LIMIT;
    default:
        return COT_E_INTERNAL;
    }
}

cot_status_t cot_i_lane_check(igraph_error_t code, cot_error_t *err) {
    cot_status_t st = status_of(code);
    if (st == COT_OK) {
        return COT_OK;
    }
    /* An interruption returns without passing the error handler when no caller was in between. */
    IGRAPH_FINALLY_FREE();
    if (st == COT_E_INTERRUPT) {
        (void)cot_i_fail(err, st, "%s: interrupted", lane.purpose);
    } else {
        (void)cot_i_fail(err, st, "%s: igraph: %s", lane.purpose,
                         lane.message[0] ? lane.message : igraph_strerror(code));
    }
    lane.message[0] = '\0';
    return st;
}

void cot_igraph_init(void) {
    if (pthread_mutex_lock(&lock) != 0) {
        return; /* inside the lane: it is prepared */
    }
    (void)cot_ig_setup();
    (void)igraph_set_error_handler(igraph_error_handler_ignore);
    (void)igraph_set_warning_handler(igraph_warning_handler_ignore);
    (void)cot_i_lane_attributes();
    (void)pthread_mutex_unlock(&lock);
}

bool cot_i_lane_attributes(void) {
    const igraph_attribute_table_t *before = igraph_set_attribute_table(&igraph_cattribute_table);
    if (before && before != &igraph_cattribute_table) {
        (void)igraph_set_attribute_table(before);
        return false;
    }
    return true;
}
