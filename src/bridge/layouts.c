/* layouts.c: igraph's layouts of small graphs given as edges.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "bridge/convert.h"
#include "bridge/igraph_calls.h"

/* A graph, its weights (NULL when it has none), and the matrix of positions. */
typedef struct {
    igraph_t graph;
    igraph_vector_t view;
    const igraph_vector_t *weights;
    igraph_matrix_t at;
    bool start;
    int iterations;
} drawing_t;

typedef igraph_error_t draw_fn(drawing_t *drawing, uint32_t n);

static cot_status_t check_edges(const cot_i_edges_t *edges, int iterations, const char *purpose,
                                cot_error_t *err) {
    if (iterations < 0) {
        return cot_i_fail(err, COT_E_ARG, "%s: %d iterations (allowed: 0 or more)", purpose, iterations);
    }
    for (uint64_t i = 0; i < 2 * edges->m; i++) {
        if (edges->pairs[i] >= edges->n) {
            return cot_i_fail(err, COT_E_ARG, "%s: an edge names vertex %u (allowed: below %u)", purpose,
                              edges->pairs[i], edges->n);
        }
    }
    for (uint64_t e = 0; edges->weights && e < edges->m; e++) {
        if (!(edges->weights[e] > 0 && isfinite(edges->weights[e]))) {
            return cot_i_fail(err, COT_E_ARG, "%s: edge weight %g (allowed: finite and above 0)", purpose,
                              edges->weights[e]);
        }
    }
    return COT_OK;
}

static cot_status_t run(drawing_t *d, draw_fn *draw, uint32_t n, double *x, double *y, cot_error_t *err) {
    for (uint32_t v = 0; d->start && v < n; v++) {
        MATRIX(d->at, v, 0) = x[v];
        MATRIX(d->at, v, 1) = y[v];
    }
    cot_status_t st = cot_i_lane_check(draw(d, n), err);
    if (st == COT_OK && (igraph_matrix_nrow(&d->at) != (cot_ig_int_t)n || igraph_matrix_ncol(&d->at) != 2)) {
        st = cot_i_fail(err, COT_E_INTERNAL, "igraph: positions of another size");
    }
    for (uint32_t v = 0; st == COT_OK && v < n; v++) {
        x[v] = MATRIX(d->at, v, 0);
        y[v] = MATRIX(d->at, v, 1);
    }
    return st;
}

static cot_status_t layout(const cot_i_edges_t *edges, draw_fn *draw, const char *purpose, int iterations,
                           bool start, double *x, double *y, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    drawing_t d = {.start = start, .iterations = iterations};
    COT_TRY(st, check_edges(edges, iterations, purpose, err));
    if (edges->n == 0) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_lane_enter(env, purpose, err));
    st = cot_i_ig_create(&d.graph, edges->n, edges->m, edges->pairs, edges->pairs + 1, 2, err);
    if (st == COT_OK) {
        if (edges->weights) {
            cot_ig_view(&d.view, edges->weights, edges->m);
            d.weights = &d.view;
        }
        st = cot_i_lane_check(igraph_matrix_init(&d.at, (cot_ig_int_t)edges->n, 2), err);
        if (st == COT_OK) {
            st = run(&d, draw, edges->n, x, y, err);
            igraph_matrix_destroy(&d.at);
        }
        igraph_destroy(&d.graph);
    }
    cot_i_lane_leave();
done:
    return st;
}

static igraph_error_t draw_kamada_kawai(drawing_t *d, uint32_t n) {
    cot_ig_int_t iterations = d->iterations ? d->iterations : 50 * (cot_ig_int_t)n;
    return igraph_layout_kamada_kawai(&d->graph, &d->at, d->start, iterations, 0, (double)n, d->weights, NULL,
                                      NULL, NULL, NULL);
}

static igraph_error_t draw_fruchterman_reingold(drawing_t *d, uint32_t n) {
    return igraph_layout_fruchterman_reingold(&d->graph, &d->at, d->start,
                                              d->iterations ? d->iterations : 500, sqrt((double)n),
                                              IGRAPH_LAYOUT_NOGRID, d->weights, NULL, NULL, NULL, NULL);
}

static igraph_error_t draw_drl(drawing_t *d, uint32_t n) {
    igraph_layout_drl_options_t options;
    (void)n;
    igraph_error_t code = igraph_layout_drl_options_init(&options, IGRAPH_LAYOUT_DRL_DEFAULT);
    return code == IGRAPH_SUCCESS ? igraph_layout_drl(&d->graph, &d->at, d->start, &options, d->weights)
                                  : code;
}

cot_status_t cot_i_ig_layout_kamada_kawai(const cot_i_edges_t *edges, int iterations, bool start, double *x,
                                          double *y, const cot_env_t *env, cot_error_t *err) {
    return layout(edges, draw_kamada_kawai, "Kamada-Kawai", iterations, start, x, y, env, err);
}

cot_status_t cot_i_ig_layout_fruchterman_reingold(const cot_i_edges_t *edges, int iterations, bool start,
                                                  double *x, double *y, const cot_env_t *env,
                                                  cot_error_t *err) {
    return layout(edges, draw_fruchterman_reingold, "Fruchterman-Reingold", iterations, start, x, y, env,
                  err);
}

cot_status_t cot_i_ig_layout_drl(const cot_i_edges_t *edges, bool start, double *x, double *y,
                                 const cot_env_t *env, cot_error_t *err) {
    return layout(edges, draw_drl, "DrL", 0, start, x, y, env, err);
}
