/* json.h: JSON (RFC 8259) as a stream: members in the order they are written, reals as the shortest decimals
 * that read back the same. A library would keep the whole document and print reals with 17 digits. */
#ifndef COT_REPORT_JSON_H
#define COT_REPORT_JSON_H

#include <stdbool.h>

#include "coterie/output.h"

enum { COT_JSON_DEPTH = 16, COT_JSON_TEXT_MOST = 400 /* characters of a text in the page */ };

typedef struct {
    cot_out_t *out;
    int depth;
    int flat;                          /* depth from which on everything stands in one line; 0 = nowhere */
    bool page;                         /* a line for each of the first members, no blanks, and safe inside an HTML
                                          element; texts are cut */
    char closing[COT_JSON_DEPTH];
    bool begun[COT_JSON_DEPTH];        /* something stands at this depth */
} cot_json_t;
#define COT_JSON_INIT(out) { .out = (out) }

/* key is NULL in lists and at the top. A row is an object in one line. */
void cot_i_json_object(cot_json_t *json, const char *key);
void cot_i_json_list(cot_json_t *json, const char *key);
void cot_i_json_row(cot_json_t *json, const char *key);
void cot_i_json_row_list(cot_json_t *json, const char *key);
void cot_i_json_close(cot_json_t *json);       /* the innermost; the outermost is followed by a line end */
void cot_i_json_text(cot_json_t *json, const char *key, const char *text);
void cot_i_json_int(cot_json_t *json, const char *key, int64_t value);
void cot_i_json_count(cot_json_t *json, const char *key, uint64_t value);
void cot_i_json_real(cot_json_t *json, const char *key, double value); /* NaN and infinities = null */
/* Rounded, for the page: to one decimal, and to six significant digits in the shortest way to write them. NaN and
 * infinities = null. */
void cot_i_json_tenths(cot_json_t *json, const char *key, double value);
void cot_i_json_rounded(cot_json_t *json, const char *key, double value);
/* A number that is the higher, the higher what cot_i_json_rounded writes for a value >= 0 that is finite; the same for
 * values that are written alike. Below 2^62. */
uint64_t cot_i_json_order(double value);
void cot_i_json_bool(cot_json_t *json, const char *key, bool value);
void cot_i_json_null(cot_json_t *json, const char *key);
void cot_i_json_year(cot_json_t *json, const char *key, int16_t year); /* COT_NO_YEAR = null */
void cot_i_json_id(cot_json_t *json, const char *key, char letter, uint32_t number); /* "a12" */

#endif
