/* quotient.h: the network as the path kernels see it: closed twins merged, vertices in breadth-first order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PREPARE_QUOTIENT_H
#define COT_PREPARE_QUOTIENT_H

#include "coterie/graph.h"

/* Compressed sparse rows without attributes: undirected, simple, rows ascending. */
typedef struct {
    uint32_t n;
    uint64_t *off; /* n + 1 */
    uint32_t *adj; /* off[n] */
} cot_csr_t;

/* Classes of closed twins (the same neighbours, and joined): every member has the same distances and the same
 * betweenness. Classes are numbered in breadth-first order, so that components are contiguous and every class
 * but the first of a component has a neighbour with a smaller number. */
typedef struct {
    cot_csr_t rows;
    uint32_t *class_of; /* one per vertex of the network */
    uint32_t *size;     /* members of each class */
} cot_quotient_t;

/* O(n + m), the hashing parallel. 16 bytes per vertex and 8 per edge; 48 per vertex more while building. */
cot_status_t cot_i_quotient_build(cot_quotient_t *out, const cot_graph_t *graph, int threads,
                                  cot_error_t *err);
void cot_i_quotient_clear(cot_quotient_t *quotient);

/* Place of every vertex in breadth-first order: from the vertex of highest degree, then from the smallest
 * vertex not yet reached; neighbours in ascending order. */
cot_status_t cot_i_bfs_order(const cot_graph_t *graph, uint32_t *rank, cot_error_t *err);

/* Smallest member of every vertex's class of closed twins. Hashes only propose; neighbourhoods are compared.
 */
cot_status_t cot_i_closed_twins(const cot_graph_t *graph, uint32_t *twin_of, int threads, cot_error_t *err);

/* How many members of each class (of quotient->rows.n) are among n_sources distinct pseudo-random vertices of
 * n (all of them when n_sources is 0 or >= n); picked (may be NULL, else n bytes) marks the vertices
 * themselves. *n_picked receives how many there are. */
cot_status_t cot_i_pick_sources(const cot_quotient_t *quotient, uint32_t n, uint32_t n_sources, uint64_t seed,
                                uint32_t *per_class, uint8_t *picked, uint32_t *n_picked, cot_error_t *err);

#endif
