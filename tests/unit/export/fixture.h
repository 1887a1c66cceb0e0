/* fixture.h: results made by hand, with texts that break careless writers. Used by the tests of export and
 * report.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TESTS_EXPORT_FIXTURE_H
#define COT_TESTS_EXPORT_FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coterie/results.h"

enum { LONG_NAME = 100000, MOST_VERTICES = 64, COLUMNS = 5 };

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
    cot_incidence_t *incidence;
    cot_graph_t *coauthor, *author_topic;
    cot_filter_t filter;
    cot_analysis_t analysis[2];                 /* of the two networks */
    cot_column_t columns[2][COLUMNS];
    int64_t ints[2][COLUMNS][MOST_VERTICES];
    double reals[2][COLUMNS][MOST_VERTICES];
    cot_figure_t figures[3];
    uint64_t degree_counts[3];
    double x[2][MOST_VERTICES], y[2][MOST_VERTICES], size[2][MOST_VERTICES];
    cot_community_t community_rows[2];
    cot_communities_t communities;
    cot_read_report_t read;
    cot_issue_t issues[1];
    cot_source_t sources[2];
    const char *arguments[2];
    cot_option_value_t options[2];
    cot_provenance_t provenance;
    cot_results_t results;
    char *long_name;
} fixture_t;

/* Rows as cot_measures has them; "degree" and "PageRank" are names that Gephi has as well. */
static const cot_measure_t fixture_measures[COLUMNS] = {
    {"degree", "Degree", "neighbours", "edges", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, 3, true},
    {"betweenness", "Betweenness", "paths | through <it>", "pairs", "coterie", "Brandes 2001",
     COT_SHAPE_VERTEX,
     COT_COST_PATHS, 3, true},
    {"PageRank", "PageRank", "walks", "share", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, 3, true},
    {"huge", "Huge", "beyond 32 bits", "", "coterie", "", COT_SHAPE_VERTEX, COT_COST_LINEAR, 3, true},
    {"leiden", "Leiden", "partition", "", "igraph", "Traag 2019", COT_SHAPE_COMMUNITY, COT_COST_LINEAR, 3,
     true},
};

static inline void fixture_paper(fixture_t *f, const char *id, const char *title, const char *date,
                                 const char *const *names, size_t n_names, const char *const *categories,
                                 size_t n_categories, bool withdrawn) {
    cot_name_t rows[16];
    cot_error_t err = COT_ERROR_INIT;
    for (size_t i = 0; i < n_names; i++) {
        bool doubtful = strstr(names[i], "Doubt") != NULL;
        rows[i] = (cot_name_t){names[i], "", "", "", "", i == 0 && n_names == 2 ? "0000-0001-2345-6789" : "",
                               doubtful ? 0.5f : COT_SURE, doubtful ? "boundary guessed" : ""};
    }
    cot_record_t record = COT_RECORD_INIT;
    record.id = id;
    record.version = 2;
    record.title = title;
    record.doi = "10.1/a,b";
    record.first_date = record.date = cot_date_parse(date);
    record.names = rows;
    record.n_names = n_names;
    record.categories = categories;
    record.n_categories = n_categories;
    record.withdrawn = withdrawn;
    record.source = "made.xml";
    assert_int_equal(cot_corpus_add(f->corpus, &record, &err), COT_OK);
}

static inline void fixture_papers(fixture_t *f) {
    static const char *const one[] = {"Ann \"Quote\" Nasty", "Zo\xC3\xAB |Pipe* _Star_", "=HYPERLINK(1)",
                                      "\xF0\x9F\x98\x80 Smile",
                                      "\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF \xD8\xB9\xD9\x84\xD9\x8A"};
    static const char *const two[] = {"Ann \"Quote\" Nasty", "INFO InfINFty"};
    static const char *const four[] = {"Control\x01\x02 Name", "Bytes\xFF\xC0 Bad", "]]> -- <b>Tag</b>"};
    static const char *const five[] = {"Solo, Comma"};
    static const char *const cs[] = {"cs.DC", "cs.INF"}, *const math[] = {"math.CO"};
    const char *three[] = {f->long_name, "+Plus Doubt", "@At Doubt", "-Minus Doubt"};
    fixture_paper(f, "2001.00001", "A title, with \"quotes\" and | pipes", "2001-05-01", one, 5, cs, 2,
                  false);
    fixture_paper(f, "2002.00002", "=1+1", "2002-01-02", two, 2, cs, 1, false);
    fixture_paper(f, "2003.00003", "T*hree* <script>alert(1)</script>", "2003-01-02", three, 4, math, 1,
                  false);
    fixture_paper(f, "2003.00004", "\xE2\x80\xAEtxeT] ![x](http://y)", "2003-02-02", four, 3, math, 1, false);
    fixture_paper(f, "2004.00005", "`code` --- $a$", "", five, 1, NULL, 0, false);
    fixture_paper(f, "2005.00006", "Withdrawn & gone", "2005-02-02", five, 1, cs, 1, true);
}

