/* compat.h: igraph 0.10 and 1.0 under one set of names. The only file that looks at igraph's version.
 *
 * 1.0 renamed igraph_integer_t to igraph_int_t, returns views by value, swapped the RNG by pointer instead of
 * by copy, made the interruption handler a predicate, wants igraph_setup(), and moved or added parameters of
 * the functions below. Each is wrapped here in the shape that this library uses: undirected networks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BRIDGE_COMPAT_H
#define COT_BRIDGE_COMPAT_H

#include <stdbool.h>
#include <stdint.h>

#include <igraph.h>

#define COT_IGRAPH_1 (IGRAPH_VERSION_MAJOR >= 1)

#if COT_IGRAPH_1

typedef igraph_int_t cot_ig_int_t;
typedef igraph_rng_t *cot_ig_saved_rng_t;

static inline igraph_error_t cot_ig_setup(void) {
    return igraph_setup();
}
static inline cot_ig_saved_rng_t cot_ig_swap_rng(igraph_rng_t *rng) {
    return igraph_rng_set_default(rng);
}
static inline void cot_ig_restore_rng(cot_ig_saved_rng_t *saved) {
    (void)igraph_rng_set_default(*saved);
}
static inline void cot_ig_view(igraph_vector_t *view, const double *data, uint64_t n) {
    *view = igraph_vector_view(data, (cot_ig_int_t)n);
}
static inline igraph_error_t cot_ig_leiden(const igraph_t *graph, const igraph_vector_t *weights,
                                           const igraph_vector_t *vertex_weights, double resolution,
                                           double beta, int iterations, igraph_vector_int_t *membership,
                                           double *quality) {
    return igraph_community_leiden(graph, weights, vertex_weights, NULL, resolution, beta, false, iterations,
                                   membership, NULL, quality);
}
static inline igraph_error_t cot_ig_label_propagation(const igraph_t *graph, const igraph_vector_t *weights,
                                                      igraph_vector_int_t *membership) {
    return igraph_community_label_propagation(graph, membership, IGRAPH_ALL, weights, NULL, NULL,
                                              IGRAPH_LPA_DOMINANCE);
}
static inline igraph_error_t cot_ig_infomap(const igraph_t *graph, const igraph_vector_t *weights, int trials,
                                            igraph_vector_int_t *membership, double *codelength) {
    return igraph_community_infomap(graph, weights, NULL, trials, false, 0, membership, codelength);
}
/* lengths: NULL = all 1. */
static inline igraph_error_t cot_ig_betweenness(const igraph_t *graph, const igraph_vector_t *lengths,
                                                igraph_vector_t *out) {
    return igraph_betweenness(graph, lengths, out, igraph_vss_all(), IGRAPH_UNDIRECTED, false);
}
static inline igraph_error_t cot_ig_edge_betweenness(const igraph_t *graph, const igraph_vector_t *lengths,
                                                     igraph_vector_t *out) {
    return igraph_edge_betweenness(graph, lengths, out, igraph_ess_all(IGRAPH_EDGEORDER_ID), IGRAPH_UNDIRECTED,
                                   false);
}
static inline igraph_error_t cot_ig_pagerank(const igraph_t *graph, const igraph_vector_t *weights,
                                             double damping, igraph_vector_t *out) {
    return igraph_pagerank(graph, weights, out, NULL, damping, IGRAPH_UNDIRECTED, igraph_vss_all(),
                           IGRAPH_PAGERANK_ALGO_PRPACK, NULL);
}
/* Peers of tests and benchmarks whose parameters moved: not offered with 1.0. */
static inline igraph_error_t cot_ig_pagerank_from(const igraph_t *graph, const igraph_vector_t *weights,
                                                  const igraph_vector_t *reset, double damping,
                                                  igraph_vector_t *out) {
    (void)graph, (void)weights, (void)reset, (void)damping, (void)out;
    return IGRAPH_UNIMPLEMENTED;
}
static inline igraph_error_t cot_ig_barrat(const igraph_t *graph, const igraph_vector_t *weights,
                                           igraph_vector_t *out) {
    (void)graph, (void)weights, (void)out;
    return IGRAPH_UNIMPLEMENTED;
}
static inline igraph_error_t cot_ig_mean_distance(const igraph_t *graph, double *out) {
    return igraph_average_path_length(graph, NULL, out, NULL, IGRAPH_UNDIRECTED, true);
}
static inline igraph_error_t cot_ig_diameter(const igraph_t *graph, double *out) {
    return igraph_diameter(graph, NULL, out, NULL, NULL, NULL, NULL, IGRAPH_UNDIRECTED, true);
}
static inline igraph_error_t cot_ig_density(const igraph_t *graph, double *out) {
    return igraph_density(graph, NULL, out, IGRAPH_NO_LOOPS);
}
#define COT_IG_INTERRUPTION_PARAMS void
#define COT_IG_INTERRUPTION_RESULT igraph_bool_t
#define COT_IG_INTERRUPTION(stop) (stop)

