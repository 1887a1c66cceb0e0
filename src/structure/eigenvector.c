/* eigenvector.c: eigenvector centrality on edge weights.
 *
 * A connected network has one positive eigenvector; a network in pieces has one for each component that
 * reaches the largest eigenvalue, and a solver let loose on all of them returns some mixture (two equal teams:
 * 1 and 0, or 0.78). So every component is solved by itself. Components that cannot reach the largest
 * eigenvalue are told by bounds (Collatz & Wielandt: min (As)/s <= lambda <= max (As)/s for strengths s) and
 * never solved; where both bounds are equal, s is the answer.
 *
 * One component: locally optimal conjugate gradients (A. Knyazev, SIAM J. Sci. Comput. 23 (2001) 517,
 * doi:10.1137/S1064827500366124) from the strengths: each step takes the best vector of the space of x, its
 * residual r and the last step p. It needs about as many products with A as Lanczos' method, which is the
 * square root of what power iteration needs, and keeps six vectors instead of a basis. Products and inner
 * products are taken in fixed blocks of slices (slices.h). SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"
#include "structure/ritz.h"
#include "structure/slices.h"

static const char WHAT[] = "eigenvector centrality";
static const double GRAIN = 1e8, TIE = 1e-9, SETTLED = 1e-12, EQUAL = 1e-13;
enum { BLOCK = 128, STEPS = 1000, REFRESHES = 5, DOTS = 12 };

/* A component, or the whole network: vertices by their place in a list. */
typedef struct {
    const cot_graph_t *graph;
    const double *weight;   /* of each arc */
    const uint32_t *vertex; /* of each place in the list; NULL: the vertex itself */
    const uint32_t *place;  /* of each vertex; NULL likewise */
} part_t;

/* Vectors have a value for every place of the slices, and one more that is always 0. */
typedef struct {
    cot_i_slices_t s;
    int64_t blocks;
    double *x, *ax; /* the vector and A times it */
    double *r, *ar; /* ax - lambda x */
    double *p, *ap; /* the last step */
    double *dots;   /* blocks x DOTS: parts of inner products */
    double lambda, residual;
    const cot_env_t *env;
    cot_error_t *err;
    int threads;
} solver_t;

/* What a loop over a block does. */
typedef void block_fn(const solver_t *w, size_t first, size_t end, const double *factor, double *dots);

static uint32_t degree(const void *data, uint32_t i) {
    const part_t *part = data;
    const uint32_t v = part->vertex ? part->vertex[i] : i;
    return (uint32_t)(part->graph->off[v + 1] - part->graph->off[v]);
}

static void row(const void *data, uint32_t i, size_t stride, uint32_t *to, double *weight) {
    const part_t *part = data;
    const cot_graph_t *g = part->graph;
    const uint32_t v = part->vertex ? part->vertex[i] : i;
    size_t at = 0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++, at += stride) {
        to[at] = part->place ? part->place[g->adj[a]] : g->adj[a];
        if (weight) {
            weight[at] = part->weight[a];
        }
    }
}

static void solver_clear(solver_t *w) {
    cot_i_slices_clear(&w->s);
    cot_i_free(w->x);
    cot_i_free(w->ax);
    cot_i_free(w->r);
    cot_i_free(w->ar);
    cot_i_free(w->p);
    cot_i_free(w->ap);
    cot_i_free(w->dots);
}

static cot_status_t solver_new(solver_t *w, const part_t *part, uint32_t n, const cot_env_t *env,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_rows_t rows = {n, true, part, degree, row};
    *w = (solver_t){.env = env, .err = err, .threads = cot_env_threads(env)};
    COT_TRY(st, cot_i_slices_build(&w->s, &rows, WHAT, w->threads, err));
    w->blocks = ((int64_t)w->s.slices + BLOCK - 1) / BLOCK;
    w->threads = w->threads > w->blocks ? (int)w->blocks : w->threads;
    double **const vectors[] = {&w->x, &w->ax, &w->r, &w->ar, &w->p, &w->ap};
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        COT_NEW(st, err, *vectors[i], (size_t)w->s.places + 1, WHAT);
    }
    COT_NEW(st, err, w->dots, (size_t)w->blocks * DOTS, WHAT);
done:
    return st;
}

