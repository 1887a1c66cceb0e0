/* Names taken apart: the vectors in tests/vectors/names.json, folding, hostile bytes, memory running out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "coterie/authors.h"
#include "identify/name.h"

static const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void check(const json_t *expect, const char *name, const char *key, const char *got) {
    if (strcmp(text_of(expect, key), got) != 0) {
        fail_msg("\"%s\": %s is \"%s\", expected \"%s\"", name, key, got, text_of(expect, key));
    }
}

static void test_vectors(void **state) {
    (void)state;
    json_error_t error;
    json_t *root = json_load_file(COT_TESTS_DIR "/vectors/names.json", 0, &error);
    assert_non_null(root);
    size_t i;
    json_t *row;
    json_array_foreach(json_object_get(root, "cases"), i, row) {
        cot_parsed_name_t got;
        const char *name = text_of(row, "name");
        const json_t *expect = json_object_get(row, "expect");
        assert_int_equal(cot_name_parse(name, text_of(row, "forenames"), text_of(row, "surname"),
                                        text_of(row, "suffix"), &got, NULL), COT_OK);
        check(expect, name, "kind", got.kind == COT_GROUP ? "group" : "person");
        check(expect, name, "display", got.display);
        check(expect, name, "forenames", got.forenames);
        check(expect, name, "particles", got.particles);
        check(expect, name, "surname", got.surname);
        check(expect, name, "suffix", got.suffix);
        check(expect, name, "exact_key", got.exact_key);
        check(expect, name, "initial_key", got.initial_key);
        check(expect, name, "note", got.note);
        cot_parsed_name_clear(&got);
    }
    assert_true(i >= 150);
    json_decref(root);
}

/* A cleaned name is clean: parsing it again changes nothing, and leads to the same keys. */
static void test_cleaning_is_idempotent(void **state) {
    (void)state;
    json_t *root = json_load_file(COT_TESTS_DIR "/vectors/names.json", 0, NULL), *row;
    assert_non_null(root);
    size_t i;
    json_array_foreach(json_object_get(root, "cases"), i, row) {
        cot_parsed_name_t once, twice;
        assert_int_equal(cot_name_parse(text_of(row, "name"), text_of(row, "forenames"), text_of(row, "surname"),
                                        text_of(row, "suffix"), &once, NULL), COT_OK);
        assert_int_equal(cot_name_parse(once.display, "", "", "", &twice, NULL), COT_OK);
        assert_string_equal(twice.display, once.display);
        bool phrase = once.kind == COT_GROUP && twice.kind == COT_PERSON; /* "on behalf of the ATLAS" */
        bool inverted = strchr(text_of(row, "name"), ',') != NULL;        /* "Group, John" */
        bool parts = text_of(row, "surname")[0] != '\0';                  /* "Garcia Lopez" known as surname */
        if (!phrase && !inverted && !parts) {
            assert_int_equal(twice.kind, once.kind);
            assert_string_equal(twice.exact_key, once.exact_key);
            assert_string_equal(twice.initial_key, once.initial_key);
        }
        cot_parsed_name_clear(&once);
        cot_parsed_name_clear(&twice);
    }
    json_decref(root);
}

/* What name_plain.c says of a name, and what name.c makes of it. Whether it is plain. */
static bool check_plain(cot_i_namer_t *namer, const char *name, size_t surname) {
    char forenames[512] = "";
    const char *last = surname > 0 ? name + surname : "";
    memcpy(forenames, name, surname > 0 ? surname - 1 : 0);
    cot_i_name_t got;
    if (!cot_i_name_plain(name, strlen(name), &surname)) {
        return false;
    }
    assert_int_equal(cot_i_name_read(namer, name, forenames, last, "", &got, NULL), COT_OK);
    assert_int_equal(got.kind, COT_PERSON);
    assert_string_equal(got.display, name);
    assert_string_equal(got.exact_key, name);
    assert_string_equal(got.particles, "");
    assert_string_equal(got.surname, name + surname);
    assert_string_equal(got.suffix, "");
    assert_string_equal(got.note, "");
    assert_true(got.sure >= 1.0f);
    return true;
}

