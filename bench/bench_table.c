/* bench_table.c: this library's part of the table of peers: every public kernel on one network, timed for one
 * and two threads, and its answers written down, so that bench/peers can compare both with other libraries'.
 *
 *     bench_table --graph NAME [--edges FILE] [--papers FILE] [--corpus FILE] [--values DIR] [--limit
 * SECONDS]
 *                 [--only KERNEL] [--full]
 *
 * --edges: "u v" lines; --papers: one paper per line, author numbers; --corpus: records, for writing GraphML.
 * Lines go to the file that BENCH_TSV names (bench.h), the note holding key=value pairs; answers go to
 * DIR/KERNEL.NAME.coterie.T.f64 as doubles of this machine, one per vertex (an edge: from, to, weight). A
 * kernel that walks from sources is extrapolated from SAMPLE of them when it would take longer than --limit,
 * unless --full. A kernel is one row of KERNELS below. SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "bridge/compat.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

enum { SAMPLE = 2048, SEEDS = 20, MOST_THREADS = 2 };

typedef struct {
    cot_env_t env;
    const cot_graph_t *graph;
    cot_prepared_t *prepared; /* of graph */
    const cot_incidence_t *incidence;
    const cot_results_t *results;
    const char *values;    /* folder for answers, or NULL */
    uint32_t n_sources;    /* 0: all */
    double *real;          /* graph->n: the answer, */
    uint32_t *whole;       /* or the answer in whole numbers */
    cot_graph_t *network;  /* the answer of a projection */
    int64_t *community;    /* graph->n */
    uint32_t *of_edge;     /* graph->m: the answer, one number per edge */
    double quality[SEEDS]; /* of the last partitions found */
    int n_qualities;
    igraph_t *peer;  /* the same network, for what igraph has in C only */
    char extra[160]; /* what a kernel has to add to the note */
} job_t;

typedef enum { NEEDS_EDGES, NEEDS_PAPERS, NEEDS_CORPUS } needs_t;
typedef enum { ANSWER_NONE, ANSWER_REAL, ANSWER_WHOLE, ANSWER_EDGES, ANSWER_NETWORK } answer_t;
typedef struct {
    const char *name;   /* as in bench/peers/kernels.py */
    const char *engine; /* NULL: "coterie" */
    bench_fn *run;
    bench_fn *tell; /* adds to the note, untimed; or NULL */
    needs_t needs;
    answer_t answer;
    uint32_t n_sources; /* walks from that many sources; 0: from all, or from none */
    bool from_all;      /* walks from every vertex: may be extrapolated */
    bool serial;
    bool seeded; /* every run takes another seed: SEEDS runs */
} kernel_t;

typedef struct {
    const char *graph, *edges, *papers, *corpus, *values, *only;
    double limit;
    bool full;
} options_t;

static void must(cot_status_t st, const char *what, const cot_error_t *err) {
    if (st != COT_OK) {
        fprintf(stderr, "bench_table: %s: %s\n", what,
                err && err->message[0] ? err->message : cot_status_text(st));
        exit(1);
    }
}

static void run_prepare(void *data) {
    job_t *j = data;
    cot_prepared_free(j->prepared);
    j->prepared = NULL;
    must(cot_prepare(&j->prepared, j->graph, &j->env, NULL), "preparation", NULL);
}

/* What is left for searches after merging and taking apart, for bench/table.py's table of limits. */
static void tell_prepared(void *data) {
    job_t *j = data;
    const cot_prepared_info_t *info = cot_prepared_info(j->prepared);
    (void)snprintf(j->extra, sizeof j->extra,
                   " classes=%u held=%zu distance-steps=%llu betweenness-steps=%llu", info->classes,
                   info->bytes, (unsigned long long)info->distance_steps,
                   (unsigned long long)info->betweenness_steps);
}

static void run_components(void *data) {
    job_t *j = data;
    uint32_t count;
    must(cot_components(j->graph, j->whole, &count, &j->env, NULL), "components", NULL);
    (void)snprintf(j->extra, sizeof j->extra, " components=%u", count);
}

static void run_cores(void *data) {
    job_t *j = data;
    must(cot_core_numbers(j->graph, j->whole, NULL), "core numbers", NULL);
}

static void run_clustering(void *data) {
    job_t *j = data;
    must(cot_clustering(j->graph, j->real, NULL, &j->env, NULL), "clustering", NULL);
}

