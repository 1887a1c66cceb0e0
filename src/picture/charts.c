/* charts.c: bars, lines over years, and what captions say.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/charts.h"

#include <math.h>
#include <stdio.h>

cot_i_years_t cot_i_years_of(const cot_incidence_t *incidence) {
    int first = INT16_MAX, last = INT16_MIN;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const int year = incidence->paper_year[p];
        if (year != COT_NO_YEAR) {
            first = year < first ? year : first;
            last = year > last ? year : last;
        }
    }
    return last >= first ? (cot_i_years_t){first, (uint32_t)(last - first + 1)} : (cot_i_years_t){0, 0};
}

/* " of 2012–2024", or nothing. */
static void years_text(const cot_incidence_t *incidence, char text[32]) {
    const cot_i_years_t years = cot_i_years_of(incidence);
    text[0] = '\0';
    if (years.n == 1) {
        (void)snprintf(text, 32, " of %d", years.first);
    } else if (years.n > 1) {
        (void)snprintf(text, 32, " of %d–%d", years.first, years.first + (int)years.n - 1);
    }
}

void cot_i_say_papers(cot_canvas_t *canvas, uint64_t papers) {
    char count[32], years[32];
    years_text(canvas->results->incidence, years);
    cot_i_canvas_say(canvas, "n = %s paper%s%s", cot_i_grouped(papers, count), papers == 1 ? "" : "s", years);
}

void cot_i_say_network(cot_canvas_t *canvas, const cot_network_t *network) {
    const cot_graph_t *graph = network->graph;
    char authors[32], topics[32], edges[32], papers[32], years[32];
    years_text(canvas->results->incidence, years);
    if (graph->kind == COT_AUTHOR_TOPIC) {
        cot_i_canvas_say(canvas, "n = %s authors and %s topics, m = %s edges", cot_i_grouped(graph->n_left, authors),
                         cot_i_grouped(graph->n - graph->n_left, topics), cot_i_grouped(graph->m, edges));
    } else {
        cot_i_canvas_say(canvas, "n = %s author%s, m = %s edge%s", cot_i_grouped(graph->n, authors),
                         graph->n == 1 ? "" : "s", cot_i_grouped(graph->m, edges), graph->m == 1 ? "" : "s");
    }
    cot_i_canvas_say(canvas, "%s paper%s%s", cot_i_grouped(canvas->results->incidence->n_papers, papers),
                     canvas->results->incidence->n_papers == 1 ? "" : "s", years);
}

void cot_i_bars(cot_canvas_t *canvas, const double *value, uint32_t n, uint32_t first, const char *last, double most,
                const char *x_title, const char *y_title) {
    cot_i_plot_t plot = {.x = {first - 0.6, first + n - 0.4, false, true, true, x_title, false},
                         .y = {0, most > 0 ? 1.04 * most : 1, false, false, false, y_title, false}};
    cot_i_plot_begin(canvas, &plot, canvas->at);
    cot_i_set(canvas->cr, cot_i_group_color(canvas, 0), 1);
    for (uint32_t i = 0; i < n; i++) {
        const double left = cot_i_plot_x(&plot, first + i - 0.36), right = cot_i_plot_x(&plot, first + i + 0.36);
        const double top = cot_i_plot_y(&plot, value[i]);
        cairo_rectangle(canvas->cr, left, top, right - left, plot.at.y + plot.at.height - top);
    }
    cairo_fill(canvas->cr);
    if (last) {
        const double size = canvas->params->font_size;
        cot_i_text(canvas, cot_i_plot_x(&plot, first + n - 1), plot.at.y + plot.at.height + 0.42 * size, last,
                   cot_i_style(canvas, 0.92, COT_CENTRE), canvas->ink);
    }
}

static double most_of(const cot_i_series_t *series, size_t n, uint32_t n_years) {
    double most = 0;
    for (size_t s = 0; s < n; s++) {
        for (uint32_t i = 0; i < n_years; i++) {
            most = fmax(most, series[s].value[i]);
        }
    }
    return most;
}

