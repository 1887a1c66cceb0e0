/* Twin classes, breadth-first order, the quotient and its blocks: each by its defining property.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

#include "prepare/blocks.h"
#include "prepare/quotient.h"

/* Whether u and v have the same closed neighbourhood. */
static bool twins(const net_paths_t *p, uint32_t n, uint32_t u, uint32_t v) {
    for (uint32_t w = 0; w < n; w++) {
        const bool near_u = p->distance[u][w] == 0 || p->distance[u][w] == 1;
        const bool near_v = p->distance[v][w] == 0 || p->distance[v][w] == 1;
        if (near_u != near_v) {
            return false;
        }
    }
    return true;
}

static void check_classes(const cot_graph_t *graph, const cot_quotient_t *q, const net_paths_t *p) {
    uint32_t size[NET_MOST] = {0};
    for (uint32_t u = 0; u < graph->n; u++) {
        assert_true(q->class_of[u] < q->rows.n);
        size[q->class_of[u]]++;
        for (uint32_t v = 0; v < graph->n; v++) {
            assert_int_equal(q->class_of[u] == q->class_of[v], twins(p, graph->n, u, v));
        }
    }
    assert_memory_equal(size, q->size, q->rows.n * sizeof *size);
}

/* Rows: ascending, the edges of the network between classes and no others; order: as quotient.h promises. */
static void check_rows(const cot_graph_t *graph, const cot_quotient_t *q, const net_paths_t *p) {
    static uint8_t joined[NET_MOST][NET_MOST];
    memset(joined, 0, sizeof joined);
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t c = q->class_of[graph->from[e]], d = q->class_of[graph->to[e]];
        joined[c][d] = joined[d][c] = c != d;
    }
    for (uint32_t c = 0; c < q->rows.n; c++) {
        uint32_t degree = 0;
        for (uint32_t d = 0; d < q->rows.n; d++) {
            degree += joined[c][d];
        }
        assert_int_equal(q->rows.off[c + 1] - q->rows.off[c], degree);
        for (uint64_t a = q->rows.off[c]; a < q->rows.off[c + 1]; a++) {
            assert_true(joined[c][q->rows.adj[a]]);
            assert_true(a == q->rows.off[c] || q->rows.adj[a - 1] < q->rows.adj[a]);
        }
    }
    for (uint32_t u = 0; u < graph->n; u++) { /* components are contiguous; all but the first look back */
        const uint32_t c = q->class_of[u];
        bool first = true;
        for (uint32_t v = 0; v < graph->n; v++) {
            first = first && !(q->class_of[v] < c && p->distance[u][v] >= 0);
            for (uint32_t w = 0; w < graph->n && p->distance[u][v] >= 0; w++) {
                const bool between = c < q->class_of[w] && q->class_of[w] < q->class_of[v];
                assert_true(!between || p->distance[u][w] >= 0);
            }
        }
        const bool looks_back = q->rows.off[c] < q->rows.off[c + 1] && q->rows.adj[q->rows.off[c]] < c;
        assert_int_equal(first, !looks_back);
    }
}

/* Whether a path from class a to class b avoids class x. */
static bool reaches(const cot_csr_t *rows, uint32_t a, uint32_t b, uint32_t x) {
    uint8_t seen[NET_MOST] = {0};
    uint32_t stack[NET_MOST], depth = 0;
    seen[a] = 1;
    stack[depth++] = a;
    while (depth > 0) {
        const uint32_t v = stack[--depth];
        for (uint64_t i = rows->off[v]; i < rows->off[v + 1]; i++) {
            const uint32_t w = rows->adj[i];
            if (!seen[w] && w != x) {
                seen[w] = 1;
                stack[depth++] = w;
            }
        }
    }
    return seen[b];
}

