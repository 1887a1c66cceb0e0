/* table.c: lists for people (aligned columns) and programs (CSV with a header) on standard output.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli.h"

enum { MAX_COLUMNS = 16 };

static void measure_columns(const cli_table_t *table, size_t widths[MAX_COLUMNS]) {
    char scratch[CLI_SCRATCH];
    for (size_t c = 0; c < table->n_plain; c++) {
        widths[c] = strlen(table->header[c]);
        for (size_t r = 0; table->cell(r, c, scratch); r++) {
            size_t length = strlen(table->cell(r, c, scratch));
            widths[c] = length > widths[c] ? length : widths[c];
        }
    }
}

static void put_plain(cot_out_t *out, const cli_table_t *table, size_t row, const size_t *widths) {
    char scratch[CLI_SCRATCH];
    for (size_t c = 0; c < table->n_plain; c++) {
        const char *text = row == SIZE_MAX ? table->header[c] : table->cell(row, c, scratch);
        bool last = c + 1 == table->n_plain;
        cot_out_printf(out, "%-*s%s", last ? 0 : (int)widths[c], text, last ? "\n" : "  ");
    }
}

static void put_csv(cot_out_t *out, const cli_table_t *table, size_t row) {
    char scratch[CLI_SCRATCH];
    for (size_t c = 0; c < table->n_columns; c++) {
        cli_csv_field(out, c == 0, row == SIZE_MAX ? table->header[c] : table->cell(row, c, scratch));
    }
    cot_out_text(out, "\n");
}

int cli_print_table(const cli_table_t *table, bool csv) {
    cot_error_t err = COT_ERROR_INIT;
    cot_out_t *out = NULL;
    cot_status_t st = cli_data_open(&out, NULL, &err);
    if (st != COT_OK) {
        return cli_fail(st, &err);
    }
    size_t widths[MAX_COLUMNS] = {0};
    char scratch[CLI_SCRATCH];
    measure_columns(table, widths);
    size_t row = SIZE_MAX; /* the header first */
    do {
        if (csv) {
            put_csv(out, table, row);
        } else {
            put_plain(out, table, row, widths);
        }
        row++;
    } while (table->cell(row, 0, scratch));
    return cli_fail(cli_data_close(out, true, &err), &err);
}
