/* test_page.c: report.html: both documents parse, keep to web/src/data.ts, and agree with slow references, for random,
 * hostile, small, empty and large results; limits; the same bytes for any number of threads; no memory.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"
#include "unit/report/made.h"
#include "unit/report/unpack.h"

#include "base/alloc.h"
#include "report/page.h"

static const char bare[] = "<title><!--coterie:title--></title>\n<main><!--coterie:main--></main>\n"
                           "<papers><!--coterie:papers--></papers>\n";
static const cot_page_template_t bare_page = {bare, sizeof bare - 1};
static const cot_page_limits_t usual = COT_PAGE_LIMITS_INIT;

/* ---- reading what was written
 * ---------------------------------------------------------------------------------- */

static char *write_page(const cot_results_t *results, const cot_page_limits_t *limits, int threads) {
    cot_out_t *out = NULL;
    cot_error_t err = COT_ERROR_INIT;
    const cot_env_t env = {threads, 1, NULL, NULL};
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_out_env(out, &env);
    if (cot_i_page_write(results, limits, bare_page, out, &err) != COT_OK) {
        fail_msg("%s", err.message);
    }
    char *copy = strdup(cot_out_memory_text(out, NULL));
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    return copy;
}

/* What stands between <name> and </name>, which must hold nothing that HTML or an old JavaScript acts on. */
static json_t *document(const char *page, const char *name) {
    char begin[32], end[32];
    json_error_t error;
    (void)snprintf(begin, sizeof begin, "<%s>", name);
    (void)snprintf(end, sizeof end, "</%s>", name);
    const char *from = strstr(page, begin) + strlen(begin), *to = strstr(from, end);
    for (const char *p = from; p < to; p++) {
        assert_false(*p == '<' || *p == '>' || *p == '&');
        assert_false(memcmp(p, "\xE2\x80\xA8", 3) == 0 || memcmp(p, "\xE2\x80\xA9", 3) == 0);
    }
    json_t *json = json_loadb(from, (size_t)(to - from), JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        fail_msg("%s: %s at %d", name, error.text, error.position);
    }
    unpack_document(json);
    return json;
}

static const json_t *member(const json_t *json, const char *path) {
    char name[64];
    while (*path) {
        const size_t n = strcspn(path, ".");
        (void)snprintf(name, sizeof name, "%.*s", (int)n, path);
        json = json_object_get(json, name);
        if (!json) {
            fail_msg("no %s", path);
        }
        path += n + (path[n] == '.');
    }
    return json;
}

static size_t length_of(const json_t *json, const char *path) {
    assert_true(json_is_array(member(json, path)));
    return json_array_size(member(json, path));
}

