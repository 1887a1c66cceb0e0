/* degree.c: the share of authors with k co-authors or more, on logarithmic axes, and the power law fitted to it:
 * P(K >= k) = P(K >= k_min) zeta(alpha, k) / zeta(alpha, k_min) (A. Clauset, C. R. Shalizi & M. E. J. Newman, SIAM Rev.
 * 51, 661 (2009), doi:10.1137/070710111).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "picture/charts.h"

typedef struct {
    double alpha, xmin, ks, p; /* NaN = there is none */
    uint64_t tail;             /* authors that it was fitted to */
} fit_t;

static double figure(const cot_analysis_t *analysis, const char *name) {
    const cot_figure_t *found = cot_analysis_figure(analysis, name);
    return !found ? (double)NAN : found->type == COT_REAL ? found->real : (double)found->integer;
}

/* Hurwitz' zeta function, by Euler and Maclaurin's sum; a > 1, q >= 1. */
static double zeta(double a, double q) {
    enum { TERMS = 12 };
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
        sum += pow(q + i, -a);
    }
    q += TERMS;
    return sum + pow(q, 1 - a) / (a - 1) + pow(q, -a) / 2 + a * pow(q, -a - 1) / 12;
}

/* Vertices of degree k or more. */
static uint64_t tail(const cot_degrees_t *degrees, uint32_t k) {
    uint64_t sum = 0;
    for (uint32_t d = k; d <= degrees->max_degree; d++) {
        sum += degrees->counts[d];
    }
    return sum;
}

static void say(cot_canvas_t *canvas, const fit_t *fit, uint64_t isolated) {
    char text[32];
    cot_i_say_network(canvas, &canvas->results->coauthor);
    if (isolated > 0) {
        cot_i_canvas_say(canvas, "%s without co-author not shown", cot_i_grouped(isolated, text));
    }
    if (!isnan(fit->alpha)) {
        cot_i_canvas_say(canvas, "dashed: power law of exponent α = %.2f fitted to the %s with k = %.0f or more, "
                         "Kolmogorov–Smirnov distance %.3f", fit->alpha, cot_i_grouped(fit->tail, text), fit->xmin, fit->ks);
        if (!isnan(fit->p)) {
            cot_i_canvas_say(canvas, "p = %.2f%s", fit->p, fit->p < 0.1 ? " (ruled out)" : "");
        }
    }
}

static void draw_points(cot_canvas_t *canvas, const cot_i_plot_t *plot, const cot_degrees_t *degrees, double n) {
    const double size = canvas->params->font_size;
    uint64_t left = tail(degrees, 1);
    cot_i_set(canvas->cr, cot_i_group_color(canvas, 0), 1);
    for (uint32_t k = 1; k <= degrees->max_degree; k++) {
        if (degrees->counts[k] > 0) {
            cairo_arc(canvas->cr, cot_i_plot_x(plot, k), cot_i_plot_y(plot, (double)left / n), 0.2 * size, 0, 2 * G_PI);
            cairo_fill(canvas->cr);
        }
        left -= degrees->counts[k];
    }
}

static void draw_fit(cot_canvas_t *canvas, const cot_i_plot_t *plot, const cot_degrees_t *degrees, double n,
                     const fit_t *fit) {
    enum { PARTS = 60 };
    if (isnan(fit->alpha) || !(fit->alpha > 1) || !(fit->xmin >= 1) || fit->xmin > degrees->max_degree) {
        return;
    }
    const double size = canvas->params->font_size, dash[] = {0.45 * size, 0.28 * size};
    const double share = (double)tail(degrees, (uint32_t)fit->xmin) / n, whole = zeta(fit->alpha, fit->xmin);
    const double last = fmax(degrees->max_degree, fit->xmin);
    cairo_save(canvas->cr);
    cairo_rectangle(canvas->cr, plot->at.x, plot->at.y, plot->at.width + size, plot->at.height);
    cairo_clip(canvas->cr);
    for (int i = 0; i <= PARTS; i++) {
        const double k = fit->xmin * pow(last / fit->xmin, (double)i / PARTS);
        cairo_line_to(canvas->cr, cot_i_plot_x(plot, k),
                      cot_i_plot_y(plot, share * zeta(fit->alpha, k) / whole));
    }
    cot_i_set(canvas->cr, cot_i_group_color(canvas, 1), 1);
    cairo_set_line_width(canvas->cr, 0.16 * size);
    cairo_set_dash(canvas->cr, dash, 2, 0);
    cairo_stroke(canvas->cr);
    cairo_set_dash(canvas->cr, NULL, 0, 0);
    cairo_restore(canvas->cr);
}

cot_status_t cot_i_picture_degree(cot_canvas_t *canvas, cot_error_t *err) {
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    const bool measured = analysis && analysis->degrees.counts;
    fit_t fit = {NAN, NAN, NAN, NAN, 0};
    if (measured) {
        fit = (fit_t){figure(analysis, "power_law_alpha"), figure(analysis, "power_law_xmin"),
                      figure(analysis, "power_law_ks"), figure(analysis, "power_law_p"), 0};
        fit.tail = isnan(fit.xmin) ? 0 : tail(&analysis->degrees, (uint32_t)fit.xmin);
    }
    const uint64_t joined = measured ? tail(&analysis->degrees, 1) : 0;
    say(canvas, &fit, measured ? canvas->results->coauthor.graph->n - joined : 0);
    const cot_status_t st = cot_i_canvas_begin(canvas, 0.7 * canvas->width, err);
    if (st != COT_OK) {
        return st;
    }
    if (joined == 0) {
        cot_i_canvas_nothing(canvas, measured ? "Nobody has a co-author." : "Degrees were not measured.");
        return COT_OK;
    }
    const double n = (double)joined, least = pow(10, floor(log10(1 / n) + 1e-9));
    cot_i_plot_t plot = {
        .x = {0.9, fmax(10, 1.15 * analysis->degrees.max_degree), true, false, false, "Co-authors, k", false},
        .y = {fmin(0.1, least), 1.2, true, false, false, "Authors with k or more (share)", false}};
    cot_i_plot_begin(canvas, &plot, canvas->at);
    draw_points(canvas, &plot, &analysis->degrees, n);
    draw_fit(canvas, &plot, &analysis->degrees, n, &fit);
    return COT_OK;
}
