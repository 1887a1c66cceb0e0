/* holes.c: Burt's measures of structural holes, on edge weights (Burt, Structural Holes, Harvard University
 * Press (1992), chapter 2).
 *
 * With p_ij = w_ij / s_i, what i invests in contact j is p_ij + sum over q of p_iq p_qj, and what j repeats
 * of what i has is sum over q of p_iq w_jq / (largest w_j.): only contacts q of both count. So two sums
 * belong to each joined pair,
 *   T_ij = sum of w_iq w_jq / s_q        R_ij = sum of w_iq w_jq,
 * whichever end looks: each is found once, by reading the shorter row of the two against the longer, which
 * stands in a dense row. Vertices that weights cannot tell apart (all authors of one long paper who wrote no
 * other) are one class (weighted_twins.h): below, q runs over classes, and weights count as often as members
 * are. Every sum is one thread's and adds contacts in the order of their numbers: threads change no bit.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdbool.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "base/meter.h"
#include "structure/weighted_twins.h"

#define WHAT "structural holes"
#define BLOCK 32  /* classes that a thread takes at a time */
#define CHAINS 4u /* sums side by side while a row is read, so that additions need not wait for each other */

/* Of a joined pair, or of what the class in hand has in another. */
typedef struct {
    double shared; /* T; size x w / s */
    double common; /* R; size x w */
} sums_t;

typedef struct {
    cot_i_weighted_t c;
    double *strength;   /* of a member */
    double *most;       /* largest weight of a member's edges */
    uint64_t *contacts; /* of a member */
    sums_t *pairs;      /* of joined classes, at the edge of their smallest members */
    sums_t **rows;      /* per thread, c.n: the dense row; zero between classes */
    int threads;
    double *constraint, *effective, *efficiency, *hierarchy; /* results; each may be NULL */
} state_t;

static void state_clear(state_t *s) {
    for (int t = 0; s->rows && t < s->threads; t++) {
        cot_i_free(s->rows[t]);
    }
    cot_i_free(s->rows);
    cot_i_free(s->strength);
    cot_i_free(s->most);
    cot_i_free(s->contacts);
    cot_i_free(s->pairs);
    cot_i_weighted_clear(&s->c);
}

static cot_status_t state_new(state_t *s, const cot_graph_t *graph, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, cot_i_weighted_classes(&s->c, graph, s->threads, env, err));
    const int blocks = (int)(s->c.n / BLOCK) + 1;
    s->threads = s->threads > blocks ? blocks : s->threads;
    COT_NEW(st, err, s->strength, s->c.n, WHAT);
    COT_NEW(st, err, s->most, s->c.n, WHAT);
    COT_NEW(st, err, s->contacts, s->c.n, WHAT);
    COT_NEW(st, err, s->pairs, graph->m, WHAT);
    COT_NEW(st, err, s->rows, s->threads, WHAT);
    for (int t = 0; t < s->threads; t++) {
        COT_NEW(st, err, s->rows[t], s->c.n, WHAT);
    }
done:
    return st;
}

/* Members of v's own class beside one of it. */
static double others(const state_t *s, uint32_t v) {
    return (double)(s->c.size[v] - 1);
}

static void sum_weights(const state_t *s, uint32_t v) {
    double strength = others(s, v) * s->c.inner[v], most = s->c.inner[v];
    uint64_t contacts = s->c.size[v] - 1;
    for (uint64_t a = s->c.off[v]; a < s->c.off[v + 1]; a++) {
        const double w = s->c.weight[a];
        strength += (double)s->c.size[s->c.to[a]] * w;
        most = w > most ? w : most;
        contacts += s->c.size[s->c.to[a]];
    }
    s->strength[v] = strength;
    s->most[v] = most;
    s->contacts[v] = contacts;
}

