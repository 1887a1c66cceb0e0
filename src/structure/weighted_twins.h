/* weighted_twins.h: a network whose vertices that weights cannot tell apart stand together.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_STRUCTURE_WEIGHTED_TWINS_H
#define COT_STRUCTURE_WEIGHTED_TWINS_H

#include "coterie/graph.h"

/* Classes, numbered by smallest member. Two vertices are in one class when they are joined and have the same
 * neighbours with the same weights, but for each other: exchanging them changes nothing. So any two members
 * of a class are joined with one weight; any two members of two classes with one weight, or not at all. */
typedef struct {
    uint32_t n;
    uint32_t *of;   /* vertex -> class */
    uint32_t *size; /* n: members */
    double *inner;  /* n: weight between members; 0 in a class of one */
    uint64_t *off;  /* n + 1 */
    uint32_t *to;   /* other classes, ascending in each row */
    double *weight; /* of the arc's edges */
    uint32_t *edge; /* of the network that joins the smallest members: one for both arcs of two classes */
} cot_i_weighted_t;

/* Cost: O(n + m), hashing and comparing parallel; the same for any number of threads. Memory held: 8 bytes
 * per vertex, 16 per class, 32 per pair of joined classes; while it is made 16 per vertex and 8 per
 * edge more. @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT. */
cot_status_t cot_i_weighted_classes(cot_i_weighted_t *out, const cot_graph_t *graph, int threads,
                                    const cot_env_t *env, cot_error_t *err);
void cot_i_weighted_clear(cot_i_weighted_t *classes);

#endif
