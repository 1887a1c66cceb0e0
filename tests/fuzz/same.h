/* same.h: one input read in several ways must give the same: corpus, issues, report, messages.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TEST_SAME_H
#define COT_TEST_SAME_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coterie/read.h"
#include "read/reading.h"

/* All that reading the paths came to, as one text. Free it. */
static inline char *story_of(const char *const *paths, size_t n, const cot_read_params_t *params, int threads,
                             cot_i_read_tuning_t tuning) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    cot_corpus_t *corpus = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_error_t err = COT_ERROR_INIT;
    cot_env_t env = COT_ENV_INIT;
    env.threads = threads;
    if (!out || cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL) != COT_OK) {
        abort();
    }
    cot_i_read_tuning = tuning;
    cot_status_t st = cot_read(corpus, paths, n, params, &report, &env, &err);
    cot_i_read_tuning = (cot_i_read_tuning_t){0, 0, false};
    fprintf(out, "%d %s\n", (int)st, err.message);
    for (size_t i = 0; i < report.n_issues; i++) {
        const cot_issue_t *issue = &report.issues[i];
        fprintf(out, "%s %s:%u %s\n", cot_issue_text(issue->kind), issue->source, issue->line, issue->detail);
    }
    for (size_t i = 0; i < COT_ISSUE_KINDS; i++) {
        fprintf(out, "%llu ", (unsigned long long)report.counts[i]);
    }
    fprintf(out, "\n%llu documents %llu records\n", (unsigned long long)report.documents,
            (unsigned long long)report.records);
    if (st == COT_OK) { /* else how far reading went ahead shows */
        fprintf(out, "%llu bytes\n", (unsigned long long)report.bytes);
    }
    for (size_t i = 0; i < report.n_sources; i++) {
        const cot_source_t *source = &report.sources[i];
        fprintf(out, "%s %s %s %llu %llu\n", source->path, source->sha256, source->format,
                (unsigned long long)source->records, (unsigned long long)source->skipped);
    }
    if (cot_corpus_finish(corpus, NULL) != COT_OK) {
        abort();
    }
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    fprintf(out, "%llu %llu %llu %llu %llu\n", (unsigned long long)counts.repeats, (unsigned long long)counts.older,
            (unsigned long long)counts.withdrawn, (unsigned long long)counts.mentions,
            (unsigned long long)counts.cleaned);
    for (uint32_t p = 0; p < cot_corpus_papers(corpus); p++) {
        cot_paper_t paper = cot_corpus_paper(corpus, p);
        fprintf(out, "%s|%d|%s|%s|%s|%s|%s|%d|%d|%d|%s:%u", paper.id, paper.version, paper.title, paper.abstract,
                paper.comment, paper.doi, paper.journal, paper.first_date, paper.date, paper.withdrawn, paper.source,
                paper.line);
        for (uint32_t i = 0; i < paper.n_categories; i++) {
            fprintf(out, "|%s", cot_corpus_category(corpus, paper.categories[i]));
        }
        for (uint32_t i = 0; i < paper.n_mentions; i++) {
            cot_mention_t mention = cot_corpus_mention(corpus, paper.first_mention + i);
            fprintf(out, "|%u %s/%s/%s/%s/%s/%s/%s/%g", mention.name_id, mention.name, mention.forenames,
                    mention.surname, mention.suffix, mention.affiliation, mention.orcid, mention.note,
                    (double)mention.sure);
        }
        fputc('\n', out);
    }
    (void)fclose(out);
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
    return text;
}

#endif
