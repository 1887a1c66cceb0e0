/* gather.c: the third pass over the texts: how candidates are written, and on which papers they stand.
 *
 * Blocks of texts are read side by side, each with its own pool of written forms; they are added in the order
 * of the blocks, so that the first key and the counts of forms do not depend on threads. The label is the
 * form used most, then the first bytewise. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/par.h"

#ifdef _OPENMP
#include <omp.h>
static int this_thread(void) {
    return omp_get_thread_num();
}
#else
static int this_thread(void) {
    return 0;
}
#endif

/* One written form in a block or, with key unused, in all texts. */
typedef struct {
    uint32_t candidate, uses;
    size_t key; /* offset in keys, NUL-terminated */
    bool plural;
} form_t;

typedef struct {
    cot_strpool_t *pool; /* written forms; forms[] runs parallel */
    form_t *forms;
    size_t n_forms, forms_capacity;
    cot_buf_t keys;
    uint32_t *pairs;
    size_t n_pairs, pairs_capacity;
    uint32_t counts[COT_TEXTS_BLOCK]; /* pairs of each text */
    cot_status_t status;
    cot_error_t err;
} block_t;

/* All texts' forms. */
typedef struct {
    cot_strpool_t *pool;
    form_t *forms;
    size_t n, capacity;
} forms_t;

static cot_status_t open_block(block_t *block) {
    block->n_forms = block->n_pairs = 0;
    block->keys.max = (size_t)1 << 30;
    cot_i_buf_reset(&block->keys);
    cot_i_strpool_free(block->pool);
    block->pool = NULL;
    return cot_i_strpool_new(&block->pool, &block->err);
}

static void clear_block(block_t *block) {
    cot_i_strpool_free(block->pool);
    cot_i_free(block->forms);
    cot_i_free(block->pairs);
    cot_i_buf_clear(&block->keys);
}

/* Counts one use of a phrase's written form. */
static cot_status_t add_form(block_t *block, const cot_scan_t *scan, const cot_phrase_t *phrase,
                             uint32_t candidate) {
    cot_error_t *err = &block->err;
    cot_status_t st = COT_OK;
    char text[COT_PHRASE_BYTES];
    uint32_t id = 0;
    size_t length = cot_i_phrase_written(scan, phrase, text);
    if (length == 0) {
        return COT_OK;
    }
    COT_TRY(st, cot_i_strpool_add(block->pool, text, length, &id, err));
    if (id == block->n_forms) {
        if (!COT_GROW(block->forms, block->forms_capacity, block->n_forms + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: forms of phrases");
        }
        length = cot_i_phrase_key(scan, phrase, text);
        block->forms[block->n_forms++] = (form_t){candidate, 0, block->keys.length, phrase->plural};
        cot_i_buf_add(&block->keys, text, length + 1);
        COT_TRY(st, cot_i_buf_status(&block->keys, "keys of phrases", err));
    }
    block->forms[id].uses++;
done:
    return st;
}

static int by_number(const void *a, const void *b) {
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return p < q ? -1 : p > q;
}

/* Sorts the block's pairs from `from` on and drops repeats. */
static void sort_pairs(block_t *block, size_t from) {
    if (block->n_pairs == from) {
        return;
    }
    qsort(block->pairs + from, block->n_pairs - from, sizeof *block->pairs, by_number);
    size_t n = from + 1;
    for (size_t j = from + 1; j < block->n_pairs; j++) {
        if (block->pairs[j] != block->pairs[n - 1]) {
            block->pairs[n++] = block->pairs[j];
        }
    }
    block->n_pairs = n;
}

static cot_status_t read_text(block_t *block, const cot_counts_t *counts, const cot_texts_t *texts,
                              uint32_t i, cot_scan_t *scan) {
    cot_status_t st = COT_OK;
    cot_error_t *err = &block->err;
    const char *title = "", *abstract = "";
    size_t from = block->n_pairs;
    texts->text(texts->data, i, &title, &abstract);
    COT_TRY(st, cot_i_scan(scan, title, abstract, err));
    for (size_t j = 0; j < scan->n_phrases; j++) {
        const cot_count_t *c = cot_i_counts_find(counts, scan->phrases[j].group);
        if (!c || c->rank == 0) {
            continue;
        }
        if (!COT_GROW(block->pairs, block->pairs_capacity, block->n_pairs + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: terms of papers");
        }
        block->pairs[block->n_pairs++] = c->rank - 1;
        COT_TRY(st, add_form(block, scan, &scan->phrases[j], c->rank - 1));
    }
    sort_pairs(block, from);
    block->counts[i % COT_TEXTS_BLOCK] = (uint32_t)(block->n_pairs - from);
done:
    return st;
}

static void read_block(block_t *block, const cot_counts_t *counts, const cot_texts_t *texts, uint32_t from,
                       uint32_t to, cot_scan_t *scan) {
    block->status = open_block(block);
    for (uint32_t i = from; i < to && block->status == COT_OK; i++) {
        block->status = read_text(block, counts, texts, i, scan);
    }
}

/* Adds a block's forms to all; settles keys. */
static cot_status_t add_forms(cot_gather_t *gather, forms_t *all, const block_t *block, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t f = 0; f < block->n_forms; f++) {
        const form_t *form = &block->forms[f];
        uint32_t id = 0;
        COT_TRY(st, cot_i_strpool_add(all->pool, cot_i_strpool_text(block->pool, (uint32_t)f),
                                      cot_i_strpool_length(block->pool, (uint32_t)f), &id, err));
        if (id == all->n) {
            if (!COT_GROW(all->forms, all->capacity, all->n + 1)) {
                COT_FAIL(st, err, COT_E_NOMEM, "out of memory: forms of phrases");
            }
            all->forms[all->n++] = (form_t){form->candidate, 0, 0, form->plural};
        }
        all->forms[id].uses += form->uses;
        cot_candidate_t *c = &gather->candidates[form->candidate];
        if (!c->key || (!form->plural && !c->key_is_singular)) {
            const char *key = block->keys.bytes + form->key;
            c->key = cot_i_arena_copy(&gather->arena, key, strlen(key));
            c->key_is_singular = !form->plural;
            if (!c->key) {
                COT_FAIL(st, err, COT_E_NOMEM, "out of memory: keys of terms");
            }
        }
    }
done:
    return st;
}

static cot_status_t add_pairs(cot_gather_t *gather, const block_t *block, uint32_t from, uint32_t to,
                              cot_error_t *err) {
    if (!COT_GROW(gather->of_text, gather->pairs_capacity, gather->n_pairs + block->n_pairs)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: terms of papers");
    }
    if (block->n_pairs > 0) {
        memcpy(gather->of_text + gather->n_pairs, block->pairs, block->n_pairs * sizeof *block->pairs);
    }
    for (uint32_t i = from; i < to; i++) {
        gather->n_pairs += block->counts[i % COT_TEXTS_BLOCK];
        gather->first[i + 1] = gather->n_pairs;
    }
    return COT_OK;
}

/* Label of every candidate: the form used most, then the first bytewise. */
static cot_status_t choose_labels(cot_gather_t *gather, const forms_t *all, cot_error_t *err) {
    for (size_t f = 0; f < all->n; f++) {
        cot_candidate_t *c = &gather->candidates[all->forms[f].candidate];
        const char *text = cot_i_strpool_text(all->pool, (uint32_t)f);
        uint32_t uses = all->forms[f].uses;
        if (!c->label || uses > c->label_uses || (uses == c->label_uses && strcmp(text, c->label) < 0)) {
            c->label = text;
            c->label_uses = uses;
        }
    }
    for (uint32_t i = 0; i < gather->n; i++) {
        cot_candidate_t *c = &gather->candidates[i];
        c->label = c->label ? cot_i_arena_copy(&gather->arena, c->label, strlen(c->label)) : NULL;
        if (!c->label) {
            return cot_i_fail(err, COT_E_NOMEM, "out of memory: labels of terms");
        }
    }
    return COT_OK;
}

static cot_status_t end_wave(cot_gather_t *gather, forms_t *all, block_t *blocks, uint32_t first, uint32_t n,
                             uint32_t count, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t b = 0; b < n && st == COT_OK; b++) {
        uint32_t from = (first + b) * COT_TEXTS_BLOCK;
        uint32_t to = count - from < COT_TEXTS_BLOCK ? count : from + COT_TEXTS_BLOCK;
        st = blocks[b].status;
        if (st != COT_OK) {
            return cot_i_fail(err, st, "%s", blocks[b].err.message);
        }
        COT_TRY(st, add_forms(gather, all, &blocks[b], err));
        COT_TRY(st, add_pairs(gather, &blocks[b], from, to, err));
    }
done:
    return st;
}

