/* coterie/distances.h: distances in a whole network: closeness, eccentricity, how far apart people are.
 *
 * Definitions. d(v,t) is the length of a shortest path from v to t, n the number of vertices, C(v) the vertices
 * of v's component, c = |C(v)|.
 *   closeness         (c - 1) / sum over t in C(v) of d(v,t); NaN for an isolated vertex
 *   Wasserman-Faust   closeness x (c - 1) / (n - 1): small components count less; 0 for an isolated vertex
 *   harmonic          (1 / (n - 1)) sum over t != v of 1 / d(v,t), where no path adds 0; 0 when n = 1
 *   eccentricity      largest d(v,t) over t in C(v); 0 for an isolated vertex
 *   mean distance     over the pairs that a path joins; NaN without any
 *   diameter, radius  largest eccentricity; smallest one in the largest component (the first in the
 *                     preparation's order among equals)
 *   effective diameter  the x at which the share of joined pairs with d <= x, taken as straight lines between
 *                     whole distances (0 at 0), is 0.9; NaN without any
 * Freeman, Soc. Networks 1 (1978) 215, doi:10.1016/0378-8733(78)90021-7; Wasserman & Faust, Social Network
 * Analysis, Cambridge (1994) 201; Marchiori & Latora, Physica A 285 (2000) 539,
 * doi:10.1016/S0378-4371(00)00311-3; Rochat, ASNA 2009; Leskovec, Kleinberg & Faloutsos, ACM TKDD 1 (2007),
 * doi:10.1145/1217299.1217301 (effective diameter).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_DISTANCES_H
#define COTERIE_DISTANCES_H

#include "coterie/prepare.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How distances were found. */
typedef enum {
    COT_DISTANCES_EXACT,
    COT_DISTANCES_SAMPLED,  /**< from some of the vertices */
    COT_DISTANCES_HYPERBALL /**< by probabilistic counters */
} cot_distances_method_t;

/** What one pass over all shortest paths tells. Arrays have n entries. */
typedef struct {
    uint32_t n;
    cot_distances_method_t method;
    bool weighted;
    uint32_t n_sources; /**< vertices searched from (n when exact; 0: HyperBall) */
    double *closeness;
    double *wasserman_faust;
    double *harmonic;
    double *eccentricity; /**< sampled and HyperBall: a lower bound */
    uint64_t *pairs;      /**< pairs[d], d = 0 .. longest: ordered pairs (source, other vertex) at distance d;
                               NULL when weighted. HyperBall: estimates, rounded */
    uint32_t longest;     /**< largest distance met in edges (weighted: 0) */
    double mean;
    double diameter; /**< sampled and HyperBall: a lower bound */
    double radius;   /**< exact only, else NaN */
    double effective_diameter; /**< NaN when weighted */
    double share_connected; /**< share of the n (n - 1) / 2 pairs that a path joins: exact always; NaN below
                                 two vertices */
    /** Sampled: with probability 0.95 a vertex's `harmonic` is no further than this from the exact one
     * (Hoeffding, J. Am. Stat. Assoc. 58 (1963) 13: sqrt(ln(2 / 0.05) / (2 k)), k sources; 1/d lies in [0, 1]);
     * NaN when weighted (1/d has no bound). HyperBall: relative standard error of a counter,
     * 1.04 / sqrt(registers). Exact: 0. */
    double harmonic_error;
    /** Sampled, unweighted: with probability 0.95 the mean distance from a vertex of the largest component to the
     * others in it (1 / closeness) is no further than this from the exact one (Eppstein & Wang, J. Graph
     * Algorithms Appl. 8 (2004) 39, doi:10.7155/jgaa.00081: D sqrt(ln(2 / 0.05) / (2 k)), k sources in it, D an
     * upper bound of its diameter). Exact: 0; else NaN. */
    double distance_error;
} cot_distances_t;

typedef struct {
    uint32_t n_sources; /**< 0 or >= n: from every vertex, exact. Else from that many distinct pseudo-random
                             ones (env->seed) */
    bool figures_only;  /**< leave the arrays out (NULL), but `pairs` */
} cot_distances_params_t;
#define COT_DISTANCES_PARAMS_INIT { 0, false }

