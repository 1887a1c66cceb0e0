/* pieces.c: communities are connected: those that fell apart become several, which never lowers the quality.
 * Each community is walked through by one thread. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/fail.h"
#include "base/meter.h"
#include "communities/search.h"

/* Walks through the community of members[0 .. count - 1]; labels of its pieces become their first members. Returns
 * whether there are several. */
static bool walk(const cot_level_t *g, const uint32_t *community, const uint32_t *members, uint32_t count,
                 uint32_t *queue, uint32_t *piece) {
    uint32_t head = 0, tail = 0;
    bool apart = false;
    for (uint32_t i = 0; i < count && tail < count; i++) {
        const uint32_t first = members[i];
        if (piece[first] != UINT32_MAX) {
            continue;
        }
        apart = tail > 0;
        piece[first] = first;
        queue[tail++] = first;
        while (head < tail && tail < count) {
            const uint32_t v = queue[head++];
            for (uint64_t a = g->first[v]; a < g->end[v]; a++) {
                const uint32_t u = g->adj[a];
                if (community[u] == community[v] && piece[u] == UINT32_MAX) {
                    piece[u] = first;
                    queue[tail++] = u;
                }
            }
        }
        head = tail;
    }
    return apart;
}

cot_status_t cot_i_split(cot_search_t *s, const cot_level_t *g, uint32_t *found, uint64_t *apart, cot_error_t *err) {
    const uint32_t n = g->n, groups = cot_i_compact(found, n, s->queue, s->threads);
    uint64_t count = 0;
    cot_meter_t meter = {s->env, err, s->stage, 0, 0, COT_OK};
    cot_i_by_group(found, n, groups, s->start, s->members, s->threads);
    memset(s->part, 0xff, (size_t)n * sizeof *s->part);
#pragma omp parallel for num_threads(s->threads) schedule(dynamic, 16) reduction(+ : count) if (n > 1024)
    for (uint32_t c = 0; c < groups; c++) {
        const uint32_t first = s->start[c];
        if (!cot_i_meter_stopped(&meter)) {
            count += walk(g, found, s->members + first, s->start[c + 1] - first, s->queue + first, s->part);
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
