/* search.h: what the community searches (Louvain, Leiden) share: graphs whose nodes are groups of vertices,
 * moving nodes between communities, splitting communities into parts, merging parts to nodes.
 *
 * Sums are exact: edge weights are held as whole numbers of a unit so small that all of them together stay
 * below 2^61 (weights that are all equal count as 1). So sums of weights do not depend on the order in which
 * threads add them, and every decision is the same for any number of threads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_COMMUNITIES_SEARCH_H
#define COT_COMMUNITIES_SEARCH_H

#include <stdbool.h>

#include "base/par.h"
#include "coterie/communities.h"

/* Vertices that are moved one after the other by one thread: the unit of the visiting order. */
enum { COT_UNIT = 32 };
/* With fewer nodes, threads that write here and there in one array wait longer for lines than they save. */
enum { COT_SCATTERED = 1 << 16 };
/* With fewer nodes, one thread has done the work before another has come to help. */
enum { COT_SHARED = 512 };

/* What is maximised. A node has one mass (strength or number of vertices) or, on bipartite networks, two
 * (strength of its left and right members). Putting node v into community c adds, in units of weight,
 *     w(v, c) - price * m_v M_c                     (one mass)
 *     w(v, c) - price * (l_v R_c + r_v L_c)         (two masses). */
typedef struct {
    int sides;    /* masses per node: 1 or 2 */
    double price; /* what a pair of masses in one community costs */
    double least; /* gains up to this are rounding */
} cot_objective_t;

/* A weighted graph. Row v is adj[first[v]] .. adj[end[v] - 1]; rows may leave room between them. Edges inside
 * a node are left out: they never move. */
typedef struct {
    uint32_t n;
    const uint64_t *first, *end;
    const uint32_t *adj;
    const uint32_t *small; /* weights of arcs where all together fit 32 bits, */
    const int64_t *weight; /* or any weights; both NULL: every arc weighs 1 */
    const int64_t *mass;   /* sides x n */
} cot_level_t;

static inline int64_t cot_i_arc_weight(const cot_level_t *g, uint64_t a) {
    return g->small ? (int64_t)g->small[a] : g->weight ? g->weight[a] : 1;
}

/* What a thread needs for itself; padded, as neighbours in one cache line would slow each other down. */
typedef struct {
    int64_t *to;      /* weight from the node at hand to a community; zero between uses */
    uint32_t *near;   /* communities with something in to */
    int64_t *share;   /* weights of arcs on their way there */
    uint32_t *moved;
    uint64_t n_moved;
    uint32_t *label;  /* the partition as this thread knows it: label and total of the search for the first thread, */
    int64_t *total;   /* copies for the others */
    uint8_t *changed; /* whole units: this thread moved a neighbour elsewhere since the node was last visited */
    uint64_t sweep;   /* the last this thread was at */
    char pad[128 - 7 * sizeof(void *) - 2 * sizeof(uint64_t)];
} cot_worker_t;

/* Memory cut into arrays, each at the start of a cache line: laid out once to learn how much it takes, with `memory`
 * NULL, and again when it is there. Few large pieces are quicker to get than many small ones. */
typedef struct {
    char *memory;
    uint64_t at;
} cot_block_t;

static inline void *cot_i_cut(cot_block_t *block, uint64_t count, size_t size) {
    void *piece = block->memory ? block->memory + block->at : NULL;
    block->at += (count * size + 63) / 64 * 64;
    return piece;
}
/* Memory for what was laid out, in *keep and the block, instead of what *keep was; not zeroed. */
cot_status_t cot_i_reserve(cot_block_t *block, void **keep, const char *what, cot_error_t *err);

/* Storage of a merged level; kept from one use to the next. */
typedef struct {
    uint64_t *first, *end;
    uint32_t *adj, *small;
    int64_t *weight, *mass;
    size_t nodes, arcs; /* room */
    void *node_memory, *arc_memory;
} cot_store_t;

