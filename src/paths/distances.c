/* distances.c: closeness, harmonic closeness, eccentricity and the figures of all distances, from one multi-source
 * search (msbfs.c). Members of one class are at distance 1 of each other and not searched.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/distances.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "paths/msbfs.h"

typedef struct {
    const cot_prepared_t *prepared;
    const cot_quotient_t *quotient;
    cot_reach_t reach;
    uint32_t *sources_of; /* per class */
    uint8_t *picked;      /* per vertex */
    cot_tally_t *tally;
    uint64_t *pairs;
    uint32_t n_picked;
} work_t;

static void work_clear(work_t *w) {
    cot_i_reach_clear(&w->reach);
    cot_i_free(w->sources_of);
    cot_i_free(w->picked);
    cot_i_free(w->tally);
    cot_i_free(w->pairs);
}

static cot_status_t search(work_t *w, uint32_t n_sources, cot_isa_t isa, const cot_env_t *env,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = w->prepared->graph;
    COT_TRY(st, cot_i_reach_build(&w->reach, w->prepared, env, err));
    COT_NEW(st, err, w->sources_of, w->reach.n, "distances");
    COT_NEW(st, err, w->picked, graph->n, "distances");
    COT_NEW(st, err, w->tally, w->reach.n, "distances");
    COT_NEW(st, err, w->pairs, (size_t)w->reach.farthest + 2, "distances");
    COT_TRY(st, cot_i_pick_sources(w->quotient, graph->n, n_sources, env ? env->seed : 1, w->sources_of,
                                   w->picked, &w->n_picked, err));
    COT_TRY(st, cot_i_msbfs(&w->reach, w->sources_of, w->tally, w->pairs, "distances", isa, env, err));
    for (uint32_t c = 0; c < w->reach.n; c++) { /* twins of a source */
        w->pairs[1] += (uint64_t)w->sources_of[c] * (w->quotient->size[c] - 1);
    }
done:
    return st;
}

static double harmonic_of(const work_t *w, uint32_t v) {
    const uint32_t c = w->quotient->class_of[v], others = w->n_picked - w->picked[v];
    const double twins = (double)(w->sources_of[c] - w->picked[v]);
    const double inverse = cot_i_tally_inverse(&w->tally[w->reach.number_of[c]]);
    return others > 0 ? (inverse + twins) / (double)others : 0.0;
}

/* sources: in v's component, of `vertices` vertices. */
static void fill_vertex(const work_t *w, cot_distances_t *d, uint32_t v, uint32_t sources,
                        uint32_t vertices) {
    const uint32_t c = w->quotient->class_of[v], others = sources - w->picked[v];
    const uint32_t twins = w->sources_of[c] - w->picked[v];
    const cot_tally_t *t = &w->tally[w->reach.number_of[c]];
    const double share = vertices > 1 ? (double)(vertices - 1) / (double)(w->prepared->graph->n - 1) : 0.0;
    d->closeness[v] = others > 0 ? (double)others / (double)(t->distance + twins) : NAN;
    d->wasserman_faust[v] = vertices > 1 ? d->closeness[v] * share : 0.0;
    d->eccentricity[v] = t->farthest > 0 ? (double)t->farthest : (twins > 0 ? 1.0 : 0.0);
    d->harmonic[v] = harmonic_of(w, v);
}

/* Of each class's component: sources in it, and vertices. */
static cot_status_t fill_vertices(const work_t *w, cot_distances_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *sources = NULL, *vertices = NULL;
    COT_NEW(st, err, sources, w->reach.n, "distances");
    COT_NEW(st, err, vertices, w->reach.n, "distances");
    for (uint32_t i = 0; i < w->reach.n_parts; i++) {
        const cot_reach_part_t *p = &w->reach.parts[i];
        uint32_t sum = 0;
        for (uint32_t c = p->class_first; c < p->class_end; c++) {
            sum += w->sources_of[c];
        }
        for (uint32_t c = p->class_first; c < p->class_end; c++) {
            sources[c] = sum;
            vertices[c] = p->vertices;
        }
    }
    for (uint32_t v = 0; v < w->prepared->graph->n; v++) {
        const uint32_t c = w->quotient->class_of[v];
        fill_vertex(w, d, v, sources[c], vertices[c]);
    }
done:
    cot_i_free(sources);
    cot_i_free(vertices);
    return st;
}

