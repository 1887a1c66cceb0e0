/* dot.c: a network in Graphviz' DOT language. Places are in points and pinned ("x,y!"), for neato -n and fdp.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "export/formats.h"

enum { ROWS = 512 };

/* In quotes: only the quote and the backslash (which begins \n, \l, \N in labels) mean anything there. */
static void put_text(cot_out_t *out, const char *text) {
    size_t length = strlen(text), used;
    cot_i_put_char(out, '"');
    for (size_t i = 0; i < length; i += used) {
        const uint32_t c = cot_i_utf8_decode(text + i, length - i, &used);
        if (c < 0x20 || c == 0x7F) {
            cot_i_put_char(out, ' ');
        } else if (c == 0xFFFD) {
            COT_PUT(out, "\xEF\xBF\xBD");
        } else {
            if (c == '"' || c == '\\') {
                cot_i_put_char(out, '\\');
            }
            cot_i_put(out, text + i, used);
        }
    }
    cot_i_put_char(out, '"');
}

static void put_values(cot_out_t *out, const cot_attribute_t *attributes, const cot_value_t *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (values[i].type == COT_VALUE_NONE) {
            continue;
        }
        COT_PUT(out, ", \"");
        cot_i_put_text(out, attributes[i].name);
        COT_PUT(out, "\"=");
        if (values[i].type == COT_VALUE_INT) {
            cot_i_put_int(out, values[i].whole);
        } else if (values[i].type == COT_VALUE_REAL) {
            cot_i_put_char(out, '"'); /* exponents are no DOT numbers */
            cot_i_put_real(out, values[i].real);
            cot_i_put_char(out, '"');
        } else {
            put_text(out, values[i].text);
        }
    }
}

static void put_looks(cot_out_t *out, const cot_listing_t *l, uint32_t v) {
    if (!isnan(cot_i_listing_x(l, v))) {
        COT_PUT(out, ", pos=\"");
        cot_i_put_fixed(out, cot_i_listing_x(l, v));
        COT_PUT(out, ",");
        cot_i_put_fixed(out, cot_i_listing_y(l, v));
        COT_PUT(out, "!\"");
    }
    if (l->network->size) {
        COT_PUT(out, ", width=\""); /* inches */
        cot_i_put_fixed(out, l->network->size[v] / 72.0);
        COT_PUT(out, "\"");
    }
    cot_out_printf(out, ", fillcolor=\"#%06x\"", cot_i_listing_color(l, v));
}

static void put_nodes(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    char id[COT_LISTING_ID];
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        COT_PUT(out, "  ");
        cot_i_put_text(out, cot_i_listing_id(l, v, id));
        COT_PUT(out, " [label=");
        put_text(out, cot_i_listing_label(l, v, id));
        put_looks(out, l, v);
        put_values(out, l->attributes, cot_i_listing_vertex(l, thread, v), l->n_attributes);
        COT_PUT(out, "];\n");
    }
}

static void put_edges(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    char id[COT_LISTING_ID];
    cot_value_t values[COT_LISTING_EDGE];
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        COT_PUT(out, "  ");
        cot_i_put_text(out, cot_i_listing_id(l, l->network->graph->from[e], id));
        COT_PUT(out, " -- ");
        cot_i_put_text(out, cot_i_listing_id(l, l->network->graph->to[e], id));
        COT_PUT(out, " [weight=\"");
        cot_i_put_real(out, l->network->graph->weight[e]);
        COT_PUT(out, "\"");
        cot_i_listing_edge(l, e, values);
        put_values(out, l->edge_attributes + 1, values + 1, COT_LISTING_EDGE - 1);
        COT_PUT(out, "];\n");
    }
}

cot_status_t cot_i_write_dot(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_PUT(out, "graph \"");
    cot_i_put_text(out, cot_i_listing_name(l));
    COT_PUT(out, "\" {\n  node [shape=circle, style=filled, fixedsize=true];\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_nodes, (void *)l, err));
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_edges, (void *)l, err));
    COT_PUT(out, "}\n");
done:
    return st;
}
