/* md_people.c: report.md: the authors, the pairs, the largest bylines, and the names to look at.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "report/md.h"

static int16_t author_year(const cot_incidence_t *incidence, uint32_t vertex, bool last) {
    int16_t found = COT_NO_YEAR;
    for (uint64_t i = incidence->author_off[vertex]; i < incidence->author_off[vertex + 1]; i++) {
        int16_t year = incidence->paper_year[incidence->author_papers[i]];
        if (year != COT_NO_YEAR && (found == COT_NO_YEAR || (last ? year > found : year < found))) {
            found = year;
        }
    }
    return found;
}

static void write_rank(cot_out_t *out, const cot_report_model_t *model, const cot_top_t *top, uint32_t i) {
    const cot_results_t *results = model->results;
    uint32_t vertex = top->rows[i].vertex;
    bool papers = strcmp(top->name, "papers") == 0;
    cot_out_printf(out, "| %u | ", i + 1);
    cot_i_md_text(out, cot_i_report_author(results, vertex));
    cot_out_text(out, " | ");
    if (top->whole) {
        cot_i_md_count(out, (uint64_t)top->rows[i].value);
    } else {
        cot_i_md_real(out, top->rows[i].value);
    }
    cot_out_text(out, " | ");
    if (!papers) {
        cot_i_md_count(out, cot_i_report_author_papers(results, vertex));
        cot_out_text(out, " | ");
    }
    cot_i_md_years(out, author_year(results->incidence, vertex, false),
                   author_year(results->incidence, vertex, true));
    if (model->community) {
        cot_out_printf(out, " | %lld", (long long)model->community[vertex]);
    }
    cot_out_text(out, " |\n");
}

/* How many more have the value of the last row. */
static void write_ties(cot_out_t *out, const cot_top_t *top, bool papers) {
    uint32_t listed = 0;
    for (uint32_t i = 0; i < top->n; i++) {
        listed += !(top->rows[i].value > top->rows[top->n - 1].value);
    }
    cot_out_text(out, "\n");
    if (top->n == COT_TOP && top->at_last > listed && !(papers && top->rows[top->n - 1].value < 2)) {
        cot_i_md_plural(out, top->at_last - listed, "more author has", "more authors have");
        cot_out_text(out, " the value of the last row.\n\n");
    }
}

static void write_top(cot_out_t *out, const cot_report_model_t *model, const char *name, const char *title,
                      const char *column, const char *explanation) {
    for (uint32_t i = 0; i < model->n_tops; i++) {
        const cot_top_t *top = &model->tops[i];
        if (strcmp(top->name, name) != 0 || top->n == 0) {
            continue;
        }
        bool papers = strcmp(name, "papers") == 0;
        cot_out_printf(out, "### %s\n\n%s", title, explanation);
        if (top->note[0]) {
            cot_out_text(out, " Here: ");
            cot_i_md_prose(out, top->note);
            cot_out_text(out, ".");
        }
        cot_out_printf(out, "\n\n| # | Author | %s |%s Years |%s\n", column, papers ? "" : " Papers |",
                       model->community ? " Community |" : "");
        cot_out_printf(out, "| ---: | --- | ---: |%s --- |%s\n", papers ? "" : " ---: |",
                       model->community ? " ---: |" : "");
        for (uint32_t k = 0; k < top->n && (!papers || top->rows[k].value >= 2); k++) {
            write_rank(out, model, top, k);
        }
        write_ties(out, top, papers);
    }
}

