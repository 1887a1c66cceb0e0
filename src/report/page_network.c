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
    uint32_t first;    /* row from which on names and facts are written: people that the map of people shows too are
                          told once, there */
} writer_t;

static cot_page_numbers_t numbers(const writer_t *w, uint64_t n, int64_t (*at)(const void *, uint64_t)) {
    return (cot_page_numbers_t){n, at, w};
}

static cot_author_t author_of(const writer_t *w, uint32_t row) {
    return cot_authors_at(w->page->results->authors, w->page->results->incidence->author_of[w->map->vertices[row]]);
}

/* Number of the topic of a row from n_people on. */
static uint32_t topic_of(const writer_t *w, uint32_t row) {
    return w->graph->topic_of[w->map->vertices[row] - w->graph->n_left];
}

static int64_t vertex_at(const void *data, uint64_t r) {
    const writer_t *w = data;
    return w->map->vertices[r];
}

/* Row of a person on the map of people. */
static int64_t person_at(const void *data, uint64_t r) {
    const writer_t *w = data;
    return w->page->people.row[w->map->vertices[r]];
}

static int64_t kind_at(const void *data, uint64_t r) {
    const writer_t *w = data;
    const uint32_t row = (uint32_t)r + w->first;
    return row >= w->n_people ? TOPIC : author_of(w, row).kind == COT_GROUP ? GROUP : AUTHOR;
}

/* Begins a column whose first rows may be told elsewhere; cot_i_json_close ends the list, end_rest the column. */
static void begin_rest(const writer_t *w, const char *key) {
    if (w->first > 0) {
        cot_i_json_object(w->json, key);
    }
    cot_i_json_list(w->json, w->first > 0 ? "rest" : key);
}

static void end_rest(const writer_t *w) {
    cot_i_json_close(w->json);
    if (w->first > 0) {
        cot_i_json_close(w->json);
    }
}

static void write_ids(const writer_t *w) {
    if (w->first == 0 && w->n_people == w->map->n) {
        cot_i_pack_steps(w->json, "id", "a", numbers(w, w->map->n, vertex_at));
        return;
    }
    begin_rest(w, "id");
    for (uint32_t r = w->first; r < w->map->n; r++) {
        const bool topic = r >= w->n_people;
        cot_i_json_id(w->json, NULL, topic ? 't' : 'a', topic ? topic_of(w, r) : w->map->vertices[r]);
    }
    end_rest(w);
}

