/* coterie/communities.h: partitions of a network: finding them, how good, how stable, and who plays what role.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_COMMUNITIES_H
#define COTERIE_COMMUNITIES_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How communities are searched for. */
typedef enum {
    COT_LOUVAIN, /**< Blondel et al., J. Stat. Mech. P10008 (2008), doi:10.1088/1742-5468/2008/10/P10008; ends
                      with moving single vertices once more, and with splitting what is not connected */
    COT_LEIDEN   /**< Traag, Waltman & van Eck, Sci. Rep. 9, 5233 (2019), doi:10.1038/s41598-019-41695-z, with
                      a greedy instead of a random choice in the refinement */
} cot_method_t;

/** What makes a partition good. W = weight of all edges; of community c: w_c = weight inside, s_c = strength of
 * the members, n_c = members, L_c and R_c = strength of the left and right members. */
typedef enum {
    COT_MODULARITY, /**< sum_c [ w_c / W - resolution (s_c / 2W)^2 ]; Newman & Girvan, Phys. Rev. E 69,
                         026113 (2004) */
    COT_CPM,        /**< sum_c [ w_c - resolution n_c^2 / 2 ] / W: constant Potts model; Traag, Van Dooren &
                         Nesterov, Phys. Rev. E 84, 016114 (2011) */
    COT_BARBER      /**< sum_c [ w_c / W - resolution L_c R_c / W^2 ], on bipartite networks; Barber, Phys.
                         Rev. E 76, 066102 (2007) */
} cot_quality_t;

typedef struct {
    cot_method_t method;
    cot_quality_t quality;
    double resolution; /**< >= 0; larger gives smaller communities; 1 is usual, CPM: a density of edge weight */
    uint32_t passes;   /**< of Leiden, each from the partition found before, fewer when nothing changes any
                            more; 0: until nothing does (100 at most) */
    uint32_t runs;     /**< the best of so many runs, which differ in their random numbers; 0 and 1: one */
} cot_communities_params_t;
#define COT_COMMUNITIES_PARAMS_INIT { COT_LEIDEN, COT_MODULARITY, 1.0, 10, 1 }

/** Communities of a network on its edge weights. Every community is connected; vertices without edges are
 * communities of their own. Numbered from 0 by size (largest first), then by smallest member. With passes = 0
 * no move of a single vertex to another community (or to one of its own) gains anything. The answer depends on the
 * network, the parameters and env->seed only: the same bytes for any number of threads.
 * @param params      NULL = COT_COMMUNITIES_PARAMS_INIT
 * @param membership  n numbers, the caller's
 * @param quality     may be NULL; NaN without edges
 * @return COT_OK | COT_E_ARG (null argument, resolution negative or not a number, an edge within one side under
 * COT_BARBER) | COT_E_NOMEM | COT_E_INTERRUPT; results are undefined after a failure.
 * Edge weights are rounded to 2^-60 of their sum, and below that count as that.
 * Cost: O(m) per level and pass, parallel. Memory: 62 bytes per vertex and 41 per vertex and thread (8 more of
 * each under COT_BARBER), up to 24 per edge and level for two levels (the second is small), 16 per edge when weights
 * differ (24 while it begins). */
COT_NODISCARD COT_API cot_status_t cot_communities(const cot_graph_t *graph,
                                                   const cot_communities_params_t *params,
                                                   int64_t *membership, double *quality, const cot_env_t *env,
                                                   cot_error_t *err);

/** Label propagation on edge weights: in the end no community outweighs a vertex's own among its neighbours. Every
 * community is connected; numbered as above; differs from seed to seed.
 * Ref: Raghavan, Albert & Kumara, Phys. Rev. E 76, 036106 (2007); queue: Traag & Šubelj, Sci. Rep. 13, 2701 (2023),
 * doi:10.1038/s41598-023-29610-z. @return COT_OK | COT_E_ARG (null argument) | COT_E_NOMEM | COT_E_INTERRUPT. Cost:
 * O(m) per round, a few rounds (of a long path: many), serial. Memory: 29 bytes per vertex, 16 per edge. */
COT_NODISCARD COT_API cot_status_t cot_label_propagation(const cot_graph_t *graph, int64_t *membership,
                                                         const cot_env_t *env, cot_error_t *err);

/** Quality of a partition, as defined above. Community numbers lie in [0, n). *out is NaN without edges.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM. Cost: O(n + m), serial, so the same bytes for any number of
 * threads. Memory: 32 bytes per vertex. */
COT_NODISCARD COT_API cot_status_t cot_partition_quality(const cot_graph_t *graph, const int64_t *community,
                                                         cot_quality_t quality, double resolution, double *out,
                                                         const cot_env_t *env, cot_error_t *err);
