/* nodes.h: what the files tell about an author or a topic, gathered from the rooms below. */
#ifndef COT_EXPORT_NODES_H
#define COT_EXPORT_NODES_H

#include "base/text.h"
#include "coterie/results.h"

/* An author of the incidence as the files show it. */
typedef struct {
    const char *label, *key, *surname, *orcid; /* never NULL; label "" when the results hold no authors */
    const char *kind;                          /* "author" or "group" */
    uint32_t papers;                           /* kept papers */
    int16_t first_year, last_year;             /* of the kept papers */
} cot_node_author_t;
cot_node_author_t cot_i_node_author(const cot_results_t *results, uint32_t vertex);

/* A topic of the corpus as the files show it. */
typedef struct {
    cot_topic_t topic;
    uint32_t papers, authors;                  /* kept papers and the authors on them that take part */
    int16_t first_year, last_year;
} cot_node_topic_t;
/* All topics, counted in one pass over the kept papers. *out has cot_topics_count entries; cot_i_free it. */
cot_status_t cot_i_node_topics(cot_node_topic_t **out, const cot_results_t *results, cot_error_t *err);
const char *cot_i_topic_source(cot_topic_kind_t kind); /* "category" or "term" */

/* An author's main topics: by papers, then by number. Reusable scratch. */
#define COT_MAIN_TOPICS 3
typedef struct {
    uint32_t *count;   /* by topic, all 0 between calls */
    uint32_t *touched; /* topics met */
} cot_main_topics_t;
#define COT_MAIN_TOPICS_INIT { NULL, NULL }
cot_status_t cot_i_main_topics_init(cot_main_topics_t *scratch, const cot_results_t *results,
                                    cot_error_t *err);
void cot_i_main_topics_clear(cot_main_topics_t *scratch);
/* Writes at most COT_MAIN_TOPICS numbers of topics; returns how many. */
uint32_t cot_i_main_topics(cot_main_topics_t *scratch, const cot_results_t *results, uint32_t vertex,
                           uint32_t topics[COT_MAIN_TOPICS]);
/* Empties a buffer, unless an add failed: then it stays failed, so that one check at the end of a file is
 * enough. */
void cot_i_rewind(cot_buf_t *buf);
/* The labels of some topics joined by "; ", added to an emptied buffer. */
void cot_i_topic_labels(cot_buf_t *buf, const cot_topics_t *topics, const uint32_t *list, uint32_t n);

/* The communities of a network, or NULL. */
const int64_t *cot_i_communities_of(const cot_network_t *network);
/* Colour of a vertex as 0xRRGGBB: its community's, or without communities that of authors or of topics. */
uint32_t cot_i_node_color(const cot_network_t *network, const int64_t *community, uint32_t vertex);

#endif
