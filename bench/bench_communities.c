/* bench_communities.c: Louvain and Leiden on networks from edge lists, beside igraph and beside a free-running variant
 * whose moves count at once, so that its result depends on timing.
 *
 *     bench_communities [--seeds N] [--igraph-seeds N] [--shuffle] [edges.txt[.xz] ...]
 *
 * Default: 20 seeds, 3 of igraph's, ca-GrQc, ca-AstroPh, com-dblp. --shuffle numbers the vertices at random, as
 * networks of authors in the order of their names are. Checked first: modularity against igraph's, partitions of 1 and
 * 2 threads against each other. Times are least - median - most over the seeds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "oracle/igraph_answers.h"
#include "communities/leiden.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

enum { MOST_SEEDS = 100 };

typedef struct {
    const cot_graph_t *graph;
    int64_t *community, *other;
    uint32_t *found;
    unsigned seeds, igraph_seeds;
} job_t;

typedef struct {
    const char *name;
    cot_method_t method;
    uint32_t passes;
} way_t;

static const way_t ways[] = {{"Louvain", COT_LOUVAIN, 1},
                             {"Leiden, 1 pass", COT_LEIDEN, 1},
                             {"Leiden, 2 passes", COT_LEIDEN, 2},
                             {"Leiden, 3 passes", COT_LEIDEN, 3},
                             {"Leiden, 10 passes", COT_LEIDEN, 10}};
enum { WAYS = sizeof ways / sizeof *ways, IGRAPH_WAYS = 4 };

static void must(cot_status_t st, const char *what) {
    if (st != COT_OK) {
        bench_fail(what);
    }
}

/* Times and modularities of some seeds. */
typedef struct {
    double time[MOST_SEEDS], quality[MOST_SEEDS];
} runs_t;

static void print_runs(const char *who, const way_t *way, int threads, runs_t *runs, unsigned seeds, double peer) {
    qsort(runs->time, seeds, sizeof *runs->time, bench_by_value);
    qsort(runs->quality, seeds, sizeof *runs->quality, bench_by_value);
    const double median = runs->time[seeds / 2];
    printf("%-22s %-18s %7d %9.4f %9.4f %9.4f   %.5f (%.5f - %.5f)", who, way->name, threads, runs->time[0], median,
           runs->time[seeds - 1], runs->quality[seeds / 2], runs->quality[0], runs->quality[seeds - 1]);
    if (peer > 0) {
        printf(" %7.2fx", peer / median);
    }
    putchar('\n');
    (void)fflush(stdout);
}

/* Ours, from nothing to labels; modularity is not part of the time. Returns the median time. */
static double run_ours(job_t *j, const way_t *way, int threads, bool free_running, double peer) {
    runs_t runs;
    const cot_communities_params_t params = {way->method, COT_MODULARITY, 1.0, way->passes, 1};
    for (unsigned s = 0; s < j->seeds; s++) {
        const cot_env_t env = {threads, s, NULL, NULL};
        cot_search_t search;
        const double begin = bench_now();
        must(cot_i_search_new(&search, j->graph, COT_MODULARITY, 1.0, "bench", &env, NULL), "memory");
        search.free_running = free_running;
        must(cot_i_find_communities(&search, &params, 0, j->found, NULL), way->name);
        cot_i_search_clear(&search);
        runs.time[s] = bench_now() - begin;
        for (uint32_t v = 0; v < j->graph->n; v++) {
            j->community[v] = j->found[v];
        }
        runs.quality[s] = cot_modularity(j->graph, j->community, 1);
    }
    print_runs(free_running ? "coterie, free-running" : "coterie", way, threads, &runs, j->seeds, peer);
    return runs.time[j->seeds / 2];
}

/* igraph's through the bridge: the copy of the network (about 1 part in 20) is part of the time. */
static double run_igraph(job_t *j, const way_t *way) {
    runs_t runs;
    for (unsigned s = 0; s < j->igraph_seeds; s++) {
        const cot_env_t env = {1, s, NULL, NULL};
        const double begin = bench_now();
        must(way->method == COT_LOUVAIN ? cot_i_ig_louvain(j->graph, 1, j->community, NULL, &env, NULL)
                                        : cot_i_ig_leiden(j->graph, COT_I_MODULARITY, 1, 0.01, (int)way->passes,
                                                          j->community, NULL, &env, NULL),
             "igraph");
        runs.time[s] = bench_now() - begin;
        runs.quality[s] = cot_modularity(j->graph, j->community, 1);
    }
    print_runs("igraph", way, 1, &runs, j->igraph_seeds, 0);
    return runs.time[j->igraph_seeds / 2];
}

