/* page_years.c: what the charts of the page show: papers, authors, communities and topics by year, authors per paper,
 * degrees. Years, authors and topics are those of the model; here they get a row for every year.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/page.h"

/* Series of communities and topics; and the number of authors from which papers are counted together. */
enum { SERIES_MOST = 24, BYLINE_MOST = 100 };

/* Papers by year of some series: count[series * n_years + year]. */
typedef struct {
    const cot_page_t *page;
    int first, n_years;
    uint32_t n_communities, n_topics;
    uint32_t *communities, *topics;
} series_t;

/* A paper counts for each community that one of its authors is a member of. */
static void count_communities(series_t *s, uint32_t paper, size_t year) {
    const cot_incidence_t *incidence = s->page->results->incidence;
    const int64_t *community = s->page->model.community;
    uint32_t met = 0; /* a bit for each of the first communities */
    for (uint64_t k = incidence->paper_off[paper]; k < incidence->paper_off[paper + 1]; k++) {
        const int64_t c = community[incidence->paper_authors[k]];
        met |= c >= 0 && c < (int64_t)s->n_communities ? UINT32_C(1) << c : 0;
    }
    for (uint32_t c = 0; c < s->n_communities; c++) {
        s->communities[c * (size_t)s->n_years + year] += (met >> c) & 1;
    }
}

static void count_topics(series_t *s, uint32_t paper, size_t year) {
    const uint32_t *list;
    const uint32_t n =
        cot_topics_of_paper(s->page->results->topics, s->page->results->incidence->paper_of[paper], &list);
    for (uint32_t i = 0; i < n; i++) {
        const int32_t row = s->page->topic_row[list[i]];
        if (row >= 0 && (uint32_t)row < s->n_topics) {
            s->topics[(size_t)row * (size_t)s->n_years + year]++;
        }
    }
}

static cot_status_t count_series(series_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = s->page->results->incidence;
    COT_NEW(st, err, s->communities, s->n_communities * (size_t)s->n_years, "communities by year");
    COT_NEW(st, err, s->topics, s->n_topics * (size_t)s->n_years, "topics by year");
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        if (incidence->paper_year[p] == COT_NO_YEAR) {
            continue;
        }
        const size_t year = (size_t)(incidence->paper_year[p] - s->first);
        if (s->n_communities > 0) {
            count_communities(s, p, year);
        }
        if (s->n_topics > 0) {
            count_topics(s, p, year);
        }
    }
done:
    return st;
}

