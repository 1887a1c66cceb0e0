/* charts.h: charts that several pictures are made of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PICTURE_CHARTS_H
#define COT_PICTURE_CHARTS_H

#include "picture/picture.h"

/* Bars of equal width for first, first + 1, ...; last: text below the last bar instead of its number, or NULL. */
void cot_i_bars(cot_canvas_t *canvas, const double *value, uint32_t n, uint32_t first, const char *last, double most,
                const char *x_title, const char *y_title);

/* Values of consecutive years. */
typedef struct {
    const double *value;
    const char *text;        /* at the right end of the line */
    cot_i_rgb_t color;
    bool dashed;
} cot_i_series_t;
/* Lines over the years from `first` on, each named at its right end. */
void cot_i_lines(cot_canvas_t *canvas, const cot_i_series_t *series, size_t n, int first, uint32_t n_years, bool whole,
                 const char *y_title);

/* The years with kept papers; n = 0: none has one. */
typedef struct {
    int first;
    uint32_t n;
} cot_i_years_t;
cot_i_years_t cot_i_years_of(const cot_incidence_t *incidence);

/* Parts of captions: "n = 2,999 papers of 2012–2024"; "n = 112,980 authors, m = 330,614 edges". */
void cot_i_say_papers(cot_canvas_t *canvas, uint64_t papers);
void cot_i_say_network(cot_canvas_t *canvas, const cot_network_t *network);

#endif
