/* test_synth.c: made-up corpora: same bytes for the same seed, the committed corpus, the promised
 * distributions. SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/input.h"
#include "base/text.h"
#include "coterie/synth.h"
#include "synth/names.h"
#include "synth/people.h"

static cot_out_t *make(const cot_synth_params_t *params, uint64_t seed, const char **text, size_t *length) {
    cot_out_t *out = NULL;
    cot_env_t env = COT_ENV_INIT;
    env.seed = seed;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    assert_int_equal(cot_synth_write(params, out, &env, NULL), COT_OK);
    *text = cot_out_memory_text(out, length);
    return out;
}

static void drop(cot_out_t *out) {
    assert_int_equal(cot_out_close(out, 1, NULL), COT_OK);
}

static size_t count(const char *text, const char *what) {
    size_t n = 0;
    for (const char *at = strstr(text, what); at; at = strstr(at + 1, what)) {
        n++;
    }
    return n;
}

static void same_seed_same_bytes(void **state) {
    (void)state;
    cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
    const char *a = NULL, *b = NULL, *c = NULL;
    size_t na = 0, nb = 0, nc = 0;
    params.papers = 400;
    cot_out_t *first = make(&params, 7, &a, &na), *again = make(&params, 7, &b, &nb);
    cot_out_t *other = make(&params, 8, &c, &nc);
    assert_int_equal(na, nb);
    assert_memory_equal(a, b, na);
    assert_true(na != nc || memcmp(a, c, na) != 0);
    drop(first);
    drop(again);
    drop(other);
}

/* data/synthetic-3000.atom.xml.gz is what the defaults write. */
static void committed_corpus(void **state) {
    (void)state;
    cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
    const char *text = NULL, *member = NULL, *bytes = NULL;
    size_t length = 0, n = 0, at = 0;
    cot_out_t *out = make(&params, 1, &text, &length);
    cot_input_t *in = NULL;
    assert_int_equal(cot_i_input_open(&in, COT_TESTS_DIR "/../data/synthetic-3000.atom.xml.gz", 0, NULL),
                     COT_OK);
    assert_int_equal(cot_i_input_next(in, &member, NULL), COT_OK);
    do {
        assert_int_equal(cot_i_input_read(in, &bytes, &n, NULL), COT_OK);
        assert_true(at + n <= length);
        assert_memory_equal(text + at, bytes, n);
        at += n;
    } while (n > 0);
    assert_int_equal(at, length);
    cot_i_input_free(in);
    drop(out);
}

/* Ids ascend within a year and month and are distinct; entries, years and elements are as many as they must
 * be. */
static void shape(void **state) {
    (void)state;
    cot_synth_params_t params = {2000, 1999, 2002, 0.5, 2.0, 3};
    const char *text = NULL;
    size_t length = 0, years[4] = {0};
    cot_out_t *out = make(&params, 3, &text, &length);
    assert_int_equal(count(text, "<entry>"), 2000);
    assert_int_equal(count(text, "<summary>"), 2000);
    assert_int_equal(count(text, "<arxiv:primary_category"), 2000);
    assert_true(count(text, "<author>") >= 2000);
    char last[16] = "";
    for (const char *at = strstr(text, "<id>http://arxiv.org/abs/"); at;
         at = strstr(at + 1, "<id>http://arxiv.org/abs/")) {
        char id[16] = "";
        memcpy(id, at + 25, 10);
        assert_int_equal(at[35], 'v');
        if (strncmp(id, last, 4) == 0) {
            assert_true(strcmp(id, last) > 0);
        }
        memcpy(last, id, sizeof last);
        years[id[0] == '9' ? 0 : 1 + id[1] - '0']++;
    }
    for (int y = 1; y < 4; y++) {
        double growth = (double)years[y] / (double)years[y - 1];
        assert_true(growth > 1.48 && growth < 1.52);
    }
    drop(out);
}

static void nothing_forbidden(void **state) {
    (void)state;
    cot_namer_t *namer = NULL;
    char name[COT_SYNTH_NAME_BYTES];
    assert_int_equal(cot_i_namer_new(&namer, NULL), COT_OK);
    for (uint32_t a = 0; a < 20000; a++) {
        size_t n = cot_i_namer_write(namer, 5, a, a % 2 == 0, name), used = 1;
        assert_true(n >= 3 && n < 120);
        assert_null(memchr(name, '&', n));
        assert_null(memchr(name, '<', n));
        assert_true(name[0] != ' ' && name[n - 1] != ' ' && memchr(name, ' ', n));
        for (size_t i = 0; i < n; i += used) {
            assert_true(cot_i_utf8_decode(name + i, n - i, &used) != 0xFFFD);
        }
    }
    cot_i_namer_free(namer);
}

