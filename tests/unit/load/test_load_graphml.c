/* test_load_graphml.c: GraphML read back: what other programs write, what is wrong in a file, cuts in odd
 * places.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/load/reading.h"

#include "load/load.h"

static void assert_edge(const cot_network_file_t *file, uint64_t e, const char *a, const char *b, double weight) {
    assert_string_equal(file->ids[file->graph->from[e]], a);
    assert_string_equal(file->ids[file->graph->to[e]], b);
    assert_true(file->graph->weight[e] >= weight && file->graph->weight[e] <= weight);
}

static void test_igraph(void **state) {
    (void)state;
    cot_network_file_t *file = read_text(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"\n"
        "         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n"
        "         xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns\n"
        "         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n<!-- Created by igraph -->\n"
        "  <key id=\"g_name\" for=\"graph\" attr.name=\"name\" attr.type=\"string\"/>\n"
        "  <key id=\"v_name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
        "  <key id=\"e_weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
        "  <graph id=\"G\" edgedefault=\"directed\">\n    <data key=\"g_name\">all</data>\n"
        "    <node id=\"n0\">\n      <data key=\"v_name\">Ann &amp; &lt;B&gt;</data>\n    </node>\n"
        "    <node id=\"n1\">\n      <data key=\"v_name\"></data>\n    </node>\n    <node id=\"n2\"/>\n"
        "    <edge source=\"n2\" target=\"n0\">\n      <data key=\"e_weight\">0.1</data>\n    </edge>\n"
        "    <edge source=\"n0\" target=\"n1\">\n      <data key=\"e_weight\"> 2.5e-3 </data>\n    </edge>\n"
        "  </graph>\n</graphml>\n");
    assert_int_equal(file->graph->n, 3);
    assert_int_equal(file->graph->m, 2);
    assert_true(file->directed && file->weighted);
    assert_string_equal(file->format, "graphml");
    assert_string_equal(file->labels[0], "Ann & <B>");
    assert_string_equal(file->labels[1], "n1");
    assert_string_equal(file->labels[2], "n2");
    assert_edge(file, 0, "n0", "n1", 0.0025);
    assert_edge(file, 1, "n0", "n2", 0.1);
    cot_network_file_free(file);
}

/* NetworkX: ids are the names; keys d0, d1. Gephi: label and weight as keys, a default. yEd: other
 * namespaces, groups. */
static void test_others(void **state) {
    (void)state;
    cot_network_file_t *file = read_text(
        "<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
        "<key id=\"d1\" for=\"edge\" attr.name=\"papers\" attr.type=\"long\"/>"
        "<key id=\"d0\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>"
        "<graph edgedefault=\"undirected\"><node id=\"Zo\xC3\xAB &#x1F600;\"/><node id='R&amp;D \"x\"'/>"
        "<edge source=\"R&amp;D &quot;x&quot;\" target=\"Zo\xC3\xAB &#x1F600;\"><data key=\"d1\">7</data>"
        "<data key=\"d0\">3</data></edge></graph></graphml>");
    assert_edge(file, 0, "Zo\xC3\xAB \xF0\x9F\x98\x80", "R&D \"x\"", 3);
    cot_network_file_free(file);
    file = read_text("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
                     "<key attr.name=\"name\" attr.type=\"string\" for=\"node\" id=\"name\"/>\n"
                     "<key attr.name=\"label\" attr.type=\"string\" for=\"node\" id=\"label\"/>\n"
                     "<key attr.name=\"weight\" attr.type=\"float\" for=\"edge\" id=\"weight\"><default>2</default></key>\n"
                     "<graph edgedefault=\"undirected\"><edge source=\"1\" target=\"2\"/>"
                     "<node id=\"1\"><data key=\"name\">x</data><data key=\"label\"><![CDATA[A <&> B]]></data></node>"
                     "<node id=\"2\"><data key=\"label\">B<!-- not this -->C</data></node>"
                     "<node id=\"3\"/><edge source=\"3\" target=\"1\"><data key=\"weight\">0.5</data></edge>"
                     "</graph></graphml>");
    assert_string_equal(file->labels[0], "A <&> B");
    assert_string_equal(file->labels[1], "BC");
    assert_edge(file, 0, "1", "2", 2);
    assert_edge(file, 1, "1", "3", 0.5);
    cot_network_file_free(file);
    file = read_text("<g:graphml xmlns:g=\"http://graphml.graphdrawing.org/xmlns\" xmlns:y=\"http://www.yworks.com/x\">"
                     "<g:key id=\"d6\" for=\"node\" yfiles.type=\"nodegraphics\"/><g:graph edgedefault=\"directed\">"
                     "<g:node id=\"n0\" yfiles.foldertype=\"group\"><g:data key=\"d6\"><y:node id=\"n9\"/>"
                     "<y:edge source=\"n0\" target=\"n1\"/></g:data><g:graph id=\"n0:\"><g:node id=\"n0::n0\"/>"
                     "<g:edge source=\"n0::n0\" target=\"n0\"/></g:graph></g:node></g:graph></g:graphml>");
    assert_int_equal(file->graph->n, 2);
    assert_false(file->weighted);
    assert_edge(file, 0, "n0", "n0::n0", 1);
    cot_network_file_free(file);
}

