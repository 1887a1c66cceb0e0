/* graphml.c: from libxml2's SAX2 events to nodes and edges.
 *
 * Elements of the GraphML namespaces (or of none) count, others are passed over with all in them. No DTD
 * is read: a document with a DOCTYPE is refused where it begins, so no entity exists but the five of XML
 * itself.
 * Format: Brandes et al., GraphML Progress Report, GD 2001, LNCS 2265;
 * http://graphml.graphdrawing.org/primer.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "load/graphml.h"

#include <libxml/xmlerror.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/fail.h"

/* What an element is; the text of those from DEFAULT on is wanted. */
enum { OTHER = 0, GRAPHML, GRAPH, NODE, EDGE, DATA, KEY, HYPEREDGE, KEY_OF_WEIGHT, DEFAULT, LABEL, WEIGHT };
static const char *const element_names[COT_I_GRAPHML_NAMES] = {
    [GRAPHML] = "graphml", [GRAPH] = "graph", [NODE] = "node", [EDGE] = "edge", [DATA] = "data",
    [KEY] = "key", [HYPEREDGE] = "hyperedge", [KEY_OF_WEIGHT] = "", [DEFAULT] = "default"};
static const char graphml_space[] = "http://graphml.graphdrawing.org/";

static uint32_t line_of(const cot_i_graphml_t *g) {
    const int line = g->parser->input ? g->parser->input->line : 0;
    return line > 0 ? (uint32_t)line : 1;
}

static void stop(cot_i_graphml_t *g, cot_status_t st, const char *why, const char *what) {
    if (g->st == COT_OK) {
        g->st = st;
        g->trouble_line = line_of(g);
        (void)snprintf(g->trouble, sizeof g->trouble, "%s%.100s", why, what);
    }
    xmlStopParser(g->parser);
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr_t;
#else
typedef xmlError *error_ptr_t;
#endif

/* libxml2's message without its line end and "line 7" (of a start tag): a stretch has its own lines. */
static void copy_message(char *out, size_t size, const char *message) {
    size_t n = (size_t)snprintf(out, size, "not well-formed: ");
    for (const char *p = message ? message : ""; *p && *p != '\n' && n + 1 < size; p++) {
        if (strncmp(p, " line ", 6) == 0) {
            p += 6 + strspn(p + 6, "0123456789") - 1;
        } else {
            out[n++] = *p;
        }
    }
    out[n] = '\0';
}

static void on_error(void *data, error_ptr_t error) {
    cot_i_graphml_t *g = data;
    if (g->st != COT_OK || error->level != XML_ERR_FATAL) {
        return;
    }
    g->st = error->code == XML_ERR_NO_MEMORY ? COT_E_NOMEM : COT_E_INPUT;
    g->trouble_line = error->line > 0 ? (uint32_t)error->line : 1;
    copy_message(g->trouble, sizeof g->trouble, error->message);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *id, const xmlChar *system) {
    (void)id;
    (void)system;
    stop(data, COT_E_INPUT, "a document type declaration is not read: DOCTYPE ", (const char *)name);
}

static xmlEntityPtr on_entity(void *data, const xmlChar *name) {
    (void)data;
    (void)name;
    return NULL;
}

/* ---- attributes: localname, prefix, URI, begin, end ---- */

static const char *attribute(const xmlChar **attributes, int n, const char *name, size_t *length) {
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + (size_t)5 * (size_t)i;
        if (!a[1] && strcmp((const char *)a[0], name) == 0) {
            *length = (size_t)(a[4] - a[3]);
            return (const char *)a[3];
        }
    }
    *length = 0;
    return NULL;
}

static bool is(const char *text, size_t length, const char *expected) {
    return text && strlen(expected) == length && memcmp(text, expected, length) == 0;
}

static bool is_key(const char *text, size_t length, const cot_buf_t *key) {
    return text && key->length > 0 && length == key->length && memcmp(text, key->bytes, length) == 0;
}

/* ---- elements ---- */

/* Attributes named label come first, then those named name. */
static int label_rank(const char *name, size_t length) {
    return is(name, length, "label") ? 3 : is(name, length, "Label") ? 2 : is(name, length, "name") ? 1 : 0;
}

