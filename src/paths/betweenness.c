/* betweenness.c: exact or source-sampled betweenness of every vertex, unweighted, in parallel.
 *
 * The network is reduced first, exactly: closed twins become one vertex (twins.c), biconnected blocks are
 * taken one by one with end-point weights (blocks.c), blocks that are complete graphs are done with. What is
 * left are pairs of (block, batch of sources), which brandes.c takes in lanes. The sums of the batches of one
 * block are added in the order of the batches, whichever thread made them: the same bytes for any number of
 * threads. SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/prepared.h"
#include "paths/brandes.h"
#include "paths/kernels.h"
#include "base/meter.h"
#include "base/alloc.h"

/* A block that has inner paths, and where its sources stand in the list of all. */
typedef struct {
    uint32_t block;
    uint32_t batches;
    uint64_t first_source, n_sources;
} job_t;

/* One batch of a large block. */
typedef struct {
    uint32_t job, batch;
} unit_t;

typedef struct {
    const cot_blocks_t *blocks;
    const cot_quotient_t *quotient;
    const uint32_t *weights; /* sources per place */
    unsigned lanes;
    job_t *jobs;
    uint32_t n_jobs, largest; /* largest: vertices of the largest block among them */
    unit_t *units;            /* batches of the blocks that need several, in order */
    uint64_t n_units;
    uint32_t *sources;      /* block by block */
    uint32_t *copies;       /* per place: members of the class */
    double *sums;           /* per place */
    cot_brandes_t **spaces; /* per thread */
    int threads;
} work_t;

/* Paths inside a complete graph have no inner vertex. */
static bool has_inner_paths(const cot_blocks_t *b, uint32_t k) {
    return !cot_i_block_complete(b, k);
}

/* Lists the blocks to do and their sources, and the batches of those that need more than one. */
static void list_jobs(work_t *w) {
    const cot_blocks_t *b = w->blocks;
    uint64_t n_sources = 0;
    for (uint32_t k = 0; k < b->count; k++) {
        if (!has_inner_paths(b, k)) {
            continue;
        }
        job_t job = {k, 0, n_sources, 0};
        for (uint64_t i = b->start[k]; i < b->start[k + 1]; i++) {
            if (w->weights[i] > 0) {
                w->sources[n_sources++] = (uint32_t)(i - b->start[k]);
            }
        }
        job.n_sources = n_sources - job.first_source;
        job.batches = (uint32_t)((job.n_sources + w->lanes - 1) / w->lanes);
        w->n_units += job.batches > 1 ? job.batches : 0;
        w->jobs[w->n_jobs++] = job;
    }
}

static void list_units(work_t *w) {
    uint64_t u = 0;
    for (uint32_t j = 0; j < w->n_jobs; j++) {
        for (uint32_t k = 0; w->jobs[j].batches > 1 && k < w->jobs[j].batches; k++) {
            w->units[u++] = (unit_t){j, k};
        }
    }
}

static void work_clear(work_t *w) {
    for (int t = 0; w->spaces && t < w->threads; t++) {
        cot_i_brandes_free(w->spaces[t]);
    }
    cot_i_free(w->spaces);
    cot_i_free(w->jobs);
    cot_i_free(w->units);
    cot_i_free(w->sources);
    cot_i_free(w->copies);
    cot_i_free(w->sums);
}

static cot_status_t work_new(work_t *w, cot_isa_t isa, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_blocks_t *b = w->blocks;
    const uint64_t places = b->start[b->count];
    for (uint32_t k = 0; k < b->count; k++) {
        const uint64_t n = b->start[k + 1] - b->start[k];
        w->largest = has_inner_paths(b, k) && n > w->largest ? (uint32_t)n : w->largest;
    }
    w->lanes = cot_i_brandes_lanes(w->largest);
    COT_NEW(st, err, w->jobs, b->count, "betweenness");
    COT_NEW(st, err, w->sources, places, "betweenness");
    COT_NEW(st, err, w->copies, places, "betweenness");
    COT_NEW(st, err, w->sums, places, "betweenness");
    for (uint64_t i = 0; i < places; i++) {
        w->copies[i] = w->quotient->size[b->member[i]];
    }
    list_jobs(w);
    COT_NEW(st, err, w->units, w->n_units, "betweenness");
    list_units(w);
    if ((uint64_t)w->threads > w->n_units + w->n_jobs) { /* no work space for threads without work */
        w->threads = w->n_units + w->n_jobs > 0 ? (int)(w->n_units + w->n_jobs) : 1;
    }
    COT_NEW(st, err, w->spaces, w->threads, "betweenness");
    for (int t = 0; t < w->threads; t++) {
        COT_TRY(st, cot_i_brandes_new(&w->spaces[t], w->largest, w->lanes, isa, err));
    }
done:
    return st;
}

static cot_block_t block_of(const work_t *w, const job_t *job) {
    const cot_blocks_t *b = w->blocks;
    const uint32_t first = b->start[job->block];
    return (cot_block_t){(uint32_t)(b->start[job->block + 1] - first),
                         b->off + first,
                         b->adj,
                         w->copies + first,
                         b->targets + first,
                         w->weights + first};
}

/* Batch number `batch` of a job into the thread's sums. */
static bool run_batch(const work_t *w, const job_t *job, uint32_t batch, cot_brandes_t *space) {
    const cot_block_t block = block_of(w, job);
    const uint64_t first = (uint64_t)batch * w->lanes, left = job->n_sources - first;
    return cot_i_brandes_batch(space, &block, w->sources + job->first_source + first,
                               left < w->lanes ? (uint32_t)left : w->lanes);
}

static void take_sums(const work_t *w, const job_t *job, cot_brandes_t *space) {
    const uint64_t first = w->blocks->start[job->block];
    cot_i_brandes_take(space, (uint32_t)(w->blocks->start[job->block + 1] - first), w->sums + first);
}

