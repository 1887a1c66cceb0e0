/* product.c: the sparse product behind every network: who meets whom through papers.
 *
 * Gustavson's method (ACM TOMS 4 (1978), doi:10.1145/355791.355796) row by row: an author's papers are walked
 * in ascending order and what each adds is gathered in cells, found through a dense row of places, one per
 * thread. Two passes, count and fill, so that memory is exact. Every weight is summed over papers in
 * ascending order and every row is written by one thread to its own place, so the bits do not depend on
 * threads. Columns of one paper are ascending, so a row arrives as a few ascending runs, which are merged.
 * Cost: O(sum over rows of the sizes of their papers) time; 4 bytes per column + 24 per edge of the longest
 * row, for each thread.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/par.h"
#include "graph/build.h"
#ifdef _OPENMP
#include <omp.h>
#endif

enum {
    CHUNK_WORK = 1 << 14, /* steps in a chunk of rows, on average: some 30 microseconds */
    WINDOW = 256,         /* chunks between two looks at progress */
    AHEAD = 8             /* row entries between asking for a paper and using it */
};

/* What one pair has gathered so far. */
typedef struct {
    double weight;
    uint32_t papers;
    uint16_t first; /* first year as a key whose order puts COT_NO_YEAR last */
    int16_t last;
} cell_t;

/* What one thread needs. place[column]: while counting, the last row (+ 1) that met it; while filling, its
 * cell
 * (+ 1), or 0. */
typedef struct {
    uint32_t *place;
    uint32_t *keys, *spare; /* columns of the row in hand */
    cell_t *cells;
} worker_t;

static uint16_t first_key(int16_t year) {
    return (uint16_t)(((uint16_t)year ^ 0x8000u) - 1u);
}

static int16_t year_of_key(uint16_t key) {
    return (int16_t)((int32_t)(uint16_t)(key + 1u) - 0x8000);
}

/* The columns that entry j of the rows brings. */
static const uint32_t *columns_of(const cot_i_product_t *x, uint64_t j, const uint32_t **end) {
    const cot_i_paper_t *paper = &x->papers[x->row_papers[j]];
    const uint32_t *columns = x->columns + paper->begin;
    *end = columns + paper->size;
    return columns + (x->skip ? x->skip[j] : 0);
}

/* Papers are met in no order that the processor could guess: asks for those of later entries. */
static void look_ahead(const cot_i_product_t *x, uint64_t j) {
    if (j + AHEAD < x->row_off[x->n_rows]) {
        __builtin_prefetch(&x->papers[x->row_papers[j + AHEAD]]);
        __builtin_prefetch(x->columns + x->papers[x->row_papers[j + AHEAD / 2]].begin);
    }
}

/* Number of different columns of a row. */
static uint64_t count_row(const cot_i_product_t *x, uint32_t row, uint32_t *place) {
    uint64_t begin = x->row_off[row], end = x->row_off[row + 1], found = 0;
    for (uint64_t j = begin; j < end; j++) {
        const uint32_t *stop, *c = columns_of(x, j, &stop);
        look_ahead(x, j);
        if (end - begin == 1) {
            return (uint64_t)(stop - c);
        }
        for (; c < stop; c++) {
            found += place[*c] != row + 1;
            place[*c] = row + 1;
        }
    }
    return found;
}

/* Adds entry j to the cells of its columns; new columns go to keys. Returns the number of keys. */
static uint32_t gather(const cot_i_product_t *x, uint64_t j, worker_t *w, uint32_t n_keys) {
    const cot_i_paper_t *paper = &x->papers[x->row_papers[j]];
    double weight = paper->weight;
    int16_t year = paper->year;
    uint16_t key = first_key(year);
    const uint32_t *stop, *c = columns_of(x, j, &stop);
    for (; c < stop; c++) {
        uint32_t place = w->place[*c];
        if (place == 0) {
            w->cells[n_keys] = (cell_t){weight, 1, key, year};
            w->keys[n_keys++] = *c;
            w->place[*c] = n_keys;
        } else {
            cell_t *cell = &w->cells[place - 1];
            cell->weight += weight;
            cell->papers++;
            cell->first = key < cell->first ? key : cell->first;
            cell->last = year > cell->last ? year : cell->last;
        }
    }
    return n_keys;
}

