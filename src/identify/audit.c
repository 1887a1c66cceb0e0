/* audit.c: one row for each written name to which something was done or that is doubtful.
 * `sure` of a row is the least of: what the parser thinks of the name, what the reader thought of its boundaries,
 * and what the meeting of two names on one paper says. Only the reader's figure is a probability (of a model); the
 * others are set by hand, to sort by.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/par.h"
#include "base/sort.h"
#include "identify/authors.h"
#include "records/corpus_i.h"

/* Why `sure` of a row is what it is; the parser's figures are in the files about names. */
#define SURE_TWICE_EXACT 0.5f
#define SURE_TWICE_INITIAL 0.3f
#define SURE_MANY_ORCIDS 0.5f

/* Fewer authors are not worth a second thread. */
enum { FEW = 4096 };

static const char *written(const cot_i_work_t *w, const cot_i_form_t *form) {
    return cot_i_corpus_name(w->corpus, form->name);
}

/* What the reader noted on the form's example. */
static const char *note_of(const cot_i_work_t *w, const cot_i_form_t *form) {
    return cot_i_corpus_has_details(w->corpus, form->example) ? cot_corpus_mention(w->corpus, form->example).note : "";
}

static void add_reason(cot_buf_t *text, const char *reason) {
    if (reason[0] != '\0') {
        cot_i_buf_text(text, text->length > 0 ? "; " : "");
        cot_i_buf_text(text, reason);
    }
}

/* What ORCIDs did to the form, and lowers *sure where they leave a doubt. */
static void orcid_reasons(const cot_authors_t *a, cot_i_work_t *w, const cot_i_form_t *form, float *sure) {
    if (form->bad_orcid) {
        add_reason(&w->text, "an ORCID with a wrong check digit was ignored");
    }
    uint32_t name_key = w->known[form->name].key;
    if (form->author == COT_NONE || name_key == COT_NONE || w->orcid_of[name_key] == COT_NONE) {
        return;
    }
    if (a->key[form->author] != name_key) {
        add_reason(&w->text, "by ORCID");
    } else if (w->orcid_of[name_key] == COT_MANY) {
        add_reason(&w->text, "several ORCIDs bear this name");
        *sure = *sure < SURE_MANY_ORCIDS ? *sure : SURE_MANY_ORCIDS;
    }
}

/* Two mentions of one paper with the same author. */
static void clash_reason(const cot_authors_t *a, cot_i_work_t *w, const cot_i_form_t *form, float *sure) {
    if (form->clash == COT_NONE) {
        return;
    }
    bool exact = a->counts.identity == COT_IDENTITY_EXACT;
    float twice = exact ? SURE_TWICE_EXACT : SURE_TWICE_INITIAL;
    *sure = *sure < twice ? *sure : twice;
    cot_i_buf_text(&w->text, w->text.length > 0 ? "; " : "");
    cot_i_buf_printf(&w->text, exact ? "stands twice on %s" : "two names on %s share this author",
                     cot_corpus_paper(w->corpus, form->clash).id);
}

static const char *action_of(const cot_authors_t *a, const cot_i_work_t *w, const cot_i_form_t *form, bool doubted) {
    const cot_i_known_t *known = &w->known[form->name];
    if (form->author == COT_NONE) {
        return "dropped";
    }
    if (known->group) {
        return "group";
    }
    if (form->sure < COT_SURE) {
        return "split";
    }
    if (a->variants[form->author] > 1) {
        return "merged";
    }
    bool undone = note_of(w, form)[0] != '\0'; /* by the reader, TeX for one */
    bool same = !undone && strcmp(cot_i_strpool_text(a->texts, known->display), written(w, form)) == 0;
    return !same ? "cleaned" : doubted ? "kept" : NULL;
}

/* The reason of a row, in w->text; lowers *sure. */
static void write_reason(const cot_authors_t *a, cot_i_work_t *w, const cot_i_form_t *form, float *sure) {
    cot_i_buf_reset(&w->text);
    add_reason(&w->text, cot_i_strpool_text(w->notes, w->known[form->name].note));
    add_reason(&w->text, note_of(w, form));
    orcid_reasons(a, w, form, sure);
    clash_reason(a, w, form, sure);
}

