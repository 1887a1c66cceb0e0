/* bench_graphml.c: GraphML written and read back, against igraph in the same process, and the files of a
 * run.
 *
 *     bench_graphml [--papers N] [edges.txt[.xz] ...]
 *
 * Networks: the given edge lists (com-dblp without any) and the co-author network of a made-up corpus of N
 * papers (100,000 without --papers) with a few measures as columns. Files go to /dev/shm where there is
 * one. igraph is given the weights only; coterie writes the papers of each edge as well. Answers: what
 * either program wrote is read by the other; vertices, edges and weights must be the same.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <igraph.h>
#include <sys/stat.h>

#include "bench.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

enum { FILES = 16 };

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_incidence_t *incidence;
    cot_topics_t *topics;
    cot_graph_t *graph[2];
    cot_analysis_t *analysis[2];
    cot_results_t results;
} corpus_net_t;

/* What is timed. */
typedef struct {
    const cot_results_t *results;
    const cot_graph_t *graph;
    const cot_export_t *export;
    igraph_t *peer;
    cot_env_t env;
    bool hashed;
    char path[256], folder[256];
    uint64_t bytes;
} job_t;

static void must(cot_status_t st, const cot_error_t *err) {
    if (st != COT_OK) {
        fprintf(stderr, "bench: %s\n", err->message[0] ? err->message : cot_status_text(st));
        exit(1);
    }
}

