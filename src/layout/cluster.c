/* cluster.c: groups of bounded size among the items of a level.
 *
 * 1. local moving as in Louvain (Blondel et al., J. Stat. Mech. P10008 (2008)) within each cell, with a bound
 * on the size of a group;
 * 2. groups that stayed small are joined when they hang on the same neighbour (the leaves of a star);
 * 3. in cells where that did not shrink the number enough, small groups are joined in order.
 * Serial, O(n + m) a pass.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "layout/layout.h"

typedef struct {
    const cot_i_level_t *level;
    uint32_t limit, cap;
    uint32_t n_cells;
    uint32_t *cell_items; /* items of each cell */
    uint32_t *cell_groups;
    double *cell_weight;     /* sum of strengths inside the cell */
    uint32_t *group, *count; /* of an item; items in a group */
    double *strength;        /* of an item inside its cell */
    double *total;           /* of a group */
    double *seen;            /* weight from the item at hand to a group */
    uint32_t *touched;       /* groups with seen > 0 */
} cluster_t;

static void clear(cluster_t *c) {
    cot_i_free(c->cell_items);
    cot_i_free(c->cell_groups);
    cot_i_free(c->cell_weight);
    cot_i_free(c->count);
    cot_i_free(c->strength);
    cot_i_free(c->total);
    cot_i_free(c->seen);
    cot_i_free(c->touched);
}

static cot_status_t start(cluster_t *c, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_level_t *level = c->level;
    for (uint32_t i = 0; i < level->n; i++) {
        c->n_cells = level->cell[i] >= c->n_cells ? level->cell[i] + 1 : c->n_cells;
    }
    COT_NEW(st, err, c->cell_items, c->n_cells, "groups of a layout");
    COT_NEW(st, err, c->cell_groups, c->n_cells, "groups of a layout");
    COT_NEW(st, err, c->cell_weight, c->n_cells, "groups of a layout");
    COT_NEW(st, err, c->count, level->n, "groups of a layout");
    COT_NEW(st, err, c->strength, level->n, "groups of a layout");
    COT_NEW(st, err, c->total, level->n, "groups of a layout");
    COT_NEW(st, err, c->seen, level->n, "groups of a layout");
    COT_NEW(st, err, c->touched, level->n, "groups of a layout");
    for (uint32_t i = 0; i < level->n; i++) {
        uint32_t cell = level->cell[i];
        for (uint64_t a = level->off[i]; a < level->off[i + 1]; a++) {
            c->strength[i] += level->cell[level->adj[a]] == cell ? level->w[a] : 0;
        }
        c->group[i] = i;
        c->count[i] = 1;
        c->total[i] = c->strength[i];
        c->cell_items[cell]++;
        c->cell_weight[cell] += c->strength[i];
    }
done:
    return st;
}

/* Moves item i to the group where modularity gains most and which has room. Returns whether it moved. */
static bool move_item(cluster_t *c, uint32_t i) {
    const cot_i_level_t *level = c->level;
    uint32_t old = c->group[i], best = old, n_touched = 0;
    for (uint64_t a = level->off[i]; a < level->off[i + 1]; a++) {
        if (level->cell[level->adj[a]] == level->cell[i]) {
            uint32_t g = c->group[level->adj[a]];
            if (c->seen[g] == 0) {
                c->touched[n_touched++] = g;
            }
            c->seen[g] += level->w[a];
        }
    }
    c->total[old] -= c->strength[i];
    c->count[old]--;
    double share = n_touched ? c->strength[i] / c->cell_weight[level->cell[i]] : 0;
    double most = c->seen[old] - share * c->total[old];
    for (uint32_t t = 0; t < n_touched; t++) {
        uint32_t g = c->touched[t];
        double gain = c->seen[g] - share * c->total[g];
        if (c->count[g] < c->cap && (gain > most || (gain == most && g < best))) {
            most = gain;
            best = g;
        }
    }
    for (uint32_t t = 0; t < n_touched; t++) {
        c->seen[c->touched[t]] = 0;
    }
    c->total[best] += c->strength[i];
    c->count[best]++;
    c->group[i] = best;
    return best != old;
}

static void move_items(cluster_t *c) {
    for (int pass = 0; pass < 6; pass++) {
        uint32_t moved = 0;
        for (uint32_t i = 0; i < c->level->n; i++) {
            if (c->cell_items[c->level->cell[i]] > c->limit) {
                moved += move_item(c, i);
            }
        }
        if (moved <= c->level->n / 200) {
            break;
        }
    }
}

/* A small group and the neighbour it hangs on most. */
typedef struct {
    uint32_t cell, anchor, group;
} loose_t;

