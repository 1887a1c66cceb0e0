/* product.c: the sparse product behind every network: who meets whom through papers.
 *
 * One pass over the rows (row.c). Rows are cut into chunks that any thread may take; a chunk's edges are kept
 * in a block of its own until all are counted, then the blocks are laid out in the order of the rows and
 * freed one by one. Every weight is summed over papers in ascending order and every row has its own place, so
 * the bits do not depend on threads.
 * Cost: O(sum over rows of the sizes of their papers) time. Memory while it runs: 8 bytes per edge, 8 per
 * edge for each scheme that is no plain count, 4 with years; for each thread 16 bytes per entry of the
 * longest short row, and where there are long rows 4 to 24 per column that they meet; with long bylines also
 * 4 per column and paper, and up to 64 per name on them (members.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "graph/build.h"

enum { CHUNK_WORK = 1 << 14 /* steps in a chunk of rows, on average: some 50 microseconds */ };

/* The edges of a chunk: n of each that is wanted, doubles first. */
typedef struct {
    double *memory;
    size_t n;
} block_t;

typedef struct {
    const cot_i_product_t *product;
    cot_meter_t meter; /* every chunk counts twice: gathered, laid out */
    uint64_t chunk_entries, n_chunks;
    cot_i_gather_t *workers;
    cot_i_members_t *members; /* NULL when no byline is long */
    int threads;
    uint64_t *start; /* n_rows + 1: edges of a row, then where they begin */
    block_t *blocks;
    cot_graph_t *graph; /* what blocks are laid out in: either */
    cot_pairs_t *pairs;
} job_t;

/* Chunks hold equal numbers of row entries, so many that a chunk has CHUNK_WORK steps on average. An entry
 * meets the columns of its paper, and large papers have more entries: squares over sum. */
static void set_chunks(job_t *job) {
    const cot_i_product_t *x = job->product;
    uint64_t entries = x->row_off[x->n_rows];
    double sum = 1, squares = 1;
    for (uint32_t p = 0; p < x->n_papers; p++) {
        double size = (double)(x->paper_off[p + 1] - x->paper_off[p]);
        sum += size;
        squares += size * size;
    }
    job->chunk_entries = (uint64_t)(CHUNK_WORK / (1 + squares / sum)) + 1;
    job->n_chunks = (entries + job->chunk_entries - 1) / job->chunk_entries;
    if ((uint64_t)job->threads > job->n_chunks) {
        job->threads = job->n_chunks ? (int)job->n_chunks : 1;
    }
}

/* First row of a chunk: the first that begins at or after its first entry. Rows without entries at the very
 * end belong to no chunk: they have no edges. */
static uint32_t first_row(const job_t *job, uint64_t chunk) {
    uint64_t entry = chunk * job->chunk_entries;
    uint32_t low = 0, high = job->product->n_rows;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (job->product->row_off[middle] < entry) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* ---- gathering ---- */

/* Moves what a worker has gathered into a block. */
static bool keep_block(block_t *block, const cot_i_cells_t *cells, const cot_i_product_t *x) {
    size_t n = cells->n, doubles = (size_t)(x->share[0] != NULL) + (x->share[1] != NULL);
    size_t numbers = 2 + (size_t)(x->year != NULL);
    block->memory = cot_i_alloc_aligned(n * doubles + (n * numbers + 1) / 2, sizeof(double));
    if (!block->memory) {
        return false;
    }
    block->n = n;
    double *at = block->memory;
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            memcpy(at, cells->share[s], n * sizeof *at);
            at += n;
        }
    }
    uint32_t *number = (uint32_t *)at;
    memcpy(number, cells->to, n * sizeof *number);
    memcpy(number + n, cells->papers, n * sizeof *number);
    if (x->year) {
        memcpy(number + 2 * n, cells->years, n * sizeof *number);
    }
    return true;
}

