/* eigenvector.c: eigenvector centrality on edge weights.
 *
 * A x = lambda x for the largest eigenvalue of the weighted adjacency matrix, largest entry 1 (P. Bonacich,
 * J. Math. Sociol. 2, 113 (1972), doi:10.1080/0022250X.1972.9989806). A connected network has one such
 * vector; a network in pieces has one for each component that reaches the largest eigenvalue, and a solver
 * let loose on all of them returns some mixture (two equal teams: 1 and 0, or 0.78). So every component is
 * solved by itself, those that reach the largest eigenvalue (within 1e-9 of it) keep their vectors, each with
 * largest entry 1, all others get 0. Components that cannot reach it are told by bounds (Collatz & Wielandt:
 * min (As)/s <= lambda <= max (As)/s for strengths s) and never solved.
 *
 * One component: a hundred steps of power iteration on A + cI from the strengths; when they have not settled,
 * ARPACK's Lanczos from there, through igraph; when ARPACK gives up (it does where A has very few different
 * eigenvalues), more power iteration. Values are rounded to 1e-8: ARPACK keeps random state between calls,
 * which reaches the last bits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <limits.h>
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "bridge/convert.h"
#include "bridge/igraph_calls.h"

static const double GRAIN = 1e8, TIE = 1e-9, SETTLED = 1e-13;
enum { FIRST_STEPS = 100, LAST_STEPS = 200000 };

typedef struct {
    const cot_graph_t *graph;
    uint32_t *order; /* vertices, component by component */
    uint32_t *local; /* place of a vertex within its component */
    uint32_t *begin; /* n_parts + 1: where a component begins in order */
    uint32_t n_parts;
    double *x, *next;     /* a vector of the component in hand, and A times it */
    double *lambda;       /* n_parts; 0 = not solved */
    uint32_t first, size; /* the component in hand: order[first .. first + size) */
} work_t;

/* Components by breadth-first search. */
static void find_parts(work_t *w) {
    const cot_graph_t *g = w->graph;
    uint32_t found = 0;
    for (uint32_t v = 0; v < g->n; v++) {
        w->local[v] = UINT32_MAX;
    }
    for (uint32_t root = 0; root < g->n; root++) {
        if (w->local[root] != UINT32_MAX) {
            continue;
        }
        uint32_t first = found;
        w->begin[w->n_parts++] = first;
        w->local[root] = 0;
        w->order[found++] = root;
        for (uint32_t at = first; at < found; at++) {
            uint32_t v = w->order[at];
            for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
                if (w->local[g->adj[a]] == UINT32_MAX) {
                    w->local[g->adj[a]] = found - first;
                    w->order[found++] = g->adj[a];
                }
            }
        }
    }
    w->begin[w->n_parts] = found;
}

static void take_part(work_t *w, uint32_t part) {
    w->first = w->begin[part];
    w->size = w->begin[part + 1] - w->first;
}

/* to = A from, within the component in hand. Shaped for ARPACK. */
static igraph_error_t multiply(igraph_real_t *to, const igraph_real_t *from, int n, void *extra) {
    const work_t *w = extra;
    const cot_graph_t *g = w->graph;
    for (int i = 0; i < n; i++) {
        uint32_t v = w->order[w->first + (uint32_t)i];
        double sum = 0;
        for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
            sum += g->weight[g->arc_edge[a]] * from[w->local[g->adj[a]]];
        }
        to[i] = sum;
    }
    return cot_i_lane_poll() ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS;
}

static double largest_of(const double *values, uint32_t n) {
    double largest = 0;
    for (uint32_t i = 0; i < n; i++) {
        largest = values[i] > largest ? values[i] : largest;
    }
    return largest;
}

/* x = strengths, next = A x. */
static igraph_error_t start(work_t *w) {
    for (uint32_t i = 0; i < w->size; i++) {
        w->next[i] = 1;
    }
    igraph_error_t code = multiply(w->x, w->next, (int)w->size, w);
    return code == IGRAPH_SUCCESS ? multiply(w->next, w->x, (int)w->size, w) : code;
}

/* Bounds of the component's largest eigenvalue. */
static igraph_error_t bound(work_t *w, double *low, double *high) {
    igraph_error_t code = start(w);
    *low = INFINITY;
    *high = 0;
    for (uint32_t i = 0; code == IGRAPH_SUCCESS && i < w->size; i++) {
        double ratio = w->next[i] / w->x[i];
        *low = ratio < *low ? ratio : *low;
        *high = ratio > *high ? ratio : *high;
    }
    return code;
}

/* Steps of x <- (A + cI) x / largest entry. c, the mean of A's rows, keeps -lambda (a bipartite component)
 * away. *settled: the last step moved no entry by more than SETTLED. */
static igraph_error_t iterate(work_t *w, int steps, bool *settled) {
    igraph_error_t code = start(w);
    double shift = 0;
    for (uint32_t i = 0; i < w->size; i++) {
        shift += w->x[i] / w->size;
    }
    for (*settled = false; steps > 0 && !*settled && code == IGRAPH_SUCCESS; steps--) {
        double moved = 0, scale;
        code = multiply(w->next, w->x, (int)w->size, w);
        for (uint32_t i = 0; i < w->size; i++) {
            w->next[i] += shift * w->x[i];
        }
        scale = largest_of(w->next, w->size);
        for (uint32_t i = 0; i < w->size; i++) {
            double value = w->next[i] / scale;
            moved = fmax(moved, fabs(value - w->x[i]));
            w->x[i] = value;
        }
        *settled = moved <= SETTLED;
    }
    return code;
}

