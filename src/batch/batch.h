/* batch.h: what the files of `coterie batch` share.
 *
 *   tree.c, schema.c   jobs.yaml -> jobs, each with the arguments of a run
 *   inputs.c, files.c  the inputs of a job and the files behind them
 *   state.c            what is remembered of a finished job, and whether it still holds
 *   facts.c            what a finished run is compared by
 *   worker.c           one job in a process of its own
 *   schedule.c         jobs side by side within threads and memory
 *   compare.c, page.c  comparison.csv, overlap.csv, index.html
 *   cmd_batch.c        the command
 *
 * Part of the program: public headers of the library, and cli/. Memory that cannot be had ends the program
 * (batch_need): no job depends on this process for what it has written.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BATCH_BATCH_H
#define COT_BATCH_BATCH_H

#include <sys/types.h>

#include "cli/cli.h"

enum {
    BATCH_JOBS = 2000,     /* the most jobs of a file */
    BATCH_INPUTS = 100000, /* the most inputs of a job, after globbing */
    BATCH_NAME = 100,      /* bytes of a job's name */
    BATCH_TOP = 5,         /* people of a top list that are kept */
    BATCH_PROBLEMS = 20,   /* faults of a jobs file that are told */
    BATCH_LINE = 640       /* bytes of a message */
};

/* ---- memory and texts ---- */

void *batch_need(size_t n, size_t size);
char *batch_copy(const char *text);
/* Room for one more element of an array of `size` bytes each. */
void *batch_room(void *array, size_t *capacity, size_t n, size_t size);
char *batch_join(const char *folder, const char *name);

/* ---- jobs ---- */

typedef struct {
    char *path;
    uint64_t bytes;
    int64_t changed; /* modification time, ns */
    char sha256[65]; /* "" = not known */
} batch_file_t;

typedef struct {
    batch_file_t *at;
    size_t n, capacity;
} batch_files_t;

#define FACT(id, ...) FACT_##id,
enum {
#include "batch/facts.def"
    FACT_COUNT
};
#undef FACT
typedef enum { FACT_IS_WHOLE, FACT_IS_YEAR, FACT_IS_REAL, FACT_IS_PERCENT, FACT_IS_YEARS } fact_kind_t;
typedef struct {
    const char *name, *heading, *about;
    fact_kind_t kind;
} fact_row_t;
const fact_row_t *batch_fact(size_t i);

typedef struct {
    char *label;
    double value;
} batch_person_t;

/* What a job is compared by. */
typedef struct {
    double figures[FACT_COUNT]; /* NaN = not defined or not computed */
    batch_person_t by_papers[BATCH_TOP], by_betweenness[BATCH_TOP];
    size_t n_by_papers, n_by_betweenness;
    uint32_t *papers; /* by year, from first_year on */
    size_t n_years;
    bool distance_estimated, betweenness_estimated;
    uint64_t *people; /* ascending: first 64 bits of the SHA-256 of the authors' keys */
    size_t n_people;
    uint64_t peak; /* bytes that the run took at most */
} batch_facts_t;

typedef enum { JOB_WAITING, JOB_RUNNING, JOB_UNCHANGED, JOB_DONE, JOB_FAILED, JOB_STOPPED } job_status_t;

typedef struct {
    char *name;
    char *output;           /* inside the batch's folder */
    char *folder;           /* from the folder of the jobs file */
    size_t line;            /* of the job in the file */
    char *texts[OPT_COUNT]; /* values as in the file; "true" for a flag; NULL = not given */
    char **patterns;        /* inputs as in the file */
    size_t *pattern_lines;
    size_t n_patterns;
    char **inputs; /* after globbing */
    size_t n_inputs;
    char **argv; /* the command line of the same run */
    int argc;
    const char **rest;
    cli_args_t args;
    batch_files_t files; /* behind the inputs */
    uint64_t size;       /* bytes to read, unpacked */
    uint64_t memory;     /* predicted */
    uint64_t last_peak;  /* measured when it last ran; 0 = never */
    char reason[200];    /* why it is run: "new", "input x changed"; "" = unchanged */
    bool touched;        /* unchanged, but the times of its files are not those remembered */
    job_status_t status;
    int code;               /* exit code */
    char error[BATCH_LINE]; /* why it failed */
    int threads;
    pid_t process;
    double began, seconds;
    batch_facts_t facts;
    bool has_facts;
} job_t;

