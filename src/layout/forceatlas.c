/* forceatlas.c: ForceAtlas2, as Gephi users know it.
 *
 * M. Jacomy, T. Venturini, S. Heymann & M. Bastian, PLoS ONE 9, e98679 (2014), doi:10.1371/journal.pone.0098679:
 * vertices push each other away by scaling (d_u + 1)(d_v + 1) / distance, edges pull by weight x distance (LinLog:
 * weight x log(1 + distance), which A. Noack showed to draw communities apart), gravity pulls to the centre by
 * gravity (d_v + 1). Each step moves a vertex along its force at a speed of its own, that falls where it swings to and
 * fro; the speed of all follows from the ratio of traction to swinging.
 *
 * Every component is drawn by itself, beginning where the layout by communities puts it: that is coarse to fine
 * already, so a few hundred steps smooth it. All sums are over fixed blocks, every vertex gathers its own forces.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "layout/repulsion.h"

static const double THETA = 1.2, ROOM = 0.22;

/* A component and what moves it. Arrays are large enough for the largest one. */
typedef struct {
    uint32_t n;
    const uint32_t *vertex, *number;
    const cot_graph_t *graph;
    double *weight; /* of each arc */
    double *x, *y, *mass;
    double *fx, *fy, *before_x, *before_y; /* forces of this step and of the last one */
    double *swing, *traction;
    cot_i_tree_t tree;
    double gravity, scaling, speed, efficiency;
    bool linlog;
    int threads;
} atlas_t;

static cot_status_t atlas_new(atlas_t *a, const cot_graph_t *graph, uint32_t most, const cot_env_t *env,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    double **const arrays[] = {&a->x, &a->y, &a->mass, &a->fx, &a->fy, &a->before_x, &a->before_y, &a->swing,
                               &a->traction};
    a->graph = graph;
    COT_NEW(st, err, a->weight, 2 * graph->m, "layout");
    COT_TRY(st, cot_graph_arcs(graph, NULL, a->weight, env, err));
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        COT_NEW(st, err, *arrays[i], most, "layout");
    }
    COT_TRY(st, cot_i_tree_new(&a->tree, most, err));
done:
    return st;
}

static void atlas_clear(atlas_t *a) {
    cot_i_free(a->weight);
    cot_i_free(a->x);
    cot_i_free(a->y);
    cot_i_free(a->mass);
    cot_i_free(a->fx);
    cot_i_free(a->fy);
    cot_i_free(a->before_x);
    cot_i_free(a->before_y);
    cot_i_free(a->swing);
    cot_i_free(a->traction);
    cot_i_tree_clear(&a->tree);
}

/* Edges and gravity on vertex i. */
static void pull(atlas_t *a, uint32_t i) {
    const cot_graph_t *g = a->graph;
    const uint32_t v = a->vertex[i];
    const double distance = hypot(a->x[i], a->y[i]), weight = distance > 0 ? a->gravity * a->mass[i] / distance : 0;
    double fx = a->scaling * a->fx[i] - weight * a->x[i], fy = a->scaling * a->fy[i] - weight * a->y[i];
    for (uint64_t arc = g->off[v]; arc < g->off[v + 1]; arc++) {
        const uint32_t j = a->number[g->adj[arc]];
        const double dx = a->x[j] - a->x[i], dy = a->y[j] - a->y[i];
        double strength = a->weight[arc];
        if (a->linlog) {
            const double d = sqrt(dx * dx + dy * dy);
            strength *= d > 0 ? log1p(d) / d : 1;
        }
        fx += strength * dx;
        fy += strength * dy;
    }
    a->fx[i] = fx;
    a->fy[i] = fy;
    a->swing[i] = a->mass[i] * hypot(fx - a->before_x[i], fy - a->before_y[i]);
    a->traction[i] = a->mass[i] * hypot(fx + a->before_x[i], fy + a->before_y[i]) / 2;
}

/* How fast all may move: as much as the steps agree with each other, and never suddenly faster. The rules for
 * tolerance and efficiency are those that Gephi follows. */
static void set_speed(atlas_t *a) {
    const double n = a->n, swing = cot_i_sum(a->swing, a->n, a->threads);
    const double traction = cot_i_sum(a->traction, a->n, a->threads);
    const double base = n >= 50000 ? 10 : n >= 5000 ? 1 : 0.1, estimate = 0.05 * sqrt(n);
    double tolerance = base * fmax(sqrt(estimate), fmin(10, estimate * traction / (n * n)));
    if (!(swing > 0)) {
        return;
    }
    if (swing > 2 * traction) {
        a->efficiency = fmax(0.05, a->efficiency / 2);
        tolerance = fmax(tolerance, base);
    }
    const double target = tolerance * a->efficiency * traction / swing;
    if (swing > tolerance * traction) {
        a->efficiency = fmax(0.05, a->efficiency * 0.7);
    } else if (a->speed < 1000) {
        a->efficiency *= 1.3;
    }
    a->speed += fmin(target - a->speed, a->speed / 2);
}

static cot_status_t step(atlas_t *a, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t i = 0; i < a->n; i++) {
        a->before_x[i] = a->fx[i];
        a->before_y[i] = a->fy[i];
        a->fx[i] = a->fy[i] = 0;
    }
    COT_TRY(st, cot_i_tree_repel(&a->tree, a->n, a->x, a->y, a->mass, THETA, a->fx, a->fy, env, err));
