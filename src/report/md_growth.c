/* md_growth.c: report.md: growth by year, and the topics.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/md.h"

enum { BAR = 20, YEARS_SHOWN = 40, TOPICS_SHOWN = 20 };

/* A bar of blocks, as long as value is of the largest. */
static void write_bar(cot_out_t *out, uint32_t value, uint32_t largest) {
    uint32_t blocks = (uint32_t)(((uint64_t)value * BAR + largest / 2) / largest);
    for (uint32_t i = 0; i < blocks || (i == 0 && value > 0); i++) {
        cot_out_text(out, "█");
    }
}

static void write_year(cot_out_t *out, const cot_year_t *row, uint32_t most_papers) {
    cot_out_printf(out, "| %d | ", row->year);
    cot_i_md_count(out, row->papers);
    cot_out_text(out, " | ");
    write_bar(out, row->papers, most_papers);
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->authors);
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->new_authors);
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->new_pairs);
    cot_out_text(out, " | ");
    cot_i_md_real(out, (double)row->slots / (double)row->papers);
    cot_out_text(out, " | ");
    cot_i_md_percent(out, row->single, row->papers);
    cot_out_text(out, " |\n");
}

void cot_i_md_growth(cot_out_t *out, const cot_report_model_t *model) {
    uint32_t most = 0, from = model->n_years > YEARS_SHOWN ? model->n_years - YEARS_SHOWN : 0;
    cot_out_text(out, "## Growth by year\n\n");
    if (model->n_years == 0) {
        cot_out_text(out, "No paper has a year.\n\n");
        return;
    }
    for (uint32_t i = from; i < model->n_years; i++) {
        most = model->years[i].papers > most ? model->years[i].papers : most;
    }
    cot_out_text(out, "Papers by the year of their first version. New authors and new pairs are those whose "
                      "first paper of this corpus is of that year; in the first years everybody is new. The "
                      "last year may be incomplete.");
    if (from > 0) {
        cot_out_printf(out, " The %u years before %d are in summary.json.", from, model->years[from].year);
    }
    if (model->undated > 0) {
        cot_out_text(out, " ");
        cot_i_md_plural(out, model->undated, "paper has", "papers have");
        cot_out_text(out, " no year.");
    }
    cot_out_text(out, "\n\n| Year | Papers | | Authors | New authors | New pairs | Authors per paper | "
                      "Single author |\n| ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: |\n");
    for (uint32_t i = from; i < model->n_years; i++) {
        write_year(out, &model->years[i], most);
    }
    cot_out_text(out, "\n");
}

static void write_topic(cot_out_t *out, const cot_report_model_t *model, const cot_topic_row_t *row) {
    cot_topic_t topic = cot_topics_at(model->results->topics, row->topic);
    cot_out_text(out, "| ");
    cot_i_md_text(out, topic.label);
    if (topic.kind == COT_TOPIC_CATEGORY) {
        cot_out_text(out, " (");
        cot_i_md_text(out, topic.id);
        cot_out_text(out, ")");
    }
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->papers);
    cot_out_text(out, " | ");
    cot_i_md_percent(out, row->papers, model->results->incidence->n_papers);
    cot_out_text(out, " | ");
    cot_i_md_count(out, row->authors);
    if (model->late > 0) {
        cot_out_text(out, " | ");
        cot_i_md_percent(out, row->early, model->early);
        cot_out_text(out, " | ");
        cot_i_md_percent(out, row->late, model->late);
    }
    cot_out_text(out, " |\n");
}

void cot_i_md_topics(cot_out_t *out, const cot_report_model_t *model) {
    cot_out_text(out, "## Topics\n\n");
    if (model->n_topics == 0) {
        cot_out_text(out, "The papers state no category, and no term stands on enough of them.\n\n");
        return;
    }
    cot_i_md_plural(out, model->n_topics, "topic stands", "topics stand");
    cot_out_text(out, " on these papers; a paper can have several.");
    if (model->n_topics > TOPICS_SHOWN) {
        cot_out_printf(out, " The first %d:", TOPICS_SHOWN);
    }
    cot_out_text(out, "\n\n| Topic | Papers | Share | Authors |");
    if (model->late > 0) {
        cot_out_printf(out, " Up to %d | After %d |", model->split, model->split);
    }
    cot_out_text(out, "\n| --- | ---: | ---: | ---: |");
    cot_out_text(out, model->late > 0 ? " ---: | ---: |\n" : "\n");
    for (uint32_t i = 0; i < model->n_topics && i < TOPICS_SHOWN; i++) {
        write_topic(out, model, &model->topics[i]);
    }
    cot_out_text(out, "\n");
    if (model->late > 0) {
        cot_out_printf(out, "The last two columns are the topic's share of the papers up to %d and after it (",
                       model->split);
        cot_i_md_count(out, model->early);
        cot_out_text(out, " and ");
        cot_i_md_count(out, model->late);
        cot_out_text(out, " papers).\n\n");
    }
}
