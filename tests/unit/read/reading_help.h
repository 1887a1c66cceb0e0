/* reading_help.h: small files made on the fly, read, and asked about.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TEST_READING_HELP_H
#define COT_TEST_READING_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "coterie/read.h"

/* A folder for one test; files in it are removed by help_clean. */
typedef struct {
    char folder[256];
    char paths[64][512];
    const char *list[64];
    size_t n;
} help_t;

static inline void help_open(help_t *help) {
    const char *base = getenv("TMPDIR");
    memset(help, 0, sizeof *help);
    snprintf(help->folder, sizeof help->folder, "%.200s/coterie-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(help->folder));
}

static inline const char *help_path(help_t *help, const char *name) {
    assert_true(help->n < 64);
    char whole[sizeof help->paths[0]], *path = help->paths[help->n];
    int length = snprintf(whole, sizeof whole, "%s/%s", help->folder, name);
    assert_in_range(length, 1, (int)sizeof whole - 1);
    memcpy(path, whole, (size_t)length + 1);
    help->list[help->n++] = path;
    return path;
}

static inline const char *help_write(help_t *help, const char *name, const void *bytes, size_t n) {
    const char *path = help_path(help, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    return path;
}

static inline void help_clean(help_t *help) {
    for (size_t i = help->n; i-- > 0;) {
        (void)remove(help->paths[i]);
    }
    (void)rmdir(help->folder);
}

/* What one reading gave. */
typedef struct {
    cot_corpus_t *corpus;
    cot_read_report_t report;
    cot_status_t status;
    cot_error_t err;
} got_t;

static inline got_t read_paths(const char *const *paths, size_t n, const cot_read_params_t *params) {
    got_t got = {NULL, COT_READ_REPORT_INIT, COT_OK, COT_ERROR_INIT};
    assert_int_equal(cot_corpus_new(&got.corpus, COT_ABSTRACTS_ALL, NULL), COT_OK);
    got.status = cot_read(got.corpus, paths, n, params, &got.report, NULL, &got.err);
    assert_int_equal(cot_corpus_finish(got.corpus, NULL), COT_OK);
    return got;
}

static inline void got_clear(got_t *got) {
    cot_read_report_clear(&got->report);
    cot_corpus_free(got->corpus);
}

static inline got_t read_bytes(const void *bytes, size_t n, const cot_read_params_t *params) {
    help_t help;
    help_open(&help);
    const char *path = help_write(&help, "input", bytes, n);
    got_t got = read_paths(&path, 1, params);
    help_clean(&help);
    return got;
}

static inline got_t read_string(const char *text) {
    return read_bytes(text, strlen(text), NULL);
}

static inline const cot_issue_t *issue_of(const got_t *got, cot_issue_kind_t kind) {
    for (size_t i = 0; i < got->report.n_issues; i++) {
        if (got->report.issues[i].kind == kind) {
            return &got->report.issues[i];
        }
    }
    fail_msg("no issue \"%s\"", cot_issue_text(kind));
    return NULL;
}

/* All issues in all: to show that there are no others. */
static inline uint64_t issues_in_all(const got_t *got) {
    uint64_t n = 0;
    for (size_t i = 0; i < COT_ISSUE_KINDS; i++) {
        n += got->report.counts[i];
    }
    return n;
}

/* Peak memory of this process in KiB. */
static inline long peak_kib(void) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;
    while (file && fgets(line, sizeof line, file)) {
        if (sscanf(line, "VmHWM: %ld", &kib) == 1) {
            break;
        }
    }
    if (file) {
        fclose(file);
    }
    return kib;
}

#define ATOM_BEGIN                                                                                           \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "               \
    "xmlns:arxiv=\"http://arxiv.org/schemas/atom\">\n<title>arXiv Query</title>\n"
#define ATOM_END "</feed>\n"
#define ENTRY(id, more)                                                                                      \
    "<entry>\n<id>http://arxiv.org/abs/" id "</id><title>Title of " id "</title>"                            \
    "<published>2020-01-02T03:04:05Z</published><updated>2020-02-03T00:00:00Z</updated>"                     \
    "<author><name>Ann Author</name></author>" more "</entry>\n"

#endif
