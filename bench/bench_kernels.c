/* bench_kernels.c: the kernels of src/analyze on networks from edge lists, beside igraph.
 *
 *     bench_kernels [edges.txt[.xz] ...]      "u v" per line; default: ca-GrQc, ca-AstroPh, com-dblp
 *
 * Answers are compared first: a wrong answer has no speed. What igraph would need minutes for is not compared
 * (above LARGE edges). Slow rows run fewer times. Betweenness: bench_betweenness.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "coterie/coterie.h"
#include "bridge/compat.h"
#include "bridge/igraph_calls.h"
#include "coterie/igraph.h"

enum { LARGE = 500000, EXACT_PAIRS = 100000000 };

typedef struct {
    const cot_graph_t *graph;
    cot_prepared_t *prepared;
    cot_env_t env;
    double *ours, *theirs;
    uint32_t *ours_int, *theirs_int;
    igraph_t ig;
} job_t;

static void must(cot_status_t st, const char *what) {
    if (st != COT_OK) {
        bench_fail(what);
    }
}

/* Median of `runs` runs; a warm-up before them unless runs is 1. */
static bench_time_t timed(bench_fn *run, job_t *job, int threads, int runs) {
    double times[BENCH_RUNS];
    job->env.threads = threads;
    if (runs > 1) {
        run(job);
    }
    for (int i = 0; i < runs; i++) {
        const double begin = bench_now();
        run(job);
        times[i] = bench_now() - begin;
    }
    qsort(times, (size_t)runs, sizeof *times, bench_by_value);
    return (bench_time_t){times[runs / 2], times[0], times[runs - 1]};
}

static void our_harmonic(void *data) {
    job_t *j = data;
    must(cot_harmonic(j->prepared, 0, j->ours, &j->env, NULL), "harmonic");
}

static void our_pagerank(void *data) {
    job_t *j = data;
    must(cot_pagerank(j->graph, j->ours, NULL, &j->env, NULL), "PageRank");
}

static void our_clustering(void *data) {
    job_t *j = data;
    must(cot_clustering(j->graph, j->ours, NULL, &j->env, NULL), "clustering");
}

static void our_cores(void *data) {
    job_t *j = data;
    must(cot_core_numbers(j->graph, j->ours_int, NULL), "core numbers");
}

static void our_components(void *data) {
    job_t *j = data;
    must(cot_components(j->graph, j->ours_int, NULL, NULL), "components");
}

/* igraph itself, not through the bridge: copying the network there is not part of its time. */
static void must_ig(igraph_error_t code, const char *what) {
    if (code != IGRAPH_SUCCESS) {
        bench_fail(what);
    }
}

static void keep(const igraph_vector_t *values, double *out) {
    for (igraph_integer_t i = 0; i < igraph_vector_size(values); i++) {
        out[i] = VECTOR(*values)[i];
    }
}

static void their_harmonic(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_harmonic_centrality(&j->ig, &values, igraph_vss_all(), IGRAPH_ALL, NULL, true),
            "igraph_harmonic_centrality");
    keep(&values, j->theirs);
    igraph_vector_destroy(&values);
}

static void their_pagerank(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(cot_ig_pagerank(&j->ig, NULL, 0.85, &values), "igraph_pagerank");
    keep(&values, j->theirs);
    igraph_vector_destroy(&values);
}

static void their_clustering(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_transitivity_local_undirected(&j->ig, &values, igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN),
            "igraph_transitivity_local_undirected");
    keep(&values, j->theirs);
    igraph_vector_destroy(&values);
}

static void their_cores(void *data) {
    job_t *j = data;
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    must_ig(igraph_coreness(&j->ig, &values, IGRAPH_ALL), "igraph_coreness");
    for (uint32_t v = 0; v < j->graph->n; v++) {
        j->theirs_int[v] = (uint32_t)VECTOR(values)[v];
    }
    igraph_vector_int_destroy(&values);
}

static void their_components(void *data) {
    job_t *j = data;
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    must_ig(igraph_connected_components(&j->ig, &values, NULL, NULL, IGRAPH_WEAK),
            "igraph_connected_components");
    for (uint32_t v = 0; v < j->graph->n; v++) {
        j->theirs_int[v] = (uint32_t)VECTOR(values)[v];
    }
    igraph_vector_int_destroy(&values);
}

/* Largest |a - b| / (1 + |b|) must stay below `allowed`. */
static void compare_reals(const job_t *j, double allowed, const char *what) {
    for (uint32_t v = 0; v < j->graph->n; v++) {
        const double a = j->ours[v], b = j->theirs[v];
        if (isnan(a) != isnan(b) || fabs(a - b) > allowed * (1 + fabs(b))) {
            bench_fail(what);
        }
    }
}

static void compare_same(const job_t *j) {
    for (uint32_t v = 0; v < j->graph->n; v++) {
        if (j->ours_int[v] != j->theirs_int[v]) {
            bench_fail("core numbers");
        }
    }
}