/* Lanczos from x; x becomes the vector with largest entry 1. */
static igraph_error_t lanczos(work_t *w, igraph_vector_t *values, igraph_matrix_t *vectors) {
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    options.n = (int)w->size;
    options.nev = 1;
    options.ncv = 0;
    options.which[0] = 'L';
    options.which[1] = 'A';
    options.start = 1;
    for (uint32_t i = 0; i < w->size; i++) {
        MATRIX(*vectors, i, 0) = w->x[i];
    }
    igraph_error_t code = igraph_arpack_rssolve(multiply, w, &options, NULL, values, vectors);
    if (code != IGRAPH_SUCCESS) {
        return code;
    }
    double largest = 0;
    for (uint32_t i = 0; i < w->size; i++) {
        double value = MATRIX(*vectors, i, 0);
        largest = fabs(value) > fabs(largest) ? value : largest;
    }
    for (uint32_t i = 0; i < w->size; i++) {
        w->x[i] = largest != 0 ? MATRIX(*vectors, i, 0) / largest : 0;
    }
    return code;
}

/* ARPACK; where it gives up (but not for want of memory or on request) *done stays false. */
static cot_status_t try_lanczos(work_t *w, bool *done, cot_error_t *err) {
    igraph_vector_t values;
    igraph_matrix_t vectors;
    cot_status_t st = cot_i_lane_check(igraph_vector_init(&values, 0), err);
    if (st != COT_OK) {
        return st;
    }
    st = cot_i_lane_check(igraph_matrix_init(&vectors, (cot_ig_int_t)w->size, 1), err);
    if (st == COT_OK) {
        st = cot_i_lane_check(lanczos(w, &values, &vectors), NULL);
        *done = st == COT_OK;
        igraph_matrix_destroy(&vectors);
    }
    igraph_vector_destroy(&values);
    if (st == COT_E_INTERRUPT || st == COT_E_NOMEM) {
        return cot_i_fail(err, st, "eigenvector: %s", cot_status_text(st));
    }
    return COT_OK;
}

/* Solves the component in hand: its eigenvalue, and its vector in out. */
static cot_status_t solve(work_t *w, double *lambda, double *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool done = false;
    double dot = 0, norm = 0;
    COT_TRY(st, cot_i_lane_check(iterate(w, FIRST_STEPS, &done), err));
    if (!done) {
        COT_TRY(st, try_lanczos(w, &done, err));
    }
    if (!done) {
        COT_TRY(st, cot_i_lane_check(iterate(w, LAST_STEPS, &done), err));
    }
    COT_TRY(st, cot_i_lane_check(multiply(w->next, w->x, (int)w->size, w), err));
    for (uint32_t i = 0; i < w->size; i++) {
        dot += w->x[i] * w->next[i];
        norm += w->x[i] * w->x[i];
        double value = round(w->x[i] * GRAIN) / GRAIN;
        out[w->order[w->first + i]] = value > 0 ? value : 0;
    }
    *lambda = dot / norm;
done:
    return st;
}

/* Solves the components that can reach the largest eigenvalue; returns the largest one in *largest. */
static cot_status_t solve_parts(work_t *w, double *out, double *largest, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double low, high, best = 0;
    for (uint32_t part = 0; part < w->n_parts; part++) {
        take_part(w, part);
        if (w->size > 1) {
            COT_TRY(st, cot_i_lane_check(bound(w, &low, &high), err));
            best = low > best ? low : best;
            w->lambda[part] = high;
        }
    }
    for (uint32_t part = 0; part < w->n_parts; part++) {
        take_part(w, part);
        bool can = w->size > 1 && w->lambda[part] >= best * (1 - TIE);
        w->lambda[part] = 0;
        if (can) {
            COT_TRY(st, solve(w, &w->lambda[part], out, err));
            *largest = w->lambda[part] > *largest ? w->lambda[part] : *largest;
        }
    }
done:
    return st;
}

static cot_status_t new_work(work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t n = w->graph->n;
    COT_NEW(st, err, w->order, n, "eigenvector");
    COT_NEW(st, err, w->local, n, "eigenvector");
    COT_NEW(st, err, w->begin, n + 1, "eigenvector");
    COT_NEW(st, err, w->x, n, "eigenvector");
    COT_NEW(st, err, w->next, n, "eigenvector");
    COT_NEW(st, err, w->lambda, n, "eigenvector");
    find_parts(w);
done:
    return st;
}

static void clear_work(work_t *w) {
    cot_i_free(w->order);
    cot_i_free(w->local);
    cot_i_free(w->begin);
    cot_i_free(w->x);
    cot_i_free(w->next);
    cot_i_free(w->lambda);
}

cot_status_t cot_i_ig_eigenvector(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    work_t w = {.graph = graph};
    double largest = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = 0;
    }
    if (graph->n > INT_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "eigenvector: %u vertices (allowed: %d)", graph->n, INT_MAX);
    }
    COT_TRY(st, new_work(&w, err));
    COT_TRY(st, cot_i_lane_enter(env, "eigenvector", err));
    st = solve_parts(&w, out, &largest, err);
    cot_i_lane_leave();
    for (uint32_t part = 0; st == COT_OK && part < w.n_parts; part++) {
        take_part(&w, part);
        for (uint32_t i = 0; w.lambda[part] < largest * (1 - TIE) && i < w.size; i++) {
            out[w.order[w.first + i]] = 0;
        }
    }
done:
    clear_work(&w);
    return st;
}
