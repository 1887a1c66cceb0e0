/* centrality.c: who is central: a dot for every author at two of their measures, coloured by community, the foremost
 * named; with the rank correlation of both (C. Spearman, Am. J. Psychol. 15, 72 (1904), doi:10.2307/1412159; equal
 * values share the mean of their ranks).
 *
 * An axis is logarithmic where its positive values span a factor of ten, as most centralities do: many people have
 * little, a few have much. Values of 0 then stand at its low end, behind a break.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "picture/charts.h"
#include "picture/names.h"

typedef struct {
    const char *name;
    char title[96];
    const char *note; /* how it was estimated; "" */
    double *value;    /* n; NaN = not defined */
    double *rank;     /* n; from 1, the smallest; NaN where either measure is not defined */
    uint64_t zeros;   /* of the authors that are shown */
    cot_i_axis_t axis;
} side_t;

typedef struct {
    uint32_t n, shown; /* authors; with both measures */
    side_t x, y;
    const int64_t *community; /* NULL = none */
    double rho;               /* NaN: not defined */
    cot_i_plot_t plot;
    double dot;               /* radius, points */
} scatter_t;

static void clear(scatter_t *s) {
    cot_i_free(s->x.value);
    cot_i_free(s->y.value);
    cot_i_free(s->x.rank);
    cot_i_free(s->y.rank);
}

/* ---- what is shown ------------------------------------------------------------------------------------------- */

/* Reads a measure; false: the results do not have it. */
static bool read_values(const cot_canvas_t *canvas, side_t *side, uint32_t n) {
    const cot_incidence_t *incidence = canvas->results->incidence;
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    side->note = "";
    if (strcmp(side->name, "papers") == 0) {
        (void)snprintf(side->title, sizeof side->title, "Papers");
        side->axis.whole = true;
        for (uint32_t v = 0; v < n; v++) {
            side->value[v] = (double)(incidence->author_off[v + 1] - incidence->author_off[v]);
        }
        return true;
    }
    const cot_column_t *column = analysis ? cot_analysis_column(analysis, side->name) : NULL;
    if (!column) {
        return false;
    }
    const cot_measure_t *measure = column->measure;
    const char *unit = measure->unit;
    (void)snprintf(side->title, sizeof side->title, "%s%s%s%s", measure->title, unit[0] ? " (" : "", unit,
                   unit[0] ? ")" : "");
    side->note = column->note;
    side->axis.whole = column->type == COT_INT;
    for (uint32_t v = 0; v < n; v++) {
        side->value[v] = column->type == COT_INT ? (double)column->ints[v] : column->reals[v];
    }
    return true;
}

static inline bool is_shown(const scatter_t *s, uint32_t v) {
    return isfinite(s->x.value[v]) && isfinite(s->y.value[v]);
}

static void choose_axis(const scatter_t *s, side_t *side) {
    double least = INFINITY, most = -INFINITY, positive = INFINITY;
    for (uint32_t v = 0; v < s->n; v++) {
        const double value = side->value[v];
        if (is_shown(s, v)) {
            least = fmin(least, value);
            most = fmax(most, value);
            positive = value > 0 ? fmin(positive, value) : positive;
            side->zeros += value == 0;
        }
    }
    side->axis.title = side->title;
    side->axis.log = least >= 0 && most >= 10 * positive;
    side->axis.zeros = side->axis.log && side->zeros > 0;
    if (side->axis.log) {
        side->axis.least = positive / 1.25;
        side->axis.most = most * 1.25;
        return;
    }
    const double margin = most > least ? 0.04 * (most - fmin(least, 0)) : 0.05 * (most > 0 ? most : 1);
    side->axis.least = fmin(least, 0) < 0 ? least - margin : 0;
    side->axis.most = most > 0 ? most + margin : least < 0 ? margin : 1;
    if (side->zeros > 0 && side->axis.least == 0) {
        side->axis.least = -margin; /* dots at 0 do not lie on the line */
    }
}

typedef struct {
    double value;
    uint32_t vertex;
} ranked_t;

