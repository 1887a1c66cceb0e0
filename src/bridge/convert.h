/* convert.h: a network as an igraph_t for the length of one call, and results back into plain arrays.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BRIDGE_CONVERT_H
#define COT_BRIDGE_CONVERT_H

#include "bridge/lane.h"
#include "coterie/graph.h"

/* n vertices and the edges (from[e], to[e]) in that order, without attributes. stride 1: two arrays;
 * stride 2: pairs, from = pairs, to = pairs + 1. Inside the lane. */
cot_status_t cot_i_ig_create(igraph_t *out, uint32_t n, uint64_t m, const uint32_t *from, const uint32_t *to,
                             int stride, cot_error_t *err);

/* The lane, the graph, its weights, and one vector of each sort for results. */
typedef struct {
    igraph_t graph;
    igraph_vector_t weights; /* a view of the network's own array */
    igraph_vector_t reals;
    igraph_vector_int_t ints;
} cot_i_ig_t;

/* Enters the lane and makes the graph; on failure everything is undone. */
COT_NODISCARD cot_status_t cot_i_ig_open(cot_i_ig_t *ig, const cot_graph_t *graph, const cot_env_t *env,
                                         const char *purpose, cot_error_t *err);
/* Destroys it and leaves the lane. */
void cot_i_ig_close(cot_i_ig_t *ig);

/* Results of n vertices; COT_E_INTERNAL when igraph's vector has another length. */
COT_NODISCARD cot_status_t cot_i_ig_take_reals(const cot_i_ig_t *ig, uint32_t n, double *out,
                                               cot_error_t *err);
COT_NODISCARD cot_status_t cot_i_ig_take_ints(const cot_i_ig_t *ig, uint32_t n, int64_t *out,
                                              cot_error_t *err);

#endif
