/* kernels.h: kernels that the rest of this room uses beside those of coterie/analyze.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_ANALYZE_KERNELS_H
#define COT_ANALYZE_KERNELS_H

#include "analyze/isa.h"
#include "coterie/analyze.h"

/* Distances (unweighted) from n_sources distinct pseudo-random vertices, or from all when n_sources is 0 or
 * >= n. *mean: mean distance over the connected ordered pairs (source, other vertex); NaN without any.
 * *share_connected: share of all n (n - 1) / 2 pairs that a path joins (always exact); NaN below two
 * vertices. *longest_seen: largest distance met; the diameter of the largest-diameter component when all are
 * sources, else a lower bound. Each may be NULL. Cost and memory as cot_harmonic. */
cot_status_t cot_i_distances(const cot_graph_t *graph, uint32_t n_sources, double *mean,
                             double *share_connected, uint32_t *longest_seen, const cot_env_t *env,
                             cot_error_t *err);

/* Communities of a bipartite network that maximise Barber's modularity; every community is connected;
 * isolated vertices are communities of their own. Numbered from 0 by size (largest first), then by smallest
 * member. *quality (may be NULL): cot_barber_modularity. Serial; O(m) per pass, 1 to 10 runs (fewer for
 * larger networks), the best is kept; the same answer for the same seed. At most 150 bytes per vertex and
 * 75 per edge. */
cot_status_t cot_i_bipartite_communities(const cot_graph_t *graph, int64_t *membership, double *quality,
                                         const cot_env_t *env, cot_error_t *err);

/* cot_betweenness and cot_harmonic with a given instruction set (not above cot_i_isa_best()): for tests. */
cot_status_t cot_i_betweenness(const cot_graph_t *graph, uint32_t n_sources, double *out, cot_isa_t isa,
                               const cot_env_t *env, cot_error_t *err);
cot_status_t cot_i_harmonic(const cot_graph_t *graph, uint32_t n_sources, double *out, cot_isa_t isa,
                            const cot_env_t *env, cot_error_t *err);

/* Renumbers groups (group[v] < n for each of n vertices) from 0 by size (largest first), then by smallest
 * member. *count (may be NULL) receives how many there are. O(n + groups log groups), 16 bytes per vertex. */
cot_status_t cot_i_number_groups(uint32_t *group, uint32_t n, uint32_t *count, cot_error_t *err);

#endif