/* Where the columns of a block stand. */
static cot_i_cells_t open_block(const block_t *block, const cot_i_product_t *x) {
    cot_i_cells_t cells = {.n = block->n};
    double *at = block->memory;
    for (int s = 0; s < 2; s++) {
        if (x->share[s]) {
            cells.share[s] = at;
            at += block->n;
        }
    }
    cells.to = (uint32_t *)at;
    cells.papers = cells.to + block->n;
    cells.years = x->year ? cells.papers + block->n : NULL;
    return cells;
}

static bool gather_chunk(const job_t *job, uint64_t chunk) {
    cot_i_gather_t *worker = &job->workers[cot_i_thread()];
    uint32_t end = first_row(job, chunk + 1);
    worker->cells.n = 0;
    for (uint32_t row = first_row(job, chunk); row < end; row++) {
        size_t before = worker->cells.n;
        if (!cot_i_gather_row(worker, job->product, job->members, row)) {
            return false;
        }
        job->start[row] = worker->cells.n - before;
    }
    return worker->cells.n == 0 || keep_block(&job->blocks[chunk], &worker->cells, job->product);
}

static cot_status_t gather(job_t *job) {
#pragma omp parallel for num_threads(job->threads) schedule(dynamic, 1)
    for (uint64_t chunk = 0; chunk < job->n_chunks; chunk++) {
        if (!cot_i_meter_stopped(&job->meter)) {
            if (!gather_chunk(job, chunk)) {
                cot_i_meter_stop(&job->meter, COT_E_NOMEM);
            }
            cot_i_meter_add(&job->meter, 1);
        }
    }
    return cot_i_meter_end(&job->meter, "the edges of a network while they are gathered");
}

/* Turns counts into places; returns the number of edges. */
static uint64_t sum_counts(uint64_t *start, uint32_t n) {
    uint64_t sum = 0;
    for (uint32_t row = 0; row < n; row++) {
        uint64_t count = start[row];
        start[row] = sum;
        sum += count;
    }
    start[n] = sum;
    return sum;
}

/* ---- laying out ---- */

static void lay_weights(cot_graph_t *graph, const cot_i_cells_t *cells, uint64_t e) {
    static const cot_counting_t shared[2] = {COT_FRACTIONAL, COT_PAPER};
    double *full = graph->weights[COT_FULL];
    for (size_t i = 0; full && i < cells->n; i++) {
        full[e + i] = cells->papers[i];
    }
    for (int s = 0; s < 2; s++) {
        if (graph->weights[shared[s]]) {
            memcpy(graph->weights[shared[s]] + e, cells->share[s], cells->n * sizeof(double));
        }
    }
}

static void lay_years(cot_graph_t *graph, const cot_i_cells_t *cells, uint64_t e) {
    for (size_t i = 0; i < cells->n; i++) {
        uint32_t years = cells->years ? cells->years[i] : 0;
        graph->first_year[e + i] = cot_i_first_year(years);
        graph->last_year[e + i] = cot_i_last_year(years);
    }
}

static void lay_chunk(const job_t *job, uint64_t chunk) {
    cot_graph_t *graph = job->graph;
    uint32_t first = first_row(job, chunk), end = first_row(job, chunk + 1), shift = job->product->shift;
    uint64_t e = job->start[first];
    cot_i_cells_t cells = open_block(&job->blocks[chunk], job->product);
    uint32_t *papers = graph ? graph->papers : job->pairs->papers, *to = graph ? graph->to : job->pairs->to;
    memcpy(papers + e, cells.papers, cells.n * sizeof *papers);
    for (size_t i = 0; i < cells.n; i++) {
        to[e + i] = cells.to[i] + shift;
    }
    if (graph) {
        lay_weights(graph, &cells, e);
        lay_years(graph, &cells, e);
        for (uint32_t row = first; row < end; row++) {
            for (uint64_t i = job->start[row]; i < job->start[row + 1]; i++) {
                graph->from[i] = row;
            }
        }
    }
}

