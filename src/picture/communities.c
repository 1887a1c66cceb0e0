/* communities.c: the largest communities: bars of their people, which are the legend too, and above the years the people
 * who published in each, stacked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "picture/charts.h"

enum { ROWS = COT_I_COLORS + 1 }; /* the last row is all others */

typedef struct {
    uint64_t people[ROWS];
    const char *text[ROWS];
    uint32_t n;              /* rows */
    const int64_t *community;
    cot_i_years_t years;
    double *active;          /* ROWS * years.n: people with a paper in the year */
    uint32_t stacked;        /* rows of the chart of years: all, or without the others when those are the most */
} groups_t;

static uint32_t row_of(const groups_t *groups, uint32_t v) {
    const int64_t c = groups->community ? groups->community[v] : -1;
    return c >= 0 && c < COT_I_COLORS ? (uint32_t)c : COT_I_COLORS;
}

/* last: of each year the author + 1 that was counted there last. */
static void count_active(const cot_incidence_t *incidence, groups_t *groups, uint32_t *last) {
    for (uint32_t v = 0; v < incidence->n_authors; v++) {
        double *active = groups->active + (size_t)row_of(groups, v) * groups->years.n;
        for (uint64_t i = incidence->author_off[v]; i < incidence->author_off[v + 1]; i++) {
            const int year = incidence->paper_year[incidence->author_papers[i]];
            if (year != COT_NO_YEAR && last[year - groups->years.first] != v + 1) {
                last[year - groups->years.first] = v + 1;
                active[year - groups->years.first]++;
            }
        }
    }
}

static cot_status_t gather(const cot_results_t *results, groups_t *groups, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *last = NULL;
    const cot_communities_t *communities = results->communities;
    const cot_analysis_t *analysis = results->coauthor.analysis;
    const bool has = analysis && analysis->community != SIZE_MAX;
    groups->community = has ? analysis->columns[analysis->community].ints : NULL;
    groups->years = cot_i_years_of(results->incidence);
    for (uint32_t v = 0; v < results->coauthor.graph->n; v++) {
        groups->people[row_of(groups, v)]++;
    }
    for (uint32_t c = 0; c < ROWS; c++) {
        const bool named = c < COT_I_COLORS && communities && c < communities->n;
        groups->text[c] = named ? communities->rows[c].label : c < COT_I_COLORS ? "" : "all others";
        groups->n = groups->people[c] > 0 ? c + 1 : groups->n;
    }
    COT_NEW(st, err, groups->active, (size_t)ROWS * groups->years.n, "picture of communities");
    COT_NEW(st, err, last, groups->years.n, "picture of communities");
    count_active(results->incidence, groups, last);
    double named = 0, others = 0;
    for (uint32_t i = 0; i < ROWS * groups->years.n; i++) {
        *(i < COT_I_COLORS * groups->years.n ? &named : &others) += groups->active[i];
    }
    groups->stacked = others <= named ? ROWS : COT_I_COLORS;
done:
    cot_i_free(last);
    return st;
}

static double rows_height(const cot_canvas_t *canvas, const groups_t *groups) {
    uint32_t n = 0;
    for (uint32_t c = 0; c < groups->n; c++) {
        n += groups->people[c] > 0;
    }
    return 1.42 * n * canvas->params->font_size;
}

/* A row for each: name, bar, number. */
static void draw_bars(cot_canvas_t *canvas, const groups_t *groups) {
    const double size = canvas->params->font_size, line = 1.42 * size, width = canvas->at.width;
    const double name = 0.6 * width, room = width - name - 4.2 * size;
    double most = 1, y = canvas->at.y;
    for (uint32_t c = 0; c < COT_I_COLORS; c++) {
        most = fmax(most, (double)groups->people[c]);
    }
    cot_i_style_t style = cot_i_style(canvas, 0.92, COT_RIGHT);
    style.width = name;
    style.lines = 1;
    for (uint32_t c = 0; c < groups->n; c++) {
        if (groups->people[c] == 0) {
            continue;
        }
        char count[32];
        /* all others would dwarf the bars: theirs is a key only */
        const double x = canvas->at.x + name + 0.5 * size;
        const double length = c == COT_I_COLORS ? 0.5 * size : fmax(0.1 * size, room * (double)groups->people[c] / most);
        cot_i_text(canvas, canvas->at.x + name, y, groups->text[c], style, canvas->ink);
        cot_i_set(canvas->cr, cot_i_group_color(canvas, c), 1);
        cairo_rectangle(canvas->cr, x, y + 0.12 * size, length, 0.98 * size);
        cairo_fill(canvas->cr);
        cot_i_text(canvas, x + length + 0.4 * size, y, cot_i_grouped(groups->people[c], count),
                   cot_i_style(canvas, 0.92, COT_LEFT), canvas->ink);
        y += line;
    }
}