/* The first key of edges whose name is that of the weight, the best one of nodes for labels. */
static int begin_key(cot_i_graphml_t *g, const xmlChar **attributes, int n) {
    size_t id_n, for_n, name_n;
    const char *id = attribute(attributes, n, "id", &id_n), *target = attribute(attributes, n, "for", &for_n);
    const char *name = attribute(attributes, n, "attr.name", &name_n);
    cot_i_scheme_t *scheme = g->scheme;
    const bool all = !target || is(target, for_n, "all");
    if (!g->head || !id || id_n == 0) {
        return KEY;
    }
    if ((all || is(target, for_n, "node")) && label_rank(name, name_n) > scheme->label_rank) {
        scheme->label_rank = label_rank(name, name_n);
        cot_i_buf_reset(&scheme->label_key);
        cot_i_buf_add(&scheme->label_key, id, id_n);
        g->part->failed |= scheme->label_key.failed && !scheme->label_key.too_long;
    }
    if ((all || is(target, for_n, "edge")) && scheme->weight_key.length == 0 &&
        is(name, name_n, scheme->weight_name)) {
        cot_i_buf_add(&scheme->weight_key, id, id_n);
        g->part->failed |= scheme->weight_key.failed && !scheme->weight_key.too_long;
        return KEY_OF_WEIGHT;
    }
    return KEY;
}

/* A node is told when it ends, or when a graph begins inside it. */
static void end_node(cot_i_graphml_t *g) {
    if (g->open_node) {
        cot_i_part_node(g->part, g->node);
        g->open_node = false;
    }
}

static void begin_node(cot_i_graphml_t *g, const xmlChar **attributes, int n) {
    size_t length;
    const char *id = attribute(attributes, n, "id", &length);
    end_node(g);
    if (!id || length > COT_I_ID_MAX) {
        if (id) {
            cot_i_part_skip(g->part, COT_SKIP_NODE, line_of(g),
                            "a node with an id of %zu bytes (allowed: %d)", length, COT_I_ID_MAX);
        } else {
            cot_i_part_skip(g->part, COT_SKIP_NODE, line_of(g), "a node without id");
        }
        return;
    }
    if (g->head && !g->scheme->prefix_known && g->part->n_nodes == 0) {
        cot_i_scheme_prefix(g->scheme, id, length);
    }
    const uint32_t code = cot_i_part_code(g->part, g->scheme, id, length);
    g->node = (cot_i_part_node_t){code, COT_I_NO_LABEL, line_of(g)};
    g->open_node = true;
}

static void begin_edge(cot_i_graphml_t *g, const xmlChar **attributes, int n) {
    const char *ends[2] = {NULL, NULL};
    size_t lengths[2] = {0, 0};
    for (int i = 0; i < n; i++) {
        const xmlChar **a = attributes + (size_t)5 * (size_t)i;
        const char *name = (const char *)a[0];
        const int end = strcmp(name, "source") == 0 ? 0 : strcmp(name, "target") == 0 ? 1 : -1;
        if (!a[1] && end >= 0) {
            ends[end] = (const char *)a[3];
            lengths[end] = (size_t)(a[4] - a[3]);
        }
    }
    g->open_edge = true;
    g->has_weight = false;
    g->edge_ok = ends[0] && ends[1] && lengths[0] <= COT_I_ID_MAX && lengths[1] <= COT_I_ID_MAX;
    if (!g->edge_ok) {
        cot_i_part_skip(g->part, COT_SKIP_MALFORMED, line_of(g), "an edge without source or target");
        return;
    }
    g->edge = (cot_i_part_edge_t){cot_i_part_code(g->part, g->scheme, ends[0], lengths[0]),
                                  cot_i_part_code(g->part, g->scheme, ends[1], lengths[1]), line_of(g),
                                  g->scheme->default_weight};
}

static int begin_graph(cot_i_graphml_t *g, int parent, const xmlChar **attributes, int n) {
    size_t length;
    const char *direction = attribute(attributes, n, "edgedefault", &length);
    if (parent == NODE) {
        end_node(g);
        g->one_piece = true;
        return GRAPH;
    }
    if (g->graph_ended) {
        cot_i_part_skip(g->part, COT_SKIP_MALFORMED, line_of(g), "a second graph (the first one is read)");
        return OTHER;
    }
    if (g->head) {
        g->scheme->directed = is(direction, length, "directed");
    }
    return GRAPH;
}

