/* text.c: text by Pango: every script, right-to-left, letters that the chosen font lacks from other fonts.
 *
 * Outlines are not hinted and lengths not rounded, so that a picture looks the same as SVG, PDF and PNG.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "picture/picture.h"

/* Longer texts are cut before they are laid out: no picture has room for more. */
enum { MOST_BYTES = 1000 };

/* Pango's own list of families is never empty: it has names such as "Sans" without any font behind them. */
static bool any_font(void) {
    const FcFontSet *fonts = FcInit() ? FcConfigGetFonts(NULL, FcSetSystem) : NULL;
    return fonts && fonts->nfont > 0;
}

cot_status_t cot_i_text_open(cot_canvas_t *canvas, cot_error_t *err) {
    if (!any_font()) {
        canvas->notes.no_fonts = true;
        return COT_OK;
    }
    canvas->fonts = pango_cairo_font_map_new();
    canvas->pango = canvas->fonts ? pango_font_map_create_context(canvas->fonts) : NULL;
    cairo_font_options_t *options = cairo_font_options_create();
    PangoFontDescription *font = pango_font_description_new();
    if (canvas->pango && font) {
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
        pango_cairo_context_set_font_options(canvas->pango, options);
        pango_context_set_round_glyph_positions(canvas->pango, FALSE);
        pango_context_set_language(canvas->pango, pango_language_from_string("en"));
        pango_font_description_set_family(font, canvas->params->font ? canvas->params->font : "sans-serif");
        pango_context_set_font_description(canvas->pango, font);
        canvas->layout = pango_layout_new(canvas->pango);
    }
    pango_font_description_free(font);
    cairo_font_options_destroy(options);
    return canvas->layout ? COT_OK : cot_i_fail(err, COT_E_NOMEM, "out of memory: text of a picture");
}

void cot_i_text_close(cot_canvas_t *canvas) {
    g_clear_object(&canvas->layout);
    g_clear_object(&canvas->pango);
    g_clear_object(&canvas->fonts);
}

/* Valid UTF-8 of bounded length; free with g_free. */
static char *clean(const char *text) {
    size_t n = strlen(text);
    if (n > MOST_BYTES) {
        for (n = MOST_BYTES; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;) {
            n--;
        }
    }
    return g_utf8_make_valid(text, (gssize)n);
}

/* The layout for a text; false: there are no fonts. */
static bool lay_out(cot_canvas_t *canvas, const char *text, cot_i_style_t style) {
    PangoLayout *layout = canvas->layout;
    if (!layout) {
        return false;
    }
    char *valid = clean(text);
    PangoFontDescription *font = pango_font_description_copy(pango_context_get_font_description(canvas->pango));
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
    pango_font_description_set_weight(font, style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_auto_dir(layout, style.width > 0 ? FALSE : TRUE);
    pango_layout_set_alignment(layout, aligns[style.align]);
    pango_layout_set_width(layout, style.width > 0 ? (int)lround(style.width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_height(layout, style.lines > 0 ? -style.lines : G_MININT / 2);
    pango_layout_set_ellipsize(layout, style.lines > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_text(layout, valid, -1);
    pango_font_description_free(font);
    g_free(valid);
    return true;
}

static cot_i_box_t box_of(PangoLayout *layout) {
    PangoRectangle box;
    pango_layout_get_extents(layout, NULL, &box);
    return (cot_i_box_t){0, 0, (double)box.width / PANGO_SCALE, (double)box.height / PANGO_SCALE};
}

cot_i_box_t cot_i_text_size(cot_canvas_t *canvas, const char *text, cot_i_style_t style) {
    return lay_out(canvas, text, style) ? box_of(canvas->layout) : (cot_i_box_t){0, 0, 0, 0};
}

/* Puts the layout with its upper left end at the current point's place for the alignment. */
static void move_to(cot_canvas_t *canvas, double x, double y, cot_i_style_t style) {
    PangoRectangle box;
    const double width = style.width > 0 ? style.width : box_of(canvas->layout).width;
    pango_layout_get_extents(canvas->layout, NULL, &box);
    const double left = style.width > 0 ? 0 : (double)box.x / PANGO_SCALE;
    cairo_move_to(canvas->cr, x - left - width * (style.align == COT_LEFT ? 0 : style.align == COT_CENTRE ? 0.5 : 1), y);
}

double cot_i_text(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style, cot_i_rgb_t color) {
    if (!lay_out(canvas, text, style)) {
        return 0;
    }
    cot_i_set(canvas->cr, color, 1);
    move_to(canvas, x, y, style);
    pango_cairo_show_layout(canvas->cr, canvas->layout);
    cairo_new_path(canvas->cr);
    return box_of(canvas->layout).height;
}

void cot_i_text_up(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style, cot_i_rgb_t color) {
    if (!lay_out(canvas, text, style)) {
        return;
    }
    const cot_i_box_t box = box_of(canvas->layout);
    cairo_save(canvas->cr);
    cairo_translate(canvas->cr, x, y);
    cairo_rotate(canvas->cr, -G_PI / 2);
    cot_i_set(canvas->cr, color, 1);
    cairo_move_to(canvas->cr, -box.width / 2, -box.height / 2);
    pango_cairo_show_layout(canvas->cr, canvas->layout);
    cairo_new_path(canvas->cr);
    cairo_restore(canvas->cr);
}

void cot_i_text_rimmed(cot_canvas_t *canvas, double x, double y, const char *text, cot_i_style_t style,
                       cot_i_rgb_t color) {
    if (!lay_out(canvas, text, style)) {
        return;
    }
    cairo_save(canvas->cr);
    cairo_set_line_width(canvas->cr, 0.28 * style.size);
    cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
    cot_i_set(canvas->cr, canvas->paper, 0.85);
    move_to(canvas, x, y, style);
    pango_cairo_layout_path(canvas->cr, canvas->layout);
    cairo_stroke(canvas->cr);
    cot_i_set(canvas->cr, color, 1);
    move_to(canvas, x, y, style);
    pango_cairo_show_layout(canvas->cr, canvas->layout);
    cairo_new_path(canvas->cr);
    cairo_restore(canvas->cr);
}

const char *cot_i_grouped(uint64_t value, char text[32]) {
    char digits[24];
    const int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t used = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            text[used++] = ',';
        }
        text[used++] = digits[i];
    }
    text[used] = '\0';
    return text;
}

const char *cot_i_power_of_ten(int exponent, char text[32]) {
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (exponent >= 0 && exponent <= 3) {
        static const char *const plain[] = {"1", "10", "100", "1,000"};
        return plain[exponent];
    }
    const int size = exponent < 0 ? -exponent : exponent;
    (void)snprintf(text, 32, "10%s%s%s", exponent < 0 ? "⁻" : "", size > 9 ? raised[size / 10 % 10] : "",
                   raised[size % 10]);
    return text;
}
