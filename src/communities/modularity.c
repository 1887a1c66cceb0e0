/* modularity.c: how much more weight lies inside communities than chance puts there.
 * Newman & Girvan, Phys. Rev. E 69, 026113 (2004), weighted: Newman, Phys. Rev. E 70, 056131 (2004);
 * bipartite: Barber, Phys. Rev. E 76, 066102 (2007). Sums run over edges, vertices and communities in
 * ascending order. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/communities.h"

#include "base/alloc.h"

/* Weight inside, and strengths of members left and right, of every community; numbers must lie in [0, n). */
typedef struct {
    double *inside, *left, *right;
    double total; /* weight of all edges */
} sums_t;

static bool numbers_fit(const cot_graph_t *graph, const int64_t *community) {
    for (uint32_t v = 0; v < graph->n; v++) {
        if (community[v] < 0 || community[v] >= (int64_t)graph->n) {
            return false;
        }
    }
    return true;
}

static bool add_up(sums_t *s, const cot_graph_t *graph, const int64_t *community) {
    s->inside = cot_i_alloc(graph->n, sizeof *s->inside);
    s->left = cot_i_alloc(graph->n, sizeof *s->left);
    s->right = cot_i_alloc(graph->n, sizeof *s->right);
    if (!s->inside || !s->left || !s->right) {
        return false;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t ends[2] = {graph->from[e], graph->to[e]};
        const double w = graph->weight[e];
        s->total += w;
        for (int i = 0; i < 2; i++) {
            double *side = ends[i] < graph->n_left ? s->left : s->right;
            side[community[ends[i]]] += w;
        }
        if (community[ends[0]] == community[ends[1]]) {
            s->inside[community[ends[0]]] += w;
        }
    }
    return true;
}

static void sums_clear(sums_t *s) {
    cot_i_free(s->inside);
    cot_i_free(s->left);
    cot_i_free(s->right);
}

double cot_modularity(const cot_graph_t *graph, const int64_t *community, double resolution) {
    sums_t s = {NULL, NULL, NULL, 0.0};
    double q = NAN;
    if (graph && graph->m > 0 && community && numbers_fit(graph, community) && add_up(&s, graph, community)) {
        q = 0.0;
        for (uint32_t c = 0; c < graph->n; c++) {
            const double share = (s.left[c] + s.right[c]) / (2.0 * s.total);
            q += s.inside[c] / s.total - resolution * share * share;
        }
    }
    sums_clear(&s);
    return q;
}

double cot_barber_modularity(const cot_graph_t *graph, const int64_t *community) {
    sums_t s = {NULL, NULL, NULL, 0.0};
    double q = NAN;
    if (graph && graph->m > 0 && community && numbers_fit(graph, community) && add_up(&s, graph, community)) {
        q = 0.0;
        for (uint32_t c = 0; c < graph->n; c++) {
            q += s.inside[c] / s.total - s.left[c] / s.total * (s.right[c] / s.total);
        }
    }
    sums_clear(&s);
    return q;
}
