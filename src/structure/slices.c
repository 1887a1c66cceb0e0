/* slices.c: cuts rows into slices of eight. SPDX-License-Identifier: GPL-3.0-or-later */
#include "structure/slices.h"

#include "base/alloc.h"
#include "base/fail.h"

#define WINDOW 4096u /* vertices sorted together: their values fit the first-level cache */
#define WIDE 128u    /* rows from here on are slices of their own */

/* A window while its rows are put in order: longest first, then by number. */
typedef struct {
    uint32_t first, end; /* vertices */
    uint32_t wide;       /* how many have wide rows */
    uint32_t slices;
    uint32_t slice; /* its first one */
} window_t;

typedef struct {
    const cot_i_rows_t *rows;
    window_t *windows;
    int64_t n_windows;
    uint32_t *place_of; /* vertex -> place */
    cot_i_slices_t s;
} build_t;

void cot_i_slices_clear(cot_i_slices_t *s) {
    cot_i_free(s->start);
    cot_i_free(s->wide);
    cot_i_free(s->vertex);
    cot_i_free(s->column);
    cot_i_free(s->weight);
    *s = (cot_i_slices_t){0, 0, NULL, NULL, NULL, NULL, NULL};
}

static void count_window(const build_t *b, int64_t w) {
    window_t *win = &b->windows[w];
    win->first = (uint32_t)w * WINDOW;
    win->end = b->rows->n - win->first < WINDOW ? b->rows->n : win->first + WINDOW;
    win->wide = 0;
    for (uint32_t v = win->first; v < win->end; v++) {
        win->wide += b->rows->degree(b->rows->data, v) >= WIDE;
    }
    win->slices = win->wide + (win->end - win->first - win->wide + COT_LANES - 1) / COT_LANES;
}

/* Places of a window's vertices: wide rows a slice each, by number; the others sorted by counting. */
static void place_window(build_t *b, const window_t *win) {
    uint32_t next[WIDE + 1] = {0}, wide = win->slice;
    const uint32_t narrow = (win->slice + win->wide) * COT_LANES;
    for (uint32_t v = win->first; v < win->end; v++) {
        const uint32_t degree = b->rows->degree(b->rows->data, v);
        if (degree < WIDE) {
            next[WIDE - degree]++; /* one beyond its own bucket, WIDE - 1 - degree */
        }
    }
    next[0] = narrow;
    for (uint32_t k = 1; k <= WIDE; k++) {
        next[k] += next[k - 1];
    }
    for (uint32_t p = win->slice * COT_LANES; p < (win->slice + win->slices) * COT_LANES; p++) {
        b->s.vertex[p] = UINT32_MAX;
    }
    for (uint32_t v = win->first; v < win->end; v++) {
        const uint32_t degree = b->rows->degree(b->rows->data, v);
        const uint32_t place = degree < WIDE ? next[WIDE - 1 - degree]++ : wide * COT_LANES;
        if (degree >= WIDE) {
            b->s.wide[wide++] = 1;
        }
        b->s.vertex[place] = v;
        b->place_of[v] = place;
    }
}

/* Groups of eight entries that a slice needs. Its first row is its longest. */
static uint64_t groups_of(const build_t *b, uint32_t slice) {
    const uint32_t v = b->s.vertex[(uint64_t)slice * COT_LANES];
    const uint32_t degree = v == UINT32_MAX ? 0 : b->rows->degree(b->rows->data, v);
    return b->s.wide[slice] ? ((uint64_t)degree + COT_LANES - 1) / COT_LANES : degree;
}

/* One row's entries, `stride` apart from `at` on; numbers of vertices become places. */
static void fill_row(build_t *b, uint32_t place, uint64_t at, uint64_t end, size_t stride) {
    const uint32_t v = b->s.vertex[place];
    uint64_t filled = at;
    if (v != UINT32_MAX) {
        b->rows->row(b->rows->data, v, stride, b->s.column + at, b->s.weight ? b->s.weight + at : NULL);
        filled += (uint64_t)b->rows->degree(b->rows->data, v) * stride;
    }
    for (uint64_t i = at; i < filled; i += stride) {
        b->s.column[i] = b->place_of[b->s.column[i]];
    }
    for (uint64_t i = filled; i < end; i += stride) {
        b->s.column[i] = b->s.places;
    }
}

static void fill_slice(build_t *b, uint32_t slice) {
    const uint64_t start = b->s.start[slice], end = b->s.start[slice + 1];
    if (b->s.wide[slice]) {
        fill_row(b, slice * COT_LANES, start, end, 1);
        return;
    }
    for (uint32_t lane = 0; lane < COT_LANES; lane++) {
        fill_row(b, slice * COT_LANES + lane, start + lane, end, COT_LANES);
    }
}

/* Where each window's slices begin. */
static cot_status_t number_slices(build_t *b, cot_error_t *err) {
    uint64_t slices = 0;
    for (int64_t w = 0; w < b->n_windows; w++) {
        b->windows[w].slice = (uint32_t)slices;
        slices += b->windows[w].slices;
    }
    if (slices >= UINT32_MAX / COT_LANES) {
        return cot_i_fail(err, COT_E_LIMIT, "a walk on %llu slices of 8 rows (allowed: below %u)",
                          (unsigned long long)slices, UINT32_MAX / COT_LANES);
    }
    b->s.slices = (uint32_t)slices;
    b->s.places = (uint32_t)slices * COT_LANES;
    return COT_OK;
}

cot_status_t cot_i_slices_build(cot_i_slices_t *out, const cot_i_rows_t *rows, const char *what, int threads,
                                cot_error_t *err) {
    (void)threads; /* a build without OpenMP has no use for it */
    cot_status_t st = COT_OK;
    build_t b = {
        rows, NULL, ((int64_t)rows->n + WINDOW - 1) / WINDOW, NULL, {0, 0, NULL, NULL, NULL, NULL, NULL}};
    COT_NEW(st, err, b.windows, b.n_windows, what);
    COT_NEW(st, err, b.place_of, rows->n, what);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t w = 0; w < b.n_windows; w++) {
        count_window(&b, w);
    }
    COT_TRY(st, number_slices(&b, err));
    COT_NEW(st, err, b.s.start, (size_t)b.s.slices + 1, what);
    COT_NEW(st, err, b.s.wide, b.s.slices, what);
    COT_NEW(st, err, b.s.vertex, b.s.places, what);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t w = 0; w < b.n_windows; w++) {
        place_window(&b, &b.windows[w]);
    }
    for (uint32_t s = 0; s < b.s.slices; s++) {
        b.s.start[s + 1] = b.s.start[s] + groups_of(&b, s) * COT_LANES;
    }
    COT_NEW(st, err, b.s.column, b.s.start[b.s.slices], what);
    if (rows->weighted) {
        COT_NEW(st, err, b.s.weight, b.s.start[b.s.slices], what);
    }
#pragma omp parallel for schedule(dynamic, 512) num_threads(threads)
    for (int64_t s = 0; s < (int64_t)b.s.slices; s++) {
        fill_slice(&b, (uint32_t)s);
    }
    *out = b.s;
    b.s = (cot_i_slices_t){0, 0, NULL, NULL, NULL, NULL, NULL};
done:
    cot_i_slices_clear(&b.s);
    cot_i_free(b.windows);
    cot_i_free(b.place_of);
    return st;
}
