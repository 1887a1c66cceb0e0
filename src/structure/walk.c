/* walk.c: the stationary distribution of a walk with restarts on an undirected weighted network.
 *
 * x = (1 - d) p + d A D^-1 x, with A the weights and D the strengths. On an undirected network A D^-1 is
 * similar to a symmetric matrix, so its eigenvalues are real and lie in [-1, 1], and the power iteration can
 * be accelerated by Chebyshev polynomials without inner products (Golub & Varga, Numer. Math. 3 (1961) 147):
 * about 40 steps where the plain iteration takes 140. What vertices without edges hand to p scales every
 * other value by the same factor: the system is solved without them and normalised to sum 1.
 *
 * Rows lie in slices of eight (slices.h): a step is gathers and additions, each row in its own lane in the
 * order of its neighbours, so neither the width of vectors nor the number of threads changes a bit; residuals
 * are summed in fixed blocks. SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/walk.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "base/rounds.h"

#define TOLERANCE 1e-10
#define BLOCK 128 /* slices per block of work and of residual */
#define ALONE ((uint64_t)1 << 17) /* entries and places of which one thread does a step before two have met */

/* Values stand at places; the one beyond the last place is always 0. */
typedef struct {
    cot_i_slices_t s;
    double damping;
    double even;         /* (1 - damping) / n: the restart of every vertex when there is no `rest` */
    double *rest;        /* (1 - damping) p; NULL when even */
    double *strength;    /* sum of weights; 0 where there is no vertex or no edge */
    double *now, *other; /* x / strength of this step; of the step before, then of the next one */
    double *residual;    /* per block: L1 norm of what a plain step would change */
    uint64_t *cost;      /* blocks + 1: entries and places before each block */
    uint32_t blocks;
    int threads;
    const char *what;
    double omega, enough; /* of this step; the residual to come below */
    uint32_t steps;
} walk_t;

static void walk_clear(walk_t *w) {
    cot_i_slices_clear(&w->s);
    cot_i_free(w->rest);
    cot_i_free(w->strength);
    cot_i_free(w->now);
    cot_i_free(w->other);
    cot_i_free(w->residual);
    cot_i_free(w->cost);
}

static cot_status_t walk_new(walk_t *w, const cot_i_rows_t *rows, const double *restart, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, cot_i_slices_build(&w->s, rows, w->what, w->threads, err));
    w->blocks = (w->s.slices + BLOCK - 1) / BLOCK;
    w->threads = (uint32_t)w->threads > w->blocks ? (int)w->blocks : w->threads;
    w->even = (1.0 - w->damping) / (double)rows->n;
    COT_NEW(st, err, w->strength, w->s.places, w->what);
    COT_NEW(st, err, w->now, (size_t)w->s.places + 1, w->what);
    COT_NEW(st, err, w->other, (size_t)w->s.places + 1, w->what);
    COT_NEW(st, err, w->residual, w->blocks, w->what);
    COT_NEW(st, err, w->cost, (size_t)w->blocks + 1, w->what);
    for (uint32_t b = 0; b <= w->blocks; b++) {
        const uint32_t slice = b < w->blocks ? b * BLOCK : w->s.slices;
        w->cost[b] = w->s.start[slice] + 2 * COT_LANES * (uint64_t)slice;
    }
    w->threads = w->cost[w->blocks] < ALONE ? 1 : w->threads;
    if (restart) {
        COT_NEW(st, err, w->rest, w->s.places, w->what);
    }
done:
    return st;
}

/* Strengths, the restart at places, and the even distribution to start from. */
static void prepare(walk_t *w, uint32_t n, const double *restart, double total) {
    const int64_t slices = w->s.slices;
    const double share = (1.0 - w->damping) / total;
    for (uint32_t p = 0; p < w->s.places; p++) {
        w->now[p] =
            w->s.vertex[p] == UINT32_MAX ? 0.0 : 1.0; /* neighbours' values while strengths are summed */
    }
#pragma omp parallel for schedule(dynamic, BLOCK) num_threads(w->threads)
    for (int64_t s = 0; s < slices; s++) {
        double sum[COT_LANES];
        cot_i_slices_gather(&w->s, (uint32_t)s, w->now, sum);
        for (int64_t r = 0; r < COT_LANES; r++) {
            const uint32_t v = w->s.vertex[s * COT_LANES + r];
            w->strength[s * COT_LANES + r] = sum[r];
            if (w->rest) {
                w->rest[s * COT_LANES + r] = v == UINT32_MAX ? 0.0 : restart[v] * share;
            }
        }
    }
    for (uint32_t p = 0; p < w->s.places; p++) {
        w->now[p] = w->other[p] = w->strength[p] > 0.0 ? 1.0 / (double)n / w->strength[p] : 0.0;
    }
}

