/* page_ranks.c: places of some vertices among all by a measure.
 *
 * The different values that are asked for, in falling order, are steps; every vertex of the network is counted at the
 * first step that it is above. O((n_all + n) log n), 12 bytes per vertex asked for.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "report/page.h"

double cot_i_page_value(const cot_column_t *column, uint32_t vertex) {
    return column->type == COT_INT ? (double)column->ints[vertex] : column->reals[vertex];
}

static int higher_first(const void *left, const void *right) {
    const double a = *(const double *)left, b = *(const double *)right;
    return (a < b) - (a > b);
}

/* How many of the n falling steps are not below the value. */
static uint32_t count_not_below(const double *steps, uint32_t n, double value) {
    const double *first = steps;
    while (n > 0) {
        const uint32_t half = n / 2;
        const bool not_below = first[half] >= value;
        first += not_below ? half + 1 : 0;
        n = not_below ? n - half - 1 : half;
    }
    return (uint32_t)(first - steps);
}

/* The different values of some vertices, falling. */
static uint32_t find_steps(const cot_column_t *column, const uint32_t *vertices, uint32_t n, double *steps) {
    uint32_t defined = 0, different = 0;
    for (uint32_t i = 0; i < n; i++) {
        steps[defined] = cot_i_page_value(column, vertices[i]);
        defined += isnan(steps[defined]) ? 0 : 1;
    }
    qsort(steps, defined, sizeof *steps, higher_first);
    for (uint32_t i = 0; i < defined; i++) {
        if (different == 0 || steps[i] < steps[different - 1]) {
            steps[different++] = steps[i];
        }
    }
    return different;
}

cot_status_t cot_i_page_ranks(const cot_column_t *column, uint32_t n_all, const uint32_t *vertices, uint32_t n,
                              uint32_t *ranks, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *steps = NULL;
    uint32_t *above = NULL; /* vertices above step k, but not above step k - 1; then: above step k */
    COT_NEW(st, err, steps, n, "ranks");
    COT_NEW(st, err, above, (size_t)n + 1, "ranks");
    const uint32_t n_steps = find_steps(column, vertices, n, steps);
    for (uint32_t v = 0; v < n_all; v++) {
        const double value = cot_i_page_value(column, v);
        if (!isnan(value)) {
            above[count_not_below(steps, n_steps, value)]++;
        }
    }
    for (uint32_t k = 1; k < n_steps; k++) {
        above[k] += above[k - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        const double value = cot_i_page_value(column, vertices[i]);
        ranks[i] = isnan(value) ? 0 : 1 + above[count_not_below(steps, n_steps, value) - 1];
    }
done:
    cot_i_free(steps);
    cot_i_free(above);
    return st;
}
