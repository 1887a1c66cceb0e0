/* dependencies.c: shortest-path dependencies in all blocks, in parallel.
 *
 * Blocks that are complete graphs are done with: paths there have no inner vertex. What is left are pairs of
 * (block, batch of sources), which brandes.c takes in lanes. The sums of the batches of one block are added
 * in the order of the batches, whichever thread made them: the same bytes for any number of threads. A thread
 * that is early leaves its sums for whoever adds the batch before, and takes the next batch; it waits only
 * when all spare arrays are full. SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "base/alloc.h"
#include "base/meter.h"
#include "paths/betweenness.h"
#include "paths/brandes.h"

/* A block that has inner paths, and where its sources stand in the list of all. */
typedef struct {
    uint32_t block, batches;
    uint32_t first_source, n_sources;
} job_t;

/* One batch of a large block. */
typedef struct {
    uint32_t job, batch;
} unit_t;

/* One round of searches. */
typedef struct {
    const cot_i_dependencies_t *d;
    const uint32_t *weights;
    unsigned lanes;
    job_t *jobs;
    uint32_t n_jobs;
    unit_t *units; /* batches of the blocks that need several, in order */
    uint32_t n_units;
    uint32_t *sources;      /* block by block */
    cot_brandes_t **spaces; /* per thread */
    int threads;
    /* sums of finished batches on the way to their total */
    uint32_t most_places, most_arcs; /* of a block that needs several batches */
    double **arrays, **spare, **waiting;
    uint32_t n_arrays, n_spare, turn;
    uint32_t next_unit; /* atomic */
    int finished;       /* threads, atomic */
} round_t;

cot_status_t cot_i_dependencies_new(cot_i_dependencies_t *d, bool with_squares, bool with_arcs, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_blocks_t *b = &d->prepared->blocks;
    const uint32_t places = cot_i_block_places(b);
    COT_NEW(st, err, d->copies, places, "betweenness");
    COT_NEW(st, err, d->vertices, places, "betweenness");
    if (with_squares) {
        COT_NEW(st, err, d->squares, places, "betweenness");
    }
    if (with_arcs) {
        COT_NEW(st, err, d->arcs, b->off[places], "betweenness of edges");
    }
    for (uint32_t i = 0; i < places; i++) {
        d->copies[i] = d->prepared->quotient.size[b->member[i]];
    }
done:
    return st;
}

void cot_i_dependencies_clear(cot_i_dependencies_t *d) {
    cot_i_free(d->copies);
    cot_i_free(d->vertices);
    cot_i_free(d->squares);
    cot_i_free(d->arcs);
    d->copies = NULL;
    d->vertices = d->squares = d->arcs = NULL;
}

/* Lists the blocks to do and their sources. */
static void list_jobs(round_t *r) {
    const cot_blocks_t *b = &r->d->prepared->blocks;
    uint32_t n_sources = 0;
    for (uint32_t k = 0; k < b->count; k++) {
        job_t job = {k, 0, n_sources, 0};
        if (cot_i_block_complete(b, k)) {
            continue;
        }
        for (uint32_t i = b->start[k]; i < b->start[k + 1]; i++) {
            if (r->weights[i] > 0) {
                r->sources[n_sources++] = i - b->start[k];
            }
        }
        job.n_sources = n_sources - job.first_source;
        job.batches = (job.n_sources + r->lanes - 1) / r->lanes;
        if (job.batches > 0) {
            r->jobs[r->n_jobs++] = job;
        }
    }
}

static void list_units(round_t *r) {
    uint32_t u = 0;
    for (uint32_t j = 0; j < r->n_jobs; j++) {
        for (uint32_t k = 0; r->jobs[j].batches > 1 && k < r->jobs[j].batches; k++) {
            r->units[u++] = (unit_t){j, k};
        }
    }
}

static uint32_t job_places(const round_t *r, const job_t *job) {
    const uint32_t *start = r->d->prepared->blocks.start;
    return start[job->block + 1] - start[job->block];
}

static uint32_t job_arcs(const round_t *r, const job_t *job) {
    const cot_blocks_t *b = &r->d->prepared->blocks;
    return b->off[b->start[job->block + 1]] - b->off[b->start[job->block]];
}

