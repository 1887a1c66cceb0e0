/* hyperball.c: distances of networks too large for a search from every vertex, by probabilistic counters.
 *
 * Every class has a HyperLogLog counter (Flajolet, Fusy, Gandouet & Meunier, AOFA 2007) of the vertices within
 * distance t; the counter for t + 1 is the register-wise maximum over its neighbours and itself (Palmer, Gibbons &
 * Faloutsos 2002; Boldi & Vigna, "In-core computation of geometric centralities with HyperBall", ICDMW 2013). A
 * row is read only when it changed in the last round, and a class looked at only beside such a row. Estimates are
 * Ertl's (arXiv:1702.01284, improved raw estimator: no bias at any size, no range to switch at). What is known
 * exactly is used exactly: vertices at distance 0 and 1, and the size of the component, which the increments from
 * distance 2 on are scaled to. Registers are whole numbers and a maximum knows no order: the same bytes for any
 * number of threads. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/meter.h"
#include "paths/distances.h"
#include "prepare/prepared.h"

enum { LEAST_LOG2M = 4, MOST_LOG2M = 14, BLOCK = 4096, MOST_REGISTER = 48, CHUNK = 64 };
#define PURPOSE_COUNTERS 0x636f756e74657273ULL

/* Loops over the m registers of a row, once for each instruction set. */
COT_INLINE void maximum(uint8_t *restrict into, const uint8_t *restrict from, uint32_t m) {
    for (uint32_t i = 0; i < m; i++) {
        const uint8_t a = into[i], b = from[i];
        into[i] = a > b ? a : b;
    }
}

/* Sum of 2^-register in units of 2^-48, and how many registers are empty. */
typedef struct {
    uint64_t sum, empty;
} registers_t;

COT_INLINE registers_t add_registers(const uint8_t *row, uint32_t m) {
    registers_t r = {0, 0};
    for (uint32_t i = 0; i < m; i++) {
        r.sum += UINT64_C(1) << (MOST_REGISTER - row[i]);
        r.empty += row[i] == 0;
    }
    return r;
}

typedef struct {
    void (*maximum)(uint8_t *restrict into, const uint8_t *restrict from, uint32_t m);
    registers_t (*add_registers)(const uint8_t *row, uint32_t m);
} loops_t;

#define LOOPS(isa, target)                                                                                   \
    target static void maximum_##isa(uint8_t *restrict into, const uint8_t *restrict from, uint32_t m) {     \
        maximum(into, from, m);                                                                              \
    }                                                                                                        \
    target static registers_t add_registers_##isa(const uint8_t *row, uint32_t m) {                          \
        return add_registers(row, m);                                                                        \
    }

LOOPS(base, )
#ifdef COT_ISA_X86
LOOPS(avx2, COT_TARGET_AVX2)
LOOPS(avx512, COT_TARGET_AVX512)
#endif

static loops_t loops_of(cot_isa_t isa) {
#ifdef COT_ISA_X86
    if (isa == COT_ISA_AVX512) {
        return (loops_t){maximum_avx512, add_registers_avx512};
    }
    if (isa == COT_ISA_AVX2) {
        return (loops_t){maximum_avx2, add_registers_avx2};
    }
#endif
    (void)isa;
    return (loops_t){maximum_base, add_registers_base};
}

/* What is summed for a class while its ball grows; from distance 2 on. */
typedef struct {
    double estimate; /* of the ball after the last round in which it changed */
    double grown, inverse, distance; /* sums of the increments, alone, over distance, times distance */
    uint32_t farthest;
} ball_t;

typedef struct {
    const cot_prepared_t *prepared;
    const cot_quotient_t *quotient;
    uint32_t n, m; /* classes, registers */
    uint8_t *old, *new;
    uint8_t *changed, *changes; /* in the last round, and in this one */
    ball_t *balls;
    double *empty;    /* share of the estimate that comes from k empty registers, k = 0 .. m */
    double *block;    /* per block of classes: pairs met in this round */
    double *pairs;    /* per distance */
    size_t pairs_room;
    uint32_t longest;
    int threads;
    loops_t loops;
    cot_meter_t meter;
} work_t;

