/* page_network.c: a network's columns in the page: nodes, edges, measures with their ranks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/page.h"

enum { AUTHOR, GROUP, TOPIC };
static const double usual_size = 10.0;

typedef struct {
    cot_json_t *json;
    const cot_page_t *page;
    const cot_page_map_t *map;
    const cot_graph_t *graph;
    uint32_t n_people; /* rows that are people; the others are topics */
} writer_t;

static cot_author_t author_of(const writer_t *w, uint32_t row) {
    return cot_authors_at(w->page->results->authors, w->page->results->incidence->author_of[w->map->vertices[row]]);
}

/* Number of the topic of a row from n_people on. */
static uint32_t topic_of(const writer_t *w, uint32_t row) {
    return w->graph->topic_of[w->map->vertices[row] - w->graph->n_left];
}

static void write_names(const writer_t *w) {
    cot_i_json_list(w->json, "id");
    for (uint32_t r = 0; r < w->map->n; r++) {
        const bool topic = r >= w->n_people;
        cot_i_json_id(w->json, NULL, topic ? 't' : 'a', topic ? topic_of(w, r) : w->map->vertices[r]);
    }
    cot_i_json_close(w->json);
    cot_i_json_list(w->json, "label");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_text(w->json, NULL, r < w->n_people ? author_of(w, r).label
                                                       : cot_topics_at(w->page->results->topics, topic_of(w, r)).label);
    }
    cot_i_json_close(w->json);
    cot_i_json_list(w->json, "kind");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_int(w->json, NULL, r >= w->n_people ? TOPIC : author_of(w, r).kind == COT_GROUP ? GROUP : AUTHOR);
    }
    cot_i_json_close(w->json);
}

static void write_tenths(const writer_t *w, const char *key, const double *values) {
    cot_i_json_list(w->json, key);
    for (uint32_t r = 0; values && r < w->map->n; r++) {
        cot_i_json_tenths(w->json, NULL, values[w->map->vertices[r]]);
    }
    cot_i_json_close(w->json);
}

static void write_looks(const writer_t *w) {
    const cot_network_t *network = w->map->network;
    const bool placed = network->x && network->y;
    write_tenths(w, "x", placed ? network->x : NULL);
    write_tenths(w, "y", placed ? network->y : NULL);
    cot_i_json_list(w->json, "size");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_tenths(w->json, NULL, network->size ? network->size[w->map->vertices[r]] : usual_size);
    }
    cot_i_json_close(w->json);
}

/* People are vertices of the same numbers in both networks, and keep the colour they have among co-authors. */
static void write_groups(const writer_t *w) {
    cot_i_json_list(w->json, "community");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_int(w->json, NULL,
                       r < w->n_people ? cot_i_page_community(w->page, w->map->vertices[r]) : COT_PAGE_NONE);
    }
    cot_i_json_close(w->json);
    cot_i_json_list(w->json, "topic");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_int(w->json, NULL, r < w->n_people ? COT_PAGE_NONE : w->page->topic_row[topic_of(w, r)]);
    }
    cot_i_json_close(w->json);
}

static void write_facts(const writer_t *w) {
    cot_i_json_list(w->json, "papers");
    for (uint32_t r = 0; r < w->map->n; r++) {
        cot_i_json_count(w->json, NULL,
                         r < w->n_people ? cot_i_report_author_papers(w->page->results, w->map->vertices[r])
                                         : w->page->model.topics[w->page->topic_row[topic_of(w, r)]].papers);
    }
    cot_i_json_close(w->json);
    cot_i_json_list(w->json, "orcid");
    for (uint32_t r = 0; r < w->map->n; r++) {
        const char *orcid = r < w->n_people ? author_of(w, r).orcid : "";
        if (orcid[0]) {
            cot_i_json_text(w->json, NULL, orcid);
        } else {
            cot_i_json_null(w->json, NULL);
        }
    }
    cot_i_json_close(w->json);
}

static void write_ends(const writer_t *w, const char *key, const uint32_t *ends) {
    cot_i_json_list(w->json, key);
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_count(w->json, NULL, w->map->row[ends[w->map->edges[i]]]);
    }
    cot_i_json_close(w->json);
}