/* One search over a network of n vertices. */
typedef struct {
    uint32_t n;
    cot_objective_t objective;
    int threads;
    bool free_running; /* moves count at once and the result depends on timing: for benchmarks only */
    uint64_t seed, phase; /* phase: a number for each shuffling */
    uint64_t sweep;       /* a number for each sweep */
    const cot_env_t *env;
    const char *stage;
    cot_worker_t *workers;
    bool small;           /* all weights together fit 32 bits */
    cot_level_t base;
    int64_t *base_weight, *base_mass;
    uint64_t *base_off, *base_end; /* n */
    uint32_t *rank;       /* n: node of the base level that each vertex lies in; NULL: node v is vertex v */
    void *base_memory;    /* arcs of the base level where they are not those of the network */
    void *memory;         /* all arrays of n */
    double unit;          /* what a weight of 1 of the base level is worth in the network */
    cot_store_t store[2]; /* merged levels lie in them by turns */
    uint32_t *label;      /* n: community of each node of the level at hand, < nodes of the level */
    int64_t *total;       /* sides x n: masses of the communities */
    uint32_t *order;      /* units to visit */
    uint64_t *mask;       /* units: nodes to look at */
    uint32_t *queue;      /* n: ring of nodes to look at */
    uint8_t *queued;      /* n */
    uint32_t *part;       /* n: part of each node of the level at hand */
    uint32_t *start;      /* n + 1: first member of a group in members */
    uint32_t *members;    /* n: nodes by group */
    uint32_t *node_of;    /* n: node of the level at hand that a vertex lies in */
} cot_search_t;

/* Takes a network and what to maximise; `resolution` >= 0. Memory: 46 bytes per vertex and 41 per vertex and thread (8
 * more of each for two sides); when weights differ, 16 per edge; where vertices are joined or reordered (order.c), 4
 * more per vertex and at most 16 per edge (24 when weights differ); merged levels up to 16 per edge (24). */
cot_status_t cot_i_search_new(cot_search_t *out, const cot_graph_t *graph, cot_quality_t quality,
                              double resolution, const char *stage, const cot_env_t *env, cot_error_t *err);
void cot_i_search_clear(cot_search_t *search);

/* order.c: joins the vertices of the base level that belong together in any case, and where it pays, puts the
 * nodes into breadth-first order. Called with weights, masses and price known. Uses queue, part, members, queued. */
cot_status_t cot_i_order(cot_search_t *search, const cot_graph_t *graph, cot_error_t *err);
/* move.c: moves nodes to the community where most is gained; with `settle` until no single node's move gains
 * anything that could be seen from its neighbours' moves, else until few are left to look at. search->label is
 * improved in place. *moved tells whether any node moved. */
cot_status_t cot_i_move(cot_search_t *search, const cot_level_t *level, bool settle, uint64_t *moved,
                        cot_error_t *err);
/* refine.c: parts of communities that hold together, into search->part (labels < n). search->label is renumbered
 * 0, 1, ... */
cot_status_t cot_i_refine(cot_search_t *search, const cot_level_t *level, cot_error_t *err);
/* pieces.c: makes communities of `label` (numbers < n of the level's nodes) that are not connected into
 * several; *apart receives how many they were. Numbers change, but stay < n. Uses part, start, members, queue. */
cot_status_t cot_i_split(cot_search_t *search, const cot_level_t *level, uint32_t *label, uint64_t *apart,
                         cot_error_t *err);
/* The same where the communities `before` were connected, of which each node has gone to label[v]: looks only at
 * those that a node may have torn apart. Uses queued too. */
void cot_i_mend(cot_search_t *search, const cot_level_t *level, const uint32_t *before, uint32_t *label);
/* merge.c: the groups (numbers 0 .. groups - 1, each used) of the nodes become the nodes of *out, in store
 * `which`, which must not hold `level`. */
cot_status_t cot_i_merge(cot_search_t *search, const cot_level_t *level, const uint32_t *group,
                         uint32_t groups, int which, cot_level_t *out, cot_error_t *err);
/* Renumbers labels < n to 0, 1, ... in the order of the labels; returns how many there are. `scratch`: n. */
uint32_t cot_i_compact(uint32_t *label, uint32_t n, uint32_t *scratch, int threads);
/* Members of each of `groups` groups, ascending: members[start[g]] .. members[start[g + 1] - 1]. */
void cot_i_by_group(const uint32_t *group, uint32_t n, uint32_t groups, uint32_t *start, uint32_t *members,
                    int threads);

#endif
