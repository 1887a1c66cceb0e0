/* blocks.h: the biconnected blocks of the quotient: their tree, and rows of those that have inner paths.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PREPARE_BLOCKS_H
#define COT_PREPARE_BLOCKS_H

#include <stdbool.h>

#include "prepare/quotient.h"

#define COT_NO_BLOCK UINT32_MAX

/* Blocks 0 .. count - 1, those below in the tree first. The members of block b are the places start[b] ..
 * start[b + 1] - 1; its first member is the one nearest to where the search began (its root), the others
 * ascend. Rows of the places are off[place] .. off[place + 1] - 1 of adj, which holds numbers local to the
 * block (0 = the root), ascending. A block that is a complete graph has no rows: no path has an inner vertex
 * there. Every class but the first of its component is a member that is not the root of exactly one block. */
typedef struct {
    uint32_t count;
    uint32_t *start;     /* count + 1 */
    uint32_t *member;    /* class at each place */
    uint32_t *off;       /* places + 1 */
    uint32_t *adj;       /* off[places] */
    uint32_t *targets;   /* vertices at a place or reached through it when leaving the block */
    uint32_t *block_of;  /* per class: the block of which it is a member other than the root, or COT_NO_BLOCK */
    uint32_t *place_of;  /* per class: its place there */
    uint8_t *simplicial; /* per place: its neighbours in the block are known to be all joined */
} cot_blocks_t;

/* Components of the quotient: contiguous, in the order of the classes. */
typedef struct {
    uint32_t count;
    uint32_t *of;    /* per class */
    uint32_t *start; /* count + 1: first class of each */
} cot_parts_t;

static inline uint32_t cot_i_block_places(const cot_blocks_t *blocks) {
    return blocks->start[blocks->count];
}
static inline bool cot_i_block_complete(const cot_blocks_t *blocks, uint32_t block) {
    return blocks->off[blocks->start[block]] == blocks->off[blocks->start[block + 1]];
}

/* Neighbours of a place of a block. */
static inline uint32_t cot_i_block_degree(const cot_blocks_t *blocks, uint32_t block, uint32_t place) {
    return cot_i_block_complete(blocks, block) ? blocks->start[block + 1] - blocks->start[block] - 1
                                               : blocks->off[place + 1] - blocks->off[place];
}

cot_status_t cot_i_parts_build(cot_parts_t *out, const cot_csr_t *rows, cot_error_t *err);
void cot_i_parts_clear(cot_parts_t *parts);

/* Finds the blocks (Hopcroft & Tarjan, CACM 16 (1973) 372, without recursion). O(n + m), the search serial,
 * the rows parallel; while it runs 24 bytes per class more. */
cot_status_t cot_i_blocks_build(cot_blocks_t *out, const cot_quotient_t *quotient, const cot_parts_t *parts,
                                const cot_env_t *env, cot_error_t *err);
void cot_i_blocks_clear(cot_blocks_t *blocks);

/* Marks places whose neighbours in the block are all joined: never wrongly; those with more neighbours than
 * COT_SIMPLICIAL_MOST are not looked at (a complete block's places are all marked). Parallel. */
#define COT_SIMPLICIAL_MOST 128u
void cot_i_blocks_simplicial(cot_blocks_t *blocks, int threads);

/* Weights of one kind, O(places): own[c] (vertices, or sources, in class c) becomes weight[place], the sum of
 * own over the classes at a place or reached through it when leaving the block. */
cot_status_t cot_i_blocks_weigh(const cot_blocks_t *blocks, const cot_parts_t *parts, const uint32_t *own,
                                uint32_t *weight, cot_error_t *err);

#endif
