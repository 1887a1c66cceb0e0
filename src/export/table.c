/* table.c: the files a run can write. Adding one: a writer in a file of its own, a row here, its columns in
 * docs/outputs.md, a test.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/tables.h"

static cot_status_t write_coauthors(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_graphml(results, &results->coauthor, out, err);
}

static cot_status_t write_author_topics(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_graphml(results, &results->author_topic, out, err);
}

static const cot_export_t table[] = {
    {"coauthors.graphml", "the co-author network, drawn, for Gephi, igraph and NetworkX", write_coauthors},
    {"author-topics.graphml", "the network of authors and topics, drawn, for Gephi, igraph and NetworkX",
     write_author_topics},
    {"authors.csv", "the authors with their papers, years, topics, community and measures",
     cot_i_write_authors_csv},
    {"edges.csv", "the co-author pairs with weight, years and the papers behind them", cot_i_write_edges_csv},
    {"topics.csv", "the topics with their papers, authors and years", cot_i_write_topics_csv},
    {"communities.csv", "the communities with their people and topics", cot_i_write_communities_csv},
    {"papers.csv", "every paper read, and why it was left out when it was", cot_i_write_papers_csv},
    {"name-audit.csv", "what was done to which written name, and what is doubtful", cot_i_write_audit_csv},
};

const cot_export_t *cot_exports(size_t i) {
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}