static int begin_data(const cot_i_graphml_t *g, int parent, const xmlChar **attributes, int n) {
    size_t length;
    const char *key = attribute(attributes, n, "key", &length);
    if (parent == NODE && g->open_node && is_key(key, length, &g->scheme->label_key)) {
        return LABEL;
    }
    return parent == EDGE && g->edge_ok && is_key(key, length, &g->scheme->weight_key) ? WEIGHT : DATA;
}

/* What an element of the GraphML namespace is where it stands. */
static int begin(cot_i_graphml_t *g, int parent, const xmlChar *name, const xmlChar **attributes, int n) {
    const xmlChar *const *names = g->names;
    if (parent == GRAPH && name == names[EDGE]) {
        begin_edge(g, attributes, n);
        return EDGE;
    }
    if ((parent == EDGE || parent == NODE) && name == names[DATA]) {
        return begin_data(g, parent, attributes, n);
    }
    if (parent == GRAPH && name == names[NODE]) {
        begin_node(g, attributes, n);
        return NODE;
    }
    if (parent == GRAPH && name == names[HYPEREDGE]) {
        cot_i_part_skip(g->part, COT_SKIP_MALFORMED, line_of(g), "a hyperedge");
        return OTHER;
    }
    if ((parent == GRAPHML || parent == NODE) && name == names[GRAPH]) {
        return begin_graph(g, parent, attributes, n);
    }
    if (parent == GRAPHML && name == names[KEY]) {
        return begin_key(g, attributes, n);
    }
    return parent == KEY_OF_WEIGHT && name == names[DEFAULT] ? DEFAULT : OTHER;
}

static bool own_space(cot_i_graphml_t *g, const xmlChar *uri) {
    if (uri != g->last_uri) {
        g->last_uri = uri;
        g->last_own = !uri || strncmp((const char *)uri, graphml_space, sizeof graphml_space - 1) == 0;
    }
    return g->last_own;
}

/* Stretches are parsed below a root element that declares one namespace, for names without prefix: where
 * more than that counts, the document is not cut. */
static void note_spaces(cot_i_graphml_t *g, const xmlChar *prefix, int n, const xmlChar **spaces) {
    g->one_piece |= prefix != NULL || (n > 0 && g->depth > 0);
    for (int i = 0; i < n && g->depth == 0; i++) {
        const char *uri = (const char *)spaces[2 * i + 1];
        if (!spaces[2 * i] && uri && strlen(uri) < sizeof g->scheme->space && !strpbrk(uri, "<&\"")) {
            memcpy(g->scheme->space, uri, strlen(uri) + 1);
        } else if (!uri || strncmp(uri, graphml_space, sizeof graphml_space - 1) == 0) {
            g->one_piece = true;
        }
    }
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                     const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes) {
    cot_i_graphml_t *g = data;
    (void)n_defaulted;
    int kind = OTHER;
    if (g->depth == COT_I_GRAPHML_DEPTH) {
        stop(g, COT_E_INPUT, "elements nested deeper than the 256 levels allowed: ", (const char *)name);
        return;
    }
    const bool own = own_space(g, uri) && (uri || !prefix);
    if (g->head && g->depth < 2) {
        note_spaces(g, own ? prefix : NULL, n_spaces, spaces);
    }
    if (g->depth == 0) {
        kind = GRAPHML;
        if (!own || name != g->names[GRAPHML]) {
            stop(g, COT_E_INPUT, "no GraphML: the root element is ", (const char *)name);
        }
    } else if (g->stack[g->depth - 1] != OTHER && own) {
        kind = begin(g, g->stack[g->depth - 1], name, attributes, n_attributes);
    }
    g->stack[g->depth++] = (uint8_t)kind;
    if (kind >= DEFAULT) {
        g->collects = kind;
        cot_i_buf_reset(&g->text);
    }
}