static cot_status_t lay_out(job_t *job) {
#pragma omp parallel for num_threads(job->threads) schedule(dynamic, 4)
    for (uint64_t chunk = 0; chunk < job->n_chunks; chunk++) {
        if (!cot_i_meter_stopped(&job->meter)) {
            if (job->blocks[chunk].n) {
                lay_chunk(job, chunk);
                cot_i_free(job->blocks[chunk].memory);
                job->blocks[chunk].memory = NULL;
            }
            cot_i_meter_add(&job->meter, 1);
        }
    }
    return cot_i_meter_end(&job->meter, "");
}

static void free_workers(job_t *job) {
    for (int t = 0; job->workers && t < job->threads; t++) {
        cot_i_gather_clear(&job->workers[t]);
    }
    cot_i_free(job->workers);
    job->workers = NULL;
    cot_i_members_free(job->members);
    job->members = NULL;
}

static void free_job(job_t *job) {
    free_workers(job);
    for (uint64_t c = 0; job->blocks && c < job->n_chunks; c++) {
        cot_i_free(job->blocks[c].memory);
    }
    cot_i_free(job->blocks);
    cot_i_free(job->start);
    cot_graph_free(job->graph);
    cot_pairs_free(job->pairs);
}

/* All rows, as blocks. */
static cot_status_t gather_all(job_t *job, uint64_t *m, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_product_t *x = job->product;
    set_chunks(job);
    COT_NEW(st, err, job->workers, job->threads, "workers");
    COT_NEW(st, err, job->blocks, job->n_chunks, "blocks of a network");
    COT_NEW(st, err, job->start, (size_t)x->n_rows + 1, "network rows");
    job->meter.total = 2 * job->n_chunks;
    COT_TRY(st, cot_i_progress(job->meter.env, x->stage, 0, job->meter.total, err));
    COT_TRY(st, cot_i_members_new(&job->members, x, err));
    COT_TRY(st, gather(job));
    free_workers(job);
    *m = sum_counts(job->start, x->n_rows);
done:
    return st;
}

cot_status_t cot_i_product(cot_graph_t **out, const cot_i_product_t *x, bool full, const cot_env_t *env,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    unsigned schemes = (unsigned)(full || x->counting == COT_FULL) << COT_FULL |
                       (unsigned)(x->share[0] != NULL) << COT_FRACTIONAL |
                       (unsigned)(x->share[1] != NULL) << COT_PAPER;
    job_t job = {.product = x, .threads = cot_env_threads(env)};
    uint32_t n = x->upper ? x->n_rows : x->shift + x->n_columns;
    uint64_t m = 0;
    job.meter = (cot_meter_t){.env = env, .err = err, .stage = x->stage};
    COT_TRY(st, gather_all(&job, &m, err));
    COT_TRY(st, cot_i_graph_new(&job.graph, n, x->n_rows, m, x->counting, schemes, err));
    COT_TRY(st, lay_out(&job));
    COT_TRY(st, cot_i_graph_arcs(job.graph, job.threads, &job.meter, err));
    *out = job.graph;
    job.graph = NULL;
done:
    free_job(&job);
    return st;
}

cot_status_t cot_i_product_pairs(cot_pairs_t **out, const cot_i_product_t *x, const cot_env_t *env,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    job_t job = {.product = x, .threads = cot_env_threads(env)};
    uint64_t m = 0;
    job.meter = (cot_meter_t){.env = env, .err = err, .stage = x->stage};
    COT_TRY(st, gather_all(&job, &m, err));
    COT_NEW(st, err, job.pairs, 1, "pairs");
    job.pairs->n = x->n_rows;
    job.pairs->m = m;
    COT_NEW_RAW(st, err, job.pairs->to, m, "pairs");
    COT_NEW_RAW(st, err, job.pairs->papers, m, "pairs");
    COT_TRY(st, lay_out(&job));
    job.pairs->off = job.start;
    job.start = NULL;
    *out = job.pairs;
    job.pairs = NULL;
done:
    free_job(&job);
    return st;
}
