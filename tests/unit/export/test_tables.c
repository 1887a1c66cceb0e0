/* test_tables.c: the CSV files: every row as long as its header, cells as the results have them, nothing
 * that a spreadsheet would run.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/export/fixture.h"

#include "base/alloc.h"
#include "coterie/export.h"
#include "export/csv.h"

enum { MOST_CELLS = 4096 };

/* A parsed file: cells row by row. */
typedef struct {
    char *text, *cells[MOST_CELLS];
    size_t n_columns, n_rows;           /* rows without the header */
} csv_t;

/* RFC 4180, strictly: a quote only around a whole cell, every row of the header's length, LF at the end. */
static csv_t parse(const char *text) {
    csv_t csv = {strdup(text), {NULL}, 0, 0};
    size_t n = 0, row = 0;
    char *read = csv.text, *write = csv.text;
    while (*read) {
        assert_true(n < MOST_CELLS);
        csv.cells[n++] = write;
        row++;
        if (*read == '"') {
            for (read++; *read != '"' || read[1] == '"'; read++) {
                assert_true(*read != '\0');
                read += *read == '"';
                *write++ = *read;
            }
            read++;
        } else {
            while (*read && *read != ',' && *read != '\n') {
                assert_true(*read != '"');
                *write++ = *read++;
            }
        }
        char end = *read;
        assert_true(end == ',' || end == '\n');
        read++;
        *write++ = '\0';
        if (end == '\n') {
            csv.n_columns = csv.n_columns == 0 ? row : csv.n_columns;
            assert_int_equal(row, csv.n_columns);
            row = 0;
        }
    }
    assert_int_equal(row, 0);
    csv.n_rows = n / csv.n_columns - 1;
    return csv;
}

static const char *cell(const csv_t *csv, size_t row, const char *column) {
    for (size_t c = 0; c < csv->n_columns; c++) {
        if (strcmp(csv->cells[c], column) == 0) {
            return csv->cells[(row + 1) * csv->n_columns + c];
        }
    }
    fail_msg("no column %s", column);
    return NULL;
}

static const cot_export_t *find(const char *name) {
    for (size_t i = 0; cot_exports(i); i++) {
        if (strcmp(cot_exports(i)->name, name) == 0) {
            return cot_exports(i);
        }
    }
    fail_msg("no export %s", name);
    return NULL;
}

static csv_t write_and_parse(const cot_results_t *results, const char *name) {
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    assert_int_equal(find(name)->write(results, out, NULL), COT_OK);
    csv_t csv = parse(cot_out_memory_text(out, NULL));
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    return csv;
}

/* A text as it must stand in a cell. */
static void assert_text(const char *found, const char *expected) {
    if (*expected && strchr("=+-@\t\r", *expected)) {
        assert_int_equal(*found, '\'');
        found++;
    }
    assert_string_equal(found, expected);
}

static void assert_int(const char *found, long long expected) {
    char text[32];
    snprintf(text, sizeof text, "%lld", expected);
    assert_string_equal(found, text);
}

static void test_authors(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    csv_t csv = write_and_parse(&f.results, "authors.csv");
    assert_int_equal(csv.n_rows, f.incidence->n_authors);
    for (uint32_t v = 0; v < f.incidence->n_authors; v++) {
        cot_author_t author = cot_authors_at(f.authors, f.incidence->author_of[v]);
        char id[16];
        snprintf(id, sizeof id, "a%u", v);
        assert_string_equal(cell(&csv, v, "id"), id);
        assert_text(cell(&csv, v, "label"), author.label);
        assert_text(cell(&csv, v, "key"), author.key);
        assert_text(cell(&csv, v, "orcid"), author.orcid);
        assert_int(cell(&csv, v, "papers"),
                   (long long)(f.incidence->author_off[v + 1] - f.incidence->author_off[v]));
        assert_int(cell(&csv, v, "community"), v % 2);
        assert_int(cell(&csv, v, "huge"), 5000000000 + (long long)v);
    }
    assert_string_equal(cell(&csv, 0, "betweenness"), "");
    assert_string_equal(cell(&csv, 1, "betweenness"), "INF");
    assert_string_equal(cell(&csv, 3, "betweenness"), "1");
    free(csv.text);
    fixture_clear(&f);
}

