/* hierarchy.c: vertices, groups of them, communities, groups of those, components: the levels of a nested
 * drawing.
 *
 * Communities with more items than a direct placement is good for are cut into groups of people first
 * (cluster.c), again and again until few enough are left; then each community of a component becomes one
 * item. The same goes for components and their communities.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "layout/layout.h"

/* Items that one group places directly, and the largest group cut from a larger one: O(k^2) against
 * fineness. */
enum { PEOPLE_LIMIT = 48, PEOPLE_CAP = 24, COMMUNITY_LIMIT = 512, COMMUNITY_CAP = 64 };

static void clear_level(cot_i_level_t *level) {
    cot_i_free(level->off);
    cot_i_free(level->adj);
    cot_i_free(level->w);
    cot_i_free(level->inner);
    cot_i_free(level->component);
    cot_i_free(level->cell);
    cot_i_free(level->radius);
    cot_i_free(level->group);
    cot_i_free(level->first);
    cot_i_free(level->member);
    *level = (cot_i_level_t){.n = 0};
}

void cot_i_hierarchy_clear(cot_i_hierarchy_t *h) {
    for (int i = 0; i < COT_I_LEVELS; i++) {
        clear_level(&h->level[i]);
    }
    h->n_levels = 0;
}

static cot_status_t new_level(cot_i_level_t *level, uint32_t n, uint64_t arcs, cot_error_t *err) {
    cot_status_t st = COT_OK;
    level->n = n;
    COT_NEW(st, err, level->off, (size_t)n + 1, "layout");
    COT_NEW(st, err, level->adj, arcs, "layout");
    COT_NEW(st, err, level->w, arcs, "layout");
    COT_NEW(st, err, level->inner, n, "layout");
    COT_NEW(st, err, level->component, n, "layout");
    COT_NEW(st, err, level->cell, n, "layout");
    COT_NEW(st, err, level->radius, (size_t)n * 3, "layout");
    COT_NEW(st, err, level->group, n, "layout");
    COT_NEW(st, err, level->member, n, "layout");
    level->x = level->radius + n;
    level->y = level->x + n;
done:
    return st;
}

/* A vertex with its community, to number the communities of each component. */
typedef struct {
    uint32_t component, vertex;
    int64_t community;
} cell_key_t;

static int by_component_community(const void *a, const void *b) {
    const cell_key_t *p = a, *q = b;
    if (p->component != q->component) {
        return p->component < q->component ? -1 : 1;
    }
    if (p->community != q->community) {
        return p->community < q->community ? -1 : 1;
    }
    return (p->vertex > q->vertex) - (p->vertex < q->vertex);
}

/* Cells of level 0: one for each community of each component. */
static cot_status_t number_cells(cot_i_level_t *level, const int64_t *community, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cell_key_t *keys = NULL;
    uint32_t cell = 0;
    COT_NEW(st, err, keys, level->n, "communities of a layout");
    for (uint32_t v = 0; v < level->n; v++) {
        keys[v] = (cell_key_t){level->component[v], v, community ? community[v] : 0};
    }
    qsort(keys, level->n, sizeof *keys, by_component_community);
    for (uint32_t i = 0; i < level->n; i++) {
        cell += i > 0 &&
                (keys[i].component != keys[i - 1].component || keys[i].community != keys[i - 1].community);
        level->cell[keys[i].vertex] = cell;
    }
done:
    cot_i_free(keys);
    return st;
}

/* Links weigh the square root of their weight: a hundred joint papers count, but not a hundredfold. */
static cot_status_t bottom(cot_i_level_t *level, const cot_graph_t *graph, const int64_t *community,
                           const double *radius, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t count;
    COT_TRY(st, new_level(level, graph->n, 2 * graph->m, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        level->off[v + 1] = graph->off[v + 1];
        level->radius[v] = radius[v];
    }
    COT_TRY(st, cot_graph_arcs(graph, NULL, level->w, NULL, err));
    for (uint64_t a = 0; a < 2 * graph->m; a++) {
        level->adj[a] = graph->adj[a];
        level->w[a] = sqrt(level->w[a]);
    }
    COT_TRY(st, cot_i_layout_components(graph, level->component, &count, err));
    COT_TRY(st, number_cells(level, community, err));
done:
    return st;
}

/* Members of each group, and each row's links with the inner ones first. */
static cot_status_t index_groups(cot_i_level_t *level, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, level->first, (size_t)level->n_groups + 2, "layout");
    for (uint32_t i = 0; i < level->n; i++) {
        level->first[level->group[i] + 2]++;
    }
    for (uint32_t g = 0; g < level->n_groups; g++) {
        level->first[g + 2] += level->first[g + 1];
    }
    for (uint32_t i = 0; i < level->n; i++) {
        level->member[level->first[level->group[i] + 1]++] = i;
    }
    for (uint32_t i = 0; i < level->n; i++) {
        uint64_t to = level->off[i];
        for (uint64_t a = level->off[i]; a < level->off[i + 1]; a++) {
            if (level->group[level->adj[a]] == level->group[i]) {
                uint32_t j = level->adj[a];
                double w = level->w[a];
                level->adj[a] = level->adj[to];
                level->w[a] = level->w[to];
                level->adj[to] = j;
                level->w[to++] = w;
            }
        }
        level->inner[i] = to;
    }
done:
    return st;
}