static int64_t whole(const json_t *json, const char *path, size_t i) {
    const json_t *value = json_array_get(member(json, path), i);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

/* NaN for null. */
static double real(const json_t *json, const char *path, size_t i) {
    const json_t *value = json_array_get(member(json, path), i);
    assert_true(json_is_number(value) || json_is_null(value));
    return json_is_null(value) ? (double)NAN : json_number_value(value);
}

static const char *text(const json_t *json, const char *path, size_t i) {
    const char *found = json_string_value(json_array_get(member(json, path), i));
    assert_non_null(found);
    return found;
}

static void assert_lengths(const json_t *json, size_t n, const char *const *columns, size_t n_columns) {
    for (size_t i = 0; i < n_columns; i++) {
        if (length_of(json, columns[i]) != n) {
            fail_msg("%s has %zu entries, not %zu", columns[i], length_of(json, columns[i]), n);
        }
    }
}
#define LENGTHS(json, n, ...)                                                                        \
    do {                                                                                             \
        const char *const columns_[] = {__VA_ARGS__};                                                \
        assert_lengths(json, n, columns_, sizeof columns_ / sizeof *columns_);                       \
    } while (0)

static bool is_near(double a, double b, double relative) {
    return (isnan(a) && isnan(b)) || fabs(a - b) <= relative * fabs(b);
}

/* Vertex of a row, by its id. */
static uint32_t vertex_of(const cot_graph_t *graph, const json_t *network, size_t row) {
    const char *id = text(network, "nodes.id", row);
    const uint32_t number = (uint32_t)strtoul(id + 1, NULL, 10);
    if (id[0] == 'a') {
        assert_true(number < graph->n_left);
        return number;
    }
    assert_int_equal(id[0], 't');
    for (uint32_t v = graph->n_left; v < graph->n; v++) {
        if (graph->topic_of[v - graph->n_left] == number) {
            return v;
        }
    }
    fail_msg("no topic %s", id);
    return 0;
}

/* ---- a network
 * ------------------------------------------------------------------------------------------------- */

static void check_nodes(const cot_results_t *results, const cot_network_t *network, const json_t *main, const json_t *json) {
    const size_t n = length_of(json, "nodes.id"), placed = network->x ? n : 0;
    const cot_graph_t *graph = network->graph;
    LENGTHS(json, n, "nodes.label", "nodes.kind", "nodes.size", "nodes.community", "nodes.papers", "nodes.topic",
            "nodes.orcid");
    LENGTHS(json, placed, "nodes.x", "nodes.y");
    const int64_t communities = (int64_t)length_of(main, "communities.id");
    for (size_t i = 0; i < n; i++) {
        const uint32_t v = vertex_of(graph, json, i);
        assert_true(i == 0 || v > vertex_of(graph, json, i - 1));
        const bool topic = v >= graph->n_left;
        const int64_t community = whole(json, "nodes.community", i), row = whole(json, "nodes.topic", i);
        assert_true(community >= -1 && community < communities && (!topic || community == -1));
        if (!topic && results->communities && results->communities->n > 0) {
            const cot_analysis_t *people = results->coauthor.analysis;
            assert_int_equal(whole(main, "communities.id", (size_t)community), people->columns[people->community].ints[v]);
        }
        assert_int_equal(row >= 0, topic);
        if (topic) {
            assert_string_equal(text(main, "topics.label", (size_t)row), text(json, "nodes.label", i));
            assert_int_equal(whole(main, "topics.papers", (size_t)row), whole(json, "nodes.papers", i));
        } else {
            assert_int_equal(whole(json, "nodes.papers", i),
                             results->incidence->author_off[v + 1] - results->incidence->author_off[v]);
        }
        if (placed) {
            assert_true(fabs(real(json, "nodes.x", i) - network->x[v]) <= 0.05 + 1e-9);
            assert_true(fabs(real(json, "nodes.y", i) - network->y[v]) <= 0.05 + 1e-9);
        }
    }
}

static uint64_t edge_between(const cot_graph_t *graph, uint32_t u, uint32_t v) {
    for (uint64_t e = 0; e < graph->m; e++) {
        if ((graph->from[e] == u && graph->to[e] == v) || (graph->from[e] == v && graph->to[e] == u)) {
            return e;
        }
    }
    fail_msg("no edge %u-%u", u, v);
    return 0;
}

/* Years and papers of an edge of two people from the papers they share. */
static void check_shared(const cot_results_t *results, const json_t *json, size_t i, uint32_t u, uint32_t v) {
    uint32_t papers[256];
    const uint64_t n = cot_edge_papers(results->incidence, u, v, papers, 256);
    double first = NAN, last = NAN;
    for (uint64_t k = 0; k < n && k < 256; k++) {
        const int16_t year = results->incidence->paper_year[papers[k]];
        if (year != COT_NO_YEAR) {
            first = isnan(first) || year < first ? year : first;
            last = isnan(last) || year > last ? year : last;
        }
    }
    assert_int_equal(whole(json, "edges.papers", i), n);
    assert_true(is_near(real(json, "edges.firstYear", i), first, 0) && is_near(real(json, "edges.lastYear", i), last, 0));
}

static void check_edges(const cot_results_t *results, const cot_network_t *network, const json_t *json) {
    const size_t n = length_of(json, "edges.source");
    const int64_t nodes = (int64_t)length_of(json, "nodes.id");
    LENGTHS(json, n, "edges.target", "edges.weight", "edges.papers", "edges.firstYear", "edges.lastYear");
    for (size_t i = 0; i < n; i++) {
        const int64_t source = whole(json, "edges.source", i), target = whole(json, "edges.target", i);
        assert_true(source >= 0 && source < target && target < nodes);
        const uint32_t u = vertex_of(network->graph, json, (size_t)source);
        const uint32_t v = vertex_of(network->graph, json, (size_t)target);
        const uint64_t e = edge_between(network->graph, u, v);
        assert_true(is_near(real(json, "edges.weight", i), network->graph->weight[e], 1e-5));
        assert_int_equal(whole(json, "edges.papers", i), network->graph->papers[e]);
        if (network->graph->kind == COT_COAUTHOR) {
            check_shared(results, json, i, u, v);
        }
    }
}

/* Values to six digits; ranks by counting who is higher. */
static void check_values(const cot_network_t *network, const json_t *json) {
    const cot_analysis_t *analysis = network->analysis;
    const size_t n = length_of(json, "nodes.id");
    const char *name;
    json_t *values;
    json_object_foreach((json_t *)member(json, "values"), name, values) {
        const cot_column_t *column = cot_analysis_column(analysis, name);
        assert_non_null(column);
        LENGTHS(values, n, "value", "rank");
        for (size_t i = 0; i < n; i++) {
            const uint32_t v = vertex_of(network->graph, json, i);
            const double value = v < network->graph->n_left ? cot_i_page_value(column, v) : (double)NAN;
            double rank = isnan(value) || strcmp(name, "role") == 0 ? (double)NAN : 1;
            for (uint32_t u = 0; u < network->graph->n_left && !isnan(rank); u++) {
                rank += cot_i_page_value(column, u) > value;
            }
            assert_true(is_near(real(values, "value", i), isinf(value) ? (double)NAN : value, 0.51e-5));
            assert_true(is_near(real(values, "rank", i), rank, 0));
        }
    }
}

static void check_network(const cot_results_t *results, const cot_network_t *network, const json_t *main,
                          const json_t *json, const cot_page_limits_t *limits) {
    const size_t n = length_of(json, "nodes.id"), m = length_of(json, "edges.source");
    assert_int_equal(json_integer_value(member(json, "totalNodes")), network->graph->n);
    assert_int_equal(json_integer_value(member(json, "totalEdges")), network->graph->m);
    assert_true(n <= limits->nodes && m <= limits->edges);
    const bool whole_network = n == network->graph->n && m == network->graph->m;
    if (network->graph->kind != COT_COAUTHOR || length_of(main, "years.year") == 0) {
        assert_true(!whole_network || json_string_length(member(json, "cut")) < 400);
    }
    assert_true(whole_network || json_string_length(member(json, "cut")) > 0);
    check_nodes(results, network, main, json);
    check_edges(results, network, json);
    check_values(network, json);
}

/* ---- the other tables
 * ------------------------------------------------------------------------------------------ */

static void check_tables(const cot_results_t *results, const json_t *main) {
    const size_t communities = length_of(main, "communities.id"), topics = length_of(main, "topics.label");
    LENGTHS(main, communities, "communities.label", "communities.color", "communities.people", "communities.papers",
            "communities.inside", "communities.outside", "communities.firstYear", "communities.lastYear",
            "communities.topics");
    LENGTHS(main, topics, "topics.source", "topics.papers", "topics.authors");
    for (size_t c = 0; c < communities; c++) {
        const cot_community_t *row = &results->communities->rows[whole(main, "communities.id", c)];
        const json_t *list = json_array_get(member(main, "communities.topics"), c);
        assert_int_equal(whole(main, "communities.people", c), row->size);
        assert_int_equal(whole(main, "communities.inside", c), row->inside);
        assert_int_equal(strlen(text(main, "communities.color", c)), 7);
        assert_true(text(main, "communities.label", c)[0] != '\0');
        for (size_t i = 0; i < json_array_size(list); i++) {
            assert_in_range(json_integer_value(json_array_get(list, i)), 0, topics - 1);
        }
    }
}

/* Papers of a year, of those of a community and of a topic, counted anew. */
static void check_years(const cot_results_t *results, const json_t *main) {
    const cot_incidence_t *incidence = results->incidence;
    const size_t n = length_of(main, "years.year");
    LENGTHS(main, n, "years.papers", "years.authors", "years.newAuthors");
    const json_t *series = member(main, "years.communities");
    for (size_t y = 0; y < n; y++) {
        const int64_t year = whole(main, "years.year", y);
        int64_t papers = 0, of_first = 0, row = json_array_size(series) > 0 ? 0 : -1;
        assert_int_equal(year, whole(main, "years.year", 0) + (int64_t)y);
        for (uint32_t p = 0; p < incidence->n_papers; p++) {
            bool met = false;
            for (uint64_t k = incidence->paper_off[p]; k < incidence->paper_off[p + 1] && row == 0; k++) {
                const cot_analysis_t *people = results->coauthor.analysis;
                met |= people->columns[people->community].ints[incidence->paper_authors[k]] == 0;
            }
            papers += incidence->paper_year[p] == year;
            of_first += incidence->paper_year[p] == year && met;
        }
        assert_int_equal(whole(main, "years.papers", y), papers);
        if (row == 0) {
            assert_int_equal(json_integer_value(member(json_array_get(series, 0), "row")), 0);
            assert_int_equal(whole(json_array_get(series, 0), "papers", y), of_first);
        }
    }
    series = member(main, "years.topics");
    for (size_t i = 0; i < json_array_size(series); i++) {
        const json_t *one = json_array_get(series, i);
        int64_t sum = 0;
        LENGTHS(one, n, "papers");
        for (size_t y = 0; y < n; y++) {
            sum += whole(one, "papers", y);
        }
        assert_true(sum <= whole(main, "topics.papers", (size_t)json_integer_value(member(one, "row"))));
    }
}

static void check_counts(const cot_results_t *results, const json_t *main) {
    int64_t papers = 0, authors = 0;
    for (size_t k = 0; k < length_of(main, "authorsPerPaper"); k++) {
        papers += whole(main, "authorsPerPaper", k);
    }
    assert_int_equal(papers, results->incidence->n_papers);
    LENGTHS(main, length_of(main, "degrees.degree"), "degrees.authors");
    for (size_t i = 0; i < length_of(main, "degrees.degree"); i++) {
        authors += whole(main, "degrees.authors", i);
        assert_true(i == 0 || whole(main, "degrees.degree", i) > whole(main, "degrees.degree", i - 1));
    }
    const cot_analysis_t *analysis = results->coauthor.analysis;
    if (analysis && analysis->degrees.counts) {
        assert_int_equal(authors, results->coauthor.graph->n);
    }
    for (size_t i = 0; i < length_of(main, "figures"); i++) {
        const json_t *figure = json_array_get(member(main, "figures"), i);
        const cot_figure_t *found =
            analysis ? cot_analysis_figure(analysis, json_string_value(member(figure, "name"))) : NULL;
        const json_t *value = member(figure, "value");
        assert_true(json_string_length(member(figure, "meaning")) > 1);
        if (found && strcmp(found->name, "authors") != 0) {
            const double wanted = found->type == COT_INT ? (double)found->integer : found->real;
            assert_true(is_near(json_is_null(value) ? (double)NAN : json_number_value(value), wanted, 0.51e-5));
        }
    }
}

/* ---- papers
 * ---------------------------------------------------------------------------------------------------- */

static void check_starts(const json_t *papers, size_t n, const char *starts, const char *rows) {
    LENGTHS(papers, n + 1, starts);
    assert_int_equal(whole(papers, starts, 0), 0);
    for (size_t i = 0; i < n; i++) {
        assert_true(whole(papers, starts, i) <= whole(papers, starts, i + 1));
    }
    assert_int_equal(whole(papers, starts, n), length_of(papers, rows));
}

static void check_paper(const cot_results_t *results, const json_t *main, const json_t *papers, size_t i, uint32_t p) {
    const cot_incidence_t *incidence = results->incidence;
    const cot_paper_t paper = cot_corpus_paper(results->corpus, incidence->paper_of[p]);
    const json_t *link = json_array_get(member(papers, "link"), i);
    int64_t at = whole(papers, "authorStart", i);
    assert_string_equal(text(papers, "id", i), paper.id);
    assert_int_equal(whole(papers, "authors", i), incidence->paper_size[p]);
    assert_true(is_near(real(papers, "year", i), paper.year == COT_NO_YEAR ? (double)NAN : paper.year, 0));
    assert_true(json_is_null(link) || strncmp(json_string_value(link), "https://", 8) == 0);
    for (uint64_t k = incidence->paper_off[p]; k < incidence->paper_off[p + 1]; k++) {
        char id[16];
        (void)snprintf(id, sizeof id, "a%u", incidence->paper_authors[k]);
        if (at < whole(papers, "authorStart", i + 1) &&
            strcmp(text(main, "coauthor.nodes.id", (size_t)whole(papers, "authorRow", (size_t)at)), id) == 0) {
            at++;
        }
    }
    assert_int_equal(at, whole(papers, "authorStart", i + 1)); /* all in the order of the byline */
    assert_true(whole(papers, "authorStart", i) < at);
    for (int64_t t = whole(papers, "topicStart", i); t < whole(papers, "topicStart", i + 1); t++) {
        assert_in_range(whole(papers, "topicRow", (size_t)t), 0, length_of(main, "topics.label") - 1);
    }
}

static void check_papers(const cot_results_t *results, const json_t *main, const json_t *papers,
                         const cot_page_limits_t *limits) {
    const size_t n = length_of(papers, "id");
    LENGTHS(papers, n, "title", "year", "link", "authors");
    check_starts(papers, n, "authorStart", "authorRow");
    check_starts(papers, n, "topicStart", "topicRow");
    assert_true(n <= limits->papers);
    for (size_t i = 0; i < n; i++) {
        const double year = real(papers, "year", i), before = i > 0 ? real(papers, "year", i - 1) : -1;
        assert_true(isnan(year) || year >= before);
        assert_true(i == 0 || !is_near(year, before, 0) || strcmp(text(papers, "id", i - 1), text(papers, "id", i)) < 0);
        uint32_t p = 0;
        while (strcmp(cot_corpus_paper(results->corpus, results->incidence->paper_of[p]).id, text(papers, "id", i)) != 0) {
            p++;
        }
        check_paper(results, main, papers, i, p);
    }
}

/* Writes the page, checks all of it, gives the documents away unless NULL. */
static void check_page(const cot_results_t *results, const cot_page_limits_t *limits, json_t **main_out) {
    char *page = write_page(results, limits, 1);
    json_t *main = document(page, "main"), *papers = document(page, "papers");
    assert_int_equal(json_integer_value(member(main, "schema")), 1);
    check_network(results, &results->coauthor, main, member(main, "coauthor"), limits);
    if (!json_is_null(member(main, "authorTopic"))) {
        check_network(results, &results->author_topic, main, member(main, "authorTopic"), limits);
    }
    check_tables(results, main);
    check_years(results, main);
    check_counts(results, main);
    check_papers(results, main, papers, limits);
    json_decref(papers);
    if (main_out) {
        *main_out = main;
    } else {
        json_decref(main);
    }
    free(page);
}

/* ---- tests
 * ----------------------------------------------------------------------------------------------------- */

static void test_random(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 24; seed++) {
        made_t made;
        const made_params_t params = {.papers = 10 + (uint32_t)seed * 6, .people = 20 + (uint32_t)seed * 7,
                                      .most_authors = 1 + (uint32_t)seed % 6, .teams = 1 + (uint32_t)seed % 5,
                                      .no_years = seed % 7 == 3, .no_topics = seed % 5 == 2,
                                      .no_communities = seed % 6 == 4, .no_layout = seed % 4 == 1,
                                      .no_measures = seed % 8 == 5, .measures = seed == 0 ? "all" : NULL,
                                      .counting = (cot_counting_t)(seed % 3)};
        json_t *main;
        made_make(&made, &params, seed);
        check_page(&made.results, &usual, &main);
        assert_string_equal(json_string_value(member(main, "coauthor.cut")), "");
        assert_int_equal(length_of(main, "coauthor.nodes.id"), made.graph[0]->n);
        assert_int_equal(length_of(main, "coauthor.edges.source"), made.graph[0]->m);
        assert_int_equal(json_is_null(member(main, "authorTopic")), params.no_topics);
        assert_int_equal(length_of(main, "years.year") == 0, params.no_years);
        assert_string_equal(json_string_value(member(main, "about.title")), "made-up");
        json_decref(main);
        made_clear(&made);
    }
}

