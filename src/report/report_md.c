/* report_md.c: report.md, what a person would send to a colleague: its title, its first paragraph, what
 * stands out and the key figures; the other parts are in md_*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "coterie/report.h"
#include "report/md.h"

static int16_t first_year(const cot_report_model_t *model) {
    return model->n_years > 0 ? model->years[0].year : COT_NO_YEAR;
}

static int16_t last_year(const cot_report_model_t *model) {
    return model->n_years > 0 ? model->years[model->n_years - 1].year : COT_NO_YEAR;
}

static void write_title(cot_out_t *out, const cot_report_model_t *model) {
    cot_out_text(out, "# Who works with whom, on what: ");
    cot_i_md_plural(out, model->results->incidence->n_papers, "paper", "papers");
    if (model->n_years > 0) {
        cot_out_text(out, ", ");
        cot_i_md_years(out, first_year(model), last_year(model));
    }
    cot_out_text(out, "\n\n");
}

static void write_corpus(cot_out_t *out, const cot_report_model_t *model) {
    const cot_results_t *results = model->results;
    cot_corpus_counts_t counts = cot_corpus_counts(results->corpus);
    cot_out_text(out, "This report is about **");
    cot_i_md_plural(out, results->incidence->n_papers, "paper", "papers");
    cot_out_text(out, "** by **");
    cot_i_md_plural(out, results->incidence->n_authors, "author", "authors");
    cot_out_text(out, "**. They come from ");
    cot_i_md_plural(out, counts.records, "record", "records");
    if (results->read && results->read->n_sources > 0) {
        cot_out_text(out, " in ");
        cot_i_md_plural(out, results->read->n_sources, "file", "files");
    }
    cot_out_text(out, "; what was left out is told [below](#what-was-left-out). ");
}

static void write_network(cot_out_t *out, const cot_report_model_t *model) {
    const cot_graph_t *graph = model->results->coauthor.graph;
    const cot_incidence_t *incidence = model->results->incidence;
    const cot_analysis_t *analysis = model->results->coauthor.analysis;
    const cot_figure_t *giant = analysis ? cot_analysis_figure(analysis, "giant_component") : NULL;
    if (!graph || incidence->n_authors == 0) {
        return;
    }
    cot_out_text(out, "Two authors are joined when they share a paper: **");
    cot_i_md_plural(out, graph->m, "pair", "pairs");
    cot_out_text(out, graph->m == 1 ? "** does. A paper has " : "** do. A paper has ");
    cot_i_md_real(out, (double)model->slots / (double)incidence->n_papers);
    cot_out_text(out, " authors on average, and an author has ");
    cot_i_md_real(out, 2.0 * (double)graph->m / (double)graph->n);
    cot_out_text(out, " co-authors");
    if (giant && giant->type == COT_INT && giant->integer > 1) {
        cot_out_text(out, "; ");
        cot_i_md_percent(out, (uint64_t)giant->integer, graph->n);
        cot_out_text(out, " of the authors belong to the largest connected group");
    }
    cot_out_text(out, ".");
}

static void write_intro(cot_out_t *out, const cot_report_model_t *model) {
    write_corpus(out, model);
    write_network(out, model);
    cot_out_text(out, "\n\n");
}

/* The first of a top list as "* Most papers: **name**, 12 papers." */
static void write_first(cot_out_t *out, const cot_report_model_t *model, const char *name, const char *title,
                        const char *unit) {
    for (uint32_t i = 0; i < model->n_tops; i++) {
        const cot_top_t *top = &model->tops[i];
        if (strcmp(top->name, name) != 0 || top->n == 0 || (top->whole && top->rows[0].value < 2)) {
            continue;
        }
        cot_out_printf(out, "* %s: **", title);
        cot_i_md_text(out, cot_i_report_author(model->results, top->rows[0].vertex));
        cot_out_text(out, "**");
        if (top->at_first > 1) {
            cot_out_text(out, " and ");
            cot_i_md_plural(out, top->at_first - 1, "other", "others");
        }
        cot_out_text(out, " (");
        if (top->whole) {
            cot_i_md_count(out, (uint64_t)top->rows[0].value);
        } else {
            cot_i_md_real(out, top->rows[0].value);
        }
        cot_out_printf(out, " %s%s).\n", unit, top->at_first > 1 ? " each" : "");
    }
}

static void write_first_pair(cot_out_t *out, const cot_report_model_t *model) {
    const cot_graph_t *graph = model->results->coauthor.graph;
    if (model->n_pairs == 0 || graph->papers[model->pairs[0]] < 2) {
        return;
    }
    cot_out_text(out, "* Most papers together: **");
    cot_i_md_text(out, cot_i_report_author(model->results, graph->from[model->pairs[0]]));
    cot_out_text(out, "** and **");
    cot_i_md_text(out, cot_i_report_author(model->results, graph->to[model->pairs[0]]));
    cot_out_text(out, "** (");
    cot_i_md_count(out, graph->papers[model->pairs[0]]);
    cot_out_text(out, ").\n");
}

static void write_first_community(cot_out_t *out, const cot_results_t *results) {
    const cot_communities_t *communities = results->communities;
    if (!communities || communities->n == 0 || communities->rows[0].size < 2) {
        return;
    }
    cot_out_text(out, "* Largest community: **");
    cot_i_md_text(out, communities->rows[0].label);
    cot_out_text(out, "** (");
    cot_i_md_plural(out, communities->rows[0].size, "person", "people");
    cot_out_text(out, ").\n");
}

