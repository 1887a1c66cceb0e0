/* coterie/results.h: everything a run found, gathered for export and report.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_RESULTS_H
#define COTERIE_RESULTS_H

#include "coterie/analyze.h"
#include "coterie/layout.h"
#include "coterie/read.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A network with what is known about it. Arrays may be NULL where a run left them out. */
typedef struct {
    const cot_graph_t *graph;
    const cot_analysis_t *analysis;
    const double *x, *y;         /**< graph->n; NULL without layout */
    const double *size;          /**< graph->n */
    cot_layout_method_t layout;  /**< the method that was used (never AUTO) */
} cot_network_t;

/** One option as it was in force. */
typedef struct {
    const char *name;            /**< "--counting" without the dashes */
    const char *value;
} cot_option_value_t;

/** How the results came to be; no clock and no thread count in it, so that the same run gives the same bytes. */
typedef struct {
    const char *command;         /**< "run" */
    const char *const *arguments; /**< inputs as given */
    size_t n_arguments;
    const cot_option_value_t *options;
    size_t n_options;
    uint64_t seed;
    const char *line;            /**< a line for a shell that makes the same results; NULL = not known */
} cot_provenance_t;

/** All of it; every pointer is borrowed. */
typedef struct {
    const cot_corpus_t *corpus;
    const cot_read_report_t *read;
    const cot_authors_t *authors;
    const cot_topics_t *topics;
    const cot_incidence_t *incidence;
    const cot_filter_t *filter;
    cot_network_t coauthor;
    cot_network_t author_topic;
    const struct cot_communities *communities; /**< from cot_communities_describe; NULL before it */
    const cot_provenance_t *provenance;
} cot_results_t;

/** One community as people see it. Lists are numbers of vertices and topics, most important first. */
typedef struct {
    int64_t community;
    uint32_t size;               /**< people */
    uint32_t papers;             /**< kept papers with at least one member */
    uint32_t people[5];          /**< by strength, then label; vertices of the co-author network */
    uint32_t n_people;
    uint32_t topics[5];          /**< by papers x ln(share here / share in the corpus), more than in the corpus only;
                                      by papers when none is; numbers of cot_topics_t */
    uint32_t n_topics;
    uint64_t inside, outside;    /**< edges inside, and to other communities */
    int16_t first_year, last_year; /**< COT_NO_YEAR when no paper has a year */
    char label[160];             /**< "Label of the first person; its first topic", UTF-8, cut to fit */
} cot_community_t;

/** The communities of the co-author network, described once for report.md, communities.csv and
 * summary.json; numbered and ordered as in the partition (largest first). */
typedef struct cot_communities {
    cot_community_t *rows;
    size_t n;
} cot_communities_t;
/** Describes them; an empty list when the analysis has no communities. Reads coauthor.graph and .analysis,
 * incidence, authors and topics; without incidence there are no papers, without topics no topics.
 * The rules are in docs/definitions.md ("Communities").
 * @return COT_OK | COT_E_ARG (NULL, or a community number outside [0, n)) | COT_E_NOMEM. Free with
 * cot_communities_free. Cost: O(n + m + authorships + topics of papers). Serial, deterministic. */
COT_NODISCARD COT_API cot_status_t cot_communities_describe(cot_communities_t **out, const cot_results_t *results,
                                                            cot_error_t *err);
COT_API void cot_communities_free(cot_communities_t *communities);

#ifdef __cplusplus
}
#endif
#endif
