/* made.h: results of random corpora, all the way from records, for the tests of the page.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TESTS_REPORT_MADE_H
#define COT_TESTS_REPORT_MADE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/par.h"
#include "coterie/results.h"

typedef struct {
    uint32_t papers, people;     /* people to draw from */
    uint32_t most_authors;       /* of a paper */
    uint32_t teams;              /* people of one team write with each other */
    bool no_years, no_topics, no_communities, no_layout, no_measures;
    const char *measures;        /* NULL = auto */
    cot_counting_t counting;
} made_params_t;

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
    cot_incidence_t *incidence;
    cot_filter_t filter;
    cot_graph_t *graph[2];
    cot_analysis_t *analysis[2];
    double *x[2], *y[2], *size[2];
    cot_communities_t *communities;
    const char *arguments[1];
    cot_provenance_t provenance;
    cot_results_t results;
} made_t;

static inline void made_paper(made_t *made, const made_params_t *params, uint32_t i, cot_rng_t *rng) {
    static const char *const codes[] = {"cs.DC", "cs.LG", "math.CO", "cs.SI", "physics.soc-ph", "stat.ML"};
    char id[32], title[64], names[64][32];
    cot_name_t rows[64];
    const char *categories[2];
    cot_record_t record = COT_RECORD_INIT;
    uint32_t n = 1 + (uint32_t)cot_i_rng_below(rng, params->most_authors);
    const uint32_t team_size = params->people / params->teams ? params->people / params->teams : 1;
    const uint32_t team = (uint32_t)cot_i_rng_below(rng, params->teams);
    const uint32_t year = 1990 + (uint32_t)cot_i_rng_below(rng, 20);
    n = n < 64 ? n : 64;
    for (uint32_t k = 0; k < n; k++) {
        const bool stranger = cot_i_rng_below(rng, 10) == 0;
        const uint32_t who = (uint32_t)cot_i_rng_below(rng, stranger ? params->people : team_size);
        (void)snprintf(names[k], sizeof names[k], "P. Erson%c%c%c%c", 'a' + (int)((stranger ? who : team * team_size + who) % 26),
                       'a' + (int)((stranger ? who : team * team_size + who) / 26 % 26),
                       'a' + (int)((stranger ? who : team * team_size + who) / 676 % 26),
                       'a' + (int)((stranger ? who : team * team_size + who) / 17576 % 26));
        rows[k] = (cot_name_t){names[k], "", "", "", "", "", COT_SURE, ""};
    }
    (void)snprintf(id, sizeof id, "%02u%02u.%05u", year % 100, 1 + i % 12, i % 100000);
    (void)snprintf(title, sizeof title, "Paper <%u> & \"more\"", i);
    categories[0] = codes[(team + cot_i_rng_below(rng, 2)) % 6];
    categories[1] = codes[cot_i_rng_below(rng, 6)];
    record.id = id;
    record.title = title;
    record.doi = cot_i_rng_below(rng, 2) ? "10.1000/182" : "";
    record.first_date = record.date =
        params->no_years || cot_i_rng_below(rng, 20) == 0 ? COT_NO_DATE : cot_date_from_civil((int)year, 3, 2);
    record.names = rows;
    record.n_names = n;
    record.categories = categories;
    record.n_categories = params->no_topics ? 0 : 2;
    assert_int_equal(cot_corpus_add(made->corpus, &record, NULL), COT_OK);
}

static inline void made_network(made_t *made, const made_params_t *params, int which) {
    cot_analyze_params_t analyze = COT_ANALYZE_PARAMS_INIT;
    cot_graph_t *graph = made->graph[which];
    cot_network_t *network = which == 0 ? &made->results.coauthor : &made->results.author_topic;
    double *papers = calloc(graph->n + 1, sizeof *papers);
    analyze.measures = params->no_measures ? "none" : params->measures;
    analyze.communities = params->no_communities ? "none" : NULL;
    assert_int_equal(cot_analyze(&made->analysis[which], graph, &analyze, NULL, NULL), COT_OK);
    made->x[which] = calloc(graph->n + 1, sizeof(double));
    made->y[which] = calloc(graph->n + 1, sizeof(double));
    made->size[which] = calloc(graph->n + 1, sizeof(double));
    for (uint32_t v = 0; v < graph->n; v++) {
        papers[v] = v < graph->n_left ? (double)(made->incidence->author_off[v + 1] - made->incidence->author_off[v]) : 5;
        made->x[which][v] = (double)v * 1.26 - 3000;
        made->y[which][v] = 17.04 - (double)v / 7;
    }
    cot_layout_sizes(papers, graph->n, made->size[which]);
    free(papers);
    *network = (cot_network_t){graph, made->analysis[which], params->no_layout ? NULL : made->x[which],
                               params->no_layout ? NULL : made->y[which], made->size[which],
                               params->no_layout ? COT_LAYOUT_NONE : COT_LAYOUT_COMMUNITIES};
}

static inline void made_make(made_t *made, const made_params_t *params, uint64_t seed) {
    cot_rng_t rng;
    memset(made, 0, sizeof *made);
    cot_i_rng_init(&rng, seed, 4711, 0);
    made->filter = (cot_filter_t)COT_FILTER_INIT;
    assert_int_equal(cot_corpus_new(&made->corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    for (uint32_t i = 0; i < params->papers; i++) {
        made_paper(made, params, i, &rng);
    }
    assert_int_equal(cot_corpus_finish(made->corpus, NULL), COT_OK);
    assert_int_equal(cot_authors_identify(&made->authors, made->corpus, NULL, NULL, NULL), COT_OK);
    assert_int_equal(cot_incidence_build(&made->incidence, made->corpus, made->authors, &made->filter, NULL), COT_OK);
    cot_topics_params_t topics = COT_TOPICS_PARAMS_INIT;
    topics.source = COT_TOPICS_CATEGORIES;
    assert_int_equal(cot_topics_find(&made->topics, made->corpus, NULL, &topics, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_coauthor(&made->graph[0], made->incidence, params->counting, NULL, NULL), COT_OK);
    assert_int_equal(cot_graph_author_topic(&made->graph[1], made->incidence, made->topics, params->counting, NULL, NULL),
                     COT_OK);
    made->arguments[0] = "/data/made-up.atom.xml.gz";
    made->provenance = (cot_provenance_t){"run", made->arguments, 1, NULL, 0, seed, "coterie run x"};
    made->results = (cot_results_t){.corpus = made->corpus, .authors = made->authors, .topics = made->topics,
                                    .incidence = made->incidence, .filter = &made->filter,
                                    .provenance = &made->provenance};
    made_network(made, params, 0);
    made_network(made, params, 1);
    assert_int_equal(cot_communities_describe(&made->communities, &made->results, NULL), COT_OK);
    made->results.communities = made->communities;
}

static inline void made_clear(made_t *made) {
    for (int i = 0; i < 2; i++) {
        cot_graph_free(made->graph[i]);
        cot_analysis_free(made->analysis[i]);
        free(made->x[i]);
        free(made->y[i]);
        free(made->size[i]);
    }
    cot_communities_free(made->communities);
    cot_topics_free(made->topics);
    cot_incidence_free(made->incidence);
    cot_authors_free(made->authors);
    cot_corpus_free(made->corpus);
}

#endif
