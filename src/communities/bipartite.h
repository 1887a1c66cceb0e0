/* bipartite.h: the levels that the bipartite community search works on.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_BIPARTITE_H
#define COT_COMMUNITIES_BIPARTITE_H

#include "base/par.h"
#include "coterie/graph.h"

/* A weighted graph whose nodes are vertices or groups of them. A group may hold both sides, so a node carries
 * the strength of its left and of its right members. Edges inside a node are left out: they never move. */
typedef struct {
    uint32_t n;
    uint64_t *off; /* n + 1 */
    uint32_t *adj;
    double *weight;       /* off[n] */
    double *left, *right; /* n */
} cot_level_t;
void cot_i_level_clear(cot_level_t *level);
/* The network itself. */
cot_status_t cot_i_level_new(cot_level_t *out, const cot_graph_t *graph, cot_error_t *err);
/* Nodes become those of group[] (numbers 0 .. groups - 1, every one used); edges between two groups are added
 * up. */
cot_status_t cot_i_level_merge(cot_level_t *out, const cot_level_t *level, const uint32_t *group,
                               uint32_t groups, cot_error_t *err);

/* Arrays of one search, for levels of up to n nodes. */
typedef struct {
    double total;         /* weight of all edges */
    double *left, *right; /* strengths of the communities */
    double *to;           /* weight from the node at hand to a community; zero between uses */
    uint32_t *touched;    /* communities with something in to */
    uint32_t n_touched;
    uint32_t *members;        /* nodes in a community */
    uint32_t *empty, n_empty; /* community numbers without members */
    uint32_t *queue;          /* ring of n nodes */
    uint8_t *queued;
} cot_mover_t;
cot_status_t cot_i_mover_new(cot_mover_t *out, uint32_t n, double total, cot_error_t *err);
void cot_i_mover_clear(cot_mover_t *mover);

/* Moves nodes, one at a time, to the community where modularity grows most, until none grows it. `community`
 * holds numbers < level->n and is improved in place. */
cot_status_t cot_i_mover_move(cot_mover_t *mover, const cot_level_t *level, uint32_t *community,
                              cot_rng_t *rng, const cot_env_t *env, cot_error_t *err);
/* Parts of communities that hold together: begins with single nodes and joins each that is still alone to the
 * adjacent part of its own community where modularity grows most. part[] receives numbers 0 .. *parts - 1. */
void cot_i_mover_refine(cot_mover_t *mover, const cot_level_t *level, const uint32_t *community,
                        uint32_t *part, uint32_t *parts, cot_rng_t *rng);

#endif
