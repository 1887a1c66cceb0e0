/* layout.h: the parts that make coordinates; see layout.c for the way through.
 *
 * Large networks are drawn as nested discs. Level 0 are the vertices; each further level groups the items of
 * the level below (groups of people, communities, components). Upwards every group places its items in a disc
 * of its own (discs.c) and so learns its radius; downwards every group is put where its level says and turned
 * so that its items face their neighbours outside (nested.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LAYOUT_LAYOUT_H
#define COT_LAYOUT_LAYOUT_H

#include "coterie/layout.h"

/* Half the side of the drawing, and what of it is used: the rest is to move the centroid. */
#define COT_I_LAYOUT_HALF 5000.0
#define COT_I_LAYOUT_AIM 4900.0

/* Free space that is kept between two discs of diameter a and b. */
#define COT_I_LAYOUT_GAP(a, b) (0.5 + 0.02 * ((a) + (b)))

/* Added to the radius of each component: half of the aisle between two. */
#define COT_I_LAYOUT_AISLE 4.0

/* Threads for a parallel loop over n items: small loops cost more to share than to do. */
static inline int cot_i_layout_team(const cot_env_t *env, uint32_t n) {
    return n < 2048 ? 1 : cot_env_threads(env);
}

/* The methods. radius: n, with the free space that a disc should have around it; x and y of any extent. */
cot_status_t cot_i_layout_force(const cot_graph_t *graph, const double *radius, double *x, double *y,
                                const cot_env_t *env, cot_error_t *err);
cot_status_t cot_i_layout_communities(const cot_graph_t *graph, const int64_t *community,
                                      const double *radius, double *x, double *y, const cot_env_t *env,
                                      cot_error_t *err);
/* ForceAtlas2 on every component, from where `communities` would put it (networks of authors and topics too). */
cot_status_t cot_i_layout_forceatlas(const cot_graph_t *graph, const int64_t *community, const double *radius,
                                     const cot_layout_params_t *params, double *x, double *y, const cot_env_t *env,
                                     cot_error_t *err);
/* For networks of authors and topics: topics first, authors near the topics they write on. */
cot_status_t cot_i_layout_bipartite(const cot_graph_t *graph, const int64_t *community, const double *radius,
                                    double *x, double *y, const cot_env_t *env, cot_error_t *err);

/* Discs with links: the problem that a single group poses. Links are compressed rows, both directions. */
typedef struct {
    uint32_t k;
    double *radius, *x, *y;
    uint64_t *off; /* k + 1 */
    uint32_t *adj;
    double *w;
    double *fx, *fy; /* work space, k each */
    uint32_t *order; /* work space, k */
} cot_i_discs_t;
cot_status_t cot_i_discs_new(cot_i_discs_t *discs, uint32_t k, uint64_t arcs, cot_error_t *err);
void cot_i_discs_clear(cot_i_discs_t *discs);
/* Places them: linked discs near each other, none on another, centred in the circle that encloses all.
 * Returns that circle's radius. O(k^2) for each of some 150 rounds. */
double cot_i_discs_place(cot_i_discs_t *discs, int threads);

/* One level of the hierarchy. */
typedef struct {
    uint32_t n;
    uint64_t *off; /* n + 1: links between the items, both directions, none to itself */
    uint32_t *adj;
    double *w;
    uint64_t *inner;     /* n: end of the links of row i that stay inside its group; the rest leave it */
    uint32_t *component; /* n */
    uint32_t *cell;      /* n: what items may be grouped together: their community, later their component */
    double *radius, *x, *y; /* n; x and y are relative to the group until cot_i_nested_down */
    uint32_t n_groups;      /* items of the next level; 0 at the top */
    uint32_t *group;        /* n: the item of the next level this one belongs to */
    uint32_t *first;        /* n_groups + 1 */
    uint32_t *member;       /* n: items by group, ascending */
} cot_i_level_t;

/* Levels double at least, so 2^32 vertices need fewer than this; two more for communities and components. */
enum { COT_I_LEVELS = 40 };
typedef struct {
    cot_i_level_t level[COT_I_LEVELS];
    int n_levels;    /* the last one holds the components */
    int communities; /* the level whose items are the communities of each component */
} cot_i_hierarchy_t;

/* Builds it from a network; community may be NULL. radius: n, of level 0. O((n + m) log n). */
cot_status_t cot_i_hierarchy_build(cot_i_hierarchy_t *h, const cot_graph_t *graph, const int64_t *community,
                                   const double *radius, const cot_env_t *env, cot_error_t *err);
void cot_i_hierarchy_clear(cot_i_hierarchy_t *h);

/* Connected components numbered by smallest member; *count of them. */
cot_status_t cot_i_layout_components(const cot_graph_t *graph, uint32_t *component, uint32_t *count,
                                     cot_error_t *err);

/* Vertices by component: first[c] .. first[c + 1] of vertex; number: of a vertex within its component. */
typedef struct {
    uint32_t count;
    uint32_t *component, *first, *vertex, *number;
} cot_i_layout_parts_t;
cot_status_t cot_i_layout_parts(cot_i_layout_parts_t *parts, const cot_graph_t *graph, cot_error_t *err);
void cot_i_layout_parts_clear(cot_i_layout_parts_t *parts);

/* Groups the items of cells with more than `limit` items into groups of at most `cap` items that are linked
 * among themselves, and leaves the other items alone. group: level->n numbers < *n_groups. */
cot_status_t cot_i_layout_cluster(const cot_i_level_t *level, uint32_t limit, uint32_t cap, uint32_t *group,
                                  uint32_t *n_groups, cot_error_t *err);

/* Places the items of every group, from level 0 up to the components. */
cot_status_t cot_i_nested_up(cot_i_hierarchy_t *h, const cot_env_t *env, cot_error_t *err);
/* With the components placed: makes all x and y absolute, turning each group towards its outer neighbours. */
void cot_i_nested_down(cot_i_hierarchy_t *h, const cot_env_t *env);

/* Packs n discs around the origin, largest in the middle. O(n log n). */
cot_status_t cot_i_layout_pack(const double *radius, uint32_t n, double *x, double *y, cot_error_t *err);

/* Moves discs until none is on another, as little as it can: rounds of nudging, then what is left goes to the
 * nearest free place. Stays within |x|, |y| <= half. *left receives the discs that found no place. */
cot_status_t cot_i_layout_apart(uint32_t n, const double *size, double half, double *x, double *y,
                                uint32_t *left, const cot_env_t *env, cot_error_t *err);

#endif