/* Vertices of the largest block to search in; counts batches and what their sums need. */
static uint32_t measure_jobs(round_t *r) {
    uint32_t largest = 0;
    for (uint32_t j = 0; j < r->n_jobs; j++) {
        const uint32_t places = job_places(r, &r->jobs[j]), arcs = job_arcs(r, &r->jobs[j]);
        largest = places > largest ? places : largest;
        if (r->jobs[j].batches > 1) {
            r->n_units += r->jobs[j].batches;
            r->most_places = places > r->most_places ? places : r->most_places;
            r->most_arcs = arcs > r->most_arcs ? arcs : r->most_arcs;
        }
    }
    return largest;
}

static void round_clear(round_t *r) {
    for (int t = 0; r->spaces && t < r->threads; t++) {
        cot_i_brandes_free(r->spaces[t]);
    }
    for (uint32_t i = 0; r->arrays && i < r->n_arrays; i++) {
        cot_i_free(r->arrays[i]);
    }
    cot_i_free(r->spaces);
    cot_i_free(r->arrays);
    cot_i_free(r->spare);
    cot_i_free(r->waiting);
    cot_i_free(r->jobs);
    cot_i_free(r->units);
    cot_i_free(r->sources);
}

/* Arrays for the sums of batches: of vertices, of squares, of arcs. */
static cot_status_t arrays_new(round_t *r, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t length = (size_t)r->most_places * (r->d->squares ? 2 : 1) + (r->d->arcs ? r->most_arcs : 0);
    r->n_arrays = r->n_units == 0 ? 0 : (uint32_t)(r->d->arcs ? r->threads + 1 : 3 * r->threads);
    COT_NEW(st, err, r->arrays, r->n_arrays, "betweenness");
    COT_NEW(st, err, r->spare, r->n_arrays, "betweenness");
    COT_NEW(st, err, r->waiting, r->n_arrays, "betweenness");
    for (; r->n_spare < r->n_arrays; r->n_spare++) {
        COT_NEW(st, err, r->arrays[r->n_spare], length, "betweenness, sums of a batch");
        r->spare[r->n_spare] = r->arrays[r->n_spare];
    }
done:
    return st;
}

static cot_status_t round_new(round_t *r, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_blocks_t *b = &r->d->prepared->blocks;
    r->lanes = cot_i_brandes_lanes(r->d->precision);
    COT_NEW(st, err, r->jobs, r->d->prepared->info.inner_blocks, "betweenness");
    COT_NEW(st, err, r->sources, cot_i_block_places(b), "betweenness");
    list_jobs(r);
    const uint32_t largest = measure_jobs(r);
    COT_NEW(st, err, r->units, r->n_units, "betweenness");
    list_units(r);
    if ((uint32_t)r->threads > r->n_units + r->n_jobs) { /* no work space for threads without work */
        r->threads = r->n_units + r->n_jobs > 0 ? (int)(r->n_units + r->n_jobs) : 1;
    }
    COT_TRY(st, arrays_new(r, err));
    COT_NEW(st, err, r->spaces, r->threads, "betweenness");
    for (int t = 0; t < r->threads; t++) {
        COT_TRY(st, cot_i_brandes_new(&r->spaces[t], largest, r->d->precision, r->d->isa, err));
    }
done:
    return st;
}

/* Batch number `batch` of a job. */
static cot_status_t run_batch(const round_t *r, const job_t *job, uint32_t batch, const cot_brandes_sums_t *sums,
                              cot_meter_t *meter) {
    const cot_blocks_t *b = &r->d->prepared->blocks;
    const uint32_t first = b->start[job->block], source = batch * r->lanes, left = job->n_sources - source;
    const cot_block_t block = {job_places(r, job),     b->off + first,
                               b->adj,                 r->d->copies + first,
                               b->targets + first,     r->weights + first,
                               b->simplicial + first};
    return cot_i_brandes_batch(r->spaces[cot_i_thread()], &block, r->sources + job->first_source + source,
                               left < r->lanes ? left : r->lanes, sums, meter);
}

/* The totals of a job's block. */
static cot_brandes_sums_t totals_of(const round_t *r, const job_t *job) {
    const cot_blocks_t *b = &r->d->prepared->blocks;
    const uint32_t first = b->start[job->block];
    return (cot_brandes_sums_t){r->d->vertices + first, r->d->squares ? r->d->squares + first : NULL,
                                r->d->arcs ? r->d->arcs + b->off[first] : NULL};
}

