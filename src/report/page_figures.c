/* page_figures.c: the figures and the measures of the page, each with a sentence on what it means. Values, titles, units
 * and notes are those of the model and of the analysis; measures are told by their row of the table of measures.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/page.h"

static const struct {
    const char *figure, *meaning;
} meanings[] = {
    {"papers", "Papers that no filter leaves out"},
    {"authors", "People (and groups, where they take part) with enough of these papers"},
    {"authorships", "Authors on papers: every author of every paper counts once"},
    {"authors_per_paper", "Mean number of authors of a paper"},
    {"papers_per_author", "Mean number of papers of an author"},
    {"single_author_papers", "Papers that one person wrote alone"},
    {"undated", "Papers whose year is not known"},
    {"vertices", "Authors in the network, those without a co-author too"},
    {"edges", "Pairs of authors who share a paper"},
    {"isolated", "Authors who share no paper with anybody here"},
    {"total_weight", "All weights of the pairs added, under the counting scheme"},
    {"density", "Share of all possible pairs of authors who share a paper"},
    {"mean_degree", "Mean number of co-authors of an author"},
    {"max_degree", "Most co-authors that an author has"},
    {"components", "Groups of authors within which everybody can be reached from everybody over co-authors"},
    {"giant_component", "Authors in the largest of these groups"},
    {"giant_share", "Share of the authors who are in the largest of these groups"},
    {"power_law_alpha", "How fast numbers of co-authors fall: the share of authors with k of them goes as k to the power of "
                        "minus this"},
    {"power_law_xmin", "Number of co-authors from which the power law is fitted"},
    {"power_law_ks", "Largest distance between the degrees and the power law fitted to them"},
    {"power_law_p", "Probability of a fit no better than this if the power law were true"},
    {"degeneracy", "Largest k for which some authors all have k co-authors among themselves"},
    {"triangles", "Three authors each two of whom share a paper"},
    {"transitivity", "How often two co-authors of an author have a paper together, over all authors' pairs of co-authors"},
    {"average_clustering", "Mean over the authors of the share of their pairs of co-authors who have a paper together"},
    {"max_truss", "Largest k for which there are pairs of which each is in k - 2 triangles of such pairs"},
    {"assortativity", "Whether authors with many co-authors write with their like (1), with the others (-1) or either (0)"},
    {"mean_distance", "Mean number of steps from co-author to co-author between two authors who can reach each other"},
    {"effective_diameter", "Number of steps within which nine of ten of those pairs reach each other"},
    {"diameter", "Number of steps between the two authors who are furthest apart"},
    {"radius", "Steps to the furthest author from the most central one of the largest component"},
    {"connected_pairs", "Share of all pairs of authors who can reach each other over co-authors"},
    {"rich_club_degree", "Members of the rich club have more co-authors than this"},
    {"rich_club_members", "Authors with more co-authors than that"},
    {"rich_club", "Share of the pairs of members of the rich club who share a paper"},
    {"rich_club_random", "The same share where every author keeps the number of co-authors, but they are drawn by lot"},
    {"rich_club_ratio", "Above 1: the best connected write with each other more than chance would have it"},
    {"small_world_clustering", "Clustering over what it is where co-authors are drawn by lot"},
    {"small_world_distance", "Mean distance over what it is where co-authors are drawn by lot"},
    {"small_world_sigma", "Well above 1: closely knit circles, and still few steps from anybody to anybody"},
    {"leiden_cpm_resolution", "Weight per pair that a community must exceed to stay together"},
    {"stability_rand", "How far two runs agree on who belongs together: 1 wholly, 0 as chance would have it"},
    {"stability_nmi", "How much of one run's communities is known from another's: 1 all, 0 nothing"},
};

/* Figures that every method for communities has under its own name. */
static const struct {
    const char *ending, *meaning;
} of_communities[] = {
    {"_communities", "Communities that the method finds, people by themselves among them"},
    {"_shared", "Communities of at least two people"},
    {"_modularity", "How much more weight is inside the communities than if it were drawn by lot; 0 none, towards 1 much"},
    {"_quality", "What the method makes as large as it can"},
    {"_codelength", "Bits that a step of a random walk over these communities takes to tell; less is better"},
};

static bool ends_with(const char *text, const char *ending) {
    const size_t n = strlen(text), m = strlen(ending);
    return n >= m && strcmp(text + n - m, ending) == 0;
}

const char *cot_i_page_meaning(const char *figure) {
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        if (strcmp(meanings[i].figure, figure) == 0) {
            return meanings[i].meaning;
        }
    }
    for (size_t i = 0; i < sizeof of_communities / sizeof *of_communities; i++) {
        if (ends_with(figure, of_communities[i].ending)) {
            return of_communities[i].meaning;
        }
    }
    return NULL;
}

