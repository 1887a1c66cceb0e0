/* write.c: the way to a picture: check, open a canvas, draw, hand on the bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "base/out.h"
#include "picture/picture.h"

/* What draws the rows of the table. */
#define PICTURE(name, title, networks, measures, communities, placed, function) cot_i_picture_##function,
static cot_i_picture_fn *const drawn[] = {
#include "picture/pictures.def"
};
#undef PICTURE

static cot_status_t check_range(double value, double least, double most, const char *what, const char *unit, cot_error_t *err) {
    if (value >= least && value <= most) {
        return COT_OK;
    }
    return cot_i_fail(err, COT_E_ARG, "picture: %s %g %s (allowed: %g to %g)", what, value, unit, least, most);
}

cot_status_t cot_picture_check(const cot_picture_params_t *params, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!params) {
        COT_FAIL(st, err, COT_E_ARG, "picture: NULL argument");
    }
    COT_TRY(st, check_range(params->width, 20, 2000, "a width of", "mm", err));
    if (params->height != 0) {
        COT_TRY(st, check_range(params->height, 20, 2000, "a height of", "mm", err));
    }
    COT_TRY(st, check_range(params->dpi, 36, 2400, "a resolution of", "dpi", err));
    COT_TRY(st, check_range(params->font_size, 3, 72, "text of", "points", err));
done:
    return st;
}

/* SVG goes through memory: its numbers are made steady, and its title is put in. */
static cot_status_t draw(cot_canvas_t *canvas, size_t row, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_out_t *svg = NULL;
    const cot_picture_params_t *params = canvas->params;
    if (params->format == COT_PICTURE_SVG) {
        COT_TRY(st, cot_out_memory(&svg, err));
    }
    COT_TRY(st, cot_i_canvas_open(canvas, svg ? svg : out, err));
    COT_TRY(st, drawn[row](canvas, err));
    if (params->format == COT_PICTURE_PNG) {
        COT_TRY(st, cot_i_cairo_check(cairo_status(canvas->cr), err));
        COT_TRY(st, cot_i_cairo_check(cot_i_write_png(canvas->surface, params->dpi, out), err));
    }
    COT_TRY(st, cot_i_canvas_close(canvas, err));
    if (svg) {
        size_t n = 0;
        const char *text = cot_out_memory_text(svg, &n);
        if (svg->error != 0) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: an SVG of more than %zu bytes", n);
        }
        cot_i_finish_svg(text, n, params->title ? params->title : cot_pictures(row)->title, canvas->caption, out);
    }
done:
    cot_i_canvas_clear(canvas); /* before the stream that it writes to */
    if (svg) {
        const cot_status_t closed = cot_out_close(svg, 0, NULL);
        st = st == COT_OK ? closed : st;
    }
    return st;
}

cot_status_t cot_picture_write(const cot_picture_t *picture, const cot_results_t *results,
                               const cot_picture_params_t *params, cot_out_t *out, cot_picture_notes_t *notes,
                               cot_error_t *err) {
    static const cot_picture_params_t usual = COT_PICTURE_PARAMS_INIT;
    cot_status_t st = COT_OK;
    cot_canvas_t canvas = {.results = results, .params = params ? params : &usual, .env = out ? out->env : NULL};
    if (!picture || !results || !out || !results->incidence || !results->coauthor.graph) {
        COT_FAIL(st, err, COT_E_ARG, "picture: NULL argument");
    }
    COT_TRY(st, cot_picture_check(canvas.params, err));
    for (size_t i = 0; cot_pictures(i); i++) {
        if (cot_pictures(i) == picture) {
            COT_TRY(st, draw(&canvas, i, out, err));
        }
    }
    if (notes) {
        *notes = canvas.notes;
    }
done:
    return st;
}
