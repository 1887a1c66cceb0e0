/* holes.c: Burt's measures of structural holes, on edge weights (Burt, Structural Holes, Harvard University Press
 * (1992), chapter 2).
 *
 * With p_ij = w_ij / s_i, contact j of i and everyone j reaches is invested in with I_iq = p_iq + sum over j of
 * p_ij p_jq: rows of P + P P, made one at a time in a dense row per thread, from the rows of i's contacts in the
 * order of their numbers. Vertices do not share sums, so threads change no bit.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"

#define WHAT "structural holes"
#define BLOCK 64         /* vertices that a thread takes at a time */
#define STEPS (1u << 22) /* steps between two looks at whether to stop */

/* What one vertex invests in another. */
typedef struct {
    double direct; /* p_iq; 0 unless q is a contact */
    double all;    /* p_iq + sum p_ij p_jq */
} cell_t;

typedef struct {
    const cot_graph_t *graph;
    double *share;   /* 2m: p of each arc */
    double *squares; /* n: sum of the squares of a vertex's shares */
    double *peak;    /* n: strength / largest weight: m_jq = p_jq peak_j */
    cell_t **rows;   /* per thread, n */
    int threads;
    double *constraint, *effective, *efficiency, *hierarchy; /* results; each may be NULL */
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->rows && t < s->threads; t++) {
        cot_i_free(s->rows[t]);
    }
    cot_i_free(s->rows);
    cot_i_free(s->share);
    cot_i_free(s->squares);
    cot_i_free(s->peak);
}

static cot_status_t state_new(state_t *s, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t blocks = (int64_t)s->graph->n / BLOCK + 1;
    s->threads = s->threads > blocks ? (int)blocks : s->threads;
    COT_NEW(st, err, s->share, 2 * s->graph->m, WHAT);
    COT_NEW(st, err, s->squares, s->graph->n, WHAT);
    COT_NEW(st, err, s->peak, s->graph->n, WHAT);
    COT_NEW(st, err, s->rows, s->threads, WHAT);
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->rows[t], s->graph->n, WHAT);
    }
done:
    return st;
}

static void prepare_vertex(const state_t *s, uint32_t v) {
    const cot_graph_t *const g = s->graph;
    double strength = 0.0, most = 0.0, squares = 0.0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const double w = g->weight[g->arc_edge[a]];
        s->share[a] = w;
        strength += w;
        most = w > most ? w : most;
    }
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        s->share[a] /= strength;
        squares += s->share[a] * s->share[a];
    }
    s->squares[v] = squares;
    s->peak[v] = strength / most;
}

/* p of the arc from v to w, which is there. Rows ascend. */
static double share_of(const state_t *s, uint32_t v, uint32_t w) {
    uint64_t low = s->graph->off[v], high = s->graph->off[v + 1];
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (s->graph->adj[middle] <= w) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return s->share[low];
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

/* One contact: its own row is all there is, less the way back. */
static void single(const state_t *s, uint32_t v) {
    const uint32_t contact = s->graph->adj[s->graph->off[v]];
    const double back = share_of(s, contact, v), rest = s->squares[contact] - back * back;
    store(s, v, 1.0 + (rest > 0.0 ? rest : 0.0), 1.0, NAN);
}

/* Adds the row of a contact, times p; returns sum of p_iq p_jq over the contacts q of both. */
static double add_row(const state_t *s, cell_t *row, uint32_t contact, double p) {
    const cot_graph_t *const g = s->graph;
    double both = 0.0;
    for (uint64_t b = g->off[contact]; b < g->off[contact + 1]; b++) {
        cell_t *const cell = &row[g->adj[b]];
        cell->all += p * s->share[b];
        both += cell->direct * s->share[b];
    }
    return both;
}

/* Sum of squares of what is left of a contact's row; leaves zeros. */
static double take_row(const state_t *s, cell_t *row, uint32_t contact) {
    const cot_graph_t *const g = s->graph;
    double sum = 0.0;
    for (uint64_t b = g->off[contact]; b < g->off[contact + 1]; b++) {
        cell_t *const cell = &row[g->adj[b]];
        sum += cell->all * cell->all;
        cell->all = 0.0;
    }
    return sum;
}

/* Coleman-Theil disorder of the constraints c_ij of the contacts: 0 = all alike, 1 = all in one. Takes the
 * contacts' cells, leaves zeros; *sum receives the sum of c_ij. */
static double take_contacts(const state_t *s, cell_t *row, uint32_t v, double *sum) {
    const cot_graph_t *const g = s->graph;
    const double n = (double)(g->off[v + 1] - g->off[v]);
    double disorder = 0.0;
    *sum = 0.0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        *sum += row[g->adj[a]].all * row[g->adj[a]].all;
    }
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const double all = row[g->adj[a]].all, ratio = all * all / (*sum / n);
        disorder += ratio > 0.0 && s->hierarchy ? ratio * log(ratio) : 0.0;
        row[g->adj[a]] = (cell_t){0.0, 0.0};
    }
    return disorder / (n * log(n));
}

/* A vertex of two contacts or more. false: stopped on the way. */
static bool many(const state_t *s, cell_t *row, uint32_t v, cot_meter_t *meter) {
    const cot_graph_t *const g = s->graph;
    double redundancy = 0.0, constraint = 0.0;
    uint64_t steps = 0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        row[g->adj[a]] = (cell_t){s->share[a], s->share[a]};
    }
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const uint32_t j = g->adj[a];
        redundancy += s->peak[j] * add_row(s, row, j, s->share[a]);
        steps += g->off[j + 1] - g->off[j];
        if (steps > STEPS) {
            cot_i_meter_add(meter, 0);
            steps = 0;
            if (cot_i_meter_stopped(meter)) {
                return false;
            }
        }
    }
    row[v].all = 0.0; /* what comes back to v does not bind it */
    const double hierarchy = take_contacts(s, row, v, &constraint);
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        constraint += take_row(s, row, g->adj[a]);
    }
    store(s, v, constraint, (double)(g->off[v + 1] - g->off[v]) - redundancy, hierarchy);
    return true;
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
            const uint64_t degree = s->graph->off[v + 1] - s->graph->off[v];
            if (degree == 0) {
                store(s, (uint32_t)v, NAN, NAN, NAN);
            } else if (degree == 1) {
                single(s, (uint32_t)v);
            } else if (!many(s, s->rows[cot_i_thread()], (uint32_t)v, &meter)) {
                break;
            }
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
