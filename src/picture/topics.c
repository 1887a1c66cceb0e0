/* topics.c: the largest topics: their share of the papers of each year.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "picture/charts.h"

/* Row of a topic among the shown ones; -1 = it is not. */
static int row_of(const cot_report_model_t *model, uint32_t topic) {
    for (int t = 0; t < COT_I_COLORS && t < (int)model->n_topics; t++) {
        if (model->topics[t].topic == topic) {
            return t;
        }
    }
    return -1;
}

/* The years without the first ones, whose shares would be those of a handful of papers: from the one in which the papers
 * before it reach a hundredth of all. */
static cot_i_years_t settled(cot_i_years_t years, const double *total) {
    double all = 0, sum = 0;
    uint32_t i = 0;
    for (uint32_t y = 0; y < years.n; y++) {
        all += total[y];
    }
    while (i + 2 < years.n && sum + total[i] < 0.01 * all) {
        sum += total[i++];
    }
    return (cot_i_years_t){years.first + (int)i, years.n - i};
}

/* Papers in percent of their year's; total: years.n, work space. */
static void count(const cot_report_model_t *model, cot_i_years_t years, double *share, double *total) {
    const cot_incidence_t *incidence = model->results->incidence;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t *list;
        if (incidence->paper_year[p] == COT_NO_YEAR) {
            continue;
        }
        const uint32_t at = (uint32_t)(incidence->paper_year[p] - years.first);
        const uint32_t n = cot_topics_of_paper(model->results->topics, incidence->paper_of[p], &list);
        total[at]++;
        for (uint32_t i = 0; i < n; i++) {
            const int row = row_of(model, list[i]);
            if (row >= 0) {
                share[(size_t)row * years.n + at]++;
            }
        }
    }
    for (size_t i = 0; i < (size_t)COT_I_COLORS * years.n; i++) {
        share[i] = total[i % years.n] > 0 ? 100 * share[i] / total[i % years.n] : 0;
    }
}

static void draw(cot_canvas_t *canvas, const cot_report_model_t *model, cot_i_years_t years, cot_i_years_t shown,
                 const double *share) {
    cot_i_series_t series[COT_I_COLORS];
    const size_t n = model->n_topics < COT_I_COLORS ? model->n_topics : COT_I_COLORS;
    for (size_t t = 0; t < n; t++) {
        series[t] = (cot_i_series_t){share + t * years.n + (shown.first - years.first),
                                     cot_topics_at(model->results->topics, model->topics[t].topic).label,
                                     cot_i_group_color(canvas, (int64_t)t), false};
    }
    cot_i_lines(canvas, series, n, shown.first, shown.n, false, "Papers of the year (%)");
}

cot_status_t cot_i_picture_topics(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_report_model_t model = {.results = canvas->results, .split = COT_NO_YEAR};
    const cot_i_years_t years = cot_i_years_of(canvas->results->incidence);
    double *share = NULL, *total = NULL;
    char count_text[32];
    COT_TRY(st, cot_i_report_topics(&model, err));
    COT_NEW(st, err, share, (size_t)COT_I_COLORS * years.n, "picture of topics");
    COT_NEW(st, err, total, years.n, "picture of topics");
    if (model.n_topics > 0) {
        count(&model, years, share, total);
    }
    const cot_i_years_t shown = settled(years, total);
    cot_i_say_papers(canvas, canvas->results->incidence->n_papers);
    if (model.n_topics > 0) {
        cot_i_canvas_say(canvas, "the %d largest of %s topics; a paper may have several",
                         model.n_topics < COT_I_COLORS ? (int)model.n_topics : (int)COT_I_COLORS,
                         cot_i_grouped(model.n_topics, count_text));
    }
    if (shown.n < years.n) {
        cot_i_canvas_say(canvas, "years before %d, with less than 1%% of the papers, are not shown", shown.first);
    }
    COT_TRY(st, cot_i_canvas_begin(canvas, 0.66 * canvas->width, err));
    if (years.n == 0 || model.n_topics == 0) {
        cot_i_canvas_nothing(canvas, years.n == 0 ? "No paper has a year." : "No paper has a topic.");
        goto done;
    }
    draw(canvas, &model, years, shown, share);
done:
    cot_i_report_model_clear(&model);
    cot_i_free(share);
    cot_i_free(total);
    return st;
}
