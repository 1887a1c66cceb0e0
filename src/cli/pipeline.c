/* pipeline.c: inputs -> corpus -> authors -> incidence -> topics -> networks -> measures -> drawing ->
 * results.
 *
 * One small function per stage; each reads the options it needs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline.h"

#define TRY(expr)                                                                                            \
    do {                                                                                                     \
        cot_status_t st_ = (expr);                                                                           \
        if (st_ != COT_OK) {                                                                                 \
            return st_;                                                                                      \
        }                                                                                                    \
    } while (0)

static cot_status_t fail(cot_error_t *err, cot_status_t code, const char *what, const char *why) {
    err->code = code;
    snprintf(err->message, sizeof err->message, "%s%s%s", what, why ? ": " : "", why ? why : "");
    return code;
}

/* A new stage, unless Ctrl-C came meanwhile. */
static cot_status_t begin(const char *stage, cot_error_t *err) {
    cli_stage(stage);
    return cli_interrupted() ? fail(err, COT_E_INTERRUPT, "interrupted", NULL) : COT_OK;
}

static bool chosen(const cli_args_t *args, size_t option, const char *value) {
    return strcmp(args->values[option].text, value) == 0;
}

static uint32_t count32(const cli_args_t *args, size_t option) {
    return (uint32_t)args->values[option].count; /* the table's range keeps it within 32 bits */
}

/* ---- provenance
 * ---------------------------------------------------------------------------------------------- */

/* The options that shape the results, as they are in force. Threads, talk and places have no part in it. */
static void record_provenance(cli_pipeline_t *run) {
    const cli_args_t *args = run->args;
    size_t n = 0;
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        if (option->shapes && (option->commands & cli_command_bit(args->command))) {
            snprintf(run->option_names[n], sizeof run->option_names[n], "--%s", option->name);
            run->options[n] = (cot_option_value_t){run->option_names[n], cli_shown(args, i)};
            n++;
        }
    }
    run->line = cli_repeating_line(args);
    run->provenance =
        (cot_provenance_t){args->command->name, args->rest, args->n_rest, run->options, n, run->env.seed, run->line};
}

void cli_pipeline_init(cli_pipeline_t *run, const cli_args_t *args) {
    *run = (cli_pipeline_t){.args = args};
    run->env = cli_env(args);
    run->read = (cot_read_report_t)COT_READ_REPORT_INIT;
    record_provenance(run);
}

/* ---- reading
 * ------------------------------------------------------------------------------------------------- */

cot_status_t cli_check_inputs(const cli_args_t *args, cot_error_t *err) {
    for (size_t i = 0; i < args->n_rest; i++) {
        struct stat info;
        const char *path = args->rest[i];
        if (strcmp(path, "-") != 0 && (stat(path, &info) != 0 || access(path, R_OK) != 0)) {
            return fail(err, COT_E_INPUT, path, strerror(errno));
        }
    }
    return COT_OK;
}

/* Terms are made from abstracts, categories are not. */
static cot_abstracts_t abstracts_needed(const cli_args_t *args) {
    if (args->command->run == cmd_authors || chosen(args, OPT_TOPICS, "categories")) {
        return COT_ABSTRACTS_NONE;
    }
    return chosen(args, OPT_TOPICS, "auto") ? COT_ABSTRACTS_UNCATEGORIZED : COT_ABSTRACTS_ALL;
}

static cot_status_t identify(cli_pipeline_t *run, cot_error_t *err) {
    cot_authors_params_t params = COT_AUTHORS_PARAMS_INIT;
    for (size_t i = 0; cot_identities(i); i++) {
        if (chosen(run->args, OPT_IDENTITY, cot_identities(i)->name)) {
            params.identity = cot_identities(i)->identity;
        }
    }
    return cot_authors_identify(&run->authors, run->corpus, &params, &run->env, err);
}

