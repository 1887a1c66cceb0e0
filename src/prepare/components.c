/* components.c: connected components by union-find: the smaller root wins, paths are halved (Tarjan & van
 * Leeuwen, J. ACM 31 (1984) 245). Only the half of each row below the vertex is read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/structure.h"

#include "base/groups.h"
#include "base/fail.h"

static uint32_t find_root(uint32_t *parent, uint32_t v) {
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

cot_status_t cot_components(const cot_graph_t *graph, uint32_t *out, uint32_t *count, cot_error_t *err) {
    if (!graph || (!out && graph->n > 0)) {
        return cot_i_fail(err, COT_E_ARG, "components: null network or result");
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = v;
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        uint32_t mine = v; /* root of v: its row only looks at smaller vertices */
        for (uint64_t a = graph->off[v]; a < graph->off[v + 1] && graph->adj[a] < v; a++) {
            const uint32_t other = find_root(out, graph->adj[a]);
            if (other < mine) {
                out[mine] = other;
                mine = other;
            } else {
                out[other] = mine;
            }
        }
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = out[out[v]]; /* parents are smaller, so they already point at their root */
    }
    return cot_i_number_groups(out, graph->n, count, err);
}
