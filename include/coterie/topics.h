/* coterie/topics.h: what papers are about: the categories they state, or terms from their words.
 *
 * The rules are in docs/definitions.md ("Topics"), with vectors in tests/vectors/terms.json.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_TOPICS_H
#define COTERIE_TOPICS_H

#include "coterie/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

/** AUTO: categories of the papers that state some, terms of those that state none. */
typedef enum { COT_TOPICS_AUTO, COT_TOPICS_CATEGORIES, COT_TOPICS_TERMS, COT_TOPICS_BOTH } cot_topic_source_t;
typedef enum { COT_TOPIC_CATEGORY, COT_TOPIC_TERM } cot_topic_kind_t;

typedef struct {
    cot_topic_source_t source;
    uint32_t min_papers;     /**< a term must stand on this many papers; 0 = max(2, papers with terms / 1000) */
    double max_share;        /**< and on at most this share of the papers with terms, (0, 1]; default 0.5 */
    uint32_t max_terms;      /**< the highest-ranking terms kept; default 500; 0 = no bound */
} cot_topics_params_t;
#define COT_TOPICS_PARAMS_INIT { COT_TOPICS_AUTO, 0, 0.5, 500 }

typedef struct cot_topics cot_topics_t;

/** Finds the topics of a finished corpus. A topic that only abstracts name needs a corpus that kept them.
 * papers: mask of cot_corpus_papers() bytes, 0 = the paper is left out; NULL = all papers.
 * Topics are numbered categories first (by code), then terms (by rank: papers x words, then text).
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_topics_free.
 * Cost: O(bytes of text), parallel over papers. */
COT_NODISCARD COT_API cot_status_t cot_topics_find(cot_topics_t **out, const cot_corpus_t *corpus,
                                                   const uint8_t *papers, const cot_topics_params_t *params,
                                                   const cot_env_t *env, cot_error_t *err);
COT_API void cot_topics_free(cot_topics_t *topics);

typedef struct {
    const char *id;          /**< "cs.DC"; for terms the key ("large language model") */
    const char *label;       /**< "Distributed, Parallel, and Cluster Computing"; the term as mostly written */
    cot_topic_kind_t kind;
    uint32_t papers;         /**< papers it stands on */
} cot_topic_t;
COT_API uint32_t cot_topics_count(const cot_topics_t *topics);
COT_API cot_topic_t cot_topics_at(const cot_topics_t *topics, uint32_t topic);

/** Topics of a paper, ascending, each once. @return their number; *list is borrowed. */
COT_API uint32_t cot_topics_of_paper(const cot_topics_t *topics, uint32_t paper, const uint32_t **list);

/** Human name of an arXiv category code, current or retired ("cs.DC", "cmp-lg"); NULL when unknown. */
COT_API const char *cot_category_name(const char *code);

#ifdef __cplusplus
}
#endif
#endif
