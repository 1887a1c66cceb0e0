/* reading.h: texts as files, for the tests of what is read from them.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TESTS_LOAD_READING_H
#define COT_TESTS_LOAD_READING_H

#include "unit/kernel_nets.h"

#include <sys/mman.h>

#include "coterie/load.h"

#define HEAD                                                                                                 \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n" \
    "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"                                \
    "<key id=\"l\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n<graph edgedefault=\"undirected\">\n"
#define TAIL "</graph></graphml>\n"

/* A file in memory that holds the bytes; its path is written to path. Close what is returned. */
static inline int file_of(const char *bytes, size_t n, char path[64]) {
    int fd = memfd_create("network", 0);
    assert_true(fd >= 0);
    for (size_t done = 0; done < n;) {
        const ssize_t some = write(fd, bytes + done, n - done);
        assert_true(some > 0);
        done += (size_t)some;
    }
    (void)snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

static inline cot_status_t try_read(cot_network_file_t **out, const char *bytes, size_t n,
                                    const cot_load_params_t *params, const cot_env_t *env, cot_error_t *err) {
    char path[64];
    int fd = file_of(bytes, n, path);
    cot_status_t st = cot_network_read(out, path, params, env, err);
    (void)close(fd);
    return st;
}

static inline cot_network_file_t *read_text(const char *text) {
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    const cot_status_t st = try_read(&file, text, strlen(text), NULL, NULL, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    return file;
}

/* The message of a text that cannot be read, without the path before it. */
static inline void refused(const char *text, const cot_load_params_t *params, const char *expected) {
    cot_network_file_t *file = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(try_read(&file, text, strlen(text), params, NULL, &err), COT_E_INPUT);
    assert_null(file);
    const char *message = strstr(err.message, "/fd/");
    assert_non_null(message);
    message = strchr(message, ':');
    assert_non_null(message);
    if (!strstr(message, expected)) {
        fail_msg("found \"%s\", expected \"%s\"", message, expected);
    }
}

static inline void same_network(const cot_network_file_t *a, const cot_network_file_t *b) {
    assert_int_equal(a->graph->n, b->graph->n);
    assert_int_equal(a->graph->m, b->graph->m);
    assert_memory_equal(a->graph->from, b->graph->from, a->graph->m * sizeof *a->graph->from);
    assert_memory_equal(a->graph->to, b->graph->to, a->graph->m * sizeof *a->graph->to);
    assert_memory_equal(a->graph->weight, b->graph->weight, a->graph->m * sizeof *a->graph->weight);
    for (uint32_t v = 0; v < a->graph->n; v++) {
        assert_string_equal(a->ids[v], b->ids[v]);
        assert_string_equal(a->labels[v], b->labels[v]);
    }
    assert_memory_equal(a->counts, b->counts, sizeof a->counts);
    assert_int_equal(a->n_skips, b->n_skips);
    for (size_t i = 0; i < a->n_skips; i++) {
        assert_int_equal(a->skips[i].line, b->skips[i].line);
        assert_string_equal(a->skips[i].detail, b->skips[i].detail);
    }
    assert_int_equal(a->weighted, b->weighted);
    assert_int_equal(a->directed, b->directed);
    assert_int_equal(a->bytes, b->bytes);
}

#endif