static void test_edges(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    csv_t csv = write_and_parse(&f.results, "edges.csv");
    assert_int_equal(csv.n_rows, f.coauthor->m);
    for (uint64_t e = 0; e < f.coauthor->m; e++) {
        assert_int(cell(&csv, e, "source") + 1, f.coauthor->from[e]);
        assert_int(cell(&csv, e, "target") + 1, f.coauthor->to[e]);
        assert_text(cell(&csv, e, "source_label"),
                    cot_authors_at(f.authors, f.incidence->author_of[f.coauthor->from[e]]).label);
        assert_true(strtod(cell(&csv, e, "weight"), NULL) == f.coauthor->weight[e]);
        assert_int(cell(&csv, e, "papers"), f.coauthor->papers[e]);
        assert_int_equal(strlen(cell(&csv, e, "paper_ids")), 11 * f.coauthor->papers[e] - 1);
    }
    free(csv.text);
    fixture_clear(&f);
}

static void test_papers(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    csv_t csv = write_and_parse(&f.results, "papers.csv");
    assert_int_equal(csv.n_rows, 6);
    assert_text(cell(&csv, 0, "title"), "A title, with \"quotes\" and | pipes");
    assert_string_equal(cell(&csv, 1, "title"), "'=1+1");
    assert_string_equal(cell(&csv, 0, "doi"), "10.1/a,b");
    assert_string_equal(cell(&csv, 0, "categories"), "cs.DC; cs.INF");
    assert_string_equal(cell(&csv, 0, "n_authors"), "5");
    assert_string_equal(cell(&csv, 0, "version"), "2");
    assert_string_equal(cell(&csv, 0, "first_date"), "2001-05-01");
    assert_string_equal(cell(&csv, 4, "first_date"), "");
    assert_string_equal(cell(&csv, 4, "year"), "");
    assert_string_equal(cell(&csv, 4, "kept"), "true");
    assert_string_equal(cell(&csv, 4, "left_out"), "");
    assert_string_equal(cell(&csv, 5, "kept"), "false");
    assert_string_equal(cell(&csv, 5, "withdrawn"), "true");
    assert_text(cell(&csv, 5, "left_out"), cot_left_text(COT_LEFT_WITHDRAWN));
    free(csv.text);
    fixture_clear(&f);
}

/* Papers and authors of each topic, counted the slow way from the incidence. */
static void test_topics(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    csv_t csv = write_and_parse(&f.results, "topics.csv");
    assert_int_equal(csv.n_rows, cot_topics_count(f.topics));
    assert_true(csv.n_rows >= 3);
    for (uint32_t t = 0; t < csv.n_rows; t++) {
        uint32_t papers = 0, authors = 0;
        bool seen[MOST_VERTICES] = {false};
        for (uint32_t p = 0; p < f.incidence->n_papers; p++) {
            const uint32_t *list;
            uint32_t n = cot_topics_of_paper(f.topics, f.incidence->paper_of[p], &list);
            for (uint32_t i = 0; i < n; i++) {
                for (uint64_t s = f.incidence->paper_off[p]; list[i] == t &&
                     s < f.incidence->paper_off[p + 1]; s++) {
                    authors += !seen[f.incidence->paper_authors[s]];
                    seen[f.incidence->paper_authors[s]] = true;
                }
                papers += list[i] == t;
            }
        }
        assert_text(cell(&csv, t, "topic"), cot_topics_at(f.topics, t).id);
        assert_text(cell(&csv, t, "label"), cot_topics_at(f.topics, t).label);
        assert_int(cell(&csv, t, "papers"), papers);
        assert_int(cell(&csv, t, "authors"), authors);
    }
    free(csv.text);
    fixture_clear(&f);
}

static void test_communities_and_audit(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    csv_t csv = write_and_parse(&f.results, "communities.csv");
    assert_int_equal(csv.n_rows, 2);
    assert_string_equal(cell(&csv, 0, "label"), "'=Ann | \"Nasty\"; x");
    assert_string_equal(cell(&csv, 0, "main_people_ids"), "a0 a1");
    assert_string_equal(cell(&csv, 1, "edges_outside"), "1");
    free(csv.text);
    csv = write_and_parse(&f.results, "name-audit.csv");
    bool guarded = false;
    assert_int_equal(csv.n_rows, cot_authors_audit_count(f.authors));
    for (size_t i = 0; i < csv.n_rows; i++) {
        cot_audit_row_t row = cot_authors_audit(f.authors, i);
        assert_text(cell(&csv, i, "written"), row.written);
        assert_text(cell(&csv, i, "reason"), row.reason);
        assert_true(fabs(strtod(cell(&csv, i, "sure"), NULL) - (double)row.sure) <= 0.0051);
        guarded |= *cell(&csv, i, "written") == '\'';
    }
    assert_true(guarded);  /* "=HYPERLINK(1)" among others */
    free(csv.text);
    fixture_clear(&f);
}

