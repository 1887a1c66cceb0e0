/* pieces.c: communities are connected: those that fell apart become several, which never lowers the quality.
 * Each community is looked at by one thread. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/fail.h"
#include "base/meter.h"
#include "communities/search.h"

/* The smallest member known to be joined to v. */
static uint32_t root_of(uint32_t *piece, uint32_t v) {
    while (piece[v] != v) {
        piece[v] = piece[piece[v]];
        v = piece[v];
    }
    return v;
}

/* Joins v to its first `most` neighbours in its community. */
static void join(const cot_level_t *g, const uint32_t *community, uint32_t *piece, uint32_t v, uint64_t most) {
    for (uint64_t a = g->first[v]; a < g->end[v] && most > 0; a++) {
        const uint32_t u = g->adj[a];
        if (community[u] == community[v]) {
            const uint32_t r = root_of(piece, u), q = root_of(piece, v);
            piece[r < q ? q : r] = r < q ? r : q;
            most--;
        }
    }
}

/* Lets members point to the first of their piece; returns the number of pieces. Nothing points upwards. */
static uint32_t flatten(const uint32_t *members, uint32_t count, uint32_t *piece) {
    uint32_t pieces = 0;
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t v = members[i];
        piece[v] = piece[piece[v]];
        pieces += piece[v] == v;
    }
    return pieces;
}

/* The piece with most members. size[] has room for each node. */
static uint32_t largest(const uint32_t *members, uint32_t count, const uint32_t *piece, uint32_t *size) {
    uint32_t best = members[0];
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t r = piece[members[i]];
        size[r] = r == members[i] ? 1 : size[r] + 1;
        best = size[r] > size[best] ? r : best;
    }
    return best;
}

/* Labels of the pieces of a community become their first members. Two arcs of each member join most of it; all arcs
 * are followed from what is then apart from the largest piece (Sutton, Ben-Nun & Barak, IPDPS 2018,
 * doi:10.1109/IPDPS.2018.00012). Returns whether there are several pieces. */
static bool find_pieces(const cot_level_t *g, const uint32_t *community, const uint32_t *members, uint32_t count,
                        uint32_t *size, uint32_t *piece) {
    for (uint32_t i = 0; i < count; i++) {
        piece[members[i]] = members[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        join(g, community, piece, members[i], 2);
    }
    if (flatten(members, count, piece) == 1) {
        return false;
    }
    const uint32_t joined = largest(members, count, piece, size);
    for (uint32_t i = 0; i < count; i++) {
        if (root_of(piece, members[i]) != root_of(piece, joined)) {
            join(g, community, piece, members[i], UINT64_MAX);
        }
    }
    return flatten(members, count, piece) > 1;
}

cot_status_t cot_i_split(cot_search_t *s, const cot_level_t *g, uint32_t *found, uint64_t *apart, cot_error_t *err) {
    const uint32_t n = g->n, groups = cot_i_compact(found, n, s->queue, s->threads);
    uint64_t count = 0;
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
    cot_i_by_group(found, n, groups, s->start, s->members, s->threads);
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 16) reduction(+ : count) \
    if (n > COT_SCATTERED)
    for (uint32_t c = 0; c < groups; c++) {
        const uint32_t first = s->start[c];
        if (!cot_i_meter_stopped(&meter)) {
            count += find_pieces(g, found, s->members + first, s->start[c + 1] - first,
                                 s->workers[cot_i_thread()].near, s->part);
        }
        if (c % 64 == 0) {
            cot_i_meter_add(&meter, 0);
        }
    }
    *apart = count;
    if (count > 0) {
        memcpy(found, s->part, (size_t)n * sizeof *found);
    }
    return cot_i_meter_end(&meter, s->stage);
}
