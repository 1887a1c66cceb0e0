/* arxiv_text.h: what the files of the arxiv-text reader share.
 *
 * arxiv_text.c        the format's row; keeps all records until every path was read, then decides and emits
 * arxiv_text_split.c  a document into records: the timestamps are the anchors
 * arxiv_text_tail.c   the end of a record into comment, names and DOI
 * arxiv_text_ways.c   all ways to cut it, weighed
 * arxiv_text_words.c  words, and what kind of word one is
 * arxiv_text_known.c  what this run knows: whole names, forenames, surnames, ordinary words
 * arxiv_text_prior.c  what names look like when nothing is known
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_READ_ARXIV_TEXT_H
#define COT_READ_ARXIV_TEXT_H

#include "base/text.h"
#include "coterie/corpus.h"
#include "read/arxiv.h"

/* How the extractor left the borders of fields. */
typedef enum {
    COT_TEXT_LINES,  /* a line break */
    COT_TEXT_BLANKS, /* a blank: the same as between words */
    COT_TEXT_NOTHING /* nothing: fields run together */
} cot_i_text_style_t;

/* A record but for what its tail holds. Strings live in the reader's arena. */
typedef struct {
    cot_arxiv_id_t id;
    const char *title, *abstract;
    const char *tail;      /* comment, names, DOI */
    size_t tail_length;
    int32_t date, first_date;
    cot_i_text_style_t style;
    uint32_t document;     /* cot_i_source_number */
    uint32_t line;
} cot_i_text_record_t;

/* --- arxiv_text_split.c --- */
typedef enum {
    COT_TEXT_RECORD,
    COT_TEXT_CUT,     /* the last entry: too little of it is there */
    COT_TEXT_NO_TITLE, /* the layout before 2024, where title and abstract touch */
    COT_TEXT_HEADER   /* another feed begins here */
} cot_i_text_entry_t;
/* One piece of a document. */
typedef struct {
    cot_i_text_entry_t kind;
    cot_i_text_record_t record; /* strings point into the document, lengths below */
    size_t title_length, abstract_length;
    size_t at;                  /* byte where it begins */
} cot_i_text_piece_t;
/* True when an arXiv feed without its markup begins like this. */
bool cot_i_text_looks_right(const char *head, size_t n);
cot_i_text_style_t cot_i_text_style(const char *text, size_t n);
/* The next piece at or behind *at, which moves behind it; false at the end. */
bool cot_i_text_next(const char *text, size_t n, cot_i_text_style_t style, size_t *at, cot_i_text_piece_t *piece);

/* --- arxiv_text_words.c --- */
typedef enum { COT_WORD_NAME, COT_WORD_INITIAL, COT_WORD_PARTICLE, COT_WORD_OTHER } cot_i_text_class_t;
typedef enum {
    COT_JOIN_END, COT_JOIN_LINE, COT_JOIN_BLANK,
    COT_JOIN_CASE,   /* no blank, but another word may begin: "ZhouMario", "2026Fatemeh" */
    COT_JOIN_PREFIX  /* the same behind "Mc", "De", "Le": more likely one word */
} cot_i_text_join_t;
/* A piece of the tail between two places where it could be cut. */
typedef struct {
    const char *text;
    uint32_t length;
    uint8_t join;          /* cot_i_text_join_t: what follows it */
    uint8_t kind;          /* cot_i_text_class_t as a word of a name */
    bool group;            /* "Collaboration" and the like */
    double as_text;        /* log-odds that it is a word of a comment and not of a name */
    double as_name;        /* log-penalty for standing in a name (0 for most) */
    double forename, middle, surname; /* log-odds of the role, against any word of a name */
} cot_i_text_atom_t;
bool cot_i_text_starts_word(uint32_t before, uint32_t c, uint32_t after);
cot_i_text_class_t cot_i_text_class(const char *word, size_t n);
/* By the characters of the word alone: log-odds of comment against name, and the penalty for standing in a name. */
void cot_i_text_oddness(const char *word, size_t n, double *as_text, double *as_name);
bool cot_i_text_prefix(const char *word, size_t n);
bool cot_i_text_comment_word(const char *lower);
bool cot_i_text_group_word(const char *lower);
/* as_name of a word of letters that begins small: some people write themselves so. */
#define COT_TEXT_SMALL (-5.5)

