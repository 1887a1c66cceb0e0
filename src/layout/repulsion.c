/* repulsion.c: Barnes and Hut's tree over points on a Z-curve.
 *
 * Points are sorted by the interleaved bits of their coordinates, so that every square of the tree is a run of
 * them. The points of a leaf walk the tree together: what they all may take as one point, and the single points of
 * the leaves near by, go into one list of masses, and every point of the leaf adds up the whole list, LANES masses at a
 * time. Single precision is enough for a picture. SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout/repulsion.h"

#include <math.h>

#include "base/isa.h"
#include "base/meter.h"

enum { LEAF = 32, LANES = 16, BITS = 24, LIST = 4096 };

cot_status_t cot_i_tree_new(cot_i_tree_t *t, uint32_t most, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *t = (cot_i_tree_t){.room = most / 4 + 64};
    COT_NEW(st, err, t->order, most, "layout");
    COT_NEW(st, err, t->x, most, "layout");
    COT_NEW(st, err, t->y, most, "layout");
    COT_NEW(st, err, t->mass, most, "layout");
    COT_NEW(st, err, t->square, t->room, "layout");
done:
    return st;
}

void cot_i_tree_clear(cot_i_tree_t *t) {
    cot_i_free(t->order);
    cot_i_free(t->x);
    cot_i_free(t->y);
    cot_i_free(t->mass);
    cot_i_free(t->square);
}

/* Bits of a number, each followed by a zero. */
static uint64_t spread(uint64_t x) {
    x = (x | x << 16) & UINT64_C(0x0000FFFF0000FFFF);
    x = (x | x << 8) & UINT64_C(0x00FF00FF00FF00FF);
    x = (x | x << 4) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    x = (x | x << 2) & UINT64_C(0x3333333333333333);
    x = (x | x << 1) & UINT64_C(0x5555555555555555);
    return x;
}

/* The square that holds all points. */
typedef struct {
    double left, low, side;
} frame_t;

static frame_t find_frame(uint32_t n, const double *x, const double *y) {
    double left = x[0], right = x[0], low = y[0], high = y[0];
    for (uint32_t i = 1; i < n; i++) {
        left = fmin(left, x[i]);
        right = fmax(right, x[i]);
        low = fmin(low, y[i]);
        high = fmax(high, y[i]);
    }
    return (frame_t){left, low, fmax(fmax(right - left, high - low), 1e-30) * (1 + 1e-9)};
}

static cot_status_t sort_points(cot_i_tree_t *t, const frame_t *f, const double *x, const double *y,
                                const double *mass, int threads, cot_error_t *err) {
    const double cells = (double)(UINT32_C(1) << BITS);
#pragma omp parallel for schedule(static) num_threads(threads)
    for (uint32_t i = 0; i < t->n; i++) {
        const uint64_t column = (uint64_t)((x[i] - f->left) / f->side * cells);
        const uint64_t line = (uint64_t)((y[i] - f->low) / f->side * cells);
        t->order[i] = (cot_i_keyed_t){spread(column) | spread(line) << 1, i};
    }
    const cot_status_t st = cot_i_sort_keyed(t->order, t->n, NULL, NULL, threads, err);
    for (uint32_t k = 0; st == COT_OK && k < t->n; k++) {
        const uint32_t i = t->order[k].value;
        t->x[k] = (float)(x[i] - f->left - f->side / 2);
        t->y[k] = (float)(y[i] - f->low - f->side / 2);
        t->mass[k] = (float)mass[i];
    }
    return st;
}

/* First point of the run whose key has at least `key`. */
static uint32_t find_key(const cot_i_tree_t *t, uint32_t first, uint32_t end, uint64_t key) {
    while (first < end) {
        const uint32_t middle = first + (end - first) / 2;
        if (t->order[middle].key < key) {
            first = middle + 1;
        } else {
            end = middle;
        }
    }
    return first;
}

static void weigh_leaf(const cot_i_tree_t *t, cot_i_square_t *s) {
    double x = 0, y = 0, mass = 0;
    for (uint32_t k = s->first; k < s->end; k++) {
        x += (double)t->mass[k] * t->x[k];
        y += (double)t->mass[k] * t->y[k];
        mass += t->mass[k];
    }
    s->x = (float)(x / mass);
    s->y = (float)(y / mass);
    s->mass = (float)mass;
}

