/* bench_structure.h: what the benchmarks of room structure share: a network beside igraph's copy of it, rows
 * of both, and the usual files. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BENCH_STRUCTURE_H
#define COT_BENCH_STRUCTURE_H

#include "bench.h"

#include "bridge/compat.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

typedef struct {
    const cot_graph_t *graph;
    cot_env_t env;
    igraph_t ig;
    igraph_vector_t weight; /* view of the network's; for kernels on weights */
    double *ours, *theirs;  /* the longer of n and m each */
    uint32_t *ours_int, *theirs_int;
} job_t;

static inline void must(cot_status_t st, const char *what) {
    if (st != COT_OK) {
        bench_fail(what);
    }
}

static inline void must_ig(igraph_error_t code, const char *what) {
    if (code != IGRAPH_SUCCESS) {
        bench_fail(what);
    }
}

static inline void keep(igraph_vector_t *values, double *out) {
    for (igraph_integer_t i = 0; i < igraph_vector_size(values); i++) {
        out[i] = VECTOR(*values)[i];
    }
    igraph_vector_destroy(values);
}

static inline void keep_ints(igraph_vector_int_t *values, uint32_t *out) {
    for (igraph_integer_t i = 0; i < igraph_vector_int_size(values); i++) {
        out[i] = (uint32_t)VECTOR(*values)[i];
    }
    igraph_vector_int_destroy(values);
}

/* A warm-up and `runs` runs. */
static inline bench_time_t timed(bench_fn *run, job_t *job, int threads, int runs) {
    double times[BENCH_RUNS];
    job->env.threads = threads;
    run(job);
    for (int i = 0; i < runs; i++) {
        const double begin = bench_now();
        run(job);
        times[i] = bench_now() - begin;
    }
    qsort(times, (size_t)runs, sizeof *times, bench_by_value);
    return (bench_time_t){times[runs / 2], times[0], times[runs - 1]};
}

/* One kernel: igraph's row (theirs may be NULL), ours with one thread and with `most`. Returns the best of
 * both least times, as a quotient. */
static inline void rows(job_t *j, const char *what, bench_fn *theirs, int their_runs, bench_fn *ours,
                        int most) {
    char label[80];
    double peer = 0;
    if (theirs) {
        const bench_time_t time = timed(theirs, j, 1, their_runs);
        (void)snprintf(label, sizeof label, "igraph: %s", what);
        bench_row(label, 1, time, 0);
        peer = time.median;
    }
    (void)snprintf(label, sizeof label, "coterie: %s", what);
    for (int threads = 1; threads <= most; threads++) {
        bench_row(label, threads, timed(ours, j, threads, BENCH_RUNS), peer);
    }
}

/* Largest |a - b| / (1 + |b|) must stay below `allowed`. */
static inline void compare_reals(const job_t *j, uint64_t n, double allowed, const char *what) {
    for (uint64_t i = 0; i < n; i++) {
        const double a = j->ours[i], b = j->theirs[i];
        if (isnan(a) != isnan(b) || fabs(a - b) > allowed * (1 + fabs(b))) {
            bench_fail(what);
        }
    }
}

static inline void compare_ints(const job_t *j, uint64_t n, const char *what) {
    for (uint64_t i = 0; i < n; i++) {
        if (j->ours_int[i] != j->theirs_int[i]) {
            bench_fail(what);
        }
    }
}

/* An edge list, or, when the name says papers, the co-author network (1/(k - 1) for each pair) of bylines. */
static inline cot_graph_t *load(const char *path) {
    bench_rows_t lines;
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return NULL;
    }
    if (strstr(path, "papers")) {
        cot_incidence_t *incidence = NULL;
        must(cot_incidence_from_rows(&incidence, lines.largest + 1, (uint32_t)lines.n_rows, lines.off,
                                     lines.numbers, NULL, &err),
             "incidence");
        must(cot_graph_coauthor(&graph, incidence, COT_FRACTIONAL, NULL, &err), "projection");
        cot_incidence_free(incidence);
    } else if (lines.n_numbers != 2 * lines.n_rows ||
               cot_graph_from_edges(&graph, lines.largest + 1, lines.n_rows, lines.numbers, NULL, &err) !=
                   COT_OK) {
        printf("skipped: %s is no list of edges (%s)\n", path, err.message);
    }
    bench_clear_rows(&lines);
    return graph;
}

static inline void job_open(job_t *j, const char *path, const cot_graph_t *graph) {
    char title[512];
    const size_t room = graph->n > graph->m ? graph->n : (size_t)graph->m;
    *j = (job_t){.graph = graph, .env = COT_ENV_INIT};
    j->ours = bench_alloc(room, sizeof *j->ours);
    j->theirs = bench_alloc(room, sizeof *j->theirs);
    j->ours_int = bench_alloc(room, sizeof *j->ours_int);
    j->theirs_int = bench_alloc(room, sizeof *j->theirs_int);
    must(cot_graph_to_igraph(graph, NULL, &j->ig, NULL), "igraph's copy");
    cot_ig_view(&j->weight, graph->weight, graph->m);
    (void)snprintf(title, sizeof title, "%s: %u vertices, %llu edges", path, graph->n,
                   (unsigned long long)graph->m);
    bench_head(title);
}

static inline void job_close(job_t *j) {
    printf("largest memory so far: %.0f MiB\n", bench_peak_mib());
    igraph_destroy(&j->ig);
    free(j->ours);
    free(j->theirs);
    free(j->ours_int);
    free(j->theirs_int);
}

/* Runs `bench` on the files named, or on the usual ones. */
static inline int bench_files(int argc, char **argv, void (*bench)(job_t *)) {
    static const char *const usual[] = {COT_SHARED_DIR "/data/graphs/ca-AstroPh.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/dblp-csr.papers.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz"};
    const int count = argc > 1 ? argc - 1 : (int)(sizeof usual / sizeof *usual);
    cot_igraph_init();
    for (int i = 0; i < count; i++) {
        const char *path = argc > 1 ? argv[i + 1] : usual[i];
        cot_graph_t *graph = load(path);
        if (graph) {
            job_t job;
            job_open(&job, path, graph);
            bench(&job);
            job_close(&job);
        }
        cot_graph_free(graph);
    }
    return 0;
}

#endif
