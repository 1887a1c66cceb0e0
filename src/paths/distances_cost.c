/* distances_cost.c: how long distances will take. Constants are nanoseconds on one core of a 2024 server, fitted on
 * ca-GrQc, ca-HepTh, ca-HepPh, ca-AstroPh, ca-CondMat, com-dblp, a random network, trees, a grid and a path; on
 * co-authorship networks the prediction is within a factor of 1.6 of what was measured, on trees and grids up to 7
 * times above it. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "paths/distances.h"
#include "paths/msbfs.h"
#include "prepare/prepared.h"

/* What a level costs: an arc whose flag is read, and its share of the rows that are; a class that is looked at. */
static const double ARC = 1.3, CLASS = 40.0;
/* Levels at which the sources of a batch reach a class: 1 + this times the mean depth of a breadth-first search,
 * never more than there are sources. (A chain: every source comes at a level of its own.) */
static const double LEVELS = 1.4;
static const double DIJKSTRA_ARC = 3.0, DIJKSTRA_VERTEX = 60.0;
static const double REGISTER_ARC = 0.03, REGISTER = 0.35;

/* Work on more bytes than the cache of a core holds takes up to three times as long. */
static double slowdown(double bytes) {
    const double cache = 2e6, beyond = bytes > cache ? 1.0 - cache / bytes : 0.0;
    return 1.0 + 2.0 * beyond * beyond;
}

/* Of a component: classes, core classes, arcs among those, all arcs, sum of depths. */
typedef struct {
    double classes, core, core_arcs, arcs, depth;
} part_t;

static part_t part_of(const cot_prepared_t *p, uint32_t k) {
    const cot_csr_t *rows = &p->quotient.rows;
    const uint32_t first = p->parts.start[k], end = p->parts.start[k + 1];
    part_t part = {end - first, 0, 0, 0, 0};
    /* in breadth-first order a level ends at the last class that the level before reached */
    uint32_t level_end = first + 1, next_end = first + 1, depth = 0;
    for (uint32_t c = first; c < end; c++) {
        if (c == level_end) {
            level_end = next_end;
            depth++;
        }
        part.depth += depth;
        part.core += p->simplicial[c] == 0;
        part.arcs += rows->off[c + 1] - rows->off[c];
        for (uint32_t a = rows->off[c]; a < rows->off[c + 1]; a++) {
            part.core_arcs += !p->simplicial[c] && !p->simplicial[rows->adj[a]];
            next_end = rows->adj[a] >= next_end ? rows->adj[a] + 1 : next_end;
        }
    }
    return part;
}

static double parallel(double seconds, double units, int threads) {
    const double shared = units < (double)threads ? (units < 1.0 ? 1.0 : units) : (double)threads;
    return seconds / shared;
}

double cot_i_distances_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads) {
    const double n = prepared->graph->n;
    const double share = n_sources == 0 || n_sources >= n ? 1.0 : (double)n_sources / n;
    double nanoseconds = 0.0, batches = 0.0;
    for (uint32_t k = 0; k < prepared->parts.count; k++) {
        const part_t p = part_of(prepared, k);
        const double sources = share * p.classes, usual = 1.0 + LEVELS * p.depth / p.classes;
        const double lanes = sources < COT_MSBFS_LANES ? sources : COT_MSBFS_LANES;
        const double levels = usual < lanes ? usual : 2.0 * lanes; /* alone, a row costs about twice as much */
        const double work = p.core_arcs * ARC + p.classes * CLASS;
        /* small components share a batch, and each of its levels */
        const double count = p.classes < COT_MSBFS_LANES ? 1.0 : ceil(sources / COT_MSBFS_LANES);
        if (p.classes > 1) {
            nanoseconds += count * levels * work * slowdown(p.core * 2 * COT_MSBFS_WORDS * 8);
            batches += sources / COT_MSBFS_LANES;
        }
    }
    return parallel(nanoseconds * 1e-9, ceil(batches), threads);
}

double cot_i_weighted_distances_cost(const cot_prepared_t *prepared, uint32_t n_sources, int threads) {
    const double n = prepared->graph->n;
    const double share = n_sources == 0 || n_sources >= n ? 1.0 : (double)n_sources / n;
    const cot_prepared_info_t *info = &prepared->info;
    /* sums over components of vertices x arcs, and of vertices squared: at most as if the largest were all */
    const double largest = info->largest_component;
    const double nanoseconds = (double)info->search_steps * DIJKSTRA_ARC + largest * n * DIJKSTRA_VERTEX;
    return parallel(share * nanoseconds * 1e-9 * slowdown(36.0 * n + 32.0 * (double)prepared->graph->m),
                    share * n, threads);
}

double cot_i_hyperball_cost(const cot_prepared_t *prepared, unsigned log2m, int threads) {
    const double m = (double)(1u << (log2m == 0 ? COT_HYPERBALL_LOG2M : log2m));
    double nanoseconds = 0.0, classes = 0.0;
    for (uint32_t k = 0; k < prepared->parts.count; k++) {
        const part_t p = part_of(prepared, k);
        const double rounds = 1.0 + 2.0 * p.depth / p.classes;
        nanoseconds += rounds * m * (p.arcs * REGISTER_ARC + p.classes * REGISTER);
        classes += p.classes;
    }
    return parallel(nanoseconds * 1e-9 * slowdown(2.0 * m * classes), classes / 4096.0, threads);
}
