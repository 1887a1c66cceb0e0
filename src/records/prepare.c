/* prepare.c: one record into a batch: bounds and cleaning (docs/definitions.md, "Records").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "records/prepare.h"

#include <string.h>

#include "records/corpus_data.h"

/* Memory that a batch keeps from one use to the next. */
#define BYTES_KEPT ((size_t)16 << 20)

static const char *or_empty(const char *text) {
    return text ? text : "";
}

void cot_i_clean_init(cot_i_clean_batch_t *batch, cot_abstracts_t keep) {
    *batch = (cot_i_clean_batch_t){.keep = keep, .bytes = COT_BUF_INIT(SIZE_MAX / 2)};
}

void cot_i_clean_clear(cot_i_clean_batch_t *batch) {
    cot_i_buf_clear(&batch->bytes);
    cot_i_arena_clear(&batch->texts);
    cot_i_free(batch->records);
    cot_i_free(batch->names);
    cot_i_free(batch->categories);
    cot_i_clean_init(batch, batch->keep);
}

void cot_i_clean_reset(cot_i_clean_batch_t *batch) {
    if (cot_i_clean_bytes(batch) > BYTES_KEPT) {
        cot_i_clean_clear(batch);
    }
    cot_i_buf_reset(&batch->bytes);
    if (batch->texts.head) { /* nobody wanted them */
        cot_i_arena_clear(&batch->texts);
    }
    batch->text_bytes = 0;
    batch->n_records = batch->n_names = batch->n_categories = 0;
}

size_t cot_i_clean_bytes(const cot_i_clean_batch_t *batch) {
    return batch->bytes.capacity + batch->records_capacity * sizeof *batch->records +
           batch->names_capacity * sizeof *batch->names +
           batch->categories_capacity * sizeof *batch->categories;
}

/* ---- bounds ---- */

static cot_status_t too_long(const char *id, const char *what, const char *text, size_t max,
                             cot_error_t *err) {
    if (text && strnlen(text, max + 1) > max) {
        return cot_i_fail(err, COT_E_LIMIT, "%.80s: %s longer than the %zu bytes allowed", id, what, max);
    }
    return COT_OK;
}

static cot_status_t check_name(const char *id, const cot_name_t *name, cot_error_t *err) {
    const char *parts[] = {name->name,        name->forenames, name->surname, name->suffix,
                           name->affiliation, name->orcid,     name->note};
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == COT_OK; i++) {
        if (parts[i] && parts[i][0]) {
            st = too_long(id, "a name or its affiliation is", parts[i], COT_NAME_BYTES_MAX, err);
        }
    }
    return st;
}

static cot_status_t check_record(const cot_record_t *record, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *id = or_empty(record->id);
    const char *texts[] = {id,          record->title,  record->abstract, record->comment,
                           record->doi, record->journal};
    static const char *const what[] = {"its id is",      "its title is", "its abstract is",
                                       "its comment is", "its DOI is",   "its journal reference is"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        COT_TRY(st, too_long(id, what[i], texts[i], COT_TEXT_BYTES_MAX, err));
    }
    if (record->n_names > COT_NAMES_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "%.80s: %zu names (allowed: %u)", id, record->n_names, COT_NAMES_MAX);
    }
    if (record->n_categories > COT_CATEGORIES_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "%.80s: %zu categories (allowed: %u)", id, record->n_categories,
                 COT_CATEGORIES_MAX);
    }
    for (size_t i = 0; i < record->n_names; i++) {
        COT_TRY(st, check_name(id, &record->names[i], err));
    }
    for (size_t i = 0; i < record->n_categories; i++) {
        COT_TRY(st, too_long(id, "a category is", record->categories[i], COT_NAME_BYTES_MAX, err));
    }
done:
    return st;
}

/* ---- cleaning ---- */

/* Appends the clean text and its NUL; nothing of one that is longer than allowed, which is noted. */
static void clean(cot_i_clean_batch_t *batch, const char *text, size_t max, uint32_t *n_cleaned) {
    bool cleaned = false;
    size_t n = text && text[0] ? strlen(text) : 0;
    if (n > max) {
        batch->too_long = true;
        n = 0;
    }
    if (n == 0 || cot_i_text_is_clean(text, n)) {
        cot_i_buf_string(&batch->bytes, n > 0 ? text : "", n);
        return;
    }
    cot_i_text_clean(&batch->bytes, text, n, &cleaned);
    cot_i_buf_char(&batch->bytes, '\0');
    *n_cleaned += cleaned;
}