static void test_cells(void **state) {
    (void)state;
    static const char *const texts[] = {"", "plain", "=1", "+1", "-1", "@x", "\tx", "\rx", "a,b", "say \"x\"",
                                        "\"", "two\nlines", "'quoted", "=\"1\",2"};
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_csv_t csv = COT_CSV_INIT(out);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            cot_i_csv_text(&csv, texts[i]);
        }
        cot_i_csv_end(&csv);
    }
    csv_t parsed = parse(cot_out_memory_text(out, NULL));
    assert_int_equal(parsed.n_columns, sizeof texts / sizeof texts[0]);
    for (size_t i = 0; i < parsed.n_columns; i++) {
        assert_text(parsed.cells[i], texts[i]);
        assert_text(parsed.cells[parsed.n_columns + i], texts[i]);
    }
    free(parsed.text);
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static void test_empty_and_without_extras(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, false);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 2; cot_exports(i) && !cot_exports(i)->format; i++) {
            csv_t csv = write_and_parse(&f.results, cot_exports(i)->name);
            assert_int_equal(csv.n_rows, 0);
            free(csv.text);
        }
        f.results.topics = NULL;
        f.results.communities = NULL;
        f.results.provenance = NULL;
        f.results.read = NULL;
        f.results.coauthor.analysis = NULL;
        f.results.author_topic = (cot_network_t){NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
    }
    fixture_clear(&f);
    fixture_make(&f, true);
    f.results.coauthor.analysis = NULL;
    f.results.topics = NULL;
    csv_t csv = write_and_parse(&f.results, "authors.csv");
    assert_int_equal(csv.n_columns, 11);
    assert_string_equal(cell(&csv, 0, "community"), "");
    free(csv.text);
    fixture_clear(&f);
}

/* Every format can tell a network that is not there, one without vertices, and one without extras. */
static void test_formats_of_little(void **state) {
    (void)state;
    for (int full = 0; full < 2; full++) {
        fixture_t f;
        fixture_make(&f, full == 1);
        f.results.coauthor.analysis = NULL;
        f.results.provenance = NULL;
        f.results.author_topic = (cot_network_t){NULL, NULL, NULL, NULL, NULL, COT_LAYOUT_NONE};
        for (size_t i = 0; cot_exports(i); i++) {
            cot_out_t *out = NULL;
            size_t length = 0;
            assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
            assert_int_equal(cot_exports(i)->write(&f.results, out, NULL), COT_OK);
            const char *text = cot_out_memory_text(out, &length);
            assert_int_equal(strlen(text), length);
            assert_true(length > 0 || strstr(cot_exports(i)->name, "-network.txt"));
            assert_null(strstr(text, "nan"));
            assert_null(strstr(text, "-inf"));
            assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
        }
        fixture_clear(&f);
    }
}

static void test_out_of_memory(void **state) {
    (void)state;
    fixture_t f;
    fixture_make(&f, true);
    for (size_t i = 0; cot_exports(i); i++) {
        cot_status_t st = COT_E_NOMEM;
        for (int64_t k = 0; st != COT_OK; k++) {
            cot_out_t *out = NULL;
            FILE *sink = fopen("/dev/null", "w");
            assert_non_null(sink);
            assert_int_equal(cot_out_stream(&out, sink, "sink", NULL), COT_OK);
            int64_t live = cot_i_alloc_live();
            cot_i_alloc_fail_after(k);
            st = cot_exports(i)->write(&f.results, out, NULL);
            cot_i_alloc_fail_after(-1);
            assert_int_equal(cot_i_alloc_live(), live);
            assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
            fclose(sink);
            assert_true(st == COT_OK || st == COT_E_NOMEM);
            assert_true(k < 1000);
        }
    }
    fixture_clear(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_authors),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_papers),
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_communities_and_audit),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_empty_and_without_extras),
        cmocka_unit_test(test_formats_of_little),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
