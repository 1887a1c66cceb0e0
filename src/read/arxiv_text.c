/* arxiv_text.c: Atom pages of the arXiv API whose markup a text extractor has stripped.
 *
 * Records are kept until every path was read, since where a name ends between mere blanks is decided from the
 * names that stand elsewhere in the run. That is done twice: first with the names of other formats and the words of
 * all abstracts, then also with the names that were nearly certain the first time (those of other records only).
 * Records are decided and handed over in the order of their identifiers, so the order of files does not matter.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "read/arxiv_text.h"
#include "read/format.h"
#include "records/corpus_i.h"

#define DOCUMENT_MAX ((size_t)64 << 20)  /* bytes of one document */
#define ALL_MAX ((size_t)1 << 30)        /* bytes of all records kept */
#define TAIL_MAX ((size_t)256 << 10)     /* some 10,000 names */
#define NEARLY_SURE 0.9f                 /* names of the first time that count the second time */

/* Names of a record that were nearly certain the first time. */
typedef struct {
    uint32_t *bounds; /* from and to, in the arena */
    size_t n;
} sure_names_t;

typedef struct {
    cot_arena_t arena;
    cot_i_text_record_t *records;
    size_t n, capacity;
    size_t bytes;
} state_t;

static void free_state(void *ptr) {
    state_t *state = ptr;
    if (state) {
        cot_i_arena_clear(&state->arena);
        cot_i_free(state->records);
        cot_i_free(state);
    }
}

static cot_status_t get_state(cot_i_source_t *src, state_t **out, cot_error_t *err) {
    void **slot = cot_i_source_state(src);
    if (slot && !*slot) {
        *slot = cot_i_alloc(1, sizeof(state_t));
    }
    *out = slot ? *slot : NULL;
    return *out ? COT_OK : cot_i_fail(err, COT_E_NOMEM, "out of memory: arxiv-text");
}

static int sniff(const char *head, size_t n) {
    return cot_i_text_looks_right(head, n) ? 90 : 0;
}

/* --- parse: keep the records --- */

/* The whole document; *over when it is longer than is kept. */
static cot_status_t gather(cot_i_source_t *src, cot_buf_t *text, uint32_t *line, bool *over, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *bytes = NULL;
    size_t n = 0;
    for (bool first = true;; first = false) {
        COT_TRY(st, cot_i_source_next(src, &bytes, &n, err));
        *line = first ? cot_i_source_line(src) : *line;
        if (n == 0) {
            break;
        }
        size_t room = DOCUMENT_MAX - text->length;
        *over |= n > room;
        cot_i_buf_add(text, bytes, n < room ? n : room);
        COT_TRY(st, cot_i_buf_status(text, "arxiv-text document", err));
    }
    for (char *nul = text->bytes; nul && (nul = memchr(nul, 0, text->length - (size_t)(nul - text->bytes)));) {
        *nul = ' '; /* texts end at a NUL later on */
    }
done:
    return st;
}

static cot_status_t keep_text(state_t *state, const char **text, size_t n, cot_error_t *err) {
    *text = cot_i_arena_copy(&state->arena, *text, n);
    state->bytes += n;
    return *text ? COT_OK : cot_i_fail(err, COT_E_NOMEM, "out of memory: arxiv-text records");
}