static const char *place(void) {
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

static uint64_t size_of(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 ? (uint64_t)info.st_size : 0;
}

/* ---- what is timed ---- */

static cot_status_t write_network(const job_t *job, cot_out_t *out, cot_error_t *err) {
    const cot_results_t bare = {.coauthor = {.graph = job->graph}};
    return job->results ? job->export->write(job->results, out, err)
                        : cot_write_graphml(&bare, &bare.coauthor, out, err);
}

/* As a run does it: one file of a set, with its digest. */
static void write_in_set(void *data) {
    job_t *job = data;
    cot_error_t err = COT_ERROR_INIT;
    cot_outputs_t *set = NULL;
    cot_out_t *out = NULL;
    must(cot_outputs_open(&set, job->folder, &err), &err);
    must(cot_outputs_begin(set, "written", &out, &err), &err);
    cot_out_env(out, &job->env);
    must(write_network(job, out, &err), &err);
    must(cot_outputs_end(set, &err), &err);
    job->bytes = cot_outputs_at(set, 0)->bytes;
    must(cot_outputs_commit(set, &err), &err);
    cot_outputs_free(set);
}

static void write_alone(void *data) {
    job_t *job = data;
    cot_error_t err = COT_ERROR_INIT;
    cot_out_t *out = NULL;
    must(cot_out_file(&out, job->path, &err), &err);
    cot_out_env(out, &job->env);
    must(write_network(job, out, &err), &err);
    must(cot_out_close(out, 1, &err), &err);
    job->bytes = size_of(job->path);
}

static void write_peer(void *data) {
    job_t *job = data;
    FILE *file = fopen(job->path, "w");
    if (!file || igraph_write_graph_graphml(job->peer, file, true) != IGRAPH_SUCCESS || fclose(file) != 0) {
        bench_fail("igraph could not write");
    }
    job->bytes = size_of(job->path);
}

static void read_peer(void *data) {
    const job_t *job = data;
    igraph_t graph;
    FILE *file = fopen(job->path, "r");
    if (!file || igraph_read_graph_graphml(&graph, file, 0) != IGRAPH_SUCCESS) {
        bench_fail("igraph could not read");
    }
    (void)fclose(file);
    igraph_destroy(&graph);
}

static void read_ours(void *data) {
    job_t *job = data;
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    must(cot_network_read(&file, job->path, NULL, &job->env, &err), &err);
    cot_network_file_free(file);
}

/* ---- answers ---- */

/* What we read from a file must be the network that was written to it. */
static void check_ours(const job_t *job) {
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    must(cot_network_read(&file, job->path, NULL, &job->env, &err), &err);
    const cot_graph_t *a = file->graph, *b = job->graph;
    if (a->n != b->n || a->m != b->m) {
        bench_fail("vertices or edges read back");
    }
    for (uint64_t e = 0; e < a->m; e++) {
        const bool same = !(a->weight[e] < b->weight[e]) && !(a->weight[e] > b->weight[e]);
        if (a->from[e] != b->from[e] || a->to[e] != b->to[e] || !same) {
            bench_fail("an edge read back");
        }
    }
    cot_network_file_free(file);
}

/* What igraph reads from a file must be the network that was written to it, to 1e-9. */
static void check_peer(const job_t *job) {
    igraph_t graph;
    FILE *file = fopen(job->path, "r");
    if (!file || igraph_read_graph_graphml(&graph, file, 0) != IGRAPH_SUCCESS ||
        (uint64_t)igraph_ecount(&graph) != job->graph->m || (uint64_t)igraph_vcount(&graph) != job->graph->n) {
        bench_fail("igraph reads other numbers of vertices or edges");
    }
    (void)fclose(file);
    for (uint64_t e = 0; e < job->graph->m; e++) {
        const double theirs = EAN(&graph, "weight", (igraph_integer_t)e), ours = job->graph->weight[e];
        const igraph_integer_t u = IGRAPH_FROM(&graph, e), v = IGRAPH_TO(&graph, e);
        const uint64_t low = (uint64_t)(u < v ? u : v), high = (uint64_t)(u < v ? v : u);
        if (low != job->graph->from[e] || high != job->graph->to[e] || fabs(theirs - ours) > 1e-9 * ours) {
            bench_fail("igraph reads another edge");
        }
    }
    igraph_destroy(&graph);
}

/* ---- tables ---- */

static void row(const char *what, const job_t *job, bench_time_t time, double peer) {
    printf("%-40s %3d %9.1f MB %9.4f s (%7.4f - %7.4f) %7.0f MB/s", what, job->env.threads,
           (double)job->bytes / 1e6, time.median, time.least, time.most, (double)job->bytes / 1e6 / time.median);
    if (peer > 0) {
        printf(" %6.2fx", peer / time.median);
    }
    putchar('\n');
    (void)fflush(stdout);
}

static void bench_reading(job_t *job, const char *who) {
    char what[64];
    check_ours(job);
    check_peer(job);
    job->bytes = size_of(job->path);
    job->env.threads = 1;
    (void)snprintf(what, sizeof what, "igraph reads what %s wrote", who);
    const bench_time_t theirs = bench_time(read_peer, job);
    row(what, job, theirs, 0);
    for (int threads = 1; threads <= 2; threads++) {
        job->env.threads = threads;
        (void)snprintf(what, sizeof what, "coterie reads what %s wrote", who);
        row(what, job, bench_time(read_ours, job), theirs.median);
    }
}

static void bench_network(const cot_graph_t *graph, const char *name) {
    igraph_t peer;
    cot_error_t err = COT_ERROR_INIT;
    job_t job = {.graph = graph, .peer = &peer, .env = COT_ENV_INIT};
    static const char *const dropped[] = {"papers", "first_year", "last_year"};
    (void)snprintf(job.path, sizeof job.path, "%s/bench.graphml", place());
    (void)snprintf(job.folder, sizeof job.folder, "%s/bench.set", place());
    printf("\n%s: %u vertices, %llu edges (median of %d runs)\n", name, graph->n,
           (unsigned long long)graph->m, BENCH_RUNS);
    must(cot_graph_to_igraph(graph, NULL, &peer, &err), &err);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        igraph_cattribute_remove_e(&peer, dropped[i]);
    }
    job.env.threads = 1;
    const bench_time_t theirs = bench_time(write_peer, &job);
    row("igraph writes", &job, theirs, 0);
    for (int threads = 1; threads <= 2; threads++) {
        job.env.threads = threads;
        row("coterie writes", &job, bench_time(write_alone, &job), theirs.median);
        row("coterie writes, with SHA-256", &job, bench_time(write_in_set, &job), theirs.median);
    }
    bench_reading(&job, "coterie");
    write_peer(&job);
    bench_reading(&job, "igraph");
    (void)unlink(job.path);
    igraph_destroy(&peer);
}

static void bench_files(const corpus_net_t *net, uint64_t papers) {
    job_t job = {.results = &net->results, .env = COT_ENV_INIT};
    (void)snprintf(job.folder, sizeof job.folder, "%s/bench.set", place());
    printf("\nfiles of a run over %llu papers, with SHA-256 (median of %d runs)\n", (unsigned long long)papers,
           BENCH_RUNS);
    for (int threads = 1; threads <= 2; threads++) {
        double seconds = 0;
        uint64_t bytes = 0;
        job.env.threads = threads;
        for (size_t i = 0; cot_exports(i); i++) {
            job.export = cot_exports(i);
            const bench_time_t time = bench_time(write_in_set, &job);
            row(job.export->name, &job, time, 0);
            seconds += time.median;
            bytes += job.bytes;
        }
        job.bytes = bytes;
        row("all", &job, (bench_time_t){seconds, seconds, seconds}, 0);
    }
}