cot_status_t cli_pipeline_read(cli_pipeline_t *run, cot_error_t *err) {
    const cli_args_t *args = run->args;
    TRY(begin("reading", err));
    TRY(cot_corpus_new(&run->corpus, abstracts_needed(args), err));
    cot_read_params_t params = COT_READ_PARAMS_INIT;
    params.format = args->values[OPT_FORMAT].text;
    params.strict = args->values[OPT_STRICT].flag;
    params.no_digests = args->command->run != cmd_run && args->command->run != cmd_export; /* no output tells them */
    TRY(cot_read(run->corpus, args->rest, args->n_rest, &params, &run->read, &run->env, err));
    TRY(cot_corpus_finish(run->corpus, err));
    TRY(begin("authors", err));
    return identify(run, err);
}

/* ---- networks
 * ------------------------------------------------------------------------------------------------ */

static cot_filter_t filter_of(const cli_args_t *args) {
    cot_filter_t filter = COT_FILTER_INIT;
    filter.first_year = args->values[OPT_YEARS].first_year;
    filter.last_year = args->values[OPT_YEARS].last_year;
    filter.max_authors = count32(args, OPT_MAX_AUTHORS);
    filter.min_papers = count32(args, OPT_MIN_PAPERS);
    filter.drop_withdrawn = args->values[OPT_DROP_WITHDRAWN].flag;
    filter.groups_as_authors = chosen(args, OPT_GROUPS, "keep");
    return filter;
}

static cot_topic_source_t topic_source(const cli_args_t *args) {
    size_t i = 0;
    while (cli_option_at(OPT_TOPICS)->choices(i) &&
           !chosen(args, OPT_TOPICS, cli_option_at(OPT_TOPICS)->choices(i))) {
        i++;
    }
    return (cot_topic_source_t)i; /* the names stand in the order of the enumeration */
}

cot_status_t cli_topics_of(const cli_pipeline_t *run, const cot_incidence_t *inc, cot_topics_t **out,
                           cot_error_t *err) {
    uint8_t *kept = calloc((size_t)inc->n_corpus_papers + 1, 1);
    if (!kept) {
        return fail(err, COT_E_NOMEM, "out of memory: mask of papers", NULL);
    }
    for (uint32_t p = 0; p < inc->n_corpus_papers; p++) {
        kept[p] = inc->left[p] == COT_KEPT;
    }
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    params.source = topic_source(run->args);
    params.min_papers = count32(run->args, OPT_MIN_TOPIC_PAPERS);
    params.max_terms = count32(run->args, OPT_MAX_TERMS);
    cot_status_t st = cot_topics_find(out, run->corpus, kept, &params, &run->env, err);
    free(kept);
    return st;
}

cot_status_t cli_networks_of(const cli_pipeline_t *run, const cot_incidence_t *incidence,
                             const cot_topics_t *topics, cot_graph_t **coauthor, cot_graph_t **author_topic,
                             cot_error_t *err) {
    cot_counting_t counting = COT_FULL;
    for (size_t i = 0; cot_countings(i); i++) {
        if (chosen(run->args, OPT_COUNTING, cot_countings(i)->name)) {
            counting = cot_countings(i)->counting;
        }
    }
    TRY(cot_graph_coauthor(coauthor, incidence, counting, &run->env, err));
    return cot_graph_author_topic(author_topic, incidence, topics, counting, &run->env, err);
}

cot_status_t cli_pipeline_networks(cli_pipeline_t *run, cot_error_t *err) {
    run->filter = filter_of(run->args);
    TRY(begin("incidence", err));
    TRY(cot_incidence_build(&run->incidence, run->corpus, run->authors, &run->filter, err));
    TRY(begin("topics", err));
    TRY(cli_topics_of(run, run->incidence, &run->topics, err));
    TRY(begin("networks", err));
    return cli_networks_of(run, run->incidence, run->topics, &run->coauthor.graph, &run->author_topic.graph,
                           err);
}

/* ---- measures
 * ------------------------------------------------------------------------------------------------ */

/* The asked-for measures that a kind of network can have: "auto", "all", "none" as they are, a list
 * without the names that do not fit. */