static cot_status_t keep_record(state_t *state, const cot_i_text_piece_t *piece, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_text_record_t record = piece->record;
    COT_TRY(st, keep_text(state, &record.title, piece->title_length, err));
    COT_TRY(st, keep_text(state, &record.abstract, piece->abstract_length, err));
    COT_TRY(st, keep_text(state, &record.tail, record.tail_length, err));
    if (!COT_GROW(state->records, state->capacity, state->n + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: arxiv-text records");
    }
    state->records[state->n++] = record;
done:
    return st;
}

/* One piece of a document: a record is kept, anything else is named. */
static cot_status_t take(cot_i_source_t *src, state_t *state, cot_i_text_piece_t *piece, cot_error_t *err) {
    uint32_t line = piece->record.line;
    const char *id = piece->record.id.base;
    if (piece->kind == COT_TEXT_CUT) {
        return cot_i_source_broken(src) ? COT_OK
                                        : cot_i_source_issue(src, COT_ISSUE_CUT_OFF, COT_LOST_RECORD, line, err,
                                                             "ends inside the entry of %s", id);
    }
    if (piece->kind == COT_TEXT_NO_TITLE) {
        return cot_i_source_issue(src, COT_ISSUE_BAD_RECORD, COT_LOST_RECORD, line, err,
                                  "%s: no title between its address and its date (an older layout of the feed)", id);
    }
    if (piece->record.tail_length > TAIL_MAX) {
        return cot_i_source_issue(src, COT_ISSUE_LIMIT, COT_LOST_RECORD, line, err,
                                  "%s: %zu bytes behind the abstract (allowed: %zu)", id,
                                  piece->record.tail_length, TAIL_MAX);
    }
    piece->record.document = cot_i_source_number(src);
    return keep_record(state, piece, err);
}

/* Line of a byte, counted on from the last one asked for. */
static uint32_t line_at(const char *text, size_t at, size_t *counted, uint32_t *line) {
    for (; *counted < at; (*counted)++) {
        *line += text[*counted] == '\n';
    }
    return *line;
}

static cot_status_t read_pieces(cot_i_source_t *src, state_t *state, const char *text, size_t n, uint32_t line,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_text_style_t style = cot_i_text_style(text, n);
    cot_i_text_piece_t piece;
    size_t at = 0, counted = 0, headers = 0, entries = 0;
    while (cot_i_text_next(text, n, style, &at, &piece)) {
        piece.record.line = line_at(text, piece.at, &counted, &line);
        if (piece.kind != COT_TEXT_HEADER) {
            entries++;
            COT_TRY(st, take(src, state, &piece, err));
        } else if (headers++ + entries > 0) {
            COT_TRY(st, cot_i_source_document(src, err));
            COT_TRY(st, cot_i_source_issue(src, COT_ISSUE_JOINED, COT_LOST_NOTHING, piece.record.line, err,
                                           "another feed begins here"));
        }
    }
    if (entries == 0) {
        bool feed = headers > 0;
        COT_TRY(st, cot_i_source_issue(src, feed ? COT_ISSUE_EMPTY_FEED : COT_ISSUE_NOT_RECORDS,
                                       feed ? COT_LOST_NOTHING : COT_LOST_REST, 0, err,
                                       feed ? "a feed without entries" : "no entry of an arXiv feed was found"));
    }
done:
    return st;
}

static cot_status_t parse(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_buf_t text = COT_BUF_INIT(DOCUMENT_MAX);
    state_t *state = NULL;
    uint32_t line = 0;
    bool over = false;
    COT_TRY(st, cot_i_source_document(src, err));
    COT_TRY(st, gather(src, &text, &line, &over, err));
    COT_TRY(st, get_state(src, &state, err));
    if (over) {
        COT_TRY(st, cot_i_source_issue(src, COT_ISSUE_LIMIT, COT_LOST_REST, 0, err,
                                       "a document of more than %zu bytes: the rest is not read", DOCUMENT_MAX));
    }
    COT_TRY(st, read_pieces(src, state, cot_i_buf_str(&text), text.length, line, err));
done:
    cot_i_buf_clear(&text);
    return st;
}

/* The records of a part of the input behind those of the parts before it. */
static cot_status_t join(void **into, void *part, uint32_t first, cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t *from = part, *all = *into;
    if (!all) {
        COT_NEW(st, err, all, 1, "arxiv-text");
        *into = all;
    }
    if (all->bytes > ALL_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "more than %zu bytes of records in all: those of this file are not read",
                 ALL_MAX);
    }
    if (!COT_GROW(all->records, all->capacity, all->n + from->n)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: arxiv-text records");
    }
    for (size_t i = 0; i < from->n; i++) {
        all->records[all->n] = from->records[i];
        all->records[all->n++].document += first;
    }
    all->bytes += from->bytes;
    from->n = 0;
    cot_i_arena_join(&all->arena, &from->arena);
done:
    return st;
}

/* --- finish: decide --- */

/* By identifier, version, dates, then all texts: equal records are really equal. */
static int compare_records(const void *x, const void *y) {
    const cot_i_text_record_t *a = x, *b = y;
    int order = strcmp(a->id.base, b->id.base);
    if (order == 0) {
        order = (a->id.version > b->id.version) - (a->id.version < b->id.version);
    }
    if (order == 0) {
        order = (a->date > b->date) - (a->date < b->date);
    }
    if (order == 0) {
        order = (int)a->style - (int)b->style; /* what leaves less to guess comes first */
    }
    if (order == 0) {
        order = strcmp(a->title, b->title);
    }
    if (order == 0) {
        order = strcmp(a->tail, b->tail);
    }
    return order != 0 ? order : strcmp(a->abstract, b->abstract);
}

