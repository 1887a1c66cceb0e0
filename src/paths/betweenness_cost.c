/* betweenness_cost.c: how long exact betweenness will take, guessed from what the preparation found. Every
 * source looks at the arcs out of classes that are not simplicial (betweenness_steps), outwards and back, and
 * settles every class of its block; rows of 256 bytes per class that do not fit the caches make all of it
 * slower. Nanoseconds of one core for 32 lanes of double were measured on ca-GrQc (2,297 classes, 2.9e7
 * steps), ca-AstroPh (13,427; 3.9e9) and batches of com-dblp (178,737; 2.1e11): a factor of two is the best
 * to expect elsewhere. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "paths/kernels.h"

#define NS_STEP 0.32
#define NS_CLASS 6.0
#define CACHED_CLASSES 16384.0   /* 4 MiB of rows */
#define OUTSIDE_CLASSES 131072.0 /* 32 MiB */
#define OUTSIDE 2.5              /* times slower there; between the two, as the logarithm of the size */

double cot_i_betweenness_cost(const cot_prepared_info_t *info, int threads) {
    const double classes = info->largest_block;
    const double size = fmin(fmax(classes, CACHED_CLASSES), OUTSIDE_CLASSES);
    const double slower = pow(OUTSIDE, log(size / CACHED_CLASSES) / log(OUTSIDE_CLASSES / CACHED_CLASSES));
    const double ns = NS_STEP * (double)info->betweenness_steps + NS_CLASS * classes * classes;
    return 1e-9 * slower * ns / (double)(threads > 0 ? threads : 1);
}