/** All of it, unweighted, in one pass. Sampled: closeness and Wasserman-Faust take the mean distance to the
 * sampled vertices of the component other than v (NaN where there is none, 0 in an isolated vertex's
 * Wasserman-Faust), harmonic the mean of 1/d(v,t) over the sampled t other than v (0 when there is none).
 * params: NULL = exact.
 * Method: multi-source breadth-first search, 2048 sources at once (Then et al., VLDB 8 (2014) 449,
 * doi:10.14778/2735496.2735507), on the network with closed twins merged; simplicial vertices hold no row
 * (Sariyuce et al., arXiv:1209.6007).
 * Cost: O(sources x edges x L / 2048) row steps of 256 bytes, where L is the number of levels at which the 2048
 * searches reach a vertex: about 4 in a co-authorship network, up to 2048 in a long chain. Parallel over
 * batches; sums are of whole numbers, so the same bytes for any number of threads and any processor.
 * Memory: the result has 32 bytes per vertex. Beside it 1 byte per vertex, 72 per merged vertex and 8 per edge between
 * those, and per thread 562 bytes for each merged vertex that is not simplicial, 41 for each that is.
 * @return COT_OK | COT_E_ARG (null argument) | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_distances_free. */
COT_NODISCARD COT_API cot_status_t cot_distances(cot_distances_t **out, const cot_prepared_t *prepared,
                                                 const cot_distances_params_t *params, const cot_env_t *env,
                                                 cot_error_t *err);
COT_API void cot_distances_free(cot_distances_t *distances);

/** The same with lengths: an edge of weight w is 1 / w long (Newman, Phys. Rev. E 64, 016132 (2001),
 * doi:10.1103/PhysRevE.64.016132), so people who write much together are near. `pairs` and the effective diameter
 * are left out; units are 1 / weight.
 * Method: Dijkstra's search from every source over rows in breadth-first order, with a heap of four children a
 * node, past which vertices go that can come no nearer (Goldberg, ESA 2001, doi:10.1007/3-540-44676-1_19).
 * Cost: O(sources x edges x log vertices), parallel over sources: exact takes hours for 300,000 vertices, where
 * a sample is the choice. Sampled: sums are added in the order of the sources. The same bytes for any number of
 * threads. Memory: the result (32 bytes per vertex); beside it 61 bytes per vertex and 32 per edge (48 while
 * it begins), and 32 per vertex and thread.
 * @return COT_OK | COT_E_ARG (null argument; a weight so small that 1 / w is infinite: the message names the
 * edge) | COT_E_NOMEM | COT_E_INTERRUPT. */
COT_NODISCARD COT_API cot_status_t cot_weighted_distances(cot_distances_t **out,
                                                          const cot_prepared_t *prepared,
                                                          const cot_distances_params_t *params,
                                                          const cot_env_t *env, cot_error_t *err);

/** Registers of a counter when log2m is 0: 2^7, a relative standard error of 9.2 %. */
#define COT_HYPERBALL_LOG2M 7u

/** Estimates of all distances (unweighted), for networks above a million vertices: every vertex counts those within
 * distance 1, 2, ... of it with a HyperLogLog counter of 2^log2m registers (4 to 14; 0: COT_HYPERBALL_LOG2M),
 * relative standard error 1.04 / sqrt(2^log2m). Distances 0 and 1 and the sizes of components are exact, and
 * increments are scaled to fit them, so figures of the whole network err much less. eccentricity and diameter are
 * lower bounds; the radius is left out (NaN).
 * Ref: Boldi & Vigna, ICDM Workshops 2013, doi:10.1109/ICDMW.2013.10; Ertl, arXiv:1702.01284.
 * Cost: O((n + m) 2^log2m) for each round, as many rounds as the longest distance; rows that do not change are not
 * read. Parallel over blocks of vertices; the same bytes for any number of threads.
 * Memory: the result (32 bytes per vertex), 2 x 2^log2m + 42 bytes per merged vertex.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_distances_free. */
COT_NODISCARD COT_API cot_status_t cot_hyperball(cot_distances_t **out, const cot_prepared_t *prepared,
                                                 unsigned log2m, const cot_env_t *env, cot_error_t *err);

/** Harmonic closeness alone, as above, into n doubles of the caller's (a network without vertices writes
 * nothing). n_sources as in cot_distances_params_t. Cost, memory and errors as cot_distances. */
COT_NODISCARD COT_API cot_status_t cot_harmonic(const cot_prepared_t *prepared, uint32_t n_sources,
                                                double *out, const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
