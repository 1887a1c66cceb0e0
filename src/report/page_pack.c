/* page_pack.c: columns of the page in fewer bytes, as web/src/unpack.ts reads them back: numbers as differences, runs of
 * equal ones, ranks in the order of the values. Nothing is lost.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/sort.h"
#include "report/page.h"

static void put(cot_json_t *json, int64_t value) {
    if (value == COT_PAGE_NULL) {
        cot_i_json_null(json, NULL);
    } else {
        cot_i_json_int(json, NULL, value);
    }
}

void cot_i_pack_steps(cot_json_t *json, const char *key, const char *letter, cot_page_numbers_t numbers) {
    int64_t last = 0;
    cot_i_json_object(json, key);
    if (letter) {
        cot_i_json_text(json, "letter", letter);
    }
    cot_i_json_list(json, "step");
    for (uint64_t i = 0; i < numbers.n; i++) {
        const int64_t value = numbers.at(numbers.data, i);
        put(json, value == COT_PAGE_NULL ? value : value - last);
        last = value == COT_PAGE_NULL ? last : value;
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

void cot_i_pack_over(cot_json_t *json, const char *key, cot_page_numbers_t numbers) {
    int64_t base = INT64_MAX;
    for (uint64_t i = 0; i < numbers.n; i++) {
        const int64_t value = numbers.at(numbers.data, i);
        base = value != COT_PAGE_NULL && value < base ? value : base;
    }
    cot_i_json_object(json, key);
    cot_i_json_int(json, "base", base == INT64_MAX ? 0 : base);
    cot_i_json_list(json, "over");
    for (uint64_t i = 0; i < numbers.n; i++) {
        const int64_t value = numbers.at(numbers.data, i);
        put(json, value == COT_PAGE_NULL ? value : value - base);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

void cot_i_pack_runs(cot_json_t *json, const char *key, cot_page_numbers_t numbers) {
    uint64_t begin = 0;
    cot_i_json_object(json, key);
    cot_i_json_list(json, "runs");
    for (uint64_t i = 1; i <= numbers.n; i++) {
        const int64_t value = numbers.at(numbers.data, begin);
        if (i == numbers.n || numbers.at(numbers.data, i) != value) {
            put(json, value);
            cot_i_json_count(json, NULL, i - begin);
            begin = i;
        }
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

/* ---- ranks --------------------------------------------------------------------------------------------------- */

/* A number that orders values as the page sees them: whole numbers as they are, reals by their six digits. */
static uint64_t order_of(const cot_column_t *column, uint32_t vertex) {
    const double value = cot_i_page_value(column, vertex);
    uint64_t size = 0;
    if (column->type == COT_INT) {
        const double absolute = fabs(value);
        memcpy(&size, &absolute, sizeof size);
    } else {
        size = cot_i_json_order(fabs(value));
    }
    const uint64_t zero = UINT64_C(1) << 63;
    return value < 0 ? zero - size : zero + size;
}

/* One list of ranks, as it is. */
static void put_plain(cot_json_t *json, uint32_t n, uint32_t n_people, const uint32_t *ranks) {
    cot_i_json_list(json, "rank");
    for (uint32_t r = 0; r < n; r++) {
        put(json, r < n_people && ranks[r] > 0 ? (int64_t)ranks[r] : COT_PAGE_NULL);
    }
    cot_i_json_close(json);
}

cot_status_t cot_i_pack_ranks(cot_json_t *json, const cot_column_t *column, const cot_page_map_t *map,
                              uint32_t n_people, const uint32_t *ranks, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_keyed_t *order = NULL;
    uint32_t n = 0, last = 0;
    COT_NEW(st, err, order, n_people, "ranks");
    for (uint32_t r = 0; r < n_people; r++) {
        const double value = cot_i_page_value(column, map->vertices[r]), size = fabs(value);
        const bool told = isfinite(value), tiny = size > 0 && size < 1e-300;
        if (told != (ranks[r] > 0) || tiny) { /* infinite; without ranks; of fewer digits than are written */
            put_plain(json, map->n, n_people, ranks);
            goto done;
        }
        if (told) {
            order[n++] = (cot_i_keyed_t){UINT64_MAX - order_of(column, map->vertices[r]), r};
        }
    }
    COT_TRY(st, cot_i_sort_keyed(order, n, NULL, NULL, threads, err));
    cot_i_json_object(json, "rank");
    cot_i_json_list(json, "fall");
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t rank = ranks[order[i].value];
        cot_i_json_int(json, NULL, (int64_t)rank - (int64_t)last);
        last = rank;
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
done:
    cot_i_free(order);
    return st;
}
