/* test_report.c: report.md, summary.json and manifest.json: valid for nasty, empty and bare results, and
 * their numbers against slow counts.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"

#include "base/alloc.h"
#include "coterie/report.h"
#include "report/json.h"
#include "report/md.h"
#include "report/model.h"
#include "unit/report/json_read.h"

typedef cot_status_t (*writer_t)(const cot_results_t *, cot_out_t *, cot_error_t *);

static cot_status_t write_manifest(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    return cot_write_manifest(results, NULL, out, err);
}

static char *write_to_text(writer_t write, const cot_results_t *results) {
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    assert_int_equal(write(results, out, NULL), COT_OK);
    char *copy = strdup(cot_out_memory_text(out, NULL));
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    return copy;
}

static void assert_json(const char *text, const char *path, const char *expected) {
    const char *value = json_at(text, path);
    if (!value) {
        fail_msg("no %s", path);
    } else if (strncmp(value, expected, strlen(expected)) != 0) {
        fail_msg("%s is %.40s, not %s", path, value, expected);
    }
}

/* ---- pieces
 * -------------------------------------------------------------------------------------------------- */

static void assert_md(void (*write)(cot_out_t *, const char *), const char *text, const char *expected) {
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    write(out, text);
    assert_string_equal(cot_out_memory_text(out, NULL), expected);
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static void test_md_text(void **state) {
    (void)state;
    char longer[400], *p = longer;
    assert_md(cot_i_md_text, "Plain, name-like (text).", "Plain, name-like (text).");
    assert_md(cot_i_md_text, "a|b*c_d`e[f]~g#h$i\\j", "a\\|b\\*c\\_d\\`e\\[f\\]\\~g\\#h\\$i\\\\j");
    assert_md(cot_i_md_text, "<script>&amp;", "&lt;script&gt;&amp;amp;");
    assert_md(cot_i_md_text, "https://x: y", "https\\://x: y");
    assert_md(cot_i_md_text, "two\nlines\x01", "two lines ");
    assert_md(cot_i_md_text, "a\xE2\x80\xAE" "b\xE2\x81\xA6" "c", "abc");     /* turns of direction */
    assert_md(cot_i_md_text, "\xD9\x85\xF0\x9F\x98\x80", "\xD9\x85\xF0\x9F\x98\x80");
    assert_md(cot_i_md_text, "\xFF", "\xEF\xBF\xBD");
    for (int i = 0; i < 150; i++) {
        *p++ = '\xC3';
        *p++ = '\xA9';
    }
    *p = '\0';
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_i_md_text(out, longer);
    assert_int_equal(strlen(cot_out_memory_text(out, NULL)), 2 * 120 + 3);
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    assert_md(cot_i_md_prose, longer, longer);
}

static void test_md_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } reals[] = {
        {0, "0"}, {1, "1"}, {0.5, "0.5"}, {2.0 / 3, "0.667"}, {12.345, "12.35"}, {123.456, "123.5"},
        {1234.56, "1,235"}, {1e6, "1,000,000"}, {0.000123456, "0.000123"}, {-0.25, "\xE2\x88\x92" "0.25"},
        {999.96, "1,000"}, {1e-12, "1e-12"}, {NAN, "\xE2\x80\x93"}, {INFINITY, "INF"},
    };
    for (size_t i = 0; i < sizeof reals / sizeof reals[0]; i++) {
        cot_out_t *out = NULL;
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        cot_i_md_real(out, reals[i].value);
        assert_string_equal(cot_out_memory_text(out, NULL), reals[i].text);
        assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    }
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_i_md_count(out, UINT64_C(1234567));
    cot_out_text(out, " ");
    cot_i_md_count(out, 12);
    cot_out_text(out, " ");
    cot_i_md_percent(out, 1, 3);
    cot_out_text(out, " ");
    cot_i_md_percent(out, 1, 0);
    cot_out_text(out, " ");
    cot_i_md_plural(out, 1, "pair", "pairs");
    cot_out_text(out, " ");
    cot_i_md_years(out, 2001, 2003);
    cot_i_md_years(out, COT_NO_YEAR, COT_NO_YEAR);
    assert_string_equal(cot_out_memory_text(out, NULL),
                        "1,234,567 12 33.3 % \xE2\x80\x93 1 pair 2001\xE2\x80\x93" "2003\xE2\x80\x93");
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static void test_json_pieces(void **state) {
    (void)state;
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_json_t json = COT_JSON_INIT(out);
    cot_i_json_object(&json, NULL);
    cot_i_json_text(&json, "te\"xt", "\"\\\n\x01\x7F\xFF\xC3\xA9</script>");
    cot_i_json_real(&json, "third", 1.0 / 3);
    cot_i_json_real(&json, "nan", NAN);
    cot_i_json_real(&json, "inf", -INFINITY);
    cot_i_json_count(&json, "big", UINT64_MAX);
    cot_i_json_int(&json, "small", INT64_MIN);
    cot_i_json_list(&json, "empty");
    cot_i_json_close(&json);
    cot_i_json_row_list(&json, "rows");
    cot_i_json_row(&json, NULL);
    cot_i_json_bool(&json, "yes", true);
    cot_i_json_year(&json, "year", COT_NO_YEAR);
    cot_i_json_close(&json);
    cot_i_json_row(&json, NULL);
    cot_i_json_close(&json);
    cot_i_json_close(&json);
    cot_i_json_close(&json);
    const char *text = cot_out_memory_text(out, NULL);
    assert_true(json_valid(text));
    assert_json(text, "te\\\"xt", "\"\\\"\\\\\\u000a\\u0001\\u007f\xEF\xBF\xBD\xC3\xA9</script>\"");
    assert_json(text, "third", "0.3333333333333333");
    assert_json(text, "nan", "null");
    assert_json(text, "inf", "null");
    assert_json(text, "big", "18446744073709551615");
    assert_json(text, "small", "-9223372036854775808");
    assert_json(text, "rows.0", "{\"yes\": true, \"year\": null}, {}]");
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    assert_false(json_valid("{\"a\": 01}") || json_valid("[1,]") || json_valid("{} x") ||
                 json_valid("[\"\n\"]"));
}

