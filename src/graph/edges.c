/* edges.c: a network from bare edges, and the papers behind an edge.
 * Edges are put in order by two stable counting passes (by the higher end, then by the lower): O(n + m).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "graph/build.h"

static cot_status_t check_edges(uint32_t n, uint64_t m, const uint32_t *pairs, const double *weight,
                                cot_error_t *err) {
    for (uint64_t e = 0; e < m; e++) {
        uint32_t u = pairs[2 * e], v = pairs[2 * e + 1];
        if (u >= n || v >= n) {
            return cot_i_fail(err, COT_E_ARG, "edge %llu joins %u and %u (allowed: numbers below %u)",
                              (unsigned long long)e, u, v, n);
        }
        if (u == v) {
            return cot_i_fail(err, COT_E_ARG, "edge %llu is a loop at %u (allowed: two different ends)",
                              (unsigned long long)e, u);
        }
        if (weight && !(weight[e] > 0 && isfinite(weight[e]))) {
            return cot_i_fail(err, COT_E_ARG, "edge %llu has weight %g (allowed: finite and above 0)",
                              (unsigned long long)e, weight[e]);
        }
    }
    return COT_OK;
}

/* The lower or higher end of edge e. */
static uint32_t end_of(const uint32_t *pairs, uint64_t e, bool higher) {
    uint32_t u = pairs[2 * e], v = pairs[2 * e + 1];
    return (u < v) == higher ? v : u;
}

/* Stable counting pass: order (or 0 .. m-1 when NULL) sorted by one end. start has n + 1 entries. */
static void sort_by_end(const uint32_t *pairs, uint64_t m, bool higher, const uint32_t *order,
                        uint32_t *sorted, uint64_t *start, uint32_t n) {
    for (uint32_t v = 0; v <= n; v++) {
        start[v] = 0;
    }
    for (uint64_t e = 0; e < m; e++) {
        start[end_of(pairs, e, higher) + 1]++;
    }
    for (uint32_t v = 0; v < n; v++) {
        start[v + 1] += start[v];
    }
    for (uint64_t i = 0; i < m; i++) {
        uint64_t e = order ? order[i] : i;
        sorted[start[end_of(pairs, e, higher)]++] = (uint32_t)e;
    }
}

/* Edges as networks keep them, ends and order alike (files that this library wrote have them so). */
static bool in_order(const uint32_t *pairs, uint64_t m) {
    for (uint64_t e = 0; e < m; e++) {
        const uint32_t u = pairs[2 * e], v = pairs[2 * e + 1];
        if (u > v || (e > 0 && (u < pairs[2 * e - 2] || (u == pairs[2 * e - 2] && v < pairs[2 * e - 1])))) {
            return false;
        }
    }
    return true;
}

/* order NULL: they are in order. */
static cot_status_t copy_edges(cot_graph_t *graph, const uint32_t *pairs, const double *weight,
                               const uint32_t *order, cot_error_t *err) {
    for (uint64_t i = 0; i < graph->m; i++) {
        uint32_t e = order ? order[i] : (uint32_t)i, u = end_of(pairs, e, false), v = end_of(pairs, e, true);
        if (i > 0 && graph->from[i - 1] == u && graph->to[i - 1] == v) {
            return cot_i_fail(err, COT_E_ARG, "the pair %u %u is there twice (allowed: once)", u, v);
        }
        graph->from[i] = u;
        graph->to[i] = v;
        graph->weight[i] = weight ? weight[e] : 1;
        graph->papers[i] = 1;
        graph->first_year[i] = graph->last_year[i] = COT_NO_YEAR;
    }
    return COT_OK;
}

/* start[v]: the first edge from v on. */
static void find_runs(const cot_graph_t *graph, uint64_t *start) {
    uint64_t e = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        start[v] = e;
        while (e < graph->m && graph->from[e] == v) {
            e++;
        }
    }
    start[graph->n] = e;
}

cot_status_t cot_graph_from_edges(cot_graph_t **out, uint32_t n, uint64_t m, const uint32_t *pairs,
                                  const double *weight, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graph_t *graph = NULL;
    uint32_t *by_to = NULL, *order = NULL;
    uint64_t *start = NULL;
    if (!out || (m && !pairs)) {
        COT_FAIL(st, err, COT_E_ARG, "network: no place for the result, or no edges");
    }
    COT_TRY(st, check_edges(n, m, pairs, weight, err));
    COT_TRY(st, cot_i_graph_new(&graph, n, n, m, COT_FULL, 1u << COT_FULL, err));
    COT_NEW(st, err, start, (size_t)n + 1, "edge order");
    if (!in_order(pairs, m)) {
        COT_NEW_RAW(st, err, by_to, m, "edge order");
        COT_NEW_RAW(st, err, order, m, "edge order");
        sort_by_end(pairs, m, true, NULL, by_to, start, n);
        sort_by_end(pairs, m, false, by_to, order, start, n);
    }
    COT_TRY(st, copy_edges(graph, pairs, weight, order, err));
    find_runs(graph, start);
    COT_TRY(st, cot_i_graph_arcs(graph, start, n, 1, NULL, err));
    *out = graph;
    graph = NULL;
done:
    cot_i_free(by_to);
    cot_i_free(order);
    cot_i_free(start);
    cot_graph_free(graph);
    return st;
}

bool cot_graph_joined(const cot_graph_t *graph, uint32_t u, uint32_t v) {
    uint64_t low = graph->off[u], high = graph->off[u + 1];
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (graph->adj[middle] < v) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < graph->off[u + 1] && graph->adj[low] == v;
}

uint64_t cot_edge_papers(const cot_incidence_t *incidence, uint32_t u, uint32_t v, uint32_t *out,
                         uint64_t cap) {
    if (!incidence || u >= incidence->n_authors || v >= incidence->n_authors || u == v) {
        return 0;
    }
    const uint32_t *papers = incidence->author_papers;
    uint64_t i = incidence->author_off[u], i_end = incidence->author_off[u + 1];
    uint64_t j = incidence->author_off[v], j_end = incidence->author_off[v + 1], found = 0;
    while (i < i_end && j < j_end) {
        const uint32_t a = papers[i], b = papers[j];
        if (a == b) {
            if (found < cap) {
                out[found] = a;
            }
            found++;
        }
        i += a <= b; /* which of the two is chance: no branch could foretell it */
        j += b <= a;
    }
    return found;
}