static int by_value(const void *left, const void *right) {
    const ranked_t *a = left, *b = right;
    if (a->value != b->value) {
        return a->value < b->value ? -1 : 1;
    }
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static cot_status_t rank(const scatter_t *s, side_t *side, ranked_t *order, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = 0;
    COT_NEW(st, err, side->rank, s->n, "ranks of a picture");
    for (uint32_t v = 0; v < s->n; v++) {
        side->rank[v] = (double)NAN;
        if (is_shown(s, v)) {
            order[n++] = (ranked_t){side->value[v], v};
        }
    }
    qsort(order, n, sizeof *order, by_value);
    for (uint32_t first = 0, end; first < n; first = end) {
        for (end = first + 1; end < n && order[end].value == order[first].value; end++) {
        }
        for (uint32_t i = first; i < end; i++) {
            side->rank[order[i].vertex] = (first + 1.0 + end) / 2;
        }
    }
done:
    return st;
}

/* Pearson's correlation of the ranks, whose mean is (shown + 1) / 2. */
static double correlate(const scatter_t *s) {
    const double mean = (s->shown + 1.0) / 2;
    double xx = 0, yy = 0, xy = 0;
    for (uint32_t v = 0; v < s->n; v++) {
        if (is_shown(s, v)) {
            const double x = s->x.rank[v] - mean, y = s->y.rank[v] - mean;
            xx += x * x;
            yy += y * y;
            xy += x * y;
        }
    }
    return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : (double)NAN;
}

static cot_status_t gather(const cot_canvas_t *canvas, scatter_t *s, const char **missing, cot_error_t *err) {
    cot_status_t st = COT_OK;
    ranked_t *order = NULL;
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    s->n = canvas->results->coauthor.graph->n;
    COT_NEW(st, err, s->x.value, s->n, "values of a picture");
    COT_NEW(st, err, s->y.value, s->n, "values of a picture");
    *missing = !read_values(canvas, &s->x, s->n) ? s->x.name : !read_values(canvas, &s->y, s->n) ? s->y.name : NULL;
    if (*missing) {
        goto done;
    }
    for (uint32_t v = 0; v < s->n; v++) {
        s->shown += is_shown(s, v);
    }
    COT_NEW(st, err, order, s->n, "ranks of a picture");
    COT_TRY(st, rank(s, &s->x, order, err));
    COT_TRY(st, rank(s, &s->y, order, err));
    s->rho = correlate(s);
    choose_axis(s, &s->x);
    choose_axis(s, &s->y);
    if (analysis && analysis->community != SIZE_MAX) {
        s->community = analysis->columns[analysis->community].ints;
    }
done:
    cot_i_free(order);
    return st;
}

/* ---- dots ---------------------------------------------------------------------------------------------------- */

/* Zeros lie beside each other, spread by the vertex' number (the R2 sequence of M. Roberts: multiples of powers of
 * 1/1.3247, the root of x^3 = x + 1), or thousands would be one dot. */
static double spread(const cot_i_axis_t *axis, double at, double value, double turn, double length) {
    return axis->zeros && value == 0 ? at + 0.035 * length * (turn - floor(turn) - 0.5) : at;
}

static double dot_x(const scatter_t *s, uint32_t v) {
    const double value = s->x.value[v];
    return spread(&s->plot.x, cot_i_plot_x(&s->plot, value), value, 0.7548776662466927 * v, s->plot.at.width);
}

static double dot_y(const scatter_t *s, uint32_t v) {
    const double value = s->y.value[v];
    return spread(&s->plot.y, cot_i_plot_y(&s->plot, value), value, 0.5698402909980532 * v, s->plot.at.height);
}

static cot_i_rgb_t color_of(const cot_canvas_t *canvas, const scatter_t *s, uint32_t v) {
    return cot_i_group_color(canvas, s->community ? s->community[v] : 0);
}

/* Those of no colour first, so that they hide nobody. */
static cot_status_t draw_dots(cot_canvas_t *canvas, const void *data, cairo_t *cr, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const scatter_t *s = data;
    for (int colored = 0; colored < 2; colored++) {
        for (uint32_t v = 0; v < s->n; v++) {
            const bool has_color = !s->community || (s->community[v] >= 0 && s->community[v] < COT_I_COLORS);
            if (v % 1024 == 0) {
                COT_TRY(st, cot_i_progress(canvas->env, "drawing", v, s->n, err));
            }
            if (!is_shown(s, v) || has_color != (colored == 1)) {
                continue;
            }
            cot_i_set(cr, color_of(canvas, s, v), has_color ? 0.85 : 0.55);
            cairo_arc(cr, dot_x(s, v), dot_y(s, v), s->dot, 0, 2 * G_PI);
            cairo_fill(cr);
        }
    }
done:
    return st;
}

/* ---- names --------------------------------------------------------------------------------------------------- */

/* The foremost in either measure come first, then those in both. */
static double foremost(const scatter_t *s, uint32_t v) {
    const double x = s->x.rank[v], y = s->y.rank[v];
    return fmax(x, y) + 1e-3 * fmin(x, y);
}

/* Of a dot with a name. */
static double named_radius(const cot_canvas_t *canvas, const scatter_t *s) {
    return fmax(s->dot, 0.2 * canvas->params->font_size);
}

/* all: what is taken; from `first` on by names and the dots that have one, before it by dots that may get one. A name hides nobody who may have one where that can be, and else nobody who has. */
static void put_name(cot_canvas_t *canvas, const scatter_t *s, uint32_t v, cot_i_taken_t *all, size_t first) {
    const double size = canvas->params->font_size, r = named_radius(canvas, s), x = dot_x(s, v), y = dot_y(s, v);
    const cot_i_box_t at = s->plot.at;
    const cot_i_room_t room = {{at.x, at.y - 0.6 * size, at.width + size, at.height + 0.6 * size}, at.width / 2.5};
    const char *label = cot_authors_label(canvas->results->authors, canvas->results->incidence->author_of[v]);
    cot_i_taken_t names = {all->box + first, all->n - first};
    if (cot_i_is_taken(&names, (cot_i_box_t){x - r, y - r, 2 * r, 2 * r})) {
        return;
    }
    if (!cot_i_put_name(canvas, all, room, x, y, r, label, false)) {
        if (!cot_i_put_name(canvas, &names, room, x, y, r, label, false)) {
            return;
        }
        all->n = first + names.n;
    }
    cairo_new_sub_path(canvas->cr);
    cairo_arc(canvas->cr, x, y, r, 0, 2 * G_PI);
    cot_i_set(canvas->cr, color_of(canvas, s, v), 1);
    cairo_fill_preserve(canvas->cr);
    cot_i_set(canvas->cr, canvas->ink, 1);
    cairo_set_line_width(canvas->cr, 0.07 * size);
    cairo_stroke(canvas->cr);
}

static cot_status_t draw_names(cot_canvas_t *canvas, const scatter_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    ranked_t *order = NULL;
    cot_i_taken_t taken = {NULL, 0};
    uint32_t n = 0;
    const uint32_t most = canvas->params->labels < s->shown ? canvas->params->labels : s->shown;
    if (!canvas->results->authors) {
        return COT_OK; /* bare numbers: there are no names to tell */
    }
    COT_NEW(st, err, order, s->n, "names of a picture");
    COT_NEW(st, err, taken.box, 4 * (size_t)most, "names of a picture");
    for (uint32_t v = 0; v < s->n; v++) {
        if (is_shown(s, v)) {
            order[n++] = (ranked_t){-foremost(s, v), v};
        }
    }
    qsort(order, n, sizeof *order, by_value);
    n = n < 2 * most ? n : 2 * most; /* beyond, names would say little */
    const double r = named_radius(canvas, s);
    for (uint32_t i = 0; i < n; i++) { /* nobody's name hides one who may have a name too */
        const uint32_t v = order[i].vertex;
        taken.box[taken.n++] = (cot_i_box_t){dot_x(s, v) - r, dot_y(s, v) - r, 2 * r, 2 * r};
    }
    for (uint32_t i = 0; i < n && canvas->notes.labels < most; i++) {
        put_name(canvas, s, order[i].vertex, &taken, n);
    }
done:
    cot_i_free(order);
    cot_i_free(taken.box);
    return st;
}

/* ---- all of it ----------------------------------------------------------------------------------------------- */

static void say_side(cot_canvas_t *canvas, const side_t *side) {
    char zeros[32];
    if (side->axis.zeros) {
        cot_i_canvas_say(canvas, "%s author%s with %s 0 behind the break", cot_i_grouped(side->zeros, zeros),
                         side->zeros == 1 ? "" : "s", side->name);
    }
    if (side->note[0] && strncmp(side->note, "exact", 5) != 0) { /* that goes without saying */
        cot_i_canvas_say(canvas, "%s: %s", side->name, side->note);
    }
}

static void say(cot_canvas_t *canvas, const scatter_t *s, bool raster) {
    char left[32];
    cot_i_say_network(canvas, &canvas->results->coauthor);
    say_side(canvas, &s->x);
    say_side(canvas, &s->y);
    if (s->shown < s->n) {
        cot_i_canvas_say(canvas, "left out: %s for whom a measure is not defined", cot_i_grouped(s->n - s->shown, left));
    }
    if (isfinite(s->rho)) {
        cot_i_canvas_say(canvas, "Spearman's rank correlation ρ = %s%.2f", s->rho <= -0.005 ? "−" : "", fabs(s->rho));
    }
    if (s->community) {
        cot_i_canvas_say(canvas, "colour: community, with its number of authors (the %d largest; grey: all others)",
                         (int)COT_I_COLORS);
    }
    if (raster) {
        cot_i_canvas_say(canvas, "dots are an image of %g dpi", canvas->params->dpi);
    }
}

typedef struct {
    cot_i_entry_t entry[COT_I_COLORS];
    char text[COT_I_COLORS][200];
    size_t n;
} keys_t;

static void list_keys(const cot_canvas_t *canvas, const scatter_t *s, keys_t *keys) {
    const cot_communities_t *communities = canvas->results->communities;
    if (!s->community || !communities || !canvas->results->authors) {
        return;
    }
    for (size_t c = 0; c < communities->n && c < COT_I_COLORS; c++) {
        char count[32];
        const cot_community_t *row = &communities->rows[c];
        (void)snprintf(keys->text[c], sizeof keys->text[c], "%s  %.150s", cot_i_grouped(row->size, count), row->label);
        keys->entry[keys->n++] =
            (cot_i_entry_t){COT_KEY_DOT, cot_i_group_color(canvas, row->community), keys->text[c]};
    }
}

static cot_status_t draw(cot_canvas_t *canvas, scatter_t *s, bool raster, cot_error_t *err) {
    cot_status_t st = COT_OK;
    keys_t keys = {.n = 0};
    const double size = canvas->params->font_size;
    list_keys(canvas, s, &keys);
    const double below = cot_i_legend(canvas, keys.entry, keys.n, canvas->at, false), gap = below > 0 ? 0.8 * size : 0;
    COT_TRY(st, cot_i_canvas_begin(canvas, 0.75 * canvas->width + gap + below, err));
    cot_i_box_t at = canvas->at;
    at.y += at.height - below;
    at.height = below;
    cot_i_legend(canvas, keys.entry, keys.n, at, true);
    at = canvas->at;
    at.height = fmax(size, at.height - below - gap);
    s->plot.x = s->x.axis;
    s->plot.y = s->y.axis;
    s->dot = size * fmax(0.1, fmin(0.25, 3 / sqrt(s->shown + 1.0)));
    cot_i_plot_begin(canvas, &s->plot, at);
    at = s->plot.at; /* with room for the dots at its rim */
    at = (cot_i_box_t){at.x - size, at.y - size, at.width + 2 * size, at.height + 2 * size};
    COT_TRY(st, raster ? cot_i_raster(canvas, at, draw_dots, s, err) : draw_dots(canvas, s, canvas->cr, err));
    COT_TRY(st, draw_names(canvas, s, err));
done:
    return st;
}

cot_status_t cot_i_picture_centrality(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_picture_params_t *params = canvas->params;
    scatter_t s = {.x = {.name = params->x_measure ? params->x_measure : "degree"},
                   .y = {.name = params->y_measure ? params->y_measure : "betweenness"}};
    const char *missing = NULL;
    char why[160];
    COT_TRY(st, gather(canvas, &s, &missing, err));
    if (missing || s.shown == 0) {
        (void)snprintf(why, sizeof why, "Not measured: %.100s.", missing ? missing : "");
        cot_i_say_network(canvas, &canvas->results->coauthor);
        COT_TRY(st, cot_i_canvas_begin(canvas, 0.5 * canvas->width, err));
        cot_i_canvas_nothing(canvas, s.n == 0  ? "There is nobody in the network."
                                     : missing ? why
                                               : "Nobody has both measures.");
        goto done;
    }
    const bool raster = canvas->params->format != COT_PICTURE_PNG && s.shown > COT_I_MOST_SHAPES;
    say(canvas, &s, raster);
    COT_TRY(st, draw(canvas, &s, raster, err));
done:
    clear(&s);
    return st;
}
