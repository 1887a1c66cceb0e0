/* listing.c: names and values of a network's vertices and edges.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/listing.h"

#include <math.h>
#include <stdio.h>

#include "base/alloc.h"
#include "base/fail.h"

enum { KIND, AUTHOR_KEY, ORCID, PAPERS, FIRST_YEAR, LAST_YEAR, COMMUNITY, TOPICS, TOPIC_ID, TOPIC_SOURCE, COLUMN };

static const cot_attribute_t fixed[COT_LISTING_FIXED] = {
    {"kind", COT_VALUE_TEXT, KIND},           {"author_key", COT_VALUE_TEXT, AUTHOR_KEY},
    {"orcid", COT_VALUE_TEXT, ORCID},         {"papers", COT_VALUE_INT, PAPERS},
    {"first_year", COT_VALUE_INT, FIRST_YEAR}, {"last_year", COT_VALUE_INT, LAST_YEAR},
    {"community", COT_VALUE_INT, COMMUNITY},  {"topics", COT_VALUE_TEXT, TOPICS},
    {"topic_id", COT_VALUE_TEXT, TOPIC_ID},   {"topic_source", COT_VALUE_TEXT, TOPIC_SOURCE},
};

static const cot_attribute_t of_edges[COT_LISTING_EDGE] = {
    {"weight", COT_VALUE_REAL, 0}, {"papers", COT_VALUE_INT, 1},
    {"first_year", COT_VALUE_INT, 2}, {"last_year", COT_VALUE_INT, 3},
};

static bool has_orcid(const cot_listing_t *l) {
    const cot_results_t *results = l->results;
    for (uint32_t v = 0; results->incidence && results->authors && v < l->network->graph->n_left; v++) {
        if (cot_authors_at(results->authors, results->incidence->author_of[v]).orcid[0] != '\0') {
            return true;
        }
    }
    return false;
}

/* Whether a fixed attribute says anything in this network. */
static bool is_told(const cot_listing_t *l, int field) {
    switch (field) {
    case ORCID:
        return has_orcid(l);
    case COMMUNITY:
        return l->community != NULL;
    case TOPIC_ID:
    case TOPIC_SOURCE:
        return l->network->graph->kind == COT_AUTHOR_TOPIC;
    default:
        return true;
    }
}

static void list_attributes(cot_listing_t *l, size_t n_columns) {
    for (size_t i = 0; i < COT_LISTING_FIXED; i++) {
        if (is_told(l, fixed[i].field)) {
            l->attributes[l->n_attributes++] = fixed[i];
        }
    }
    for (size_t i = 0; i < n_columns; i++) {
        const cot_graphml_column_t *column = &l->columns[i];
        l->attributes[l->n_attributes++] =
            (cot_attribute_t){column->name, column->column->type == COT_INT ? COT_VALUE_INT : COT_VALUE_REAL,
                              COLUMN + (int)i};
    }
}

cot_status_t cot_i_listing_open(cot_listing_t *l, const cot_results_t *results, const cot_network_t *network,
                                int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_analysis_t *analysis = network->analysis;
    const size_t n_columns = analysis && network->graph ? analysis->n_columns : 0;
    *l = (cot_listing_t){.results = results, .network = network};
    memcpy(l->edge_attributes, of_edges, sizeof of_edges);
    if (!network->graph) {
        return COT_OK;
    }
    l->community = cot_i_communities_of(network);
    COT_NEW(st, err, l->columns, n_columns, "columns of a network");
    COT_NEW(st, err, l->attributes, COT_LISTING_FIXED + n_columns, "columns of a network");
    for (size_t i = 0; i < n_columns; i++) {
        cot_i_graphml_column(&l->columns[i], &analysis->columns[i], network->graph->n);
    }
    list_attributes(l, n_columns);
    COT_NEW(st, err, l->scratch, threads, "room for rows");
    l->n_scratch = (size_t)threads;
    for (size_t i = 0; i < l->n_scratch; i++) {
        l->scratch[i].topics = (cot_buf_t)COT_BUF_INIT(SIZE_MAX / 2);
        COT_TRY(st, cot_i_main_topics_init(&l->scratch[i].main_topics, results, err));
        COT_NEW(st, err, l->scratch[i].values, l->n_attributes, "values of a row");
    }
    if (network->graph->kind == COT_AUTHOR_TOPIC && results->incidence) {
        COT_TRY(st, cot_i_node_topics(&l->topics, results, err));
    }
done:
    return st;
}

