/* csv.c: rows of comma-separated values as RFC 4180 has them, with LF at the end of a line.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv.h"

#include <math.h>
#include <string.h>

static void begin_cell(cot_csv_t *csv) {
    if (csv->started) {
        cot_out_bytes(csv->out, ",", 1);
    }
    csv->started = true;
}

void cot_i_csv_plain(cot_csv_t *csv, const char *text) {
    begin_cell(csv);
    cot_out_text(csv->out, text);
}

void cot_i_csv_text(cot_csv_t *csv, const char *text) {
    begin_cell(csv);
    bool formula = *text && strchr("=+-@\t\r", *text);
    if (!strpbrk(text, ",\"\n\r")) {
        if (formula) {
            cot_out_bytes(csv->out, "'", 1);
        }
        cot_out_text(csv->out, text);
        return;
    }
    cot_out_text(csv->out, formula ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        cot_out_bytes(csv->out, text, (size_t)(quote - text));
        cot_out_bytes(csv->out, "\"\"", 2);
    }
    cot_out_text(csv->out, text);
    cot_out_bytes(csv->out, "\"", 1);
}

void cot_i_csv_int(cot_csv_t *csv, int64_t value) {
    begin_cell(csv);
    cot_out_int(csv->out, value);
}

void cot_i_csv_real(cot_csv_t *csv, double value) {
    begin_cell(csv);
    if (!isnan(value)) {
        cot_out_real(csv->out, value);
    }
}

void cot_i_csv_bool(cot_csv_t *csv, bool value) {
    cot_i_csv_plain(csv, value ? "true" : "false");
}

void cot_i_csv_year(cot_csv_t *csv, int16_t year) {
    begin_cell(csv);
    if (year != COT_NO_YEAR) {
        cot_out_int(csv->out, year);
    }
}

void cot_i_csv_id(cot_csv_t *csv, char letter, uint32_t number) {
    begin_cell(csv);
    cot_out_bytes(csv->out, &letter, 1);
    cot_out_int(csv->out, number);
}

void cot_i_csv_end(cot_csv_t *csv) {
    cot_out_bytes(csv->out, "\n", 1);
    csv->started = false;
}

void cot_i_csv_header(cot_csv_t *csv, const char *names) {
    cot_i_csv_plain(csv, names);
    cot_i_csv_end(csv);
}