/* What to say when there is no better reason. */
static void write_default(const cot_authors_t *a, cot_i_work_t *w, const cot_i_form_t *form) {
    if (form->author != COT_NONE && a->variants[form->author] > 1) {
        cot_i_buf_text(&w->text, w->text.length > 0 ? "; " : "");
        cot_i_buf_printf(&w->text, "one of %u ways in which '%s' is written", a->variants[form->author],
                         cot_i_strpool_text(a->texts, a->key[form->author]));
    }
    if (w->text.length == 0) {
        add_reason(&w->text, form->author == COT_NONE            ? "no letters"
                             : w->known[form->name].group        ? "a group"
                                                                 : "spacing or punctuation");
    }
}

/* Nothing was done to the form, and nothing is doubtful: most are like this. */
static bool nothing_to_tell(const cot_authors_t *a, const cot_i_work_t *w, const cot_i_form_t *form) {
    const cot_i_known_t *known = &w->known[form->name];
    return known->untouched && !known->group && form->author != COT_NONE && a->variants[form->author] == 1 &&
           form->clash == COT_NONE && !form->bad_orcid && form->sure >= COT_SURE &&
           w->orcid_of[known->key] == COT_NONE && !cot_i_corpus_has_details(w->corpus, form->example);
}

static cot_status_t write_row(cot_authors_t *a, cot_i_work_t *w, const cot_i_form_t *form, cot_error_t *err) {
    cot_status_t st = COT_OK;
    float sure = w->known[form->name].sure < form->sure ? w->known[form->name].sure : form->sure;
    write_reason(a, w, form, &sure);
    const char *action = action_of(a, w, form, w->text.length > 0);
    if (!action) {
        goto done;
    }
    write_default(a, w, form);
    COT_TRY(st, cot_i_buf_status(&w->text, "reason", err));
    cot_audit_row_t *row = &a->rows[a->n_rows];
    const char *name = written(w, form);
    row->written = cot_i_arena_copy(&a->row_texts, name, strlen(name));
    row->reason = cot_i_arena_copy(&a->row_texts, cot_i_buf_str(&w->text), w->text.length);
    const char *id = cot_corpus_paper(w->corpus, cot_i_corpus_mention_papers(w->corpus)[form->example]).id;
    row->example = cot_i_arena_copy(&a->row_texts, id, strlen(id));
    row->author = form->author == COT_NONE ? "" : cot_i_strpool_text(a->texts, a->label[form->author]);
    row->action = action;
    row->sure = sure;
    row->mentions = form->count;
    if (!row->written || !row->reason || !row->example) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: audit of names");
    }
    a->n_rows++;
    a->counts.doubtful += sure < COT_SURE_ENOUGH;
done:
    return st;
}

/* Of one author: by the written name; equal ones (their parts differ) by their example. */
static int compare_rows(uint32_t x, uint32_t y, const void *data) {
    const cot_i_work_t *w = data;
    const cot_i_form_t *f = &w->forms[x], *g = &w->forms[y];
    int order = strcmp(written(w, f), written(w, g));
    return order != 0 ? order : (f->example > g->example) - (f->example < g->example);
}

/* The forms of which there may be something to tell, in the order of their rows: *n of them. Those without an author
 * stand at the end. */
static cot_status_t list_rows(const cot_authors_t *a, const cot_i_work_t *w, cot_i_keyed_t **out, size_t *n,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_env_threads(w->env);
    cot_i_keyed_t *rows = NULL;
    uint8_t *told = NULL;
    size_t count = 0;
    COT_NEW(st, err, told, w->n_forms, "audit of names");
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : count) if (w->n_forms > FEW)
    for (size_t f = 0; f < w->n_forms; f++) {
        told[f] = w->forms[f].count > 0 && !nothing_to_tell(a, w, &w->forms[f]);
        count += told[f];
    }
    COT_NEW(st, err, rows, count, "audit of names");
    for (size_t f = 0; f < w->n_forms; f++) {
        if (told[f]) {
            rows[(*n)++] = (cot_i_keyed_t){w->forms[f].author, (uint32_t)f};
        }
    }
    COT_TRY(st, cot_i_sort_keyed(rows, count, compare_rows, w, threads, err));
    *out = rows;
    rows = NULL;
done:
    cot_i_free(told);
    cot_i_free(rows);
    return st;
}

cot_status_t cot_i_authors_write_audit(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_keyed_t *rows = NULL;
    size_t n = 0;
    COT_TRY(st, list_rows(a, w, &rows, &n, err));
    COT_NEW(st, err, a->rows, n, "audit of names");
    for (size_t i = 0; i < n; i++) {
        COT_TRY(st, write_row(a, w, &w->forms[rows[i].value], err));
    }
done:
    cot_i_free(rows);
    return st;
}
