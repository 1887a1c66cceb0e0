/* test_ingest.c: what reading stands on: jobs of a crew, sorting by all threads, gzip.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/crew.h"
#include "base/gunzip.h"
#include "base/par.h"
#include "base/sha256.h"
#include "base/sort.h"

/* ---- crew ---- */

typedef struct {
    cot_i_job_t job;
    uint64_t in, out;
} square_t;

static void square(cot_i_job_t *job, bool by_caller) {
    square_t *own = (square_t *)job;
    (void)by_caller;
    own->out = own->in * own->in;
}

static void every_job_is_done_once(void **state) {
    (void)state;
    for (int threads = 1; threads <= 8; threads++) {
        square_t jobs[200] = {0};
        cot_i_crew_t *crew = NULL;
        assert_int_equal(cot_i_crew_new(&crew, threads, NULL), COT_OK);
        for (uint64_t i = 0; i < 200; i++) {
            jobs[i].job.run = square;
            jobs[i].in = i;
            cot_i_crew_submit(crew, &jobs[i].job);
        }
        for (uint64_t i = 0; i < 200; i++) {
            while (!cot_i_crew_wait(crew, &jobs[i].job)) {
            }
            assert_int_equal(jobs[i].out, i * i);
        }
        cot_i_crew_free(crew);
    }
}

/* ---- sorting ---- */

static int later_first(uint32_t a, uint32_t b, const void *data) {
    (void)data;
    return (a < b) - (a > b);
}

static int by_key(const void *a, const void *b) {
    const cot_i_keyed_t *x = a, *y = b;
    if (x->key != y->key) {
        return x->key < y->key ? -1 : 1;
    }
    return (x->value < y->value) - (x->value > y->value);
}

static void sorts_like_qsort(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 2, 24, 25, 1000, 8192, 8193, 40000, 100001};
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 1);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t n = sizes[s];
        cot_i_keyed_t *items = calloc(n + 1, sizeof *items), *wanted = calloc(n + 1, sizeof *wanted),
                      *found = calloc(n + 1, sizeof *found);
        for (size_t i = 0; i < n; i++) {
            items[i] = (cot_i_keyed_t){cot_i_rng_below(&rng, 1 + n / (1 + s % 3 * 50)), (uint32_t)i};
        }
        memcpy(wanted, items, n * sizeof *items);
        qsort(wanted, n, sizeof *wanted, by_key);
        for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
            memcpy(found, items, n * sizeof *items);
            assert_int_equal(cot_i_sort_keyed(found, n, later_first, NULL, threads, NULL), COT_OK);
            for (size_t i = 0; i < n; i++) {
                assert_true(found[i].key == wanted[i].key && found[i].value == wanted[i].value);
            }
        }
        free(items);
        free(wanted);
        free(found);
    }
    assert_true(cot_i_sort_prefix("abc") < cot_i_sort_prefix("abd"));
    assert_true(cot_i_sort_prefix("ab") < cot_i_sort_prefix("ab\xC3\xA9"));
}

enum { TEXTS = 12000, TEXT_ROOM = 120 };

static const char *text_of(uint32_t value, const void *data) {
    return (const char *)data + (size_t)value * TEXT_ROOM;
}

/* Texts with much in common at their beginnings, some the beginning of others, all different. */
static void sorts_texts(void **state) {
    (void)state;
    static const char *const beginnings[] = {
        "",         "a",
        "Maria ",   "12345678",
        "\xC3\xA9 ", "12345678 and so on, of which many texts begin so, for more than sixty bytes"};
    static const size_t sizes[] = {0, 1, 2, 100, TEXTS};
    char *texts = calloc(TEXTS, TEXT_ROOM);
    cot_i_keyed_t *items = calloc(TEXTS, sizeof *items);
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 1);
    for (uint32_t i = 0; i < TEXTS; i++) {
        const char *begin = beginnings[cot_i_rng_below(&rng, sizeof beginnings / sizeof *beginnings)];
        (void)snprintf(texts + (size_t)i * TEXT_ROOM, TEXT_ROOM, "%s.%x.%s", begin, i * 7919 % 65536,
                       cot_i_rng_below(&rng, 2) ? begin : "");
    }
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        for (int threads = 1; threads <= 8; threads += threads < 3 ? 1 : 5) {
            for (uint32_t i = 0; i < sizes[s]; i++) {
                items[i].value = i;
            }
            assert_int_equal(cot_i_sort_texts(items, sizes[s], text_of, texts, threads, NULL), COT_OK);
            for (size_t i = 1; i < sizes[s]; i++) {
                assert_true(strcmp(text_of(items[i - 1].value, texts), text_of(items[i].value, texts)) < 0);
            }
        }
    }
    free(texts);
    free(items);
}

/* ---- gzip ---- */

typedef struct {
    const char *bytes;
    size_t n, step;
} packed_t;

static cot_status_t next_packed(void *data, const char **bytes, size_t *n, cot_error_t *err) {
    packed_t *packed = data;
    (void)err;
    *bytes = packed->bytes;
    *n = packed->n < packed->step ? packed->n : packed->step;
    packed->bytes += *n;
    packed->n -= *n;
    return COT_OK;
}

