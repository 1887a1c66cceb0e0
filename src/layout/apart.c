/* apart.c: moves discs until none is on another.
 *
 * 1. nudging, up to ROUNDS times: every disc moves away from those it lies on, a smaller one for a larger
 * one, two of the same class each for its share; new places are computed from the old ones, so the order does
 * not matter;
 * 2. settling: discs that still lie on a larger one are taken out and put, largest first, at the nearest free
 * place on a spiral of candidates. This leaves no overlap unless the drawing is full. Discs are kept in one
 * uniform grid for each class of sizes (a class spans a factor of two), so that a look at the neighbourhood
 * costs O(1) whatever the mixture of sizes. O(n) a round.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "layout/layout.h"

enum { CLASSES = 8, ROUNDS = 40, GRID_MOST = 2048, SPIRAL_RINGS = 128, HINTS = 24, NONE = -1 };

/* Cells of one class over [-extent, extent]^2; what is beyond counts to the cells at the border. Its discs
 * stand in apart_t.cell_* from start[cell] to start[cell + 1]; discs that were put back while settling are in
 * lists: head[cell] -> apart_t.after[disc]. */
typedef struct {
    double side, reach; /* of a cell; the largest radius of the class */
    int32_t across;     /* cells in a row; 0 when the class is empty */
    uint32_t *start;
    int32_t *head;
} grid_t;

typedef struct {
    double x, y, size;
    uint32_t disc;
} entry_t;

typedef struct {
    uint32_t n;
    const double *size;
    double half, extent; /* bound of coordinates; where the grids have their cells */
    double *x, *y;
    uint8_t *class, *out; /* of a disc; out: being settled */
    int32_t *after;
    entry_t *entry; /* by class and cell */
    grid_t grid[CLASSES];
} apart_t;

typedef struct {
    double size;
    uint32_t disc;
} sized_t;

static int32_t column_of(const grid_t *grid, double extent, double at) {
    double cell = floor((at + extent) / grid->side);
    return cell < 0 ? 0 : cell >= grid->across ? grid->across - 1 : (int32_t)cell;
}

static size_t cell_of(const apart_t *p, const grid_t *grid, double x, double y) {
    return (size_t)column_of(grid, p->extent, y) * (size_t)grid->across +
           (size_t)column_of(grid, p->extent, x);
}

/* Counting sort of the discs (those not `out`) into cells, class after class. */
static void fill(apart_t *p) {
    uint32_t total = 0;
    for (int c = 0; c < CLASSES; c++) {
        grid_t *grid = &p->grid[c];
        size_t cells = (size_t)grid->across * (size_t)grid->across;
        for (size_t i = 0; i <= cells; i++) {
            grid->start[i] = 0;
        }
    }
    for (uint32_t i = 0; i < p->n; i++) {
        grid_t *grid = &p->grid[p->class[i]];
        grid->start[cell_of(p, grid, p->x[i], p->y[i])] += !p->out[i];
    }
    for (int c = 0; c < CLASSES; c++) {
        grid_t *grid = &p->grid[c];
        size_t cells = (size_t)grid->across * (size_t)grid->across;
        for (size_t i = 0; i <= cells; i++) {
            total += grid->start[i];
            grid->start[i] = total;
        }
    }
    for (uint32_t i = p->n; i-- > 0;) {
        if (!p->out[i]) {
            grid_t *grid = &p->grid[p->class[i]];
            p->entry[--grid->start[cell_of(p, grid, p->x[i], p->y[i])]] =
                (entry_t){p->x[i], p->y[i], p->size[i], i};
        }
    }
}

static double wanted(double a, double b) {
    return (a + b) / 2 + COT_I_LAYOUT_GAP(a, b);
}

/* The block of cells of a class that discs touching one at (x, y) of diameter `size` can be in. */
typedef struct {
    int32_t left, right, low, high;
} window_t;

