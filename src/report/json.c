/* json.c: JSON as a stream.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json.h"

#include <math.h>
#include <string.h>

#include "base/json_text.h"
#include "coterie/corpus.h"

static void indent(cot_json_t *json) {
    if (json->flat > 0 && json->depth >= json->flat) {
        return;
    }
    cot_out_bytes(json->out, "\n", 1);
    for (int i = 0; i < json->depth; i++) {
        cot_out_bytes(json->out, "  ", 2);
    }
}

/* Comma, line and key of whatever comes next. */
static void begin(cot_json_t *json, const char *key) {
    if (json->depth > 0) {
        bool *begun = &json->begun[json->depth - 1];
        if (*begun) {
            cot_out_text(json->out, json->flat > 0 && json->depth >= json->flat ? ", " : ",");
        }
        *begun = true;
        indent(json);
    }
    if (key) {
        cot_i_put_json_text(json->out, key);
        cot_out_text(json->out, ": ");
    }
}

static void open(cot_json_t *json, const char *key, char opening, char closing) {
    begin(json, key);
    cot_out_bytes(json->out, &opening, 1);
    if (json->depth < COT_JSON_DEPTH) {
        json->closing[json->depth] = closing;
        json->begun[json->depth] = false;
    }
    json->depth++;
}

void cot_i_json_object(cot_json_t *json, const char *key) {
    open(json, key, '{', '}');
}

void cot_i_json_list(cot_json_t *json, const char *key) {
    open(json, key, '[', ']');
}

void cot_i_json_row(cot_json_t *json, const char *key) {
    open(json, key, '{', '}');
    json->flat = json->flat > 0 ? json->flat : json->depth;
}

void cot_i_json_row_list(cot_json_t *json, const char *key) {
    open(json, key, '[', ']');
    json->flat = json->flat > 0 ? json->flat : json->depth;
}

void cot_i_json_close(cot_json_t *json) {
    bool was_flat = json->flat > 0 && json->depth >= json->flat;
    json->depth--;
    if (json->begun[json->depth] && !was_flat) {
        indent(json);
    }
    cot_out_bytes(json->out, &json->closing[json->depth], 1);
    json->flat = json->depth < json->flat ? 0 : json->flat;
    if (json->depth == 0) {
        cot_out_bytes(json->out, "\n", 1);
    }
}

void cot_i_json_text(cot_json_t *json, const char *key, const char *text) {
    begin(json, key);
    cot_i_put_json_text(json->out, text);
}

void cot_i_json_int(cot_json_t *json, const char *key, int64_t value) {
    begin(json, key);
    cot_out_int(json->out, value);
}

void cot_i_json_count(cot_json_t *json, const char *key, uint64_t value) {
    begin(json, key);
    cot_out_printf(json->out, "%llu", (unsigned long long)value);
}

void cot_i_json_real(cot_json_t *json, const char *key, double value) {
    if (isnan(value) || isinf(value)) {
        cot_i_json_null(json, key);
        return;
    }
    begin(json, key);
    cot_out_real(json->out, value);
}

void cot_i_json_bool(cot_json_t *json, const char *key, bool value) {
    begin(json, key);
    cot_out_text(json->out, value ? "true" : "false");
}

void cot_i_json_null(cot_json_t *json, const char *key) {
    begin(json, key);
    cot_out_text(json->out, "null");
}

void cot_i_json_year(cot_json_t *json, const char *key, int16_t year) {
    if (year == COT_NO_YEAR) {
        cot_i_json_null(json, key);
    } else {
        cot_i_json_int(json, key, year);
    }
}

void cot_i_json_id(cot_json_t *json, const char *key, char letter, uint32_t number) {
    begin(json, key);
    cot_out_printf(json->out, "\"%c%u\"", letter, number);
}
