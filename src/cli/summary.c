/* summary.c: what a person wants to know at the end of a run, in a few lines on standard error.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "pipeline.h"

enum { NAMED = 10 }; /* issues named without -v */
#define WORTH_SAYING 0.1 /* seconds */

static const char *plural(uint64_t n, const char *one, const char *many) {
    return n == 1 ? one : many;
}

/* Appends "12 cut off" and the like to a list. */
static void add_count(char *list, size_t size, uint64_t count, const char *what) {
    size_t used = strlen(list);
    char number[32];
    snprintf(list + used, size - used, "%s%s %s", used ? ", " : "", cli_grouped(count, number), what);
}

static uint64_t count_issues(const cot_read_report_t *read, char *list, size_t size) {
    uint64_t total = 0;
    list[0] = '\0';
    for (unsigned kind = 0; kind < COT_ISSUE_KINDS; kind++) {
        if (read->counts[kind] > 0) {
            add_count(list, size, read->counts[kind], cot_issue_text((cot_issue_kind_t)kind));
            total += read->counts[kind];
        }
    }
    return total;
}

void cli_say_issues(const cli_pipeline_t *run) {
    const cot_read_report_t *read = &run->read;
    char list[512], number[32];
    uint64_t total = count_issues(read, list, sizeof list);
    if (total == 0) {
        return;
    }
    cli_say("%s thing%s to note: %s", cli_grouped(total, number), plural(total, "", "s"), list);
    size_t shown = cli_verbose() || read->n_issues <= NAMED ? read->n_issues : NAMED;
    for (size_t i = 0; i < shown; i++) {
        const cot_issue_t *issue = &read->issues[i];
        char line[16] = "";
        if (issue->line > 0) {
            snprintf(line, sizeof line, ":%u", issue->line);
        }
        cli_say("  %s%s: %s: %s", issue->source, line, cot_issue_text(issue->kind), issue->detail);
    }
    if (total > shown) {
        cli_say("  ... and %s more%s", cli_grouped(total - shown, number),
                cli_verbose() ? "" : " (-v names them)");
    }
}

void cli_say_read(const cli_pipeline_t *run) {
    cot_corpus_counts_t counts = cot_corpus_counts(run->corpus);
    char a[32], b[32], c[32], d[32];
    uint64_t folded = counts.repeats + counts.older;
    cli_say("%s record%s from %s file%s: %s paper%s (%s folded into others)", cli_grouped(counts.records, a),
            plural(counts.records, "", "s"), cli_grouped(run->read.n_sources, b),
            plural(run->read.n_sources, "", "s"), cli_grouped(counts.papers, c),
            plural(counts.papers, "", "s"), cli_grouped(folded, d));
    cli_say_issues(run);
}

/* Papers that the filters left out, by reason. */
static void say_left(const cot_incidence_t *inc) {
    char list[256] = "", number[32];
    uint64_t total = 0;
    for (unsigned reason = COT_KEPT + 1; reason < COT_LEFT_REASONS; reason++) {
        if (inc->left_counts[reason] > 0) {
            add_count(list, sizeof list, inc->left_counts[reason], cot_left_text((cot_left_t)reason));
            total += inc->left_counts[reason];
        }
    }
    if (total > 0) {
        cli_say("%s paper%s left out: %s", cli_grouped(total, number), plural(total, "", "s"), list);
    }
    if (inc->n_papers == 0) {
        cli_say("no records are left: the results are empty, but valid");
    }
}

static uint64_t count_communities(const cot_analysis_t *analysis) {
    if (analysis->community == SIZE_MAX) {
        return 0;
    }
    const int64_t *community = analysis->columns[analysis->community].ints;
    int64_t most = -1; /* they are numbered from 0 */
    for (uint32_t v = 0; v < analysis->n; v++) {
        most = community[v] > most ? community[v] : most;
    }
    return (uint64_t)(most + 1);
}

/* What was prepared and what took its time, in detail (-v). */
static void say_times(const cot_analysis_t *analysis) {
    const cot_prepared_info_t *p = &analysis->prepared;
    const double seconds = p->twins_seconds + p->order_seconds + p->rows_seconds + p->blocks_seconds + p->simplicial_seconds;
    char a[32], b[32], c[32];
    if (p->vertices > 0 && seconds >= WORTH_SAYING) {
        cli_say_more("  prepared in %.2f s: %s classes of twins, %s edges between them, %s blocks; %.1f MiB", seconds,
                     cli_grouped(p->classes, a), cli_grouped(p->class_edges, b), cli_grouped(p->blocks, c),
                     (double)p->bytes / 1048576.0);
    }
    for (size_t i = 0; i < analysis->n_timings; i++) {
        if (analysis->timings[i].seconds >= WORTH_SAYING) {
            cli_say_more("  %s took %.2f s", analysis->timings[i].measure->name, analysis->timings[i].seconds);
        }
    }
}

void cli_say_measures(const cot_analysis_t *analysis) {
    for (size_t i = 0; i < analysis->n_columns; i++) {
        if (analysis->columns[i].note[0]) {
            cli_say("  %s: %s", analysis->columns[i].measure->name, analysis->columns[i].note);
        }
    }
    say_times(analysis);
}

void cli_say_results(const cli_pipeline_t *run) {
    say_left(run->incidence);
    const cot_graph_t *people = run->coauthor.graph, *topics = run->author_topic.graph;
    char a[32], b[32], c[32];
    cli_say("co-authors: %s author%s, %s edge%s, %s communit%s", cli_grouped(people->n, a),
            plural(people->n, "", "s"), cli_grouped(people->m, b), plural(people->m, "", "s"),
            cli_grouped(count_communities(run->coauthor.analysis), c),
            plural(count_communities(run->coauthor.analysis), "y", "ies"));
    cli_say_measures(run->coauthor.analysis);
    cli_say("author-topics: %s author%s, %s topic%s, %s edge%s", cli_grouped(topics->n_left, a),
            plural(topics->n_left, "", "s"), cli_grouped(topics->n - topics->n_left, b),
            plural(topics->n - topics->n_left, "", "s"), cli_grouped(topics->m, c),
            plural(topics->m, "", "s"));
    cli_say_measures(run->author_topic.analysis);
}
