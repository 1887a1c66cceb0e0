/* product.c: the sparse product behind every network: who meets whom through papers.
 *
 * What rows meet through short papers is put in order for all of them at once (scatter.c); rows with long
 * papers are gathered one by one (row.c). The edges of every row are counted first, so each row is written
 * where it stays and nothing is held twice. Rows are cut into chunks that any thread may take. Every weight
 * is summed over papers in ascending order and every row has its own place, so the bits do not depend on
 * threads.
 * Cost: O(sum over rows of the sizes of their papers) time. Memory while it runs: that of scatter.c, 8 bytes
 * per row; where there are long papers for each thread up to 24 bytes per column, and 16 per entry of a row
 * that is sorted; with long bylines also 4 per column and paper, and up to 72 per name on them (members.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/rounds.h"
#include "graph/build.h"

enum { CHUNK_WORK = 1 << 14 /* steps in a chunk of rows, on average: some 50 microseconds */ };

typedef struct job {
    const cot_i_product_t *product;
    cot_meter_t meter; /* every chunk counts twice: counted, laid out */
    uint64_t chunk_entries, n_chunks;
    cot_i_gather_t *workers;
    cot_i_members_t *members; /* NULL when no byline is long */
    bool (*step)(struct job *, uint64_t); /* with a chunk; false: no memory */
    cot_i_sizes_t sizes;
    cot_i_entries_t short_entries;
    uint8_t *has_long; /* row: not all of its papers are short; NULL: no row */
    int threads;
    uint64_t *edges;    /* n_chunks + 1: edges of a chunk, then where they begin */
    uint64_t *start;    /* n_rows + 1: where the edges of a row begin */
    cot_graph_t *graph; /* what rows are laid out in: either */
    cot_pairs_t *pairs;
} job_t;

/* Chunks hold equal numbers of row entries, so many that a chunk has CHUNK_WORK steps on average. An entry
 * meets the columns of its paper, and large papers have more entries: squares over sum. */
static void set_chunks(job_t *job) {
    const cot_i_product_t *x = job->product;
    uint64_t entries = x->row_off[x->n_rows];
    uint64_t sum = 0, squares = 0, longest = 0;
#pragma omp parallel for num_threads(job->threads) schedule(static) reduction(+ : sum, squares) reduction(max : longest) if (x->n_papers > 4096)
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint64_t size = x->paper_off[p + 1] - x->paper_off[p];
        sum += size;
        squares += size * size;
        longest = size > longest ? size : longest;
    }
    job->sizes = (cot_i_sizes_t){sum, squares, longest};
    job->chunk_entries = CHUNK_WORK / (1 + (squares + 1) / (sum + 1)) + 1 + (entries >> 32);
    job->n_chunks = (entries + job->chunk_entries - 1) / job->chunk_entries;
    if ((uint64_t)job->threads > job->n_chunks) {
        job->threads = job->n_chunks ? (int)job->n_chunks : 1;
    }
}

/* First row of a chunk: the first that begins at or after its first entry. */
static uint32_t first_row(const job_t *job, uint64_t chunk) {
    return cot_i_row_at(job->product->row_off, job->product->n_rows, chunk * job->chunk_entries);
}

/* ---- counting ---- */

static cot_status_t mark_long(job_t *job, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_product_t *x = job->product;
    COT_NEW(st, err, job->has_long, x->n_rows, "network rows");
    for (uint32_t p = 0; p < x->n_papers; p++) {
        if (x->paper_off[p + 1] - x->paper_off[p] > job->short_entries.limit) {
            for (uint64_t i = x->rows_off[p]; i < x->rows_off[p + 1]; i++) {
                job->has_long[x->rows[i]] = 1;
            }
        }
    }
done:
    return st;
}

/* The first row from `row` on that has a long paper, or `end`. */
static uint32_t without_long(const job_t *job, uint32_t row, uint32_t end) {
    while (job->has_long && row < end && !job->has_long[row]) {
        row++;
    }
    return job->has_long ? row : end;
}

