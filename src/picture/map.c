/* map.c: the maps of both networks: edges below, the heavier the darker, dots as large as people and topics have papers,
 * names of the largest.
 *
 * Where there are too many for lines (an SVG of 330,000 edges has 70 MB and opens nowhere) edges and dots are an image
 * in the resolution of print; names stay text outlines.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture/map.h"
#include "picture/charts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "coterie/structure.h"

const char *cot_i_map_label(const cot_results_t *results, const cot_map_t *map, uint32_t v) {
    const cot_graph_t *graph = map->network->graph;
    if (v >= graph->n_left) {
        return results->topics ? cot_topics_at(results->topics, graph->topic_of[v - graph->n_left]).label : "";
    }
    return results->authors ? cot_authors_label(results->authors, results->incidence->author_of[v]) : "";
}

/* What the drawing covers, with its discs. */
static cot_i_box_t bounds(const cot_map_t *map) {
    const cot_network_t *net = map->network;
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY;
    for (uint32_t v = 0; v < net->graph->n; v++) {
        const double r = net->size[v] / 2;
        if (!cot_i_map_shows(map, v)) {
            continue;
        }
        left = fmin(left, net->x[v] - r);
        right = fmax(right, net->x[v] + r);
        low = fmin(low, net->y[v] - r);
        high = fmax(high, net->y[v] + r);
    }
    return (cot_i_box_t){left, low, fmax(right - left, 1), fmax(high - low, 1)};
}

/* The drawing, turned into points: as large as the room lets it. One author is a dot, not a disc that fills the page;
 * a small network keeps its names inside. */
static void fit(cot_map_t *map, const cot_canvas_t *canvas, cot_i_box_t drawing) {
    const double size = canvas->params->font_size;
    map->scale = fmin(map->at.width / drawing.width, map->at.height / drawing.height);
    map->dot = fmin(map->scale, size / 55);
    map->x0 = map->at.x + map->at.width / 2 - map->scale * (drawing.x + drawing.width / 2);
    map->y0 = map->at.y + map->at.height / 2 + map->scale * (drawing.y + drawing.height / 2);
    map->least = fmax(0.012, fmin(0.3, 2.4 / sqrt(map->n + 1.0))) * size;
}

/* ---- edges --------------------------------------------------------------------------------------------------- */

typedef struct {
    float weight;
    uint32_t edge;
} ranked_t;

static int by_weight(const void *left, const void *right) {
    const ranked_t *a = left, *b = right;
    if (a->weight != b->weight) {
        return a->weight < b->weight ? -1 : 1;
    }
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static bool is_inside(const cot_map_t *map, uint32_t u, uint32_t v) {
    return map->community && map->community[u] == map->community[v] && map->community[u] >= 0;
}

static void draw_edge(const cot_canvas_t *canvas, const cot_map_t *map, cairo_t *cr, uint32_t u, uint32_t v,
                      double share) {
    const cot_i_rgb_t grey = cot_i_rgb(canvas->params->background == COT_BACKGROUND_DARK ? 0x9AA2AD : 0x707070);
    const bool inside = is_inside(map, u, v), colored = inside && map->community[u] < COT_I_COLORS;
    /* the more edges there are, the fainter and thinner */
    const double crowd = fmin(1, 30 / sqrt((double)map->m + 1));
    const double alpha = 0.02 + 0.4 * pow(crowd, 0.8) + 0.45 * share * fmax(crowd, 0.3);
    cairo_set_line_width(cr, canvas->params->font_size * (0.02 + 0.05 * crowd + 0.12 * share));
    cot_i_set(cr, colored ? cot_i_mix(cot_i_group_color(canvas, map->community[u]), grey, 0.2) : grey,
              inside || !map->community ? fmin(1, 1.5 * alpha) : (0.5 + 0.5 * crowd) * alpha);
    cairo_move_to(cr, cot_i_map_x(map, u), cot_i_map_y(map, u));
    cairo_line_to(cr, cot_i_map_x(map, v), cot_i_map_y(map, v));
    cairo_stroke(cr);
}

/* Those between communities first, then those inside; of each the lightest first. */
static cot_status_t draw_edges(cot_canvas_t *canvas, const cot_map_t *map, cairo_t *cr, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = map->network->graph;
    ranked_t *order = NULL;
    COT_NEW(st, err, order, graph->m, "edges of a picture");
    for (uint64_t e = 0; e < graph->m; e++) {
        order[e] = (ranked_t){(float)graph->weight[e], (uint32_t)e};
    }
    qsort(order, graph->m, sizeof *order, by_weight);
    const double most = graph->m > 0 ? order[graph->m - 1].weight : 1;
    for (int inside = 0; inside < 2; inside++) {
        for (uint64_t i = 0; i < graph->m; i++) {
            const uint32_t u = graph->from[order[i].edge], v = graph->to[order[i].edge];
            if (i % 1024 == 0) {
                COT_TRY(st, cot_i_progress(canvas->env, "drawing", i, graph->m, err));
            }
            if (cot_i_map_shows(map, u) && is_inside(map, u, v) == (inside == 1)) {
                draw_edge(canvas, map, cr, u, v, sqrt(order[i].weight / most));
            }
        }
    }
done:
    cot_i_free(order);
    return st;
}

/* ---- dots ---------------------------------------------------------------------------------------------------- */

static void trace(const cot_map_t *map, cairo_t *cr, uint32_t v) {
    const double x = cot_i_map_x(map, v), y = cot_i_map_y(map, v), r = cot_i_map_radius(map, v);
    if (cot_i_map_is_topic(map, v)) {
        cairo_rectangle(cr, x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r); /* of the area of a disc */
    } else {
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, r, 0, 2 * G_PI);
    }
}