static window_t window(const apart_t *p, const grid_t *grid, double x, double y, double size) {
    double reach = wanted(size, 2 * grid->reach);
    return (window_t){column_of(grid, p->extent, x - reach), column_of(grid, p->extent, x + reach),
                      column_of(grid, p->extent, y - reach), column_of(grid, p->extent, y + reach)};
}

typedef struct {
    uint32_t hits;
    double dx, dy;
} nudge_t;

/* Adds what disc i must move because of entry e. share: of the overlap, that is i's to take. */
static void add_nudge(const apart_t *p, uint32_t i, const entry_t *e, bool same_class, nudge_t *sum) {
    double dx = p->x[i] - e->x, dy = p->y[i] - e->y, s = wanted(p->size[i], e->size),
           square = dx * dx + dy * dy;
    if (square >= s * s || e->disc == i) {
        return;
    }
    double length = sqrt(square), share = 1;
    if (same_class) {
        share = e->size * e->size / (p->size[i] * p->size[i] + e->size * e->size);
    }
    double move = share * (s - length) * 1.02;
    if (length < 1e-9) { /* one on the other: any direction, but opposite ones for the two */
        uint32_t a = i < e->disc ? i : e->disc, b = i < e->disc ? e->disc : i;
        double angle = (double)(cot_i_mix64((uint64_t)a << 32 | b) >> 40), sign = i == a ? 1 : -1;
        dx = sign * cos(angle);
        dy = sign * sin(angle);
        length = 1;
    }
    sum->dx += move * dx / length;
    sum->dy += move * dy / length;
    sum->hits++;
}

static nudge_t nudge(const apart_t *p, uint32_t i) {
    nudge_t sum = {0, 0, 0};
    for (int c = p->class[i]; c < CLASSES; c++) {
        const grid_t *grid = &p->grid[c];
        if (grid->across == 0) {
            continue;
        }
        window_t w = window(p, grid, p->x[i], p->y[i], p->size[i]);
        for (int32_t row = w.low; row <= w.high; row++) {
            const uint32_t *start = grid->start + (size_t)row * (size_t)grid->across;
            for (uint32_t k = start[w.left]; k < start[w.right + 1]; k++) {
                add_nudge(p, i, &p->entry[k], c == p->class[i], &sum);
            }
        }
    }
    return sum;
}

static double within(double at, double half) {
    return at < -half ? -half : at > half ? half : at;
}

/* Positions are read from the entries' copies and written to x, y only by their own disc: but a disc reads
 * its own x, y, so both stay as they were until it is done. */
static bool move_disc(apart_t *p, uint32_t i) {
    nudge_t sum = nudge(p, i);
    if (sum.hits == 0) {
        return false;
    }
    double share = sum.hits > 2 ? 2.0 / sum.hits : 1;
    p->x[i] = within(p->x[i] + share * sum.dx, p->half);
    p->y[i] = within(p->y[i] + share * sum.dy, p->half);
    return true;
}

static cot_status_t nudge_all(apart_t *p, int rounds, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    int threads = cot_i_layout_team(env, p->n);
    for (int round = 0; round < rounds; round++) {
        uint64_t moved = 0;
        COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
        fill(p);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1024) reduction(+ : moved)
        for (uint32_t i = 0; i < p->n; i++) {
            moved += move_disc(p, i);
        }
        if (moved <= p->n / 100) {
            break;
        }
    }
done:
    (void)threads;
    return st;
}

/* Is a disc of diameter `size` at (x, y) on another one? Of disc i (with its own size) only those before it
 * in the order of settling count: larger, or as large with a smaller number. i = UINT32_MAX: all count. */
static bool lies_on(const apart_t *p, uint32_t i, double size, double dx, double dy, double other,
                    uint32_t j) {
    /* less of a gap than nudging wants, so that rounding does not send discs away */
    double s = wanted(size, other) - 0.5 * COT_I_LAYOUT_GAP(size, other);
    if (dx * dx + dy * dy >= s * s || i == j) {
        return false;
    }
    return i == UINT32_MAX || p->size[j] > size || (p->size[j] == size && j < i);
}

