/* tail.c: where the tail of whole numbers begins that a power law is fitted to, when tails that say too
 * little are left out.
 *
 * The best fit of all can be to next to nothing: the authors of one paper with 287 names have 286 co-authors
 * or a few more, and a power law of exponent 582 describes them perfectly. For each xmin that leaves enough,
 * alpha by maximum likelihood, from zeta(alpha, xmin) = sum over k >= 0 of (xmin + k)^-alpha, and the
 * Kolmogorov-Smirnov distance over the different values; the smallest wins (A. Clauset, C. R. Shalizi,
 * M. E. J. Newman, SIAM Rev. 51, 661 (2009), doi:10.1137/070710111, section 3: fewer than about 50 values
 * give no reliable exponent; that 10 must differ is our own bound).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "bridge/tail.h"

enum { DIRECT = 12, STEPS = 48 };

/* Different values, ascending, and how many numbers are at least as large as each. */
typedef struct {
    double *value, *tail, *log_sum; /* log_sum: of the logarithms of those numbers */
    size_t n;
} histogram_t;

/* zeta(s, from) * scale^s, s > 1, by Euler and Maclaurin. Scaled, because from^-s alone may be nothing. */
static double scaled_zeta(double s, double from, double scale) {
    double sum = 0;
    for (int k = 0; k < DIRECT; k++) {
        sum += pow((from + k) / scale, -s);
    }
    const double x = from + DIRECT, last = pow(x / scale, -s);
    return sum + last * (x / (s - 1) + 0.5 + s / (12 * x) - s * (s + 1) * (s + 2) / (720 * x * x * x));
}

/* Minus the likelihood's logarithm per number, of numbers from xmin up whose logarithms above log(xmin) have
 * this mean. Convex in s. */
static double cost(double s, double xmin, double mean_log) {
    return log(scaled_zeta(s, xmin, xmin)) + s * mean_log;
}

/* The exponent of maximum likelihood: golden section around that of the continuous law. */
static double fit_alpha(double xmin, double mean_log) {
    const double golden = 0.6180339887498949;
    const double near = 1 / (mean_log + log(xmin / (xmin - 0.5)));
    double low = 1 + near / 8, high = 1 + near * 8;
    double a = high - golden * (high - low), b = low + golden * (high - low);
    double cost_a = cost(a, xmin, mean_log), cost_b = cost(b, xmin, mean_log);
    for (int i = 0; i < STEPS; i++) {
        if (cost_a < cost_b) {
            high = b;
            b = a;
            cost_b = cost_a;
            a = high - golden * (high - low);
            cost_a = cost(a, xmin, mean_log);
        } else {
            low = a;
            a = b;
            cost_a = cost_b;
            b = low + golden * (high - low);
            cost_b = cost(b, xmin, mean_log);
        }
    }
    return (low + high) / 2;
}

/* Kolmogorov-Smirnov distance of the best fit to what is from value[first] up. */
static double distance_from(const histogram_t *h, size_t first) {
    const double xmin = h->value[first], all = h->tail[first];
    const double alpha = fit_alpha(xmin, h->log_sum[first] / all - log(xmin));
    const double whole = scaled_zeta(alpha, xmin, xmin);
    double largest = 0;
    for (size_t i = first; i < h->n; i++) {
        const double model = scaled_zeta(alpha, h->value[i], xmin) / whole;
        largest = fmax(largest, fabs(h->tail[i] / all - model));
    }
    return largest;
}

static int by_value(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static cot_status_t count(histogram_t *h, const double *values, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    double *sorted = NULL, log_sum = 0;
    COT_NEW(st, err, sorted, n, "power law");
    COT_NEW(st, err, h->value, n, "power law");
    COT_NEW(st, err, h->tail, n, "power law");
    COT_NEW(st, err, h->log_sum, n, "power law");
    for (size_t i = 0; i < n; i++) {
        sorted[i] = values[i];
    }
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n; i++) {
        h->n += i == 0 || sorted[i] != sorted[i - 1];
    }
    for (size_t i = n, at = h->n; i-- > 0;) {
        log_sum += log(sorted[i]);
        at -= i + 1 == n || sorted[i] != sorted[i + 1];
        h->value[at] = sorted[i];
        h->tail[at] = (double)(n - i);
        h->log_sum[at] = log_sum;
    }
done:
    cot_i_free(sorted);
    return st;
}

cot_status_t cot_i_power_law_tail(const double *values, size_t n, double *xmin, cot_error_t *err) {
    cot_status_t st = COT_OK;
    histogram_t h = {NULL, NULL, NULL, 0};
    double least = INFINITY;
    *xmin = NAN;
    COT_TRY(st, count(&h, values, n, err));
    for (size_t i = 0; i + COT_TAIL_DIFFERENT <= h.n && h.tail[i] >= COT_TAIL_VALUES; i++) {
        const double distance = distance_from(&h, i);
        if (distance < least) {
            least = distance;
            *xmin = h.value[i];
        }
    }
done:
    cot_i_free(h.value);
    cot_i_free(h.tail);
    cot_i_free(h.log_sum);
    return st;
}
