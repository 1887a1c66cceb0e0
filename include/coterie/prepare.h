/* coterie/prepare.h: a network made ready once for all kernels that need it so.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_PREPARE_H
#define COTERIE_PREPARE_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A network made ready for the kernels that take one (coterie/paths.h): vertices with the same neighbours
 * that are joined ("closed twins") merged into classes, classes in breadth-first order, rows with 32-bit
 * offsets, components, biconnected blocks, classes whose neighbours are all joined ("simplicial"). */
typedef struct cot_prepared cot_prepared_t;

/** What was found, and what it cost. Steps are arcs that searches look at: (sources) x (arcs). */
typedef struct {
    uint32_t vertices, classes;
    uint64_t edges, class_edges;   /**< class_edges: between classes */
    uint32_t components;           /**< connected components, isolated vertices too */
    uint32_t largest_component;    /**< its vertices */
    uint32_t blocks;               /**< biconnected blocks, bridges too */
    uint32_t inner_blocks;         /**< those that are not complete graphs: only there a path has inner classes */
    uint32_t largest_block;        /**< classes of the inner block with most arcs; 0 without any */
    uint64_t largest_block_edges;
    uint32_t simplicial;           /**< classes known to be simplicial */
    uint64_t search_steps;         /**< sum over components of vertices x arcs: a search from every vertex */
    uint64_t distance_steps;       /**< sum over components of classes x arcs between classes */
    uint64_t betweenness_steps;    /**< sum over inner blocks of classes x arcs, simplicial classes' arcs left out */
    double twins_seconds, order_seconds, rows_seconds, blocks_seconds, simplicial_seconds;
    size_t bytes;                  /**< held */
} cot_prepared_info_t;

/** Prepares a network, which is borrowed: it must live as long as *out. Free with cot_prepared_free.
 * @return COT_OK | COT_E_ARG (null) | COT_E_LIMIT (2^32 arcs or more between classes) | COT_E_NOMEM |
 * COT_E_INTERRUPT. Cost: O(n + m), hashing and rows parallel, searches serial. Memory held: at most 35 bytes
 * per vertex and 8 per arc; while it runs 40 per vertex more. The same for any number of threads.
 * Ref: Sariyuce, Saule, Kaya & Catalyurek, SDM 2013, arXiv:1209.6007 (twins, blocks, simplicial vertices);
 * Hopcroft & Tarjan, doi:10.1145/362248.362272 (blocks). */
COT_NODISCARD COT_API cot_status_t cot_prepare(cot_prepared_t **out, const cot_graph_t *graph,
                                               const cot_env_t *env, cot_error_t *err);
COT_API void cot_prepared_free(cot_prepared_t *prepared);
COT_API const cot_prepared_info_t *cot_prepared_info(const cot_prepared_t *prepared);

#ifdef __cplusplus
}
#endif
#endif
