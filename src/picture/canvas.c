/* canvas.c: a surface by format, its size in print, background, title and caption.
 *
 * Formats that carry a clock (PDF) or numbers of this process (SVG) are made to carry none: the same picture has the
 * same bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/out.h"
#include "picture/picture.h"

/* Cairo's bound on an image's sides. */
enum { MOST_PIXELS = 32767 };
static const double POINTS = 72 / 25.4; /* in a millimetre */

cot_status_t cot_i_cairo_check(cairo_status_t status, cot_error_t *err) {
    if (status == CAIRO_STATUS_SUCCESS) {
        return COT_OK;
    }
    return status == CAIRO_STATUS_NO_MEMORY
               ? cot_i_fail(err, COT_E_NOMEM, "out of memory: a picture")
               : cot_i_fail(err, COT_E_INTERNAL, "Cairo: %s", cairo_status_to_string(status));
}

/* A surface that is given up writes its end all the same: nobody wants it then (canvas->out is NULL). */
static cairo_status_t write_bytes(void *data, const unsigned char *bytes, unsigned n) {
    const cot_canvas_t *canvas = data;
    if (canvas->out) {
        cot_out_bytes(canvas->out, bytes, n);
    }
    return CAIRO_STATUS_SUCCESS;
}

static cot_status_t open_image(cot_canvas_t *canvas, cot_error_t *err) {
    const double scale = canvas->params->dpi / 72;
    const double width = ceil(canvas->width * scale - 1e-6), height = ceil(canvas->height * scale - 1e-6);
    if (width > MOST_PIXELS || height > MOST_PIXELS) {
        return cot_i_fail(err, COT_E_LIMIT, "picture: %.0f x %.0f pixels (allowed: up to %d each way); take a lower dpi",
                          width, height, (int)MOST_PIXELS);
    }
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
    cairo_surface_set_device_scale(canvas->surface, scale, scale);
    return COT_OK;
}

static void open_pdf(cot_canvas_t *canvas) {
    const char *title = canvas->params->title;
    canvas->surface = cairo_pdf_surface_create_for_stream(write_bytes, canvas, canvas->width, canvas->height);
    if (cairo_surface_status(canvas->surface) != CAIRO_STATUS_SUCCESS) {
        return;
    }
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATOR, "coterie " COT_VERSION);
    if (title && g_utf8_validate(title, -1, NULL)) {
        cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE, title);
    }
}

static void choose_colors(cot_canvas_t *canvas) {
    const bool dark = canvas->params->background == COT_BACKGROUND_DARK;
    canvas->paper = cot_i_rgb(dark ? 0x14171C : 0xFFFFFF);
    canvas->ink = cot_i_rgb(dark ? 0xECECEC : 0x1A1A1A);
    canvas->soft = cot_i_rgb(dark ? 0xA9AFB8 : 0x595959);
    canvas->faint = cot_i_rgb(dark ? 0x353B45 : 0xE3E3E3);
}

cot_status_t cot_i_canvas_open(cot_canvas_t *canvas, cot_out_t *out, cot_error_t *err) {
    const double margin = 0.6 * canvas->params->font_size;
    canvas->out = out;
    canvas->width = canvas->params->width * POINTS;
    canvas->at = (cot_i_box_t){margin, margin, fmax(1, canvas->width - 2 * margin), 0};
    choose_colors(canvas);
    return cot_i_text_open(canvas, err);
}

static cot_status_t open_surface(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_picture_params_t *params = canvas->params;
    if (params->format == COT_PICTURE_PNG) {
        COT_TRY(st, open_image(canvas, err));
    } else if (params->format == COT_PICTURE_PDF) {
        open_pdf(canvas);
    } else {
        canvas->surface = cairo_svg_surface_create_for_stream(write_bytes, canvas, canvas->width, canvas->height);
    }
    COT_TRY(st, cot_i_cairo_check(cairo_surface_status(canvas->surface), err));
    cairo_surface_set_fallback_resolution(canvas->surface, params->dpi, params->dpi);
    canvas->cr = cairo_create(canvas->surface);
    COT_TRY(st, cot_i_cairo_check(cairo_status(canvas->cr), err));
    if (params->background != COT_BACKGROUND_NONE) {
        cot_i_set(canvas->cr, canvas->paper, 1);
        cairo_paint(canvas->cr);
    }
done:
    return st;
}

