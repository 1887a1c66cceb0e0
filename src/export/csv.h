/* csv.h: one row of a CSV file (RFC 4180, lines end in LF), cell by cell. */
#ifndef COT_EXPORT_CSV_H
#define COT_EXPORT_CSV_H

#include "coterie/corpus.h"
#include "coterie/analyze.h"
#include "coterie/output.h"

typedef struct {
    cot_out_t *out;
    bool started;               /* a cell of this row is written */
} cot_csv_t;
#define COT_CSV_INIT(out) { (out), false }

/* Text, quoted where needed. A text that a spreadsheet would run as a formula (= + - @, tab or carriage
 * return in front) gets an apostrophe in front. */
void cot_i_csv_text(cot_csv_t *csv, const char *text);
/* A text that the caller knows needs neither quotes nor apostrophe. */
void cot_i_csv_plain(cot_csv_t *csv, const char *text);
void cot_i_csv_int(cot_csv_t *csv, int64_t value);
void cot_i_csv_real(cot_csv_t *csv, double value);      /* NaN = empty */
void cot_i_csv_bool(cot_csv_t *csv, bool value);        /* true, false */
void cot_i_csv_year(cot_csv_t *csv, int16_t year);      /* COT_NO_YEAR = empty */
void cot_i_csv_id(cot_csv_t *csv, char letter, uint32_t number); /* a12 */
void cot_i_csv_end(cot_csv_t *csv);
/* The measures of a vertex, one cell each. */
void cot_i_csv_measures(cot_csv_t *csv, const cot_analysis_t *analysis, uint32_t vertex);
/* A row of plain texts separated by commas. */
void cot_i_csv_header(cot_csv_t *csv, const char *names);

#endif