/* Columns with every kind of value: whole, real, NaN, infinite, beyond 32 bits, a partition. */
static inline void fixture_analysis(fixture_t *f, int which, const cot_graph_t *graph) {
    cot_analysis_t *analysis = &f->analysis[which];
    for (int c = 0; c < COLUMNS; c++) {
        bool whole = c != 1 && c != 2;
        f->columns[which][c] = (cot_column_t){&fixture_measures[c], whole ? COT_INT : COT_REAL,
                                              f->ints[which][c], f->reals[which][c], ""};
        for (uint32_t v = 0; v < graph->n; v++) {
            uint64_t degree = graph->off[v + 1] - graph->off[v];
            f->ints[which][c][v] = c == 0 ? (int64_t)degree : c == 3 ? INT64_C(5000000000) + v : v % 2;
            f->reals[which][c][v] = v == 0 ? NAN : v == 1 ? INFINITY : (double)v / 3.0;
        }
    }
    strcpy(f->columns[which][1].note, "2 of 9 sources sampled -- roughly");
    *analysis = (cot_analysis_t){.n = graph->n, .columns = f->columns[which], .n_columns = COLUMNS,
                                 .figures = f->figures, .n_figures = 3, .community = 4,
                                 .degrees = {f->degree_counts, 2}};
    for (uint32_t v = 0; v < graph->n; v++) {
        f->x[which][v] = (double)v * 1.5 - 3.0;
        f->y[which][v] = -(double)v / 3.0;
        f->size[which][v] = v == 0 ? 4.0 : v == 1 ? 100.0 : 10.25;
    }
}

static inline void fixture_communities(fixture_t *f) {
    for (int c = 0; c < 2; c++) {
        f->community_rows[c] = (cot_community_t){.community = c, .size = 3, .papers = 2, .people = {0, 1},
                                                 .n_people = 2, .n_topics = 1, .inside = 3, .outside = 1,
                                                 .first_year = 2001, .last_year = 2003};
        strcpy(f->community_rows[c].label, c == 0 ? "=Ann | \"Nasty\"; x" : "Zo\xC3\xAB; <y>");
    }
    f->communities = (cot_communities_t){f->community_rows, 2};
}

static inline void fixture_provenance(fixture_t *f) {
    f->arguments[0] = "pages --> here";
    f->arguments[1] = "`x`|y";
    f->options[0] = (cot_option_value_t){"--counting", "full"};
    f->options[1] = (cot_option_value_t){"--years", "\"2001:2005\""};
    f->provenance = (cot_provenance_t){"run", f->arguments, 2, f->options, 2, UINT64_MAX,
                                       "coterie run 'pages --> here' '`x`|y'"};
    f->read = (cot_read_report_t)COT_READ_REPORT_INIT;
    f->issues[0] = (cot_issue_t){COT_ISSUE_CUT_OFF, "page|2.xml", 17, "ends inside <entry> & more"};
    f->sources[0] = (cot_source_t){"page 1.xml", 1234, "", "arxiv-atom", 6, 0};
    memset(f->sources[0].sha256, 'a', 64);
    f->sources[1] = (cot_source_t){"page|2.xml", 99, "", "", 0, 1};
    f->read.counts[COT_ISSUE_CUT_OFF] = 1;
    f->read.issues = f->issues;
    f->read.n_issues = 1;
    f->read.sources = f->sources;
    f->read.n_sources = 2;
}

/* papers = false: a corpus without any. */
static inline void fixture_make(fixture_t *f, bool papers) {
    cot_error_t err = COT_ERROR_INIT;
    memset(f, 0, sizeof *f);
    f->long_name = calloc(LONG_NAME + 1, 1);
    memset(f->long_name, 'L', LONG_NAME);
    memcpy(f->long_name, "Very ", 5);
    f->filter = (cot_filter_t)COT_FILTER_INIT;
    f->filter.drop_withdrawn = true;
    f->filter.groups_as_authors = true;
    f->figures[0] = (cot_figure_t){"edges", "Edges", "edges", COT_INT, 12345, 0, ""};
    f->figures[1] = (cot_figure_t){"density", "Density", "share", COT_REAL, 0, 0.00012345, "a | note"};
    f->figures[2] = (cot_figure_t){"nothing", "Nothing", "", COT_REAL, 0, NAN, ""};
    f->degree_counts[0] = 1;
    f->degree_counts[2] = 7;
    assert_int_equal(cot_corpus_new(&f->corpus, COT_ABSTRACTS_ALL, &err), COT_OK);
    if (papers) {
        fixture_papers(f);
    }
    assert_int_equal(cot_corpus_finish(f->corpus, &err), COT_OK);
    assert_int_equal(cot_authors_identify(&f->authors, f->corpus, NULL, NULL, &err), COT_OK);
    assert_int_equal(cot_incidence_build(&f->incidence, f->corpus, f->authors, &f->filter, &err), COT_OK);
    assert_int_equal(cot_topics_find(&f->topics, f->corpus, NULL, NULL, NULL, &err), COT_OK);
    assert_int_equal(cot_graph_coauthor(&f->coauthor, f->incidence, COT_FRACTIONAL, NULL, &err), COT_OK);
    assert_int_equal(cot_graph_author_topic(&f->author_topic, f->incidence, f->topics, COT_FULL, NULL, &err),
                     COT_OK);
    assert_true(f->coauthor->n <= MOST_VERTICES && f->author_topic->n <= MOST_VERTICES);
    fixture_analysis(f, 0, f->coauthor);
    fixture_analysis(f, 1, f->author_topic);
    fixture_communities(f);
    f->communities.n = f->coauthor->n >= 2 && f->topics && cot_topics_count(f->topics) > 0 ? 2 : 0;
    fixture_provenance(f);
    f->results = (cot_results_t){f->corpus, &f->read, f->authors, f->topics, f->incidence, &f->filter,
                                 {f->coauthor, &f->analysis[0], f->x[0], f->y[0], f->size[0],
                                  COT_LAYOUT_FORCE},
                                 {f->author_topic, &f->analysis[1], f->x[1], f->y[1], f->size[1],
                                  COT_LAYOUT_FORCE},
                                 &f->communities, &f->provenance};
}

static inline void fixture_clear(fixture_t *f) {
    cot_graph_free(f->coauthor);
    cot_graph_free(f->author_topic);
    cot_topics_free(f->topics);
    cot_incidence_free(f->incidence);
    cot_authors_free(f->authors);
    cot_corpus_free(f->corpus);
    free(f->long_name);
}

#endif
