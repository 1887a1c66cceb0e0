/* graphml.h: what the files of the GraphML writer share. */
#ifndef COT_EXPORT_GRAPHML_H
#define COT_EXPORT_GRAPHML_H

#include "coterie/export.h"
#include "export/nodes.h"

/* A computed column as GraphML has it. */
typedef struct {
    const cot_column_t *column;
    char id[72];        /* key id, Gephi's column id: "cot_betweenness" */
    char name[72];      /* attr.name, Gephi's title, the attribute's name in igraph and NetworkX */
    const char *type;   /* "int", "long", "double" */
    char open[96];      /* <data key="cot_betweenness"> */
    size_t open_length;
} cot_graphml_column_t;

/* What a thread needs to format rows; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_main_topics_t main_topics;
    cot_buf_t text;
    uint32_t *edge_papers; /* room for the papers of any edge */
    char apart[128];
} cot_graphml_scratch_t;

/* Everything a network's file is written from. */
typedef struct {
    cot_out_t *out;
    const cot_results_t *results;
    const cot_network_t *network;
    const int64_t *community;         /* NULL = none */
    cot_graphml_column_t *columns;
    size_t n_columns;
    bool has_orcid, has_paper_ids;    /* whether the file has these columns */
    cot_out_t *paper_ids;             /* in memory: " ID" of each paper of the incidence, as it is written */
    size_t *paper_id_at;              /* papers + 1: where each begins; NULL without that column */
    cot_node_topic_t *topics;         /* author-topic networks only */
    uint32_t most_edge_papers;
    cot_graphml_scratch_t *scratch;   /* one for each thread */
    size_t n_scratch;
} cot_graphml_t;

/* Identifies a computed column: an id and a title that Gephi's statistics and importers do not take for
 * theirs. */
void cot_i_graphml_column(cot_graphml_column_t *out, const cot_column_t *column, uint32_t n);
/* Whether a column id or title means something to Gephi itself (ASCII case apart). */
bool cot_i_gephi_owns(const char *name);
/* The <key> elements. */
void cot_i_graphml_keys(const cot_graphml_t *file);
/* Where the file comes from, as an XML comment: neither Gephi nor the format has another place for it. */
void cot_i_graphml_comment(const cot_graphml_t *file);

#endif
