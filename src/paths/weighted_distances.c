/* weighted_distances.c: distances along edges that are 1 / weight long, by one Dijkstra search per source.
 * Exact: each source sums what it sees, so threads share nothing. Sampled: the sources of a round are searched
 * side by side, then every vertex adds its distances in the order of the sources.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/meter.h"
#include "paths/dijkstra.h"
#include "paths/distances.h"

/* What is known of one vertex. */
typedef struct {
    double sum, inverse, farthest;
    uint32_t count; /* of vertices (exact) or sources (sampled) that are joined to it, without itself */
} known_t;

typedef struct {
    const cot_prepared_t *prepared;
    cot_lengths_t rows;
    known_t *known;    /* by place in the rows */
    uint32_t *sources; /* places, ascending */
    uint8_t *picked;   /* by place */
    uint32_t n_sources;
    cot_dijkstra_t *spaces; /* per thread */
    int threads, made;
    cot_meter_t meter;
} work_t;

static void work_clear(work_t *w) {
    for (int t = 0; t < w->made; t++) {
        cot_i_dijkstra_clear(&w->spaces[t]);
    }
    cot_i_free(w->spaces);
    cot_i_lengths_clear(&w->rows);
    cot_i_free(w->known);
    cot_i_free(w->sources);
    cot_i_free(w->picked);
}

static cot_status_t pick(work_t *w, uint32_t n_sources, uint64_t seed, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *what = "weighted distances";
    const cot_quotient_t *q = &w->prepared->quotient;
    uint8_t *picked = NULL; /* per vertex */
    uint32_t *per_class = NULL, count = 0;
    COT_NEW(st, err, picked, w->rows.n, what);
    COT_NEW(st, err, per_class, q->rows.n, what);
    COT_NEW(st, err, w->picked, w->rows.n, what);
    COT_TRY(st,
            cot_i_pick_sources(q, w->rows.n, n_sources, seed, per_class, picked, &w->n_sources, err));
    COT_NEW(st, err, w->sources, w->n_sources, what);
    for (uint32_t v = 0; v < w->rows.n; v++) {
        w->picked[w->rows.place_of[v]] = picked[v];
    }
    for (uint32_t place = 0; place < w->rows.n; place++) {
        if (w->picked[place]) {
            w->sources[count++] = place;
        }
    }
done:
    cot_i_free(picked);
    cot_i_free(per_class);
    return st;
}

static cot_status_t work_new(work_t *w, uint32_t n_sources, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, cot_i_lengths_build(&w->rows, w->prepared, env, err));
    COT_NEW(st, err, w->known, w->rows.n, "weighted distances");
    COT_TRY(st, cot_i_progress(env, "weighted distances", 0, 0, err));
    COT_TRY(st, pick(w, n_sources, env ? env->seed : 1, err));
    w->threads = cot_env_threads(env);
    w->threads = (uint32_t)w->threads > w->n_sources ? (int)w->n_sources : w->threads;
    w->threads = w->threads < 1 ? 1 : w->threads;
    COT_NEW(st, err, w->spaces, w->threads, "weighted distances");
    while (w->made < w->threads) {
        COT_TRY(st, cot_i_dijkstra_new(&w->spaces[w->made++], w->rows.n, err));
    }
done:
    return st;
}

/* All distances of a search, nearest first as far as the heap went, into what the source knows. */
static known_t sum_up(const cot_dijkstra_t *d) {
    known_t k = {0.0, 0.0, 0.0, d->n_settled - 1};
    for (uint32_t i = 1; i < d->n_settled; i++) {
        const double distance = d->distance[d->settled[i]];
        k.sum += distance;
        k.inverse += 1.0 / distance;
        k.farthest = distance > k.farthest ? distance : k.farthest;
    }
    return k;
}

static void run_exact(work_t *w) {
    const int64_t n = w->n_sources;
#pragma omp parallel for schedule(dynamic, 4) num_threads(w->threads)
    for (int64_t i = 0; i < n; i++) {
        cot_dijkstra_t *const d = &w->spaces[cot_i_thread()];
        if (!cot_i_meter_stopped(&w->meter) &&
            cot_i_dijkstra(d, &w->rows, w->sources[i], &w->meter)) {
            w->known[w->sources[i]] = sum_up(d);
            cot_i_dijkstra_reset(d);
            cot_i_meter_add(&w->meter, 1);
        }
    }
}

/* Adds the distances of the sources `from` .. `from` + count - 1, which are in the spaces. */
static void add_round(work_t *w, uint32_t from, int count) {
    const int64_t n = w->rows.n;
#pragma omp parallel for schedule(static, COT_SUM_BLOCK) num_threads(w->threads)
    for (int64_t v = 0; v < n; v++) {
        known_t *const k = &w->known[v];
        for (int t = 0; t < count; t++) {
            const double distance = w->spaces[t].distance[v];
            if (isfinite(distance) && w->sources[from + (uint32_t)t] != v) {
                k->sum += distance;
                k->inverse += 1.0 / distance;
                k->farthest = distance > k->farthest ? distance : k->farthest;
                k->count++;
            }
        }
    }
}