static uint32_t run_end(const uint32_t *keys, uint32_t at, uint32_t n) {
    do {
        at++;
    } while (at < n && keys[at - 1] < keys[at]);
    return at;
}

static void merge_two(const uint32_t *a, const uint32_t *a_end, const uint32_t *b, const uint32_t *b_end,
                      uint32_t *out) {
    while (a < a_end && b < b_end) {
        *out++ = *a < *b ? *a++ : *b++;
    }
    memcpy(out, a, (size_t)(a_end - a) * sizeof *a);
    memcpy(out + (a_end - a), b, (size_t)(b_end - b) * sizeof *b);
}

static void insertion_sort(uint32_t *keys, uint32_t n) {
    for (uint32_t i = 1; i < n; i++) {
        uint32_t key = keys[i], j = i;
        for (; j > 0 && keys[j - 1] > key; j--) {
            keys[j] = keys[j - 1];
        }
        keys[j] = key;
    }
}

/* Sorts keys, which are ascending runs, by merging neighbouring runs until one is left. Returns where they
 * are. */
static const uint32_t *merge_runs(uint32_t *keys, uint32_t *spare, uint32_t n) {
    if (n <= 24) {
        insertion_sort(keys, n);
        return keys;
    }
    while (run_end(keys, 0, n) < n) {
        for (uint32_t at = 0; at < n;) {
            uint32_t middle = run_end(keys, at, n), end = middle < n ? run_end(keys, middle, n) : n;
            merge_two(keys + at, keys + middle, keys + middle, keys + end, spare + at);
            at = end;
        }
        uint32_t *other = keys;
        keys = spare;
        spare = other;
    }
    return keys;
}

/* The edges of a row with one paper: its columns as they are. */
static void fill_single(const cot_i_product_t *x, uint32_t row, cot_graph_t *graph, uint64_t e) {
    uint64_t j = x->row_off[row];
    const cot_i_paper_t *paper = &x->papers[x->row_papers[j]];
    const uint32_t *stop, *c = columns_of(x, j, &stop);
    for (; c < stop; c++, e++) {
        graph->from[e] = row;
        graph->to[e] = x->shift + *c;
        graph->weight[e] = paper->weight;
        graph->papers[e] = 1;
        graph->first_year[e] = graph->last_year[e] = paper->year;
    }
}

/* Writes the edges of one row at their place. */
static void fill_row(const cot_i_product_t *x, uint32_t row, worker_t *w, cot_graph_t *graph, uint64_t e) {
    uint32_t n_keys = 0;
    uint64_t begin = x->row_off[row], end = x->row_off[row + 1];
    if (end - begin == 1) {
        look_ahead(x, begin);
        fill_single(x, row, graph, e);
        return;
    }
    for (uint64_t j = begin; j < end; j++) {
        look_ahead(x, j);
        n_keys = gather(x, j, w, n_keys);
    }
    const uint32_t *keys = merge_runs(w->keys, w->spare, n_keys);
    for (uint32_t i = 0; i < n_keys; i++, e++) {
        const cell_t *cell = &w->cells[w->place[keys[i]] - 1];
        w->place[keys[i]] = 0;
        graph->from[e] = row;
        graph->to[e] = x->shift + keys[i];
        graph->weight[e] = cell->weight;
        graph->papers[e] = cell->papers;
        graph->first_year[e] = year_of_key(cell->first);
        graph->last_year[e] = cell->last;
    }
}

typedef struct {
    const cot_i_product_t *product;
    const cot_env_t *env;
    uint64_t chunk_entries, n_chunks;
    worker_t *workers;
    int threads;
    uint64_t *start;    /* n_rows + 1: counts, then where a row's edges begin */
    cot_graph_t *graph; /* NULL while counting */
} job_t;

/* Chunks hold equal numbers of row entries, so many that a chunk has CHUNK_WORK steps on average. An entry
 * meets the columns of its paper, and large papers have more entries: squares over sum. */
