/* page_choose.c: who is on the maps of the page.
 *
 * People: everybody, when they and their edges are within the limits. Else the largest communities, whole, while they
 * fit. Without communities, or when even the largest does not fit: those with most papers (then the greatest strength,
 * then the smaller number), joined by the backbone of page_edges.c.
 *
 * People and topics: the people of that map and all topics; when these are too many, the topics with most papers, on
 * up to a quarter of the places or as many as the people leave, and the people with most papers; edges likewise.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "report/page.h"

/* ---- rows
 * ------------------------------------------------------------------------------------------------------ */

/* Rows for the marked vertices (mark = 1, in map->row). */
static cot_status_t number_rows(cot_page_map_t *map, uint32_t n_vertices, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t shown = 0;
    for (uint32_t v = 0; v < n_vertices; v++) {
        shown += map->row[v];
    }
    COT_NEW(st, err, map->vertices, shown, "vertices of a map");
    for (uint32_t v = 0; v < n_vertices; v++) {
        if (map->row[v]) {
            map->vertices[map->n] = v;
            map->row[v] = map->n++;
        } else {
            map->row[v] = UINT32_MAX;
        }
    }
done:
    return st;
}

/* ---- people
 * ---------------------------------------------------------------------------------------------------- */

typedef struct {
    const cot_results_t *results;
    const cot_graph_t *graph;
    double *strength;
} people_t;

/* Ties of the order by papers: by strength, then by number. */
static int stronger_first(uint32_t a, uint32_t b, const void *data) {
    const double *strength = ((const people_t *)data)->strength;
    return strength[a] > strength[b] ? -1 : strength[a] < strength[b] ? 1 : (a > b) - (a < b);
}

/* Marks those `most` of the candidates (all people, when NULL) who have most papers. */
static cot_status_t mark_prolific(const cot_page_t *page, const uint32_t *candidates, uint32_t n, uint32_t most,
                                  uint32_t *mark, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = page->results->coauthor.graph;
    people_t people = {page->results, graph, NULL};
    cot_i_keyed_t *order = NULL;
    COT_NEW(st, err, people.strength, graph->n, "people of a map");
    COT_NEW(st, err, order, n, "people of a map");
    cot_graph_strengths(graph, people.strength);
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t v = candidates ? candidates[i] : i;
        order[i] = (cot_i_keyed_t){UINT32_MAX - cot_i_report_author_papers(page->results, v), v};
    }
    COT_TRY(st, cot_i_sort_keyed(order, n, stronger_first, &people, page->threads, err));
    for (uint32_t i = 0; i < n && i < most; i++) {
        mark[order[i].value] = 1;
    }
done:
    cot_i_free(people.strength);
    cot_i_free(order);
    return st;
}

/* How many of the largest communities fit, whole: sums of their people and of the edges among them. */
static cot_status_t count_fitting(const cot_page_t *page, uint32_t *fitting, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = page->results->coauthor.graph;
    const int64_t *community = page->model.community;
    uint64_t *people = NULL, *edges = NULL, sum_people = 0, sum_edges = 0;
    *fitting = 0;
    COT_NEW(st, err, people, graph->n, "communities of a map"); /* communities are numbered below n */
    COT_NEW(st, err, edges, graph->n, "communities of a map");
    for (uint32_t v = 0; v < graph->n; v++) {
        people[community[v]]++;
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        const int64_t a = community[graph->from[e]], b = community[graph->to[e]];
        edges[a > b ? a : b]++;
    }
    for (uint32_t c = 0; c < graph->n && people[c] > 0; c++) {
        sum_people += people[c];
        sum_edges += edges[c];
        if (sum_people > page->limits.nodes || sum_edges > page->limits.edges) {
            break;
        }
        *fitting = c + 1;
    }
done:
    cot_i_free(people);
    cot_i_free(edges);
    return st;
}

static void tell_communities(cot_page_map_t *map, uint32_t fitting, uint32_t all) {
    const cot_graph_t *graph = map->network->graph;
    char n[6][32];
    (void)snprintf(map->cut, sizeof map->cut,
                   fitting == 1
                       ? "The map shows the largest of %.0s%s communities: %s of %s people and %s of %s pairs."
                       : "The map shows the %s largest of %s communities: %s of %s people and %s of %s pairs.",
                   cot_i_page_count(fitting, n[0]), cot_i_page_count(all, n[1]), cot_i_page_count(map->n, n[2]),
                   cot_i_page_count(graph->n, n[3]), cot_i_page_count(map->m, n[4]),
                   cot_i_page_count(graph->m, n[5]));
}

static const char backbone[] = "those that keep everybody joined who is (a maximum spanning forest by weight), then "
                               "those that stand out most for one of their ends (disparity filter)";

static void tell_people(cot_page_map_t *map, uint64_t among) {
    const cot_graph_t *graph = map->network->graph;
    char n[5][32], people[120];
    (void)snprintf(people, sizeof people,
                   map->n < graph->n ? "the %s of %s people with most papers" : "all %s people",
                   cot_i_page_count(map->n, n[0]), cot_i_page_count(graph->n, n[1]));
    if (map->m < among) {
        (void)snprintf(map->cut, sizeof map->cut, "The map shows %s and %s of the %s pairs among them: %s.", people,
                       cot_i_page_count(map->m, n[2]), cot_i_page_count(among, n[3]), backbone);
    } else {
        (void)snprintf(map->cut, sizeof map->cut, "The map shows %s and the %s of %s pairs among them.", people,
                       cot_i_page_count(map->m, n[2]), cot_i_page_count(graph->m, n[4]));
    }
}

