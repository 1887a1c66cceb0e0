/* state.c: what is remembered of a finished job, beside its results: `.batch-state`, lines of fields parted
 * by tabs, and `.batch-people`, the hashed keys of its authors.
 *
 * Both are written as the last two files of the job's set of outputs, so where the state stands, the results
 * stand. It holds what the results depend on (versions, options, inputs; size, time and SHA-256 of every file
 * read), what was written (names and sizes), and what corpora are compared by; an unchanged job costs reading
 * these two files. SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch/batch.h"

enum { STATE_BYTES = 1 << 28, FIELDS = 5 };

const char batch_state_name[] = ".batch-state";
const char batch_people_name[] = ".batch-people";
static const char first_line[] = "coterie-batch\t1";

/* ---- writing ---- */

/* A field: tabs, ends of lines and backslashes are written as \t, \n, \r and \\. */
static void put_field(cot_out_t *out, const char *text) {
    static const char special[] = "\t\n\r\\", written[] = "tnr\\";
    cot_out_text(out, "\t");
    for (const char *p = text; *p; p++) {
        const char *at = strchr(special, *p);
        if (at) {
            const char pair[2] = {'\\', written[at - special]};
            cot_out_bytes(out, pair, sizeof pair);
        } else {
            cot_out_bytes(out, p, 1);
        }
    }
}

static void put_number(cot_out_t *out, double value) {
    cot_out_text(out, "\t");
    cot_out_real(out, value);
}

static void put_line(cot_out_t *out, const char *kind, const char *a, const char *b) {
    cot_out_text(out, kind);
    put_field(out, a);
    if (b) {
        put_field(out, b);
    }
    cot_out_text(out, "\n");
}

/* The options that the results, or the set of files, depend on. */
static bool counts(size_t option) {
    const cli_option_t *row = cli_option_at(option);
    return (row->commands & ON(RUN)) && (row->shapes || option == OPT_SEED || option == OPT_FORMATS);
}

static void put_conditions(cot_out_t *out, const job_t *job) {
    put_line(out, "version", cot_version(), NULL);
    for (size_t i = 0; cot_libraries(i); i++) {
        put_line(out, "library", cot_libraries(i)->name, cot_libraries(i)->version);
    }
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (counts(i)) {
            put_line(out, "option", cli_option_at(i)->name, cli_shown(&job->args, i));
        }
    }
    for (size_t i = 0; i < job->n_inputs; i++) {
        put_line(out, "input", job->inputs[i], NULL);
    }
}

static void put_file(cot_out_t *out, const batch_file_t *file) {
    cot_out_printf(out, "file\t%" PRIu64 "\t%" PRId64 "\t%s", file->bytes, file->changed, file->sha256);
    put_field(out, file->path);
    cot_out_text(out, "\n");
}

/* Sizes and times are those from before the run, digests those of what was read: a file that changed in
 * between has a time, and then a digest, that does not fit, and is read again. */
static void put_files(cot_out_t *out, const job_t *job, const cot_read_report_t *read) {
    size_t at = 0;
    for (size_t i = 0; i < job->files.n; i++) {
        batch_file_t file = job->files.at[i];
        file.sha256[0] = '\0';
        if (at < read->n_sources && strcmp(read->sources[at].path, file.path) == 0) {
            snprintf(file.sha256, sizeof file.sha256, "%s", read->sources[at++].sha256);
        }
        put_file(out, &file);
    }
}

/* Sizes tell whether results are still there; the digest of manifest.json, which tells those of the others,
 * that no other run has written there meanwhile. */
static void put_outputs(cot_out_t *out, const cot_outputs_t *set) {
    for (size_t i = 0; i < cot_outputs_count(set); i++) {
        const cot_written_t *written = cot_outputs_at(set, i);
        cot_out_printf(out, "output\t%" PRIu64, written->bytes);
        put_field(out, written->name);
        put_field(out, strcmp(written->name, "manifest.json") == 0 ? written->sha256 : "");
        cot_out_text(out, "\n");
    }
}

static void put_people(cot_out_t *out, const char *kind, const batch_person_t *people, size_t n) {
    for (size_t i = 0; i < n; i++) {
        cot_out_text(out, kind);
        put_number(out, people[i].value);
        put_field(out, people[i].label);
        cot_out_text(out, "\n");
    }
}