cot_status_t cot_i_listing_close(cot_listing_t *l, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < l->n_scratch; i++) {
        const cot_status_t own = cot_i_buf_status(&l->scratch[i].topics, "topics of an author", err);
        st = st == COT_OK ? own : st;
        cot_i_main_topics_clear(&l->scratch[i].main_topics);
        cot_i_buf_clear(&l->scratch[i].topics);
        cot_i_free(l->scratch[i].values);
    }
    cot_i_free(l->scratch);
    cot_i_free(l->columns);
    cot_i_free(l->attributes);
    cot_i_free(l->topics);
    return st;
}

uint32_t cot_i_listing_vertices(const cot_listing_t *l) {
    return l->network->graph ? l->network->graph->n : 0;
}

uint64_t cot_i_listing_edges(const cot_listing_t *l) {
    return l->network->graph ? l->network->graph->m : 0;
}

static bool is_author(const cot_listing_t *l, uint32_t vertex) {
    return vertex < l->network->graph->n_left;
}

static uint32_t topic_number(const cot_listing_t *l, uint32_t vertex) {
    const cot_graph_t *graph = l->network->graph;
    return graph->topic_of ? graph->topic_of[vertex - graph->n_left] : vertex;
}

/* NULL for a topic that the results do not describe. */
static const cot_node_topic_t *topic_of(const cot_listing_t *l, uint32_t vertex) {
    const uint32_t number = topic_number(l, vertex);
    const bool known = l->topics && l->results->topics && number < cot_topics_count(l->results->topics);
    return known ? &l->topics[number] : NULL;
}

