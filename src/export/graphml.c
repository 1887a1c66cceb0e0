/* graphml.c: a network as a GraphML file, written as a stream.
 *
 * What it must be like for Gephi, Gephi Lite, igraph and NetworkX all to read it without an issue: UTF-8
 * declared; a label, a place, a size and a colour on every node (values without a default); the edge weight
 * under the key "weight", above 0; one edge per pair; infinities as INF; numbers that are not defined and
 * texts that are only white space left out; no data of the whole graph. igraph's own writer makes every
 * number a double, writes "Inf", and gives up at a control character, so it is not used.
 * Format: Brandes et al., GraphML Progress Report, GD 2001, LNCS 2265.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/graphml.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "export/xml.h"

/* The ids of the papers behind an edge are written while all of them together are no more than this. */
enum { MOST_PAPER_IDS = 200000 };
enum { COLOR_AUTHOR = 0x4477AA, COLOR_TOPIC = 0xCC6677 };  /* where there are no communities */

#define PUT(out, literal) cot_out_bytes((out), (literal), sizeof(literal) - 1)
#define OPEN(key) "<data key=\"" key "\">"
#define CLOSE "</data>"

/* Three decimals: readers keep these as floats, and a drawing needs no more. */
static void put_fixed(cot_out_t *out, double value) {
    double limited = isnan(value) ? 0.0 : fmin(fmax(value, -1e9), 1e9);
    long long thousandths = llround(limited * 1000.0);
    unsigned long long size = thousandths < 0 ? 0ULL - (unsigned long long)thousandths
                                              : (unsigned long long)thousandths;
    unsigned fraction = (unsigned)(size % 1000);
    if (thousandths < 0) {
        PUT(out, "-");
    }
    cot_out_int(out, (int64_t)(size / 1000));
    if (fraction > 0) {
        char text[4] = {'.', (char)('0' + fraction / 100), (char)('0' + fraction / 10 % 10),
                        (char)('0' + fraction % 10)};
        cot_out_bytes(out, text, fraction % 100 == 0 ? 2 : fraction % 10 == 0 ? 3 : 4);
    }
}

static void put_color(cot_out_t *out, uint32_t color) {
    static const char digits[] = "0123456789abcdef";
    char text[7] = {'#'};
    for (int i = 6; i > 0; i--, color >>= 4) {
        text[i] = digits[color & 15];
    }
    PUT(out, OPEN("color"));
    cot_out_bytes(out, text, sizeof text);
    PUT(out, CLOSE);
}

static void put_string(cot_out_t *out, const char *open, const char *text) {
    if (cot_i_xml_has_text(text)) {
        cot_out_text(out, open);
        cot_i_xml_string_value(out, text);
        PUT(out, CLOSE);
    }
}

static void put_int(cot_out_t *out, const char *open, int64_t value) {
    cot_out_text(out, open);
    cot_out_int(out, value);
    PUT(out, CLOSE);
}

static void put_years(cot_out_t *out, int16_t first, int16_t last) {
    if (first != COT_NO_YEAR) {
        put_int(out, OPEN("first_year"), first);
    }
    if (last != COT_NO_YEAR) {
        put_int(out, OPEN("last_year"), last);
    }
}

static char vertex_letter(const cot_graph_t *graph, uint32_t vertex) {
    return vertex < graph->n_left ? 'a' : 't';
}

static uint32_t vertex_number(const cot_graph_t *graph, uint32_t vertex) {
    return vertex < graph->n_left || !graph->topic_of ? vertex : graph->topic_of[vertex - graph->n_left];
}

static void put_vertex(cot_out_t *out, const cot_graph_t *graph, uint32_t vertex) {
    char letter = vertex_letter(graph, vertex);
    cot_out_bytes(out, &letter, 1);
    cot_out_int(out, vertex_number(graph, vertex));
}

/* A node without a name shows its id. */
static void put_label(const cot_graphml_t *file, uint32_t vertex, const char *label) {
    PUT(file->out, OPEN("label"));
    if (cot_i_xml_has_text(label)) {
        cot_i_xml_text(file->out, label);
    } else {
        put_vertex(file->out, file->network->graph, vertex);
    }
    PUT(file->out, CLOSE);
}

