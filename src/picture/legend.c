/* legend.c: what a colour means: keys in columns, or texts at the ends of lines.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "picture/picture.h"

static void draw_key(cot_canvas_t *canvas, const cot_i_entry_t *entry, double x, double y, double size) {
    cairo_t *cr = canvas->cr;
    const double r = 0.32 * size, middle = y + 0.62 * size;
    cot_i_set(cr, entry->color, 1);
    if (entry->key == COT_KEY_DOT) {
        cairo_arc(cr, x + 0.5 * size, middle, r, 0, 2 * G_PI);
        cairo_fill(cr);
    } else if (entry->key == COT_KEY_SQUARE) {
        cairo_rectangle(cr, x + 0.5 * size - r, middle - r, 2 * r, 2 * r);
        cairo_fill(cr);
    } else {
        const double dash[] = {0.3 * size, 0.2 * size};
        cairo_set_dash(cr, dash, entry->key == COT_KEY_DASHED ? 2 : 0, 0);
        cairo_set_line_width(cr, 0.18 * size);
        cairo_move_to(cr, x, middle);
        cairo_line_to(cr, x + 1.2 * size, middle);
        cairo_stroke(cr);
        cairo_set_dash(cr, NULL, 0, 0);
    }
}

double cot_i_legend(cot_canvas_t *canvas, const cot_i_entry_t *entries, size_t n, cot_i_box_t at, bool draw) {
    const double size = canvas->params->font_size, key = 1.6 * size, gap = size;
    cot_i_style_t style = cot_i_style(canvas, 0.92, COT_LEFT);
    double widest = 0;
    for (size_t i = 0; i < n; i++) {
        widest = fmax(widest, cot_i_text_size(canvas, entries[i].text, style).width);
    }
    if (n == 0 || !(widest > 0)) {
        return 0;
    }
    size_t columns = (size_t)fmax(1, floor((at.width + gap) / (widest + key + gap)));
    columns = columns > n ? n : columns;
    const size_t rows = (n + columns - 1) / columns;
    const double width = fmin((at.width + gap) / (double)columns, widest + key + gap);
    style.width = width - key - gap + 0.1;
    style.lines = 1;
    const double line = 1.3 * size;
    for (size_t i = 0; i < n && draw; i++) {
        const double x = at.x + (double)(i / rows) * width, y = at.y + (double)(i % rows) * line;
        draw_key(canvas, &entries[i], x, y, size);
        cot_i_text(canvas, x + key, y, entries[i].text, style, canvas->ink);
    }
    return (double)rows * line;
}

void cot_i_spread(double *y, size_t n, double height, double least, double most) {
    /* In the order of y (few items: by insertion), pushed down where they touch, then back up from the end. */
    size_t order[64];
    n = n > 64 ? 64 : n;
    for (size_t i = 0; i < n; i++) {
        size_t at = i;
        for (; at > 0 && y[order[at - 1]] > y[i]; at--) {
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    for (size_t i = 0; i < n; i++) {
        const double before = i > 0 ? y[order[i - 1]] + height : least;
        y[order[i]] = fmax(y[order[i]], before);
    }
    for (size_t i = n; i-- > 0;) {
        const double after = i + 1 < n ? y[order[i + 1]] - height : most;
        y[order[i]] = fmin(y[order[i]], after);
    }
}
