/* coterie/analyze.h: measures of vertices, communities, and figures of a whole network.
 *
 * Every measure is one row of one table. A row's `run` adds what it found to a cot_analysis_t: a column
 * (one value per vertex) and, for community methods and whole-network measures, figures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_ANALYZE_H
#define COTERIE_ANALYZE_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { COT_SHAPE_VERTEX, COT_SHAPE_COMMUNITY, COT_SHAPE_NETWORK } cot_shape_t;
/** Cost classes, for `coterie measures` and for deciding what is sampled. */
typedef enum { COT_COST_LINEAR, COT_COST_LOGLINEAR, COT_COST_PATHS /* n m */ } cot_cost_t;
typedef enum { COT_INT, COT_REAL, COT_TEXT } cot_type_t;

/** What a user can read about a measure. */
typedef struct {
    const char *name;        /**< "betweenness": for --measures and as column id */
    const char *title;       /**< "Betweenness" */
    const char *definition;  /**< formula or sentence, with weighting and normalisation */
    const char *unit;        /**< "paths", "" for pure numbers */
    const char *engine;      /**< "coterie" or "igraph" */
    const char *reference;   /**< paper, DOI */
    cot_shape_t shape;
    cot_cost_t cost;
    unsigned kinds;          /**< networks it applies to: cot_kind_t bits */
    bool in_default;         /**< part of the default set */
} cot_measure_t;
/** The table, i = 0, 1, ... until NULL; and by name (NULL when there is none). */
COT_API const cot_measure_t *cot_measures(size_t i);
COT_API const cot_measure_t *cot_measure_find(const char *name);

/** One value per vertex. */
typedef struct {
    const cot_measure_t *measure;
    cot_type_t type;         /**< COT_INT or COT_REAL */
    int64_t *ints;           /**< n, for COT_INT */
    double *reals;           /**< n, for COT_REAL; NaN = not defined for this vertex */
    char note[160];          /**< "" or how it was approximated ("2,048 of 90,000 sources sampled") */
} cot_column_t;

/** One number about the network. */
typedef struct {
    const char *name;        /**< "density", "modularity_leiden": unique in an analysis; static text */
    const char *title;
    const char *unit;
    cot_type_t type;
    int64_t integer;
    double real;             /**< NaN = not defined */
    char note[160];
} cot_figure_t;

/** Number of vertices of each degree: counts[d] for d = 0 .. max_degree. */
typedef struct {
    uint64_t *counts;
    uint32_t max_degree;
} cot_degrees_t;

typedef struct {
    uint32_t n;
    cot_column_t *columns;
    size_t n_columns;
    cot_figure_t *figures;
    size_t n_figures;
    cot_degrees_t degrees;
    size_t community;        /**< index of the column that is *the* communities; SIZE_MAX when none */
} cot_analysis_t;

typedef struct {
    const char *measures;    /**< "default", "all", "none", or names joined by commas; NULL = default */
    const char *communities; /**< the method whose partition is used for colours, layout and reports;
                                  NULL = "leiden" (coauthor), "bipartite" (author-topic); "none" */
    double resolution;       /**< of modularity (leiden, louvain); default 1 */
    double cpm_resolution;   /**< of CPM; 0 = the network's density */
    bool exact;              /**< compute what would be sampled */
    uint32_t pivots;         /**< sources when sampled; default 2048 */
    uint64_t work_limit;     /**< sample a COT_COST_PATHS measure when its steps pass this; 0 = 2^33. Steps are
                                  vertices x arcs summed over the components (divided by 64 for measures that
                                  walk from 64 sources at once) */
} cot_analyze_params_t;
#define COT_ANALYZE_PARAMS_INIT { NULL, NULL, 1.0, 0.0, false, 2048, 0 }

/** Runs the measures that apply to the network's kind, in the order of the table.
 * Communities are numbered from 0 by size (largest first), then by smallest member.
 * @return COT_OK | COT_E_ARG (unknown measure or method, negative resolution: the message lists the names) |
 * COT_E_NOMEM | COT_E_INTERRUPT | COT_E_INTERNAL (igraph failed; its message). Free with cot_analysis_free.
 * Threads: our own measures use env's; igraph's run one at a time. Same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_analyze(cot_analysis_t **out, const cot_graph_t *graph,
                                               const cot_analyze_params_t *params, const cot_env_t *env,
                                               cot_error_t *err);
COT_API void cot_analysis_free(cot_analysis_t *analysis);

/** Column or figure by name; NULL when it was not computed. */
COT_API const cot_column_t *cot_analysis_column(const cot_analysis_t *analysis, const char *name);
COT_API const cot_figure_t *cot_analysis_figure(const cot_analysis_t *analysis, const char *name);

/** Our own kernels, for callers who want one number array and no table. Arrays have graph->n entries and
 * belong to the caller; a network without vertices writes nothing. Each gives the same bytes for any number
 * of threads, on any processor of one kind of floating point (wider vectors change no bit).
 * @return COT_OK | COT_E_ARG (null argument) | COT_E_NOMEM | COT_E_INTERRUPT; results are undefined after a
 * failure. "classes" below are groups of closed twins (same neighbours, and joined), which stand for one
 * vertex: at most n. */

/** Betweenness: sum over pairs s < t, s != v != t, of the share of shortest s-t paths (unweighted) through v.
 * n_sources = 0 or >= n: exact. Otherwise that many distinct pseudo-random sources (env->seed), scaled by
 * n / n_sources (Brandes & Pich, Int. J. Bifurcation Chaos 17 (2007)). Unit: paths (pairs).
 * Ref: Brandes, J. Math. Sociol. 25 (2001); twins and blocks: Sariyuce et al., arXiv:1209.6007.
 * Cost: O(sources x edges) within biconnected blocks, parallel over batches of 32 sources. Memory: 160 bytes
 * per vertex and 16 per edge, and per thread 796 bytes (412 in blocks above 2^18) per class of the largest
 * block + 8 for each level at which a batch meets a class (about 4). Path counts are doubles: a network with
 * more than 1e308 shortest paths between two vertices gives NaN. */
COT_NODISCARD COT_API cot_status_t cot_betweenness(const cot_graph_t *graph, uint32_t n_sources, double *out,
                                                   const cot_env_t *env, cot_error_t *err);
/** Harmonic closeness: (1/(n-1)) sum over t != v of 1/d(v,t), unreachable pairs count 0; in [0, 1]; 0 when n
 * = 1. n_sources as above: then the mean of 1/d(v,t) over the sampled t other than v (0 when there is none).
 * Ref: Marchiori & Latora, Physica A 285 (2000); Rochat 2009.
 * Cost: O(sources x edges / 512) row steps by multi-source search (Then et al., VLDB 8 (2014)), parallel over
 * batches of 512 sources. Memory: 70 bytes per vertex and 8 per edge, and 212 bytes per class and thread. */
COT_NODISCARD COT_API cot_status_t cot_harmonic(const cot_graph_t *graph, uint32_t n_sources, double *out,
                                                const cot_env_t *env, cot_error_t *err);
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
