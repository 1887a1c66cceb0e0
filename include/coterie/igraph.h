/* coterie/igraph.h: a network as an igraph_t. Not part of coterie.h: include it where you use igraph.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_IGRAPH_H
#define COTERIE_IGRAPH_H

#include <igraph.h>

#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Copies a network into an igraph graph: undirected, the same vertex numbers, edges in the same order.
 * Edges carry the numbers `weight`, `papers`, `first_year`, `last_year` (NaN: no paper has a year); vertices
 * `label` and `kind` ("author", "group", "topic") as strings and `papers` as a number (kept papers). Read
 * them with igraph's EAN, VAS and VAN. igraph's C attribute table is put in force for that; in a process that
 * has set another table the copy has no attributes.
 * @param results  whose authors, topics and incidence name the vertices; NULL leaves vertex attributes out.
 * @param[out] out not initialised before; destroy with igraph_destroy; nothing to destroy after a failure.
 * @return COT_OK | COT_E_ARG (results of another network) | COT_E_LIMIT (an igraph with 32-bit integers) |
 * COT_E_NOMEM | COT_E_INTERNAL (igraph's message). Cost: O(n + m); 64 bytes per edge with attributes
 * (igraph's numbers have 8 bytes each), 96 while it is made. Threads: waits for igraph's lane
 * (docs/igraph.md). */
COT_NODISCARD COT_API cot_status_t cot_graph_to_igraph(const cot_graph_t *graph, const cot_results_t *results,
                                                       igraph_t *out, cot_error_t *err);

/** Prepares igraph for your own calls: an error handler that returns instead of aborting the process, no
 * warnings on standard error, the C attribute table (unless another is in force). The library's own calls of
 * igraph need no preparation, and leave handlers and random numbers as they found them. Calling it again is
 * harmless; with an igraph that keeps its state per thread, call it once in each thread. Debian's igraph is
 * not thread-safe: call igraph from one thread at a time, and not while another thread is in a call of this
 * library that uses it (cot_analyze, cot_layout, cot_graph_to_igraph). */
COT_API void cot_igraph_init(void);

#ifdef __cplusplus
}
#endif
#endif
