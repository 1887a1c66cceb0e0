/* quotient.h: the network as the path kernels see it: closed twins merged, vertices in breadth-first order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_PREPARE_QUOTIENT_H
#define COT_PREPARE_QUOTIENT_H

#include "coterie/graph.h"

/* Compressed sparse rows without attributes: undirected, simple, rows ascending. */
typedef struct {
    uint32_t n;
    uint32_t *off; /* n + 1 */
    uint32_t *adj; /* off[n] */
} cot_csr_t;

/* Classes of closed twins (the same neighbours, and joined): every member has the same distances and the same
 * betweenness. Classes are numbered in breadth-first order (from the vertex of highest degree, then from the
 * smallest vertex not yet reached), so that components are contiguous and every class but the first of a
 * component has a neighbour with a smaller number. */
typedef struct {
    cot_csr_t rows;
    uint32_t *class_of; /* one per vertex of the network */
    uint32_t *size;     /* members of each class */
} cot_quotient_t;

void cot_i_quotient_clear(cot_quotient_t *quotient);

/* Smallest member of every vertex's class of closed twins. Hashes only propose; neighbourhoods are compared.
 * hash_mask: bits of the hashes that count; all but in tests. Parallel; 8 bytes per vertex while it runs. */
cot_status_t cot_i_closed_twins(const cot_graph_t *graph, uint32_t *twin_of, uint64_t hash_mask, int threads,
                                cot_error_t *err);

/* Numbers the classes: fills class_of of the members that stand for their class (CLASS_LATER for the others),
 * rows.n and rows.off; first[c] (n entries) receives the member that stands for class c. */
#define COT_CLASS_LATER (UINT32_MAX - 1)
cot_status_t cot_i_number_classes(cot_quotient_t *quotient, const cot_graph_t *graph, const uint32_t *twin_of,
                                  uint32_t *first, const cot_env_t *env, cot_error_t *err);
/* Fills rows.adj, size and the rest of class_of. */
cot_status_t cot_i_fill_quotient(cot_quotient_t *quotient, const cot_graph_t *graph, const uint32_t *twin_of,
                                 const uint32_t *first, int threads, cot_error_t *err);

/* How many members of each class (of quotient->rows.n) are among n_sources distinct pseudo-random vertices of
 * n (all of them when n_sources is 0 or >= n); picked (may be NULL, else n bytes) marks the vertices
 * themselves. *n_picked receives how many there are. */
cot_status_t cot_i_pick_sources(const cot_quotient_t *quotient, uint32_t n, uint32_t n_sources, uint64_t seed,
                                uint32_t *per_class, uint8_t *picked, uint32_t *n_picked, cot_error_t *err);

#endif
