/* holes.c: Burt's measures of structural holes, on edge weights (Burt, Structural Holes, Harvard University
 * Press (1992), chapter 2).
 *
 * With p_ij = w_ij / s_i, what i invests in contact j is p_ij + sum over q of p_iq p_qj: only contacts q of
 * both count. p_iq, and p_iq / s_q, stand in a dense row per thread while i is in hand, and the rows of i's
 * contacts are read against it; a contact's row that is much longer than i's is searched instead. Vertices do
 * not share sums, and these add contacts in the order of their numbers: threads change no bit.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"

#define WHAT "structural holes"
#define BLOCK 64         /* vertices that a thread takes at a time */
#define SEARCH 16u       /* times longer than the vertex's own: a row that is searched */
#define STEPS (1u << 22) /* steps between two looks at whether to stop */

/* What the vertex in hand has in another: p_iq and p_iq / s_q; 0 unless q is a contact. */
typedef struct {
    double share, per_strength;
} cell_t;

/* What a contact j adds: sum over the contacts q of both of p_iq p_qj, and of p_iq w_jq. */
typedef struct {
    double invested, redundant;
} tie_t;

typedef struct {
    const cot_graph_t *graph;
    double *weight;   /* 2m, in the order of arcs */
    double *strength; /* n */
    double *most;     /* n: largest weight of the vertex's edges */
    cell_t **rows;    /* per thread, n */
    double **invest;  /* per thread, largest degree: c_ij of the vertex in hand */
    int threads;
    double *constraint, *effective, *efficiency, *hierarchy; /* results; each may be NULL */
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->rows && s->invest && t < s->threads; t++) {
        cot_i_free(s->rows[t]);
        cot_i_free(s->invest[t]);
    }
    cot_i_free(s->rows);
    cot_i_free(s->invest);
    cot_i_free(s->weight);
    cot_i_free(s->strength);
    cot_i_free(s->most);
}

static cot_status_t state_new(state_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t blocks = (int64_t)s->graph->n / BLOCK + 1;
    s->threads = s->threads > blocks ? (int)blocks : s->threads;
    COT_NEW(st, err, s->weight, 2 * s->graph->m, WHAT);
    COT_NEW(st, err, s->strength, s->graph->n, WHAT);
    COT_NEW(st, err, s->most, s->graph->n, WHAT);
    COT_NEW(st, err, s->rows, s->threads, WHAT);
    COT_NEW(st, err, s->invest, s->threads, WHAT);
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->rows[t], s->graph->n, WHAT);
        COT_NEW(st, err, s->invest[t], cot_degree_count(s->graph), WHAT);
    }
done:
    return st;
}

static void prepare_vertex(const state_t *s, uint32_t v) {
    const cot_graph_t *const g = s->graph;
    double strength = 0.0, most = 0.0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const double w = g->weight[g->arc_edge[a]];
        s->weight[a] = w;
        strength += w;
        most = w > most ? w : most;
    }
    s->strength[v] = strength;
    s->most[v] = most;
}

static void store(const state_t *s, uint32_t v, double constraint, double effective, double hierarchy) {
    const double degree = (double)(s->graph->off[v + 1] - s->graph->off[v]);
    if (s->constraint) {
        s->constraint[v] = constraint;
    }
    if (s->effective) {
        s->effective[v] = effective;
    }
    if (s->efficiency) {
        s->efficiency[v] = effective / degree;
    }
    if (s->hierarchy) {
        s->hierarchy[v] = hierarchy;
    }
}

/* The contact's row, against the dense one. */
static tie_t read_row(const state_t *s, const cell_t *row, uint32_t contact) {
    const cot_graph_t *const g = s->graph;
    tie_t tie = {0.0, 0.0};
    for (uint64_t b = g->off[contact]; b < g->off[contact + 1]; b++) {
        const cell_t cell = row[g->adj[b]];
        tie.invested += cell.per_strength * s->weight[b];
        tie.redundant += cell.share * s->weight[b];
    }
    return tie;
}

