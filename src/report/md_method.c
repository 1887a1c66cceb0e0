/* md_method.c: report.md: what was left out and why, and how everything was computed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "report/md.h"

enum { ISSUES_SHOWN = 3, INPUTS_SHOWN = 20 };

static uint64_t issues_in_all(const cot_read_report_t *read) {
    uint64_t sum = 0;
    for (int kind = 0; read && kind < COT_ISSUE_KINDS; kind++) {
        sum += read->counts[kind];
    }
    return sum;
}

static void write_reasons(cot_out_t *out, const cot_left_row_t *rows, uint32_t n) {
    cot_out_text(out, "| Number | Of what | Why |\n| ---: | --- | --- |\n");
    for (uint32_t i = 0; i < n; i++) {
        cot_out_text(out, "| ");
        cot_i_md_count(out, rows[i].count);
        cot_out_printf(out, " | %s | ", rows[i].what);
        cot_i_md_text(out, rows[i].why);
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

static void write_issue(cot_out_t *out, const cot_issue_t *issue) {
    cot_out_text(out, "  * ");
    cot_i_md_text(out, issue->source);
    if (issue->line > 0) {
        cot_out_printf(out, ", line %u", issue->line);
    }
    cot_out_text(out, ": ");
    cot_i_md_text(out, issue->detail);
    cot_out_text(out, "\n");
}

static void write_issues(cot_out_t *out, const cot_read_report_t *read) {
    cot_out_text(out, "While reading:\n\n");
    for (int kind = 0; kind < COT_ISSUE_KINDS; kind++) {
        if (read->counts[kind] == 0) {
            continue;
        }
        int shown = 0;
        cot_out_text(out, "* ");
        cot_i_md_text(out, cot_issue_text((cot_issue_kind_t)kind));
        cot_out_text(out, ": ");
        cot_i_md_count(out, read->counts[kind]);
        cot_out_text(out, "\n");
        for (size_t i = 0; i < read->n_issues && shown < ISSUES_SHOWN; i++) {
            if ((int)read->issues[i].kind == kind) {
                write_issue(out, &read->issues[i]);
                shown++;
            }
        }
    }
    cot_out_text(out, "\n");
}

void cot_i_md_left_out(cot_out_t *out, const cot_report_model_t *model) {
    const cot_results_t *results = model->results;
    cot_left_row_t rows[COT_LEFT_ROWS];
    const uint32_t left = cot_i_report_left(results, rows);
    const bool issues = issues_in_all(results->read) > 0;
    cot_corpus_counts_t corpus = cot_corpus_counts(results->corpus);
    cot_out_text(out, "## What was left out\n\n");
    if (left == 0 && !issues) {
        cot_out_text(out, "Nothing: every record is in the networks.\n\n");
    }
    if (left > 0) {
        write_reasons(out, rows, left);
    }
    if (corpus.withdrawn > results->incidence->left_counts[COT_LEFT_WITHDRAWN]) {
        cot_i_md_plural(out, corpus.withdrawn - results->incidence->left_counts[COT_LEFT_WITHDRAWN],
                        "paper is marked as withdrawn and is", "papers are marked as withdrawn and are");
        cot_out_text(out, " kept (`--drop-withdrawn` leaves them out).\n\n");
    }
    if (issues) {
        write_issues(out, results->read);
    }
}

static void write_code(cot_out_t *out, const char *text) {
    /* A code span cannot escape; what would end it or the table's cell is written as text instead. */
    if (!text[0]) {
        cot_out_text(out, "–");
        return;
    }
    if (strpbrk(text, "`|\n\r<>&") || strlen(text) > 200) {
        cot_i_md_text(out, text);
        return;
    }
    cot_out_printf(out, "`%s`", text);
}

static void write_options(cot_out_t *out, const cot_provenance_t *provenance) {
    cot_out_printf(out, "`coterie %s`, version %s, seed %llu", provenance->command ? provenance->command : "",
                   cot_version(), (unsigned long long)provenance->seed);
    if (provenance->n_options == 0) {
        cot_out_text(out, ".\n\n");
        return;
    }
    cot_out_text(out, ", with these options:\n\n| Option | Value |\n| --- | --- |\n");
    for (size_t i = 0; i < provenance->n_options; i++) {
        const cot_option_value_t *option = &provenance->options[i];
        cot_out_text(out, "| `--");
        cot_out_text(out, option->name + strspn(option->name, "-"));
        cot_out_text(out, "` | ");
        write_code(out, option->value);
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

static void write_inputs(cot_out_t *out, const cot_read_report_t *read) {
    cot_out_text(out, "| Input | Format | Records | Skipped | SHA-256 |\n"
                      "| --- | --- | ---: | ---: | --- |\n");
    for (size_t i = 0; i < read->n_sources && i < INPUTS_SHOWN; i++) {
        const cot_source_t *source = &read->sources[i];
        cot_out_text(out, "| ");
        cot_i_md_text(out, source->path);
        cot_out_text(out, " | ");
        cot_i_md_text(out, source->format);
        cot_out_text(out, " | ");
        cot_i_md_count(out, source->records);
        cot_out_text(out, " | ");
        cot_i_md_count(out, source->skipped);
        cot_out_printf(out, " | %.12s%s |\n", source->sha256, source->sha256[0] ? "…" : "");
    }
    cot_out_text(out, "\n");
    if (read->n_sources > INPUTS_SHOWN) {
        cot_out_text(out, "And ");
        cot_i_md_plural(out, read->n_sources - INPUTS_SHOWN, "more file", "more files");
        cot_out_text(out, "; manifest.json lists them all with their full digests.\n\n");
    }
}

static void write_measure(cot_out_t *out, const cot_column_t *column) {
    cot_out_text(out, "* **");
    cot_i_md_prose(out, column->measure->title);
    cot_out_text(out, "**: ");
    cot_i_md_prose(out, column->measure->definition);
    cot_out_text(out, ".");
    if (column->note[0]) {
        cot_out_text(out, " Here: ");
        cot_i_md_prose(out, column->note);
        cot_out_text(out, ".");
    }
    if (column->measure->reference[0]) {
        cot_out_text(out, " ");
        cot_i_md_prose(out, column->measure->reference);
        cot_out_text(out, ".");
    }
    cot_out_text(out, "\n");
}

static void write_measures(cot_out_t *out, const cot_network_t *network, const char *title) {
    if (!network->analysis || network->analysis->n_columns == 0 || network->analysis->n == 0) {
        return;
    }
    cot_out_printf(out, "%s:\n\n", title);
    for (size_t i = 0; i < network->analysis->n_columns; i++) {
        write_measure(out, &network->analysis->columns[i]);
    }
    cot_out_text(out, "\n");
}

void cot_i_md_method(cot_out_t *out, const cot_report_model_t *model) {
    const cot_results_t *results = model->results;
    cot_out_text(out, "## How it was computed\n\n");
    if (results->coauthor.graph) {
        const char *title, *name = cot_i_report_counting(results->coauthor.graph->counting, &title);
        cot_out_printf(out, "Counting `%s`: ", name);
        cot_i_md_prose(out, title);
        cot_out_text(out, ".\n\n");
    }
    if (results->provenance) {
        write_options(out, results->provenance);
    }
    if (results->read && results->read->n_sources > 0) {
        write_inputs(out, results->read);
    }
    write_measures(out, &results->coauthor, "Measures of the co-author network");
    write_measures(out, &results->author_topic, "Measures of the network of authors and topics");
    cot_out_text(out, "The same input, options and seed give the same report, however many threads are "
                      "used.\n");
}
