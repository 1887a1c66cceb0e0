/* coterie/communities.h: partitions of a network and how good they are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_COMMUNITIES_H
#define COTERIE_COMMUNITIES_H

#include <stdbool.h>

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif
/** How communities are searched for. */
typedef enum { COT_LOUVAIN, COT_LEIDEN } cot_method_t;
/** What makes a partition good. */
typedef enum { COT_MODULARITY, COT_CPM, COT_BARBER } cot_quality_t;
typedef struct {
    cot_method_t method;
    cot_quality_t quality;
    double resolution;
    uint32_t passes;
    bool unweighted;
} cot_communities_params_t;
#define COT_COMMUNITIES_PARAMS_INIT { COT_LEIDEN, COT_MODULARITY, 1.0, 0, false }
COT_NODISCARD COT_API cot_status_t cot_communities(const cot_graph_t *graph, const cot_communities_params_t *params,
                                                   int64_t *membership, double *quality, const cot_env_t *env,
                                                   cot_error_t *err);

/** Newman's modularity of a partition (weighted): sum_c [ w_c / W - resolution (s_c / 2W)^2 ], w_c = weight
 * inside, s_c = strength of the members, W = weight of all edges. Community numbers lie in [0, n). NaN
 * without edges, for numbers outside [0, n), or without memory (24 bytes per vertex). Serial, O(n + m). Ref:
 * Newman & Girvan, Phys. Rev. E 69, 026113 (2004). */
COT_API double cot_modularity(const cot_graph_t *graph, const int64_t *community, double resolution);
/** Barber's modularity of a partition of a bipartite network (Phys. Rev. E 76, 066102 (2007)):
 * sum_c [ w_c / W - L_c R_c / W^2 ], L_c, R_c = strengths of the left and right members. NaN and cost as
 * above. */
COT_API double cot_barber_modularity(const cot_graph_t *graph, const int64_t *community);

#ifdef __cplusplus
}
#endif
#endif