/** Modularity by one thread; NaN also for a null argument, numbers outside [0, n), or without memory. */
COT_API double cot_modularity(const cot_graph_t *graph, const int64_t *community, double resolution);
/** Barber's modularity at resolution 1, as above. */
COT_API double cot_barber_modularity(const cot_graph_t *graph, const int64_t *community);

/** How much the runs of a method agree. */
typedef struct {
    uint32_t runs;
    uint32_t rounds;        /**< of making the consensus: 0 when all runs agreed on every edge */
    double mean_quality;    /**< of the runs */
    double mean_rand;       /**< adjusted Rand index, mean over all pairs of runs; 1 = all the same */
    double mean_nmi;        /**< normalised mutual information, likewise */
    double consensus_quality;
} cot_stability_t;

/** Runs a method `runs` times (2 or more; 20 is usual) with different random numbers; the consensus of the
 * partitions, and how stable each vertex is in it.
 *
 * Consensus (after Lancichinetti & Fortunato, Sci. Rep. 2, 336 (2012), on the edges of the network only): p_uv =
 * share of the runs in which the ends of edge uv are in one community. While some p is neither 0 nor 1 (10 rounds
 * at most): edges with p < 1/2 are dropped, weights become w p, and the runs are repeated on that network.
 * Communities are the connected components of the edges with p > 1/2 in the end.
 *
 * stability[v] = mean over the first runs r of |C(v) n R_r(v)| / |C(v) u R_r(v)| (Jaccard), with C(v) the vertex's
 * consensus community and R_r(v) its community in run r: 1 = always the same people; vertices without edges 1.
 * @param params  runs is ignored; NULL = COT_COMMUNITIES_PARAMS_INIT
 * @param consensus, stability, figures  n, n and 1; each may be NULL
 * @return COT_OK | COT_E_ARG (also fewer than 2 runs) | COT_E_NOMEM | COT_E_INTERRUPT. Cost: runs x (rounds + 1)
 * times cot_communities, and runs^2 / 2 comparisons in O(n), runs in parallel. Memory: 4 bytes per vertex and run,
 * and for each thread what cot_communities needs. Same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_communities_stability(const cot_graph_t *graph,
                                                             const cot_communities_params_t *params,
                                                             uint32_t runs, int64_t *consensus, double *stability,
                                                             cot_stability_t *figures, const cot_env_t *env,
                                                             cot_error_t *err);

/** Adjusted Rand index of two partitions of n things: 1 = the same, 0 = as chance has it (Hubert & Arabie, J.
 * Classif. 2, 193 (1985), doi:10.1007/BF01908075); and their normalised mutual information 2 I(a; b) / (H(a) + H(b)).
 * Numbers lie in [0, n). Both are 1 where they are 0/0 (all things in one group, or each by itself, in both).
 * rand or nmi may be NULL. @return COT_OK | COT_E_ARG | COT_E_NOMEM. O(n); 32 bytes per thing. */
COT_NODISCARD COT_API cot_status_t cot_adjusted_rand(const int64_t *a, const int64_t *b, uint32_t n, double *rand,
                                                     double *nmi, cot_error_t *err);

/** Participation coefficient: 1 - sum_c (k_vc / k_v)^2, with k_v the neighbours of v and k_vc those in community c:
 * 0 = all in one community. NaN without neighbours. Guimera & Amaral, Nature 433, 895 (2005),
 * doi:10.1038/nature03288. Community numbers lie in [0, n). @return COT_OK | COT_E_ARG | COT_E_NOMEM. Cost: O(n + m),
 * parallel; 8 bytes per vertex and thread; same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_participation(const cot_graph_t *graph, const int64_t *community, double *out,
                                                     const cot_env_t *env, cot_error_t *err);
/** Within-community degree: how many standard deviations a vertex's number of neighbours in its own community lies
 * above the mean of the community's members; 0 where all have the same. Reference, returns and cost as above, 28
 * bytes per vertex. */
COT_NODISCARD COT_API cot_status_t cot_within_community_z(const cot_graph_t *graph, const int64_t *community,
                                                          double *out, const cot_env_t *env, cot_error_t *err);
/** Role of a vertex after Guimera & Amaral: 1 ultra-peripheral (participation up to 0.05), 2 peripheral (0.62), 3
 * connector (0.80), 4 kinless; with z of 2.5 and more 5 provincial hub (0.30), 6 connector hub (0.75), 7 kinless hub.
 * 0 when either is NaN. */
COT_API int cot_role(double z, double participation);

#ifdef __cplusplus
}
#endif
#endif