/* One or two communities are no map of a field. */
enum { FEWEST_COMMUNITIES = 3 };

static cot_status_t mark_people(cot_page_t *page, uint32_t *fitting, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = page->results->coauthor.graph;
    uint32_t *mark = page->people.row;
    const bool all = graph->n <= page->limits.nodes && graph->m <= page->limits.edges;
    *fitting = 0;
    if (!all && page->model.community) {
        COT_TRY(st, count_fitting(page, fitting, err));
        *fitting = *fitting < FEWEST_COMMUNITIES ? 0 : *fitting;
    }
    if (!all && *fitting == 0) {
        COT_TRY(st, mark_prolific(page, NULL, graph->n, page->limits.nodes, mark, err));
    }
    for (uint32_t v = 0; v < graph->n && (all || *fitting > 0); v++) {
        mark[v] = all || page->model.community[v] < *fitting;
    }
done:
    return st;
}

static uint32_t count_communities(const int64_t *community, uint32_t n) {
    int64_t last = -1;
    for (uint32_t v = 0; v < n; v++) {
        last = community[v] > last ? community[v] : last;
    }
    return (uint32_t)(last + 1);
}

cot_status_t cot_i_page_choose_people(cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_page_map_t *map = &page->people;
    uint32_t fitting;
    uint64_t among;
    map->network = &page->results->coauthor;
    const cot_graph_t *graph = map->network->graph;
    if (!graph) {
        return COT_OK;
    }
    COT_NEW(st, err, map->row, graph->n, "people of a map");
    COT_TRY(st, mark_people(page, &fitting, err));
    COT_TRY(st, number_rows(map, graph->n, err));
    COT_TRY(st, cot_i_page_choose_edges(map, page->limits.edges, &among, page->threads, err));
    if (fitting > 0) {
        tell_communities(map, fitting, count_communities(page->model.community, graph->n));
    } else if (map->n < graph->n || map->m < among) {
        tell_people(map, among);
    }
done:
    return st;
}

/* ---- people and topics
 * ----------------------------------------------------------------------------------------- */

/* Marks the topics that have one of the first `most` rows. */
static uint32_t mark_topics(const cot_page_t *page, const cot_graph_t *graph, uint32_t most, uint32_t *mark) {
    uint32_t n = 0;
    for (uint32_t v = graph->n_left; v < graph->n; v++) {
        const int32_t row = page->topic_row[graph->topic_of[v - graph->n_left]];
        mark[v] = row >= 0 && (uint32_t)row < most;
        n += mark[v];
    }
    return n;
}

static cot_status_t mark_with_topics(const cot_page_t *page, const cot_graph_t *graph, uint32_t *mark,
                                     cot_error_t *err) {
    const uint32_t most = page->limits.nodes, people = page->people.n;
    uint32_t topics = mark_topics(page, graph, page->n_topics, mark);
    if ((uint64_t)people + topics > most) {
        const uint32_t left = people < most ? most - people : 0;
        topics = mark_topics(page, graph, left > most / 4 ? left : most / 4, mark);
    }
    if ((uint64_t)people + topics > most) {
        return mark_prolific(page, page->people.vertices, people, most > topics ? most - topics : 0, mark, err);
    }
    for (uint32_t i = 0; i < people; i++) {
        mark[page->people.vertices[i]] = 1;
    }
    return COT_OK;
}

static void tell_topics(const cot_page_t *page, cot_page_map_t *map, uint64_t among) {
    const cot_graph_t *graph = map->network->graph;
    char n[6][32];
    uint32_t people = 0;
    while (people < map->n && map->vertices[people] < graph->n_left) {
        people++;
    }
    const bool fewer = people < page->people.n, whole = page->people.n == page->results->coauthor.graph->n;
    const int used = snprintf(
        map->cut, sizeof map->cut, "The map shows %s of %s people (%s%s) and %s of %s topics", cot_i_page_count(people, n[0]),
        cot_i_page_count(graph->n_left, n[1]), fewer ? "those with most papers" : "those",
        whole ? "" : " on the map of people", cot_i_page_count(map->n - people, n[2]),
        cot_i_page_count(graph->n - graph->n_left, n[3]));
    if (map->m < among) {
        (void)snprintf(map->cut + used, sizeof map->cut - (size_t)used, ", joined by %s of %s edges: %s.",
                       cot_i_page_count(map->m, n[4]), cot_i_page_count(among, n[5]), backbone);
    } else {
        (void)snprintf(map->cut + used, sizeof map->cut - (size_t)used, ".");
    }
}

cot_status_t cot_i_page_choose_topics(cot_page_t *page, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_page_map_t *map = &page->topics;
    uint64_t among;
    map->network = &page->results->author_topic;
    const cot_graph_t *graph = map->network->graph;
    if (!graph || !page->people.network->graph || page->n_topics == 0) {
        return COT_OK;
    }
    COT_NEW(st, err, map->row, graph->n, "vertices of a map");
    COT_TRY(st, mark_with_topics(page, graph, map->row, err));
    COT_TRY(st, number_rows(map, graph->n, err));
    COT_TRY(st, cot_i_page_choose_edges(map, page->limits.edges, &among, page->threads, err));
    if (map->n < graph->n || map->m < among) {
        tell_topics(page, map, among);
    }
done:
    return st;
}
