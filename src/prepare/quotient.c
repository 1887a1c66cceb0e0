/* quotient.c: the network of twin classes, numbered in breadth-first order.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "prepare/quotient.h"

#include "base/alloc.h"
#include "base/fail.h"
#include "base/par.h"

/* Stream of the sampled sources: the same vertices for every kernel of a run. */
#define PURPOSE_SOURCES 0x736f7572636573ULL

enum { SHORT_ROW = 24 };

void cot_i_quotient_clear(cot_quotient_t *quotient) {
    cot_i_free(quotient->rows.off);
    cot_i_free(quotient->rows.adj);
    cot_i_free(quotient->class_of);
    cot_i_free(quotient->size);
    *quotient = (cot_quotient_t){{0, NULL, NULL}, NULL, NULL};
}

/* Lets row[i] sink in a heap of n with the largest on top. */
static void sink(uint32_t *row, uint32_t i, uint32_t n) {
    const uint32_t value = row[i];
    for (uint32_t child; (child = 2 * i + 1) < n; i = child) {
        child += child + 1 < n && row[child + 1] > row[child];
        if (row[child] <= value) {
            break;
        }
        row[i] = row[child];
    }
    row[i] = value;
}

/* Ascending. Insertion for short rows, a heap (O(n log n) always) for long ones. */
static void sort_row(uint32_t *row, uint32_t n) {
    for (uint32_t i = 1; i < n && n <= SHORT_ROW; i++) {
        const uint32_t value = row[i];
        uint32_t k = i;
        for (; k > 0 && row[k - 1] > value; k--) {
            row[k] = row[k - 1];
        }
        row[k] = value;
    }
    for (uint32_t i = n / 2; n > SHORT_ROW && i-- > 0;) {
        sink(row, i, n);
    }
    for (uint32_t left = n; n > SHORT_ROW && --left > 0;) {
        const uint32_t last = row[left];
        row[left] = row[0];
        row[0] = last;
        sink(row, 0, left);
    }
}

cot_status_t cot_i_fill_quotient(cot_quotient_t *q, const cot_graph_t *graph, const uint32_t *twin_of,
                                 const uint32_t *first, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const int64_t classes = q->rows.n;
    (void)threads;
    COT_NEW(st, err, q->size, q->rows.n, "classes of twins");
    COT_NEW(st, err, q->rows.adj, q->rows.off[q->rows.n], "rows of the classes");
#pragma omp parallel for schedule(dynamic, 1024) num_threads(threads) if (classes > 4096)
    for (int64_t c = 0; c < classes; c++) {
        uint32_t *row = q->rows.adj + q->rows.off[c], n = 0;
        for (uint64_t a = graph->off[first[c]]; a < graph->off[first[c] + 1]; a++) {
            const uint32_t d = q->class_of[graph->adj[a]];
            if (d != COT_CLASS_LATER) { /* one member of each class */
                row[n++] = d;
            }
        }
        sort_row(row, n);
    }
    for (uint32_t v = 0; v < graph->n; v++) { /* the member that stands for a class is its smallest */
        q->class_of[v] = q->class_of[twin_of[v]];
        q->size[q->class_of[v]]++;
    }
done:
    return st;
}

cot_status_t cot_i_pick_sources(const cot_quotient_t *quotient, uint32_t n, uint32_t n_sources, uint64_t seed,
                                uint32_t *per_class, uint8_t *picked, uint32_t *n_picked, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *sample = NULL;
    const bool all = n_sources == 0 || n_sources >= n;
    const uint32_t count = all ? n : n_sources;
    *n_picked = count;
    if (!all) {
        COT_NEW(st, err, sample, count, "sampled sources");
        COT_TRY(st, cot_i_rng_sample(n, count, seed, PURPOSE_SOURCES, sample, err));
    }
    for (uint32_t c = 0; c < quotient->rows.n; c++) {
        per_class[c] = all ? quotient->size[c] : 0;
    }
    for (uint32_t v = 0; picked && v < n; v++) {
        picked[v] = all;
    }
    for (uint32_t i = 0; !all && i < count; i++) {
        per_class[quotient->class_of[sample[i]]]++;
        if (picked) {
            picked[sample[i]] = 1;
        }
    }
done:
    cot_i_free(sample);
    return st;
}