/* Smallest eccentricity in a component. */
static double radius_of(const work_t *w, const cot_reach_part_t *p) {
    uint32_t least = UINT32_MAX;
    for (uint32_t c = p->class_first; c < p->class_end; c++) {
        const uint32_t far = w->tally[w->reach.number_of[c]].farthest;
        least = far < least ? far : least;
    }
    return least > 0 ? (double)least : (p->vertices > 1 ? 1.0 : 0.0);
}

static void fill_figures(const work_t *w, cot_distances_t *d) {
    const double n = w->prepared->graph->n;
    const cot_reach_part_t *largest = NULL;
    double joined = 0.0;
    for (uint32_t i = 0; i < w->reach.n_parts; i++) {
        const cot_reach_part_t *p = &w->reach.parts[i];
        joined += (double)p->vertices * ((double)p->vertices - 1.0);
        largest = !largest || p->vertices > largest->vertices ? p : largest;
    }
    d->n_sources = w->n_picked;
    d->method = w->n_picked < w->prepared->graph->n ? COT_DISTANCES_SAMPLED : COT_DISTANCES_EXACT;
    d->share_connected = n < 2 ? NAN : joined / (n * (n - 1.0));
    for (uint32_t k = 0; k < d->longest + 1; k++) {
        d->pairs[k] = w->pairs[k];
    }
    cot_i_distances_figures(d, d->longest + 1);
    d->diameter = (double)d->longest;
    d->harmonic_error = d->distance_error = 0.0;
    if (d->method == COT_DISTANCES_EXACT) {
        d->radius = largest ? radius_of(w, largest) : NAN;
        return;
    }
    uint32_t sources = 0;
    for (uint32_t c = largest->class_first; c < largest->class_end; c++) {
        sources += w->sources_of[c];
    }
    const double most = 2.0 * (double)largest->depth;
    d->harmonic_error = cot_i_hoeffding(1.0, w->n_picked);
    d->distance_error = cot_i_hoeffding(most < 1.0 ? 1.0 : most, sources);
}

/* Largest distance met. */
static uint32_t longest_of(const work_t *w) {
    uint32_t longest = w->reach.farthest > 0 ? w->reach.farthest : 1;
    while (longest > 0 && w->pairs[longest] == 0) {
        longest--;
    }
    return longest;
}

cot_status_t cot_i_distances_isa(cot_distances_t **out, const cot_prepared_t *prepared,
                                 const cot_distances_params_t *params, cot_isa_t isa, const cot_env_t *env,
                                 cot_error_t *err) {
    static const cot_distances_params_t usual = COT_DISTANCES_PARAMS_INIT;
    cot_status_t st = COT_OK;
    cot_distances_t *d = NULL;
    work_t w = {.prepared = prepared};
    params = params ? params : &usual;
    if (!out || !prepared) {
        COT_FAIL(st, err, COT_E_ARG, "distances: null network or result");
    }
    w.quotient = &prepared->quotient;
    COT_TRY(st, search(&w, params->n_sources, isa, env, err));
    COT_TRY(st, cot_i_distances_new(&d, prepared->graph->n, longest_of(&w) + 1, params->figures_only, err));
    d->longest = longest_of(&w);
    fill_figures(&w, d);
    if (!params->figures_only) {
        COT_TRY(st, fill_vertices(&w, d, err));
    }
    *out = d;
    d = NULL;
done:
    cot_distances_free(d);
    work_clear(&w);
    return st;
}

cot_status_t cot_distances(cot_distances_t **out, const cot_prepared_t *prepared,
                           const cot_distances_params_t *params, const cot_env_t *env, cot_error_t *err) {
    return cot_i_distances_isa(out, prepared, params, cot_i_isa_best(), env, err);
}

cot_status_t cot_harmonic(const cot_prepared_t *prepared, uint32_t n_sources, double *out, const cot_env_t *env,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    work_t w = {.prepared = prepared};
    if (!prepared || (!out && prepared->graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "harmonic: null network or result");
    }
    w.quotient = &prepared->quotient;
    COT_TRY(st, search(&w, n_sources, cot_i_isa_best(), env, err));
    for (uint32_t v = 0; v < prepared->graph->n; v++) {
        out[v] = harmonic_of(&w, v);
    }
done:
    work_clear(&w);
    return st;
}
