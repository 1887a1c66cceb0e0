/* test_output.c: rows formatted by several threads: the same bytes, sizes and digests as by one; no
 * memory, a full disk, Ctrl-C; reals in their shortest form.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/out.h"
#include "base/par.h"

enum { ROWS = 20000 };

/* Rows of very different lengths; some longer than a stream's buffer. */
static void put_rows(void *data, int thread, cot_out_t *out, uint64_t first, uint64_t end) {
    int *threads = data;
    assert_true(thread >= 0 && thread < *threads);
    for (uint64_t i = first; i < end; i++) {
        cot_i_put_int(out, (int64_t)i - 7);
        COT_PUT(out, ", ");
        cot_i_put_real(out, (double)i / 7);
        for (uint64_t k = 0; k < (i % 4999 == 17 ? 30000 : i % 13); k++) {
            cot_out_printf(out, " %u", (unsigned)k);
        }
        if (i % 7001 == 5) {
            char *text = calloc(200001, 1);
            memset(text, 'x', 200000);
            cot_out_text(out, text);
            free(text);
        }
        cot_i_put_char(out, '\n');
    }
}

static char *in_memory(uint64_t rows, uint64_t block, int threads, size_t *length) {
    cot_out_t *out = NULL;
    const cot_env_t env = {threads, 1, NULL, NULL};
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    cot_out_env(out, &env);
    assert_int_equal(cot_i_out_threads(out), cot_env_threads(&env)); /* 1 without OpenMP */
    cot_out_text(out, "head\n");
    assert_int_equal(cot_i_out_blocks(out, rows, block, put_rows, &threads, NULL), COT_OK);
    cot_out_text(out, "tail\n");
    const char *text = cot_out_memory_text(out, length);
    char *copy = malloc(*length + 1);
    memcpy(copy, text, *length + 1);
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
    return copy;
}

static void test_same_bytes(void **state) {
    (void)state;
    static const uint64_t rows[] = {0, 1, 99, 100, 101, ROWS};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        size_t n, m;
        char *one = in_memory(rows[r], 100, 1, &n);
        static const int threads[] = {2, 3, 8, 64};
        for (size_t t = 0; t < 4; t++) {
            char *many = in_memory(rows[r], 100, threads[t], &m);
            assert_int_equal(n, m);
            assert_memory_equal(one, many, n + 1);
            free(many);
        }
        free(one);
    }
}

static void write_set(int threads, cot_written_t *written) {
    char folder[] = "/tmp/coterie-test-XXXXXX", path[64];
    cot_outputs_t *set = NULL;
    cot_out_t *out = NULL;
    const cot_env_t env = {threads, 1, NULL, NULL};
    assert_non_null(mkdtemp(folder));
    assert_int_equal(cot_outputs_open(&set, folder, NULL), COT_OK);
    assert_int_equal(cot_outputs_begin(set, "rows", &out, NULL), COT_OK);
    cot_out_env(out, &env);
    cot_out_text(out, "head\n");
    assert_int_equal(cot_i_out_blocks(out, ROWS, 64, put_rows, &threads, NULL), COT_OK);
    cot_out_text(out, "tail\n");
    assert_int_equal(cot_outputs_end(set, NULL), COT_OK);
    *written = *cot_outputs_at(set, 0);
    assert_int_equal(cot_outputs_commit(set, NULL), COT_OK);
    cot_outputs_free(set);
    (void)snprintf(path, sizeof path, "%s/rows", folder);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    assert_int_equal((uint64_t)ftell(file), written->bytes);
    (void)fclose(file);
    assert_int_equal(unlink(path) | rmdir(folder), 0);
}

static void test_same_digest(void **state) {
    (void)state;
    cot_written_t one, many;
    write_set(1, &one);
    for (int threads = 2; threads < 5; threads++) {
        write_set(threads, &many);
        assert_int_equal(one.bytes, many.bytes);
        assert_string_equal(one.sha256, many.sha256);
    }
}

