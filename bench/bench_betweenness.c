/* bench_betweenness.c: preparation and betweenness on networks from edge lists, beside igraph.
 *
 *     bench_betweenness [edges.txt[.xz] ...]      "u v" per line; default: ca-GrQc, ca-CondMat, ca-AstroPh,
 * com-dblp
 *
 * Answers are compared first: vertices and edges with igraph's, relative 1e-9, float lanes 1e-5 with ours.
 * What igraph would need minutes for is compared on a sample of sources. Above LARGE edges only a number of
 * batches is timed, and the whole run's time extrapolated ("of all"). SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "bench_paths.h"

#include "paths/kernels.h"
#include "prepare/prepared.h"

enum { LARGE = 500000, SMALL = 30000, SOURCES = 256, BATCHES = 48, PIVOTS = 2048 };

typedef struct {
    net_t net;
    cot_betweenness_params_t params;
    bool edges;
    double *vertices, *of_edges, *theirs;
} job_t;

static void prepare(void *data) {
    net_prepare(&((job_t *)data)->net);
}

static void ours(void *data) {
    job_t *j = data;
    double *of_edges = j->edges ? j->of_edges : NULL;
    must(cot_betweenness(j->net.prepared, &j->params, j->vertices, of_edges, NULL, &j->net.env, NULL),
         "betweenness");
}

static void keep(igraph_vector_t *values, double *out) {
    for (igraph_integer_t i = 0; i < igraph_vector_size(values); i++) {
        out[i] = VECTOR(*values)[i];
    }
    igraph_vector_destroy(values);
}

static void their_vertices(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(cot_ig_betweenness(&j->net.ig, NULL, &values), "igraph_betweenness");
    keep(&values, j->theirs);
}

static void their_edges(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(cot_ig_edge_betweenness(&j->net.ig, NULL, &values), "igraph_edge_betweenness");
    keep(&values, j->theirs);
}

static void their_weighted(void *data) {
    job_t *j = data;
    igraph_vector_t values, lengths;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_vector_init(&lengths, (igraph_integer_t)j->net.graph->m), "memory");
    igraph_vector_fill(&lengths, 1.0);
    must_ig(cot_ig_betweenness(&j->net.ig, &lengths, &values), "igraph_betweenness");
    igraph_vector_destroy(&lengths);
    keep(&values, j->theirs);
}

#if !COT_IGRAPH_1
/* The vertices that params.n_sources would pick. */
static void their_subset(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    igraph_vector_int_t sources;
    uint32_t *per_class = bench_alloc(j->net.graph->n, sizeof *per_class), count;
    uint8_t *picked = bench_alloc(j->net.graph->n, 1);
    must(cot_i_pick_sources(&j->net.prepared->quotient, j->net.graph->n, j->params.n_sources,
                            j->net.env.seed, per_class, picked, &count, NULL),
         "sources");
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_vector_int_init(&sources, 0), "memory");
    for (uint32_t v = 0; v < j->net.graph->n; v++) {
        if (picked[v]) {
            must_ig(igraph_vector_int_push_back(&sources, (igraph_integer_t)v), "memory");
        }
    }
    must_ig(igraph_betweenness_subset(&j->net.ig, &values, igraph_vss_all(), false,
                                      igraph_vss_vector(&sources), igraph_vss_all(), NULL),
            "igraph_betweenness_subset");
    for (uint32_t v = 0; v < j->net.graph->n; v++) {
        VECTOR(values)[v] *= (double)j->net.graph->n / count;
    }
    keep(&values, j->theirs);
    igraph_vector_int_destroy(&sources);
    free(per_class);
    free(picked);
}
#else
#define their_subset NULL /* its parameters differ: no comparison on a sample */
#endif

static void compare(const double *a, const double *b, uint64_t n, double allowed, const char *what) {
    for (uint64_t i = 0; i < n; i++) {
        if (!(fabs(a[i] - b[i]) <= allowed * (1 + fabs(b[i])))) {
            bench_fail(what);
        }
    }
}

/* Ours with one thread and with two. */
static void our_rows(job_t *j, const char *what, double peer, int runs) {
    for (int threads = 1; threads <= 2; threads++) {
        bench_row(what, threads, net_timed(ours, j, &j->net, threads, runs), peer);
    }
}

static void bench_preparation(job_t *j) {
    for (int threads = 1; threads <= 2; threads++) {
        bench_row("preparation", threads, net_timed(prepare, j, &j->net, threads, BENCH_RUNS), 0);
    }
    const cot_prepared_info_t *i = cot_prepared_info(j->net.prepared);
    printf(
        "  twins %.4f, order %.4f, rows %.4f, blocks %.4f, simplicial %.4f s; %u classes, %llu edges between "
        "them; %u blocks, largest inner one %u classes, %llu edges; %u simplicial\n",
        i->twins_seconds, i->order_seconds, i->rows_seconds, i->blocks_seconds, i->simplicial_seconds,
        i->classes, (unsigned long long)i->class_edges, i->blocks, i->largest_block,
        (unsigned long long)i->largest_block_edges, i->simplicial);
    printf(
        "  held: %.1f MiB, %.1f bytes per vertex and edge; steps: searches %.3g, distances %.3g, betweenness "
        "%.3g; predicted exact: %.2f s with 1 thread, %.2f s with 2\n",
        (double)i->bytes / 1048576.0, (double)i->bytes / ((double)i->vertices + (double)i->edges),
        (double)i->search_steps, (double)i->distance_steps, (double)i->betweenness_steps,
        cot_i_betweenness_cost(i, 1), cot_i_betweenness_cost(i, 2));
}

