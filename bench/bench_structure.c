/* bench_structure.c: components, cores, triangles, trusses, structural holes and mixing beside igraph.
 *
 *     bench_structure [edges.txt[.xz] | papers.txt[.xz] ...]
 *
 * Answers are compared with igraph's first: a wrong answer has no speed. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "bench_structure.h"

static void our_components(void *data) {
    job_t *j = data;
    must(cot_components(j->graph, j->ours_int, NULL, &j->env, NULL), "components");
}

static void their_components(void *data) {
    job_t *j = data;
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    must_ig(igraph_connected_components(&j->ig, &values, NULL, NULL, IGRAPH_WEAK),
            "igraph_connected_components");
    keep_ints(&values, j->theirs_int);
}

static void our_cores(void *data) {
    job_t *j = data;
    must(cot_core_numbers(j->graph, j->ours_int, NULL), "core numbers");
}

static void their_cores(void *data) {
    job_t *j = data;
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    must_ig(igraph_coreness(&j->ig, &values, IGRAPH_ALL), "igraph_coreness");
    keep_ints(&values, j->theirs_int);
}

static void our_clustering(void *data) {
    job_t *j = data;
    must(cot_clustering(j->graph, j->ours, NULL, &j->env, NULL), "clustering");
}

static void their_clustering(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_transitivity_local_undirected(&j->ig, &values, igraph_vss_all(), IGRAPH_TRANSITIVITY_NAN),
            "igraph_transitivity_local_undirected");
    keep(&values, j->theirs);
}

static void our_barrat(void *data) {
    job_t *j = data;
    must(cot_weighted_clustering(j->graph, j->ours, &j->env, NULL), "weighted clustering");
}

static void their_barrat(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(cot_ig_barrat(&j->ig, &j->weight, &values), "igraph_transitivity_barrat");
    keep(&values, j->theirs);
}

static void our_trusses(void *data) {
    job_t *j = data;
    must(cot_truss_numbers(j->graph, j->ours_int, NULL, &j->env, NULL), "truss numbers");
}

static void their_trusses(void *data) {
    job_t *j = data;
    igraph_vector_int_t values;
    must_ig(igraph_vector_int_init(&values, 0), "memory");
    must_ig(igraph_trussness(&j->ig, &values), "igraph_trussness");
    keep_ints(&values, j->theirs_int);
}

static void our_constraint(void *data) {
    job_t *j = data;
    must(cot_structural_holes(j->graph, j->ours, NULL, NULL, NULL, &j->env, NULL), "constraint");
}

static void their_constraint(void *data) {
    job_t *j = data;
    igraph_vector_t values;
    must_ig(igraph_vector_init(&values, 0), "memory");
    must_ig(igraph_constraint(&j->ig, &values, igraph_vss_all(), &j->weight), "igraph_constraint");
    keep(&values, j->theirs);
}

static void our_assortativity(void *data) {
    job_t *j = data;
    must(cot_degree_assortativity(j->graph, j->ours, &j->env, NULL), "assortativity");
}

static void their_assortativity(void *data) {
    job_t *j = data;
    must_ig(igraph_assortativity_degree(&j->ig, j->theirs, IGRAPH_UNDIRECTED), "igraph_assortativity_degree");
}

static void our_rewiring(void *data) {
    job_t *j = data;
    cot_graph_t *made = NULL;
    must(cot_rewire(&made, j->graph, 0, 10, &j->env, NULL), "random network");
    cot_graph_free(made);
}

/* The same number of attempts. */
static void their_rewiring(void *data) {
    job_t *j = data;
    igraph_t copy;
    must_ig(igraph_copy(&copy, &j->ig), "memory");
#if COT_IGRAPH_1
    must_ig(igraph_rewire(&copy, 10 * (igraph_int_t)j->graph->m, IGRAPH_SIMPLE_SW, NULL), "igraph_rewire");
#else
    must_ig(igraph_rewire(&copy, 10 * (igraph_integer_t)j->graph->m, IGRAPH_REWIRING_SIMPLE),
            "igraph_rewire");
#endif
    igraph_destroy(&copy);
}

/* The same partition under other numbers. */
static void compare_partition(const job_t *j) {
    uint32_t *to = bench_alloc(j->graph->n, sizeof *to);
    for (uint32_t v = 0; v < j->graph->n; v++) {
        uint32_t *image = &to[j->ours_int[v]];
        *image = *image == 0 ? j->theirs_int[v] + 1 : *image;
        if (*image != j->theirs_int[v] + 1) {
            bench_fail("components");
        }
    }
    free(to);
}

static void bench(job_t *j) {
    const uint32_t n = j->graph->n;
    rows(j, "components", their_components, BENCH_RUNS, our_components, 2);
    compare_partition(j);
    rows(j, "core numbers", their_cores, BENCH_RUNS, our_cores, 1);
    compare_ints(j, n, "core numbers");
    rows(j, "local clustering", their_clustering, BENCH_RUNS, our_clustering, 2);
    compare_reals(j, n, 1e-13, "local clustering");
    rows(j, "weighted clustering", COT_IGRAPH_1 ? NULL : their_barrat, 3, our_barrat, 2);
    if (!COT_IGRAPH_1) {
        compare_reals(j, n, 1e-9, "weighted clustering");
    }
    rows(j, "truss numbers", their_trusses, 3, our_trusses, 2);
    compare_ints(j, j->graph->m, "truss numbers");
    rows(j, "constraint", their_constraint, 3, our_constraint, 2);
    compare_reals(j, n, 1e-9, "constraint");
    rows(j, "degree assortativity", their_assortativity, 3, our_assortativity, 2);
    compare_reals(j, 1, 1e-9, "degree assortativity");
    rows(j, "random network, 10 attempts per edge", their_rewiring, 1, our_rewiring, 1);
}

int main(int argc, char **argv) {
    return bench_files(argc, argv, bench);
}
