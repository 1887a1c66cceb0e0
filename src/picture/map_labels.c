/* map_labels.c: names on a map. The most important vertices come first; each tries eight places around its dot and takes
 * the first that is free, or goes without a name.
 *
 * Names stand at the right of their dots where they can, as E. Imhof advises (The American Cartographer 2, 128 (1975)).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "picture/map.h"

typedef struct {
    double size;
    uint32_t vertex;
} candidate_t;

/* What is taken: names and the dots they belong to. */
typedef struct {
    cot_i_box_t *box;
    size_t n;
} taken_t;

static int by_size(const void *left, const void *right) {
    const candidate_t *a = left, *b = right;
    if (a->size != b->size) {
        return a->size > b->size ? -1 : 1;
    }
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static bool overlap(cot_i_box_t a, cot_i_box_t b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static bool is_free(const taken_t *taken, cot_i_box_t box, cot_i_box_t within) {
    if (box.x < within.x || box.y < within.y || box.x + box.width > within.x + within.width ||
        box.y + box.height > within.y + within.height) {
        return false;
    }
    for (size_t i = 0; i < taken->n; i++) {
        if (overlap(taken->box[i], box)) {
            return false;
        }
    }
    return true;
}

/* Right, left, above, below, then the corners; a large dot (and every topic) has its name in the middle when it fits. */
static bool find_place(const cot_map_t *map, uint32_t v, cot_i_box_t size, const taken_t *taken, cot_i_box_t within,
                       cot_i_box_t *place) {
    static const double right[] = {1, 0.7, 0.7, -1, 0, 0, -0.7, -0.7}, down[] = {0, -0.7, 0.7, 0, -1, 1, -0.7, 0.7};
    const double r = cot_i_map_radius(map, v), x = cot_i_map_x(map, v), y = cot_i_map_y(map, v), gap = 0.12 * size.height;
    for (int i = 0; i < 8; i++) {
        const double dx = right[i] * (r + gap), dy = down[i] * (r + gap);
        const double left = right[i] > 0 ? x + dx : right[i] < 0 ? x + dx - size.width : x - size.width / 2;
        const double top = down[i] == 0 ? y - size.height / 2 : down[i] < 0 ? y + dy - size.height : y + dy;
        *place = (cot_i_box_t){left, top, size.width, size.height};
        if (is_free(taken, *place, within)) {
            return true;
        }
    }
    return false;
}

static void put_name(cot_canvas_t *canvas, const cot_map_t *map, uint32_t v, taken_t *taken) {
    const cot_i_box_t within = {canvas->at.x, map->at.y, canvas->at.width, map->at.height};
    cot_i_style_t style = cot_i_style(canvas, 0.75, COT_LEFT);
    cot_i_box_t place;
    style.bold = cot_i_map_is_topic(map, v);
    const char *label = cot_i_map_label(canvas->results, map, v);
    cot_i_box_t size = cot_i_text_size(canvas, label, style);
    if (size.width > map->at.width / 2.7) {
        style.width = size.width = map->at.width / 2.7;
        style.lines = 1;
    }
    const double r = cot_i_map_radius(map, v);
    if (size.width > 0 && find_place(map, v, size, taken, within, &place)) {
        cot_i_text_rimmed(canvas, place.x, place.y, label, style, canvas->ink);
        taken->box[taken->n++] = place;
        taken->box[taken->n++] = (cot_i_box_t){cot_i_map_x(map, v) - r, cot_i_map_y(map, v) - r, 2 * r, 2 * r};
        canvas->notes.labels++;
    }
}

/* Vertices [first, end) in order of importance, as many names as `most`. */
static cot_status_t put_names(cot_canvas_t *canvas, const cot_map_t *map, uint32_t first, uint32_t end, uint32_t most,
                              taken_t *taken, cot_error_t *err) {
    cot_status_t st = COT_OK;
    candidate_t *order = NULL;
    const uint32_t before = canvas->notes.labels;
    COT_NEW(st, err, order, end - first, "names of a picture");
    for (uint32_t v = first; v < end; v++) {
        order[v - first] = (candidate_t){map->network->size[v], v};
    }
    qsort(order, end - first, sizeof *order, by_size);
    /* far down the list names would say little, and places are hard to find */
    for (uint32_t i = 0; i < end - first && i < 4 * most && canvas->notes.labels - before < most; i++) {
        put_name(canvas, map, order[i].vertex, taken);
    }
done:
    cot_i_free(order);
    return st;
}

cot_status_t cot_i_map_labels(cot_canvas_t *canvas, const cot_map_t *map, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = map->network->graph;
    const uint32_t most = canvas->params->labels < graph->n ? canvas->params->labels : graph->n;
    taken_t taken = {NULL, 0};
    COT_NEW(st, err, taken.box, 2 * (size_t)most, "names of a picture");
    if (graph->n > graph->n_left) {
        COT_TRY(st, put_names(canvas, map, graph->n_left, graph->n, most - most / 4, &taken, err));
    }
    COT_TRY(st, put_names(canvas, map, 0, graph->n_left, most - canvas->notes.labels, &taken, err));
done:
    cot_i_free(taken.box);
    return st;
}
