/* coterie/paths.h: what shortest paths tell: betweenness, closeness, distances.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_PATHS_H
#define COTERIE_PATHS_H

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

/** Betweenness: sum over pairs s < t, s != v != t, of the share of shortest s-t paths (unweighted) through v.
 * n_sources = 0 or >= n: exact. Otherwise that many distinct pseudo-random sources (env->seed), scaled by
 * n / n_sources (Brandes & Pich, Int. J. Bifurcation Chaos 17 (2007)). Unit: paths (pairs).
 * Ref: Brandes, J. Math. Sociol. 25 (2001); twins and blocks: Sariyuce et al., arXiv:1209.6007.
 * Cost: O(sources x edges) within biconnected blocks, parallel over batches of 32 sources. Memory: 160 bytes
 * per vertex and 16 per edge, and per thread 796 bytes (412 in blocks above 2^18) per class of the largest
 * block + 8 for each level at which a batch meets a class (about 4). Path counts are doubles: a network with
 * more than 1e308 shortest paths between two vertices gives NaN. */
COT_NODISCARD COT_API cot_status_t cot_betweenness(const cot_prepared_t *prepared, uint32_t n_sources, double *out,
                                                   const cot_env_t *env, cot_error_t *err);
/** Harmonic closeness: (1/(n-1)) sum over t != v of 1/d(v,t), unreachable pairs count 0; in [0, 1]; 0 when n
 * = 1. n_sources as above: then the mean of 1/d(v,t) over the sampled t other than v (0 when there is none).
 * Ref: Marchiori & Latora, Physica A 285 (2000); Rochat 2009.
 * Cost: O(sources x edges / 512) row steps by multi-source search (Then et al., VLDB 8 (2014)), parallel over
 * batches of 512 sources. Memory: 70 bytes per vertex and 8 per edge, and 212 bytes per class and thread. */
COT_NODISCARD COT_API cot_status_t cot_harmonic(const cot_prepared_t *prepared, uint32_t n_sources, double *out,
                                                const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
