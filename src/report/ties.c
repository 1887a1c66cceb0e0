/* ties.c: what joins the communities: the authors with co-authors in other ones, and the pairs of
 * communities.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/model.h"

static bool is_higher_bridge(const cot_bridge_t *a, const cot_bridge_t *b) {
    double left = isnan(a->betweenness) ? -1.0 : a->betweenness;
    double right = isnan(b->betweenness) ? -1.0 : b->betweenness;
    if (left > right || left < right) {
        return left > right;
    }
    if (a->communities != b->communities) {
        return a->communities > b->communities;
    }
    return a->outside > b->outside;
}

static void keep_bridge(cot_report_model_t *model, const cot_bridge_t *bridge) {
    model->bridging++;
    if (model->n_bridges == COT_TOP && !is_higher_bridge(bridge, &model->bridges[COT_TOP - 1])) {
        return;
    }
    uint32_t place = model->n_bridges < COT_TOP ? model->n_bridges++ : COT_TOP - 1;
    for (; place > 0 && is_higher_bridge(bridge, &model->bridges[place - 1]); place--) {
        model->bridges[place] = model->bridges[place - 1];
    }
    model->bridges[place] = *bridge;
}

/* Neighbours of v in other communities, and how many of those; seen[c] holds the last vertex + 1. */
static cot_bridge_t look_around(const cot_graph_t *graph, const int64_t *community, uint32_t v,
                                uint32_t *seen, int64_t n_communities) {
    cot_bridge_t bridge = {v, 0, 0, NAN};
    for (uint64_t i = graph->off[v]; i < graph->off[v + 1]; i++) {
        int64_t other = community[graph->adj[i]];
        if (other == community[v] || other < 0 || other >= n_communities) {
            continue;
        }
        bridge.outside++;
        bridge.communities += seen[other] != v + 1;
        seen[other] = v + 1;
    }
    return bridge;
}

cot_status_t cot_i_report_bridges(cot_report_model_t *model, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = model->results->coauthor.graph;
    uint32_t *seen = NULL;
    if (!graph || !model->community) {
        return COT_OK;
    }
    const cot_column_t *betweenness = cot_analysis_column(model->results->coauthor.analysis, "betweenness");
    model->has_betweenness = betweenness && betweenness->type == COT_REAL;
    COT_NEW(st, err, seen, graph->n, "communities of neighbours"); /* communities are numbered below n */
    for (uint32_t v = 0; v < graph->n; v++) {
        cot_bridge_t bridge = look_around(graph, model->community, v, seen, graph->n);
        if (model->has_betweenness) {
            bridge.betweenness = betweenness->reals[v];
        }
        if (bridge.outside > 0) {
            keep_bridge(model, &bridge);
        }
    }
done:
    cot_i_free(seen);
    return st;
}

typedef struct {
    int64_t a, b;
    uint64_t edge;
} crossing_t;

static int compare_crossings(const void *left, const void *right) {
    const crossing_t *x = left, *y = right;
    if (x->a != y->a) {
        return x->a < y->a ? -1 : 1;
    }
    if (x->b != y->b) {
        return x->b < y->b ? -1 : 1;
    }
    return x->edge < y->edge ? -1 : x->edge > y->edge;
}

static bool is_higher_link(const cot_link_t *a, const cot_link_t *b) {
    return a->edges != b->edges ? a->edges > b->edges : a->weight > b->weight;
}

static void keep_link(cot_report_model_t *model, const cot_link_t *link) {
    model->linked_pairs++;
    if (model->n_links == COT_TOP && !is_higher_link(link, &model->links[COT_TOP - 1])) {
        return;
    }
    uint32_t place = model->n_links < COT_TOP ? model->n_links++ : COT_TOP - 1;
    for (; place > 0 && is_higher_link(link, &model->links[place - 1]); place--) {
        model->links[place] = model->links[place - 1];
    }
    model->links[place] = *link;
}

static void sum_link(const cot_graph_t *graph, const crossing_t *crossings, size_t n, cot_link_t *link) {
    *link = (cot_link_t){crossings[0].a, crossings[0].b, n, 0.0, crossings[0].edge};
    for (size_t i = 0; i < n; i++) {
        uint64_t e = crossings[i].edge, best = link->strongest;
        link->weight += graph->weight[e];
        if (graph->papers[e] > graph->papers[best] ||
            (graph->papers[e] == graph->papers[best] && graph->weight[e] > graph->weight[best])) {
            link->strongest = e;
        }
    }
}

cot_status_t cot_i_report_links(cot_report_model_t *model, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = model->results->coauthor.graph;
    const int64_t *community = model->community;
    crossing_t *crossings = NULL;
    size_t n = 0;
    if (!graph || !community) {
        return COT_OK;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        n += community[graph->from[e]] != community[graph->to[e]];
    }
    COT_NEW(st, err, crossings, n, "edges between communities");
    n = 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        int64_t a = community[graph->from[e]], b = community[graph->to[e]];
        if (a != b) {
            crossings[n++] = (crossing_t){a < b ? a : b, a < b ? b : a, e};
        }
    }
    qsort(crossings, n, sizeof *crossings, compare_crossings);
    for (size_t i = 0, next; i < n; i = next) {
        cot_link_t link;
        next = i;
        while (next < n && crossings[next].a == crossings[i].a && crossings[next].b == crossings[i].b) {
            next++;
        }
        sum_link(graph, crossings + i, next - i, &link);
        keep_link(model, &link);
    }
done:
    cot_i_free(crossings);
    return st;
}
