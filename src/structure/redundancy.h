/* redundancy.h: the kernel behind cot_redundancy and cot_redundancy_incidence. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_REDUNDANCY_H
#define COT_STRUCTURE_REDUNDANCY_H

#include "base/isa.h"
#include "structure/bit_rows.h"

/* Redundancy of the vertices of a side, with a given instruction set (not above cot_i_isa_best()). out: sides->n. */
COT_NODISCARD cot_status_t cot_i_redundancy(const cot_i_sides_t *sides, double *out, cot_isa_t isa,
                                            const cot_env_t *env, cot_error_t *err);

#endif
