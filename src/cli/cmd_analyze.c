/* cmd_analyze.c: `coterie analyze NETWORK`: the measures of a network that comes as a file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pipeline.h"

enum { NAMED = 10 }; /* what was left out that is named without -v */

static uint64_t count_left_out(const cot_network_file_t *file) {
    uint64_t total = 0;
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        total += file->counts[kind];
    }
    return total;
}

static void say_left_out(const cot_network_file_t *file, const char *path) {
    char number[32];
    const uint64_t total = count_left_out(file);
    const size_t shown = cli_verbose() || file->n_skips <= NAMED ? file->n_skips : NAMED;
    for (int kind = 0; kind < COT_SKIP_KINDS; kind++) {
        if (file->counts[kind] > 0) {
            cli_say("left out, %s: %s", cot_skip_text((cot_skip_kind_t)kind),
                    cli_grouped(file->counts[kind], number));
        }
    }
    for (size_t i = 0; i < shown; i++) {
        const cot_skip_t *skip = &file->skips[i];
        cli_say("  %s:%llu: %s: %s", path, (unsigned long long)skip->line, cot_skip_text(skip->kind),
                skip->detail);
    }
    if (total > shown) {
        cli_say("  ... and %s more%s", cli_grouped(total - shown, number),
                cli_verbose() || file->n_skips <= NAMED ? "" : " (-v names more)");
    }
}

static void say_network(const cot_network_file_t *file) {
    char n[32], m[32];
    cli_say("%s: %s node%s, %s edge%s, %s%s", strcmp(file->format, "graphml") == 0 ? "GraphML" : "edge list",
            cli_grouped(file->graph->n, n), file->graph->n == 1 ? "" : "s", cli_grouped(file->graph->m, m),
            file->graph->m == 1 ? "" : "s", file->weighted ? "weighted" : "without weights",
            file->directed ? "; their directions are not used" : "");
}

static void say_figures(const cot_analysis_t *analysis) {
    cli_say_measures(analysis);
    for (size_t i = 0; i < analysis->n_figures; i++) {
        const cot_figure_t *figure = &analysis->figures[i];
        if (figure->type == COT_INT) {
            cli_say_more("  %s: %lld", figure->name, (long long)figure->integer);
        } else {
            cli_say_more("  %s: %.6g", figure->name, figure->real);
        }
    }
}

typedef struct {
    const cli_args_t *args;
    cot_env_t env;
    cot_network_file_t *file;
    cot_analysis_t *analysis;
    cot_out_t *measures, *figures;
} analyze_t;

/* The places of the results are opened before the work, so that one that cannot be had is told at once. */
static cot_status_t open_places(analyze_t *run, cot_error_t *err) {
    const char *figures = run->args->values[OPT_FIGURES].text;
    cot_status_t st = cli_check_inputs(run->args, err);
    if (st == COT_OK) {
        st = cli_data_open(&run->measures, run->args->values[OPT_OUTPUT].text, err);
    }
    if (st == COT_OK && figures) {
        st = cli_data_open(&run->figures, figures, err);
    }
    return st;
}

static cot_status_t read_network(analyze_t *run, cot_error_t *err) {
    cot_load_params_t params = COT_LOAD_PARAMS_INIT;
    params.weight = run->args->values[OPT_WEIGHT].text;
    params.strict = run->args->values[OPT_LOAD_STRICT].flag;
    cli_stage("reading");
    return cot_network_read(&run->file, run->args->rest[0], &params, &run->env, err);
}

static cot_status_t write_results(analyze_t *run, cot_error_t *err) {
    cli_stage("writing");
    cot_out_env(run->measures, &run->env);
    cot_status_t st =
        cot_write_measures_csv(run->analysis, run->file->ids, run->file->labels, run->measures, err);
    if (st == COT_OK && run->figures) {
        st = cot_write_figures_json(run->analysis, run->figures, err);
    }
    return st;
}

static cot_status_t analyze(analyze_t *run, cot_error_t *err) {
    cot_status_t st = open_places(run, err);
    if (st == COT_OK) {
        st = read_network(run, err);
    }
    if (st == COT_OK) {
        cli_stage("measures");
        st = cli_analyze(run->args, run->file->graph, &run->env, &run->analysis, err);
    }
    if (st == COT_OK) {
        st = write_results(run, err);
    }
    /* Both or none: the second place keeps what it had when the first cannot be completed. */
    cot_status_t closed = cli_data_close(run->measures, st == COT_OK, err);
    st = st == COT_OK ? closed : st;
    closed = run->figures ? cli_data_close(run->figures, st == COT_OK, err) : COT_OK;
    return st == COT_OK ? closed : st;
}

int cmd_analyze(const cli_args_t *args) {
    cot_error_t err = COT_ERROR_INIT;
    analyze_t run = {.args = args, .env = cli_env(args)};
    const char *figures = args->values[OPT_FIGURES].text;
    if (args->n_rest != 1) {
        cli_error("analyze: %zu networks (allowed: one)", args->n_rest);
        return EXIT_USAGE;
    }
    if (figures && strcmp(figures, args->values[OPT_OUTPUT].text) == 0) {
        cli_error("analyze: -o and --figures both name \"%s\" (allowed: two places)", figures);
        return EXIT_USAGE;
    }
    cot_status_t st = analyze(&run, &err);
    if (st == COT_OK) {
        say_network(run.file);
        say_left_out(run.file, args->rest[0]);
        say_figures(run.analysis);
    }
    cot_network_file_free(run.file);
    cot_analysis_free(run.analysis);
    cli_say_resources(args);
    return cli_fail(st, &err);
}
