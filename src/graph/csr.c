/* csr.c: memory of a network, and its adjacency as compressed sparse rows.
 *
 * Edges come ordered by (from, to), from < to. The row of v is then its lower neighbours, which appear in
 * ascending order when the edges are walked once, followed by its upper ones, which are a run of edges: so
 * rows are ascending without sorting. Cost O(n + m), parallel over ranges of edges (transpose.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/meter.h"
#include "graph/build.h"

enum { ARCS_AT_ONCE = 1 << 18 }; /* edges between two looks at whether to stop: some milliseconds */

void cot_graph_free(cot_graph_t *graph) {
    if (!graph) {
        return;
    }
    cot_i_free(graph->from);
    cot_i_free(graph->to);
    for (int s = 0; s < COT_COUNTINGS; s++) {
        if (graph->weights[s] != graph->weight) {
            cot_i_free(graph->weights[s]);
        }
    }
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

cot_status_t cot_i_graph_new(cot_graph_t **out, uint32_t n, uint32_t n_left, uint64_t m,
                             cot_counting_t counting, unsigned schemes, cot_error_t *err) {
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
    graph->counting = counting;
    graph->n = n;
    graph->n_left = n_left;
    graph->m = m;
    COT_NEW_RAW(st, err, graph->from, m, "edges");
    COT_NEW_RAW(st, err, graph->to, m, "edges");
    for (int s = 0; s < COT_COUNTINGS; s++) {
        if (schemes >> s & 1) {
            COT_NEW_RAW(st, err, graph->weights[s], m, "edge weights");
        }
    }
    graph->weight = graph->weights[counting];
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

/* Ranges of edges, cut where a row begins. */
static void cut_ranges(const cot_graph_t *graph, cot_i_places_t *places) {
    for (int r = 1; r < places->ranges; r++) {
        uint64_t e = graph->m / (uint64_t)places->ranges * (uint64_t)r;
        while (e > 0 && e < graph->m && graph->from[e] == graph->from[e - 1]) {
            e++;
        }
        places->bounds[r] = e;
    }
    places->bounds[places->ranges] = graph->m;
}

/* Where the edges of a vertex to higher ones end. */
static uint64_t run_end(const cot_graph_t *graph, uint64_t e) {
    const uint32_t *from = graph->from, vertex = from[e];
    do {
        e++;
    } while (e < graph->m && from[e] == vertex);
    return e;
}

/* off[v] = edges of v to higher vertices. */
static void count_runs(const cot_graph_t *graph, const cot_i_places_t *places, int r) {
    for (uint64_t e = places->bounds[r]; e < places->bounds[r + 1];) {
        uint64_t end = run_end(graph, e);
        graph->off[graph->from[e]] = end - e;
        e = end;
    }
}

/* The arcs of the edges [e, end), which all come from one vertex: one arc each in the row of their higher
 * end, where edges (a, v) come with ascending a, and a run at the end of the row of the lower. */
static void fill_run(const cot_graph_t *graph, uint64_t *next, uint64_t e, uint64_t end) {
    const uint32_t *to = graph->to, vertex = graph->from[e];
    uint64_t at = graph->off[vertex + 1] - (end - e);
    memcpy(graph->adj + at, to + e, (size_t)(end - e) * sizeof *to);
    for (; e < end; e++, at++) {
        uint64_t place = next[to[e]]++;
        graph->arc_edge[at] = (uint32_t)e;
        graph->adj[place] = vertex;
        graph->arc_edge[place] = (uint32_t)e;
    }
}

static void fill_range(const cot_graph_t *graph, const cot_i_places_t *places, int r, cot_meter_t *meter) {
    uint64_t *next = places->next + (size_t)r * graph->n, looked = places->bounds[r];
    for (uint64_t e = looked; e < places->bounds[r + 1];) {
        uint64_t end = run_end(graph, e);
        fill_run(graph, next, e, end);
        e = end;
        if (meter && e - looked >= ARCS_AT_ONCE) {
            looked = e;
            cot_i_meter_add(meter, 0);
            if (cot_i_meter_stopped(meter)) {
                return;
            }
        }
    }
}

cot_status_t cot_i_graph_arcs(cot_graph_t *graph, int threads, cot_meter_t *meter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_places_t places = {.ranges = cot_i_ranges(graph->m, graph->n, threads)};
    cut_ranges(graph, &places);
#pragma omp parallel for num_threads(places.ranges) schedule(static, 1)
    for (int r = 0; r < places.ranges; r++) {
        count_runs(graph, &places, r);
    }
    COT_TRY(st, cot_i_places_new(&places, graph->to, graph->off, graph->n, err));
#pragma omp parallel for num_threads(places.ranges) schedule(static, 1)
    for (int r = 0; r < places.ranges; r++) {
        fill_range(graph, &places, r, meter);
    }
    st = meter ? cot_i_meter_end(meter, "") : COT_OK;
done:
    cot_i_free(places.next);
    return st;
}
