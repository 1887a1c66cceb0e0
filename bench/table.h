/* table.h: what the parts of bench_table.c share: a network with its answers, and a kernel of the table of
 * peers. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BENCH_TABLE_H
#define COT_BENCH_TABLE_H

#include "bench.h"

#include "bridge/compat.h"
#include "coterie/coterie.h"
#include "coterie/igraph.h"

enum { SEEDS = 20, MOST_THREADS = 2 };

/* igraph's own things, made only where its rows are measured. */
typedef struct {
    igraph_t graph;              /* the network */
    igraph_vector_int_t sources; /* what it walks from, when not from all */
    igraph_t both;               /* authors and papers, */
    igraph_vector_bool_t types;  /* which is which, */
    igraph_t projected;          /* and the pairs of authors */
    igraph_vector_int_t papers;  /* behind each pair */
    igraph_t file;               /* what was read from GraphML */
    bool has_both, has_projected, has_file;
} peer_t;

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
    double quality[SEEDS]; /* modularity of the partitions of the last runs */
    int n_qualities;
    peer_t *peer;
    char extra[160]; /* what a kernel has to add to the note */
} job_t;

typedef enum { NEEDS_EDGES, NEEDS_PAPERS, NEEDS_CORPUS } needs_t;
typedef enum { ANSWER_NONE, ANSWER_REAL, ANSWER_WHOLE, ANSWER_EDGES, ANSWER_NETWORK } answer_t;

/* How long a kernel may take, and what to do then. */
typedef enum {
    WALK_NONE,      /* no matter how long */
    WALK_PREDICTED, /* ours, exact betweenness: left out where the prediction is too long */
    WALK_SAMPLED    /* a peer that walks from every vertex: from some of them, and multiplied up */
} walk_t;

typedef struct {
    const char *name; /* as in bench/peers/kernels.py */
    bench_fn *ready;  /* before the first run, untimed; or NULL */
    bench_fn *run;
    bench_fn *judge; /* after each run, untimed; or NULL */
    bench_fn *tell;  /* adds to the note after the last run, untimed; or NULL */
    needs_t needs;
    answer_t answer;
    uint32_t n_sources; /* walks from that many sources; 0: from all, or from none */
    walk_t walk;
    bool serial;
    bool seeded; /* every run takes another seed: SEEDS runs */
} kernel_t;

typedef struct {
    const char *name; /* in the table */
    const char *note; /* for every row, or NULL */
    const kernel_t *kernels;
    size_t n_kernels;
} engine_t;

/* table_ours.c; its first kernel prepares the network for the others. */
const engine_t *our_engine(void);
/* table_igraph.c: the C library that this program is linked with. */
const engine_t *igraph_engine(void);

/* Modularity of job->community, for all engines. */
static inline void judge_communities(void *data) {
    job_t *j = data;
    j->quality[j->n_qualities++ % SEEDS] = cot_modularity(j->graph, j->community, 1.0);
}

static inline void tell_quality(void *data) {
    job_t *j = data;
    const int n = j->n_qualities < SEEDS ? j->n_qualities : SEEDS;
    qsort(j->quality, (size_t)n, sizeof *j->quality, bench_by_value);
    (void)snprintf(j->extra, sizeof j->extra, " q=%.4f q-least=%.4f q-most=%.4f", j->quality[n / 2],
                   j->quality[0], j->quality[n - 1]);
    j->n_qualities = 0;
}

/* What a kernel that finds communities is like. */
#define COMMUNITIES .judge = judge_communities, .tell = tell_quality, .seeded = true

static inline void must(cot_status_t st, const char *what, const cot_error_t *err) {
    if (st != COT_OK) {
        fprintf(stderr, "bench_table: %s: %s\n", what,
                err && err->message[0] ? err->message : cot_status_text(st));
        exit(1);
    }
}

/* A file beside the answers. */
static inline const char *file_beside(const job_t *j, const char *name, char *path, size_t space) {
    (void)snprintf(path, space, "%s/%s", j->values ? j->values : ".", name);
    return path;
}

static inline void tell_bytes(job_t *j, const char *path) {
    FILE *file = fopen(path, "r");
    if (file && fseek(file, 0, SEEK_END) == 0) {
        (void)snprintf(j->extra, sizeof j->extra, " bytes=%ld", ftell(file));
    }
    if (file) {
        (void)fclose(file);
    }
}

#endif
