/* walk.h: the stationary distribution of a walk with restarts. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_WALK_H
#define COT_STRUCTURE_WALK_H

#include "structure/slices.h"

enum { COT_WALK_STEPS = 1000 };

/* Solves x = (1 - d) p + d (A D^-1 x + (sum of x over vertices without edges) p), sum x = 1, for the walk on
 * `rows`, that restarts at v with probability p(v): even when restart is NULL, else in proportion to
 * restart[v] >= 0, not all 0 (checked: COT_E_ARG). 0 <= damping < 1 (checked). out: rows->n values.
 * *iterations (may be NULL): steps, at most COT_WALK_STEPS. Memory: the slices, and 24 bytes per vertex (32
 * with restart). */
COT_NODISCARD cot_status_t cot_i_walk(const cot_i_rows_t *rows, double damping, const double *restart,
                                      double *out, uint32_t *iterations, const char *what,
                                      const cot_env_t *env, cot_error_t *err);

#endif