/* Names put together of these at random: as a whole, and cut into parts at each blank. */
static void test_plain_names(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "Anna", "Li", "J.", "D.", "E", "y", "M.", "R", "Jean-Pierre", "O'Neil", "O'", "-", "D'", "\u00d6z", "\u00c9",
        "\u00c9.", "Nguy\u1ec5n", "\u0110\u1ee9c", "\u00d7", "van", "der", "de", "Ph.", "PhD", "Jr", "III", "and", "Junior",
        "n\u00ed", "\u00d3", "ATLAS", "Team", "University", "with", "the", "Dr", "Smith.", "Maria2", "Mc-", "x\u0301",
        "\u674e", "\u041f\u0435\u0442\u0440\u043e\u0432", "K.L.", "", "\u00c3\u00b6", "Sm\u00c3th", "Ed", "Al", "e", "Aulzer",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 60000 };
    cot_i_namer_t namer = COT_NAMER_INIT;
    uint64_t random = 1;
    size_t plain = 0;
    for (int i = 0; i < ROUNDS; i++) {
        char name[256] = "";
        random = random * 6364136223846793005u + 1442695040888963407u;
        for (uint64_t k = 0, bits = random >> 16, n = 1 + bits % 6; k < n; k++, bits /= PIECES) {
            strcat(name, k > 0 ? " " : "");
            strcat(name, pieces[(bits + k * k) % PIECES]);
        }
        plain += check_plain(&namer, name, 0);
        for (const char *blank = strchr(name, ' '); blank; blank = strchr(blank + 1, ' ')) {
            plain += check_plain(&namer, name, (size_t)(blank - name) + 1);
        }
    }
    assert_true(plain > ROUNDS / 50);
    cot_i_namer_clear(&namer);
}

static void test_fold(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"Götschel", "gotschel"}, {"Łukasz", "lukasz"}, {"Íñigo", "inigo"}, {"Weiß", "weiss"}, {"Søren", "soren"},
        {"Işık", "isik"}, {"İlker", "ilker"}, {"O'Brien", "obrien"}, {"O\u2019Brien", "obrien"},
        {"Mallmann-Trenn", "mallmanntrenn"},
        {"J.-P. 2", "jp2"}, {"Петров", "петров"}, {"ΠΑΠΠΑΣ", "παππασ"}, {"李伟", "李伟"},
        {"", ""}, {" .-", ""},
        {"\uFF2A\uFF4F\uFF45", "joe"}, {"Go\u0308del", "godel"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *got = NULL;
        assert_int_equal(cot_fold(rows[i][0], &got, NULL), COT_OK);
        assert_string_equal(got, rows[i][1]);
        cot_i_free(got);
    }
}

static void test_null_is_empty(void **state) {
    (void)state;
    cot_parsed_name_t got;
    assert_int_equal(cot_name_parse(NULL, NULL, NULL, NULL, &got, NULL), COT_OK);
    assert_string_equal(got.display, "");
    assert_string_equal(got.exact_key, "");
    cot_parsed_name_clear(&got);
    cot_parsed_name_clear(&got);
    cot_parsed_name_clear(NULL);
}

static void check_valid(const cot_parsed_name_t *got) {
    const char *texts[] = {got->display, got->forenames, got->particles, got->surname, got->suffix, got->exact_key,
                           got->initial_key, got->note};
    for (size_t t = 0; t < 8; t++) {
        size_t n = strlen(texts[t]), used;
        assert_false(n > 0 && (texts[t][0] == ' ' || texts[t][n - 1] == ' '));
        for (size_t i = 0; i < n; i += used) {
            uint32_t c = cot_i_utf8_decode(texts[t] + i, n - i, &used);
            assert_true(c >= 0x20 && (c != 0xFFFD || used == 3));
        }
    }
    assert_int_equal(got->display[0] == '\0', got->exact_key[0] == '\0');
    assert_int_equal(got->display[0] == '\0', got->initial_key[0] == '\0');
}

