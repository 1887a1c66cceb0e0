/* distances.h: what the ways to find distances share.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_DISTANCES_H
#define COT_PATHS_DISTANCES_H

#include "base/isa.h"
#include "coterie/distances.h"

/* A result with room for n_pairs distances (0: no `pairs`) and, unless figures_only, all arrays; figures are NaN
 * or 0. */
cot_status_t cot_i_distances_new(cot_distances_t **out, uint32_t n, uint32_t n_pairs, bool figures_only,
                                 cot_error_t *err);

/* Mean, longest and effective diameter from pairs[0 .. n_pairs - 1]. */
void cot_i_distances_figures(cot_distances_t *d, uint32_t n_pairs);

/* Half-width of a 95 % interval for the mean of k values in [0, range] (Hoeffding). */
double cot_i_hoeffding(double range, uint32_t k);

/* Predicted seconds of cot_distances, cot_weighted_distances and cot_hyperball: numbers of the network times
 * constants (distances_cost.c). n_sources 0: all. For a choice that must not hang on the number of threads, ask for
 * one thread. O(n + m). */
double cot_i_distances_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads);
double cot_i_weighted_distances_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads);
double cot_i_hyperball_cost(const cot_prepared_t *prepared, unsigned log2m, int threads);

/* cot_distances and cot_hyperball with a given instruction set (not above cot_i_isa_best()): for tests. */
cot_status_t cot_i_distances_isa(cot_distances_t **out, const cot_prepared_t *prepared,
                                 const cot_distances_params_t *params, cot_isa_t isa, const cot_env_t *env,
                                 cot_error_t *err);
cot_status_t cot_i_hyperball_isa(cot_distances_t **out, const cot_prepared_t *prepared, unsigned log2m,
                                 cot_isa_t isa, const cot_env_t *env, cot_error_t *err);

#endif
