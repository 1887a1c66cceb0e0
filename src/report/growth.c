/* growth.c: how the corpus grew: papers, authors and pairs by year, and topics before and after the middle.
 *
 * The split year is the first by which half of the dated papers are out, but never the last year: topics are
 * compared by their share of the papers up to it and after it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/model.h"

/* Years as rows of a table that has one for every year of the range. */
typedef struct {
    cot_year_t *rows;
    uint32_t *seen;       /* author + 1 last counted in the year */
    int first, n;
} span_t;

static void find_span(const cot_incidence_t *incidence, span_t *span) {
    int first = INT16_MAX, last = INT16_MIN;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        int year = incidence->paper_year[p];
        if (year != COT_NO_YEAR) {
            first = year < first ? year : first;
            last = year > last ? year : last;
        }
    }
    span->first = first;
    span->n = last >= first ? last - first + 1 : 0;
}

static void count_papers(const cot_incidence_t *incidence, span_t *span, uint32_t *undated) {
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        if (incidence->paper_year[p] == COT_NO_YEAR) {
            ++*undated;
            continue;
        }
        cot_year_t *row = &span->rows[incidence->paper_year[p] - span->first];
        uint32_t size = incidence->paper_size[p];
        row->papers++;
        row->slots += size;
        row->single += size == 1;
        row->largest_byline = size > row->largest_byline ? size : row->largest_byline;
    }
}

static void count_authors(const cot_incidence_t *incidence, span_t *span) {
    for (uint32_t v = 0; v < incidence->n_authors; v++) {
        int first = INT16_MAX;
        for (uint64_t i = incidence->author_off[v]; i < incidence->author_off[v + 1]; i++) {
            int year = incidence->paper_year[incidence->author_papers[i]];
            if (year == COT_NO_YEAR) {
                continue;
            }
            first = year < first ? year : first;
            span->rows[year - span->first].authors += span->seen[year - span->first] != v + 1;
            span->seen[year - span->first] = v + 1;
        }
        if (first != INT16_MAX) {
            span->rows[first - span->first].new_authors++;
        }
    }
}

static void count_pairs(const cot_graph_t *graph, span_t *span) {
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        int place = graph->first_year[e] - span->first;
        if (graph->first_year[e] != COT_NO_YEAR && place >= 0 && place < span->n) {
            span->rows[place].new_pairs++;
        }
    }
}

static void find_split(cot_report_model_t *model) {
    uint64_t dated = model->results->incidence->n_papers - model->undated, sum = 0;
    for (uint32_t i = 0; i + 1 < model->n_years; i++) {
        sum += model->years[i].papers;
        model->split = model->years[i].year;
        model->early = sum;
        if (2 * sum >= dated) {
            break;
        }
    }
    model->late = model->split == COT_NO_YEAR ? 0 : dated - model->early;
}

cot_status_t cot_i_report_growth(cot_report_model_t *model, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = model->results->incidence;
    span_t span = {NULL, NULL, 0, 0};
    find_span(incidence, &span);
    COT_NEW(st, err, span.rows, span.n, "years");
    COT_NEW(st, err, span.seen, span.n, "years");
    count_papers(incidence, &span, &model->undated);
    count_authors(incidence, &span);
    count_pairs(model->results->coauthor.graph, &span);
    for (int i = 0; i < span.n; i++) {
        if (span.rows[i].papers > 0) {
            span.rows[i].year = (int16_t)(span.first + i);
            span.rows[model->n_years++] = span.rows[i];
        }
    }
    model->years = span.rows;
    span.rows = NULL;
    find_split(model);
done:
    cot_i_free(span.rows);
    cot_i_free(span.seen);
    return st;
}

static int compare_topics(const void *left, const void *right) {
    const cot_topic_row_t *a = left, *b = right;
    if (a->papers != b->papers) {
        return a->papers > b->papers ? -1 : 1;
    }
    return a->topic < b->topic ? -1 : a->topic > b->topic;
}

static void count_topic_papers(const cot_report_model_t *model, cot_topic_row_t *rows) {
    const cot_incidence_t *incidence = model->results->incidence;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t *list;
        uint32_t n = cot_topics_of_paper(model->results->topics, incidence->paper_of[p], &list);
        int16_t year = incidence->paper_year[p];
        bool dated = year != COT_NO_YEAR && model->split != COT_NO_YEAR;
        for (uint32_t i = 0; i < n; i++) {
            rows[list[i]].papers++;
            rows[list[i]].early += dated && year <= model->split;
            rows[list[i]].late += dated && year > model->split;
        }
    }
}

/* The author-topic network knows the authors of a topic: its neighbours. */
static void count_topic_authors(const cot_report_model_t *model, cot_topic_row_t *rows, uint32_t n) {
    const cot_graph_t *graph = model->results->author_topic.graph;
    for (uint32_t v = graph ? graph->n_left : 0; graph && v < graph->n; v++) {
        uint32_t topic = graph->topic_of[v - graph->n_left];
        if (topic < n) {
            rows[topic].authors = (uint32_t)(graph->off[v + 1] - graph->off[v]);
        }
    }
}

cot_status_t cot_i_report_topics(cot_report_model_t *model, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = model->results->topics ? cot_topics_count(model->results->topics) : 0;
    COT_NEW(st, err, model->topics, n, "topics of the report");
    for (uint32_t t = 0; t < n; t++) {
        model->topics[t].topic = t;
    }
    if (n > 0) {
        count_topic_papers(model, model->topics);
        count_topic_authors(model, model->topics, n);
        qsort(model->topics, n, sizeof *model->topics, compare_topics);
    }
    while (model->n_topics < n && model->topics[model->n_topics].papers > 0) {
        model->n_topics++;
    }
done:
    return st;
}
