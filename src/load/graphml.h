/* graphml.h: one parser of GraphML, for a whole document or for a stretch of its nodes and edges.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_LOAD_GRAPHML_H
#define COT_LOAD_GRAPHML_H

#include <libxml/parser.h>

#include "load/load.h"

enum { COT_I_GRAPHML_DEPTH = 256, COT_I_GRAPHML_NAMES = 10, COT_I_VALUE_MAX = 1 << 20 };

typedef struct {
    xmlParserCtxtPtr parser;
    cot_i_part_t *part;
    cot_i_scheme_t *scheme;
    bool head;               /* reads the beginning of the document: the scheme is its to fill in */
    bool graph_ended;        /* the (first) graph was closed */
    bool one_piece;          /* namespaces or graphs inside nodes forbid cutting the document */
    const xmlChar *names[COT_I_GRAPHML_NAMES]; /* of elements, as the parser's dictionary has them */
    const xmlChar *last_uri; /* whose answer is last_own */
    bool last_own;
    uint8_t stack[COT_I_GRAPHML_DEPTH];
    int depth;
    /* the node or edge being read */
    bool open_node, has_label, open_edge, edge_ok, has_weight;
    cot_i_part_node_t node;
    cot_i_part_edge_t edge;
    /* text being read */
    int collects;            /* kind of the element whose text it is; 0 */
    cot_buf_t text;
    /* what went wrong */
    cot_status_t st;
    uint32_t trouble_line;
    char trouble[200];
} cot_i_graphml_t;

cot_status_t cot_i_graphml_open(cot_i_graphml_t *g, cot_i_scheme_t *scheme, cot_i_part_t *part, bool head,
                                cot_error_t *err);
/* Gives bytes to the parser; end: they were the last ones. false: it has stopped (see st and trouble). */
bool cot_i_graphml_push(cot_i_graphml_t *g, const char *bytes, size_t n, bool end);
void cot_i_graphml_close(cot_i_graphml_t *g);
/* Inside the graph, and in no node or edge: what was found so far can be gathered. */
bool cot_i_graphml_between(const cot_i_graphml_t *g);
/* Nothing told so far stands against reading the rest in stretches. */
bool cot_i_graphml_can_split(const cot_i_graphml_t *g);

#endif
