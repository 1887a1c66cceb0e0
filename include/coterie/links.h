/* coterie/links.h: which authors may come to write together: scores of pairs that are not joined yet, the
 * pairs that score best, and how well the scores would have foretold what came after a year.
 *
 * Definitions are in docs/definitions.md ("Link prediction").
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_LINKS_H
#define COTERIE_LINKS_H

#include "coterie/graph.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Scores of two vertices u, v of a co-author network that are not joined. G(u): co-authors of u; k: degree
 * in the co-author network; T(u): topics of u in the author-topic network, w its weights, k(t) authors of topic
 * t. Without an author-topic network the two topic scores are 0 and the last is RESOURCE_ALLOCATION. */
typedef enum {
    COT_LINK_COMMON_NEIGHBOURS,       /**< |G(u) n G(v)| */
    COT_LINK_JACCARD,                 /**< |G(u) n G(v)| / |G(u) u G(v)| */
    COT_LINK_ADAMIC_ADAR,             /**< sum over z in G(u) n G(v) of 1/ln k(z) */
    COT_LINK_RESOURCE_ALLOCATION,     /**< sum over z in G(u) n G(v) of 1/k(z) */
    COT_LINK_PREFERENTIAL_ATTACHMENT, /**< k(u) k(v): the baseline */
    COT_LINK_TOPIC_COSINE,            /**< cosine of w(u, .) and w(v, .) */
    COT_LINK_TOPIC_ALLOCATION,        /**< sum over t in T(u) n T(v) of 1/k(t) */
    COT_LINK_COMBINED,                /**< RESOURCE_ALLOCATION + TOPIC_ALLOCATION: resource allocation in the
                                           network that joins authors to co-authors and to topics */
    COT_LINK_SCORES
} cot_link_score_t;
typedef struct {
    cot_link_score_t score;
    const char *name;      /**< "adamic-adar" */
    const char *title;     /**< definition in a line */
    const char *reference; /**< who defined it, with a DOI */
} cot_link_row_t;
/** The table, i = 0, 1, ... until NULL. */
COT_API const cot_link_row_t *cot_link_rows(size_t i);

/** What pairs are looked at. */
typedef struct {
    /** Topics that many authors share bring very many pairs and tell little. The topics with the most authors
     * are left out of the topic scores until the others bring at most this many pairs (each topic counted
     * by itself); 0: no topic scores. */
    uint64_t topic_pairs;
} cot_link_params_t;
#define COT_LINK_PARAMS_INIT { UINT64_C(500000000) }

/** A pair that is not joined, with all its scores. */
typedef struct {
    uint32_t u, v;
    double scores[COT_LINK_SCORES];
} cot_link_t;
typedef struct {
    cot_link_t *links;
    uint64_t n;
    uint32_t topics, topics_left; /**< topics of the network, and how many were left out */
} cot_links_t;

/** The `top` pairs (u < v) with the highest score `by`, best first; equal ones by (u, v). Candidates share a
 * co-author or a topic that was not left out; others have score 0 (or, for preferential attachment, no reason
 * to be met) and are never listed, nor are candidates with `by` = 0. n may be less than `top`.
 * network: one-mode. topics: NULL, or bipartite with the same authors under the same numbers.
 * params: NULL = COT_LINK_PARAMS_INIT.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_links_free. The same bytes for
 * any number of threads. Cost: O(sum of k(z)^2 + sum of k(t)^2), parallel. Memory: 24 bytes per author, 8 per
 * topic, 16 per author and topic of hers; for each thread 4 bytes per author, 40 per candidate of one author and 72 per pair asked for. */
COT_NODISCARD COT_API cot_status_t cot_link_predict(cot_links_t **out, const cot_graph_t *network,
                                                    const cot_graph_t *topics, cot_link_score_t by,
                                                    uint64_t top, const cot_link_params_t *params,
                                                    const cot_env_t *env, cot_error_t *err);
/** For every author u the up to `each` best partners v, ordered by (u, score from best, v): each pair may be
 * there twice, from both sides. Otherwise as above; twice the time, 72 bytes per pair. */
COT_NODISCARD COT_API cot_status_t cot_link_partners(cot_links_t **out, const cot_graph_t *network,
                                                     const cot_graph_t *topics, cot_link_score_t by,
                                                     uint32_t each, const cot_link_params_t *params,
                                                     const cot_env_t *env, cot_error_t *err);
COT_API void cot_links_free(cot_links_t *links);

/** Ranks at which precision is told: the first 10, 100, 1000 pairs, and as many as there are new pairs. */
enum { COT_LINK_CUTS = 4 };
/** How well one score tells new pairs from the others. */
typedef struct {
    double auc; /**< probability that a new pair scores higher than one that stayed apart, ties half */
    double precision[COT_LINK_CUTS]; /**< share of new pairs among the first k; where equal scores straddle
                                          rank k, its mean over all their orders */
} cot_link_quality_t;
typedef struct {
    uint32_t authors;     /**< the present ones */
    uint64_t edges;       /**< of the training network */
    uint64_t pairs;       /**< pairs of present authors that it does not join */
    uint64_t new_pairs;   /**< those of them that are joined later */
    uint64_t new_at_two;  /**< new pairs that had a common co-author */
    uint64_t cuts[COT_LINK_CUTS];
    uint32_t topics, topics_left;
    cot_link_quality_t scores[COT_LINK_SCORES]; /**< NaN where there is no new pair, or no other */
} cot_link_test_t;

/** Tests all scores on held-out years, after Liben-Nowell & Kleinberg, J. Am. Soc. Inf. Sci. 58, 1019 (2007),
 * doi:10.1002/asi.20591, on all present authors. network and topics are those of the training years, `later`
 * the pairs of the years after, all under the same numbers of authors (cot_incidence_of_years makes them).
 * present: for each author whether a paper of the training years names her (whoever has an edge counts as
 * present too); NULL: all.
 * The universe is all pairs of present authors that the training network does not join; a new pair is one
 * that is in `later`. Everything is exact: pairs that share nothing are counted, not sampled.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. The same bytes for any number of threads.
 * Cost: as cot_link_predict, up to twice, and a search per candidate and score. Memory: as there, and 128
 * bytes per new pair, and 16 for each different score of new pairs, of each kind, and thread. */
COT_NODISCARD COT_API cot_status_t cot_link_test(cot_link_test_t *out, const cot_graph_t *network,
                                                 const cot_graph_t *topics, const uint8_t *present,
                                                 const cot_pairs_t *later, const cot_link_params_t *params,
                                                 const cot_env_t *env, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
