/* map_labels.c: names on a map. The most important vertices come first; each takes the first place around its dot that
 * is free, or goes without a name.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "picture/map.h"
#include "picture/names.h"

typedef struct {
    double size;
    uint32_t vertex;
} candidate_t;

static int by_size(const void *left, const void *right) {
    const candidate_t *a = left, *b = right;
    if (a->size != b->size) {
        return a->size > b->size ? -1 : 1;
    }
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static void put_name(cot_canvas_t *canvas, const cot_map_t *map, uint32_t v, cot_i_taken_t *taken) {
    const cot_i_room_t room = {{canvas->at.x, map->at.y, canvas->at.width, map->at.height}, map->at.width / 2.7};
    (void)cot_i_put_name(canvas, taken, room, cot_i_map_x(map, v), cot_i_map_y(map, v), cot_i_map_radius(map, v),
                         cot_i_map_label(canvas->results, map, v), cot_i_map_is_topic(map, v));
}

/* Vertices [first, end) in order of importance, as many names as `most`. */
static cot_status_t put_names(cot_canvas_t *canvas, const cot_map_t *map, uint32_t first, uint32_t end, uint32_t most,
                              cot_i_taken_t *taken, cot_error_t *err) {
    cot_status_t st = COT_OK;
    candidate_t *order = NULL;
    const uint32_t before = canvas->notes.labels;
    COT_NEW(st, err, order, end - first, "names of a picture");
    uint32_t n = 0;
    for (uint32_t v = first; v < end; v++) {
        if (cot_i_map_shows(map, v)) {
            order[n++] = (candidate_t){map->network->size[v], v};
        }
    }
    qsort(order, n, sizeof *order, by_size);
    /* far down the list names would say little, and places are hard to find */
    for (uint32_t i = 0; i < n && i < 4 * most && canvas->notes.labels - before < most; i++) {
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
    cot_i_taken_t taken = {NULL, 0};
    COT_NEW(st, err, taken.box, 2 * (size_t)most, "names of a picture");
    if (graph->n > graph->n_left) {
        COT_TRY(st, put_names(canvas, map, graph->n_left, graph->n, most - most / 4, &taken, err));
    }
    COT_TRY(st, put_names(canvas, map, 0, graph->n_left, most - canvas->notes.labels, &taken, err));
done:
    cot_i_free(taken.box);
    return st;
}