static void tell_triangles(void *data) {
    job_t *j = data;
    uint64_t *at = bench_alloc(j->graph->n, sizeof *at), ends = 0;
    must(cot_clustering(j->graph, NULL, at, &j->env, NULL), "triangles", NULL);
    for (uint32_t v = 0; v < j->graph->n; v++) {
        ends += at[v];
    }
    (void)snprintf(j->extra, sizeof j->extra, " triangles=%llu", (unsigned long long)(ends / 3));
    free(at);
}

static void run_pagerank(void *data) {
    job_t *j = data;
    uint32_t steps;
    must(cot_pagerank(j->graph, j->real, &steps, &j->env, NULL), "PageRank", NULL);
    (void)snprintf(j->extra, sizeof j->extra, " steps=%u", steps);
}

static void find_betweenness(job_t *j, cot_precision_t precision) {
    cot_betweenness_params_t params = COT_BETWEENNESS_PARAMS_INIT;
    params.n_sources = j->n_sources;
    params.precision = precision;
    must(cot_betweenness(j->prepared, &params, j->real, NULL, NULL, &j->env, NULL), "betweenness", NULL);
}

static void run_betweenness(void *data) {
    find_betweenness(data, COT_DOUBLE);
}

static void run_betweenness_float(void *data) {
    find_betweenness(data, COT_FLOAT);
}

static void run_harmonic(void *data) {
    job_t *j = data;
    must(cot_harmonic(j->prepared, j->n_sources, j->real, &j->env, NULL), "harmonic closeness", NULL);
}

/* All distances in one pass; closeness is what the peers have too. */
static void run_closeness(void *data) {
    job_t *j = data;
    const cot_distances_params_t params = {.n_sources = j->n_sources};
    cot_distances_t *distances;
    must(cot_distances(&distances, j->prepared, &params, &j->env, NULL), "distances", NULL);
    memcpy(j->real, distances->closeness, j->graph->n * sizeof *j->real);
    cot_distances_free(distances);
}

static void run_constraint(void *data) {
    job_t *j = data;
    must(cot_structural_holes(j->graph, j->real, NULL, NULL, NULL, &j->env, NULL), "constraint", NULL);
}

static void run_truss(void *data) {
    job_t *j = data;
    must(cot_truss_numbers(j->graph, j->of_edge, NULL, &j->env, NULL), "truss", NULL);
}

static void run_truss_of_igraph(void *data) {
    job_t *j = data;
    igraph_vector_int_t truss;
    if (igraph_vector_int_init(&truss, 0) != IGRAPH_SUCCESS ||
        igraph_trussness(j->peer, &truss) != IGRAPH_SUCCESS) {
        bench_fail("igraph_trussness failed");
    }
    for (uint64_t e = 0; e < j->graph->m; e++) {
        j->of_edge[e] = (uint32_t)VECTOR(truss)[e];
    }
    igraph_vector_int_destroy(&truss);
}

static void find_communities(job_t *j, cot_method_t method, uint32_t passes) {
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    double quality;
    params.method = method;
    params.passes = passes;
    must(cot_communities(j->graph, &params, j->community, &quality, &j->env, NULL), "communities", NULL);
    j->quality[j->n_qualities++ % SEEDS] = quality;
}

static void run_louvain(void *data) {
    find_communities(data, COT_LOUVAIN, 1);
}

static void run_leiden_1(void *data) {
    find_communities(data, COT_LEIDEN, 1);
}

static void run_leiden_2(void *data) {
    find_communities(data, COT_LEIDEN, 2);
}

static void run_leiden_3(void *data) {
    find_communities(data, COT_LEIDEN, 3);
}

static void tell_quality(void *data) {
    job_t *j = data;
    const int n = j->n_qualities < SEEDS ? j->n_qualities : SEEDS;
    qsort(j->quality, (size_t)n, sizeof *j->quality, bench_by_value);
    (void)snprintf(j->extra, sizeof j->extra, " q=%.4f q-least=%.4f q-most=%.4f", j->quality[n / 2],
                   j->quality[0], j->quality[n - 1]);
    j->n_qualities = 0;
}

static void run_projection(void *data) {
    job_t *j = data;
    cot_graph_free(j->network);
    j->network = NULL;
    must(cot_graph_coauthor(&j->network, j->incidence, COT_FULL, &j->env, NULL), "projection", NULL);
}