typedef struct {
    const char *file;   /* as the user named it */
    char *title;        /* "" = none */
    char *output;       /* from the folder of the jobs file */
    char *shown_output; /* as the user would name it */
    job_t *jobs;
    size_t n;
} batch_t;

typedef struct {
    char lines[BATCH_PROBLEMS][BATCH_LINE];
    size_t n; /* counted beyond what is kept */
} batch_problems_t;
void batch_problem(batch_problems_t *problems, const char *format, ...) COT_PRINTF(2, 3);

/* ---- from the file to the jobs ---- */

/* Reads the text of a jobs file. Faults are in problems; nothing is looked up on disk. */
void batch_schema(batch_t *batch, const char *text, size_t n, batch_problems_t *problems);
/* Globs the inputs and makes the jobs' arguments. The working directory is the folder of the jobs file. */
void batch_find_inputs(batch_t *batch, batch_problems_t *problems);
void batch_clear(batch_t *batch);

/* ---- files ---- */

/* The regular files behind a job's inputs, as a run would find them, with sizes and times. */
void batch_list_files(batch_files_t *files, char *const *inputs, size_t n);
void batch_clear_files(batch_files_t *files);
/* False when it cannot be read. */
bool batch_sha256_file(const char *path, char hex[65]);
/* First 64 bits of the SHA-256 of a text. */
uint64_t batch_hash(const char *text);
/* base64 of the SHA-256 of a text, for a content security policy. */
void batch_sha256_base64(const char *text, char out[48]);
/* Bytes that are no UTF-8, and control characters, become '?'. */
void batch_clean(char *text);
/* Makes a folder and those above it; false with errno. */
bool batch_make_folders(const char *path);

/* ---- state ---- */

/* Fills job->reason ("" when the recorded run still stands) and last_peak. Hashes a file only where its time
 * has changed and its size has not. */
void batch_judge(job_t *job);
/* Reads what a finished job is compared by; false when there is nothing sound. */
bool batch_load_facts(job_t *job);
/* Writes state and people of a run into its set of outputs: a cli_extra_fn, data is the job. */
cot_status_t batch_write_state(void *data, const cot_results_t *results, cot_outputs_t *set,
                               cot_error_t *err);
/* Remembers the times of the files as they are now. */
void batch_refresh(const job_t *job);
/* Forgets it: from here on the job counts as not run. */
void batch_forget(const job_t *job);
extern const char batch_state_name[], batch_people_name[], batch_log_name[];

void batch_find_facts(batch_facts_t *facts, const cot_results_t *results);
void batch_clear_facts(batch_facts_t *facts);
/* Slope of ln(papers) by year (least squares), over the years with papers; NaN with fewer than three of them.
 */
double batch_growth_rate(const uint32_t *papers, size_t n_years);

/* ---- running ---- */

typedef struct {
    int threads;
    uint64_t memory; /* bytes */
    bool fail_fast;
    cot_env_t env; /* its progress function draws the line */
} batch_plan_t;

uint64_t batch_predict_memory(const job_t *job);
uint64_t batch_default_memory(void);
/* Starts a job in a process of its own; false (status, error) when there cannot be one. */
bool batch_start(job_t *job, uint64_t memory);
/* Its process ended with this wait status: fills status, code, error, seconds, facts. */
void batch_ended(job_t *job, int wait_status);
/* Index of the waiting job that should start now, with its threads; SIZE_MAX = none fits. */
size_t batch_next(const batch_t *batch, const batch_plan_t *plan, int *threads);
/* Runs what waits. False after Ctrl-C. */
bool batch_run(batch_t *batch, const batch_plan_t *plan);
double batch_now(void);
size_t batch_count(const batch_t *batch, job_status_t status);

/* ---- results ---- */

typedef struct {
    uint32_t *shared; /* people that jobs a < b have in common, at batch_pair(n, a, b); freed with free() */
    uint64_t people;  /* different ones in all jobs together */
} batch_overlap_t;
batch_overlap_t batch_overlaps(const batch_t *batch);
size_t batch_pair(size_t n, size_t a, size_t b);
/* Can people be compared: both have results, by the same identity? */
bool batch_comparable(const job_t *a, const job_t *b);
void batch_write_comparison(const batch_t *batch, cot_out_t *out);
void batch_write_overlap(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out);
void batch_write_page(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out);
const char *batch_status_text(job_status_t status);

#endif
