/* page_about.c: what the page is about: title, versions, command, inputs, the corpus in sentences, what was left out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/page.h"

enum { INPUTS_MOST = 1000, EXAMPLES_MOST = 5 };

const char *cot_i_page_count(uint64_t value, char text[32]) {
    char *p = text + 31;
    *p = '\0';
    for (int digits = 0; digits == 0 || value > 0; digits++, value /= 10) {
        if (digits > 0 && digits % 3 == 0) {
            *--p = ',';
        }
        *--p = (char)('0' + value % 10);
    }
    return p;
}

/* ---- title
 * ----------------------------------------------------------------------------------------------------- */

/* Bytes of a file's name before its endings: up to three of up to five small letters and digits, ".tar.gz". */
static size_t without_endings(const char *name, size_t n) {
    for (int endings = 0; endings < 3; endings++) {
        size_t at = n;
        while (at > 0 && n - at < 6 && name[at - 1] != '.') {
            at--;
        }
        const bool ending = at > 1 && at < n && n - at < 6 && name[at - 1] == '.' && name[at] >= 'a' && name[at] <= 'z' &&
                            strspn(name + at, "abcdefghijklmnopqrstuvwxyz0123456789") >= n - at;
        if (!ending) {
            break;
        }
        n = at - 1;
    }
    return n;
}

static void title_of(const char *path, char title[COT_PAGE_TITLE]) {
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') {
        n--;
    }
    size_t from = n;
    while (from > 0 && path[from - 1] != '/') {
        from--;
    }
    size_t length = without_endings(path + from, n - from);
    if (strcmp(path, "-") == 0 || length == 0) {
        (void)snprintf(title, COT_PAGE_TITLE, "%s", strcmp(path, "-") == 0 ? "standard input" : "records");
        return;
    }
    if (length >= COT_PAGE_TITLE) {
        length = COT_PAGE_TITLE - 1;
        while (length > 0 && ((unsigned char)path[from + length] & 0xC0) == 0x80) {
            length--;
        }
    }
    memcpy(title, path + from, length);
    title[length] = '\0';
}

void cot_i_page_title(const cot_results_t *results, char title[COT_PAGE_TITLE]) {
    const cot_provenance_t *provenance = results->provenance;
    const size_t n = provenance ? provenance->n_arguments : 0;
    if (n == 1) {
        title_of(provenance->arguments[0], title);
    } else {
        (void)snprintf(title, COT_PAGE_TITLE, n == 0 ? "records" : "%zu inputs", n);
    }
}

/* ---- how it came to be
 * ------------------------------------------------------------------------------------------ */