static void work_clear(work_t *w) {
    cot_i_free(w->old);
    cot_i_free(w->new);
    cot_i_free(w->changed);
    cot_i_free(w->changes);
    cot_i_free(w->balls);
    cot_i_free(w->empty);
    cot_i_free(w->block);
    cot_i_free(w->pairs);
}

/* Ertl's sigma(x) = x + sum over k >= 1 of x^(2^k) 2^(k - 1); infinite at 1. */
static double sigma(double x) {
    double sum = x, power = 1.0;
    if (x >= 1.0) {
        return INFINITY;
    }
    for (double before = -1.0; sum != before; power += power) {
        x *= x;
        before = sum;
        sum += x * power;
    }
    return sum;
}

/* Every vertex enters the counter of its class. */
static cot_status_t enter_vertices(work_t *w, uint64_t seed, cot_error_t *err) {
    enum { POLL_EVERY = 65536 };
    const uint64_t key = cot_i_mix64(seed ^ PURPOSE_COUNTERS);
    const unsigned bits = (unsigned)__builtin_ctz(w->m);
    for (uint32_t v = 0; v < w->prepared->graph->n; v++) {
        if (v % POLL_EVERY == 0 && cot_i_progress(w->meter.env, w->meter.stage, 0, 0, err) != COT_OK) {
            return COT_E_INTERRUPT;
        }
        const uint64_t hash = cot_i_mix64(cot_i_mix64((uint64_t)v + 1) ^ key), rest = hash >> bits;
        const int zeros = rest == 0 ? MOST_REGISTER : __builtin_ctzll(rest);
        const uint8_t value = (uint8_t)(zeros < MOST_REGISTER ? zeros + 1 : MOST_REGISTER);
        uint8_t *reg = &w->old[(size_t)w->quotient->class_of[v] * w->m + (hash & (w->m - 1))];
        *reg = value > *reg ? value : *reg;
    }
    return COT_OK;
}

static double estimate(const work_t *w, const uint8_t *row) {
    const registers_t r = w->loops.add_registers(row, w->m);
    const uint64_t sum = r.sum - (r.empty << MOST_REGISTER);
    const double m = (double)w->m;
    return m * m / (2.0 * log(2.0)) / (w->empty[r.empty] + (double)sum * 0x1p-48);
}

static cot_status_t work_new(work_t *w, unsigned log2m, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *what = "counters";
    const size_t bytes = (size_t)w->n << log2m;
    w->m = 1u << log2m;
    w->threads = cot_env_threads(env);
    w->pairs_room = 64;
    w->old = cot_i_alloc_aligned(bytes, 1);
    w->new = w->old ? cot_i_alloc_aligned(bytes, 1) : NULL;
    if (!w->new) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: counters (2 x %u x %u bytes)", w->n, w->m);
    }
    COT_NEW(st, err, w->changed, w->n, what);
    COT_NEW(st, err, w->changes, w->n, what);
    COT_NEW(st, err, w->balls, w->n, what);
    COT_NEW(st, err, w->empty, (size_t)w->m + 1, what);
    COT_NEW(st, err, w->block, w->n / BLOCK + 1, what);
    COT_NEW(st, err, w->pairs, w->pairs_room, what);
    for (uint32_t k = 0; k <= w->m; k++) {
        w->empty[k] = (double)w->m * sigma((double)k / (double)w->m);
    }
    memset(w->old, 0, bytes);
    COT_TRY(st, enter_vertices(w, env ? env->seed : 1, err));
    if (bytes > 0) {
        memcpy(w->new, w->old, bytes);
        memset(w->changed, 1, w->n);
    }
done:
    return st;
}

