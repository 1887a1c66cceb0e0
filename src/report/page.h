/* page.h: what report.html shows: chosen first, then written as the two JSON documents that web/src/data.ts
 * describes. SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_REPORT_PAGE_H
#define COT_REPORT_PAGE_H

#include "coterie/report.h"
#include "report/json.h"
#include "report/model.h"

/* The page as it was built from web/, with a place for the title and each document. */
typedef struct {
    const char *bytes;
    size_t length;
} cot_page_template_t;
/* The one that is built in; length 0 = none. */
cot_page_template_t cot_i_page_template(void);

enum { COT_PAGE_NONE = -1 };

/* A network, or the part of it that its map shows. */
typedef struct {
    const cot_network_t *network; /* whose graph may be NULL: a map without anything on it */
    uint32_t *vertices;           /* shown, ascending: the rows of the page */
    uint32_t n;
    uint32_t *row;                /* vertex -> row; UINT32_MAX = not shown */
    uint32_t *edges;              /* shown, ascending */
    uint64_t m;
    char cut[400];                /* what was left out, in a sentence; "" = nothing */
} cot_page_map_t;

typedef struct {
    const cot_results_t *results;
    cot_page_limits_t limits;
    const cot_env_t *env;          /* NULL is fine */
    int threads;
    cot_report_model_t model;
    cot_page_map_t people, topics; /* the co-author network; authors and topics */
    uint32_t n_topics;             /* rows of Topics: the first ones of model.topics */
    int32_t *topic_row;            /* topic -> row, or COT_PAGE_NONE */
    uint32_t *communities;         /* rows of Communities: their numbers, ascending */
    uint32_t n_communities;
    int32_t *community_row;        /* community -> row, or COT_PAGE_NONE */
    size_t n_all_communities;      /* entries of community_row */
    uint32_t *papers;              /* of the incidence, by (year, number), those without a year last */
    uint32_t n_papers;
} cot_page_t;

/* Chooses and writes; the public functions with the template to write into. */
cot_status_t cot_i_page_write(const cot_results_t *results, const cot_page_limits_t *limits,
                              cot_page_template_t template, cot_out_t *out, cot_error_t *err);
/* Chooses all of it (page.c). Free with cot_i_page_clear, on failure as well. */
cot_status_t cot_i_page_choose(cot_page_t *page, const cot_results_t *results, const cot_page_limits_t *limits,
                               const cot_env_t *env, cot_error_t *err);
/* Asks the caller whether to go on; COT_E_INTERRUPT = no. */
cot_status_t cot_i_page_go_on(const cot_page_t *page, cot_error_t *err);
void cot_i_page_clear(cot_page_t *page);

/* Its parts, in this order. page_choose.c: who is on the map of people, and on that of people and topics. */
cot_status_t cot_i_page_choose_people(cot_page_t *page, cot_error_t *err);
cot_status_t cot_i_page_choose_topics(cot_page_t *page, cot_error_t *err);
/* page_edges.c: the edges among the vertices shown; when there are more than `most`, the backbone.
 * *among = how many there are. */
cot_status_t cot_i_page_choose_edges(cot_page_map_t *map, uint64_t most, uint64_t *among, int threads,
                                     cot_error_t *err);
/* page_communities.c: which communities have a row. */
cot_status_t cot_i_page_choose_communities(cot_page_t *page, cot_error_t *err);
/* page_papers.c: which papers. */
cot_status_t cot_i_page_choose_papers(cot_page_t *page, cot_error_t *err);

/* The members of Main and Papers. */
void cot_i_page_about(cot_json_t *json, const cot_page_t *page);
void cot_i_page_figures(cot_json_t *json, const cot_page_t *page);
void cot_i_page_measures(cot_json_t *json, const cot_page_t *page);
cot_status_t cot_i_page_network(cot_json_t *json, const char *key, const cot_page_t *page,
                                const cot_page_map_t *map, cot_error_t *err);
void cot_i_page_topics(cot_json_t *json, const cot_page_t *page);
void cot_i_page_communities(cot_json_t *json, const cot_page_t *page);
cot_status_t cot_i_page_years(cot_json_t *json, const cot_page_t *page, cot_error_t *err);
void cot_i_page_bylines(cot_json_t *json, const cot_page_t *page);
void cot_i_page_degrees(cot_json_t *json, const cot_page_t *page);
void cot_i_page_papers(cot_json_t *json, const cot_page_t *page);

/* What the corpus is called: the name of its one input without folders and endings, or "12 inputs". */
#define COT_PAGE_TITLE 200
void cot_i_page_title(const cot_results_t *results, char title[COT_PAGE_TITLE]);
/* The sentence that tells what a figure is, without its full stop; NULL = none (page_figures.c). */
const char *cot_i_page_meaning(const char *figure);
/* Whether the page shows a measure of vertices: not the numbers of components, which say nothing by themselves. */
bool cot_i_page_has(const cot_measure_t *measure);
/* Value of a column; NaN = not defined. */
double cot_i_page_value(const cot_column_t *column, uint32_t vertex);
/* Places of n vertices among the vertices 0 .. n_all - 1 by the values of a column: 1 + how many are higher; 0 for
 * vertices without a value (page_ranks.c). */
cot_status_t cot_i_page_ranks(const cot_column_t *column, uint32_t n_all, const uint32_t *vertices, uint32_t n,
                              uint32_t *ranks, cot_error_t *err);
/* Columns in fewer bytes (page_pack.c): so many numbers, asked for one by one; COT_PAGE_NULL is written as null. */
#define COT_PAGE_NULL INT64_MIN
typedef struct {
    uint64_t n;
    int64_t (*at)(const void *data, uint64_t i);
    const void *data;
} cot_page_numbers_t;
/* Differences from the one before; with a letter (else NULL) they are ids. */
void cot_i_pack_steps(cot_json_t *json, const char *key, const char *letter, cot_page_numbers_t numbers);
/* Differences from the smallest. */
void cot_i_pack_over(cot_json_t *json, const char *key, cot_page_numbers_t numbers);
/* Each number once with how often it follows on itself. */
void cot_i_pack_runs(cot_json_t *json, const char *key, cot_page_numbers_t numbers);
/* "rank": of the rows before n_people; 0 = none. Differences, in falling order of the values; values that look the same in
 * the page in the order of their rows. */
cot_status_t cot_i_pack_ranks(cot_json_t *json, const cot_column_t *column, const cot_page_map_t *map,
                              uint32_t n_people, const uint32_t *ranks, int threads, cot_error_t *err);
/* A vertex's colour group: its community's row, or COT_PAGE_NONE. vertex: of the co-author network. */
int32_t cot_i_page_community(const cot_page_t *page, uint32_t vertex);
/* 1234567 as "1,234,567". */
const char *cot_i_page_count(uint64_t value, char text[32]);
/* Address of a paper's page: https://doi.org/... or https://arxiv.org/abs/...; false = it has none. */
enum { COT_PAGE_DOI = 300, COT_PAGE_LINK = 3 * COT_PAGE_DOI + 40 };
bool cot_i_page_link(const cot_paper_t *paper, char link[COT_PAGE_LINK]);

#endif
