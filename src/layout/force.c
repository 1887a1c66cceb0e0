/* force.c: small networks by igraph, component by component: Kamada-Kawai (Inf. Process. Lett. 31, 7 (1989)),
 * or Fruchterman-Reingold for components that are too large for it; then each is scaled to the sizes of its
 * discs, pushed apart and packed with the others.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "bridge/igraph_calls.h"
#include "layout/layout.h"

/* Vertices up to which a component is drawn by Kamada-Kawai, whose time and memory grow with n^2. */
enum { KAMADA_KAWAI_MOST = 600 };
/* Mean length of an edge, in sums of the radii of its ends. */
static const double EDGE_LENGTH = 2.0;

/* One component, its vertices numbered 0 .. n-1. */
typedef struct {
    uint32_t n;
    uint64_t m;
    const uint32_t *vertex;
    uint32_t *pairs;
    double *x, *y, *size; /* size: diameters with free space around */
} piece_t;

static int ascending(const void *a, const void *b) {
    double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* Scales so that the median edge has EDGE_LENGTH. */
static cot_status_t scale(piece_t *p, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *ratio = NULL;
    COT_NEW(st, err, ratio, p->m, "layout of a component");
    for (uint64_t e = 0; e < p->m; e++) {
        uint32_t a = p->pairs[2 * e], b = p->pairs[2 * e + 1];
        ratio[e] = hypot(p->x[a] - p->x[b], p->y[a] - p->y[b]) / (p->size[a] / 2 + p->size[b] / 2);
    }
    qsort(ratio, p->m, sizeof *ratio, ascending);
    double median = ratio[p->m / 2], factor = median > 1e-9 ? EDGE_LENGTH / median : 1;
    for (uint32_t i = 0; i < p->n; i++) {
        p->x[i] *= factor;
        p->y[i] *= factor;
    }
done:
    cot_i_free(ratio);
    return st;
}

/* Moves the middle of the bounding box to the origin; returns the radius of the circle around it. */
static double centre(piece_t *p) {
    double left = INFINITY, right = -INFINITY, low = INFINITY, high = -INFINITY, radius = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        left = fmin(left, p->x[i]);
        right = fmax(right, p->x[i]);
        low = fmin(low, p->y[i]);
        high = fmax(high, p->y[i]);
    }
    for (uint32_t i = 0; i < p->n; i++) {
        p->x[i] -= (left + right) / 2;
        p->y[i] -= (low + high) / 2;
        radius = fmax(radius, hypot(p->x[i], p->y[i]) + p->size[i] / 2);
    }
    return radius;
}

static cot_status_t draw(piece_t *p, double *radius, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t left;
    cot_i_edges_t edges = {p->n, p->m, p->pairs, NULL};
    COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
    if (p->n > 1) {
        if (p->n <= KAMADA_KAWAI_MOST) {
            COT_TRY(st, cot_i_ig_layout_kamada_kawai(&edges, 0, false, p->x, p->y, env, err));
        } else {
            COT_TRY(st, cot_i_ig_layout_fruchterman_reingold(&edges, 0, false, p->x, p->y, env, err));
        }
        COT_TRY(st, scale(p, err));
        double half = 2 * centre(p);
        COT_TRY(st, cot_i_layout_apart(p->n, p->size, half, p->x, p->y, &left, env, err));
    }
    *radius = centre(p);
done:
    return st;
}

/* Loads component c into a piece whose arrays are large enough for any. */
static void load(const cot_graph_t *graph, const cot_i_layout_parts_t *parts, uint32_t c, const double *radius,
                 piece_t *p) {
    p->n = parts->first[c + 1] - parts->first[c];
    p->m = 0;
    p->vertex = parts->vertex + parts->first[c];
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t v = p->vertex[i];
        p->size[i] = 2 * radius[v];
        p->x[i] = p->y[i] = 0;
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            if (graph->adj[a] > v) {
                p->pairs[2 * p->m] = i;
                p->pairs[2 * p->m + 1] = parts->number[graph->adj[a]];
                p->m++;
            }
        }
    }
}

cot_status_t cot_i_layout_force(const cot_graph_t *graph, const double *radius, double *x, double *y,
                                const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_layout_parts_t parts = {0, NULL, NULL, NULL, NULL};
    piece_t piece = {.n = 0};
    double *reach = NULL, *at = NULL;
    COT_TRY(st, cot_i_layout_parts(&parts, graph, err));
    COT_NEW(st, err, piece.pairs, 2 * graph->m, "layout");
    COT_NEW(st, err, piece.x, 3 * (size_t)graph->n, "layout");
    COT_NEW(st, err, reach, parts.count, "layout");
    COT_NEW(st, err, at, 2 * (size_t)parts.count, "layout");
    piece.y = piece.x + graph->n;
    piece.size = piece.y + graph->n;
    for (uint32_t c = 0; c < parts.count; c++) {
        load(graph, &parts, c, radius, &piece);
        COT_TRY(st, draw(&piece, &reach[c], env, err));
        reach[c] += COT_I_LAYOUT_AISLE;
        for (uint32_t i = 0; i < piece.n; i++) {
            x[piece.vertex[i]] = piece.x[i];
            y[piece.vertex[i]] = piece.y[i];
        }
    }
    COT_TRY(st, cot_i_layout_pack(reach, parts.count, at, at + parts.count, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        x[v] += at[parts.component[v]];
        y[v] += at[parts.count + parts.component[v]];
    }
done:
    cot_i_layout_parts_clear(&parts);
    cot_i_free(piece.pairs);
    cot_i_free(piece.x);
    cot_i_free(reach);
    cot_i_free(at);
    return st;
}