#else

typedef igraph_integer_t cot_ig_int_t;
typedef igraph_rng_t cot_ig_saved_rng_t;

static inline igraph_error_t cot_ig_setup(void) {
    return IGRAPH_SUCCESS;
}
static inline cot_ig_saved_rng_t cot_ig_swap_rng(igraph_rng_t *rng) {
    igraph_rng_t saved = *igraph_rng_default();
    igraph_rng_set_default(rng);
    return saved;
}
static inline void cot_ig_restore_rng(cot_ig_saved_rng_t *saved) {
    igraph_rng_set_default(saved);
}
static inline void cot_ig_view(igraph_vector_t *view, const double *data, uint64_t n) {
    (void)igraph_vector_view(view, data, (cot_ig_int_t)n);
}
static inline igraph_error_t cot_ig_leiden(const igraph_t *graph, const igraph_vector_t *weights,
                                           const igraph_vector_t *vertex_weights, double resolution,
                                           double beta, int iterations, igraph_vector_int_t *membership,
                                           double *quality) {
    return igraph_community_leiden(graph, weights, vertex_weights, resolution, beta, false, iterations,
                                   membership, NULL, quality);
}
static inline igraph_error_t cot_ig_label_propagation(const igraph_t *graph, const igraph_vector_t *weights,
                                                      igraph_vector_int_t *membership) {
    return igraph_community_label_propagation(graph, membership, IGRAPH_ALL, weights, NULL, NULL);
}
static inline igraph_error_t cot_ig_infomap(const igraph_t *graph, const igraph_vector_t *weights, int trials,
                                            igraph_vector_int_t *membership, double *codelength) {
    return igraph_community_infomap(graph, weights, NULL, trials, membership, codelength);
}
static inline igraph_error_t cot_ig_betweenness(const igraph_t *graph, const igraph_vector_t *lengths,
                                                igraph_vector_t *out) {
    return igraph_betweenness(graph, out, igraph_vss_all(), IGRAPH_UNDIRECTED, lengths);
}
static inline igraph_error_t cot_ig_edge_betweenness(const igraph_t *graph, const igraph_vector_t *lengths,
                                                     igraph_vector_t *out) {
    return igraph_edge_betweenness(graph, out, IGRAPH_UNDIRECTED, lengths);
}
static inline igraph_error_t cot_ig_pagerank(const igraph_t *graph, const igraph_vector_t *weights,
                                             double damping, igraph_vector_t *out) {
    return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, out, NULL, igraph_vss_all(), IGRAPH_UNDIRECTED,
                           damping, weights, NULL);
}
static inline igraph_error_t cot_ig_pagerank_from(const igraph_t *graph, const igraph_vector_t *weights,
                                                  const igraph_vector_t *reset, double damping,
                                                  igraph_vector_t *out) {
    return igraph_personalized_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, out, NULL, igraph_vss_all(),
                                        IGRAPH_UNDIRECTED, damping, reset, weights, NULL);
}
static inline igraph_error_t cot_ig_barrat(const igraph_t *graph, const igraph_vector_t *weights,
                                           igraph_vector_t *out) {
    return igraph_transitivity_barrat(graph, out, igraph_vss_all(), weights, IGRAPH_TRANSITIVITY_NAN);
}
static inline igraph_error_t cot_ig_mean_distance(const igraph_t *graph, double *out) {
    return igraph_average_path_length(graph, out, NULL, IGRAPH_UNDIRECTED, true);
}
static inline igraph_error_t cot_ig_diameter(const igraph_t *graph, double *out) {
    return igraph_diameter(graph, out, NULL, NULL, NULL, NULL, IGRAPH_UNDIRECTED, true);
}
static inline igraph_error_t cot_ig_density(const igraph_t *graph, double *out) {
    return igraph_density(graph, out, IGRAPH_NO_LOOPS);
}
#define COT_IG_INTERRUPTION_PARAMS void *data
#define COT_IG_INTERRUPTION_RESULT igraph_error_t
#define COT_IG_INTERRUPTION(stop) ((void)data, (stop) ? IGRAPH_INTERRUPTED : IGRAPH_SUCCESS)

#endif

/* Whether a network's sizes are within this igraph's integers (64 or 32 bits). */
static inline bool cot_ig_fits(uint64_t n, uint64_t m) {
    return n <= (uint64_t)IGRAPH_VCOUNT_MAX && m <= (uint64_t)IGRAPH_ECOUNT_MAX;
}

#endif
