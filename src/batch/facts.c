/* facts.c: what corpora are compared by, taken from the results of a run (docs/definitions.md, "Comparing
 * corpora"). SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

#define WHOLE FACT_IS_WHOLE
#define YEAR FACT_IS_YEAR
#define REAL FACT_IS_REAL
#define PERCENT FACT_IS_PERCENT
#define YEARS FACT_IS_YEARS
#define FACT(id, name, heading, about, kind) {name, heading, about, kind},
static const fact_row_t rows[] = {
#include "batch/facts.def"
};
#undef FACT

const fact_row_t *batch_fact(size_t i) {
    return i < FACT_COUNT ? &rows[i] : NULL;
}

/* Least squares of ln(papers) by year (Bornmann & Mutz, J. Assoc. Inf. Sci. Technol. 66 (2015) 2215,
 * doi:10.1002/asi.23329, for a single segment). Years are counted from the first, so the sums stay small. */
double batch_growth_rate(const uint32_t *papers, size_t n_years) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (size_t i = 0; i < n_years; i++) {
        if (papers[i] > 0) {
            double year = (double)i, value = log((double)papers[i]);
            n += 1;
            x += year;
            y += value;
            xx += year * year;
            xy += year * value;
        }
    }
    return n < 3 ? NAN : (n * xy - x * y) / (n * xx - x * x);
}

/* ---- years ---- */

static void find_years(batch_facts_t *facts, const cot_incidence_t *incidence) {
    int first = INT16_MAX, last = INT16_MIN;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        int year = incidence->paper_year[p];
        if (year != COT_NO_YEAR) {
            first = year < first ? year : first;
            last = year > last ? year : last;
        }
    }
    if (last < first) {
        return;
    }
    facts->n_years = (size_t)(last - first) + 1;
    facts->papers = batch_need(facts->n_years, sizeof *facts->papers);
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        if (incidence->paper_year[p] != COT_NO_YEAR) {
            facts->papers[incidence->paper_year[p] - first]++;
        }
    }
    facts->figures[FACT_FIRST_YEAR] = first;
    facts->figures[FACT_LAST_YEAR] = last;
    double rate = batch_growth_rate(facts->papers, facts->n_years);
    facts->figures[FACT_GROWTH] = expm1(rate);
    if (rate > 0) {
        facts->figures[FACT_DOUBLING] = log(2.0) / rate;
    }
}

/* ---- figures ---- */

static double figure_of(const cot_analysis_t *analysis, const char *name) {
    const cot_figure_t *figure = cot_analysis_figure(analysis, name);
    return !figure ? NAN : figure->type == COT_INT ? (double)figure->integer : figure->real;
}

static void find_figures(batch_facts_t *facts, const cot_network_t *network) {
    static const struct {
        size_t fact;
        const char *name;
    } same[] = {{FACT_TRANSITIVITY, "transitivity"},
                {FACT_CLUSTERING, "average_clustering"},
                {FACT_GIANT, "giant_share"},
                {FACT_DISTANCE, "mean_distance"}};
    const cot_analysis_t *analysis = network->analysis;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        facts->figures[same[i].fact] = figure_of(analysis, same[i].name);
    }
    facts->distance_estimated = analysis->distances.counts && !analysis->distances.exact;
    if (analysis->community != SIZE_MAX) {
        const char *method = analysis->columns[analysis->community].measure->name;
        char name[96];
        snprintf(name, sizeof name, "%s_modularity", method);
        facts->figures[FACT_MODULARITY] = figure_of(analysis, name);
    }
}

/* Communities of two or more; those of one are authors without a place in any. */
static void count_communities(batch_facts_t *facts, const cot_communities_t *communities, bool any) {
    size_t n = 0;
    for (size_t i = 0; communities && i < communities->n; i++) {
        n += communities->rows[i].size > 1;
    }
    facts->figures[FACT_COMMUNITIES] = any ? (double)n : NAN;
}

/* ---- people ---- */

/* Keeps a vertex in a list of the highest; equal values stay in the order of the numbers. */
static void keep(uint32_t *vertices, double *values, size_t *n, uint32_t v, double value) {
    if (!(value > 0) || (*n == BATCH_TOP && value <= values[BATCH_TOP - 1])) {
        return;
    }
    size_t place = *n < BATCH_TOP ? (*n)++ : BATCH_TOP - 1;
    for (; place > 0 && values[place - 1] < value; place--) {
        values[place] = values[place - 1];
        vertices[place] = vertices[place - 1];
    }
    values[place] = value;
    vertices[place] = v;
}

static size_t find_top(batch_person_t *top, const cot_results_t *results, const double *betweenness) {
    const cot_incidence_t *incidence = results->incidence;
    uint32_t vertices[BATCH_TOP];
    double values[BATCH_TOP];
    size_t n = 0;
    for (uint32_t v = 0; v < incidence->n_authors; v++) {
        double papers = (double)(incidence->author_off[v + 1] - incidence->author_off[v]);
        keep(vertices, values, &n, v, betweenness ? betweenness[v] : papers);
    }
    for (size_t i = 0; i < n; i++) {
        top[i].label = batch_copy(cot_authors_label(results->authors, incidence->author_of[vertices[i]]));
        top[i].value = values[i];
    }
    return n;
}

static int by_value(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void find_people(batch_facts_t *facts, const cot_results_t *results) {
    uint32_t n = results->incidence->n_authors;
    facts->people = batch_need(n, sizeof *facts->people);
    for (uint32_t v = 0; v < n; v++) {
        facts->people[v] = batch_hash(cot_authors_at(results->authors, results->incidence->author_of[v]).key);
    }
    facts->n_people = n;
    qsort(facts->people, n, sizeof *facts->people, by_value);
}

void batch_find_facts(batch_facts_t *facts, const cot_results_t *results) {
    const cot_incidence_t *incidence = results->incidence;
    const cot_analysis_t *analysis = results->coauthor.analysis;
    *facts = (batch_facts_t){0};
    for (size_t i = 0; i < FACT_COUNT; i++) {
        facts->figures[i] = NAN;
    }
    uint64_t slots = 0;
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        slots += incidence->paper_size[p];
    }
    facts->figures[FACT_PAPERS] = incidence->n_papers;
    facts->figures[FACT_AUTHORS] = incidence->n_authors;
    facts->figures[FACT_PAIRS] = (double)results->coauthor.graph->m;
    facts->figures[FACT_DEGREE] =
        incidence->n_authors ? 2 * facts->figures[FACT_PAIRS] / incidence->n_authors : NAN;
    facts->figures[FACT_TEAM] = incidence->n_papers ? (double)slots / incidence->n_papers : NAN;
    find_years(facts, incidence);
    find_figures(facts, &results->coauthor);
    count_communities(facts, results->communities, analysis->community != SIZE_MAX);
    facts->n_by_papers = find_top(facts->by_papers, results, NULL);
    const cot_column_t *betweenness = cot_analysis_column(analysis, "betweenness");
    if (betweenness && betweenness->type == COT_REAL) {
        facts->n_by_betweenness = find_top(facts->by_betweenness, results, betweenness->reals);
        facts->betweenness_estimated = strncmp(betweenness->note, "estimated", 9) == 0;
    }
    find_people(facts, results);
}

void batch_clear_facts(batch_facts_t *facts) {
    for (size_t i = 0; i < BATCH_TOP; i++) {
        free(facts->by_papers[i].label);
        free(facts->by_betweenness[i].label);
    }
    free(facts->papers);
    free(facts->people);
    *facts = (batch_facts_t){0};
}
