/* reach.h: the network as the distance kernels read it: core classes first, side classes behind them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_REACH_H
#define COT_PATHS_REACH_H

#include "prepare/prepared.h"

/* A connected component: which numbers its classes have. */
typedef struct {
    uint32_t class_first, class_end; /* classes of the quotient */
    uint32_t core_first, core_end;
    uint32_t side_first, side_end;
    uint32_t vertices;  /* of the network */
    uint32_t depth;     /* distance of the farthest class from the first one */
    uint64_t depth_sum; /* of all its classes */
} cot_reach_part_t;

/* A side class is one known to be simplicial: its neighbours are joined to each other, so no shortest path leads
 * through it, and no two side classes are neighbours (they would be twins). The core, without them, has the same
 * distances. Core classes are numbered 0 .. n_core - 1, side classes n_core .. n - 1, both in the order of the
 * quotient. A row holds the core neighbours first (up to mid), then the side ones, each ascending. */
typedef struct {
    uint32_t n, n_core;
    uint32_t *off;       /* n + 1 */
    uint32_t *mid;       /* n */
    uint32_t *adj;       /* off[n] */
    uint32_t *size;      /* n: members of the class */
    uint32_t *number_of; /* class of the quotient -> number */
    uint32_t *class_of;  /* and back */
    cot_reach_part_t *parts;
    uint32_t n_parts;
    uint32_t most_arcs; /* of one row */
    uint32_t farthest;  /* no distance is larger: twice the largest depth */
} cot_reach_t;

/* O(n + m). 20 bytes per class, 4 per arc and 32 per component. */
cot_status_t cot_i_reach_build(cot_reach_t *out, const cot_prepared_t *prepared, const cot_env_t *env,
                               cot_error_t *err);
void cot_i_reach_clear(cot_reach_t *reach);

#endif
