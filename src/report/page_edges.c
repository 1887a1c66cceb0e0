/* page_edges.c: the edges of a map; where there are more than it shows, the backbone:
 *
 * 1. a maximum spanning forest by weight (J. B. Kruskal, Proc. Amer. Math. Soc. 7, 48 (1956),
 *    doi:10.1090/S0002-9939-1956-0078686-7), so that everybody who is joined stays joined;
 * 2. then the edges that stand out most for one of their ends: by the disparity filter of M. A. Serrano,
 *    M. Boguna & A. Vespignani, PNAS 106, 6483 (2009), doi:10.1073/pnas.0808904106. An edge of weight w at a vertex of
 *    k edges with sum of weights s has significance (1 - w/s)^(k-1); the smaller of its ends' counts.
 *
 * Ties go to the heavier edge, then to the smaller number. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "report/page.h"

/* Edges of a map while some are chosen. */
typedef struct {
    const cot_graph_t *graph;
    const cot_page_map_t *map;
    const uint32_t *among; /* all edges among the vertices shown */
    uint64_t n;
    cot_i_keyed_t *order;  /* n: value = place in `among` */
    uint8_t *chosen;       /* n */
    uint32_t *parent;      /* of the rows: union-find */
    double *strength;      /* of the rows, over `among` */
    uint32_t *degree;
} backbone_t;

/* Reals from 0 up as whole numbers of the same order. */
static uint64_t order_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static uint32_t row_of(const backbone_t *b, const uint32_t *end, uint64_t place) {
    return b->map->row[end[b->among[place]]];
}

static uint32_t root_of(uint32_t *parent, uint32_t row) {
    while (parent[row] != row) {
        parent[row] = parent[parent[row]];
        row = parent[row];
    }
    return row;
}

/* Heavier first; edges of one weight in the order of their numbers. */
static cot_status_t choose_forest(backbone_t *b, uint64_t most, uint64_t *left, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint64_t i = 0; i < b->n; i++) {
        b->order[i] = (cot_i_keyed_t){UINT64_MAX - order_of(b->graph->weight[b->among[i]]), (uint32_t)i};
    }
    COT_TRY(st, cot_i_sort_keyed(b->order, b->n, NULL, NULL, threads, err));
    for (uint32_t r = 0; r < b->map->n; r++) {
        b->parent[r] = r;
    }
    for (uint64_t i = 0; i < b->n && most > 0; i++) {
        const uint32_t place = b->order[i].value;
        const uint32_t from = root_of(b->parent, row_of(b, b->graph->from, place));
        const uint32_t to = root_of(b->parent, row_of(b, b->graph->to, place));
        if (from != to) {
            b->parent[from > to ? from : to] = from > to ? to : from;
            b->chosen[place] = 1;
            most--;
        }
    }
    *left = most;
done:
    return st;
}

static double significance(const backbone_t *b, uint32_t row, double weight) {
    const double share = weight / b->strength[row];
    return pow(share < 1.0 ? 1.0 - share : 0.0, b->degree[row] - 1.0); /* 0^0 = 1: an only edge says nothing */
}

static int heavier_first(uint32_t a, uint32_t b, const void *data) {
    const backbone_t *all = data;
    const double left = all->graph->weight[all->among[a]], right = all->graph->weight[all->among[b]];
    return left > right ? -1 : left < right ? 1 : (a > b) - (a < b);
}

static cot_status_t choose_significant(backbone_t *b, uint64_t most, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint64_t i = 0; i < b->n; i++) {
        const uint32_t from = row_of(b, b->graph->from, i), to = row_of(b, b->graph->to, i);
        const double weight = b->graph->weight[b->among[i]];
        const double one = significance(b, from, weight), other = significance(b, to, weight);
        b->order[i] = (cot_i_keyed_t){order_of(one < other ? one : other), (uint32_t)i};
    }
    COT_TRY(st, cot_i_sort_keyed(b->order, b->n, heavier_first, b, threads, err));
    for (uint64_t i = 0; i < b->n && most > 0; i++) {
        most -= !b->chosen[b->order[i].value];
        b->chosen[b->order[i].value] = 1;
    }
done:
    return st;
}

static void add_strengths(backbone_t *b) {
    for (uint64_t i = 0; i < b->n; i++) {
        const uint32_t from = row_of(b, b->graph->from, i), to = row_of(b, b->graph->to, i);
        const double weight = b->graph->weight[b->among[i]];
        b->strength[from] += weight;
        b->strength[to] += weight;
        b->degree[from]++;
        b->degree[to]++;
    }
}

/* Leaves `most` of the map's edges. */
static cot_status_t cut_edges(cot_page_map_t *map, uint64_t most, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    backbone_t b = {.graph = map->network->graph, .map = map, .among = map->edges, .n = map->m};
    uint64_t left = 0, kept = 0;
    COT_NEW(st, err, b.order, b.n, "backbone of a map");
    COT_NEW(st, err, b.chosen, b.n, "backbone of a map");
    COT_NEW(st, err, b.parent, map->n, "backbone of a map");
    COT_NEW(st, err, b.strength, map->n, "backbone of a map");
    COT_NEW(st, err, b.degree, map->n, "backbone of a map");
    add_strengths(&b);
    COT_TRY(st, choose_forest(&b, most, &left, threads, err));
    COT_TRY(st, choose_significant(&b, left, threads, err));
    for (uint64_t i = 0; i < b.n; i++) {
        if (b.chosen[i]) {
            map->edges[kept++] = map->edges[i];
        }
    }
    map->m = kept;
done:
    cot_i_free(b.order);
    cot_i_free(b.chosen);
    cot_i_free(b.parent);
    cot_i_free(b.strength);
    cot_i_free(b.degree);
    return st;
}

/* Edges among shown vertices; writes them unless edges is NULL. */
static uint64_t list_edges(const cot_page_map_t *map, uint32_t *edges) {
    const cot_graph_t *graph = map->network->graph;
    uint64_t n = 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        if (map->row[graph->from[e]] != UINT32_MAX && map->row[graph->to[e]] != UINT32_MAX) {
            if (edges) {
                edges[n] = (uint32_t)e;
            }
            n++;
        }
    }
    return n;
}

cot_status_t cot_i_page_choose_edges(cot_page_map_t *map, uint64_t most, uint64_t *among, int threads,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    map->m = list_edges(map, NULL);
    COT_NEW(st, err, map->edges, map->m, "edges of a map");
    *among = map->m;
    (void)list_edges(map, map->edges);
    if (map->m > most) {
        COT_TRY(st, cut_edges(map, most, threads, err));
    }
done:
    return st;
}
