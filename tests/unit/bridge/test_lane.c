/* Unit tests of igraph's lane: errors that come back, one thread at a time, interruption, and a host process
 * that finds its own igraph as it left it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/bridge/nets.h"

#include <pthread.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* igraph refuses a weight vector of the wrong length: its message comes back, nothing is left behind. */
static void test_an_error_comes_back(void **state) {
    (void)state;
    cot_graph_t *g = net_ring(10, 1);
    double before[10], after[10];
    ASSERT_OK(cot_i_ig_strength(g, before, NULL, &err));
    for (int i = 0; i < 50; i++) {
        cot_i_ig_t ig;
        cot_error_t err = COT_ERROR_INIT;
        assert_int_equal(cot_i_ig_open(&ig, g, NULL, "a test", &err), COT_OK);
        assert_int_equal(igraph_vector_resize(&ig.reals, 3), IGRAPH_SUCCESS);
        cot_status_t st =
            cot_i_lane_check(igraph_constraint(&ig.graph, &ig.reals, igraph_vss_all(), &ig.reals), &err);
        assert_int_equal(st, COT_E_INTERNAL);
        assert_non_null(strstr(err.message, "a test: igraph: "));
        assert_non_null(strstr(err.message, "eight")); /* "weight", in igraph's words */
        assert_true(IGRAPH_FINALLY_STACK_EMPTY);
        cot_i_ig_close(&ig);
    }
    ASSERT_OK(cot_i_ig_strength(g, after, NULL, &err));
    assert_memory_equal(before, after, sizeof before);
    cot_graph_free(g);
}

static void test_codes(void **state) {
    (void)state;
    static const struct {
        igraph_error_t code;
        cot_status_t status;
    } table[] = {
        {IGRAPH_SUCCESS, COT_OK},
        {IGRAPH_ENOMEM, COT_E_NOMEM},
        {IGRAPH_INTERRUPTED, COT_E_INTERRUPT},
        {IGRAPH_EINVAL, COT_E_INTERNAL},
        {IGRAPH_EOVERFLOW, COT_E_LIMIT},
        {IGRAPH_DIVERGED, COT_E_INTERNAL},
    };
    ASSERT_OK(cot_i_lane_enter(NULL, "a test", &err));
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        cot_error_t err = COT_ERROR_INIT;
        assert_int_equal(cot_i_lane_check(table[i].code, &err), table[i].status);
        assert_true((err.message[0] != '\0') == (table[i].status != COT_OK));
    }
    cot_i_lane_leave();
}

static int host_errors;

static void host_error(const char *reason, const char *file, int line, igraph_error_t code) {
    (void)reason;
    (void)file;
    (void)line;
    (void)code;
    host_errors++;
    IGRAPH_FINALLY_FREE();
}

/* Handlers, igraph's default random numbers and OpenMP's threads are the host's again after a call. */
static void test_the_host_keeps_its_igraph(void **state) {
    (void)state;
    cot_graph_t *g = net_karate();
    int64_t membership[34];
    double drawn[2];
    igraph_error_handler_t *before = igraph_set_error_handler(host_error);
#ifdef _OPENMP
    omp_set_num_threads(3);
#endif
    for (int i = 0; i < 2; i++) {
        assert_int_equal(igraph_rng_seed(igraph_rng_default(), 42), IGRAPH_SUCCESS);
        if (i) {
            ASSERT_OK(cot_i_ig_infomap(g, 3, membership, NULL, NULL, &err));
        }
        drawn[i] = igraph_rng_get_unif01(igraph_rng_default());
    }
    assert_true(drawn[0] == drawn[1]);
#ifdef _OPENMP
    assert_int_equal(omp_get_max_threads(), 3);
#endif
    igraph_t bad;
    host_errors = 0;
    assert_int_not_equal(igraph_famous(&bad, "no such graph"), IGRAPH_SUCCESS);
    assert_true(host_errors > 0);
    assert_ptr_equal(igraph_set_error_handler(before), host_error);
    cot_graph_free(g);
}

typedef struct {
    int calls, stop_at;
    const cot_graph_t *inner;
    cot_status_t inner_status;
    pthread_t thread;
} watch_t;

static int watch(void *data, const char *stage, uint64_t done, uint64_t total) {
    watch_t *w = data;
    assert_string_equal(stage, "betweenness");
    assert_true(done <= 100 && (total == 0 || total == 100));
    assert_true(pthread_equal(w->thread, pthread_self()));
    if (w->inner && w->calls == 0) {
        double out[10];
        cot_error_t err = COT_ERROR_INIT;
        w->inner_status = cot_i_ig_strength(w->inner, out, NULL, &err);
        assert_non_null(strstr(err.message, "inside another igraph call"));
    }
    return ++w->calls == w->stop_at;
}

