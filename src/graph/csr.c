/* csr.c: memory of a network, its adjacency as compressed sparse rows, and what there is of edges in their order.
 *
 * Edges come ordered by (from, to), from < to. The row of v is then its lower neighbours, which appear in
 * ascending order when the edges are walked once, followed by its upper ones, which are a run of edges: so
 * rows are ascending without sorting. Cost O(n + m), parallel over ranges of edges (transpose.c).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/meter.h"
#include "graph/build.h"

enum {
    LINE = 64,              /* bytes of a line of the cache */
    ARCS_AT_ONCE = 1 << 18, /* edges between two looks at whether to stop: some milliseconds */
};

void cot_graph_free(cot_graph_t *graph) {
    if (!graph) {
        return;
    }
    cot_i_free(graph->from); /* and with it all that there is of each edge */
    cot_i_free(graph->off);
    cot_i_free(graph->topic_of);
    cot_i_free(graph);
}

/* Takes `count` numbers of `size` bytes from memory, which begin where a line of the cache does. */
static void *take(char **memory, uint64_t count, size_t size) {
    void *taken = *memory;
    *memory += (count * size + LINE - 1) / LINE * LINE;
    return taken;
}

/* What there is of each edge, one array behind the other: one large piece of memory can have large pages,
 * which a dozen smaller ones cannot. */
static cot_status_t make_edges(cot_graph_t *graph, unsigned schemes, cot_error_t *err) {
    const uint64_t m = graph->m;
    const unsigned n_weights = (unsigned)__builtin_popcount(schemes);
    enum { ARRAYS = 6 + COT_COUNTINGS, BYTES = 24 };
    char *memory = cot_i_alloc_aligned(m * (BYTES + n_weights * sizeof(double)) + ARRAYS * LINE, 1);
    if (!memory) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: edges of a network (%llu x %zu bytes)",
                          (unsigned long long)m, BYTES + n_weights * sizeof(double));
    }
    graph->from = take(&memory, m, sizeof *graph->from);
    graph->to = take(&memory, m, sizeof *graph->to);
    for (int s = 0; s < COT_COUNTINGS; s++) {
        graph->weights[s] = schemes >> s & 1 ? take(&memory, m, sizeof(double)) : NULL;
    }
    graph->weight = graph->weights[graph->counting];
    graph->papers = take(&memory, m, sizeof *graph->papers);
    graph->first_year = take(&memory, m, sizeof *graph->first_year);
    graph->last_year = take(&memory, m, sizeof *graph->last_year);
    graph->adj = take(&memory, 2 * m, sizeof *graph->adj);
    return COT_OK;
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
    COT_TRY(st, make_edges(graph, schemes, err));
    COT_NEW_RAW(st, err, graph->off, (size_t)n + 1, "network rows");
    *out = graph;
    graph = NULL;
done:
    cot_graph_free(graph);
    return st;
}

/* Ranges of edges, cut where a row begins: rows first[r] .. first[r + 1]. */
static void cut_ranges(const uint64_t *start, uint32_t n_rows, cot_i_places_t *places, uint32_t *first) {
    for (int r = 0; r < places->ranges; r++) {
        first[r] = cot_i_row_at(start, n_rows, start[n_rows] / (uint64_t)places->ranges * (uint64_t)r);
        places->bounds[r] = start[first[r]];
    }
    first[places->ranges] = n_rows;
    places->bounds[places->ranges] = start[n_rows];
}

/* Marks the first edge of each row from `row` on that begins among the edges [e, end); the others of these are at zero.
 * Returns the first row that begins later, or `last`. */
static uint32_t mark_rows(uint32_t *from, const uint64_t *start, uint32_t row, uint32_t last, uint64_t e,
                          uint64_t end) {
    memset(from + e, 0, (end - e) * sizeof *from);
    for (; row < last && start[row] < end; row++) {
        from[start[row]] = row; /* the last of those that begin there is the one that is not empty */
    }
    return row;
}

/* The edges [e, end), the first of them of `vertex` or a later one: one arc each in the row of their higher end, where
 * edges (a, v) come with ascending a, and one in a run at the end of the row of the lower. Rows are too short for
 * loops of their own, whose ends would have to be guessed: an edge is of the row that was marked last. Returns the
 * row of the last edge. */