/* A row, against the dense one of another class. */
static sums_t read_row(const state_t *s, const sums_t *row, uint32_t v) {
    const uint32_t *const to = s->c.to + s->c.off[v];
    const double *const weight = s->c.weight + s->c.off[v];
    const uint64_t length = s->c.off[v + 1] - s->c.off[v];
    sums_t sum[CHAINS] = {{0.0, 0.0}};
    uint64_t a = 0;
    for (; a + CHAINS <= length; a += CHAINS) {
        for (unsigned k = 0; k < CHAINS; k++) {
            sum[k].shared += row[to[a + k]].shared * weight[a + k];
            sum[k].common += row[to[a + k]].common * weight[a + k];
        }
    }
    for (; a < length; a++) {
        sum[0].shared += row[to[a]].shared * weight[a];
        sum[0].common += row[to[a]].common * weight[a];
    }
    return (sums_t){(sum[0].shared + sum[1].shared) + (sum[2].shared + sum[3].shared),
                    (sum[0].common + sum[1].common) + (sum[2].common + sum[3].common)};
}

/* Whether w's row is the one to be read of the two, v's the dense one. */
static bool is_read(const state_t *s, uint32_t v, uint32_t w) {
    const uint64_t at_v = s->c.off[v + 1] - s->c.off[v], at_w = s->c.off[w + 1] - s->c.off[w];
    return at_w < at_v || (at_w == at_v && w < v);
}

/* The sums of v's pairs with classes of shorter rows. Contacts in common may be in the two classes too. */
static void compute_pairs(const state_t *s, sums_t *row, uint32_t v, uint64_t *steps, cot_meter_t *meter) {
    const cot_i_weighted_t *const c = &s->c;
    const double own = others(s, v) * c->inner[v];
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        const double w = (double)c->size[c->to[a]] * c->weight[a];
        row[c->to[a]] = (sums_t){w / s->strength[c->to[a]], w};
    }
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        const uint32_t w = c->to[a];
        if (is_read(s, v, w)) {
            const double its = others(s, w) * c->inner[w];
            sums_t sums = read_row(s, row, w);
            sums.shared += c->weight[a] * (own / s->strength[v] + its / s->strength[w]);
            sums.common += c->weight[a] * (own + its);
            s->pairs[c->edge[a]] = sums;
            if (!cot_i_meter_go_on(meter, steps, c->off[w + 1] - c->off[w])) {
                break;
            }
        }
    }
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        row[c->to[a]] = (sums_t){0.0, 0.0};
    }
}

/* The same of two members of v. */
static sums_t sums_within(const state_t *s, uint32_t v) {
    const cot_i_weighted_t *const c = &s->c;
    const double own = (others(s, v) - 1.0) * c->inner[v] * c->inner[v];
    sums_t sums = {own / s->strength[v], own};
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        const double w = (double)c->size[c->to[a]] * c->weight[a] * c->weight[a];
        sums.shared += w / s->strength[c->to[a]];
        sums.common += w;
    }
    return sums;
}

/* c_ij of v and a contact. */
static double constraint_of(const state_t *s, uint32_t v, double weight, sums_t sums) {
    const double invested = (weight + sums.shared) / s->strength[v];
    return invested * invested;
}

/* Coleman-Theil disorder of the c_ij of v, whose sum is given: 0 = all alike, 1 = all in one. */
static double disorder(const state_t *s, uint32_t v, sums_t within, double sum) {
    const cot_i_weighted_t *const c = &s->c;
    const double contacts = (double)s->contacts[v], mean = sum / contacts;
    double total = 0.0;
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        const double ratio = constraint_of(s, v, c->weight[a], s->pairs[c->edge[a]]) / mean;
        total += ratio > 0.0 ? (double)c->size[c->to[a]] * (ratio * log(ratio)) : 0.0;
    }
    if (c->size[v] > 1) {
        const double ratio = constraint_of(s, v, c->inner[v], within) / mean;
        total += ratio > 0.0 ? others(s, v) * (ratio * log(ratio)) : 0.0;
    }
    return s->contacts[v] > 1 ? total / (contacts * log(contacts)) : NAN;
}