/* Checks the answers, on all sources or on a sample; returns igraph's seconds for all. */
static double check_answers(job_t *j, bool exact) {
    const cot_prepared_info_t *info = cot_prepared_info(j->net.prepared);
    double peer = 0;
    j->params.n_sources = exact ? 0 : SOURCES;
    j->edges = exact;
    j->net.env.threads = 2;
    ours(j);
    if (exact || !COT_IGRAPH_1) {
        const bench_time_t time = net_timed(exact ? their_vertices : their_subset, j, &j->net, 1, 1);
        bench_row(exact ? "igraph: vertices, exact" : "igraph: vertices, 256 sources", 1, time, 0);
        peer = exact ? time.median : time.median * info->vertices / SOURCES;
        compare(j->vertices, j->theirs, j->net.graph->n, 1e-9, "betweenness of vertices");
    }
    if (exact) {
        bench_row("igraph: edges, exact", 1, net_timed(their_edges, j, &j->net, 1, 1), 0);
        compare(j->of_edges, j->theirs, j->net.graph->m, 1e-9, "betweenness of edges");
    }
    j->params.n_sources = 0;
    j->edges = false;
    return peer;
}

static void bench_exact(job_t *j, double peer) {
    our_rows(j, "coterie: vertices, exact", peer, 3);
    memcpy(j->theirs, j->vertices, j->net.graph->n * sizeof *j->theirs);
    j->params.precision = COT_FLOAT;
    our_rows(j, "coterie: vertices, exact, float lanes", peer, 3);
    compare(j->vertices, j->theirs, j->net.graph->n, 1e-5, "float lanes");
    j->params.precision = COT_DOUBLE;
    j->edges = true;
    our_rows(j, "coterie: vertices and edges, exact", peer, 3);
    j->edges = false;
}

static void bench_weighted(job_t *j) {
    const bench_time_t time = net_timed(their_weighted, j, &j->net, 1, 1);
    bench_row("igraph: weighted", 1, time, 0);
    j->params.weighted = true;
    our_rows(j, "coterie: weighted", time.median, 1);
    compare(j->vertices, j->theirs, j->net.graph->n, 1e-9, "weighted betweenness");
    j->params.weighted = false;
}

/* Stops the search after BATCHES batches of the largest block, and takes the time they took. */
typedef struct {
    uint64_t small, begin, end, total;
    double from, to;
} clock_stop_t;

static int stop_clock(void *data, const char *stage, uint64_t done, uint64_t total) {
    clock_stop_t *c = data;
    if (strcmp(stage, "betweenness") != 0 || done < c->small) {
        return 0;
    }
    if (c->begin == 0) {
        c->begin = done;
        c->from = bench_now();
    }
    c->end = done;
    c->to = bench_now();
    c->total = total;
    return done >= c->begin + BATCHES;
}

static void bench_some(job_t *j, cot_precision_t precision, int threads, double peer) {
    clock_stop_t clock = {cot_prepared_info(j->net.prepared)->inner_blocks + 8, 0, 0, 0, 0, 0};
    const cot_env_t env = {threads, 1, stop_clock, &clock};
    j->params.precision = precision;
    const cot_status_t st = cot_betweenness(j->net.prepared, &j->params, j->vertices, NULL, NULL, &env, NULL);
    j->params.precision = COT_DOUBLE;
    const double all =
        (clock.to - clock.from) * (double)(clock.total - clock.small) / (double)(clock.end - clock.begin);
    if (st == COT_E_INTERRUPT) {
        printf("%-44s %7d %10.1f s of all, from %llu of %llu batches; stopped %.0f ms after the word",
               precision == COT_FLOAT ? "coterie: vertices, float lanes" : "coterie: vertices", threads, all,
               (unsigned long long)(clock.end - clock.begin), (unsigned long long)clock.total,
               1e3 * (bench_now() - clock.to));
        printf(peer > 0 ? " %7.1fx\n" : "\n", peer / all);
    }
}

static void bench_graph(const char *path, const cot_graph_t *graph) {
    job_t job = {.params = COT_BETWEENNESS_PARAMS_INIT};
    const uint64_t most = graph->n > graph->m ? graph->n : graph->m;
    net_open(&job.net, path, graph);
    job.vertices = bench_alloc(graph->n, sizeof *job.vertices);
    job.of_edges = bench_alloc(graph->m, sizeof *job.of_edges);
    job.theirs = bench_alloc(most, sizeof *job.theirs);
    bench_preparation(&job);
    const double resident = bench_resident_mib(), peer = check_answers(&job, graph->m <= SMALL);
    if (graph->m <= LARGE) {
        bench_exact(&job, peer);
    } else {
        for (int threads = 1; threads <= 2; threads++) {
            bench_some(&job, COT_DOUBLE, threads, peer);
            bench_some(&job, COT_FLOAT, threads, peer);
        }
        job.params.n_sources = PIVOTS;
        our_rows(&job, "coterie: 2048 sources", 0, 1);
    }
    if (graph->m <= SMALL) {
        bench_weighted(&job);
    }
    printf("  resident before %.0f MiB, largest so far %.0f MiB\n", resident, bench_peak_mib());
    net_close(&job.net);
    free(job.vertices);
    free(job.of_edges);
    free(job.theirs);
}

int main(int argc, char **argv) {
    return net_each(argc, argv, false, bench_graph);
}
