/* cmd_authors.c: `coterie authors list|audit INPUT...`: the authors, and what was done to their names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pipeline.h"

static void put_number(cot_out_t *out, uint64_t value) {
    cot_out_printf(out, ",%" PRIu64, value);
}

static void write_list(const cot_authors_t *authors, cot_out_t *out) {
    cot_out_text(out, "author,key,kind,orcid,mentions,written_forms\n");
    for (uint32_t i = 0; i < cot_authors_count(authors); i++) {
        cot_author_t author = cot_authors_at(authors, i);
        cli_csv_field(out, true, author.label);
        cli_csv_field(out, false, author.key);
        cli_csv_field(out, false, author.kind == COT_GROUP ? "group" : "person");
        cli_csv_field(out, false, author.orcid);
        put_number(out, author.mentions);
        put_number(out, author.variants);
        cot_out_text(out, "\n");
    }
}

/* The audit is a file of a run too; its writer needs nothing but the authors. */
static cot_status_t write_audit(const cli_pipeline_t *run, cot_out_t *out, cot_error_t *err) {
    const cot_results_t results = {.corpus = run->corpus, .read = &run->read, .authors = run->authors};
    cli_output_t audit = cli_output_find("name-audit.csv");
    return audit.write ? audit.write(&results, out, err) : COT_E_INTERNAL;
}

static void say_counts(const cot_authors_t *authors) {
    cot_authors_counts_t counts = cot_authors_counts(authors);
    char a[32], b[32], c[32], d[32];
    cli_say("people: %s, groups: %s; %s written names share an author with another, %s are doubtful",
            cli_grouped(counts.people, a), cli_grouped(counts.groups, b), cli_grouped(counts.merged_names, c),
            cli_grouped(counts.doubtful, d));
}

static cot_status_t authors_to(cli_pipeline_t *run, const cli_args_t *args, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st = cli_check_inputs(args, err);
    if (st == COT_OK) {
        st = cli_data_open(&out, args->values[OPT_OUTPUT].text, err);
    }
    if (st != COT_OK) {
        return st;
    }
    st = cli_pipeline_read(run, err);
    if (st == COT_OK && strcmp(args->first, "audit") == 0) {
        st = write_audit(run, out, err);
    } else if (st == COT_OK) {
        write_list(run->authors, out);
    }
    cot_status_t closed = cli_data_close(out, st == COT_OK, err);
    return st == COT_OK ? closed : st;
}

int cmd_authors(const cli_args_t *args) {
    cot_error_t err = COT_ERROR_INIT;
    cli_pipeline_t run;
    cli_pipeline_init(&run, args);
    cot_status_t st = authors_to(&run, args, &err);
    if (st == COT_OK) {
        cli_say_read(&run);
        say_counts(run.authors);
    } else {
        cli_say_issues(&run);
    }
    cli_pipeline_clear(&run);
    cli_say_resources(args);
    return cli_fail(st, &err);
}
