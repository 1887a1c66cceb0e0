/* growth.c: papers, authors and authors who are new, by year.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "picture/charts.h"

cot_status_t cot_i_picture_growth(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_report_model_t model = {.results = canvas->results, .split = COT_NO_YEAR};
    const cot_i_years_t years = cot_i_years_of(canvas->results->incidence);
    double *values = NULL;
    char undated[32];
    COT_TRY(st, cot_i_report_growth(&model, err));
    COT_NEW(st, err, values, 3 * (size_t)years.n + 1, "picture of growth");
    double *papers = values, *authors = values + years.n, *new_authors = values + 2 * (size_t)years.n;
    for (uint32_t i = 0; i < model.n_years; i++) {
        const int at = model.years[i].year - years.first;
        papers[at] = model.years[i].papers;
        authors[at] = model.years[i].authors;
        new_authors[at] = model.years[i].new_authors;
    }
    cot_i_say_papers(canvas, canvas->results->incidence->n_papers);
    if (model.undated > 0) {
        cot_i_canvas_say(canvas, "%s without a year not shown", cot_i_grouped(model.undated, undated));
    }
    COT_TRY(st, cot_i_canvas_begin(canvas, 0.6 * canvas->width, err));
    if (years.n == 0) {
        cot_i_canvas_nothing(canvas, "No paper has a year.");
        goto done;
    }
    const cot_i_series_t series[] = {{authors, "Authors", cot_i_group_color(canvas, 0), false},
                                     {new_authors, "New authors", cot_i_group_color(canvas, 2), true},
                                     {papers, "Papers", cot_i_group_color(canvas, 1), false}};
    cot_i_lines(canvas, series, 3, years.first, years.n, true, "Per year");
done:
    cot_i_report_model_clear(&model);
    cot_i_free(values);
    return st;
}
