/* vosviewer.c: a network for VOSviewer and VOSviewer Online: their JSON, or a map file and a network file. Items are
 * numbered from 1; clusters are the communities, of which VOSviewer knows a thousand; weights are documents, links and
 * total link strength, the score is the mean year of publication (N. J. van Eck & L. Waltman, VOSviewer manual).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/fail.h"
#include "base/json_text.h"
#include "export/formats.h"

enum { ROWS = 512, MOST_CLUSTERS = 1000 };

typedef struct {
    uint64_t links;
    double strength, year; /* year: NaN = not known */
    int64_t documents, cluster; /* cluster 0 = none */
} item_t;

/* Mean year of an author's kept papers that have one. */
static double mean_year(const cot_listing_t *l, uint32_t v) {
    const cot_incidence_t *incidence = l->results->incidence;
    double sum = 0.0, n = 0.0;
    if (!incidence || v >= l->network->graph->n_left) {
        return NAN;
    }
    for (uint64_t i = incidence->author_off[v]; i < incidence->author_off[v + 1]; i++) {
        const int16_t year = incidence->paper_year[incidence->author_papers[i]];
        sum += year == COT_NO_YEAR ? 0.0 : year;
        n += year != COT_NO_YEAR;
    }
    return n > 0.0 ? sum / n : NAN;
}

/* What items are made of. */
typedef struct {
    const cot_listing_t *listing;
    double *strength; /* of each vertex */
} items_t;

static cot_status_t items_new(items_t *items, const cot_listing_t *l, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *items = (items_t){l, NULL};
    COT_NEW(st, err, items->strength, cot_i_listing_vertices(l), "items of VOSviewer");
    if (l->network->graph) {
        cot_graph_strengths(l->network->graph, items->strength);
    }
done:
    return st;
}

static item_t describe(const items_t *items, int thread, uint32_t v) {
    const cot_listing_t *l = items->listing;
    const cot_graph_t *graph = l->network->graph;
    item_t item = {.links = graph->off[v + 1] - graph->off[v],
                   .strength = items->strength[v],
                   .year = mean_year(l, v)};
    const cot_value_t *values = cot_i_listing_vertex(l, thread, v);
    for (size_t i = 0; i < l->n_attributes; i++) {
        if (strcmp(l->attributes[i].name, "papers") == 0 && values[i].type == COT_VALUE_INT) {
            item.documents = values[i].whole;
        }
    }
    item.cluster = l->community && l->community[v] < MOST_CLUSTERS ? l->community[v] + 1 : 0;
    return item;
}

static void put_item_json(const items_t *items, int thread, cot_out_t *out, uint32_t v) {
    const cot_listing_t *l = items->listing;
    const item_t item = describe(items, thread, v);
    char id[COT_LISTING_ID];
    cot_out_printf(out, "%s{\"id\": %llu, \"label\": ", v > 0 ? ",\n" : "", (unsigned long long)v + 1);
    cot_i_put_json_text(out, cot_i_listing_label(l, v, id));
    if (!isnan(cot_i_listing_x(l, v))) {
        COT_PUT(out, ", \"x\": ");
        cot_i_put_fixed(out, cot_i_listing_x(l, v));
        COT_PUT(out, ", \"y\": ");
        cot_i_put_fixed(out, cot_i_listing_y(l, v));
    }
    if (item.cluster > 0) {
        COT_PUT(out, ", \"cluster\": ");
        cot_i_put_int(out, item.cluster);
    }
    COT_PUT(out, ", \"weights\": {\"Documents\": ");
    cot_i_put_int(out, item.documents);
    COT_PUT(out, ", \"Links\": ");
    cot_i_put_int(out, (int64_t)item.links);
    COT_PUT(out, ", \"Total link strength\": ");
    cot_i_put_real(out, item.strength);
    COT_PUT(out, "}");
    if (!isnan(item.year)) {
        COT_PUT(out, ", \"scores\": {\"Avg. pub. year\": ");
        cot_i_put_fixed(out, item.year);
        COT_PUT(out, "}");
    }
    COT_PUT(out, "}");
}

static void put_items(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        put_item_json(data, thread, out, v);
    }
}

static void put_links(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_listing_t *l = data;
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        cot_out_printf(out, "%s{\"source_id\": %llu, \"target_id\": %llu, \"strength\": ", e > 0 ? ",\n" : "",
                       (unsigned long long)l->network->graph->from[e] + 1,
                       (unsigned long long)l->network->graph->to[e] + 1);
        cot_i_put_real(out, l->network->graph->weight[e]);
        COT_PUT(out, "}");
    }
}