static void put_looks(const cot_graphml_t *file, uint32_t vertex) {
    const cot_network_t *network = file->network;
    cot_out_t *out = file->out;
    if (network->x && network->y) {
        PUT(out, OPEN("x"));
        put_fixed(out, network->x[vertex]);
        PUT(out, CLOSE OPEN("y"));
        put_fixed(out, network->y[vertex]);
        PUT(out, CLOSE);
    }
    if (network->size) {
        PUT(out, OPEN("size"));
        put_fixed(out, network->size[vertex]);
        PUT(out, CLOSE);
    }
    uint32_t plain = vertex < network->graph->n_left ? COLOR_AUTHOR : COLOR_TOPIC;
    put_color(out, file->community ? cot_community_color(file->community[vertex]) : plain);
}

static void put_columns(const cot_graphml_t *file, uint32_t vertex) {
    if (file->community) {
        put_int(file->out, OPEN("community"), file->community[vertex]);
    }
    for (size_t i = 0; i < file->n_columns; i++) {
        const cot_graphml_column_t *column = &file->columns[i];
        bool whole = column->column->type == COT_INT;
        if (!whole && isnan(column->column->reals[vertex])) {
            continue;
        }
        cot_out_bytes(file->out, column->open, column->open_length);
        if (whole) {
            cot_out_int(file->out, column->column->ints[vertex]);
        } else {
            cot_out_real(file->out, column->column->reals[vertex]);
        }
        PUT(file->out, CLOSE);
    }
}

static void put_author(cot_graphml_t *file, uint32_t vertex) {
    cot_node_author_t author = cot_i_node_author(file->results, vertex);
    uint32_t topics[COT_MAIN_TOPICS];
    put_label(file, vertex, author.label);
    put_looks(file, vertex);
    put_string(file->out, OPEN("kind"), author.kind);
    put_string(file->out, OPEN("author_key"), author.key);
    if (file->has_orcid) {
        put_string(file->out, OPEN("orcid"), author.orcid);
    }
    put_int(file->out, OPEN("papers"), author.papers);
    put_years(file->out, author.first_year, author.last_year);
    uint32_t n = cot_i_main_topics(&file->main_topics, file->results, vertex, topics);
    cot_i_topic_labels(&file->text, file->results->topics, topics, n);
    put_string(file->out, OPEN("topics"), cot_i_buf_str(&file->text));
}

static void put_topic(const cot_graphml_t *file, uint32_t vertex) {
    uint32_t number = vertex_number(file->network->graph, vertex);
    bool known = file->topics && file->results->topics && number < cot_topics_count(file->results->topics);
    put_label(file, vertex, known ? file->topics[number].topic.label : "");
    put_looks(file, vertex);
    put_string(file->out, OPEN("kind"), "topic");
    if (known) {
        const cot_node_topic_t *topic = &file->topics[number];
        put_int(file->out, OPEN("papers"), topic->papers);
        put_years(file->out, topic->first_year, topic->last_year);
        put_string(file->out, OPEN("topic_id"), topic->topic.id);
        put_string(file->out, OPEN("topic_source"), cot_i_topic_source(topic->topic.kind));
    }
}

static void put_nodes(cot_graphml_t *file) {
    const cot_graph_t *graph = file->network->graph;
    for (uint32_t v = 0; v < graph->n; v++) {
        PUT(file->out, "  <node id=\"");
        put_vertex(file->out, graph, v);
        PUT(file->out, "\">");
        if (v < graph->n_left) {
            put_author(file, v);
        } else {
            put_topic(file, v);
        }
        put_columns(file, v);
        PUT(file->out, "</node>\n");
    }
}

