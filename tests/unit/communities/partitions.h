/* partitions.h: what every partition that the library finds must be. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TESTS_PARTITIONS_H
#define TESTS_PARTITIONS_H

#include "unit/kernel_nets.h"

/* Every community is connected; numbers go by size, then by smallest member. */
static inline void check_partition(const cot_graph_t *graph, const int64_t *community) {
    uint32_t size[NET_MOST] = {0}, first[NET_MOST], reached = 0, groups = 0;
    for (uint32_t v = graph->n; v-- > 0;) {
        assert_true(community[v] >= 0 && community[v] < (int64_t)graph->n);
        size[community[v]]++;
        first[community[v]] = v;
    }
    for (uint32_t c = 0; c < graph->n && size[c] > 0; c++) {
        groups += size[c];
        assert_true(c == 0 || size[c - 1] > size[c] || (size[c - 1] == size[c] && first[c - 1] < first[c]));
    }
    assert_int_equal(groups, graph->n); /* no number is left out */
    for (uint32_t c = 0; c < graph->n && size[c] > 0; c++) {
        uint8_t seen[NET_MOST] = {0};
        uint32_t stack[NET_MOST], depth = 0;
        seen[first[c]] = 1;
        stack[depth++] = first[c];
        while (depth > 0) {
            const uint32_t v = stack[--depth];
            reached++;
            for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                const uint32_t w = graph->adj[a];
                if (!seen[w] && community[w] == community[v]) {
                    seen[w] = 1;
                    stack[depth++] = w;
                }
            }
        }
    }
    assert_int_equal(reached, graph->n);
}

#endif
