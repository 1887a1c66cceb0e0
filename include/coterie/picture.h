/* coterie/picture.h: pictures for papers and slides: maps of the networks and charts, as SVG, PDF or PNG.
 *
 * Each picture is drawn by Cairo at the size it has in print, with text set by Pango: names in all scripts that the
 * fonts of the machine know. docs/figures.md shows them all.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_PICTURE_H
#define COTERIE_PICTURE_H

#include <stdbool.h>

#include "coterie/output.h"
#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { COT_PICTURE_SVG, COT_PICTURE_PDF, COT_PICTURE_PNG } cot_picture_format_t;
typedef struct {
    cot_picture_format_t format;
    const char *name;        /**< "svg", "pdf", "png": also the ending of a file's name */
    const char *title;
} cot_picture_format_row_t;
/** Table of formats, i = 0, 1, ... until NULL. */
COT_API const cot_picture_format_row_t *cot_picture_formats(size_t i);

/** Where a picture goes: its width in millimetres, the size of its text in points. */
typedef struct {
    const char *name;        /**< "single" (89 mm, 7 pt), "double" (183 mm, 7 pt), "slide" (254 mm, 14 pt) */
    const char *title;
    double width, font_size;
    double height;           /**< 0: as high as the picture likes to be */
} cot_paper_size_t;
/** Table of sizes, i = 0, 1, ... until NULL. */
COT_API const cot_paper_size_t *cot_paper_sizes(size_t i);

/** NONE: transparent, with the colours of WHITE. */
typedef enum { COT_BACKGROUND_WHITE, COT_BACKGROUND_NONE, COT_BACKGROUND_DARK } cot_background_t;

typedef struct {
    cot_picture_format_t format;
    double width;            /**< millimetres, 20 to 2,000; default 89 (a column of a journal) */
    double height;           /**< millimetres, 20 to 2,000; 0 (default): what suits the picture */
    double dpi;              /**< of PNG, and of the dots and edges of large networks: 36 to 2,400; default 300 */
    double font_size;        /**< points, 3 to 72; default 7 */
    const char *font;        /**< family; NULL: "sans-serif". Missing letters come from other fonts */
    const char *title;       /**< above the picture; NULL: none */
    const char *subtitle;    /**< NULL; else said in the caption, e.g. which corpus it is */
    uint32_t labels;         /**< at most so many names on a network or scatter plot; default 20 */
    bool caption;            /**< the lines below that say what is shown (numbers, years); default true */
    cot_background_t background;
    bool largest_component;  /**< network, author-topics: draw only the component with the most vertices (of equal ones
                                  that of the smallest number); default false */
    const char *x_measure;   /**< centrality: "papers", or a measure of the co-author network's vertices that the results
                                  have; NULL, default: "degree" */
    const char *y_measure;   /**< the same upwards; NULL, default: "betweenness" */
} cot_picture_params_t;
#define COT_PICTURE_PARAMS_INIT \
    { COT_PICTURE_SVG, 89, 0, 300, 7, NULL, NULL, NULL, 20, true, COT_BACKGROUND_WHITE, false, "degree", "betweenness" }

/** One picture: a row of the table. */
typedef struct {
    const char *name;        /**< "network" */
    const char *title;       /**< one line for people */
    unsigned networks;       /**< whose measures or places it shows: cot_kind_t bits */
    const char *measures;    /**< of these networks, as cot_analyze_params_t.measures has them; NULL: x_measure, y_measure */
    bool communities;        /**< of these networks */
    bool placed;             /**< these networks are laid out */
} cot_picture_t;
/** The table, i = 0, 1, ... until NULL: network, author-topics, degree, sizes, distances, growth, communities, topics,
 * centrality. */
COT_API const cot_picture_t *cot_pictures(size_t i);
COT_API const cot_picture_t *cot_picture_find(const char *name);

/** What a reader of the picture should be told beside it. */
typedef struct {
    bool no_fonts;           /**< there is no font on this machine, so there is no text in the picture */
    bool raster;             /**< dots and edges are an image inside the SVG or PDF: they are too many to be lines */
    uint32_t labels;         /**< names on it */
} cot_picture_notes_t;

/** Whether a picture can be drawn so: for callers that have long work to do before. @return COT_OK | COT_E_ARG (a size
 * out of bounds; a library that was built without Cairo). */
COT_NODISCARD COT_API cot_status_t cot_picture_check(const cot_picture_params_t *params, cot_error_t *err);

/** Draws a picture of some results. What is missing in them (a network without places, papers without years) is said in
 * the picture itself. The same results and params give the same bytes with the same fonts and libraries, whatever the
 * number of threads.
 * @param params  NULL = COT_PICTURE_PARAMS_INIT
 * @param[out] notes  may be NULL
 * @return COT_OK | COT_E_ARG (NULL, a size out of bounds, a library built without Cairo) | COT_E_LIMIT (more than
 * 32,767 pixels wide or high) | COT_E_NOMEM | COT_E_INTERRUPT (asked of the stream's env, stage "drawing") |
 * COT_E_INTERNAL (Cairo's message). Write errors are told when the stream is closed.
 * Cost: O(n log n + m log m), one thread; some 3 microseconds per edge and dot. Memory: 8 bytes per edge, 4 per vertex,
 * the picture's pixels (4 bytes each) where there are any, and the bytes of an SVG.
 * GLib, below Pango, ends the process when it gets no memory for its own few kilobytes. */
COT_NODISCARD COT_API cot_status_t cot_picture_write(const cot_picture_t *picture, const cot_results_t *results,
                                                     const cot_picture_params_t *params, cot_out_t *out,
                                                     cot_picture_notes_t *notes, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