static void write_names(const writer_t *w) {
    if (w->first > 0) {
        cot_i_pack_steps(w->json, "people", NULL, numbers(w, w->first, person_at));
    }
    write_ids(w);
    begin_rest(w, "label");
    for (uint32_t r = w->first; r < w->map->n; r++) {
        cot_i_json_text(w->json, NULL, r < w->n_people ? author_of(w, r).label
                                                       : cot_topics_at(w->page->results->topics, topic_of(w, r)).label);
    }
    end_rest(w);
    if (w->first > 0) {
        cot_i_json_object(w->json, "kind");
    }
    cot_i_pack_runs(w->json, w->first > 0 ? "rest" : "kind", numbers(w, w->map->n - w->first, kind_at));
    if (w->first > 0) {
        cot_i_json_close(w->json);
    }
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

static int64_t topic_row_at(const void *data, uint64_t r) {
    const writer_t *w = data;
    return r < w->n_people ? COT_PAGE_NONE : w->page->topic_row[topic_of(w, (uint32_t)r)];
}

/* People are vertices of the same numbers in both networks, and keep the colour they have among co-authors. */
static void write_groups(const writer_t *w) {
    begin_rest(w, "community");
    for (uint32_t r = w->first; r < w->map->n; r++) {
        cot_i_json_int(w->json, NULL,
                       r < w->n_people ? cot_i_page_community(w->page, w->map->vertices[r]) : COT_PAGE_NONE);
    }
    end_rest(w);
    cot_i_pack_runs(w->json, "topic", numbers(w, w->map->n, topic_row_at));
}

/* Few people have one: runs of null, and each by itself. */
static void write_orcids(const writer_t *w) {
    uint32_t without = 0;
    cot_i_json_object(w->json, "orcid");
    if (w->first > 0) {
        cot_i_json_object(w->json, "rest");
    }
    cot_i_json_list(w->json, "runs");
    for (uint32_t r = w->first; r <= w->map->n; r++) {
        const char *orcid = r < w->n_people ? author_of(w, r).orcid : "";
        if (without > 0 && (r == w->map->n || orcid[0])) {
            cot_i_json_null(w->json, NULL);
            cot_i_json_count(w->json, NULL, without);
            without = 0;
        }
        without += !orcid[0];
        if (orcid[0]) {
            cot_i_json_text(w->json, NULL, orcid);
            cot_i_json_count(w->json, NULL, 1);
        }
    }
    end_rest(w);
    cot_i_json_close(w->json);
}

static void write_facts(const writer_t *w) {
    begin_rest(w, "papers");
    for (uint32_t r = w->first; r < w->map->n; r++) {
        cot_i_json_count(w->json, NULL,
                         r < w->n_people ? cot_i_report_author_papers(w->page->results, w->map->vertices[r])
                                         : w->page->model.topics[w->page->topic_row[topic_of(w, r)]].papers);
    }
    end_rest(w);
    write_orcids(w);
}

/* ---- edges --------------------------------------------------------------------------------------------------- */

static int64_t source_at(const void *data, uint64_t i) {
    const writer_t *w = data;
    return w->map->row[w->graph->from[w->map->edges[i]]];
}

static int64_t target_at(const void *data, uint64_t i) {
    const writer_t *w = data;
    return w->map->row[w->graph->to[w->map->edges[i]]];
}

static int64_t first_year_at(const void *data, uint64_t i) {
    const writer_t *w = data;
    const int16_t year = w->graph->first_year[w->map->edges[i]];
    return year == COT_NO_YEAR ? COT_PAGE_NULL : year;
}

static void write_last_years(const writer_t *w) {
    cot_i_json_object(w->json, "lastYear");
    cot_i_json_text(w->json, "beyond", "firstYear");
    cot_i_json_list(w->json, "by");
    for (uint64_t i = 0; i < w->map->m; i++) {
        const int16_t first = w->graph->first_year[w->map->edges[i]], last = w->graph->last_year[w->map->edges[i]];
        if (first == COT_NO_YEAR) {
            cot_i_json_null(w->json, NULL);
        } else {
            cot_i_json_int(w->json, NULL, last - first);
        }
    }
    cot_i_json_close(w->json);
    cot_i_json_close(w->json);
}

/* Under full counting a weight is the number of papers. */
static void write_weights(const writer_t *w) {
    bool same = true;
    for (uint64_t i = 0; i < w->map->m && same; i++) {
        const uint32_t e = w->map->edges[i];
        same = !(w->graph->weight[e] < w->graph->papers[e]) && !(w->graph->weight[e] > w->graph->papers[e]);
    }
    if (same) {
        cot_i_json_object(w->json, "weight");
        cot_i_json_text(w->json, "as", "papers");
        cot_i_json_close(w->json);
        return;
    }
    cot_i_json_list(w->json, "weight");
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_rounded(w->json, NULL, w->graph->weight[w->map->edges[i]]);
    }
    cot_i_json_close(w->json);
}

static void write_edges(const writer_t *w) {
    cot_i_json_object(w->json, "edges");
    cot_i_pack_steps(w->json, "source", NULL, numbers(w, w->map->m, source_at));
    cot_i_pack_over(w->json, "target", numbers(w, w->map->m, target_at));
    write_weights(w);
    cot_i_json_list(w->json, "papers");
    for (uint64_t i = 0; i < w->map->m; i++) {
        cot_i_json_count(w->json, NULL, w->graph->papers[w->map->edges[i]]);
    }
    cot_i_json_close(w->json);
    cot_i_pack_over(w->json, "firstYear", numbers(w, w->map->m, first_year_at));
    write_last_years(w);
    cot_i_json_close(w->json);
}

/* ---- measures ------------------------------------------------------------------------------------------------ */

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
        COT_TRY(st, cot_i_pack_ranks(w->json, column, w->map, w->n_people, ranks, w->page->threads, err));
        cot_i_json_close(w->json);
    }
    cot_i_json_close(w->json);
done:
    cot_i_free(ranks);
    return st;
}

cot_status_t cot_i_page_network(cot_json_t *json, const char *key, const cot_page_t *page,
                                const cot_page_map_t *map, cot_error_t *err) {
    writer_t w = {json, page, map, map->network->graph, 0, 0};
    bool told = map != &page->people;
    while (w.n_people < map->n && map->vertices[w.n_people] < w.graph->n_left) {
        told = told && page->people.row && page->people.row[map->vertices[w.n_people]] != UINT32_MAX;
        w.n_people++;
    }
    w.first = told ? w.n_people : 0;
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
