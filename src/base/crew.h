/* crew.h: threads that do jobs while the caller goes on: for work that comes bit by bit out of a stream, where
 * no loop can be shared out. What depends on order, the caller does, job after job (cot_i_crew_wait).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BASE_CREW_H
#define COT_BASE_CREW_H

#include <stdbool.h>

#include "base/fail.h"

typedef struct cot_i_crew cot_i_crew_t;

/* A job; embed it. The memory stays the caller's, and must stay in place until it was waited for. */
typedef struct cot_i_job {
    void (*run)(struct cot_i_job *job, bool by_caller);
    struct cot_i_job *next; /* the crew's */
    bool done;              /* the crew's */
} cot_i_job_t;

/* A crew of `threads`, the caller among them (1: the caller does everything). Threads begin with the first
 * job; they take no signals. @return COT_OK | COT_E_NOMEM. */
cot_status_t cot_i_crew_new(cot_i_crew_t **out, int threads, cot_error_t *err);
/* Every job must have been waited for. NULL is fine. */
void cot_i_crew_free(cot_i_crew_t *crew);

/* Hands a job over. */
void cot_i_crew_submit(cot_i_crew_t *crew, cot_i_job_t *job);
/* Waits for a job, doing those that nobody has begun meanwhile, oldest first. false: it is not done yet, but
 * the caller should look around (after a job of its own, or 20 ms). */
bool cot_i_crew_wait(cot_i_crew_t *crew, cot_i_job_t *job);

#endif
