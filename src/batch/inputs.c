/* inputs.c: the globs of a job -> its inputs, its arguments, what it will read.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "batch/batch.h"

static void add_input(job_t *job, size_t *capacity, const char *path) {
    job->inputs = batch_room(job->inputs, capacity, job->n_inputs, sizeof *job->inputs);
    job->inputs[job->n_inputs++] = batch_copy(path);
}

/* Matches in bytewise order. A path without *, ? and [ must be there itself. */
static void find_pattern(const batch_t *batch, job_t *job, size_t i, size_t *capacity,
                         batch_problems_t *problems) {
    const char *pattern = job->patterns[i];
    size_t line = job->pattern_lines[i];
    if (!strpbrk(pattern, "*?[") || access(pattern, F_OK) == 0) {
        if (access(pattern, R_OK) != 0) {
            batch_problem(problems, "%s:%zu: inputs: %s: %s", batch->file, line, pattern, strerror(errno));
        }
        add_input(job, capacity, pattern);
        return;
    }
    glob_t found = {0};
    int code = glob(pattern, 0, NULL, &found);
    if (code == GLOB_NOMATCH) {
        batch_problem(problems, "%s:%zu: inputs: \"%s\" matches nothing", batch->file, line, pattern);
    } else if (code != 0 || found.gl_pathc > BATCH_INPUTS - job->n_inputs) {
        batch_problem(problems, "%s:%zu: inputs: \"%s\": %s (allowed: up to %d inputs of a job)", batch->file,
                      line, pattern, code ? "cannot be searched" : "matches too many files",
                      (int)BATCH_INPUTS);
    } else {
        for (size_t k = 0; k < found.gl_pathc; k++) {
            add_input(job, capacity, found.gl_pathv[k]);
        }
    }
    globfree(&found);
}

static void add_word(job_t *job, size_t *capacity, char *word) {
    job->argv = batch_room(job->argv, capacity, (size_t)job->argc, sizeof *job->argv);
    job->argv[job->argc++] = word;
}

/* The command line that would run this job, which is what is parsed: so a job and a run cannot differ. */
static void make_arguments(const batch_t *batch, job_t *job, batch_problems_t *problems) {
    size_t capacity = 0;
    char message[CLI_MESSAGE_MAX];
    add_word(job, &capacity, batch_copy("coterie"));
    add_word(job, &capacity, batch_copy("run"));
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        const char *text = job->texts[i];
        if (!text || (option->type == TYPE_FLAG && strcmp(text, "true") != 0)) {
            continue;
        }
        size_t size = strlen(option->name) + strlen(text) + 4;
        char *word = batch_need(size, 1);
        bool flag = option->type == TYPE_FLAG;
        snprintf(word, size, "--%s%s%s", option->name, flag ? "" : "=", flag ? "" : text);
        add_word(job, &capacity, word);
    }
    add_word(job, &capacity, batch_copy("-o"));
    add_word(job, &capacity, batch_copy(job->folder));
    add_word(job, &capacity, batch_copy("--"));
    for (size_t i = 0; i < job->n_inputs; i++) {
        add_word(job, &capacity, batch_copy(job->inputs[i]));
    }
    job->rest = batch_need((size_t)job->argc + 1, sizeof *job->rest);
    if (!cli_parse(&job->args, cli_command_find("run"), job->argc, job->argv, job->rest, message)) {
        batch_problem(problems, "%s:%zu: job %s: %s", batch->file, job->line, job->name, message);
    }
}

/* Packed records are taken to be ten times as long when unpacked (XML of records: 8 by gzip, 11 by xz). */
static uint64_t unpacked_size(const batch_file_t *file) {
    static const char *const packed[] = {".gz", ".xz", ".zst", ".bz2", ".zip", ".tgz", ".txz", ".7z"};
    size_t length = strlen(file->path);
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        size_t n = strlen(packed[i]);
        if (length > n && strcmp(file->path + length - n, packed[i]) == 0) {
            return 10 * file->bytes;
        }
    }
    return file->bytes;
}

void batch_find_inputs(batch_t *batch, batch_problems_t *problems) {
    for (size_t i = 0; i < batch->n; i++) {
        job_t *job = &batch->jobs[i];
        size_t capacity = 0, before = problems->n;
        for (size_t k = 0; k < job->n_patterns; k++) {
            find_pattern(batch, job, k, &capacity, problems);
        }
        if (problems->n > before) {
            continue;
        }
        make_arguments(batch, job, problems);
        batch_list_files(&job->files, job->inputs, job->n_inputs);
        for (size_t k = 0; k < job->files.n; k++) {
            job->size += unpacked_size(&job->files.at[k]);
        }
    }
}

static void free_texts(char **texts, size_t n) {
    for (size_t i = 0; i < n; i++) {
        free(texts[i]);
    }
}

void batch_clear(batch_t *batch) {
    for (size_t i = 0; i < batch->n; i++) {
        job_t *job = &batch->jobs[i];
        free_texts(job->texts, OPT_COUNT);
        free_texts(job->patterns, job->n_patterns);
        free_texts(job->inputs, job->n_inputs);
        free_texts(job->argv, (size_t)job->argc);
        free(job->patterns);
        free(job->pattern_lines);
        free(job->inputs);
        free(job->argv);
        free(job->rest);
        free(job->name);
        free(job->output);
        free(job->folder);
        batch_clear_files(&job->files);
        batch_clear_facts(&job->facts);
    }
    free(batch->jobs);
    free(batch->title);
    free(batch->output);
    free(batch->shown_output);
}
