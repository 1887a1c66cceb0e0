/* bench_table.c: this program's part of the table of peers: every public kernel on one network, timed for one
 * and two threads, beside igraph's C library in the same process; and the answers written down, so that
 * bench/table.py can compare them, and bench/peers other libraries'.
 *
 *     bench_table --graph NAME [--edges FILE] [--papers FILE] [--corpus FILE] [--values DIR]
 *                 [--limit SECONDS] [--limits NAME/KERNEL=SECONDS,...] [--whole SECONDS] [--only KERNEL] [--full]
 *
 * --edges: "u v" lines; --papers: one paper per line, author numbers; --corpus: records, for GraphML.
 * Lines go to the file that BENCH_TSV names (bench.h), the note holding key=value pairs; answers go to
 * DIR/KERNEL.NAME.ENGINE.T.f64 as doubles of this machine, one per vertex (an edge: from, to, weight).
 *
 * Ours is never extrapolated. Exact betweenness for which more than --limit is predicted is run whole with
 * MOST_THREADS threads only, once, and beyond --whole not at all (--full: always). igraph's walks from every
 * vertex that would take longer than --limit (or than what --limits says of the kernel on this network) are done
 * from some and multiplied up. Kernels are rows in table_ours.c and table_igraph.c. SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "paths/kernels.h"

enum { FEWEST_SOURCES = 16, MOST_SOURCES = 512, FEWEST_SEEDS = 5, SEEDED_SECONDS = 20 };

typedef struct {
    const char *graph, *edges, *papers, *corpus, *values, *only, *limits;
    double limit, whole;
    bool full;
} options_t;

/* Runs after the one that does not count, which took so long; 1: that one counts. */
static int runs_after(const kernel_t *kernel, double first) {
    if (kernel->seeded) {
        const double affordable = SEEDED_SECONDS / (first > 1e-3 ? first : 1e-3);
        return affordable >= SEEDS ? SEEDS : affordable <= FEWEST_SEEDS ? FEWEST_SEEDS : (int)affordable;
    }
    return first < 1 ? BENCH_RUNS : first < 5 ? 5 : 1;
}

static double run_once(const kernel_t *kernel, job_t *job) {
    const double begin = bench_now();
    kernel->run(job);
    const double time = bench_now() - begin;
    if (kernel->judge) {
        kernel->judge(job);
    }
    return time;
}

static bench_time_t timed(const kernel_t *kernel, job_t *job, int *runs) {
    double times[SEEDS];
    times[0] = run_once(kernel, job);
    *runs = runs_after(kernel, times[0]);
    for (int i = 0; *runs > 1 && i < *runs; i++) {
        job->n_qualities = i == 0 ? 0 : job->n_qualities;
        job->env.seed = kernel->seeded ? (uint64_t)i + 1 : 1;
        times[i] = run_once(kernel, job);
    }
    qsort(times, (size_t)*runs, sizeof *times, bench_by_value);
    return (bench_time_t){times[*runs / 2], times[0], times[*runs - 1]};
}

static void put(FILE *file, double value) {
    if (fwrite(&value, sizeof value, 1, file) != 1) {
        bench_fail("an answer could not be written");
    }
}

