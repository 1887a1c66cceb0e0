/* source.c: a document as a stream of bytes, and what becomes of its records and issues (format.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/par.h"
#include "read/reading.h"
#include "read/xml_bytes.h"

/* A source's name: path, and member of an archive. */
#define NAME_MAX_BYTES 16384
/* Bytes between two polls of the caller's progress function: a few milliseconds. */
#define POLL_BYTES (1u << 20)

cot_status_t cot_i_source_begin(cot_i_source_t *src, const char *path, const char *member, cot_error_t *err) {
    cot_buf_t part = COT_BUF_INIT(NAME_MAX_BYTES);
    src->name.max = NAME_MAX_BYTES;
    cot_i_buf_reset(&src->name);
    cot_status_t st = cot_i_report_name(&src->name, path, err);
    if (st == COT_OK && member[0]) {
        st = cot_i_report_name(&part, member, err);
        cot_i_buf_char(&src->name, ':');
        cot_i_buf_text(&src->name, cot_i_buf_str(&part));
    }
    cot_i_buf_clear(&part);
    src->number = UINT32_MAX;
    src->n_next = src->n_last = 0;
    src->last = src->next = "";
    src->line = src->next_line = 1;
    src->ended = src->broken = false;
    src->why[0] = '\0';
    src->refused = src->replaced = 0;
    return st == COT_OK ? cot_i_buf_status(&src->name, "the name of an input", err) : st;
}

void cot_i_source_clear(cot_i_source_t *src) {
    cot_i_buf_clear(&src->name);
    cot_i_free(src->hold);
    cot_i_free(src->memory);
}

cot_i_lag_t *cot_i_source_lag(const cot_i_source_t *src) {
    return src->polls ? src->call->lag : NULL;
}

void *cot_i_source_memory(cot_i_source_t *src, size_t size) {
    if (size > src->memory_size) {
        cot_i_free(src->memory);
        src->memory = cot_i_alloc_aligned(size, 1); /* not zeroed: pages that are not used cost nothing */
        src->memory_size = src->memory ? size : 0;
    }
    return src->memory;
}

/* ---- bytes ---- */

cot_status_t cot_i_source_poll(cot_i_source_t *src, cot_error_t *err) {
    cot_i_reading_t *call = src->call;
    if (!src->polls) {
        return __atomic_load_n(&call->stop, __ATOMIC_RELAXED)
                   ? cot_i_fail(err, COT_E_INTERRUPT, "reading: interrupted")
                   : COT_OK;
    }
    if (src->input) {
        call->stored = cot_i_input_stored(src->input);
    }
    uint64_t stored = call->stored_before + call->stored, now = stored + call->pulled;
    if (now - call->polled < POLL_BYTES) {
        return COT_OK;
    }
    call->polled = now;
    return cot_i_progress(call->env, "reading", stored, call->stored_total, err);
}

/* Moves the count of lines behind what was handed on last. */
static void settle_line(cot_i_source_t *src) {
    src->next_line += cot_i_newlines(src->last, src->n_last);
    src->last = "";
    src->n_last = 0;
}

/* Counts what was read; keeps the reason where the file breaks off. */
static cot_status_t note_pulled(cot_i_source_t *src, cot_status_t st, size_t *n, const cot_error_t *why,
                                cot_error_t *err) {
    *n = st == COT_OK ? *n : 0;
    src->ended = *n == 0;
    src->call->pulled += *n;
    src->pulled += *n;
    if (st == COT_E_INPUT || st == COT_E_LIMIT) {
        src->why_kind = st == COT_E_LIMIT ? COT_ISSUE_LIMIT : COT_ISSUE_UNREADABLE;
        memcpy(src->why, why->message, sizeof src->why);
        return COT_OK;
    }
    return st == COT_OK ? st : cot_i_fail(err, st, "%s", why->message);
}

