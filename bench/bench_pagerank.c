/* bench_pagerank.c: PageRank beside igraph's (PRPACK): plain, on weights, with given restarts; and on bylines
 * themselves (no peer).
 *
 *     bench_pagerank [edges.txt[.xz] | papers.txt[.xz] ...]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_structure.h"

static double *preference; /* of the job in hand */

static void ours(void *data) {
    job_t *j = data;
    must(cot_pagerank(j->graph, j->ours, NULL, &j->env, NULL), "PageRank");
}

static void ours_from(void *data) {
    job_t *j = data;
    must(cot_pagerank_from(j->graph, 0.85, preference, j->ours, NULL, &j->env, NULL), "PageRank");
}

static void theirs(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(cot_ig_pagerank(&j->ig, &j->weight, 0.85, &values), "igraph_pagerank");
    keep(&values, j->theirs);
}

static void theirs_from(void *data) {
    job_t *j = data;
    igraph_vector_t values, reset;
    must_ig(igraph_vector_init(&values, 0), "memory");
    cot_ig_view(&reset, preference, j->graph->n);
    must_ig(cot_ig_pagerank_from(&j->ig, &j->weight, &reset, 0.85, &values), "igraph_personalized_pagerank");
    keep(&values, j->theirs);
}

static void bench(job_t *j) {
    rows(j, "PageRank", theirs, 3, ours, 2);
    compare_reals(j, j->graph->n, 1e-9, "PageRank");
    preference = bench_alloc(j->graph->n, sizeof *preference);
    for (uint32_t v = 0; v < j->graph->n; v++) {
        preference[v] = v % 7 == 0 ? 1.0 + v % 5 : 0.0;
    }
    rows(j, "PageRank, restarts at one in seven", COT_IGRAPH_1 ? NULL : theirs_from, 3, ours_from, 2);
    if (!COT_IGRAPH_1) {
        compare_reals(j, j->graph->n, 1e-9, "PageRank, restarts at one in seven");
    }
    free(preference);
    cot_graph_t *weighted = NULL; /* the same edges with weights of their own */
    uint32_t *pairs = bench_alloc(2 * j->graph->m, sizeof *pairs);
    double *weight = bench_alloc(j->graph->m, sizeof *weight);
    for (uint64_t e = 0; e < j->graph->m; e++) {
        pairs[2 * e] = j->graph->from[e];
        pairs[2 * e + 1] = j->graph->to[e];
        weight[e] = 1.0 / (double)(1 + e % 5);
    }
    must(cot_graph_from_edges(&weighted, j->graph->n, j->graph->m, pairs, weight, NULL), "weights");
    const cot_graph_t *const given = j->graph;
    j->graph = weighted;
    cot_ig_view(&j->weight, weight, weighted->m);
    rows(j, "PageRank on weights", theirs, 3, ours, 2);
    compare_reals(j, j->graph->n, 1e-9, "PageRank on weights");
    j->graph = given;
    cot_graph_free(weighted);
    free(pairs);
    free(weight);
}

typedef struct {
    job_t job; /* env only */
    cot_incidence_t *incidence;
    double *authors, *papers;
} bylines_t;

static void ours_incidence(void *data) {
    bylines_t *b = data;
    must(cot_pagerank_incidence(b->incidence, NULL, 0.85, NULL, b->authors, b->papers, NULL, NULL,
                                &b->job.env, NULL),
         "PageRank of authors and papers");
}

static void bench_incidence(void) {
    const char *const path = COT_SHARED_DIR "/data/graphs/dblp-csr.papers.txt.xz";
    bench_rows_t lines;
    bylines_t b = {.job = {.env = COT_ENV_INIT}};
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return;
    }
    must(cot_incidence_from_rows(&b.incidence, lines.largest + 1, (uint32_t)lines.n_rows, lines.off,
                                 lines.numbers, NULL, NULL),
         "incidence");
    b.authors = bench_alloc(b.incidence->n_authors, sizeof *b.authors);
    b.papers = bench_alloc(b.incidence->n_papers, sizeof *b.papers);
    bench_head("dblp-csr, authors and papers");
    for (int threads = 1; threads <= 2; threads++) {
        b.job.env.threads = threads;
        bench_row("coterie: PageRank on the incidence", threads, bench_time(ours_incidence, &b), 0);
    }
    cot_incidence_free(b.incidence);
    bench_clear_rows(&lines);
    free(b.authors);
    free(b.papers);
}

int main(int argc, char **argv) {
    const int code = bench_files(argc, argv, bench);
    if (argc == 1) {
        bench_incidence();
    }
    return code;
}
