/* sizes.c: how many authors papers have: a bar for each number, the last one for all beyond.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>

#include "picture/charts.h"

enum { MOST_BARS = 18 }; /* no tick of the axis falls beside the last bar */

typedef struct {
    uint64_t papers[MOST_BARS + 2]; /* of 1, 2, ... authors; the last: of more */
    uint64_t n, slots;
    uint32_t median, bars;
    bool beyond;
} sizes_t;

static void count(const cot_incidence_t *incidence, sizes_t *sizes) {
    uint32_t largest = 0;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const uint32_t size = incidence->paper_size[p];
        if (size == 0) {
            continue;
        }
        sizes->papers[size <= MOST_BARS ? size : MOST_BARS + 1]++;
        sizes->n++;
        sizes->slots += size;
        largest = size > largest ? size : largest;
    }
    sizes->beyond = largest > MOST_BARS;
    sizes->bars = largest < 4 ? 4 : largest > MOST_BARS ? MOST_BARS + 1 : largest;
    uint64_t sum = 0;
    for (uint32_t size = 1; size <= MOST_BARS + 1 && 2 * sum < sizes->n; size++) {
        sum += sizes->papers[size];
        sizes->median = size;
    }
}

cot_status_t cot_i_picture_sizes(cot_canvas_t *canvas, cot_error_t *err) {
    sizes_t sizes = {.n = 0};
    count(canvas->results->incidence, &sizes);
    cot_i_say_papers(canvas, sizes.n);
    if (sizes.n > 0) {
        cot_i_canvas_say(canvas, "mean %.2f, median %s%u, most %u authors", (double)sizes.slots / (double)sizes.n,
                         sizes.median > MOST_BARS ? "over " : "",
                         sizes.median > MOST_BARS ? (unsigned)MOST_BARS : sizes.median,
                         canvas->results->incidence->largest_byline);
    }
    const cot_status_t st = cot_i_canvas_begin(canvas, 0.6 * canvas->width, err);
    if (st != COT_OK) {
        return st;
    }
    if (sizes.n == 0) {
        cot_i_canvas_nothing(canvas, "There is no paper.");
        return COT_OK;
    }
    double share[MOST_BARS + 1], most = 0;
    char last[16];
    (void)snprintf(last, sizeof last, "%d+", MOST_BARS + 1);
    for (uint32_t i = 0; i < sizes.bars; i++) {
        share[i] = 100.0 * (double)sizes.papers[i + 1] / (double)sizes.n;
        most = fmax(most, share[i]);
    }
    cot_i_bars(canvas, share, sizes.bars, 1, sizes.beyond ? last : NULL, most, "Authors of a paper", "Papers (%)");
    return COT_OK;
}
