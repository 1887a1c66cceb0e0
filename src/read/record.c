/* record.c: gathering the fields of a record (record.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "read/record.h"

#include <string.h>

/* Memory that is kept from one record to the next. */
#define TEXT_KEPT ((size_t)4 << 20)
#define NAMES_KEPT ((size_t)16384)

void cot_i_draft_init(cot_draft_t *draft) {
    *draft = (cot_draft_t){.text = COT_BUF_INIT(COT_DRAFT_BYTES_MAX)};
    cot_i_draft_reset(draft);
}

void cot_i_draft_clear(cot_draft_t *draft) {
    cot_i_buf_clear(&draft->text);
    cot_i_free(draft->names);
    cot_i_free(draft->categories);
    cot_i_free(draft->name_list);
    cot_i_free(draft->category_list);
    *draft = (cot_draft_t){.text = COT_BUF_INIT(COT_DRAFT_BYTES_MAX)};
}

void cot_i_draft_reset(cot_draft_t *draft) {
    if (draft->text.capacity > TEXT_KEPT || draft->names_capacity > NAMES_KEPT) {
        cot_i_draft_clear(draft);
    }
    cot_i_buf_reset(&draft->text);
    cot_i_buf_char(&draft->text, '\0'); /* offset 0: the empty text */
    draft->id = draft->title = draft->abstract = draft->comment = draft->doi = draft->journal = 0;
    draft->version = 0;
    draft->first_date = draft->date = COT_NO_DATE;
    draft->withdrawn = false;
    draft->line = 0;
    draft->n_names = draft->n_categories = 0;
    draft->limit = NULL;
    draft->no_memory = draft->text.failed;
}

static bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Room for n bytes and a NUL is there, or the reason why not is set. */
static bool has_room(cot_draft_t *draft, size_t n) {
    if (draft->limit || draft->no_memory) {
        return false;
    }
    if (n + 1 > COT_DRAFT_BYTES_MAX - draft->text.length) {
        draft->limit = "its texts are longer than the 128 MiB allowed";
        return false;
    }
    return true;
}

size_t cot_i_draft_text(cot_draft_t *draft, const char *text, size_t n) {
    while (n > 0 && is_blank(*text)) {
        text++;
        n--;
    }
    while (n > 0 && is_blank(text[n - 1])) {
        n--;
    }
    if (n == 0 || !has_room(draft, n)) {
        return 0;
    }
    size_t at = draft->text.length;
    cot_i_buf_string(&draft->text, text, n);
    draft->no_memory = draft->text.failed;
    return draft->no_memory ? 0 : at;
}

size_t cot_i_draft_words(cot_draft_t *draft, const size_t *texts, size_t n) {
    cot_buf_t *to = &draft->text;
    size_t at = to->length, total = 0;
    for (size_t i = 0; i < n; i++) {
        total += strlen(cot_i_draft_str(draft, texts[i])) + 1;
    }
    if (total == n || !has_room(draft, total)) {
        return 0;
    }
    if (!COT_GROW(to->bytes, to->capacity, at + total + 1)) { /* before they are copied: they stand in it */
        draft->no_memory = true;
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        const char *text = cot_i_draft_str(draft, texts[i]);
        if (*text && to->length > at) {
            cot_i_buf_char(to, ' ');
        }
        cot_i_buf_text(to, text);
    }
    cot_i_buf_char(to, '\0');
    return at;
}

const char *cot_i_draft_str(const cot_draft_t *draft, size_t text) {
    return text < draft->text.length ? draft->text.bytes + text : "";
}

void cot_i_draft_join(cot_draft_t *draft, size_t *text, const char *between, const char *more, size_t n) {
    if (*text == 0) {
        *text = cot_i_draft_text(draft, more, n);
        return;
    }
    size_t old = strlen(cot_i_draft_str(draft, *text)), gap = strlen(between);
    size_t added = cot_i_draft_text(draft, more, n);
    if (added == 0) {
        return;
    }
    size_t length = strlen(cot_i_draft_str(draft, added));
    if (old + gap + length > COT_DRAFT_JOINED_MAX) {
        draft->limit = "a repeated element is longer than the 64 KiB allowed in all";
        return;
    }
    if (*text + old + 1 != added) { /* something else came between: the whole moves to the end */
        draft->text.length = added;
        if (!has_room(draft, old + gap + length)) {
            return;
        }
        cot_buf_t joined = COT_BUF_INIT(COT_DRAFT_JOINED_MAX + 1);
        cot_i_buf_text(&joined, cot_i_draft_str(draft, *text));
        cot_i_buf_text(&joined, between);
        cot_i_buf_text(&joined, draft->text.bytes + added);
        draft->no_memory = joined.failed;
        *text = joined.failed ? 0 : cot_i_draft_text(draft, cot_i_buf_str(&joined), joined.length);
        cot_i_buf_clear(&joined);
        return;
    }
    for (size_t i = 0; i < gap && !draft->text.failed; i++) {
        cot_i_buf_char(&draft->text, '\0'); /* room for what comes between */
    }
    draft->no_memory = draft->text.failed;
    if (!draft->no_memory) {
        memmove(draft->text.bytes + *text + old + gap, draft->text.bytes + added, length + 1);
        memcpy(draft->text.bytes + *text + old, between, gap);
        draft->text.length = *text + old + gap + length + 1;
    }
}