/* What was appended since `at` as a piece, without the last `less` bytes. */
static cot_i_piece_t piece_from(const cot_i_clean_batch_t *batch, size_t at, size_t less) {
    if (batch->bytes.failed) {
        return (cot_i_piece_t){0, 0, 0};
    }
    size_t length = batch->bytes.length - at - less;
    return (cot_i_piece_t){cot_i_hash(batch->bytes.bytes + at, length, 0), at, (uint32_t)length};
}

static bool has_parts(const cot_name_t *name) {
    return or_empty(name->forenames)[0] || or_empty(name->surname)[0] || or_empty(name->suffix)[0];
}

static bool has_details(const cot_name_t *name) {
    return or_empty(name->affiliation)[0] || or_empty(name->orcid)[0] || or_empty(name->note)[0] ||
           (name->sure > 0.0f && name->sure < COT_SURE);
}

static void clean_name(cot_i_clean_batch_t *batch, const cot_name_t *name, cot_i_clean_name_t *out,
                       uint32_t *n_cleaned) {
    size_t at = batch->bytes.length;
    clean(batch, name->name, COT_NAME_BYTES_MAX, n_cleaned);
    if (has_parts(name)) {
        clean(batch, name->forenames, COT_NAME_BYTES_MAX, n_cleaned);
        clean(batch, name->surname, COT_NAME_BYTES_MAX, n_cleaned);
        clean(batch, name->suffix, COT_NAME_BYTES_MAX, n_cleaned);
    } else {
        cot_i_buf_add(&batch->bytes, "\0\0", 3); /* three empty texts */
    }
    *out = (cot_i_clean_name_t){piece_from(batch, at, 0), {0, 0, 0}};
    if (has_details(name)) {
        float sure = name->sure > 0.0f && name->sure < COT_SURE ? name->sure : COT_SURE;
        at = batch->bytes.length;
        clean(batch, name->affiliation, COT_NAME_BYTES_MAX, n_cleaned);
        clean(batch, name->orcid, COT_NAME_BYTES_MAX, n_cleaned);
        clean(batch, name->note, COT_NAME_BYTES_MAX, n_cleaned);
        cot_i_buf_add(&batch->bytes, (const char *)&sure, sizeof sure);
        out->detail = piece_from(batch, at, 0);
    }
}

/* Categories that are not empty; one that is repeated in the record counts once. */
static void clean_categories(cot_i_clean_batch_t *batch, const cot_record_t *record, cot_i_clean_t *out) {
    cot_i_piece_t *own = record->n_categories > 0 ? batch->categories + batch->n_categories : NULL;
    uint32_t ignored = 0;
    for (size_t i = 0; i < record->n_categories; i++) {
        size_t at = batch->bytes.length;
        uint16_t seen = 0;
        clean(batch, record->categories[i], COT_NAME_BYTES_MAX, &ignored);
        cot_i_piece_t piece = piece_from(batch, at, 1);
        if (piece.length == 0) {
            continue;
        }
        while (seen < out->n_categories &&
               (own[seen].length != piece.length ||
                memcmp(batch->bytes.bytes + own[seen].at, batch->bytes.bytes + at, piece.length) != 0)) {
            seen++;
        }
        if (seen == out->n_categories) {
            own[out->n_categories++] = piece;
        }
    }
}

static bool keeps_abstract(cot_abstracts_t keep, uint16_t n_categories) {
    return keep == COT_ABSTRACTS_ALL || (keep == COT_ABSTRACTS_UNCATEGORIZED && n_categories == 0);
}

