/* label_propagation.c: every vertex takes the label that most of its neighbours' weight has.
 *
 * Only vertices whose neighbourhood has changed are looked at again (V. A. Traag & L. Šubelj, Sci. Rep. 13, 2701
 * (2023), doi:10.1038/s41598-023-29610-z), and a vertex keeps its label while it is among the heaviest: each change then
 * raises the weight between equal labels, so the queue runs dry. The order of the first looks and the choice between
 * equal labels are random. Serial: one look depends on the last. SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/communities.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/groups.h"
#include "base/par.h"

static const char WHAT[] = "label propagation";
enum { PURPOSE = 0x4C50, LOOKS = 1 << 14 }; /* looks between two words of progress */

typedef struct {
    const cot_graph_t *graph;
    double *arc; /* 2m: weights */
    uint32_t *label;
    uint32_t *queue;   /* a ring of n places */
    uint8_t *queued;
    double *weight;    /* of the labels around the vertex in hand; all 0 between looks */
    uint32_t *around;  /* these labels */
    cot_rng_t rng;
} labels_t;

static void labels_clear(labels_t *l) {
    cot_i_free(l->arc);
    cot_i_free(l->queue);
    cot_i_free(l->queued);
    cot_i_free(l->weight);
    cot_i_free(l->around);
}

static cot_status_t labels_new(labels_t *l, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = l->graph->n;
    COT_NEW(st, err, l->arc, 2 * l->graph->m, WHAT);
    COT_TRY(st, cot_graph_arcs(l->graph, NULL, l->arc, env, err));
    COT_NEW(st, err, l->queue, n, WHAT);
    COT_NEW(st, err, l->queued, n, WHAT);
    COT_NEW(st, err, l->weight, n, WHAT);
    COT_NEW(st, err, l->around, n, WHAT);
    for (uint32_t v = 0; v < n; v++) {
        const uint32_t place = (uint32_t)cot_i_rng_below(&l->rng, (uint64_t)v + 1); /* a random order */
        l->queue[v] = l->queue[place];
        l->queue[place] = v;
        l->label[v] = v;
        l->queued[v] = 1;
    }
done:
    return st;
}

/* The label for v: its own while that is among the heaviest around it, else one of these at random. */
static uint32_t choose(labels_t *l, uint32_t v) {
    const cot_graph_t *g = l->graph;
    uint32_t n = 0, best = l->label[v], equal = 0;
    double most = 0.0;
    for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
        const uint32_t label = l->label[g->adj[a]];
        if (l->weight[label] == 0.0) {
            l->around[n++] = label;
        }
        l->weight[label] += l->arc[a];
        most = l->weight[label] > most ? l->weight[label] : most;
    }
    const bool stays = n == 0 || l->weight[best] == most;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t label = l->around[i];
        if (!stays && l->weight[label] == most && cot_i_rng_below(&l->rng, ++equal) == 0) {
            best = label;
        }
        l->weight[label] = 0.0;
    }
    return best;
}

/* Looks at vertices until none is left to be looked at. */
static cot_status_t propagate(labels_t *l, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *g = l->graph;
    uint64_t looks = 0;
    for (uint32_t head = 0, waiting = g->n; waiting > 0; waiting--) {
        const uint32_t v = l->queue[head], label = choose(l, v);
        head = head + 1 < g->n ? head + 1 : 0;
        l->queued[v] = 0;
        for (uint64_t a = g->off[v]; label != l->label[v] && a < g->off[v + 1]; a++) {
            const uint32_t u = g->adj[a];
            if (!l->queued[u] && l->label[u] != label) {
                const uint64_t tail = (uint64_t)head + waiting - 1;
                l->queue[tail < g->n ? tail : tail - g->n] = u;
                l->queued[u] = 1;
                waiting++;
            }
        }
        l->label[v] = label;
        if (looks++ % LOOKS == 0) {
            COT_TRY(st, cot_i_progress(env, WHAT, looks, 0, err));
        }
    }
done:
    return st;
}

/* A community that fell apart becomes several, each labelled by its first vertex. */
static void split(labels_t *l, uint32_t *piece) {
    const cot_graph_t *g = l->graph;
    for (uint32_t v = 0; v < g->n; v++) {
        piece[v] = UINT32_MAX;
    }
    for (uint32_t first = 0; first < g->n; first++) {
        uint32_t head = 0, tail = 0;
        if (piece[first] == UINT32_MAX) {
            piece[first] = first;
            l->queue[tail++] = first;
        }
        while (head < tail) {
            const uint32_t v = l->queue[head++];
            for (uint64_t a = g->off[v]; a < g->off[v + 1]; a++) {
                const uint32_t u = g->adj[a];
                if (piece[u] == UINT32_MAX && l->label[u] == l->label[v]) {
                    piece[u] = first;
                    l->queue[tail++] = u;
                }
            }
        }
    }
}

cot_status_t cot_label_propagation(const cot_graph_t *graph, int64_t *membership, const cot_env_t *env,
                                   cot_error_t *err) {
    cot_status_t st = COT_OK;
    labels_t l = {.graph = graph};
    uint32_t *label = NULL;
    if (!graph || (!membership && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "label propagation: null network or result");
    }
    COT_NEW(st, err, label, graph->n, WHAT);
    l.label = label;
    cot_i_rng_init(&l.rng, env ? env->seed : 1, PURPOSE, 0);
    COT_TRY(st, labels_new(&l, env, err));
    COT_TRY(st, propagate(&l, env, err));
    split(&l, l.around);
    COT_TRY(st, cot_i_number_groups(l.around, graph->n, NULL, err));
    for (uint32_t v = 0; v < graph->n; v++) {
        membership[v] = l.around[v];
    }
done:
    labels_clear(&l);
    cot_i_free(label);
    return st;
}