/* Runs fn on every block and adds up what it leaves in `dots`, block by block. */
static cot_status_t each_block(const solver_t *w, block_fn *fn, const double *factor, double *sums) {
    enum { WORD = 64 }; /* blocks between two words of progress */
    cot_meter_t meter = {w->env, w->err, WHAT, 0, (uint64_t)w->blocks, COT_OK};
#pragma omp parallel for schedule(static) num_threads(w->threads)
    for (int64_t b = 0; b < w->blocks; b++) {
        const size_t first = (size_t)b * BLOCK * COT_LANES, end = first + BLOCK * COT_LANES;
        if (!cot_i_meter_stopped(&meter)) {
            fn(w, first, end < w->s.places ? end : w->s.places, factor, w->dots + b * DOTS);
        }
        if (b % WORD == WORD - 1) {
            cot_i_meter_add(&meter, WORD);
        }
    }
    for (int i = 0; i < DOTS; i++) {
        sums[i] = 0.0;
    }
    for (int64_t b = 0; b < w->blocks; b++) {
        for (int i = 0; i < DOTS; i++) {
            sums[i] += w->dots[b * DOTS + i];
        }
    }
    return cot_i_meter_end(&meter, WHAT);
}

static double dot(const double *a, const double *b, size_t first, size_t end) {
    double lane[COT_LANES] = {0.0};
    for (size_t i = first; i < end; i += COT_LANES) {
        for (size_t k = 0; k < COT_LANES; k++) {
            lane[k] += a[i + k] * b[i + k];
        }
    }
    return cot_i_lanes_fold(lane);
}

static void multiply(const solver_t *w, const double *from, double *to, size_t first, size_t end) {
    for (size_t i = first; i < end; i += COT_LANES) {
        cot_i_slices_gather(&w->s, (uint32_t)(i / COT_LANES), from, to + i);
    }
}

/* ax = A x; x.x and x.ax. */
static void multiply_x(const solver_t *w, size_t first, size_t end, const double *factor, double *dots) {
    (void)factor;
    multiply(w, w->x, w->ax, first, end);
    dots[0] = dot(w->x, w->x, first, end);
    dots[1] = dot(w->x, w->ax, first, end);
}

/* x of length 1, r = ax - lambda x, p = 0; factor: 1 / length, lambda. */
static void settle(const solver_t *w, size_t first, size_t end, const double *factor, double *dots) {
    for (size_t i = first; i < end; i++) {
        w->x[i] *= factor[0];
        w->ax[i] *= factor[0];
        w->r[i] = w->ax[i] - factor[1] * w->x[i];
        w->p[i] = w->ap[i] = 0.0;
    }
    dots[0] = dot(w->r, w->r, first, end);
}

/* ar = A r, and all inner products of x, r and p with one another and with A times them. */
static void multiply_r(const solver_t *w, size_t first, size_t end, const double *factor, double *dots) {
    const double *const basis[] = {w->x, w->r, w->p}, *const image[] = {w->ax, w->ar, w->ap};
    int at = 0;
    (void)factor;
    multiply(w, w->r, w->ar, first, end);
    for (int i = 0; i < COT_RITZ_MOST; i++) {
        for (int j = 0; j <= i; j++) {
            dots[at++] = dot(basis[i], basis[j], first, end);
            dots[at++] = dot(basis[j], image[i], first, end);
        }
    }
}

/* One step: p = c1 r + c2 p, x = c0 x + p, and r = ax - lambda x. factor: c0, c1, c2, lambda. */
static void step(const solver_t *w, size_t first, size_t end, const double *factor, double *dots) {
    for (size_t i = first; i < end; i++) {
        w->p[i] = factor[1] * w->r[i] + factor[2] * w->p[i];
        w->ap[i] = factor[1] * w->ar[i] + factor[2] * w->ap[i];
        w->x[i] = factor[0] * w->x[i] + w->p[i];
        w->ax[i] = factor[0] * w->ax[i] + w->ap[i];
        w->r[i] = w->ax[i] - factor[3] * w->x[i];
    }
    dots[0] = dot(w->r, w->r, first, end);
}

