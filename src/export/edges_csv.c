/* edges_csv.c: one row for each pair of co-authors, in the order of the edges, with the papers behind it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/out.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"
#include "export/texts.h"

enum { ROWS = 2048 }; /* formatted at once */

/* What a thread needs; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_buf_t text;
    uint32_t *papers; /* of an edge */
    char apart[128];
} scratch_t;

typedef struct {
    const cot_graph_t *graph;
    const cot_incidence_t *incidence;
    const char **labels, **paper_ids; /* by vertex; by paper of the incidence */
    uint32_t most_papers;             /* of any edge */
    scratch_t *scratch;               /* one for each thread */
} edges_t;

/* The ids of an edge's papers, joined by blanks, into an emptied buffer. */
static void join_paper_ids(const edges_t *file, scratch_t *own, uint64_t edge) {
    const cot_graph_t *graph = file->graph;
    uint64_t n = cot_edge_papers(file->incidence, graph->from[edge], graph->to[edge], own->papers,
                                 file->most_papers);
    cot_i_rewind(&own->text);
    for (uint64_t i = 0; i < n && i < file->most_papers; i++) {
        cot_i_buf_text(&own->text, i > 0 ? " " : "");
        cot_i_buf_text(&own->text, file->paper_ids[own->papers[i]]);
    }
}

static void write_row(const edges_t *file, scratch_t *own, cot_csv_t *csv, uint64_t edge) {
    const cot_graph_t *graph = file->graph;
    join_paper_ids(file, own, edge);
    cot_i_csv_id(csv, 'a', graph->from[edge]);
    cot_i_csv_id(csv, 'a', graph->to[edge]);
    cot_i_csv_text(csv, file->labels[graph->from[edge]]);
    cot_i_csv_text(csv, file->labels[graph->to[edge]]);
    cot_i_csv_real(csv, graph->weight[edge]);
    cot_i_csv_int(csv, graph->papers[edge]);
    cot_i_csv_year(csv, graph->first_year[edge]);
    cot_i_csv_year(csv, graph->last_year[edge]);
    cot_i_csv_text(csv, cot_i_buf_str(&own->text));
    cot_i_csv_end(csv);
}

/* What rows to come will need from far-off places, in three steps: pointers, then what they point to. */
static void fetch_ahead(const edges_t *file, uint64_t edge) {
    enum { AHEAD = 8 };
    const cot_graph_t *graph = file->graph;
    const cot_incidence_t *incidence = file->incidence;
    if (edge + 2 * AHEAD < graph->m) {
        const uint32_t next = graph->to[edge + AHEAD], later = graph->to[edge + 2 * AHEAD];
        __builtin_prefetch(&file->labels[later]);
        __builtin_prefetch(&incidence->author_off[later]);
        __builtin_prefetch(file->labels[next]);
        __builtin_prefetch(&incidence->author_papers[incidence->author_off[next]]);
    }
}

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const edges_t *file = data;
    scratch_t *own = &file->scratch[thread];
    cot_csv_t csv = COT_CSV_INIT(out);
    for (uint64_t e = first; e < end; e++) {
        fetch_ahead(file, e);
        write_row(file, own, &csv, e);
    }
}

cot_status_t cot_i_write_edges_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *graph = results->coauthor.graph;
    cot_csv_t csv = COT_CSV_INIT(out);
    edges_t file = {.graph = graph, .incidence = results->incidence};
    const int threads = cot_i_out_threads(out);
    for (uint64_t e = 0; graph && e < graph->m; e++) {
        file.most_papers = graph->papers[e] > file.most_papers ? graph->papers[e] : file.most_papers;
    }
    COT_TRY(st, cot_i_vertex_labels(&file.labels, results, threads, err));
    COT_TRY(st, cot_i_paper_ids(&file.paper_ids, results, threads, err));
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
    cot_i_free(file.labels);
    cot_i_free(file.paper_ids);
    return st;
}
