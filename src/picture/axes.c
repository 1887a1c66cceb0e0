/* axes.c: two axes with ticks at round numbers, plain or logarithmic, as journals like them: thin, outward ticks, a line
 * below and at the left only.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "picture/picture.h"

/* Share of an axis that is for zeros, and where in it the line has its break. */
static const double ZEROS = 0.08, BREAK_FROM = 0.055, BREAK_TO = 0.07;

/* Where the numbers of an axis begin, as a share of its length. */
static double low_end(const cot_i_axis_t *axis) {
    return axis->log && axis->zeros ? ZEROS : 0;
}

static double place(const cot_i_axis_t *axis, double value) {
    if (axis->log) {
        const double low = low_end(axis);
        return value > 0 ? low + (1 - low) * log(value / axis->least) / log(axis->most / axis->least) : BREAK_FROM / 2;
    }
    return (value - axis->least) / (axis->most - axis->least);
}

double cot_i_plot_x(const cot_i_plot_t *plot, double value) {
    return plot->at.x + plot->at.width * place(&plot->x, value);
}

double cot_i_plot_y(const cot_i_plot_t *plot, double value) {
    return plot->at.y + plot->at.height * (1 - place(&plot->y, value));
}

double cot_i_tick_step(const cot_i_axis_t *axis, int most) {
    if (axis->log) {
        const double decades = log10(axis->most / axis->least);
        return pow(10, fmax(1, ceil(decades / most)));
    }
    const double rough = (axis->most - axis->least) / most, power = pow(10, floor(log10(rough)));
    const double times = rough / power;
    const double step = power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
    return axis->whole ? fmax(1, step) : step;
}

static void format_tick(const cot_i_axis_t *axis, double value, double step, char text[48]) {
    char scratch[32];
    if (axis->log) {
        (void)snprintf(text, 48, "%s", cot_i_power_of_ten((int)lround(log10(value)), scratch));
    } else if (fabs(value) >= 1000 && !axis->plain) {
        (void)snprintf(text, 48, "%s%s", value < 0 ? "−" : "", cot_i_grouped((uint64_t)llround(fabs(value)), scratch));
    } else {
        const int decimals = step >= 1 ? 0 : (int)ceil(-log10(step) - 1e-9);
        (void)snprintf(text, 48, "%.*f", decimals, value + 0.0);
    }
}

/* The first tick of an axis, then the next; up to `most`. */
static double first_tick(const cot_i_axis_t *axis, double step) {
    if (axis->log) {
        return pow(10, ceil(log10(axis->least) - 1e-9));
    }
    return ceil(axis->least / step - 1e-9) * step;
}

static double next_tick(const cot_i_axis_t *axis, double first, double step, int i) {
    return axis->log ? first * pow(step, i) : first + step * i;
}

static bool on_axis(const cot_i_axis_t *axis, double value) {
    const double at = place(axis, value);
    return at > low_end(axis) - 1e-9 && at < 1 + 1e-9;
}

static void widen(cot_i_axis_t *axis) {
    if (!(axis->most > axis->least)) {
        axis->most = axis->log ? axis->least * 10 : axis->least + 1;
    }
}

static int ticks_of(const cot_canvas_t *canvas, double length, double room) {
    return (int)fmax(2, floor(length / (room * canvas->params->font_size)));
}

/* Small ticks at 2, 3, ... 9 times a power of ten. */
static void small_ticks(cot_canvas_t *canvas, const cot_i_plot_t *plot, bool x) {
    const cot_i_axis_t *axis = x ? &plot->x : &plot->y;
    const double length = 0.17 * canvas->params->font_size, bottom = plot->at.y + plot->at.height;
    const int least = (int)floor(log10(axis->least) + 1e-9), most = (int)ceil(log10(axis->most) - 1e-9);
    for (int decade = least; decade <= most && most - least <= 8; decade++) {
        for (int times = 2; times <= 9; times++) {
            const double value = times * pow(10, decade);
            if (!on_axis(axis, value)) {
                continue;
            }
            cairo_move_to(canvas->cr, x ? cot_i_plot_x(plot, value) : plot->at.x, x ? bottom : cot_i_plot_y(plot, value));
            cairo_rel_line_to(canvas->cr, x ? 0 : -length, x ? length : 0);
        }
    }
    cairo_stroke(canvas->cr);
}

static void tick_x(cot_canvas_t *canvas, const cot_i_plot_t *plot, double value, const char *text) {
    const double length = 0.32 * canvas->params->font_size, bottom = plot->at.y + plot->at.height;
    const double x = cot_i_plot_x(plot, value);
    cot_i_set(canvas->cr, canvas->ink, 1);
    cairo_move_to(canvas->cr, x, bottom);
    cairo_rel_line_to(canvas->cr, 0, length);
    cairo_stroke(canvas->cr);
    cot_i_text(canvas, x, bottom + 1.3 * length, text, cot_i_style(canvas, 0.92, COT_CENTRE), canvas->ink);
}

