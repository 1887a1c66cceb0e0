/* cmd_synth.c: `coterie synth`: a made-up corpus.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

static cot_synth_params_t params_of(const cli_args_t *args) {
    cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
    params.papers = args->values[OPT_PAPERS].count;
    params.first_year = args->values[OPT_SYNTH_YEARS].first_year;
    params.last_year = args->values[OPT_SYNTH_YEARS].last_year;
    params.growth = args->values[OPT_GROWTH].real;
    params.mean_authors = args->values[OPT_MEAN_AUTHORS].real;
    params.fields = (uint32_t)args->values[OPT_FIELDS].count;
    return params;
}

int cmd_synth(const cli_args_t *args) {
    cot_synth_params_t params = params_of(args);
    if (params.first_year == COT_NO_YEAR || params.last_year == COT_NO_YEAR) {
        cli_error("synth: --years: \"%s\" is not allowed (allowed: A:B with both years)",
                  args->values[OPT_SYNTH_YEARS].text);
        return EXIT_USAGE;
    }
    cot_error_t err = COT_ERROR_INIT;
    cot_out_t *out = NULL;
    cot_env_t env = cli_env(args);
    cot_status_t st = cli_data_open(&out, args->values[OPT_OUTPUT].text, &err);
    if (st == COT_OK) {
        cli_stage("synth");
        st = cot_synth_write(&params, out, &env, &err);
        cot_status_t closed = cli_data_close(out, st == COT_OK, &err);
        st = st == COT_OK ? closed : st;
        cli_say_resources(args);
    }
    return cli_fail(st, &err);
}