static size_t gzip(char *out, size_t size, const char *bytes, size_t n) {
    struct archive *a = archive_write_new();
    size_t used = 0;
    assert_int_equal(archive_write_set_format_raw(a), ARCHIVE_OK);
    assert_int_equal(archive_write_add_filter_gzip(a), ARCHIVE_OK);
    assert_int_equal(archive_write_set_bytes_in_last_block(a, 1), ARCHIVE_OK);
    assert_int_equal(archive_write_open_memory(a, out, size, &used), ARCHIVE_OK);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_pathname(entry, "data");
    assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
    assert_int_equal(archive_write_data(a, bytes, n), (la_ssize_t)n);
    archive_entry_free(entry);
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return used;
}

/* Unpacks; the status where it ended. */
static cot_status_t gunzip(const char *bytes, size_t n, size_t step, char *out, size_t *n_out) {
    packed_t packed = {bytes, n, step};
    cot_i_gunzip_t *gz = NULL;
    assert_int_equal(cot_i_gunzip_new(&gz, next_packed, &packed, NULL), COT_OK);
    cot_status_t st = COT_OK;
    *n_out = 0;
    for (size_t got = 1; got > 0 && st == COT_OK;) {
        const char *block = NULL;
        st = cot_i_gunzip_read(gz, &block, &got, NULL);
        if (st == COT_OK && got > 0) {
            memcpy(out + *n_out, block, got);
            *n_out += got;
        }
    }
    cot_i_gunzip_free(gz);
    return st;
}

/* Bytes that wait in pieces of any length, digested in steps and in rows, are digested as in one piece. */
static void a_digest_may_lag_behind(void **state) {
    (void)state;
    static char bytes[20000];
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 1, 3);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)cot_i_rng_below(&rng, 256);
    }
    for (int round = 0; round < 400; round++) {
        cot_i_waiting_t waiting[64];
        cot_i_lag_t lag;
        size_t at = 0, n = 0, most = (size_t)1 << cot_i_rng_below(&rng, 14), total = 0;
        char got[65], wanted[65];
        cot_sha256_t sha;
        cot_i_lag_init(&lag);
        for (; n < 64 && at < sizeof bytes; n++, at = total) {
            size_t piece = cot_i_rng_below(&rng, most + 1);
            total = at + piece < sizeof bytes ? at + piece : sizeof bytes;
            bool behind = n > 0 && cot_i_rng_below(&rng, 3) == 0; /* those that wait there already */
            n -= behind;
            cot_i_lag_put(&lag, &waiting[n], bytes + at, total - at);
            for (uint64_t steps = cot_i_rng_below(&rng, most / 32 + 2); steps > 0; steps--) {
                cot_i_lag_step(&lag);
            }
            if (cot_i_rng_below(&rng, 4) == 0) {
                const cot_i_waiting_t *until = &waiting[cot_i_rng_below(&rng, n + 1)];
                cot_i_lag_settle(&lag, until);
                assert_int_equal(until->n, 0);
            }
        }
        cot_i_lag_settle(&lag, NULL);
        cot_i_sha256_hex(&lag.sha, got);
        cot_i_sha256_init(&sha);
        cot_i_sha256_add(&sha, bytes, total);
        cot_i_sha256_hex(&sha, wanted);
        assert_string_equal(got, wanted);
        assert_null(lag.first);
    }
}

static char text[600000], packed[1200000], unpacked[1300000];

static void gzip_is_unpacked_and_compared(void **state) {
    (void)state;
    static const size_t steps[] = {1, 7, 1000, 65536};
    cot_rng_t rng;
    size_t got = 0;
    cot_i_rng_init(&rng, 1, 1, 2);
    for (size_t i = 0; i < sizeof text; i++) {
        text[i] = (char)('a' + cot_i_rng_below(&rng, 1 + i % 20));
    }
    size_t one = gzip(packed, sizeof packed, text, sizeof text);
    size_t two = gzip(packed + one, sizeof packed - one, text, 1000);
    memcpy(packed + one + two, "\x1fgarbage", 8);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(gunzip(packed, one, steps[i], unpacked, &got), COT_OK);
        assert_int_equal(got, sizeof text);
        assert_memory_equal(unpacked, text, got);
        for (size_t more = 0; more <= 8; more += 8) { /* two members, and what is none behind them */
            assert_int_equal(gunzip(packed, one + two + more, steps[i], unpacked, &got), COT_OK);
            assert_int_equal(got, sizeof text + 1000);
            assert_memory_equal(unpacked + sizeof text, text, 1000);
        }
        for (size_t cut = 1; cut < 30; cut++) {
            assert_int_equal(gunzip(packed, one - cut, steps[i], unpacked, &got), COT_E_INPUT);
        }
    }
    for (size_t back = 1; back <= 8; back++) { /* checksum and length */
        packed[one - back] ^= 1;
        assert_int_equal(gunzip(packed, one, 65536, unpacked, &got), COT_E_INPUT);
        packed[one - back] ^= 1;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_is_done_once),
        cmocka_unit_test(sorts_like_qsort),
        cmocka_unit_test(sorts_texts),
        cmocka_unit_test(a_digest_may_lag_behind),
        cmocka_unit_test(gzip_is_unpacked_and_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
