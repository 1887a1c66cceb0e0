/* audit_csv.c: one row for each written name to which something was done, or that is doubtful.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/out.h"
#include "export/csv.h"
#include "export/tables.h"

enum { ROWS = 2048 }; /* formatted at once */

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const cot_results_t *results = data;
    cot_csv_t csv = COT_CSV_INIT(out);
    (void)thread;
    for (uint64_t i = first; i < end; i++) {
        cot_audit_row_t row = cot_authors_audit(results->authors, (size_t)i);
        cot_i_csv_text(&csv, row.written);
        cot_i_csv_text(&csv, row.author);
        cot_i_csv_text(&csv, row.action);
        cot_i_csv_text(&csv, row.reason);
        /* Two decimals: a judgement, and a float would show digits nobody chose. */
        cot_i_csv_real(&csv, (double)(int)(row.sure * 100.0f + 0.5f) / 100.0);
        cot_i_csv_int(&csv, row.mentions);
        cot_i_csv_text(&csv, row.example);
        cot_i_csv_end(&csv);
    }
}

cot_status_t cot_i_write_audit_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_csv_t csv = COT_CSV_INIT(out);
    cot_results_t rows = *results;
    cot_i_csv_header(&csv, "written,author,action,reason,sure,mentions,example");
    return cot_i_out_blocks(out, cot_authors_audit_count(results->authors), ROWS, put_rows, &rows, err);
}
