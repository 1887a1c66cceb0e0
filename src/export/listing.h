/* listing.h: a network as the formats tell it: the same names and values in each of them.
 *
 * A format writes a head, one row per vertex, one row per edge, and a foot. It asks here for the names of the
 * attributes once, and for the values of a vertex or an edge row by row, in threads (cot_i_out_blocks). GraphML
 * alone does without: it is the one for networks of millions. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_EXPORT_LISTING_H
#define COT_EXPORT_LISTING_H

#include "base/out.h"
#include "export/graphml.h"

typedef enum { COT_VALUE_NONE, COT_VALUE_INT, COT_VALUE_REAL, COT_VALUE_TEXT } cot_value_type_t;

/* NONE: this vertex has none. Texts are UTF-8, and live until the thread asks for its next row. */
typedef struct {
    cot_value_type_t type;
    int64_t whole;
    double real; /* finite */
    const char *text;
} cot_value_t;

enum { COT_LISTING_FIXED = 10, COT_LISTING_EDGE = 4, COT_LISTING_ID = 16 };

typedef struct {
    const char *name; /* as in GraphML: "first_year", "betweenness", "cot_pagerank" */
    cot_value_type_t type;
    int field;        /* what listing.c fills it with */
} cot_attribute_t;

/* What a thread needs for its rows; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_main_topics_t main_topics;
    cot_buf_t topics;
    cot_value_t *values; /* n_attributes: for the format's use */
    char apart[128];
} cot_listing_scratch_t;

typedef struct {
    const cot_results_t *results;
    const cot_network_t *network;
    const int64_t *community; /* NULL = none */
    cot_graphml_column_t *columns;
    cot_attribute_t *attributes; /* of vertices: fixed ones that some vertex has, then the measures */
    size_t n_attributes;
    cot_attribute_t edge_attributes[COT_LISTING_EDGE]; /* weight first */
    cot_node_topic_t *topics;                          /* author-topic networks only */
    cot_listing_scratch_t *scratch;                    /* one for each thread */
    size_t n_scratch;
} cot_listing_t;

/* A network whose graph is NULL is one without vertices. threads: of the stream to be written. */
cot_status_t cot_i_listing_open(cot_listing_t *listing, const cot_results_t *results,
                                const cot_network_t *network, int threads, cot_error_t *err);
/* COT_E_NOMEM when a row could not be told for want of memory; frees. */
cot_status_t cot_i_listing_close(cot_listing_t *listing, cot_error_t *err);

uint32_t cot_i_listing_vertices(const cot_listing_t *listing);
uint64_t cot_i_listing_edges(const cot_listing_t *listing);
/* The id of a vertex as in all files: "a12", "t3". */
const char *cot_i_listing_id(const cot_listing_t *listing, uint32_t vertex, char id[COT_LISTING_ID]);
/* Its label; a vertex without a name shows its id. */
const char *cot_i_listing_label(const cot_listing_t *listing, uint32_t vertex, char id[COT_LISTING_ID]);
uint32_t cot_i_listing_color(const cot_listing_t *listing, uint32_t vertex); /* 0xRRGGBB */
/* The values of a row, in the order of the attributes. */
const cot_value_t *cot_i_listing_vertex(const cot_listing_t *listing, int thread, uint32_t vertex);
void cot_i_listing_edge(const cot_listing_t *listing, uint64_t edge, cot_value_t values[COT_LISTING_EDGE]);
/* Where a vertex is drawn; NaN without layout. */
double cot_i_listing_x(const cot_listing_t *listing, uint32_t vertex);
double cot_i_listing_y(const cot_listing_t *listing, uint32_t vertex);
/* "coauthors", "author-topics": what the network is called. */
const char *cot_i_listing_name(const cot_listing_t *listing);
/* "coterie 0.1.0: run papers.xml": where the file comes from, in one line, into an emptied buffer. */
void cot_i_listing_origin(const cot_listing_t *listing, cot_buf_t *buf);

/* Decimal numbers with three places, as drawings have them. */
void cot_i_put_fixed(cot_out_t *out, double value);

#endif
