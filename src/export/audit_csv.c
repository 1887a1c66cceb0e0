/* audit_csv.c: one row for each written name to which something was done, or that is doubtful.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv.h"
#include "export/tables.h"

cot_status_t cot_i_write_audit_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    (void)err;
    cot_csv_t csv = COT_CSV_INIT(out);
    cot_i_csv_header(&csv, "written,author,action,reason,sure,mentions,example");
    for (size_t i = 0; i < cot_authors_audit_count(results->authors); i++) {
        cot_audit_row_t row = cot_authors_audit(results->authors, i);
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
    return COT_OK;
}