static void put_facts(cot_out_t *out, const batch_facts_t *facts) {
    for (size_t i = 0; i < FACT_COUNT; i++) {
        cot_out_text(out, "figure");
        put_field(out, batch_fact(i)->name);
        put_number(out, facts->figures[i]);
        cot_out_text(out, "\n");
    }
    for (size_t i = 0; i < facts->n_years; i++) {
        cot_out_printf(out, "year\t%" PRIu32 "\n", facts->papers[i]);
    }
    put_people(out, "by-papers", facts->by_papers, facts->n_by_papers);
    put_people(out, "by-betweenness", facts->by_betweenness, facts->n_by_betweenness);
    cot_out_printf(out, "estimated\t%d\t%d\n", facts->distance_estimated, facts->betweenness_estimated);
    cot_out_printf(out, "people\t%zu\n", facts->n_people);
}

static cot_status_t write_people(const batch_facts_t *facts, cot_outputs_t *set, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st = cot_outputs_begin(set, batch_people_name, &out, err);
    if (st != COT_OK) {
        return st;
    }
    for (size_t i = 0; i < facts->n_people; i++) {
        unsigned char bytes[8];
        for (size_t k = 0; k < 8; k++) {
            bytes[k] = (unsigned char)(facts->people[i] >> (56 - 8 * k));
        }
        cot_out_bytes(out, bytes, sizeof bytes);
    }
    return cot_outputs_end(set, err);
}

cot_status_t batch_write_state(void *data, const cot_results_t *results, cot_outputs_t *set,
                               cot_error_t *err) {
    const job_t *job = data;
    batch_facts_t facts;
    cot_out_t *out = NULL;
    struct rusage usage = {0};
    batch_find_facts(&facts, results);
    cot_status_t st = write_people(&facts, set, err);
    if (st == COT_OK) {
        st = cot_outputs_begin(set, batch_state_name, &out, err);
    }
    if (st == COT_OK) {
        (void)getrusage(RUSAGE_SELF, &usage);
        cot_out_printf(out, "%s\n", first_line);
        put_conditions(out, job);
        put_files(out, job, results->read);
        put_outputs(out, set);
        cot_out_printf(out, "peak\t%lld\n", (long long)usage.ru_maxrss * 1024);
        put_facts(out, &facts);
        cot_out_text(out, "end\n");
        st = cot_outputs_end(set, err);
    }
    batch_clear_facts(&facts);
    return st;
}

/* ---- reading ---- */

/* A whole small file, with a NUL behind it; NULL when it cannot be had. */
static char *read_whole(const char *folder, const char *name, size_t *length) {
    char *path = batch_join(folder, name), *text = NULL;
    struct stat about;
    FILE *file = fopen(path, "rbe");
    free(path);
    if (!file) {
        return NULL;
    }
    if (fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= STATE_BYTES) {
        text = batch_need((size_t)about.st_size + 1, 1);
        *length = fread(text, 1, (size_t)about.st_size, file);
    }
    (void)fclose(file);
    return text;
}

/* The state's text when it is whole. */
static char *read_state(const job_t *job) {
    size_t n = 0;
    char *text = read_whole(job->folder, batch_state_name, &n);
    if (text && (n < sizeof first_line + 4 || memcmp(text, first_line, sizeof first_line - 1) != 0 ||
                 strcmp(text + n - 5, "\nend\n") != 0)) {
        free(text);
        text = NULL;
    }
    return text;
}

static void unescape(char *text) {
    char *to = text;
    for (const char *p = text; *p; p++) {
        if (*p == '\\' && p[1]) {
            p++;
            *to++ = *p == 't' ? '\t' : *p == 'n' ? '\n' : *p == 'r' ? '\r' : *p;
        } else {
            *to++ = *p;
        }
    }
    *to = '\0';
}

/* Takes the line at *at apart in place, moves *at on. Missing fields are "". False at the end. */
static bool next_line(char **at, char *fields[FIELDS]) {
    static char nothing[1];
    if (!*at || **at == '\0') {
        return false;
    }
    char *line = *at, *end = strchr(line, '\n');
    *at = end ? end + 1 : NULL;
    if (end) {
        *end = '\0';
    }
    for (size_t i = 0; i < FIELDS; i++) {
        fields[i] = line ? line : nothing;
        char *tab = line && i + 1 < FIELDS ? strchr(line, '\t') : NULL;
        if (tab) {
            *tab = '\0';
        }
        line = tab ? tab + 1 : NULL;
    }
    for (size_t i = 0; i < FIELDS; i++) {
        unescape(fields[i]);
    }
    return true;
}

/* ---- does it still stand? ---- */

typedef struct {
    job_t *job;
    size_t inputs, files; /* lines of each seen */
} judge_t;

