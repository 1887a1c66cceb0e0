/* bench_projection.c: the co-author network from bylines, beside igraph_bipartite_projection.
 *
 *     bench_projection [papers.txt[.xz]]      one paper per line, author numbers; default: DBLP-CSR
 *
 * And a made-up corpus with 200 papers of 2,900 to 2,999 authors out of 4,000 among 59,800 small ones, and
 * the author-topic network on topics drawn for the papers of the first. In the end it says what was reached.
 *
 * Memory is that of one run in a process of its own, which this program starts:
 *
 *     bench_projection --memory pairs|network|weights|igraph papers.txt[.xz]|giant
 *
 * prints MiB at the peak and MiB held afterwards, both beyond the incidence (or igraph's bipartite graph).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <malloc.h>

#include "base/par.h"
#include "bridge/compat.h"
#include "coterie/graph.h"
#include "coterie/igraph.h"
#include "graph/build.h"

typedef struct {
    const cot_incidence_t *incidence;
    const cot_i_product_t *product;
    cot_counting_t counting;
    unsigned schemes;
    cot_env_t env;
    cot_graph_t *graph; /* the last answer */
    cot_pairs_t *pairs;
    const igraph_t *both;
    const igraph_vector_bool_t *types;
    igraph_t projected;
    igraph_vector_int_t papers;
    bool has_projected;
} job_t;

static void run_coauthor(void *data) {
    job_t *job = data;
    cot_graph_free(job->graph);
    job->graph = NULL;
    if (cot_graph_coauthor_weights(&job->graph, job->incidence, job->counting, job->schemes, &job->env,
                                   NULL) != COT_OK) {
        bench_fail("the co-author network could not be made");
    }
}

static void run_pairs(void *data) {
    job_t *job = data;
    cot_pairs_free(job->pairs);
    job->pairs = NULL;
    if (cot_coauthor_pairs(&job->pairs, job->incidence, &job->env, NULL) != COT_OK) {
        bench_fail("the pairs could not be made");
    }
}

static void run_product(void *data) {
    job_t *job = data;
    cot_graph_free(job->graph);
    job->graph = NULL;
    if (cot_i_product(&job->graph, job->product, true, &job->env, NULL) != COT_OK) {
        bench_fail("the author-topic network could not be made");
    }
}

static void run_igraph(void *data) {
    job_t *job = data;
    if (job->has_projected) {
        igraph_destroy(&job->projected);
    }
    if (igraph_bipartite_projection(job->both, job->types, &job->projected, NULL, &job->papers, NULL, -1) !=
        IGRAPH_SUCCESS) {
        bench_fail("igraph could not project");
    }
    job->has_projected = true;
}

/* Authors first, then the papers (or topics) of each: a bipartite igraph_t. */
static void make_bipartite(const cot_incidence_t *x, igraph_t *both, igraph_vector_bool_t *types) {
    igraph_vector_int_t ends;
    (void)igraph_vector_int_init(&ends, (cot_ig_int_t)(2 * x->n_slots));
    (void)igraph_vector_bool_init(types, (cot_ig_int_t)x->n_authors + x->n_papers);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        VECTOR(*types)[x->n_authors + p] = true;
        for (uint64_t j = x->paper_off[p]; j < x->paper_off[p + 1]; j++) {
            VECTOR(ends)[2 * j] = x->paper_authors[j];
            VECTOR(ends)[2 * j + 1] = (cot_ig_int_t)x->n_authors + p;
        }
    }
    (void)igraph_create(both, &ends, (cot_ig_int_t)x->n_authors + x->n_papers, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
}

/* Every pair and its papers. */
static void check_equal(const job_t *job) {
    const cot_graph_t *g = job->graph;
    if ((uint64_t)igraph_ecount(&job->projected) != g->m ||
        (uint32_t)igraph_vcount(&job->projected) != g->n) {
        bench_fail("numbers of vertices or edges");
    }
    for (uint64_t e = 0; e < g->m; e++) {
        cot_ig_int_t id = -1;
        (void)igraph_get_eid(&job->projected, &id, g->from[e], g->to[e], IGRAPH_UNDIRECTED, false);
        if (id < 0 || (double)VECTOR(job->papers)[id] != g->weight[e]) {
            bench_fail("an edge or its papers");
        }
    }
}