/* To a file beside the answers, as a run would write it. */
static void run_graphml_write(void *data) {
    job_t *j = data;
    char path[4096];
    cot_out_t *out;
    cot_error_t err = COT_ERROR_INIT;
    (void)snprintf(path, sizeof path, "%s/coterie.graphml", j->values ? j->values : ".");
    must(cot_out_file(&out, path, &err), "GraphML", &err);
    cot_out_env(out, &j->env);
    must(cot_write_graphml(j->results, &j->results->coauthor, out, &err), "GraphML", &err);
    must(cot_out_close(out, 1, &err), "GraphML", &err);
    FILE *file = fopen(path, "r");
    if (file && fseek(file, 0, SEEK_END) == 0) {
        (void)snprintf(j->extra, sizeof j->extra, " bytes=%ld", ftell(file));
    }
    if (file) {
        (void)fclose(file);
    }
}

/* What was written last is read. */
static void run_graphml_read(void *data) {
    job_t *j = data;
    char path[4096];
    cot_network_file_t *file;
    cot_error_t err = COT_ERROR_INIT;
    (void)snprintf(path, sizeof path, "%s/coterie.graphml", j->values ? j->values : ".");
    must(cot_network_read(&file, path, NULL, &j->env, &err), "GraphML", &err);
    (void)snprintf(j->extra, sizeof j->extra, " bytes=%llu", (unsigned long long)file->bytes);
    cot_network_file_free(file);
}

/* One row here and one in bench/peers/kernels.py is all that a further kernel takes. "prepare" is the first:
 * others use what it leaves. */
static const kernel_t KERNELS[] = {
    {.name = "prepare", .run = run_prepare, .tell = tell_prepared},
    {.name = "components", .run = run_components, .answer = ANSWER_WHOLE},
    {.name = "cores", .run = run_cores, .answer = ANSWER_WHOLE, .serial = true},
    {.name = "clustering", .run = run_clustering, .tell = tell_triangles, .answer = ANSWER_REAL},
    {.name = "pagerank", .run = run_pagerank, .answer = ANSWER_REAL},
    {.name = "betweenness-256", .run = run_betweenness, .answer = ANSWER_REAL, .n_sources = 256},
    {.name = "betweenness", .run = run_betweenness, .answer = ANSWER_REAL, .from_all = true},
    {.name = "betweenness-float", .run = run_betweenness_float, .answer = ANSWER_REAL, .from_all = true},
    {.name = "harmonic", .run = run_harmonic, .answer = ANSWER_REAL, .from_all = true},
    {.name = "closeness", .run = run_closeness, .answer = ANSWER_REAL, .from_all = true},
    {.name = "constraint", .run = run_constraint, .answer = ANSWER_REAL},
    {.name = "truss", .run = run_truss, .answer = ANSWER_EDGES},
    {.name = "truss",
     .engine = "igraph C",
     .run = run_truss_of_igraph,
     .answer = ANSWER_EDGES,
     .serial = true},
    {.name = "louvain", .run = run_louvain, .tell = tell_quality, .seeded = true},
    {.name = "leiden-1", .run = run_leiden_1, .tell = tell_quality, .seeded = true},
    {.name = "leiden-2", .run = run_leiden_2, .tell = tell_quality, .seeded = true},
    {.name = "leiden-3", .run = run_leiden_3, .tell = tell_quality, .seeded = true},
    {.name = "projection", .run = run_projection, .needs = NEEDS_PAPERS, .answer = ANSWER_NETWORK},
    {.name = "graphml-write", .run = run_graphml_write, .needs = NEEDS_CORPUS},
    {.name = "graphml-read", .run = run_graphml_read, .needs = NEEDS_CORPUS},
};

/* Seven runs after a warm-up when a run takes under a second, five when it takes under five, else that one.
 */
static bench_time_t timed(const kernel_t *kernel, job_t *job, int *runs) {
    double times[SEEDS], begin = bench_now();
    kernel->run(job);
    times[0] = bench_now() - begin;
    *runs = times[0] < 1 ? BENCH_RUNS : times[0] < 5 ? 5 : 1;
    *runs = kernel->seeded && times[0] < 5 ? SEEDS : *runs;
    for (int i = 0; *runs > 1 && i < *runs; i++) {
        job->env.seed = kernel->seeded ? (uint64_t)i + 1 : 1;
        begin = bench_now();
        kernel->run(job);
        times[i] = bench_now() - begin;
    }
    qsort(times, (size_t)*runs, sizeof *times, bench_by_value);
    return (bench_time_t){times[*runs / 2], times[0], times[*runs - 1]};
}