cot_status_t cot_i_write_vosviewer(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_buf_t origin = COT_BUF_INIT(1 << 20);
    items_t items;
    COT_TRY(st, items_new(&items, l, err));
    cot_i_listing_origin(l, &origin);
    COT_PUT(out, "{\"info\": {\"title\": ");
    cot_i_put_json_text(out, cot_i_listing_name(l));
    COT_PUT(out, ", \"description\": ");
    cot_i_put_json_text(out, cot_i_buf_str(&origin));
    COT_PUT(out, "},\n\"network\": {\"items\": [\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_items, &items, err));
    COT_PUT(out, "\n],\n\"links\": [\n");
    COT_TRY(st, cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_links, (void *)l, err));
    COT_PUT(out, "\n]}}\n");
    COT_TRY(st, cot_i_buf_status(&origin, "description of a file", err));
done:
    cot_i_free(items.strength);
    cot_i_buf_clear(&origin);
    return st;
}

/* A cell of a file with tabs between cells; in quotes, doubled within, where a reader might cut it. */
static void put_cell(cot_out_t *out, const char *text) {
    const bool quoted = text[strcspn(text, "\",;")] != '\0';
    cot_i_put_text(out, quoted ? "\"" : "");
    for (const char *c = text; *c; c++) {
        cot_i_put_text(out, *c == '"' ? "\"" : "");
        cot_i_put_char(out, (unsigned char)*c < 0x20 ? ' ' : *c);
    }
    cot_i_put_text(out, quoted ? "\"" : "");
}

static void put_item_row(const items_t *items, int thread, cot_out_t *out, uint32_t v) {
    const cot_listing_t *l = items->listing;
    const item_t item = describe(items, thread, v);
    char id[COT_LISTING_ID];
    cot_i_put_int(out, (int64_t)v + 1);
    COT_PUT(out, "\t");
    put_cell(out, cot_i_listing_label(l, v, id));
    if (l->network->x && l->network->y) {
        COT_PUT(out, "\t");
        cot_i_put_fixed(out, cot_i_listing_x(l, v));
        COT_PUT(out, "\t");
        cot_i_put_fixed(out, cot_i_listing_y(l, v));
    }
    if (l->community) {
        COT_PUT(out, "\t");
        if (item.cluster > 0) {
            cot_i_put_int(out, item.cluster);
        }
    }
    COT_PUT(out, "\t");
    cot_i_put_int(out, item.documents);
    COT_PUT(out, "\t");
    cot_i_put_int(out, (int64_t)item.links);
    COT_PUT(out, "\t");
    cot_i_put_real(out, item.strength);
    COT_PUT(out, "\t");
    if (!isnan(item.year)) {
        cot_i_put_fixed(out, item.year);
    }
    COT_PUT(out, "\n");
}

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        put_item_row(data, thread, out, v);
    }
}

cot_status_t cot_i_write_vosviewer_map(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    items_t items;
    COT_TRY(st, items_new(&items, l, err));
    cot_out_printf(out, "id\tlabel%s%s\tweight<Documents>\tweight<Links>\tweight<Total link strength>\t"
                        "score<Avg. pub. year>\n",
                   l->network->x && l->network->y ? "\tx\ty" : "", l->community ? "\tcluster" : "");
    st = cot_i_out_blocks(out, cot_i_listing_vertices(l), ROWS, put_rows, &items, err);
done:
    cot_i_free(items.strength);
    return st;
}

static void put_pairs(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_graph_t *graph = ((const cot_listing_t *)data)->network->graph;
    (void)thread;
    for (uint64_t e = first; e < end; e++) {
        cot_i_put_int(out, (int64_t)graph->from[e] + 1);
        COT_PUT(out, "\t");
        cot_i_put_int(out, (int64_t)graph->to[e] + 1);
        COT_PUT(out, "\t");
        cot_i_put_real(out, graph->weight[e]);
        COT_PUT(out, "\n");
    }
}

cot_status_t cot_i_write_vosviewer_network(const cot_listing_t *l, cot_out_t *out, cot_error_t *err) {
    return cot_i_out_blocks(out, cot_i_listing_edges(l), ROWS, put_pairs, (void *)l, err);
}
