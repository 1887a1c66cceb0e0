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
#include "base/out.h"
#include "export/xml.h"

/* The ids of the papers behind an edge are written while all of them together are no more than this. */
enum { MOST_PAPER_IDS = 200000 };
enum { NODE_ROWS = 256, EDGE_ROWS = 2048 };                /* formatted at once: some 256 KiB */
enum { PART = 128 };                                       /* more than any part of a row without text */

#define OPEN(key) "<data key=\"" key "\">"
#define CLOSE "</data>"

/* What formatting rows needs besides the file. */
typedef struct {
    const cot_graphml_t *file;
    cot_out_t *out;
    cot_graphml_scratch_t *own; /* of this thread */
} rows_t;

/* Three decimals: readers keep these as floats, and a drawing needs no more. */
static char *add_fixed(char *p, double value) {
    double limited = isnan(value) ? 0.0 : fmin(fmax(value, -1e9), 1e9);
    long long thousandths = llround(limited * 1000.0);
    unsigned long long size = thousandths < 0 ? 0ULL - (unsigned long long)thousandths
                                              : (unsigned long long)thousandths;
    unsigned fraction = (unsigned)(size % 1000);
    if (thousandths < 0) {
        *p++ = '-';
    }
    p += cot_i_digits(size / 1000, p);
    if (fraction > 0) {
        char text[4] = {'.', (char)('0' + fraction / 100), (char)('0' + fraction / 10 % 10),
                        (char)('0' + fraction % 10)};
        memcpy(p, text, sizeof text);
        p += fraction % 100 == 0 ? 2 : fraction % 10 == 0 ? 3 : 4;
    }
    return p;
}

static char *add_color(char *p, uint32_t color) {
    static const char digits[] = "0123456789abcdef";
    p = COT_ADD(p, OPEN("color") "#");
    for (int i = 5; i >= 0; i--, color >>= 4) {
        p[i] = digits[color & 15];
    }
    return COT_ADD(p + 6, CLOSE);
}

static char *add_int(char *p, int64_t value) {
    if (value < 0) {
        *p++ = '-';
    }
    p += cot_i_digits(value < 0 ? 0 - (uint64_t)value : (uint64_t)value, p);
    return COT_ADD(p, CLOSE);
}

static char *add_years(char *p, int16_t first, int16_t last) {
    if (first != COT_NO_YEAR) {
        p = add_int(COT_ADD(p, OPEN("first_year")), first);
    }
    if (last != COT_NO_YEAR) {
        p = add_int(COT_ADD(p, OPEN("last_year")), last);
    }
    return p;
}

static char *add_vertex(char *p, const cot_graph_t *graph, uint32_t vertex) {
    const bool author = vertex < graph->n_left;
    *p++ = author ? 'a' : 't';
    return p + cot_i_digits(author || !graph->topic_of ? vertex : graph->topic_of[vertex - graph->n_left], p);
}

/* What a pointer has moved over is written. */
static void wrote(cot_out_t *out, const char *end) {
    out->used = (size_t)(end - out->buffer);
}

static void put_int(cot_out_t *out, const char *open, int64_t value) {
    cot_i_put_text(out, open);
    wrote(out, add_int(cot_i_out_place(out, PART), value));
}

static void put_years(cot_out_t *out, int16_t first, int16_t last) {
    wrote(out, add_years(cot_i_out_place(out, PART), first, last));
}

static void put_string(cot_out_t *out, const char *open, const char *text) {
    if (cot_i_xml_has_text(text)) {
        cot_i_put_text(out, open);
        cot_i_xml_string_value(out, text);
        COT_PUT(out, CLOSE);
    }
}

static uint32_t topic_number(const cot_graph_t *graph, uint32_t vertex) {
    return graph->topic_of ? graph->topic_of[vertex - graph->n_left] : vertex;
}

/* A node without a name shows its id. */
static void put_label(const rows_t *rows, uint32_t vertex, const char *label) {
    COT_PUT(rows->out, OPEN("label"));
    if (cot_i_xml_has_text(label)) {
        cot_i_xml_text(rows->out, label);
    } else {
        wrote(rows->out, add_vertex(cot_i_out_place(rows->out, PART), rows->file->network->graph, vertex));
    }
    COT_PUT(rows->out, CLOSE);
}

static void put_looks(const rows_t *rows, uint32_t vertex) {
    const cot_network_t *network = rows->file->network;
    char *p = cot_i_out_place(rows->out, 4 * PART);
    if (network->x && network->y) {
        p = add_fixed(COT_ADD(p, OPEN("x")), network->x[vertex]);
        p = add_fixed(COT_ADD(p, CLOSE OPEN("y")), network->y[vertex]);
        p = COT_ADD(p, CLOSE);
    }
    if (network->size) {
        p = add_fixed(COT_ADD(p, OPEN("size")), network->size[vertex]);
        p = COT_ADD(p, CLOSE);
    }
    p = add_color(p, cot_i_node_color(network, rows->file->community, vertex));
    wrote(rows->out, p);
}

