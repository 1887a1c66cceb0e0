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

/* Joins v to its first two neighbours where these come before it and are of its community: they are near the first
 * members of their pieces already. */
static void join_before(const cot_level_t *g, const uint32_t *community, uint32_t *piece, uint32_t v) {
    const uint32_t *row = g->adj + g->first[v], own = community[v];
    const uint64_t degree = g->end[v] - g->first[v];
    uint32_t first = degree > 0 ? row[0] : v, second = degree > 1 ? row[1] : v;
    first = ((first < v) & (community[first] == own)) != 0 ? first : v;
    second = ((second < v) & (community[second] == own)) != 0 ? second : v;
    const uint32_t mine = piece[first];
    piece[v] = mine;
    if (piece[second] != mine) { /* one branch: what cannot be foretold costs more than what is in vain */
        const uint32_t r = root_of(piece, second), q = root_of(piece, mine);
        piece[r < q ? q : r] = r < q ? r : q;
    }
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
        join_before(g, community, piece, members[i]);
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

/* Marks communities that may not be connected now, when each node v has gone from was[v] to now[v]: those that lost a
 * node between others, and those in which a newcomer has no neighbour who was there before and has stayed. */
static void mark_torn(const cot_level_t *g, const uint32_t *was, const uint32_t *now, uint8_t *marked) {
    memset(marked, 0, g->n);
    for (uint32_t v = 0; v < g->n; v++) {
        uint32_t mates = 0, hosts = 0;
        if (was[v] == now[v]) {
            continue;
        }
        for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
            const uint32_t u = g->adj[a];
            mates += was[u] == was[v];
            hosts += (was[u] == now[v]) & (now[u] == now[v]);
        }
        marked[was[v]] |= mates > 1;
        marked[now[v]] |= hosts == 0;
    }
}

/* Joins the `count` members of marked communities to pieces; returns how many pieces. As find_pieces, but for all at
 * once: main[c] is the largest piece so far of community c. */
static uint32_t join_marked(const cot_level_t *g, const uint32_t *community, const uint32_t *members, uint32_t count,
                            uint32_t *size, uint32_t *main_piece, uint32_t *piece) {
    for (uint32_t i = 0; i < count; i++) {
        piece[members[i]] = members[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        join_before(g, community, piece, members[i]);
    }
    (void)flatten(members, count, piece);
    for (uint32_t i = 0; i < count; i++) { /* the first of a piece comes before the others */
        const uint32_t v = members[i], r = piece[v];
        size[r] = r == v ? 1 : size[r] + 1;
        main_piece[community[v]] = r;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t *most = &main_piece[community[members[i]]];
        const uint32_t r = piece[members[i]];
        *most = size[r] > size[*most] ? r : *most;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (root_of(piece, members[i]) != root_of(piece, main_piece[community[members[i]]])) {
            join(g, community, piece, members[i], UINT64_MAX);
        }
    }
    return flatten(members, count, piece);
}

void cot_i_mend(cot_search_t *s, const cot_level_t *g, const uint32_t *before, uint32_t *label) {
    const uint32_t n = g->n;
    uint32_t *const first = s->queue, count = 0, communities = 0;
    mark_torn(g, before, label, s->queued);
    memset(first, 0xff, (size_t)n * sizeof *first);
    for (uint32_t v = 0; v < n; v++) {
        const bool marked = s->queued[label[v]];
        const bool is_first = first[label[v]] == UINT32_MAX;
        s->members[count] = v; /* overwritten by the next one unless it counts */
        count += marked;
        communities += marked & is_first;
        first[label[v]] = is_first ? v : first[label[v]];
    }
    if (join_marked(g, label, s->members, count, s->workers[0].near, s->start, s->part) == communities) {
        return;
    }
    for (uint32_t v = 0; v < n; v++) { /* numbers as find_pieces gives them */
        label[v] = s->queued[label[v]] ? s->part[v] : first[label[v]];
    }
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