/* Who can reach whom over the edges shown, as the smallest row of everybody's component. */
static void find_components(const uint32_t *from, const uint32_t *to, size_t m, uint32_t *root, size_t n) {
    for (size_t i = 0; i < n; i++) {
        root[i] = (uint32_t)i;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t e = 0; e < m; e++) {
            const uint32_t low = root[from[e]] < root[to[e]] ? root[from[e]] : root[to[e]];
            changed |= root[from[e]] != low || root[to[e]] != low;
            root[from[e]] = root[to[e]] = low;
        }
    }
}

/* Whoever is joined by edges among the vertices shown is joined by those that are shown. */
static void check_joined(const cot_page_map_t *map) {
    const cot_graph_t *graph = map->network->graph;
    uint32_t *ends[4], *root[2];
    size_t m[2] = {0, 0};
    for (int i = 0; i < 4; i++) {
        ends[i] = calloc(graph->m + 1, sizeof(uint32_t));
    }
    for (int i = 0; i < 2; i++) {
        root[i] = calloc(map->n + 1, sizeof(uint32_t));
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        const uint32_t a = map->row[graph->from[e]], b = map->row[graph->to[e]];
        if (a != UINT32_MAX && b != UINT32_MAX) {
            ends[0][m[0]] = a;
            ends[1][m[0]++] = b;
        }
    }
    for (; m[1] < map->m; m[1]++) {
        ends[2][m[1]] = map->row[graph->from[map->edges[m[1]]]];
        ends[3][m[1]] = map->row[graph->to[map->edges[m[1]]]];
    }
    find_components(ends[0], ends[1], m[0], root[0], map->n);
    find_components(ends[2], ends[3], m[1], root[1], map->n);
    assert_memory_equal(root[0], root[1], map->n * sizeof(uint32_t));
    for (int i = 0; i < 4; i++) {
        free(ends[i]);
    }
    free(root[0]);
    free(root[1]);
}

