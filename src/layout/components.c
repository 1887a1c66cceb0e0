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

void cot_i_layout_parts_clear(cot_i_layout_parts_t *parts) {
    cot_i_free(parts->component);
    cot_i_free(parts->first);
    cot_i_free(parts->vertex);
    cot_i_free(parts->number);
}

cot_status_t cot_i_layout_parts(cot_i_layout_parts_t *parts, const cot_graph_t *graph, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_NEW(st, err, parts->component, graph->n, "layout");
    COT_TRY(st, cot_i_layout_components(graph, parts->component, &parts->count, err));
    COT_NEW(st, err, parts->first, (size_t)parts->count + 2, "layout");
    COT_NEW(st, err, parts->vertex, graph->n, "layout");
    COT_NEW(st, err, parts->number, graph->n, "layout");
    for (uint32_t v = 0; v < graph->n; v++) {
        parts->first[parts->component[v] + 2]++;
    }
    for (uint32_t c = 0; c < parts->count; c++) {
        parts->first[c + 2] += parts->first[c + 1];
    }
    for (uint32_t v = 0; v < graph->n; v++) {
        uint32_t *next = &parts->first[parts->component[v] + 1];
        parts->vertex[(*next)++] = v;
    }
    for (uint32_t c = 0; c < parts->count; c++) {
        for (uint32_t k = parts->first[c]; k < parts->first[c + 1]; k++) {
            parts->number[parts->vertex[k]] = k - parts->first[c];
        }
    }
done:
    return st;
}