/* The pairs, and the weights of the other schemes, are those of the network. */
static void check_pairs(job_t *job) {
    const cot_graph_t *g = job->graph;
    run_pairs(job);
    if (job->pairs->m != g->m || memcmp(job->pairs->to, g->to, g->m * sizeof *g->to) != 0 ||
        memcmp(job->pairs->papers, g->papers, g->m * sizeof *g->papers) != 0) {
        bench_fail("the bare pairs");
    }
}

/* ---- memory ---- */

/* What was reached: times igraph's, and shares of its peak. */
typedef struct {
    double pairs[2], network[2], weights[2]; /* on one thread, on all */
    double pairs_memory, network_memory;
} reached_t;

typedef struct {
    double peak, held; /* MiB */
} memory_t;

static memory_t memory_of(const char *self, const char *what, const char *corpus) {
    char command[8192];
    memory_t memory = {0, 0};
    (void)snprintf(command, sizeof command, "'%s' --memory %s '%s'", self, what, corpus);
    FILE *pipe = popen(command, "r");
    if (!pipe || fscanf(pipe, "%lf %lf", &memory.peak, &memory.held) != 2 || pclose(pipe) != 0) {
        bench_fail("memory could not be measured");
    }
    return memory;
}

static void show_memory(const char *self, const char *corpus, uint64_t m, reached_t *reached) {
    static const char *const rows[4][2] = {{"igraph", "igraph_bipartite_projection"},
                                           {"pairs", "cot_coauthor_pairs"},
                                           {"network", "cot_graph_coauthor, full"},
                                           {"weights", "cot_graph_coauthor, all three in one pass"}};
    double shares[4], peer = 0;
    printf("\nmemory of one run, in a process of its own\n%-44s %9s %9s %14s %14s\n", "", "peak MiB",
           "held MiB", "bytes per edge", "igraph's peak");
    for (int i = 0; i < 4; i++) {
        const memory_t used = memory_of(self, rows[i][0], corpus);
        peer = i == 0 ? used.peak : peer;
        shares[i] = used.peak / peer;
        printf("%-44s %9.1f %9.1f %14.1f %13.0f%%\n", rows[i][1], used.peak, used.held,
               used.held * 1048576 / (double)m, 100 * shares[i]);
    }
    reached->pairs_memory = shares[1];
    reached->network_memory = shares[2];
}

/* ---- time ---- */

static void bench_ours(job_t *job, int threads, double peer, reached_t *reached) {
    char what[64];
    job->env.threads = threads;
    bench_time_t time = bench_time(run_pairs, job);
    bench_row("cot_coauthor_pairs", threads, time, peer);
    const int on = threads > 1;
    reached->pairs[on] = peer / time.median;
    for (int counting = COT_FULL; counting <= COT_COUNTINGS; counting++) {
        bool all = counting == COT_COUNTINGS;
        job->counting = all ? COT_FULL : (cot_counting_t)counting;
        job->schemes = all ? COT_ALL_SCHEMES : 0;
        (void)snprintf(what, sizeof what, "cot_graph_coauthor, %s",
                       all ? "all three in one pass" : cot_countings((size_t)counting)->name);
        time = bench_time(run_coauthor, job);
        bench_row(what, threads, time, peer);
        reached->network[on] = counting == COT_FULL ? peer / time.median : reached->network[on];
        reached->weights[on] = peer / time.median;
    }
    job->counting = COT_FULL;
    job->schemes = 0;
}

