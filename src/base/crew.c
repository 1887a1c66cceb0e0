/* crew.c: a queue of jobs and the threads that do them (crew.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crew.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#include "base/alloc.h"

#define THREADS_MAX 256
#define WAIT_NS 20000000L

struct cot_i_crew {
    pthread_mutex_t lock;
    pthread_cond_t more, done; /* a job came, or the end; a job is done */
    cot_i_job_t *first, *last; /* not begun yet */
    bool ending;
    int wanted, n; /* threads besides the caller: wanted, and running */
    pthread_t threads[THREADS_MAX];
};

static cot_i_job_t *take(cot_i_crew_t *crew) {
    cot_i_job_t *job = crew->first;
    if (job) {
        crew->first = job->next;
        crew->last = crew->first ? crew->last : NULL;
    }
    return job;
}

static void *work(void *data) {
    cot_i_crew_t *crew = data;
    (void)pthread_mutex_lock(&crew->lock);
    for (;;) {
        cot_i_job_t *job = take(crew);
        if (job) {
            (void)pthread_mutex_unlock(&crew->lock);
            job->run(job, false);
            (void)pthread_mutex_lock(&crew->lock);
            job->done = true;
            (void)pthread_cond_signal(&crew->done);
        } else if (crew->ending) {
            break;
        } else {
            (void)pthread_cond_wait(&crew->more, &crew->lock);
        }
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return NULL;
}

cot_status_t cot_i_crew_new(cot_i_crew_t **out, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_crew_t *crew = NULL;
    COT_NEW(st, err, crew, 1, "threads");
    (void)pthread_mutex_init(&crew->lock, NULL);
    (void)pthread_cond_init(&crew->more, NULL);
    (void)pthread_cond_init(&crew->done, NULL);
    crew->wanted = threads < 1 ? 0 : threads > THREADS_MAX ? THREADS_MAX : threads - 1;
    *out = crew;
done:
    return st;
}

void cot_i_crew_free(cot_i_crew_t *crew) {
    if (!crew) {
        return;
    }
    (void)pthread_mutex_lock(&crew->lock);
    crew->ending = true;
    (void)pthread_cond_broadcast(&crew->more);
    (void)pthread_mutex_unlock(&crew->lock);
    for (int i = 0; i < crew->n; i++) {
        (void)pthread_join(crew->threads[i], NULL);
    }
    (void)pthread_cond_destroy(&crew->more);
    (void)pthread_cond_destroy(&crew->done);
    (void)pthread_mutex_destroy(&crew->lock);
    cot_i_free(crew);
}

/* Fewer threads than wanted, where the system gives no more, are no failure: the caller works too. */
static void begin_threads(cot_i_crew_t *crew) {
    sigset_t all, before;
    (void)sigfillset(&all);
    if (crew->wanted == 0 || pthread_sigmask(SIG_SETMASK, &all, &before) != 0) {
        crew->wanted = 0;
        return;
    }
    while (crew->n < crew->wanted && pthread_create(&crew->threads[crew->n], NULL, work, crew) == 0) {
        crew->n++;
    }
    crew->wanted = 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void cot_i_crew_submit(cot_i_crew_t *crew, cot_i_job_t *job) {
    if (crew->wanted > 0) {
        begin_threads(crew);
    }
    job->next = NULL;
    job->done = false;
    (void)pthread_mutex_lock(&crew->lock);
    if (crew->last) {
        crew->last->next = job;
    } else {
        crew->first = job;
    }
    crew->last = job;
    (void)pthread_cond_signal(&crew->more);
    (void)pthread_mutex_unlock(&crew->lock);
}

bool cot_i_crew_wait(cot_i_crew_t *crew, cot_i_job_t *job) {
    (void)pthread_mutex_lock(&crew->lock);
    cot_i_job_t *own = job->done ? NULL : take(crew);
    if (own) {
        (void)pthread_mutex_unlock(&crew->lock);
        own->run(own, true);
        (void)pthread_mutex_lock(&crew->lock);
        own->done = true;
    } else if (!job->done) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += WAIT_NS;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        (void)pthread_cond_timedwait(&crew->done, &crew->lock, &until);
    }
    bool done = job->done;
    (void)pthread_mutex_unlock(&crew->lock);
    return done;
}
