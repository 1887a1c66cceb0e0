/* csv.c: rows of comma-separated values as RFC 4180 has them, with LF at the end of a line.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/csv.h"

#include <math.h>
#include <string.h>

#include "base/out.h"

static void begin_cell(cot_csv_t *csv) {
    if (csv->started) {
        cot_i_put_char(csv->out, ',');
    }
    csv->started = true;
}

/* Whether a cell needs quotes; *length = its bytes. */
static bool needs_quotes(const char *text, size_t *length) {
    static const bool odd[256] = {[','] = true, ['"'] = true, ['\n'] = true, ['\r'] = true};
    bool found = false;
    const char *p = text;
    for (; *p; p++) {
        found |= odd[(unsigned char)*p];
    }
    *length = (size_t)(p - text);
    return found;
}

void cot_i_csv_plain(cot_csv_t *csv, const char *text) {
    begin_cell(csv);
    cot_i_put_text(csv->out, text);
}

void cot_i_csv_text(cot_csv_t *csv, const char *text) {
    begin_cell(csv);
    bool formula = *text && strchr("=+-@\t\r", *text);
    size_t length;
    if (!needs_quotes(text, &length)) {
        if (formula) {
            cot_i_put_char(csv->out, '\'');
        }
        cot_i_put(csv->out, text, length);
        return;
    }
    cot_i_put_text(csv->out, formula ? "\"'" : "\"");
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        cot_i_put(csv->out, text, (size_t)(quote - text));
        cot_i_put(csv->out, "\"\"", 2);
    }
    cot_i_put_text(csv->out, text);
    cot_i_put_char(csv->out, '"');
}

void cot_i_csv_int(cot_csv_t *csv, int64_t value) {
    begin_cell(csv);
    cot_i_put_int(csv->out, value);
}

void cot_i_csv_real(cot_csv_t *csv, double value) {
    begin_cell(csv);
    if (!isnan(value)) {
        cot_i_put_real(csv->out, value);
    }
}

void cot_i_csv_bool(cot_csv_t *csv, bool value) {
    cot_i_csv_plain(csv, value ? "true" : "false");
}

void cot_i_csv_year(cot_csv_t *csv, int16_t year) {
    begin_cell(csv);
    if (year != COT_NO_YEAR) {
        cot_i_put_int(csv->out, year);
    }
}

void cot_i_csv_id(cot_csv_t *csv, char letter, uint32_t number) {
    begin_cell(csv);
    cot_i_put_char(csv->out, letter);
    cot_i_put_int(csv->out, number);
}

void cot_i_csv_end(cot_csv_t *csv) {
    cot_i_put_char(csv->out, '\n');
    csv->started = false;
}

void cot_i_csv_header(cot_csv_t *csv, const char *names) {
    cot_i_csv_plain(csv, names);
    cot_i_csv_end(csv);
}