static void end_text(cot_i_graphml_t *g, int kind) {
    const char *text = cot_i_buf_str(&g->text);
    const size_t n = g->text.length;
    g->part->failed |= g->text.failed && !g->text.too_long;
    if (kind == LABEL && n > 0) {
        g->node.label = cot_i_part_text(g->part, text, n);
    } else if (kind == WEIGHT) {
        g->part->weighted = g->has_weight = true;
        g->edge.weight = cot_i_weight(g->scheme, text, n);
        if (isnan(g->edge.weight)) {
            cot_i_part_skip(g->part, COT_SKIP_WEIGHT, g->edge.line,
                            "the weight \"%.60s\" (allowed: a finite number above 0)", text);
        }
    } else if (kind == DEFAULT && g->head) {
        g->scheme->default_weight = cot_i_weight(g->scheme, text, n);
        g->part->weighted = true;
    }
    g->collects = 0;
}

static void end_edge(cot_i_graphml_t *g) {
    if (g->edge_ok) {
        cot_i_part_edge(g->part, g->edge);
        if (isnan(g->edge.weight) && !g->has_weight) {
            cot_i_part_skip(g->part, COT_SKIP_WEIGHT, g->edge.line,
                            "the default of the weights (allowed: a finite number above 0)");
        }
    }
    g->open_edge = false;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
    cot_i_graphml_t *g = data;
    (void)name;
    (void)prefix;
    (void)uri;
    if (g->depth == 0) {
        return;
    }
    const int kind = g->stack[--g->depth];
    if (kind == EDGE) {
        end_edge(g);
    } else if (kind == g->collects && kind != 0) {
        end_text(g, kind);
    } else if (kind == NODE) {
        end_node(g);
    } else if (kind == GRAPH && g->depth == 1) {
        g->graph_ended = true;
    }
}

static void on_text(void *data, const xmlChar *text, int n) {
    cot_i_graphml_t *g = data;
    if (g->collects != 0 && n > 0 && g->stack[g->depth - 1] == g->collects) {
        cot_i_buf_add(&g->text, (const char *)text, (size_t)n);
    }
}

/* ---- parser ---- */

cot_status_t cot_i_graphml_open(cot_i_graphml_t *g, cot_i_scheme_t *scheme, cot_i_part_t *part, bool head,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.cdataBlock = on_text;
    handler.internalSubset = on_doctype;
    handler.getEntity = on_entity;
    handler.serror = on_error;
    *g = (cot_i_graphml_t){.scheme = scheme, .part = part, .head = head, .last_own = true};
    g->text = (cot_buf_t)COT_BUF_INIT(COT_I_VALUE_MAX);
    g->parser = xmlCreatePushParserCtxt(&handler, g, NULL, 0, NULL);
    if (!g->parser) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: an XML parser");
    }
    /* NOENT: character references in attributes come resolved; there are no entities. Not HUGE: libxml2's own
     * bounds stay in force. */
    (void)xmlCtxtUseOptions(g->parser, XML_PARSE_NONET | XML_PARSE_NOENT);
    for (int i = 1; i < COT_I_GRAPHML_NAMES; i++) {
        g->names[i] = xmlDictLookup(g->parser->dict, (const xmlChar *)element_names[i], -1);
        if (!g->names[i]) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: an XML parser");
        }
    }
done:
    return st;
}

bool cot_i_graphml_push(cot_i_graphml_t *g, const char *bytes, size_t n, bool end) {
    if (g->st == COT_OK && (n > 0 || end)) {
        (void)xmlParseChunk(g->parser, bytes, (int)n, end);
        if (g->st == COT_OK && end && (!g->parser->wellFormed || g->depth > 0)) {
            stop(g, COT_E_INPUT, "not well-formed", "");
        }
    }
    return g->st == COT_OK;
}

void cot_i_graphml_close(cot_i_graphml_t *g) {
    if (g->parser) {
        xmlFreeParserCtxt(g->parser);
        g->parser = NULL;
    }
    cot_i_buf_clear(&g->text);
}

bool cot_i_graphml_between(const cot_i_graphml_t *g) {
    return !g->open_node && !g->open_edge;
}

bool cot_i_graphml_can_split(const cot_i_graphml_t *g) {
    const char *encoding = (const char *)g->parser->encoding;
    return g->st == COT_OK && g->depth == 2 && g->stack[1] == GRAPH && !g->graph_ended && !g->one_piece &&
           cot_i_graphml_between(g) &&
           (!encoding || strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "US-ASCII") == 0);
}