static const char *engine_of(const kernel_t *kernel) {
    return kernel->engine ? kernel->engine : "coterie";
}

static void put(FILE *file, double value) {
    if (fwrite(&value, sizeof value, 1, file) != 1) {
        bench_fail("an answer could not be written");
    }
}

static void keep_answer(const kernel_t *kernel, const job_t *job, const char *graph, int threads) {
    char path[4096];
    if (!job->values || kernel->answer == ANSWER_NONE) {
        return;
    }
    (void)snprintf(path, sizeof path, "%s/%s.%s.%s.%d.f64", job->values, kernel->name, graph,
                   engine_of(kernel), threads);
    FILE *file = fopen(path, "wb");
    if (!file) {
        bench_fail("an answer could not be written");
        return;
    }
    if (kernel->answer == ANSWER_NETWORK) {
        for (uint64_t e = 0; e < job->network->m; e++) {
            put(file, job->network->from[e]);
            put(file, job->network->to[e]);
            put(file, job->network->weight[e]);
        }
    } else if (kernel->answer == ANSWER_EDGES) {
        for (uint64_t e = 0; e < job->graph->m; e++) {
            put(file, job->of_edge[e]);
        }
    } else {
        for (uint32_t v = 0; v < job->graph->n; v++) {
            put(file, kernel->answer == ANSWER_REAL ? job->real[v] : (double)job->whole[v]);
        }
    }
    (void)fclose(file);
}

/* Runs a walk from every vertex, or from SAMPLE of them when all would take longer than the limit. */
static bench_time_t timed_walk(const kernel_t *kernel, job_t *job, const options_t *opt, int *runs,
                               char *note, size_t space) {
    const uint32_t n = job->graph->n;
    job->n_sources = kernel->n_sources;
    if (!kernel->from_all || opt->full || n < 4 * SAMPLE) {
        return timed(kernel, job, runs);
    }
    job->n_sources = SAMPLE;
    const double begin = bench_now(), factor = (double)n / SAMPLE;
    kernel->run(job);
    const double predicted = (bench_now() - begin) * factor;
    if (predicted <= opt->limit) {
        job->n_sources = 0;
        return timed(kernel, job, runs);
    }
    bench_time_t time = timed(kernel, job, runs);
    (void)snprintf(note, space, " extrapolated=%d", SAMPLE);
    return (bench_time_t){time.median * factor, time.least * factor, time.most * factor};
}

static void bench_kernel(const kernel_t *kernel, job_t *job, const options_t *opt) {
    for (int threads = 1; threads <= (kernel->serial ? 1 : MOST_THREADS); threads++) {
        char note[256], sampled[32] = "";
        int runs;
        job->env = (cot_env_t)COT_ENV_INIT;
        job->env.threads = threads;
        job->extra[0] = '\0';
        const bench_time_t time = kernel->needs == NEEDS_EDGES
                                      ? timed_walk(kernel, job, opt, &runs, sampled, sizeof sampled)
                                      : timed(kernel, job, &runs);
        if (kernel->tell) {
            kernel->tell(job);
        }
        (void)snprintf(note, sizeof note, "runs=%d%s%s", runs, job->extra, sampled);
        printf("%-18s %-12s %-9s %d %10.5f s (%.5f - %.5f) %s\n", kernel->name, opt->graph, engine_of(kernel),
               threads, time.median, time.least, time.most, note);
        (void)fflush(stdout);
        bench_tsv(kernel->name, opt->graph, engine_of(kernel), threads, time, note);
        keep_answer(kernel, job, opt->graph, threads);
    }
}

static void bench_kernels(needs_t needs, job_t *job, const options_t *opt) {
    for (size_t i = 0; i < sizeof KERNELS / sizeof *KERNELS; i++) {
        const bool wanted = !opt->only || i == 0 || strcmp(opt->only, KERNELS[i].name) == 0;
        if (KERNELS[i].needs == needs && wanted) {
            bench_kernel(&KERNELS[i], job, opt);
        }
    }
}

