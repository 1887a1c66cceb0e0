/* refine.c: parts of communities that hold together (the refinement of Leiden: Traag, Waltman & van Eck, Sci. Rep.
 * 9, 5233 (2019)): every node begins as a part of its own; nodes that are still alone, and well joined to the rest
 * of their community, join the adjacent part of it that is well joined too and where most is gained (the choice is
 * greedy, not random). Parts are connected, as only neighbours join. Communities do not touch each other here, so each is refined
 * by one thread, in a random order of its own. SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "base/isa.h"
#include "base/meter.h"
#include "communities/search.h"

#define PURPOSE_PARTS 0x7061727473206f66ULL

/* Members of large communities are visited in blocks of neighbouring numbers, which stay in the cache. */
enum { LARGE = 256, BLOCK = 16 };

/* One community while it is refined. Its members go by their places in members[]; a part has the number of the member
 * it began with. What is known of them lies in memory of the thread. */
typedef struct {
    const uint32_t *members, *place; /* place of each node among all members of all communities */
    uint32_t first, count;
    int64_t mass[2];
    int64_t *total;  /* sides x count: masses of the parts */
    int64_t *inside; /* weight from a part to the rest of the community; -1: not added up yet */
    uint32_t *part;  /* of each member; room for one more */
    uint8_t *alone;  /* whether a member is a part of its own */
} group_t;

/* What the masses of a part and of the rest of its community are expected to share. */
static double expected(const cot_search_t *s, const group_t *c, const int64_t *part) {
    const double left = (double)part[0], left_rest = (double)(c->mass[0] - part[0]);
    if (s->objective.sides == 1) {
        return s->objective.price * left * left_rest;
    }
    return s->objective.price * (left * (double)(c->mass[1] - part[1]) + (double)part[1] * left_rest);
}

/* Weight from a member to the others. */
static int64_t add_inside(const cot_level_t *g, const group_t *c, uint32_t i) {
    const uint32_t v = c->members[i];
    int64_t inside = 0;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        inside += cot_i_arc_weight(g, a) & -(int64_t)(c->place[g->adj[a]] - c->first < c->count);
    }
    return inside;
}

static bool well_joined(const cot_search_t *s, const cot_level_t *g, group_t *c, uint32_t part) {
    if (c->inside[part] < 0) {
        c->inside[part] = add_inside(g, c, part);
    }
    return (double)c->inside[part] >=
           expected(s, c, &c->total[(size_t)part * (size_t)s->objective.sides]) - s->objective.least;
}

/* Every member alone. */
static void begin(const cot_search_t *s, const cot_level_t *g, group_t *c) {
    const size_t sides = (size_t)s->objective.sides;
    for (uint32_t i = 0; i < c->count; i++) {
        c->inside[i] = -1;
        c->part[i] = i;
        c->alone[i] = 1;
        for (size_t k = 0; k < sides; k++) {
            c->total[sides * i + k] = g->mass[sides * c->members[i] + k];
            c->mass[k] += c->total[sides * i + k];
        }
    }
}

/* The parts next to member i, with the weights to them in w->to[]; returns how many they are. Finds its inside. */
static uint32_t look_around(const cot_level_t *g, cot_worker_t *w, group_t *c, uint32_t i) {
    const uint32_t v = c->members[i], *const place = c->place, first = c->first, all = c->count;
    uint32_t *const near = w->near, *const part = c->part, count = 0;
    int64_t *const to = w->to, inside = 0;
    part[all] = all; /* where arcs to other communities lead, without a branch that could not be foretold */
    to[all] = 1;
    for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
        const uint32_t j = place[g->adj[a]] - first, p = part[j < all ? j : all];
        const int64_t weight = cot_i_arc_weight(g, a);
        near[count] = p;
        count += to[p] == 0;
        to[p] += weight;
        inside += weight & -(int64_t)(j < all);
    }
    to[all] = 0;
    c->inside[i] = inside;
    return count;
}

