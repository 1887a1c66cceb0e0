/* to_igraph.c: a network as an igraph_t with attributes, for programs that go on with igraph.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "bridge/convert.h"
#include "coterie/igraph.h"

static cot_status_t set_edge_weights(const cot_graph_t *graph, igraph_t *out, cot_error_t *err) {
    igraph_vector_t weights;
    cot_ig_view(&weights, graph->weight, graph->m);
    return cot_i_lane_check(igraph_cattribute_EAN_setv(out, "weight", &weights), err);
}

static double year_or_nan(int16_t year) {
    return year == COT_NO_YEAR ? NAN : year;
}

static double edge_papers(const cot_graph_t *graph, uint64_t e) {
    return graph->papers[e];
}

static double edge_first_year(const cot_graph_t *graph, uint64_t e) {
    return year_or_nan(graph->first_year[e]);
}

static double edge_last_year(const cot_graph_t *graph, uint64_t e) {
    return year_or_nan(graph->last_year[e]);
}

static cot_status_t set_edge_attributes(const cot_graph_t *graph, igraph_t *out, cot_error_t *err) {
    static const struct {
        const char *name;
        double (*value)(const cot_graph_t *, uint64_t);
    } table[] = {{"papers", edge_papers}, {"first_year", edge_first_year}, {"last_year", edge_last_year}};
    igraph_vector_t values;
    cot_status_t st = set_edge_weights(graph, out, err);
    if (st == COT_OK) {
        st = cot_i_lane_check(igraph_vector_init(&values, (cot_ig_int_t)graph->m), err);
    }
    if (st != COT_OK) {
        return st;
    }
    for (size_t i = 0; st == COT_OK && i < sizeof table / sizeof *table; i++) {
        for (uint64_t e = 0; e < graph->m; e++) {
            VECTOR(values)[e] = table[i].value(graph, e);
        }
        st = cot_i_lane_check(igraph_cattribute_EAN_setv(out, table[i].name, &values), err);
    }
    igraph_vector_destroy(&values);
    return st;
}

/* Kept papers of each topic of cot_topics_t. */
static cot_status_t count_topic_papers(const cot_results_t *results, uint32_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *papers = NULL;
    COT_NEW(st, err, papers, cot_topics_count(results->topics), "topics");
    for (uint32_t p = 0; p < results->incidence->n_papers; p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(results->topics, results->incidence->paper_of[p], &list);
        for (uint32_t i = 0; i < n; i++) {
            papers[list[i]]++;
        }
    }
    *out = papers;
done:
    return st;
}

typedef struct {
    const char *label, *kind;
    double papers;
} vertex_t;

static vertex_t vertex_of(const cot_graph_t *graph, const cot_results_t *results,
                          const uint32_t *topic_papers, uint32_t v) {
    vertex_t vertex;
    if (v < graph->n_left) {
        const cot_incidence_t *incidence = results->incidence;
        cot_author_t author = cot_authors_at(results->authors, incidence->author_of[v]);
        vertex.label = author.label;
        vertex.kind = author.kind == COT_GROUP ? "group" : "author";
        vertex.papers = (double)(incidence->author_off[v + 1] - incidence->author_off[v]);
    } else {
        uint32_t topic = graph->topic_of[v - graph->n_left];
        vertex.label = cot_topics_at(results->topics, topic).label;
        vertex.kind = "topic";
        vertex.papers = topic_papers[topic];
    }
    return vertex;
}

static cot_status_t set_texts(const cot_graph_t *graph, const cot_results_t *results,
                              const uint32_t *topic_papers, const char *name, igraph_t *out,
                              cot_error_t *err) {
    igraph_strvector_t texts;
    bool labels = name[0] == 'l';
    cot_status_t st = cot_i_lane_check(igraph_strvector_init(&texts, (cot_ig_int_t)graph->n), err);
    if (st != COT_OK) {
        return st;
    }
    for (uint32_t v = 0; st == COT_OK && v < graph->n; v++) {
        vertex_t vertex = vertex_of(graph, results, topic_papers, v);
        st = cot_i_lane_check(
            igraph_strvector_set(&texts, (cot_ig_int_t)v, labels ? vertex.label : vertex.kind), err);
    }
    if (st == COT_OK) {
        st = cot_i_lane_check(igraph_cattribute_VAS_setv(out, name, &texts), err);
    }
    igraph_strvector_destroy(&texts);
    return st;
}

static cot_status_t set_papers(const cot_graph_t *graph, const cot_results_t *results,
                               const uint32_t *topic_papers, igraph_t *out, cot_error_t *err) {
    igraph_vector_t values;
    cot_status_t st = cot_i_lane_check(igraph_vector_init(&values, (cot_ig_int_t)graph->n), err);
    if (st != COT_OK) {
        return st;
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        VECTOR(values)[v] = vertex_of(graph, results, topic_papers, v).papers;
    }
    st = cot_i_lane_check(igraph_cattribute_VAN_setv(out, "papers", &values), err);
    igraph_vector_destroy(&values);
    return st;
}

static cot_status_t set_vertex_attributes(const cot_graph_t *graph, const cot_results_t *results,
                                          igraph_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *topic_papers = NULL;
    if (graph->n > graph->n_left) {
        COT_TRY(st, count_topic_papers(results, &topic_papers, err));
    }
    COT_TRY(st, set_texts(graph, results, topic_papers, "label", out, err));
    COT_TRY(st, set_texts(graph, results, topic_papers, "kind", out, err));
    COT_TRY(st, set_papers(graph, results, topic_papers, out, err));
done:
    cot_i_free(topic_papers);
    return st;
}

static cot_status_t check(const cot_graph_t *graph, const cot_results_t *results, const igraph_t *out,
                          cot_error_t *err) {
    if (!graph || !out) {
        return cot_i_fail(err, COT_E_ARG, "igraph copy: no network, or no place for the result");
    }
    if (results &&
        (!results->incidence || !results->authors || results->incidence->n_authors != graph->n_left ||
         (graph->n > graph->n_left && (!results->topics || !graph->topic_of)))) {
        return cot_i_fail(err, COT_E_ARG,
                          "igraph copy: these results are not those of a network with %u authors",
                          graph->n_left);
    }
    return COT_OK;
}

cot_status_t cot_graph_to_igraph(const cot_graph_t *graph, const cot_results_t *results, igraph_t *out,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, check(graph, results, out, err));
    COT_TRY(st, cot_i_lane_enter(NULL, "igraph copy", err));
    bool attributes = cot_i_lane_attributes();
    st = cot_i_ig_create(out, graph->n, graph->m, graph->from, graph->to, 1, err);
    if (st == COT_OK && attributes) {
        st = set_edge_attributes(graph, out, err);
        if (st == COT_OK && results) {
            st = set_vertex_attributes(graph, results, out, err);
        }
        if (st != COT_OK) {
            igraph_destroy(out);
        }
    }
    cot_i_lane_leave();
done:
    return st;
}