static void write_edge_years(const writer_t *w, const char *key, const int16_t *years) {
    cot_i_json_list(w->json, key);
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_year(w->json, NULL, years[w->map->edges[i]]);
    }
    cot_i_json_close(w->json);
}

static void write_edges(const writer_t *w) {
    static const cot_graph_t nothing = {.n = 0};
    const cot_graph_t *graph = w->graph ? w->graph : &nothing;
    cot_i_json_object(w->json, "edges");
    write_ends(w, "source", graph->from);
    write_ends(w, "target", graph->to);
    cot_i_json_list(w->json, "weight");
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_rounded(w->json, NULL, graph->weight[w->map->edges[i]]);
    }
    cot_i_json_close(w->json);
    cot_i_json_list(w->json, "papers");
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_count(w->json, NULL, graph->papers[w->map->edges[i]]);
    }
    cot_i_json_close(w->json);
    write_edge_years(w, "firstYear", graph->first_year);
    write_edge_years(w, "lastYear", graph->last_year);
    cot_i_json_close(w->json);
}

/* Numbers of roles are no quantity: nobody is first by them. */
static bool is_ranked(const cot_measure_t *measure) {
    return strcmp(measure->name, "role") != 0;
}

static void write_values(const writer_t *w, const cot_column_t *column) {
    cot_i_json_list(w->json, "value");
    for (uint32_t r = 0; r < w->map->n; r++) {
        if (r >= w->n_people) {
            cot_i_json_null(w->json, NULL);
        } else if (column->type == COT_INT) {
            cot_i_json_int(w->json, NULL, column->ints[w->map->vertices[r]]);
        } else {
            cot_i_json_rounded(w->json, NULL, column->reals[w->map->vertices[r]]);
        }
    }
    cot_i_json_close(w->json);
}

static void write_ranks(const writer_t *w, const uint32_t *ranks) {
    cot_i_json_list(w->json, "rank");
    for (uint32_t r = 0; r < w->map->n; r++) {
        if (r < w->n_people && ranks[r] > 0) {
            cot_i_json_count(w->json, NULL, ranks[r]);
        } else {
            cot_i_json_null(w->json, NULL);
        }
    }
    cot_i_json_close(w->json);
}

static cot_status_t write_measures(const writer_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_analysis_t *analysis = w->map->network->analysis;
    uint32_t *ranks = NULL;
    COT_NEW(st, err, ranks, w->n_people, "ranks");
    cot_i_json_object(w->json, "values");
    for (size_t i = 0; w->graph && analysis && i < analysis->n_columns; i++) {
        const cot_column_t *column = &analysis->columns[i];
        if (!cot_i_page_has(column->measure)) {
            continue;
        }
        COT_TRY(st, cot_i_page_go_on(w->page, err));
        memset(ranks, 0, w->n_people * sizeof *ranks);
        if (is_ranked(column->measure)) {
            COT_TRY(st, cot_i_page_ranks(column, w->graph->n_left, w->map->vertices, w->n_people, ranks, err));
        }
        cot_i_json_object(w->json, column->measure->name);
        write_values(w, column);
        write_ranks(w, ranks);
        cot_i_json_close(w->json);
    }
    cot_i_json_close(w->json);
done:
    cot_i_free(ranks);
    return st;
}

cot_status_t cot_i_page_network(cot_json_t *json, const char *key, const cot_page_t *page,
                                const cot_page_map_t *map, cot_error_t *err) {
    writer_t w = {json, page, map, map->network->graph, 0};
    while (w.n_people < map->n && map->vertices[w.n_people] < w.graph->n_left) {
        w.n_people++;
    }
    cot_i_json_object(json, key);
    cot_i_json_text(json, "cut", map->cut);
    cot_i_json_count(json, "totalNodes", w.graph ? w.graph->n : 0);
    cot_i_json_count(json, "totalEdges", w.graph ? w.graph->m : 0);
    cot_i_json_object(json, "nodes");
    write_names(&w);
    write_looks(&w);
    write_groups(&w);
    write_facts(&w);
    cot_i_json_close(json);
    write_edges(&w);
    const cot_status_t st = write_measures(&w, err);
    cot_i_json_close(json);
    return st;
}
