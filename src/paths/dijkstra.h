/* dijkstra.h: shortest paths from one source along edges that are 1 / weight long.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PATHS_DIJKSTRA_H
#define COT_PATHS_DIJKSTRA_H

#include "base/meter.h"
#include "prepare/prepared.h"

typedef struct {
    double length;
    uint32_t to;
} cot_arc_t;

/* The network with lengths, its vertices at their places in breadth-first order of their classes: components are
 * contiguous. */
typedef struct {
    uint32_t n;
    uint64_t *off;       /* n + 1 */
    cot_arc_t *arcs;     /* off[n] */
    uint32_t *place_of;  /* vertex -> place */
    uint32_t *part_size; /* per place: vertices of its component */
} cot_lengths_t;

/* COT_E_ARG: a length is infinite. 16 bytes per vertex and 32 per edge. */
cot_status_t cot_i_lengths_build(cot_lengths_t *out, const cot_prepared_t *prepared, const cot_env_t *env,
                                 cot_error_t *err);
void cot_i_lengths_clear(cot_lengths_t *rows);

typedef struct {
    double distance;
    uint32_t v;
} cot_heap_node_t;

/* Work space, and what a search found. Memory: 32 bytes per vertex. */
typedef struct {
    double *distance;   /* infinite: not reached */
    uint32_t *settled;  /* places reached: the source, then all others */
    uint32_t n_settled;
    cot_heap_node_t *heap;
    uint32_t *at; /* number in the heap + 1; 0: not in it */
    uint32_t n_heap;
} cot_dijkstra_t;

cot_status_t cot_i_dijkstra_new(cot_dijkstra_t *d, uint32_t n, cot_error_t *err);
void cot_i_dijkstra_clear(cot_dijkstra_t *d);

/* From a place; every distance must be infinite. false: stopped in between. */
bool cot_i_dijkstra(cot_dijkstra_t *d, const cot_lengths_t *rows, uint32_t source, cot_meter_t *meter);

/* Makes all distances infinite again, at the cost of what was reached. */
void cot_i_dijkstra_reset(cot_dijkstra_t *d);

#endif