static bool count_chunk(job_t *job, uint64_t chunk) {
    cot_i_gather_t *worker = &job->workers[cot_i_thread()];
    const uint32_t end = first_row(job, chunk + 1);
    uint64_t n = 0;
    for (uint32_t row = first_row(job, chunk); row < end;) {
        uint32_t next = without_long(job, row, end);
        uint64_t more;
        if (next > row) {
            more = cot_i_count_entries(&job->short_entries, row, next);
        } else if (!cot_i_count_row(worker, job->product, job->members, next++, &more)) {
            return false;
        }
        n += more;
        row = next;
    }
    job->edges[chunk] = n;
    return true;
}

static void step_chunk(void *data, int thread, uint32_t chunk) {
    job_t *job = data;
    (void)thread;
    if (!cot_i_meter_stopped(&job->meter)) {
        if (!job->step(job, chunk)) {
            cot_i_meter_stop(&job->meter, COT_E_NOMEM);
        }
        cot_i_meter_add(&job->meter, 1);
    }
}

static void no_more_chunks(void *data, cot_i_rounds_t *rounds) {
    (void)data;
    rounds->blocks = 0;
}

/* All chunks, by one of the two steps. A thread begins with chunks of its own, the same ones in both, whose entries are
 * in its cache, and then helps the others. Progress is told by our own meter. */
static cot_status_t for_chunks(job_t *job, bool (*step)(job_t *, uint64_t), cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_rounds_t rounds = {.data = job,
                             .blocks = (uint32_t)job->n_chunks,
                             .stage = job->product->stage,
                             .block = step_chunk,
                             .between = no_more_chunks};
    job->step = step;
    COT_TRY(st, cot_i_rounds(&rounds, job->threads, NULL, err));
    st = cot_i_meter_end(&job->meter, "the rows of a network while they are gathered");
done:
    return st;
}

/* Turns counts into places; returns the number of edges. */
static uint64_t sum_counts(job_t *job) {
    uint64_t sum = 0;
    for (uint64_t chunk = 0; chunk < job->n_chunks; chunk++) {
        const uint64_t count = job->edges[chunk];
        job->edges[chunk] = sum;
        sum += count;
    }
    /* rows without entries at the very end belong to no chunk */
    for (uint32_t row = first_row(job, job->n_chunks); row <= job->product->n_rows; row++) {
        job->start[row] = sum;
    }
    return sum;
}

/* ---- laying out ---- */

/* Where the edges from e on stand. */
static cot_i_cells_t cells_at(const job_t *job, uint64_t e) {
    const cot_graph_t *g = job->graph;
    cot_i_cells_t cells = {0};
    if (!g) {
        cells.to = job->pairs->to + e;
        cells.papers = job->pairs->papers + e;
        return cells;
    }
    cells.to = g->to + e;
    cells.papers = g->papers + e;
    cells.share[0] = job->product->share[0] ? g->weights[COT_FRACTIONAL] + e : NULL;
    cells.share[1] = job->product->share[1] ? g->weights[COT_PAPER] + e : NULL;
    cells.first_year = g->first_year + e;
    cells.last_year = g->last_year + e;
    return cells;
}

/* What follows from the other columns. */
static void finish_cells(const job_t *job, const cot_i_cells_t *cells, uint64_t e) {
    const size_t n = cells->n;
    const uint32_t shift = job->product->shift, *restrict papers = cells->papers;
    double *restrict full = job->graph && job->graph->weights[COT_FULL] ? job->graph->weights[COT_FULL] + e : NULL;
    int16_t *restrict first = cells->first_year, *restrict last = cells->last_year;
    for (size_t i = 0; shift > 0 && i < n; i++) {
        cells->to[i] += shift;
    }
    for (size_t i = 0; full && i < n; i++) {
        full[i] = papers[i];
    }
    for (size_t i = 0; job->graph && !job->product->year && i < n; i++) {
        first[i] = last[i] = COT_NO_YEAR;
    }
}

