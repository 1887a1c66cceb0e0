/* bench_paths.h: what the benchmarks of room paths share: a network beside igraph's copy of it, runs with a
 * number of threads, edge lists, and the usual files. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BENCH_PATHS_H
#define COT_BENCH_PATHS_H

#include "bench.h"

#include "base/par.h"
#include "bridge/compat.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

enum { BENCH_LONG = 2 }; /* seconds */

typedef struct {
    const cot_graph_t *graph;
    cot_prepared_t *prepared;
    cot_env_t env;
    igraph_t ig;
} net_t;

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

/* The network is borrowed. Prints the head of its table. */
static inline void net_open(net_t *net, const char *path, const cot_graph_t *graph) {
    char title[512];
    *net = (net_t){.graph = graph, .env = COT_ENV_INIT};
    must(cot_graph_to_igraph(graph, NULL, &net->ig, NULL), "igraph's copy");
    (void)snprintf(title, sizeof title, "%s: %u vertices, %llu edges", path, graph->n,
                   (unsigned long long)graph->m);
    bench_head(title);
}

static inline void net_close(net_t *net) {
    cot_prepared_free(net->prepared);
    igraph_destroy(&net->ig);
}

static inline void net_prepare(net_t *net) {
    cot_prepared_free(net->prepared);
    net->prepared = NULL;
    must(cot_prepare(&net->prepared, net->graph, &net->env, NULL), "preparation");
}

/* Median of `runs` runs; a warm-up before them unless runs is 1. If that takes seconds it is the only run. */
static inline bench_time_t net_timed(bench_fn *run, void *job, net_t *net, int threads, int runs) {
    double times[BENCH_RUNS];
    net->env.threads = threads;
    if (runs > 1) {
        const double begin = bench_now();
        run(job);
        const double took = bench_now() - begin;
        if (took > BENCH_LONG) {
            return (bench_time_t){took, took, took};
        }
    }
    for (int i = 0; i < runs; i++) {
        const double begin = bench_now();
        run(job);
        times[i] = bench_now() - begin;
    }
    qsort(times, (size_t)runs, sizeof *times, bench_by_value);
    return (bench_time_t){times[runs / 2], times[0], times[runs - 1]};
}

/* An edge list: the rows of the file, two numbers each. Weights in (0.25, 4) when weighted, else 1. */
static inline cot_graph_t *net_load(const char *path, bool weighted) {
    bench_rows_t lines;
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_rng_t rng;
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return NULL;
    }
    double *weight = bench_alloc(lines.n_rows, sizeof *weight);
    cot_i_rng_init(&rng, 1, 1, 1);
    for (uint64_t e = 0; e < lines.n_rows; e++) {
        weight[e] = weighted ? 0.25 + 3.5 * cot_i_rng_real(&rng) : 1;
    }
    if (lines.n_numbers != 2 * lines.n_rows ||
        cot_graph_from_edges(&graph, lines.largest + 1, lines.n_rows, lines.numbers, weight, &err) !=
            COT_OK) {
        printf("skipped: %s is no list of edges (%s)\n", path, err.message);
    }
    free(weight);
    bench_clear_rows(&lines);
    return graph;
}

/* Each of the files named, or the usual ones. */
static inline int net_each(int argc, char **argv, bool weighted,
                           void bench_graph(const char *path, const cot_graph_t *graph)) {
    static const char *const usual[] = {
        COT_SHARED_DIR "/data/graphs/ca-GrQc.txt.xz", COT_SHARED_DIR "/data/graphs/ca-CondMat.txt.xz",
        COT_SHARED_DIR "/data/graphs/ca-AstroPh.txt.xz", COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz"};
    const int count = argc > 1 ? argc - 1 : (int)(sizeof usual / sizeof *usual);
    cot_igraph_init();
    for (int i = 0; i < count; i++) {
        const char *path = argc > 1 ? argv[i + 1] : usual[i];
        cot_graph_t *graph = net_load(path, weighted);
        if (graph) {
            bench_graph(path, graph);
        }
        cot_graph_free(graph);
    }
    return 0;
}

#endif