cot_draft_name_t *cot_i_draft_name(cot_draft_t *draft) {
    if (draft->n_names >= COT_DRAFT_NAMES_MAX) {
        draft->limit = "it has more than the 1,000,000 names allowed";
        return NULL;
    }
    if (!COT_GROW(draft->names, draft->names_capacity, draft->n_names + 1)) {
        draft->no_memory = true;
        return NULL;
    }
    cot_draft_name_t *name = &draft->names[draft->n_names++];
    *name = (cot_draft_name_t){0};
    return name;
}

void cot_i_draft_category(cot_draft_t *draft, const char *code, size_t n) {
    if (draft->n_categories >= COT_DRAFT_CATEGORIES_MAX) {
        draft->limit = "it has more than the 4,096 categories allowed";
        return;
    }
    for (size_t i = 0; i < draft->n_categories; i++) {
        const char *have = cot_i_draft_str(draft, draft->categories[i]);
        if (strlen(have) == n && memcmp(have, code, n) == 0) {
            return;
        }
    }
    if (!COT_GROW(draft->categories, draft->categories_capacity, draft->n_categories + 1)) {
        draft->no_memory = true;
        return;
    }
    size_t text = cot_i_draft_text(draft, code, n);
    if (text > 0) {
        draft->categories[draft->n_categories++] = text;
    }
}

/* Turns offsets into pointers, now that the buffer stays where it is. */
static bool make_lists(cot_draft_t *draft) {
    if (!COT_GROW(draft->name_list, draft->name_list_capacity, draft->n_names) ||
        !COT_GROW(draft->category_list, draft->category_list_capacity, draft->n_categories)) {
        return false;
    }
    for (size_t i = 0; i < draft->n_names; i++) {
        const cot_draft_name_t *name = &draft->names[i];
        draft->name_list[i] = (cot_name_t){
            .name = cot_i_draft_str(draft, name->name),
            .forenames = cot_i_draft_str(draft, name->forenames),
            .surname = cot_i_draft_str(draft, name->surname),
            .suffix = cot_i_draft_str(draft, name->suffix),
            .affiliation = cot_i_draft_str(draft, name->affiliation),
            .orcid = "",
            .sure = COT_SURE,
            .note = cot_i_draft_str(draft, name->note),
        };
    }
    for (size_t i = 0; i < draft->n_categories; i++) {
        draft->category_list[i] = cot_i_draft_str(draft, draft->categories[i]);
    }
    return true;
}

cot_status_t cot_i_draft_emit(cot_draft_t *draft, cot_i_source_t *src, cot_error_t *err) {
    if (draft->limit) {
        return cot_i_source_issue(src, COT_ISSUE_LIMIT, COT_LOST_RECORD, draft->line, err, "%.60s: %s",
                                  cot_i_draft_str(draft, draft->id), draft->limit);
    }
    if (draft->no_memory || !make_lists(draft)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: a record of %zu names", draft->n_names);
    }
    cot_record_t record = COT_RECORD_INIT;
    record.id = cot_i_draft_str(draft, draft->id);
    record.version = draft->version;
    record.title = cot_i_draft_str(draft, draft->title);
    record.abstract = cot_i_draft_str(draft, draft->abstract);
    record.comment = cot_i_draft_str(draft, draft->comment);
    record.doi = cot_i_draft_str(draft, draft->doi);
    record.journal = cot_i_draft_str(draft, draft->journal);
    record.first_date = draft->first_date;
    record.date = draft->date;
    record.withdrawn = draft->withdrawn;
    record.names = draft->name_list;
    record.n_names = draft->n_names;
    record.categories = draft->category_list;
    record.n_categories = draft->n_categories;
    record.line = draft->line;
    return cot_i_source_emit(src, &record, err);
}