static void keep_answer(const engine_t *engine, const kernel_t *kernel, const job_t *job, const char *graph) {
    char path[4096];
    if (!job->values || kernel->answer == ANSWER_NONE) {
        return;
    }
    (void)snprintf(path, sizeof path, "%s/%s.%s.%s.%d.f64", job->values, kernel->name, graph,
                   engine->name, job->env.threads);
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

/* Seconds that a walk of this kernel from every vertex may take: its own in --limits, or --limit. */
static double limit_of(const options_t *opt, const char *kernel) {
    char key[128];
    const int length = snprintf(key, sizeof key, "%s/%s=", opt->graph, kernel);
    for (const char *at = opt->limits; at && *at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        if (strncmp(at, key, (size_t)length) == 0) {
            return strtod(at + length, NULL);
        }
    }
    return opt->limit;
}

/* A peer's walk from every vertex, or from some of them, multiplied up. */
static bench_time_t timed_sample(const kernel_t *kernel, job_t *job, const options_t *opt, int *runs,
                                 char *note, size_t space) {
    const uint32_t n = job->graph->n;
    const double limit = limit_of(opt, kernel->name);
    job->n_sources = n < FEWEST_SOURCES ? n : FEWEST_SOURCES;
    kernel->ready(job);
    const double each = run_once(kernel, job) / job->n_sources;
    while (job->n_sources < MOST_SOURCES && 2 * job->n_sources * each < limit / 12) {
        job->n_sources *= 2;
    }
    if (each * n <= limit || job->n_sources >= n) {
        job->n_sources = 0;
        return timed(kernel, job, runs);
    }
    kernel->ready(job);
    const bench_time_t time = timed(kernel, job, runs);
    const double factor = (double)n / job->n_sources;
    (void)snprintf(note, space, " extrapolated=%u", job->n_sources);
    return (bench_time_t){time.median * factor, time.least * factor, time.most * factor};
}

/* Exact betweenness of ours where it is worth its time, else nothing: an estimate from some sources would
 * overstate it, because a source makes a cut vertex a source in every block beyond it. */
static bench_time_t timed_exact(const kernel_t *kernel, job_t *job, const options_t *opt, int *runs,
                                char *note, size_t space) {
    const double predicted = cot_i_betweenness_cost(cot_prepared_info(job->prepared), job->env.threads);
    const bool affordable = job->env.threads == MOST_THREADS && predicted <= opt->whole;
    job->n_sources = 0;
    if (predicted <= opt->limit || affordable || opt->full) {
        return timed(kernel, job, runs);
    }
    *runs = 0;
    (void)snprintf(note, space, " not-run predicted=%.0f", predicted);
    return (bench_time_t){NAN, NAN, NAN};
}

static bench_time_t timed_as_asked(const kernel_t *kernel, job_t *job, const options_t *opt, int *runs,
                                   char *note, size_t space) {
    if (kernel->walk == WALK_SAMPLED) {
        return timed_sample(kernel, job, opt, runs, note, space);
    }
    if (kernel->walk == WALK_PREDICTED) {
        return timed_exact(kernel, job, opt, runs, note, space);
    }
    job->n_sources = kernel->n_sources;
    if (kernel->ready) {
        kernel->ready(job);
    }
    return timed(kernel, job, runs);
}

static void bench_kernel(const engine_t *engine, const kernel_t *kernel, job_t *job, const options_t *opt) {
    for (int threads = 1; threads <= (kernel->serial ? 1 : MOST_THREADS); threads++) {
        char note[320], how[48] = "";
        int runs;
        job->env = (cot_env_t)COT_ENV_INIT;
        job->env.threads = threads;
        job->extra[0] = '\0';
        const bench_time_t time = timed_as_asked(kernel, job, opt, &runs, how, sizeof how);
        if (kernel->tell) {
            kernel->tell(job);
        }
        (void)snprintf(note, sizeof note, "runs=%d%s%s%s", runs, job->extra, how,
                       engine->note ? engine->note : "");
        printf("%-18s %-12s %-9s %d %10.5f s (%.5f - %.5f) %s\n", kernel->name, opt->graph, engine->name,
               threads, time.median, time.least, time.most, note);
        (void)fflush(stdout);
        bench_tsv(kernel->name, opt->graph, engine->name, threads, time, note);
        if (runs > 0) {
            keep_answer(engine, kernel, job, opt->graph);
        }
    }
}

static void bench_kernels(needs_t needs, job_t *job, const options_t *opt) {
    const engine_t *engines[] = {our_engine(), igraph_engine()};
    for (size_t e = 0; e < sizeof engines / sizeof *engines; e++) {
        for (size_t i = 0; i < engines[e]->n_kernels; i++) {
            const kernel_t *kernel = &engines[e]->kernels[i];
            const bool wanted = !opt->only || (e == 0 && i == 0) || strcmp(opt->only, kernel->name) == 0;
            if (kernel->needs == needs && wanted) {
                bench_kernel(engines[e], kernel, job, opt);
            }
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
    peer_t peer = {0};
    job_t job = {.graph = graph, .values = opt->values, .peer = &peer};
    job.real = bench_alloc(graph->n, sizeof *job.real);
    job.whole = bench_alloc(graph->n, sizeof *job.whole);
    job.community = bench_alloc(graph->n, sizeof *job.community);
    job.of_edge = bench_alloc(graph->m, sizeof *job.of_edge);
    must(cot_graph_to_igraph(graph, NULL, &peer.graph, &err), "igraph's copy", &err);
    if (igraph_vector_int_init(&peer.sources, 0) != IGRAPH_SUCCESS) {
        must(COT_E_NOMEM, "sources", NULL);
    }
    bench_kernels(NEEDS_EDGES, &job, opt);
    free(job.real);
    free(job.whole);
    free(job.community);
    free(job.of_edge);
    igraph_vector_int_destroy(&peer.sources);
    igraph_destroy(&peer.graph);
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
    peer_t peer = {0};
    job_t job = {.incidence = incidence, .values = opt->values, .peer = &peer};
    bench_kernels(NEEDS_PAPERS, &job, opt);
    if (peer.has_projected) {
        igraph_destroy(&peer.projected);
    }
    if (peer.has_both) {
        igraph_destroy(&peer.both);
        igraph_vector_bool_destroy(&peer.types);
        igraph_vector_int_destroy(&peer.papers);
    }
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
    peer_t peer = {0};
    job_t job = {.results = &results, .values = opt->values, .peer = &peer};
    bench_kernels(NEEDS_CORPUS, &job, opt);
    if (peer.has_file) {
        igraph_destroy(&peer.file);
    }
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
                 {"--corpus", &opt->corpus}, {"--values", &opt->values}, {"--only", &opt->only},
                 {"--limits", &opt->limits}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strcmp(name, texts[i].name) == 0) {
            *texts[i].to = value;
            return true;
        }
    }
    if (strcmp(name, "--limit") == 0 || strcmp(name, "--whole") == 0) {
        *(name[2] == 'l' ? &opt->limit : &opt->whole) = strtod(value, NULL);
        return true;
    }
    return false;
}

int main(int argc, char **argv) {
    options_t opt = {.limit = 25, .whole = 600};
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
