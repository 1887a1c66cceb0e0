/* merge.c: groups of nodes become the nodes of a smaller graph; sorting nodes by group.
 * Blocks of rows have room for the arcs of all members, so that all can be made at once, each by one thread; what
 * merging saves stays behind the blocks (after Sahu, arXiv:2312.04876). SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "base/meter.h"
#include "communities/search.h"

enum { CHUNK = 8192, BLOCKS = 64 };

/* By one thread, without a branch that could not be foretold. */
static uint32_t compact_few(uint32_t *label, uint32_t n, uint32_t *scratch) {
    uint32_t count = 0;
    memset(scratch, 0, (size_t)n * sizeof *scratch);
    for (uint32_t v = 0; v < n; v++) {
        scratch[label[v]] = 1;
    }
    for (uint32_t l = 0; l < n; l++) {
        const uint32_t used = scratch[l];
        scratch[l] = count;
        count += used;
    }
    for (uint32_t v = 0; v < n; v++) {
        label[v] = scratch[label[v]];
    }
    return count;
}

uint32_t cot_i_compact(uint32_t *label, uint32_t n, uint32_t *scratch, int threads) {
    if (threads == 1 || n <= 2 * CHUNK) {
        return compact_few(label, n, scratch);
    }
    const uint32_t chunks = (n + CHUNK - 1) / CHUNK;
    uint32_t count = 0;
#pragma omp parallel num_threads(threads)
    {
#pragma omp for schedule(static)
        for (uint32_t v = 0; v < n; v++) {
            scratch[v] = 0;
        }
#pragma omp for schedule(static)
        for (uint32_t v = 0; v < n; v++) {
            if (__atomic_load_n(&scratch[label[v]], __ATOMIC_RELAXED) == 0) { /* or lines would go to and fro */
                __atomic_store_n(&scratch[label[v]], 1, __ATOMIC_RELAXED);
            }
        }
#pragma omp for schedule(static)
        for (uint32_t c = 0; c < chunks; c++) { /* numbers within chunks of labels, from 0 in each */
            const uint32_t end = n - c * CHUNK < CHUNK ? n : (c + 1) * CHUNK;
            for (uint32_t v = c * CHUNK, next = 0; v < end; v++) {
                next += scratch[v];
                scratch[v] = next;
            }
        }
#pragma omp single
        for (uint32_t c = 0; c < chunks; c++) { /* the last of a chunk becomes what all before it come to */
            const uint32_t end = n - c * CHUNK < CHUNK ? n : (c + 1) * CHUNK;
            count += scratch[end - 1];
            scratch[end - 1] = count;
        }
#pragma omp for schedule(static)
        for (uint32_t v = 0; v < n; v++) {
            const uint32_t l = label[v], c = l / CHUNK;
            const bool last = l + 1 == n || (l + 1) % CHUNK == 0;
            label[v] = scratch[l] - 1 + (last || c == 0 ? 0 : scratch[c * CHUNK - 1]);
        }
    }
    return count;
}

void cot_i_by_group(const uint32_t *group, uint32_t n, uint32_t groups, uint32_t *start, uint32_t *members,
                    int threads) {
    /* Each thread sorts the groups of its range: all read group[], each writes its own part. */
    const int parts = n < CHUNK ? 1 : threads;
    memset(start, 0, ((size_t)groups + 1) * sizeof *start);
#pragma omp parallel for num_threads(parts) schedule(static, 1) if (parts > 1)
    for (int p = 0; p < parts; p++) {
        const uint32_t from = (uint32_t)((uint64_t)groups * (uint32_t)p / (uint32_t)parts);
        const uint32_t to = (uint32_t)((uint64_t)groups * ((uint32_t)p + 1) / (uint32_t)parts);
        for (uint32_t v = 0; v < n; v++) {
            if (group[v] - from < to - from) {
                start[group[v] + 1]++;
            }
        }
    }
    for (uint32_t g = 0; g < groups; g++) {
        start[g + 1] += start[g];
    }
#pragma omp parallel for num_threads(parts) schedule(static, 1) if (parts > 1)
    for (int p = 0; p < parts; p++) {
        const uint32_t from = (uint32_t)((uint64_t)groups * (uint32_t)p / (uint32_t)parts);
        const uint32_t to = (uint32_t)((uint64_t)groups * ((uint32_t)p + 1) / (uint32_t)parts);
        for (uint32_t v = n; v-- > 0;) {
            if (group[v] - from < to - from) {
                members[--start[group[v] + 1]] = v;
            }
        }
    }
    /* start[g + 1] has become the first place of g */
    memmove(start, start + 1, (size_t)groups * sizeof *start);
    start[groups] = n;
}