static void draw_line(cot_canvas_t *canvas, const cot_i_plot_t *plot, const cot_i_series_t *series, int first,
                      uint32_t n_years) {
    const double size = canvas->params->font_size, dash[] = {0.4 * size, 0.25 * size};
    cot_i_set(canvas->cr, series->color, 1);
    cairo_set_line_width(canvas->cr, 0.17 * size);
    cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_set_dash(canvas->cr, dash, series->dashed ? 2 : 0, 0);
    for (uint32_t i = 0; i < n_years; i++) {
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, first + (int)i), cot_i_plot_y(plot, series->value[i]));
    }
    cairo_stroke(canvas->cr);
    cairo_set_dash(canvas->cr, NULL, 0, 0);
    for (uint32_t i = 0; i < n_years && n_years <= 40; i++) {
        const double x = cot_i_plot_x(plot, first + (int)i), y = cot_i_plot_y(plot, series->value[i]);
        cairo_arc(canvas->cr, x, y, 0.19 * size, 0, 2 * G_PI);
        cairo_fill(canvas->cr);
    }
}

/* Names at the right ends, each as near to its line as the others let it; a thin line leads to those moved far. */
static void name_lines(cot_canvas_t *canvas, const cot_i_plot_t *plot, const cot_i_series_t *series, size_t n,
                       uint32_t n_years, double room) {
    const double size = canvas->params->font_size, height = 1.12 * size;
    const double right = plot->at.x + plot->at.width, x = right + 1.3 * size;
    double y[64];
    for (size_t s = 0; s < n; s++) {
        y[s] = cot_i_plot_y(plot, series[s].value[n_years - 1]);
    }
    cot_i_spread(y, n, height, plot->at.y, plot->at.y + plot->at.height);
    cot_i_style_t style = cot_i_style(canvas, 0.86, COT_LEFT);
    style.width = room - 1.3 * size;
    style.lines = 1;
    cairo_set_line_width(canvas->cr, 0.06 * size);
    for (size_t s = 0; s < n; s++) {
        const double end = cot_i_plot_y(plot, series[s].value[n_years - 1]);
        cot_i_set(canvas->cr, series[s].color, 1);
        cairo_move_to(canvas->cr, right + 0.3 * size, end);
        cairo_line_to(canvas->cr, right + 1.1 * size, y[s]);
        cairo_stroke(canvas->cr);
        cot_i_text(canvas, x, y[s] - 0.52 * size, series[s].text, style, canvas->ink);
    }
}

void cot_i_lines(cot_canvas_t *canvas, const cot_i_series_t *series, size_t n, int first, uint32_t n_years, bool whole,
                 const char *y_title) {
    const double size = canvas->params->font_size, most = most_of(series, n, n_years);
    const double margin = n_years > 1 ? 0.015 * n_years : 0.5;
    double widest = 0;
    for (size_t s = 0; s < n; s++) {
        widest = fmax(widest, cot_i_text_size(canvas, series[s].text, cot_i_style(canvas, 0.86, COT_LEFT)).width);
    }
    const double room = widest > 0 ? fmin(widest + 1.5 * size, 0.4 * canvas->at.width) : 0;
    cot_i_plot_t plot = {.x = {first - margin, first + (int)n_years - 1 + margin, false, true, true, "Year", false},
                         .y = {0, most > 0 ? 1.04 * most : 1, false, whole, false, y_title, false}};
    cot_i_box_t at = canvas->at;
    at.width -= room > 0 ? room - size : 0;
    cot_i_plot_begin(canvas, &plot, at);
    for (size_t s = n; s-- > 0;) {
        draw_line(canvas, &plot, &series[s], first, n_years);
    }
    name_lines(canvas, &plot, series, n, n_years, room);
}
