/* brandes.h: shortest-path dependencies inside one block from many sources at once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_BRANDES_H
#define COT_PATHS_BRANDES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/isa.h"
#include "coterie/status.h"

#define COT_MAX_LANES 32u

/* One block as the kernel reads it; vertices are numbered 0 .. n - 1. */
typedef struct {
    uint32_t n;
    const uint32_t *off;     /* n + 1 */
    const uint32_t *adj;     /* rows are adj[off[v]] .. adj[off[v + 1] - 1] */
    const uint32_t *copies;  /* twins that one vertex stands for: ways through it */
    const uint32_t *targets; /* end points that it stands for */
    const uint32_t *sources; /* sources that it stands for */
} cot_block_t;

/* Work space of one thread for blocks of up to n vertices: 3 x 8 x lanes + 28 bytes per vertex and 8 bytes
 * per (vertex, level) at which some lane meets it (at most lanes, usually 2 to 5, per vertex). */
typedef struct cot_brandes cot_brandes_t;
cot_status_t cot_i_brandes_new(cot_brandes_t **out, uint32_t n, unsigned lanes, cot_isa_t isa,
                               cot_error_t *err);
void cot_i_brandes_free(cot_brandes_t *space);

/* Lanes for a block of n vertices: a function of n only. */
unsigned cot_i_brandes_lanes(uint32_t n);

/* One batch: `count` <= lanes different sources. Adds to the work space's sums (all zero at first), for every
 * vertex, sum over sources of copies of the source x dependency of one member. @return false when memory ran
 * out; the work space can be used again then, its sums are undefined. */
bool cot_i_brandes_batch(cot_brandes_t *space, const cot_block_t *block, const uint32_t *sources,
                         uint32_t count);
/* Adds the sums of the last batches to out[0 .. n - 1] and makes them zero again. */
void cot_i_brandes_take(cot_brandes_t *space, uint32_t n, double *out);

#endif
