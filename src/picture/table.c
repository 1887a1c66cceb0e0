/* table.c: the tables of pictures, formats and sizes. This much there is without Cairo, too.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/fail.h"
#include "coterie/picture.h"

const cot_picture_format_row_t *cot_picture_formats(size_t i) {
    static const cot_picture_format_row_t rows[] = {
        {COT_PICTURE_SVG, "svg", "for the web, and for Inkscape and Illustrator"},
        {COT_PICTURE_PDF, "pdf", "for LaTeX and print"},
        {COT_PICTURE_PNG, "png", "pixels, for slides and text processors"},
    };
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

const cot_paper_size_t *cot_paper_sizes(size_t i) {
    static const cot_paper_size_t rows[] = {
        {"single", "a column of a journal: 89 mm, text of 7 points", 89, 7, 0},
        {"double", "both columns: 183 mm, text of 7 points", 183, 7, 0},
        {"slide", "a slide: 254 x 143 mm, text of 14 points", 254, 14, 142.875},
    };
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

const cot_picture_t *cot_pictures(size_t i) {
#define PICTURE(name, title, networks, measures, communities, placed, function)                                        \
    {name, title, networks, measures, communities, placed},
    static const cot_picture_t rows[] = {
#include "picture/pictures.def"
    };
#undef PICTURE
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

const cot_picture_t *cot_picture_find(const char *name) {
    size_t i = 0;
    while (name && cot_pictures(i) && strcmp(cot_pictures(i)->name, name) != 0) {
        i++;
    }
    return name ? cot_pictures(i) : NULL;
}

#if !COT_FIGURES
static cot_status_t without(cot_error_t *err) {
    return cot_i_fail(err, COT_E_ARG, "this coterie was built without figures (COT_FIGURES=OFF)");
}

cot_status_t cot_picture_check(const cot_picture_params_t *params, cot_error_t *err) {
    (void)params;
    return without(err);
}

cot_status_t cot_picture_write(const cot_picture_t *picture, const cot_results_t *results,
                               const cot_picture_params_t *params, cot_out_t *out, cot_picture_notes_t *notes,
                               cot_error_t *err) {
    (void)picture;
    (void)results;
    (void)params;
    (void)out;
    (void)notes;
    return without(err);
}
#endif
