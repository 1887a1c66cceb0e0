/* test_interrupt.c: measures that are told to stop while they run.
 *
 * The progress function says stop at its k-th call. The call must then return COT_E_INTERRUPT (or be done
 * before), leave nothing behind that a later call trips over, and the same call without interruption must
 * still give the same answer. SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "coterie/coterie.h"

enum { VERTICES = 12000, LINKS = 4, NEAR = 50 };

typedef struct {
    int calls, stop_at;
} stopper_t;

static int count_calls(void *data, const char *stage, uint64_t done, uint64_t total) {
    stopper_t *stopper = data;
    (void)stage, (void)done, (void)total;
    return ++stopper->calls >= stopper->stop_at;
}

/* Each vertex is joined to some before it, far and near by turns: large enough that every method asks often.
 */
static cot_graph_t *make_graph(void) {
    uint32_t *pairs = calloc((size_t)2 * LINKS * VERTICES, sizeof *pairs);
    uint64_t random = 88172645463325252u, m = 0;
    assert_non_null(pairs);
    for (uint32_t v = 1; v < VERTICES; v++) {
        uint64_t first = m;
        for (int link = 0; link < LINKS; link++) {
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            bool near = link % 2 && v > NEAR;
            uint32_t u = near ? v - 1 - (uint32_t)(random % NEAR) : (uint32_t)(random % v);
            bool again = false;
            for (uint64_t e = first; e < m; e++) {
                again = again || pairs[2 * e] == u;
            }
            if (!again) {
                pairs[2 * m] = u;
                pairs[2 * m++ + 1] = v;
            }
        }
    }
    cot_graph_t *graph = NULL;
    assert_int_equal(cot_graph_from_edges(&graph, VERTICES, m, pairs, NULL, NULL), COT_OK);
    free(pairs);
    return graph;
}

static cot_status_t measure(cot_analysis_t **out, const cot_graph_t *graph, const char *name,
                            stopper_t *stopper) {
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    cot_env_t env = {1, 1, stopper ? count_calls : NULL, stopper};
    params.measures = name;
    params.communities = "none";
    return cot_analyze(out, graph, &params, &env, NULL);
}

static void test_measures_stop_and_go_on(void **state) {
    (void)state;
    static const char *const names[] = {"leiden",     "leiden-cpm",  "louvain",    "label-propagation",
                                        "infomap",    "eigenvector", "constraint", "pagerank",
                                        "betweenness"};
    static const int stops[] = {1, 2, 3, 4, 6, 9, 14};
    cot_graph_t *graph = make_graph();
    cot_analysis_t *whole = NULL, *again = NULL;
    assert_int_equal(measure(&whole, graph, "label-propagation", NULL), COT_OK);
    int stopped = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_non_null(cot_measure_find(names[i]));
        for (size_t k = 0; k < sizeof stops / sizeof *stops; k++) {
            cot_analysis_t *analysis = NULL;
            stopper_t stopper = {0, stops[k]};
            cot_status_t st = measure(&analysis, graph, names[i], &stopper);
            bool asked = stopper.calls >= stops[k];
            assert_int_equal(st, asked ? COT_E_INTERRUPT : COT_OK);
            assert_true((analysis == NULL) == asked);
            stopped += asked;
            cot_analysis_free(analysis);
        }
    }
    assert_true(stopped > 20);
    assert_int_equal(measure(&again, graph, "label-propagation", NULL), COT_OK);
    assert_memory_equal(whole->columns[0].ints, again->columns[0].ints, VERTICES * sizeof(int64_t));
    cot_analysis_free(whole);
    cot_analysis_free(again);
    cot_graph_free(graph);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_measures_stop_and_go_on)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