/* Room for the rows; it only ever grows, by what is needed. */
static cot_status_t room_for_nodes(cot_store_t *store, size_t nodes, size_t sides, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (nodes > store->nodes) {
        cot_block_t b = {NULL, 0};
        store->nodes = 0;
        for (int round = 0; round < 2; round++) {
            store->first = cot_i_cut(&b, nodes + 1, sizeof *store->first);
            store->end = cot_i_cut(&b, nodes, sizeof *store->end);
            store->mass = cot_i_cut(&b, sides * nodes, sizeof *store->mass);
            COT_TRY(st, round == 0 ? cot_i_reserve(&b, &store->node_memory, "merged network", err) : COT_OK);
        }
        store->nodes = nodes;
    }
done:
    return st;
}

static cot_status_t room_for_arcs(cot_store_t *store, size_t arcs, bool small, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (arcs > store->arcs) {
        cot_block_t b = {NULL, 0};
        store->arcs = 0;
        for (int round = 0; round < 2; round++) {
            store->adj = cot_i_cut(&b, arcs, sizeof *store->adj);
            store->small = small ? cot_i_cut(&b, arcs, sizeof *store->small) : NULL;
            store->weight = small ? NULL : cot_i_cut(&b, arcs, sizeof *store->weight);
            COT_TRY(st, round == 0 ? cot_i_reserve(&b, &store->arc_memory, "merged network", err) : COT_OK);
        }
        store->arcs = arcs;
    }
done:
    return st;
}

/* Row of group c: arcs of its members to other groups, added up. Returns where the next row may begin. */
static uint64_t merge_row(const cot_search_t *s, const cot_level_t *g, const uint32_t *group, cot_store_t *store,
                          cot_worker_t *w, uint32_t c, uint64_t at) {
    const size_t sides = (size_t)s->objective.sides;
    uint32_t *const near = w->near, count = 0;
    int64_t *const to = w->to, mass[2] = {0, 0};
    to[c] = 1; /* as if it had been met: arcs inside are left out */
    for (uint32_t i = s->start[c]; i < s->start[c + 1]; i++) {
        const uint32_t v = s->members[i];
        for (size_t k = 0; k < sides; k++) {
            mass[k] += g->mass[sides * v + k];
        }
        for (uint64_t a = g->first[v], end = g->end[v]; a < end; a++) {
            const uint32_t d = group[g->adj[a]];
            near[count] = d;
            count += to[d] == 0;
            to[d] += cot_i_arc_weight(g, a);
        }
    }
    to[c] = 0;
    store->first[c] = at;
    for (uint32_t i = 0; i < count; i++, at++) {
        const uint32_t d = near[i];
        store->adj[at] = d;
        if (s->small) {
            store->small[at] = (uint32_t)to[d];
        } else {
            store->weight[at] = to[d];
        }
        to[d] = 0;
    }
    store->end[c] = at;
    memcpy(&store->mass[sides * c], mass, sides * sizeof *mass);
    return at;
}

/* Where each row begins: as if nothing were saved by merging. */
static void find_rows(cot_search_t *s, const cot_level_t *g, uint64_t *first, uint32_t groups) {
#pragma omp parallel for num_threads(s->threads) schedule(static) if (g->n > CHUNK)
    for (uint32_t c = 0; c < groups; c++) {
        uint64_t arcs = 0;
        for (uint32_t i = s->start[c]; i < s->start[c + 1]; i++) {
            arcs += g->end[s->members[i]] - g->first[s->members[i]];
        }
        first[c + 1] = arcs < groups ? arcs : groups;
    }
    first[0] = 0;
    for (uint32_t c = 0; c < groups; c++) {
        first[c + 1] += first[c];
    }
}

cot_status_t cot_i_merge(cot_search_t *s, const cot_level_t *g, const uint32_t *group, uint32_t groups, int which,
                         cot_level_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_store_t *to = &s->store[which];
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
    const uint32_t size = groups / BLOCKS + 1;
    cot_i_by_group(group, g->n, groups, s->start, s->members, s->threads);
    COT_TRY(st, room_for_nodes(to, groups, (size_t)s->objective.sides, err));
    find_rows(s, g, to->first, groups);
    COT_TRY(st, room_for_arcs(to, to->first[groups], s->small, err));
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 1) if (g->n > COT_SHARED)
    for (uint32_t b = 0; b < groups; b += size) {
        const uint32_t end = groups - b < size ? groups : b + size;
        uint64_t at = to->first[b];
        for (uint32_t c = b; c < end && !cot_i_meter_stopped(&meter); c++) {
            at = merge_row(s, g, group, to, &s->workers[cot_i_thread()], c, at);
            if (c % 64 == 0) {
                cot_i_meter_add(&meter, 0);
            }
        }
    }
    *out = (cot_level_t){groups, to->first, to->end, to->adj, to->small, to->weight, to->mass};
    st = cot_i_meter_end(&meter, s->stage);
done:
    return st;
}