/* ---- networks ---- */

static void make_corpus(corpus_net_t *net, uint64_t papers) {
    cot_error_t err = COT_ERROR_INIT;
    cot_env_t env = COT_ENV_INIT;
    cot_out_t *out = NULL;
    char path[256];
    const char *paths[] = {path};
    cot_synth_params_t synth = COT_SYNTH_PARAMS_INIT;
    cot_read_params_t read = COT_READ_PARAMS_INIT;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_analyze_params_t analyze = COT_ANALYZE_PARAMS_INIT;
    synth.papers = papers;
    (void)snprintf(path, sizeof path, "%s/bench.atom", place());
    must(cot_out_file(&out, path, &err), &err);
    must(cot_synth_write(&synth, out, &env, &err), &err);
    must(cot_out_close(out, 1, &err), &err);
    must(cot_corpus_new(&net->corpus, COT_ABSTRACTS_NONE, &err), &err);
    must(cot_read(net->corpus, paths, 1, &read, &report, &env, &err), &err);
    (void)unlink(path);
    cot_read_report_clear(&report);
    must(cot_corpus_finish(net->corpus, &err), &err);
    must(cot_authors_identify(&net->authors, net->corpus, NULL, &env, &err), &err);
    must(cot_incidence_build(&net->incidence, net->corpus, net->authors, NULL, &err), &err);
    must(cot_topics_find(&net->topics, net->corpus, NULL, NULL, &env, &err), &err);
    must(cot_graph_coauthor(&net->graph[0], net->incidence, COT_FRACTIONAL, &env, &err), &err);
    must(cot_graph_author_topic(&net->graph[1], net->incidence, net->topics, COT_FULL, &env, &err), &err);
    analyze.measures = "degree,strength,core,pagerank,clustering,component";
    analyze.communities = "none";
    must(cot_analyze(&net->analysis[0], net->graph[0], &analyze, &env, &err), &err);
    analyze.measures = "degree,strength,pagerank";
    must(cot_analyze(&net->analysis[1], net->graph[1], &analyze, &env, &err), &err);
    net->results = (cot_results_t){.corpus = net->corpus, .authors = net->authors, .topics = net->topics,
                                   .incidence = net->incidence,
                                   .coauthor = {.graph = net->graph[0], .analysis = net->analysis[0]},
                                   .author_topic = {.graph = net->graph[1], .analysis = net->analysis[1]}};
}

static void clear_corpus(corpus_net_t *net) {
    for (int i = 0; i < 2; i++) {
        cot_analysis_free(net->analysis[i]);
        cot_graph_free(net->graph[i]);
    }
    cot_topics_free(net->topics);
    cot_incidence_free(net->incidence);
    cot_authors_free(net->authors);
    cot_corpus_free(net->corpus);
}

static bool bench_edges(const char *path) {
    bench_rows_t rows;
    cot_error_t err = COT_ERROR_INIT;
    cot_graph_t *graph = NULL;
    if (!bench_read_rows(path, &rows)) {
        return false;
    }
    must(cot_graph_from_edges(&graph, rows.largest + 1, rows.n_numbers / 2, rows.numbers, NULL, &err), &err);
    bench_clear_rows(&rows);
    bench_network(graph, path);
    cot_graph_free(graph);
    return true;
}

int main(int argc, char **argv) {
    uint64_t papers = 100000;
    int n_paths = 0;
    corpus_net_t net = {0};
    cot_igraph_init();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--papers") == 0 && i + 1 < argc) {
            papers = strtoull(argv[++i], NULL, 10);
        } else if (!bench_edges(argv[i])) {
            fprintf(stderr, "bench: %s cannot be read\n", argv[i]);
            return 1;
        } else {
            n_paths++;
        }
    }
    if (n_paths == 0 && !bench_edges(COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz")) {
        printf("skipped: com-dblp.txt.xz is not there\n");
    }
    make_corpus(&net, papers);
    bench_network(net.graph[0], "co-authors of a made-up corpus");
    bench_files(&net, papers);
    clear_corpus(&net);
    return 0;
}
