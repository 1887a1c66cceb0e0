/* real.c: doubles as the shortest decimal that reads back the same, whatever the locale.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Values with few decimals (weights, shares of small counts): digits of |value| * 10^k, when that is exact. */
static size_t format_short(double value, char out[32]) {
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5};
    for (int k = 0; k < 6; k++) {
        double scaled = value * power[k];
        if (fabs(scaled) >= 1e15) {
            return 0;
        }
        if (scaled == floor(scaled) && scaled / power[k] == value) {
            long long digits = (long long)fabs(scaled), unit = (long long)power[k];
            const char *sign = value < 0 ? "-" : "";
            int n = k == 0 ? snprintf(out, 32, "%s%lld", sign, digits)
                           : snprintf(out, 32, "%s%lld.%0*lld", sign, digits / unit, k, digits % unit);
            return (size_t)n;
        }
    }
    return 0;
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