const char *cot_i_listing_id(const cot_listing_t *l, uint32_t vertex, char id[COT_LISTING_ID]) {
    const bool author = is_author(l, vertex);
    (void)snprintf(id, COT_LISTING_ID, "%c%u", author ? 'a' : 't', author ? vertex : topic_number(l, vertex));
    return id;
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

const char *cot_i_listing_label(const cot_listing_t *l, uint32_t vertex, char id[COT_LISTING_ID]) {
    const cot_incidence_t *incidence = l->results->incidence;
    const char *label = "";
    if (!is_author(l, vertex)) {
        label = topic_of(l, vertex) ? topic_of(l, vertex)->topic.label : "";
    } else if (incidence && l->results->authors) {
        label = cot_authors_label(l->results->authors, incidence->author_of[vertex]);
    }
    return is_blank(label) ? cot_i_listing_id(l, vertex, id) : label;
}

uint32_t cot_i_listing_color(const cot_listing_t *l, uint32_t vertex) {
    return cot_i_node_color(l->network, l->community, vertex);
}

static cot_value_t whole_value(int64_t value) {
    return (cot_value_t){COT_VALUE_INT, value, 0.0, NULL};
}

static cot_value_t real_value(double value) {
    return (cot_value_t){isfinite(value) ? COT_VALUE_REAL : COT_VALUE_NONE, 0, value, NULL};
}

static cot_value_t text_value(const char *text) {
    return (cot_value_t){is_blank(text) ? COT_VALUE_NONE : COT_VALUE_TEXT, 0, 0.0, text};
}

static cot_value_t year_value(int16_t year) {
    return (cot_value_t){year == COT_NO_YEAR ? COT_VALUE_NONE : COT_VALUE_INT, year, 0.0, NULL};
}

static cot_value_t column_value(const cot_column_t *column, uint32_t vertex) {
    return column->type == COT_INT ? whole_value(column->ints[vertex]) : real_value(column->reals[vertex]);
}

static cot_value_t author_value(const cot_listing_t *l, cot_listing_scratch_t *own, const cot_node_author_t *author,
                                uint32_t vertex, int field) {
    uint32_t topics[COT_MAIN_TOPICS], n;
    switch (field) {
    case KIND:
        return text_value(author->kind);
    case AUTHOR_KEY:
        return text_value(author->key);
    case ORCID:
        return text_value(author->orcid);
    case PAPERS:
        return whole_value(author->papers);
    case FIRST_YEAR:
        return year_value(author->first_year);
    case LAST_YEAR:
        return year_value(author->last_year);
    case TOPICS:
        n = cot_i_main_topics(&own->main_topics, l->results, vertex, topics);
        cot_i_topic_labels(&own->topics, l->results->topics, topics, n);
        return text_value(cot_i_buf_str(&own->topics));
    default:
        return (cot_value_t){COT_VALUE_NONE, 0, 0.0, NULL};
    }
}

static cot_value_t topic_value(const cot_node_topic_t *topic, int field) {
    if (field == KIND) {
        return text_value("topic");
    }
    switch (topic ? field : COLUMN) {
    case PAPERS:
        return whole_value(topic->papers);
    case FIRST_YEAR:
        return year_value(topic->first_year);
    case LAST_YEAR:
        return year_value(topic->last_year);
    case TOPIC_ID:
        return text_value(topic->topic.id);
    case TOPIC_SOURCE:
        return text_value(cot_i_topic_source(topic->topic.kind));
    default:
        return (cot_value_t){COT_VALUE_NONE, 0, 0.0, NULL};
    }
}

const cot_value_t *cot_i_listing_vertex(const cot_listing_t *l, int thread, uint32_t vertex) {
    cot_listing_scratch_t *const own = &l->scratch[thread];
    const bool person = is_author(l, vertex);
    const cot_node_author_t author = person ? cot_i_node_author(l->results, vertex) : (cot_node_author_t){0};
    for (size_t i = 0; i < l->n_attributes; i++) {
        const int field = l->attributes[i].field;
        own->values[i] = field >= COLUMN      ? column_value(l->columns[field - COLUMN].column, vertex)
                         : field == COMMUNITY ? whole_value(l->community[vertex])
                         : person             ? author_value(l, own, &author, vertex, field)
                                              : topic_value(topic_of(l, vertex), field);
    }
    return own->values;
}

void cot_i_listing_edge(const cot_listing_t *l, uint64_t edge, cot_value_t values[COT_LISTING_EDGE]) {
    const cot_graph_t *graph = l->network->graph;
    values[0] = real_value(graph->weight[edge]);
    values[1] = whole_value(graph->papers[edge]);
    values[2] = year_value(graph->first_year[edge]);
    values[3] = year_value(graph->last_year[edge]);
}

double cot_i_listing_x(const cot_listing_t *l, uint32_t vertex) {
    return l->network->x && l->network->y ? l->network->x[vertex] : NAN;
}

double cot_i_listing_y(const cot_listing_t *l, uint32_t vertex) {
    return l->network->x && l->network->y ? l->network->y[vertex] : NAN;
}

const char *cot_i_listing_name(const cot_listing_t *l) {
    return l->network == &l->results->author_topic ? "author-topics" : "coauthors";
}

void cot_i_listing_origin(const cot_listing_t *l, cot_buf_t *buf) {
    const cot_provenance_t *from = l->results->provenance;
    cot_i_rewind(buf);
    cot_i_buf_text(buf, "coterie ");
    cot_i_buf_text(buf, cot_version());
    if (from) {
        cot_i_buf_text(buf, ": ");
        cot_i_buf_text(buf, from->command ? from->command : "");
        for (size_t i = 0; i < from->n_arguments && i < 10; i++) {
            cot_i_buf_char(buf, ' ');
            cot_i_buf_text(buf, from->arguments[i]);
        }
        cot_i_buf_text(buf, from->n_arguments > 10 ? " ..." : "");
    }
}

void cot_i_put_fixed(cot_out_t *out, double value) {
    const double limited = isnan(value) ? 0.0 : fmin(fmax(value, -1e9), 1e9);
    cot_i_put_real(out, round(limited * 1000.0) / 1000.0);
}
