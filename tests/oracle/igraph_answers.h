/* igraph_answers.h: igraph's own answers for what the library computes itself, for tests and benchmarks. The
 * calls work as those of src/bridge/igraph_calls.h do, with the same rules and statuses.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef ORACLE_IGRAPH_ANSWERS_H
#define ORACLE_IGRAPH_ANSWERS_H

#include <stdbool.h>

#include "coterie/graph.h"

/* ---- communities: membership[v] >= 0, numbered as igraph does; all weighted ---- */

typedef enum { COT_I_MODULARITY, COT_I_CPM } cot_i_objective_t;

/* Leiden. resolution >= 0 (modularity: 1 is Newman's; CPM: a density of edge weight). beta >= 0: randomness
 * of the refinement (0.01). iterations >= 0 (2 is igraph's usual), negative: until nothing changes. *quality
 * (may be NULL): modularity at this resolution; for CPM sum over communities c of (w_c - resolution n_c^2 /
 * 2) / W, with inside weight w_c, n_c vertices, total weight W (igraph's scaling). NaN without edges. Traag,
 * Waltman, van Eck, Sci. Rep. 9, 5233 (2019). */
COT_NODISCARD cot_status_t cot_i_ig_leiden(const cot_graph_t *graph, cot_i_objective_t objective,
                                           double resolution, double beta, int iterations,
                                           int64_t *membership, double *quality, const cot_env_t *env,
                                           cot_error_t *err);
/* Louvain (igraph's multilevel). *quality: modularity at this resolution.
 * Blondel et al., J. Stat. Mech. P10008 (2008). */
COT_NODISCARD cot_status_t cot_i_ig_louvain(const cot_graph_t *graph, double resolution, int64_t *membership,
                                            double *quality, const cot_env_t *env, cot_error_t *err);
/* Label propagation. Raghavan, Albert, Kumara, Phys. Rev. E 76, 036106 (2007). */
COT_NODISCARD cot_status_t cot_i_ig_label_propagation(const cot_graph_t *graph, int64_t *membership,
                                                      const cot_env_t *env, cot_error_t *err);

/* ---- one value per vertex ---- */
/* Burt's constraint on edge weights; NaN for isolated vertices. Burt 1992. */
COT_NODISCARD cot_status_t cot_i_ig_constraint(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                               cot_error_t *err);

COT_NODISCARD cot_status_t cot_i_ig_betweenness(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                                cot_error_t *err); /* unweighted, pairs s < t */
/* Of vertices, or of edges (graph->m entries); weighted: by length 1 / weight. Pairs s < t. */
COT_NODISCARD cot_status_t cot_i_ig_betweenness_of(const cot_graph_t *graph, bool edges, bool weighted,
                                                   double *out, const cot_env_t *env, cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_ig_harmonic(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                             cot_error_t *err); /* unweighted, divided by n - 1 */
COT_NODISCARD cot_status_t cot_i_ig_pagerank(const cot_graph_t *graph, double damping, double *out,
                                             const cot_env_t *env, cot_error_t *err); /* weighted, PRPACK */
/* Weighted, PRPACK, restarts in proportion to preference. COT_E_INTERNAL with igraph 1.0. */
COT_NODISCARD cot_status_t cot_i_ig_pagerank_from(const cot_graph_t *graph, double damping,
                                                  const double *preference, double *out, const cot_env_t *env,
                                                  cot_error_t *err);
/* Barrat's clustering on weights; NaN below degree 2. COT_E_INTERNAL with igraph 1.0. */
COT_NODISCARD cot_status_t cot_i_ig_barrat(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                           cot_error_t *err);
/* Truss numbers of the m edges. */
COT_NODISCARD cot_status_t cot_i_ig_truss(const cot_graph_t *graph, uint32_t *out, const cot_env_t *env,
                                          cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_ig_coreness(const cot_graph_t *graph, uint32_t *out, const cot_env_t *env,
                                             cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_ig_local_clustering(const cot_graph_t *graph, double *out,
                                                     const cot_env_t *env,
                                                     cot_error_t *err); /* NaN below degree 2 */
/* Numbers as igraph gives them; *count may be NULL. */
COT_NODISCARD cot_status_t cot_i_ig_components(const cot_graph_t *graph, int64_t *out, uint32_t *count,
                                               const cot_env_t *env, cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_ig_strength(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                             cot_error_t *err);
/* Newman's weighted modularity of a partition (labels >= 0); NaN without edges. */
COT_NODISCARD cot_status_t cot_i_ig_modularity(const cot_graph_t *graph, const int64_t *membership,
                                               double resolution, double *out, const cot_env_t *env,
                                               cot_error_t *err);

/* ---- one number about the network; NaN where it is not defined ---- */

/* Pearson correlation of degrees over edges (unweighted). Newman, Phys. Rev. Lett. 89, 208701 (2002). */
COT_NODISCARD cot_status_t cot_i_ig_assortativity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                                  cot_error_t *err);
/* Closed share of connected triples: 3 triangles / triples. */
COT_NODISCARD cot_status_t cot_i_ig_transitivity(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                                 cot_error_t *err);
/* Mean of local clustering; zero_below_2: vertices of degree < 2 count as 0 instead of being left out. */
COT_NODISCARD cot_status_t cot_i_ig_average_clustering(const cot_graph_t *graph, bool zero_below_2,
                                                       double *out, const cot_env_t *env, cot_error_t *err);
/* Mean length of shortest paths over connected pairs, exact: O(n m), serial. */
COT_NODISCARD cot_status_t cot_i_ig_mean_distance(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                                  cot_error_t *err);
/* Longest shortest path within a component, exact: O(n m), serial. */
COT_NODISCARD cot_status_t cot_i_ig_diameter(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                             cot_error_t *err);
/* m / (n (n-1) / 2). */
COT_NODISCARD cot_status_t cot_i_ig_density(const cot_graph_t *graph, double *out, const cot_env_t *env,
                                            cot_error_t *err);

#endif
