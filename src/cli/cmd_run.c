/* cmd_run.c: `coterie run INPUT... -o DIR`: everything, into a folder.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "pipeline.h"

static cot_status_t write_one(cli_pipeline_t *run, cot_outputs_t *set, const cli_output_t *output,
                              cot_error_t *err) {
    cot_out_t *out = NULL;
    if (run->env.progress(run->env.progress_data, "writing", cot_outputs_count(set), 0) != 0) {
        return COT_E_INTERRUPT;
    }
    cot_status_t st = cot_outputs_begin(set, output->name, &out, err);
    if (st == COT_OK) {
        cot_out_env(out, &run->env);
        st = output->write(&run->results, out, err);
    }
    return st == COT_OK ? cot_outputs_end(set, err) : st;
}

/* manifest.json tells the digests of all others, so it is last. */
static cot_status_t write_manifest(cli_pipeline_t *run, cot_outputs_t *set, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st =
        cli_interrupted() ? COT_E_INTERRUPT : cot_outputs_begin(set, "manifest.json", &out, err);
    if (st == COT_OK) {
        st = cot_write_manifest(&run->results, set, out, err);
    }
    return st == COT_OK ? cot_outputs_end(set, err) : st;
}

/* Is it a file of every run, or in a format that was asked for? */
static bool is_wanted(const cli_output_t *output, const char *formats) {
    if (!output->format || strcmp(formats, "all") == 0) {
        return true;
    }
    for (const char *p = formats; *p; p += *p == ',') {
        const size_t length = strcspn(p, ",");
        if (length == strlen(output->format) && strncmp(p, output->format, length) == 0) {
            return true;
        }
        p += length;
    }
    return false;
}

static cot_status_t write_all(cli_pipeline_t *run, cot_outputs_t *set, const cli_extra_t *extra, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cli_stage("writing");
    for (size_t i = 0; cli_output_at(i).name && st == COT_OK; i++) {
        const cli_output_t output = cli_output_at(i);
        if (!output.missing && is_wanted(&output, run->args->values[OPT_FORMATS].text)) {
            st = write_one(run, set, &output, err);
        }
    }
    if (st == COT_OK) {
        st = write_manifest(run, set, err);
    }
    if (st == COT_OK && extra) {
        st = extra->write(extra->data, &run->results, set, err);
    }
    return st == COT_OK ? cot_outputs_commit(set, err) : st;
}

static void say_written(const char *folder, const cot_outputs_t *set) {
    uint64_t bytes = 0;
    for (size_t i = 0; i < cot_outputs_count(set); i++) {
        bytes += cot_outputs_at(set, i)->bytes;
    }
    size_t length = strlen(folder);
    bool small = bytes < 1000000;
    cli_say("results in %s%s (%zu files, %.*f %s); open %s, coauthors.graphml in Gephi",
            folder, length > 0 && folder[length - 1] == '/' ? "" : "/", cot_outputs_count(set), small ? 0 : 1,
            (double)bytes / (small ? 1e3 : 1e6), small ? "kB" : "MB",
            cli_output_find("report.html").missing ? "report.md" : "report.html in a browser");
}

/* The folder is opened before the work, so that one that cannot be had is told at once. */
static cot_status_t run_into(cli_pipeline_t *run, const char *folder, const cli_extra_t *extra, cot_error_t *err) {
    cot_outputs_t *set = NULL;
    cot_status_t st = cli_check_inputs(run->args, err);
    if (st == COT_OK) {
        st = cot_outputs_open(&set, folder, err);
    }
    if (st == COT_OK) {
        st = cli_pipeline_read(run, err);
    }
    if (st == COT_OK) {
        st = cli_pipeline_analyze(run, err);
    }
    if (st == COT_OK) {
        st = write_all(run, set, extra, err);
    }
    if (st == COT_OK) {
        cli_stage(NULL);
        cli_say_read(run);
        cli_say_results(run);
        say_written(folder, set);
    }
    cot_outputs_free(set);
    return st;
}

int cli_run(const cli_args_t *args, const cli_extra_t *extra) {
    const char *folder = args->values[OPT_OUTPUT_DIR].text;
    if (!folder || strcmp(folder, "-") == 0) {
        cli_error("run: -o DIR is missing: the folder that receives the results");
        return EXIT_USAGE;
    }
    cot_error_t err = COT_ERROR_INIT;
    cli_pipeline_t run;
    cli_pipeline_init(&run, args);
    cot_status_t st = run_into(&run, folder, extra, &err);
    if (st != COT_OK) {
        cli_say_issues(&run);
    }
    cli_pipeline_clear(&run);
    if (st == COT_OK) {
        cli_say_resources(args);
    }
    return cli_fail(st, &err);
}

int cmd_run(const cli_args_t *args) {
    return cli_run(args, NULL);
}
