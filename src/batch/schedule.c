/* schedule.c: which job starts when, with how many threads; waiting for them; stopping them.
 *
 * The largest first (R. L. Graham, SIAM J. Appl. Math. 17 (1969) 416, doi:10.1137/0117039: at most 4/3 of the
 * best possible time), and a smaller one where that does not fit into the memory that is left. Threads are
 * shared by what remains to be read. None of it can change a result. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "batch/batch.h"

/* ---- predictions ---- */

/* 40 MiB and 1.5 bytes per byte of records: above what bench/scale measured at every size
 * (docs/performance.md, "How a whole run grows"). What the job took when it last ran counts when it was more.
 */
uint64_t batch_predict_memory(const job_t *job) {
    uint64_t rule = ((uint64_t)40 << 20) + job->size + job->size / 2;
    return job->last_peak > rule ? job->last_peak : rule;
}

/* The number in a file of one number, or UINT64_MAX ("max", or no such file). */
static uint64_t read_number(const char *path) {
    unsigned long long value;
    FILE *file = fopen(path, "re");
    bool fine = file && fscanf(file, "%llu", &value) == 1;
    if (file) {
        (void)fclose(file);
    }
    return fine ? value : UINT64_MAX;
}

static uint64_t available_memory(void) {
    unsigned long long kib = 0;
    char line[128];
    FILE *file = fopen("/proc/meminfo", "re");
    while (file && kib == 0 && fgets(line, sizeof line, file)) {
        if (strncmp(line, "MemAvailable:", 13) == 0) {
            kib = strtoull(line + 13, NULL, 10);
        }
    }
    if (file) {
        (void)fclose(file);
    }
    return kib ? kib * 1024 : (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Three quarters of what is free, in a container of what it may have. */
uint64_t batch_default_memory(void) {
    uint64_t free_bytes = available_memory(), limit = read_number("/sys/fs/cgroup/memory.max");
    free_bytes = limit < free_bytes ? limit : free_bytes;
    return free_bytes / 4 * 3;
}

/* ---- choosing ---- */

typedef struct {
    int threads;     /* in use */
    uint64_t memory; /* in use */
    size_t running, waiting;
    double size; /* of those waiting */
} load_t;

static double weight_of(const job_t *job) {
    return (double)job->size + 1e4; /* also a job without bytes takes its time */
}

static load_t load_of(const batch_t *batch) {
    load_t load = {0, 0, 0, 0, 0};
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        if (job->status == JOB_RUNNING) {
            load.running++;
            load.threads += job->threads;
            load.memory += job->memory;
        } else if (job->status == JOB_WAITING) {
            load.waiting++;
            load.size += weight_of(job);
        }
    }
    return load;
}

/* Its part of the threads by its part of what waits, at least one; the last one gets all that are free. */
static int threads_for(const job_t *job, const load_t *load, int all) {
    int left = all - load->threads, part = (int)floor((double)all * weight_of(job) / load->size);
    if (load->waiting == 1 || part > left) {
        return left;
    }
    return part < 1 ? 1 : part;
}

size_t batch_next(const batch_t *batch, const batch_plan_t *plan, int *threads) {
    load_t load = load_of(batch);
    size_t best = SIZE_MAX;
    if (load.threads >= plan->threads) {
        return SIZE_MAX;
    }
    uint64_t left = load.memory < plan->memory ? plan->memory - load.memory : 0;
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        bool fits = job->memory <= left || load.running == 0;
        if (job->status == JOB_WAITING && fits && (best == SIZE_MAX || job->size > batch->jobs[best].size)) {
            best = i;
        }
    }
    if (best != SIZE_MAX) {
        bool alone = batch->jobs[best].memory > plan->memory;
        *threads = alone ? plan->threads : threads_for(&batch->jobs[best], &load, plan->threads);
    }
    return best;
}

/* ---- telling ---- */

size_t batch_count(const batch_t *batch, job_status_t status) {
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++) {
        n += batch->jobs[i].status == status;
    }
    return n;
}

static void say_done(const job_t *job, const char *place, const char *log) {
    const double *figures = job->facts.figures;
    char papers[32], authors[32], communities[64] = "", number[32];
    if (!isnan(figures[FACT_COMMUNITIES])) {
        snprintf(communities, sizeof communities, ", %s communities",
                 cli_grouped((uint64_t)figures[FACT_COMMUNITIES], number));
    }
    cli_say("%s  %s: %s papers, %s authors%s  (%.1f s)", place, job->name,
            cli_grouped((uint64_t)figures[FACT_PAPERS], papers),
            cli_grouped((uint64_t)figures[FACT_AUTHORS], authors), communities, job->seconds);
    cli_say_more("        because: %s; %d thread%s; %.0f MiB at most, %.0f predicted; %s", job->reason,
                 job->threads, job->threads == 1 ? "" : "s", (double)job->last_peak / 1048576.0,
                 (double)job->memory / 1048576.0, log);
}

