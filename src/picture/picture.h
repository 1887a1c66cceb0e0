/* picture.h: what the files of this room share: a canvas, text, colours, axes, legends; and the pictures.
 *
 * Everything is in points (1/72 inch), y down, drawn by one thread. Drawing calls do not fail one by one: Cairo keeps
 * the first failure, write.c asks for it at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PICTURE_PICTURE_H
#define COT_PICTURE_PICTURE_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "coterie/picture.h"
#include "report/model.h"

typedef struct {
    double r, g, b;
} cot_i_rgb_t;
static inline cot_i_rgb_t cot_i_rgb(uint32_t color) {
    return (cot_i_rgb_t){(color >> 16) / 255.0, (color >> 8 & 255) / 255.0, (color & 255) / 255.0};
}

typedef struct {
    double x, y, width, height;
} cot_i_box_t;

/* A picture being drawn. */
typedef struct {
    const cot_results_t *results;
    const cot_picture_params_t *params;
    cot_picture_notes_t notes;
    const cot_env_t *env;
    cot_error_t *err;
    cot_out_t *out;          /* where the surface writes to; NULL: it is given up */
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoFontMap *fonts;     /* NULL: there is no font, text takes no room and is not drawn */
    PangoContext *pango;
    PangoLayout *layout;     /* of the text that is being measured or drawn */
    double width, height;
    cot_i_rgb_t paper, ink, soft, faint; /* background; text; lesser text; grid */
    cot_i_box_t at;          /* what is left between title and caption */
    char caption[1024];
} cot_canvas_t;

/* The pictures. Each fills canvas->at and may add to the caption before cot_i_canvas_begin. */
typedef cot_status_t cot_i_picture_fn(cot_canvas_t *canvas, cot_error_t *err);
cot_i_picture_fn cot_i_picture_coauthors, cot_i_picture_author_topics, cot_i_picture_degree, cot_i_picture_sizes,
    cot_i_picture_distances, cot_i_picture_growth, cot_i_picture_communities, cot_i_picture_topics,
    cot_i_picture_centrality;

/* ---- canvas.c: the surface by format ------------------------------------------------------------------------ */

/* Colours, text, and the room from left to right (canvas->at.width); bytes will go to out. */
cot_status_t cot_i_canvas_open(cot_canvas_t *canvas, cot_out_t *out, cot_error_t *err);
/* Makes the surface, with background, title and caption; then canvas->at is what is left for the picture itself: `height`
 * where params leave it open. */
cot_status_t cot_i_canvas_begin(cot_canvas_t *canvas, double height, cot_error_t *err);
/* Ends the surface. */
cot_status_t cot_i_canvas_close(cot_canvas_t *canvas, cot_error_t *err);
/* Frees it; a surface that was not closed writes nothing more. May be called again. */
void cot_i_canvas_clear(cot_canvas_t *canvas);
/* Adds to the caption: a part that "; " parts from what is there. */
void cot_i_canvas_say(cot_canvas_t *canvas, const char *format, ...) COT_PRINTF(2, 3);
/* Says in the middle of the picture why it shows nothing. */
void cot_i_canvas_nothing(cot_canvas_t *canvas, const char *why);
/* Edges, or dots, up to which they are lines and circles in SVG and PDF; beyond, they are an image. */
enum { COT_I_MOST_SHAPES = 10000 };
typedef cot_status_t cot_i_shapes_fn(cot_canvas_t *canvas, const void *data, cairo_t *cr, cot_error_t *err);
/* Draws shapes into an image in the resolution of print, which is put into the picture at its place. */
cot_status_t cot_i_raster(cot_canvas_t *canvas, cot_i_box_t at, cot_i_shapes_fn *shapes, const void *data,
                          cot_error_t *err);
/* What became of a Cairo call. */
cot_status_t cot_i_cairo_check(cairo_status_t status, cot_error_t *err);

/* A PNG with its resolution. */
cairo_status_t cot_i_write_png(cairo_surface_t *surface, double dpi, cot_out_t *out);
/* An SVG of Cairo's, with a title and steady ids. */
void cot_i_finish_svg(const char *svg, size_t n, const char *title, const char *about, cot_out_t *out);

