/* blocks.h: the biconnected blocks of the quotient, each a small graph of its own with end-point weights.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PREPARE_BLOCKS_H
#define COT_PREPARE_BLOCKS_H

#include "prepare/quotient.h"

/* Blocks 0 .. count - 1. The members of block b are the places start[b] .. start[b + 1] - 1 of the arrays
 * below; its first member is the one nearest to where the search began (its root), the others ascend. Rows of
 * the places are off[place] .. off[place + 1] - 1 of adj, which holds numbers local to the block (0 = the
 * root). */
typedef struct {
    uint32_t count;
    uint64_t *start;   /* count + 1 */
    uint32_t *member;  /* vertex of the quotient at each place */
    uint64_t *off;     /* places + 1 */
    uint32_t *adj;     /* each edge of the quotient is in exactly one block: as many arcs as the quotient */
    uint32_t *targets; /* authors at a place or reached through it when leaving the block */
    uint32_t *sources; /* sources among them */
} cot_blocks_t;

/* Finds the blocks (Hopcroft & Tarjan, CACM 16 (1973) 372, without recursion). sources_of counts the sources
 * in each class; through (one per class, written) receives for a class the ordered pairs (source, target)
 * that lie in different blocks around it: what no block sees by itself. O(n + m); 40 bytes per class and 4
 * per arc. */
cot_status_t cot_i_blocks_build(cot_blocks_t *out, const cot_quotient_t *quotient, const uint32_t *sources_of,
                                double *through, cot_error_t *err);
void cot_i_blocks_clear(cot_blocks_t *blocks);

#endif