cot_status_t cot_i_gather(cot_gather_t *gather, const cot_counts_t *counts, const cot_texts_t *texts,
                          cot_scan_t *scans, int threads, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    block_t *blocks = NULL;
    forms_t all = {NULL, NULL, 0, 0};
    uint32_t n_blocks = texts->count / COT_TEXTS_BLOCK + (texts->count % COT_TEXTS_BLOCK != 0);
    COT_NEW(st, err, blocks, COT_BLOCKS_WAVE, "blocks of texts");
    COT_TRY(st, cot_i_strpool_new(&all.pool, err));
    COT_NEW(st, err, gather->first, (size_t)texts->count + 1, "terms of papers");
    for (uint32_t first = 0; first < n_blocks; first += COT_BLOCKS_WAVE) {
        uint32_t n = n_blocks - first < COT_BLOCKS_WAVE ? n_blocks - first : COT_BLOCKS_WAVE;
        (void)threads; /* not used without OpenMP */
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (uint32_t b = 0; b < n; b++) {
            uint32_t from = (first + b) * COT_TEXTS_BLOCK;
            uint32_t to = texts->count - from < COT_TEXTS_BLOCK ? texts->count : from + COT_TEXTS_BLOCK;
            read_block(&blocks[b], counts, texts, from, to, &scans[this_thread()]);
        }
        COT_TRY(st, end_wave(gather, &all, blocks, first, n, texts->count, err));
        COT_TRY(st, cot_i_progress(env, "collecting terms", (uint64_t)first + n, n_blocks, err));
    }
    COT_TRY(st, choose_labels(gather, &all, err));
done:
    for (uint32_t b = 0; blocks && b < COT_BLOCKS_WAVE; b++) {
        clear_block(&blocks[b]);
    }
    cot_i_free(blocks);
    cot_i_free(all.forms);
    cot_i_strpool_free(all.pool);
    return st;
}
