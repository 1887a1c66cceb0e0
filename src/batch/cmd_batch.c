/* cmd_batch.c: `coterie batch JOBS.yaml`.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "batch/batch.h"
#include "batch/tree.h"

static const char lock_name[] = ".batch-lock";

/* ---- the file ---- */

/* The text of the jobs file; NULL and a message. One byte more than is allowed is read, for tree_read to
 * refuse. */
static char *read_jobs(const char *path, size_t *n) {
    FILE *file = fopen(path, "rbe");
    char *text = batch_need(TREE_BYTES + 2, 1);
    if (file) {
        *n = fread(text, 1, TREE_BYTES + 1, file);
    }
    if (!file || ferror(file)) {
        cli_error("%s: %s", path, strerror(errno));
        free(text);
        text = NULL;
    }
    if (file) {
        (void)fclose(file);
    }
    return text;
}

static int tell_problems(const batch_problems_t *problems) {
    for (size_t i = 0; i < problems->n && i < BATCH_PROBLEMS; i++) {
        cli_error("%s", problems->lines[i]);
    }
    if (problems->n > BATCH_PROBLEMS) {
        cli_error("... and %zu more", problems->n - BATCH_PROBLEMS);
    }
    return EXIT_USAGE;
}

/* Paths in the file are relative to its folder, so that is where all of it happens. */
static bool go_to_folder(batch_t *batch) {
    char *folder = batch_copy(batch->file), *slash = strrchr(folder, '/');
    bool fine = true;
    if (slash) {
        slash[slash == folder ? 1 : 0] = '\0';
        fine = chdir(folder) == 0;
        if (!fine) {
            cli_error("%s: %s", folder, strerror(errno));
        }
    }
    batch->shown_output =
        batch->output[0] == '/' || !slash ? batch_copy(batch->output) : batch_join(folder, batch->output);
    free(folder);
    return fine;
}

static int open_batch(batch_t *batch, const char *path) {
    batch_problems_t *problems = batch_need(1, sizeof *problems);
    size_t n = 0;
    int code = EXIT_DONE;
    batch->file = path;
    char *text = read_jobs(path, &n);
    if (!text) {
        free(problems);
        return EXIT_INPUT;
    }
    batch_schema(batch, text, n, problems);
    if (problems->n > 0) {
        code = tell_problems(problems);
    } else if (!go_to_folder(batch)) {
        code = EXIT_INPUT;
    } else {
        batch_find_inputs(batch, problems);
        code = problems->n > 0 ? (tell_problems(problems), EXIT_INPUT) : EXIT_DONE;
    }
    free(text);
    free(problems);
    return code;
}

/* ---- what is to be done ---- */

static void judge_all(batch_t *batch, bool force) {
    for (size_t i = 0; i < batch->n && !cli_interrupted(); i++) {
        job_t *job = &batch->jobs[i];
        batch_judge(job);
        if (force && job->reason[0] == '\0') {
            snprintf(job->reason, sizeof job->reason, "--force");
        }
        job->status = job->reason[0] ? JOB_WAITING : JOB_UNCHANGED;
        job->has_facts = job->status == JOB_UNCHANGED;
        job->memory = batch_predict_memory(job);
    }
}

static int print_list(const batch_t *batch) {
    cot_out_t *out = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_status_t st = cli_data_open(&out, "-", &err);
    int width = 3;
    for (size_t i = 0; i < batch->n; i++) {
        int n = (int)strlen(batch->jobs[i].name);
        width = n > width ? n : width;
    }
    for (size_t i = 0; st == COT_OK && i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        bool waits = job->status == JOB_WAITING;
        cot_out_printf(out, "%-*s  %-9s  %zu file%s, %.0f MiB of memory predicted\n", width, job->name,
                       waits ? "run" : "unchanged", job->files.n, job->files.n == 1 ? "" : "s",
                       (double)job->memory / 1048576.0);
        if (waits) {
            cot_out_printf(out, "%-*s  because    %s\n", width, "", job->reason);
        }
    }
    if (st == COT_OK) {
        st = cli_data_close(out, true, &err);
    }
    return cli_fail(st, &err);
}

/* ---- one batch at a time ---- */

/* Locks the folder. Jobs inherit the lock, so it is held while one of them lives; after a batch was killed
 * its jobs are about to end, so it is tried for two seconds. -1 and a message when somebody else has it. */