static void weigh_inner(const cot_i_tree_t *t, cot_i_square_t *s, uint32_t first_child) {
    double x = 0, y = 0, mass = 0;
    for (uint32_t c = first_child; c < t->n_squares; c = t->square[c].skip) {
        x += (double)t->square[c].mass * t->square[c].x;
        y += (double)t->square[c].mass * t->square[c].y;
        mass += t->square[c].mass;
    }
    s->x = (float)(x / mass);
    s->y = (float)(y / mass);
    s->mass = (float)mass;
}

/* Adds the square of points [first, end), whose keys agree above the lowest 2 x bits and begin at key, and
 * everything in it. */
static cot_status_t add_square(cot_i_tree_t *t, uint32_t first, uint32_t end, uint64_t key, int bits, double side,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t own = t->n_squares++;
    if (own >= t->room) {
        cot_i_square_t *more = cot_i_realloc(t->square, 2 * (size_t)t->room, sizeof *more);
        if (!more) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: layout");
        }
        t->square = more;
        t->room *= 2;
    }
    t->square[own] = (cot_i_square_t){.side = (float)side, .first = first, .end = end,
                                      .leaf = end - first <= LEAF || bits == 0};
    if (t->square[own].leaf) {
        weigh_leaf(t, &t->square[own]);
    } else {
        const uint64_t quarter = UINT64_C(1) << (2 * (bits - 1));
        for (uint64_t q = 0, at = first; q < 4; q++) {
            const uint32_t to = q == 3 ? end : find_key(t, (uint32_t)at, end, key + (q + 1) * quarter);
            if (to > at) {
                COT_TRY(st, add_square(t, (uint32_t)at, to, key + q * quarter, bits - 1, side / 2, err));
            }
            at = to;
        }
        weigh_inner(t, &t->square[own], own + 1);
    }
    t->square[own].skip = t->n_squares;
done:
    return st;
}

/* Masses that act on a leaf; filled up to a multiple of LANES with masses of 0. */
typedef struct {
    uint32_t n;
    float x[LIST + LANES], y[LIST + LANES], mass[LIST + LANES];
} list_t;

/* Adds what the list does to each point of the leaf. */
COT_INLINE void act_body(const cot_i_tree_t *t, const cot_i_square_t *leaf, list_t *l, float *fx, float *fy) {
    while (l->n % LANES != 0) {
        l->x[l->n] = l->y[l->n] = l->mass[l->n] = 0;
        l->n++;
    }
    for (uint32_t k = leaf->first; k < leaf->end; k++) {
        const float x = t->x[k], y = t->y[k];
        float sx[LANES] = {0}, sy[LANES] = {0};
        for (uint32_t j = 0; j < l->n; j += LANES) {
            for (int r = 0; r < LANES; r++) {
                const float dx = x - l->x[j + (uint32_t)r], dy = y - l->y[j + (uint32_t)r];
                const float share = l->mass[j + (uint32_t)r] / (dx * dx + dy * dy + 1e-12F);
                sx[r] += share * dx;
                sy[r] += share * dy;
            }
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int r = 0; r < half; r++) {
                sx[r] += sx[r + half];
                sy[r] += sy[r + half];
            }
        }
        fx[k - leaf->first] += sx[0];
        fy[k - leaf->first] += sy[0];
    }
    l->n = 0;
}

typedef void act_fn(const cot_i_tree_t *t, const cot_i_square_t *leaf, list_t *l, float *fx, float *fy);

static void act_base(const cot_i_tree_t *t, const cot_i_square_t *leaf, list_t *l, float *fx, float *fy) {
    act_body(t, leaf, l, fx, fy);
}
#ifdef COT_ISA_X86
COT_TARGET_AVX2 static void act_avx2(const cot_i_tree_t *t, const cot_i_square_t *leaf, list_t *l, float *fx,
                                     float *fy) {
    act_body(t, leaf, l, fx, fy);
}
COT_TARGET_AVX512 static void act_avx512(const cot_i_tree_t *t, const cot_i_square_t *leaf, list_t *l, float *fx,
                                         float *fy) {
    act_body(t, leaf, l, fx, fy);
}
#endif

static act_fn *choose(void) {
#ifdef COT_ISA_X86
    const cot_isa_t isa = cot_i_isa_best();
    return isa == COT_ISA_AVX512 ? act_avx512 : isa == COT_ISA_AVX2 ? act_avx2 : act_base;
#else
    return act_base;
#endif
}

