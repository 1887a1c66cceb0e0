/* components.c: connected components by breadth-first search, numbered by smallest member. O(n + m).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/alloc.h"
#include "base/fail.h"
#include "layout/layout.h"

cot_status_t cot_i_layout_components(const cot_graph_t *graph, uint32_t *component, uint32_t *count,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *queue = NULL;
    *count = 0;
    COT_NEW(st, err, queue, graph->n, "components");
    for (uint32_t v = 0; v < graph->n; v++) {
        component[v] = UINT32_MAX;
    }
    for (uint32_t start = 0; start < graph->n; start++) {
        if (component[start] != UINT32_MAX) {
            continue;
        }
        uint32_t tail = 0;
        component[start] = *count;
        queue[tail++] = start;
        for (uint32_t head = 0; head < tail; head++) {
            for (uint64_t a = graph->off[queue[head]]; a < graph->off[queue[head] + 1]; a++) {
                uint32_t v = graph->adj[a];
                if (component[v] == UINT32_MAX) {
                    component[v] = *count;
                    queue[tail++] = v;
                }
            }
        }
        (*count)++;
    }
done:
    cot_i_free(queue);
    return st;
}
