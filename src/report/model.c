/* model.c: what a report tells: the lists of authors, pairs, papers and doubtful names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

const char *cot_i_report_author(const cot_results_t *results, uint32_t vertex) {
    return cot_authors_at(results->authors, results->incidence->author_of[vertex]).label;
}

uint32_t cot_i_report_author_papers(const cot_results_t *results, uint32_t vertex) {
    return (uint32_t)(results->incidence->author_off[vertex + 1] - results->incidence->author_off[vertex]);
}

const char *cot_i_report_counting(cot_counting_t counting, const char **title) {
    for (size_t i = 0; cot_countings(i); i++) {
        if (cot_countings(i)->counting == counting) {
            *title = cot_countings(i)->title;
            return cot_countings(i)->name;
        }
    }
    *title = "";
    return "";
}

const char *cot_i_report_identity(cot_identity_t identity, const char **title) {
    for (size_t i = 0; cot_identities(i); i++) {
        if (cot_identities(i)->identity == identity) {
            *title = cot_identities(i)->title;
            return cot_identities(i)->name;
        }
    }
    *title = "";
    return "";
}

const cot_measure_t *cot_i_report_method(const cot_network_t *network) {
    const cot_analysis_t *analysis = network->analysis;
    if (!analysis || analysis->community >= analysis->n_columns) {
        return NULL;
    }
    return analysis->columns[analysis->community].measure;
}

/* Keeps the COT_TOP highest; vertices come in ascending order, so equal values keep the smaller number. */
static void rank(cot_top_t *top, uint32_t vertex, double value) {
    if (!(value > 0) || (top->n == COT_TOP && !(value > top->rows[COT_TOP - 1].value))) {
        return;
    }
    uint32_t place = top->n < COT_TOP ? top->n++ : COT_TOP - 1;
    for (; place > 0 && top->rows[place - 1].value < value; place--) {
        top->rows[place] = top->rows[place - 1];
    }
    top->rows[place] = (cot_ranked_t){vertex, value};
}

/* The number of papers where there is no column. */
static double value_of(const cot_results_t *results, const cot_column_t *column, uint32_t vertex) {
    if (!column) {
        return cot_i_report_author_papers(results, vertex);
    }
    return column->type == COT_INT ? (double)column->ints[vertex] : column->reals[vertex];
}

static bool is_equal(double a, double b) {
    return !(a < b) && !(a > b);
}

static void rank_authors(const cot_results_t *results, const cot_column_t *column, cot_top_t *top) {
    uint32_t n = results->incidence->n_authors;
    for (uint32_t v = 0; v < n; v++) {
        rank(top, v, value_of(results, column, v));
    }
    for (uint32_t v = 0; v < n && top->n > 0; v++) {
        double value = value_of(results, column, v);
        top->at_first += value > 0 && is_equal(value, top->rows[0].value);
        top->at_last += value > 0 && is_equal(value, top->rows[top->n - 1].value);
    }
}

static void rank_papers(cot_report_model_t *model) {
    cot_top_t *top = &model->tops[model->n_tops++];
    *top = (cot_top_t){.name = "papers", .title = "Papers", .unit = "papers", .note = "", .whole = true};
    rank_authors(model->results, NULL, top);
}

static void rank_columns(cot_report_model_t *model) {
    static const char *const names[] = {"degree", "strength", "betweenness", "harmonic",
                                        "pagerank", "eigenvector", "core"};
    const cot_analysis_t *analysis = model->results->coauthor.analysis;
    for (size_t i = 0; analysis && i < sizeof names / sizeof names[0]; i++) {
        const cot_column_t *column = cot_analysis_column(analysis, names[i]);
        if (!column) {
            continue;
        }
        cot_top_t *top = &model->tops[model->n_tops++];
        *top = (cot_top_t){.name = column->measure->name, .title = column->measure->title,
                           .unit = column->measure->unit, .note = column->note,
                           .whole = column->type == COT_INT};
        rank_authors(model->results, column, top);
    }
}

/* Whether edge a stands before edge b in the list of pairs. */
static bool is_closer(const cot_graph_t *graph, uint64_t a, uint64_t b) {
    if (graph->papers[a] != graph->papers[b]) {
        return graph->papers[a] > graph->papers[b];
    }
    return graph->weight[a] > graph->weight[b];
}

static void rank_pairs(cot_report_model_t *model) {
    const cot_graph_t *graph = model->results->coauthor.graph;
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        if (model->n_pairs == COT_TOP && !is_closer(graph, e, model->pairs[COT_TOP - 1])) {
            continue;
        }
        uint32_t place = model->n_pairs < COT_TOP ? model->n_pairs++ : COT_TOP - 1;
        for (; place > 0 && is_closer(graph, e, model->pairs[place - 1]); place--) {
            model->pairs[place] = model->pairs[place - 1];
        }
        model->pairs[place] = e;
    }
}

static void rank_bylines(cot_report_model_t *model) {
    const uint32_t *size = model->results->incidence->paper_size;
    for (uint32_t p = 0; p < model->results->incidence->n_papers; p++) {
        model->slots += size[p];
        model->single += size[p] == 1;
        if (size[p] < 2 || (model->n_papers == COT_TOP && size[p] <= size[model->papers[COT_TOP - 1]])) {
            continue;
        }
        uint32_t place = model->n_papers < COT_TOP ? model->n_papers++ : COT_TOP - 1;
        for (; place > 0 && size[model->papers[place - 1]] < size[p]; place--) {
            model->papers[place] = model->papers[place - 1];
        }
        model->papers[place] = p;
    }
}

static bool is_more_doubtful(const cot_authors_t *authors, size_t a, size_t b) {
    cot_audit_row_t left = cot_authors_audit(authors, a), right = cot_authors_audit(authors, b);
    if (left.sure < right.sure || left.sure > right.sure) {
        return left.sure < right.sure;
    }
    return left.mentions > right.mentions;
}

/* A name that is surely no name, or surely kept, is no doubt: below 1 only. */
static void rank_doubts(cot_report_model_t *model) {
    const cot_authors_t *authors = model->results->authors;
    for (size_t i = 0; i < cot_authors_audit_count(authors); i++) {
        bool full = model->n_doubts == COT_TOP;
        if (!(cot_authors_audit(authors, i).sure < COT_SURE) ||
            (full && !is_more_doubtful(authors, i, model->doubts[COT_TOP - 1]))) {
            continue;
        }
        uint32_t place = full ? COT_TOP - 1 : model->n_doubts++;
        for (; place > 0 && is_more_doubtful(authors, i, model->doubts[place - 1]); place--) {
            model->doubts[place] = model->doubts[place - 1];
        }
        model->doubts[place] = i;
    }
}

cot_status_t cot_i_report_model(cot_report_model_t *model, const cot_results_t *results, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *model = (cot_report_model_t){.results = results, .split = COT_NO_YEAR};
    const cot_analysis_t *analysis = results->coauthor.analysis;
    if (cot_i_report_method(&results->coauthor)) {
        model->community = analysis->columns[analysis->community].ints;
    }
    rank_papers(model);
    rank_columns(model);
    rank_pairs(model);
    rank_bylines(model);
    rank_doubts(model);
    COT_TRY(st, cot_i_report_growth(model, err));
    COT_TRY(st, cot_i_report_topics(model, err));
    COT_TRY(st, cot_i_report_bridges(model, err));
    COT_TRY(st, cot_i_report_links(model, err));
done:
    return st;
}

void cot_i_report_model_clear(cot_report_model_t *model) {
    cot_i_free(model->years);
    cot_i_free(model->topics);
    model->years = NULL;
    model->topics = NULL;
}
