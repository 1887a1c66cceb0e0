/* fold.c: from an id to the paper that has it: open addressing over a 64-bit hash, at most three quarters
 * full. Half of the hash stands beside the paper's number: it places the entry, and spares nearly all
 * comparisons. SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "records/corpus_data.h"

enum { FIRST_SLOTS = 1024 };

static uint32_t tag_of(uint64_t hash) {
    return (uint32_t)(hash >> 32);
}

static size_t place_of(uint32_t tag, size_t n_slots) {
    return (size_t)((uint64_t)tag * n_slots >> 32);
}

size_t cot_i_fold_find(const cot_corpus_t *corpus, const char *id, uint64_t hash) {
    const cot_fold_index_t *index = &corpus->index;
    if (index->n_slots == 0) {
        return SIZE_MAX;
    }
    uint32_t tag = tag_of(hash);
    for (size_t i = place_of(tag, index->n_slots); index->slots[i] != 0; i = (i + 1) & (index->n_slots - 1)) {
        uint32_t paper = (uint32_t)index->slots[i] - 1;
        if (index->slots[i] >> 32 == tag && strcmp(corpus->papers.text[paper], id) == 0) {
            return paper;
        }
    }
    return SIZE_MAX;
}

static void put(cot_fold_index_t *index, uint32_t number, uint32_t tag) {
    size_t i = place_of(tag, index->n_slots);
    while (index->slots[i] != 0) {
        i = (i + 1) & (index->n_slots - 1);
    }
    index->slots[i] = (uint64_t)tag << 32 | number;
}

cot_status_t cot_i_fold_reserve(cot_corpus_t *corpus, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_fold_index_t grown = {NULL, 0};
    cot_fold_index_t *index = &corpus->index;
    if (corpus->papers.n + 1 <= index->n_slots / 4 * 3) {
        return COT_OK;
    }
    grown.n_slots = index->n_slots ? index->n_slots * 2 : FIRST_SLOTS;
    COT_NEW(st, err, grown.slots, grown.n_slots, "the index of paper ids");
    for (size_t i = 0; i < index->n_slots; i++) {
        if (index->slots[i] != 0) {
            put(&grown, (uint32_t)index->slots[i], (uint32_t)(index->slots[i] >> 32));
        }
    }
    cot_i_fold_clear(index);
    *index = grown;
done:
    return st;
}

void cot_i_fold_put(cot_corpus_t *corpus, uint32_t paper, uint64_t hash) {
    put(&corpus->index, paper + 1, tag_of(hash));
}

void cot_i_fold_fetch(const cot_corpus_t *corpus, uint64_t hash) {
    if (corpus->index.n_slots > 0) {
        __builtin_prefetch(&corpus->index.slots[place_of(tag_of(hash), corpus->index.n_slots)]);
    }
}

void cot_i_fold_clear(cot_fold_index_t *index) {
    cot_i_free(index->slots);
    *index = (cot_fold_index_t){NULL, 0};
}
