/* topics_csv.c: one row for each topic, in the order of their numbers.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"

/* Community of each topic in the author-topic network; -1 = the topic or the partition is not there. */
static cot_status_t topic_communities(int64_t **out, const cot_results_t *results, uint32_t n,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = results->author_topic.graph;
    const int64_t *community = cot_i_communities_of(&results->author_topic);
    COT_NEW(st, err, *out, n, "communities of topics");
    for (uint32_t t = 0; t < n; t++) {
        (*out)[t] = -1;
    }
    for (uint32_t v = graph ? graph->n_left : 0; community && graph && v < graph->n; v++) {
        (*out)[graph->topic_of[v - graph->n_left]] = community[v];
    }
done:
    return st;
}

cot_status_t cot_i_write_topics_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_csv_t csv = COT_CSV_INIT(out);
    cot_node_topic_t *topics = NULL;
    int64_t *community = NULL;
    uint32_t n = results->topics ? cot_topics_count(results->topics) : 0;
    COT_TRY(st, cot_i_node_topics(&topics, results, err));
    COT_TRY(st, topic_communities(&community, results, n, err));
    cot_i_csv_header(&csv, "id,topic,label,source,papers,authors,first_year,last_year,community");
    for (uint32_t t = 0; t < n; t++) {
        cot_i_csv_id(&csv, 't', t);
        cot_i_csv_text(&csv, topics[t].topic.id);
        cot_i_csv_text(&csv, topics[t].topic.label);
        cot_i_csv_plain(&csv, cot_i_topic_source(topics[t].topic.kind));
        cot_i_csv_int(&csv, topics[t].papers);
        cot_i_csv_int(&csv, topics[t].authors);
        cot_i_csv_year(&csv, topics[t].first_year);
        cot_i_csv_year(&csv, topics[t].last_year);
        if (community[t] >= 0) {
            cot_i_csv_int(&csv, community[t]);
        } else {
            cot_i_csv_plain(&csv, "");
        }
        cot_i_csv_end(&csv);
    }
done:
    cot_i_free(topics);
    cot_i_free(community);
    return st;
}
