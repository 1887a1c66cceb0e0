/* tail.h: the tail of whole numbers that a power law is fitted to.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_BRIDGE_TAIL_H
#define COT_BRIDGE_TAIL_H

#include <stddef.h>

#include "coterie/status.h"

/* A tail says enough with so many values, so many of them different. */
enum { COT_TAIL_VALUES = 50, COT_TAIL_DIFFERENT = 10 };

/* Of all xmin that leave enough, the one whose best fit (discrete, by maximum likelihood) has the smallest
 * Kolmogorov-Smirnov distance; the smallest of equals; NaN where none leaves enough. values: n whole numbers
 * from 1. O(n log n + d^2), d of them different. Serial. */
COT_NODISCARD cot_status_t cot_i_power_law_tail(const double *values, size_t n, double *xmin,
                                                cot_error_t *err);

#endif