/* All that one call of finish works with. */
typedef struct {
    cot_i_source_t *src;
    state_t *state;
    cot_i_text_known_t known;
    cot_i_text_tail_t tail;
    sure_names_t *sure;      /* of each record */
    cot_name_t *names;
    size_t names_capacity;
    cot_arena_t texts;       /* of the record being handed over */
    cot_buf_t buf;
} deciding_t;

/* Names of the records that other formats have read. */
static cot_status_t know_corpus(deciding_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_corpus_t *corpus = cot_i_source_corpus(d->src);
    uint32_t n = cot_i_corpus_written_names(corpus);
    for (uint32_t i = 0; i < n; i++) {
        const char *name = cot_i_corpus_written_name(corpus, i);
        COT_TRY(st, cot_i_text_know_name(&d->known, name, strlen(name), 1, err));
    }
done:
    return st;
}

/* Adds (n = 1) or takes back (n = -1) what a record told the first time. */
static cot_status_t know_own(deciding_t *d, size_t r, int n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const sure_names_t *sure = &d->sure[r];
    for (size_t i = 0; i < sure->n; i++) {
        const char *name = d->state->records[r].tail + sure->bounds[2 * i];
        COT_TRY(st, cot_i_text_know_name(&d->known, name, sure->bounds[2 * i + 1] - sure->bounds[2 * i], n, err));
    }
done:
    return st;
}

static cot_status_t first_time(deciding_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t r = 0; r < d->state->n; r++) {
        sure_names_t *sure = &d->sure[r];
        COT_TRY(st, cot_i_text_cut(&d->tail, &d->state->records[r], &d->known, err));
        size_t bytes = 2 * d->tail.n_spans * sizeof *sure->bounds;
        sure->bounds = cot_i_arena_alloc(&d->state->arena, bytes);
        if (!sure->bounds) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: names of arxiv-text");
        }
        for (size_t i = 0; i < d->tail.n_spans; i++) {
            if (d->tail.spans[i].sure >= NEARLY_SURE) {
                sure->bounds[2 * sure->n] = d->tail.spans[i].from;
                sure->bounds[2 * sure->n + 1] = d->tail.spans[i].to;
                sure->n++;
            }
        }
    }
    for (size_t r = 0; r < d->state->n; r++) { /* after all were decided: none saw the others */
        COT_TRY(st, know_own(d, r, 1, err));
    }
done:
    return st;
}

/* Bytes of the tail as clean text that lives until the record was handed over. */
static cot_status_t clean(deciding_t *d, const char *text, size_t n, const char **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool cleaned = false;
    cot_i_buf_reset(&d->buf);
    cot_i_text_clean(&d->buf, text, n, &cleaned);
    COT_TRY(st, cot_i_buf_status(&d->buf, "text behind an abstract", err));
    *out = cot_i_arena_copy(&d->texts, cot_i_buf_str(&d->buf), d->buf.length);
    if (!*out) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: text behind an abstract");
    }
done:
    return st;
}

static const char *note_of(cot_i_text_style_t style, float sure) {
    if (sure >= COT_SURE) {
        return "";
    }
    switch (style) {
    case COT_TEXT_LINES:
        return "one of the lines behind the abstract: name or comment was guessed";
    case COT_TEXT_BLANKS:
        return "cut out of names with only blanks between them";
    case COT_TEXT_NOTHING:
        return "cut out of fields that run together";
    }
    return "";
}