COT_INLINE uint32_t fill_arcs(const cot_graph_t *graph, const uint64_t *start, uint32_t *restrict next,
                              uint32_t vertex, uint64_t e, uint64_t end, bool wide) {
    const uint32_t *restrict to = graph->to;
    uint32_t *restrict adj = graph->adj, *restrict from = graph->from;
    for (; e < end; e++) {
        vertex = from[e] > vertex ? from[e] : vertex;
        from[e] = vertex;
        adj[graph->off[vertex + 1] - (start[vertex + 1] - e)] = to[e];
        adj[cot_i_place(graph->off, next, to[e], wide)] = vertex;
    }
    return vertex;
}

static void fill_range(const cot_graph_t *graph, const uint64_t *start, uint32_t *next, uint32_t row,
                       uint32_t last, bool wide, cot_meter_t *meter) {
    uint32_t vertex = row;
    for (uint64_t e = start[row], end; e < start[last]; e = end) {
        end = start[last] - e < ARCS_AT_ONCE ? start[last] : e + ARCS_AT_ONCE;
        row = mark_rows(graph->from, start, row, last, e, end);
        vertex = wide ? fill_arcs(graph, start, next, vertex, e, end, true)
                      : fill_arcs(graph, start, next, vertex, e, end, false);
        if (meter) {
            cot_i_meter_add(meter, 0);
            if (cot_i_meter_stopped(meter)) {
                return;
            }
        }
    }
}

cot_status_t cot_i_graph_arcs(cot_graph_t *graph, const uint64_t *start, uint32_t n_rows, int threads,
                              cot_meter_t *meter, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t first[COT_I_MAX_RANGES + 1];
    cot_i_places_t places = {.ranges = cot_i_ranges(graph->m, graph->n, threads)};
    cut_ranges(start, n_rows, &places, first);
#pragma omp parallel for num_threads(places.ranges) schedule(static)
    for (uint32_t row = 0; row < graph->n; row++) {
        graph->off[row] = row < n_rows ? start[row + 1] - start[row] : 0;
    }
    COT_TRY(st, cot_i_places_new(&places, graph->to, graph->off, graph->n, err));
#pragma omp parallel for num_threads(places.ranges) schedule(static, 1)
    for (int r = 0; r < places.ranges; r++) {
        fill_range(graph, start, places.next + (size_t)r * graph->n, first[r], first[r + 1], places.wide,
                   meter);
    }
    st = meter ? cot_i_meter_end(meter, "") : COT_OK;
done:
    cot_i_free(places.next);
    return st;
}

/* Edges [e, ...) from v to higher vertices: a run of arcs at the end of v's row, and one more in the row of each of
 * those, where they come with ascending v. done: arcs of each row that are placed, for v all those to lower ones.
 * @return the next edge. */
static uint64_t walk_row(const cot_graph_t *graph, uint32_t v, uint64_t e, uint32_t *restrict edge,
                         double *restrict weight, uint32_t *restrict done) {
    uint64_t at = graph->off[v] + done[v];
    for (; at < graph->off[v + 1]; at++, e++) {
        const uint32_t w = graph->to[e];
        const uint64_t back = graph->off[w] + done[w]++;
        if (edge) {
            edge[at] = edge[back] = (uint32_t)e;
        }
        if (weight) {
            weight[at] = weight[back] = graph->weight[e];
        }
    }
    return e;
}

static cot_status_t walk_arcs(const cot_graph_t *graph, uint32_t *edge, double *weight, uint32_t *done,
                              cot_meter_t *meter) {
    uint64_t e = 0, looked = 0;
    for (uint32_t v = 0; v < graph->n && !cot_i_meter_stopped(meter); v++) {
        e = walk_row(graph, v, e, edge, weight, done);
        if (e - looked >= ARCS_AT_ONCE) {
            looked = e;
            cot_i_meter_add(meter, 0);
        }
    }
    return cot_i_meter_end(meter, "");
}

cot_status_t cot_graph_arcs(const cot_graph_t *graph, uint32_t *edge, double *weight, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *done = NULL;
    cot_meter_t meter = {.env = env, .err = err, .stage = "rows of a network"};
    if (!graph) {
        COT_FAIL(st, err, COT_E_ARG, "rows of a network: null network");
    }
    COT_NEW(st, err, done, graph->n, "rows of a network");
    st = walk_arcs(graph, edge, weight, done, &meter);
done:
    cot_i_free(done);
    return st;
}

void cot_graph_strengths(const cot_graph_t *graph, double *out) {
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = 0.0;
    }
    for (uint64_t e = 0; e < graph->m;) {
        const uint32_t v = graph->from[e]; /* all its edges to lower vertices are added */
        double sum = out[v];
        for (; e < graph->m && graph->from[e] == v; e++) {
            sum += graph->weight[e];
            out[graph->to[e]] += graph->weight[e];
        }
        out[v] = sum;
    }
}