static int lock_output(const batch_t *batch) {
    enum { TRIES = 20 };
    const struct timespec tenth = {0, 100000000};
    if (!batch_make_folders(batch->output)) {
        cli_error("%s: folder cannot be made: %s", batch->shown_output, strerror(errno));
        return -1;
    }
    char *path = batch_join(batch->output, lock_name);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666), tries = 0;
    free(path);
    if (lock < 0) {
        cli_error("%s: cannot be written: %s", batch->shown_output, strerror(errno));
        return -1;
    }
    while (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        if (++tries >= TRIES || errno != EWOULDBLOCK || cli_interrupted()) {
            cli_error("%s: another batch is writing there", batch->shown_output);
            (void)close(lock);
            return -1;
        }
        (void)nanosleep(&tenth, NULL);
    }
    return lock;
}

/* ---- the comparison ---- */

static cot_status_t write_part(const batch_t *batch, cot_outputs_t *set, const char *name,
                               const batch_overlap_t *overlap, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st = cot_outputs_begin(set, name, &out, err);
    if (st != COT_OK) {
        return st;
    }
    if (strcmp(name, "comparison.csv") == 0) {
        batch_write_comparison(batch, out);
    } else if (strcmp(name, "overlap.csv") == 0) {
        batch_write_overlap(batch, overlap, out);
    } else {
        batch_write_page(batch, overlap, out);
    }
    return cot_outputs_end(set, err);
}

static cot_status_t write_results(const batch_t *batch, cot_error_t *err) {
    static const char *const names[] = {"comparison.csv", "overlap.csv", "index.html"};
    cot_outputs_t *set = NULL;
    cot_status_t st = cot_outputs_open(&set, batch->output, err);
    batch_overlap_t overlap = batch_overlaps(batch);
    for (size_t i = 0; st == COT_OK && i < sizeof names / sizeof *names; i++) {
        st = write_part(batch, set, names[i], &overlap, err);
    }
    if (st == COT_OK) {
        st = cot_outputs_commit(set, err);
    }
    cot_outputs_free(set);
    free(overlap.shared);
    return st;
}

/* ---- the command ---- */

static void say_end(const batch_t *batch, double seconds) {
    size_t failed = batch_count(batch, JOB_FAILED);
    size_t left = batch_count(batch, JOB_WAITING) + batch_count(batch, JOB_STOPPED);
    char more[96] = "";
    if (failed > 0 || left > 0) {
        snprintf(more, sizeof more, ", %zu failed, %zu not run", failed, left);
    }
    cli_say("%zu job%s: %zu run, %zu unchanged%s  (%.1f s)", batch->n, batch->n == 1 ? "" : "s",
            batch_count(batch, JOB_DONE), batch_count(batch, JOB_UNCHANGED), more, seconds);
}

/* Remembers the new times of files whose content is the old one, and says what need not be run. */
static void settle_unchanged(const batch_t *batch) {
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        if (job->status == JOB_UNCHANGED) {
            cli_say_more("unchanged  %s", job->name);
            if (job->touched) {
                batch_refresh(job);
            }
        }
    }
}

static int run_batch(const cli_args_t *args, batch_t *batch) {
    batch_plan_t plan = {.fail_fast = args->values[OPT_FAIL_FAST].flag, .env = cli_env(args)};
    plan.threads = cot_env_threads(&plan.env);
    plan.memory = args->values[OPT_MEMORY].count ? args->values[OPT_MEMORY].count : batch_default_memory();
    double began = batch_now();
    cot_error_t err = COT_ERROR_INIT;
    int lock = lock_output(batch);
    if (lock < 0) {
        return EXIT_OUTPUT;
    }
    judge_all(batch, args->values[OPT_FORCE].flag);
    settle_unchanged(batch);
    bool finished = batch_run(batch, &plan);
    cot_status_t st = finished ? write_results(batch, &err) : COT_E_INTERRUPT;
    say_end(batch, batch_now() - began);
    if (st == COT_OK) {
        cli_say("comparison in %s/ (index.html, comparison.csv, overlap.csv)", batch->shown_output);
    }
    (void)close(lock);
    int code = cli_fail(st, &err);
    return code == EXIT_DONE && batch_count(batch, JOB_FAILED) > 0 ? EXIT_JOBS : code;
}

int cmd_batch(const cli_args_t *args) {
    batch_t batch = {0};
    int code = open_batch(&batch, args->rest[0]);
    if (code == EXIT_DONE && args->values[OPT_CHECK].flag) {
        cli_say("%s: %zu job%s, nothing wrong", batch.file, batch.n, batch.n == 1 ? "" : "s");
    } else if (code == EXIT_DONE && args->values[OPT_LIST].flag) {
        judge_all(&batch, args->values[OPT_FORCE].flag);
        code = print_list(&batch);
    } else if (code == EXIT_DONE) {
        code = run_batch(args, &batch);
    }
    batch_clear(&batch);
    return code;
}
