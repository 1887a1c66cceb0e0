/* prepare.c: a network made ready once: twins, order, rows, components, blocks, simplicial classes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <time.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"
#include "prepare/prepared.h"

static double seconds(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* Seconds since *from, which becomes now. */
static double lap(double *from) {
    const double now = seconds(), taken = now - *from;
    *from = now;
    return taken;
}

void cot_i_parts_clear(cot_parts_t *parts) {
    cot_i_free(parts->of);
    cot_i_free(parts->start);
    *parts = (cot_parts_t){0, NULL, NULL};
}

/* Only the first class of a component has no neighbour before it (quotient.h). */
static bool begins_part(const cot_csr_t *rows, uint32_t c) {
    return rows->off[c] == rows->off[c + 1] || rows->adj[rows->off[c]] > c;
}

cot_status_t cot_i_parts_build(cot_parts_t *out, const cot_csr_t *rows, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_parts_t parts = {0, NULL, NULL};
    for (uint32_t c = 0; c < rows->n; c++) {
        parts.count += begins_part(rows, c);
    }
    COT_NEW(st, err, parts.of, rows->n, "components");
    COT_NEW(st, err, parts.start, (size_t)parts.count + 1, "components");
    for (uint32_t c = 0, p = 0; c < rows->n; c++) {
        if (begins_part(rows, c)) {
            parts.start[p++] = c;
        }
        parts.of[c] = p - 1;
    }
    parts.start[parts.count] = rows->n;
    *out = parts;
    parts = (cot_parts_t){0, NULL, NULL};
done:
    cot_i_parts_clear(&parts);
    return st;
}

/* Gives back what an array was made too long by; it stays as it is when that fails. */
static void trim(uint32_t **array, size_t count) {
    uint32_t *shorter = cot_i_realloc(*array, count, sizeof **array);
    *array = shorter ? shorter : *array;
}

static cot_status_t make_quotient(cot_prepared_t *p, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int threads = cot_env_threads(env);
    const uint32_t n = p->graph->n;
    uint32_t *twin_of = NULL, *first = NULL;
    double clock = seconds();
    COT_NEW(st, err, twin_of, n, "twins");
    COT_TRY(st, cot_i_closed_twins(p->graph, twin_of, UINT64_MAX, threads, err));
    p->info.twins_seconds = lap(&clock);
    COT_TRY(st, cot_i_progress(env, "preparing", 0, 0, err));
    COT_NEW(st, err, first, n, "order");
    COT_NEW(st, err, p->quotient.class_of, n, "order");
    COT_NEW(st, err, p->quotient.rows.off, (size_t)n + 1, "order");
    COT_TRY(st, cot_i_number_classes(&p->quotient, p->graph, twin_of, first, env, err));
    p->info.order_seconds = lap(&clock);
    trim(&p->quotient.rows.off, (size_t)p->quotient.rows.n + 1);
    COT_TRY(st, cot_i_fill_quotient(&p->quotient, p->graph, twin_of, first, threads, err));
    COT_TRY(st, cot_i_parts_build(&p->parts, &p->quotient.rows, err));
    p->info.rows_seconds = lap(&clock);
    COT_TRY(st, cot_i_progress(env, "preparing", 0, 0, err));
done:
    cot_i_free(twin_of);
    cot_i_free(first);
    return st;
}

static cot_status_t make_blocks(cot_prepared_t *p, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double clock = seconds();
    const cot_blocks_t *b = &p->blocks;
    COT_TRY(st, cot_i_blocks_build(&p->blocks, &p->quotient, &p->parts, env, err));
    p->info.blocks_seconds = lap(&clock);
    COT_TRY(st, cot_i_progress(env, "preparing", 0, 0, err));
    cot_i_blocks_simplicial(&p->blocks, cot_env_threads(env));
    COT_NEW(st, err, p->simplicial, p->quotient.rows.n, "simplicial classes");
    for (uint32_t c = 0; c < p->quotient.rows.n; c++) { /* the first of a component may be in no block */
        p->simplicial[c] = b->block_of[c] == COT_NO_BLOCK || b->simplicial[b->place_of[c]];
    }
    for (uint32_t k = 0; k < b->count; k++) { /* a root is in a block above it, or in several below */
        const uint32_t root = b->member[b->start[k]];
        const uint32_t degree = p->quotient.rows.off[root + 1] - p->quotient.rows.off[root];
        const bool alone = b->block_of[root] == COT_NO_BLOCK && degree == cot_i_block_degree(b, k, b->start[k]);
        p->simplicial[root] = alone && b->simplicial[b->start[k]];
    }
    p->info.simplicial_seconds = lap(&clock);
done:
    return st;
}

