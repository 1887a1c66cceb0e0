/* test_load_edges.c: edge lists: separators, headers, numbering, what is wrong in them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/load/reading.h"

static void assert_edges(const char *text, uint32_t n, uint64_t m, const char *edges) {
    cot_network_file_t *file = read_text(text);
    char found[512] = "";
    assert_int_equal(file->graph->n, n);
    assert_int_equal(file->graph->m, m);
    assert_string_equal(file->format, "edges");
    for (uint64_t e = 0; e < m; e++) {
        const size_t used = strlen(found);
        (void)snprintf(found + used, sizeof found - used, "%s%s-%s:%g", e ? " " : "",
                       file->ids[file->graph->from[e]], file->ids[file->graph->to[e]], file->graph->weight[e]);
    }
    assert_string_equal(found, edges);
    cot_network_file_free(file);
}

static void test_separators(void **state) {
    (void)state;
    assert_edges("0 1\n1 2\n", 3, 2, "0-1:1 1-2:1");
    assert_edges("# SNAP\n% Pajek\n\n7\t3\t2.5\r\n3\t5 \t1e-2", 3, 2, "3-5:0.01 3-7:2.5");
    assert_edges("10,9,0.1\n9 , 11 , 3\n", 3, 2, "9-10:0.1 9-11:3");
    assert_edges("b;a;2\n\"c;\"\"d\"\"\";a;1\n", 3, 2, "b-a:2 a-c;\"d\":1");
    assert_edges("  x   y  \n", 2, 1, "x-y:1");
    assert_edges("\xEF\xBB\xBFx y\n", 2, 1, "x-y:1");
    /* no numbers: "01" and "1" are two ids, in the order met; numbers of any size: by number */
    assert_edges("1 01\n", 2, 1, "1-01:1");
    assert_edges("123456789012 5\n5 3000000000\n", 3, 2, "5-3000000000:1 5-123456789012:1");
    assert_edges("4294967296 0\n2147483648 2147483647\n", 4, 2, "0-4294967296:1 2147483647-2147483648:1");
}

static void test_headers(void **state) {
    (void)state;
    assert_edges("Source,Type,Target,Weight\na,Undirected,b,2\n", 2, 1, "a-b:2"); /* as Gephi has it */
    cot_network_file_t *file = read_text("source,target,source_label,target_label,weight,papers\n"
                                         "a0,a2,\"Ann, A\",Bo,0.5,1\na1,a0,,\"Ann\",2,1\n");
    assert_int_equal(file->graph->n, 3);
    assert_string_equal(file->labels[0], "Ann, A");
    assert_string_equal(file->labels[1], "Bo");
    assert_string_equal(file->labels[2], "a1");
    assert_string_equal(file->ids[2], "a1");
    assert_true(file->weighted);
    cot_network_file_free(file);
    cot_load_params_t params = COT_LOAD_PARAMS_INIT;
    params.weight = "papers";
    static const char text[] = "to\tfrom\tpapers\n1\t2\t8\n";
    assert_int_equal(try_read(&file, text, sizeof text - 1, &params, NULL, NULL), COT_OK);
    assert_true(file->graph->weight[0] >= 8 && file->graph->weight[0] <= 8);
    cot_network_file_free(file);
}

static void test_left_out(void **state) {
    (void)state;
    static const char text[] = "1 2\n2 1\n3 3\n4\n1 3 0\n1 3 x\n1 3 -2\n1 3 1e400\n1 4 0x10\n5 6 2 more\n";
    cot_network_file_t *file = read_text(text);
    static const uint64_t expected[COT_SKIP_KINDS] = {1, 1, 5, 0, 0, 1};
    assert_memory_equal(file->counts, expected, sizeof expected);
    assert_int_equal(file->graph->n, 6);
    assert_int_equal(file->graph->m, 2);
    assert_int_equal(file->skips[0].line, 3);
    assert_string_equal(file->skips[0].detail, "the edge \"3\" - \"3\"");
    assert_int_equal(file->skips[file->n_skips - 1].line, 4);
    cot_network_file_free(file);
    cot_load_params_t strict = COT_LOAD_PARAMS_INIT;
    strict.strict = true;
    refused(text, &strict, ":4: malformed: a line without two ends (1 field)");
    refused("%%MatrixMarket matrix\n1 1 1\n", NULL, "a Matrix Market file");
    assert_edges("# nothing\n", 0, 0, "");
    assert_edges("a\xFF" "b c\x01" "d\n", 2, 1, "a\xEF\xBF\xBD" "b-c d:1");
    assert_edges("\"a\n", 0, 0, ""); /* one field */
    assert_edges(",\n,,,\n", 0, 0, "");
}

static void test_long_line(void **state) {
    (void)state;
    const size_t n = (1u << 20) + 10;
    char *text = malloc(n);
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_non_null(text);
    memset(text, 'x', n);
    text[1] = ' ';
    assert_int_equal(try_read(&file, text, n, NULL, NULL, &err), COT_E_LIMIT);
    assert_non_null(strstr(err.message, ":1: a line of more than 1048576 bytes"));
    free(text);
}

/* Random networks: what is written as an edge list, in any order and direction, is what is read. */
static void test_random(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        cot_graph_t *graph = net_random(seed, true);
        cot_network_file_t *file = NULL;
        cot_rng_t rng;
        char *text = malloc(64 * graph->m + 1);
        size_t used = 0;
        assert_non_null(text);
        text[0] = '\0';
        cot_i_rng_init(&rng, seed, 9, 9);
        const uint64_t turn = graph->m ? cot_i_rng_below(&rng, graph->m) : 0;
        for (uint64_t i = 0; i < graph->m; i++) {
            const uint64_t e = (i + turn) % graph->m;
            const bool swap = cot_i_rng_below(&rng, 2) == 1;
            used += (size_t)sprintf(text + used, "%u %u %.17g\n", swap ? graph->to[e] : graph->from[e],
                                    swap ? graph->from[e] : graph->to[e], graph->weight[e]);
        }
        const cot_status_t st = try_read(&file, text, used, NULL, NULL, NULL);
        assert_int_equal(st, graph->m ? COT_OK : COT_E_INPUT);
        for (uint64_t e = 0; e < graph->m; e++) {
            assert_int_equal(atoi(file->ids[file->graph->from[e]]), graph->from[e]);
            assert_int_equal(atoi(file->ids[file->graph->to[e]]), graph->to[e]);
            assert_memory_equal(&file->graph->weight[e], &graph->weight[e], sizeof(double));
        }
        cot_network_file_free(file);
        cot_graph_free(graph);
        free(text);
    }
}

static void test_out_of_memory(void **state) {
    (void)state;
    char path[64];
    static const char text[] = "source,target,source_label\nx,y,\"A\"\ny,x,\xFF\nx,x,\n1,2,q\n";
    int fd = file_of(text, sizeof text - 1, path);
    const int64_t live = cot_i_alloc_live();
    cot_network_file_t *file = NULL;
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_i_alloc_fail_after(k);
        st = cot_network_read(&file, path, NULL, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || (st == COT_E_NOMEM && cot_i_alloc_live() == live));
    }
    cot_network_file_free(file);
    assert_int_equal(cot_i_alloc_live(), live);
    (void)close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separators), cmocka_unit_test(test_headers), cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_long_line),  cmocka_unit_test(test_random),  cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
