/* Unit tests of igraph's layouts of small graphs: every vertex placed, neighbours nearer than strangers, the
 * same positions again, start positions used, bad edges refused.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/bridge/nets.h"

typedef cot_status_t draw_fn(const cot_i_edges_t *edges, bool start, double *x, double *y,
                             const cot_env_t *env, cot_error_t *err);

static cot_status_t kamada_kawai(const cot_i_edges_t *edges, bool start, double *x, double *y,
                                 const cot_env_t *env, cot_error_t *err) {
    return cot_i_ig_layout_kamada_kawai(edges, 0, start, x, y, env, err);
}

static cot_status_t fruchterman_reingold(const cot_i_edges_t *edges, bool start, double *x, double *y,
                                         const cot_env_t *env, cot_error_t *err) {
    return cot_i_ig_layout_fruchterman_reingold(edges, 0, start, x, y, env, err);
}

static draw_fn *const draws[] = {kamada_kawai, fruchterman_reingold, cot_i_ig_layout_drl};
enum { DRAWS = 3, RING = 40 };

static void ring_pairs(uint32_t *pairs) {
    for (uint32_t v = 0; v < RING; v++) {
        pairs[2 * v] = v;
        pairs[2 * v + 1] = (v + 1) % RING;
    }
}

static double distance(const double *x, const double *y, uint32_t u, uint32_t v) {
    return hypot(x[u] - x[v], y[u] - y[v]);
}

static void test_neighbours_are_near(void **state) {
    (void)state;
    uint32_t pairs[2 * RING];
    double weights[RING], x[RING], y[RING], x2[RING], y2[RING];
    ring_pairs(pairs);
    for (uint32_t e = 0; e < RING; e++) {
        weights[e] = 1 + e % 2;
    }
    for (int i = 0; i < 2 * DRAWS; i++) {
        cot_i_edges_t edges = {RING, RING, pairs, i < DRAWS ? NULL : weights};
        ASSERT_OK(draws[i % DRAWS](&edges, false, x, y, NULL, &err));
        double near = 0, far = 0;
        for (uint32_t v = 0; v < RING; v++) {
            assert_true(isfinite(x[v]) && isfinite(y[v]));
            near += distance(x, y, v, (v + 1) % RING);
            far += distance(x, y, v, (v + RING / 2) % RING);
        }
        assert_true(near > 0 && near < far / 2);
        ASSERT_OK(draws[i % DRAWS](&edges, false, x2, y2, NULL, &err));
        assert_memory_equal(x, x2, sizeof x);
        assert_memory_equal(y, y2, sizeof y);
    }
}

/* Started from a drawing with no iteration left to do, the drawing stays. */
static void test_start_is_used(void **state) {
    (void)state;
    uint32_t pairs[2 * RING];
    double x[RING], y[RING], x2[RING], y2[RING];
    ring_pairs(pairs);
    cot_i_edges_t edges = {RING, RING, pairs, NULL};
    ASSERT_OK(cot_i_ig_layout_kamada_kawai(&edges, 0, false, x, y, NULL, &err));
    memcpy(x2, x, sizeof x);
    memcpy(y2, y, sizeof y);
    ASSERT_OK(cot_i_ig_layout_kamada_kawai(&edges, 1, true, x2, y2, NULL, &err));
    double moved = 0, size = distance(x, y, 0, RING / 2);
    for (uint32_t v = 0; v < RING; v++) {
        moved = fmax(moved, hypot(x[v] - x2[v], y[v] - y2[v]));
    }
    assert_true(moved < size / 10);
}

static void test_small_and_disconnected(void **state) {
    (void)state;
    uint32_t pairs[] = {0, 1, 2, 3};
    for (uint32_t n = 0; n <= 5; n++) {
        cot_i_edges_t edges = {n, n >= 4 ? 2 : n >= 2 ? 1 : 0, pairs, NULL};
        for (int i = 0; i < DRAWS; i++) {
            double x[5] = {0}, y[5] = {0};
            ASSERT_OK(draws[i](&edges, false, x, y, NULL, &err));
            for (uint32_t v = 0; v < n; v++) {
                assert_true(isfinite(x[v]) && isfinite(y[v]));
            }
        }
    }
}

static void test_bad_edges(void **state) {
    (void)state;
    uint32_t pairs[] = {0, 1, 1, 2};
    double weights[] = {1, 0}, x[3], y[3];
    cot_i_edges_t edges = {2, 2, pairs, NULL};
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_i_ig_layout_drl(&edges, false, x, y, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "DrL: an edge names vertex 2 (allowed: below 2)");
    edges = (cot_i_edges_t){3, 2, pairs, weights};
    err = (cot_error_t)COT_ERROR_INIT;
    assert_int_equal(cot_i_ig_layout_kamada_kawai(&edges, 0, false, x, y, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "Kamada-Kawai: edge weight 0 (allowed: finite and above 0)");
    edges.weights = NULL;
    assert_int_equal(cot_i_ig_layout_kamada_kawai(&edges, -1, false, x, y, NULL, NULL), COT_E_ARG);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours_are_near),
        cmocka_unit_test(test_start_is_used),
        cmocka_unit_test(test_small_and_disconnected),
        cmocka_unit_test(test_bad_edges),
    };
    cot_igraph_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
