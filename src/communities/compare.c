/* compare.c: adjusted Rand index (Hubert & Arabie, J. Classif. 2, 193 (1985)) and normalised mutual information of two
 * partitions, from how many members of each group of one lie in each group of the other.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "communities/compare.h"

#include <math.h>

#include "base/alloc.h"
#include "base/fail.h"
#include "communities/search.h"

static double pairs_of(uint64_t k) {
    return (double)(k * (k - (k > 0)) / 2);
}

void cot_i_sort_partition(cot_sorted_t *out, const uint32_t *label, uint32_t n, uint32_t *start, uint32_t *members) {
    *out = (cot_sorted_t){n, label, start, members, 0.0, 0.0};
    cot_i_by_group(label, n, n, start, members, 1);
    for (uint32_t g = 0; g < n; g++) {
        const uint32_t size = start[g + 1] - start[g];
        const double share = (double)size / (double)n;
        out->pairs += pairs_of(size);
        out->entropy -= size ? share * log(share) : 0.0;
    }
}

void cot_i_agreement(const cot_sorted_t *a, const cot_sorted_t *b, uint32_t *count, uint32_t *touched, double *rand,
                     double *nmi) {
    const double n = (double)a->n;
    double together = 0.0, information = 0.0;
    for (uint32_t g = 0; g < a->n; g++) {
        const double size = (double)(a->start[g + 1] - a->start[g]);
        uint32_t groups = 0;
        for (uint32_t i = a->start[g]; i < a->start[g + 1]; i++) {
            const uint32_t h = b->label[a->members[i]];
            if (count[h]++ == 0) {
                touched[groups++] = h;
            }
        }
        for (uint32_t i = 0; i < groups; i++) {
            const uint32_t h = touched[i];
            const double both = (double)count[h], other = (double)(b->start[h + 1] - b->start[h]);
            together += pairs_of(count[h]);
            information += both / n * log(n * both / (size * other));
            count[h] = 0;
        }
    }
    const double all = pairs_of(a->n), chance = all > 0 ? a->pairs * b->pairs / all : 0.0;
    const double most = (a->pairs + b->pairs) / 2, entropy = (a->entropy + b->entropy) / 2;
    *rand = most - chance > 0 ? (together - chance) / (most - chance) : 1.0;
    *nmi = entropy > 0 ? fmin(1.0, information / entropy) : 1.0;
}

static bool take(const int64_t *from, uint32_t n, uint32_t *to) {
    for (uint32_t i = 0; i < n; i++) {
        if (from[i] < 0 || from[i] >= (int64_t)n) {
            return false;
        }
        to[i] = (uint32_t)from[i];
    }
    return true;
}

cot_status_t cot_adjusted_rand(const int64_t *a, const int64_t *b, uint32_t n, double *rand, double *nmi,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *memory = NULL;
    cot_sorted_t x, y;
    double found_rand, found_nmi;
    COT_NEW(st, err, memory, 8 * ((size_t)n + 1), "comparing partitions");
    const size_t step = (size_t)n + 1;
    if (n > 0 && (!a || !b || !take(a, n, memory) || !take(b, n, memory + step))) {
        COT_FAIL(st, err, COT_E_ARG, "comparing partitions: null argument or number outside 0 to n - 1");
    }
    cot_i_sort_partition(&x, memory, n, memory + 2 * step, memory + 3 * step);
    cot_i_sort_partition(&y, memory + step, n, memory + 4 * step, memory + 5 * step);
    cot_i_agreement(&x, &y, memory + 6 * step, memory + 7 * step, &found_rand, &found_nmi);
    if (rand) {
        *rand = found_rand;
    }
    if (nmi) {
        *nmi = found_nmi;
    }
done:
    cot_i_free(memory);
    return st;
}