/* Random strings over the characters that mean something here: valid UTF-8, no blanks at ends, keys with names. */
static void test_random_names(void **state) {
    (void)state;
    static const char *const bits[] = {"a", "B", "van", "de", " ", " ", " ", ".", "-", "'", ",", "\\", "{", "}", "$", "^",
                                       "\\v", "\\'", "(", ")", "1", "Jr", "III", "the", "for", "Group", "et", "al", "é",
                                       "李", "Collaboration", "\x80", "\xc3", "\xff", "@", "<b>", "&amp;", "\x1f", "\x1e",
                                       "and", "Dr.", "e", "~", "ß", "\u0301", "0001", "Neto", ":", ";", "with", "\u200b"};
    cot_rng_t rng;
    for (uint64_t round = 0; round < 5000; round++) {
        char parts[4][256] = {"", "", "", ""};
        cot_i_rng_init(&rng, 7, 1, round);
        for (size_t p = 0; p < 4; p++) {
            uint64_t n = cot_i_rng_below(&rng, p == 0 ? 12 : cot_i_rng_below(&rng, 3) == 0 ? 6 : 1);
            size_t at = 0;
            for (uint64_t k = 0; k < n; k++) {
                const char *bit = bits[cot_i_rng_below(&rng, sizeof bits / sizeof *bits)];
                at += (size_t)snprintf(parts[p] + at, sizeof parts[p] - at, "%s", bit);
            }
        }
        cot_parsed_name_t got;
        assert_int_equal(cot_name_parse(parts[0], parts[1], parts[2], parts[3], &got, NULL), COT_OK);
        check_valid(&got);
        cot_parsed_name_clear(&got);
    }
}

/* Huge names cost a linear amount of work, whatever they are made of; more than a megabyte is cut. */
static void test_huge_names(void **state) {
    (void)state;
    static const char *const bits[] = {"a", "a ", "and ", "et al ", "(", ")", ",", "for the ", ".", "- ", "\\'", "{\\v c}",
                                       "van ", "J. ", "Dr. ", "@", "é", "\u1E9B\u0323", "&", "with ", "1", "Jr "};
    for (size_t b = 0; b < sizeof bits / sizeof *bits; b++) {
        size_t n = b < 2 ? ((size_t)1 << 20) + 5000 : (size_t)1 << 18, m = strlen(bits[b]);
        char *name = malloc(n + 1);
        assert_non_null(name);
        for (size_t i = 0; i < n; i++) {
            name[i] = bits[b][i % m];
        }
        name[n] = '\0';
        cot_parsed_name_t got;
        assert_int_equal(cot_name_parse(name, "", "", "", &got, NULL), COT_OK);
        check_valid(&got);
        cot_parsed_name_clear(&got);
        free(name);
    }
}

static void test_memory_runs_out(void **state) {
    (void)state;
    static const char *const names[] = {"Fran\\ccois de Souza e Silva, Jr.", "for the ATLAS Collaboration", "Götschel, Łukasz",
                                        "Dr. (x) A, B, C @d", ":"};
    int64_t before = cot_i_alloc_live();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        cot_status_t st = COT_E_NOMEM;
        for (int64_t k = 0; st != COT_OK; k++) {
            cot_parsed_name_t got;
            cot_error_t err = COT_ERROR_INIT;
            cot_i_alloc_fail_after(k);
            st = cot_name_parse(names[i], "", "", "", &got, &err);
            cot_i_alloc_fail_after(-1);
            assert_true(st == COT_OK || st == COT_E_NOMEM);
            cot_parsed_name_clear(&got);
            assert_int_equal(cot_i_alloc_live(), before);
            assert_true(k < 1000);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),       cmocka_unit_test(test_cleaning_is_idempotent),
        cmocka_unit_test(test_plain_names), cmocka_unit_test(test_fold),          cmocka_unit_test(test_null_is_empty),
        cmocka_unit_test(test_random_names),  cmocka_unit_test(test_huge_names),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