static bool is_covered(const apart_t *p, uint32_t i, double x, double y, double size) {
    int least = i == UINT32_MAX ? 0 : p->class[i];
    for (int c = CLASSES - 1; c >= least; c--) { /* large ones first: they cover most */
        const grid_t *grid = &p->grid[c];
        if (grid->across == 0) {
            continue;
        }
        window_t w = window(p, grid, x, y, size);
        for (int32_t row = w.low; row <= w.high; row++) {
            size_t first = (size_t)row * (size_t)grid->across;
            for (uint32_t k = grid->start[first + (size_t)w.left];
                 k < grid->start[first + (size_t)w.right + 1]; k++) {
                const entry_t *e = &p->entry[k];
                if (lies_on(p, i, size, x - e->x, y - e->y, e->size, e->disc)) {
                    return true;
                }
            }
            for (int32_t column = w.left; column <= w.right; column++) {
                for (int32_t j = grid->head[first + (size_t)column]; j != NONE; j = p->after[j]) {
                    if (lies_on(p, i, size, x - p->x[j], y - p->y[j], p->size[j], (uint32_t)j)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

/* Moves disc i to a free place near by: rings of candidates, half the disc apart at first, ever further
 * apart, beginning a little within the distance that the last disc from hereabouts had to go (*hint). False,
 * and i stays, when there is none. */
static bool find_place(apart_t *p, uint32_t i, double *hint) {
    double size = p->size[i], radius = 0.9 * *hint, step = fmax(size / 2, 0.05 * radius);
    for (int ring = 0; ring <= SPIRAL_RINGS; ring++) {
        int candidates = (int)(6.2831853 * radius / step) + 1;
        for (int k = 0; k < candidates; k++) {
            double angle = 6.283185307179586 * k / candidates + ring;
            double x = p->x[i] + radius * cos(angle), y = p->y[i] + radius * sin(angle);
            if (fabs(x) <= p->half && fabs(y) <= p->half && !is_covered(p, UINT32_MAX, x, y, size)) {
                p->x[i] = x;
                p->y[i] = y;
                *hint = radius;
                return true;
            }
        }
        radius += step;
        step *= 1.05;
    }
    return false;
}

static int larger_first(const void *a, const void *b) {
    const sized_t *p = a, *q = b;
    if (p->size != q->size) {
        return p->size > q->size ? -1 : 1;
    }
    return (p->disc > q->disc) - (p->disc < q->disc);
}

static cot_status_t put_back(apart_t *p, const sized_t *sorted, uint32_t n_sorted, uint32_t *left,
                             const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *hint = NULL;
    const grid_t coarse = {.side = 2 * p->extent / HINTS, .across = HINTS};
    COT_NEW(st, err, hint, HINTS * HINTS, "layout");
    for (uint32_t k = 0; k < n_sorted; k++) {
        uint32_t i = sorted[k].disc;
        if (k % 256 == 0) {
            COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
        }
        if (k > 0 && p->class[i] != p->class[sorted[k - 1].disc]) {
            for (size_t h = 0; h < HINTS * HINTS; h++) {
                hint[h] /= 2; /* smaller discs find gaps again */
            }
        }
        *left += !find_place(p, i, &hint[cell_of(p, &coarse, p->x[i], p->y[i])]);
        grid_t *grid = &p->grid[p->class[i]];
        int32_t *head = &grid->head[cell_of(p, grid, p->x[i], p->y[i])];
        p->after[i] = *head;
        *head = (int32_t)i;
    }
done:
    cot_i_free(hint);
    return st;
}

static cot_status_t settle(apart_t *p, uint32_t *left, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    sized_t *sorted = NULL;
    uint32_t n_out = 0, k = 0;
    int threads = cot_i_layout_team(env, p->n);
    fill(p);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1024) reduction(+ : n_out)
    for (uint32_t i = 0; i < p->n; i++) {
        p->out[i] = is_covered(p, i, p->x[i], p->y[i], p->size[i]);
        n_out += p->out[i];
    }
    COT_NEW(st, err, sorted, n_out, "layout");
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->out[i]) {
            sorted[k++] = (sized_t){p->size[i], i};
        }
    }
    qsort(sorted, n_out, sizeof *sorted, larger_first);
    fill(p);
    COT_TRY(st, put_back(p, sorted, n_out, left, env, err));
done:
    (void)threads;
    cot_i_free(sorted);
    return st;
}

/* Class of a disc: powers of two above the smallest size. */
static uint8_t class_of(double size, double least) {
    double ratio = size / least;
    uint8_t c = 0;
    while (c < CLASSES - 1 && ratio >= 2) {
        ratio /= 2;
        c++;
    }
    return c;
}

/* Cells are as wide as two of the largest discs, and about as many as there are discs. */
static cot_status_t new_grid(const apart_t *p, grid_t *grid, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (grid->reach > 0) {
        grid->side =
            fmax(wanted(2 * grid->reach, 2 * grid->reach), 2 * p->extent / fmin(GRID_MOST, 2 * sqrt(n) + 1));
        grid->across = (int32_t)fmax(1, ceil(2 * p->extent / grid->side));
    }
    size_t cells = (size_t)grid->across * (size_t)grid->across;
    COT_NEW(st, err, grid->start, cells + 1, "layout");
    COT_NEW(st, err, grid->head, cells, "layout");
    for (size_t i = 0; i < cells; i++) {
        grid->head[i] = NONE;
    }
done:
    return st;
}

static cot_status_t prepare(apart_t *p, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double least = INFINITY;
    uint32_t members[CLASSES] = {0};
    COT_NEW(st, err, p->class, p->n, "layout");
    COT_NEW(st, err, p->out, p->n, "layout");
    COT_NEW(st, err, p->after, p->n, "layout");
    COT_NEW(st, err, p->entry, p->n, "layout");
    for (uint32_t i = 0; i < p->n; i++) {
        least = fmin(least, p->size[i]);
        p->extent = fmax(p->extent, fmin(p->half, 1.1 * fmax(fabs(p->x[i]), fabs(p->y[i])) + p->size[i]));
    }
    for (uint32_t i = 0; i < p->n; i++) {
        p->class[i] = class_of(p->size[i], least);
        members[p->class[i]]++;
        p->grid[p->class[i]].reach = fmax(p->grid[p->class[i]].reach, p->size[i] / 2);
    }
    for (int c = 0; c < CLASSES; c++) {
        COT_TRY(st, new_grid(p, &p->grid[c], members[c], err));
    }
done:
    return st;
}

cot_status_t cot_i_layout_apart(uint32_t n, const double *size, double half, double *x, double *y,
                                uint32_t *left, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    apart_t p = {.n = n, .size = size, .half = half, .x = x, .y = y};
    *left = 0;
    if (n < 2) {
        return COT_OK;
    }
    if (n > INT32_MAX) {
        return cot_i_fail(err, COT_E_LIMIT, "layout: %u vertices (allowed: up to %d)", n, INT32_MAX);
    }
    COT_TRY(st, prepare(&p, err));
    COT_TRY(st, nudge_all(&p, ROUNDS, env, err));
    COT_TRY(st, settle(&p, left, env, err));
done:
    cot_i_free(p.class);
    cot_i_free(p.out);
    cot_i_free(p.after);
    cot_i_free(p.entry);
    for (int c = 0; c < CLASSES; c++) {
        cot_i_free(p.grid[c].start);
        cot_i_free(p.grid[c].head);
    }
    return st;
}