/* Adds up the links that leave group g into the next level; slot[t] is the place of group t's link, when it
 * is among those of g. Returns the new end of links. */
static uint64_t add_links(const cot_i_level_t *level, cot_i_level_t *next, uint32_t g, uint64_t *slot) {
    uint64_t start = next->off[g], end = start;
    for (uint32_t k = level->first[g]; k < level->first[g + 1]; k++) {
        uint32_t i = level->member[k];
        for (uint64_t a = level->inner[i]; a < level->off[i + 1]; a++) {
            uint32_t t = level->group[level->adj[a]];
            if (slot[t] < start || slot[t] >= end || next->adj[slot[t]] != t) {
                slot[t] = end;
                next->adj[end++] = t;
            }
            next->w[slot[t]] += level->w[a];
        }
    }
    return end;
}

/* The next level: one item for each group of this one. */
static cot_status_t contract(cot_i_level_t *level, cot_i_level_t *next, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *slot = NULL, outer = 0;
    COT_TRY(st, index_groups(level, err));
    for (uint32_t i = 0; i < level->n; i++) {
        outer += level->off[i + 1] - level->inner[i];
    }
    COT_TRY(st, new_level(next, level->n_groups, outer, err));
    COT_NEW(st, err, slot, level->n_groups, "layout");
    for (uint32_t g = 0; g < level->n_groups; g++) {
        next->off[g + 1] = add_links(level, next, g, slot);
    }
    for (uint32_t i = 0; i < level->n; i++) {
        next->component[level->group[i]] = level->component[i];
        next->cell[level->group[i]] = level->cell[i];
    }
done:
    cot_i_free(slot);
    return st;
}

static cot_status_t most_items(const cot_i_level_t *level, uint32_t *most, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n_cells = 0, *items = NULL;
    for (uint32_t i = 0; i < level->n; i++) {
        n_cells = level->cell[i] >= n_cells ? level->cell[i] + 1 : n_cells;
    }
    COT_NEW(st, err, items, n_cells, "layout");
    *most = 0;
    for (uint32_t i = 0; i < level->n; i++) {
        items[level->cell[i]]++;
        *most = items[level->cell[i]] > *most ? items[level->cell[i]] : *most;
    }
done:
    cot_i_free(items);
    return st;
}

/* Cuts cells into groups until none has more than `limit` items, then makes each cell one item. */
static cot_status_t add_levels(cot_i_hierarchy_t *h, uint32_t limit, uint32_t cap, const cot_env_t *env,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (bool last = false; !last;) {
        cot_i_level_t *level = &h->level[h->n_levels - 1];
        uint32_t most = 0;
        COT_TRY(st, cot_i_progress(env, "layout", 0, 0, err));
        COT_TRY(st, most_items(level, &most, err));
        last = most <= limit;
        if (h->n_levels == COT_I_LEVELS) {
            COT_FAIL(st, err, COT_E_INTERNAL, "layout: more than %d levels", COT_I_LEVELS);
        }
        if (last) {
            /* cells are numbered without holes: at level 0 by construction, components likewise */
            for (uint32_t i = 0; i < level->n; i++) {
                level->group[i] = level->cell[i];
                level->n_groups = level->cell[i] >= level->n_groups ? level->cell[i] + 1 : level->n_groups;
            }
        } else {
            COT_TRY(st, cot_i_layout_cluster(level, limit, cap, level->group, &level->n_groups, err));
        }
        COT_TRY(st, contract(level, level + 1, err));
        h->n_levels++;
    }
done:
    return st;
}

cot_status_t cot_i_hierarchy_build(cot_i_hierarchy_t *h, const cot_graph_t *graph, const int64_t *community,
                                   const double *radius, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, bottom(&h->level[0], graph, community, radius, err));
    h->n_levels = 1;
    COT_TRY(st, add_levels(h, PEOPLE_LIMIT, PEOPLE_CAP, env, err));
    h->communities = h->n_levels - 1;
    cot_i_level_t *top = &h->level[h->communities];
    for (uint32_t i = 0; i < top->n; i++) {
        top->cell[i] = top->component[i];
    }
    COT_TRY(st, add_levels(h, COMMUNITY_LIMIT, COMMUNITY_CAP, env, err));
done:
    if (st != COT_OK) {
        cot_i_hierarchy_clear(h);
    }
    return st;
}
