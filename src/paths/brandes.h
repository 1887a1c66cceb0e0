/* brandes.h: shortest-path dependencies inside one block from many sources at once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_BRANDES_H
#define COT_PATHS_BRANDES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/isa.h"
#include "base/meter.h"
#include "coterie/paths.h"

/* One block as the kernel reads it; vertices are numbered 0 .. n - 1. */
typedef struct {
    uint32_t n;
    const uint32_t *off;       /* n + 1 */
    const uint32_t *adj;       /* rows are adj[off[v]] .. adj[off[v + 1] - 1] */
    const uint32_t *copies;    /* twins that one vertex stands for: ways through it */
    const uint32_t *targets;   /* end points that it stands for */
    const uint32_t *sources;   /* sources that it stands for */
    const uint8_t *simplicial; /* its neighbours are all joined: nothing lies behind it */
} cot_block_t;

/* Where a batch adds what it finds, over its sources, `sources` of each counted. */
typedef struct {
    double *vertices; /* n: dependency of one member */
    double *squares;  /* n: its square; or NULL */
    double *arcs;     /* like the block's part of adj: share of the paths that take the arc from one member to
                         one; or NULL */
} cot_brandes_sums_t;

/* Sources at once: 32 lanes of double or 64 of float. */
unsigned cot_i_brandes_lanes(cot_precision_t precision);

/* Work space of one thread for blocks of up to n vertices: 328 bytes per vertex (float 400), 256 more once a
 * batch meets 2^15 paths, and 8 (12) for each (vertex, level) at which some lane meets it (at most lanes,
 * usually 2 to 5, per vertex). */
typedef struct cot_brandes cot_brandes_t;
cot_status_t cot_i_brandes_new(cot_brandes_t **out, uint32_t n, cot_precision_t precision, cot_isa_t isa,
                               cot_error_t *err);
void cot_i_brandes_free(cot_brandes_t *space);

/* One batch: `count` <= lanes different sources. Looks at the meter every few milliseconds. @return COT_OK |
 * COT_E_NOMEM | COT_E_INTERRUPT; after a failure the work space can be used again, the sums are undefined. */
cot_status_t cot_i_brandes_batch(cot_brandes_t *space, const cot_block_t *block, const uint32_t *sources,
                                 uint32_t count, const cot_brandes_sums_t *sums, cot_meter_t *meter);

#endif
