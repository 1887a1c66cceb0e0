/* kernels.h: path kernels that other rooms and the tests use beside those of coterie/paths.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_KERNELS_H
#define COT_PATHS_KERNELS_H

#include "base/isa.h"
#include "coterie/paths.h"

/* cot_betweenness with a given instruction set (not above cot_i_isa_best()): for tests. */
cot_status_t cot_i_betweenness(const cot_prepared_t *prepared, const cot_betweenness_params_t *params,
                               double *vertices, double *edges, cot_betweenness_achieved_t *achieved,
                               cot_isa_t isa, const cot_env_t *env, cot_error_t *err);

/* Seconds that exact betweenness of vertices, in double, will take: a rough guess, from what the preparation
 * found. */
double cot_i_betweenness_cost(const cot_prepared_info_t *info, int threads);

#endif