/* Grey ones first; small ones before large ones would hide them: sizes do not overlap in a layout, so the order of
 * numbers is enough. */
static cot_status_t draw_dots(cot_canvas_t *canvas, const cot_map_t *map, cairo_t *cr, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = map->network->graph;
    const double rim = 0.06 * canvas->params->font_size;
    for (int colored = 0; colored < 2; colored++) {
        for (uint32_t v = 0; v < graph->n; v++) {
            const int64_t c = map->community ? map->community[v] : -1;
            if (v % 1024 == 0) {
                COT_TRY(st, cot_i_progress(canvas->env, "drawing", v, graph->n, err));
            }
            if (!cot_i_map_shows(map, v) || (c >= 0 && c < COT_I_COLORS) != (colored == 1)) {
                continue;
            }
            const cot_i_rgb_t color = cot_i_group_color(canvas, c);
            trace(map, cr, v);
            cot_i_set(cr, color, 1);
            if (cot_i_map_radius(map, v) > 4 * rim) {
                cairo_fill_preserve(cr);
                cot_i_set(cr, cot_i_mix(color, cot_i_rgb(0x000000), 0.35), 1);
                cairo_set_line_width(cr, rim);
                cairo_stroke(cr);
            } else {
                cairo_fill(cr);
            }
        }
    }
done:
    return st;
}

static cot_status_t draw_shapes(cot_canvas_t *canvas, const void *data, cairo_t *cr, cot_error_t *err) {
    const cot_map_t *map = data;
    const cot_status_t st = draw_edges(canvas, map, cr, err);
    return st == COT_OK ? draw_dots(canvas, map, cr, err) : st;
}

/* ---- legend -------------------------------------------------------------------------------------------------- */

typedef struct {
    cot_i_entry_t entry[COT_I_COLORS + 2];
    char text[COT_I_COLORS][200];
    size_t n;
} keys_t;

/* Vertices of each coloured community, and the topic (else the author) of most papers that speaks for it. */
static void find_heads(const cot_map_t *map, uint64_t *people, uint32_t *head, bool *any) {
    const cot_graph_t *graph = map->network->graph;
    for (uint32_t v = 0; v < graph->n; v++) {
        const int64_t c = map->community ? map->community[v] : -1;
        if (c < 0 || c >= COT_I_COLORS || !cot_i_map_shows(map, v)) {
            continue;
        }
        people[c] += v < graph->n_left;
        const bool topic = v >= graph->n_left;
        const bool better = !any[c] || (topic && head[c] < graph->n_left) ||
                            (topic == (head[c] >= graph->n_left) && map->network->size[v] > map->network->size[head[c]]);
        head[c] = better ? v : head[c];
        any[c] = true;
    }
}

static void list_keys(const cot_canvas_t *canvas, const cot_map_t *map, keys_t *keys) {
    const cot_communities_t *communities = canvas->results->communities;
    const bool coauthors = map->network->graph->kind == COT_COAUTHOR;
    uint64_t people[COT_I_COLORS] = {0};
    uint32_t head[COT_I_COLORS] = {0};
    bool any[COT_I_COLORS] = {false};
    find_heads(map, people, head, any);
    if (!canvas->results->authors) {
        return; /* bare numbers: there are no names to tell */
    }
    for (size_t c = 0; c < COT_I_COLORS; c++) {
        char count[32];
        if (!any[c]) {
            continue;
        }
        const bool named = coauthors && communities && c < communities->n;
        const char *name = named ? communities->rows[c].label : cot_i_map_label(canvas->results, map, head[c]);
        (void)snprintf(keys->text[c], sizeof keys->text[c], "%s  %.150s", cot_i_grouped(people[c], count), name);
        keys->entry[keys->n++] = (cot_i_entry_t){COT_KEY_DOT, cot_i_group_color(canvas, (int64_t)c), keys->text[c]};
    }
}

/* ---- all of it ----------------------------------------------------------------------------------------------- */