/* Nobody who is left out has more papers than somebody who is shown. */
static void check_prolific(const cot_page_t *page) {
    uint32_t least = UINT32_MAX, most = 0;
    for (uint32_t v = 0; v < page->results->coauthor.graph->n; v++) {
        const uint32_t papers = cot_i_report_author_papers(page->results, v);
        if (page->people.row[v] == UINT32_MAX) {
            most = papers > most ? papers : most;
        } else {
            least = papers < least ? papers : least;
        }
    }
    assert_true(page->people.n == 0 || most <= least);
}

/* Communities are shown whole, from the largest, and the next one would not have fitted. */
static void check_whole(const cot_page_t *page) {
    const int64_t *community = page->model.community;
    int64_t shown = -1, most = -1;
    uint32_t next = 0;
    for (uint32_t v = 0; v < page->results->coauthor.graph->n; v++) {
        shown = page->people.row[v] != UINT32_MAX && community[v] > shown ? community[v] : shown;
        most = community[v] > most ? community[v] : most;
    }
    for (uint32_t v = 0; v < page->results->coauthor.graph->n; v++) {
        assert_int_equal(page->people.row[v] != UINT32_MAX, community[v] <= shown);
        next += community[v] == shown + 1;
    }
    if (shown < most) {
        uint64_t edges = 0;
        const cot_graph_t *graph = page->results->coauthor.graph;
        for (uint64_t e = 0; e < graph->m; e++) {
            edges += community[graph->from[e]] <= shown + 1 && community[graph->to[e]] <= shown + 1;
        }
        assert_true(page->people.n + next > page->limits.nodes || edges > page->limits.edges);
    }
}