static void run_sampled(work_t *w) {
    for (uint32_t from = 0; from < w->n_sources && !cot_i_meter_stopped(&w->meter);) {
        const uint32_t left = w->n_sources - from;
        const int count = left < (uint32_t)w->threads ? (int)left : w->threads;
#pragma omp parallel for schedule(static, 1) num_threads(w->threads)
        for (int t = 0; t < count; t++) {
            (void)cot_i_dijkstra(&w->spaces[t], &w->rows, w->sources[from + (uint32_t)t], &w->meter);
        }
        if (cot_i_meter_stopped(&w->meter)) {
            return;
        }
        add_round(w, from, count);
        for (int t = 0; t < count; t++) {
            cot_i_dijkstra_reset(&w->spaces[t]);
        }
        from += (uint32_t)count;
        cot_i_meter_add(&w->meter, (uint64_t)count);
    }
}

static void fill_vertex(const work_t *w, cot_distances_t *d, uint32_t v, uint32_t vertices) {
    const uint32_t place = w->rows.place_of[v], others = w->n_sources - w->picked[place];
    const known_t *k = &w->known[place];
    const double share = w->rows.n > 1 ? (double)(vertices - 1) / (double)(w->rows.n - 1) : 0.0;
    d->closeness[v] = k->count > 0 ? (double)k->count / k->sum : NAN;
    d->wasserman_faust[v] = vertices > 1 ? d->closeness[v] * share : 0.0;
    d->harmonic[v] = others > 0 ? k->inverse / (double)others : 0.0;
    d->eccentricity[v] = k->farthest;
}

/* Figures, component by component in the order of the rows. */
static cot_status_t fill_figures(const work_t *w, cot_distances_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = w->rows.n;
    uint32_t largest = 0, largest_first = 0;
    uint64_t count = 0;
    double joined = 0.0, *sums = NULL;
    COT_NEW(st, err, sums, n, "weighted distances");
    d->diameter = 0.0;
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t size = w->rows.part_size[v];
        sums[v] = w->known[v].sum;
        count += w->known[v].count;
        joined += (double)size - 1.0;
        d->diameter = w->known[v].farthest > d->diameter ? w->known[v].farthest : d->diameter;
        largest_first = size > largest ? v : largest_first;
        largest = size > largest ? size : largest;
    }
    d->mean = count > 0 ? cot_i_sum(sums, n, w->threads) / (double)count : NAN;
    d->share_connected = n < 2 ? NAN : joined / ((double)n * ((double)n - 1.0));
    for (uint32_t v = largest_first; d->method == COT_DISTANCES_EXACT && v < largest_first + largest; v++) {
        d->radius = w->known[v].farthest < d->radius || v == largest_first ? w->known[v].farthest : d->radius;
    }
done:
    cot_i_free(sums);
    return st;
}

cot_status_t cot_weighted_distances(cot_distances_t **out, const cot_prepared_t *prepared,
                                    const cot_distances_params_t *params, const cot_env_t *env,
                                    cot_error_t *err) {
    static const cot_distances_params_t usual = COT_DISTANCES_PARAMS_INIT;
    const char *stage = "weighted distances";
    cot_status_t st = COT_OK;
    cot_distances_t *d = NULL;
    work_t w = {.prepared = prepared, .meter = {env, err, stage, 0, 0, COT_OK}};
    params = params ? params : &usual;
    if (!out || !prepared) {
        COT_FAIL(st, err, COT_E_ARG, "%s: null network or result", stage);
    }
    COT_TRY(st, work_new(&w, params->n_sources, env, err));
    COT_TRY(st, cot_i_distances_new(&d, w.rows.n, 0, params->figures_only, err));
    w.meter.total = w.n_sources;
    COT_TRY(st, cot_i_progress(env, stage, 0, w.meter.total, err));
    d->weighted = true;
    d->n_sources = w.n_sources;
    d->method = w.n_sources < w.rows.n ? COT_DISTANCES_SAMPLED : COT_DISTANCES_EXACT;
    if (d->method == COT_DISTANCES_EXACT) {
        d->harmonic_error = d->distance_error = 0.0;
        run_exact(&w);
    } else {
        run_sampled(&w);
    }
    COT_TRY(st, cot_i_meter_end(&w.meter, stage));
    COT_TRY(st, fill_figures(&w, d, err));
    for (uint32_t v = 0; !params->figures_only && v < w.rows.n; v++) {
        fill_vertex(&w, d, v, w.rows.part_size[w.rows.place_of[v]]);
    }
    *out = d;
    d = NULL;
done:
    cot_distances_free(d);
    work_clear(&w);
    return st;
}