static void changed(job_t *job, const char *format, ...) COT_PRINTF(2, 3);
static void changed(job_t *job, const char *format, ...) {
    if (job->reason[0] == '\0') { /* the first reason is told */
        va_list args;
        va_start(args, format);
        vsnprintf(job->reason, sizeof job->reason, format, args);
        va_end(args);
    }
}

static const char *library_now(const char *name) {
    for (size_t i = 0; cot_libraries(i); i++) {
        if (strcmp(cot_libraries(i)->name, name) == 0) {
            return cot_libraries(i)->version;
        }
    }
    return "";
}

static const char *shown_or_none(const char *value) {
    return value[0] ? value : "none";
}

static void judge_option(job_t *job, const char *name, const char *before) {
    size_t option = cli_option_by_name(ON(RUN), name, strlen(name));
    const char *now = option < OPT_COUNT ? cli_shown(&job->args, option) : "";
    if (strcmp(now, before) != 0) {
        changed(job, "option %s changed: was %.60s, is %.60s", name, shown_or_none(before),
                shown_or_none(now));
    }
}

/* Same size and time: the same. Same size, another time: the digest decides. */
static void judge_file(judge_t *judge, char *fields[FIELDS]) {
    job_t *job = judge->job;
    const char *path = fields[4];
    if (judge->files >= job->files.n || strcmp(job->files.at[judge->files].path, path) != 0) {
        changed(job, "other files than before, from %.120s on",
                judge->files < job->files.n ? job->files.at[judge->files].path : path);
        judge->files++;
        return;
    }
    const batch_file_t *now = &job->files.at[judge->files++];
    if (strtoull(fields[1], NULL, 10) != now->bytes) {
        changed(job, "input %.120s changed", path);
    } else if (strtoll(fields[2], NULL, 10) != now->changed && job->reason[0] == '\0') {
        char hex[65];
        if (!batch_sha256_file(path, hex) || strcmp(hex, fields[3]) != 0) {
            changed(job, "input %.120s changed", path);
        }
        job->touched = true;
    }
}

static void judge_output(job_t *job, uint64_t bytes, const char *name, const char *sha256) {
    char hex[65];
    char *path = batch_join(job->folder, name);
    struct stat about;
    if (stat(path, &about) != 0) {
        changed(job, "result %.120s is missing", name);
    } else if ((uint64_t)about.st_size != bytes) {
        changed(job, "result %.120s has another size", name);
    } else if (sha256[0] && (!batch_sha256_file(path, hex) || strcmp(hex, sha256) != 0)) {
        changed(job, "another run has written into its folder");
    }
    free(path);
}

static void judge_line(judge_t *judge, char *fields[FIELDS]) {
    job_t *job = judge->job;
    const char *kind = fields[0];
    if (strcmp(kind, "version") == 0 && strcmp(fields[1], cot_version()) != 0) {
        changed(job, "coterie changed: was %.30s, is %s", fields[1], cot_version());
    } else if (strcmp(kind, "library") == 0 && strcmp(fields[2], library_now(fields[1])) != 0) {
        changed(job, "library %.30s changed: was %.30s, is %s", fields[1], fields[2], library_now(fields[1]));
    } else if (strcmp(kind, "option") == 0) {
        judge_option(job, fields[1], fields[2]);
    } else if (strcmp(kind, "input") == 0) {
        if (judge->inputs >= job->n_inputs || strcmp(job->inputs[judge->inputs], fields[1]) != 0) {
            changed(job, "other inputs than before");
        }
        judge->inputs++;
    } else if (strcmp(kind, "file") == 0) {
        judge_file(judge, fields);
    } else if (strcmp(kind, "output") == 0) {
        judge_output(job, strtoull(fields[1], NULL, 10), fields[2], fields[3]);
    } else if (strcmp(kind, "peak") == 0) {
        job->last_peak = strtoull(fields[1], NULL, 10);
    }
}

void batch_judge(job_t *job) {
    judge_t judge = {job, 0, 0};
    char *text = read_state(job), *at = text, *fields[FIELDS];
    job->reason[0] = '\0';
    job->touched = false;
    if (!text) {
        changed(job, "new");
        return;
    }
    while (next_line(&at, fields)) {
        judge_line(&judge, fields);
    }
    free(text);
    if (judge.inputs != job->n_inputs || judge.files != job->files.n) {
        changed(job, "other inputs than before");
    }
    if (job->reason[0] == '\0' && !batch_load_facts(job)) {
        changed(job, "what was remembered of it is damaged");
    }
}

