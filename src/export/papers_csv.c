/* papers_csv.c: one row for each paper of the corpus, in the order of their ids, kept or left out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/text.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"

typedef struct {
    cot_csv_t csv;
    const cot_results_t *results;
    const uint32_t *author_of_mention;
    uint32_t *vertex_of;            /* author -> vertex; UINT32_MAX = takes no part */
    cot_buf_t labels, ids;
} papers_t;

/* Labels and ids of the byline in its order; authors that take no part in the networks have no id. */
static uint32_t join_byline(papers_t *file, const cot_paper_t *paper) {
    uint32_t authors = 0;
    cot_i_rewind(&file->labels);
    cot_i_rewind(&file->ids);
    for (uint32_t i = 0; i < paper->n_mentions; i++) {
        uint32_t author = file->author_of_mention[paper->first_mention + i];
        if (author == COT_NO_AUTHOR) {
            continue;
        }
        cot_i_buf_text(&file->labels, authors > 0 ? "; " : "");
        cot_i_buf_text(&file->labels, cot_authors_at(file->results->authors, author).label);
        authors++;
        if (file->vertex_of[author] != UINT32_MAX) {
            cot_i_buf_printf(&file->ids, file->ids.length > 0 ? " a%u" : "a%u", file->vertex_of[author]);
        }
    }
    return authors;
}

static void write_date(cot_csv_t *csv, int32_t date) {
    char text[11];
    cot_date_format(date, text);
    cot_i_csv_plain(csv, text);
}

static void write_categories(papers_t *file, const cot_paper_t *paper) {
    cot_i_rewind(&file->ids);
    for (uint32_t i = 0; i < paper->n_categories; i++) {
        cot_i_buf_text(&file->ids, i > 0 ? "; " : "");
        cot_i_buf_text(&file->ids, cot_corpus_category(file->results->corpus, paper->categories[i]));
    }
    cot_i_csv_text(&file->csv, cot_i_buf_str(&file->ids));
}

static void write_topics(papers_t *file, uint32_t number) {
    const uint32_t *list = NULL;
    const cot_topics_t *topics = file->results->topics;
    uint32_t n = topics ? cot_topics_of_paper(topics, number, &list) : 0;
    cot_i_topic_labels(&file->labels, topics, list, n);
    cot_i_csv_text(&file->csv, cot_i_buf_str(&file->labels));
}

static void write_row(papers_t *file, uint32_t number) {
    cot_csv_t *csv = &file->csv;
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
    cot_i_csv_int(csv, join_byline(file, &paper));
    cot_i_csv_text(csv, cot_i_buf_str(&file->labels));
    cot_i_csv_plain(csv, cot_i_buf_str(&file->ids));
    write_categories(file, &paper);
    write_topics(file, number);
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

cot_status_t cot_i_write_papers_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    papers_t file = {.csv = COT_CSV_INIT(out), .results = results, .labels = COT_BUF_INIT(SIZE_MAX / 2),
                     .ids = COT_BUF_INIT(SIZE_MAX / 2)};
    file.author_of_mention = cot_authors_of_mentions(results->authors);
    COT_TRY(st, find_vertices(&file, err));
    cot_i_csv_header(&file.csv,
                     "id,version,title,year,first_date,date,n_authors,authors,author_ids,categories,"
                                "topics,doi,journal,withdrawn,kept,left_out");
    for (uint32_t p = 0; p < cot_corpus_papers(results->corpus); p++) {
        write_row(&file, p);
    }
    COT_TRY(st, cot_i_buf_status(&file.labels, "authors of a paper", err));
    COT_TRY(st, cot_i_buf_status(&file.ids, "authors of a paper", err));
done:
    cot_i_free(file.vertex_of);
    cot_i_buf_clear(&file.labels);
    cot_i_buf_clear(&file.ids);
    return st;
}