static void measures_for(const char *asked, cot_kind_t kind, char *out, size_t size) {
    if (strcmp(asked, "auto") == 0 || strcmp(asked, "all") == 0 || strcmp(asked, "none") == 0) {
        snprintf(out, size, "%s", asked);
        return;
    }
    size_t used = 0;
    for (const char *p = asked; *p; p += *p == ',') {
        size_t length = strcspn(p, ",");
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)length, p);
        const cot_measure_t *measure = cot_measure_find(name);
        if (measure && (measure->kinds & (unsigned)kind)) {
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? "," : "", name);
        }
        p += length;
    }
    if (used == 0) {
        snprintf(out, size, "none");
    }
}

/* The method asked for, or NULL (the library's choice) where it does not fit this kind. */
static const char *communities_for(const char *asked, cot_kind_t kind) {
    const cot_measure_t *method = cot_measure_find(asked);
    bool fits = method && (method->kinds & (unsigned)kind);
    return strcmp(asked, "none") == 0 || fits ? asked : NULL;
}

cot_status_t cli_analyze(const cli_args_t *args, const cot_graph_t *graph, const cot_env_t *env,
                         cot_analysis_t **out, cot_error_t *err) {
    return cli_analyze_these(args, NULL, NULL, graph, NULL, env, out, err);
}

cot_status_t cli_analyze_these(const cli_args_t *args, const char *these, const char *communities,
                               const cot_graph_t *graph, const cot_incidence_t *incidence, const cot_env_t *env,
                               cot_analysis_t **out, cot_error_t *err) {
    cot_analyze_params_t params = COT_ANALYZE_PARAMS_INIT;
    const char *asked = these ? these : args->values[OPT_MEASURES].text;
    size_t size = strlen(asked) + sizeof "none"; /* a part of the list, or "none" */
    char *measures = calloc(size, 1);
    if (!measures) {
        return fail(err, COT_E_NOMEM, "out of memory: list of measures", NULL);
    }
    measures_for(asked, graph->kind, measures, size);
    params.measures = measures;
    params.communities = communities_for(communities ? communities : args->values[OPT_COMMUNITIES].text, graph->kind);
    params.resolution = args->values[OPT_RESOLUTION].real;
    params.cpm_resolution = args->values[OPT_CPM_RESOLUTION].real;
    params.exact = args->values[OPT_EXACT].flag;
    params.budget = args->values[OPT_BUDGET].real;
    params.epsilon = args->values[OPT_EPSILON].real;
    params.pivots = count32(args, OPT_PIVOTS);
    params.incidence = incidence;
    cot_status_t st = cot_analyze(out, graph, &params, env, err);
    free(measures);
    return st;
}

static cot_status_t analyze(cli_pipeline_t *run, cli_network_t *network, cot_error_t *err) {
    return cli_analyze_these(run->args, network->measures, network->communities, network->graph,
                             run->incidence, &run->env, &network->analysis, err);
}

/* ---- drawing
 * ------------------------------------------------------------------------------------------------- */

/* People are as large as their papers are many, topics likewise. */
static void papers_of_vertices(const cli_pipeline_t *run, const cot_graph_t *graph, double *papers) {
    for (uint32_t v = 0; v < graph->n_left; v++) {
        papers[v] = (double)(run->incidence->author_off[v + 1] - run->incidence->author_off[v]);
    }
    for (uint32_t v = graph->n_left; v < graph->n; v++) {
        papers[v] = (double)cot_topics_at(run->topics, graph->topic_of[v - graph->n_left]).papers;
    }
}

static const int64_t *communities_of(const cot_analysis_t *analysis) {
    return analysis->community == SIZE_MAX ? NULL : analysis->columns[analysis->community].ints;
}

/* How both networks shall be placed; a method that cannot place so many is told before the measures are
 * taken. */
