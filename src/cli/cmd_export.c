/* cmd_export.c: `coterie export FILE INPUT...`: one file of the results.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline.h"

static cot_status_t export_to(cli_pipeline_t *run, const cli_args_t *args, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st = cli_check_inputs(args, err);
    if (st == COT_OK) {
        st = cli_data_open(&out, args->values[OPT_OUTPUT].text, err);
    }
    if (st != COT_OK) {
        return st;
    }
    st = cli_pipeline_read(run, err);
    if (st == COT_OK) {
        st = cli_pipeline_analyze(run, err);
    }
    if (st == COT_OK) {
        cli_stage("writing");
        cot_out_env(out, &run->env);
        st = cli_output_find(args->first).write(&run->results, out, err);
    }
    cot_status_t closed = cli_data_close(out, st == COT_OK, err);
    return st == COT_OK ? closed : st;
}

int cmd_export(const cli_args_t *args) {
    cot_error_t err = COT_ERROR_INIT;
    if (cli_output_find(args->first).missing) {
        cli_error("export: %s: %s", args->first, cli_output_find(args->first).missing);
        return EXIT_USAGE;
    }
    cli_pipeline_t run;
    cli_pipeline_init(&run, args);
    cot_status_t st = export_to(&run, args, &err);
    if (st == COT_OK) {
        cli_say_read(&run);
    } else {
        cli_say_issues(&run);
    }
    cli_pipeline_clear(&run);
    cli_say_resources(args);
    return cli_fail(st, &err);
}
