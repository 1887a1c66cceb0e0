/* json.c: JSON as a stream.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json.h"

#include <math.h>
#include <string.h>

#include "base/json_text.h"
#include "base/out.h"
#include "coterie/corpus.h"

static void indent(cot_json_t *json) {
    if (json->page ? json->depth != 1 : (json->flat > 0 && json->depth >= json->flat)) {
        return;
    }
    cot_out_bytes(json->out, "\n", 1);
    for (int i = 0; i < json->depth; i++) {
        cot_out_bytes(json->out, "  ", 2);
    }
}

static void put_text(cot_json_t *json, const char *text) {
    if (json->page) {
        cot_i_put_json_html(json->out, text, COT_JSON_TEXT_MOST);
    } else {
        cot_i_put_json_text(json->out, text);
    }
}

/* Comma, line and key of whatever comes next. */
static void begin(cot_json_t *json, const char *key) {
    if (json->depth > 0) {
        bool *begun = &json->begun[json->depth - 1];
        if (*begun) {
            const bool apart = !json->page && json->flat > 0 && json->depth >= json->flat;
            cot_i_put(json->out, ", ", apart ? 2 : 1);
        }
        *begun = true;
        indent(json);
    }
    if (key) {
        put_text(json, key);
        cot_i_put(json->out, ": ", json->page ? 1 : 2);
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
    put_text(json, text);
}

void cot_i_json_int(cot_json_t *json, const char *key, int64_t value) {
    begin(json, key);
    cot_i_put_int(json->out, value);
}

void cot_i_json_count(cot_json_t *json, const char *key, uint64_t value) {
    begin(json, key);
    json->out->used += cot_i_digits(value, cot_i_out_place(json->out, COT_DIGITS_MAX));
}

void cot_i_json_real(cot_json_t *json, const char *key, double value) {
    if (isnan(value) || isinf(value)) {
        cot_i_json_null(json, key);
        return;
    }
    begin(json, key);
    cot_out_real(json->out, value);
}

/* digits x 10^exponent, without zeros at the end: plainly where that is short. */
static void put_decimal(cot_out_t *out, bool negative, uint64_t digits, int exponent) {
    char text[COT_DIGITS_MAX];
    for (; digits > 0 && digits % 10 == 0; exponent++) {
        digits /= 10;
    }
    const int n = (int)cot_i_digits(digits, text), point = n + exponent; /* digits before the point */
    if (digits == 0) {
        COT_PUT(out, "0");
        return;
    }
    cot_i_put(out, "-", negative);
    if (exponent >= 0 && exponent < 6) {
        cot_i_put(out, text, (size_t)n);
        cot_i_put(out, "000000", (size_t)exponent);
    } else if (exponent < 0 && point > 0) {
        cot_i_put(out, text, (size_t)point);
        COT_PUT(out, ".");
        cot_i_put(out, text + point, (size_t)(n - point));
    } else if (point > -4 && point <= 0) {
        cot_i_put(out, "0.000", (size_t)(2 - point));
        cot_i_put(out, text, (size_t)n);
    } else {
        cot_i_put(out, text, (size_t)n);
        COT_PUT(out, "e");
        cot_i_put_int(out, exponent);
    }
}

void cot_i_json_tenths(cot_json_t *json, const char *key, double value) {
    if (!(fabs(value) < 1e15)) {
        cot_i_json_real(json, key, value);
        return;
    }
    begin(json, key);
    put_decimal(json->out, value < 0, (uint64_t)llround(fabs(value) * 10.0), -1);
}

/* The six digits of size > 0 and finite, and the power of ten they stand before. Each step may round the 16th. */
static uint64_t six_digits(double size, int *exponent) {
    *exponent = 0;
    for (; size < 1e-10; *exponent -= 16) {
        size *= 1e16;
    }
    for (; size >= 1e22; *exponent += 16) {
        size /= 1e16;
    }
    for (; size < 99999.95; --*exponent) {
        size *= 10.0;
    }
    for (; size >= 999999.5; ++*exponent) {
        size /= 10.0;
    }
    return (uint64_t)llround(size);
}

void cot_i_json_rounded(cot_json_t *json, const char *key, double value) {
    int exponent = 0;
    if (isnan(value) || isinf(value)) {
        cot_i_json_null(json, key);
        return;
    }
    begin(json, key);
    const uint64_t digits = value < 0 || value > 0 ? six_digits(fabs(value), &exponent) : 0;
    put_decimal(json->out, value < 0, digits, exponent);
}

uint64_t cot_i_json_order(double value) {
    int exponent = 0;
    if (!(value > 0)) {
        return 0;
    }
    const uint64_t digits = six_digits(value, &exponent);
    return (uint64_t)(exponent + 1000) * 1000000 + digits;
}

void cot_i_json_bool(cot_json_t *json, const char *key, bool value) {
    begin(json, key);
    cot_out_text(json->out, value ? "true" : "false");
}

void cot_i_json_null(cot_json_t *json, const char *key) {
    begin(json, key);
    COT_PUT(json->out, "null");
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
