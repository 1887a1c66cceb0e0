/* parts.c: parts of the input on their way: filled by the caller's thread, parsed by whoever is free, committed
 * by the caller's thread in the order of the input. At most n_parts_max exist, which bounds memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/par.h"
#include "read/reading.h"

/* Input smaller than this is not worth beginning threads for. */
#define ALONE_MAX ((uint64_t)256 << 10)
#define BYTES_KEPT (COT_PART_STREAM + (1u << 20))

cot_i_read_tuning_t cot_i_read_tuning;

cot_status_t cot_i_parts_open(cot_i_reading_t *call, cot_error_t *err) {
    call->threads = cot_env_threads(call->env);
    if (call->stored_total > 0 && call->stored_total < ALONE_MAX && cot_i_read_tuning.chunk == 0) {
        call->threads = 1;
    }
    call->n_parts_max = call->threads > 1 ? 2 * (size_t)call->threads + 3 : 3;
    return cot_i_crew_new(&call->crew, call->threads, err);
}

static void run(cot_i_job_t *job, bool by_caller) {
    cot_i_part_t *part = (cot_i_part_t *)job; /* its first member */
    part->src.polls = by_caller;
    part->st = part->parse(part, &part->err);
}

static cot_i_part_t *new_part(cot_i_reading_t *call) {
    cot_i_part_t *part = cot_i_alloc(1, sizeof *part);
    if (part) {
        part->call = call;
        cot_i_batch_init(&part->batch, call->keep);
        part->src.call = call;
        part->src.batch = &part->batch;
        part->src.part = part;
    }
    return part;
}

static void release(cot_i_part_t *part) {
    if (part->release) {
        part->release(part);
    }
    part->join = part->release = NULL;
    part->own = NULL;
    part->whole = NULL;
}

static void free_part(cot_i_part_t *part) {
    if (part) {
        release(part);
        cot_i_batch_clear(&part->batch);
        cot_i_source_clear(&part->src);
        cot_i_free(part->bytes);
        cot_i_free(part);
    }
}

bool cot_i_part_room(cot_i_part_t *part, size_t n) {
    return COT_GROW(part->bytes, part->capacity, n);
}

void cot_i_parts_put(cot_i_reading_t *call, cot_i_part_t *part) {
    if (part->undigested.n > 0) { /* its memory is wanted */
        cot_i_lag_settle(call->lag, &part->undigested);
    }
    release(part);
    cot_i_batch_reset(&part->batch);
    if (part->capacity > BYTES_KEPT) {
        cot_i_free(part->bytes);
        part->bytes = NULL;
        part->capacity = 0;
    }
    part->next = call->spare;
    call->spare = part;
}

cot_i_part_t *cot_i_parts_shift(cot_i_reading_t *call) {
    cot_i_part_t *part = call->first;
    call->first = part->next;
    call->last = call->first ? call->last : NULL;
    return part;
}

/* Waits for the first part on its way. Ctrl-C is asked for meanwhile. */
static cot_status_t wait_first(cot_i_reading_t *call, cot_error_t *err) {
    cot_i_part_t *part = call->first;
    while (part->parse && !cot_i_crew_wait(call->crew, &part->job)) {
        cot_status_t st = cot_i_progress(call->env, "reading", call->stored_before + call->stored,
                                         call->stored_total, err);
        if (st != COT_OK) {
            return st;
        }
    }
    return COT_OK;
}

/* Commits the first part, unless it is a broken chunk. */
static cot_status_t commit_first(cot_i_reading_t *call, bool *broken, cot_error_t *err) {
    cot_status_t st = wait_first(call, err);
    *broken = st == COT_OK && call->first->broken;
    if (st != COT_OK || *broken) {
        return st;
    }
    cot_i_part_t *part = cot_i_parts_shift(call);
    st = cot_i_batch_commit(&part->batch, call, err);
    if (st == COT_OK && part->st != COT_OK) {
        st = cot_i_fail(err, part->st, "%s", part->err.message);
    }
    if (st == COT_OK && part->join) {
        part->join(part);
    }
    call->failed = st != COT_OK;
    cot_i_parts_put(call, part);
    return st;
}