#pragma omp parallel for schedule(dynamic, 256) num_threads(a->threads)
    for (uint32_t i = 0; i < a->n; i++) {
        pull(a, i);
    }
    set_speed(a);
    for (uint32_t i = 0; i < a->n; i++) {
        const double own = a->speed / (1 + sqrt(a->speed * a->swing[i]));
        a->x[i] += a->fx[i] * own;
        a->y[i] += a->fy[i] * own;
    }
done:
    return st;
}

/* Fewer steps for larger components: their beginning is better by comparison, and a step is dearer. */
static uint32_t steps_for(uint32_t n, uint32_t asked) {
    return asked > 0 ? asked : n <= 1000 ? 600 : n <= 20000 ? 400 : 200;
}

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Radius within which nine of ten vertices lie. */
static double core_radius(atlas_t *a) {
    for (uint32_t i = 0; i < a->n; i++) {
        a->swing[i] = hypot(a->x[i], a->y[i]);
    }
    qsort(a->swing, a->n, sizeof *a->swing, by_value);
    return a->swing[a->n - 1 - a->n / 10];
}

/* Puts the centroid at 0 and makes the component as large as its discs ask for; its radius with them. Threads of
 * people that the forces have blown far out are drawn in by the logarithm of their distance: they would make all
 * the rest small. */
static double scale(atlas_t *a, const double *radius) {
    double area = 0, reach = 0;
    const double middle_x = cot_i_sum(a->x, a->n, 1) / a->n, middle_y = cot_i_sum(a->y, a->n, 1) / a->n;
    for (uint32_t i = 0; i < a->n; i++) {
        a->x[i] -= middle_x;
        a->y[i] -= middle_y;
        area += radius[a->vertex[i]] * radius[a->vertex[i]];
    }
    const double core = core_radius(a), wanted = sqrt(area / ROOM), factor = core > 0 ? wanted / core : 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const double distance = factor * hypot(a->x[i], a->y[i]);
        const double drawn = distance > wanted ? wanted * (1 + log(distance / wanted)) / distance : 1;
        a->x[i] *= factor * drawn;
        a->y[i] *= factor * drawn;
        reach = fmax(reach, hypot(a->x[i], a->y[i]) + radius[a->vertex[i]]);
    }
    return reach;
}

/* Loads a component, its warm start scaled to the size at which pushing and pulling are nearly even. */
static void load(atlas_t *a, const cot_i_layout_parts_t *parts, uint32_t c, const double *x, const double *y) {
    double spread = 0, middle_x = 0, middle_y = 0, mass = 0;
    a->n = parts->first[c + 1] - parts->first[c];
    a->vertex = parts->vertex + parts->first[c];
    a->number = parts->number;
    a->speed = a->efficiency = 1;
    for (uint32_t i = 0; i < a->n; i++) {
        const uint32_t v = a->vertex[i];
        a->mass[i] = 1 + (double)(a->graph->off[v + 1] - a->graph->off[v]);
        mass += a->mass[i];
        middle_x += x[v] / a->n;
        middle_y += y[v] / a->n;
        a->fx[i] = a->fy[i] = 0;
    }
    for (uint32_t i = 0; i < a->n; i++) {
        a->x[i] = x[a->vertex[i]] - middle_x;
        a->y[i] = y[a->vertex[i]] - middle_y;
        spread += (a->x[i] * a->x[i] + a->y[i] * a->y[i]) / a->n;
    }
    const double radius = sqrt(a->scaling * mass), factor = spread > 0 ? radius / sqrt(2 * spread) : 0;
    for (uint32_t i = 0; i < a->n; i++) {
        a->x[i] *= factor;
        a->y[i] *= factor;
    }
}

static cot_status_t draw(atlas_t *a, uint32_t steps, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    a->threads = cot_i_layout_team(env, a->n);
    steps = steps_for(a->n, steps);
    for (uint32_t i = 0; a->n > 2 && i < steps; i++) {
        COT_TRY(st, step(a, env, err));
    }
done:
    return st;
}

cot_status_t cot_i_layout_forceatlas(const cot_graph_t *graph, const int64_t *community, const double *radius,
                                     const cot_layout_params_t *params, double *x, double *y, const cot_env_t *env,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_layout_parts_t parts = {0, NULL, NULL, NULL, NULL};
    atlas_t a = {.gravity = params->gravity, .scaling = params->scaling, .linlog = params->linlog};
    double *reach = NULL, *at = NULL;
    uint32_t most = 0;
    COT_TRY(st, cot_i_layout_communities(graph, community, radius, x, y, env, err));
    COT_TRY(st, cot_i_layout_parts(&parts, graph, err));
    for (uint32_t c = 0; c < parts.count; c++) {
        const uint32_t n = parts.first[c + 1] - parts.first[c];
        most = n > most ? n : most;
    }
    COT_TRY(st, atlas_new(&a, graph, most, env, err));
    COT_NEW(st, err, reach, parts.count, "layout");
    COT_NEW(st, err, at, 2 * (size_t)parts.count, "layout");
    for (uint32_t c = 0; c < parts.count; c++) {
        load(&a, &parts, c, x, y);
        COT_TRY(st, draw(&a, params->steps, env, err));
        reach[c] = scale(&a, radius) + COT_I_LAYOUT_AISLE;
        for (uint32_t i = 0; i < a.n; i++) {
            x[a.vertex[i]] = a.x[i];
            y[a.vertex[i]] = a.y[i];
        }
    }
    COT_TRY(st, cot_i_layout_pack(reach, parts.count, at, at + parts.count, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        x[v] += at[parts.component[v]];
        y[v] += at[parts.count + parts.component[v]];
    }
done:
    atlas_clear(&a);
    cot_i_layout_parts_clear(&parts);
    cot_i_free(reach);
    cot_i_free(at);
    return st;
}
