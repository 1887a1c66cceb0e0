/* discs.c: places linked discs without overlap: a force layout, drawn together, pushed apart.
 *
 * 1. sunflower: breadth-first from the most linked disc, on a golden-angle spiral, so that linked discs start
 * near;
 * 2. spread: Fruchterman & Reingold (Softw. Pract. Exp. 21, 1129 (1991)) with the sum of two radii as their
 * ideal distance, and a pull to the centre;
 * 3. gather: discs move to their neighbours and the centre while overlaps are resolved pair by pair;
 * 4. what overlap is left is removed by enlarging the whole.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/layout.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"

static const double GOLDEN_ANGLE = 2.39996322972865332;

cot_status_t cot_i_discs_new(cot_i_discs_t *discs, uint32_t k, uint64_t arcs, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *discs = (cot_i_discs_t){.k = k};
    COT_NEW(st, err, discs->radius, (size_t)k * 5, "layout of a group");
    COT_NEW(st, err, discs->off, (size_t)k + 1, "layout of a group");
    COT_NEW(st, err, discs->adj, arcs, "layout of a group");
    COT_NEW(st, err, discs->w, arcs, "layout of a group");
    COT_NEW(st, err, discs->order, k, "layout of a group");
    discs->x = discs->radius + k;
    discs->y = discs->x + k;
    discs->fx = discs->y + k;
    discs->fy = discs->fx + k;
done:
    if (st != COT_OK) {
        cot_i_discs_clear(discs);
    }
    return st;
}

void cot_i_discs_clear(cot_i_discs_t *discs) {
    cot_i_free(discs->radius);
    cot_i_free(discs->off);
    cot_i_free(discs->adj);
    cot_i_free(discs->w);
    cot_i_free(discs->order);
    *discs = (cot_i_discs_t){.k = 0};
}

static double row_weight(const cot_i_discs_t *d, uint32_t i) {
    double sum = 0;
    for (uint64_t a = d->off[i]; a < d->off[i + 1]; a++) {
        sum += d->w[a];
    }
    return sum;
}

/* Breadth-first order of all discs; each search starts at the heaviest disc that is left. fx serves as
 * weights, fy marks what was reached. */
static void breadth_first(cot_i_discs_t *d) {
    uint32_t tail = 0;
    for (uint32_t i = 0; i < d->k; i++) {
        d->fx[i] = row_weight(d, i) + 1e-9 * d->radius[i];
        d->fy[i] = 0;
    }
    for (uint32_t head = 0; head < d->k; head++) {
        if (head == tail) {
            uint32_t start = d->k;
            for (uint32_t i = 0; i < d->k; i++) {
                if (d->fy[i] == 0 && (start == d->k || d->fx[i] > d->fx[start])) {
                    start = i;
                }
            }
            d->fy[start] = 1;
            d->order[tail++] = start;
        }
        uint32_t u = d->order[head];
        for (uint64_t a = d->off[u]; a < d->off[u + 1]; a++) {
            if (d->fy[d->adj[a]] == 0) {
                d->fy[d->adj[a]] = 1;
                d->order[tail++] = d->adj[a];
            }
        }
    }
}

static void sunflower(cot_i_discs_t *d) {
    double area = 0;
    breadth_first(d);
    for (uint32_t i = 0; i < d->k; i++) {
        uint32_t v = d->order[i];
        double half = d->radius[v] * d->radius[v] / 2, r = 1.3 * sqrt(area + (i ? half : 0));
        d->x[v] = r * cos(GOLDEN_ANGLE * i);
        d->y[v] = r * sin(GOLDEN_ANGLE * i);
        area += 2 * half;
    }
}

