/* Link prediction on networks that are all one thing, with answers known in closed form.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/kernel_nets.h"

typedef enum { CLIQUE, STAR, CHAIN, PAIRS, ALONE, SHAPES } shape_t;
enum { N = 300 };

static cot_graph_t *make(shape_t shape) {
    static uint32_t pairs[N * N];
    uint64_t m = 0;
    cot_graph_t *graph = NULL;
    for (uint32_t v = 1; v < N && shape != ALONE; v++) {
        const uint32_t from = shape == CHAIN || shape == PAIRS ? v - 1 : 0;
        const uint32_t end = shape == CLIQUE ? v : from + 1;
        for (uint32_t u = from; u < end && (shape != PAIRS || v % 2 == 1); u++) {
            pairs[2 * m] = u;
            pairs[2 * m++ + 1] = v;
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
    return graph;
}

/* Only the leaves of a star and the next but one in a chain have somebody in common: one, of degree N - 1 or
 * 2. */
static void test_shapes(void **state) {
    (void)state;
    static const uint64_t wanted[SHAPES] = {0, (uint64_t)(N - 1) * (N - 2) / 2, N - 2, 0, 0};
    for (shape_t shape = 0; shape < SHAPES; shape++) {
        cot_graph_t *graph = make(shape);
        const double degree = shape == STAR ? N - 1 : 2;
        for (int threads = 1; threads <= 3; threads += 2) {
            const cot_env_t env = {threads, 1, NULL, NULL};
            cot_links_t *links = NULL;
            assert_int_equal(
                cot_link_predict(&links, graph, NULL, COT_LINK_ADAMIC_ADAR, (uint64_t)N * N, NULL, &env, NULL),
                COT_OK);
            assert_int_equal(links->n, wanted[shape]);
            for (uint64_t i = 0; i < links->n; i++) {
                const double *s = links->links[i].scores;
                assert_true(s[COT_LINK_COMMON_NEIGHBOURS] == 1);
                assert_true(fabs(s[COT_LINK_ADAMIC_ADAR] * log(degree) - 1) < 1e-12);
                assert_true(fabs(s[COT_LINK_RESOURCE_ALLOCATION] * degree - 1) < 1e-12);
            }
            cot_links_free(links);
            assert_int_equal(cot_link_partners(&links, graph, NULL, COT_LINK_COMMON_NEIGHBOURS, N, NULL, &env,
                                               NULL),
                             COT_OK);
            assert_int_equal(links->n, 2 * wanted[shape]);
            cot_links_free(links);
        }
        cot_graph_free(graph);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
