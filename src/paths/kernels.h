/* kernels.h: path kernels that other rooms and the tests use beside those of coterie/paths.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_KERNELS_H
#define COT_PATHS_KERNELS_H

#include "base/isa.h"
#include "coterie/paths.h"

/* cot_betweenness with a given instruction set (not above cot_i_isa_best()): for tests. */
cot_status_t cot_i_betweenness(const cot_prepared_t *prepared, uint32_t n_sources, double *out, cot_isa_t isa,
                               const cot_env_t *env, cot_error_t *err);

#endif
