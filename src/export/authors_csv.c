/* authors_csv.c: one row for each author of the networks, in the order of the vertices.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/out.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"

static void write_header(cot_csv_t *csv, const cot_analysis_t *analysis) {
    cot_i_csv_plain(csv, "id,label,surname,key,kind,orcid,papers,first_year,last_year,community,topics");
    for (size_t i = 0; analysis && i < analysis->n_columns; i++) {
        cot_i_csv_text(csv, analysis->columns[i].measure->name);
    }
    cot_i_csv_end(csv);
}

static void write_row(cot_csv_t *csv, const cot_results_t *results, uint32_t vertex,
                      cot_main_topics_t *scratch,
                      cot_buf_t *text) {
    const int64_t *community = cot_i_communities_of(&results->coauthor);
    cot_node_author_t author = cot_i_node_author(results, vertex);
    uint32_t topics[COT_MAIN_TOPICS];
    uint32_t n = cot_i_main_topics(scratch, results, vertex, topics);
    cot_i_topic_labels(text, results->topics, topics, n);
    cot_i_csv_id(csv, 'a', vertex);
    cot_i_csv_text(csv, author.label);
    cot_i_csv_text(csv, author.surname);
    cot_i_csv_text(csv, author.key);
    cot_i_csv_plain(csv, author.kind);
    cot_i_csv_text(csv, author.orcid);
    cot_i_csv_int(csv, author.papers);
    cot_i_csv_year(csv, author.first_year);
    cot_i_csv_year(csv, author.last_year);
    if (community) {
        cot_i_csv_int(csv, community[vertex]);
    } else {
        cot_i_csv_plain(csv, "");
    }
    cot_i_csv_text(csv, cot_i_buf_str(text));
    cot_i_csv_measures(csv, results->coauthor.analysis, vertex);
    cot_i_csv_end(csv);
}

enum { ROWS = 512 }; /* formatted at once */

/* What a thread needs; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_buf_t text;
    cot_main_topics_t topics;
    char apart[128];
} scratch_t;

typedef struct {
    const cot_results_t *results;
    scratch_t *scratch; /* one for each thread */
} authors_t;

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const authors_t *file = data;
    scratch_t *own = &file->scratch[thread];
    cot_csv_t csv = COT_CSV_INIT(out);
    for (uint64_t v = first; v < end; v++) {
        write_row(&csv, file->results, (uint32_t)v, &own->topics, &own->text);
    }
}

cot_status_t cot_i_write_authors_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_csv_t csv = COT_CSV_INIT(out);
    authors_t file = {results, NULL};
    const int threads = cot_i_out_threads(out);
    COT_NEW(st, err, file.scratch, threads, "room for rows");
    for (int t = 0; t < threads; t++) {
        file.scratch[t].text = (cot_buf_t)COT_BUF_INIT(SIZE_MAX / 2);
        COT_TRY(st, cot_i_main_topics_init(&file.scratch[t].topics, results, err));
    }
    write_header(&csv, results->coauthor.analysis);
    COT_TRY(st, cot_i_out_blocks(out, results->incidence->n_authors, ROWS, put_rows, &file, err));
    for (int t = 0; t < threads; t++) {
        COT_TRY(st, cot_i_buf_status(&file.scratch[t].text, "topics of an author", err));
    }
done:
    for (int t = 0; file.scratch && t < threads; t++) {
        cot_i_main_topics_clear(&file.scratch[t].topics);
        cot_i_buf_clear(&file.scratch[t].text);
    }
    cot_i_free(file.scratch);
    return st;
}