static reached_t bench_corpus(const char *self, const char *corpus, const char *title,
                              const cot_incidence_t *x, int most_threads) {
    igraph_t both;
    igraph_vector_bool_t types;
    reached_t reached = {0};
    job_t job = {.incidence = x, .counting = COT_FULL, .env = COT_ENV_INIT};
    printf("\n%s: %u authors, %u papers, %llu authorships, largest byline %u\n", title, x->n_authors,
           x->n_papers, (unsigned long long)x->n_slots, x->largest_byline);
    job.env.threads = most_threads;
    make_bipartite(x, &both, &types);
    job.both = &both;
    job.types = &types;
    (void)igraph_vector_int_init(&job.papers, 0);
    run_coauthor(&job);
    run_igraph(&job);
    check_equal(&job);
    check_pairs(&job);
    printf("%llu edges: answers agree with igraph %s\n", (unsigned long long)job.graph->m, IGRAPH_VERSION);
    show_memory(self, corpus, job.graph->m, &reached);
    bench_head("co-author network");
    bench_time_t peer = bench_time(run_igraph, &job);
    bench_row("igraph_bipartite_projection", 1, peer, 0);
    for (int threads = 1; threads <= most_threads; threads++) {
        bench_ours(&job, threads, peer.median, &reached);
    }
    cot_graph_free(job.graph);
    cot_pairs_free(job.pairs);
    igraph_destroy(&job.projected);
    igraph_vector_int_destroy(&job.papers);
    igraph_vector_bool_destroy(&types);
    igraph_destroy(&both);
    return reached;
}

static void tell(const char *title, double aim, const char *memory, const reached_t *reached, int threads) {
    printf("%s:\n", title);
    for (int on = 0; on < (threads > 1 ? 2 : 1); on++) {
        printf("  aim %.0fx igraph; on %d thread%s: pairs %.1fx, network %.1fx, with three schemes %.1fx\n",
               aim, on ? threads : 1, on ? "s" : "", reached->pairs[on], reached->network[on],
               reached->weights[on]);
    }
    printf("  %spairs %.1f%% of igraph's peak, network %.1f%%\n", memory, 100 * reached->pairs_memory,
           100 * reached->network_memory);
}

enum { TOPICS = 150 };

typedef struct {
    uint64_t *off, pairs;
    uint32_t *topics;
} topic_rows_t;

/* One to three topics for every paper. */
static topic_rows_t draw_topics(const cot_incidence_t *x) {
    topic_rows_t rows = {.off = bench_alloc((size_t)x->n_papers + 1, sizeof *rows.off),
                         .topics = bench_alloc(3 * (size_t)x->n_papers, sizeof *rows.topics)};
    uint64_t slots = 0;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        uint64_t n = 1 + cot_i_rng_below(&rng, 3), topic = cot_i_rng_below(&rng, TOPICS - 8);
        for (uint64_t i = 0; i < n; i++) {
            rows.topics[slots++] = (uint32_t)(topic + 3 * i);
        }
        rows.off[p + 1] = slots;
        rows.pairs += n * (x->paper_off[p + 1] - x->paper_off[p]);
    }
    return rows;
}

/* igraph has no such product, so the check is by sums. */
static void bench_topics(const cot_incidence_t *x, int most_threads) {
    uint64_t seen = 0;
    topic_rows_t rows = draw_topics(x);
    cot_i_product_t product = {.n_rows = x->n_authors,
                               .n_columns = TOPICS,
                               .n_papers = x->n_papers,
                               .row_off = x->author_off,
                               .row_papers = x->author_papers,
                               .paper_off = rows.off,
                               .columns = rows.topics,
                               .rows_off = x->paper_off,
                               .rows = x->paper_authors,
                               .shift = x->n_authors,
                               .stage = "author-topic network"};
    job_t job = {.product = &product, .env = COT_ENV_INIT};
    run_product(&job);
    for (uint64_t e = 0; e < job.graph->m; e++) {
        seen += job.graph->papers[e];
    }
    if (seen != rows.pairs) {
        bench_fail("papers behind author-topic edges");
    }
    bench_head("author-topic network");
    for (int threads = 1; threads <= most_threads; threads++) {
        char what[64];
        (void)snprintf(what, sizeof what, "%llu edges of %llu pairs", (unsigned long long)job.graph->m,
                       (unsigned long long)rows.pairs);
        job.env.threads = threads;
        bench_row(what, threads, bench_time(run_product, &job), 0);
    }
    cot_graph_free(job.graph);
    free(rows.off);
    free(rows.topics);
}

