/* corpus_i.h: what other rooms may look up in a corpus that is still being filled.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_RECORDS_CORPUS_I_H
#define COT_RECORDS_CORPUS_I_H

#include "base/text.h"
#include "coterie/corpus.h"

/* What abstracts it keeps. */
cot_abstracts_t cot_i_corpus_keep(const cot_corpus_t *corpus);

/* Distinct names (as written, with their parts) added so far, numbered in order of arrival, and the whole
 * name of one. Works before cot_corpus_finish; the numbers are not those of the finished corpus. */
uint32_t cot_i_corpus_written_names(const cot_corpus_t *corpus);
const char *cot_i_corpus_written_name(const cot_corpus_t *corpus, uint32_t number);

/* Of a finished corpus, for loops over all mentions or papers: cot_mention_t.name_id and .paper of each, whether
 * anything but the name is told of one (else its affiliation, orcid and note are "", and it is sure), and the text
 * of a name: name NUL forenames NUL surname NUL suffix NUL. */
const uint32_t *cot_i_corpus_name_ids(const cot_corpus_t *corpus);
const uint32_t *cot_i_corpus_mention_papers(const cot_corpus_t *corpus);
typedef struct {
    uint64_t first;
    uint32_t n;
} cot_i_mentions_t;
/* Of one paper: its mentions. */
cot_i_mentions_t cot_i_corpus_mentions_of(const cot_corpus_t *corpus, uint32_t paper);
/* What one paper is about: its title and abstract, and its categories as cot_paper_t.categories. */
typedef struct {
    const char *title, *abstract;
    uint32_t title_bytes, abstract_bytes;
    const uint32_t *categories;
    uint32_t n_categories;
} cot_i_subject_t;
cot_i_subject_t cot_i_corpus_subject(const cot_corpus_t *corpus, uint32_t paper);
bool cot_i_corpus_has_details(const cot_corpus_t *corpus, uint64_t mention);
const char *cot_i_corpus_name(const cot_corpus_t *corpus, uint32_t name_id);

/* A pool of all whole names added so far, for look-ups with cot_i_strpool_find. Free with cot_i_strpool_free.
 */
cot_status_t cot_i_corpus_name_pool(const cot_corpus_t *corpus, cot_strpool_t **out, cot_error_t *err);

#endif
