/* fuzz_text.c: any bytes as one arxiv-text document, or two (parted by a NUL byte) in both orders: the same papers and
 * names must come out, all of them clean.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

/* A file in memory that holds the bytes; its path is written to path. */
static int open_bytes(const uint8_t *data, size_t size, char path[64]) {
    int fd = memfd_create("fuzz_text", 0);
    require(fd >= 0);
    require(write(fd, data, size) == (ssize_t)size);
    (void)snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static cot_corpus_t *read_all(const char *const *paths, size_t n) {
    cot_corpus_t *corpus = NULL;
    cot_read_report_t report = COT_READ_REPORT_INIT;
    cot_read_params_t params = COT_READ_PARAMS_INIT;
    params.format = "arxiv-text";
    require(cot_corpus_new(&corpus, COT_ABSTRACTS_ALL, NULL) == COT_OK);
    cot_status_t st = cot_read(corpus, paths, n, &params, &report, NULL, NULL);
    require(st == COT_OK || st == COT_E_INPUT);
    require(cot_corpus_finish(corpus, NULL) == COT_OK);
    require_sound(corpus);
    cot_read_report_clear(&report);
    return corpus;
}

static void require_same(const cot_corpus_t *a, const cot_corpus_t *b) {
    require(cot_corpus_papers(a) == cot_corpus_papers(b));
    require(cot_corpus_mentions(a) == cot_corpus_mentions(b));
    for (uint32_t p = 0; p < cot_corpus_papers(a); p++) {
        cot_paper_t x = cot_corpus_paper(a, p), y = cot_corpus_paper(b, p);
        require(strcmp(x.id, y.id) == 0 && x.version == y.version && x.date == y.date);
        require(strcmp(x.title, y.title) == 0 && strcmp(x.comment, y.comment) == 0);
    }
    for (uint64_t m = 0; m < cot_corpus_mentions(a); m++) {
        cot_mention_t x = cot_corpus_mention(a, m), y = cot_corpus_mention(b, m);
        require(strcmp(x.name, y.name) == 0 && x.sure > 0 && x.sure <= COT_SURE);
        require(!(x.sure < y.sure) && !(x.sure > y.sure) && x.name[0] != '\0');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
    size_t first = nul ? (size_t)(nul - data) : size;
    char paths[2][64];
    int fds[2] = {open_bytes(data, first, paths[0]), -1};
    const char *order[2] = {paths[0], paths[1]}, *turned[2] = {paths[1], paths[0]};
    size_t n = 1;
    if (nul) {
        fds[1] = open_bytes(nul + 1, size - first - 1, paths[1]);
        n = 2;
    } else {
        turned[0] = paths[0];
    }
    cot_corpus_t *one = read_all(order, n), *two = read_all(turned, n);
    require_same(one, two);
    cot_corpus_free(one);
    cot_corpus_free(two);
    for (size_t i = 0; i < n; i++) {
        (void)close(fds[i]);
    }
    return 0;
}
