/* igraph_calls.h: what the rest of the library asks of igraph, without including igraph.
 *
 * Every call takes a frozen network and plain arrays, enters igraph's lane (src/bridge/lane.h: one thread at
 * a time), seeds igraph's random numbers from (env->seed, the call's own purpose), and leaves igraph as it
 * was. So a result depends on the arguments and env->seed only, never on what ran before or on threads. Calls
 * may be made from several threads; they queue.
 *
 * Arrays have graph->n entries unless said otherwise and belong to the caller; they are undefined after a
 * failure. A network without vertices is fine everywhere and writes nothing (figures: NaN).
 * @return of each: COT_OK | COT_E_ARG (a parameter outside what is allowed) | COT_E_NOMEM | COT_E_INTERRUPT
 * (env->progress asked to stop) | COT_E_INTERNAL (igraph failed; the message is igraph's).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BRIDGE_IGRAPH_CALLS_H
#define COT_BRIDGE_IGRAPH_CALLS_H

#include <stdbool.h>

#include "coterie/graph.h"

/* ---- communities: membership[v] >= 0, numbered as igraph does (callers renumber); all weighted ---- */

/* Infomap, best of `trials` >= 1 (10 is usual). *codelength (may be NULL) in bits.
 * Rosvall & Bergstrom, PNAS 105, 1118 (2008). */
COT_NODISCARD cot_status_t cot_i_ig_infomap(const cot_graph_t *graph, int trials, int64_t *membership,
                                            double *codelength, const cot_env_t *env, cot_error_t *err);

/* ---- distributions ---- */

/* A discrete power law p(x) ~ x^-alpha for x >= xmin, fitted by maximum likelihood; xmin minimises the
 * Kolmogorov-Smirnov distance. Clauset, Shalizi, Newman, SIAM Rev. 51, 661 (2009). Where the xmin of the
 * smallest distance leaves fewer than 50 values, or fewer than 10 different ones, it is that of the smallest
 * distance among those that leave as many (bounded), if there are any. */
typedef struct {
    double alpha, xmin;
    double log_likelihood;
    double ks;   /* KS distance between data and fit over the tail */
    double p;    /* share of synthetic samples that fit worse; NaN when not asked for */
    size_t tail; /* values >= xmin */
    bool bounded;
} cot_i_power_law_t;
/* values > 0, whole numbers (degree 0 left out by the caller), n_values of them; fewer than 2 or all equal:
 * every member NaN, tail 0. p_precision: 0 = no p-value; else its half-width (0.05 takes about 100 synthetic
 * samples, 0.01 about 2500; each costs one fit). */
COT_NODISCARD cot_status_t cot_i_ig_power_law(const double *values, size_t n_values, double p_precision,
                                              cot_i_power_law_t *fit, const cot_env_t *env, cot_error_t *err);

/* ---- layouts of a small graph given as edges: n vertices, m pairs (u v u v ...) ---- */

typedef struct {
    uint32_t n;
    uint64_t m;
    const uint32_t *pairs; /* 2m numbers < n */
    const double *weights; /* m, > 0, or NULL */
} cot_i_edges_t;
/* x, y: n entries; with `start` they also hold the positions to begin with. Scale and centre are igraph's. */

/* Kamada-Kawai; weights are lengths of the edges. iterations (one vertex moves in each) 0: igraph's 50 n.
 * O(n^2) memory, O(n) per iteration: for n up to some thousand. Works on a disconnected graph. */
COT_NODISCARD cot_status_t cot_i_ig_layout_kamada_kawai(const cot_i_edges_t *edges, int iterations,
                                                        bool start, double *x, double *y,
                                                        const cot_env_t *env, cot_error_t *err);
/* Fruchterman-Reingold; weights pull. iterations 0: 500. O(n^2 + m) per iteration. */
COT_NODISCARD cot_status_t cot_i_ig_layout_fruchterman_reingold(const cot_i_edges_t *edges, int iterations,
                                                                bool start, double *x, double *y,
                                                                const cot_env_t *env, cot_error_t *err);
/* DrL (default template); weights pull. */
COT_NODISCARD cot_status_t cot_i_ig_layout_drl(const cot_i_edges_t *edges, bool start, double *x, double *y,
                                               const cot_env_t *env, cot_error_t *err);

#endif