/* Every edge is in one block; no vertex cuts a block; weights count what a member stands for. */
static void check_blocks(const cot_quotient_t *q, const uint32_t *sources_of) {
    double through[NET_MOST];
    cot_blocks_t b;
    assert_int_equal(cot_i_blocks_build(&b, q, sources_of, through, NULL), COT_OK);
    assert_int_equal(b.off[b.start[b.count]], q->rows.off[q->rows.n]);
    for (uint32_t k = 0; k < b.count; k++) {
        const uint64_t first = b.start[k], n = b.start[k + 1] - first;
        uint8_t in[NET_MOST] = {0};
        for (uint64_t i = 0; i < n; i++) {
            in[b.member[first + i]] = 1;
        }
        for (uint64_t i = 0; i < n; i++) {
            const uint32_t v = b.member[first + i];
            uint64_t behind = q->size[v], sources = sources_of[v];
            for (uint64_t a = b.off[first + i]; a < b.off[first + i + 1]; a++) {
                assert_true(b.adj[a] < n && (a == b.off[first + i] || b.adj[a - 1] < b.adj[a]));
                const uint32_t w = b.member[first + b.adj[a]];
                bool edge = false;
                for (uint64_t e = q->rows.off[v]; e < q->rows.off[v + 1]; e++) {
                    edge = edge || q->rows.adj[e] == w;
                }
                assert_true(edge);
            }
            for (uint64_t j = 0; j < n && n > 2; j++) { /* the other members hold together without v */
                assert_true(j == i || reaches(&q->rows, b.member[first + j], b.member[first + (i == 0)], v) ||
                            b.member[first + (i == 0)] == b.member[first + j]);
            }
            const uint32_t other = b.member[first + (i == 0)];
            for (uint32_t x = 0; x < q->rows.n; x++) { /* behind v: its component, but not around v */
                if (!in[x] && reaches(&q->rows, x, v, UINT32_MAX) && !reaches(&q->rows, x, other, v)) {
                    behind += q->size[x];
                    sources += sources_of[x];
                }
            }
            assert_int_equal(b.targets[first + i], behind);
            assert_int_equal(b.sources[first + i], sources);
        }
    }
    cot_i_blocks_clear(&b);
}

static void check(cot_graph_t *graph) {
    cot_quotient_t q;
    uint32_t sources_of[NET_MOST], n_picked;
    net_paths_t *p = net_paths(graph);
    assert_int_equal(cot_i_quotient_build(&q, graph, 2, NULL), COT_OK);
    check_classes(graph, &q, p);
    check_rows(graph, &q, p);
    assert_int_equal(cot_i_pick_sources(&q, graph->n, graph->n / 3, 5, sources_of, NULL, &n_picked, NULL),
                     COT_OK);
    check_blocks(&q, sources_of);
    cot_i_quotient_clear(&q);
    free(p);
    cot_graph_free(graph);
}

static void test_properties(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        if (shape != 14) { /* the long cycle is slow by plain methods */
            check(net_shape(shape));
        }
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        if (seed % 16 != 15) {
            check(net_random(seed, false));
        }
    }
}

static void test_known(void **state) {
    (void)state;
    cot_quotient_t q;
    cot_graph_t *graph = net_shape(4); /* a complete graph is one class */
    assert_int_equal(cot_i_quotient_build(&q, graph, 1, NULL), COT_OK);
    assert_true(q.rows.n == 1 && q.size[0] == 7);
    cot_i_quotient_clear(&q);
    cot_graph_free(graph);
    graph = net_shape(9); /* two triangles that share a vertex: three classes, two blocks */
    assert_int_equal(cot_i_quotient_build(&q, graph, 1, NULL), COT_OK);
    cot_blocks_t b;
    double through[3];
    assert_int_equal(q.rows.n, 3);
    assert_int_equal(cot_i_blocks_build(&b, &q, q.size, through, NULL), COT_OK);
    assert_int_equal(b.count, 2);
    assert_true(through[q.class_of[2]] == 8.0); /* 2 x 2 pairs both ways */
    cot_i_blocks_clear(&b);
    cot_i_quotient_clear(&q);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
