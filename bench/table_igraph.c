/* table_igraph.c: the kernels of igraph's C library, the one that this program is linked with, for the table
 * of peers (bench_table.c): called in process on a copy of the network, so that no layer of Python is between.
 * Parameters are those of bench/peers/with_igraph.py. SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "prepare/prepared.h"

static void must_ig(igraph_error_t code, const char *what) {
    if (code != IGRAPH_SUCCESS) {
        fprintf(stderr, "bench_table: %s: %s\n", what, igraph_strerror(code));
        exit(1);
    }
}

static igraph_vector_t reals(void) {
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    return values;
}

static igraph_vector_int_t wholes(void) {
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    return values;
}

static void keep_reals(igraph_vector_t *values, double *out) {
    for (cot_ig_int_t i = 0; i < igraph_vector_size(values); i++) {
        out[i] = VECTOR(*values)[i];
    }
    igraph_vector_destroy(values);
}

static void keep_wholes(igraph_vector_int_t *values, uint32_t *out) {
    for (cot_ig_int_t i = 0; i < igraph_vector_int_size(values); i++) {
        out[i] = (uint32_t)VECTOR(*values)[i];
    }
    igraph_vector_int_destroy(values);
}

static void run_components(void *data) {
    job_t *j = data;
    cot_ig_int_t count;
    igraph_vector_int_t of = wholes();
    must_ig(igraph_connected_components(&j->peer->graph, &of, NULL, &count, IGRAPH_WEAK), "components");
    keep_wholes(&of, j->whole);
    (void)snprintf(j->extra, sizeof j->extra, " components=%llu", (unsigned long long)count);
}

static void run_cores(void *data) {
    job_t *j = data;
    igraph_vector_int_t cores = wholes();
    must_ig(igraph_coreness(&j->peer->graph, &cores, IGRAPH_ALL), "core numbers");
    keep_wholes(&cores, j->whole);
}

static void run_clustering(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    must_ig(igraph_transitivity_local_undirected(&j->peer->graph, &values, igraph_vss_all(),
                                                 IGRAPH_TRANSITIVITY_NAN),
            "clustering");
    keep_reals(&values, j->real);
}

static void run_pagerank(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    must_ig(cot_ig_pagerank(&j->peer->graph, NULL, 0.85, &values), "PageRank");
    keep_reals(&values, j->real);
}

/* The sources that this library would take, so that answers can be compared one by one. */
static void pick_sources(void *data) {
    job_t *j = data;
    const uint32_t n = j->graph->n;
    uint32_t *per_class = bench_alloc(n, sizeof *per_class), count;
    uint8_t *picked = bench_alloc(n, 1);
    must(cot_i_pick_sources(&j->prepared->quotient, n, j->n_sources, 1, per_class, picked, &count, NULL),
         "sources", NULL);
    igraph_vector_int_clear(&j->peer->sources);
    for (uint32_t v = 0; v < n && j->n_sources > 0; v++) {
        if (picked[v]) {
            must_ig(igraph_vector_int_push_back(&j->peer->sources, (cot_ig_int_t)v), "memory");
        }
    }
    free(per_class);
    free(picked);
}

static igraph_vs_t sources_of(const job_t *j) {
    return j->n_sources > 0 ? igraph_vss_vector(&j->peer->sources) : igraph_vss_all();
}

#if !COT_IGRAPH_1 /* whose igraph_betweenness_subset takes other parameters */
static void run_betweenness(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    if (j->n_sources == 0) {
        must_ig(cot_ig_betweenness(&j->peer->graph, NULL, &values), "betweenness");
    } else {
        must_ig(igraph_betweenness_subset(&j->peer->graph, &values, igraph_vss_all(), false, sources_of(j),
                                          igraph_vss_all(), NULL),
                "betweenness from some sources");
        igraph_vector_scale(&values, (double)j->graph->n / (double)j->n_sources);
    }
    keep_reals(&values, j->real);
}
#endif

/* One value per source, in the order of the vertices; NaN for the others. */
static void keep_some(const job_t *j, igraph_vector_t *values) {
    for (uint32_t v = 0; v < j->graph->n && j->n_sources > 0; v++) {
        j->real[v] = NAN;
    }
    for (cot_ig_int_t i = 0; j->n_sources > 0 && i < igraph_vector_size(values); i++) {
        j->real[VECTOR(j->peer->sources)[i]] = VECTOR(*values)[i];
    }
    if (j->n_sources == 0) {
        keep_reals(values, j->real);
    } else {
        igraph_vector_destroy(values);
    }
}