static void test_left_out(void **state) {
    (void)state;
    static const char *text = HEAD
        "<node id=\"a\"/><node id=\"b\"/>\n<node/><node id=\"a\"><data key=\"l\">again</data></node>\n"
        "<edge source=\"a\" target=\"b\"/>\n<edge source=\"b\" target=\"a\"/>\n<edge source=\"a\" target=\"a\"/>\n"
        "<edge source=\"a\" target=\"c\"/>\n<edge source=\"a\"/>\n<hyperedge/>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">0</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">-1</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">NaN</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">INF</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">1e999</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\">1,5</data></edge>\n"
        "<edge source=\"a\" target=\"b\"><data key=\"w\"></data></edge>\n"
        "</graph><graph><node id=\"x\"/></graph></graphml>";
    cot_network_file_t *file = read_text(text);
    static const uint64_t expected[COT_SKIP_KINDS] = {1, 1, 7, 1, 2, 3};
    assert_int_equal(file->graph->n, 2);
    assert_int_equal(file->graph->m, 1);
    assert_string_equal(file->labels[0], "a");
    assert_memory_equal(file->counts, expected, sizeof expected);
    assert_int_equal(file->n_skips, 15);
    assert_int_equal(file->skips[0].line, 10);
    assert_string_equal(file->skips[1].detail, "the edge \"b\" - \"a\"");
    assert_string_equal(file->skips[2].detail, "the weight \"0\" (allowed: a finite number above 0)");
    assert_int_equal(file->skips[2].line, 14);
    cot_network_file_free(file);
    cot_load_params_t strict = COT_LOAD_PARAMS_INIT;
    strict.strict = true;
    refused(text, &strict, ":7: no node: a node without id");
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        assert_true(cot_skip_text((cot_skip_kind_t)kind)[0] != '\0');
    }
}

static void test_refused(void **state) {
    (void)state;
    refused("<?xml version=\"1.0\"?>\n<!DOCTYPE graphml [<!ENTITY a \"b\">]><graphml/>", NULL,
            ":2: a document type declaration is not read: DOCTYPE graphml");
    refused("<gexf version=\"1.3\"/>", NULL, ":1: no GraphML: the root element is gexf");
    refused("<graphml xmlns=\"http://example.org/\"/>", NULL, "no GraphML: the root element is graphml");
    refused(HEAD "<node id=\"a&b;\"/>" TAIL, NULL, ":6: not well-formed: Entity 'b' not defined");
    refused(HEAD "<node id=\"\xFF\"/>" TAIL, NULL, ":6: not well-formed: ");
    refused(HEAD "<node id=\"1\">\n</graph></graphml>", NULL, ":7: not well-formed: Opening and ending tag mismatch");
    refused(HEAD TAIL "<more/>", NULL, ":7: not well-formed: Extra content");
    refused("", NULL, ": the file is empty");
    refused("<", NULL, ":1: not well-formed");
    char path[64];
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_network_read(&file, "/nowhere/x.graphml", NULL, NULL, &err), COT_E_INPUT);
    assert_non_null(strstr(err.message, "/nowhere/x.graphml: cannot be opened"));
    cot_load_params_t params = COT_LOAD_PARAMS_INIT;
    params.format = "gexf";
    int fd = file_of("1 2", 3, path);
    assert_int_equal(cot_network_read(&file, path, &params, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_network_read(NULL, path, NULL, NULL, NULL), COT_E_ARG);
    (void)close(fd);
}

/* Cut off at every byte: never a network but for the whole document. */
static void test_cut_off(void **state) {
    (void)state;
    static const char text[] = HEAD "<node id=\"n0\"><data key=\"l\">x</data></node><node id=\"n1\"/>"
                                    "<edge source=\"n0\" target=\"n1\"><data key=\"w\">2</data></edge>" TAIL;
    for (size_t n = 0; n + 2 < sizeof text; n++) {
        cot_network_file_t *file = NULL;
        assert_int_equal(try_read(&file, text, n, NULL, NULL, NULL), COT_E_INPUT);
    }
    cot_network_file_free(read_text(text));
}

/* A document of some MiB. style: 0 plain; 1 comments, values and CDATA that hold what looks like nodes and
 * edges; 2 graphs inside nodes; 3 something wrong far behind; 4 ids that are no numbers; 5 ends of edges
 * before their nodes; 6 things left out everywhere. */
