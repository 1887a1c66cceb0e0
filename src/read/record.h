/* record.h: a record while a format gathers its fields, in whatever order they come.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_RECORD_H
#define COT_READ_RECORD_H

#include "base/text.h"
#include "read/format.h"

/* Bytes of all texts of one record, and of a text that is joined from pieces. */
#define COT_DRAFT_BYTES_MAX (128u << 20)
#define COT_DRAFT_JOINED_MAX (64u << 10)
#define COT_DRAFT_NAMES_MAX 1000000u
#define COT_DRAFT_CATEGORIES_MAX 4096u

/* Texts are offsets into one buffer (0 = ""), since it moves while it grows. */
typedef struct {
    size_t name, forenames, surname, suffix, affiliation, note;
} cot_draft_name_t;

typedef struct {
    cot_buf_t text;
    size_t id, title, abstract, comment, doi, journal;
    int version;
    int32_t first_date, date;
    bool withdrawn;
    uint32_t line;
    cot_draft_name_t *names;
    size_t n_names, names_capacity;
    size_t *categories;
    size_t n_categories, categories_capacity;
    const char *limit; /* NULL, or what was too much: the record must not be used */
    bool no_memory;
    cot_name_t *name_list; /* of the record handed over */
    size_t name_list_capacity;
    const char **category_list;
    size_t category_list_capacity;
} cot_draft_t;

void cot_i_draft_init(cot_draft_t *draft);
void cot_i_draft_clear(cot_draft_t *draft);
/* Begins a new record; memory of an unusually large one is given back. */
void cot_i_draft_reset(cot_draft_t *draft);

/* Stores a text, its ends trimmed; 0 when nothing is left. */
size_t cot_i_draft_text(cot_draft_t *draft, const char *text, size_t n);
/* Appends to a text stored before: "old<between>new". */
void cot_i_draft_join(cot_draft_t *draft, size_t *text, const char *between, const char *more, size_t n);
/* Texts stored before, those that are not empty, with a blank between: stored; 0 when nothing is. */
size_t cot_i_draft_words(cot_draft_t *draft, const size_t *texts, size_t n);
const char *cot_i_draft_str(const cot_draft_t *draft, size_t text);

/* Adds an empty name and returns it; NULL past the limit. Valid until the next is added. */
cot_draft_name_t *cot_i_draft_name(cot_draft_t *draft);
/* Adds a category; one that is there already is left out. */
void cot_i_draft_category(cot_draft_t *draft, const char *code, size_t n);

/* Hands the record to the source: an issue when it is past a limit. The id must be set. */
cot_status_t cot_i_draft_emit(cot_draft_t *draft, cot_i_source_t *src, cot_error_t *err);

#endif