/* Puts the id and the texts together behind what the batch has, where they are for a moment only. */
static void clean_texts(cot_i_clean_batch_t *batch, const cot_record_t *record, cot_i_clean_t *out) {
    const size_t begin = batch->bytes.length;
    clean(batch, record->id, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    out->hash = piece_from(batch, begin, 1).hash;
    out->at.title = (uint32_t)(batch->bytes.length - begin);
    clean(batch, record->title, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    out->at.comment = (uint32_t)(batch->bytes.length - begin);
    clean(batch, record->comment, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    out->at.doi = (uint32_t)(batch->bytes.length - begin);
    clean(batch, record->doi, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    out->at.journal = (uint32_t)(batch->bytes.length - begin);
    clean(batch, record->journal, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    out->at.abstract = (uint32_t)(batch->bytes.length - begin);
    if (keeps_abstract(batch->keep, out->n_categories)) {
        clean(batch, record->abstract, COT_TEXT_BYTES_MAX, &out->n_cleaned);
    } else {
        cot_i_buf_char(&batch->bytes, '\0');
        batch->too_long |= strnlen(or_empty(record->abstract), COT_TEXT_BYTES_MAX + 1) > COT_TEXT_BYTES_MAX;
    }
    out->at.bytes = (uint32_t)(batch->bytes.length - begin);
}

/* Moves them to where they stay. */
static cot_status_t keep_texts(cot_i_clean_batch_t *batch, cot_i_clean_t *out, cot_error_t *err) {
    const size_t n = out->at.bytes, begin = batch->bytes.length - n;
    out->text = cot_i_arena_copy(&batch->texts, batch->bytes.bytes + begin, n);
    if (!out->text) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: texts of papers");
    }
    batch->bytes.length = begin;
    batch->text_bytes += n;
    return COT_OK;
}

/* Records of one file share the piece that names it. */
static void add_source(cot_i_clean_batch_t *batch, const char *source, cot_i_clean_t *out) {
    if (batch->n_records > 0) {
        const cot_i_piece_t *last = &batch->records[batch->n_records - 1].source;
        if (strcmp(batch->bytes.bytes + last->at, source) == 0) {
            out->source = *last;
            return;
        }
    }
    size_t at = batch->bytes.length;
    cot_i_buf_add(&batch->bytes, source, strlen(source) + 1);
    out->source = piece_from(batch, at, 1);
}

static cot_status_t make_room(cot_i_clean_batch_t *batch, const cot_record_t *record, cot_error_t *err) {
    if (COT_GROW(batch->records, batch->records_capacity, batch->n_records + 1) &&
        COT_GROW(batch->names, batch->names_capacity, batch->n_names + record->n_names) &&
        COT_GROW(batch->categories, batch->categories_capacity, batch->n_categories + record->n_categories)) {
        return COT_OK;
    }
    return cot_i_fail(err, COT_E_NOMEM, "out of memory: a record of %zu names", record->n_names);
}

cot_status_t cot_i_clean_add(cot_i_clean_batch_t *batch, const cot_record_t *record, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_clean_t out = {.first_name = batch->n_names, .first_category = batch->n_categories};
    const size_t begin = batch->bytes.length;
    batch->too_long = record->n_names > COT_NAMES_MAX || record->n_categories > COT_CATEGORIES_MAX;
    if (batch->too_long) {
        COT_TRY(st, check_record(record, err));
    }
    COT_TRY(st, make_room(batch, record, err));
    add_source(batch, or_empty(record->source), &out);
    for (size_t i = 0; i < record->n_names; i++) {
        clean_name(batch, &record->names[i], &batch->names[batch->n_names + i], &out.n_cleaned);
    }
    clean_categories(batch, record, &out);
    clean_texts(batch, record, &out);
    if (batch->too_long) {
        COT_TRY(st, check_record(record, err));
    }
    COT_TRY(st, cot_i_buf_status(&batch->bytes, "the texts of a record", err));
    if (out.at.title <= 1) {
        COT_FAIL(st, err, COT_E_ARG, "a record without id");
    }
    COT_TRY(st, keep_texts(batch, &out, err));
    out.n_names = (uint32_t)record->n_names;
    out.line = record->line;
    out.version = record->version;
    out.withdrawn = record->withdrawn;
    out.first_date = record->first_date;
    out.date = record->date;
    batch->records[batch->n_records++] = out;
    batch->n_names += record->n_names;
    batch->n_categories += out.n_categories;
done:
    if (st != COT_OK && !batch->bytes.failed) {
        batch->bytes.length = begin;
    }
    return st;
}
