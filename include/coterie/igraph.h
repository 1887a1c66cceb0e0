/* coterie/igraph.h: a network as an igraph_t. Not part of coterie.h: include it where you use igraph.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_IGRAPH_H
#define COTERIE_IGRAPH_H

#include <igraph/igraph.h>

#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Copies a network into an igraph graph: undirected, the same vertex numbers, edges in the same order.
 * With the C attribute table in force (cot_igraph_init sets it) vertices carry `label` (string), `kind`
 * ("author", "group", "topic") and `papers`, edges `weight`, `papers`, `first_year`, `last_year`.
 * @param results  for labels; NULL leaves vertex attributes out.
 * @param[out] out not initialised before; destroy with igraph_destroy.
 * @return COT_OK | COT_E_NOMEM | COT_E_INTERNAL. Not thread-safe where igraph is not (see cot_igraph_init). */
COT_NODISCARD COT_API cot_status_t cot_graph_to_igraph(const cot_graph_t *graph, const cot_results_t *results,
                                                       igraph_t *out, cot_error_t *err);

/** Prepares igraph once for this process: an error handler that returns instead of aborting, no warnings on
 * standard error, the C attribute table. Called by everything in the library that uses igraph; call it yourself
 * before your own igraph calls. Debian's igraph is not thread-safe: call igraph from one thread at a time. */
COT_API void cot_igraph_init(void);

#ifdef __cplusplus
}
#endif
#endif