/* ---- the model against slow counts
 * --------------------------------------------------------------------------- */

/* Papers without a name on them do not exist here; every year's row is counted anew from the corpus. */
static void check_years(const fixture_t *f, const cot_report_model_t *model) {
    uint32_t papers = 0, new_authors = 0;
    uint64_t new_pairs = 0;
    for (uint32_t i = 0; i < model->n_years; i++) {
        const cot_year_t *row = &model->years[i];
        uint32_t count = 0, authors = 0;
        assert_true(i == 0 || row->year > model->years[i - 1].year);
        for (uint32_t p = 0; p < f->incidence->n_papers; p++) {
            count += f->incidence->paper_year[p] == row->year;
        }
        for (uint32_t v = 0; v < f->incidence->n_authors; v++) {
            bool active = false;
            for (uint64_t k = f->incidence->author_off[v]; k < f->incidence->author_off[v + 1]; k++) {
                active |= f->incidence->paper_year[f->incidence->author_papers[k]] == row->year;
            }
            authors += active;
        }
        assert_int_equal(row->papers, count);
        assert_int_equal(row->authors, authors);
        papers += count;
        new_authors += row->new_authors;
        new_pairs += row->new_pairs;
    }
    assert_int_equal(papers + model->undated, f->incidence->n_papers);
    assert_int_equal(new_authors,
                     f->incidence->n_authors - 1);        /* one author has only an undated paper */
    assert_int_equal(new_pairs, f->coauthor->m);
}

