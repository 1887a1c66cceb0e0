/* summary.c: summary.json, every figure of the report for programs; docs/summary.schema.json describes it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/summary.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "coterie/report.h"

void cot_i_summary_count(cot_json_t *json, const char *key, uint64_t value, const char *unit,
                         const char *title) {
    cot_i_json_row(json, key);
    cot_i_json_count(json, "value", value);
    cot_i_json_text(json, "unit", unit);
    cot_i_json_text(json, "title", title);
    cot_i_json_close(json);
}

void cot_i_summary_real(cot_json_t *json, const char *key, double value, const char *unit,
                        const char *title) {
    cot_i_json_row(json, key);
    cot_i_json_real(json, "value", value);
    cot_i_json_text(json, "unit", unit);
    cot_i_json_text(json, "title", title);
    cot_i_json_close(json);
}

void cot_i_summary_author(cot_json_t *json, const cot_results_t *results, uint32_t vertex) {
    cot_i_json_id(json, "id", 'a', vertex);
    cot_i_json_text(json, "label", cot_i_report_author(results, vertex));
}

static void write_corpus(cot_json_t *json, const cot_corpus_t *corpus) {
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    cot_i_json_object(json, "corpus");
    cot_i_summary_count(json, "records", counts.records, "records", "Records read");
    cot_i_summary_count(json, "papers", counts.papers, "papers", "Distinct papers");
    cot_i_summary_count(json, "repeats", counts.repeats, "records",
                        "Records of a version that was there already");
    cot_i_summary_count(json, "older", counts.older, "records", "Records left for a newer version");
    cot_i_summary_count(json, "withdrawn", counts.withdrawn, "papers",
                        "Papers whose newest version is withdrawn");
    cot_i_summary_count(json, "mentions", counts.mentions, "names", "Names on papers");
    cot_i_summary_count(json, "names", cot_corpus_names(corpus), "names", "Distinct written names");
    cot_i_summary_count(json, "cleaned", counts.cleaned, "texts",
                        "Texts from which control characters or bad UTF-8 were removed");
    cot_i_json_close(json);
}

static void write_issues(cot_json_t *json, const cot_read_report_t *read) {
    cot_i_json_list(json, "issues");
    for (int kind = 0; read && kind < COT_ISSUE_KINDS; kind++) {
        if (read->counts[kind] == 0) {
            continue;
        }
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "kind", cot_issue_text((cot_issue_kind_t)kind));
        cot_i_json_count(json, "count", read->counts[kind]);
        for (size_t i = 0; i < read->n_issues; i++) {
            if ((int)read->issues[i].kind == kind) {
                cot_i_json_text(json, "source", read->issues[i].source);
                cot_i_json_count(json, "line", read->issues[i].line);
                cot_i_json_text(json, "detail", read->issues[i].detail);
                break;
            }
        }
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_reading(cot_json_t *json, const cot_read_report_t *read) {
    uint64_t skipped = 0;
    for (size_t i = 0; read && i < read->n_sources; i++) {
        skipped += read->sources[i].skipped;
    }
    cot_i_json_object(json, "reading");
    cot_i_summary_count(json, "files", read ? read->n_sources : 0, "files", "Files read");
    cot_i_summary_count(json, "documents", read ? read->documents : 0, "documents",
                        "Feeds, pages and texts recognised");
    cot_i_summary_count(json, "records", read ? read->records : 0, "records", "Records handed to the corpus");
    cot_i_summary_count(json, "skipped", skipped, "records", "Records skipped");
    cot_i_summary_count(json, "bytes", read ? read->bytes : 0, "bytes", "Bytes after unpacking");
    write_issues(json, read);
    cot_i_json_close(json);
}

static void write_identity(cot_json_t *json, const cot_authors_t *authors) {
    cot_authors_counts_t counts = cot_authors_counts(authors);
    const char *title;
    cot_i_json_object(json, "identity");
    cot_i_json_text(json, "method", cot_i_report_identity(counts.identity, &title));
    cot_i_json_text(json, "definition", title);
    cot_i_summary_count(json, "people", counts.people, "authors", "People");
    cot_i_summary_count(json, "groups", counts.groups, "authors", "Groups such as collaborations");
    cot_i_summary_count(json, "not_names", counts.not_names, "names", "Names on papers that are no name");
    cot_i_summary_count(json, "merged_names", counts.merged_names, "names",
                        "Written names that share an author");
    cot_i_summary_count(json, "doubtful", counts.doubtful, "names", "Doubtful names");
    cot_i_json_close(json);
}

static void write_filter(cot_json_t *json, const cot_filter_t *filter) {
    if (!filter) {
        cot_i_json_null(json, "filters");
        return;
    }
    cot_i_json_object(json, "filters");
    cot_i_json_year(json, "first_year", filter->first_year);
    cot_i_json_year(json, "last_year", filter->last_year);
    cot_i_json_count(json, "max_authors", filter->max_authors);
    cot_i_json_count(json, "min_papers", filter->min_papers);
    cot_i_json_bool(json, "drop_withdrawn", filter->drop_withdrawn);
    cot_i_json_bool(json, "groups_as_authors", filter->groups_as_authors);
    cot_i_json_close(json);
}

static double ratio(uint64_t part, uint64_t whole) {
    return whole > 0 ? (double)part / (double)whole : (double)NAN;
}

static void write_kept(cot_json_t *json, const cot_report_model_t *model) {
    const cot_incidence_t *incidence = model->results->incidence;
    cot_i_json_object(json, "kept");
    cot_i_summary_count(json, "papers", incidence->n_papers, "papers", "Papers in the networks");
    cot_i_summary_count(json, "authors", incidence->n_authors, "authors", "Authors in the networks");
    cot_i_summary_count(json, "authorships", incidence->n_slots, "authorships", "Authors on papers");
    cot_i_summary_real(json, "authors_per_paper", ratio(model->slots, incidence->n_papers),
                       "authors per paper",
                       "Mean authors per paper");
    cot_i_summary_real(json, "papers_per_author", ratio(incidence->n_slots, incidence->n_authors),
                       "papers per author", "Mean papers per author");
    cot_i_summary_count(json, "single_author_papers", model->single, "papers", "Papers with one author");
    cot_i_summary_count(json, "largest_byline", incidence->largest_byline, "authors",
                        "Authors of the largest byline");
    cot_i_summary_count(json, "undated", model->undated, "papers", "Papers without a year");
    cot_i_summary_count(json, "authors_left_out", incidence->authors_left, "authors",
                        "Authors with fewer papers than asked for");
    cot_i_json_list(json, "papers_left_out");
    for (int reason = COT_KEPT + 1; reason < COT_LEFT_REASONS; reason++) {
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "reason", cot_left_text((cot_left_t)reason));
        cot_i_json_count(json, "papers", incidence->left_counts[reason]);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_run(cot_json_t *json, const cot_provenance_t *provenance) {
    cot_i_json_object(json, "options");
    for (size_t i = 0; provenance && i < provenance->n_options; i++) {
        const char *name = provenance->options[i].name;
        cot_i_json_text(json, name + strspn(name, "-"), provenance->options[i].value);
    }
    cot_i_json_close(json);
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)(provenance ? provenance->seed : 0));
    cot_i_json_text(json, "seed", seed);
}

cot_status_t cot_write_summary_json(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_report_model_t model;
    cot_json_t json = COT_JSON_INIT(out);
    COT_TRY(st, cot_i_report_model(&model, results, err));
    cot_i_json_object(&json, NULL);
    cot_i_json_int(&json, "format", 1);
    cot_i_json_text(&json, "coterie", cot_version());
    write_run(&json, results->provenance);
    write_reading(&json, results->read);
    write_corpus(&json, results->corpus);
    write_identity(&json, results->authors);
    write_filter(&json, results->filter);
    write_kept(&json, &model);
    cot_i_summary_networks(&json, results);
    cot_i_summary_lists(&json, &model);
    cot_i_json_close(&json);
done:
    cot_i_report_model_clear(&model);
    return st;
}
