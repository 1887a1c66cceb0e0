/* Unit tests of base: allocation, buffers, string pool, UTF-8, folding, numbers, random streams, outputs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/par.h"
#include "base/sha256.h"
#include "base/text.h"
#include "coterie/output.h"

static void test_buffer_is_bounded(void **state) {
    (void)state;
    cot_buf_t buf = COT_BUF_INIT(10);
    cot_error_t err = COT_ERROR_INIT;
    cot_i_buf_text(&buf, "12345");
    cot_i_buf_printf(&buf, "%d", 67890);
    assert_string_equal(cot_i_buf_str(&buf), "1234567890");
    cot_i_buf_char(&buf, 'x');
    assert_int_equal(cot_i_buf_status(&buf, "the test", &err), COT_E_LIMIT);
    assert_string_equal(err.message, "the test: longer than 10 bytes");
    assert_string_equal(cot_i_buf_str(&buf), "");
    cot_i_buf_reset(&buf);
    cot_i_buf_text(&buf, "again");
    assert_int_equal(cot_i_buf_status(&buf, "the test", NULL), COT_OK);
    cot_i_buf_clear(&buf);
}

static void test_strpool_ids_are_dense_and_stable(void **state) {
    (void)state;
    cot_strpool_t *pool = NULL;
    assert_int_equal(cot_i_strpool_new(&pool, NULL), COT_OK);
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 5000; i++) {
            char text[32];
            uint32_t id = 0;
            int n = snprintf(text, sizeof text, "name %u", i * 7);
            assert_int_equal(cot_i_strpool_add(pool, text, (size_t)n, &id, NULL), COT_OK);
            assert_int_equal(id, i);
            assert_string_equal(cot_i_strpool_text(pool, id), text);
            assert_int_equal(cot_i_strpool_length(pool, id), n);
        }
    }
    uint32_t id = 0;
    assert_int_equal(cot_i_strpool_count(pool), 5000);
    assert_false(cot_i_strpool_find(pool, "absent", 6, &id));
    assert_true(cot_i_strpool_find(pool, "name 7", 6, &id));
    assert_int_equal(id, 1);
    cot_i_strpool_free(pool);
}

static void test_utf8_cleaning(void **state) {
    (void)state;
    static const struct {
        const char *in, *out;
        bool cleaned;
    } rows[] = {
        {"plain text", "plain text", false},
        {"  two \n\t words  ", "two words", false},
        {"G\xC3\xB6tschel", "G\xC3\xB6tschel", false},
        {"a\x01" "b", "a b", true},                       /* C0 control */
        {"Y\x7F\xC3\xBCksel", "Y\xC3\xBCksel", true},     /* DEL */
        {"a\xC2\x80" "b", "a b", true},                   /* C1 control */
        {"\xEF\xBB\xBFx", "x", true},                     /* byte order mark */
        {"a\xFF" "b", "a\xEF\xBF\xBD" "b", true},         /* no UTF-8 */
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", true}, /* surrogate */
        {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", true},   /* overlong */
        {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", true}, /* past U+10FFFF */
        {"\xEF\xBF\xBE", "", true},                       /* U+FFFE */
        {"\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD", true},   /* cut off */
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", false},
        {"Wei\xC3\x83\xC2\x9Fl", "Wei\xC3\x9Fl", true},   /* encoded twice */
        {"don\xC3\xA2\xC2\x80\xC2\x99t", "don\xE2\x80\x99t", true},
        {"\xC3\x83\xC2\xB6", "\xC3\x83\xC2\xB6", false}, /* may be meant: no control in it */
        {"\xC3\x83\xC2", "\xC3\x83\xEF\xBF\xBD", true},
        {"\xC3\x83", "\xC3\x83", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cot_buf_t buf = COT_BUF_INIT(1000);
        bool cleaned = false;
        cot_i_text_clean(&buf, rows[i].in, strlen(rows[i].in), &cleaned);
        assert_string_equal(cot_i_buf_str(&buf), rows[i].out);
        assert_int_equal(cleaned, rows[i].cleaned);
        cot_i_buf_clear(&buf);
    }
}

static bool is_white(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_printable(char c) {
    return c > ' ' && c < 0x7F;
}

/* What is copied with blanks for white space is as much as may be, up to a block. */
static void check_blanked(const char *text, size_t n, cot_isa_t isa) {
    char to[300];
    size_t most = 0, got = cot_i_bytes_blanked(to, text, n, isa);
    while (most < n && (is_printable(text[most]) ||
                        (is_white(text[most]) && most + 1 < n && is_printable(text[most + 1])))) {
        most++;
    }
    assert_true(got <= most);
    assert_true(got + 33 > most);
    for (size_t i = 0; i < got; i++) {
        assert_int_equal(to[i], is_white(text[i]) ? ' ' : text[i]);
    }
}

/* As far as there is no mark, but for the rest of a block. */
static void check_unmarked(const char *text, size_t n, cot_isa_t isa) {
    size_t most = 0, got = cot_i_bytes_unmarked(text, n, isa);
    while (most < n && text[most] != '<' && text[most] != '&' && text[most] != ']' && text[most] != '\r') {
        most++;
    }
    assert_true(got <= most);
    assert_true(got + 64 > most);
}

/* Texts put together from pieces that are to stay, to part words, or to vanish. */
static void test_cleaning_of_made_up_texts(void **state) {
    (void)state;
    static const struct {
        const char *piece, *clean; /* " ": parts words */
    } pieces[] = {
        {"word", "word"}, {"x", "x"},        {"A-longer-word,", "A-longer-word,"}, {"\xC3\xA9", "\xC3\xA9"},
        {" ", " "},       {"\n", " "},       {"\n  ", " "},                        {"\xC2\xA0", " "},
        {"\x7F", ""},     {"\x02", " "},     {"\xFF", "\xEF\xBF\xBD"},            {"\xE2\x80\x83", " "},
    };
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 8, 1);
    for (int round = 0; round < 20000; round++) {
        cot_buf_t text = COT_BUF_INIT(4000), clean = COT_BUF_INIT(4000), got = COT_BUF_INIT(8000);
        bool blank = false, cleaned = false;
        const uint64_t kinds = 1 + cot_i_rng_below(&rng, sizeof pieces / sizeof *pieces);
        for (uint64_t k = cot_i_rng_below(&rng, 60); k > 0; k--) {
            uint64_t p = cot_i_rng_below(&rng, 3) > 0 ? cot_i_rng_below(&rng, 5) : cot_i_rng_below(&rng, kinds);
            cot_i_buf_text(&text, pieces[p].piece);
            if (pieces[p].clean[0] == ' ') {
                blank = true;
            } else if (pieces[p].clean[0]) {
                cot_i_buf_text(&clean, blank && clean.length > 0 ? " " : "");
                cot_i_buf_text(&clean, pieces[p].clean);
                blank = false;
            }
        }
        cot_i_text_clean(&got, cot_i_buf_str(&text), text.length, &cleaned);
        assert_string_equal(cot_i_buf_str(&got), cot_i_buf_str(&clean));
        assert_int_equal(got.length, clean.length);
        cot_i_buf_clear(&text);
        cot_i_buf_clear(&clean);
        cot_i_buf_clear(&got);
    }
}

/* One loop for each instruction set, beside what they mean, for texts of every length. */
static void test_bytes_are_the_same_for_every_instruction_set(void **state) {
    (void)state;
    static const char odd[] = {' ', '\n', '\t', '\r', '\0', '\x1f', '\x7f', '\x80', '\xff', '~', 'H', 'w',
                               '<', '&', ']'};
    char text[300];
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 7, 1);
    for (int round = 0; round < 6000; round++) {
        size_t n = cot_i_rng_below(&rng, round % 2 ? 40 : sizeof text), plain = 0;
        uint32_t newlines = 0;
        memset(text, 'a', sizeof text);
        for (uint64_t k = cot_i_rng_below(&rng, 4); k > 0 && n > 0; k--) {
            text[cot_i_rng_below(&rng, n)] = odd[cot_i_rng_below(&rng, sizeof odd)];
        }
        if (round % 3 == 0 && n >= 5) {
            memcpy(text + cot_i_rng_below(&rng, n - 4), round % 2 ? "hdraw" : "HDRAW", 5);
        }
        if (round % 5 == 0 && n >= 2) {
            memcpy(text + cot_i_rng_below(&rng, n - 1), "  ", 2);
        }
        bool tidy = n > 0 && text[0] != ' ' && text[n - 1] != ' ', hdraw = false;
        for (size_t i = 0; i < n; i++) {
            newlines += text[i] == '\n';
            tidy &= text[i] >= ' ' && text[i] < 0x7F && !(text[i] == ' ' && i + 1 < n && text[i + 1] == ' ');
            hdraw |= i + 5 <= n && (memcmp(text + i, "hdraw", 5) == 0 || memcmp(text + i, "HDRAW", 5) == 0);
        }
        while (plain < n && (((unsigned char)text[plain] >= ' ' && (unsigned char)text[plain] < 0x80) ||
                             (text[plain] != '\0' && strchr("\t\n\r", text[plain])))) {
            plain++;
        }
        for (cot_isa_t isa = COT_ISA_BASE; isa <= cot_i_isa_best(); isa++) {
            assert_int_equal(cot_i_bytes_newlines(text, n, isa), newlines);
            uint32_t lines = 5;
            assert_int_equal(cot_i_bytes_plain(text, n, &lines, isa), plain);
            assert_int_equal(lines - 5, cot_i_bytes_newlines(text, plain, COT_ISA_BASE));
            assert_int_equal(cot_i_bytes_tidy(text, n, isa), tidy);
            assert_int_equal(cot_i_bytes_hdraw(text, n, isa), hdraw);
            check_blanked(text, n, isa);
            check_unmarked(text, n, isa);
        }
    }
}

