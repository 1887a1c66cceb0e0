/* kernels.h: path kernels that other rooms and the tests use beside those of coterie/paths.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_KERNELS_H
#define COT_PATHS_KERNELS_H

#include "base/isa.h"
#include "coterie/paths.h"

/* Distances (unweighted) from n_sources distinct pseudo-random vertices, or from all when n_sources is 0 or
 * >= n. *mean: mean distance over the connected ordered pairs (source, other vertex); NaN without any.
 * *share_connected: share of all n (n - 1) / 2 pairs that a path joins (always exact); NaN below two
 * vertices. *longest_seen: largest distance met; the diameter of the largest-diameter component when all are
 * sources, else a lower bound. Each may be NULL. Cost and memory as cot_harmonic. */
cot_status_t cot_i_distances(const cot_prepared_t *prepared, uint32_t n_sources, double *mean,
                             double *share_connected, uint32_t *longest_seen, const cot_env_t *env,
                             cot_error_t *err);

/* cot_betweenness and cot_harmonic with a given instruction set (not above cot_i_isa_best()): for tests. */
cot_status_t cot_i_betweenness(const cot_prepared_t *prepared, uint32_t n_sources, double *out, cot_isa_t isa,
                               const cot_env_t *env, cot_error_t *err);
cot_status_t cot_i_harmonic(const cot_prepared_t *prepared, uint32_t n_sources, double *out, cot_isa_t isa,
                            const cot_env_t *env, cot_error_t *err);

#endif