static int by_cell_anchor(const void *a, const void *b) {
    const loose_t *p = a, *q = b;
    if (p->cell != q->cell) {
        return p->cell < q->cell ? -1 : 1;
    }
    if (p->anchor != q->anchor) {
        return p->anchor < q->anchor ? -1 : 1;
    }
    return (p->group > q->group) - (p->group < q->group);
}

/* Sets anchor[g] to the item outside g to which a member of g has its heaviest link. */
static void find_anchors(const cluster_t *c, uint32_t *anchor, double *weight) {
    const cot_i_level_t *level = c->level;
    for (uint32_t g = 0; g < level->n; g++) {
        anchor[g] = UINT32_MAX;
        weight[g] = 0;
    }
    for (uint32_t i = 0; i < level->n; i++) {
        uint32_t g = c->group[i];
        for (uint64_t a = level->off[i]; a < level->off[i + 1]; a++) {
            uint32_t j = level->adj[a];
            if (level->cell[j] == level->cell[i] && c->group[j] != g && level->w[a] > weight[g]) {
                weight[g] = level->w[a];
                anchor[g] = j;
            }
        }
    }
}

/* Joins small groups; in cells marked in `any` whatever they hang on. */
static cot_status_t join_small(cluster_t *c, const uint8_t *any, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_level_t *level = c->level;
    uint32_t *anchor = c->touched, n_loose = 0, *into = NULL;
    loose_t *loose = NULL;
    COT_NEW(st, err, loose, level->n, "groups of a layout");
    COT_NEW(st, err, into, level->n, "groups of a layout");
    find_anchors(c, anchor, c->seen);
    for (uint32_t i = 0; i < level->n; i++) {
        into[i] = i;
        c->seen[i] = 0;
    }
    for (uint32_t i = 0; i < level->n; i++) {
        uint32_t g = c->group[i], cell = level->cell[i];
        if (c->seen[g] == 0 && c->cell_items[cell] > c->limit && c->count[g] <= c->cap / 4) {
            c->seen[g] = 1;
            loose[n_loose++] = (loose_t){cell, any[cell] ? 0 : anchor[g], g};
        }
    }
    qsort(loose, n_loose, sizeof *loose, by_cell_anchor);
    for (uint32_t i = 1, head = 0; i < n_loose; i++) {
        uint32_t g = loose[i].group, to = loose[head].group;
        if (loose[i].cell == loose[head].cell && loose[i].anchor == loose[head].anchor &&
            c->count[to] + c->count[g] <= c->cap) {
            into[g] = to;
            c->count[to] += c->count[g];
        } else {
            head = i;
        }
    }
    for (uint32_t i = 0; i < level->n; i++) {
        c->group[i] = into[c->group[i]];
        c->seen[i] = 0;
    }
done:
    cot_i_free(loose);
    cot_i_free(into);
    return st;
}

/* Numbers the groups 0, 1, ... by first member, and counts them by cell. */
static uint32_t number_groups(cluster_t *c) {
    uint32_t n_groups = 0, *number = c->touched;
    for (uint32_t i = 0; i < c->level->n; i++) {
        number[i] = UINT32_MAX;
    }
    for (uint32_t k = 0; k < c->n_cells; k++) {
        c->cell_groups[k] = 0;
    }
    for (uint32_t i = 0; i < c->level->n; i++) {
        uint32_t g = c->group[i];
        if (number[g] == UINT32_MAX) {
            number[g] = n_groups++;
            c->cell_groups[c->level->cell[i]]++;
        }
    }
    return n_groups;
}

cot_status_t cot_i_layout_cluster(const cot_i_level_t *level, uint32_t limit, uint32_t cap, uint32_t *group,
                                  uint32_t *n_groups, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint8_t *any = NULL;
    uint32_t stuck = 0;
    cluster_t c = {.level = level, .limit = limit, .cap = cap, .group = group};
    COT_TRY(st, start(&c, err));
    COT_NEW(st, err, any, c.n_cells, "groups of a layout");
    move_items(&c);
    COT_TRY(st, join_small(&c, any, err));
    number_groups(&c);
    for (uint32_t k = 0; k < c.n_cells; k++) {
        any[k] = c.cell_items[k] > limit && c.cell_groups[k] > c.cell_items[k] / 10 * 7;
        stuck += any[k];
    }
    if (stuck > 0) {
        COT_TRY(st, join_small(&c, any, err));
    }
    *n_groups = number_groups(&c);
    for (uint32_t i = 0; i < level->n; i++) {
        group[i] = c.touched[group[i]];
    }
done:
    cot_i_free(any);
    clear(&c);
    return st;
}
