/* gml.c: a network as GML (M. Himsolt, GML: a portable graph file format, Universität Passau, 1997), for igraph,
 * NetworkX, Cytoscape, yEd and Gephi. Keys are letters and digits only ("firstYear"), text is ASCII with numeric
 * character references, as the format demands. SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <math.h>

#include "base/fail.h"
#include "export/formats.h"

enum { ROWS = 512 };

/* "first_year" -> "firstYear", "cot_pagerank" -> "cotPagerank". */
static void put_key(cot_out_t *out, const char *name) {
    bool up = false;
    for (const char *c = name; *c; c++) {
        if (isalnum((unsigned char)*c)) {
            cot_i_put_char(out, up ? (char)toupper((unsigned char)*c) : *c);
            up = false;
        } else {
            up = true;
        }
    }
}

static void put_text(cot_out_t *out, const char *text) {
    size_t length = strlen(text), used;
    cot_i_put_char(out, '"');
    for (size_t i = 0; i < length; i += used) {
        const uint32_t c = cot_i_utf8_decode(text + i, length - i, &used);
        if (c < 0x20 || c == 0x7F) {
            cot_i_put_char(out, ' ');
        } else if (c == '"' || c == '&') {
            cot_i_put_text(out, c == '"' ? "&quot;" : "&amp;");
        } else if (c < 0x80) {
            cot_i_put_char(out, (char)c);
        } else {
            COT_PUT(out, "&#");
            cot_i_put_int(out, c);
            cot_i_put_char(out, ';');
        }
    }
    cot_i_put_char(out, '"');
}

/* A real has a point before its exponent: the format wants it, and readers take one without for a whole number. */
static void put_real(cot_out_t *out, double value) {
    char text[40];
    const size_t length = cot_i_format_real(value, text);
    text[length] = '\0';
    const size_t mantissa = strcspn(text, "e");
    cot_i_put(out, text, mantissa);
    if (!memchr(text, '.', mantissa)) {
        COT_PUT(out, ".0");
    }
    cot_i_put_text(out, text + mantissa);
}

static void put_values(cot_out_t *out, const cot_attribute_t *attributes, const cot_value_t *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (values[i].type == COT_VALUE_NONE) {
            continue;
        }
        cot_i_put_char(out, ' ');
        put_key(out, attributes[i].name);
        cot_i_put_char(out, ' ');
        if (values[i].type == COT_VALUE_INT) {
            cot_i_put_int(out, values[i].whole);
        } else if (values[i].type == COT_VALUE_REAL) {
            put_real(out, values[i].real);
        } else {
            put_text(out, values[i].text);
        }
    }
}

static void put_looks(cot_out_t *out, const cot_listing_t *l, uint32_t v) {
    COT_PUT(out, " graphics [");
    if (!isnan(cot_i_listing_x(l, v))) {
        COT_PUT(out, " x ");
        put_real(out, round(cot_i_listing_x(l, v) * 1000.0) / 1000.0);
        COT_PUT(out, " y ");
        put_real(out, round(cot_i_listing_y(l, v) * 1000.0) / 1000.0);
    }
    if (l->network->size) {
        COT_PUT(out, " w ");
        put_real(out, round(l->network->size[v] * 1000.0) / 1000.0);
        COT_PUT(out, " h ");
        put_real(out, round(l->network->size[v] * 1000.0) / 1000.0);
    }
    cot_out_printf(out, " type \"ellipse\" fill \"#%06x\" ]", cot_i_listing_color(l, v));
}

static void put_nodes(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    char id[COT_LISTING_ID];
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        COT_PUT(out, "  node [ id ");
        cot_i_put_int(out, v);
        COT_PUT(out, " name \"");
        cot_i_put_text(out, cot_i_listing_id(l, v, id));
        COT_PUT(out, "\" label ");
        put_text(out, cot_i_listing_label(l, v, id));
        put_values(out, l->attributes, cot_i_listing_vertex(l, thread, v), l->n_attributes);
        put_looks(out, l, v);
        COT_PUT(out, " ]\n");
    }
}

static void put_edges(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    cot_value_t values[COT_LISTING_EDGE];
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        COT_PUT(out, "  edge [ source ");
        cot_i_put_int(out, l->network->graph->from[e]);
        COT_PUT(out, " target ");
        cot_i_put_int(out, l->network->graph->to[e]);
        cot_i_listing_edge(l, e, values);
        put_values(out, l->edge_attributes, values, COT_LISTING_EDGE);
        COT_PUT(out, " ]\n");
    }
}

cot_status_t cot_i_write_gml(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_buf_t origin = COT_BUF_INIT(1 << 20);
    cot_i_listing_origin(l, &origin);
    COT_PUT(out, "Creator ");
    put_text(out, cot_i_buf_str(&origin));
    COT_PUT(out, "\ngraph [\n  directed 0\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_nodes, (void *)l, err));
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_edges, (void *)l, err));
    COT_PUT(out, "]\n");
    COT_TRY(st, cot_i_buf_status(&origin, "description of a file", err));
done:
    cot_i_buf_clear(&origin);
    return st;
}
