/* coterie/structure.h: what neighbourhoods and walks tell: PageRank, components, cores, clustering, trusses,
 * structural holes, mixing by degree, and random networks to compare with.
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
 * doi:10.1007/BF01386013. Cost: O(edges) per step, parallel. Memory: 29 bytes per vertex and about 9 per
 * edge; unless all weights are equal 25, and 16 more while it begins. */
COT_NODISCARD COT_API cot_status_t cot_pagerank(const cot_graph_t *graph, double *out, uint32_t *iterations,
                                                const cot_env_t *env, cot_error_t *err);
/** The same with damping d, 0 <= d < 1, and restarts by preference: x = (1 - d) p + d (A D^-1 x + idle p),
 * with p = preference / its sum (n values, each 0 to 1e300, not all 0; NULL: even) and idle = the sum of x
 * over the vertices without edges. COT_E_ARG names a damping or preference that is not allowed. Ref:
 * Haveliwala, WWW 2002, doi:10.1145/511446.511513. Memory: 8 bytes per vertex more. */
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
 * and restarts otherwise: at any author, paper or topic with equal probability, or, with preference
 * (n_authors values as above), at an author in proportion to hers. It is cot_pagerank_from on the network of
 * authors, papers and the topics of kept papers with these weights; all ranks together sum to 1. topics may
 * be NULL. authors (n_authors), papers (n_papers) and topic_ranks (cot_topics_count; 0 for a topic of no kept
 * paper) may each be NULL. @return as above, COT_E_LIMIT when there are 2^32 vertices. Cost: O(authorships
 * + topics on papers) per step, about 40 steps, parallel. Memory: 37 bytes per author, paper and topic (53
 * with preference), 25 per authorship, 29 per topic on a paper. */
COT_NODISCARD COT_API cot_status_t cot_pagerank_incidence(const cot_incidence_t *incidence,
                                                          const cot_topics_t *topics, double damping,
                                                          const double *preference, double *authors,
                                                          double *papers, double *topic_ranks,
                                                          uint32_t *iterations, const cot_env_t *env,
                                                          cot_error_t *err);
/** Eigenvector centrality on edge weights: A x = lambda x for the largest eigenvalue of the weighted adjacency
 * matrix, largest entry 1. Each component is solved by itself; those that reach the largest eigenvalue, within
 * 1e-9 of it, keep their vectors, all other vertices (and isolated ones) get 0. A component is solved when
 * |A x - lambda x| <= 1e-12 lambda |x|, or after 1,000 steps, where its two largest eigenvalues nearly
 * agree. Values are rounded to 1e-8, so that vertices in the same position have the same value. Ref: P. Bonacich,
 * J. Math. Sociol. 2, 113 (1972), doi:10.1080/0022250X.1972.9989806; method: Knyazev, SIAM J. Sci. Comput. 23, 517 (2001),
 * doi:10.1137/S1064827500366124. Cost: O(edges) per step, tens to hundreds of steps, parallel. Memory: 77
 * bytes per vertex, 41 per edge. */
COT_NODISCARD COT_API cot_status_t cot_eigenvector(const cot_graph_t *graph, double *out,
                                                   const cot_env_t *env, cot_error_t *err);
/** Local clustering: share of a vertex's neighbour pairs that are joined; NaN below degree 2. out or
 * triangles may be NULL; triangles receives the triangles at each vertex. Ref: Watts & Strogatz, Nature 393
 * (1998). Cost: the sum over edges of the smaller degree of their ends, which is O(m sqrt m), times the logarithm
 * of the larger at most; parallel. Ref: N. Chiba & T. Nishizeki, SIAM J. Comput. 14, 210 (1985),
 * doi:10.1137/0214017. Memory: 5 bytes per vertex and thread. */
COT_NODISCARD COT_API cot_status_t cot_clustering(const cot_graph_t *graph, double *out, uint64_t *triangles,
                                                  const cot_env_t *env, cot_error_t *err);
/** Core number: largest k such that v is in a subgraph of minimum degree k. Ref: Batagelj & Zaversnik,
 * arXiv:cs/0310049. Serial, O(n + m). Memory: 8 bytes per vertex and 4 per value of the degree. */
COT_NODISCARD COT_API cot_status_t cot_core_numbers(const cot_graph_t *graph, uint32_t *out,
                                                    cot_error_t *err);
