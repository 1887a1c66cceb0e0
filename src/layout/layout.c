/* layout.c: the way to coordinates: place by method, fit into the drawing, nudge apart, centre.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/layout.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

/* Vertices up to which AUTO means FORCE, and FORCE is possible: its time grows with their square. */
enum { SMALL = 1000, FORCE_MOST = 5000 };

const cot_layout_row_t *cot_layouts(size_t i) {
    static const cot_layout_row_t rows[] = {
        {COT_LAYOUT_AUTO, "auto", "force up to 1,000 vertices, communities beyond"},
        {COT_LAYOUT_FORCE, "force", "Kamada-Kawai or Fruchterman-Reingold (igraph), component by component"},
        {COT_LAYOUT_COMMUNITIES, "communities",
         "communities as discs, people inside them; quick for any size"},
        {COT_LAYOUT_FORCEATLAS2, "forceatlas2", "ForceAtlas2, beginning from communities, component by component; for any size"},
        {COT_LAYOUT_NONE, "none", "no coordinates"},
    };
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

cot_layout_method_t cot_layout_auto(uint32_t n) {
    return n <= SMALL ? COT_LAYOUT_FORCE : COT_LAYOUT_COMMUNITIES;
}

cot_status_t cot_i_layout_communities(const cot_graph_t *graph, const int64_t *community,
                                      const double *radius, double *x, double *y, const cot_env_t *env,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_hierarchy_t h = {.n_levels = 0};
    COT_TRY(st, cot_i_hierarchy_build(&h, graph, community, radius, env, err));
    COT_TRY(st, cot_i_nested_up(&h, env, err));
    cot_i_level_t *top = &h.level[h.n_levels - 1];
    for (uint32_t c = 0; c < top->n; c++) {
        top->radius[c] += COT_I_LAYOUT_AISLE;
    }
    COT_TRY(st, cot_i_layout_pack(top->radius, top->n, top->x, top->y, err));
    cot_i_nested_down(&h, env);
    for (uint32_t v = 0; v < graph->n; v++) {
        x[v] = h.level[0].x[v];
        y[v] = h.level[0].y[v];
    }
done:
    cot_i_hierarchy_clear(&h);
    return st;
}

static void move_centroid(double *at, uint32_t n, int threads) {
    double mean = cot_i_sum(at, n, threads) / n;
    for (uint32_t v = 0; v < n; v++) {
        at[v] -= mean;
    }
}

/* Shrinks all coordinates so that none is beyond `half`. */
static void fit(double *x, double *y, uint32_t n, double half) {
    double most = 0;
    for (uint32_t v = 0; v < n; v++) {
        most = fmax(most, fmax(fabs(x[v]), fabs(y[v])));
    }
    for (uint32_t v = 0; v < n && most > half; v++) {
        x[v] = fmax(-half, fmin(half, x[v] * (half / most)));
        y[v] = fmax(-half, fmin(half, y[v] * (half / most)));
    }
}

/* The drawing is a little smaller than it may be, so that its centroid can be moved to 0 at the end. */
static cot_status_t frame(uint32_t n, const double *size, double *x, double *y, const cot_env_t *env,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t left;
    int threads = cot_i_layout_team(env, n);
    move_centroid(x, n, threads);
    move_centroid(y, n, threads);
    fit(x, y, n, COT_I_LAYOUT_AIM);
    COT_TRY(st, cot_i_layout_apart(n, size, COT_I_LAYOUT_AIM, x, y, &left, env, err));
    move_centroid(x, n, threads);
    move_centroid(y, n, threads);
    fit(x, y, n, COT_I_LAYOUT_HALF);
done:
    return st;
}

static cot_status_t check(const cot_graph_t *graph, const cot_layout_params_t *params, const double *size,
                          const double *x, const double *y, cot_error_t *err) {
    const cot_layout_method_t method = params->method;
    if (!graph || !x || !y || !size) {
        return cot_i_fail(err, COT_E_ARG, "layout: NULL argument");
    }
    if ((int)method < COT_LAYOUT_AUTO || method > COT_LAYOUT_NONE) {
        return cot_i_fail(err, COT_E_ARG, "layout: method %d (allowed: %d to %d)", (int)method,
                          COT_LAYOUT_AUTO, COT_LAYOUT_NONE);
    }
    if (method == COT_LAYOUT_FORCE && graph->n > FORCE_MOST) {
        return cot_i_fail(err, COT_E_ARG,
                          "layout: %u vertices for method force (allowed: up to %d; \"communities\" "
                          "takes any number)",
                          graph->n, FORCE_MOST);
    }
    if (!(params->gravity >= 0 && params->gravity <= 1e6 && params->scaling > 0 && params->scaling <= 1e6)) {
        return cot_i_fail(err, COT_E_ARG, "layout: gravity %g, scaling %g (allowed: 0 to 1e6; above 0, to 1e6)",
                          params->gravity, params->scaling);
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        if (!(size[v] > 0 && size[v] <= COT_I_LAYOUT_HALF / 10)) {
            return cot_i_fail(err, COT_E_ARG, "layout: vertex %u has size %g (allowed: above 0, at most %g)",
                              v, size[v], COT_I_LAYOUT_HALF / 10);
        }
    }
    return COT_OK;
}

static cot_status_t place(const cot_graph_t *graph, const cot_layout_params_t *params, const int64_t *community,
                          const double *radius, double *x, double *y, const cot_env_t *env,
                          cot_error_t *err) {
    cot_layout_method_t method = params->method;
    if (method == COT_LAYOUT_AUTO) {
        method = cot_layout_auto(graph->n);
    }
    if (method == COT_LAYOUT_FORCE) {
        return cot_i_layout_force(graph, radius, x, y, env, err);
    }
    if (method == COT_LAYOUT_FORCEATLAS2) {
        return cot_i_layout_forceatlas(graph, community, radius, params, x, y, env, err);
    }
    if (graph->n_left < graph->n) {
        return cot_i_layout_bipartite(graph, community, radius, x, y, env, err);
    }
    return cot_i_layout_communities(graph, community, radius, x, y, env, err);
}

cot_status_t cot_layout(const cot_graph_t *graph, const cot_layout_params_t *params, const int64_t *community,
                        const double *size, double *x, double *y, const cot_env_t *env, cot_error_t *err) {
    static const cot_layout_params_t usual = COT_LAYOUT_PARAMS_INIT;
    cot_status_t st = COT_OK;
    params = params ? params : &usual;
    double *radius = NULL;
    COT_TRY(st, check(graph, params, size, x, y, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        x[v] = y[v] = 0;
    }
    if (params->method == COT_LAYOUT_NONE || graph->n == 0) {
        goto done;
    }
    COT_NEW(st, err, radius, graph->n, "layout");
    for (uint32_t v = 0; v < graph->n; v++) {
        radius[v] = 0.75 * size[v] + 2; /* placed with free space around, so that links show between discs */
    }
    COT_TRY(st, place(graph, params, community, radius, x, y, env, err));
    COT_TRY(st, frame(graph->n, size, x, y, env, err));
done:
    cot_i_free(radius);
    return st;
}
