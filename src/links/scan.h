/* scan.h: the candidates of one author after the other, with what their scores are made of.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LINKS_SCAN_H
#define COT_LINKS_SCAN_H

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"
#include "coterie/links.h"

/* What is the same for all authors. */
typedef struct {
    const cot_graph_t *network, *topics; /* topics: NULL when there are none to look at */
    double *inverse, *inverse_log;       /* of the degree in the co-author network: n */
    double *norm;                        /* Euclidean length of an author's topic weights: n; NULL */
    double *weight;                      /* of the arcs of `topics`; NULL */
    uint64_t largest_topic;              /* topics with more authors are left out */
    uint32_t topics_left;
} cot_i_link_scan_t;

/* A candidate of the author in hand. */
typedef struct {
    uint32_t v, common;
    double adamic_adar, allocation, topic_product, topic_allocation;
} cot_i_candidate_t;

/* In place of a candidate: the author in hand, or a co-author of hers. */
#define COT_I_TAKEN UINT32_MAX

/* What one thread needs. */
typedef struct {
    uint32_t *place; /* n: candidate (+ 1), 0 = none, or COT_I_TAKEN */
    cot_i_candidate_t *candidates;
    size_t n, capacity;
} cot_i_link_scanner_t;

cot_status_t cot_i_link_scan_new(cot_i_link_scan_t *scan, const cot_graph_t *network,
                                 const cot_graph_t *topics, const cot_link_params_t *params,
                                 const cot_env_t *env, cot_error_t *err);
void cot_i_link_scan_clear(cot_i_link_scan_t *scan);
cot_status_t cot_i_link_scanners_new(cot_i_link_scanner_t **out, int threads, uint32_t n, cot_error_t *err);
void cot_i_link_scanners_free(cot_i_link_scanner_t *scanners, int threads);

/* Finds the candidates of u (all of them, or those above u) in no particular order. Sums run over common
 * co-authors and topics in ascending order, so that they are the same from both sides. false: stopped, or no
 * memory (the meter knows). */
bool cot_i_link_scan_author(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *scanner, uint32_t u,
                            bool all, cot_meter_t *meter);
/* Must follow, before the next author: empties the places. */
void cot_i_link_scan_forget(const cot_i_link_scan_t *scan, cot_i_link_scanner_t *scanner, uint32_t u);
/* All scores of a candidate of u. */
void cot_i_link_scan_scores(const cot_i_link_scan_t *scan, uint32_t u, const cot_i_candidate_t *candidate,
                       double scores[COT_LINK_SCORES]);

static inline uint64_t cot_i_degree(const cot_graph_t *graph, uint32_t v) {
    return graph->off[v + 1] - graph->off[v];
}

#endif