static void write_series(cot_json_t *json, const char *key, uint32_t n, int n_years, const uint32_t *counts) {
    cot_i_json_list(json, key);
    for (uint32_t i = 0; i < n; i++) {
        cot_i_json_object(json, NULL);
        cot_i_json_count(json, "row", i); /* the largest stand first in their tables */
        cot_i_json_list(json, "papers");
        for (int y = 0; y < n_years; y++) {
            cot_i_json_count(json, NULL, counts[i * (size_t)n_years + (size_t)y]);
        }
        cot_i_json_close(json);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static uint32_t papers_of(const cot_year_t *year) {
    return year->papers;
}

static uint32_t authors_of(const cot_year_t *year) {
    return year->authors;
}

static uint32_t new_authors_of(const cot_year_t *year) {
    return year->new_authors;
}

/* A column of the years, with zeros for those without papers. */
static void write_years(cot_json_t *json, const char *key, const series_t *s, uint32_t (*value)(const cot_year_t *)) {
    const cot_year_t *row = s->page->model.years;
    cot_i_json_list(json, key);
    for (int y = 0; y < s->n_years; y++) {
        const bool here = row->year == s->first + y; /* the last year has papers: row stays in the list */
        cot_i_json_count(json, NULL, here ? value(row) : 0);
        row += here && y + 1 < s->n_years;
    }
    cot_i_json_close(json);
}

cot_status_t cot_i_page_years(cot_json_t *json, const cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_report_model_t *model = &page->model;
    series_t s = {.page = page};
    if (model->n_years > 0) {
        s.first = model->years[0].year;
        s.n_years = model->years[model->n_years - 1].year - s.first + 1;
        s.n_communities = page->n_communities < SERIES_MOST ? page->n_communities : SERIES_MOST;
        s.n_topics = page->n_topics < SERIES_MOST ? page->n_topics : SERIES_MOST;
    }
    COT_TRY(st, count_series(&s, err));
    cot_i_json_object(json, "years");
    cot_i_json_list(json, "year");
    for (int y = 0; y < s.n_years; y++) {
        cot_i_json_int(json, NULL, s.first + y);
    }
    cot_i_json_close(json);
    write_years(json, "papers", &s, papers_of);
    write_years(json, "authors", &s, authors_of);
    write_years(json, "newAuthors", &s, new_authors_of);
    write_series(json, "communities", s.n_communities, s.n_years, s.communities);
    write_series(json, "topics", s.n_topics, s.n_years, s.topics);
    cot_i_json_close(json);
done:
    cot_i_free(s.communities);
    cot_i_free(s.topics);
    return st;
}

void cot_i_page_bylines(cot_json_t *json, const cot_page_t *page) {
    const cot_incidence_t *incidence = page->results->incidence;
    uint64_t papers[BYLINE_MOST + 1] = {0};
    uint32_t last = 0;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t authors = incidence->paper_size[p] < BYLINE_MOST ? incidence->paper_size[p] : BYLINE_MOST;
        papers[authors]++;
        last = authors > last ? authors : last;
    }
    cot_i_json_list(json, "authorsPerPaper");
    for (uint32_t k = 0; k <= last; k++) {
        cot_i_json_count(json, NULL, papers[k]);
    }
    cot_i_json_close(json);
}

static double figure_of(const cot_analysis_t *analysis, const char *name) {
    const cot_figure_t *figure = cot_analysis_figure(analysis, name);
    return !figure ? (double)NAN : figure->type == COT_INT ? (double)figure->integer : figure->real;
}

static void write_fit(cot_json_t *json, const cot_analysis_t *analysis) {
    const double alpha = analysis ? figure_of(analysis, "power_law_alpha") : (double)NAN;
    const double xmin = analysis ? figure_of(analysis, "power_law_xmin") : (double)NAN;
    const double ks = analysis ? figure_of(analysis, "power_law_ks") : (double)NAN;
    if (!isfinite(alpha) || !isfinite(xmin) || !isfinite(ks)) {
        cot_i_json_null(json, "fit");
        return;
    }
    cot_i_json_object(json, "fit");
    cot_i_json_rounded(json, "alpha", alpha);
    cot_i_json_rounded(json, "xmin", xmin);
    cot_i_json_rounded(json, "ks", ks);
    cot_i_json_rounded(json, "p", figure_of(analysis, "power_law_p"));
    cot_i_json_close(json);
}

void cot_i_page_degrees(cot_json_t *json, const cot_page_t *page) {
    const cot_analysis_t *analysis = page->results->coauthor.analysis;
    const uint64_t *counts = analysis ? analysis->degrees.counts : NULL;
    const uint64_t n = counts ? (uint64_t)analysis->degrees.max_degree + 1 : 0;
    cot_i_json_object(json, "degrees");
    cot_i_json_list(json, "degree");
    for (uint64_t d = 0; d < n; d++) {
        if (counts[d] > 0) {
            cot_i_json_count(json, NULL, d);
        }
    }
    cot_i_json_close(json);
    cot_i_json_list(json, "authors");
    for (uint64_t d = 0; d < n; d++) {
        if (counts[d] > 0) {
            cot_i_json_count(json, NULL, counts[d]);
        }
    }
    cot_i_json_close(json);
    write_fit(json, analysis);
    cot_i_json_close(json);
}
