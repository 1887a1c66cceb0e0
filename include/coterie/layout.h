/* coterie/layout.h: coordinates and looks, so that a network opens drawn.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_LAYOUT_H
#define COTERIE_LAYOUT_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a network is drawn. AUTO: FORCE up to 1,000 vertices, else COMMUNITIES. */
typedef enum {
    COT_LAYOUT_AUTO, COT_LAYOUT_FORCE, COT_LAYOUT_COMMUNITIES, COT_LAYOUT_FORCEATLAS2, COT_LAYOUT_NONE
} cot_layout_method_t;
typedef struct {
    cot_layout_method_t method;
    const char *name;        /**< "auto", "force", "communities", "forceatlas2", "none" */
    const char *title;
} cot_layout_row_t;
/** Table of methods, i = 0, 1, ... until NULL. */
COT_API const cot_layout_row_t *cot_layouts(size_t i);

/** What AUTO means for n vertices. */
COT_API cot_layout_method_t cot_layout_auto(uint32_t n);

/** How to draw. All but method are for FORCEATLAS2. */
typedef struct {
    cot_layout_method_t method;
    double gravity;          /**< pull to the centre of a component, >= 0 (1) */
    double scaling;          /**< push between vertices, above 0 (2) */
    bool linlog;             /**< edges pull by the logarithm of their length: communities stand further apart */
    uint32_t steps;          /**< 0: 200 to 600, fewer for larger components */
} cot_layout_params_t;
#define COT_LAYOUT_PARAMS_INIT { COT_LAYOUT_AUTO, 1.0, 2.0, false, 0 }

/** Size of each vertex as drawn (diameter), in [4, 100]: 4 + 96 ((v - min) / (max - min))^p, so that one
 * vertex has exactly 100 and one exactly 4 (Gephi then rescales nothing); all 4 when the values are equal.
 * p is 0.5, or the smallest of 0.6, 0.7, ... 4.0 for which all discs together cover at most 6% of the
 * circle that the drawing fills: that leaves room for links in large networks. Values that are not finite
 * or below 0 count as 0.
 * @param value  n values (papers, degree, ...)
 * @param size  n, written. Cost: O(n). */
COT_API void cot_layout_sizes(const double *value, uint32_t n, double *size);

/** Coordinates: centred at 0 (the mean of all vertices), |x|, |y| <= 5000, y up. Discs of the given sizes
 * do not overlap as long as there is room: with cot_layout_sizes that is up to about 1.5 million vertices;
 * beyond, the smallest may. The drawing grows with the area of its discs: small networks take less than the
 * whole square.
 *
 * COMMUNITIES: every community of a component is a disc, placed by a force layout of the network of
 * communities; large ones hold groups of people, groups hold people, placed the same way; each is turned to
 * face its neighbours outside. In a network of authors and topics the topics are placed so, and authors
 * with the same topics stand together: around their topic, or at the barycentre of their topics.
 *
 * FORCE: igraph's Kamada-Kawai (components up to 600 vertices) or Fruchterman-Reingold; at most 5,000
 * vertices.
 *
 * FORCEATLAS2: Jacomy et al., PLoS ONE 9, e98679 (2014), doi:10.1371/journal.pone.0098679, with Barnes and Hut's
 * approximation (theta 1.2) and edge weights as they are, on every component by itself, beginning where COMMUNITIES
 * puts it; scaled by the circle that holds nine of ten vertices (docs/definitions.md).
 *
 * All pack components by size, largest in the middle, and finally push discs apart. NONE: all coordinates
 * 0. The rules are in docs/definitions.md ("Layout and looks").
 *
 * @param params  NULL = COT_LAYOUT_PARAMS_INIT
 * @param community  n numbers: who belongs together (equal = same); NULL: groups are found by links only
 * @param size  n diameters, each in (0, 500]
 * @param[out] x, y  n each; undefined after a failure
 * @return COT_OK | COT_E_ARG (NULL, a size, method or parameter that is not allowed, FORCE beyond 5,000 vertices) |
 * COT_E_NOMEM | COT_E_INTERRUPT | COT_E_INTERNAL (igraph failed).
 * Cost: COMMUNITIES O((n + m) log n); FORCE O(n^2) and FORCEATLAS2
 * O(m + n log n) for each of hundreds of rounds. Threads: parallel.
 * Deterministic for a seed, same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_layout(const cot_graph_t *graph, const cot_layout_params_t *params,
                                              const int64_t *community, const double *size, double *x,
                                              double *y, const cot_env_t *env, cot_error_t *err);

/** How well a drawing shows a network; no number depends on its scale, place or rotation. */
typedef struct {
    /** Standard deviation of the lengths of the edges by their mean: 0 when all are of one length; NaN when there is no
     * edge or all have no length. */
    double edge_length_spread;
    /** Neighbourhood preservation: the mean over all vertices with an edge of |N and P| / |N or P|, N being the d
     * neighbours of a vertex of degree d and P the d vertices nearest to it in the drawing (ties by number): 1 when
     * everybody stands nearest to their neighbours. NaN when there is no edge. */
    double neighbourhood;
} cot_layout_quality_t;
/** Measures a drawing, of ours or of another program. Both figures are standard: the first since C. F. A. Coleman &
 * D. S. Parker, Softw. Pract. Exp. 26, 1415 (1996); the second as J. F. Kruiger et al., Comput. Graph. Forum 36(3), 283
 * (2017), doi:10.1111/cgf.13187, have it, with neighbours at distance 1.
 * @param x, y  graph->n finite numbers each
 * @return COT_OK | COT_E_ARG (NULL, a coordinate that is not finite) | COT_E_NOMEM | COT_E_INTERRUPT.
 * Cost: O((n + m) log n). Memory: 8 bytes per edge, 60 per vertex. Threads: parallel, same bits for any number. */
COT_NODISCARD COT_API cot_status_t cot_layout_quality(const cot_graph_t *graph, const double *x, const double *y,
                                                      cot_layout_quality_t *quality, const cot_env_t *env,
                                                      cot_error_t *err);

/** Colour of a community as 0xRRGGBB: 24 colours for the communities 0 to 23, the largest ones; the first
 * eight are told apart by colour-blind readers. Grey (0xB3B3B3) for all others and for negative numbers. */
COT_API uint32_t cot_community_color(int64_t community);

#ifdef __cplusplus
}
#endif
#endif
