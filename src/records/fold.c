/* fold.c: from an id to the paper that has it: open addressing over a 64-bit hash, at most three quarters
 * full.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "records/corpus_data.h"

enum { FIRST_SLOTS = 1024 };

static uint32_t tag_of(uint64_t hash) {
    return (uint32_t)(hash >> 32);
}

size_t cot_i_fold_find(const cot_corpus_t *corpus, const char *id, uint64_t hash) {
    const cot_fold_index_t *index = &corpus->index;
    if (index->n_slots == 0) {
        return SIZE_MAX;
    }
    size_t mask = index->n_slots - 1;
    for (size_t i = (size_t)hash & mask; index->slots[i] != 0; i = (i + 1) & mask) {
        uint32_t paper = index->slots[i] - 1;
        if (index->tags[i] == tag_of(hash) && strcmp(corpus->papers.text[paper], id) == 0) {
            return paper;
        }
    }
    return SIZE_MAX;
}

static void put(cot_fold_index_t *index, uint32_t paper, uint64_t hash) {
    size_t mask = index->n_slots - 1, i = (size_t)hash & mask;
    while (index->slots[i] != 0) {
        i = (i + 1) & mask;
    }
    index->slots[i] = paper + 1;
    index->tags[i] = tag_of(hash);
}

cot_status_t cot_i_fold_reserve(cot_corpus_t *corpus, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_fold_index_t grown = {NULL, NULL, 0};
    cot_fold_index_t *index = &corpus->index;
    if (corpus->papers.n + 1 <= index->n_slots / 4 * 3) {
        return COT_OK;
    }
    grown.n_slots = index->n_slots ? index->n_slots * 2 : FIRST_SLOTS;
    COT_NEW(st, err, grown.slots, grown.n_slots, "the index of paper ids");
    COT_NEW(st, err, grown.tags, grown.n_slots, "the index of paper ids");
    for (size_t paper = 0; paper < corpus->papers.n; paper++) {
        const char *id = corpus->papers.text[paper];
        put(&grown, (uint32_t)paper, cot_i_hash(id, strlen(id), 0));
    }
    cot_i_fold_clear(index);
    *index = grown;
    return COT_OK;
done:
    cot_i_fold_clear(&grown);
    return st;
}

void cot_i_fold_put(cot_corpus_t *corpus, uint32_t paper, uint64_t hash) {
    put(&corpus->index, paper, hash);
}

void cot_i_fold_clear(cot_fold_index_t *index) {
    cot_i_free(index->slots);
    cot_i_free(index->tags);
    *index = (cot_fold_index_t){NULL, NULL, 0};
}
