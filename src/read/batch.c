/* batch.c: what parts of the input came to, written down and committed (batch.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/batch.h"

#include <string.h>

#include "read/reading.h"

void cot_i_batch_init(cot_i_batch_t *batch, cot_abstracts_t keep) {
    memset(batch, 0, sizeof *batch);
    cot_i_clean_init(&batch->records, keep);
}

static void free_states(void **states) {
    for (size_t i = 0; cot_i_formats(i); i++) {
        if (states[i] && cot_i_formats(i)->free_state) {
            cot_i_formats(i)->free_state(states[i]);
        }
        states[i] = NULL;
    }
}

void cot_i_batch_reset(cot_i_batch_t *batch) {
    cot_i_clean_reset(&batch->records);
    free_states(batch->state);
    cot_i_arena_clear(&batch->texts);
    batch->n_events = batch->n_documents = 0;
    batch->bytes = 0;
}

void cot_i_batch_clear(cot_i_batch_t *batch) {
    cot_i_batch_reset(batch);
    cot_i_clean_clear(&batch->records);
    cot_i_free(batch->events);
    cot_i_free(batch->documents);
    cot_i_batch_init(batch, batch->records.keep);
}

/* ---- writing ---- */

static cot_status_t no_memory(cot_error_t *err) {
    return cot_i_fail(err, COT_E_NOMEM, "out of memory: what reading met");
}

static cot_status_t add(cot_i_batch_t *batch, cot_i_event_t event, cot_error_t *err) {
    if (!COT_GROW(batch->events, batch->events_capacity, batch->n_events + 1)) {
        return no_memory(err);
    }
    batch->events[batch->n_events++] = event;
    return COT_OK;
}

/* Copies one or two texts, then adds the event. */
static cot_status_t add_texts(cot_i_batch_t *batch, cot_i_event_t event, cot_error_t *err) {
    event.text = cot_i_arena_copy(&batch->texts, event.text, strlen(event.text));
    if (event.source) {
        event.source = cot_i_arena_copy(&batch->texts, event.source, strlen(event.source));
    }
    if (!event.text || (event.what == COT_I_EVENT_ISSUE && !event.source)) {
        return no_memory(err);
    }
    return add(batch, event, err);
}

cot_status_t cot_i_batch_record(cot_i_batch_t *batch, const cot_record_t *record, cot_error_t *err) {
    cot_i_event_t *last = batch->n_events > 0 ? &batch->events[batch->n_events - 1] : NULL;
    cot_status_t st = cot_i_clean_add(&batch->records, record, err);
    if (st != COT_OK) {
        return st;
    }
    if (last && last->what == COT_I_EVENT_RECORDS) {
        last->count++;
        return COT_OK;
    }
    return add(batch, (cot_i_event_t){.what = COT_I_EVENT_RECORDS, .count = 1}, err);
}

cot_status_t cot_i_batch_issue(cot_i_batch_t *batch, cot_issue_kind_t kind, cot_i_lost_t lost, uint32_t line,
                               const char *source, const char *detail, cot_error_t *err) {
    return add_texts(batch,
                     (cot_i_event_t){.what = COT_I_EVENT_ISSUE,
                                     .kind = kind,
                                     .lost = lost,
                                     .line = line,
                                     .source = source,
                                     .text = detail},
                     err);
}

cot_status_t cot_i_batch_document(cot_i_batch_t *batch, const char *format, cot_error_t *err) {
    return add(batch, (cot_i_event_t){.what = COT_I_EVENT_DOCUMENT, .text = format}, err);
}

cot_status_t cot_i_batch_file(cot_i_batch_t *batch, const char *name, cot_error_t *err) {
    return add_texts(batch, (cot_i_event_t){.what = COT_I_EVENT_FILE, .text = name}, err);
}

cot_status_t cot_i_batch_file_end(cot_i_batch_t *batch, uint64_t bytes, const char *sha256, cot_error_t *err) {
    return add_texts(batch, (cot_i_event_t){.what = COT_I_EVENT_FILE_END, .count = bytes, .text = sha256}, err);
}

cot_status_t cot_i_batch_row(cot_i_batch_t *batch, size_t row, cot_error_t *err) {
    return add(batch, (cot_i_event_t){.what = COT_I_EVENT_ROW, .count = row}, err);
}

uint32_t cot_i_batch_number(cot_i_batch_t *batch, const char *name) {
    const char *copy = cot_i_arena_copy(&batch->texts, name, strlen(name));
    if (!copy || !COT_GROW(batch->documents, batch->documents_capacity, batch->n_documents + 1)) {
        return UINT32_MAX;
    }
    batch->documents[batch->n_documents] = copy;
    return (uint32_t)batch->n_documents++;
}

/* ---- committing ---- */

static cot_status_t strict_failure(cot_issue_kind_t kind, uint32_t line, const char *source, const char *detail,
                                   cot_error_t *err) {
    if (line > 0) {
        return cot_i_fail(err, COT_E_INPUT, "%s:%u: %s: %s", source, line, cot_issue_text(kind), detail);
    }
    return cot_i_fail(err, COT_E_INPUT, "%s: %s: %s", source, cot_issue_text(kind), detail);
}

static cot_source_t *row_of(cot_i_reading_t *call) {
    return &call->to.report->sources[call->row];
}

