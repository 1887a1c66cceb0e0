/* map.h: a network on paper.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PICTURE_MAP_H
#define COT_PICTURE_MAP_H

#include "picture/picture.h"

typedef struct {
    const cot_network_t *network;
    const int64_t *community;   /* NULL = none */
    const uint32_t *component;  /* only vertices of component 0 are drawn; NULL: all */
    uint32_t n;                 /* vertices and edges that are drawn */
    uint64_t m;
    cot_i_box_t at;
    double scale, x0, y0;       /* points = x0 + scale * x, y0 - scale * y */
    double dot;                 /* points of a dot's radius for a unit of its size: `scale`, less for small networks */
    double least;               /* no dot is smaller than this radius */
} cot_map_t;

static inline double cot_i_map_x(const cot_map_t *map, uint32_t v) {
    return map->x0 + map->scale * map->network->x[v];
}
static inline double cot_i_map_y(const cot_map_t *map, uint32_t v) {
    return map->y0 - map->scale * map->network->y[v];
}
static inline double cot_i_map_radius(const cot_map_t *map, uint32_t v) {
    const double radius = map->dot * map->network->size[v] / 2;
    return radius > map->least ? radius : map->least;
}
static inline bool cot_i_map_is_topic(const cot_map_t *map, uint32_t v) {
    return v >= map->network->graph->n_left;
}
static inline bool cot_i_map_shows(const cot_map_t *map, uint32_t v) {
    return !map->component || map->component[v] == 0;
}
/* Name of a vertex. */
const char *cot_i_map_label(const cot_results_t *results, const cot_map_t *map, uint32_t v);

/* Names that lie on no other name and on no dot of a named vertex: the largest vertices first, at most params->labels.
 * Deterministic: ties by number. */
cot_status_t cot_i_map_labels(cot_canvas_t *canvas, const cot_map_t *map, cot_error_t *err);

#endif