/* --- arxiv_text_prior.c --- */
/* How much more often a word stands in a role than any word of a name does. */
typedef struct {
    double forename, middle, surname;
} cot_i_text_roles_t;
double cot_i_text_log_byline(bool by_initials);
double cot_i_text_log_shape(const char *shape, bool by_initials);
void cot_i_text_prior(const char *folded, bool hyphen, cot_i_text_roles_t *roles);

/* --- arxiv_text_known.c --- */
typedef struct {
    uint32_t forename, middle, surname;
} cot_i_text_counts_t;
typedef struct {
    cot_strpool_t *words;          /* folded words of names */
    cot_i_text_counts_t *counts;
    size_t counts_capacity;
    cot_strpool_t *names;          /* whole names */
    uint32_t *seen;                /* how often */
    size_t seen_capacity;
    cot_strpool_t *ordinary;       /* words of titles and abstracts that begin small */
    cot_buf_t buf;
} cot_i_text_known_t;
cot_status_t cot_i_text_known_new(cot_i_text_known_t *known, cot_error_t *err);
void cot_i_text_known_clear(cot_i_text_known_t *known);
/* Counts a name (n > 0) or takes it back (n < 0). */
cot_status_t cot_i_text_know_name(cot_i_text_known_t *known, const char *name, size_t length, int n,
                                  cot_error_t *err);
cot_status_t cot_i_text_know_prose(cot_i_text_known_t *known, const char *text, cot_error_t *err);
bool cot_i_text_name_seen(const cot_i_text_known_t *known, const char *name, size_t length);
/* Fills as_text, as_name and the roles of an atom. */
cot_status_t cot_i_text_weigh(cot_i_text_known_t *known, cot_i_text_atom_t *atom, cot_error_t *err);

/* --- arxiv_text_ways.c --- */
typedef enum { COT_FIELD_COMMENT, COT_FIELD_NAME, COT_FIELD_AFFILIATION } cot_i_text_field_kind_t;
/* Atoms [from, to) as one field. */
typedef struct {
    uint32_t from, to;
    cot_i_text_field_kind_t kind;
    float sure;              /* of names */
} cot_i_text_field_t;
/* Where the best way came from. */
typedef struct {
    uint32_t place;
    uint8_t state, kind;
} cot_i_text_step_t;
/* Tables, kept from record to record, and the best way. */
typedef struct {
    double *table;           /* holds the next three, and sums */
    double *forward, *backward, *best;
    size_t table_capacity;
    cot_i_text_step_t *from;
    size_t from_capacity;
    cot_i_text_field_t *fields; /* of the best way: the last one first, a comment (perhaps of no atoms) at the end */
    size_t n_fields, fields_capacity;
} cot_i_text_ways_t;
cot_status_t cot_i_text_ways(cot_i_text_ways_t *ways, const cot_i_text_atom_t *atoms, size_t n,
                             cot_i_text_style_t style, const cot_i_text_known_t *known, cot_error_t *err);
void cot_i_text_ways_clear(cot_i_text_ways_t *ways);

/* --- arxiv_text_tail.c --- */
/* Bytes of the tail that are a name, and the affiliation behind it (from = to: none). */
typedef struct {
    uint32_t from, to;
    uint32_t affiliation_from, affiliation_to;
    float sure;
} cot_i_text_span_t;
/* Work space, kept from record to record, and the outcome. */
typedef struct {
    cot_i_text_atom_t *atoms;
    size_t n, atoms_capacity;
    cot_i_text_ways_t ways;
    cot_i_text_span_t *spans;
    size_t n_spans, spans_capacity;
    uint32_t comment_to;     /* the comment is [0, comment_to) */
    uint32_t doi_from, doi_to;
} cot_i_text_tail_t;
void cot_i_text_tail_clear(cot_i_text_tail_t *tail);
/* Cuts a tail. */
cot_status_t cot_i_text_cut(cot_i_text_tail_t *tail, const cot_i_text_record_t *record, cot_i_text_known_t *known,
                            cot_error_t *err);

#endif