static cot_status_t choose_layout(cli_pipeline_t *run, cot_error_t *err) {
    enum { FORCE_MOST = 5000 }; /* coterie/layout.h */
    cot_layout_method_t method = COT_LAYOUT_AUTO;
    for (size_t i = 0; cot_layouts(i); i++) {
        if (chosen(run->args, OPT_LAYOUT, cot_layouts(i)->name)) {
            method = cot_layouts(i)->method;
        }
    }
    const cli_network_t *largest = run->author_topic.unplaced ? &run->coauthor : &run->author_topic;
    if (method == COT_LAYOUT_FORCE && !largest->unplaced && largest->graph->n > FORCE_MOST) {
        err->code = COT_E_ARG;
        snprintf(
            err->message, sizeof err->message,
            "--layout force: %u authors and topics are too many (allowed: up to %d); use communities or auto",
            largest->graph->n, (int)FORCE_MOST);
        return COT_E_ARG;
    }
    run->coauthor.layout = run->coauthor.unplaced ? COT_LAYOUT_NONE : method;
    run->author_topic.layout = run->author_topic.unplaced ? COT_LAYOUT_NONE : method;
    return COT_OK;
}

static cot_status_t draw(cli_pipeline_t *run, cli_network_t *network, cot_error_t *err) {
    const cot_graph_t *graph = network->graph;
    size_t n = (size_t)graph->n + 1;
    double *papers = calloc(n, sizeof *papers);
    network->size = calloc(n, sizeof *network->size);
    network->x = calloc(n, sizeof *network->x);
    network->y = calloc(n, sizeof *network->y);
    if (!papers || !network->size || !network->x || !network->y) {
        free(papers);
        return fail(err, COT_E_NOMEM, "out of memory: coordinates", NULL);
    }
    papers_of_vertices(run, graph, papers);
    cot_layout_sizes(papers, graph->n, network->size);
    free(papers);
    if (network->layout == COT_LAYOUT_AUTO) {
        network->layout = cot_layout_auto(graph->n);
    }
    if (network->layout == COT_LAYOUT_NONE) {
        return COT_OK;
    }
    cot_layout_params_t params = COT_LAYOUT_PARAMS_INIT;
    params.method = network->layout;
    params.gravity = run->args->values[OPT_GRAVITY].real;
    params.linlog = run->args->values[OPT_LINLOG].flag;
    return cot_layout(graph, &params, communities_of(network->analysis), network->size, network->x,
                      network->y, &run->env, err);
}

/* ---- all of it
 * ----------------------------------------------------------------------------------------------- */

static cot_network_t view(const cli_network_t *network) {
    bool placed = network->layout != COT_LAYOUT_NONE;
    return (cot_network_t){
        network->graph, network->analysis, placed ? network->x : NULL, placed ? network->y : NULL,
        network->size,  network->layout};
}

static cot_status_t gather(cli_pipeline_t *run, cot_error_t *err) {
    run->results =
        (cot_results_t){run->corpus,    &run->read,      run->authors,         run->topics,
                        run->incidence, &run->filter,    view(&run->coauthor), view(&run->author_topic),
                        NULL,           &run->provenance};
    TRY(cot_communities_describe(&run->communities, &run->results, err));
    run->results.communities = run->communities;
    return COT_OK;
}

cot_status_t cli_pipeline_analyze(cli_pipeline_t *run, cot_error_t *err) {
    TRY(cli_pipeline_networks(run, err));
    TRY(choose_layout(run, err));
    TRY(begin("measures of co-authors", err));
    TRY(analyze(run, &run->coauthor, err));
    TRY(begin("measures of author-topics", err));
    TRY(analyze(run, &run->author_topic, err));
    TRY(begin("layout of co-authors", err));
    TRY(draw(run, &run->coauthor, err));
    TRY(begin("layout of author-topics", err));
    TRY(draw(run, &run->author_topic, err));
    TRY(begin("communities", err));
    return gather(run, err);
}

static void clear_network(cli_network_t *network) {
    cot_graph_free(network->graph);
    cot_analysis_free(network->analysis);
    free(network->x);
    free(network->y);
    free(network->size);
}

void cli_pipeline_clear(cli_pipeline_t *run) {
    cot_communities_free(run->communities);
    clear_network(&run->coauthor);
    clear_network(&run->author_topic);
    cot_topics_free(run->topics);
    cot_incidence_free(run->incidence);
    cot_authors_free(run->authors);
    cot_read_report_clear(&run->read);
    cot_corpus_free(run->corpus);
    free(run->line);
}