static void say_ended(const batch_t *batch, const job_t *job) {
    size_t over = batch->n - batch_count(batch, JOB_WAITING) - batch_count(batch, JOB_RUNNING);
    char place[48], *folder = batch_join(batch->shown_output, job->output),
                    *log = batch_join(folder, batch_log_name);
    snprintf(place, sizeof place, "%zu/%zu", over, batch->n);
    if (job->status == JOB_DONE) {
        say_done(job, place, log);
    } else if (job->status == JOB_FAILED) {
        cli_error("%s  %s failed (%d): %s; its log: %s", place, job->name, job->code,
                  job->error[0] ? job->error : "it did not say why", log);
    }
    free(folder);
    free(log);
}

/* ---- running ---- */

/* Asks the running jobs to end: each leaves its folder as it was. */
static void stop_all(const batch_t *batch, int signal) {
    for (size_t i = 0; i < batch->n; i++) {
        if (batch->jobs[i].status == JOB_RUNNING) {
            (void)kill(batch->jobs[i].process, signal);
        }
    }
}

/* The whole budget, or twice what is predicted; never less than 1 GiB: OpenBLAS, which igraph brings, takes
 * buffers of 128 MiB that it hardly uses, and tries for ever when it gets none. */
static uint64_t bound_of(const job_t *job, const batch_plan_t *plan) {
    const uint64_t least = (uint64_t)1 << 30;
    uint64_t bound = job->memory < UINT64_MAX / 2 ? 2 * job->memory : UINT64_MAX;
    bound = bound > plan->memory ? bound : plan->memory;
    return bound > least ? bound : least;
}

/* Starts what fits. True when something could not be started. */
static bool start_all(batch_t *batch, const batch_plan_t *plan) {
    int threads = 1;
    bool failed = false;
    for (size_t i; (i = batch_next(batch, plan, &threads)) != SIZE_MAX;) {
        job_t *job = &batch->jobs[i];
        job->threads = threads;
        if (!batch_start(job, bound_of(job, plan))) {
            say_ended(batch, job);
            failed = true;
        }
    }
    return failed;
}

/* A job that was told to end, but not by us, has failed. */
static void check_stopped(job_t *job, bool stopping) {
    if (job->status == JOB_STOPPED && !stopping && !cli_interrupted()) {
        job->status = JOB_FAILED;
        snprintf(job->error, sizeof job->error, "a signal asked it to end");
    }
}

/* Takes in every job that has ended. True when one failed. */
static bool take_ended(batch_t *batch, bool stopping) {
    int status;
    bool failed = false;
    for (pid_t process; (process = waitpid(-1, &status, WNOHANG)) > 0;) {
        for (size_t i = 0; i < batch->n; i++) {
            job_t *job = &batch->jobs[i];
            if (job->status == JOB_RUNNING && job->process == process) {
                batch_ended(job, status);
                check_stopped(job, stopping);
                say_ended(batch, job);
                failed = failed || job->status == JOB_FAILED;
                break;
            }
        }
    }
    return failed;
}

/* Until a job ends or a signal comes; a signal between two looks at its flag is seen after a tenth of a
 * second. */
static void wait_a_little(const sigset_t *child) {
    const struct timespec tenth = {0, 100000000};
    (void)sigtimedwait(child, NULL, &tenth);
}

/* The progress line; the answer is cli_interrupted's. */
static void show_progress(const batch_t *batch, const batch_plan_t *plan) {
    size_t left = batch_count(batch, JOB_WAITING) + batch_count(batch, JOB_RUNNING);
    (void)plan->env.progress(plan->env.progress_data, "jobs", batch->n - left, batch->n);
}

bool batch_run(batch_t *batch, const batch_plan_t *plan) {
    enum { PATIENCE = 20 }; /* seconds for jobs that were asked to end */
    sigset_t child, before;
    bool stopping = false;
    double asked = 0;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &child, &before);
    for (bool failed = false;;) {
        failed = take_ended(batch, stopping) || failed;
        if (!stopping && (cli_interrupted() || (failed && plan->fail_fast))) {
            stopping = true;
            asked = batch_now();
            stop_all(batch, SIGTERM);
        }
        if (!stopping) {
            failed = start_all(batch, plan);
        } else if (batch_now() - asked > PATIENCE) {
            stop_all(batch, SIGKILL);
        }
        if (batch_count(batch, JOB_RUNNING) == 0 && (stopping || batch_count(batch, JOB_WAITING) == 0)) {
            break;
        }
        show_progress(batch, plan);
        wait_a_little(&child);
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return !cli_interrupted();
}