/* Sums over components, in vertices and in classes. */
static void describe_parts(cot_prepared_t *p, uint64_t *vertices, uint64_t *arcs) {
    const cot_csr_t *rows = &p->quotient.rows;
    for (uint32_t v = 0; v < p->graph->n; v++) {
        const uint32_t part = p->parts.of[p->quotient.class_of[v]];
        vertices[part]++;
        arcs[part] += p->graph->off[v + 1] - p->graph->off[v];
    }
    for (uint32_t i = 0; i < p->parts.count; i++) {
        const uint32_t first = p->parts.start[i], end = p->parts.start[i + 1];
        p->info.search_steps += vertices[i] * arcs[i];
        p->info.distance_steps += (uint64_t)(end - first) * (rows->off[end] - rows->off[first]);
        p->info.largest_component =
            vertices[i] > p->info.largest_component ? (uint32_t)vertices[i] : p->info.largest_component;
    }
}

static void describe_blocks(cot_prepared_t *p) {
    const cot_blocks_t *b = &p->blocks;
    for (uint32_t k = 0; k < b->count; k++) {
        const uint32_t first = b->start[k], end = b->start[k + 1];
        uint64_t open = 0;
        if (cot_i_block_complete(b, k)) {
            continue;
        }
        for (uint32_t i = first; i < end; i++) {
            open += b->simplicial[i] ? 0 : b->off[i + 1] - b->off[i];
        }
        p->info.inner_blocks++;
        p->info.betweenness_steps += open * (end - first);
        if (b->off[end] - b->off[first] > 2 * p->info.largest_block_edges) {
            p->info.largest_block = end - first;
            p->info.largest_block_edges = (b->off[end] - b->off[first]) / 2;
        }
    }
}

static size_t bytes_held(const cot_prepared_t *p) {
    const size_t n = p->graph->n, classes = p->quotient.rows.n, places = cot_i_block_places(&p->blocks);
    const size_t words = n + 2 * classes + p->quotient.rows.off[classes]        /* the quotient */
                         + classes + p->parts.count                              /* components */
                         + 2 * classes + p->blocks.count + 3 * places + p->blocks.off[places]; /* blocks */
    return sizeof *p + 4 * words + classes + places;
}

static cot_status_t describe(cot_prepared_t *p, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *vertices = NULL, *arcs = NULL;
    COT_NEW(st, err, vertices, p->parts.count, "components");
    COT_NEW(st, err, arcs, p->parts.count, "components");
    p->info.vertices = p->graph->n;
    p->info.edges = p->graph->m;
    p->info.classes = p->quotient.rows.n;
    p->info.class_edges = p->quotient.rows.off[p->quotient.rows.n] / 2;
    p->info.components = p->parts.count;
    p->info.blocks = p->blocks.count;
    for (uint32_t c = 0; c < p->info.classes; c++) {
        p->info.simplicial += p->simplicial[c];
    }
    describe_parts(p, vertices, arcs);
    describe_blocks(p);
    p->info.bytes = bytes_held(p);
done:
    cot_i_free(vertices);
    cot_i_free(arcs);
    return st;
}

cot_status_t cot_prepare(cot_prepared_t **out, const cot_graph_t *graph, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_prepared_t *p = NULL;
    if (!out || !graph) {
        COT_FAIL(st, err, COT_E_ARG, "prepare: null network or result");
    }
    *out = NULL;
    COT_TRY(st, cot_i_progress(env, "preparing", 0, 0, err));
    COT_NEW(st, err, p, 1, "prepared network");
    p->graph = graph;
    COT_TRY(st, make_quotient(p, env, err));
    COT_TRY(st, make_blocks(p, env, err));
    COT_TRY(st, describe(p, err));
    *out = p;
    p = NULL;
done:
    cot_prepared_free(p);
    return st;
}

void cot_prepared_free(cot_prepared_t *p) {
    if (p) {
        cot_i_quotient_clear(&p->quotient);
        cot_i_parts_clear(&p->parts);
        cot_i_blocks_clear(&p->blocks);
        cot_i_free(p->simplicial);
        cot_i_free(p);
    }
}

const cot_prepared_info_t *cot_prepared_info(const cot_prepared_t *prepared) {
    return &prepared->info;
}
