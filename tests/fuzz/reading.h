/* reading.h: what the fuzz targets of the readers share: bytes through cot_read, and what must hold
 * afterwards.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_FUZZ_READING_H
#define COT_FUZZ_READING_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "coterie/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Aborts, which is what the fuzzer looks for. */
static inline void require(bool condition) {
    if (!condition) {
        abort();
    }
}

/* Valid UTF-8 without control characters, trimmed. */
static inline void require_clean(const char *text) {
    size_t n = strlen(text);
    require(n == 0 || (text[0] != ' ' && text[n - 1] != ' '));
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)text[i];
        size_t length = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
        require(c >= 0x20 && c != 0x7F && (c < 0x80 || c >= 0xC2) && c < 0xF5 && i + length <= n);
        for (size_t k = 1; k < length; k++) {
            require(((unsigned char)text[i + k] & 0xC0) == 0x80);
        }
        i += length;
    }
}

static inline void require_sound(const cot_corpus_t *corpus) {
    uint64_t mentions = 0;
    for (uint32_t p = 0; p < cot_corpus_papers(corpus); p++) {
        cot_paper_t paper = cot_corpus_paper(corpus, p);
        require(paper.id[0] != '\0' && paper.first_mention == mentions && paper.version >= 0);
        require(p == 0 || strcmp(cot_corpus_paper(corpus, p - 1).id, paper.id) < 0);
        const char *texts[] = {paper.id,      paper.title, paper.abstract,
                               paper.comment, paper.doi,   paper.journal};
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
            require_clean(texts[i]);
        }
        for (uint32_t i = 0; i < paper.n_categories; i++) {
            require(paper.categories[i] < cot_corpus_categories(corpus));
        }
        mentions += paper.n_mentions;
    }
    require(mentions == cot_corpus_mentions(corpus));
    for (uint64_t m = 0; m < mentions; m++) {
        cot_mention_t mention = cot_corpus_mention(corpus, m);
        require(mention.name_id < cot_corpus_names(corpus) && mention.paper < cot_corpus_papers(corpus));
        require_clean(mention.name);
        require_clean(mention.surname);
        require_clean(mention.affiliation);
    }
}

/* Reads the bytes as one file; format NULL = recognise it. */
static inline void read_and_check(const uint8_t *data, size_t size, const char *format) {
    char path[64];
    const char *list = path;
    cot_corpus_t *corpus = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_read_params_t params = {format, false, 16u << 20, false};
    int fd = memfd_create("fuzz", 0);
    require(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    require(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL) == COT_OK);
    cot_status_t st = cot_read(corpus, &list, 1, &params, &report, NULL, NULL);
    require(st == COT_OK || st == COT_E_INPUT);
    require(cot_corpus_finish(corpus, NULL) == COT_OK);
    require(report.n_sources == 1 && report.sources[0].bytes == size &&
            strlen(report.sources[0].sha256) == 64);
    cot_corpus_counts_t counts = cot_corpus_counts(corpus);
    require(counts.records == report.records);
    require(counts.records == counts.papers + counts.repeats + counts.older);
    require_sound(corpus);
    cot_read_report_clear(&report);
    cot_corpus_free(corpus);
    (void)close(fd);
}

#endif
