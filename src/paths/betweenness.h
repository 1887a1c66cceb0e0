/* betweenness.h: the parts of betweenness: searches in all blocks, sampling, weighted paths.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_BETWEENNESS_H
#define COT_PATHS_BETWEENNESS_H

#include "base/isa.h"
#include "coterie/paths.h"
#include "prepare/prepared.h"

/* Searches in all blocks that have inner paths, and the sums they leave; rounds add up. */
typedef struct {
    const cot_prepared_t *prepared;
    const cot_env_t *env;
    cot_precision_t precision;
    cot_isa_t isa;
    uint32_t *copies; /* per place: members of the class */
    double *vertices; /* per place: dependency of one member inside the block */
    double *squares;  /* per place, of its square; or NULL */
    double *arcs;     /* per arc of the blocks; or NULL */
} cot_i_dependencies_t;

cot_status_t cot_i_dependencies_new(cot_i_dependencies_t *d, bool with_squares, bool with_arcs, cot_error_t *err);
void cot_i_dependencies_clear(cot_i_dependencies_t *d);
/* One round: weights[place] sources stand at each place. Parallel over batches of sources; the batches of a
 * block are added in their order, whichever thread made them. */
cot_status_t cot_i_dependencies_add(cot_i_dependencies_t *d, const uint32_t *weights, cot_error_t *err);

/* Sums over all sources so far, weights[place] of them at each place: of the dependency of one member of each
 * class (mean), and of its square (second; NULL: not wanted). */
cot_status_t cot_i_dependencies_gather(const cot_i_dependencies_t *d, const uint32_t *weights, double *mean,
                                       double *second, cot_error_t *err);
/* Betweenness of the edges of the network (graph->m), `scale` x half of what the sources gave. */
void cot_i_dependencies_edges(const cot_i_dependencies_t *d, const uint32_t *weights, double scale, double *out);

/* Sources, so many per class of twins. */
typedef struct {
    uint32_t *per_class;
    uint32_t *weights; /* per place */
    uint32_t count;
    bool distinct; /* drawn without replacement */
} cot_i_sources_t;

/* Bound on the error of mean / count / (n - 1), for all classes at once, that fails with probability delta. */
double cot_i_betweenness_bound(const cot_prepared_t *prepared, const cot_i_sources_t *sources, const double *mean,
                               const double *second, double delta);
/* Searches from as many sources as it takes for a bound of epsilon with probability 1 - delta. *exact: half of
 * all would not be enough; nothing was kept. Fills mean (per class), sources and *epsilon reached. */
cot_status_t cot_i_betweenness_until(cot_i_dependencies_t *d, cot_i_sources_t *sources, double *mean,
                                     double *epsilon, double delta, bool *exact, cot_error_t *err);

/* Betweenness over shortest paths by length 1 / weight; outputs may be NULL. n_sources as in
 * cot_betweenness_params_t. *picked: sources searched from. */
cot_status_t cot_i_betweenness_weighted(const cot_graph_t *graph, uint32_t n_sources, double *vertices,
                                        double *edges, uint32_t *picked, const cot_env_t *env, cot_error_t *err);

#endif
