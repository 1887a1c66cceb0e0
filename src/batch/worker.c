/* worker.c: one job in a process of its own, which is this program, forked: nothing is loaded again, and a
 * crash or lack of memory stays in the job. The batch itself starts no thread; those that OpenBLAS (which
 * igraph brings) starts when it is loaded are stopped by its own handler before every fork.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/batch.h"
#include "cli/pipeline.h"

const char batch_log_name[] = "log.txt";

double batch_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* ---- in the job's process ---- */

/* Is it a file of a run that was killed: the name of an output, ".tmp-", six letters or digits? */
static bool is_left_behind(const char *name) {
    size_t n = strlen(name);
    const char *mark = n > 11 ? name + n - 11 : NULL;
    if (!mark || strncmp(mark, ".tmp-", 5) != 0) {
        return false;
    }
    char output[256];
    snprintf(output, sizeof output, "%.*s", (int)(mark - name), name);
    return cli_output_find(output).name || strcmp(output, "manifest.json") == 0 ||
           strcmp(output, batch_state_name) == 0 || strcmp(output, batch_people_name) == 0;
}

static void sweep(const char *folder) {
    DIR *names = opendir(folder);
    for (struct dirent *entry; names && (entry = readdir(names));) {
        if (is_left_behind(entry->d_name)) {
            (void)unlinkat(dirfd(names), entry->d_name, 0);
        }
    }
    if (names) {
        (void)closedir(names);
    }
}

/* What the job says goes into its log; it hears nothing. False when the log cannot be had. */
static bool redirect(const char *folder) {
    char *path = batch_join(folder, batch_log_name);
    int log = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666),
        nothing = open("/dev/null", O_RDONLY);
    free(path);
    return log >= 0 && nothing >= 0 && dup2(log, STDERR_FILENO) >= 0 && dup2(log, STDOUT_FILENO) >= 0 &&
           dup2(nothing, STDIN_FILENO) >= 0;
}

/* Bytes of private memory that this process may write now (statm's "data"): with a sanitizer that is
 * terabytes. */
static uint64_t data_now(void) {
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file || fscanf(file, "%*u %*u %*u %*u %*u %llu", &pages) != 1) {
        pages = 0;
    }
    if (file) {
        (void)fclose(file);
    }
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* A job that takes far more than was predicted is told "out of memory" and fails in words, before the system
 * kills something. RLIMIT_DATA counts what is written privately (heap, stacks); RLIMIT_AS would count the
 * address space that libraries map and allocators reserve, which says nothing. Should the system run out all
 * the same, it shall take this process and not another. */
static void bound_memory(uint64_t bytes) {
    struct rlimit limit;
    uint64_t now = data_now();
    if (now > 0 && getrlimit(RLIMIT_DATA, &limit) == 0 && bytes < limit.rlim_cur &&
        now < limit.rlim_cur - bytes) {
        limit.rlim_cur = now + bytes;
        (void)setrlimit(RLIMIT_DATA, &limit);
    }
    FILE *file = fopen("/proc/self/oom_score_adj", "we");
    if (file) {
        (void)fputs("500", file);
        (void)fclose(file);
    }
}

static int work(job_t *job, uint64_t memory) {
    cli_args_t args = job->args;
    if (!redirect(job->folder)) {
        cli_error("%s/%s: cannot be written: %s", job->folder, batch_log_name, strerror(errno));
        return EXIT_OUTPUT;
    }
    sweep(job->folder);
    batch_forget(job);
    bound_memory(memory);
    args.values[OPT_THREADS].count = (uint64_t)job->threads;
    args.values[OPT_VERBOSE].flag = true;
    args.values[OPT_PROGRESS].text = "never";
    cli_talk_init(&args);
    const cli_extra_t extra = {batch_write_state, job};
    return cli_run(&args, &extra);
}

/* ---- in the batch's process ---- */

static bool fail(job_t *job, int code, const char *what, const char *why) {
    job->status = JOB_FAILED;
    job->code = code;
    snprintf(job->error, sizeof job->error, "%s: %s", what, why);
    return false;
}

bool batch_start(job_t *job, uint64_t memory) {
    pid_t parent = getpid();
    sigset_t none;
    job->began = batch_now();
    if (!batch_make_folders(job->folder)) {
        return fail(job, EXIT_OUTPUT, job->folder, strerror(errno));
    }
    (void)fflush(NULL);
    job->process = fork();
    if (job->process < 0) {
        return fail(job, EXIT_LIMIT, "a process cannot be started", strerror(errno));
    }
    if (job->process > 0) {
        job->status = JOB_RUNNING;
        return true;
    }
    /* A job does not outlive the batch, which alone knows about it. */
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    int code = getppid() == parent ? work(job, memory) : EXIT_INTERRUPTED;
    (void)fflush(NULL);
    _exit(code); /* what is left to free is freed with the process */
}

/* The last line of the log that is an error: "coterie: what". */
static void find_error(const job_t *job, char error[BATCH_LINE]) {
    static const char mark[] = "coterie: ";
    char line[BATCH_LINE], *path = batch_join(job->folder, batch_log_name);
    FILE *log = fopen(path, "re");
    free(path);
    error[0] = '\0';
    while (log && fgets(line, sizeof line, log)) {
        if (strncmp(line, mark, sizeof mark - 1) == 0) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(error, BATCH_LINE, "%s", line + sizeof mark - 1);
        }
    }
    if (log) {
        (void)fclose(log);
    }
    batch_clean(error); /* it may name a file in any encoding, or be cut */
}

void batch_ended(job_t *job, int wait_status) {
    job->seconds = batch_now() - job->began;
    job->process = 0;
    if (WIFSIGNALED(wait_status)) {
        int signal = WTERMSIG(wait_status);
        char why[96];
        snprintf(why, sizeof why, "signal %d (%s)%s", signal, strsignal(signal),
                 signal == SIGKILL ? ", as the system does when memory runs out" : "");
        (void)fail(job, 128 + signal, "ended by", why);
        return;
    }
    job->code = WEXITSTATUS(wait_status);
    if (job->code == EXIT_INTERRUPTED) {
        job->status = JOB_STOPPED;
        return;
    }
    job->status = JOB_DONE;
    if (job->code != EXIT_DONE) {
        job->status = JOB_FAILED;
        find_error(job, job->error);
    } else if (!batch_load_facts(job)) {
        (void)fail(job, EXIT_INTERNAL, job->folder, "the results of the job cannot be read back");
    }
}