/* "Meaning; note." */
static void write_meaning(cot_json_t *json, const char *meaning, const char *note) {
    char text[400];
    (void)snprintf(text, sizeof text, "%s%s%s.", meaning, note[0] ? "; " : "", note);
    cot_i_json_text(json, "meaning", text);
}

static void open_figure(cot_json_t *json, const char *name, const char *title, const char *unit, const char *note) {
    const char *meaning = cot_i_page_meaning(name);
    cot_i_json_object(json, NULL);
    cot_i_json_text(json, "name", name);
    cot_i_json_text(json, "title", title);
    cot_i_json_text(json, "unit", unit);
    write_meaning(json, meaning ? meaning : title, note);
}

static void write_count(cot_json_t *json, const char *name, const char *title, const char *unit, uint64_t value) {
    open_figure(json, name, title, unit, "");
    cot_i_json_count(json, "value", value);
    cot_i_json_close(json);
}

static void write_mean(cot_json_t *json, const char *name, const char *title, const char *unit, uint64_t sum,
                       uint64_t n) {
    open_figure(json, name, title, unit, "");
    cot_i_json_rounded(json, "value", n > 0 ? (double)sum / (double)n : (double)NAN);
    cot_i_json_close(json);
}

static void write_figure(cot_json_t *json, const cot_figure_t *figure) {
    open_figure(json, figure->name, figure->title, figure->unit, figure->note);
    if (figure->type == COT_INT) {
        cot_i_json_int(json, "value", figure->integer);
    } else {
        cot_i_json_rounded(json, "value", figure->real);
    }
    cot_i_json_close(json);
}

void cot_i_page_figures(cot_json_t *json, const cot_page_t *page) {
    const cot_report_model_t *model = &page->model;
    const cot_incidence_t *incidence = page->results->incidence;
    const cot_analysis_t *analysis = page->results->coauthor.analysis;
    cot_i_json_list(json, "figures");
    write_count(json, "papers", "Papers", "papers", incidence->n_papers);
    write_count(json, "authors", "Authors", "authors", incidence->n_authors);
    write_mean(json, "authors_per_paper", "Mean authors per paper", "authors per paper", model->slots,
               incidence->n_papers);
    write_mean(json, "papers_per_author", "Mean papers per author", "papers per author", incidence->n_slots,
               incidence->n_authors);
    write_count(json, "authorships", "Authors on papers", "authorships", incidence->n_slots);
    write_count(json, "single_author_papers", "Papers with one author", "papers", model->single);
    if (model->undated > 0) {
        write_count(json, "undated", "Papers without a year", "papers", model->undated);
    }
    for (size_t i = 0; analysis && i < analysis->n_figures; i++) {
        write_figure(json, &analysis->figures[i]);
    }
    cot_i_json_close(json);
}

bool cot_i_page_has(const cot_measure_t *measure) {
    return measure->shape == COT_SHAPE_VERTEX && strcmp(measure->name, "component") != 0;
}

/* A definition as a sentence. */
static void write_definition(cot_json_t *json, const char *definition) {
    char text[400];
    (void)snprintf(text, sizeof text, "%s.", definition);
    if (text[0] >= 'a' && text[0] <= 'z' && text[1] != ' ') {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    cot_i_json_text(json, "meaning", text);
}

static void write_measure(cot_json_t *json, const cot_column_t *column) {
    cot_i_json_object(json, NULL);
    cot_i_json_text(json, "name", column->measure->name);
    cot_i_json_text(json, "title", column->measure->title);
    write_definition(json, column->measure->definition);
    cot_i_json_text(json, "unit", column->measure->unit);
    cot_i_json_bool(json, "whole", column->type == COT_INT);
    cot_i_json_text(json, "how", column->note[0] ? column->note : "exact");
    cot_i_json_close(json);
}

void cot_i_page_measures(cot_json_t *json, const cot_page_t *page) {
    const cot_analysis_t *people = page->results->coauthor.analysis, *topics = page->results->author_topic.analysis;
    cot_i_json_list(json, "measures");
    for (size_t i = 0; people && i < people->n_columns; i++) {
        if (cot_i_page_has(people->columns[i].measure)) {
            write_measure(json, &people->columns[i]);
        }
    }
    for (size_t i = 0; topics && page->topics.n > 0 && i < topics->n_columns; i++) {
        const cot_measure_t *measure = topics->columns[i].measure;
        if (cot_i_page_has(measure) && !(people && cot_analysis_column(people, measure->name))) {
            write_measure(json, &topics->columns[i]);
        }
    }
    cot_i_json_close(json);
}
