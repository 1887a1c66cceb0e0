/* coterie/layout.h: coordinates and looks, so that a network opens drawn.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_LAYOUT_H
#define COTERIE_LAYOUT_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a network is drawn. AUTO: FORCE up to 1,000 vertices, else COMMUNITIES. */
typedef enum { COT_LAYOUT_AUTO, COT_LAYOUT_FORCE, COT_LAYOUT_COMMUNITIES, COT_LAYOUT_NONE } cot_layout_method_t;
typedef struct {
    cot_layout_method_t method;
    const char *name;        /**< "auto", "force", "communities", "none" */
    const char *title;
} cot_layout_row_t;
COT_API const cot_layout_row_t *cot_layouts(size_t i);

/** Size of each vertex as drawn (diameter), in [4, 100]: 4 + 96 sqrt(v / max v), for the smallest value 4 and
 * the largest 100 (all 4 when the values are equal). v >= 0. In large networks the upper end shrinks so that the
 * discs together cover at most a quarter of the drawing, but one vertex keeps 100 and one keeps 4 (Gephi then
 * rescales nothing). */
COT_API void cot_layout_sizes(const double *value, uint32_t n, double *size);

/** Coordinates: centred at 0, |x|, |y| <= 5000, y up. Discs of the given sizes do not overlap.
 * community: partition that groups people, or NULL (then components are the groups). size: n diameters.
 * COMMUNITIES places components apart (packed by size, largest in the middle), communities of a component
 * first, then people inside them, then nudges discs apart. FORCE is igraph's Kamada-Kawai or Fruchterman-Reingold
 * by component, packed and nudged the same way.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT.
 * Cost: COMMUNITIES O((n + m) log n). Deterministic for a seed, same bytes for any number of threads. */
COT_NODISCARD COT_API cot_status_t cot_layout(const cot_graph_t *graph, cot_layout_method_t method,
                                              const int64_t *community, const double *size, double *x, double *y,
                                              const cot_env_t *env, cot_error_t *err);

/** Colour of a community as 0xRRGGBB: a fixed palette for the largest ones, grey for the small rest. */
COT_API uint32_t cot_community_color(int64_t community);

#ifdef __cplusplus
}
#endif
#endif