/* Share of the late papers over share of the early ones; only topics that are more than a handful. */
static double growth_of(const cot_report_model_t *model, const cot_topic_row_t *row) {
    bool few = model->early < 50 || model->late < 50; /* shares of a handful say nothing */
    if (few || row->papers < 5 || (uint64_t)row->papers * 50 < model->early + model->late ||
        row->early == 0) {
        return 0.0;
    }
    return ((double)row->late / (double)model->late) / ((double)row->early / (double)model->early);
}

static void write_topics(cot_out_t *out, const cot_report_model_t *model) {
    if (model->n_topics == 0) {
        return;
    }
    cot_topic_t main = cot_topics_at(model->results->topics, model->topics[0].topic);
    cot_out_text(out, "* Main topic: **");
    cot_i_md_text(out, main.label);
    cot_out_text(out, "** (");
    cot_i_md_percent(out, model->topics[0].papers, model->results->incidence->n_papers);
    cot_out_text(out, " of the papers).\n");
    uint32_t best = 0;
    for (uint32_t i = 1; i < model->n_topics && model->late > 0; i++) {
        best = growth_of(model, &model->topics[i]) > growth_of(model, &model->topics[best]) ? i : best;
    }
    if (model->late == 0 || growth_of(model, &model->topics[best]) < 1.2) {
        return;
    }
    cot_out_text(out, "* Growing most: **");
    cot_i_md_text(out, cot_topics_at(model->results->topics, model->topics[best].topic).label);
    cot_out_text(out, "** (");
    cot_i_md_percent(out, model->topics[best].early, model->early);
    cot_out_printf(out, " of the papers up to %d, ", model->split);
    cot_i_md_percent(out, model->topics[best].late, model->late);
    cot_out_text(out, " after).\n");
}

static void write_highlights(cot_out_t *out, const cot_report_model_t *model) {
    write_first(out, model, "papers", "Most papers", "papers");
    write_first(out, model, "degree", "Most co-authors", "co-authors");
    write_first_pair(out, model);
    write_first(out, model, "betweenness", "Most in between (see [Bridges](#bridges))",
                "pairs of others joined");
    write_first_community(out, model->results);
    write_topics(out, model);
    cot_out_text(out, "\n");
}

static void write_figure(cot_out_t *out, const cot_figure_t *figure) {
    cot_out_text(out, "| ");
    cot_i_md_prose(out, figure->title);
    cot_out_text(out, " | ");
    if (figure->type == COT_INT && figure->integer >= 0) {
        cot_i_md_count(out, (uint64_t)figure->integer);
    } else {
        cot_i_md_real(out, figure->type == COT_INT ? (double)figure->integer : figure->real);
    }
    cot_out_text(out, " | ");
    cot_i_md_prose(out, figure->unit);
    cot_out_text(out, figure->unit[0] && figure->note[0] ? "; " : "");
    cot_i_md_prose(out, figure->note);
    cot_out_text(out, " |\n");
}

static void write_figures(cot_out_t *out, const cot_network_t *network, const char *title) {
    const cot_analysis_t *analysis = network->analysis;
    if (!analysis || analysis->n_figures == 0 || analysis->n == 0) {
        return;
    }
    cot_out_printf(out, "### %s\n\n| Figure | Value | Unit, note |\n| --- | ---: | --- |\n", title);
    for (size_t i = 0; i < analysis->n_figures; i++) {
        write_figure(out, &analysis->figures[i]);
    }
    cot_out_text(out, "\n");
}

static void write_networks(cot_out_t *out, const cot_results_t *results) {
    bool any = (results->coauthor.analysis && results->coauthor.analysis->n_figures > 0) ||
               (results->author_topic.analysis && results->author_topic.analysis->n_figures > 0);
    if (!any) {
        return;
    }
    cot_out_text(out, "## The networks in figures\n\n");
    write_figures(out, &results->coauthor, "Co-authors");
    write_figures(out, &results->author_topic, "Authors and topics");
}

static void write_empty(cot_out_t *out, const cot_report_model_t *model) {
    cot_corpus_counts_t counts = cot_corpus_counts(model->results->corpus);
    if (counts.papers == 0) {
        cot_out_text(out, "# No papers\n\nNo paper was read, so there is nothing to report.\n\n");
        return;
    }
    cot_out_text(out, "# No papers left\n\n");
    cot_i_md_plural(out, counts.papers, "paper was", "papers were");
    cot_out_text(out, " read, and none is left, so the networks are empty. The table below says why.\n\n");
}

static void write_full(cot_out_t *out, const cot_report_model_t *model) {
    write_title(out, model);
    write_intro(out, model);
    write_highlights(out, model);
    cot_i_md_people(out, model);
    cot_i_md_topics(out, model);
    cot_i_md_communities(out, model);
    cot_i_md_bridges(out, model);
    cot_i_md_growth(out, model);
    cot_i_md_collaboration(out, model);
    write_networks(out, model->results);
    cot_i_md_names(out, model);
}

cot_status_t cot_write_report_md(const cot_results_t *results, cot_out_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_report_model_t model;
    COT_TRY(st, cot_i_report_model(&model, results, err));
    if (results->incidence->n_papers == 0) {
        write_empty(out, &model);
    } else {
        write_full(out, &model);
    }
    cot_i_md_left_out(out, &model);
    cot_i_md_method(out, &model);
done:
    cot_i_report_model_clear(&model);
    return st;
}