/* The row of class c in `new`: maximum over what changed. false: nothing did, or nothing is new. */
static bool take_maximum(work_t *w, uint32_t c) {
    const cot_csr_t *rows = &w->quotient->rows;
    const uint8_t *mine = w->old + (size_t)c * w->m;
    uint8_t *const out = w->new + (size_t)c * w->m;
    bool near = false;
    if (w->changed[c]) {
        memcpy(out, mine, w->m);
    }
    for (uint32_t a = rows->off[c]; a < rows->off[c + 1]; a++) {
        if (!w->changed[rows->adj[a]]) {
            continue;
        }
        const uint8_t *from = w->old + (size_t)rows->adj[a] * w->m;
        near = true;
        w->loops.maximum(out, from, w->m);
    }
    return near && memcmp(out, mine, w->m) != 0;
}

/* Round t for the classes of one block. Round 1 only sets the measure for the rounds to come. */
static void grow_block(work_t *w, uint32_t block, uint32_t t) {
    const uint32_t first = block * BLOCK, end = w->n - first < BLOCK ? w->n : first + BLOCK;
    double pairs = 0.0;
    for (uint32_t c = first; c < end; c++) {
        if ((c - first) % CHUNK == 0) {
            cot_i_meter_add(&w->meter, 0);
            if (cot_i_meter_stopped(&w->meter)) {
                return;
            }
        }
        ball_t *const b = &w->balls[c];
        w->changes[c] = take_maximum(w, c);
        if (w->changes[c] || t == 1) {
            const double now = estimate(w, w->new + (size_t)c * w->m), grown = t > 1 ? now - b->estimate : 0.0;
            b->estimate = now;
            b->farthest = w->changes[c] ? t : b->farthest;
            b->grown += grown;
            b->inverse += grown / (double)t;
            b->distance += grown * (double)t;
            pairs += grown * (double)w->quotient->size[c];
        }
    }
    w->block[block] = pairs;
}

