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
    uint32_t min_papers;     /**< a term must stand on this many papers; 0 = max(2, texts / 1000) */
    double max_share;        /**< and on at most this share of the texts, (0, 1], but never fewer than
                                  min_papers; default 0.5. Texts = papers whose words are read and hold a phrase */
    uint32_t max_terms;      /**< the highest-ranking terms kept; default 500; 0 = no bound */
} cot_topics_params_t;
#define COT_TOPICS_PARAMS_INIT { COT_TOPICS_AUTO, 0, 0.5, 500 }

typedef struct cot_topics cot_topics_t;

/** Finds the topics of a finished corpus. A topic that only abstracts name needs a corpus that kept them.
 * @param[in] papers  mask of cot_corpus_papers() bytes, 0 = the paper is left out; NULL = all papers.
 * @param[in] params  NULL = COT_TOPICS_PARAMS_INIT.
 * Topics are numbered categories first (by code, bytewise), then terms (by rank: papers x square of the
 * number of words, then by key, bytewise). Two codes of one category (cs.IT, math.IT) are one topic.
 * @return COT_OK | COT_E_ARG (no corpus, unknown source, max_share outside (0, 1]) | COT_E_LIMIT
 * (4,294,967,294 candidates, 1,073,741,824 different words) | COT_E_NOMEM | COT_E_INTERRUPT. Free with
 * cot_topics_free. Cost: one pass over the text and three over the numbers of its words, parallel over papers:
 * 300,000 titles with abstracts take 0.7 s of one core. Memory: 4 bytes for each word that is no stop word up
 * to 96 MiB (texts beyond are read again), 80 bytes for each different word, up to 32 MiB for counting, 100
 * bytes for each phrase that reaches min_papers, and 4 bytes for each term on a paper. The result does not
 * depend on the number of threads. */
COT_NODISCARD COT_API cot_status_t cot_topics_find(cot_topics_t **out, const cot_corpus_t *corpus,
                                                   const uint8_t *papers, const cot_topics_params_t *params,
                                                   const cot_env_t *env, cot_error_t *err);
COT_API void cot_topics_free(cot_topics_t *topics);

typedef struct {
    const char *id;          /**< "cs.DC"; for terms the key ("large language model") */
    const char *label;       /**< "Distributed, Parallel, and Cluster Computing"; a term as mostly written */
    cot_topic_kind_t kind;
    uint32_t papers;         /**< papers it stands on */
} cot_topic_t;
COT_API uint32_t cot_topics_count(const cot_topics_t *topics);
COT_API cot_topic_t cot_topics_at(const cot_topics_t *topics, uint32_t topic);

/** Topics of a paper, ascending, each once. @return their number; *list is borrowed. */
COT_API uint32_t cot_topics_of_paper(const cot_topics_t *topics, uint32_t paper, const uint32_t **list);

/** Human name of an arXiv category code, current or retired ("cs.DC", "cmp-lg"); NULL when unknown. */
COT_API const char *cot_category_name(const char *code);
/** The first of the codes that arXiv keeps for one category: "cs.IT" for "math.IT", "math-ph" for "math.MP",
 * "math.NA" for "cs.NA", "math.ST" for "stat.TH", "eess.SY" for "cs.SY", "econ.GN" for "q-fin.EC"; any other
 * text comes back as it is (same pointer). Topics are made from these. */
COT_API const char *cot_category_canonical(const char *code);

#ifdef __cplusplus
}
#endif
#endif