/* One block of a step, and its part of the residual. */
static void step_block(void *data, int thread, uint32_t b) {
    const walk_t *const w = data;
    const uint32_t end = w->s.slices - b * BLOCK < BLOCK ? w->s.slices : (b + 1) * BLOCK;
    double lanes[COT_LANES] = {0.0};
    (void)thread;
    for (uint64_t s = b * BLOCK; s < end; s++) {
        const double *const strength = w->strength + s * COT_LANES, *const now = w->now + s * COT_LANES;
        const double *const rest = w->rest ? w->rest + s * COT_LANES : NULL;
        double *const other = w->other + s * COT_LANES, sum[COT_LANES];
        cot_i_slices_gather(&w->s, (uint32_t)s, w->now, sum);
        for (int r = 0; r < COT_LANES; r++) {
            const double plain = ((rest ? rest[r] : w->even) + w->damping * sum[r]) / strength[r];
            const double change = fabs(plain - now[r]) * strength[r];
            lanes[r] += strength[r] > 0.0 ? change : 0.0;
            other[r] = strength[r] > 0.0 ? other[r] + w->omega * (plain - other[r]) : 0.0;
        }
    }
    w->residual[b] = cot_i_lanes_fold(lanes);
}

/* After a step, next = omega (plain step of now - before) + before in place of before: whether there is
 * another one. The residual is the L1 norm of the change that a plain step would make. */
static void after_step(void *data, cot_i_rounds_t *rounds) {
    walk_t *const w = data;
    const double residual = cot_i_sum(w->residual, w->blocks, 1), d2 = w->damping * w->damping;
    double *const before = w->now;
    w->now = w->other;
    w->other = before;
    w->omega = w->steps == 0 ? 1.0 / (1.0 - d2 / 2.0) : 1.0 / (1.0 - d2 * w->omega / 4.0);
    w->steps++;
    rounds->done = w->steps;
    rounds->blocks = residual >= w->enough && w->steps < COT_WALK_STEPS ? w->blocks : 0;
}

/* Share of the restarts that vertices without edges get: normalising enlarges the residual accordingly. */
static double idle_share(const walk_t *w, uint32_t n) {
    double idle = 0.0;
    for (uint32_t p = 0; p < w->s.places; p++) {
        if (w->s.vertex[p] != UINT32_MAX && !(w->strength[p] > 0.0)) {
            idle += w->rest ? w->rest[p] / (1.0 - w->damping) : 1.0 / (double)n;
        }
    }
    return idle;
}

/* Leaves in `other` the values whose residual was found small enough. */
static cot_status_t iterate(walk_t *w, double enough, const cot_env_t *env, cot_error_t *err) {
    cot_i_rounds_t rounds = {.data = w, .blocks = w->blocks, .cost = w->cost, .stage = w->what,
                             .block = step_block, .between = after_step};
    w->omega = 1.0;
    w->enough = enough;
    return cot_i_rounds(&rounds, w->threads, env, err);
}

/* Values at vertices, summing to 1. */
static void finish(const walk_t *w, uint32_t n, double *out) {
    for (uint32_t p = 0; p < w->s.places; p++) {
        if (w->s.vertex[p] != UINT32_MAX) {
            out[w->s.vertex[p]] = w->strength[p] > 0.0 ? w->other[p] * w->strength[p]
                                  : w->rest            ? w->rest[p]
                                                       : w->even;
        }
    }
    const double total = cot_i_sum(out, n, w->threads);
    for (uint32_t v = 0; v < n; v++) {
        out[v] /= total;
    }
}

/* Sum of the restarts; refuses what is no distribution. */
static cot_status_t check(uint32_t n, double damping, const double *restart, const char *what, double *total,
                          cot_error_t *err) {
    if (!(damping >= 0.0 && damping < 1.0)) {
        return cot_i_fail(err, COT_E_ARG, "%s: damping %g (allowed: 0 to below 1)", what, damping);
    }
    *total = 1.0;
    for (uint32_t v = 0; restart && v < n; v++) {
        if (!(restart[v] >= 0.0 && restart[v] <= 1e300)) {
            return cot_i_fail(err, COT_E_ARG, "%s: preference %g of vertex %u (allowed: 0 to 1e300)", what,
                              restart[v], v);
        }
    }
    if (restart) {
        *total = cot_i_sum(restart, n, 1);
        if (n > 0 && !(*total > 0.0 && *total <= 1e305)) {
            return cot_i_fail(err, COT_E_ARG, "%s: the preferences add up to %g (allowed: above 0, to 1e305)",
                              what, *total);
        }
    }
    return COT_OK;
}

cot_status_t cot_i_walk(const cot_i_rows_t *rows, double damping, const double *restart, double *out,
                        uint32_t *iterations, const char *what, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    walk_t w = {.damping = damping, .threads = cot_env_threads(env), .what = what};
    double total = 1.0;
    COT_TRY(st, check(rows->n, damping, restart, what, &total, err));
    COT_TRY(st, walk_new(&w, rows, restart, err));
    if (rows->n > 0) {
        prepare(&w, rows->n, restart, total);
        COT_TRY(st, iterate(&w, TOLERANCE * (1.0 - damping * idle_share(&w, rows->n)), env, err));
        finish(&w, rows->n, out);
    }
    if (iterations) {
        *iterations = w.steps;
    }
done:
    walk_clear(&w);
    return st;
}
