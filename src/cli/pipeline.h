/* pipeline.h: the way from inputs to results, in stages; `run`, `export`, `figure`, `predict` and
 * `authors` stand on it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_CLI_PIPELINE_H
#define COT_CLI_PIPELINE_H

#include "cli.h"

/* What a network is made of while it is being made. */
typedef struct {
    const char *measures, *communities; /* what to compute; NULL = what the options say */
    bool unplaced;                      /* it is not laid out, whatever the options say */
    cot_graph_t *graph;
    cot_analysis_t *analysis;
    double *x, *y, *size;
    cot_layout_method_t layout;
} cli_network_t;

/* Everything a run owns. Zero it, fill it with cli_pipeline_*, free it with cli_pipeline_clear. */
typedef struct {
    const cli_args_t *args;
    cot_env_t env;
    cot_corpus_t *corpus;
    cot_read_report_t read;
    cot_authors_t *authors;
    cot_filter_t filter;
    cot_incidence_t *incidence;
    cot_topics_t *topics;
    cli_network_t coauthor, author_topic;
    cot_communities_t *communities;
    cot_option_value_t options[OPT_COUNT];
    char option_names[OPT_COUNT][32];
    char *line;
    cot_provenance_t provenance;
    cot_results_t results; /* borrows all of the above */
} cli_pipeline_t;

/* A missing or forbidden input is told before any work is done, and before an output is touched. */
cot_status_t cli_check_inputs(const cli_args_t *args, cot_error_t *err);
void cli_pipeline_init(cli_pipeline_t *run, const cli_args_t *args);
/* Inputs -> corpus -> authors. */
cot_status_t cli_pipeline_read(cli_pipeline_t *run, cot_error_t *err);
/* Authors -> incidence, topics, networks. */
cot_status_t cli_pipeline_networks(cli_pipeline_t *run, cot_error_t *err);
/* The topics of an incidence's papers, and its networks, as the options ask for them. */
cot_status_t cli_topics_of(const cli_pipeline_t *run, const cot_incidence_t *incidence, cot_topics_t **out,
                           cot_error_t *err);
cot_status_t cli_networks_of(const cli_pipeline_t *run, const cot_incidence_t *incidence,
                             const cot_topics_t *topics, cot_graph_t **coauthor, cot_graph_t **author_topic,
                             cot_error_t *err);
/* Authors -> networks, measures, communities, drawing; fills run->results. */
cot_status_t cli_pipeline_analyze(cli_pipeline_t *run, cot_error_t *err);
void cli_pipeline_clear(cli_pipeline_t *run);
/* The measures that the options ask for, of one network. */
cot_status_t cli_analyze(const cli_args_t *args, const cot_graph_t *graph, const cot_env_t *env,
                         cot_analysis_t **out, cot_error_t *err);
/* The same with lists of their own instead of --measures and --communities where they are not NULL; incidence: what the
 * network was made from, or NULL. */
cot_status_t cli_analyze_these(const cli_args_t *args, const char *measures, const char *communities,
                               const cot_graph_t *graph, const cot_incidence_t *incidence, const cot_env_t *env,
                               cot_analysis_t **out, cot_error_t *err);

/* cmd_run.c: a whole run into the folder of -o; gives the exit code. extra (or NULL) adds files to the set after
 * manifest.json; they appear with the others. */
typedef struct {
    cot_status_t (*write)(void *data, const cot_results_t *results, cot_outputs_t *set, cot_error_t *err);
    void *data;
} cli_extra_t;
int cli_run(const cli_args_t *args, const cli_extra_t *extra);

/* summary.c: what a person wants to know at the end, on standard error. */
/* What reading met; named with -v, the first ones without. */
void cli_say_issues(const cli_pipeline_t *run);
void cli_say_read(const cli_pipeline_t *run);
void cli_say_results(const cli_pipeline_t *run);

#endif