static void test_limits(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        made_t made;
        cot_page_t page;
        cot_rng_t rng;
        const made_params_t params = {.papers = 120, .people = 90, .most_authors = 2 + (uint32_t)seed % 5, .teams = 9,
                                      .no_communities = seed % 2 == 1, .measures = "degree",
                                      .counting = (cot_counting_t)(seed % 3)};
        made_make(&made, &params, seed);
        cot_i_rng_init(&rng, seed, 99, 0);
        const cot_page_limits_t limits = {(uint32_t)cot_i_rng_below(&rng, made.graph[0]->n + 10),
                                          cot_i_rng_below(&rng, made.graph[0]->m + 10),
                                          (uint32_t)cot_i_rng_below(&rng, 130)};
        check_page(&made.results, &limits, NULL);
        assert_int_equal(cot_i_page_choose(&page, &made.results, &limits, NULL, NULL), COT_OK);
        if (strstr(page.people.cut, "communities")) {
            check_whole(&page);
        } else {
            check_prolific(&page);
        }
        if (page.people.m + 1 >= page.people.n && page.people.m > 0 && limits.edges >= limits.nodes) {
            check_joined(&page.people);
        }
        if (page.topics.m > 0 && limits.edges >= limits.nodes) {
            check_joined(&page.topics);
        }
        cot_i_page_clear(&page);
        made_clear(&made);
    }
}

