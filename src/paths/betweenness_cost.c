/* betweenness_cost.c: how long exact betweenness will take.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "paths/kernels.h"

/* Nanoseconds of one core for an arc that one search looks at, fitted on ca-GrQc, ca-AstroPh and com-dblp; rows of
 * 32 lanes that do not fit the processor's caches cost up to four times as much. */
static const double STEP = 1.0, BEYOND = 3.4, CACHE_CLASSES = 16000.0;

double cot_i_betweenness_cost(const cot_prepared_info_t *info, int threads) {
    const double classes = info->largest_block;
    const double beyond = classes > CACHE_CLASSES ? 1.0 - CACHE_CLASSES / classes : 0.0;
    return 1e-9 * STEP * (1.0 + BEYOND * beyond * beyond) * (double)info->betweenness_steps / threads;
}
