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
 * NULL) receives the steps: about 40, as the iteration is Chebyshev-accelerated. Ref: Brin & Page 1998; Golub
 * & Varga 1961. Cost: O(edges) per step, parallel. Memory: 24 bytes per vertex; 16 per edge unless all
 * weights are equal. */
COT_NODISCARD COT_API cot_status_t cot_pagerank(const cot_graph_t *graph, double *out, uint32_t *iterations,
                                                const cot_env_t *env, cot_error_t *err);
/** Local clustering: share of a vertex's neighbour pairs that are joined; NaN below degree 2. out or
 * triangles may be NULL; triangles receives the triangles at each vertex. Ref: Watts & Strogatz, Nature 393
 * (1998). Cost: O(m sqrt m), parallel. Memory: 8 bytes per vertex, 4 per edge, and 12 per vertex and thread.
 */
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