static void test_folding(void **state) {
    (void)state;
    static const struct {
        const char *in, *out;
        bool blanks;
    } rows[] = {
        {"G\xC3\xB6tschel", "gotschel", false},
        {"\xC5\x81ukasz", "lukasz", false},
        {"\xC3\x8D\xC3\xB1igo", "inigo", false},
        {"Stra\xC3\x9F" "e", "strasse", false},
        {"S\xC3\xB8rensen", "sorensen", false},
        {"Mallmann-Trenn", "mallmanntrenn", false},
        {"Mallmann-Trenn", "mallmann trenn", true},
        {"O\xE2\x80\x99" "Brien", "obrien", true},
        {"O'Brien", "obrien", true},
        {"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD", false},
        {"\xE6\x9D\x8E\xE4\xBC\x9F", "\xE6\x9D\x8E\xE4\xBC\x9F", false},
        {"\xEF\xBC\xA1" "b", "ab", false},                /* full width */
        {"\xE1\x84\x80\xE1\x85\xB5\xE1\x86\xB7", "\xEA\xB9\x80", false}, /* Jamo and syllable are one */
        {"\xEA\xB9\x80", "\xEA\xB9\x80", false},
        {"\xE3\x81\x8C", "\xE3\x81\x8C", false},        /* the mark of a voiced kana makes another letter */
        {"\xE0\xA4\xB0\xE0\xA4\xBF", "\xE0\xA4\xB0\xE0\xA4\xBF", false}, /* Indic vowel sign */
        {"\xCE\xAC", "\xCE\xB1", false},                /* Greek accents go */
        {"  ...  ", "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cot_buf_t buf = COT_BUF_INIT(1000);
        assert_int_equal(cot_i_text_fold(&buf, rows[i].in, strlen(rows[i].in), rows[i].blanks, NULL), COT_OK);
        assert_string_equal(cot_i_buf_str(&buf), rows[i].out);
        cot_i_buf_clear(&buf);
    }
    cot_buf_t buf = COT_BUF_INIT(1000);
    assert_int_equal(cot_i_text_nfc(&buf, "Go\xCC\x88tz", 6, NULL), COT_OK);
    assert_string_equal(cot_i_buf_str(&buf), "G\xC3\xB6tz");
    cot_i_buf_clear(&buf);
}

static void test_reals_read_back(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"},      {1, "1"},          {-2.5, "-2.5"},     {0.1, "0.1"},        {1.0 / 3, "0.3333333333333333"},
                {1e15, "1000000000000000"}, {123456, "123456"}, {1e-300, "1e-300"}, {0.00001, "1e-05"}, {0.0001, "0.0001"}, {0.05, "0.05"},
                {INFINITY, "INF"}, {-INFINITY, "-INF"}, {NAN, "NaN"}};
    char text[32];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        (void)cot_i_format_real(rows[i].value, text);
        assert_string_equal(text, rows[i].text);
    }
    cot_rng_t rng;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (int i = 0; i < 20000; i++) {
        uint64_t bits = cot_i_rng_next(&rng);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value)) {
            size_t length = cot_i_format_real(value, text);
            assert_int_equal(length, strlen(text));
            assert_true(strtod(text, NULL) == value);
        }
    }
}

