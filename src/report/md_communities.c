/* md_communities.c: report.md: the communities by their people and topics, and who and what bridges them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/md.h"

enum { COMMUNITIES_SHOWN = 15, PEOPLE_SHOWN = 4, TOPICS_SHOWN = 3 };

static void write_row(cot_out_t *out, const cot_results_t *results, const cot_community_t *row) {
    cot_out_printf(out, "| %lld | ", (long long)row->community);
    cot_i_md_count(out, row->size);
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->papers);
    cot_out_text(out, " | ");
    cot_i_md_years(out, row->first_year, row->last_year);
    cot_out_text(out, " | ");
    for (uint32_t i = 0; i < row->n_people && i < PEOPLE_SHOWN; i++) {
        cot_out_text(out, i > 0 ? ", " : "");
        cot_i_md_text(out, cot_i_report_author(results, row->people[i]));
    }
    cot_out_text(out, " | ");
    for (uint32_t i = 0; i < row->n_topics && i < TOPICS_SHOWN; i++) {
        cot_out_text(out, i > 0 ? "; " : "");
        cot_i_md_text(out, cot_topics_at(results->topics, row->topics[i]).label);
    }
    cot_out_text(out, " | ");
    cot_i_md_percent(out, row->outside, row->inside + row->outside);
    cot_out_text(out, " |\n");
}

static void write_summary(cot_out_t *out, const cot_report_model_t *model, const cot_measure_t *method) {
    const cot_communities_t *communities = model->results->communities;
    size_t shared = 0;
    for (size_t i = 0; i < communities->n; i++) {
        shared += communities->rows[i].size >= 2;
    }
    cot_out_printf(out, "Groups of people who write with each other more than with others, found by `%s`: ",
                   method ? method->name : "none");
    cot_i_md_plural(out, shared, "community", "communities");
    cot_out_text(out, " of two or more people");
    if (communities->n > shared) {
        cot_out_text(out, ", and ");
        cot_i_md_plural(out, communities->n - shared, "author", "authors");
        cot_out_text(out, " alone");
    }
    cot_out_text(out, ". ");
    if (shared > COMMUNITIES_SHOWN) {
        cot_out_printf(out, "The %d largest are below, all are in communities.csv. ", COMMUNITIES_SHOWN);
    }
    cot_out_text(out, "Their main people are those with the strongest ties; their main topics are those that "
                      "stand out against the corpus. *Outside* is the share of their pairs that lead to other "
                      "communities.\n\n");
}

void cot_i_md_communities(cot_out_t *out, const cot_report_model_t *model) {
    const cot_communities_t *communities = model->results->communities;
    const cot_measure_t *method = cot_i_report_method(&model->results->coauthor);
    cot_out_text(out, "## Communities\n\n");
    if (!communities || communities->n == 0) {
        cot_out_text(out, "No communities were asked for, or there is nobody to be in one.\n\n");
        return;
    }
    write_summary(out, model, method);
    if (communities->rows[0].size < 2) {
        return;
    }
    cot_out_text(out, "| # | People | Papers | Years | Main people | Main topics | Outside |\n"
                      "| ---: | ---: | ---: | --- | --- | --- | ---: |\n");
    for (size_t i = 0; i < communities->n && i < COMMUNITIES_SHOWN; i++) {
        if (communities->rows[i].size >= 2) {
            write_row(out, model->results, &communities->rows[i]);
        }
    }
    cot_out_text(out, "\n");
}

static void write_people(cot_out_t *out, const cot_report_model_t *model) {
    bool betweenness = model->has_betweenness;
    cot_i_md_plural(out, model->bridging, "author has", "authors have");
    cot_out_printf(out, " co-authors in other communities than their own. %s:\n\n"
                        "| # | Author | Community | Other communities | Co-authors there |%s\n"
                        "| ---: | --- | ---: | ---: | ---: |%s\n",
                   betweenness ? "Those with the highest betweenness" : "Those who reach the most",
                   betweenness ? " Betweenness |" : "", betweenness ? " ---: |" : "");
    for (uint32_t i = 0; i < model->n_bridges; i++) {
        const cot_bridge_t *bridge = &model->bridges[i];
        cot_out_printf(out, "| %u | ", i + 1);
        cot_i_md_text(out, cot_i_report_author(model->results, bridge->vertex));
        cot_out_printf(out, " | %lld | ", (long long)model->community[bridge->vertex]);
        cot_i_md_count(out, bridge->communities);
        cot_out_text(out, " | ");
        cot_i_md_count(out, bridge->outside);
        if (betweenness) {
            cot_out_text(out, " | ");
            cot_i_md_real(out, bridge->betweenness);
        }
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

/* A community by its number and its label. */
static void write_community(cot_out_t *out, const cot_results_t *results, int64_t community) {
    const cot_communities_t *communities = results->communities;
    cot_out_printf(out, "%lld", (long long)community);
    if (communities && community >= 0 && (uint64_t)community < communities->n) {
        cot_out_text(out, ": ");
        cot_i_md_text(out, communities->rows[community].label);
    }
}

static void write_links(cot_out_t *out, const cot_report_model_t *model) {
    const cot_graph_t *graph = model->results->coauthor.graph;
    cot_i_md_plural(out, model->linked_pairs, "pair of communities is", "pairs of communities are");
    cot_out_text(out, " joined. The strongest ties, with the pair of people that has the most papers:\n\n"
                      "| Community | Community | Pairs | Through |\n| --- | --- | ---: | --- |\n");
    for (uint32_t i = 0; i < model->n_links; i++) {
        const cot_link_t *link = &model->links[i];
        cot_out_text(out, "| ");
        write_community(out, model->results, link->a);
        cot_out_text(out, " | ");
        write_community(out, model->results, link->b);
        cot_out_text(out, " | ");
        cot_i_md_count(out, link->edges);
        cot_out_text(out, " | ");
        cot_i_md_text(out, cot_i_report_author(model->results, graph->from[link->strongest]));
        cot_out_text(out, " – ");
        cot_i_md_text(out, cot_i_report_author(model->results, graph->to[link->strongest]));
        cot_out_text(out, " (");
        cot_i_md_plural(out, graph->papers[link->strongest], "paper", "papers");
        cot_out_text(out, ") |\n");
    }
    cot_out_text(out, "\n");
}

void cot_i_md_bridges(cot_out_t *out, const cot_report_model_t *model) {
    if (!model->community) {
        return;
    }
    cot_out_text(out, "## Bridges\n\n");
    if (model->n_bridges == 0) {
        cot_out_text(out, "No author has a co-author in another community.\n\n");
        return;
    }
    write_people(out, model);
    write_links(out, model);
}