void cot_i_canvas_say(cot_canvas_t *canvas, const char *format, ...) {
    size_t used = strlen(canvas->caption);
    va_list args;
    if (used > 0 && used + 3 < sizeof canvas->caption) {
        memcpy(canvas->caption + used, "; ", 3);
        used += 2;
    }
    va_start(args, format);
    (void)vsnprintf(canvas->caption + used, sizeof canvas->caption - used, format, args);
    va_end(args);
}

static void caption_text(const cot_canvas_t *canvas, char *text, size_t size) {
    const char *subtitle = canvas->params->subtitle ? canvas->params->subtitle : "";
    text[0] = '\0';
    if (canvas->params->caption) {
        (void)snprintf(text, size, "%.300s%s%s%s", subtitle, subtitle[0] && canvas->caption[0] ? ": " : "",
                       canvas->caption, canvas->caption[0] ? "." : "");
    }
}

cot_status_t cot_i_canvas_begin(cot_canvas_t *canvas, double height, cot_error_t *err) {
    const double size = canvas->params->font_size, margin = canvas->at.x;
    const char *title = canvas->params->title ? canvas->params->title : "";
    cot_i_style_t bold = cot_i_style(canvas, 1.2, COT_LEFT), small = cot_i_style(canvas, 0.86, COT_LEFT);
    char caption[1400];
    bold.bold = true;
    bold.lines = 2;
    bold.width = small.width = canvas->at.width;
    caption_text(canvas, caption, sizeof caption);
    const double above = title[0] ? cot_i_text_size(canvas, title, bold).height + 0.5 * size : 0;
    const double text = caption[0] ? cot_i_text_size(canvas, caption, small).height : 0;
    const double below = text > 0 ? text + 0.7 * size : 0;
    canvas->height = canvas->params->height > 0 ? canvas->params->height * POINTS : height + above + below + 2 * margin;
    canvas->at.y = margin + above;
    canvas->at.height = fmax(1, canvas->height - above - below - 2 * margin);
    const cot_status_t st = open_surface(canvas, err);
    if (st == COT_OK && title[0]) {
        cot_i_text(canvas, margin, margin, title, bold, canvas->ink);
    }
    if (st == COT_OK && text > 0) {
        cot_i_text(canvas, margin, canvas->height - margin - text, caption, small, canvas->soft);
    }
    return st;
}

void cot_i_canvas_nothing(cot_canvas_t *canvas, const char *why) {
    cot_i_style_t style = cot_i_style(canvas, 1, COT_CENTRE);
    style.width = 0.8 * canvas->at.width;
    const double height = cot_i_text_size(canvas, why, style).height;
    cot_i_text(canvas, canvas->at.x + canvas->at.width / 2, canvas->at.y + (canvas->at.height - height) / 2, why, style,
               canvas->soft);
}

cot_status_t cot_i_raster(cot_canvas_t *canvas, cot_i_box_t at, cot_i_shapes_fn *shapes, const void *data,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    const double scale = canvas->params->dpi / 72;
    const int wide = (int)fmin(30000, ceil(at.width * scale)), tall = (int)fmin(30000, ceil(at.height * scale));
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, wide, tall);
    cairo_t *cr = cairo_create(image);
    COT_TRY(st, cot_i_cairo_check(cairo_status(cr), err));
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, -at.x, -at.y);
    COT_TRY(st, shapes(canvas, data, cr, err));
    COT_TRY(st, cot_i_cairo_check(cairo_status(cr), err));
    cairo_save(canvas->cr);
    cairo_translate(canvas->cr, at.x, at.y);
    cairo_scale(canvas->cr, 1 / scale, 1 / scale);
    cairo_set_source_surface(canvas->cr, image, 0, 0);
    cairo_paint(canvas->cr);
    cairo_restore(canvas->cr);
    canvas->notes.raster = true;
done:
    cairo_destroy(cr);
    cairo_surface_destroy(image);
    return st;
}

cot_status_t cot_i_canvas_close(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, cot_i_cairo_check(cairo_status(canvas->cr), err));
    cairo_surface_finish(canvas->surface);
    COT_TRY(st, cot_i_cairo_check(cairo_surface_status(canvas->surface), err));
done:
    return st;
}

void cot_i_canvas_clear(cot_canvas_t *canvas) {
    canvas->out = NULL;
    cot_i_text_close(canvas);
    cairo_destroy(canvas->cr);
    cairo_surface_destroy(canvas->surface);
    canvas->cr = NULL;
    canvas->surface = NULL;
}