static void draw_x(cot_canvas_t *canvas, const cot_i_plot_t *plot) {
    const double step = cot_i_tick_step(&plot->x, ticks_of(canvas, plot->at.width, 3.3));
    const double first = first_tick(&plot->x, step);
    for (int i = 0; on_axis(&plot->x, next_tick(&plot->x, first, step, i)); i++) {
        char text[48];
        const double value = next_tick(&plot->x, first, step, i);
        format_tick(&plot->x, value, step, text);
        tick_x(canvas, plot, value, text);
    }
    if (low_end(&plot->x) > 0) {
        tick_x(canvas, plot, 0, "0");
    }
    if (plot->x.title) {
        cot_i_text(canvas, plot->at.x + plot->at.width / 2, plot->at.y + plot->at.height + 1.65 * canvas->params->font_size,
                   plot->x.title, cot_i_style(canvas, 1, COT_CENTRE), canvas->ink);
    }
}

/* Draws a tick and its text, or (draw = false) only measures the text; returns its width. */
static double tick_y(cot_canvas_t *canvas, const cot_i_plot_t *plot, double value, const char *text, bool draw) {
    const double length = 0.32 * canvas->params->font_size, y = cot_i_plot_y(plot, value);
    const cot_i_style_t style = cot_i_style(canvas, 0.92, COT_RIGHT);
    const cot_i_box_t box = cot_i_text_size(canvas, text, style);
    if (draw) {
        cot_i_set(canvas->cr, canvas->ink, 1);
        cairo_move_to(canvas->cr, plot->at.x, y);
        cairo_rel_line_to(canvas->cr, -length, 0);
        cairo_stroke(canvas->cr);
        cot_i_text(canvas, plot->at.x - 1.5 * length, y - box.height / 2, text, style, canvas->ink);
    }
    return box.width;
}

/* All ticks; returns the width of the widest text. */
static double ticks_y(cot_canvas_t *canvas, const cot_i_plot_t *plot, bool draw) {
    const double step = cot_i_tick_step(&plot->y, ticks_of(canvas, plot->at.height, 2.6));
    const double first = first_tick(&plot->y, step);
    double widest = low_end(&plot->y) > 0 ? tick_y(canvas, plot, 0, "0", draw) : 0;
    for (int i = 0; on_axis(&plot->y, next_tick(&plot->y, first, step, i)); i++) {
        char text[48];
        const double value = next_tick(&plot->y, first, step, i);
        format_tick(&plot->y, value, step, text);
        widest = fmax(widest, tick_y(canvas, plot, value, text, draw));
    }
    return widest;
}

/* The lines of both axes, each with a break above its zeros. */
static void draw_lines(cot_canvas_t *canvas, const cot_i_plot_t *plot) {
    const cot_i_box_t at = plot->at;
    const double bottom = at.y + at.height;
    cairo_move_to(canvas->cr, at.x, at.y);
    if (low_end(&plot->y) > 0) {
        cairo_line_to(canvas->cr, at.x, bottom - BREAK_TO * at.height);
        cairo_move_to(canvas->cr, at.x, bottom - BREAK_FROM * at.height);
    }
    cairo_line_to(canvas->cr, at.x, bottom);
    if (low_end(&plot->x) > 0) {
        cairo_line_to(canvas->cr, at.x + BREAK_FROM * at.width, bottom);
        cairo_move_to(canvas->cr, at.x + BREAK_TO * at.width, bottom);
        cairo_rel_line_to(canvas->cr, (1 - BREAK_TO) * at.width, 0);
    } else {
        cairo_rel_line_to(canvas->cr, at.width, 0);
    }
    cairo_stroke(canvas->cr);
}

void cot_i_plot_begin(cot_canvas_t *canvas, cot_i_plot_t *plot, cot_i_box_t at) {
    const double size = canvas->params->font_size;
    widen(&plot->x);
    widen(&plot->y);
    plot->at = at;
    const double below = plot->x.title ? 3.1 * size : 1.8 * size;
    plot->at.y += 0.6 * size;
    plot->at.height = fmax(1, at.height - below - 0.6 * size);
    const double left = ticks_y(canvas, plot, false) + (plot->y.title ? 2.3 * size : 0.8 * size);
    plot->at.x += left;
    plot->at.width = fmax(1, at.width - left - size);
    cairo_set_line_width(canvas->cr, 0.07 * size);
    cot_i_set(canvas->cr, canvas->ink, 1);
    if (plot->x.log) {
        small_ticks(canvas, plot, true);
    }
    if (plot->y.log) {
        small_ticks(canvas, plot, false);
    }
    draw_lines(canvas, plot);
    draw_x(canvas, plot);
    ticks_y(canvas, plot, true);
    if (plot->y.title) {
        cot_i_text_up(canvas, at.x + 0.65 * size, plot->at.y + plot->at.height / 2, plot->y.title,
                      cot_i_style(canvas, 1, COT_CENTRE), canvas->ink);
    }
}
