/* repulsion.h: how points push each other away, by Barnes and Hut's tree. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LAYOUT_REPULSION_H
#define COT_LAYOUT_REPULSION_H

#include "base/sort.h"
#include "layout/layout.h"

/* A square of the plane with the points in it: where they lie in the order of the tree, their mass and centre.
 * Squares stand before what they hold; `skip` is the next one that is not inside. */
typedef struct {
    float x, y, mass, side;
    uint32_t first, end;
    uint32_t skip;
    bool leaf;
} cot_i_square_t;

/* Room for one set of points, used again for every step. */
typedef struct {
    uint32_t n;
    cot_i_keyed_t *order; /* points along a Z-curve */
    float *x, *y, *mass;  /* in that order */
    cot_i_square_t *square;
    uint32_t n_squares, room;
} cot_i_tree_t;

cot_status_t cot_i_tree_new(cot_i_tree_t *tree, uint32_t most, cot_error_t *err);
void cot_i_tree_clear(cot_i_tree_t *tree);

/* fx[i], fy[i] += mass[i] x sum over j of mass[j] (p_i - p_j) / |p_i - p_j|^2. Squares that look smaller than theta
 * (side / distance) from everywhere in a leaf are taken as one point. Same bytes for any number of threads.
 * O(n log n). J. Barnes & P. Hut, Nature 324, 446 (1986). */
cot_status_t cot_i_tree_repel(cot_i_tree_t *tree, uint32_t n, const double *x, const double *y, const double *mass,
                              double theta, double *fx, double *fy, const cot_env_t *env, cot_error_t *err);

#endif