/* Blocks whose sources fit one batch: nobody else writes to their sums. */
static void run_small(const work_t *w, cot_meter_t *meter) {
    const int64_t n_jobs = w->n_jobs;
#pragma omp parallel for schedule(dynamic, 64) num_threads(w->threads)
    for (int64_t j = 0; j < n_jobs; j++) {
        const job_t *job = &w->jobs[j];
        if (job->batches != 1 || cot_i_meter_stopped(meter)) {
            continue;
        }
        cot_brandes_t *space = w->spaces[cot_i_thread()];
        if (run_batch(w, job, 0, space)) {
            take_sums(w, job, space);
            cot_i_meter_add(meter, 1);
        } else {
            cot_i_meter_stop(meter, COT_E_NOMEM);
        }
    }
}

/* Batches of larger blocks: made in any order, added in theirs. */
static void run_large(const work_t *w, cot_meter_t *meter) {
    const int64_t n_units = (int64_t)w->n_units;
#pragma omp parallel for ordered schedule(dynamic, 1) num_threads(w->threads)
    for (int64_t u = 0; u < n_units; u++) {
        const job_t *job = &w->jobs[w->units[u].job];
        cot_brandes_t *space = w->spaces[cot_i_thread()];
        if (!cot_i_meter_stopped(meter) && !run_batch(w, job, w->units[u].batch, space)) {
            cot_i_meter_stop(meter, COT_E_NOMEM);
        }
#pragma omp ordered
        take_sums(w, job, space);
        if (!cot_i_meter_stopped(meter)) {
            cot_i_meter_add(meter, 1);
        }
    }
}

/* Per class: what its blocks saw, and the pairs on different sides of it, shared by its members. */
static void gather(const work_t *w, const double *through, double *per_class) {
    for (uint32_t c = 0; c < w->quotient->rows.n; c++) {
        per_class[c] = through[c] / (double)w->quotient->size[c];
    }
    for (uint64_t i = 0; i < w->blocks->start[w->blocks->count]; i++) {
        per_class[w->blocks->member[i]] += w->sums[i];
    }
}

static cot_status_t run_all(work_t *w, cot_isa_t isa, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_meter_t meter = {env, err, "betweenness", 0, 0, COT_OK};
    COT_TRY(st, work_new(w, isa, err));
    meter.total = w->n_units;
    for (uint32_t j = 0; j < w->n_jobs; j++) {
        meter.total += w->jobs[j].batches == 1;
    }
    COT_TRY(st, cot_i_progress(env, meter.stage, 0, meter.total, err));
    run_small(w, &meter);
    run_large(w, &meter);
    COT_TRY(st, cot_i_meter_end(&meter, "betweenness"));
done:
    return st;
}

/* Ordered pairs (source, target) on different sides of each class: what no block sees by itself. Sides are
 * what the class sees through a block: all pairs of the component, minus what stays on one side. */
static cot_status_t pairs_through(const cot_prepared_t *p, const uint32_t *sources_of, const uint32_t *weights,
                                  double *through, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_blocks_t *b = &p->blocks;
    uint32_t *whole = NULL;
    COT_NEW(st, err, whole, p->parts.count, "betweenness");
    for (uint32_t c = 0; c < p->quotient.rows.n; c++) {
        whole[p->parts.of[c]] += sources_of[c];
    }
    for (uint32_t i = 0; i < cot_i_block_places(b); i++) {
        const uint32_t c = b->member[i];
        const uint64_t side = whole[p->parts.of[c]] - weights[i];
        const uint64_t others = b->targets[i] - p->quotient.size[c];
        through[c] += (double)(side * others);
    }
done:
    cot_i_free(whole);
    return st;
}

cot_status_t cot_i_betweenness(const cot_prepared_t *prepared, uint32_t n_sources, double *out, cot_isa_t isa,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    work_t w = {.threads = cot_env_threads(env)};
    uint32_t *sources_of = NULL, *weights = NULL, picked = 0;
    double *through = NULL, *per_class = NULL;
    if (!prepared || (!out && prepared->graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, "betweenness: null network or result");
    }
    const cot_quotient_t *q = w.quotient = &prepared->quotient;
    const uint32_t n = prepared->graph->n;
    w.blocks = &prepared->blocks;
    COT_NEW(st, err, sources_of, q->rows.n, "betweenness");
    COT_NEW(st, err, weights, cot_i_block_places(w.blocks), "betweenness");
    COT_NEW(st, err, through, q->rows.n, "betweenness");
    COT_NEW(st, err, per_class, q->rows.n, "betweenness");
    COT_TRY(st, cot_i_pick_sources(q, n, n_sources, env ? env->seed : 1, sources_of, NULL, &picked, err));
    COT_TRY(st, cot_i_blocks_weigh(w.blocks, &prepared->parts, sources_of, weights, err));
    COT_TRY(st, pairs_through(prepared, sources_of, weights, through, err));
    w.weights = weights;
    COT_TRY(st, run_all(&w, isa, env, err));
    gather(&w, through, per_class);
    for (uint32_t v = 0; v < n; v++) { /* ordered pairs to pairs, and up to all sources */
        out[v] = per_class[q->class_of[v]] * 0.5 * ((double)n / (double)picked);
    }
done:
    work_clear(&w);
    cot_i_free(sources_of);
    cot_i_free(weights);
    cot_i_free(through);
    cot_i_free(per_class);
    return st;
}

cot_status_t cot_betweenness(const cot_prepared_t *prepared, uint32_t n_sources, double *out, const cot_env_t *env,
                             cot_error_t *err) {
    return cot_i_betweenness(prepared, n_sources, out, cot_i_isa_best(), env, err);
}