static void write_pairs(cot_out_t *out, const cot_report_model_t *model) {
    const cot_graph_t *graph = model->results->coauthor.graph;
    if (model->n_pairs == 0 || graph->papers[model->pairs[0]] < 2) {
        return;
    }
    cot_out_text(out, "### Pairs with the most papers together\n\n| # | Authors | Papers | Weight | Years |\n"
                      "| ---: | --- | ---: | ---: | --- |\n");
    for (uint32_t i = 0; i < model->n_pairs && graph->papers[model->pairs[i]] >= 2; i++) {
        uint64_t e = model->pairs[i];
        cot_out_printf(out, "| %u | ", i + 1);
        cot_i_md_text(out, cot_i_report_author(model->results, graph->from[e]));
        cot_out_text(out, " – ");
        cot_i_md_text(out, cot_i_report_author(model->results, graph->to[e]));
        cot_out_text(out, " | ");
        cot_i_md_count(out, graph->papers[e]);
        cot_out_text(out, " | ");
        cot_i_md_real(out, graph->weight[e]);
        cot_out_text(out, " | ");
        cot_i_md_years(out, graph->first_year[e], graph->last_year[e]);
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

void cot_i_md_people(cot_out_t *out, const cot_report_model_t *model) {
    cot_out_text(out, "## People\n\n");
    if (model->results->incidence->n_authors == 0) {
        cot_out_text(out, "No author is left after the filters.\n\n");
        return;
    }
    cot_out_text(out, "Equal values stand in the order of the names' keys. ");
    if (model->tops[0].n > 0 && model->tops[0].rows[0].value >= 2) {
        cot_out_text(out, "Authors and pairs with a single paper are not listed by papers.\n\n");
        write_top(out, model, "papers", "Most papers", "Papers",
                  "Papers of this corpus, however many authors they have.");
    } else {
        cot_out_text(out, "No author has more than one paper.\n\n");
    }
    write_top(out, model, "degree", "Most co-authors", "Co-authors",
              "Distinct people with whom an author shares a paper. One paper with many authors is enough to be "
              "here.");
    write_top(out, model, "betweenness", "Most in between", "Betweenness",
              "Pairs of other authors whose shortest chains of co-authors lead through this one.");
    write_top(out, model, "harmonic", "Nearest to everybody", "Harmonic closeness",
              "Mean of 1/distance to all other authors: 1 would be a paper with each of them.");
    write_pairs(out, model);
}

void cot_i_md_collaboration(cot_out_t *out, const cot_report_model_t *model) {
    const cot_results_t *results = model->results;
    if (model->n_papers == 0) {
        return;
    }
    cot_out_text(out, "## Large collaborations\n\n");
    cot_i_md_plural(out, model->single, "paper has", "papers have");
    cot_out_text(out, " a single author (");
    cot_i_md_percent(out, model->single, results->incidence->n_papers);
    cot_out_text(out, "). These have the most; a paper with *k* authors joins *k*(*k*−1)/2 pairs:\n\n"
                      "| Authors | Year | Paper | Id |\n| ---: | --- | --- | --- |\n");
    for (uint32_t i = 0; i < model->n_papers; i++) {
        cot_paper_t paper = cot_corpus_paper(results->corpus, results->incidence->paper_of[model->papers[i]]);
        cot_out_text(out, "| ");
        cot_i_md_count(out, results->incidence->paper_size[model->papers[i]]);
        cot_out_text(out, " | ");
        cot_i_md_years(out, paper.year, paper.year);
        cot_out_text(out, " | ");
        cot_i_md_text(out, paper.title);
        cot_out_text(out, " | ");
        cot_i_md_text(out, paper.id);
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

static void write_doubts(cot_out_t *out, const cot_report_model_t *model) {
    cot_out_text(out, "The least sure ones:\n\n| Written | Became | Done | Why | Sure | Names | Example |\n"
                      "| --- | --- | --- | --- | ---: | ---: | --- |\n");
    for (uint32_t i = 0; i < model->n_doubts; i++) {
        cot_audit_row_t row = cot_authors_audit(model->results->authors, model->doubts[i]);
        const char *cells[] = {row.written, row.author, row.action, row.reason};
        for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++) {
            cot_out_text(out, "| ");
            cot_i_md_text(out, cells[k]);
            cot_out_text(out, " ");
        }
        cot_out_text(out, "| ");
        cot_i_md_real(out, round((double)row.sure * 100.0) / 100.0);
        cot_out_text(out, " | ");
        cot_i_md_count(out, row.mentions);
        cot_out_text(out, " | ");
        cot_i_md_text(out, row.example);
        cot_out_text(out, " |\n");
    }
    cot_out_text(out, "\n");
}

static void write_sentence(cot_out_t *out, uint64_t value, const char *one, const char *many) {
    if (value > 0) {
        cot_out_text(out, " ");
        cot_i_md_plural(out, value, one, many);
    }
}

void cot_i_md_names(cot_out_t *out, const cot_report_model_t *model) {
    cot_authors_counts_t counts = cot_authors_counts(model->results->authors);
    const char *title, *method = cot_i_report_identity(counts.identity, &title);
    cot_out_printf(out, "## Who is one author\n\nNames became authors by the rule `%s`: ", method);
    cot_i_md_prose(out, title);
    cot_out_text(out, ". ");
    cot_i_md_plural(out, cot_corpus_names(model->results->corpus), "written name", "written names");
    cot_out_text(out, " gave ");
    cot_i_md_plural(out, counts.people, "person", "people");
    if (counts.groups > 0) {
        cot_out_text(out, " and ");
        cot_i_md_plural(out, counts.groups, "group", "groups");
    }
    cot_out_text(out, ".");
    write_sentence(out, counts.merged_names, "name shares an author with another one.",
                   "names share an author with another one.");
    write_sentence(out, counts.not_names, "entry is no name.", "entries are no names.");
    write_sentence(out, counts.doubtful, "name is doubtful.", "names are doubtful.");
    cot_out_text(out, " Different people whose names give the same key are taken for one, and one person under "
                      "two keys for two. name-audit.csv lists all that was done.\n\n");
    if (model->n_doubts > 0) {
        write_doubts(out, model);
    }
}