/* Repulsion by all discs on disc i. */
static void repel(const cot_i_discs_t *d, uint32_t i, double *out_x, double *out_y) {
    double fx = 0, fy = 0, xi = d->x[i], yi = d->y[i], ri = d->radius[i];
    const double *x = d->x, *y = d->y, *radius = d->radius;
    uint32_t k = d->k;
#pragma omp simd reduction(+ : fx, fy)
    for (uint32_t j = 0; j < k; j++) {
        double dx = xi - x[j], dy = yi - y[j], s = ri + radius[j];
        double f = s * s / (dx * dx + dy * dy + 1e-4 * s * s);
        fx += f * dx;
        fy += f * dy;
    }
    *out_x = fx;
    *out_y = fy;
}

static void force(cot_i_discs_t *d, uint32_t i, double scale, double gravity) {
    double fx, fy;
    repel(d, i, &fx, &fy);
    for (uint64_t a = d->off[i]; a < d->off[i + 1]; a++) {
        uint32_t j = d->adj[a];
        double dx = d->x[j] - d->x[i], dy = d->y[j] - d->y[i];
        double pull = scale * d->w[a] * sqrt(dx * dx + dy * dy) / (d->radius[i] + d->radius[j]);
        fx += pull * dx;
        fy += pull * dy;
    }
    double weight = gravity * d->radius[i] * d->radius[i] * d->radius[i];
    d->fx[i] = fx - weight * d->x[i];
    d->fy[i] = fy - weight * d->y[i];
}

static void step(cot_i_discs_t *d, double most) {
    for (uint32_t i = 0; i < d->k; i++) {
        double length = sqrt(d->fx[i] * d->fx[i] + d->fy[i] * d->fy[i]);
        double scale = length > most ? most / length : 1;
        d->x[i] += scale * d->fx[i];
        d->y[i] += scale * d->fy[i];
    }
}

/* The weights of links are scaled so that each disc has 6 in the mean, as in a planar triangulation: then
 * pull and push balance at about touching distance, whatever the density. */
static double link_scale(const cot_i_discs_t *d) {
    double total = 0;
    for (uint64_t a = 0; a < d->off[d->k]; a++) {
        total += d->w[a];
    }
    return total > 0 ? 6.0 * d->k / total : 0;
}

static void forces(cot_i_discs_t *d, double scale, double gravity, int threads) {
    if (threads == 1) { /* no team of one: there are very many small groups */
        for (uint32_t i = 0; i < d->k; i++) {
            force(d, i, scale, gravity);
        }
        return;
    }
#pragma omp parallel for num_threads(threads) schedule(static)
    for (uint32_t i = 0; i < d->k; i++) {
        force(d, i, scale, gravity);
    }
}

static void spread(cot_i_discs_t *d, double reach, int threads) {
    double scale = link_scale(d), gravity = 0.5 * d->k * sqrt(d->k) / (reach * reach * reach);
    int rounds = d->k > 64 ? 250 : 80;
    for (int t = 0; t < rounds; t++) {
        double left = 1 - (double)t / rounds;
        forces(d, scale, gravity, threads);
        step(d, 0.25 * reach * left * left);
    }
}

/* Pushes i and j apart, the smaller moves more; true when they overlapped by more than a hundredth. */
static bool push_pair(cot_i_discs_t *d, uint32_t i, uint32_t j) {
    double dx = d->x[j] - d->x[i], dy = d->y[j] - d->y[i], s = d->radius[i] + d->radius[j];
    double square = dx * dx + dy * dy;
    if (square >= s * s) {
        return false;
    }
    double length = sqrt(square), share = d->radius[j] * d->radius[j];
    share /= share + d->radius[i] * d->radius[i];
    if (length < 1e-9 * s) {
        dx = cos(GOLDEN_ANGLE * (i + 1.0) * (j + 1.0));
        dy = sin(GOLDEN_ANGLE * (i + 1.0) * (j + 1.0));
        length = 1;
    }
    double move = (s - sqrt(square)) / length;
    d->x[i] -= share * move * dx;
    d->y[i] -= share * move * dy;
    d->x[j] += (1 - share) * move * dx;
    d->y[j] += (1 - share) * move * dy;
    return square < 0.98 * s * s;
}