/* The same in an array of a batch. */
static cot_brandes_sums_t sums_in(const round_t *r, double *array) {
    const uint32_t places = r->most_places;
    return (cot_brandes_sums_t){array, r->d->squares ? array + places : NULL,
                                r->d->arcs ? array + (size_t)places * (r->d->squares ? 2 : 1) : NULL};
}

static void move_sums(double *to, double *from, size_t n) {
    for (size_t i = 0; to && i < n; i++) {
        to[i] += from[i];
        from[i] = 0.0;
    }
}

static void add_sums(const round_t *r, const job_t *job, double *array) {
    const cot_brandes_sums_t to = totals_of(r, job), from = sums_in(r, array);
    move_sums(to.vertices, from.vertices, job_places(r, job));
    move_sums(to.squares, from.squares, job_places(r, job));
    move_sums(to.arcs, from.arcs, job_arcs(r, job));
}

static double *take_array(round_t *r) {
    double *array = NULL;
#pragma omp critical(cot_dependencies)
    if (r->n_spare > 0) {
        array = r->spare[--r->n_spare];
    }
    return array;
}

/* Unit u is done. Numbers of units in flight differ by less than the number of arrays. */
static void hand_in(round_t *r, uint32_t u, double *array) {
#pragma omp critical(cot_dependencies)
    {
        r->waiting[u % r->n_arrays] = array;
        for (double *next; (next = r->waiting[r->turn % r->n_arrays]) != NULL; r->turn++) {
            r->waiting[r->turn % r->n_arrays] = NULL;
            add_sums(r, &r->jobs[r->units[r->turn].job], next);
            r->spare[r->n_spare++] = next;
        }
    }
}

static void nap(cot_meter_t *meter) {
    const struct timespec time = {0, 200000};
    (void)nanosleep(&time, NULL);
    cot_i_meter_add(meter, 0);
}

/* What one thread does about large blocks. */
static void work_on_units(round_t *r, cot_meter_t *meter) {
    while (!cot_i_meter_stopped(meter) && __atomic_load_n(&r->next_unit, __ATOMIC_RELAXED) < r->n_units) {
        double *array = take_array(r);
        if (!array) {
            nap(meter);
            continue;
        }
        const uint32_t u = __atomic_fetch_add(&r->next_unit, 1, __ATOMIC_RELAXED);
        if (u >= r->n_units) {
            break;
        }
        const job_t *job = &r->jobs[r->units[u].job];
        const cot_brandes_sums_t sums = sums_in(r, array);
        const cot_status_t st = run_batch(r, job, r->units[u].batch, &sums, meter);
        if (st != COT_OK) {
            cot_i_meter_stop(meter, st);
            break;
        }
        hand_in(r, u, array);
        cot_i_meter_add(meter, 1);
    }
}

/* Batches of larger blocks. The calling thread stays awake to the end: it alone asks whether to stop. */
static void run_large(round_t *r, cot_meter_t *meter) {
#pragma omp parallel num_threads(r->threads) if (r->n_units > 0)
    {
#ifdef _OPENMP
        const int team = omp_get_num_threads();
#else
        const int team = 1;
#endif
        work_on_units(r, meter);
        __atomic_add_fetch(&r->finished, 1, __ATOMIC_ACQ_REL);
        while (cot_i_thread() == 0 && __atomic_load_n(&r->finished, __ATOMIC_ACQUIRE) < team) {
            nap(meter);
        }
    }
}

/* Blocks whose sources fit one batch: nobody else writes to their sums. */
static void run_small(const round_t *r, cot_meter_t *meter) {
    const int64_t n_jobs = r->n_jobs;
#pragma omp parallel for schedule(dynamic, 16) num_threads(r->threads)
    for (int64_t j = 0; j < n_jobs; j++) {
        const job_t *job = &r->jobs[j];
        if (job->batches != 1 || cot_i_meter_stopped(meter)) {
            continue;
        }
        const cot_brandes_sums_t sums = totals_of(r, job);
        const cot_status_t st = run_batch(r, job, 0, &sums, meter);
        if (st != COT_OK) {
            cot_i_meter_stop(meter, st);
        } else {
            cot_i_meter_add(meter, 1);
        }
    }
}

