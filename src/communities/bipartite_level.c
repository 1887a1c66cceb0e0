/* bipartite_level.c: the graphs of the bipartite community search: the network, and merged ones.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/bipartite.h"

#include <stdbool.h>

#include "base/alloc.h"
#include "base/fail.h"

void cot_i_level_clear(cot_level_t *level) {
    cot_i_free(level->off);
    cot_i_free(level->adj);
    cot_i_free(level->weight);
    cot_i_free(level->left);
    cot_i_free(level->right);
    *level = (cot_level_t){0, NULL, NULL, NULL, NULL, NULL};
}

static cot_status_t new_arrays(cot_level_t *level, uint32_t n, uint64_t arcs, cot_error_t *err) {
    cot_status_t st = COT_OK;
    level->n = n;
    COT_NEW(st, err, level->off, (size_t)n + 1, "bipartite communities");
    COT_NEW(st, err, level->adj, arcs, "bipartite communities");
    COT_NEW(st, err, level->weight, arcs, "bipartite communities");
    COT_NEW(st, err, level->left, n, "bipartite communities");
    COT_NEW(st, err, level->right, n, "bipartite communities");
done:
    return st;
}

cot_status_t cot_i_level_new(cot_level_t *out, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_level_t level = {0, NULL, NULL, NULL, NULL, NULL};
    COT_TRY(st, new_arrays(&level, graph->n, 2 * graph->m, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        double strength = 0.0;
        level.off[v + 1] = graph->off[v + 1];
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
            level.adj[a] = graph->adj[a];
            level.weight[a] = graph->weight[graph->arc_edge[a]];
            strength += level.weight[a];
        }
        *(v < graph->n_left ? &level.left[v] : &level.right[v]) = strength;
    }
    *out = level;
    level = (cot_level_t){0, NULL, NULL, NULL, NULL, NULL};
done:
    cot_i_level_clear(&level);
    return st;
}

/* Nodes in the order of their groups. */
static void sort_by_group(const uint32_t *group, uint32_t n, uint32_t groups, uint32_t *start,
                          uint32_t *order) {
    for (uint32_t v = 0; v < n; v++) {
        start[group[v] + 1]++;
    }
    for (uint32_t g = 0; g < groups; g++) {
        start[g + 1] += start[g];
    }
    for (uint32_t v = n; v-- > 0;) {
        order[--start[group[v] + 1]] = v; /* start[g + 1] ends as the first place of g */
    }
}

/* The row of group g: edges of its members to other groups, added up. place[h] = 1 + where h stands in the
 * row. */
static void merge_row(cot_level_t *to, const cot_level_t *from, const uint32_t *group,
                      const uint32_t *members, uint32_t n_members, uint32_t g, uint64_t *place) {
    const uint64_t first = to->off[g];
    uint64_t end = first;
    for (uint32_t i = 0; i < n_members; i++) {
        const uint32_t v = members[i];
        to->left[g] += from->left[v];
        to->right[g] += from->right[v];
        for (uint64_t a = from->off[v]; a < from->off[v + 1]; a++) {
            const uint32_t h = group[from->adj[a]];
            if (h == g) {
                continue;
            }
            if (place[h] <= first) {
                to->adj[end] = h;
                to->weight[end] = 0.0;
                place[h] = ++end;
            }
            to->weight[place[h] - 1] += from->weight[a];
        }
    }
    to->off[g + 1] = end;
}

cot_status_t cot_i_level_merge(cot_level_t *out, const cot_level_t *level, const uint32_t *group,
                               uint32_t groups, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_level_t merged = {0, NULL, NULL, NULL, NULL, NULL};
    uint32_t *start = NULL, *order = NULL;
    uint64_t *place = NULL; /* grows from row to row, so it need not be cleared */
    COT_NEW(st, err, start, (size_t)groups + 2, "bipartite communities");
    COT_NEW(st, err, order, level->n, "bipartite communities");
    COT_NEW(st, err, place, groups, "bipartite communities");
    COT_TRY(st, new_arrays(&merged, groups, level->off[level->n], err));
    sort_by_group(group, level->n, groups, start, order);
    for (uint32_t g = 0; g < groups; g++) {
        const uint32_t first = start[g + 1], end = g + 1 < groups ? start[g + 2] : level->n;
        merge_row(&merged, level, group, order + first, end - first, g, place);
    }
    *out = merged;
    merged = (cot_level_t){0, NULL, NULL, NULL, NULL, NULL};
done:
    cot_i_level_clear(&merged);
    cot_i_free(start);
    cot_i_free(order);
    cot_i_free(place);
    return st;
}