static bool push(cot_i_discs_t *d) {
    bool pushed = false;
    for (uint32_t i = 0; i < d->k; i++) {
        for (uint32_t j = i + 1; j < d->k; j++) {
            pushed |= push_pair(d, i, j);
        }
    }
    return pushed;
}

static void gather(cot_i_discs_t *d) {
    const int rounds = 140;
    for (int t = 0; t < rounds; t++) {
        double strength = sqrt(1 - (double)t / rounds);
        for (uint32_t i = 0; i < d->k; i++) {
            double mx = 0, my = 0, sum = 0;
            for (uint64_t a = d->off[i]; a < d->off[i + 1]; a++) {
                mx += d->w[a] * (d->x[d->adj[a]] - d->x[i]);
                my += d->w[a] * (d->y[d->adj[a]] - d->y[i]);
                sum += d->w[a];
            }
            double fall =
                fmin(0.15, 0.02 + 0.5 * d->radius[i] / (sqrt(d->x[i] * d->x[i] + d->y[i] * d->y[i]) + 1e-9));
            d->x[i] += strength * ((sum > 0 ? 0.03 * mx / sum : 0) - fall * d->x[i]);
            d->y[i] += strength * ((sum > 0 ? 0.03 * my / sum : 0) - fall * d->y[i]);
        }
        (void)push(d);
    }
    for (int t = 0; t < 300 && push(d); t++) {
    }
}

/* The factor that takes every two discs at least to touching distance; two alone touch exactly. */
static double enlargement(const cot_i_discs_t *d) {
    double factor = d->k == 2 ? 0 : 1;
    for (uint32_t i = 0; i < d->k; i++) {
        for (uint32_t j = i + 1; j < d->k; j++) {
            double dx = d->x[j] - d->x[i], dy = d->y[j] - d->y[i], s = d->radius[i] + d->radius[j];
            double ratio = s / sqrt(dx * dx + dy * dy + 1e-12 * s * s);
            factor = ratio > factor ? ratio : factor;
        }
    }
    return factor < 3 ? factor : 3;
}

/* Moves the centre of the (nearly) smallest enclosing circle to the origin; returns its radius.
 * Badoiu & Clarkson, SODA 2003: step to the farthest disc, ever less. */
static double centre(cot_i_discs_t *d) {
    double cx = 0, cy = 0, radius = 0;
    for (int t = 0; t <= 60; t++) {
        uint32_t far = 0;
        double most = -1;
        for (uint32_t i = 0; i < d->k; i++) {
            double dx = d->x[i] - cx, dy = d->y[i] - cy, reach = sqrt(dx * dx + dy * dy) + d->radius[i];
            if (reach > most) {
                most = reach;
                far = i;
            }
        }
        radius = most;
        double length = hypot(d->x[far] - cx, d->y[far] - cy);
        if (t < 60 && length > 0) {
            cx += (d->x[far] - cx) / (t + 2.0);
            cy += (d->y[far] - cy) / (t + 2.0);
        }
    }
    for (uint32_t i = 0; i < d->k; i++) {
        d->x[i] -= cx;
        d->y[i] -= cy;
    }
    return radius;
}

double cot_i_discs_place(cot_i_discs_t *d, int threads) {
    if (d->k == 0) {
        return 0;
    }
    d->x[0] = d->y[0] = 0;
    if (d->k == 1) {
        return d->radius[0];
    }
    double area = 0;
    for (uint32_t i = 0; i < d->k; i++) {
        area += d->radius[i] * d->radius[i];
    }
    sunflower(d);
    if (d->k > 2) {
        spread(d, sqrt(area), threads);
        gather(d);
    }
    double factor = enlargement(d);
    for (uint32_t i = 0; i < d->k; i++) {
        d->x[i] *= factor;
        d->y[i] *= factor;
    }
    return centre(d);
}