/* What is drawn of the network, and what is not. */
static void say_component(cot_canvas_t *canvas, const cot_map_t *map) {
    const cot_graph_t *graph = map->network->graph;
    uint32_t people = 0;
    char authors[32], topics[32], edges[32];
    if (map->n == graph->n) {
        cot_i_canvas_say(canvas, "all in one component");
        return;
    }
    for (uint32_t v = 0; v < graph->n_left; v++) {
        people += cot_i_map_shows(map, v);
    }
    const bool some = graph->kind == COT_AUTHOR_TOPIC;
    cot_i_canvas_say(canvas, "drawn: the largest component, of %s author%s%s%s%s and %s edge%s",
                     cot_i_grouped(people, authors), people == 1 ? "" : "s", some ? ", " : "",
                     some ? cot_i_grouped(map->n - people, topics) : "", some ? " topics" : "",
                     cot_i_grouped(map->m, edges), map->m == 1 ? "" : "s");
    cot_i_canvas_say(canvas, "left out: %s author%s in smaller components (%.1f%%)",
                     cot_i_grouped(graph->n_left - people, authors), graph->n_left - people == 1 ? "" : "s",
                     100.0 * (graph->n_left - people) / (graph->n_left > 0 ? graph->n_left : 1));
}

/* Counts what is drawn: everything, or the component with the most vertices. */
static cot_status_t choose_part(const cot_canvas_t *canvas, cot_map_t *map, uint32_t **component, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = map->network->graph;
    map->n = graph->n;
    map->m = graph->m;
    if (!canvas->params->largest_component) {
        return COT_OK;
    }
    COT_NEW(st, err, *component, graph->n, "components of a picture");
    COT_TRY(st, cot_components(graph, *component, NULL, canvas->env, err));
    map->component = *component;
    map->n = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        map->n += cot_i_map_shows(map, v);
    }
    map->m = 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        map->m += cot_i_map_shows(map, graph->from[e]);
    }
done:
    return st;
}

static void say(cot_canvas_t *canvas, const cot_map_t *map, bool raster) {
    const cot_graph_t *graph = map->network->graph;
    cot_i_say_network(canvas, map->network);
    if (canvas->params->largest_component) {
        say_component(canvas, map);
    }
    if (map->community) {
        cot_i_canvas_say(canvas, "colour: community, with its number of authors (the %d largest; grey: all others)",
                         (int)COT_I_COLORS);
    }
    cot_i_canvas_say(canvas, "%s: papers", graph->kind == COT_COAUTHOR ? "size" : "squares are topics; size");
    if (raster) {
        cot_i_canvas_say(canvas, "dots and lines are an image of %g dpi", canvas->params->dpi);
    }
}

static cot_status_t draw_map(cot_canvas_t *canvas, cot_map_t *map, const keys_t *keys, bool raster, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const double size = canvas->params->font_size;
    const double below = cot_i_legend(canvas, keys->entry, keys->n, canvas->at, false), gap = below > 0 ? 0.8 * size : 0;
    const cot_i_box_t drawing = bounds(map);
    const double shape = map->n < 3 ? 0.5 : fmax(0.5, fmin(1.15, drawing.height / drawing.width));
    COT_TRY(st, cot_i_canvas_begin(canvas, shape * canvas->at.width + gap + below, err));
    cot_i_box_t at = canvas->at;
    at.y += at.height - below;
    at.height = below;
    cot_i_legend(canvas, keys->entry, keys->n, at, true);
    map->at = canvas->at;
    map->at.height = fmax(size, map->at.height - below - gap);
    if (map->n < 100) { /* names of those at the rim need room beside them */
        map->at.x += 0.15 * map->at.width;
        map->at.width *= 0.7;
    }
    fit(map, canvas, drawing);
    COT_TRY(st, raster ? cot_i_raster(canvas, map->at, draw_shapes, map, err)
                       : draw_shapes(canvas, map, canvas->cr, err));
    COT_TRY(st, cot_i_map_labels(canvas, map, err));
done:
    return st;
}

static cot_status_t draw_network(cot_canvas_t *canvas, const cot_network_t *network, cot_error_t *err) {
    cot_status_t st = COT_OK;
    keys_t keys = {.n = 0};
    uint32_t *component = NULL;
    cot_map_t map = {.network = network};
    const cot_graph_t *graph = network->graph;
    if (!graph || graph->n == 0 || !network->x || !network->y || !network->size) {
        COT_TRY(st, cot_i_canvas_begin(canvas, 0.5 * canvas->width, err));
        cot_i_canvas_nothing(canvas, graph && graph->n > 0 ? "The network was not laid out."
                                                           : "There is nobody in the network.");
        goto done;
    }
    if (network->analysis && network->analysis->community != SIZE_MAX) {
        map.community = network->analysis->columns[network->analysis->community].ints;
    }
    COT_TRY(st, choose_part(canvas, &map, &component, err));
    const bool raster = canvas->params->format != COT_PICTURE_PNG && (map.m > COT_I_MOST_SHAPES || map.n > COT_I_MOST_SHAPES);
    say(canvas, &map, raster);
    list_keys(canvas, &map, &keys);
    COT_TRY(st, draw_map(canvas, &map, &keys, raster, err));
done:
    cot_i_free(component);
    return st;
}

cot_status_t cot_i_picture_coauthors(cot_canvas_t *canvas, cot_error_t *err) {
    return draw_network(canvas, &canvas->results->coauthor, err);
}

cot_status_t cot_i_picture_author_topics(cot_canvas_t *canvas, cot_error_t *err) {
    return draw_network(canvas, &canvas->results->author_topic, err);
}
