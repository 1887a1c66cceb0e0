/* Components, core numbers, numbering of groups: against plain methods and igraph; out of memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/groups.h"
#include "unit/kernel_nets.h"

#include "oracle/igraph_answers.h"

/* Components by reachability, numbered by size, then smallest member, one at a time. */
static uint32_t plain_components(const cot_graph_t *graph, const net_paths_t *p, uint32_t *out) {
    uint32_t count = 0;
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = UINT32_MAX;
    }
    for (;; count++) {
        uint32_t best = UINT32_MAX, best_size = 0;
        for (uint32_t v = 0; v < graph->n; v++) {
            uint32_t size = 0;
            for (uint32_t w = 0; w < graph->n; w++) {
                size += p->distance[v][w] >= 0;
            }
            if (out[v] == UINT32_MAX && size > best_size) {
                best = v;
                best_size = size;
            }
        }
        if (best == UINT32_MAX) {
            return count;
        }
        for (uint32_t w = 0; w < graph->n; w++) {
            out[w] = p->distance[best][w] >= 0 ? count : out[w];
        }
    }
}

/* Largest k such that v survives when vertices of fewer than k neighbours are removed again and again. */
static void plain_cores(const cot_graph_t *graph, uint32_t *out) {
    uint8_t alive[NET_MOST];
    for (uint32_t v = 0; v < graph->n; v++) {
        out[v] = 0;
        alive[v] = 1;
    }
    for (uint32_t k = 1, left = graph->n; left > 0; k++) {
        for (bool again = true; again;) {
            again = false;
            for (uint32_t v = 0; v < graph->n; v++) {
                uint32_t degree = 0;
                for (uint64_t a = graph->off[v]; a < graph->off[v + 1]; a++) {
                    degree += alive[graph->adj[a]];
                }
                if (alive[v] && degree < k) {
                    alive[v] = 0;
                    out[v] = k - 1;
                    left--;
                    again = true;
                }
            }
        }
    }
}

static void check(cot_graph_t *graph) {
    uint32_t out[NET_MOST], wanted[NET_MOST], count = 99, ig_count = 99;
    int64_t numbers[NET_MOST];
    net_paths_t *p = net_paths(graph);
    const uint32_t parts = plain_components(graph, p, wanted);
    for (int threads = 1; threads <= 3; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_components(graph, out, &count, &env, NULL), COT_OK);
        assert_int_equal(count, parts);
        assert_memory_equal(out, wanted, graph->n * sizeof *out);
    }
    assert_int_equal(cot_i_ig_components(graph, numbers, &ig_count, NULL, NULL), COT_OK);
    assert_true(graph->n == 0 || ig_count == count);
    assert_int_equal(cot_core_numbers(graph, out, NULL), COT_OK);
    plain_cores(graph, wanted);
    assert_memory_equal(out, wanted, graph->n * sizeof *out);
    assert_int_equal(cot_i_ig_coreness(graph, wanted, NULL, NULL), COT_OK);
    assert_memory_equal(out, wanted, graph->n * sizeof *out);
    free(p);
    cot_graph_free(graph);
}

static void test_definition(void **state) {
    (void)state;
    for (unsigned shape = 0; shape < NET_SHAPES; shape++) {
        check(net_shape(shape));
    }
    for (uint64_t seed = 0; seed < NET_RANDOM; seed++) {
        check(net_random(seed, false));
    }
}

static void test_numbering(void **state) {
    (void)state;
    uint32_t group[] = {7, 2, 2, 5, 7, 0, 5, 2}, count = 0;
    const uint32_t wanted[] = {1, 0, 0, 2, 1, 3, 2, 0}; /* 2 has three; 7 and 5 two each, 7 begins earlier */
    assert_int_equal(cot_i_number_groups(group, 8, &count, NULL), COT_OK);
    assert_int_equal(count, 4);
    assert_memory_equal(group, wanted, sizeof wanted);
}

/* Paths, stars and single edges in a shuffled order, several blocks of vertices long: every way of hooking.
 */