/* The measures of a member of class v. */
static void measure(const state_t *s, uint32_t v, double *constraint, double *effective, double *hierarchy) {
    const cot_i_weighted_t *const c = &s->c;
    const sums_t within = c->size[v] > 1 ? sums_within(s, v) : (sums_t){0.0, 0.0};
    double redundancy = 0.0;
    *constraint = 0.0;
    for (uint64_t a = c->off[v]; a < c->off[v + 1]; a++) {
        const sums_t sums = s->pairs[c->edge[a]];
        const double members = (double)c->size[c->to[a]];
        *constraint += members * constraint_of(s, v, c->weight[a], sums);
        redundancy += members * (sums.common / (s->strength[v] * s->most[c->to[a]]));
    }
    if (c->size[v] > 1) {
        *constraint += others(s, v) * constraint_of(s, v, c->inner[v], within);
        redundancy += others(s, v) * (within.common / (s->strength[v] * s->most[v]));
    }
    *effective = (double)s->contacts[v] - redundancy;
    *hierarchy = s->hierarchy ? disorder(s, v, within, *constraint) : NAN;
}

static void store(const state_t *s, uint32_t v) {
    const uint32_t k = s->c.of[v];
    double constraint = NAN, effective = NAN, hierarchy = NAN;
    if (s->contacts[k] > 0) {
        measure(s, k, &constraint, &effective, &hierarchy);
    }
    if (s->constraint) {
        s->constraint[v] = constraint;
    }
    if (s->effective) {
        s->effective[v] = effective;
    }
    if (s->efficiency) {
        s->efficiency[v] = effective / (double)s->contacts[k];
    }
    if (s->hierarchy) {
        s->hierarchy[v] = hierarchy;
    }
}

static cot_status_t run(const state_t *s, const cot_graph_t *graph, const cot_env_t *env, cot_error_t *err) {
    const int64_t n = graph->n, classes = s->c.n, blocks = (classes + BLOCK - 1) / BLOCK;
    cot_meter_t meter = {env, err, WHAT, 0, (uint64_t)classes, COT_OK};
#pragma omp parallel for schedule(dynamic, 512) num_threads(s->threads)
    for (int64_t v = 0; v < classes; v++) {
        sum_weights(s, (uint32_t)v);
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(s->threads)
    for (int64_t b = 0; b < blocks; b++) {
        uint64_t steps = 0; /* since the last look at whether to stop */
        const int64_t end = (b + 1) * BLOCK < classes ? (b + 1) * BLOCK : classes;
        for (int64_t v = b * BLOCK; v < end && !cot_i_meter_stopped(&meter); v++) {
            compute_pairs(s, s->rows[cot_i_thread()], (uint32_t)v, &steps, &meter);
        }
        cot_i_meter_add(&meter, (uint64_t)(end - b * BLOCK));
    }
    if (meter.status == COT_OK) {
#pragma omp parallel for schedule(dynamic, 512) num_threads(s->threads)
        for (int64_t v = 0; v < n; v++) {
            store(s, (uint32_t)v);
        }
    }
    return cot_i_meter_end(&meter, WHAT);
}

cot_status_t cot_structural_holes(const cot_graph_t *graph, double *constraint, double *effective_size,
                                  double *efficiency, double *hierarchy, const cot_env_t *env,
                                  cot_error_t *err) {
    cot_status_t st = COT_OK;
    state_t s = {.threads = cot_env_threads(env),
                 .constraint = constraint,
                 .effective = effective_size,
                 .efficiency = efficiency,
                 .hierarchy = hierarchy};
    if (!graph || (!constraint && !effective_size && !efficiency && !hierarchy && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network, or no result asked for");
    }
    COT_TRY(st, cot_i_progress(env, WHAT, 0, graph->n, err));
    COT_TRY(st, state_new(&s, graph, env, err));
    COT_TRY(st, run(&s, graph, env, err));
done:
    state_clear(&s);
    return st;
}