static void test_full_disk(void **state) {
    (void)state;
    for (int threads = 1; threads < 4; threads++) {
        FILE *full = fopen("/dev/full", "w");
        const cot_env_t env = {threads, 1, NULL, NULL};
        cot_out_t *out = NULL;
        if (!full) {
            skip();
        }
        assert_int_equal(cot_out_stream(&out, full, "/dev/full", NULL), COT_OK);
        cot_out_env(out, &env);
        assert_int_equal(cot_i_out_blocks(out, ROWS, 100, put_rows, (int[]){threads}, NULL), COT_OK);
        assert_int_equal(cot_out_close(out, 1, NULL), COT_E_OUTPUT);
        (void)fclose(full);
    }
}

static int stop_at(void *data, const char *stage, uint64_t done, uint64_t total) {
    int *left = data;
    assert_string_equal(stage, "writing");
    assert_true(done <= total);
    return --*left <= 0;
}

static void test_interrupted(void **state) {
    (void)state;
    const int64_t live = cot_i_alloc_live();
    for (int i = 0; i < 6; i++) {
        int left = 1 + i / 2, threads = 1 + i % 2;
        const cot_env_t env = {threads, 1, stop_at, &left};
        cot_error_t err = COT_ERROR_INIT;
        cot_out_t *out = NULL;
        assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
        cot_out_env(out, &env);
        assert_int_equal(cot_i_out_blocks(out, ROWS, 100, put_rows, &threads, &err), COT_E_INTERRUPT);
        assert_int_equal(cot_out_close(out, 0, NULL), COT_OK);
    }
    assert_int_equal(cot_i_alloc_live(), live);
}

static void test_out_of_memory(void **state) {
    (void)state;
    const int64_t live = cot_i_alloc_live();
    for (int threads = 1; threads < 4; threads++) {
        const cot_env_t env = {threads, 1, NULL, NULL};
        cot_status_t st = COT_E_NOMEM;
        for (int64_t k = 0; st != COT_OK; k += 1 + k / 16) {
            cot_out_t *out = NULL;
            assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
            cot_out_env(out, &env);
            cot_i_alloc_fail_after(k);
            st = cot_i_out_blocks(out, ROWS, 1000, put_rows, (int[]){threads}, NULL);
            const cot_status_t closed = cot_out_close(out, 1, NULL);
            cot_i_alloc_fail_after(-1);
            assert_true(st == COT_OK || st == COT_E_NOMEM);
            st = st == COT_OK ? closed : st;
            assert_true(st == COT_OK || st == COT_E_NOMEM);
            assert_int_equal(cot_i_alloc_live(), live);
        }
    }
}

/* Shortest: what is written reads back as the same double, and no shorter decimal does. */
static void test_reals(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (int i = 0; i < 400000; i++) {
        char text[32], shorter[40];
        const int exponent = (int)cot_i_rng_below(&rng, 120) - 60;
        double value = ldexp(cot_i_rng_real(&rng), exponent);
        value = i % 3 == 1 ? (double)cot_i_rng_below(&rng, 5000) / (double)(1 + cot_i_rng_below(&rng, 5000)) : value;
        value = i % 7 == 2 ? ldexp(1, exponent) : value;
        const size_t length = cot_i_format_real(value, text);
        assert_int_equal(length, strlen(text));
        if (strtod(text, NULL) > value || strtod(text, NULL) < value) {
            fail_msg("%a is written as %s", value, text);
        }
        int digits = 0;
        for (const char *p = text; *p && *p != 'e'; p++) {
            digits += *p >= '0' && *p <= '9' && (digits > 0 || *p != '0');
        }
        for (const char *p = strchr(text, 'e') ? strchr(text, 'e') - 1 : text + strlen(text) - 1;
             !strchr(text, '.') && p > text && *p == '0'; p--) {
            digits--;
        }
        if (digits > 1) {
            (void)snprintf(shorter, sizeof shorter, "%.*e", digits - 2, value);
            if (!(strtod(shorter, NULL) > value || strtod(shorter, NULL) < value)) {
                fail_msg("%a is written as %s, not as %s", value, text, shorter);
            }
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes),  cmocka_unit_test(test_same_digest),
        cmocka_unit_test(test_full_disk),   cmocka_unit_test(test_interrupted),
        cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_reals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
