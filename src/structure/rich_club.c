/* rich_club.c: how densely the vertices of large degree are joined (Zhou & Mondragon, IEEE Commun. Lett. 8,
 * 180 (2004), doi:10.1109/LCOMM.2004.823426), beside random networks with the same degrees (Colizza,
 * Flammini, Serrano & Vespignani, Nat. Phys. 2, 110 (2006), doi:10.1038/nphys209). Edges are counted as whole
 * numbers, so the mean over networks does not depend on who made them. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "structure/rewire.h"

#define WHAT "rich club"

typedef struct {
    const cot_graph_t *graph;
    uint32_t degrees;     /* largest degree + 1 */
    uint64_t *vertices;   /* [k]: of degree above k */
    uint64_t *edges;      /* [k]: between such */
    uint64_t *null_edges; /* [k]: the same, summed over the random networks */
} club_t;

static uint32_t degree_of(const cot_graph_t *g, uint32_t v) {
    return (uint32_t)(g->off[v + 1] - g->off[v]);
}

/* Counts of exactly k to counts of more than k. */
static void above(uint64_t *counts, uint32_t degrees) {
    uint64_t sum = 0;
    for (uint32_t k = degrees; k-- > 0;) {
        const uint64_t here = counts[k];
        counts[k] = sum;
        sum += here;
    }
}

/* An edge counts at the smaller degree of its ends. */
static void count_edge(const cot_graph_t *g, uint32_t u, uint32_t v, uint64_t *counts) {
    const uint32_t a = degree_of(g, u), b = degree_of(g, v);
    __atomic_fetch_add(&counts[a < b ? a : b], 1, __ATOMIC_RELAXED);
}

static cot_status_t count_null(void *data, uint32_t number, uint32_t *pairs, cot_error_t *err) {
    const club_t *club = data;
    (void)number;
    (void)err;
    for (uint64_t e = 0; e < club->graph->m; e++) {
        count_edge(club->graph, pairs[2 * e], pairs[2 * e + 1], club->null_edges);
    }
    return COT_OK;
}

static double density(const club_t *club, double edges, uint32_t k) {
    const double n = (double)club->vertices[k];
    return n < 2.0 ? NAN : edges / (n * (n - 1.0) / 2.0);
}

/* The largest degree + 1; 0 without vertices. */
uint32_t cot_degree_count(const cot_graph_t *graph) {
    uint32_t count = 0;
    for (uint32_t v = 0; graph && v < graph->n; v++) {
        count = degree_of(graph, v) >= count ? degree_of(graph, v) + 1 : count;
    }
    return count;
}

static cot_status_t count_all(club_t *club, uint32_t networks, double attempts, const cot_env_t *env,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *const g = club->graph;
    COT_NEW(st, err, club->vertices, club->degrees, WHAT);
    COT_NEW(st, err, club->edges, club->degrees, WHAT);
    COT_NEW(st, err, club->null_edges, club->degrees, WHAT);
    for (uint32_t v = 0; v < g->n; v++) {
        club->vertices[degree_of(g, v)]++;
    }
    for (uint64_t e = 0; e < g->m; e++) {
        count_edge(g, g->from[e], g->to[e], club->edges);
    }
    if (networks > 0) {
        COT_TRY(st, cot_i_null_networks(g, 0, networks, attempts, count_null, club, env, err));
    }
    above(club->vertices, club->degrees);
    above(club->edges, club->degrees);
    above(club->null_edges, club->degrees);
done:
    return st;
}

cot_status_t cot_rich_club(const cot_graph_t *graph, uint32_t networks, double attempts, double *out,
                           double *random, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    club_t club = {graph, cot_degree_count(graph), NULL, NULL, NULL};
    if (!graph || (!out && graph->n > 0) || (random && networks == 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network or result, or a mean over 0 random networks");
    }
    COT_TRY(st, count_all(&club, random ? networks : 0, attempts, env, err));
    for (uint32_t k = 0; k < club.degrees; k++) {
        out[k] = density(&club, (double)club.edges[k], k);
        if (random) {
            random[k] = density(&club, (double)club.null_edges[k] / (double)networks, k);
        }
    }
done:
    cot_i_free(club.vertices);
    cot_i_free(club.edges);
    cot_i_free(club.null_edges);
    return st;
}
