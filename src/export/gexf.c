/* gexf.c: a network as GEXF 1.3 (gexf.net), static, for Gephi and Gephi Lite. Attributes have numeric ids, so that
 * graphology takes their titles for names. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "export/formats.h"
#include "export/listing.h"
#include "export/xml.h"

enum { NODE_ROWS = 256, EDGE_ROWS = 2048 };

static const char *type_name(cot_value_type_t type) {
    return type == COT_VALUE_INT ? "long" : type == COT_VALUE_REAL ? "double" : "string";
}

/* Values stand in attributes, which readers bound at half a million characters. */
static void put_values(cot_out_t *out, const cot_value_t *values, size_t n) {
    COT_PUT(out, "<attvalues>");
    for (size_t i = 0; i < n; i++) {
        if (values[i].type != COT_VALUE_NONE) {
            COT_PUT(out, "<attvalue for=\"");
            cot_i_put_int(out, (int64_t)i);
            COT_PUT(out, "\" value=\"");
            switch (values[i].type) {
            case COT_VALUE_INT:
                cot_i_put_int(out, values[i].whole);
                break;
            case COT_VALUE_REAL:
                cot_i_put_real(out, values[i].real);
                break;
            default:
                cot_i_xml_string_value(out, values[i].text);
            }
            COT_PUT(out, "\"/>");
        }
    }
    COT_PUT(out, "</attvalues>");
}

static void put_looks(cot_out_t *out, const cot_listing_t *l, uint32_t v) {
    const uint32_t color = cot_i_listing_color(l, v);
    if (l->network->size) {
        COT_PUT(out, "<viz:size value=\"");
        cot_i_put_fixed(out, l->network->size[v]);
        COT_PUT(out, "\"/>");
    }
    if (l->network->x && l->network->y) {
        COT_PUT(out, "<viz:position x=\"");
        cot_i_put_fixed(out, l->network->x[v]);
        COT_PUT(out, "\" y=\"");
        cot_i_put_fixed(out, l->network->y[v]);
        COT_PUT(out, "\" z=\"0\"/>");
    }
    cot_out_printf(out, "<viz:color r=\"%u\" g=\"%u\" b=\"%u\"/>", color >> 16, color >> 8 & 255, color & 255);
}

static void put_nodes(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    char id[COT_LISTING_ID];
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        COT_PUT(out, "   <node id=\"");
        cot_i_put_text(out, cot_i_listing_id(l, v, id));
        COT_PUT(out, "\" label=\"");
        cot_i_xml_text(out, cot_i_listing_label(l, v, id));
        COT_PUT(out, "\">");
        put_values(out, cot_i_listing_vertex(l, thread, v), l->n_attributes);
        put_looks(out, l, v);
        COT_PUT(out, "</node>\n");
    }
}

/* The weight is an attribute of the element; the others follow it. */
static void put_edges(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    const cot_graph_t *graph = l->network->graph;
    char id[COT_LISTING_ID];
    cot_value_t values[COT_LISTING_EDGE];
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        COT_PUT(out, "   <edge source=\"");
        cot_i_put_text(out, cot_i_listing_id(l, graph->from[e], id));
        COT_PUT(out, "\" target=\"");
        cot_i_put_text(out, cot_i_listing_id(l, graph->to[e], id));
        COT_PUT(out, "\" weight=\"");
        cot_i_put_real(out, graph->weight[e]);
        COT_PUT(out, "\">");
        cot_i_listing_edge(l, e, values);
        put_values(out, values + 1, COT_LISTING_EDGE - 1);
        COT_PUT(out, "</edge>\n");
    }
}

static void put_attributes(cot_out_t *out, const char *of, const cot_attribute_t *attributes, size_t n) {
    cot_out_printf(out, "  <attributes class=\"%s\" mode=\"static\">\n", of);
    for (size_t i = 0; i < n; i++) {
        cot_out_printf(out, "   <attribute id=\"%zu\" title=\"%s\" type=\"%s\"/>\n", i, attributes[i].name,
                       type_name(attributes[i].type));
    }
    cot_out_text(out, "  </attributes>\n");
}

static cot_status_t put_meta(cot_out_t *out, const cot_listing_t *l, cot_error_t *err) {
    cot_buf_t origin = COT_BUF_INIT(1 << 20);
    cot_i_listing_origin(l, &origin);
    cot_out_text(out, " <meta>\n  <creator>coterie</creator>\n  <title>");
    cot_out_text(out, cot_i_listing_name(l));
    cot_out_text(out, "</title>\n  <description>");
    cot_i_xml_text(out, cot_i_buf_str(&origin));
    cot_out_text(out, "</description>\n </meta>\n");
    const cot_status_t st = cot_i_buf_status(&origin, "description of a file", err);
    cot_i_buf_clear(&origin);
    return st;
}

cot_status_t cot_i_write_gexf(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_PUT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n");
    COT_TRY(st, put_meta(out, l, err));
    COT_PUT(out, " <graph defaultedgetype=\"undirected\" mode=\"static\">\n");
    put_attributes(out, "node", l->attributes, l->n_attributes);
    put_attributes(out, "edge", l->edge_attributes + 1, COT_LISTING_EDGE - 1);
    COT_PUT(out, "  <nodes>\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), NODE_ROWS, put_nodes, (void *)l, err));
    COT_PUT(out, "  </nodes>\n  <edges>\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), EDGE_ROWS, put_edges, (void *)l, err));
    COT_PUT(out, "  </edges>\n </graph>\n</gexf>\n");
done:
    return st;
}
