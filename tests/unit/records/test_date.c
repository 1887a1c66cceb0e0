/* test_date.c: dates against the C library's calendar and by round trip.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "coterie/corpus.h"

static void civil_agrees_with_the_c_library(void **state) {
    (void)state;
    for (int year = 1890; year <= 2110; year += 1) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day += 3) {
                struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};
                time_t seconds = timegm(&tm);
                bool exists = tm.tm_mday == day;
                int32_t date = cot_date_from_civil(year, month, day);
                assert_int_equal(date, exists ? (int32_t)(seconds / 86400) : COT_NO_DATE);
                if (exists) {
                    assert_int_equal(cot_date_year(date), year);
                }
            }
        }
    }
}

static void every_day_has_one_form(void **state) {
    (void)state;
    char text[11], before[11] = "";
    for (int32_t date = cot_date_from_civil(1, 1, 1); date <= cot_date_from_civil(9999, 12, 31); date++) {
        cot_date_format(date, text);
        assert_int_equal(cot_date_parse(text), date);
        assert_true(__builtin_strcmp(before, text) < 0);
        __builtin_memcpy(before, text, sizeof text);
    }
}

static void only_dates_are_read(void **state) {
    (void)state;
    static const char *const bad[] = {"",           "2020",       "2020-1-01",  "2020-13-01",
                                      "2020-00-10", "2020-02-30", "2019-02-29", "1900-02-29",
                                      "20200101",   "abcd-ef-gh", "2020-01-0x", "2020/01/01"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(cot_date_parse(bad[i]), COT_NO_DATE);
    }
    assert_int_equal(cot_date_parse(NULL), COT_NO_DATE);
    assert_int_equal(cot_date_parse("1970-01-01"), 0);
    assert_int_equal(cot_date_parse("1970-01-02T23:59:59Z"), 1);
    assert_int_equal(cot_date_parse("2000-02-29"), cot_date_from_civil(2000, 2, 29));
}

static void no_date_stays_no_date(void **state) {
    (void)state;
    char text[11] = "x";
    cot_date_format(COT_NO_DATE, text);
    assert_string_equal(text, "");
    assert_int_equal(cot_date_year(COT_NO_DATE), COT_NO_YEAR);
    assert_int_equal(cot_date_year(INT32_MAX), COT_NO_YEAR); /* past what a year column holds */
    cot_date_format(INT32_MAX, text);
    assert_string_equal(text, "");
    assert_int_equal(cot_date_from_civil(INT32_MAX, 1, 1), COT_NO_DATE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(civil_agrees_with_the_c_library),
        cmocka_unit_test(every_day_has_one_form),
        cmocka_unit_test(only_dates_are_read),
        cmocka_unit_test(no_date_stays_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