/* The adjacent part of its community where member i gains most, i when there is none; *weight: what joins them. */
static uint32_t best_part(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, group_t *c, uint32_t i,
                          int64_t *weight) {
    const size_t sides = (size_t)s->objective.sides;
    const int64_t *mass = &c->total[sides * i];
    const uint32_t count = look_around(g, w, c, i);
    const bool joined = well_joined(s, g, c, i);
    uint32_t best = UINT32_MAX;
    while (joined && best != i) {
        double most = s->objective.least;
        best = i;
        for (uint32_t k = 0; k < count; k++) {
            const uint32_t p = w->near[k];
            const int64_t *total = &c->total[sides * p];
            const double pairs = sides == 1 ? (double)mass[0] * (double)total[0]
                                            : (double)mass[0] * (double)total[1] + (double)mass[1] * (double)total[0];
            const double gain = (double)w->to[p] - s->objective.price * pairs;
            best = gain > most ? p : best;
            most = gain > most ? gain : most;
        }
        *weight = w->to[best];
        if (best == i || well_joined(s, g, c, best)) {
            break;
        }
        w->to[best] = 0; /* not that one: it gains nothing */
    }
    for (uint32_t k = 0; k < count; k++) {
        w->to[w->near[k]] = 0;
    }
    return joined ? best : i;
}

/* Member i joins part `to`. */
static void join(const cot_search_t *s, group_t *c, uint32_t i, uint32_t to, int64_t weight) {
    const size_t sides = (size_t)s->objective.sides;
    c->part[i] = to;
    c->alone[i] = c->alone[to] = 0;
    c->inside[to] += c->inside[i] - 2 * weight;
    for (size_t k = 0; k < sides; k++) {
        c->total[sides * to + k] += c->total[sides * i + k];
    }
}

static void refine_group(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, group_t *c, uint64_t index) {
    const uint32_t size = c->count < LARGE ? 1 : BLOCK, blocks = (c->count + size - 1) / size;
    uint32_t *order = w->moved; /* of the blocks */
    cot_rng_t rng;
    begin(s, g, c);
    cot_i_rng_init(&rng, s->seed, PURPOSE_PARTS, index);
    for (uint32_t i = 0; i < blocks; i++) {
        const uint32_t j = (uint32_t)cot_i_rng_below(&rng, (uint64_t)i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (uint32_t k = 0; k < blocks * size; k++) {
        const uint32_t i = order[k / size] * size + k % size;
        if (i < c->count && c->alone[i]) {
            int64_t weight = 0;
            const uint32_t to = best_part(s, g, w, c, i, &weight);
            if (to != i) {
                join(s, c, i, to, weight);
            }
        }
    }
}

/* Community c, from begin to end: members[] receives the part of each member instead of the member. A part has the
 * number of its first member, whose entry stays what it is. */
static void refine_one(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, uint32_t c, uint64_t index) {
    const uint32_t first = s->start[c], count = s->start[c + 1] - first;
    uint32_t *members = s->members + first;
    group_t group = {members, s->queue, first, count, {0, 0}, w->total, w->share, w->moved + s->n, w->changed};
    if (count == 1) {
        return;
    }
    refine_group(s, g, w, &group, index);
    for (uint32_t i = 0; i < count; i++) {
        members[i] = members[group.part[i]];
    }
}

cot_status_t cot_i_refine(cot_search_t *s, const cot_level_t *g, cot_error_t *err) {
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
    const uint32_t groups = cot_i_compact(s->label, g->n, s->queue, s->threads);
    const uint64_t phase = s->phase++ << 32;
    uint32_t *const place = s->queue;
    cot_i_by_group(s->label, g->n, groups, s->start, s->members, s->threads);
#pragma omp parallel for num_threads(s->threads) schedule(static) if (g->n > COT_SCATTERED)
    for (uint32_t i = 0; i < g->n; i++) {
        place[s->members[i]] = i;
    }
#pragma omp parallel num_threads(s->threads) if (g->n > COT_SHARED)
    {
#pragma omp for schedule(dynamic, 4)
        for (uint32_t c = 0; c < groups; c++) {
            if (!cot_i_meter_stopped(&meter)) {
                refine_one(s, g, &s->workers[cot_i_thread()], c, phase + c);
            }
            if (c % 64 == 0) {
                cot_i_meter_add(&meter, 0);
            }
        }
#pragma omp for schedule(static)
        for (uint32_t v = 0; v < g->n; v++) {
            s->part[v] = s->members[place[v]];
        }
    }
    return cot_i_meter_end(&meter, s->stage);
}