static void write_versions(cot_json_t *json) {
    cot_i_json_list(json, "versions");
    for (size_t i = 0; cot_libraries(i); i++) {
        cot_i_json_list(json, NULL);
        cot_i_json_text(json, NULL, cot_libraries(i)->name);
        cot_i_json_text(json, NULL, cot_libraries(i)->version);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_options(cot_json_t *json, const cot_provenance_t *provenance) {
    cot_i_json_list(json, "options");
    for (size_t i = 0; provenance && i < provenance->n_options; i++) {
        const char *name = provenance->options[i].name;
        cot_i_json_list(json, NULL);
        cot_i_json_text(json, NULL, name + strspn(name, "-"));
        cot_i_json_text(json, NULL, provenance->options[i].value);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

/* Readers of JSON keep 53 bits: a larger seed is told as the double that they make of it. The command has all. */
static void write_seed(cot_json_t *json, uint64_t seed) {
    if (seed <= UINT64_C(1) << 53) {
        cot_i_json_count(json, "seed", seed);
    } else {
        cot_i_json_real(json, "seed", (double)seed);
    }
}

static void write_inputs(cot_json_t *json, const cot_read_report_t *read) {
    cot_i_json_list(json, "inputs");
    for (size_t i = 0; read && i < read->n_sources && i < INPUTS_MOST; i++) {
        const cot_source_t *source = &read->sources[i];
        cot_i_json_object(json, NULL);
        cot_i_json_text(json, "name", source->path);
        cot_i_json_text(json, "format", source->format);
        cot_i_json_count(json, "bytes", source->bytes);
        cot_i_json_text(json, "sha256", source->sha256);
        cot_i_json_count(json, "records", source->records);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

/* ---- the corpus
 * ------------------------------------------------------------------------------------------------ */

static void write_sentence(cot_json_t *json, const char *format, ...) COT_PRINTF(2, 3);
static void write_sentence(cot_json_t *json, const char *format, ...) {
    char text[600];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cot_i_json_text(json, NULL, text);
}

static void tell_records(cot_json_t *json, const cot_results_t *results) {
    const cot_corpus_counts_t counts = cot_corpus_counts(results->corpus);
    const size_t files = results->read ? results->read->n_sources : 0;
    char n[3][32], from[64] = "";
    if (files > 0) {
        (void)snprintf(from, sizeof from, " from %s %s", cot_i_page_count(files, n[0]), files == 1 ? "file" : "files");
    }
    write_sentence(json, "%s %s%s hold %s different %s; of each, the newest version counts.",
                   cot_i_page_count(counts.records, n[1]), counts.records == 1 ? "record" : "records", from,
                   cot_i_page_count(counts.papers, n[2]), counts.papers == 1 ? "paper" : "papers");
    if (files > INPUTS_MOST) {
        write_sentence(json, "Of the files, the first %d are named here; manifest.json names all.", INPUTS_MOST);
    }
}

static void tell_kept(cot_json_t *json, const cot_page_t *page) {
    const cot_incidence_t *incidence = page->results->incidence;
    const cot_report_model_t *model = &page->model;
    char n[2][32], years[64] = "";
    if (model->n_years > 0) {
        const int first = model->years[0].year, last = model->years[model->n_years - 1].year;
        (void)snprintf(years, sizeof years, first < last ? " of the years %d to %d" : " of %d", first, last);
    }
    write_sentence(json, "The networks are made of %s %s by %s %s%s.", cot_i_page_count(incidence->n_papers, n[0]),
                   incidence->n_papers == 1 ? "paper" : "papers", cot_i_page_count(incidence->n_authors, n[1]),
                   incidence->n_authors == 1 ? "author" : "authors", years);
}

static void tell_schemes(cot_json_t *json, const cot_results_t *results) {
    const char *title, *name = cot_i_report_identity(cot_authors_counts(results->authors).identity, &title);
    write_sentence(json, "Names became authors by \xE2\x80\x9C%s\xE2\x80\x9D: %s.", name, title);
    if (results->coauthor.graph) {
        name = cot_i_report_counting(results->coauthor.graph->counting, &title);
        write_sentence(json, "Papers were counted by \xE2\x80\x9C%s\xE2\x80\x9D: %s.", name, title);
    }
    const cot_measure_t *method = cot_i_report_method(&results->coauthor);
    if (method) {
        write_sentence(json, "Communities are %s: %s.", method->title, method->definition);
    }
}

/* ---- what was left out
 * ------------------------------------------------------------------------------------------ */

static void write_left_papers(cot_json_t *json, const cot_results_t *results, cot_left_t reason) {
    const cot_incidence_t *incidence = results->incidence;
    int shown = 0;
    for (uint32_t p = 0; p < incidence->n_corpus_papers && shown < EXAMPLES_MOST; p++) {
        if (incidence->left[p] == (uint8_t)reason) {
            cot_i_json_text(json, NULL, cot_corpus_paper(results->corpus, p).id);
            shown++;
        }
    }
}

/* Papers on which something stands that is no name: the audit knows one for each such text. */
static void write_left_names(cot_json_t *json, const cot_authors_t *authors) {
    int shown = 0;
    for (size_t i = 0; i < cot_authors_audit_count(authors) && shown < EXAMPLES_MOST; i++) {
        const cot_audit_row_t row = cot_authors_audit(authors, i);
        if (!row.author[0]) {
            cot_i_json_text(json, NULL, row.example);
            shown++;
        }
    }
}

static void write_left(cot_json_t *json, const cot_results_t *results, const cot_left_row_t *row) {
    char reason[200];
    (void)snprintf(reason, sizeof reason, "%s: %s", row->what, row->why);
    cot_i_json_object(json, NULL);
    cot_i_json_text(json, "reason", reason);
    cot_i_json_count(json, "count", row->count);
    cot_i_json_list(json, "examples");
    if (row->left != COT_KEPT) {
        write_left_papers(json, results, row->left);
    } else if (row->names) {
        write_left_names(json, results->authors);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

/* Of what could not be read there are no ids; examples say where. */
static void write_issues(cot_json_t *json, const cot_read_report_t *read, int kind) {
    char text[600];
    int shown = 0;
    cot_i_json_object(json, NULL);
    (void)snprintf(text, sizeof text, "while reading: %s", cot_issue_text((cot_issue_kind_t)kind));
    cot_i_json_text(json, "reason", text);
    cot_i_json_count(json, "count", read->counts[kind]);
    cot_i_json_list(json, "examples");
    for (size_t i = 0; i < read->n_issues && shown < EXAMPLES_MOST; i++) {
        const cot_issue_t *issue = &read->issues[i];
        if ((int)issue->kind != kind) {
            continue;
        }
        if (issue->line > 0) {
            (void)snprintf(text, sizeof text, "%.500s, line %u", issue->source, issue->line);
        } else {
            (void)snprintf(text, sizeof text, "%.500s", issue->source);
        }
        cot_i_json_text(json, NULL, text);
        shown++;
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_left_out(cot_json_t *json, const cot_results_t *results) {
    cot_left_row_t rows[COT_LEFT_ROWS];
    const uint32_t n = cot_i_report_left(results, rows);
    cot_i_json_list(json, "leftOut");
    for (uint32_t i = 0; i < n; i++) {
        write_left(json, results, &rows[i]);
    }
    for (int kind = 0; results->read && kind < COT_ISSUE_KINDS; kind++) {
        if (results->read->counts[kind] > 0) {
            write_issues(json, results->read, kind);
        }
    }
    cot_i_json_close(json);
}

void cot_i_page_about(cot_json_t *json, const cot_page_t *page) {
    const cot_results_t *results = page->results;
    const cot_provenance_t *provenance = results->provenance;
    char title[COT_PAGE_TITLE], program[64];
    cot_i_page_title(results, title);
    (void)snprintf(program, sizeof program, "coterie %s", cot_version());
    cot_i_json_object(json, "about");
    cot_i_json_text(json, "title", title);
    cot_i_json_text(json, "program", program);
    write_versions(json);
    cot_i_json_text(json, "command", provenance && provenance->line ? provenance->line : "");
    write_options(json, provenance);
    write_seed(json, provenance ? provenance->seed : 0);
    write_inputs(json, results->read);
    cot_i_json_list(json, "corpus");
    tell_records(json, results);
    tell_kept(json, page);
    tell_schemes(json, results);
    cot_i_json_close(json);
    write_left_out(json, results);
    cot_i_json_close(json);
}