static void test_interruption(void **state) {
    (void)state;
    cot_graph_t *g = net_ring(3000, 4);
    double *out = calloc(3000, sizeof *out);
    assert_non_null(out);
    for (int stop = 1; stop <= 4; stop += 3) {
        watch_t w = {0, stop, NULL, COT_OK, pthread_self()};
        cot_env_t env = {1, 1, watch, &w};
        cot_error_t err = COT_ERROR_INIT;
        assert_int_equal(cot_i_ig_betweenness(g, out, &env, &err), COT_E_INTERRUPT);
        assert_string_equal(err.message, "betweenness: interrupted");
        assert_int_equal(w.calls, stop);
        assert_true(IGRAPH_FINALLY_STACK_EMPTY);
    }
    ASSERT_OK(cot_i_ig_strength(g, out, NULL, &err));
    assert_true(out[0] == 8);
    free(out);
    cot_graph_free(g);
}

static void test_a_progress_function_cannot_come_back_in(void **state) {
    (void)state;
    cot_graph_t *g = net_ring(10, 1);
    double out[10];
    watch_t w = {0, 0, g, COT_OK, pthread_self()};
    cot_env_t env = {1, 1, watch, &w};
    ASSERT_OK(cot_i_ig_betweenness(g, out, &env, &err));
    assert_int_equal(w.inner_status, COT_E_ARG);
    ASSERT_OK(cot_i_ig_strength(g, out, NULL, &err));
    cot_graph_free(g);
}

/* What two threads ask for at once: everything with many clean-up entries. */
typedef struct {
    const cot_graph_t *graph;
    int64_t leiden[300], infomap[300];
    double constraint[300];
    uint32_t cores[300];
    int failures;
} asker_t;

static void ask(asker_t *a) {
    cot_env_t env = {1, 9, NULL, NULL};
    a->failures +=
        cot_i_ig_leiden(a->graph, COT_I_MODULARITY, 1, 0.01, 2, a->leiden, NULL, &env, NULL) != COT_OK;
    a->failures += cot_i_ig_infomap(a->graph, 1, a->infomap, NULL, &env, NULL) != COT_OK;
    a->failures += cot_i_ig_constraint(a->graph, a->constraint, &env, NULL) != COT_OK;
    a->failures += cot_i_ig_coreness(a->graph, a->cores, &env, NULL) != COT_OK;
}

static void *ask_often(void *data) {
    asker_t *a = data, *again = malloc(sizeof *again);
    for (int i = 0; again && i < 20; i++) {
        memset(again, 0, sizeof *again);
        again->graph = a->graph;
        ask(again);
        a->failures += again->failures + (memcmp(a->leiden, again->leiden, sizeof a->leiden) != 0) +
                       (memcmp(a->infomap, again->infomap, sizeof a->infomap) != 0) +
                       (memcmp(a->constraint, again->constraint, sizeof a->constraint) != 0) +
                       (memcmp(a->cores, again->cores, sizeof a->cores) != 0);
    }
    free(again);
    return NULL;
}

static void test_threads_queue(void **state) {
    (void)state;
    enum { THREADS = 4 };
    static asker_t askers[THREADS];
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++) {
        askers[t].graph = net_random((uint64_t)t, 300, 0.03);
        ask(&askers[t]);
    }
    for (int t = 0; t < THREADS; t++) {
        assert_int_equal(pthread_create(&threads[t], NULL, ask_often, &askers[t]), 0);
    }
    for (int t = 0; t < THREADS; t++) {
        assert_int_equal(pthread_join(threads[t], NULL), 0);
        assert_int_equal(askers[t].failures, 0);
        cot_graph_free((cot_graph_t *)(uintptr_t)askers[t].graph);
    }
}

static void test_init_can_be_repeated(void **state) {
    (void)state;
    cot_igraph_init();
    cot_igraph_init();
    igraph_t bad;
    assert_int_not_equal(igraph_famous(&bad, "no such graph"), IGRAPH_SUCCESS); /* returns, does not abort */
    assert_true(igraph_has_attribute_table());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_error_comes_back),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_the_host_keeps_its_igraph),
        cmocka_unit_test(test_interruption),
        cmocka_unit_test(test_a_progress_function_cannot_come_back_in),
        cmocka_unit_test(test_threads_queue),
        cmocka_unit_test(test_init_can_be_repeated),
    };
    cot_igraph_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