enum { STYLES = 7 };

static void big_element(cot_buf_t *buf, int style, cot_rng_t *rng, uint32_t n, uint32_t i) {
    const uint32_t u = (uint32_t)cot_i_rng_below(rng, n), v = (uint32_t)cot_i_rng_below(rng, n);
    const char *prefix = style == 4 ? (u % 2 ? "x-" : "x") : "a";
    const char *suffix = style == 4 ? "q" : "";
    if (style == 1 && i % 1000 == 7) {
        cot_i_buf_text(buf, "<!-- <edge source=\"a1\" target=\"a2\"/>\n<node id=\"b\"/> -->");
        cot_i_buf_text(buf, "<data key=\"z\"><![CDATA[<node id=\"c\"/>\n<edge source=\"a1\"/>]]></data>\n");
    }
    if (style == 2 && i == 30000) {
        cot_i_buf_text(buf, "<node id=\"group\"><graph edgedefault=\"directed\">");
    }
    cot_i_buf_printf(buf, "<edge source=\"%s%u%s\" target=\"%s%u%s\"><data key=\"w\">%u.%u</data></edge>\n", prefix,
                     u, suffix, prefix, v, suffix, u % 7 + (style != 6), v % 100);
    if (style == 2 && i == 50000) {
        cot_i_buf_text(buf, "</graph></node>");
    }
    if (style == 3 && i == 40000) {
        cot_i_buf_text(buf, "<edge source=\"a1\" target=\"a2\">\n</node>");
    }
}

static void big_node(cot_buf_t *buf, int style, uint32_t v) {
    if (style == 4) {
        cot_i_buf_printf(buf, "<node id=\"x%uq\"><data key=\"l\">L %u</data></node><node id=\"x-%uq\"/>\n", v, v, v);
    } else {
        cot_i_buf_printf(buf, "<node id=\"a%u\"><data key=\"l\">L %u</data></node>\n", v, v);
    }
}

static void big_document(cot_buf_t *buf, int style) {
    const uint32_t n = 20000, m = 70000;
    cot_rng_t rng;
    cot_i_rng_init(&rng, (uint64_t)style, 1, 2);
    cot_i_buf_text(buf, HEAD);
    for (uint32_t v = 0; v < n && style != 5; v++) {
        big_node(buf, style, v);
    }
    for (uint32_t i = 0; i < m; i++) {
        big_element(buf, style, &rng, n, i);
    }
    for (uint32_t v = 0; v < n && style == 5; v++) {
        big_node(buf, style, n - 1 - v);
    }
    cot_i_buf_text(buf, TAIL);
    assert_false(buf->failed);
}

static void test_threads(void **state) {
    (void)state;
    static const int threads[] = {1, 2, 3, 8};
    for (int style = 0; style < STYLES; style++) {
        cot_buf_t buf = COT_BUF_INIT(64u << 20);
        cot_network_file_t *files[4] = {NULL};
        cot_error_t errs[4];
        big_document(&buf, style);
        char path[64];
        int fd = file_of(buf.bytes, buf.length, path);
        for (int t = 0; t < 4; t++) {
            const cot_env_t env = {threads[t], 1, NULL, NULL};
            errs[t] = (cot_error_t)COT_ERROR_INIT;
            const cot_status_t st = cot_network_read(&files[t], path, NULL, &env, &errs[t]);
            assert_int_equal(st, style == 3 ? COT_E_INPUT : COT_OK);
            assert_string_equal(errs[t].message, errs[0].message);
            if (style != 3) {
                same_network(files[t], files[0]);
            }
        }
        if (style == 3) {
            assert_non_null(strstr(errs[0].message, ":60008: not well-formed: Opening and ending tag mismatch: edge"));
        } else {
            assert_int_equal(files[0]->graph->n, style == 4 ? 40000 : style == 2 ? 20001 : 20000);
            assert_true(files[0]->graph->m > 50000 && files[0]->graph->m <= 70000);
            assert_true((files[0]->counts[COT_SKIP_WEIGHT] > 0) == (style == 6));
            assert_int_equal(files[0]->counts[COT_SKIP_UNKNOWN], 0);
        }
        for (int t = 0; t < 4; t++) {
            cot_network_file_free(files[t]);
        }
        (void)close(fd);
        cot_i_buf_clear(&buf);
    }
}

/* Small documents of pieces in random order, well-formed or not, in stretches of any few bytes: what two
 * threads come to is what one parser comes to. */
