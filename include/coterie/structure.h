/* coterie/structure.h: what neighbourhoods and walks tell: PageRank, components, cores, clustering.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_STRUCTURE_H
#define COTERIE_STRUCTURE_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Arrays have graph->n entries and belong to the caller; a network without vertices writes nothing. Each
 * function gives the same bytes for any number of threads, on any processor of one kind of floating point
 * (wider vectors change no bit).
 * @return COT_OK | COT_E_ARG (null argument) | COT_E_NOMEM | COT_E_INTERRUPT; results are undefined after a
 * failure. */

/** PageRank on edge weights: damping 0.85, vertices without edges spread theirs evenly; sums to 1; iterated
 * until one more plain step would change it by less than 1e-10 (L1; at most 1000 steps). iterations (may be
 * NULL) receives the steps: about 40, as the iteration is Chebyshev-accelerated. Ref: Brin & Page, Comput.
 * Netw. 30, 107 (1998), doi:10.1016/S0169-7552(98)00110-X; Golub & Varga, Numer. Math. 3, 147 (1961),
 * doi:10.1007/BF01386013. Cost: O(edges) per step, parallel. Memory: 37 bytes per vertex and about 9 per edge,
 * 25 unless all weights are equal. */
COT_NODISCARD COT_API cot_status_t cot_pagerank(const cot_graph_t *graph, double *out, uint32_t *iterations,
                                                const cot_env_t *env, cot_error_t *err);
/** The same with damping d, 0 <= d < 1, and restarts by preference: x = (1 - d) p + d (A D^-1 x + idle p), with p
 * = preference / its sum (n values, each 0 to 1e300, not all 0; NULL: even) and idle = the sum of x over the
 * vertices without edges. COT_E_ARG names a damping or preference that is not allowed. Ref: Haveliwala, WWW
 * 2002, doi:10.1145/511446.511513. Memory: 8 bytes per vertex more. */
COT_NODISCARD COT_API cot_status_t cot_pagerank_from(const cot_graph_t *graph, double damping,
                                                     const double *preference, double *out,
                                                     uint32_t *iterations, const cot_env_t *env,
                                                     cot_error_t *err);
/** PageRank of authors, papers and topics on the incidence itself: the stationary distribution of the walk
 * that, with probability d, goes
 *   from an author to one of her papers, in proportion to 1/k (k = paper_size, the byline's people),
 *   from a paper to an author with weight 1/k each, or to a topic with weight 1/t each (t topics; a paper
 *     whose byline is whole takes either way with 1/2; without topics: always to an author),
 *   from a topic to one of its papers, in proportion to 1/t,
 * and restarts otherwise: at any author, paper or topic with equal probability, or, with preference (n_authors
 * values as above), at an author in proportion to hers. It is cot_pagerank_from on the network of authors,
 * papers and the topics of kept papers with these weights; all ranks together sum to 1.
 * topics may be NULL. authors (n_authors), papers (n_papers) and topic_ranks (cot_topics_count; 0 for a topic of
 * no kept paper) may each be NULL. @return as above, COT_E_LIMIT when there are 2^32 vertices. Cost: O(authorships
 * + topics on papers) per step, about 40 steps, parallel. Memory: 45 bytes per author, paper and topic (53 with
 * preference), 25 per authorship, 29 per topic on a paper. */
COT_NODISCARD COT_API cot_status_t cot_pagerank_incidence(const cot_incidence_t *incidence,
                                                          const cot_topics_t *topics, double damping,
                                                          const double *preference, double *authors,
                                                          double *papers, double *topic_ranks,
                                                          uint32_t *iterations, const cot_env_t *env,
                                                          cot_error_t *err);
/** Local clustering: share of a vertex's neighbour pairs that are joined; NaN below degree 2. out or
 * triangles may be NULL; triangles receives the triangles at each vertex. Ref: Watts & Strogatz, Nature 393
 * (1998). Cost: O(m sqrt m), parallel. Memory: 12 bytes per vertex, 8 per edge, and 8 per vertex
 * and thread. */
COT_NODISCARD COT_API cot_status_t cot_clustering(const cot_graph_t *graph, double *out, uint64_t *triangles,
                                                  const cot_env_t *env, cot_error_t *err);
/** Core number: largest k such that v is in a subgraph of minimum degree k. Ref: Batagelj & Zaversnik,
 * arXiv:cs/0310049. Serial, O(n + m). Memory: 8 bytes per vertex and 4 per value of the degree. */
COT_NODISCARD COT_API cot_status_t cot_core_numbers(const cot_graph_t *graph, uint32_t *out,
                                                    cot_error_t *err);
/** Connected components, numbered from 0 by size (largest first), then smallest member. *count (may be NULL)
 * receives how many. Serial, O(n + m) in practice (union-find). Memory: 4 bytes per vertex and 12 per
 * component. */
COT_NODISCARD COT_API cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count,
                                                  cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