/* Upper edge of a row in a year, over those below it; the largest community lies at the bottom. */
static double top_of(const groups_t *groups, uint32_t row, uint32_t year) {
    double sum = 0;
    for (uint32_t c = 0; c <= row; c++) {
        sum += groups->active[(size_t)c * groups->years.n + year];
    }
    return sum;
}

static void draw_layer(cot_canvas_t *canvas, const cot_i_plot_t *plot, const groups_t *groups, uint32_t row) {
    const uint32_t n = groups->years.n;
    const double half = n == 1 ? 0.3 : 0; /* one year is a block */
    for (uint32_t i = 0; i < n; i++) {
        const double x = groups->years.first + (int)i, y = cot_i_plot_y(plot, top_of(groups, row, i));
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, x - half), y);
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, x + half), y);
    }
    for (uint32_t i = n; i-- > 0;) {
        const double x = groups->years.first + (int)i, y = cot_i_plot_y(plot, row > 0 ? top_of(groups, row - 1, i) : 0);
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, x + half), y);
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, x - half), y);
    }
    cairo_close_path(canvas->cr);
    cot_i_set(canvas->cr, cot_i_group_color(canvas, row), 1);
    cairo_fill_preserve(canvas->cr);
    cot_i_set(canvas->cr, canvas->paper, 1);
    cairo_set_line_width(canvas->cr, 0.05 * canvas->params->font_size);
    cairo_stroke(canvas->cr);
}

static void draw_years(cot_canvas_t *canvas, const groups_t *groups, cot_i_box_t at) {
    double most = 0;
    for (uint32_t i = 0; i < groups->years.n; i++) {
        most = fmax(most, top_of(groups, groups->stacked - 1, i));
    }
    const double margin = groups->years.n == 1 ? 0.5 : 0, first = groups->years.first;
    cot_i_plot_t plot = {.x = {first - margin, first + groups->years.n - 1 + margin, false, true, true, "Year", false},
                         .y = {0, 1.04 * most, false, true, false, "Active authors", false}};
    cot_i_plot_begin(canvas, &plot, at);
    for (uint32_t c = 0; c < groups->stacked; c++) {
        draw_layer(canvas, &plot, groups, c);
    }
}

static void say(cot_canvas_t *canvas, const groups_t *groups) {
    const cot_communities_t *communities = canvas->results->communities;
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    char count[32];
    cot_i_say_network(canvas, &canvas->results->coauthor);
    if (groups->community && communities) {
        cot_i_canvas_say(canvas, "%s communit%s (%s)", cot_i_grouped(communities->n, count),
                         communities->n == 1 ? "y" : "ies",
                         analysis->columns[analysis->community].measure->name);
    }
    if (groups->years.n > 0 && groups->stacked < ROWS) {
        cot_i_canvas_say(canvas, "active authors: with a paper in the year; the chart leaves out all others");
    }
}

cot_status_t cot_i_picture_communities(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    groups_t groups = {.n = 0};
    COT_TRY(st, gather(canvas->results, &groups, err));
    say(canvas, &groups);
    COT_TRY(st, cot_i_canvas_begin(canvas, 0.62 * canvas->width + rows_height(canvas, &groups), err));
    if (!groups.community || groups.n == 0) {
        cot_i_canvas_nothing(canvas, groups.n == 0 ? "There is nobody in the network." : "There are no communities.");
        goto done;
    }
    cot_i_box_t at = canvas->at;
    const double used = rows_height(canvas, &groups) + canvas->params->font_size;
    draw_bars(canvas, &groups);
    at.y += used;
    at.height -= used;
    if (groups.years.n > 0 && at.height > 6 * canvas->params->font_size) {
        draw_years(canvas, &groups, at);
    } else if (groups.years.n == 0) {
        canvas->at = at;
        cot_i_canvas_nothing(canvas, "No paper has a year.");
    }
done:
    cot_i_free(groups.active);
    return st;
}
