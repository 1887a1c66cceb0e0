/* modularity.c: how good a partition is.
 * Newman & Girvan, Phys. Rev. E 69, 026113 (2004), weighted: Newman, Phys. Rev. E 70, 056131 (2004); constant Potts
 * model: Traag, Van Dooren & Nesterov, Phys. Rev. E 84, 016114 (2011); bipartite: Barber, Phys. Rev. E 76, 066102
 * (2007). Each vertex adds up its edges; vertices and communities are added in ascending order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/communities.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

typedef struct {
    double *strength, *inside; /* of vertices: weight of all edges, of those within the community */
    double *left, *right;      /* of communities: sums over members on either side */
} sums_t;

static bool numbers_fit(const cot_graph_t *graph, const int64_t *community) {
    for (uint32_t v = 0; v < graph->n; v++) {
        if (community[v] < 0 || community[v] >= (int64_t)graph->n) {
            return false;
        }
    }
    return true;
}

/* Edges in their order, so that each vertex adds up its edges in the order of its row. */
static void add_edges(sums_t *s, const cot_graph_t *graph, const int64_t *community) {
    for (uint64_t e = 0; e < graph->m;) {
        const uint32_t u = graph->from[e];
        double strength = s->strength[u], inside = s->inside[u];
        for (; e < graph->m && graph->from[e] == u; e++) {
            const uint32_t v = graph->to[e];
            const double weight = graph->weight[e], shared = community[u] == community[v] ? weight : 0.0;
            strength += weight;
            inside += shared;
            s->strength[v] += weight;
            s->inside[v] += shared;
        }
        s->strength[u] = strength;
        s->inside[u] = inside;
    }
}

/* Masses of the communities: strengths by side, or numbers of members. */
static void add_members(sums_t *s, const cot_graph_t *graph, const int64_t *community, cot_quality_t quality) {
    for (uint32_t v = 0; v < graph->n; v++) {
        double *side = quality != COT_BARBER || v < graph->n_left ? s->left : s->right;
        side[community[v]] += quality == COT_CPM ? 1.0 : s->strength[v];
    }
}

/* What is expected of community c inside, as a share of the total weight. */
static double expected(const sums_t *s, uint32_t c, cot_quality_t quality, double total) {
    switch (quality) {
    case COT_BARBER:
        return s->left[c] / total * (s->right[c] / total);
    case COT_CPM:
        return s->left[c] * s->left[c] / 2.0 / total;
    default:
        return s->left[c] / (2.0 * total) * (s->left[c] / (2.0 * total));
    }
}

cot_status_t cot_partition_quality(const cot_graph_t *graph, const int64_t *community, cot_quality_t quality,
                                   double resolution, double *out, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    sums_t s = {NULL, NULL, NULL, NULL};
    (void)env; /* one walk through the edges: no threads, over in milliseconds */
    if (!graph || !out || (!community && graph->n > 0) || !numbers_fit(graph, community)) {
        COT_FAIL(st, err, COT_E_ARG, "quality: null argument or community number outside 0 to n - 1");
    }
    *out = NAN;
    if (graph->m == 0) {
        return COT_OK;
    }
    COT_NEW(st, err, s.strength, graph->n, "quality of communities");
    COT_NEW(st, err, s.inside, graph->n, "quality of communities");
    COT_NEW(st, err, s.left, graph->n, "quality of communities");
    COT_NEW(st, err, s.right, graph->n, "quality of communities");
    add_edges(&s, graph, community);
    add_members(&s, graph, community, quality);
    const double twice = cot_i_sum(s.strength, graph->n, 1);
    double q = cot_i_sum(s.inside, graph->n, 1) / twice;
    for (uint32_t c = 0; c < graph->n; c++) {
        q -= s.left[c] > 0.0 ? resolution * expected(&s, c, quality, twice / 2.0) : 0.0;
    }
    *out = q;
done:
    cot_i_free(s.strength);
    cot_i_free(s.inside);
    cot_i_free(s.left);
    cot_i_free(s.right);
    return st;
}

static double quality_of(const cot_graph_t *graph, const int64_t *community, cot_quality_t quality,
                         double resolution) {
    const cot_env_t serial = {1, 1, NULL, NULL};
    double q = NAN;
    return cot_partition_quality(graph, community, quality, resolution, &q, &serial, NULL) == COT_OK ? q : NAN;
}

double cot_modularity(const cot_graph_t *graph, const int64_t *community, double resolution) {
    return quality_of(graph, community, COT_MODULARITY, resolution);
}

double cot_barber_modularity(const cot_graph_t *graph, const int64_t *community) {
    return quality_of(graph, community, COT_BARBER, 1.0);
}