static void test_cuts(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "<node id=\"n1\"/>", "<node id=\"n2\"><data key=\"l\">two</data></node>", "<node id=\"x\"></node>\n",
        "<edge source=\"n1\" target=\"n2\"/>\n", "<edge source=\"n2\" target=\"x\"><data key=\"w\">2</data></edge>",
        "<edge source=\"n1\" target=\"n9\"/>", "<!-- <node id=\"c\"/>", "-->", "<![CDATA[<edge source=\"n1\"/>", "]]>",
        "<data key=\"z\">", "</data>", "<node id=\"g\"><graph>", "</graph></node>", "</graph>", "<graph>", "&amp;",
        "<y:node xmlns:y=\"u\" id=\"q\"/>", "<z:node id=\"z\"/>", "\n\n", "<edge source='<node' target=''/>",
        "<edge source=\"&#110;1\" target=\"n2\" id=\"&lt;edge\"/>", "<node id=\"n1\"/>", "</edge>", "<?edge <node ?>"};
    const size_t whole_stretch = cot_i_load_stretch;
    size_t fine = 0, split = 0;
    for (uint64_t seed = 0; seed < 4000; seed++) {
        cot_rng_t rng;
        cot_buf_t buf = COT_BUF_INIT(1u << 20);
        cot_network_file_t *files[2] = {NULL, NULL};
        cot_error_t errs[2] = {COT_ERROR_INIT, COT_ERROR_INIT};
        cot_i_rng_init(&rng, seed, 3, 3);
        cot_i_buf_text(&buf, HEAD);
        for (uint64_t i = cot_i_rng_below(&rng, 60), kinds = seed % 2 ? 6 : 25; i > 0; i--) {
            cot_i_buf_text(&buf, pieces[cot_i_rng_below(&rng, i % 9 ? 6 : kinds)]);
        }
        cot_i_buf_text(&buf, TAIL);
        for (int t = 0; t < 2; t++) {
            const cot_env_t env = {1 + t, 1, NULL, NULL};
            cot_i_load_stretch = 80 + cot_i_rng_below(&rng, 1000);
            const cot_status_t st = try_read(&files[t], buf.bytes, buf.length, NULL, &env, &errs[t]);
            assert_true((st == COT_OK) == (files[t] != NULL));
        }
        const char *a = strchr(errs[0].message, ':'), *b = strchr(errs[1].message, ':');
        assert_string_equal(a ? a : "", b ? b : "");
        if (files[0]) {
            same_network(files[0], files[1]);
            fine++;
            split += buf.length > 1500;
        }
        cot_network_file_free(files[0]);
        cot_network_file_free(files[1]);
        cot_i_buf_clear(&buf);
    }
    cot_i_load_stretch = whole_stretch;
    assert_true(fine > 1000 && split > 300 && fine < 4000);
}

static void test_out_of_memory(void **state) {
    (void)state;
    cot_network_file_t *file = NULL;
    static const char text[] = HEAD "<node id=\"n0\"><data key=\"l\">x</data></node><node id=\"y\"/>"
                                    "<edge source=\"n0\" target=\"y\"><data key=\"w\">2</data></edge>"
                                    "<edge source=\"n0\" target=\"y\"/><edge source=\"y\" target=\"y\"/>" TAIL;
    char path[64];
    int fd = file_of(text, sizeof text - 1, path);
    const int64_t live = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_error_t err = COT_ERROR_INIT;
        cot_i_alloc_fail_after(k);
        st = cot_network_read(&file, path, NULL, NULL, &err);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        assert_true(st == COT_OK || (cot_i_alloc_live() == live && err.message[0]));
    }
    assert_int_equal(file->graph->m, 1);
    cot_network_file_free(file);
    assert_int_equal(cot_i_alloc_live(), live);
    (void)close(fd);
}

/* A whole file of some MiB, with every request that fails at first (and some of the later ones). */
static void test_out_of_memory_in_stretches(void **state) {
    (void)state;
    cot_buf_t buf = COT_BUF_INIT(64u << 20);
    cot_network_file_t *file = NULL;
    const cot_env_t env = {2, 1, NULL, NULL};
    char path[64];
    big_document(&buf, 4);
    int fd = file_of(buf.bytes, buf.length, path);
    const int64_t live = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k += 1 + k / 8) {
        cot_i_alloc_fail_after(k);
        st = cot_network_read(&file, path, NULL, &env, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || (st == COT_E_NOMEM && cot_i_alloc_live() == live));
    }
    cot_network_file_free(file);
    (void)close(fd);
    cot_i_buf_clear(&buf);
}

static void test_interrupted(void **state) {
    (void)state;
    cot_buf_t buf = COT_BUF_INIT(64u << 20);
    cot_network_file_t *file = NULL;
    char path[64];
    big_document(&buf, 0);
    int fd = file_of(buf.bytes, buf.length, path);
    NET_INTERRUPT(cot_network_read(&file, path, NULL, &env, &err));
    (void)close(fd);
    cot_i_buf_clear(&buf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_igraph),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_left_out),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_out_of_memory_in_stretches),
        cmocka_unit_test(test_interrupted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