/* Nobody, one author, one paper; one paper of many. */
static void test_small(void **state) {
    (void)state;
    static const made_params_t all[] = {
        {.papers = 0, .people = 1, .most_authors = 1, .teams = 1},
        {.papers = 1, .people = 1, .most_authors = 1, .teams = 1},
        {.papers = 5, .people = 1, .most_authors = 1, .teams = 1},
        {.papers = 1, .people = 40, .most_authors = 40, .teams = 1},
        {.papers = 1, .people = 2, .most_authors = 2, .teams = 1, .no_years = true, .no_topics = true,
         .no_communities = true, .no_layout = true, .no_measures = true},
    };
    static const cot_page_limits_t none = {0, 0, 0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        made_t made;
        made_make(&made, &all[i], i);
        check_page(&made.results, &usual, NULL);
        check_page(&made.results, &none, NULL);
        made_clear(&made);
    }
}

static void test_hostile(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    f.arguments[0] = "dir/<script>\"'&\xFF.tar.gz";
    f.provenance.n_arguments = 1;
    char *page = write_page(&f.results, &usual, 1);
    json_t *main = document(page, "main"), *papers = document(page, "papers");
    assert_ptr_equal(strstr(page, "<title>&#60;script&#62;&#34;&#39;&#38;\xEF\xBF\xBD</title>"), page);
    assert_string_equal(json_string_value(member(main, "about.title")), "<script>\"'&\xEF\xBF\xBD");
    check_nodes(&f.results, &f.results.coauthor, main, member(main, "coauthor"));
    check_edges(&f.results, &f.results.coauthor, member(main, "coauthor"));
    check_papers(&f.results, main, papers, &usual);
    bool tag = false, arabic = false, cut = false;
    for (size_t i = 0; i < length_of(main, "coauthor.nodes.label"); i++) {
        const char *label = text(main, "coauthor.nodes.label", i);
        const cot_author_t author = cot_authors_at(f.authors, f.incidence->author_of[i]);
        arabic |= strstr(label, "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF") != NULL;
        cut |= strlen(author.label) > COT_JSON_TEXT_MOST && strlen(label) == COT_JSON_TEXT_MOST + 3;
        assert_true(strcmp(label, author.label) == 0 || strlen(author.label) > COT_JSON_TEXT_MOST);
    }
    for (size_t i = 0; i < length_of(papers, "title"); i++) {
        tag |= strcmp(text(papers, "title", i), "T*hree* <script>alert(1)</script>") == 0;
    }
    assert_true(tag && arabic && cut);
    assert_int_equal(length_of(main, "about.leftOut"), 2); /* a withdrawn paper, a file that is cut off */
    assert_string_equal(json_string_value(json_array_get(
                            member(json_array_get(member(main, "about.leftOut"), 0), "examples"), 0)),
                        "2005.00006");
    assert_string_equal(json_string_value(json_array_get(
                            member(json_array_get(member(main, "about.leftOut"), 1), "examples"), 0)),
                        "page|2.xml, line 17");
    json_decref(main);
    json_decref(papers);
    free(page);
    fixture_clear(&f);
}

