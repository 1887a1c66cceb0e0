/* network_json.c: a network as JSON: nodes and links (D3, NetworkX), Cytoscape's elements, graphology's dump. They
 * tell the same in other places, so each is a table of the words between. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "base/json_text.h"
#include "export/formats.h"

enum { ROWS = 512 };

typedef struct {
    const char *head, *between, *foot;
    const char *node, *attributes, *places, *node_end; /* {"id":ID, ATTRIBUTES, PLACES} */
    const char *link, *link_attributes, *link_end;
} shape_t;

static const shape_t node_link = {
    "{\"directed\": false, \"multigraph\": false, \"graph\": {", "},\n\"nodes\": [\n", "\n]}\n",
    "{\"id\": ", ", ", ", ", "}",
    "{", ", ", "}",
};

static const shape_t cytoscape = {
    "{\"format_version\": \"1.0\", \"directed\": false, \"multigraph\": false, \"data\": {", "},\n\"elements\": {\"nodes\": [\n", "\n]}}\n",
    "{\"data\": {\"id\": ", ", ", "}, \"position\": {", "}}",
    "{\"data\": {", ", ", "}}",
};

static const shape_t graphology = {
    "{\"options\": {\"type\": \"undirected\", \"multi\": false, \"allowSelfLoops\": false}, \"attributes\": {",
    "},\n\"nodes\": [\n", "\n]}\n",
    "{\"key\": ", ", \"attributes\": {", ", ", "}}",
    "{", ", \"attributes\": {", "}}",
};

typedef struct {
    const cot_listing_t *l;
    const shape_t *shape;
} file_t;

static void put_values(cot_out_t *out, const cot_attribute_t *attributes, const cot_value_t *values, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (values[i].type == COT_VALUE_NONE) {
            continue;
        }
        COT_PUT(out, ", \"");
        cot_i_put_text(out, attributes[i].name);
        COT_PUT(out, "\": ");
        if (values[i].type == COT_VALUE_INT) {
            cot_i_put_int(out, values[i].whole);
        } else if (values[i].type == COT_VALUE_REAL) {
            cot_i_put_real(out, values[i].real);
        } else {
            cot_i_put_json_text(out, values[i].text);
        }
    }
}

static void put_places(const file_t *file, cot_out_t *out, uint32_t v) {
    const cot_listing_t *l = file->l;
    const bool placed = !isnan(cot_i_listing_x(l, v)), apart = file->shape == &cytoscape;
    if (placed || apart) {
        cot_i_put_text(out, file->shape->places);
    }
    if (placed) {
        COT_PUT(out, "\"x\": ");
        cot_i_put_fixed(out, cot_i_listing_x(l, v));
        COT_PUT(out, ", \"y\": "); /* Cytoscape's y grows downwards, Gephi's upwards */
        cot_i_put_fixed(out, apart ? -cot_i_listing_y(l, v) : cot_i_listing_y(l, v));
    }
}

static void put_nodes(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const file_t *file = data;
    const cot_listing_t *l = file->l;
    char id[COT_LISTING_ID];
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        cot_i_put_text(out, v > 0 ? ",\n" : "");
        cot_i_put_text(out, file->shape->node);
        cot_i_put_json_text(out, cot_i_listing_id(l, v, id));
        cot_i_put_text(out, file->shape->attributes);
        if (file->shape == &cytoscape) { /* NetworkX wants `value`, Cytoscape shows `name` */
            cot_out_printf(out, "\"value\": \"%s\", \"name\": ", cot_i_listing_id(l, v, id));
        } else {
            COT_PUT(out, "\"label\": ");
        }
        cot_i_put_json_text(out, cot_i_listing_label(l, v, id));
        cot_out_printf(out, ", \"color\": \"#%06x\"", cot_i_listing_color(l, v));
        if (l->network->size) {
            COT_PUT(out, ", \"size\": ");
            cot_i_put_fixed(out, l->network->size[v]);
        }
        put_values(out, l->attributes, cot_i_listing_vertex(l, thread, v), l->n_attributes);
        put_places(file, out, v);
        cot_i_put_text(out, file->shape->node_end);
    }
}

static void put_links(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const file_t *file = data;
    const cot_listing_t *l = file->l;
    char id[COT_LISTING_ID];
    cot_value_t values[COT_LISTING_EDGE];
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        cot_i_put_text(out, e > 0 ? ",\n" : "");
        cot_i_put_text(out, file->shape->link);
        cot_out_printf(out, "\"source\": \"%s\"", cot_i_listing_id(l, l->network->graph->from[e], id));
        cot_out_printf(out, ", \"target\": \"%s\"", cot_i_listing_id(l, l->network->graph->to[e], id));
        cot_i_put_text(out, file->shape->link_attributes);
        COT_PUT(out, "\"weight\": ");
        cot_i_put_real(out, l->network->graph->weight[e]);
        cot_i_listing_edge(l, e, values);
        put_values(out, l->edge_attributes + 1, values + 1, COT_LISTING_EDGE - 1);
        cot_i_put_text(out, file->shape->link_end);
    }
}

static cot_status_t write_json(const cot_listing_t *l, const shape_t *shape, const char *links, cot_out_t *out,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    const file_t file = {l, shape};
    cot_buf_t origin = COT_BUF_INIT(1 << 20);
    cot_i_listing_origin(l, &origin);
    cot_out_text(out, shape->head);
    COT_PUT(out, "\"name\": ");
    cot_i_put_json_text(out, cot_i_listing_name(l));
    COT_PUT(out, ", \"creator\": ");
    cot_i_put_json_text(out, cot_i_buf_str(&origin));
    cot_out_text(out, shape->between);
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_nodes, (void *)&file, err));
    cot_out_printf(out, "\n],\n\"%s\": [\n", links);
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_links, (void *)&file, err));
    cot_out_text(out, shape->foot);
    COT_TRY(st, cot_i_buf_status(&origin, "description of a file", err));
done:
    cot_i_buf_clear(&origin);
    return st;
}

cot_status_t cot_i_write_node_link(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    return write_json(l, &node_link, "links", out, err);
}

cot_status_t cot_i_write_cytoscape(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    return write_json(l, &cytoscape, "edges", out, err);
}

cot_status_t cot_i_write_graphology(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    return write_json(l, &graphology, "edges", out, err);
}
