/* orient.h: a network whose edges point from the end of smaller (degree, number) to the other: no vertex has
 * more than sqrt(2m) outgoing edges, and every triangle has one vertex that points to both others, its lowest
 * (Schank & Wagner, WEA 2005; Latapy, Theor. Comput. Sci. 407 (2008) 458, doi:10.1016/j.tcs.2008.07.017).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_ORIENT_H
#define COT_STRUCTURE_ORIENT_H

#include "coterie/graph.h"

/* Outgoing edges of v: out[begin[v]] .. out[begin[v] + count[v] - 1], in the order of v's row. Rows are made
 * in one pass, block by block, so there are gaps between blocks. */
typedef struct {
    uint32_t n;
    uint64_t *begin; /* n */
    uint32_t *count; /* n */
    uint32_t *out;   /* 2m */
    uint32_t *edge;  /* 2m: number of the edge */
} cot_i_oriented_t;

/* O(m), parallel. 12 bytes per vertex, 16 per edge; 8 per vertex and 8 per edge more while built. */
COT_NODISCARD cot_status_t cot_i_orient(cot_i_oriented_t *out, const cot_graph_t *graph, int threads,
                                        const cot_env_t *env, cot_error_t *err);
void cot_i_oriented_clear(cot_i_oriented_t *oriented);

#endif