/* Whatever a run can leave out. */
static void test_bare(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    f.results.topics = NULL;
    f.results.communities = NULL;
    f.results.provenance = NULL;
    f.results.read = NULL;
    f.results.filter = NULL;
    f.results.coauthor.analysis = NULL;
    f.results.coauthor.x = f.results.coauthor.y = f.results.coauthor.size = NULL;
    f.results.author_topic = (cot_network_t){NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
    check_page(&f.results, &usual, NULL);
    f.results.coauthor.graph = NULL;
    char *page = write_page(&f.results, &usual, 1);
    json_t *main = document(page, "main"), *papers = document(page, "papers");
    assert_int_equal(length_of(main, "coauthor.nodes.id"), 0);
    assert_int_equal(length_of(papers, "id"), 0);
    json_decref(main);
    json_decref(papers);
    free(page);
    fixture_clear(&f);
}

static void test_threads(void **state) {
    (void)state;
    made_t made;
    const made_params_t params = {.papers = 900, .people = 700, .most_authors = 5, .teams = 20, .counting = COT_FRACTIONAL};
    static const cot_page_limits_t limits[] = {COT_PAGE_LIMITS_INIT, {300, 400, 200}, {40, 50, 60}};
    made_make(&made, &params, 5);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        char *one = write_page(&made.results, &limits[i], 1);
        for (int threads = 2; threads <= 8; threads += threads < 3 ? 1 : 5) {
            char *more = write_page(&made.results, &limits[i], threads);
            assert_string_equal(one, more);
            free(more);
        }
        free(one);
    }
    made_clear(&made);
}

static void test_out_of_memory(void **state) {
    (void)state;
    made_t made;
    static const cot_page_limits_t limits[] = {COT_PAGE_LIMITS_INIT, {30, 20, 10}};
    for (int round = 0; round < 4; round++) {
        const made_params_t params = {.papers = 60, .people = 50, .most_authors = 4, .teams = 4,
                                      .no_communities = round % 2 == 1};
        made_make(&made, &params, 3);
        cot_status_t st = COT_E_NOMEM;
        for (int64_t k = 0; st != COT_OK; k++) {
            cot_out_t *out = NULL;
            cot_error_t err = COT_ERROR_INIT;
            FILE *sink = fopen("/dev/null", "w");
            assert_non_null(sink);
            assert_int_equal(cot_out_stream(&out, sink, "sink", NULL), COT_OK);
            const int64_t live = cot_i_alloc_live();
            cot_i_alloc_fail_after(k);
            st = cot_i_page_write(&made.results, &limits[round / 2], bare_page, out, &err);
            cot_i_alloc_fail_after(-1);
            assert_int_equal(cot_i_alloc_live(), live);
            assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
            fclose(sink);
            assert_true(st == COT_OK || (st == COT_E_NOMEM && err.message[0]));
            assert_true(k < 200);
        }
        made_clear(&made);
    }
}

/* Asked to stop at the k-th word, it stops there and leaves nothing behind. */
static int stop_at(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)stage, (void)done, (void)total;
    return --*(int *)data < 0;
}

static void test_interrupt(void **state) {
    (void)state;
    made_t made;
    const made_params_t params = {.papers = 60, .people = 50, .most_authors = 4, .teams = 4};
    made_make(&made, &params, 3);
    cot_status_t st = COT_E_INTERRUPT;
    for (int k = 0; st != COT_OK; k++) {
        int left = k;
        cot_out_t *out = NULL;
        const cot_env_t env = {2, 1, stop_at, &left};
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        cot_out_env(out, &env);
        const int64_t live = cot_i_alloc_live();
        st = cot_i_page_write(&made.results, &usual, bare_page, out, NULL);
        assert_true(st == COT_OK ? k > 10 : st == COT_E_INTERRUPT && cot_i_alloc_live() == live);
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    }
    made_clear(&made);
}

/* Every figure that an analysis can have is told in a sentence of its own. */
static void test_meanings(void **state) {
    (void)state;
    made_t made;
    const made_params_t params = {.papers = 60, .people = 50, .most_authors = 4, .teams = 4, .measures = "all"};
    made_make(&made, &params, 3);
    for (size_t i = 0; i < made.analysis[0]->n_figures; i++) {
        if (!cot_i_page_meaning(made.analysis[0]->figures[i].name)) {
            fail_msg("no meaning: %s", made.analysis[0]->figures[i].name);
        }
    }
    made_clear(&made);
}