static void add_mass(list_t *l, float x, float y, float mass) {
    l->x[l->n] = x;
    l->y[l->n] = y;
    l->mass[l->n++] = mass;
}

/* The box around the points of a leaf. */
typedef struct {
    float left, right, low, high;
} box_t;

static box_t box_of(const cot_i_tree_t *t, const cot_i_square_t *leaf) {
    box_t b = {INFINITY, -INFINITY, INFINITY, -INFINITY};
    for (uint32_t k = leaf->first; k < leaf->end; k++) {
        b.left = fminf(b.left, t->x[k]);
        b.right = fmaxf(b.right, t->x[k]);
        b.low = fminf(b.low, t->y[k]);
        b.high = fmaxf(b.high, t->y[k]);
    }
    return b;
}

static bool is_far(const cot_i_square_t *s, const box_t *b, float theta) {
    const float dx = fmaxf(fmaxf(b->left - s->x, s->x - b->right), 0);
    const float dy = fmaxf(fmaxf(b->low - s->y, s->y - b->high), 0);
    return s->side * s->side < theta * theta * (dx * dx + dy * dy);
}

/* What all masses do to the points of one leaf: fx, fy of them, in the tree's order. */
static void repel_leaf(const cot_i_tree_t *t, const cot_i_square_t *leaf, float theta, act_fn *act, list_t *l,
                       float *fx, float *fy) {
    const box_t box = box_of(t, leaf);
    l->n = 0;
    for (uint32_t i = 0; i < t->n_squares;) {
        const cot_i_square_t *s = &t->square[i];
        if (is_far(s, &box, theta)) {
            add_mass(l, s->x, s->y, s->mass);
            i = s->skip;
        } else if (s->leaf) {
            for (uint32_t k = s->first; k < s->end; k++) {
                add_mass(l, t->x[k], t->y[k], t->mass[k]);
                if (l->n == LIST) {
                    act(t, leaf, l, fx, fy);
                }
            }
            i = s->skip;
        } else {
            i++;
        }
        if (l->n == LIST) {
            act(t, leaf, l, fx, fy);
        }
    }
    act(t, leaf, l, fx, fy);
}

static void repel_points(const cot_i_tree_t *t, const cot_i_square_t *leaf, float theta, act_fn *act, list_t *l,
                         const double *mass, double *fx, double *fy) {
    enum { CHUNK = 64 }; /* a leaf of equal places may hold any number of points */
    for (uint32_t first = leaf->first; first < leaf->end; first += CHUNK) {
        cot_i_square_t part = *leaf;
        float px[CHUNK] = {0}, py[CHUNK] = {0};
        part.first = first;
        part.end = leaf->end - first < CHUNK ? leaf->end : first + CHUNK;
        repel_leaf(t, &part, theta, act, l, px, py);
        for (uint32_t k = part.first; k < part.end; k++) {
            const uint32_t i = t->order[k].value;
            fx[i] += mass[i] * (double)px[k - part.first];
            fy[i] += mass[i] * (double)py[k - part.first];
        }
    }
}

cot_status_t cot_i_tree_repel(cot_i_tree_t *t, uint32_t n, const double *x, const double *y, const double *mass,
                              double theta, double *fx, double *fy, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_i_layout_team(env, n);
    const frame_t frame = find_frame(n, x, y);
    act_fn *const act = choose();
    cot_meter_t meter = {env, err, "layout", 0, 0, COT_OK};
    t->n = n;
    t->n_squares = 0;
    COT_TRY(st, sort_points(t, &frame, x, y, mass, threads, err));
    COT_TRY(st, add_square(t, 0, n, 0, BITS, frame.side, err));
#pragma omp parallel num_threads(threads)
    {
        list_t list;
#pragma omp for schedule(dynamic, 64)
        for (uint32_t s = 0; s < t->n_squares; s++) {
            if (t->square[s].leaf && !cot_i_meter_stopped(&meter)) {
                repel_points(t, &t->square[s], (float)theta, act, &list, mass, fx, fy);
            }
            if (s % 1024 == 1023) {
                cot_i_meter_add(&meter, 0);
            }
        }
    }
    st = cot_i_meter_end(&meter, "layout");
done:
    (void)threads;
    return st;
}
