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

/* One community while it is refined. */
typedef struct {
    const uint32_t *members;
    uint32_t count;
    int64_t mass[2];
} group_t;

/* What the masses of a part and of the rest of its community are expected to share. */
static double expected(const cot_search_t *s, const group_t *c, const int64_t *part) {
    const double left = (double)part[0], left_rest = (double)(c->mass[0] - part[0]);
    if (s->objective.sides == 1) {
        return s->objective.price * left * left_rest;
    }
    return s->objective.price * (left * (double)(c->mass[1] - part[1]) + (double)part[1] * left_rest);
}

static bool well_joined(const cot_search_t *s, const group_t *c, uint32_t part) {
    return (double)s->inside[part] >=
           expected(s, c, &s->total[(size_t)part * (size_t)s->objective.sides]) - s->objective.least;
}

/* Every member alone. */
static void begin(cot_search_t *s, const cot_level_t *g, group_t *c, const uint32_t *community) {
    const size_t sides = (size_t)s->objective.sides;
    for (uint32_t i = 0; i < c->count; i++) {
        const uint32_t v = c->members[i];
        int64_t inside = 0;
        for (uint64_t a = g->first[v]; a < g->end[v]; a++) {
            if (community[g->adj[a]] == community[v]) {
                inside += cot_i_arc_weight(g, a);
            }
        }
        s->inside[v] = inside;
        s->part[v] = v;
        s->queued[v] = 1; /* alone */
        for (size_t k = 0; k < sides; k++) {
            s->total[sides * v + k] = g->mass[sides * v + k];
            c->mass[k] += g->mass[sides * v + k];
        }
    }
}

/* The adjacent part of v's community where most is gained, v when there is none; *weight: what joins them. */
static uint32_t best_part(const cot_search_t *s, const cot_level_t *g, cot_worker_t *w, const group_t *c,
                          const uint32_t *community, uint32_t v, int64_t *weight) {
    const size_t sides = (size_t)s->objective.sides;
    const int64_t *mass = &g->mass[sides * v];
    uint32_t count = 0, best = v;
    double most = s->objective.least;
    for (uint64_t a = g->first[v]; a < g->end[v]; a++) {
        const uint32_t u = g->adj[a];
        if (community[u] == community[v]) {
            const uint32_t p = s->part[u];
            w->near[count] = p;
            count += w->to[p] == 0;
            w->to[p] += cot_i_arc_weight(g, a);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t p = w->near[i];
        const int64_t *total = &s->total[sides * p];
        const double pairs = sides == 1 ? (double)mass[0] * (double)total[0]
                                        : (double)mass[0] * (double)total[1] + (double)mass[1] * (double)total[0];
        const double gain = (double)w->to[p] - s->objective.price * pairs;
        if (gain > most && well_joined(s, c, p)) {
            most = gain;
            best = p;
            *weight = w->to[p];
        }
        w->to[p] = 0;
    }
    return best;
}

static void refine_group(cot_search_t *s, const cot_level_t *g, cot_worker_t *w, const uint32_t *members,
                         uint32_t count, const uint32_t *community, uint64_t index) {
    const size_t sides = (size_t)s->objective.sides;
    const uint32_t size = count < LARGE ? 1 : BLOCK, blocks = (count + size - 1) / size;
    uint32_t *order = w->moved; /* of the blocks */
    group_t c = {members, count, {0, 0}};
    cot_rng_t rng;
    if (count == 1) {
        s->part[members[0]] = members[0];
        return;
    }
    begin(s, g, &c, community);
    cot_i_rng_init(&rng, s->seed, PURPOSE_PARTS, index);
    for (uint32_t i = 0; i < blocks; i++) {
        const uint32_t j = (uint32_t)cot_i_rng_below(&rng, (uint64_t)i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (uint32_t i = 0; i < blocks * size; i++) {
        const uint32_t at = order[i / size] * size + i % size;
        if (at >= count) {
            continue;
        }
        const uint32_t v = members[at];
        int64_t weight = 0;
        if (!s->queued[v] || !well_joined(s, &c, v)) {
            continue;
        }
        const uint32_t to = best_part(s, g, w, &c, community, v, &weight);
        if (to != v) {
            s->part[v] = to;
            s->queued[v] = s->queued[to] = 0;
            s->inside[to] += s->inside[v] - 2 * weight;
            for (size_t k = 0; k < sides; k++) {
                s->total[sides * to + k] += g->mass[sides * v + k];
            }
        }
    }
}

cot_status_t cot_i_refine(cot_search_t *s, const cot_level_t *g, cot_error_t *err) {
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
    const uint32_t groups = cot_i_compact(s->label, g->n, s->queue, s->threads);
    const uint64_t phase = s->phase++ << 32;
    cot_i_by_group(s->label, g->n, groups, s->start, s->members, s->threads);
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 16) if (g->n > 1024)
    for (uint32_t c = 0; c < groups; c++) {
        const uint32_t first = s->start[c];
        if (!cot_i_meter_stopped(&meter)) {
            refine_group(s, g, &s->workers[cot_i_thread()], s->members + first, s->start[c + 1] - first, s->label,
                         phase + c);
        }
        if (c % 64 == 0) {
            cot_i_meter_add(&meter, 0);
        }
    }
    return cot_i_meter_end(&meter, s->stage);
}