/* Names of the record, in d->names; pieces of which nothing is left when they are cleaned are none. */
static cot_status_t make_names(deciding_t *d, const cot_i_text_record_t *record, size_t *n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *n = 0;
    if (!COT_GROW(d->names, d->names_capacity, d->tail.n_spans + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: names of a record");
    }
    for (size_t i = 0; i < d->tail.n_spans; i++) {
        const cot_i_text_span_t *span = &d->tail.spans[i];
        cot_name_t *name = &d->names[*n];
        *name = (cot_name_t){"", "", "", "", "", "", span->sure, note_of(record->style, span->sure)};
        COT_TRY(st, clean(d, record->tail + span->from, span->to - span->from, &name->name, err));
        COT_TRY(st, clean(d, record->tail + span->affiliation_from, span->affiliation_to - span->affiliation_from,
                          &name->affiliation, err));
        *n += name->name[0] != '\0';
    }
done:
    return st;
}

/* A line that is a journal reference rather than a comment: a year and another number, and no word of comments. */
static bool is_journal(const char *line, size_t n) {
    static const char *const words[] = {"pages", "figures", "ccepted", "ubmitted", "ublished", "resented", "ppear", "http",
                                        "ersion", NULL};
    size_t numbers = 0;
    bool year = false;
    for (size_t w = 0; words[w]; w++) {
        if (memmem(line, n, words[w], strlen(words[w]))) {
            return false;
        }
    }
    for (size_t i = 0, digits = 0; i <= n; i++) {
        if (i < n && line[i] >= '0' && line[i] <= '9') {
            digits++;
            continue;
        }
        numbers += digits > 0;
        year |= digits == 4 && (memcmp(line + i - 4, "19", 2) == 0 || memcmp(line + i - 4, "20", 2) == 0);
        digits = 0;
    }
    return year && numbers > 1;
}

/* Where in [0, n) of a tail with line breaks the journal reference begins; n = there is none. */
static size_t journal_from(const cot_i_text_record_t *record, size_t n) {
    if (record->style != COT_TEXT_LINES || n == 0) {
        return n;
    }
    const char *last = memrchr(record->tail, '\n', n);
    size_t from = last ? (size_t)(last - record->tail) + 1 : 0;
    return is_journal(record->tail + from, n - from) ? from : n;
}

static cot_status_t hand_over(deciding_t *d, const cot_i_text_record_t *from, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_record_t record = COT_RECORD_INIT;
    size_t journal = journal_from(from, d->tail.comment_to);
    cot_i_arena_clear(&d->texts);
    COT_TRY(st, make_names(d, from, &record.n_names, err));
    COT_TRY(st, clean(d, from->tail, journal, &record.comment, err));
    COT_TRY(st, clean(d, from->tail + journal, d->tail.comment_to - journal, &record.journal, err));
    COT_TRY(st, clean(d, from->tail + d->tail.doi_from, d->tail.doi_to - d->tail.doi_from, &record.doi, err));
    record.id = from->id.base;
    record.version = from->id.version;
    record.title = from->title;
    record.abstract = from->abstract;
    record.first_date = from->first_date;
    record.date = from->date;
    record.withdrawn = cot_i_arxiv_says_withdrawn(record.comment) || cot_i_arxiv_says_withdrawn(from->abstract);
    record.names = d->names;
    record.line = from->line;
    COT_TRY(st, cot_i_source_select(d->src, from->document, err));
    if (record.n_names == 0) {
        COT_TRY(st, cot_i_source_issue(d->src, COT_ISSUE_BAD_RECORD, COT_LOST_NOTHING, from->line, err,
                                       "%s: no names were found behind its abstract", from->id.base));
    }
    COT_TRY(st, cot_i_source_emit(d->src, &record, err));
done:
    return st;
}

static cot_status_t finish(cot_i_source_t *src, cot_error_t *err) {
    cot_status_t st = COT_OK;
    deciding_t d = {.src = src, .state = *cot_i_source_state(src), .buf = COT_BUF_INIT(DOCUMENT_MAX)};
    state_t *state = d.state;
    if (!state || state->n == 0) {
        return COT_OK;
    }
    qsort(state->records, state->n, sizeof *state->records, compare_records);
    COT_NEW(st, err, d.sure, state->n, "names of arxiv-text");
    COT_TRY(st, cot_i_text_known_new(&d.known, err));
    COT_TRY(st, know_corpus(&d, err));
    for (size_t r = 0; r < state->n; r++) {
        COT_TRY(st, cot_i_text_know_prose(&d.known, state->records[r].title, err));
        COT_TRY(st, cot_i_text_know_prose(&d.known, state->records[r].abstract, err));
    }
    COT_TRY(st, first_time(&d, err));
    for (size_t r = 0; r < state->n; r++) {
        COT_TRY(st, know_own(&d, r, -1, err));
        COT_TRY(st, cot_i_text_cut(&d.tail, &state->records[r], &d.known, err));
        COT_TRY(st, know_own(&d, r, 1, err));
        COT_TRY(st, hand_over(&d, &state->records[r], err));
    }
    state->n = 0;
done:
    cot_i_free(d.sure);
    cot_i_text_known_clear(&d.known);
    cot_i_text_tail_clear(&d.tail);
    cot_i_free(d.names);
    cot_i_arena_clear(&d.texts);
    cot_i_buf_clear(&d.buf);
    return st;
}

const cot_i_format_t cot_i_format_arxiv_text = {
    {"arxiv-text", "arXiv API pages whose markup was stripped by a text extractor",
     "https://info.arxiv.org/help/api/user-manual.html (the order of fields is that of the feed)"},
    sniff, parse, finish, join, free_state,
};