/* The laws of docs/synth.md at 30,000 papers. */
static void distributions(void **state) {
    (void)state;
    cot_people_t *people = NULL;
    const uint32_t papers = 30000;
    size_t sizes[5] = {0}, slots = 0, one = 0, ten = 0;
    assert_int_equal(cot_i_people_new(&people, 2.77, 12, 1, 1, NULL), COT_OK);
    cot_i_people_year(people);
    for (uint32_t i = 0; i < papers; i++) {
        assert_int_equal(cot_i_people_paper(people, NULL), COT_OK);
        assert_true(people->team_size >= 1);
        slots += people->team_size;
        sizes[people->team_size < 4 ? people->team_size : 4]++;
        for (uint32_t a = 1; a < people->team_size; a++) {
            assert_int_not_equal(people->team[a], people->team[0]);
        }
    }
    double mean = (double)slots / papers, single = (double)sizes[1] / papers, two = (double)sizes[2] / papers;
    assert_true(mean > 2.72 && mean < 2.82);
    assert_true(single > 0.175 && single < 0.20); /* arXiv cs: 0.190 */
    assert_true(two > 0.295 && two < 0.32);       /* arXiv cs: 0.303 */
    for (size_t a = 0; a < people->n_authors; a++) {
        one += people->authors[a].papers == 1;
        ten += people->authors[a].papers >= 10;
    }
    double share = (double)one / (double)people->n_authors;
    assert_true(share > 0.58 && share < 0.72); /* 0.62 at 102,538 papers, 0.66 to 0.78 at 3,000 */
    assert_true(ten > 0);
    cot_i_people_free(people);
}

static void bad_arguments(void **state) {
    (void)state;
    static const struct {
        cot_synth_params_t params;
        const char *says;
    } rows[] = {{{0, 2012, 2024, 0.1, 3, 12}, "0 papers"},
                {{1000000001u, 2012, 2024, 0.1, 3, 12}, "1000000001 papers"},
                {{10, 2025, 2024, 0.1, 3, 12}, "2025 to 2024"},
                {{10, 1900, 2024, 0.1, 3, 12}, "1900"},
                {{10, 2012, 2024, -1.0, 3, 12}, "growth -1"},
                {{10, 2012, 2024, 0.1, 1.0, 12}, "1 authors"},
                {{10, 2012, 2024, 0.1, 3, 151}, "151 fields"},
                {{10, 2012, 2024, 0.1, 3, 0}, "0 fields"}};
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cot_error_t err = COT_ERROR_INIT;
        assert_int_equal(cot_synth_write(&rows[i].params, out, NULL, &err), COT_E_ARG);
        assert_non_null(strstr(err.message, rows[i].says));
    }
    assert_int_equal(cot_synth_write(NULL, NULL, NULL, NULL), COT_E_ARG);
    drop(out);
}

/* The least and the largest of everything. */
static void extremes(void **state) {
    (void)state;
    static const cot_synth_params_t rows[] = {{1, 2020, 2020, 0.0, 1.01, 1},
                                              {50, 1991, 2090, 10.0, 1.5, 1},
                                              {50, 1991, 2090, -0.99, 100.0, 150},
                                              {300, 2012, 2012, 0.0, 60.0, 150}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *text = NULL;
        size_t length = 0;
        cot_out_t *out = make(&rows[i], i, &text, &length);
        assert_int_equal(count(text, "<entry>"), rows[i].papers);
        assert_string_equal(text + length - 8, "</feed>\n");
        drop(out);
    }
}

static int stop(void *data, const char *stage, uint64_t done, uint64_t total) {
    (void)data;
    (void)stage;
    return done > 10000 && total == 50000;
}

static void interrupted(void **state) {
    (void)state;
    cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
    cot_env_t env = COT_ENV_INIT;
    cot_out_t *out = NULL;
    params.papers = 50000;
    env.progress = stop;
    assert_int_equal(cot_out_memory(&out, NULL), COT_OK);
    assert_int_equal(cot_synth_write(&params, out, &env, NULL), COT_E_INTERRUPT);
    drop(out);
}

static void memory_runs_out(void **state) {
    (void)state;
    cot_synth_params_t params = COT_SYNTH_PARAMS_INIT;
    cot_status_t st = COT_E_NOMEM;
    params.papers = 60;
    FILE *null = fopen("/dev/null", "w");
    assert_non_null(null);
    cot_out_t *out = NULL;
    assert_int_equal(cot_out_stream(&out, null, "/dev/null", NULL), COT_OK);
    int64_t live = cot_i_alloc_live();
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_i_alloc_fail_after(k);
        st = cot_synth_write(&params, out, NULL, NULL);
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        assert_int_equal(cot_i_alloc_live(), live);
        assert_true(k < 10000);
    }
    drop(out);
    fclose(null);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_seed_same_bytes),
        cmocka_unit_test(committed_corpus),
        cmocka_unit_test(shape),
        cmocka_unit_test(nothing_forbidden),
        cmocka_unit_test(distributions),
        cmocka_unit_test(bad_arguments),
        cmocka_unit_test(extremes),
        cmocka_unit_test(interrupted),
        cmocka_unit_test(memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