/* Few giant papers among many small ones. */
static cot_incidence_t *giant_papers(void) {
    enum { AUTHORS = 100000, PAPERS = 60000, GIANT = 200, POOL = 4000 };
    uint64_t *off = bench_alloc(PAPERS + 1, sizeof *off);
    uint32_t *authors = bench_alloc(GIANT * 3000 + (size_t)PAPERS * 10, sizeof *authors);
    cot_incidence_t *incidence = NULL;
    cot_rng_t rng;
    for (uint32_t p = 0; p < PAPERS; p++) {
        cot_i_rng_init(&rng, 1, 2, p);
        bool giant = p < GIANT;
        uint32_t size = (uint32_t)(giant ? 2900 + cot_i_rng_below(&rng, 100) : 1 + cot_i_rng_below(&rng, 10));
        if (cot_i_rng_sample(giant ? POOL : AUTHORS, size, 1, p, authors + off[p], NULL) != COT_OK) {
            bench_fail("no memory for a sample");
        }
        off[p + 1] = off[p] + size;
    }
    if (cot_incidence_from_rows(&incidence, AUTHORS, PAPERS, off, authors, NULL, NULL) != COT_OK) {
        bench_fail("the made-up corpus");
    }
    free(off);
    free(authors);
    return incidence;
}

static cot_incidence_t *read_papers(const char *path) {
    bench_rows_t rows;
    cot_incidence_t *incidence = NULL;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(path, &rows)) {
        printf("skipped: %s is not there\n", path);
        return NULL;
    }
    if (cot_incidence_from_rows(&incidence, rows.largest + 1, (uint32_t)rows.n_rows, rows.off, rows.numbers,
                                NULL, &err) != COT_OK) {
        fprintf(stderr, "bench: %s: %s\n", path, err.message);
        exit(1);
    }
    bench_clear_rows(&rows);
    return incidence;
}

static int tell_memory(const char *what, const char *corpus) {
    cot_incidence_t *incidence = strcmp(corpus, "giant") == 0 ? giant_papers() : read_papers(corpus);
    job_t job = {.incidence = incidence, .counting = COT_FULL, .env = COT_ENV_INIT};
    igraph_t both;
    igraph_vector_bool_t types;
    if (!incidence) {
        return 1;
    }
    bench_fn *run = strcmp(what, "igraph") == 0  ? run_igraph
                    : strcmp(what, "pairs") == 0 ? run_pairs
                                                 : run_coauthor;
    job.schemes = strcmp(what, "weights") == 0 ? COT_ALL_SCHEMES : 0;
    if (run == run_igraph) {
        make_bipartite(incidence, &both, &types);
        job.both = &both;
        job.types = &types;
        (void)igraph_vector_int_init(&job.papers, 0);
    }
    (void)malloc_trim(0);
    const double before = bench_resident_mib();
    FILE *peak = fopen("/proc/self/clear_refs", "w"); /* 5: the peak begins anew */
    if (!peak || fputs("5", peak) < 0 || fclose(peak) != 0) {
        return 1;
    }
    run(&job);
    printf("%f %f\n", bench_peak_mib() - before, bench_resident_mib() - before);
    return 0; /* the process ends: nothing needs to be freed */
}

int main(int argc, char **argv) {
    const char *path = argc > 1 ? argv[1] : COT_SHARED_DIR "/data/graphs/dblp-csr.papers.txt.xz";
    static const char *const giant = "200 papers of 2,900 to 2,999 authors among 59,800 small ones";
    const int threads = cot_env_threads(NULL);
    reached_t real = {0}, made;
    cot_igraph_init();
    if (argc == 4 && strcmp(argv[1], "--memory") == 0) {
        return tell_memory(argv[2], argv[3]);
    }
    cot_incidence_t *incidence = read_papers(path);
    const bool has_real = incidence != NULL;
    if (has_real) {
        real = bench_corpus(argv[0], path, path, incidence, threads);
        bench_topics(incidence, threads);
        cot_incidence_free(incidence);
    }
    incidence = giant_papers();
    made = bench_corpus(argv[0], "giant", giant, incidence, threads);
    cot_incidence_free(incidence);
    putchar('\n');
    if (has_real) {
        tell(path, 10, "", &real, threads);
    }
    tell(giant, 5, "aim under 25%: ", &made, threads);
    return 0;
}