static void test_sum_is_the_same_for_any_threads(void **state) {
    (void)state;
    enum { N = 100000 };
    double *values = malloc(N * sizeof *values);
    cot_rng_t rng;
    cot_i_rng_init(&rng, 7, 0, 0);
    for (int i = 0; i < N; i++) {
        values[i] = cot_i_rng_real(&rng) - 0.3;
    }
    double one = cot_i_sum(values, N, 1);
    for (int threads = 2; threads < 6; threads++) {
        double other = cot_i_sum(values, N, threads);
        assert_memory_equal(&one, &other, sizeof one);
    }
    free(values);
}

static void test_random_numbers(void **state) {
    (void)state;
    cot_rng_t a, b;
    cot_i_rng_init(&a, 1, 1, 1);
    cot_i_rng_init(&b, 1, 1, 2);
    assert_true(cot_i_rng_next(&a) != cot_i_rng_next(&b));
    uint32_t sample[300], counts[10] = {0};
    assert_int_equal(cot_i_rng_sample(1000, 300, 5, 5, sample, NULL), COT_OK);
    for (int i = 1; i < 300; i++) {
        assert_true(sample[i] > sample[i - 1] && sample[i] < 1000);
    }
    for (uint64_t seed = 0; seed < 10000; seed++) {       /* each of 10 is in a sample of 3 with chance 0.3 */
        assert_int_equal(cot_i_rng_sample(10, 3, seed, 0, sample, NULL), COT_OK);
        for (int i = 0; i < 3; i++) {
            counts[sample[i]]++;
        }
    }
    for (int i = 0; i < 10; i++) {
        assert_in_range(counts[i], 2800, 3200);           /* 4 standard deviations: 183 */
    }
    assert_int_equal(cot_i_rng_sample(3, 4, 0, 0, sample, NULL), COT_E_ARG);
}

