/* rewire.h: random networks with the degrees of a given one, for what compares with them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_REWIRE_H
#define COT_STRUCTURE_REWIRE_H

#include "coterie/structure.h"

/* What to do with one random network: its number, and its edges (m pairs u v, u != v, each once; not
 * ordered). Called from several threads at a time, once for each number, with pairs that it may change. */
typedef cot_status_t cot_i_null_fn(void *data, uint32_t number, uint32_t *pairs, cot_error_t *err);

/* Makes the networks number first .. first + count - 1 (each the one that cot_rewire makes of that number),
 * several at a time. 24 to 40 bytes per edge for each thread. */
COT_NODISCARD cot_status_t cot_i_null_networks(const cot_graph_t *graph, uint32_t first, uint32_t count,
                                               double attempts, cot_i_null_fn *visit, void *data,
                                               const cot_env_t *env, cot_error_t *err);

#endif
