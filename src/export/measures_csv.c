/* measures_csv.c: one row for each vertex of a network from a file: its id, its label, its measures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "base/out.h"
#include "coterie/export.h"
#include "export/csv.h"

enum { ROWS = 1024 }; /* formatted at once */

typedef struct {
    const cot_analysis_t *analysis;
    const char *const *ids, *const *labels;
} measures_t;

void cot_i_csv_measures(cot_csv_t *csv, const cot_analysis_t *analysis, uint32_t vertex) {
    for (size_t i = 0; analysis && i < analysis->n_columns; i++) {
        const cot_column_t *column = &analysis->columns[i];
        if (column->type == COT_INT) {
            cot_i_csv_int(csv, column->ints[vertex]);
        } else {
            cot_i_csv_real(csv, column->reals[vertex]);
        }
    }
}

static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    const measures_t *file = data;
    cot_csv_t csv = COT_CSV_INIT(out);
    (void)thread;
    for (uint64_t v = first; v < end; v++) {
        cot_i_csv_text(&csv, file->ids[v]);
        cot_i_csv_text(&csv, file->labels[v]);
        cot_i_csv_measures(&csv, file->analysis, (uint32_t)v);
        cot_i_csv_end(&csv);
    }
}

cot_status_t cot_write_measures_csv(const cot_analysis_t *analysis, const char *const *ids,
                                    const char *const *labels, cot_out_t *out, cot_error_t *err) {
    cot_csv_t csv = COT_CSV_INIT(out);
    measures_t file = {analysis, ids, labels};
    if (!analysis || (analysis->n > 0 && (!ids || !labels))) {
        return cot_i_fail(err, COT_E_ARG, "measures: no analysis, or no ids and labels of its vertices");
    }
    cot_i_csv_plain(&csv, "id,label");
    for (size_t i = 0; i < analysis->n_columns; i++) {
        cot_i_csv_text(&csv, analysis->columns[i].measure->name);
    }
    cot_i_csv_end(&csv);
    return cot_i_out_blocks(out, analysis->n, ROWS, put_rows, &file, err);
}
