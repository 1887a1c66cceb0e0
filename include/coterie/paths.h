/* coterie/paths.h: betweenness (distances: coterie/distances.h).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_PATHS_H
#define COTERIE_PATHS_H

#include <stdbool.h>

#include "coterie/prepare.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Arrays have one entry per vertex and belong to the caller; a network without vertices writes nothing. Each
 * function gives the same bytes for any number of threads, on any processor of one kind of floating point
 * (wider vectors change no bit).
 * @return COT_OK | COT_E_ARG (null argument) | COT_E_NOMEM | COT_E_INTERRUPT; results are undefined after a
 * failure.
 * "classes" below are groups of closed twins (same neighbours, and joined), which stand for one
 * vertex: at most n. */

/** Numbers that searches calculate with. */
typedef enum {
    COT_DOUBLE = 0, /**< relative error about 1e-12 */
    COT_FLOAT       /**< relative error about 1e-6, twice as many searches at once; a network with more than
                         1e38 shortest paths between two vertices gives infinities or NaN */
} cot_precision_t;

typedef struct {
    uint32_t n_sources; /**< 0 or >= n: all, exact; else that many distinct pseudo-random ones (env->seed) */
    double epsilon;     /**< > 0: as many sources as it takes for this bound on the error, see below */
    double delta;       /**< probability with which a bound may fail, in (0, 1) */
    cot_precision_t precision;
    bool weighted; /**< shortest paths by length, an edge's length being 1 / weight; in double; no epsilon */
} cot_betweenness_params_t;
#define COT_BETWEENNESS_PARAMS_INIT                                                                          \
    { 0, 0.0, 0.1, COT_DOUBLE, false }

typedef struct {
    uint32_t sources; /**< searched from */
    bool exact;
    double epsilon; /**< with probability 1 - delta no vertex's betweenness is off by more than epsilon x
                         n (n - 1) / 2; 0: exact; NaN: no bound is known (weighted paths from some sources) */
    double delta;
} cot_betweenness_achieved_t;

/** Betweenness of vertices (one entry per vertex) and edges (one per edge of the graph); either may be NULL.
 * Vertex: sum over pairs s < t, s != v != t, of the share of shortest s-t paths through v. Edge: the same, of
 * paths over the edge, its own ends included (Girvan & Newman, doi:10.1073/pnas.122653799). Unit: pairs.
 * Not normalised. params: NULL = COT_BETWEENNESS_PARAMS_INIT; achieved: may be NULL.
 * From k of n sources: sums are scaled by n / k (Brandes & Pich, Int. J. Bifurcation Chaos 17 (2007)), and
 * achieved->epsilon is an empirical Bernstein bound for all vertices at once (for edges there is none):
 *   independent draws (epsilon > 0), doubled until the bound holds: sqrt(2 V L / k) + 7 L / (3 (k - 1)),
 *     L = ln(4 C / delta_i), delta_i = delta / 2^i in round i   (Maurer & Pontil, arXiv:0907.3740)
 *   distinct sources (n_sources): sqrt(2 r V L / k) + 4.46 L / k, L = ln(10 C / delta), r = 1 - (k - 1) / n
 *     (Bardenet & Maillard, doi:10.3150/14-BEJ605)
 * with V the largest sample variance of a vertex's normalised dependency and C the classes of twins that are
 * not simplicial. Where half of all sources would not be enough, all are taken.
 * Weighted: lengths after Newman, Phys. Rev. E 64, 016132 (doi:10.1103/PhysRevE.64.016132); lengths of paths
 * whose difference is at most 1e-10 of their sum count as equal.
 * Ref: Brandes, J. Math. Sociol. 25 (2001), doi:10.1080/0022250X.2001.9990249; twins, blocks, simplicial
 * vertices: Sariyuce et al., arXiv:1209.6007; lanes: JPDC 76 (2015), doi:10.1016/j.jpdc.2014.07.006.
 * Cost: betweenness_steps of cot_prepared_info (x share of sources), parallel over batches of 32 (float: 64)
 * sources; weighted O(sources x edges x log vertices). Edges: about twice. Memory: 28 bytes per class and
 * with edges 8 per arc between classes; per thread 328 bytes per class of the largest block (256 more
 * where a batch of sources meets 2^15 shortest paths between two vertices) + 8 for each level at which it meets a
 * class (about 4) + 24, and with edges 8 to 16 per arc of the largest block.
 * Weighted: 16 bytes per edge, 44 per vertex and thread, with edges 8 per edge more, and 8 for each thread. Path
 * counts are doubles: more than 1e308 shortest paths between two vertices give NaN.
 * @return COT_OK | COT_E_ARG (null network; epsilon, delta, precision outside what is allowed) | COT_E_NOMEM
 * | COT_E_INTERRUPT. */
COT_NODISCARD COT_API cot_status_t cot_betweenness(const cot_prepared_t *prepared,
                                                   const cot_betweenness_params_t *params, double *vertices,
                                                   double *edges, cot_betweenness_achieved_t *achieved,
                                                   const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