static bool lay_chunk(job_t *job, uint64_t chunk) {
    const uint32_t first = first_row(job, chunk), end = first_row(job, chunk + 1);
    const uint64_t e = job->edges[chunk];
    cot_i_gather_t *worker = &job->workers[cot_i_thread()];
    worker->cells = cells_at(job, e);
    for (uint32_t row = first, next; row < end; row = next) {
        next = without_long(job, row, end);
        if (next == row) {
            job->start[row] = e + worker->cells.n;
            if (!cot_i_gather_row(worker, job->product, job->members, next++)) {
                return false;
            }
        } else if (job->short_entries.tagged) {
            for (; row < next; row++) {
                job->start[row] = e + worker->cells.n;
                cot_i_gather_entries(&worker->cells, job->product, &job->short_entries, row);
            }
        } else if (!cot_i_gather_counted(worker, &job->short_entries, row, next, job->start, e)) {
            return false;
        }
    }
    finish_cells(job, &worker->cells, e);
    return true;
}

static void free_workers(job_t *job) {
    for (int t = 0; job->workers && t < job->threads; t++) {
        cot_i_gather_clear(&job->workers[t]);
    }
    cot_i_free(job->workers);
    job->workers = NULL;
    cot_i_members_free(job->members);
    job->members = NULL;
    cot_i_entries_clear(&job->short_entries);
    cot_i_free(job->has_long);
    job->has_long = NULL;
    cot_i_free(job->edges);
    job->edges = NULL;
}

static void free_job(job_t *job) {
    free_workers(job);
    cot_i_free(job->start);
    cot_graph_free(job->graph);
    cot_pairs_free(job->pairs);
}

/* How many edges there are, and where each row's begin. */
static cot_status_t count_all(job_t *job, uint64_t *m, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_product_t *x = job->product;
    set_chunks(job);
    COT_NEW(st, err, job->workers, job->threads, "workers");
    COT_NEW(st, err, job->edges, job->n_chunks + 1, "chunks of a network");
    COT_NEW_RAW(st, err, job->start, (size_t)x->n_rows + 1, "network rows");
    job->meter.total = 2 * job->n_chunks;
    COT_TRY(st, cot_i_progress(job->meter.env, x->stage, 0, job->meter.total, err));
    COT_TRY(st, cot_i_entries_new(&job->short_entries, x, &job->sizes, job->threads, &job->meter, err));
    if (!job->short_entries.all) {
        COT_TRY(st, mark_long(job, err));
        COT_TRY(st, cot_i_members_new(&job->members, x, err));
    }
    COT_TRY(st, for_chunks(job, count_chunk, err));
    *m = sum_counts(job);
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
    COT_TRY(st, count_all(&job, &m, err));
    COT_TRY(st, cot_i_graph_new(&job.graph, n, x->n_rows, m, x->counting, schemes, err));
    COT_TRY(st, for_chunks(&job, lay_chunk, err));
    free_workers(&job);
    COT_TRY(st, cot_i_graph_arcs(job.graph, job.start, x->n_rows, job.threads, &job.meter, err));
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
    COT_TRY(st, count_all(&job, &m, err));
    COT_NEW(st, err, job.pairs, 1, "pairs");
    job.pairs->n = x->n_rows;
    job.pairs->m = m;
    COT_NEW_RAW(st, err, job.pairs->to, m, "pairs");
    COT_NEW_RAW(st, err, job.pairs->papers, m, "pairs");
    COT_TRY(st, for_chunks(&job, lay_chunk, err));
    job.pairs->off = job.start;
    job.start = NULL;
    *out = job.pairs;
    job.pairs = NULL;
done:
    free_job(&job);
    return st;
}