/* ---- text.c: text by Pango -------------------------------------------------------------------------------- */

typedef enum { COT_LEFT, COT_CENTRE, COT_RIGHT } cot_i_align_t;
typedef struct {
    double size;             /* points */
    bool bold;
    cot_i_align_t align;
    double width;            /* 0: one line; else lines are broken, or cut with an ellipsis (lines = 1) */
    int lines;               /* at most so many; 0: as many as it takes */
} cot_i_style_t;
cot_status_t cot_i_text_open(cot_canvas_t *canvas, cot_error_t *err);
void cot_i_text_close(cot_canvas_t *canvas);
/* Room that a text takes; x and y are 0. */
cot_i_box_t cot_i_text_size(cot_canvas_t *canvas, const char *text, cot_i_style_t style);
/* Draws it: (x, y) is the upper left, upper middle or upper right end. Returns its height. */
double cot_i_text(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style, cot_i_rgb_t color);
/* Centred on (x, y) and turned by 90 degrees, read upwards. */
void cot_i_text_up(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style, cot_i_rgb_t color);
/* With a rim in the colour of the paper, for text on other things. */
void cot_i_text_rimmed(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style,
                       cot_i_rgb_t color);
static inline cot_i_style_t cot_i_style(const cot_canvas_t *canvas, double factor, cot_i_align_t align) {
    return (cot_i_style_t){factor * canvas->params->font_size, false, align, 0, 0};
}
/* "112,980"; "10⁻³". */
const char *cot_i_grouped(uint64_t value, char text[32]);
const char *cot_i_power_of_ten(int exponent, char text[32]);

/* ---- palette.c: one colour for a group in all outputs ----------------------------------------------------- */

enum { COT_I_COLORS = 8 }; /* groups that have a colour of their own in print */
/* Colour of a group: cot_community_color of the first eight, grey beyond. */
cot_i_rgb_t cot_i_group_color(const cot_canvas_t *canvas, int64_t group);
cot_i_rgb_t cot_i_mix(cot_i_rgb_t a, cot_i_rgb_t b, double share_of_b);
static inline void cot_i_set(cairo_t *cr, cot_i_rgb_t color, double alpha) {
    cairo_set_source_rgba(cr, color.r, color.g, color.b, alpha);
}

/* ---- axes.c ------------------------------------------------------------------------------------------------ */

typedef struct {
    double least, most;
    bool log, whole;         /* whole: ticks at whole numbers only */
    bool plain;              /* no thousands separators: years */
    const char *title;
    bool zeros;              /* of a log axis: its low end, behind a break, is for values of 0 */
} cot_i_axis_t;
typedef struct {
    cot_i_box_t at;          /* the plot itself */
    cot_i_axis_t x, y;
} cot_i_plot_t;
/* Leaves room for ticks and titles inside `at`, draws both axes. least = most is widened. */
void cot_i_plot_begin(cot_canvas_t *canvas, cot_i_plot_t *plot, cot_i_box_t at);
double cot_i_plot_x(const cot_i_plot_t *plot, double value);
double cot_i_plot_y(const cot_i_plot_t *plot, double value);
/* Between 2 and most + 1 ticks of 1, 2 or 5 times a power of ten; returns the step (a power of ten for log axes). */
double cot_i_tick_step(const cot_i_axis_t *axis, int most);

/* ---- legend.c ---------------------------------------------------------------------------------------------- */

typedef enum { COT_KEY_DOT, COT_KEY_SQUARE, COT_KEY_LINE, COT_KEY_DASHED } cot_i_key_t;
typedef struct {
    cot_i_key_t key;
    cot_i_rgb_t color;
    const char *text;
} cot_i_entry_t;
/* In columns as wide as fit; returns the height. draw = false: only measures. */
double cot_i_legend(cot_canvas_t *canvas, const cot_i_entry_t *entries, size_t n, cot_i_box_t at, bool draw);
/* Texts at the right end of lines, moved apart so that none lies on another: y in, y out; both in points. */
void cot_i_spread(double *y, size_t n, double height, double least, double most);

#endif