static cot_status_t commit_issue(cot_i_reading_t *call, const cot_i_event_t *event, cot_error_t *err) {
    cot_status_t st =
        cot_i_report_issue(&call->to, event->kind, event->source, event->line, event->text, err);
    row_of(call)->skipped += event->lost == COT_LOST_RECORD || event->kind == COT_ISSUE_DELETED;
    if (event->lost != COT_LOST_NOTHING && call->first_problem[0] == '\0') {
        cot_error_t first = COT_ERROR_INIT;
        (void)strict_failure(event->kind, event->line, event->source, event->text, &first);
        memcpy(call->first_problem, first.message, sizeof first.message);
    }
    if (st == COT_OK && event->lost != COT_LOST_NOTHING && call->params->strict) {
        st = strict_failure(event->kind, event->line, event->source, event->text, err);
    }
    return st;
}

/* What the corpus as a whole has no room for is an issue of the record. */
static cot_status_t refused(cot_i_reading_t *call, const cot_i_clean_batch_t *batch, const cot_i_clean_t *record,
                            const char *why, cot_error_t *err) {
    const char *source = batch->bytes.bytes + record->source.at;
    cot_i_event_t event = {COT_I_EVENT_ISSUE, COT_ISSUE_LIMIT, COT_LOST_RECORD, record->line, 0, source, why};
    return commit_issue(call, &event, err);
}

static cot_status_t commit_records(cot_i_reading_t *call, cot_i_clean_batch_t *batch, size_t from, size_t to,
                                   cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = from; i < to && st == COT_OK; i++) {
        cot_error_t why = COT_ERROR_INIT;
        st = cot_i_corpus_commit(call->corpus, batch, i, &why);
        if (st == COT_E_LIMIT) {
            st = refused(call, batch, &batch->records[i], why.message, err);
        } else if (st != COT_OK) {
            return cot_i_fail(err, st, "%s", why.message);
        } else {
            call->to.report->records++;
            row_of(call)->records++;
        }
    }
    return st;
}

static void commit_document(cot_i_reading_t *call, const char *format) {
    cot_source_t *row = row_of(call);
    call->to.report->documents++;
    row->format = row->format[0] == '\0' || strcmp(row->format, format) == 0 ? format : "mixed";
}

static cot_status_t commit_file(cot_i_reading_t *call, const char *name, cot_error_t *err) {
    cot_status_t st = cot_i_report_source(&call->to, name, err);
    if (st == COT_OK) {
        call->row = call->to.report->n_sources - 1;
    }
    return st;
}

/* One format's. What is too much in all is left out, and named. */
static cot_status_t join_state(cot_i_batch_t *batch, size_t format, uint32_t first, cot_i_reading_t *call,
                               cot_error_t *err) {
    cot_error_t why = COT_ERROR_INIT;
    cot_status_t st = cot_i_formats(format)->join(&call->state[format], batch->state[format], first, &why);
    if (st == COT_E_LIMIT) {
        const char *source = batch->n_documents > 0 ? batch->documents[0] : "";
        cot_i_event_t event = {COT_I_EVENT_ISSUE, COT_ISSUE_LIMIT, COT_LOST_REST, 0, 0, source, why.message};
        return commit_issue(call, &event, err);
    }
    return st == COT_OK ? st : cot_i_fail(err, st, "%s", why.message);
}

/* What formats keep for the end, behind what they kept before; with the names of its documents. */
static cot_status_t commit_states(cot_i_batch_t *batch, cot_i_reading_t *call, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t before = call->n_documents;
    if (!COT_GROW(call->documents, call->documents_capacity, before + batch->n_documents)) {
        return no_memory(err);
    }
    for (size_t i = 0; i < batch->n_documents; i++) {
        const char *name =
            cot_i_arena_copy(call->to.arena, batch->documents[i], strlen(batch->documents[i]));
        if (!name) {
            return no_memory(err);
        }
        call->documents[call->n_documents++] = (cot_i_document_t){name, call->row};
    }
    for (size_t i = 0; cot_i_formats(i) && st == COT_OK; i++) {
        if (batch->state[i]) {
            st = join_state(batch, i, (uint32_t)before, call, err);
        }
    }
    return st;
}

cot_status_t cot_i_batch_commit(cot_i_batch_t *batch, cot_i_reading_t *call, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t record = 0;
    for (size_t i = 0; i < batch->n_events; i++) {
        const cot_i_event_t *event = &batch->events[i];
        switch (event->what) {
        case COT_I_EVENT_RECORDS:
            COT_TRY(st, commit_records(call, &batch->records, record, record + event->count, err));
            record += event->count;
            break;
        case COT_I_EVENT_ISSUE: COT_TRY(st, commit_issue(call, event, err)); break;
        case COT_I_EVENT_DOCUMENT: commit_document(call, event->text); break;
        case COT_I_EVENT_FILE: COT_TRY(st, commit_file(call, event->text, err)); break;
        case COT_I_EVENT_FILE_END:
            row_of(call)->bytes = event->count;
            memcpy(row_of(call)->sha256, event->text, strlen(event->text) + 1);
            break;
        case COT_I_EVENT_ROW: call->row = event->count; break;
        }
    }
    COT_TRY(st, commit_states(batch, call, err));
    call->to.report->bytes += batch->bytes;
done:
    return st;
}