/* The same partition under other numbers. */
static void compare_partition(const job_t *j) {
    uint32_t *to = bench_alloc(j->graph->n, sizeof *to);
    for (uint32_t v = 0; v < j->graph->n; v++) {
        uint32_t *image = &to[j->ours_int[v]];
        *image = *image == 0 ? j->theirs_int[v] + 1 : *image;
        if (*image != j->theirs_int[v] + 1) {
            bench_fail("components");
        }
    }
    free(to);
}

/* One kernel: igraph's row (theirs may be NULL), ours with one thread and, when `parallel`, with two. */
static double rows(job_t *j, const char *what, bench_fn *theirs, bench_fn *ours, bool parallel, int slow_runs,
                   int our_runs) {
    char label[80];
    double peer = 0;
    if (theirs) {
        const bench_time_t time = timed(theirs, j, 1, slow_runs);
        (void)snprintf(label, sizeof label, "igraph: %s", what);
        bench_row(label, 1, time, 0);
        peer = time.median;
    }
    (void)snprintf(label, sizeof label, "coterie: %s", what);
    bench_row(label, 1, timed(ours, j, 1, our_runs), peer);
    if (parallel) {
        bench_row(label, 2, timed(ours, j, 2, our_runs), peer);
    }
    return peer;
}

static void bench_paths(job_t *j, bool large) {
    const uint64_t pairs = (uint64_t)j->graph->n * 2 * j->graph->m;
    if (large) {
        (void)rows(j, "harmonic closeness, exact", NULL, our_harmonic, true, 0, 1);
        return;
    }
    const bool exact = pairs <= 2 * (uint64_t)EXACT_PAIRS;
    (void)rows(j, "harmonic closeness, exact", their_harmonic, our_harmonic, true, exact ? 3 : 1, BENCH_RUNS);
    compare_reals(j, 1e-10, "harmonic closeness");
}

static void bench_linear(job_t *j) {
    (void)rows(j, "PageRank", their_pagerank, our_pagerank, true, 3, BENCH_RUNS);
    compare_reals(j, 1e-9, "PageRank");
    (void)rows(j, "local clustering", their_clustering, our_clustering, true, BENCH_RUNS, BENCH_RUNS);
    compare_reals(j, 1e-13, "local clustering");
    (void)rows(j, "core numbers", their_cores, our_cores, false, BENCH_RUNS, BENCH_RUNS);
    compare_same(j);
    (void)rows(j, "components", their_components, our_components, false, BENCH_RUNS, BENCH_RUNS);
    compare_partition(j);
}

static void bench_graph(const char *path, const cot_graph_t *graph) {
    job_t job = {.graph = graph, .env = COT_ENV_INIT};
    job.ours = bench_alloc(graph->n, sizeof *job.ours);
    job.theirs = bench_alloc(graph->n, sizeof *job.theirs);
    job.ours_int = bench_alloc(graph->n, sizeof *job.ours_int);
    job.theirs_int = bench_alloc(graph->n, sizeof *job.theirs_int);
    must(cot_prepare(&job.prepared, graph, NULL, NULL), "preparation");
    must(cot_graph_to_igraph(graph, NULL, &job.ig, NULL), "igraph's copy");
    char title[512];
    (void)snprintf(title, sizeof title, "%s: %u vertices, %llu edges", path, graph->n,
                   (unsigned long long)graph->m);
    bench_head(title);
    bench_linear(&job);
    bench_paths(&job, graph->m > LARGE);
    printf("largest memory so far: %.0f MiB\n", bench_peak_mib());
    igraph_destroy(&job.ig);
    cot_prepared_free(job.prepared);
    free(job.ours);
    free(job.theirs);
    free(job.ours_int);
    free(job.theirs_int);
}

/* An edge list: the rows of the file, two numbers each. */
static cot_graph_t *load(const char *path) {
    bench_rows_t lines;
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return NULL;
    }
    if (lines.n_numbers != 2 * lines.n_rows ||
        cot_graph_from_edges(&graph, lines.largest + 1, lines.n_rows, lines.numbers, NULL, &err) != COT_OK) {
        printf("skipped: %s is no list of edges (%s)\n", path, err.message);
    }
    bench_clear_rows(&lines);
    return graph;
}

int main(int argc, char **argv) {
    static const char *const usual[] = {COT_SHARED_DIR "/data/graphs/ca-GrQc.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/ca-AstroPh.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz"};
    const int count = argc > 1 ? argc - 1 : (int)(sizeof usual / sizeof *usual);
    cot_igraph_init();
    for (int i = 0; i < count; i++) {
        const char *path = argc > 1 ? argv[i + 1] : usual[i];
        cot_graph_t *graph = load(path);
        if (graph) {
            bench_graph(path, graph);
        }
        cot_graph_free(graph);
    }
    return 0;
}
