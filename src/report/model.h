/* model.h: what a report tells, found once and written by report_md.c and summary.c. */
#ifndef COT_REPORT_MODEL_H
#define COT_REPORT_MODEL_H

#include "coterie/results.h"

#define COT_TOP 10 /* rows of a top list */

/* A year that has kept papers. */
typedef struct {
    int16_t year;
    uint32_t papers;
    uint32_t single;           /* papers with one author */
    uint32_t authors;          /* with a paper in the year */
    uint32_t new_authors;      /* whose first kept paper is of the year */
    uint32_t largest_byline;
    uint64_t slots;            /* sum of the papers' numbers of authors */
    uint64_t new_pairs;        /* co-author pairs whose first paper is of the year */
} cot_year_t;

typedef struct {
    uint32_t vertex;
    double value;
} cot_ranked_t;

/* Authors by one measure, highest first, then by number; only values above 0. */
typedef struct {
    const char *name, *title, *unit, *note;
    bool whole;                /* values are whole numbers */
    cot_ranked_t rows[COT_TOP];
    uint32_t n;
    uint32_t at_first, at_last; /* authors that have the value of the first row, and of the last one */
} cot_top_t;
#define COT_TOPS 8

typedef struct {
    uint32_t topic;            /* number in cot_topics_t */
    uint32_t papers;           /* kept */
    uint32_t authors;
    uint32_t early, late;      /* of papers: up to the split year, after it */
} cot_topic_row_t;

/* An author with co-authors in other communities than the author's own. */
typedef struct {
    uint32_t vertex;
    uint32_t communities;      /* other communities reached */
    uint32_t outside;          /* co-authors there */
    double betweenness;        /* NaN = not computed */
} cot_bridge_t;

/* Two communities that are joined. */
typedef struct {
    int64_t a, b;              /* a < b */
    uint64_t edges;
    double weight;
    uint64_t strongest;        /* edge of the most papers, then weight, then number */
} cot_link_t;

/* Something that was left out: so many of what, and why. */
typedef struct {
    uint64_t count;
    const char *what, *why;
    cot_left_t left;           /* of papers: the reason; else COT_KEPT */
    bool names;                /* names that are none: they are in the audit */
} cot_left_row_t;
enum { COT_LEFT_ROWS = COT_LEFT_REASONS + 4 };

typedef struct {
    const cot_results_t *results;
    const int64_t *community;  /* of the authors; NULL = none */
    cot_year_t *years;         /* ascending */
    uint32_t n_years;
    uint32_t undated;          /* kept papers without a year */
    int16_t split;             /* last year of the early half of the dated papers; COT_NO_YEAR = none */
    uint64_t early, late;      /* dated papers up to it, and after it */
    uint64_t slots;            /* sum of the kept papers' numbers of authors */
    uint32_t single;           /* kept papers with one author */
    cot_top_t tops[COT_TOPS];
    uint32_t n_tops;
    uint64_t pairs[COT_TOP];   /* edges by papers, then weight, then number */
    uint32_t n_pairs;
    uint32_t papers[COT_TOP];  /* papers of the incidence with two or more authors, by size, then number */
    uint32_t n_papers;
    cot_topic_row_t *topics;   /* by kept papers, then number; those with none left out */
    uint32_t n_topics;
    cot_bridge_t bridges[COT_TOP]; /* by betweenness where there is one, then communities, outside */
    uint32_t n_bridges;
    bool has_betweenness;
    uint64_t bridging;         /* authors who could be in that list */
    cot_link_t links[COT_TOP]; /* by edges, then weight, then numbers */
    uint32_t n_links;
    uint64_t linked_pairs;     /* pairs of communities that are joined */
    size_t doubts[COT_TOP];    /* audit rows by least sure, then most mentions, then number */
    uint32_t n_doubts;
} cot_report_model_t;

/* Finds it all. Free with cot_i_report_model_clear, on failure as well. */
cot_status_t cot_i_report_model(cot_report_model_t *model, const cot_results_t *results, cot_error_t *err);
void cot_i_report_model_clear(cot_report_model_t *model);

/* Its parts: growth.c, ties.c. */
cot_status_t cot_i_report_growth(cot_report_model_t *model, cot_error_t *err);
cot_status_t cot_i_report_topics(cot_report_model_t *model, cot_error_t *err);
cot_status_t cot_i_report_bridges(cot_report_model_t *model, cot_error_t *err);
cot_status_t cot_i_report_links(cot_report_model_t *model, cot_error_t *err);

/* What was left out, as far as anything was; returns how many rows. */
uint32_t cot_i_report_left(const cot_results_t *results, cot_left_row_t rows[COT_LEFT_ROWS]);

/* Label of an author by vertex. */
const char *cot_i_report_author(const cot_results_t *results, uint32_t vertex);
/* Kept papers of an author. */
uint32_t cot_i_report_author_papers(const cot_results_t *results, uint32_t vertex);
/* Name of a counting or identity scheme, and its explanation. */
const char *cot_i_report_counting(cot_counting_t counting, const char **title);
const char *cot_i_report_identity(cot_identity_t identity, const char **title);
/* The measure whose partition is the communities of a network; NULL = none. */
const cot_measure_t *cot_i_report_method(const cot_network_t *network);

#endif