cot_status_t cot_i_parts_take(cot_i_reading_t *call, cot_i_part_t **out, cot_error_t *err) {
    *out = NULL;
    if (call->threads == 1 && call->first) { /* alone, only a broken chunk is left waiting */
        return COT_OK;
    }
    while (!call->spare && call->n_parts >= call->n_parts_max) {
        bool broken = false;
        cot_status_t st = commit_first(call, &broken, err);
        if (st != COT_OK || broken) {
            return st;
        }
    }
    cot_i_part_t *part = call->spare;
    if (part) {
        call->spare = part->next;
    } else {
        part = new_part(call);
        call->n_parts += part != NULL;
    }
    if (!part) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: a part of the input");
    }
    part->next = NULL;
    part->parse = NULL;
    part->n = 0;
    part->broken = false;
    part->st = COT_OK;
    part->err = (cot_error_t)COT_ERROR_INIT;
    *out = part;
    return COT_OK;
}

static void append(cot_i_reading_t *call, cot_i_part_t *part) {
    part->next = NULL;
    if (call->last) {
        call->last->next = part;
    } else {
        call->first = part;
    }
    call->last = part;
}

/* Alone, nothing is gained by waiting: what was read a moment ago is still in the cache. */
static cot_status_t when_alone(cot_i_reading_t *call, cot_error_t *err) {
    return call->threads > 1 ? COT_OK : cot_i_parts_drain(call, err);
}

cot_status_t cot_i_parts_push_own(cot_i_reading_t *call, cot_error_t *err) {
    cot_i_part_t *own = call->own;
    call->own = NULL;
    if (!own) {
        return COT_OK;
    }
    append(call, own);
    return when_alone(call, err);
}

cot_status_t cot_i_parts_push(cot_i_reading_t *call, cot_i_part_t *part, cot_error_t *err) {
    cot_status_t st = cot_i_parts_push_own(call, err);
    if (st != COT_OK) {
        cot_i_parts_put(call, part);
        return st;
    }
    append(call, part);
    part->job.run = run;
    cot_i_crew_submit(call->crew, &part->job);
    return when_alone(call, err);
}

cot_status_t cot_i_parts_drain(cot_i_reading_t *call, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool broken = false;
    while (st == COT_OK && call->first && !broken) {
        st = commit_first(call, &broken, err);
    }
    return st;
}

void cot_i_parts_settle(cot_i_reading_t *call) {
    for (cot_i_part_t *part = call->first; part; part = part->next) {
        while (part->parse && !cot_i_crew_wait(call->crew, &part->job)) {
        }
    }
}

void cot_i_parts_close(cot_i_reading_t *call) {
    __atomic_store_n(&call->stop, true, __ATOMIC_RELAXED);
    cot_i_parts_settle(call);
    while (call->first) {
        free_part(cot_i_parts_shift(call));
    }
    free_part(call->own);
    while (call->spare) {
        cot_i_part_t *part = call->spare;
        call->spare = part->next;
        free_part(part);
    }
    cot_i_crew_free(call->crew);
}

/* ---- where things go ---- */

cot_status_t cot_i_source_batch(cot_i_source_t *src, cot_i_batch_t **batch, cot_error_t *err) {
    if (!src->batch && !src->call->own) {
        cot_status_t st = cot_i_parts_take(src->call, &src->call->own, err);
        if (st != COT_OK) {
            return st;
        }
        if (!src->call->own) { /* chunks are drained before anything else is met */
            return cot_i_fail(err, COT_E_INTERNAL, "a part of the input out of its order");
        }
        src->number = UINT32_MAX;
    }
    *batch = src->batch ? src->batch : &src->call->own->batch;
    return COT_OK;
}
