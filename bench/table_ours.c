/* table_ours.c: this library's kernels for the table of peers (bench_table.c): one row of KERNELS each, and
 * one of the same name in bench/peers/kernels.py. SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

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

static void find_communities(job_t *j, cot_method_t method, uint32_t passes) {
    cot_communities_params_t params = COT_COMMUNITIES_PARAMS_INIT;
    params.method = method;
    params.passes = passes;
    must(cot_communities(j->graph, &params, j->community, NULL, &j->env, NULL), "communities", NULL);
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
    must(cot_out_file(&out, file_beside(j, "coterie.graphml", path, sizeof path), &err), "GraphML", &err);
    cot_out_env(out, &j->env);
    must(cot_write_graphml(j->results, &j->results->coauthor, out, &err), "GraphML", &err);
    must(cot_out_close(out, 1, &err), "GraphML", &err);
    tell_bytes(j, path);
}

/* What was written last is read. */
static void run_graphml_read(void *data) {
    job_t *j = data;
    char path[4096];
    cot_network_file_t *file;
    cot_error_t err = COT_ERROR_INIT;
    (void)file_beside(j, "coterie.graphml", path, sizeof path);
    must(cot_network_read(&file, path, NULL, &j->env, &err), "GraphML", &err);
    (void)snprintf(j->extra, sizeof j->extra, " bytes=%llu", (unsigned long long)file->bytes);
    cot_network_file_free(file);
}

/* The kernels, in the order of the table. */
static const kernel_t KERNELS[] = {
    {.name = "prepare", .run = run_prepare, .tell = tell_prepared},
    {.name = "components", .run = run_components, .answer = ANSWER_WHOLE},
    {.name = "cores", .run = run_cores, .answer = ANSWER_WHOLE, .serial = true},
    {.name = "clustering", .run = run_clustering, .tell = tell_triangles, .answer = ANSWER_REAL},
    {.name = "pagerank", .run = run_pagerank, .answer = ANSWER_REAL},
    {.name = "betweenness-256", .run = run_betweenness, .answer = ANSWER_REAL, .n_sources = 256},
    {.name = "betweenness", .run = run_betweenness, .answer = ANSWER_REAL, .walk = WALK_PREDICTED},
    {.name = "betweenness-float",
     .run = run_betweenness_float,
     .answer = ANSWER_REAL,
     .walk = WALK_PREDICTED},
    {.name = "harmonic", .run = run_harmonic, .answer = ANSWER_REAL},
    {.name = "closeness", .run = run_closeness, .answer = ANSWER_REAL},
    {.name = "constraint", .run = run_constraint, .answer = ANSWER_REAL},
    {.name = "truss", .run = run_truss, .answer = ANSWER_EDGES},
    {.name = "louvain", .run = run_louvain, COMMUNITIES},
    {.name = "leiden-1", .run = run_leiden_1, COMMUNITIES},
    {.name = "leiden-2", .run = run_leiden_2, COMMUNITIES},
    {.name = "leiden-3", .run = run_leiden_3, COMMUNITIES},
    {.name = "projection", .run = run_projection, .needs = NEEDS_PAPERS, .answer = ANSWER_NETWORK},
    {.name = "graphml-write", .run = run_graphml_write, .needs = NEEDS_CORPUS},
    {.name = "graphml-read", .run = run_graphml_read, .needs = NEEDS_CORPUS},
};

const engine_t *our_engine(void) {
    static const engine_t engine = {"coterie", NULL, KERNELS, sizeof KERNELS / sizeof *KERNELS};
    return &engine;
}
