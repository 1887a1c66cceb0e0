/* ranks.c: bins between the scores of new pairs; area under the ROC curve and precision from their counts.
 *
 * AUC = P(new > other) + P(new = other) / 2 (Mann & Whitney, Ann. Math. Stat. 18 (1947),
 * doi:10.1214/aoms/1177730491). Precision at k: new pairs among the first k, over k; where rank k falls into
 * pairs with equal scores, these are taken to stand in random order and the mean is told.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "links/ranks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Of numbers that are not negative, larger ones have larger bits. */
static uint64_t bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static size_t slot_of(const cot_i_ranks_t *ranks, double score) {
    return (size_t)((bits_of(score) - bits_of(ranks->values[0])) >> ranks->shift);
}

static void fill_table(cot_i_ranks_t *ranks) {
    uint64_t span = ranks->n ? bits_of(ranks->values[ranks->n - 1]) - bits_of(ranks->values[0]) : 0;
    size_t slot = 0;
    while (span >> ranks->shift > COT_I_RANK_TABLE) {
        ranks->shift++;
    }
    for (size_t i = 0; i < ranks->n; i++) {
        for (; slot <= slot_of(ranks, ranks->values[i]); slot++) {
            ranks->table[slot] = (uint32_t)i; /* the first value of this slot or a later one */
        }
    }
    for (; slot < COT_I_RANK_TABLE + 2; slot++) {
        ranks->table[slot] = (uint32_t)ranks->n;
    }
}

cot_status_t cot_i_ranks_new(cot_i_ranks_t *ranks, double *scores, uint64_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t different = 0;
    qsort(scores, n, sizeof *scores, ascending);
    for (uint64_t i = 0; i < n; i++) {
        different += i == 0 || scores[i] != scores[i - 1];
    }
    COT_NEW(st, err, ranks->values, different, "scores of new pairs");
    COT_NEW(st, err, ranks->fresh, different, "scores of new pairs");
    for (uint64_t i = 0; i < n; i++) {
        if (i == 0 || scores[i] != scores[i - 1]) {
            ranks->values[ranks->n++] = scores[i];
        }
        ranks->fresh[ranks->n - 1]++;
    }
    fill_table(ranks);
done:
    return st;
}

void cot_i_ranks_clear(cot_i_ranks_t *ranks) {
    cot_i_free(ranks->values);
    cot_i_free(ranks->fresh);
}

size_t cot_i_ranks_bin(const cot_i_ranks_t *ranks, double score) {
    if (ranks->n == 0 || score < ranks->values[0]) {
        return 0;
    }
    if (score > ranks->values[ranks->n - 1]) {
        return 2 * ranks->n;
    }
    size_t slot = slot_of(ranks, score), low = ranks->table[slot], high = ranks->table[slot + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranks->values[middle] < score) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return 2 * low + (low < ranks->n && ranks->values[low] == score);
}

/* New pairs among the first k, on average over the orders of equal scores. */
static double hits_among(const cot_i_ranks_t *ranks, const uint64_t *others, uint64_t k) {
    uint64_t rank = 0, hits = 0;
    for (size_t i = ranks->n; i > 0; i--) {
        rank += others[2 * i];
        const uint64_t fresh = ranks->fresh[i - 1], equal = fresh + others[2 * i - 1];
        if (rank >= k) {
            break;
        }
        if (k < rank + equal) {
            return (double)hits + (double)(k - rank) * ((double)fresh / (double)equal);
        }
        hits += fresh;
        rank += equal;
    }
    return (double)hits;
}

cot_link_quality_t cot_i_ranks_quality(const cot_i_ranks_t *ranks, const uint64_t *others,
                                       const uint64_t cuts[COT_LINK_CUTS]) {
    cot_link_quality_t quality = {NAN, {NAN, NAN, NAN, NAN}};
    uint64_t fresh = 0, below = others[0];
    unsigned __int128 wins = 0; /* twice: a tie counts 1 */
    for (size_t i = 0; i < ranks->n; i++) {
        wins += (unsigned __int128)ranks->fresh[i] * (2 * (unsigned __int128)below + others[2 * i + 1]);
        below += others[2 * i + 1] + others[2 * i + 2];
        fresh += ranks->fresh[i];
    }
    if (fresh && below) {
        quality.auc = (double)wins / 2 / (double)fresh / (double)below;
    }
    for (int c = 0; fresh && c < COT_LINK_CUTS; c++) {
        const uint64_t k = cuts[c] < fresh + below ? cuts[c] : fresh + below;
        quality.precision[c] = hits_among(ranks, others, k) / (double)k;
    }
    return quality;
}