/** Connected components, numbered from 0 by size (largest first), then smallest member. *count (may be NULL)
 * receives how many. Parallel, O(n + m) in practice (roots are hooked). Ref: Shiloach & Vishkin, J.
 * Algorithms 3, 57 (1982), doi:10.1016/0196-6774(82)90008-6; Sutton, Ben-Nun & Barak, IPDPS 2018,
 * doi:10.1109/IPDPS.2018.00012. Memory: 1 bit per vertex; when there are several components, 4 bytes per vertex and
 * 12 per vertex outside of the largest too. Networks of up to 65,536 vertices are done by one thread. */
COT_NODISCARD COT_API cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count,
                                                  const cot_env_t *env, cot_error_t *err);
/** Triangles at each edge (its support); out has graph->m entries. Cost: O(m sqrt m), parallel. Memory: 20
 * bytes per vertex (8 of them while it begins), 24 per edge (8 while it begins), and for each thread (at most 16) 4 per vertex
 * and, from the second on, 4 per edge. */
COT_NODISCARD COT_API cot_status_t cot_edge_triangles(const cot_graph_t *graph, uint32_t *out,
                                                      const cot_env_t *env, cot_error_t *err);
/** Local clustering on weights: sum over the triangles {v, j, h} at v of (w_vj + w_vh) / (s_v (k_v - 1)),
 * with strength s and degree k; with equal weights that is cot_clustering; NaN below degree 2. Ref: Barrat et
 * al., PNAS 101, 3747 (2004), doi:10.1073/pnas.0400087101. Cost and memory as cot_edge_triangles, 4 bytes per
 * edge and 8 per vertex more. */
COT_NODISCARD COT_API cot_status_t cot_weighted_clustering(const cot_graph_t *graph, double *out,
                                                           const cot_env_t *env, cot_error_t *err);
/** Truss numbers: the largest k such that the edge is in a subgraph whose every edge is in k - 2 of its
 * triangles; 2 for an edge without triangle. edges (graph->m entries) or vertices (graph->n: the largest
 * number of the vertex's edges; 0 without edges) may be NULL. Ref: Wang & Cheng, PVLDB 5, 812 (2012),
 * doi:10.14778/2311906.2311909. Cost: that of cot_edge_triangles, and for each edge that of its ends' rows,
 * parallel. Memory: 25 bytes per edge, or what cot_edge_triangles takes and 4 per edge more. */
COT_NODISCARD COT_API cot_status_t cot_truss_numbers(const cot_graph_t *graph, uint32_t *edges,
                                                     uint32_t *vertices, const cot_env_t *env,
                                                     cot_error_t *err);
/** Burt's structural holes, on weights. With p_ij = w_ij / s_i:
 *   constraint(i) = sum over contacts j of c_ij, c_ij = (p_ij + sum over contacts q of both of p_iq p_qj)^2;
 * NaN without contacts. effective_size(i) = sum over contacts j of (1 - sum over contacts q of p_iq m_jq),
 * m_jq = w_jq / the largest w_j.; without weights k - 2t/k with t ties among k contacts; NaN without
 * contacts. efficiency(i) = effective_size(i) / k. hierarchy(i) = sum over the k contacts j of r_j ln r_j /
 * (k ln k), r_j = c_ij / (mean of c_i.): 0 = every contact constrains alike, 1 = one does all; NaN below two
 * contacts. Each result may be NULL. Ref: Burt, Structural Holes, Harvard University Press (1992), ch. 2;
 * Borgatti, Connections 20 (1997). Cost: for each edge the shorter of its ends' rows, so at most O(m^1.5),
 * parallel; vertices that are joined, with the same contacts and weights (all authors of one long paper who
 * wrote no other), count as one. Memory: at most 48 bytes per edge, 40 per vertex, and 16 per vertex and
 * thread. */
COT_NODISCARD COT_API cot_status_t cot_structural_holes(const cot_graph_t *graph, double *constraint,
                                                        double *effective_size, double *efficiency,
                                                        double *hierarchy, const cot_env_t *env,
                                                        cot_error_t *err);
/** Degree assortativity: Pearson correlation of the degrees at the ends of an edge, in *out; NaN when all
 * edges join the same two degrees' mean (no variance) or there are none. Exact: sums are whole numbers. Ref:
 * Newman, Phys. Rev. Lett. 89, 208701 (2002), doi:10.1103/PhysRevLett.89.208701. Cost: O(n + m), parallel.
 * Memory: 4 bytes per vertex. */
