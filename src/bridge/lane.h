/* lane.h: igraph's one lane. igraph keeps its clean-up stack, error handlers and random numbers in global
 * variables (thread-local ones only when it was built so, and then its ARPACK and BLAS still are not), so one
 * thread at a time is inside igraph: a process-wide lock, held from enter to leave.
 *
 *     st = cot_i_lane_enter(env, "constraint", err);
 *     if (st != COT_OK) return st;
 *     ... st = cot_i_lane_check(igraph_something(...), err); destroy what was made ...
 *     cot_i_lane_leave();
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BRIDGE_LANE_H
#define COT_BRIDGE_LANE_H

#include "bridge/compat.h"
#include "coterie/status.h"

/* Waits for the lane and prepares igraph for one call: errors return and are remembered, warnings are silent,
 * interruption and progress go to env->progress, random numbers start from (env->seed, purpose), OpenBLAS and
 * OpenMP use one thread. purpose is also the stage in progress and the start of messages; static text.
 * Not re-entrant: a progress function must not call what uses igraph (COT_E_ARG).
 * @return COT_OK (then cot_i_lane_leave must follow) | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. */
COT_NODISCARD cot_status_t cot_i_lane_enter(const cot_env_t *env, const char *purpose, cot_error_t *err);
/* Puts handlers, random numbers and thread counts back as they were, and lets the next one in. */
void cot_i_lane_leave(void);

/* What an igraph call came to. On failure igraph's temporaries are freed and the message is igraph's:
 * out of memory -> COT_E_NOMEM, interrupted -> COT_E_INTERRUPT, sizes -> COT_E_LIMIT, all else ->
 * COT_E_INTERNAL. */
COT_NODISCARD cot_status_t cot_i_lane_check(igraph_error_t code, cot_error_t *err);

/* Asks env->progress, at most every few milliseconds, for loops of our own inside the lane. true: stop. */
bool cot_i_lane_poll(void);

/* Puts igraph's C attribute table in force unless the host process uses another one. true: it is in force. */
bool cot_i_lane_attributes(void);

#endif