/* One round; *more: a counter changed. */
static cot_status_t grow(work_t *w, uint32_t t, bool *more, cot_error_t *err) {
    const int64_t blocks = ((int64_t)w->n + BLOCK - 1) / BLOCK;
    double pairs = 0.0;
    if (t >= w->pairs_room && !COT_GROW(w->pairs, w->pairs_room, (size_t)t + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: numbers of pairs (%u distances)", t);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(w->threads)
    for (int64_t b = 0; b < blocks; b++) {
        if (!cot_i_meter_stopped(&w->meter)) {
            grow_block(w, (uint32_t)b, t);
        }
    }
    for (int64_t b = 0; b < blocks; b++) {
        pairs += w->block[b];
    }
    w->pairs[t] = pairs;
    uint8_t *const rows = w->old, *const flags = w->changed;
    w->old = w->new;
    w->new = rows;
    w->changed = w->changes;
    w->changes = flags;
    *more = w->n > 0 && memchr(w->changed, 1, w->n) != NULL;
    w->longest = *more ? t : w->longest;
    return COT_OK;
}

/* Vertices within distance 1 of v are its neighbours; the others of its component, c in all, are spread over the
 * distances from 2 on as the counter of its class grew. */
static void fill_vertex(const work_t *w, cot_distances_t *d, uint32_t v, uint32_t c) {
    const cot_graph_t *graph = w->prepared->graph;
    const ball_t *b = &w->balls[w->quotient->class_of[v]];
    const double near = (double)(graph->off[v + 1] - graph->off[v]), others = (double)c - 1.0, n = graph->n;
    const double far = others - near, scale = b->grown > 0 ? far / b->grown : 0.0;
    /* a counter that did not grow although there is more: at distance 2 then */
    const double sum = near + (scale > 0 ? b->distance * scale : 2.0 * far);
    const double inverse = near + (scale > 0 ? b->inverse * scale : far / 2.0);
    d->closeness[v] = others > 0 ? others / sum : NAN;
    d->wasserman_faust[v] = others > 0 ? d->closeness[v] * others / (n - 1.0) : 0.0;
    d->harmonic[v] = n > 1 ? inverse / (n - 1.0) : 0.0;
    const double least = far > 0 ? 2.0 : (near > 0 ? 1.0 : 0.0);
    d->eccentricity[v] = (double)b->farthest > least ? (double)b->farthest : least;
}

static cot_status_t fill_vertices(const work_t *w, cot_distances_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_parts_t *parts = &w->prepared->parts;
    uint32_t *size = NULL;
    COT_NEW(st, err, size, parts->count, "components");
    for (uint32_t c = 0; c < w->n; c++) {
        size[parts->of[c]] += w->quotient->size[c];
    }
    for (uint32_t v = 0; v < d->n && d->closeness; v++) {
        fill_vertex(w, d, v, size[parts->of[w->quotient->class_of[v]]]);
    }
    double joined = 0.0;
    for (uint32_t k = 0; k < parts->count; k++) {
        joined += (double)size[k] * ((double)size[k] - 1.0);
    }
    d->share_connected = d->n < 2 ? NAN : joined / ((double)d->n * ((double)d->n - 1.0));
    const double far = joined - 2.0 * (double)w->prepared->graph->m;
    double grown = 0.0;
    for (uint32_t t = 2; t <= w->longest; t++) {
        grown += w->pairs[t];
    }
    d->pairs[1] = 2 * w->prepared->graph->m;
    d->pairs[2] = grown > 0 ? 0 : (uint64_t)far;
    for (uint32_t t = 2; t <= w->longest && grown > 0; t++) { /* a counter grew: there is a pair, both ways */
        const double pairs = w->pairs[t] * (far / grown);
        d->pairs[t] = pairs > 2.0 ? (uint64_t)(pairs + 0.5) : 2;
    }
done:
    cot_i_free(size);
    return st;
}

static cot_status_t grow_all(work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool more = true;
    for (uint32_t t = 1; more && !cot_i_meter_stopped(&w->meter); t++) {
        COT_TRY(st, grow(w, t, &more, err));
        cot_i_meter_add(&w->meter, 1);
    }
    st = cot_i_meter_end(&w->meter, w->meter.stage);
done:
    return st;
}

cot_status_t cot_i_hyperball_isa(cot_distances_t **out, const cot_prepared_t *prepared, unsigned log2m,
                                 cot_isa_t isa, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_distances_t *d = NULL;
    work_t w = {.prepared = prepared, .meter = {env, err, "distances by counters", 0, 0, COT_OK}};
    log2m = log2m == 0 ? COT_HYPERBALL_LOG2M : log2m;
    if (!out || !prepared) {
        COT_FAIL(st, err, COT_E_ARG, "HyperBall: null network or result");
    }
    if (log2m < LEAST_LOG2M || log2m > MOST_LOG2M) {
        COT_FAIL(st, err, COT_E_ARG, "HyperBall: 2^%u registers (allowed: 2^%d to 2^%d)", log2m, LEAST_LOG2M,
                 MOST_LOG2M);
    }
    w.loops = loops_of(isa);
    w.quotient = &prepared->quotient;
    w.n = w.quotient->rows.n;
    COT_TRY(st, work_new(&w, log2m, env, err));
    COT_TRY(st, cot_i_progress(env, w.meter.stage, 0, 0, err));
    COT_TRY(st, grow_all(&w, err));
    COT_TRY(st, cot_i_distances_new(&d, prepared->graph->n, w.longest + 3, false, err));
    d->method = COT_DISTANCES_HYPERBALL;
    COT_TRY(st, fill_vertices(&w, d, err));
    cot_i_distances_figures(d, w.longest + 3);
    d->diameter = (double)d->longest;
    d->harmonic_error = 1.04 / sqrt((double)w.m);
    *out = d;
    d = NULL;
done:
    cot_distances_free(d);
    work_clear(&w);
    return st;
}

cot_status_t cot_hyperball(cot_distances_t **out, const cot_prepared_t *prepared, unsigned log2m,
                           const cot_env_t *env, cot_error_t *err) {
    return cot_i_hyperball_isa(out, prepared, log2m, cot_i_isa_best(), env, err);
}