static void assert_rounded(void (*write)(cot_json_t *, const char *, double), double value, const char *expected) {
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_json_t json = COT_JSON_INIT(out);
    write(&json, NULL, value);
    const char *found = cot_out_memory_text(out, NULL);
    if (expected) {
        assert_string_equal(found, expected);
    } else {
        char six[32];
        (void)snprintf(six, sizeof six, "%.6g", value);
        assert_true(strtod(found, NULL) == strtod(six, NULL));
        assert_true(strlen(found) <= strlen(six) || strlen(found) <= 8);
    }
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *six, *tenths;
    } rows[] = {{0, "0", "0"}, {-0.0, "0", "0"}, {1, "1", "1"}, {-1.25, "-1.25", "-1.3"}, {0.04, "0.04", "0"},
                {-0.04, "-0.04", "0"}, {1.0 / 3, "0.333333", "0.3"}, {1234567.8, "1.23457e+06", "1234567.8"},
                {999999.7, "1e6", "999999.7"}, {100, "100", "100"}, {0.00012, "0.00012", "0"},
                {9.72639e-05, "972639e-10", "0"}, {NAN, "null", "null"}, {INFINITY, "null", "null"},
                {-5000, "-5000", "-5000"}, {99999.95, "100000", "100000"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_rounded(cot_i_json_rounded, rows[i].value, strchr(rows[i].six, '+') ? "1234570" : rows[i].six);
        assert_rounded(cot_i_json_tenths, rows[i].value, rows[i].tenths);
    }
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (int i = 0; i < 20000; i++) {
        const double value = (cot_i_rng_real(&rng) - 0.5) * pow(10, cot_i_rng_real(&rng) * 80 - 40);
        assert_rounded(cot_i_json_rounded, value, NULL);
    }
}

static void test_links(void **state) {
    (void)state;
    static const struct {
        const char *id, *doi, *link;
    } rows[] = {
        {"2603.02642", "", "https://arxiv.org/abs/2603.02642"},
        {"math/0309136", "", "https://arxiv.org/abs/math/0309136"},
        {"x", "10.1000/182 10.2/3", "https://doi.org/10.1000/182"},
        {"x", "10.1/a<b>\"c #?\xC3\xA9", "https://doi.org/10.1/a%3Cb%3E%22c"},
        {"x", "javascript:alert(1)", NULL},
        {"2603.02642", "10./x", "https://arxiv.org/abs/2603.02642"},
        {"2603.02642<", "", NULL},
        {"", "10.1000/", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const cot_paper_t paper = {.id = rows[i].id, .doi = rows[i].doi};
        char link[COT_PAGE_LINK] = "";
        assert_int_equal(cot_i_page_link(&paper, link), rows[i].link != NULL);
        assert_string_equal(link, rows[i].link ? rows[i].link : "");
    }
    char doi[COT_PAGE_DOI + 2] = "10.1/", link[COT_PAGE_LINK];
    memset(doi + 5, '<', COT_PAGE_DOI - 5);
    const cot_paper_t longest = {.id = "", .doi = doi};
    assert_true(cot_i_page_link(&longest, link));
    doi[COT_PAGE_DOI] = '<';
    assert_false(cot_i_page_link(&longest, link));
}

static void test_titles(void **state) {
    (void)state;
    static const struct {
        const char *input, *title;
    } rows[] = {
        {"data/arxiv-oai-cs-2016.tar.xz", "arxiv-oai-cs-2016"}, {"a.atom.xml.gz", "a"}, {"/x/pages/", "pages"},
        {"v1.2-data.xml", "v1.2-data"}, {"-", "standard input"}, {".hidden", ".hidden"}, {"/", "records"},
        {"J.Smith", "J.Smith"}, {"long.ending", "long.ending"},
    };
    cot_provenance_t provenance = {.n_arguments = 1};
    cot_results_t results = {.provenance = &provenance};
    char title[COT_PAGE_TITLE];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        provenance.arguments = &rows[i].input;
        cot_i_page_title(&results, title);
        assert_string_equal(title, rows[i].title);
    }
    provenance.n_arguments = 12;
    cot_i_page_title(&results, title);
    assert_string_equal(title, "12 inputs");
}

/* A page without a place, or with one twice, is refused; their order does not matter. */
static void test_template(void **state) {
    (void)state;
    static const char *const pages[] = {
        "<!--coterie:papers--> <!--coterie:main--> <!--coterie:title-->", "",
        "<!--coterie:papers--> <!--coterie:main-->",
        "<!--coterie:papers--> <!--coterie:main--> <!--coterie:title--> <!--coterie:main-->"};
    fixture_t f;
    fixture_make(&f, true);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        cot_out_t *out = NULL;
        cot_error_t err = COT_ERROR_INIT;
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        const cot_page_template_t page = {pages[i], strlen(pages[i])};
        const cot_status_t st = cot_i_page_write(&f.results, &usual, page, out, &err);
        assert_int_equal(st, i == 0 ? COT_OK : COT_E_INTERNAL);
        assert_true(i == 0 || strstr(err.message, "<!--coterie:"));
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    }
    fixture_clear(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),        cmocka_unit_test(test_limits),   cmocka_unit_test(test_small),
        cmocka_unit_test(test_hostile),       cmocka_unit_test(test_bare),     cmocka_unit_test(test_threads),
        cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_meanings), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_links),         cmocka_unit_test(test_titles),   cmocka_unit_test(test_template),
        cmocka_unit_test(test_interrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
