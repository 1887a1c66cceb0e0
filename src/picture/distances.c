/* distances.c: pairs of authors by the length of the shortest path between them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "picture/charts.h"

static void say(cot_canvas_t *canvas, const cot_distance_counts_t *distances, double sum, double weighted) {
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    const cot_figure_t *share = analysis ? cot_analysis_figure(analysis, "connected_pairs") : NULL;
    cot_i_say_network(canvas, &canvas->results->coauthor);
    if (sum > 0) {
        cot_i_canvas_say(canvas, "mean distance %.2f, longest %s%u", weighted / sum, distances->exact ? "" : "found ",
                         distances->longest);
    }
    if (share && share->type == COT_REAL && !isnan(share->real)) {
        cot_i_canvas_say(canvas, "%.1f%% of all pairs are connected", 100 * share->real);
    }
    if (!distances->exact && sum > 0) {
        cot_i_canvas_say(canvas, "estimated from a sample");
    }
}

cot_status_t cot_i_picture_distances(cot_canvas_t *canvas, cot_error_t *err) {
    cot_status_t st = COT_OK;
    static const cot_distance_counts_t none = {NULL, 0, true};
    const cot_analysis_t *analysis = canvas->results->coauthor.analysis;
    const cot_distance_counts_t *distances = analysis && analysis->distances.counts ? &analysis->distances : &none;
    double *share = NULL, sum = 0, weighted = 0, most = 0;
    uint32_t n = 0;
    COT_NEW(st, err, share, (size_t)distances->longest + 2, "picture of distances");
    for (uint32_t d = 1; distances->counts && d <= distances->longest; d++) {
        sum += (double)distances->counts[d];
        weighted += (double)distances->counts[d] * d;
    }
    for (uint32_t d = 1; sum > 0 && d <= distances->longest; d++) {
        share[n++] = 100 * (double)distances->counts[d] / sum;
        most = fmax(most, share[n - 1]);
    }
    say(canvas, distances, sum, weighted);
    COT_TRY(st, cot_i_canvas_begin(canvas, 0.6 * canvas->width, err));
    if (n == 0) {
        cot_i_canvas_nothing(canvas, analysis && analysis->distances.counts
                                         ? "No two authors are connected." : "Distances were not measured.");
    } else {
        cot_i_bars(canvas, share, n, 1, NULL, most, "Distance (co-authorships on the way)", "Connected pairs (%)");
    }
done:
    cot_i_free(share);
    return st;
}
