/* real.c: doubles as the shortest decimal that reads back the same, whatever the locale.
 *
 * Integers and short decimals go a quick way. Values from 1e-6 to 2^53 are done exactly in 128-bit integers: the
 * reals that round to the value form an interval; of the decimals in it, the one with the fewest digits, then the
 * nearest, is written (the rule of Steele & White 1990). The rest is left to printf and strtod.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

typedef unsigned __int128 wide_t;

static size_t write_digits(uint64_t value, char *out) {
    char text[24], *p = text + sizeof text;
    do {
        *--p = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    size_t n = (size_t)(text + sizeof text - p);
    memcpy(out, p, n);
    return n;
}

/* digits x 10^exponent as printf's %g would: an exponent below 1e-4 only. At most 18 digits, value below 2^53. */
static size_t write_decimal(bool negative, uint64_t digits, int exponent, char out[32]) {
    char text[24], *p = out;
    int n = (int)write_digits(digits, text), point = n + exponent; /* digits before the point */
    if (negative) {
        *p++ = '-';
    }
    if (point > n) {
        memcpy(p, text, (size_t)n);
        memset(p + n, '0', (size_t)(point - n));
        p += point;
    } else if (point > 0) {
        memcpy(p, text, (size_t)point);
        p += point;
        if (point < n) {
            *p++ = '.';
            memcpy(p, text + point, (size_t)(n - point));
            p += n - point;
        }
    } else if (point > -4) {
        memcpy(p, "0.000", 5);
        p += 2 - point;
        memcpy(p, text, (size_t)n);
        p += n;
    } else {
        *p++ = text[0];
        if (n > 1) {
            *p++ = '.';
            memcpy(p, text + 1, (size_t)n - 1);
            p += n - 1;
        }
        memcpy(p, "e-0", 3);
        p[3] = (char)('0' + (1 - point));
        p += 4;
    }
    *p = '\0';
    return (size_t)(p - out);
}

/* Values with few decimals (weights, shares of small counts): digits of |value| * 10^k, when that is exact. */
static size_t format_short(double value, char out[32]) {
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5};
    for (int k = 0; k < 6; k++) {
        double scaled = fabs(value) * power[k];
        if (scaled >= 1e15) {
            return 0;
        }
        if (scaled == floor(scaled) && scaled / power[k] == fabs(value)) {
            return write_decimal(value < 0, (uint64_t)scaled, -k, out);
        }
    }
    return 0;
}

/* Of the multiples of powers of ten in the interval that rounds to value = mantissa 2^exponent: the shortest,
 * nearest one. All in units of 10^-places, where value has 17 or 18 digits. */
static size_t format_exact(double value, char out[32]) {
    static const double least[] = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4,
                                   1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    double size = fabs(value);
    int exponent, magnitude = 0;
    uint64_t mantissa = (uint64_t)ldexp(frexp(size, &exponent), 53);
    exponent -= 53;
    if (size < 1e-6 || size >= 0x1p53 || mantissa == UINT64_C(1) << 52) {
        return 0;                               /* at a power of two the interval is lopsided */
    }
    while (magnitude < 21 && size >= least[magnitude + 1]) {
        magnitude++;
    }
    int places = 22 - magnitude, shift = 1 - exponent;  /* 1 .. 22 and 1 .. 73 */
    wide_t half = 1;                                    /* of the interval, in units of 2^-shift */
    for (int i = 0; i < places; i++) {
        half *= 10;
    }
    wide_t centre = 2 * (wide_t)mantissa * half;        /* below 2^128: 54 bits and 73.1 bits */
    wide_t odd = mantissa & 1;                          /* ends belong to the interval of an even mantissa only */
    uint64_t low = (uint64_t)((centre - half + odd + (((wide_t)1 << shift) - 1)) >> shift);
    uint64_t high = (uint64_t)((centre + half - odd) >> shift);
    uint64_t unit = 1;
    int zeros = 0;
    while (high / (unit * 10) * (unit * 10) >= low) {
        unit *= 10;
        zeros++;
    }
    uint64_t digits = (uint64_t)(centre >> shift) / unit;
    wide_t rest = centre - ((wide_t)(digits * unit) << shift), middle = ((wide_t)unit << shift) / 2;
    digits += rest > middle || (rest == middle && (digits & 1));
    return write_decimal(value < 0, digits, zeros - places, out);
}

/* printf and strtod use the locale's decimal point, one or more bytes; the files use '.'. */
static size_t normalise_point(char *text) {
    size_t n = 0;
    bool point = false;
    for (const char *p = text; *p; p++) {
        if ((*p >= '0' && *p <= '9') || *p == 'e' || *p == '-' || *p == '+') {
            text[n++] = *p;
            point = false;
        } else if (!point) {
            text[n++] = '.';
            point = true;
        }
    }
    text[n] = '\0';
    return n;
}

size_t cot_i_format_real(double value, char out[32]) {
    if (isnan(value) || isinf(value)) {
        const char *text = isnan(value) ? "NaN" : value < 0 ? "-INF" : "INF";
        return (size_t)snprintf(out, 32, "%s", text);
    }
    size_t n = format_short(value, out);
    if (n == 0) {
        n = format_exact(value, out);
    }
    if (n > 0) {
        return n;
    }
    /* Most computed values need 16 or 17 digits, so look downward from there. */
    char shorter[32];
    (void)snprintf(out, 32, "%.17g", value);
    for (int digits = 16; digits >= 6; digits--) {
        (void)snprintf(shorter, sizeof shorter, "%.*g", digits, value);
        if (strtod(shorter, NULL) != value) {
            break;
        }
        memcpy(out, shorter, sizeof shorter);
    }
    return normalise_point(out);
}
