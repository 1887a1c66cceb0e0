/* authors.h: what the files of this room share while mentions become authors.
 *
 * A *name* is a distinct written name of the corpus (cot_mention_t.name_id), parsed once. A *form* is a name that
 * goes to an author: one for each name, and more where an ORCID sends some of its mentions elsewhere. Every author
 * has a key; while they are collected authors are the numbers of their keys in the pool, which keys and names as
 * they are shown share: under the exact identity they are the same.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_IDENTIFY_AUTHORS_H
#define COT_IDENTIFY_AUTHORS_H

#include "identify/name.h"

#define COT_NONE UINT32_MAX
/* Several ORCIDs bear one name: mentions without one stay with the name. */
#define COT_MANY (UINT32_MAX - 1)
/* Rows of the audit below this are doubtful. */
#define COT_SURE_ENOUGH 0.9f

/* A surname: COT_TAIL | the byte of the display at which it begins, to its end; or its number in the pool. */
#define COT_TAIL ((uint32_t)1 << 31)

typedef struct {
    uint32_t display, key, note; /* numbers in pools; key COT_NONE: no name; note 0: "" */
    uint32_t surname;
    float sure;
    bool parsed, group, single_upper;     /* single_upper: one word in capitals, perhaps a group's acronym */
    bool untouched;                       /* shown as it is written, with no note */
} cot_i_known_t;

typedef struct {
    uint32_t name;        /* cot_mention_t.name_id */
    uint32_t author;      /* number of the key, later of the author; COT_NONE: no name */
    uint32_t count;       /* mentions */
    uint64_t example;     /* the first mention of those that the reader was least sure of, one with a note before one without */
    float sure;           /* the reader's */
    uint32_t clash;       /* a paper on which two mentions share the author; COT_NONE */
    bool bad_orcid;
} cot_i_form_t;

/* Work space of one call. */
typedef struct {
    const cot_corpus_t *corpus;
    const cot_env_t *env;
    cot_identity_t identity;
    cot_i_known_t *known;   /* of every name */
    cot_i_form_t *forms;    /* the first ones are those of the names, in order */
    size_t n_forms, forms_capacity;
    uint32_t *form_of;      /* form of every mention */
    cot_strpool_t *pairs;   /* (name, key) of the forms beyond those */
    uint32_t *orcid_of;     /* key of a name -> key of its ORCID, COT_NONE or COT_MANY */
    cot_strpool_t *notes;
    cot_buf_t text;
} cot_i_work_t;

struct cot_authors {
    cot_strpool_t *texts; /* names as they are shown, keys, and surnames that no such name ends with */
    uint32_t n;
    uint32_t *key, *label, *surname, *mentions, *variants;
    uint8_t *group;
    uint32_t *of_mentions;
    cot_audit_row_t *rows;
    size_t n_rows;
    cot_arena_t row_texts;
    cot_authors_counts_t counts;
};

/* authors_parse.c: parses every name: fills w->known, w->form_of and the pools. */
cot_status_t cot_i_authors_parse(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err);
/* authors_orcid.c: gives mentions with an ORCID, and those of names that only one ORCID bears, to the ORCID. */
cot_status_t cot_i_authors_orcids(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err);
bool cot_i_orcid(const char *text, char out[20]);
/* audit.c: fills a->rows. */
cot_status_t cot_i_authors_write_audit(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err);

#endif