cot_status_t cot_i_dependencies_add(cot_i_dependencies_t *d, const uint32_t *weights, cot_error_t *err) {
    cot_status_t st = COT_OK;
    round_t r = {.d = d, .weights = weights, .threads = cot_env_threads(d->env)};
    cot_meter_t meter = {d->env, err, "betweenness", 0, 0, COT_OK};
    COT_TRY(st, round_new(&r, err));
    meter.total = r.n_units;
    for (uint32_t j = 0; j < r.n_jobs; j++) {
        meter.total += r.jobs[j].batches == 1;
    }
    COT_TRY(st, cot_i_progress(d->env, meter.stage, 0, meter.total, err));
    run_small(&r, &meter);
    run_large(&r, &meter);
    cot_i_meter_add(&meter, 0);
    COT_TRY(st, cot_i_meter_end(&meter, "betweenness, searches"));
done:
    round_clear(&r);
    return st;
}

cot_status_t cot_i_dependencies_gather(const cot_i_dependencies_t *d, const uint32_t *weights, double *mean,
                                       double *second, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_prepared_t *p = d->prepared;
    const cot_blocks_t *b = &p->blocks;
    uint32_t *whole = NULL; /* sources of each component, but for those in its first class */
    COT_NEW(st, err, whole, p->parts.count, "betweenness");
    for (uint32_t k = 0; k < b->count; k++) { /* any block sees them all */
        uint32_t all = 0;
        for (uint32_t i = b->start[k]; i < b->start[k + 1]; i++) {
            all += weights[i];
        }
        whole[p->parts.of[b->member[b->start[k]]]] = all;
    }
    for (uint32_t c = 0; c < p->quotient.rows.n; c++) {
        mean[c] = 0.0;
        if (second) {
            second[c] = 0.0;
        }
    }
    for (uint32_t i = 0; i < cot_i_block_places(b); i++) {
        /* sources on the block's side of the class meet, behind it, what other sides hold: any member of the
         * class is on as many of those paths */
        const uint32_t c = b->member[i];
        const double side = (double)(whole[p->parts.of[c]] - weights[i]);
        const double others = (double)(b->targets[i] - d->copies[i]) / (double)d->copies[i];
        mean[c] += d->vertices[i] + side * others;
        if (second) {
            second[c] += d->squares[i] + others * (2.0 * d->vertices[i] + side * others);
        }
    }
done:
    cot_i_free(whole);
    return st;
}

/* Place in block k of class c, one of its members. */
static uint32_t place_in(const cot_blocks_t *b, uint32_t k, uint32_t c) {
    return b->block_of[c] == k ? b->place_of[c] : b->start[k];
}

/* The block of the edge between classes c and d: both are members, at most one of them the root. */
static uint32_t block_of_edge(const cot_blocks_t *b, uint32_t c, uint32_t d) {
    const uint32_t k = b->block_of[c];
    return k != COT_NO_BLOCK && (b->block_of[d] == k || b->member[b->start[k]] == d) ? k : b->block_of[d];
}

/* The arc from one place of a block to another that is its neighbour. */
static uint32_t find_arc(const cot_blocks_t *b, uint32_t root, uint32_t from, uint32_t to) {
    uint32_t low = b->off[from], high = b->off[from + 1];
    while (low + 1 < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (b->adj[middle] <= to - root) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

void cot_i_dependencies_edges(const cot_i_dependencies_t *d, const uint32_t *weights, double scale, double *out) {
    const cot_graph_t *graph = d->prepared->graph;
    const cot_blocks_t *b = &d->prepared->blocks;
    const uint32_t *class_of = d->prepared->quotient.class_of;
    const int64_t m = (int64_t)graph->m;
#pragma omp parallel for schedule(dynamic, 4096) num_threads(cot_env_threads(d->env)) if (m > 8192)
    for (int64_t e = 0; e < m; e++) {
        const uint32_t from = class_of[graph->from[e]], to = class_of[graph->to[e]];
        if (from == to) { /* twins: as far from everybody else, so only their own path takes the edge */
            out[e] = 1.0;
            continue;
        }
        const uint32_t k = block_of_edge(b, from, to), i = place_in(b, k, from), j = place_in(b, k, to);
        double value;
        if (cot_i_block_complete(b, k)) { /* what is behind one end to what is behind the other */
            value = ((double)weights[i] * b->targets[j] + (double)weights[j] * b->targets[i]) /
                    ((double)d->copies[i] * d->copies[j]);
        } else {
            value = d->arcs[find_arc(b, b->start[k], i, j)] + d->arcs[find_arc(b, b->start[k], j, i)];
        }
        out[e] = 0.5 * scale * value;
    }
}
