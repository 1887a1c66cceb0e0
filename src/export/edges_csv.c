/* edges_csv.c: one row for each pair of co-authors, in the order of the edges, with the papers behind it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/out.h"
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

enum { ROWS = 2048 }; /* formatted at once */

/* What a thread needs; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_buf_t text;
    uint32_t *papers; /* of an edge */
    char apart[128];
} scratch_t;

typedef struct {
    const cot_results_t *results;
    uint32_t most_papers; /* of any edge */
    scratch_t *scratch;   /* one for each thread */
} edges_t;

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const edges_t *file = data;
    scratch_t *own = &file->scratch[thread];
    cot_csv_t csv = COT_CSV_INIT(out);
    for (uint64_t e = first; e < end; e++) {
        join_paper_ids(&own->text, file->results, e, own->papers, file->most_papers);
        write_row(&csv, file->results, e, cot_i_buf_str(&own->text));
    }
}

cot_status_t cot_i_write_edges_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = results->coauthor.graph;
    cot_csv_t csv = COT_CSV_INIT(out);
    edges_t file = {results, 0, NULL};
    const int threads = cot_i_out_threads(out);
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        file.most_papers = graph->papers[e] > file.most_papers ? graph->papers[e] : file.most_papers;
    }
    COT_NEW(st, err, file.scratch, threads, "room for rows");
    for (int t = 0; t < threads; t++) {
        file.scratch[t].text = (cot_buf_t)COT_BUF_INIT(SIZE_MAX / 2);
        COT_NEW(st, err, file.scratch[t].papers, file.most_papers, "papers of an edge");
    }
    cot_i_csv_header(&csv,
                     "source,target,source_label,target_label,weight,papers,first_year,last_year,paper_ids");
    COT_TRY(st, cot_i_out_blocks(out, graph ? graph->m : 0, ROWS, put_rows, &file, err));
    for (int t = 0; t < threads; t++) {
        COT_TRY(st, cot_i_buf_status(&file.scratch[t].text, "papers of an edge", err));
    }
done:
    for (int t = 0; file.scratch && t < threads; t++) {
        cot_i_free(file.scratch[t].papers);
        cot_i_buf_clear(&file.scratch[t].text);
    }
    cot_i_free(file.scratch);
    return st;
}