static void run_harmonic(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    must_ig(igraph_harmonic_centrality(&j->peer->graph, &values, sources_of(j), IGRAPH_ALL, NULL, true),
            "harmonic closeness");
    keep_some(j, &values);
}

static void run_closeness(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    must_ig(igraph_closeness(&j->peer->graph, &values, NULL, NULL, sources_of(j), IGRAPH_ALL, NULL, true),
            "closeness");
    keep_some(j, &values);
}

static void run_constraint(void *data) {
    job_t *j = data;
    igraph_vector_t values = reals();
    must_ig(igraph_constraint(&j->peer->graph, &values, igraph_vss_all(), NULL), "constraint");
    keep_reals(&values, j->real);
}

static void run_truss(void *data) {
    job_t *j = data;
    igraph_vector_int_t truss = wholes();
    must_ig(igraph_trussness(&j->peer->graph, &truss), "truss");
    keep_wholes(&truss, j->of_edge);
}

static void keep_communities(const job_t *j, igraph_vector_int_t *of) {
    for (uint32_t v = 0; v < j->graph->n; v++) {
        j->community[v] = VECTOR(*of)[v];
    }
    igraph_vector_int_destroy(of);
}

static void run_louvain(void *data) {
    job_t *j = data;
    igraph_vector_int_t of = wholes();
    must_ig(igraph_rng_seed(igraph_rng_default(), j->env.seed), "seed");
    must_ig(igraph_community_multilevel(&j->peer->graph, NULL, 1.0, &of, NULL, NULL), "Louvain");
    keep_communities(j, &of);
}

/* Leiden for modularity: a vertex weighs its degree, the resolution is 1 / 2m. */
static void find_leiden(job_t *j, int passes) {
    igraph_vector_int_t of = wholes();
    igraph_vector_t degree = reals();
    double quality;
    must_ig(igraph_rng_seed(igraph_rng_default(), j->env.seed), "seed");
    const igraph_t *graph = &j->peer->graph;
    const double resolution = 0.5 / (double)j->graph->m;
    must_ig(igraph_strength(graph, &degree, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, NULL), "degrees");
    must_ig(cot_ig_leiden(graph, NULL, &degree, resolution, 0.01, passes, &of, &quality), "Leiden");
    igraph_vector_destroy(&degree);
    keep_communities(j, &of);
}

static void run_leiden_1(void *data) {
    find_leiden(data, 1);
}

static void run_leiden_2(void *data) {
    find_leiden(data, 2);
}

static void run_leiden_3(void *data) {
    find_leiden(data, 3);
}

/* Authors first, then papers. */
static void ready_projection(void *data) {
    job_t *j = data;
    peer_t *p = j->peer;
    const cot_incidence_t *x = j->incidence;
    const cot_ig_int_t n = (cot_ig_int_t)x->n_authors + x->n_papers;
    igraph_vector_int_t ends;
    must_ig(igraph_vector_int_init(&ends, (cot_ig_int_t)(2 * x->n_slots)), "memory");
    must_ig(igraph_vector_bool_init(&p->types, n), "memory");
    must_ig(igraph_vector_int_init(&p->papers, 0), "memory");
    for (uint32_t paper = 0; paper < x->n_papers; paper++) {
        VECTOR(p->types)[x->n_authors + paper] = true;
        for (uint64_t i = x->paper_off[paper]; i < x->paper_off[paper + 1]; i++) {
            VECTOR(ends)[2 * i] = x->paper_authors[i];
            VECTOR(ends)[2 * i + 1] = (cot_ig_int_t)x->n_authors + paper;
        }
    }
    must_ig(igraph_create(&p->both, &ends, n, IGRAPH_UNDIRECTED), "authors and papers");
    igraph_vector_int_destroy(&ends);
    p->has_both = true;
}

static void run_projection(void *data) {
    peer_t *p = ((job_t *)data)->peer;
    if (p->has_projected) {
        igraph_destroy(&p->projected);
    }
    must_ig(igraph_bipartite_projection(&p->both, &p->types, &p->projected, NULL, &p->papers, NULL, -1),
            "projection");
    p->has_projected = true;
}