COT_NODISCARD COT_API cot_status_t cot_degree_assortativity(const cot_graph_t *graph, double *out,
                                                            const cot_env_t *env, cot_error_t *err);
/** A random network with the degrees of `graph`: `attempts` times m (10 is usual) two edges a-b, c-d are
 * drawn and become a-d, c-b unless that is a loop or an edge. number = 0, 1, ... names a network of the
 * sequence that env->seed stands for. The result is simple, unweighted, of kind COT_COAUTHOR; in one made
 * from a COT_AUTHOR_TOPIC network every edge still joins [0, n_left) with the rest. Free with cot_graph_free.
 * Ref: Maslov & Sneppen, Science 296, 910 (2002), doi:10.1126/science.1065103; Milo et al.,
 * arXiv:cond-mat/0312028.
 * @return COT_OK | COT_E_ARG (null argument, attempts not 0 to 1e6) | COT_E_NOMEM | COT_E_INTERRUPT. Cost:
 * O(m attempts), serial. Memory: 24 to 40 bytes per edge beside the result. */
COT_NODISCARD COT_API cot_status_t cot_rewire(cot_graph_t **out, const cot_graph_t *graph, uint32_t number,
                                              double attempts, const cot_env_t *env, cot_error_t *err);
/** The largest degree + 1, 0 without vertices: entries of the results of cot_rich_club. */
COT_API uint32_t cot_degree_count(const cot_graph_t *graph);
/** Rich club: out[k] = share of the pairs of vertices of degree above k that are joined, for k = 0 to the
 * largest degree; NaN for fewer than two vertices. random (may be NULL): the mean of the same over `networks`
 * networks of cot_rewire, numbers 0 to networks - 1; out[k] / random[k] > 1: the rich are joined more than
 * their degrees make them. Ref: Zhou & Mondragon, IEEE Commun. Lett. 8, 180 (2004),
 * doi:10.1109/LCOMM.2004.823426; Colizza et al., Nat. Phys. 2, 110 (2006), doi:10.1038/nphys209. Cost: O(n +
 * m), and O(m attempts) per network, as many at a time as there are threads. Memory: 24 bytes per degree, 24
 * to 40 per edge for each network at a time. */
COT_NODISCARD COT_API cot_status_t cot_rich_club(const cot_graph_t *graph, uint32_t networks, double attempts,
                                                 double *out, double *random, const cot_env_t *env,
                                                 cot_error_t *err);
/** Redundancy in a bipartite network: the share of pairs of v's neighbours that have a common neighbour
 * besides v, so that the projection would not miss v; NaN below degree 2. left: n_left entries; right: n -
 * n_left; either may be NULL. @return COT_E_ARG also when an edge does not join the two sides. Ref: Latapy,
 * Magnien & Del Vecchio, Social Networks 30, 31 (2008), doi:10.1016/j.socnet.2007.04.006. Cost: for each side
 * asked for, at most the sum over its vertices of degree x the lesser of degree and 1/64 of the other side's
 * vertices, parallel; rows are words of bits, and where neighbourhoods are much alike a word stands for up to
 * 64 of them. Memory: 12 bytes per edge, 20 per vertex of the side, 8 of the other, and for each thread 12 per
 * vertex of the side and 3/8 of the other. */
COT_NODISCARD COT_API cot_status_t cot_redundancy(const cot_graph_t *graph, double *left, double *right,
                                                  const cot_env_t *env, cot_error_t *err);
/** The same of authors among papers, the network that the measure was made for: the share of pairs of an
 * author's papers that have another author in common, and the share of pairs of a paper's authors who have
 * another paper together; NaN below two. authors (n_authors) and papers (n_papers): either may be NULL. Papers
 * of thousands of authors cost words of bits, no pairs: 1,000 papers of a team of 3,000 people take a quarter
 * of a second of one core (bench/bench_redundancy.c). @return, cost and memory as above, with authorships for edges. */
COT_NODISCARD COT_API cot_status_t cot_redundancy_incidence(const cot_incidence_t *incidence, double *authors,
                                                            double *papers, const cot_env_t *env,
                                                            cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
