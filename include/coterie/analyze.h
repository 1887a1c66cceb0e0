/* coterie/analyze.h: measures of vertices, communities, and figures of a whole network.
 *
 * Every measure is one row of one table. A row's `run` adds what it found to a cot_analysis_t: a column
 * (one value per vertex) and, for community methods and whole-network measures, figures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_ANALYZE_H
#define COTERIE_ANALYZE_H

#include "coterie/graph.h"
#include "coterie/prepare.h"

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

/** Number of pairs at each distance: counts[d] for d = 0 .. longest (counts[0] = 0); counts NULL when distances were
 * not asked for. Exact: unordered pairs. Else pairs (source, other vertex), or estimates. */
typedef struct {
    uint64_t *counts;
    uint32_t longest;
    bool exact;
} cot_distance_counts_t;

/** How long a row of the table took. */
typedef struct {
    const cot_measure_t *measure;
    double seconds;
} cot_timing_t;

typedef struct {
    uint32_t n;
    cot_column_t *columns;
    size_t n_columns;
    cot_figure_t *figures;
    size_t n_figures;
    cot_degrees_t degrees;
    cot_distance_counts_t distances;
    /** For talk, never for results: they differ from run to run. */
    cot_timing_t *timings;
    size_t n_timings;
    cot_prepared_info_t prepared; /**< what measures over paths were given; vertices = 0 without any */
    size_t community;        /**< index of the column that is *the* communities; SIZE_MAX when none */
} cot_analysis_t;

typedef struct {
    const char *measures;    /**< "auto" (those in_default), "all", "none", or names joined by commas; NULL = auto */
    const char *communities; /**< the method whose partition is used for colours, layout and reports;
                                  NULL = "leiden" (coauthor), "bipartite" (author-topic); "none" */
    double resolution;       /**< of modularity (leiden, louvain); default 1 */
    double cpm_resolution;   /**< of CPM; 0 = the network's density */
    bool exact;              /**< every measure exactly, whatever it takes */
    uint32_t pivots;         /**< sources when sampled; default 2048 */
    double epsilon;          /**< when betweenness is estimated: > 0: from as many sources as it takes for an error
                                  of at most this share of all pairs, with probability 0.9; default 0: from
                                  `pivots` sources */
    double budget;           /**< a measure over shortest paths is exact while it is predicted to take no more than
                                  this many seconds of one core (of a server of 2024); default 60. Beyond, it is
                                  estimated from `pivots` sources or, distances above a million vertices, by
                                  HyperBall; the notes of its columns and figures say so. When memory does not
                                  suffice, the next cheaper way is taken, and said */
    const cot_incidence_t *incidence; /**< what the network was made from, for measures of papers
                                  (paper-redundancy); borrowed. NULL: the network comes without papers; then "all" is
                                  all others, and asking for one by name is refused */
} cot_analyze_params_t;
#define COT_ANALYZE_PARAMS_INIT { NULL, NULL, 1.0, 0.0, false, 2048, 0.0, 60.0, NULL }

/** Runs the measures that apply to the network's kind, in the order of the table.
 * Communities are numbered from 0 by size (largest first), then by smallest member.
 * @return COT_OK | COT_E_ARG (unknown measure or method, negative resolution: the message lists the names; an incidence
 * of another number of authors) |
 * COT_E_NOMEM | COT_E_INTERRUPT | COT_E_INTERNAL (igraph failed; its message). Free with cot_analysis_free.
 * Threads: our own measures use env's; igraph's run one at a time. Same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_analyze(cot_analysis_t **out, const cot_graph_t *graph,
                                               const cot_analyze_params_t *params, const cot_env_t *env,
                                               cot_error_t *err);
COT_API void cot_analysis_free(cot_analysis_t *analysis);

/** Column or figure by name; NULL when it was not computed. */
COT_API const cot_column_t *cot_analysis_column(const cot_analysis_t *analysis, const char *name);
COT_API const cot_figure_t *cot_analysis_figure(const cot_analysis_t *analysis, const char *name);

#ifdef __cplusplus
}
#endif
#endif