static void set_chunks(job_t *job) {
    const cot_i_product_t *x = job->product;
    uint64_t entries = x->row_off[x->n_rows];
    double sum = 1, squares = 1;
    for (uint32_t p = 0; p < x->n_papers; p++) {
        double size = x->papers[p].size;
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

static void run_chunk(const job_t *job, uint64_t chunk) {
#ifdef _OPENMP
    worker_t *worker = &job->workers[omp_get_thread_num()];
#else
    worker_t *worker = &job->workers[0];
#endif
    uint32_t end = first_row(job, chunk + 1);
    for (uint32_t row = first_row(job, chunk); row < end; row++) {
        if (job->graph) {
            fill_row(job->product, row, worker, job->graph, job->start[row]);
        } else {
            job->start[row] = count_row(job->product, row, worker->place);
        }
    }
}

/* Runs all chunks, looking at progress between windows of them. `before`: chunks done in an earlier pass. */
static cot_status_t run_pass(const job_t *job, uint64_t before, cot_error_t *err) {
    for (uint64_t first = 0; first < job->n_chunks;) {
        uint64_t last = job->n_chunks - first > WINDOW ? first + WINDOW : job->n_chunks;
        cot_status_t st =
            cot_i_progress(job->env, job->product->stage, before + first, 2 * job->n_chunks, err);
        if (st != COT_OK) {
            return st;
        }
#pragma omp parallel for num_threads(job->threads) schedule(dynamic, 1)
        for (uint64_t chunk = first; chunk < last; chunk++) {
            run_chunk(job, chunk);
        }
        first = last;
    }
    return COT_OK;
}

static cot_status_t new_workers(job_t *job, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, job->workers, job->threads, "workers");
    for (int t = 0; t < job->threads; t++) {
        COT_NEW(st, err, job->workers[t].place, job->product->n_columns, "places of a thread");
    }
done:
    return st;
}

/* After counting: room for the longest row, and places empty. */
static cot_status_t ready_to_fill(job_t *job, uint64_t longest, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (int t = 0; t < job->threads; t++) {
        COT_NEW_RAW(st, err, job->workers[t].keys, longest, "cells of a thread");
        COT_NEW_RAW(st, err, job->workers[t].spare, longest, "cells of a thread");
        COT_NEW_RAW(st, err, job->workers[t].cells, longest, "cells of a thread");
        memset(job->workers[t].place, 0, (size_t)job->product->n_columns * sizeof(uint32_t));
    }
done:
    return st;
}

static void free_job(job_t *job) {
    for (int t = 0; job->workers && t < job->threads; t++) {
        cot_i_free(job->workers[t].place);
        cot_i_free(job->workers[t].keys);
        cot_i_free(job->workers[t].spare);
        cot_i_free(job->workers[t].cells);
    }
    cot_i_free(job->workers);
    cot_i_free(job->start);
    cot_graph_free(job->graph);
}

/* Turns counts into places; returns the number of edges, and the longest row. */
static uint64_t sum_counts(uint64_t *start, uint32_t n, uint64_t *longest) {
    uint64_t sum = 0;
    for (uint32_t row = 0; row < n; row++) {
        uint64_t count = start[row];
        *longest = count > *longest ? count : *longest;
        start[row] = sum;
        sum += count;
    }
    return sum;
}

cot_status_t cot_i_product(cot_graph_t **out, const cot_i_product_t *product, const cot_env_t *env,
                           cot_error_t *err) {
    cot_status_t st = COT_OK;
    job_t job = {.product = product, .env = env, .threads = cot_env_threads(env)};
    uint32_t n = product->skip ? product->n_rows : product->shift + product->n_columns;
    uint64_t longest = 0;
    set_chunks(&job);
    COT_TRY(st, new_workers(&job, err));
    COT_NEW(st, err, job.start, (size_t)product->n_rows + 1, "network rows");
    COT_TRY(st, run_pass(&job, 0, err));
    uint64_t m = sum_counts(job.start, product->n_rows, &longest);
    COT_TRY(st, ready_to_fill(&job, longest, err));
    COT_TRY(st, cot_i_graph_new(&job.graph, n, product->n_rows, m, err));
    COT_TRY(st, run_pass(&job, job.n_chunks, err));
    COT_TRY(st, cot_i_graph_arcs(job.graph, job.threads, err));
    *out = job.graph;
    job.graph = NULL;
done:
    free_job(&job);
    return st;
}
