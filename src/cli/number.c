/* number.c: strict numbers: the whole text is a number of the asked-for kind, or it is refused.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

bool cli_read_count(const char *text, uint64_t *out) {
    uint64_t value = 0;
    const char *p = text;
    for (; isdigit((unsigned char)*p); p++) {
        uint64_t digit = (uint64_t)(*p - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            return false;
        }
        value = value * 10 + digit;
    }
    if (p == text) {
        return false;
    }
    uint64_t scale = 1;
    switch (*p) {
    case 'k':
    case 'K':
        scale = 1000;
        p++;
        break;
    case 'm':
    case 'M':
        scale = 1000000;
        p++;
        break;
    case 'g':
    case 'G':
        scale = 1000000000;
        p++;
        break;
    default:
        break;
    }
    if (*p != '\0' || value > UINT64_MAX / scale) {
        return false;
    }
    *out = value * scale;
    return true;
}

bool cli_read_real(const char *text, double *out) {
    /* strtod would also take blanks, hexadecimal numbers, "inf" and "nan". */
    if (strspn(text, "0123456789+-.eE") != strlen(text) || text[0] == '\0') {
        return false;
    }
    char *end = NULL;
    errno = 0;
    double value = strtod(text, &end);
    if (*end != '\0' || end == text || errno == ERANGE || !isfinite(value)) {
        return false;
    }
    *out = value;
    return true;
}

/* One side of a range: 1 to 4 digits. Moves *p behind it. */
static bool read_year(const char **p, int16_t *out) {
    int value = 0, digits = 0;
    for (; isdigit((unsigned char)**p) && digits < 5; (*p)++, digits++) {
        value = value * 10 + (**p - '0');
    }
    *out = (int16_t)value;
    return digits >= 1 && digits <= 4;
}

bool cli_read_years(const char *text, int16_t *first, int16_t *last) {
    const char *p = text;
    *first = *last = COT_NO_YEAR;
    if (*p != ':' && !read_year(&p, first)) {
        return false;
    }
    if (*p == '\0' && p != text) {
        *last = *first;
        return true;
    }
    if (*p++ != ':') {
        return false;
    }
    if (*p != '\0' && !read_year(&p, last)) {
        return false;
    }
    bool open = *first == COT_NO_YEAR || *last == COT_NO_YEAR;
    return *p == '\0' && strcmp(text, ":") != 0 && (open || *first <= *last);
}

const char *cli_grouped(uint64_t value, char out[32]) {
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    size_t used = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0) {
            out[used++] = ',';
        }
        out[used++] = digits[i];
    }
    out[used] = '\0';
    return out;
}
