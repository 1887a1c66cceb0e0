/* methods.h: community methods for the room analyze.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_METHODS_H
#define COT_COMMUNITIES_METHODS_H

#include "coterie/communities.h"

/* Communities of a bipartite network that maximise Barber's modularity; every community is connected;
 * isolated vertices are communities of their own. Numbered from 0 by size (largest first), then by smallest
 * member. *quality (may be NULL): cot_barber_modularity. Serial; O(m) per pass, 1 to 10 runs (fewer for
 * larger networks), the best is kept; the same answer for the same seed. At most 150 bytes per vertex and
 * 75 per edge. */
cot_status_t cot_i_bipartite_communities(const cot_graph_t *graph, int64_t *membership, double *quality,
                                         const cot_env_t *env, cot_error_t *err);

#endif