static void put_columns(const rows_t *rows, uint32_t vertex) {
    const cot_graphml_t *file = rows->file;
    if (file->community) {
        put_int(rows->out, OPEN("community"), file->community[vertex]);
    }
    for (size_t i = 0; i < file->n_columns; i++) {
        const cot_graphml_column_t *column = &file->columns[i];
        bool whole = column->column->type == COT_INT;
        if (!whole && isnan(column->column->reals[vertex])) {
            continue;
        }
        char *p = cot_i_out_place(rows->out, sizeof column->open + PART);
        memcpy(p, column->open, column->open_length);
        p += column->open_length;
        if (whole) {
            p = add_int(p, column->column->ints[vertex]);
        } else {
            p += cot_i_format_real(column->column->reals[vertex], p);
            p = COT_ADD(p, CLOSE);
        }
        wrote(rows->out, p);
    }
}

static void put_author(const rows_t *rows, uint32_t vertex) {
    const cot_results_t *results = rows->file->results;
    cot_out_t *out = rows->out;
    cot_node_author_t author = cot_i_node_author(results, vertex);
    uint32_t topics[COT_MAIN_TOPICS];
    put_label(rows, vertex, author.label);
    put_looks(rows, vertex);
    put_string(out, OPEN("kind"), author.kind);
    put_string(out, OPEN("author_key"), author.key);
    if (rows->file->has_orcid) {
        put_string(out, OPEN("orcid"), author.orcid);
    }
    put_int(out, OPEN("papers"), author.papers);
    put_years(out, author.first_year, author.last_year);
    uint32_t n = cot_i_main_topics(&rows->own->main_topics, results, vertex, topics);
    cot_i_topic_labels(&rows->own->text, results->topics, topics, n);
    put_string(out, OPEN("topics"), cot_i_buf_str(&rows->own->text));
}

static void put_topic(const rows_t *rows, uint32_t vertex) {
    const cot_graphml_t *file = rows->file;
    uint32_t number = topic_number(file->network->graph, vertex);
    bool known = file->topics && file->results->topics && number < cot_topics_count(file->results->topics);
    put_label(rows, vertex, known ? file->topics[number].topic.label : "");
    put_looks(rows, vertex);
    put_string(rows->out, OPEN("kind"), "topic");
    if (known) {
        const cot_node_topic_t *topic = &file->topics[number];
        put_int(rows->out, OPEN("papers"), topic->papers);
        put_years(rows->out, topic->first_year, topic->last_year);
        put_string(rows->out, OPEN("topic_id"), topic->topic.id);
        put_string(rows->out, OPEN("topic_source"), cot_i_topic_source(topic->topic.kind));
    }
}

static void put_nodes(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_graphml_t *file = data;
    const rows_t rows = {file, out, &file->scratch[thread]};
    const cot_graph_t *graph = file->network->graph;
    for (uint32_t v = (uint32_t)first; v < end; v++) {
        char *p = COT_ADD(cot_i_out_place(out, PART), "  <node id=\"");
        wrote(out, COT_ADD(add_vertex(p, graph, v), "\">"));
        if (v < graph->n_left) {
            put_author(&rows, v);
        } else {
            put_topic(&rows, v);
        }
        put_columns(&rows, v);
        COT_PUT(out, "</node>\n");
    }
}

static void put_paper_ids(const rows_t *rows, uint64_t edge) {
    const cot_graphml_t *file = rows->file;
    const cot_graph_t *graph = file->network->graph;
    const cot_incidence_t *incidence = file->results->incidence;
    uint64_t n = cot_edge_papers(incidence, graph->from[edge], graph->to[edge], rows->own->edge_papers,
                                 file->most_edge_papers);
    if (n == 0) {
        return;
    }
    COT_PUT(rows->out, OPEN("paper_ids"));
    for (uint64_t i = 0; i < n && i < file->most_edge_papers; i++) {
        const size_t *at = &file->paper_id_at[rows->own->edge_papers[i]], blank = i == 0;
        cot_i_put(rows->out, file->paper_ids->buffer + at[0] + blank, at[1] - at[0] - blank);
    }
    COT_PUT(rows->out, CLOSE);
}

/* What rows to come will need from far-off places, in two steps: where a list is, then the list. */
static void fetch_ahead(const cot_graphml_t *file, uint64_t edge) {
    enum { AHEAD = 8 };
    const cot_graph_t *graph = file->network->graph;
    const cot_incidence_t *incidence = file->results->incidence;
    if (edge + 2 * AHEAD < graph->m) {
        __builtin_prefetch(&incidence->author_off[graph->to[edge + 2 * AHEAD]]);
        __builtin_prefetch(&incidence->author_papers[incidence->author_off[graph->to[edge + AHEAD]]]);
    }
}

