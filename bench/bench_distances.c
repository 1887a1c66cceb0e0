/* bench_distances.c: all distances of networks from edge lists, beside igraph.
 *
 *     bench_distances [edges.txt[.xz] ...]    "u v" per line; default: ca-GrQc, ca-AstroPh, ca-CondMat, com-dblp
 *
 * Ours gives closeness, harmonic closeness, eccentricity and all figures in one pass; igraph's row is one of them.
 * Answers are compared first (relative 1e-9). Where igraph would need minutes it does a sample of the vertices (every
 * k-th), and its time is scaled up: the row says so. Weighted rows have random weights.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench_paths.h"

#include "paths/distances.h"

enum { WHOLE_ARCS = 200000000, LONG_ARCS = 2000000000 };

typedef struct {
    net_t net;
    cot_distances_t *found;
    uint32_t n_sources; /* 0: all */
    igraph_vector_t lengths, values;
    igraph_vs_t some; /* vertices that igraph does: every step-th */
    uint32_t step;
} job_t;

static void our_distances(void *data) {
    job_t *j = data;
    cot_distances_free(j->found);
    must(cot_distances(&j->found, j->net.prepared, NULL, &j->net.env, NULL), "distances");
}

static void our_whole(void *data) {
    job_t *j = data;
    net_prepare(&j->net);
    our_distances(j);
}

static void our_weighted(void *data) {
    job_t *j = data;
    const cot_distances_params_t params = {j->n_sources, false};
    cot_distances_free(j->found);
    must(cot_weighted_distances(&j->found, j->net.prepared, &params, &j->net.env, NULL),
         "weighted distances");
}

static void our_hyperball(void *data) {
    job_t *j = data;
    cot_distances_free(j->found);
    must(cot_hyperball(&j->found, j->net.prepared, 0, &j->net.env, NULL), "HyperBall");
}

static void their_closeness(void *data) {
    job_t *j = data;
    must_ig(igraph_closeness(&j->net.ig, &j->values, NULL, NULL, j->some, IGRAPH_ALL, NULL, true),
            "igraph_closeness");
}

static void their_harmonic(void *data) {
    job_t *j = data;
    must_ig(igraph_harmonic_centrality(&j->net.ig, &j->values, j->some, IGRAPH_ALL, NULL, true),
            "igraph_harmonic_centrality");
}

static void their_weighted(void *data) {
    job_t *j = data;
    must_ig(igraph_closeness(&j->net.ig, &j->values, NULL, NULL, j->some, IGRAPH_ALL, &j->lengths, true),
            "igraph_closeness");
}

static void compare(const job_t *j, const double *ours, const char *what) {
    uint32_t i = 0;
    for (uint32_t v = 0; v < j->net.graph->n; v += j->step, i++) {
        const double a = ours[v], b = VECTOR(j->values)[i];
        if (isnan(a) != isnan(b) || fabs(a - b) > 1e-9 * fabs(b)) {
            bench_fail(what);
        }
    }
}

/* igraph does every step-th vertex, so that it looks at about `arcs` of them. */
static void choose_some(job_t *j, uint64_t arcs) {
    igraph_vector_int_t vertices;
    const uint64_t whole = (uint64_t)j->net.graph->n * 2 * j->net.graph->m;
    j->step = whole > arcs ? (uint32_t)(whole / arcs) + 1 : 1;
    must_ig(igraph_vector_int_init(&vertices, 0), "memory");
    for (uint32_t v = 0; v < j->net.graph->n; v += j->step) {
        must_ig(igraph_vector_int_push_back(&vertices, (igraph_integer_t)v), "memory");
    }
    must_ig(igraph_vs_vector_copy(&j->some, &vertices), "memory");
    igraph_vector_int_destroy(&vertices);
}

/* igraph's time, for all vertices. */
static double their_row(job_t *j, const char *what, bench_fn *run) {
    char label[80];
    bench_time_t time = net_timed(run, j, &j->net, 1, 3);
    const double all = (double)j->net.graph->n / (double)igraph_vector_size(&j->values);
    (void)snprintf(label, sizeof label, j->step > 1 ? "igraph: %s, 1 of %u vertices" : "igraph: %s", what, j->step);
    time = (bench_time_t){time.median * all, time.least * all, time.most * all};
    bench_row(label, 1, time, 0);
    return time.median;
}

static void our_rows(job_t *j, const char *label, bench_fn *run, double peer, int runs) {
    for (int threads = 1; threads <= 2; threads++) {
        bench_row(label, threads, net_timed(run, j, &j->net, threads, runs), peer);
    }
}

static void bench_unweighted(job_t *j) {
    const bool large = (uint64_t)j->net.graph->n * j->net.graph->m > (uint64_t)50 * LONG_ARCS;
    choose_some(j, WHOLE_ARCS);
    our_whole(j);
    their_closeness(j);
    compare(j, j->found->closeness, "closeness");
    const double peer = their_row(j, "closeness", their_closeness);
    (void)their_row(j, "harmonic closeness", their_harmonic);
    compare(j, j->found->harmonic, "harmonic closeness");
    our_rows(j, "coterie: all distances", our_distances, peer, large ? 1 : BENCH_RUNS);
    our_rows(j, "coterie: preparation and all distances", our_whole, peer, large ? 1 : BENCH_RUNS);
    our_rows(j, "coterie: HyperBall, 2^7 registers", our_hyperball, peer, large ? 1 : 3);
    printf("%-44s %7d %10.5f\n%-44s %7d %10.5f\n", "predicted: all distances", 1,
           cot_i_distances_cost(j->net.prepared, 0, 1), "predicted: HyperBall", 1,
           cot_i_hyperball_cost(j->net.prepared, 0, 1));
    igraph_vs_destroy(&j->some);
}

/* All vertices in small networks, else a sample whose time is scaled up. */
static void bench_weighted(job_t *j) {
    const bool whole = (uint64_t)j->net.graph->n * 2 * j->net.graph->m < LONG_ARCS;
    choose_some(j, WHOLE_ARCS / 10);
    j->n_sources = whole ? 0 : 64;
    const double peer = their_row(j, "weighted closeness", their_weighted);
    if (whole) {
        our_weighted(j);
        compare(j, j->found->closeness, "weighted closeness");
        our_rows(j, "coterie: all weighted distances", our_weighted, peer, 1);
    } else {
        our_rows(j, "coterie: weighted, 64 sources, scaled peer", our_weighted,
                 peer * 64 / j->net.graph->n, 3);
    }
    printf("%-44s %7d %10.5f\n", "predicted", 1,
           cot_i_weighted_distances_cost(j->net.prepared, j->n_sources, 1));
    igraph_vs_destroy(&j->some);
}

static void bench_graph(const char *path, const cot_graph_t *graph) {
    job_t job = {0};
    net_open(&job.net, path, graph);
    net_prepare(&job.net);
    must_ig(igraph_vector_init(&job.values, 0), "memory");
    must_ig(igraph_vector_init(&job.lengths, (igraph_integer_t)graph->m), "memory");
    for (uint64_t e = 0; e < graph->m; e++) {
        VECTOR(job.lengths)[e] = 1 / graph->weight[e];
    }
    bench_unweighted(&job);
    bench_weighted(&job);
    printf("largest memory so far: %.0f MiB\n", bench_peak_mib());
    igraph_vector_destroy(&job.values);
    igraph_vector_destroy(&job.lengths);
    cot_distances_free(job.found);
    net_close(&job.net);
}

int main(int argc, char **argv) {
    return net_each(argc, argv, true, bench_graph);
}