static void test_model(void **state) {
    (void)state;
    fixture_t f;
    cot_report_model_t model;
    fixture_make(&f, true);
    assert_int_equal(cot_i_report_model(&model, &f.results, NULL), COT_OK);
    check_years(&f, &model);
    assert_int_equal(model.undated, 1);
    assert_int_equal(model.single, 1);
    assert_int_equal(model.slots, 5 + 2 + 4 + 3 + 1);
    assert_int_equal(model.split, 2002);
    assert_int_equal(model.early, 2);
    assert_int_equal(model.late, 2);
    assert_int_equal(model.n_papers, 4);
    assert_int_equal(f.incidence->paper_size[model.papers[0]], 5);
    assert_string_equal(cot_i_report_author(&f.results, model.tops[0].rows[0].vertex), "Ann \"Quote\" Nasty");
    for (uint32_t i = 0; i < model.n_tops; i++) {
        for (uint32_t k = 1; k < model.tops[i].n; k++) {
            const cot_ranked_t *a = &model.tops[i].rows[k - 1], *b = &model.tops[i].rows[k];
            assert_true(a->value > b->value || (!(a->value < b->value) && a->vertex < b->vertex));
        }
    }
    for (uint32_t i = 0; i < model.n_tops; i++) {
        const cot_top_t *top = &model.tops[i];
        if (strcmp(top->name, "degree") == 0) {
            uint32_t first = 0, last = 0;
            for (uint32_t v = 0; v < f.coauthor->n; v++) {
                double degree = (double)(f.coauthor->off[v + 1] - f.coauthor->off[v]);
                first += degree == top->rows[0].value;
                last += degree == top->rows[top->n - 1].value;
            }
            assert_int_equal(top->at_first, first);
            assert_int_equal(top->at_last, last);
        }
    }
    for (uint32_t i = 0; i < model.n_doubts; i++) {
        assert_true(cot_authors_audit(f.authors, model.doubts[i]).sure < 1.0f);
    }
    assert_true(model.n_doubts >= 3);
    cot_i_report_model_clear(&model);
    fixture_clear(&f);
}

/* Bridges and links between the communities v % 2, counted the slow way. */
static void test_bridges(void **state) {
    (void)state;
    fixture_t f;
    cot_report_model_t model;
    fixture_make(&f, true);
    assert_int_equal(cot_i_report_model(&model, &f.results, NULL), COT_OK);
    uint64_t crossing = 0, bridging = 0;
    double weight = 0;
    for (uint64_t e = 0; e < f.coauthor->m; e++) {
        bool crosses = f.coauthor->from[e] % 2 != f.coauthor->to[e] % 2;
        crossing += crosses;
        weight += crosses ? f.coauthor->weight[e] : 0;
    }
    for (uint32_t v = 0; v < f.coauthor->n; v++) {
        uint32_t outside = 0;
        for (uint64_t e = 0; e < f.coauthor->m; e++) {
            bool mine = f.coauthor->from[e] == v || f.coauthor->to[e] == v;
            outside += mine && f.coauthor->from[e] % 2 != f.coauthor->to[e] % 2;
        }
        bridging += outside > 0;
        for (uint32_t i = 0; i < model.n_bridges; i++) {
            if (model.bridges[i].vertex == v) {
                assert_int_equal(model.bridges[i].outside, outside);
                assert_int_equal(model.bridges[i].communities, 1);
            }
        }
    }
    assert_int_equal(model.bridging, bridging);
    assert_int_equal(model.linked_pairs, 1);
    assert_int_equal(model.n_links, 1);
    assert_true(model.links[0].a == 0 && model.links[0].b == 1);
    assert_int_equal(model.links[0].edges, crossing);
    assert_true(fabs(model.links[0].weight - weight) < 1e-12);
    cot_i_report_model_clear(&model);
    fixture_clear(&f);
}

/* ---- the files
 * ----------------------------------------------------------------------------------------------- */

static void test_summary(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(cot_write_summary_json, &f.results), number[32];
    assert_true(json_valid(text));
    assert_json(text, "format", "1,");
    assert_json(text, "options.counting", "\"full\"");
    assert_json(text, "seed", "\"18446744073709551615\"");
    assert_json(text, "corpus.papers.value", "6,");
    assert_json(text, "corpus.withdrawn.value", "1,");
    assert_json(text, "kept.papers.value", "5,");
    assert_json(text, "kept.authors_per_paper.value", "3,");
    assert_json(text, "kept.papers_left_out.0.papers", "1}");
    assert_json(text, "reading.issues.0.count", "1,");
    assert_json(text, "filters.first_year", "null");
    assert_json(text, "networks.0.kind", "\"coauthor\"");
    assert_json(text, "networks.1.kind", "\"author-topic\"");
    assert_json(text, "networks.0.figures.density.value", "0.00012345");
    assert_json(text, "networks.0.figures.nothing.value", "null");
    assert_json(text, "networks.0.degrees.1", "{\"degree\": 2, \"vertices\": 7}");
    assert_json(text, "years.0.year", "2001");
    assert_json(text, "top_authors.0.authors.0.label", "\"Ann \\\"Quote\\\" Nasty\"");
    assert_json(text, "topics.rows.0.topic", "\"cs.DC\"");
    assert_json(text, "communities.rows.1.label", "\"Zo\xC3\xAB; <y>\"");
    assert_json(text, "bridges.top_pairs.0.a", "0");
    snprintf(number, sizeof number, "%llu", (unsigned long long)f.coauthor->m);
    assert_json(text, "networks.0.edges.value", number);
    free(text);
    fixture_clear(&f);
}