/* The answer as one of our networks. */
static void tell_projection(void *data) {
    job_t *j = data;
    const peer_t *p = j->peer;
    const uint64_t m = (uint64_t)igraph_ecount(&p->projected);
    uint32_t *pairs = bench_alloc(m, 2 * sizeof *pairs);
    double *weight = bench_alloc(m, sizeof *weight);
    for (uint64_t e = 0; e < m; e++) {
        pairs[2 * e] = (uint32_t)IGRAPH_FROM(&p->projected, (cot_ig_int_t)e);
        pairs[2 * e + 1] = (uint32_t)IGRAPH_TO(&p->projected, (cot_ig_int_t)e);
        weight[e] = (double)VECTOR(p->papers)[e];
    }
    cot_graph_free(j->network);
    j->network = NULL;
    must(cot_graph_from_edges(&j->network, j->incidence->n_authors, m, pairs, weight, NULL),
         "igraph's projection", NULL);
    free(pairs);
    free(weight);
}

/* What our row wrote is read, */
static void run_graphml_read(void *data) {
    job_t *j = data;
    char path[4096];
    if (j->peer->has_file) {
        igraph_destroy(&j->peer->file);
    }
    FILE *file = fopen(file_beside(j, "coterie.graphml", path, sizeof path), "r");
    if (!file) {
        must(COT_E_INPUT, path, NULL);
        return;
    }
    must_ig(igraph_read_graph_graphml(&j->peer->file, file, 0), "GraphML, read");
    (void)fclose(file);
    j->peer->has_file = true;
    tell_bytes(j, path);
}

/* and written again. */
static void run_graphml_write(void *data) {
    job_t *j = data;
    char path[4096];
    FILE *file = fopen(file_beside(j, "igraph-C.graphml", path, sizeof path), "w");
    if (!file) {
        must(COT_E_OUTPUT, path, NULL);
        return;
    }
    must_ig(igraph_write_graph_graphml(&j->peer->file, file, true), "GraphML, written");
    (void)fclose(file);
}

static void tell_written(void *data) {
    job_t *j = data;
    char path[4096];
    tell_bytes(j, file_beside(j, "igraph-C.graphml", path, sizeof path));
    (void)remove(path);
}

static const kernel_t KERNELS[] = {
    {.name = "components", .run = run_components, .answer = ANSWER_WHOLE, .serial = true},
    {.name = "cores", .run = run_cores, .answer = ANSWER_WHOLE, .serial = true},
    {.name = "clustering", .run = run_clustering, .answer = ANSWER_REAL, .serial = true},
    {.name = "pagerank", .run = run_pagerank, .answer = ANSWER_REAL, .serial = true},
#if !COT_IGRAPH_1
    {.name = "betweenness-256",
     .ready = pick_sources,
     .run = run_betweenness,
     .answer = ANSWER_REAL,
     .n_sources = 256,
     .serial = true},
    {.name = "betweenness",
     .ready = pick_sources,
     .run = run_betweenness,
     .answer = ANSWER_REAL,
     .walk = WALK_SAMPLED,
     .serial = true},
#endif
    {.name = "harmonic",
     .ready = pick_sources,
     .run = run_harmonic,
     .answer = ANSWER_REAL,
     .walk = WALK_SAMPLED,
     .serial = true},
    {.name = "closeness",
     .ready = pick_sources,
     .run = run_closeness,
     .answer = ANSWER_REAL,
     .walk = WALK_SAMPLED,
     .serial = true},
    {.name = "constraint", .run = run_constraint, .answer = ANSWER_REAL, .serial = true},
    {.name = "truss", .run = run_truss, .answer = ANSWER_EDGES, .serial = true},
    {.name = "louvain", .run = run_louvain, COMMUNITIES, .serial = true},
    {.name = "leiden-1", .run = run_leiden_1, COMMUNITIES, .serial = true},
    {.name = "leiden-2", .run = run_leiden_2, COMMUNITIES, .serial = true},
    {.name = "leiden-3", .run = run_leiden_3, COMMUNITIES, .serial = true},
    {.name = "projection",
     .ready = ready_projection,
     .run = run_projection,
     .tell = tell_projection,
     .needs = NEEDS_PAPERS,
     .answer = ANSWER_NETWORK,
     .serial = true},
    {.name = "graphml-write",
     .ready = run_graphml_read,
     .run = run_graphml_write,
     .tell = tell_written,
     .needs = NEEDS_CORPUS,
     .serial = true},
    {.name = "graphml-read", .run = run_graphml_read, .needs = NEEDS_CORPUS, .serial = true},
};

const engine_t *igraph_engine(void) {
    static char note[64];
    static engine_t engine = {"igraph C", note, KERNELS, sizeof KERNELS / sizeof *KERNELS};
    const char *version;
    igraph_version(&version, NULL, NULL, NULL);
    (void)snprintf(note, sizeof note, " version=%s our-sources", version);
    return &engine;
}