void batch_refresh(const job_t *job) {
    cot_out_t *out = NULL;
    char *path = batch_join(job->folder, batch_state_name);
    char *text = read_state(job), *line = text;
    size_t k = 0;
    if (text && cot_out_file(&out, path, NULL) == COT_OK) {
        for (char *end; (end = strchr(line, '\n')); line = end + 1) {
            char *fields[FIELDS], *copy;
            *end = '\0';
            if (strncmp(line, "file\t", 5) != 0 || k >= job->files.n) {
                cot_out_printf(out, "%s\n", line);
                continue;
            }
            char *at = copy = batch_copy(line);
            (void)next_line(&at, fields);
            batch_file_t file = job->files.at[k++];
            snprintf(file.sha256, sizeof file.sha256, "%s", fields[3]);
            put_file(out, &file);
            free(copy);
        }
        /* Where it cannot be written the digest is taken again next time, which is all that is lost. */
        cot_status_t ignored = cot_out_close(out, 1, NULL);
        (void)ignored;
    }
    free(text);
    free(path);
}

void batch_forget(const job_t *job) {
    char *path = batch_join(job->folder, batch_state_name);
    (void)unlink(path);
    free(path);
}

/* ---- what corpora are compared by ---- */

static void take_person(batch_person_t *people, size_t *n, char *fields[FIELDS]) {
    if (*n < BATCH_TOP) {
        people[(*n)++] = (batch_person_t){batch_copy(fields[2]), strtod(fields[1], NULL)};
    }
}

static void take_figure(batch_facts_t *facts, char *fields[FIELDS]) {
    for (size_t i = 0; i < FACT_COUNT; i++) {
        if (strcmp(batch_fact(i)->name, fields[1]) == 0) {
            facts->figures[i] = strtod(fields[2], NULL); /* "NaN" too */
        }
    }
}

static void take_line(batch_facts_t *facts, size_t *room, char *fields[FIELDS]) {
    const char *kind = fields[0];
    if (strcmp(kind, "figure") == 0) {
        take_figure(facts, fields);
    } else if (strcmp(kind, "year") == 0) {
        facts->papers = batch_room(facts->papers, room, facts->n_years, sizeof *facts->papers);
        facts->papers[facts->n_years++] = (uint32_t)strtoul(fields[1], NULL, 10);
    } else if (strcmp(kind, "by-papers") == 0) {
        take_person(facts->by_papers, &facts->n_by_papers, fields);
    } else if (strcmp(kind, "by-betweenness") == 0) {
        take_person(facts->by_betweenness, &facts->n_by_betweenness, fields);
    } else if (strcmp(kind, "estimated") == 0) {
        facts->distance_estimated = fields[1][0] == '1';
        facts->betweenness_estimated = fields[2][0] == '1';
    } else if (strcmp(kind, "peak") == 0) {
        facts->peak = strtoull(fields[1], NULL, 10);
    } else if (strcmp(kind, "people") == 0) {
        facts->n_people = strtoull(fields[1], NULL, 10);
    }
}

/* The hashed keys: as many as the state says, ascending. */
static bool load_people(const job_t *job, batch_facts_t *facts) {
    size_t length = 0;
    char *bytes = read_whole(job->folder, batch_people_name, &length);
    bool fine = bytes && length % 8 == 0 && length / 8 == facts->n_people;
    if (fine) {
        facts->people = batch_need(facts->n_people, sizeof *facts->people);
    }
    for (size_t i = 0; fine && i < facts->n_people; i++) {
        uint64_t value = 0;
        for (size_t k = 0; k < 8; k++) {
            value = value << 8 | (unsigned char)bytes[8 * i + k];
        }
        facts->people[i] = value;
        fine = i == 0 || facts->people[i - 1] <= value;
    }
    free(bytes);
    return fine;
}

bool batch_load_facts(job_t *job) {
    batch_facts_t facts = {0};
    char *text = read_state(job), *at = text, *fields[FIELDS];
    size_t room = 0;
    for (size_t i = 0; i < FACT_COUNT; i++) {
        facts.figures[i] = NAN;
    }
    while (next_line(&at, fields)) {
        take_line(&facts, &room, fields);
    }
    if (!text || !load_people(job, &facts)) {
        batch_clear_facts(&facts);
        free(text);
        return false;
    }
    free(text);
    batch_clear_facts(&job->facts);
    job->facts = facts;
    job->last_peak = facts.peak;
    job->has_facts = true;
    return true;
}
