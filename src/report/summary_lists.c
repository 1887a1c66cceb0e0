/* summary_lists.c: the lists in summary.json: years, top authors, pairs, topics, communities and what joins
 * them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/summary.h"

static void write_years(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_list(json, "years");
    for (uint32_t i = 0; i < model->n_years; i++) {
        const cot_year_t *row = &model->years[i];
        cot_i_json_row(json, NULL);
        cot_i_json_int(json, "year", row->year);
        cot_i_json_count(json, "papers", row->papers);
        cot_i_json_count(json, "single_author_papers", row->single);
        cot_i_json_count(json, "authors", row->authors);
        cot_i_json_count(json, "new_authors", row->new_authors);
        cot_i_json_count(json, "new_pairs", row->new_pairs);
        cot_i_json_real(json, "authors_per_paper", (double)row->slots / (double)row->papers);
        cot_i_json_count(json, "largest_byline", row->largest_byline);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_tops(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_list(json, "top_authors");
    for (uint32_t i = 0; i < model->n_tops; i++) {
        const cot_top_t *top = &model->tops[i];
        cot_i_json_object(json, NULL);
        cot_i_json_text(json, "measure", top->name);
        cot_i_json_text(json, "title", top->title);
        cot_i_json_text(json, "unit", top->unit);
        cot_i_json_text(json, "note", top->note);
        cot_i_json_list(json, "authors");
        for (uint32_t k = 0; k < top->n; k++) {
            cot_i_json_row(json, NULL);
            cot_i_summary_author(json, model->results, top->rows[k].vertex);
            cot_i_json_real(json, "value", top->rows[k].value);
            cot_i_json_close(json);
        }
        cot_i_json_close(json);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_edge(cot_json_t *json, const cot_results_t *results, uint64_t edge) {
    const cot_graph_t *graph = results->coauthor.graph;
    cot_i_json_row(json, "source");
    cot_i_summary_author(json, results, graph->from[edge]);
    cot_i_json_close(json);
    cot_i_json_row(json, "target");
    cot_i_summary_author(json, results, graph->to[edge]);
    cot_i_json_close(json);
    cot_i_json_count(json, "papers", graph->papers[edge]);
    cot_i_json_real(json, "weight", graph->weight[edge]);
    cot_i_json_year(json, "first_year", graph->first_year[edge]);
    cot_i_json_year(json, "last_year", graph->last_year[edge]);
}

static void write_pairs(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_list(json, "top_pairs");
    for (uint32_t i = 0; i < model->n_pairs; i++) {
        cot_i_json_row(json, NULL);
        write_edge(json, model->results, model->pairs[i]);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_papers(cot_json_t *json, const cot_report_model_t *model) {
    const cot_incidence_t *incidence = model->results->incidence;
    cot_i_json_list(json, "largest_bylines");
    for (uint32_t i = 0; i < model->n_papers; i++) {
        cot_paper_t paper = cot_corpus_paper(model->results->corpus, incidence->paper_of[model->papers[i]]);
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "id", paper.id);
        cot_i_json_text(json, "title", paper.title);
        cot_i_json_year(json, "year", paper.year);
        cot_i_json_count(json, "authors", incidence->paper_size[model->papers[i]]);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_topics(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_object(json, "topics");
    cot_i_summary_count(json, "found", model->n_topics, "topics", "Topics of the kept papers");
    cot_i_json_year(json, "split_year", model->split);
    cot_i_summary_count(json, "early_papers", model->early, "papers", "Dated papers up to the split year");
    cot_i_summary_count(json, "late_papers", model->late, "papers", "Dated papers after the split year");
    cot_i_json_list(json, "rows");
    for (uint32_t i = 0; i < model->n_topics; i++) {
        const cot_topic_row_t *row = &model->topics[i];
        cot_topic_t topic = cot_topics_at(model->results->topics, row->topic);
        cot_i_json_row(json, NULL);
        cot_i_json_id(json, "id", 't', row->topic);
        cot_i_json_text(json, "topic", topic.id);
        cot_i_json_text(json, "label", topic.label);
        cot_i_json_text(json, "source", topic.kind == COT_TOPIC_TERM ? "term" : "category");
        cot_i_json_count(json, "papers", row->papers);
        cot_i_json_count(json, "authors", row->authors);
        cot_i_json_count(json, "early_papers", row->early);
        cot_i_json_count(json, "late_papers", row->late);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_community(cot_json_t *json, const cot_results_t *results, const cot_community_t *row) {
    cot_i_json_object(json, NULL);
    cot_i_json_int(json, "community", row->community);
    cot_i_json_text(json, "label", row->label);
    cot_i_json_count(json, "people", row->size);
    cot_i_json_count(json, "papers", row->papers);
    cot_i_json_year(json, "first_year", row->first_year);
    cot_i_json_year(json, "last_year", row->last_year);
    cot_i_json_count(json, "edges_inside", row->inside);
    cot_i_json_count(json, "edges_outside", row->outside);
    cot_i_json_row_list(json, "main_people");
    for (uint32_t i = 0; i < row->n_people; i++) {
        cot_i_json_row(json, NULL);
        cot_i_summary_author(json, results, row->people[i]);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_row_list(json, "main_topics");
    for (uint32_t i = 0; i < row->n_topics; i++) {
        cot_i_json_row(json, NULL);
        cot_i_json_id(json, "id", 't', row->topics[i]);
        cot_i_json_text(json, "label", cot_topics_at(results->topics, row->topics[i]).label);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

/* The largest ones; communities.csv has all of them. */
static void write_communities(cot_json_t *json, const cot_results_t *results) {
    enum { LISTED = 100 };
    const cot_communities_t *communities = results->communities;
    size_t n = communities ? communities->n : 0, shared = 0;
    for (size_t i = 0; i < n; i++) {
        shared += communities->rows[i].size >= 2;
    }
    cot_i_json_object(json, "communities");
    cot_i_summary_count(json, "found", n, "communities", "Communities of the co-author network");
    cot_i_summary_count(json, "shared", shared, "communities", "Communities of two or more people");
    cot_i_json_list(json, "rows");
    for (size_t i = 0; i < n && i < LISTED; i++) {
        write_community(json, results, &communities->rows[i]);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_bridges(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_object(json, "bridges");
    cot_i_summary_count(json, "authors", model->bridging, "authors",
                        "Authors with co-authors in other communities");
    cot_i_summary_count(json, "pairs", model->linked_pairs, "pairs of communities",
                        "Pairs of communities that are joined");
    cot_i_json_list(json, "top_authors");
    for (uint32_t i = 0; i < model->n_bridges; i++) {
        const cot_bridge_t *bridge = &model->bridges[i];
        cot_i_json_row(json, NULL);
        cot_i_summary_author(json, model->results, bridge->vertex);
        cot_i_json_int(json, "community", model->community[bridge->vertex]);
        cot_i_json_count(json, "other_communities", bridge->communities);
        cot_i_json_count(json, "coauthors_outside", bridge->outside);
        cot_i_json_real(json, "betweenness", bridge->betweenness);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_list(json, "top_pairs");
    for (uint32_t i = 0; i < model->n_links; i++) {
        const cot_link_t *link = &model->links[i];
        cot_i_json_row(json, NULL);
        cot_i_json_int(json, "a", link->a);
        cot_i_json_int(json, "b", link->b);
        cot_i_json_count(json, "edges", link->edges);
        cot_i_json_real(json, "weight", link->weight);
        cot_i_json_row(json, "strongest");
        write_edge(json, model->results, link->strongest);
        cot_i_json_close(json);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
    cot_i_json_close(json);
}

static void write_doubts(cot_json_t *json, const cot_report_model_t *model) {
    cot_i_json_list(json, "doubtful_names");
    for (uint32_t i = 0; i < model->n_doubts; i++) {
        cot_audit_row_t row = cot_authors_audit(model->results->authors, model->doubts[i]);
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "written", row.written);
        cot_i_json_text(json, "author", row.author);
        cot_i_json_text(json, "action", row.action);
        cot_i_json_text(json, "reason", row.reason);
        cot_i_json_real(json, "sure", round((double)row.sure * 100.0) / 100.0);
        cot_i_json_count(json, "mentions", row.mentions);
        cot_i_json_text(json, "example", row.example);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

void cot_i_summary_lists(cot_json_t *json, const cot_report_model_t *model) {
    write_years(json, model);
    write_tops(json, model);
    write_pairs(json, model);
    write_papers(json, model);
    write_topics(json, model);
    write_communities(json, model->results);
    write_bridges(json, model);
    write_doubts(json, model);
}