static void test_manifest(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(write_manifest, &f.results);
    assert_true(json_valid(text));
    assert_json(text, "command", "\"run\"");
    assert_json(text, "arguments.1", "\"`x`|y\"");
    assert_json(text, "inputs.0.bytes", "1234");
    assert_json(text, "inputs.0.sha256", "\"aaaaaaaa");
    assert_json(text, "inputs.1.sha256", "null");
    assert_json(text, "libraries.0.name", "\"");
    assert_json(text, "outputs", "[]");
    free(text);
    fixture_clear(&f);
}

/* Rows of a table have as many cells as its head: unescaped bars are counted line by line. */
static void check_tables(const char *text) {
    size_t expected = 0;
    bool inside = false;
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        size_t bars = 0;
        for (const char *p = line; *p != '\n'; p++) {
            bars += *p == '|' && p[-1] != '\\';
        }
        if (*line != '|') {
            inside = false;
            continue;
        }
        expected = inside ? expected : bars;
        inside = true;
        assert_int_equal(bars, expected);
    }
}

static void test_report(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    char *text = write_to_text(cot_write_report_md, &f.results);
    static const char *const parts[] = {"# Who works with whom", "## People", "## Topics", "## Communities",
                                        "## Bridges", "## Growth by year", "## Large collaborations",
                                        "## Who is one author", "## What was left out",
                                        "## How it was computed"};
    const char *from = text;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        from = strstr(from, parts[i]);
        assert_non_null(from);
    }
    check_tables(text);
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "<y>"));
    assert_null(strstr(text, "![x]"));
    assert_non_null(strstr(text, "| 2003 | 2 | "));
    assert_non_null(strstr(text, "| 1 | papers | withdrawn |"));
    assert_non_null(strstr(text, "2 of 9 sources sampled"));
    free(text);
    fixture_clear(&f);
}

static void test_empty_and_bare(void **state) {
    (void)state;
    for (int papers = 0; papers < 2; papers++) {
        fixture_t f;
        fixture_make(&f, papers == 1);
        for (int round = 0; round < 2; round++) {
            char *report = write_to_text(cot_write_report_md, &f.results);
            char *summary = write_to_text(cot_write_summary_json, &f.results);
            char *manifest = write_to_text(write_manifest, &f.results);
            assert_true(json_valid(summary) && json_valid(manifest));
            assert_memory_equal(report, "# ", 2);
            check_tables(report);
            assert_json(summary, "kept.papers.value", papers ? "5," : "0,");
            assert_json(summary, "kept.authors_per_paper.value", papers ? "3," : "null");
            free(report);
            free(summary);
            free(manifest);
            f.results.topics = NULL;
            f.results.communities = NULL;
            f.results.provenance = NULL;
            f.results.read = NULL;
            f.results.filter = NULL;
            f.results.coauthor.analysis = NULL;
            f.results.author_topic = (cot_network_t){NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
        }
        fixture_clear(&f);
    }
}

static void test_out_of_memory(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    for (size_t i = 0; cot_reports(i); i++) {
        cot_status_t st = COT_E_NOMEM;
        for (int64_t k = 0; st != COT_OK; k++) {
            cot_out_t *out = NULL;
            FILE *sink = fopen("/dev/null", "w");
            assert_non_null(sink);
            assert_int_equal(cot_out_stream(&out, sink, "sink", NULL), COT_OK);
            int64_t live = cot_i_alloc_live();
            cot_i_alloc_fail_after(k);
            st = cot_reports(i)->write(&f.results, out, NULL);
            cot_i_alloc_fail_after(-1);
            assert_int_equal(cot_i_alloc_live(), live);
            assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
            fclose(sink);
            assert_true(st == COT_OK || st == COT_E_NOMEM);
            assert_true(k < 100);
        }
    }
    fixture_clear(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_md_text),
        cmocka_unit_test(test_md_numbers),
        cmocka_unit_test(test_json_pieces),
        cmocka_unit_test(test_model),
        cmocka_unit_test(test_bridges),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_manifest),
        cmocka_unit_test(test_report),
        cmocka_unit_test(test_empty_and_bare),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
