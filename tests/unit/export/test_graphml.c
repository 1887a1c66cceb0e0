/* test_graphml.c: the GraphML writer: what a strict reader finds in files of nasty results.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/text.h"
#include "coterie/export.h"
#include "export/graphml.h"
#include "export/xml.h"

static char *write_to_text(const cot_results_t *results, const cot_network_t *network) {
    cot_out_t *out = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_out_memory(&out, &err), COT_OK);
    assert_int_equal(cot_write_graphml(results, network, out, &err), COT_OK);
    char *copy = strdup(cot_out_memory_text(out, NULL));
    assert_int_equal(cot_out_close(out, 1, &err), COT_OK);
    return copy;
}

static xmlDoc *parse(const char *text) {
    xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), "made.graphml", NULL,
                                XML_PARSE_NONET | XML_PARSE_HUGE);
    assert_non_null(doc);
    return doc;
}

static xmlNode *next_named(xmlNode *node, const char *name) {
    while (node && (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, name) != 0)) {
        node = node->next;
    }
    return node;
}

#define EACH(node, parent, name) \
    for (xmlNode *node = next_named((parent)->children, name); node; node = next_named(node->next, name))

static bool has(const xmlNode *node, const char *attribute, const char *value) {
    xmlChar *text = xmlGetProp((xmlNode *)(uintptr_t)node, (const xmlChar *)attribute);
    bool equal = text && strcmp((const char *)text, value) == 0;
    xmlFree(text);
    return equal;
}

/* Text of an element's data; NULL = not there. Free with xmlFree. */
static char *data_of(xmlNode *element, const char *key) {
    EACH(data, element, "data") {
        if (has(data, "key", key)) {
            return (char *)xmlNodeGetContent(data);
        }
    }
    return NULL;
}

static void assert_data(xmlNode *element, const char *key, const char *expected) {
    char *text = data_of(element, key);
    if (expected) {
        assert_non_null(text);
        assert_string_equal(text, expected);
    } else {
        assert_null(text);
    }
    xmlFree(text);
}

static xmlNode *graph_of(xmlDoc *doc) {
    xmlNode *graph = next_named(xmlDocGetRootElement(doc)->children, "graph");
    assert_non_null(graph);
    assert_true(has(graph, "edgedefault", "undirected"));
    return graph;
}

static xmlNode *node_number(xmlNode *graph, uint32_t number) {
    EACH(node, graph, "node") {
        if (number-- == 0) {
            return node;
        }
    }
    return NULL;
}

static uint32_t count_of(xmlNode *parent, const char *name) {
    uint32_t n = 0;
    EACH(node, parent, name) {
        n++;
    }
    return n;
}

/* Every key: one of the six portable types, for nodes or edges, no default, no id or title of Gephi's. */
static void check_key(xmlNode *key) {
    static const char *const types[] = {"boolean", "int", "long", "float", "double", "string"};
    static const char *const looks[] = {"label", "x", "y", "size", "color", "weight"};
    xmlChar *id = xmlGetProp(key, (const xmlChar *)"id"), *name = xmlGetProp(key,
                                                                             (const xmlChar *)"attr.name");
    bool known = false, look = false;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        known |= has(key, "attr.type", types[i]);
    }
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        look |= strcmp((const char *)id, looks[i]) == 0 && strcmp((const char *)name, looks[i]) == 0;
    }
    assert_true(known);
    assert_true(has(key, "for", "node") || has(key, "for", "edge"));
    assert_null(key->children);
    assert_true(look || (!cot_i_gephi_owns((const char *)id) && !cot_i_gephi_owns((const char *)name)));
    xmlFree(id);
    xmlFree(name);
}

/* No two keys of nodes (of edges) may share an id or a name, small and capital letters alike. */
static void check_keys(xmlDoc *doc) {
    EACH(key, xmlDocGetRootElement(doc), "key") {
        check_key(key);
        for (xmlNode *other = next_named(key->next, "key"); other; other = next_named(other->next, "key")) {
            static const char *const attributes[] = {"id", "attr.name"};
            for (int i = 0; i < 2; i++) {
                xmlChar *a = xmlGetProp(key, (const xmlChar *)attributes[i]);
                xmlChar *b = xmlGetProp(other, (const xmlChar *)attributes[i]);
                xmlChar *target = xmlGetProp(key, (const xmlChar *)"for");
                assert_true(strcasecmp((char *)a, (char *)b) != 0 ||
                            !has(other, "for", (const char *)target));
                xmlFree(a);
                xmlFree(b);
                xmlFree(target);
            }
        }
    }
}