static void check(job_t *j) {
    for (unsigned i = 0; i < 3; i++) {
        const cot_communities_params_t params = {ways[i].method, COT_MODULARITY, 1.0, ways[i].passes, 1};
        const cot_env_t one = {1, 1, NULL, NULL}, two = {2, 1, NULL, NULL};
        double quality = 0, theirs = 0;
        must(cot_communities(j->graph, &params, j->community, &quality, &one, NULL), "communities");
        must(cot_communities(j->graph, &params, j->other, NULL, &two, NULL), "communities");
        must(cot_i_ig_modularity(j->graph, j->community, 1, &theirs, NULL, NULL), "modularity");
        if (memcmp(j->community, j->other, j->graph->n * sizeof *j->other) != 0) {
            bench_fail("partitions of 1 and 2 threads");
        }
        if (fabs(quality - theirs) > 1e-9) {
            bench_fail("modularity");
        }
    }
}

static void bench_graph(const char *path, job_t *j) {
    j->community = bench_alloc(j->graph->n, sizeof *j->community);
    j->other = bench_alloc(j->graph->n, sizeof *j->other);
    j->found = bench_alloc(j->graph->n, sizeof *j->found);
    check(j);
    printf("\n%s: %u vertices, %llu edges\n%-22s %-18s %7s %9s %9s %9s   %s\n", path, j->graph->n,
           (unsigned long long)j->graph->m, "", "", "threads", "least", "median", "most",
           "modularity (median, least - most), ratio to igraph");
    for (unsigned i = 0; i < WAYS; i++) {
        const double peer = j->igraph_seeds > 0 && i < IGRAPH_WAYS ? run_igraph(j, &ways[i]) : 0;
        for (int threads = 1; threads <= 2; threads++) {
            const double ours = run_ours(j, &ways[i], threads, false, peer);
            const double free_running = run_ours(j, &ways[i], threads, true, peer);
            printf("%-22s %-18s %7d %9.2f\n", "cost of sameness", ways[i].name, threads, ours / free_running);
        }
    }
    printf("largest memory so far: %.0f MiB\n", bench_peak_mib());
    free(j->community);
    free(j->other);
    free(j->found);
}

/* Vertices under other numbers. */
static void shuffle(bench_rows_t *rows) {
    uint32_t *to = bench_alloc((size_t)rows->largest + 1, sizeof *to);
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    for (uint32_t i = 0; i <= rows->largest; i++) {
        const uint32_t k = (uint32_t)cot_i_rng_below(&rng, (uint64_t)i + 1);
        to[i] = to[k];
        to[k] = i;
    }
    for (uint64_t i = 0; i < rows->n_numbers; i++) {
        rows->numbers[i] = to[rows->numbers[i]];
    }
    free(to);
}

static void bench_file(const char *path, bool shuffled, job_t *job) {
    bench_rows_t rows;
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(path, &rows)) {
        printf("skipped: %s is not there\n", path);
        return;
    }
    if (shuffled) {
        shuffle(&rows);
    }
    if (rows.n_numbers != 2 * rows.n_rows ||
        cot_graph_from_edges(&graph, rows.largest + 1, rows.n_rows, rows.numbers, NULL, &err) != COT_OK) {
        printf("skipped: %s is no list of edges (%s)\n", path, err.message);
    } else {
        job->graph = graph;
        bench_graph(path, job);
    }
    cot_graph_free(graph);
    bench_clear_rows(&rows);
}

static unsigned number(const char *text) {
    const unsigned long value = text ? strtoul(text, NULL, 10) : 0;
    return value > MOST_SEEDS ? MOST_SEEDS : (unsigned)value;
}

int main(int argc, char **argv) {
    static const char *const usual[] = {COT_SHARED_DIR "/data/graphs/ca-GrQc.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/ca-AstroPh.txt.xz",
                                        COT_SHARED_DIR "/data/graphs/com-dblp.txt.xz"};
    job_t job = {.seeds = 20, .igraph_seeds = 3};
    bool shuffled = false, named = false;
    cot_igraph_init();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--seeds") == 0) {
            job.seeds = number(argv[++i]);
        } else if (strcmp(argv[i], "--igraph-seeds") == 0) {
            job.igraph_seeds = number(argv[++i]);
        } else if (strcmp(argv[i], "--shuffle") == 0) {
            shuffled = true;
        } else {
            bench_file(argv[i], shuffled, &job);
            named = true;
        }
    }
    for (size_t i = 0; !named && i < sizeof usual / sizeof *usual; i++) {
        bench_file(usual[i], shuffled, &job);
    }
    return 0;
}