/* A x anew, its Rayleigh quotient and its true residual; the search begins again from there. */
static cot_status_t refresh(solver_t *w) {
    double sums[DOTS], factor[2];
    cot_status_t st = each_block(w, multiply_x, NULL, sums);
    if (st == COT_OK) {
        w->lambda = sums[1] / sums[0];
        factor[0] = 1.0 / sqrt(sums[0]);
        factor[1] = w->lambda;
        st = each_block(w, settle, factor, sums);
        w->residual = sqrt(sums[0]);
    }
    return st;
}

static cot_status_t improve(solver_t *w, bool first) {
    double sums[DOTS], gram[COT_RITZ_MOST][COT_RITZ_MOST], action[COT_RITZ_MOST][COT_RITZ_MOST];
    double factor[COT_RITZ_MOST + 1] = {0.0};
    cot_status_t st = each_block(w, multiply_r, NULL, sums);
    if (st != COT_OK) {
        return st;
    }
    int at = 0;
    for (int i = 0; i < COT_RITZ_MOST; i++) {
        for (int j = 0; j <= i; j++) {
            gram[i][j] = gram[j][i] = sums[at++];
            action[i][j] = action[j][i] = sums[at++];
        }
    }
    cot_i_ritz(first ? 2 : COT_RITZ_MOST, gram, action, factor, &w->lambda);
    factor[COT_RITZ_MOST] = w->lambda;
    st = each_block(w, step, factor, sums);
    w->residual = sqrt(sums[0]);
    return st;
}

/* From x on until |A x - lambda x| <= SETTLED lambda |x|, measured anew. */
static cot_status_t iterate(solver_t *w) {
    cot_status_t st = COT_OK;
    int steps = 0;
    for (int refreshed = 0; refreshed < REFRESHES && steps < STEPS; refreshed++) {
        COT_TRY(st, refresh(w));
        if (w->residual <= SETTLED * w->lambda) {
            break;
        }
        for (bool first = true; w->residual > 0.5 * SETTLED * w->lambda && steps < STEPS; first = false) {
            COT_TRY(st, improve(w, first));
            steps++;
        }
    }
done:
    return st;
}

/* Puts each vertex's value of `values` at its place of x. */
static void put_x(solver_t *w, const part_t *part, const double *values) {
    for (uint32_t p = 0; p < w->s.places; p++) {
        const uint32_t i = w->s.vertex[p];
        w->x[p] = i == UINT32_MAX ? 0.0 : values ? values[part->vertex ? part->vertex[i] : i] : 1.0;
    }
}

/* Bounds of every component's largest eigenvalue, and the strengths. */
static cot_status_t bound(const cot_graph_t *g, const double *weight, const uint32_t *component, uint32_t parts,
                          double *strength,
                          double *low, double *high, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const part_t all = {g, weight, NULL, NULL};
    double sums[DOTS];
    solver_t w = {0};
    COT_TRY(st, solver_new(&w, &all, g->n, env, err));
    put_x(&w, &all, NULL);
    COT_TRY(st, each_block(&w, multiply_x, NULL, sums)); /* ax: strengths */
    double *const swap = w.x;
    w.x = w.ax;
    w.ax = swap;
    COT_TRY(st, each_block(&w, multiply_x, NULL, sums));
    for (uint32_t c = 0; c < parts; c++) {
        low[c] = INFINITY;
        high[c] = 0.0;
    }
    for (uint32_t p = 0; p < w.s.places; p++) {
        const uint32_t v = w.s.vertex[p];
        if (v != UINT32_MAX) {
            const double ratio = w.x[p] > 0.0 ? w.ax[p] / w.x[p] : 0.0;
            strength[v] = w.x[p];
            low[component[v]] = fmin(low[component[v]], ratio);
            high[component[v]] = fmax(high[component[v]], ratio);
        }
    }
done:
    solver_clear(&w);
    return st;
}

/* Scales to largest entry 1. A vertex of tiny value may have come out just below 0. */
static void finish(const part_t *part, uint32_t n, double *out) {
    double largest = 0.0;
    for (uint32_t i = 0; i < n; i++) {
        const double value = out[part->vertex[i]];
        largest = fabs(value) > fabs(largest) ? value : largest;
    }
    for (uint32_t i = 0; i < n; i++) {
        const double value = round(out[part->vertex[i]] / largest * GRAIN) / GRAIN;
        out[part->vertex[i]] = value > 0.0 ? value : 0.0;
    }
}

