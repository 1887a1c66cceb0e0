/* edges_csv.c: one row for each pair of co-authors, in the order of the edges, with the papers behind it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/text.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"

/* The ids of an edge's papers, joined by blanks, into an emptied buffer. */
static void join_paper_ids(cot_buf_t *text, const cot_results_t *results, uint64_t edge, uint32_t *papers,
                           uint32_t room) {
    const cot_graph_t *graph = results->coauthor.graph;
    uint64_t n = cot_edge_papers(results->incidence, graph->from[edge], graph->to[edge], papers, room);
    cot_i_rewind(text);
    for (uint64_t i = 0; i < n && i < room; i++) {
        cot_i_buf_text(text, i > 0 ? " " : "");
        cot_i_buf_text(text, cot_corpus_paper(results->corpus, results->incidence->paper_of[papers[i]]).id);
    }
}

static const char *author_label(const cot_results_t *results, uint32_t vertex) {
    return cot_authors_at(results->authors, results->incidence->author_of[vertex]).label;
}

static void write_row(cot_csv_t *csv, const cot_results_t *results, uint64_t edge, const char *paper_ids) {
    const cot_graph_t *graph = results->coauthor.graph;
    cot_i_csv_id(csv, 'a', graph->from[edge]);
    cot_i_csv_id(csv, 'a', graph->to[edge]);
    cot_i_csv_text(csv, author_label(results, graph->from[edge]));
    cot_i_csv_text(csv, author_label(results, graph->to[edge]));
    cot_i_csv_real(csv, graph->weight[edge]);
    cot_i_csv_int(csv, graph->papers[edge]);
    cot_i_csv_year(csv, graph->first_year[edge]);
    cot_i_csv_year(csv, graph->last_year[edge]);
    cot_i_csv_text(csv, paper_ids);
    cot_i_csv_end(csv);
}

cot_status_t cot_i_write_edges_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = results->coauthor.graph;
    cot_csv_t csv = COT_CSV_INIT(out);
    cot_buf_t text = COT_BUF_INIT(SIZE_MAX / 2);
    uint32_t *papers = NULL, room = 0;
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        room = graph->papers[e] > room ? graph->papers[e] : room;
    }
    COT_NEW(st, err, papers, room, "papers of an edge");
    cot_i_csv_header(&csv,
                     "source,target,source_label,target_label,weight,papers,first_year,last_year,paper_ids");
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        join_paper_ids(&text, results, e, papers, room);
        write_row(&csv, results, e, cot_i_buf_str(&text));
    }
    COT_TRY(st, cot_i_buf_status(&text, "papers of an edge", err));
done:
    cot_i_free(papers);
    cot_i_buf_clear(&text);
    return st;
}