/* Every data element has a declared key and a text that is not only white space. */
static void check_data(xmlDoc *doc, xmlNode *element, const char *target) {
    EACH(data, element, "data") {
        bool declared = false;
        xmlChar *key = xmlGetProp(data, (const xmlChar *)"key"), *text = xmlNodeGetContent(data);
        EACH(k, xmlDocGetRootElement(doc), "key") {
            declared |= has(k, "id", (const char *)key) && has(k, "for", target);
        }
        assert_true(declared);
        assert_true(cot_i_xml_has_text((const char *)text));
        xmlFree(key);
        xmlFree(text);
    }
}

static void check_elements(xmlDoc *doc, const cot_network_t *network) {
    static const char *const looks[] = {"label", "x", "y", "size", "color", "kind"};
    xmlNode *graph = graph_of(doc);
    assert_int_equal(count_of(graph, "node"), network->graph->n);
    assert_int_equal(count_of(graph, "edge"), network->graph->m);
    EACH(node, graph, "node") {
        check_data(doc, node, "node");
        for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
            char *text = data_of(node, looks[i]);
            assert_non_null(text);
            xmlFree(text);
        }
    }
    EACH(edge, graph, "edge") {
        check_data(doc, edge, "edge");
        char *weight = data_of(edge, "weight");
        assert_true(atof(weight) > 0);
        xmlFree(weight);
    }
}