static void put_paper_ids(const cot_graphml_t *file, uint64_t edge) {
    const cot_graph_t *graph = file->network->graph;
    const cot_incidence_t *incidence = file->results->incidence;
    uint64_t n = cot_edge_papers(incidence, graph->from[edge], graph->to[edge], file->edge_papers,
                                 file->most_edge_papers);
    if (n == 0) {
        return;
    }
    PUT(file->out, OPEN("paper_ids"));
    for (uint64_t i = 0; i < n && i < file->most_edge_papers; i++) {
        if (i > 0) {
            PUT(file->out, " ");
        }
        uint32_t paper = incidence->paper_of[file->edge_papers[i]];
        cot_i_xml_string_value(file->out, cot_corpus_paper(file->results->corpus, paper).id);
    }
    PUT(file->out, CLOSE);
}

static void put_edges(const cot_graphml_t *file) {
    const cot_graph_t *graph = file->network->graph;
    cot_out_t *out = file->out;
    for (uint64_t e = 0; e < graph->m; e++) {
        PUT(out, "  <edge source=\"");
        put_vertex(out, graph, graph->from[e]);
        PUT(out, "\" target=\"");
        put_vertex(out, graph, graph->to[e]);
        PUT(out, "\">" OPEN("weight"));
        cot_out_real(out, graph->weight[e]);
        PUT(out, CLOSE);
        put_int(out, OPEN("papers"), graph->papers[e]);
        put_years(out, graph->first_year[e], graph->last_year[e]);
        if (file->has_paper_ids) {
            put_paper_ids(file, e);
        }
        PUT(out, "</edge>\n");
    }
}

/* Decides which columns the file has, and makes room for what writing it needs. */
static cot_status_t prepare_edges(cot_graphml_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = file->network->graph;
    uint64_t total = 0;
    for (uint64_t e = 0; e < graph->m; e++) {
        total += graph->papers[e];
        if (graph->papers[e] > file->most_edge_papers) {
            file->most_edge_papers = graph->papers[e];
        }
    }
    file->has_paper_ids = graph->kind == COT_COAUTHOR && file->results->incidence && file->results->corpus &&
                          total <= MOST_PAPER_IDS;
    COT_NEW(st, err, file->edge_papers, file->most_edge_papers, "papers of an edge");
done:
    return st;
}

static cot_status_t prepare(cot_graphml_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_analysis_t *analysis = file->network->analysis;
    const cot_graph_t *graph = file->network->graph;
    if (!graph) {
        return COT_OK;
    }
    file->community = cot_i_communities_of(file->network);
    file->n_columns = analysis ? analysis->n_columns : 0;
    COT_NEW(st, err, file->columns, file->n_columns, "columns of a GraphML file");
    for (size_t i = 0; i < file->n_columns; i++) {
        cot_i_graphml_column(&file->columns[i], &analysis->columns[i], graph->n);
    }
    for (uint32_t v = 0; v < graph->n_left && !file->has_orcid; v++) {
        file->has_orcid = cot_i_node_author(file->results, v).orcid[0] != '\0';
    }
    COT_TRY(st, cot_i_main_topics_init(&file->main_topics, file->results, err));
    COT_TRY(st, prepare_edges(file, err));
    if (graph->kind == COT_AUTHOR_TOPIC && file->results->incidence) {
        COT_TRY(st, cot_i_node_topics(&file->topics, file->results, err));
    }
done:
    return st;
}

cot_status_t cot_write_graphml(const cot_results_t *results, const cot_network_t *network, cot_out_t *out,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graphml_t file = {.out = out, .results = results, .network = network,
                          .text = COT_BUF_INIT(SIZE_MAX / 2)};
    COT_TRY(st, prepare(&file, err));
    PUT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    cot_i_graphml_comment(&file);
    PUT(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    cot_i_graphml_keys(&file);
    PUT(out, " <graph edgedefault=\"undirected\">\n");
    if (network->graph) {
        put_nodes(&file);
        put_edges(&file);
    }
    PUT(out, " </graph>\n</graphml>\n");
    COT_TRY(st, cot_i_buf_status(&file.text, "topics of an author", err));
done:
    cot_i_free(file.columns);
    cot_i_free(file.topics);
    cot_i_free(file.edge_papers);
    cot_i_main_topics_clear(&file.main_topics);
    cot_i_buf_clear(&file.text);
    return st;
}
