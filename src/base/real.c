/* real.c: doubles as the shortest decimal that reads back the same, whatever the locale.
 *
 * Integers and short decimals go a quick way. Values from 1e-15 to 2^53 are done exactly in 128-bit
 * integers: the reals that round to the value form an interval; of the decimals in it, the one with the
 * fewest digits, then the nearest, is written (the rule of Steele & White 1990). The rest is left to
 * printf and strtod.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digits.h"
#include "base/text.h"

typedef unsigned __int128 wide_t;

const char cot_i_digit_pairs[200] = {"00010203040506070809101112131415161718192021222324"
                                     "25262728293031323334353637383940414243444546474849"
                                     "50515253545556575859606162636465666768697071727374"
                                     "75767778798081828384858687888990919293949596979899"};

/* digits x 10^exponent as printf's %g would: an exponent below 1e-4 only. At most 18 digits, value below
 * 2^53. */
static size_t write_decimal(bool negative, uint64_t digits, int exponent, char out[32]) {
    char text[24], *p = out;
    int n = (int)cot_i_digits(digits, text), point = n + exponent; /* digits before the point */
    *p = '-';
    p += negative;
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
        memcpy(p, "e-", 2);
        memcpy(p + 2, cot_i_digit_pairs + 2 * (1 - point), 2);
        p += 4;
    }
    *p = '\0';
    return (size_t)(p - out);
}

/* Values with few decimals (weights, shares of small counts): digits of |value| * 10^k, when that is
 * exact. */
static size_t format_short(double value, char out[32]) {
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5};
    const double size = fabs(value), most = size * 1e5;
    if (most < 1e15 && fabs(most - (double)(int64_t)(most + 0.5)) > 4e-15 * most) {
        return 0; /* more than five decimals, as computed values have: seen at once */
    }
    for (int k = 0; k < 6; k++) {
        const double scaled = size * power[k];
        if (scaled >= 1e15) {
            return 0;
        }
        uint64_t whole = (uint64_t)scaled;
        if ((double)(int64_t)whole == scaled && scaled / power[k] == size) {
            for (; k > 0 && whole % 10 == 0; k--) {
                whole /= 10; /* 1.15 x 100 is rounded down, 1.15 x 1000 is 1150 */
            }
            return write_decimal(value < 0, whole, -k, out);
        }
    }
    return 0;
}

/* 5^k, k = 0 .. 31: 73 bits. */
static wide_t power_of_five(int k) {
    static const uint64_t low[] = {1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125,
                                   244140625, 1220703125, 6103515625, 30517578125};
    return k < 16 ? low[k] : (wide_t)low[k - 16] * 152587890625;
}

/* Decimal places with which a value of [1e-15, 2^53) has 17 digits before the point, or 18. */
static int places_for(double size, int exponent) {
    static const double least[] = {1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5,
                                   1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
                                   1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};
    int magnitude = (int)((exponent * 1233) >> 12); /* log10(2), rounded down: right or one too small */
    magnitude += size >= least[magnitude + 16];
    return 16 - magnitude;
}

/* Of the multiples of powers of ten in the interval that rounds to value = mantissa 2^exponent: the shortest,
 * nearest one. All in units of 10^-places, where value has 17 or 18 digits. */
static size_t format_exact(double value, char out[32]) {
    const double size = fabs(value);
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    const uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1), mantissa = fraction | UINT64_C(1) << 52;
    const int exponent = (int)(bits >> 52) - 1075;
    if (!(size >= 1e-15 && size < 0x1p53) || fraction == 0) {
        return 0; /* at a power of two the interval is lopsided */
    }
    const int places = places_for(size, exponent + 52), shift = 2 - exponent - places; /* 1 .. 31, 1 .. 73 */
    const wide_t half = 2 * power_of_five(places); /* of the interval, in units of 2^-shift */
    const wide_t centre = 2 * mantissa * half;     /* below 2^128: 2 bits, 53 bits and 72.1 bits */
    const wide_t odd = mantissa & 1;               /* ends belong to the interval of an even mantissa only */
    const uint64_t low = (uint64_t)((centre - half + odd + (((wide_t)1 << shift) - 1)) >> shift);
    const uint64_t high = (uint64_t)((centre + half - odd) >> shift);
    uint64_t unit = 1, shorter = high / 10;
    int zeros = 0;
    while (shorter * 10 * unit >= low) {
        unit *= 10;
        shorter /= 10;
        zeros++;
    }
    uint64_t digits = (uint64_t)(centre >> shift) / unit;
    const wide_t rest = centre - ((wide_t)(digits * unit) << shift), middle = ((wide_t)unit << shift) / 2;
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