static void bench_edges(const options_t *opt) {
    bench_rows_t lines;
    cot_graph_t *graph;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(opt->edges, &lines) || lines.n_numbers != 2 * lines.n_rows) {
        must(COT_E_INPUT, opt->edges, NULL);
    }
    must(cot_graph_from_edges(&graph, lines.largest + 1, lines.n_rows, lines.numbers, NULL, &err), opt->edges,
         &err);
    bench_clear_rows(&lines);
    job_t job = {.graph = graph, .values = opt->values};
    job.real = bench_alloc(graph->n, sizeof *job.real);
    job.whole = bench_alloc(graph->n, sizeof *job.whole);
    job.community = bench_alloc(graph->n, sizeof *job.community);
    job.of_edge = bench_alloc(graph->m, sizeof *job.of_edge);
    igraph_t peer;
    must(cot_graph_to_igraph(graph, NULL, &peer, &err), "igraph's copy", &err);
    job.peer = &peer;
    bench_kernels(NEEDS_EDGES, &job, opt);
    free(job.real);
    free(job.whole);
    free(job.community);
    free(job.of_edge);
    igraph_destroy(&peer);
    cot_prepared_free(job.prepared);
    cot_graph_free(graph);
}

static void bench_papers(const options_t *opt) {
    bench_rows_t rows;
    cot_incidence_t *incidence;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(opt->papers, &rows)) {
        must(COT_E_INPUT, opt->papers, NULL);
    }
    must(cot_incidence_from_rows(&incidence, rows.largest + 1, (uint32_t)rows.n_rows, rows.off, rows.numbers,
                                 NULL, &err),
         opt->papers, &err);
    bench_clear_rows(&rows);
    job_t job = {.incidence = incidence, .values = opt->values};
    bench_kernels(NEEDS_PAPERS, &job, opt);
    cot_graph_free(job.network);
    cot_incidence_free(incidence);
}

/* Records, read and projected as a run would, but not measured. */
static void bench_corpus(const options_t *opt) {
    cot_results_t results = {0};
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_incidence_t *incidence;
    cot_graph_t *graph;
    cot_error_t err = COT_ERROR_INIT;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    must(cot_corpus_new(&corpus, COT_ABSTRACTS_NONE, &err), "memory", &err);
    must(cot_read(corpus, &opt->corpus, 1, NULL, &report, NULL, &err), opt->corpus, &err);
    must(cot_corpus_finish(corpus, &err), opt->corpus, &err);
    must(cot_authors_identify(&authors, corpus, NULL, NULL, &err), "authors", &err);
    must(cot_incidence_build(&incidence, corpus, authors, NULL, &err), "incidence", &err);
    must(cot_graph_coauthor(&graph, incidence, COT_FULL, NULL, &err), "network", &err);
    results.corpus = corpus;
    results.authors = authors;
    results.incidence = incidence;
    results.coauthor.graph = graph;
    job_t job = {.results = &results, .values = opt->values};
    bench_kernels(NEEDS_CORPUS, &job, opt);
    cot_graph_free(graph);
    cot_incidence_free(incidence);
    cot_authors_free(authors);
    cot_corpus_free(corpus);
    cot_read_report_clear(&report);
}

static bool take(options_t *opt, const char *name, const char *value) {
    const struct {
        const char *name, **to;
    } texts[] = {{"--graph", &opt->graph},   {"--edges", &opt->edges},   {"--papers", &opt->papers},
                 {"--corpus", &opt->corpus}, {"--values", &opt->values}, {"--only", &opt->only}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].to = value;
            return true;
        }
    }
    if (strcmp(name, "--limit") == 0) {
        opt->limit = strtod(value, NULL);
        return true;
    }
    return false;
}

int main(int argc, char **argv) {
    options_t opt = {.limit = 25};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--full") == 0) {
            opt.full = true;
        } else if (i + 1 == argc || !take(&opt, argv[i], argv[i + 1])) {
            fprintf(stderr, "bench_table: bad or incomplete option %s (see the head of bench_table.c)\n",
                    argv[i]);
            return 1;
        } else {
            i++;
        }
    }
    if (!opt.graph || (!opt.edges && !opt.papers && !opt.corpus)) {
        fprintf(stderr, "bench_table: --graph NAME and one of --edges, --papers, --corpus FILE are needed\n");
        return 1;
    }
    cot_igraph_init();
    if (opt.edges) {
        bench_edges(&opt);
    }
    if (opt.papers) {
        bench_papers(&opt);
    }
    if (opt.corpus) {
        bench_corpus(&opt);
    }
    return 0;
}