static void test_outputs_appear_together_or_not_at_all(void **state) {
    (void)state;
    char folder[] = "/tmp/coterie-base-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/new", folder);
    for (int commit = 0; commit < 2; commit++) {
        cot_outputs_t *set = NULL;
        cot_out_t *out = NULL;
        struct stat info;
        assert_int_equal(cot_outputs_open(&set, path, NULL), COT_OK);
        assert_int_equal(cot_outputs_begin(set, "a.txt", &out, NULL), COT_OK);
        cot_out_text(out, "abc");
        assert_int_equal(cot_outputs_end(set, NULL), COT_OK);
        assert_string_equal(cot_outputs_at(set, 0)->sha256,
                            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_int_equal(cot_outputs_at(set, 0)->bytes, 3);
        if (commit) {
            assert_int_equal(cot_outputs_commit(set, NULL), COT_OK);
        }
        cot_outputs_free(set);
        assert_int_equal(stat(path, &info) == 0, commit);
    }
    char file[300];
    (void)snprintf(file, sizeof file, "%s/a.txt", path);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(rmdir(path), 0);                     /* no temporary was left in it */
    assert_int_equal(rmdir(folder), 0);
}

static void test_full_device_is_told(void **state) {
    (void)state;
    cot_out_t *out = NULL;
    cot_error_t err = COT_ERROR_INIT;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(cot_out_stream(&out, full, "/dev/full", NULL), COT_OK);
    for (int i = 0; i < 100000; i++) {
        cot_out_int(out, -i);
        cot_out_real(out, i / 8.0);
    }
    assert_int_equal(cot_out_close(out, 1, &err), COT_E_OUTPUT);
    assert_non_null(strstr(err.message, "No space left"));
    (void)fclose(full);
}

