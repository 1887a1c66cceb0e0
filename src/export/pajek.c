/* pajek.c: a network for Pajek: .net (vertices with places, edges with weights), and .paj, a project with the same
 * network, a partition for each whole number and a vector for each real that is known of its vertices.
 * V. Batagelj & A. Mrvar, Pajek reference manual. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "export/formats.h"

enum { ROWS = 1024 };

static const char MISSING[] = "999999998"; /* Pajek's number for a value that is not known */

/* Where the drawing lies, for coordinates from 0 to 1. */
typedef struct {
    const cot_listing_t *l;
    double left, top, scale;
} drawing_t;

static drawing_t measure(const cot_listing_t *l) {
    double low_x = INFINITY, high_x = -INFINITY, low_y = INFINITY, high_y = -INFINITY;
    for (uint32_t v = 0; v < cot_i_listing_vertices(l); v++) {
        low_x = fmin(low_x, cot_i_listing_x(l, v));
        high_x = fmax(high_x, cot_i_listing_x(l, v));
        low_y = fmin(low_y, cot_i_listing_y(l, v));
        high_y = fmax(high_y, cot_i_listing_y(l, v));
    }
    const double side = fmax(high_x - low_x, high_y - low_y);
    return (drawing_t){l, low_x, high_y, side > 0.0 ? 0.96 / side : 0.0};
}

/* Pajek knows no way to write a quote within quotes. */
static void put_label(cot_out_t *out, const char *label) {
    cot_i_put_char(out, '"');
    for (const char *c = label; *c; c++) {
        cot_i_put_char(out, *c == '"' ? '\'' : (unsigned char)*c < 0x20 ? ' ' : *c);
    }
    cot_i_put_char(out, '"');
}

static void put_share(cot_out_t *out, double value) {
    cot_i_put_char(out, ' ');
    cot_i_put_real(out, round(value * 1e6) / 1e6);
}

/* y grows downwards in Pajek. */
static void put_vertices(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const drawing_t *d = data;
    char id[COT_LISTING_ID];
    (void)thread;
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        cot_i_put_int(out, (int64_t)v + 1);
        cot_i_put_char(out, ' ');
        put_label(out, cot_i_listing_label(d->l, v, id));
        if (!isnan(cot_i_listing_x(d->l, v))) {
            put_share(out, 0.02 + (cot_i_listing_x(d->l, v) - d->left) * d->scale);
            put_share(out, 0.02 + (d->top - cot_i_listing_y(d->l, v)) * d->scale);
            COT_PUT(out, " 0.5");
        }
        COT_PUT(out, "\n");
    }
}

static void put_edges(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const drawing_t *d = data;
    const cot_graph_t *graph = d->l->network->graph;
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        cot_i_put_int(out, (int64_t)graph->from[e] + 1);
        cot_i_put_char(out, ' ');
        cot_i_put_int(out, (int64_t)graph->to[e] + 1);
        cot_i_put_char(out, ' ');
        cot_i_put_real(out, graph->weight[e]);
        COT_PUT(out, "\n");
    }
}

cot_status_t cot_i_write_pajek_net(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = l->network->graph;
    drawing_t drawing = measure(l);
    cot_out_printf(out, "*Vertices %u", cot_i_listing_vertices(l));
    if (graph && graph->kind == COT_AUTHOR_TOPIC) {
        cot_out_printf(out, " %u", graph->n_left); /* of the first mode */
    }
    COT_PUT(out, "\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_vertices, &drawing, err));
    COT_PUT(out, "*Edges\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_edges, &drawing, err));
done:
    return st;
}

/* One attribute of all vertices. */
typedef struct {
    const cot_listing_t *l;
    size_t attribute;
} values_t;

static void put_values(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const values_t *values = data;
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        const cot_value_t *value = &cot_i_listing_vertex(values->l, thread, v)[values->attribute];
        if (value->type == COT_VALUE_INT) {
            cot_i_put_int(out, value->whole);
        } else if (value->type == COT_VALUE_REAL) {
            cot_i_put_real(out, value->real);
        } else {
            cot_i_put_text(out, MISSING);
        }
        COT_PUT(out, "\n");
    }
}

cot_status_t cot_i_write_pajek_project(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_out_printf(out, "*Network %s\n", cot_i_listing_name(l));
    COT_TRY(st, cot_i_write_pajek_net(l, out, err));
    for (size_t i = 0; i < l->n_attributes; i++) {
        if (l->attributes[i].type != COT_VALUE_TEXT) {
            values_t values = {l, i};
            cot_out_printf(out, "\n*%s %s\n*Vertices %u\n",
                           l->attributes[i].type == COT_VALUE_INT ? "Partition" : "Vector", l->attributes[i].name,
                           cot_i_listing_vertices(l));
            COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_values, &values, err));
        }
    }
done:
    return st;
}
