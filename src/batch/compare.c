/* compare.c: comparison.csv and overlap.csv: one row for each job, and for each pair of jobs with people in
 * common. Rows stand in the order of the jobs file; the bytes depend on the results of the jobs alone.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"

const char *batch_status_text(job_status_t status) {
    switch (status) {
    case JOB_UNCHANGED: /* whether it ran now or earlier is no property of the corpus */
    case JOB_DONE:
        return "done";
    case JOB_FAILED:
        return "failed";
    case JOB_WAITING:
    case JOB_RUNNING:
    case JOB_STOPPED:
        break;
    }
    return "not run";
}

/* ---- overlap ---- */

size_t batch_pair(size_t n, size_t a, size_t b) {
    return a * n - a * (a + 1) / 2 + (b - a - 1);
}

bool batch_comparable(const job_t *a, const job_t *b) {
    return a->has_facts && b->has_facts &&
           strcmp(a->args.values[OPT_IDENTITY].text, b->args.values[OPT_IDENTITY].text) == 0;
}

typedef struct {
    uint64_t key;
    uint32_t job;
} mention_t;

static int by_key(const void *left, const void *right) {
    const mention_t *a = left, *b = right;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return a->job < b->job ? -1 : a->job > b->job;
}

/* Everybody of every job in one list, in the order of the keys: the jobs of one person stand together. */
static mention_t *list_mentions(const batch_t *batch, size_t *n) {
    size_t total = 0;
    for (size_t i = 0; i < batch->n; i++) {
        total += batch->jobs[i].has_facts ? batch->jobs[i].facts.n_people : 0;
    }
    mention_t *all = batch_need(total, sizeof *all);
    *n = 0;
    for (size_t i = 0; i < batch->n; i++) {
        const batch_facts_t *facts = &batch->jobs[i].facts;
        for (size_t k = 0; batch->jobs[i].has_facts && k < facts->n_people; k++) {
            all[(*n)++] = (mention_t){facts->people[k], (uint32_t)i};
        }
    }
    qsort(all, total, sizeof *all, by_key);
    return all;
}

batch_overlap_t batch_overlaps(const batch_t *batch) {
    size_t n = 0, jobs = batch->n;
    mention_t *all = list_mentions(batch, &n);
    uint32_t *shared = batch_need(jobs * (jobs - 1) / 2, sizeof *shared);
    batch_overlap_t overlap = {shared, 0};
    for (size_t i = 0, next; i < n; i = next) {
        overlap.people++;
        for (next = i + 1; next < n && all[next].key == all[i].key; next++) {
            for (size_t k = i; k < next; k++) {
                if (all[k].job != all[next].job &&
                    batch_comparable(&batch->jobs[all[k].job], &batch->jobs[all[next].job])) {
                    shared[batch_pair(jobs, all[k].job, all[next].job)]++;
                }
            }
        }
    }
    free(all);
    return overlap;
}

void batch_write_overlap(const batch_t *batch, const batch_overlap_t *overlap, cot_out_t *out) {
    cot_out_text(out, "job_a,job_b,authors_a,authors_b,shared,jaccard\n");
    for (size_t a = 0; a < batch->n; a++) {
        for (size_t b = a + 1; b < batch->n; b++) {
            uint32_t both = overlap->shared[batch_pair(batch->n, a, b)];
            if (both == 0) {
                continue;
            }
            uint64_t left = batch->jobs[a].facts.n_people, right = batch->jobs[b].facts.n_people;
            cli_csv_field(out, true, batch->jobs[a].name);
            cli_csv_field(out, false, batch->jobs[b].name);
            cot_out_printf(out, ",%llu,%llu,%u,", (unsigned long long)left, (unsigned long long)right, both);
            cot_out_real(out, (double)both / (double)(left + right - both));
            cot_out_text(out, "\n");
        }
    }
}

/* ---- comparison ---- */

static void put_figure(cot_out_t *out, double value) {
    cot_out_text(out, ",");
    if (!isnan(value)) {
        cot_out_real(out, value);
    }
}

/* "Label (12); Label (7)" */
static void put_people(cot_out_t *out, const batch_person_t *people, size_t n, bool whole) {
    size_t size = 1;
    for (size_t i = 0; i < n; i++) {
        size += strlen(people[i].label) + 40;
    }
    char *list = batch_need(size, 1);
    for (size_t i = 0, used = 0; i < n; i++) {
        used += (size_t)snprintf(list + used, size - used, whole ? "%s%s (%.0f)" : "%s%s (%.4g)",
                                 i ? "; " : "", people[i].label, people[i].value);
    }
    cli_csv_field(out, false, list);
    free(list);
}

static void put_estimated(cot_out_t *out, const batch_facts_t *facts) {
    cli_csv_field(out, false,
                  facts->distance_estimated && facts->betweenness_estimated ? "mean_distance; betweenness"
                  : facts->distance_estimated                               ? "mean_distance"
                  : facts->betweenness_estimated                            ? "betweenness"
                                                                            : "");
}

void batch_write_comparison(const batch_t *batch, cot_out_t *out) {
    static const batch_facts_t none;
    cot_out_text(out, "job,status");
    for (size_t i = 0; i < FACT_COUNT; i++) {
        cot_out_printf(out, ",%s", batch_fact(i)->name);
    }
    cot_out_text(out, ",top_by_papers,top_by_betweenness,estimated,identity,output,error\n");
    for (size_t i = 0; i < batch->n; i++) {
        const job_t *job = &batch->jobs[i];
        const batch_facts_t *facts = job->has_facts ? &job->facts : &none;
        cli_csv_field(out, true, job->name);
        cli_csv_field(out, false, batch_status_text(job->status));
        for (size_t k = 0; k < FACT_COUNT; k++) {
            put_figure(out, job->has_facts ? facts->figures[k] : NAN);
        }
        put_people(out, facts->by_papers, facts->n_by_papers, true);
        put_people(out, facts->by_betweenness, facts->n_by_betweenness, false);
        put_estimated(out, facts);
        cli_csv_field(out, false, job->args.values[OPT_IDENTITY].text);
        cli_csv_field(out, false, job->output);
        cli_csv_field(out, false, job->status == JOB_FAILED ? job->error : "");
        cot_out_text(out, "\n");
    }
}