static void put_edges(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_graphml_t *file = data;
    const rows_t rows = {file, out, &file->scratch[thread]};
    const cot_graph_t *graph = file->network->graph;
    for (uint64_t e = first; e < end; e++) {
        char *p = cot_i_out_place(out, 4 * PART);
        p = add_vertex(COT_ADD(p, "  <edge source=\""), graph, graph->from[e]);
        p = add_vertex(COT_ADD(p, "\" target=\""), graph, graph->to[e]);
        p = COT_ADD(p, "\">" OPEN("weight"));
        p += cot_i_format_real(graph->weight[e], p);
        p = add_int(COT_ADD(p, CLOSE OPEN("papers")), graph->papers[e]);
        wrote(out, add_years(p, graph->first_year[e], graph->last_year[e]));
        if (file->has_paper_ids) {
            fetch_ahead(file, e);
            put_paper_ids(&rows, e);
        }
        COT_PUT(out, "</edge>\n");
    }
}

/* Decides which columns the edges have. */
static void look_at_edges(cot_graphml_t *file) {
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
}

static void find_orcid(cot_graphml_t *file) {
    const cot_results_t *results = file->results;
    const uint32_t n = results->incidence && results->authors ? file->network->graph->n_left : 0;
    bool found = false;
#pragma omp parallel for num_threads(file->n_scratch) schedule(static) reduction(|| : found)
    for (uint32_t v = 0; v < n; v++) {
        found = found || cot_authors_at(results->authors, results->incidence->author_of[v]).orcid[0] != '\0';
    }
    file->has_orcid = found;
}

/* Ids of papers as they are written: short texts side by side, for edges that name them in any order. */
static cot_status_t collect_paper_ids(cot_graphml_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = file->results->incidence;
    COT_NEW(st, err, file->paper_id_at, (size_t)incidence->n_papers + 1, "ids of papers");
    COT_TRY(st, cot_i_out_piece(&file->paper_ids, err));
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        file->paper_id_at[p] = file->paper_ids->used;
        COT_PUT(file->paper_ids, " ");
        cot_i_xml_string_value(file->paper_ids,
                               cot_corpus_paper(file->results->corpus, incidence->paper_of[p]).id);
    }
    file->paper_id_at[incidence->n_papers] = file->paper_ids->used;
    if (file->paper_ids->error != 0) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: ids of papers");
    }
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
    find_orcid(file);
    look_at_edges(file);
    if (file->has_paper_ids) {
        COT_TRY(st, collect_paper_ids(file, err));
    }
    COT_NEW(st, err, file->scratch, file->n_scratch, "room for rows");
    for (size_t i = 0; i < file->n_scratch; i++) {
        file->scratch[i].text = (cot_buf_t)COT_BUF_INIT(SIZE_MAX / 2);
        COT_TRY(st, cot_i_main_topics_init(&file->scratch[i].main_topics, file->results, err));
        COT_NEW(st, err, file->scratch[i].edge_papers, file->has_paper_ids ? file->most_edge_papers : 0,
                "papers of an edge");
    }
    if (graph->kind == COT_AUTHOR_TOPIC && file->results->incidence) {
        COT_TRY(st, cot_i_node_topics(&file->topics, file->results, err));
    }
done:
    return st;
}

static cot_status_t put_rows(cot_graphml_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = file->network->graph;
    COT_TRY(st, cot_i_out_blocks(file->out, graph->n, NODE_ROWS, put_nodes, file, err));
    COT_TRY(st, cot_i_out_blocks(file->out, graph->m, EDGE_ROWS, put_edges, file, err));
    for (size_t i = 0; i < file->n_scratch; i++) {
        COT_TRY(st, cot_i_buf_status(&file->scratch[i].text, "topics of an author", err));
    }
done:
    return st;
}

static void clear(cot_graphml_t *file) {
    for (size_t i = 0; file->scratch && i < file->n_scratch; i++) {
        cot_i_main_topics_clear(&file->scratch[i].main_topics);
        cot_i_free(file->scratch[i].edge_papers);
        cot_i_buf_clear(&file->scratch[i].text);
    }
    cot_i_free(file->scratch);
    cot_i_free(file->columns);
    cot_i_free(file->topics);
    cot_i_out_free(file->paper_ids);
    cot_i_free(file->paper_id_at);
}

cot_status_t cot_write_graphml(const cot_results_t *results, const cot_network_t *network, cot_out_t *out,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_graphml_t file = {.out = out, .results = results, .network = network,
                          .n_scratch = (size_t)cot_i_out_threads(out)};
    COT_TRY(st, prepare(&file, err));
    COT_PUT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    cot_i_graphml_comment(&file);
    COT_PUT(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    cot_i_graphml_keys(&file);
    COT_PUT(out, " <graph edgedefault=\"undirected\">\n");
    if (network->graph) {
        COT_TRY(st, put_rows(&file, err));
    }
    COT_PUT(out, " </graph>\n</graphml>\n");
done:
    clear(&file);
    return st;
}
