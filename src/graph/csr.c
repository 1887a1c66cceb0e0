/* csr.c: memory of a network, and its adjacency as compressed sparse rows.
 *
 * Edges come ordered by (from, to), from < to. The row of v is then its lower neighbours, which appear in
 * ascending order when the edges are walked once, followed by its upper ones, which are a run of edges: so
 * rows are ascending without sorting. Cost O(n + m).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/par.h"
#include "graph/build.h"

enum { MAX_RANGES = 16 };

void cot_graph_free(cot_graph_t *graph) {
    if (!graph) {
        return;
    }
    cot_i_free(graph->from);
    cot_i_free(graph->to);
    cot_i_free(graph->weight);
    cot_i_free(graph->papers);
    cot_i_free(graph->first_year);
    cot_i_free(graph->last_year);
    cot_i_free(graph->off);
    cot_i_free(graph->adj);
    cot_i_free(graph->arc_edge);
    cot_i_free(graph->topic_of);
    cot_i_free(graph);
}

cot_status_t cot_i_graph_new(cot_graph_t **out, uint32_t n, uint32_t n_left, uint64_t m, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graph_t *graph = NULL;
    if (m > UINT32_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT,
                 "network: %llu edges (allowed: fewer than 2^32; "
                 "leave out papers with very many authors)",
                 (unsigned long long)m);
    }
    COT_NEW(st, err, graph, 1, "network");
    graph->kind = COT_COAUTHOR;
    graph->n = n;
    graph->n_left = n_left;
    graph->m = m;
    COT_NEW_RAW(st, err, graph->from, m, "edges");
    COT_NEW_RAW(st, err, graph->to, m, "edges");
    COT_NEW_RAW(st, err, graph->weight, m, "edge weights");
    COT_NEW_RAW(st, err, graph->papers, m, "edge papers");
    COT_NEW_RAW(st, err, graph->first_year, m, "edge years");
    COT_NEW_RAW(st, err, graph->last_year, m, "edge years");
    COT_NEW(st, err, graph->off, (size_t)n + 1, "network rows");
    COT_NEW_RAW(st, err, graph->adj, 2 * m, "network arcs");
    COT_NEW_RAW(st, err, graph->arc_edge, 2 * m, "network arcs");
    *out = graph;
    graph = NULL;
done:
    cot_graph_free(graph);
    return st;
}

/* off[v] = where the row of v begins. */
static void count_arcs(cot_graph_t *graph) {
    uint64_t *off = graph->off, sum = 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        off[graph->from[e]]++;
        off[graph->to[e]]++;
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        uint64_t degree = off[v];
        off[v] = sum;
        sum += degree;
    }
    off[graph->n] = sum;
}

/* First vertex whose row begins at or after an arc. */
static uint32_t row_at(const cot_graph_t *graph, uint64_t arc) {
    uint32_t low = 0, high = graph->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (graph->off[middle] < arc) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Rows of the vertices [low, high): every range reads all edges and writes its own rows only, so the result
 * does not depend on how many ranges there are. Lower neighbours first: the edges (a, v) come with ascending
 * a, and all edges (v, b) come after the last (a, v). */
static void fill_rows(const cot_graph_t *graph, uint64_t *next, uint32_t low, uint32_t high) {
    const uint32_t *from = graph->from, *to = graph->to;
    uint32_t span = high - low;
    for (uint32_t v = low; v < high; v++) {
        next[v] = graph->off[v];
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        uint32_t u = from[e], v = to[e];
        if (u - low < span) {
            graph->adj[next[u]] = v;
            graph->arc_edge[next[u]++] = (uint32_t)e;
        }
        if (v - low < span) {
            graph->adj[next[v]] = u;
            graph->arc_edge[next[v]++] = (uint32_t)e;
        }
    }
}

cot_status_t cot_i_graph_arcs(cot_graph_t *graph, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *next = NULL;
    int ranges = graph->m < 50000 ? 1 : threads > MAX_RANGES ? MAX_RANGES : threads;
    COT_NEW_RAW(st, err, next, graph->n, "network rows");
    count_arcs(graph);
#pragma omp parallel for num_threads(ranges) schedule(static, 1)
    for (int r = 0; r < ranges; r++) {
        uint64_t arcs = 2 * graph->m, part = (uint64_t)ranges;
        uint32_t low = r == 0 ? 0 : row_at(graph, arcs / part * (uint64_t)r);
        uint32_t high = r == ranges - 1 ? graph->n : row_at(graph, arcs / part * ((uint64_t)r + 1));
        fill_rows(graph, next, low, high);
    }
done:
    cot_i_free(next);
    return st;
}