static void test_nasty_files_are_valid(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    const cot_network_t *networks[] = {&f.results.coauthor, &f.results.author_topic};
    for (int i = 0; i < 2; i++) {
        char *text = write_to_text(&f.results, networks[i]);
        assert_memory_equal(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--", 43);
        xmlDoc *doc = parse(text);
        check_keys(doc);
        check_elements(doc, networks[i]);
        xmlFreeDoc(doc);
        free(text);
    }
    fixture_clear(&f);
}

static void test_labels_come_through(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(&f.results, &f.results.coauthor);
    xmlDoc *doc = parse(text);
    xmlNode *graph = graph_of(doc);
    bool saw_long = false, saw_inf = false;
    for (uint32_t v = 0; v < f.coauthor->n; v++) {
        const char *label = cot_authors_at(f.authors, f.incidence->author_of[v]).label;
        assert_data(node_number(graph, v), "label", label);
        saw_long |= strlen(label) > LONG_NAME / 2;
        saw_inf |= strstr(label, "INFO") != NULL;
        char *key = data_of(node_number(graph, v), "author_key");
        assert_null(strstr(key, "INF"));  /* Gephi would make Infinity of it */
        xmlFree(key);
    }
    assert_true(saw_long && saw_inf);
    xmlFreeDoc(doc);
    free(text);
    fixture_clear(&f);
}

static void test_values(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(&f.results, &f.results.coauthor);
    xmlDoc *doc = parse(text);
    xmlNode *graph = graph_of(doc), *zero = node_number(graph, 0), *one = node_number(graph, 1);
    xmlNode *two = node_number(graph, 2);
    assert_true(has(zero, "id", "a0") && has(two, "id", "a2"));
    assert_data(zero, "cot_betweenness", NULL);                 /* NaN */
    assert_data(one, "cot_betweenness", "INF");
    assert_data(two, "cot_betweenness", "0.6666666666666666");
    assert_data(two, "cot_huge", "5000000002");
    assert_data(two, "community", "0");
    assert_data(zero, "x", "-3");
    assert_data(one, "x", "-1.5");
    assert_data(two, "y", "-0.667");
    assert_data(two, "size", "10.25");
    assert_data(one, "size", "100");
    EACH(key, xmlDocGetRootElement(doc), "key") {
        if (has(key, "id", "cot_huge")) {
            assert_true(has(key, "attr.type", "long"));
        } else if (has(key, "id", "cot_degree")) {
            assert_true(has(key, "attr.type", "int") && has(key, "attr.name", "cot_degree"));
        } else if (has(key, "id", "cot_betweenness")) {
            assert_true(has(key, "attr.type", "double") && has(key, "attr.name", "betweenness"));
        }
    }
    xmlFreeDoc(doc);
    free(text);
    fixture_clear(&f);
}

static void test_edges(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(&f.results, &f.results.coauthor);
    xmlDoc *doc = parse(text);
    uint64_t e = 0;
    EACH(edge, graph_of(doc), "edge") {
        char source[16], target[16], real[32], papers[16];
        snprintf(source, sizeof source, "a%u", f.coauthor->from[e]);
        snprintf(target, sizeof target, "a%u", f.coauthor->to[e]);
        snprintf(papers, sizeof papers, "%u", f.coauthor->papers[e]);
        cot_i_format_real(f.coauthor->weight[e], real);
        assert_true(has(edge, "source", source) && has(edge, "target", target));
        assert_data(edge, "weight", real);
        assert_data(edge, "papers", papers);
        char *ids = data_of(edge, "paper_ids");
        assert_int_equal(strlen(ids), 11 * f.coauthor->papers[e] - 1);
        xmlFree(ids);
        e++;
    }
    assert_int_equal(e, f.coauthor->m);
    xmlFreeDoc(doc);
    free(text);
    fixture_clear(&f);
}

static void test_topics(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(&f.results, &f.results.author_topic);
    xmlDoc *doc = parse(text);
    xmlNode *graph = graph_of(doc);
    assert_true(f.author_topic->n > f.author_topic->n_left);
    for (uint32_t v = f.author_topic->n_left; v < f.author_topic->n; v++) {
        char id[16];
        uint32_t number = f.author_topic->topic_of[v - f.author_topic->n_left];
        snprintf(id, sizeof id, "t%u", number);
        assert_true(has(node_number(graph, v), "id", id));
        assert_data(node_number(graph, v), "kind", "topic");
        assert_data(node_number(graph, v), "label", cot_topics_at(f.topics, number).label);
        assert_data(node_number(graph, v), "topic_source",
                    cot_topics_at(f.topics, number).kind == COT_TOPIC_TERM ? "term" : "category");
    }
    xmlFreeDoc(doc);
    free(text);
    fixture_clear(&f);
}

static void test_empty_networks(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, false);
    const cot_network_t nothing = {NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
    const cot_network_t *networks[] = {&f.results.coauthor, &f.results.author_topic, &nothing};
    for (int i = 0; i < 3; i++) {
        char *text = write_to_text(&f.results, networks[i]);
        xmlDoc *doc = parse(text);
        assert_int_equal(count_of(graph_of(doc), "node"), 0);
        assert_int_equal(count_of(graph_of(doc), "edge"), 0);
        check_keys(doc);
        xmlFreeDoc(doc);
        free(text);
    }
    fixture_clear(&f);
}

/* A network of bare numbers: no authors, no drawing, no measures. */
static void test_bare_network(void **state) {
    (void)state;
    static const uint32_t pairs[] = {0, 1, 1, 2};
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_graph_from_edges(&graph, 4, 2, pairs, NULL, &err), COT_OK);
    cot_results_t results;
    memset(&results, 0, sizeof results);
    cot_network_t network = {graph, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
    char *text = write_to_text(&results, &network);
    xmlDoc *doc = parse(text);
    assert_int_equal(count_of(graph_of(doc), "node"), 4);
    assert_int_equal(count_of(graph_of(doc), "edge"), 2);
    assert_data(node_number(graph_of(doc), 3), "label", "a3");
    assert_data(node_number(graph_of(doc), 3), "x", NULL);
    xmlFreeDoc(doc);
    free(text);
    cot_graph_free(graph);
}

/* No measure of the library may end up under a name that Gephi or a fixed column has. */
static void test_all_measures_have_names_of_their_own(void **state) {
    (void)state;
    for (size_t i = 0; cot_measures(i); i++) {
        cot_column_t column = {cot_measures(i), COT_REAL, NULL, NULL, ""};
        cot_graphml_column_t key, other;
        cot_i_graphml_column(&key, &column, 0);
        assert_false(cot_i_gephi_owns(key.id));
        assert_false(cot_i_gephi_owns(key.name));
        assert_true(strlen(cot_measures(i)->name) <= 60);
        for (size_t k = 0; k < i; k++) {
            column.measure = cot_measures(k);
            cot_i_graphml_column(&other, &column, 0);
            assert_true(strcasecmp(key.id, other.id) != 0 && strcasecmp(key.name, other.name) != 0);
        }
    }
    assert_true(cot_i_gephi_owns("Weight") && cot_i_gephi_owns("TimeSet") &&
                cot_i_gephi_owns("dynamic_degree"));
    assert_true(cot_i_gephi_owns("Modularity Class") && !cot_i_gephi_owns("cot_degree"));
}

static void assert_escaped(void (*write)(cot_out_t *, const char *), const char *text, const char *expected) {
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    write(out, text);
    assert_string_equal(cot_out_memory_text(out, NULL), expected);
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static void test_xml_text(void **state) {
    (void)state;
    assert_escaped(cot_i_xml_text, "", "");
    assert_escaped(cot_i_xml_text, "plain", "plain");
    assert_escaped(cot_i_xml_text, "a<b>&\"c\" ]]>", "a&lt;b&gt;&amp;&quot;c&quot; ]]&gt;");
    assert_escaped(cot_i_xml_text, "a\tb\r\nc", "a b  c");
    assert_escaped(cot_i_xml_text, "\x01\x7F", "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_escaped(cot_i_xml_text, "Zo\xC3\xAB \xF0\x9F\x98\x80", "Zo\xC3\xAB \xF0\x9F\x98\x80");
    assert_escaped(cot_i_xml_text, "\xFF.", "\xEF\xBF\xBD.");
    assert_escaped(cot_i_xml_text, "\xC3", "\xEF\xBF\xBD");              /* cut off */
    assert_escaped(cot_i_xml_text, "\xEF\xBF\xBF!", "\xEF\xBF\xBD!");    /* U+FFFF */
    assert_escaped(cot_i_xml_text, "\xEF\xBF\xBD", "\xEF\xBF\xBD");      /* U+FFFD itself may stay */
    assert_escaped(cot_i_xml_comment, "--a---b- <&>", "- -a- - -b- <&>");
    assert_escaped(cot_i_xml_string_value, "INFOCOM and INF", "Infocom and Inf");
    assert_escaped(cot_i_xml_string_value, "INFN & (INFN/LNF), info", "Infn &amp; (Infn/LNF), info");
    assert_escaped(cot_i_xml_string_value, "XINFY", "Xinfy");
    assert_escaped(cot_i_xml_string_value, "\xC3\x89INF\xC3\x89", "\xC3\x89Inf\xC3\x89");
    assert_escaped(cot_i_xml_string_value, "\xC3\x89 INF \xFF", "\xC3\x89 Inf \xEF\xBF\xBD");
    assert_false(cot_i_xml_has_text(" \t\r\n"));
    assert_true(cot_i_xml_has_text(" x"));
}

/* Random bytes never make a document that is not well-formed, nor leave an INF for Gephi. */
static void test_random_bytes(void **state) {
    (void)state;
    uint64_t seed = 12345;
    static const char likely[] = "INF<>&\"-]\xC3\xA9\xF0\x9F\x98\x80\xFF\x01 a";
    for (int round = 0; round < 2000; round++) {
        char text[40], document[600];
        size_t n = (size_t)(round % 38);
        for (size_t i = 0; i < n; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            unsigned draw = (unsigned)(seed >> 40);
            unsigned choice = draw >> 8;
            text[i] = draw % 4 == 0 ? (char)(1 + choice % 255) : likely[choice % (sizeof likely - 1)];
        }
        text[n] = '\0';
        cot_out_t *out = NULL;
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        cot_i_xml_comment(out, text);
        cot_out_text(out, "\n-->");
        cot_i_xml_string_value(out, text);
        snprintf(document, sizeof document, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><!--%s</a>",
                 cot_out_memory_text(out, NULL));
        assert_null(strstr(strstr(document, "-->"), "INF"));
        xmlFreeDoc(parse(document));
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    }
}

static void test_out_of_memory(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    for (int64_t k = 0;; k++) {
        cot_out_t *out = NULL;
        FILE *sink = fopen("/dev/null", "w");
        assert_non_null(sink);
        assert_int_equal(cot_out_stream(&out, sink, "sink", NULL), COT_OK);
        int64_t live = cot_i_alloc_live();
        cot_i_alloc_fail_after(k);
        cot_status_t st = cot_write_graphml(&f.results, &f.results.author_topic, out, NULL);
        cot_i_alloc_fail_after(-1);
        assert_int_equal(cot_i_alloc_live(), live);
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
        fclose(sink);
        if (st == COT_OK) {
            assert_true(k > 5);
            break;
        }
        assert_int_equal(st, COT_E_NOMEM);
    }
    fixture_clear(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nasty_files_are_valid),
        cmocka_unit_test(test_labels_come_through),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_empty_networks),
        cmocka_unit_test(test_bare_network),
        cmocka_unit_test(test_all_measures_have_names_of_their_own),
        cmocka_unit_test(test_xml_text),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