static void test_allocation_failure(void **state) {
    (void)state;
    int64_t before = cot_i_alloc_live();
    for (int64_t k = 0; k < 3; k++) {
        cot_strpool_t *pool = NULL;
        cot_i_alloc_fail_after(k);
        cot_status_t st = cot_i_strpool_new(&pool, NULL);
        cot_i_alloc_fail_after(-1);
        assert_int_equal(st, COT_E_NOMEM);
        assert_int_equal(cot_i_alloc_live(), before);
    }
    cot_arena_t arena = COT_ARENA_INIT;
    assert_string_equal(cot_i_arena_copy(&arena, "kept", 4), "kept");
    assert_non_null(cot_i_arena_alloc(&arena, 1 << 20));
    cot_i_arena_clear(&arena);
    assert_int_equal(cot_i_alloc_live(), before);
    assert_null(cot_i_alloc(SIZE_MAX / 2, 4));
}

/* Pieces that are handed on stay where they are, and what follows fills the same block, whoever owns it. */
static void test_arena_hands_on(void **state) {
    (void)state;
    const int64_t before = cot_i_alloc_live();
    enum { ROUNDS = 4000 };
    cot_arena_t keeps = COT_ARENA_INIT, fills = COT_ARENA_INIT;
    const char *pieces[ROUNDS];
    char text[16];
    for (int i = 0; i < ROUNDS; i++) {
        pieces[i] = cot_i_arena_copy(&fills, text, (size_t)snprintf(text, sizeof text, "piece %d", i));
        assert_non_null(pieces[i]);
        if (i % 3 == 0) {
            cot_i_arena_hand_on(&keeps, &fills);
            assert_null(fills.head);
        }
    }
    assert_int_equal(cot_i_alloc_live() - before, 1); /* 64,000 bytes: one block */
    const char *own = cot_i_arena_copy(&keeps, "own", 3);
    const char *more = cot_i_arena_copy(&fills, "more", 4);
    assert_string_equal(own, "own");
    assert_string_equal(more, "more");
    for (int i = 0; i < ROUNDS; i++) {
        snprintf(text, sizeof text, "piece %d", i);
        assert_string_equal(pieces[i], text);
    }
    cot_i_arena_hand_on(&keeps, &fills);
    cot_i_arena_clear(&fills);
    assert_true(keeps.bytes >= 2 * 65536 - 64);
    cot_i_arena_clear(&keeps);
    assert_int_equal(cot_i_alloc_live(), before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffer_is_bounded),
        cmocka_unit_test(test_strpool_ids_are_dense_and_stable),
        cmocka_unit_test(test_utf8_cleaning),
        cmocka_unit_test(test_bytes_are_the_same_for_every_instruction_set),
        cmocka_unit_test(test_cleaning_of_made_up_texts),
        cmocka_unit_test(test_folding),
        cmocka_unit_test(test_reals_read_back),
        cmocka_unit_test(test_sum_is_the_same_for_any_threads),
        cmocka_unit_test(test_random_numbers),
        cmocka_unit_test(test_outputs_appear_together_or_not_at_all),
        cmocka_unit_test(test_full_device_is_told),
        cmocka_unit_test(test_allocation_failure),
        cmocka_unit_test(test_arena_hands_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