static void test_large(void **state) {
    (void)state;
    enum { N = 100000, GROUP = 1000 };
    static uint32_t order[N], pairs[2 * N], first[N], out[N];
    cot_graph_t *graph = NULL;
    cot_rng_t rng;
    uint32_t m = 0, count = 0;
    cot_i_rng_init(&rng, 5, 5, 5);
    for (uint32_t i = 0; i < N; i++) {
        const uint32_t j = (uint32_t)cot_i_rng_below(&rng, i + 1);
        order[i] = order[j];
        order[j] = i;
    }
    for (uint32_t i = 0; i + 1 < N;
         i++) { /* even groups are paths, odd ones stars; the last vertex of each is alone */
        if (i % GROUP < GROUP - 2) {
            pairs[2 * m] = order[i / GROUP % 2 ? i - i % GROUP : i];
            pairs[2 * m++ + 1] = order[i + 1];
        }
    }
    assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
    for (int threads = 1; threads <= 8; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        assert_int_equal(cot_components(graph, threads == 1 ? first : out, &count, &env, NULL), COT_OK);
        assert_int_equal(count, 2 * N / GROUP);
        assert_true(threads == 1 || memcmp(first, out, sizeof out) == 0);
    }
    for (uint64_t e = 0; e < m; e++) {
        assert_int_equal(first[pairs[2 * e]], first[pairs[2 * e + 1]]);
    }
    NET_INTERRUPT(cot_components(graph, out, NULL, &env, &err));
    cot_graph_free(graph);
}

/* A few equally large components of random trees: which one is first is told by its smallest vertex, whenever and by
 * whom that was joined to the others. */
static void test_equal_sizes(void **state) {
    (void)state;
    enum { N = 120000, MOST = 4, ROUNDS = 24 };
    static uint32_t order[N], pairs[2 * N], wanted[N], out[N];
    cot_rng_t rng;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint32_t parts = 2 + round % (MOST - 1), members = N / parts;
        uint32_t number[MOST], m = 0, met = 0, count = 0;
        cot_graph_t *graph = NULL;
        cot_i_rng_init(&rng, round, 6, 5);
        for (uint32_t i = 0; i < N; i++) {
            const uint32_t j = (uint32_t)cot_i_rng_below(&rng, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        memset(number, 0xFF, sizeof number);
        for (uint32_t i = 0; i < N; i++) { /* part of order[i], for now */
            const uint32_t part = i / members, begin = part * members;
            wanted[order[i]] = part;
            if (i > begin) {
                pairs[2 * m] = order[i];
                pairs[2 * m++ + 1] = order[begin + cot_i_rng_below(&rng, i - begin)];
            }
        }
        for (uint32_t v = 0; v < N; v++) {
            uint32_t *const mine = &number[wanted[v]];
            *mine = *mine == UINT32_MAX ? met++ : *mine;
            wanted[v] = *mine;
        }
        assert_int_equal(cot_graph_from_edges(&graph, N, m, pairs, NULL, NULL), COT_OK);
        for (int threads = 1; threads <= 8; threads++) {
            const cot_env_t env = {threads, 1, NULL, NULL};
            assert_int_equal(cot_components(graph, out, &count, &env, NULL), COT_OK);
            assert_int_equal(count, parts);
            assert_memory_equal(out, wanted, sizeof out);
        }
        cot_graph_free(graph);
    }
}

static void test_failures(void **state) {
    (void)state;
    uint32_t out[NET_MOST];
    cot_graph_t *graph = net_shape(11);
    assert_int_equal(cot_components(NULL, out, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_components(graph, NULL, NULL, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_core_numbers(NULL, out, NULL), COT_E_ARG);
    assert_int_equal(cot_core_numbers(graph, NULL, NULL), COT_E_ARG);
    NET_TORTURE(cot_components(graph, out, NULL, NULL, &err));
    NET_TORTURE(cot_core_numbers(graph, out, &err));
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_definition),
        cmocka_unit_test(test_numbering),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_equal_sizes),
        cmocka_unit_test(test_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