/* First arc in [low, high) whose neighbour is not below w. Rows ascend. */
static uint64_t seek(const uint32_t *adj, uint64_t low, uint64_t high, uint32_t w) {
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (adj[middle] < w) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The same by looking v's contacts up in the contact's row. */
static tie_t search_row(const state_t *s, const cell_t *row, uint32_t v, uint32_t contact) {
    const cot_graph_t *const g = s->graph;
    const uint64_t end = g->off[contact + 1];
    tie_t tie = {0.0, 0.0};
    for (uint64_t a = g->off[v], b = g->off[contact]; a < g->off[v + 1]; a++) {
        b = seek(g->adj, b, end, g->adj[a]);
        if (b < end && g->adj[b] == g->adj[a]) {
            const cell_t cell = row[g->adj[a]];
            tie.invested += cell.per_strength * s->weight[b];
            tie.redundant += cell.share * s->weight[b];
        }
    }
    return tie;
}

/* Coleman-Theil disorder of n constraints c with the given sum: 0 = all alike, 1 = all in one. */
static double disorder(const double *c, uint64_t n, double sum) {
    double total = 0.0;
    for (uint64_t i = 0; i < n; i++) {
        const double ratio = c[i] / (sum / (double)n);
        total += ratio > 0.0 ? ratio * log(ratio) : 0.0;
    }
    return total / ((double)n * log((double)n));
}

/* A look at whether to stop, once in a while. */
static bool go_on(cot_meter_t *meter, uint64_t *steps, uint64_t more) {
    *steps += more;
    if (*steps > STEPS) {
        *steps = 0;
        cot_i_meter_add(meter, 0);
    }
    return !cot_i_meter_stopped(meter);
}

/* A vertex of two contacts or more. */
static void many(const state_t *s, cell_t *row, double *c, uint32_t v, cot_meter_t *meter) {
    const cot_graph_t *const g = s->graph;
    const uint64_t first = g->off[v], degree = g->off[v + 1] - first;
    double redundancy = 0.0, constraint = 0.0;
    uint64_t steps = 0;
    for (uint64_t i = 0; i < degree; i++) {
        const double share = s->weight[first + i] / s->strength[v];
        row[g->adj[first + i]] = (cell_t){share, share / s->strength[g->adj[first + i]]};
    }
    for (uint64_t i = 0; i < degree && go_on(meter, &steps, 1); i++) {
        const uint32_t j = g->adj[first + i];
        const uint64_t length = g->off[j + 1] - g->off[j];
        const bool search = length > SEARCH * degree;
        const tie_t tie = search ? search_row(s, row, v, j) : read_row(s, row, j);
        const double invested = row[j].share + tie.invested;
        c[i] = invested * invested;
        constraint += c[i];
        redundancy += tie.redundant / s->most[j];
        steps += search ? SEARCH * degree : length;
    }
    for (uint64_t i = 0; i < degree; i++) {
        row[g->adj[first + i]] = (cell_t){0.0, 0.0};
    }
    store(s, v, constraint, (double)degree - redundancy,
          s->hierarchy ? disorder(c, degree, constraint) : NAN);
}

static void compute(const state_t *s, uint32_t v, cot_meter_t *meter) {
    const uint64_t degree = s->graph->off[v + 1] - s->graph->off[v];
    if (degree == 0) {
        store(s, v, NAN, NAN, NAN);
    } else if (degree == 1) {
        store(s, v, 1.0, 1.0, NAN);
    } else {
        many(s, s->rows[cot_i_thread()], s->invest[cot_i_thread()], v, meter);
    }
}

static cot_status_t run(const state_t *s, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = s->graph->n, blocks = (n + BLOCK - 1) / BLOCK;
    cot_meter_t meter = {env, err, WHAT, 0, (uint64_t)n, COT_OK};
#pragma omp parallel for schedule(dynamic, 16) num_threads(s->threads)
    for (int64_t v = 0; v < n; v++) {
        prepare_vertex(s, (uint32_t)v);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->threads)
    for (int64_t b = 0; b < blocks; b++) {
        const int64_t end = (b + 1) * BLOCK < n ? (b + 1) * BLOCK : n;
        for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
            compute(s, (uint32_t)v, &meter);
        }
        cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
    }
    return cot_i_meter_end(&meter, WHAT);
}

cot_status_t cot_structural_holes(const cot_graph_t *graph, double *constraint, double *effective_size,
                                  double *efficiency, double *hierarchy, const cot_env_t *env,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {.graph = graph,
                 .threads = cot_env_threads(env),
                 .constraint = constraint,
                 .effective = effective_size,
                 .efficiency = efficiency,
                 .hierarchy = hierarchy};
    if (!graph || (!constraint && !effective_size && !efficiency && !hierarchy && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network, or no result asked for");
    }
    COT_TRY(st, cot_i_progress(env, WHAT, 0, graph->n, err));
    COT_TRY(st, state_new(&s, err));
    COT_TRY(st, run(&s, env, err));
done:
    state_clear(&s);
    return st;
}