cot_status_t cot_i_source_pull(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    *n = 0;
    if (src->ended || !src->input) {
        src->ended = true;
        return COT_OK;
    }
    cot_status_t st = cot_i_source_poll(src, err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_input_read(src->input, bytes, n, &why);
    return note_pulled(src, st, n, &why, err);
}

cot_status_t cot_i_source_read_into(cot_i_source_t *src, char *to, size_t room, size_t *n, cot_i_waiting_t *waiting,
                                    cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    *n = 0;
    settle_line(src);
    if (src->n_next > 0 || src->ended || !src->input || !cot_i_input_is_plain(src->input)) {
        return COT_OK;
    }
    cot_status_t st = cot_i_source_poll(src, err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_input_read_into(src->input, to, room, n, waiting, &why);
    return note_pulled(src, st, n, &why, err);
}

/* The end was met: tells why, when the stream breaks off. */
static cot_status_t meet_end(cot_i_source_t *src, cot_error_t *err) {
    char why[COT_ERROR_MAX];
    if (src->n_next > 0 || src->why[0] == '\0') {
        return COT_OK;
    }
    memcpy(why, src->why, sizeof why);
    src->why[0] = '\0';
    src->broken = true;
    return cot_i_source_issue(src, src->why_kind, COT_LOST_REST, 0, err, "%s", why);
}

/* What the caller's thread parsed itself is committed from time to time. */
static cot_status_t push_own(cot_i_source_t *src, cot_error_t *err) {
    cot_i_batch_t *batch = NULL;
    if (src->batch || src->pulled < COT_PART_OWN) {
        return COT_OK;
    }
    cot_status_t st = cot_i_source_batch(src, &batch, err);
    if (st == COT_OK) {
        batch->bytes += src->pulled;
        src->pulled = 0;
        src->number = UINT32_MAX;
        st = cot_i_parts_push_own(src->call, err);
    }
    return st;
}

/* Puts n bytes in front of what is next; they may lie in `hold` already. */
static cot_status_t hold(cot_i_source_t *src, const char *bytes, size_t n, cot_error_t *err) {
    size_t need = n + src->n_next, capacity = 0;
    char *joined = NULL;
    if (!COT_GROW(joined, capacity, need > 0 ? need : 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: reading %s", cot_i_buf_str(&src->name));
    }
    if (n > 0) {
        memcpy(joined, bytes, n);
    }
    if (src->n_next > 0) {
        memcpy(joined + n, src->next, src->n_next);
    }
    cot_i_free(src->hold);
    src->hold = joined;
    src->next = joined;
    src->n_next = need;
    return COT_OK;
}

/* Gathers at least `want` bytes, unless the document ends before. */
static cot_status_t gather(cot_i_source_t *src, size_t want, cot_error_t *err) {
    cot_status_t st = COT_OK;
    while (st == COT_OK && src->n_next < want && !src->ended) {
        const char *block = NULL;
        size_t n = 0;
        char left[COT_SNIFF_BYTES];
        size_t n_left = src->n_next;
        if (n_left > 0) {
            memcpy(left, src->next, n_left);
        }
        st = cot_i_source_pull(src, &block, &n, err);
        src->next = n > 0 ? block : "";
        src->n_next = n;
        if (st == COT_OK && n_left > 0) {
            st = hold(src, left, n_left, err);
        }
    }
    return st;
}

cot_status_t cot_i_source_peek(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err) {
    settle_line(src);
    for (;;) {
        cot_status_t st = gather(src, COT_SNIFF_BYTES, err);
        st = st == COT_OK ? meet_end(src, err) : st;
        if (st != COT_OK) {
            return st;
        }
        size_t blank = 0;
        while (blank < src->n_next && strchr(" \t\r\n\f\v", src->next[blank]) && src->next[blank]) {
            blank++;
        }
        if (src->n_next - blank >= 3 && memcmp(src->next + blank, "\xEF\xBB\xBF", 3) == 0) {
            blank += 3;
        }
        if (blank == 0) {
            *bytes = src->next;
            *n = src->n_next;
            return COT_OK;
        }
        cot_i_source_skip(src, blank);
    }
}

void cot_i_source_skip(cot_i_source_t *src, size_t n) {
    n = n < src->n_next ? n : src->n_next;
    src->next_line += cot_i_newlines(src->next, n);
    src->next += n;
    src->n_next -= n;
}

cot_status_t cot_i_source_next(cot_i_source_t *src, const char **bytes, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    settle_line(src);
    *bytes = "";
    *n = 0;
    COT_TRY(st, push_own(src, err));
    COT_TRY(st, gather(src, 16, err));
    COT_TRY(st, meet_end(src, err));
    if (src->n_next > 0) { /* what was given back may be more than a block, with a little gathered before it */
        *n = src->n_next < COT_INPUT_BLOCK + COT_SNIFF_BYTES ? src->n_next : COT_INPUT_BLOCK;
        *bytes = src->last = src->next;
        src->n_last = *n;
        src->next += *n;
        src->n_next -= *n;
    }
    src->line = src->next_line;
    if (src->n_next > 0 || !src->input) { /* no pull asked */
        st = cot_i_source_poll(src, err);
    }
done:
    return st;
}

cot_status_t cot_i_source_more(cot_i_source_t *src, bool *more, cot_error_t *err) {
    settle_line(src);
    cot_status_t st = gather(src, 16, err);
    *more = src->n_next > 0;
    return st;
}

void cot_i_source_unread(cot_i_source_t *src, size_t n) {
    n = n < src->n_last ? n : src->n_last;
    src->n_last -= n;
    src->next = src->last + src->n_last; /* what was given back before follows right behind */
    src->n_next += n;
}

cot_status_t cot_i_source_push(cot_i_source_t *src, const char *bytes, size_t n, cot_error_t *err) {
    settle_line(src);
    src->next_line -= cot_i_newlines(bytes, n);
    return hold(src, bytes, n, err);
}

bool cot_i_source_stays(const cot_i_source_t *src, const char *bytes) {
    const cot_i_part_t *part = src->part;
    return part && part->n > 0 && (uintptr_t)bytes >= (uintptr_t)part->bytes &&
           (uintptr_t)bytes < (uintptr_t)part->bytes + part->n;
}

void cot_i_source_replaced(cot_i_source_t *src, size_t n) {
    src->replaced += n;
}

bool cot_i_source_broken(const cot_i_source_t *src) {
    return src->broken;
}

uint32_t cot_i_source_line(const cot_i_source_t *src) {
    return src->line;
}

uint32_t cot_i_source_next_line(cot_i_source_t *src) {
    settle_line(src);
    return src->next_line;
}

/* ---- names and numbers ---- */

const char *cot_i_source_name(cot_i_source_t *src) {
    return cot_i_buf_str(&src->name);
}

uint32_t cot_i_source_number(cot_i_source_t *src) {
    cot_i_batch_t *batch = NULL;
    if (cot_i_source_batch(src, &batch, NULL) == COT_OK && src->number == UINT32_MAX) {
        src->number = cot_i_batch_number(batch, cot_i_buf_str(&src->name));
    }
    return src->number;
}

cot_status_t cot_i_source_select(cot_i_source_t *src, uint32_t number, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_batch_t *batch = NULL;
    const cot_i_reading_t *call = src->call;
    if (number < call->n_documents && number != src->number) {
        cot_i_buf_reset(&src->name);
        cot_i_buf_text(&src->name, call->documents[number].name);
        COT_TRY(st, cot_i_buf_status(&src->name, "the name of an input", err));
        COT_TRY(st, cot_i_source_batch(src, &batch, err));
        COT_TRY(st, cot_i_batch_row(batch, call->documents[number].row, err));
        src->number = number;
    }
done:
    return st;
}

void **cot_i_source_state(cot_i_source_t *src) {
    cot_i_batch_t *batch = NULL;
    if (src->finishing) {
        return &src->call->state[src->format];
    }
    return cot_i_source_batch(src, &batch, NULL) == COT_OK ? &batch->state[src->format] : NULL;
}

cot_corpus_t *cot_i_source_corpus(cot_i_source_t *src) {
    return src->call->corpus;
}

const cot_read_params_t *cot_i_source_params(const cot_i_source_t *src) {
    return src->call->params;
}

/* ---- records and issues ---- */

cot_status_t cot_i_source_document(cot_i_source_t *src, cot_error_t *err) {
    cot_i_batch_t *batch = NULL;
    cot_status_t st = cot_i_source_batch(src, &batch, err);
    return st == COT_OK ? cot_i_batch_document(batch, cot_i_formats(src->format)->about.name, err) : st;
}

cot_status_t cot_i_source_emit(cot_i_source_t *src, const cot_record_t *record, cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    cot_record_t own = *record;
    cot_i_batch_t *batch = NULL;
    cot_status_t st = cot_i_source_batch(src, &batch, err);
    if (st != COT_OK) {
        return st;
    }
    if (!own.source || own.source[0] == '\0') {
        own.source = cot_i_buf_str(&src->name);
    }
    st = cot_i_batch_record(batch, &own, &why);
    if (st == COT_E_ARG || st == COT_E_LIMIT) {
        return cot_i_source_issue(src, st == COT_E_ARG ? COT_ISSUE_BAD_RECORD : COT_ISSUE_LIMIT,
                                  COT_LOST_RECORD, record->line, err, "%s", why.message);
    }
    if (st != COT_OK) {
        return cot_i_fail(err, st, "%s", why.message);
    }
    if (src->finishing && batch->records.bytes.length + batch->records.text_bytes > COT_PART_OWN) {
        src->number = UINT32_MAX;
        st = cot_i_parts_push_own(src->call, err);
    }
    return st;
}

cot_status_t cot_i_source_issue(cot_i_source_t *src, cot_issue_kind_t kind, cot_i_lost_t lost, uint32_t line,
                                cot_error_t *err, const char *format, ...) {
    char detail[COT_ERROR_MAX];
    cot_buf_t clean = COT_BUF_INIT(4 * COT_ERROR_MAX);
    cot_i_batch_t *batch = NULL;
    va_list args;
    va_start(args, format);
    (void)vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    cot_i_text_clean(&clean, detail, strlen(detail), NULL);
    cot_status_t st = cot_i_buf_status(&clean, "a message", err);
    if (st == COT_OK) {
        st = cot_i_source_batch(src, &batch, err);
    }
    if (st == COT_OK) {
        st = cot_i_batch_issue(batch, kind, lost, line, cot_i_buf_str(&src->name), cot_i_buf_str(&clean), err);
    }
    src->refused += kind == COT_ISSUE_REFUSED;
    if (st == COT_OK && lost != COT_LOST_NOTHING && src->call->params->strict) {
        st = cot_i_fail(err, COT_E_INPUT, "%s", cot_i_buf_str(&clean)); /* told in full when it is committed */
    }
    cot_i_buf_clear(&clean);
    return st;
}
