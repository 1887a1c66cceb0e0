/* papers_csv.c: one row for each paper of the corpus, in the order of their ids, kept or left out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/out.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"
#include "export/texts.h"

enum { ROWS = 256 }; /* formatted at once */

/* What a thread needs; padded, so that two threads do not write to one cache line. */
typedef struct {
    cot_buf_t labels, ids;
    char apart[128];
} scratch_t;

typedef struct {
    const cot_results_t *results;
    const uint32_t *author_of_mention;
    uint32_t *vertex_of;            /* author -> vertex; UINT32_MAX = takes no part */
    const char **label_of;          /* by author */
    scratch_t *scratch;             /* one for each thread */
} papers_t;

/* Labels and ids of the byline in its order; authors that take no part in the networks have no id. */
static uint32_t join_byline(const papers_t *file, scratch_t *own, const cot_paper_t *paper) {
    uint32_t authors = 0;
    cot_i_rewind(&own->labels);
    cot_i_rewind(&own->ids);
    for (uint32_t i = 0; i < paper->n_mentions; i++) {
        uint32_t author = file->author_of_mention[paper->first_mention + i];
        if (author == COT_NO_AUTHOR) {
            continue;
        }
        cot_i_buf_text(&own->labels, authors > 0 ? "; " : "");
        cot_i_buf_text(&own->labels, file->label_of[author]);
        authors++;
        if (file->vertex_of[author] != UINT32_MAX) {
            char id[2 + COT_DIGITS_MAX] = " a";
            size_t n = 2 + cot_i_digits(file->vertex_of[author], id + 2), blank = own->ids.length == 0;
            cot_i_buf_add(&own->ids, id + blank, n - blank);
        }
    }
    return authors;
}

static void write_date(cot_csv_t *csv, int32_t date) {
    char text[11];
    cot_date_format(date, text);
    cot_i_csv_plain(csv, text);
}

static void write_categories(const papers_t *file, scratch_t *own, cot_csv_t *csv, const cot_paper_t *paper) {
    cot_i_rewind(&own->ids);
    for (uint32_t i = 0; i < paper->n_categories; i++) {
        cot_i_buf_text(&own->ids, i > 0 ? "; " : "");
        cot_i_buf_text(&own->ids, cot_corpus_category(file->results->corpus, paper->categories[i]));
    }
    cot_i_csv_text(csv, cot_i_buf_str(&own->ids));
}

static void write_topics(const papers_t *file, scratch_t *own, cot_csv_t *csv, uint32_t number) {
    const uint32_t *list = NULL;
    const cot_topics_t *topics = file->results->topics;
    uint32_t n = topics ? cot_topics_of_paper(topics, number, &list) : 0;
    cot_i_topic_labels(&own->labels, topics, list, n);
    cot_i_csv_text(csv, cot_i_buf_str(&own->labels));
}

static void write_row(const papers_t *file, scratch_t *own, cot_csv_t *csv, uint32_t number) {
    cot_paper_t paper = cot_corpus_paper(file->results->corpus, number);
    cot_left_t left = (cot_left_t)file->results->incidence->left[number];
    cot_i_csv_text(csv, paper.id);
    if (paper.version > 0) {
        cot_i_csv_int(csv, paper.version);
    } else {
        cot_i_csv_plain(csv, "");
    }
    cot_i_csv_text(csv, paper.title);
    cot_i_csv_year(csv, paper.year);
    write_date(csv, paper.first_date);
    write_date(csv, paper.date);
    cot_i_csv_int(csv, join_byline(file, own, &paper));
    cot_i_csv_text(csv, cot_i_buf_str(&own->labels));
    cot_i_csv_plain(csv, cot_i_buf_str(&own->ids));
    write_categories(file, own, csv, &paper);
    write_topics(file, own, csv, number);
    cot_i_csv_text(csv, paper.doi);
    cot_i_csv_text(csv, paper.journal);
    cot_i_csv_bool(csv, paper.withdrawn);
    cot_i_csv_bool(csv, left == COT_KEPT);
    cot_i_csv_text(csv, left == COT_KEPT ? "" : cot_left_text(left));
    cot_i_csv_end(csv);
}

static cot_status_t find_vertices(papers_t *file, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_incidence_t *incidence = file->results->incidence;
    uint32_t n = cot_authors_count(file->results->authors);
    COT_NEW(st, err, file->vertex_of, n, "vertices of authors");
    for (uint32_t a = 0; a < n; a++) {
        file->vertex_of[a] = UINT32_MAX;
    }
    for (uint32_t v = 0; v < incidence->n_authors; v++) {
        file->vertex_of[incidence->author_of[v]] = v;
    }
done:
    return st;
}

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const papers_t *file = data;
    cot_csv_t csv = COT_CSV_INIT(out);
    for (uint64_t p = first; p < end; p++) {
        write_row(file, &file->scratch[thread], &csv, (uint32_t)p);
    }
}

cot_status_t cot_i_write_papers_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_csv_t csv = COT_CSV_INIT(out);
    papers_t file = {.results = results};
    const int threads = cot_i_out_threads(out);
    file.author_of_mention = cot_authors_of_mentions(results->authors);
    COT_TRY(st, find_vertices(&file, err));
    COT_TRY(st, cot_i_author_labels(&file.label_of, results, threads, err));
    COT_NEW(st, err, file.scratch, threads, "room for rows");
    for (int t = 0; t < threads; t++) {
        file.scratch[t].labels = file.scratch[t].ids = (cot_buf_t)COT_BUF_INIT(SIZE_MAX / 2);
    }
    cot_i_csv_header(&csv, "id,version,title,year,first_date,date,n_authors,authors,author_ids,categories,"
                           "topics,doi,journal,withdrawn,kept,left_out");
    COT_TRY(st, cot_i_out_blocks(out, cot_corpus_papers(results->corpus), ROWS, put_rows, &file, err));
    for (int t = 0; t < threads; t++) {
        COT_TRY(st, cot_i_buf_status(&file.scratch[t].labels, "authors of a paper", err));
        COT_TRY(st, cot_i_buf_status(&file.scratch[t].ids, "authors of a paper", err));
    }
done:
    for (int t = 0; file.scratch && t < threads; t++) {
        cot_i_buf_clear(&file.scratch[t].labels);
        cot_i_buf_clear(&file.scratch[t].ids);
    }
    cot_i_free(file.scratch);
    cot_i_free(file.vertex_of);
    cot_i_free(file.label_of);
    return st;
}
