/* date.c: days since 1970-01-01 in the proleptic Gregorian calendar.
 * Method: years begin in March, so that the leap day is the last one; eras of 400 years have 146,097 days.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "coterie/corpus.h"

enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 /* from 0000-03-01 */ };

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

static int64_t days_from_civil(int64_t year, int month, int day) {
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = floor_div(y, 400), year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           DAYS_TO_1970;
}

typedef struct {
    int64_t year;
    int month, day;
} civil_t;

static civil_t civil_from_days(int32_t date) {
    int64_t days = (int64_t)date + DAYS_TO_1970;
    int64_t era = floor_div(days, DAYS_PER_ERA), day_of_era = days - era * DAYS_PER_ERA;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153; /* months since March */
    civil_t civil = {year_of_era + era * 400, (int)(shifted < 10 ? shifted + 3 : shifted - 9),
                     (int)(day_of_year - (153 * shifted + 2) / 5 + 1)};
    civil.year += civil.month <= 2;
    return civil;
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

int32_t cot_date_from_civil(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || year < -5000000 || year > 5000000 ||
        day > days_in_month(year, month)) {
        return COT_NO_DATE;
    }
    return (int32_t)days_from_civil(year, month, day);
}

/* The number that n digits give; -1 when one of them is none (a NUL is none, so this never passes the end).
 */
static int digits(const char *text, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int32_t cot_date_parse(const char *text) {
    int year = 0, month = 0, day = 0;
    if (!text || (year = digits(text, 4)) < 0 || text[4] != '-' || (month = digits(text + 5, 2)) < 0 ||
        text[7] != '-' || (day = digits(text + 8, 2)) < 0) {
        return COT_NO_DATE;
    }
    return cot_date_from_civil(year, month, day);
}

int16_t cot_date_year(int32_t date) {
    int64_t year = date == COT_NO_DATE ? COT_NO_YEAR : civil_from_days(date).year;
    return year > INT16_MAX || year <= INT16_MIN ? COT_NO_YEAR : (int16_t)year;
}

void cot_date_format(int32_t date, char out[11]) {
    civil_t civil = civil_from_days(date);
    out[0] = '\0';
    if (date != COT_NO_DATE && civil.year >= 0 && civil.year <= 9999) {
        (void)snprintf(out, 11, "%04u-%02u-%02u", (unsigned)civil.year % 10000u, (unsigned)civil.month % 100u,
                       (unsigned)civil.day % 100u);
    }
}