/* Solves one component; out holds the strengths of its vertices and receives their values. */
static cot_status_t solve(const part_t *part, uint32_t n, double *out, double *lambda, const cot_env_t *env,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    solver_t w = {0};
    COT_TRY(st, solver_new(&w, part, n, env, err));
    put_x(&w, part, out);
    COT_TRY(st, iterate(&w));
    *lambda = w.lambda;
    for (uint32_t p = 0; p < w.s.places; p++) {
        if (w.s.vertex[p] != UINT32_MAX) {
            out[part->vertex[w.s.vertex[p]]] = w.x[p];
        }
    }
done:
    solver_clear(&w);
    return st;
}

/* What is known of each component, in the order of their labels. */
typedef struct {
    uint32_t n;             /* components */
    uint32_t *label;        /* of each vertex */
    uint32_t *begin;        /* n + 1: where a component begins in `vertex` */
    uint32_t *vertex;       /* vertices, component by component */
    uint32_t *place;        /* of each vertex within its component */
    double *weight;         /* of each arc */
    double *low, *high;     /* bounds of the largest eigenvalue; high then holds it, 0 = not solved */
} parts_t;

static void parts_clear(parts_t *parts) {
    cot_i_free(parts->label);
    cot_i_free(parts->begin);
    cot_i_free(parts->vertex);
    cot_i_free(parts->place);
    cot_i_free(parts->weight);
    cot_i_free(parts->low);
    cot_i_free(parts->high);
}

static cot_status_t parts_new(parts_t *parts, const cot_graph_t *g, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, parts->label, g->n, WHAT);
    COT_TRY(st, cot_components(g, parts->label, &parts->n, env, err));
    COT_NEW(st, err, parts->begin, (size_t)parts->n + 1, WHAT);
    COT_NEW(st, err, parts->vertex, g->n, WHAT);
    COT_NEW(st, err, parts->place, g->n, WHAT);
    COT_NEW(st, err, parts->weight, 2 * g->m, WHAT);
    COT_TRY(st, cot_graph_arcs(g, NULL, parts->weight, env, err));
    COT_NEW(st, err, parts->low, parts->n, WHAT);
    COT_NEW(st, err, parts->high, parts->n, WHAT);
    for (uint32_t v = 0; v < g->n; v++) {
        parts->place[v] = parts->begin[parts->label[v] + 1]++;
    }
    for (uint32_t c = 0; c < parts->n; c++) {
        parts->begin[c + 1] += parts->begin[c];
    }
    for (uint32_t v = 0; v < g->n; v++) {
        parts->vertex[parts->begin[parts->label[v]] + parts->place[v]] = v;
    }
done:
    return st;
}

/* Solves the components that can reach the largest eigenvalue, and gives all others 0. */
static cot_status_t solve_parts(parts_t *parts, const cot_graph_t *g, double *out, const cot_env_t *env,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    double best = 0.0, most = 0.0;
    for (uint32_t c = 0; c < parts->n; c++) {
        best = fmax(best, parts->low[c]);
    }
    for (uint32_t c = 0; c < parts->n; c++) {
        const part_t part = {g, parts->weight, parts->vertex + parts->begin[c], parts->place};
        const uint32_t n = parts->begin[c + 1] - parts->begin[c];
        if (n < 2 || parts->high[c] < best * (1.0 - TIE)) {
            parts->high[c] = 0.0;
            continue;
        }
        if (parts->high[c] > parts->low[c] * (1.0 + EQUAL)) {
            COT_TRY(st, solve(&part, n, out, &parts->high[c], env, err));
        }
        finish(&part, n, out);
        most = fmax(most, parts->high[c]);
    }
    for (uint32_t v = 0; v < g->n; v++) {
        const double lambda = parts->high[parts->label[v]];
        out[v] = lambda > 0.0 && lambda >= most * (1.0 - TIE) ? out[v] : 0.0;
    }
done:
    return st;
}

cot_status_t cot_eigenvector(const cot_graph_t *graph, double *out, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    parts_t parts = {0};
    if (!graph || (!out && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "eigenvector: null network or result");
    }
    COT_TRY(st, parts_new(&parts, graph, env, err));
    COT_TRY(st, bound(graph, parts.weight, parts.label, parts.n, out, parts.low, parts.high, env, err));
    COT_TRY(st, solve_parts(&parts, graph, out, env, err));
done:
    parts_clear(&parts);
    return st;
}
