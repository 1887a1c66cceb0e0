/* communities_csv.c: one row for each community of the co-author network, largest first.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/fail.h"
#include "base/text.h"
#include "export/csv.h"
#include "export/nodes.h"
#include "export/tables.h"

static void write_people(cot_csv_t *csv, const cot_results_t *results, const cot_community_t *row,
                         cot_buf_t *text) {
    cot_i_rewind(text);
    for (uint32_t i = 0; i < row->n_people; i++) {
        cot_i_buf_text(text, i > 0 ? "; " : "");
        cot_i_buf_text(text, cot_i_node_author(results, row->people[i]).label);
    }
    cot_i_csv_text(csv, cot_i_buf_str(text));
    cot_i_rewind(text);
    for (uint32_t i = 0; i < row->n_people; i++) {
        cot_i_buf_printf(text, i > 0 ? " a%u" : "a%u", row->people[i]);
    }
    cot_i_csv_text(csv, cot_i_buf_str(text));
}

static void write_row(cot_csv_t *csv, const cot_results_t *results, const cot_community_t *row,
                      cot_buf_t *text) {
    char color[8];
    (void)snprintf(color, sizeof color, "#%06x", cot_community_color(row->community) & 0xFFFFFF);
    cot_i_csv_int(csv, row->community);
    cot_i_csv_text(csv, row->label);
    cot_i_csv_int(csv, row->size);
    cot_i_csv_int(csv, row->papers);
    cot_i_csv_year(csv, row->first_year);
    cot_i_csv_year(csv, row->last_year);
    cot_i_csv_int(csv, (int64_t)row->inside);
    cot_i_csv_int(csv, (int64_t)row->outside);
    write_people(csv, results, row, text);
    cot_i_topic_labels(text, results->topics, row->topics, row->n_topics);
    cot_i_csv_text(csv, cot_i_buf_str(text));
    cot_i_csv_plain(csv, color);
    cot_i_csv_end(csv);
}

cot_status_t cot_i_write_communities_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_csv_t csv = COT_CSV_INIT(out);
    cot_buf_t text = COT_BUF_INIT(SIZE_MAX / 2);
    cot_i_csv_header(&csv, "community,label,people,papers,first_year,last_year,edges_inside,edges_outside,"
                           "main_people,main_people_ids,main_topics,color");
    for (size_t i = 0; results->communities && i < results->communities->n; i++) {
        write_row(&csv, results, &results->communities->rows[i], &text);
    }
    COT_TRY(st, cot_i_buf_status(&text, "people of a community", err));
done:
    cot_i_buf_clear(&text);
    return st;
}
