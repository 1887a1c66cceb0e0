/* count.c: papers per phrase in two passes over the texts.
 *
 * Pass 1 adds every paper's distinct phrases to a table of one-byte counters indexed by hash, which stop at
 * 255: additions only, so the order of the threads does not matter. A counter is never less than the number
 * of papers of any phrase that leads to it. Pass 2 counts exactly, and only phrases whose counter reaches the
 * lower bound; blocks of texts are counted apart and added in the order of the blocks. Two phrases with the
 * same 64-bit hash would be taken for one (chance about 1 in 100,000 for ten million phrases).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/par.h"

#define SKETCH_MIN ((size_t)1 << 16)
#define SKETCH_MAX ((size_t)1 << 27)
#define SKETCH_PER_TEXT 512 /* counters; a title with its abstract has about 150 phrases */

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

typedef struct {
    uint64_t group, rest;
    uint32_t papers, singulars;
    uint8_t parts;
} tally_t;

/* What one block of texts gave. */
typedef struct {
    tally_t *tallies;
    size_t n, capacity;
    uint32_t texts;
    cot_status_t status;
    cot_error_t err;
} block_t;

static int by_group(const void *a, const void *b) {
    const cot_phrase_t *p = a, *q = b;
    if (p->group != q->group) {
        return p->group < q->group ? -1 : 1;
    }
    if (p->plural != q->plural) {
        return p->plural ? 1 : -1;
    }
    return p->word < q->word ? -1 : p->word > q->word;
}

cot_status_t cot_i_scan_distinct(cot_scan_t *scan, const cot_texts_t *texts, uint32_t i, cot_error_t *err) {
    const char *title = "", *abstract = "";
    texts->text(texts->data, i, &title, &abstract);
    cot_status_t st = cot_i_scan(scan, title, abstract, err);
    if (st != COT_OK || scan->n_phrases == 0) {
        return st;
    }
    qsort(scan->phrases, scan->n_phrases, sizeof *scan->phrases, by_group);
    size_t n = 1;
    for (size_t j = 1; j < scan->n_phrases; j++) {
        if (scan->phrases[j].group != scan->phrases[n - 1].group) {
            scan->phrases[n++] = scan->phrases[j];
        }
    }
    scan->n_phrases = n;
    return COT_OK;
}

static void count_up(uint8_t *counter) {
    uint8_t old = __atomic_load_n(counter, __ATOMIC_RELAXED);
    while (old < UINT8_MAX && !__atomic_compare_exchange_n(counter, &old, (uint8_t)(old + 1), true,
                                                           __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

static void sketch_block(block_t *block, uint8_t *sketch, size_t mask, const cot_texts_t *texts,
                         uint32_t from, uint32_t to, cot_scan_t *scan) {
    for (uint32_t i = from; i < to && block->status == COT_OK; i++) {
        block->status = cot_i_scan_distinct(scan, texts, i, &block->err);
        if (block->status != COT_OK) {
            return;
        }
        block->texts += scan->n_phrases > 0;
        for (size_t j = 0; j < scan->n_phrases; j++) {
            count_up(&sketch[scan->phrases[j].group & mask]);
        }
    }
}

static int by_tally_group(const void *a, const void *b) {
    const tally_t *p = a, *q = b;
    return p->group < q->group ? -1 : p->group > q->group;
}

/* Sorts the tallies and adds up those of one group. */
static void add_up(block_t *block) {
    if (block->n == 0) {
        return;
    }
    qsort(block->tallies, block->n, sizeof *block->tallies, by_tally_group);
    size_t n = 1;
    for (size_t j = 1; j < block->n; j++) {
        tally_t *last = &block->tallies[n - 1], *next = &block->tallies[j];
        if (next->group == last->group) {
            last->papers += next->papers;
            last->singulars += next->singulars;
            last->rest = next->rest > last->rest ? next->rest : last->rest;
        } else {
            block->tallies[n++] = *next;
        }
    }
    block->n = n;
}

static void tally_block(block_t *block, const uint8_t *sketch, size_t mask, uint8_t least,
                        const cot_texts_t *texts, uint32_t from, uint32_t to, cot_scan_t *scan) {
    for (uint32_t i = from; i < to && block->status == COT_OK; i++) {
        block->status = cot_i_scan_distinct(scan, texts, i, &block->err);
        for (size_t j = 0; block->status == COT_OK && j < scan->n_phrases; j++) {
            const cot_phrase_t *p = &scan->phrases[j];
            if (sketch[p->group & mask] < least) {
                continue;
            }
            if (!COT_GROW(block->tallies, block->capacity, block->n + 1)) {
                block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: counting phrases");
                return;
            }
            block->tallies[block->n++] = (tally_t){p->group, p->rest, 1, !p->plural, p->parts};
        }
    }
    add_up(block);
}

/* Slot of a group, free or not. */
static size_t slot_of(const cot_counts_t *counts, uint64_t group) {
    size_t i = (size_t)cot_i_mix64(group) & (counts->capacity - 1);
    while (counts->slots[i].group != 0 && counts->slots[i].group != group) {
        i = (i + 1) & (counts->capacity - 1);
    }
    return i;
}

static cot_status_t grow_counts(cot_counts_t *counts, size_t need, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_count_t *old = counts->slots;
    size_t old_capacity = counts->capacity, capacity = old_capacity ? old_capacity : 1024;
    while (capacity < 2 * need) {
        capacity *= 2;
    }
    if (capacity == old_capacity) {
        return COT_OK;
    }
    cot_count_t *slots = NULL;
    COT_NEW(st, err, slots, capacity, "counts of phrases");
    counts->slots = slots;
    counts->capacity = capacity;
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i].group != 0) {
            slots[slot_of(counts, old[i].group)] = old[i];
        }
    }
    cot_i_free(old);
done:
    return st;
}

static cot_status_t add_block(cot_counts_t *counts, const block_t *block, cot_error_t *err) {
    cot_status_t st = grow_counts(counts, counts->used + block->n, err);
    for (size_t j = 0; st == COT_OK && j < block->n; j++) {
        const tally_t *t = &block->tallies[j];
        uint64_t group = t->group ? t->group : 1;
        cot_count_t *c = &counts->slots[slot_of(counts, group)];
        counts->used += c->group == 0;
        c->group = group;
        c->parts = t->parts;
        c->papers += t->papers;
        c->singulars += t->singulars;
        c->rest = t->rest > c->rest ? t->rest : c->rest;
    }
    return st;
}

cot_count_t *cot_i_counts_find(const cot_counts_t *counts, uint64_t group) {
    if (counts->capacity == 0) {
        return NULL;
    }
    cot_count_t *c = &counts->slots[slot_of(counts, group ? group : 1)];
    return c->group != 0 ? c : NULL;
}

void cot_i_counts_clear(cot_counts_t *counts) {
    cot_i_free(counts->slots);
    memset(counts, 0, sizeof *counts);
}

/* State shared by both passes. */
typedef struct {
    cot_counts_t *counts;
    uint8_t *sketch;
    size_t mask;
    uint8_t least;
    bool exact; /* pass 2 */
} pass_t;

/* Adds the blocks of a wave in order and empties them; the first failing one decides. */
static cot_status_t end_wave(const pass_t *pass, block_t *blocks, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t b = 0; b < n && st == COT_OK; b++) {
        st = blocks[b].status;
        if (st != COT_OK) {
            st = cot_i_fail(err, st, "%s", blocks[b].err.message);
        } else if (pass->exact) {
            st = add_block(pass->counts, &blocks[b], err);
        } else {
            pass->counts->texts += blocks[b].texts;
        }
        blocks[b].n = 0;
        blocks[b].texts = 0;
    }
    return st;
}

static cot_status_t run_pass(const pass_t *pass, const cot_texts_t *texts, cot_scan_t *scans, int threads,
                             const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    block_t *blocks = NULL;
    uint32_t n_blocks = texts->count / COT_TEXTS_BLOCK + (texts->count % COT_TEXTS_BLOCK != 0);
    COT_NEW(st, err, blocks, COT_BLOCKS_WAVE, "blocks of texts");
    for (uint32_t first = 0; first < n_blocks; first += COT_BLOCKS_WAVE) {
        uint32_t n = n_blocks - first < COT_BLOCKS_WAVE ? n_blocks - first : COT_BLOCKS_WAVE;
        (void)threads; /* not used without OpenMP */
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (uint32_t b = 0; b < n; b++) {
            uint32_t from = (first + b) * COT_TEXTS_BLOCK;
            uint32_t to = texts->count - from < COT_TEXTS_BLOCK ? texts->count : from + COT_TEXTS_BLOCK;
            cot_scan_t *scan = &scans[this_thread()];
            if (pass->exact) {
                tally_block(&blocks[b], pass->sketch, pass->mask, pass->least, texts, from, to, scan);
            } else {
                sketch_block(&blocks[b], pass->sketch, pass->mask, texts, from, to, scan);
            }
        }
        COT_TRY(st, end_wave(pass, blocks, n, err));
        COT_TRY(st, cot_i_progress(env, "counting phrases", (uint64_t)first + n, n_blocks, err));
    }
done:
    for (uint32_t b = 0; blocks && b < COT_BLOCKS_WAVE; b++) {
        cot_i_free(blocks[b].tallies);
    }
    cot_i_free(blocks);
    return st;
}

static void set_bounds(cot_counts_t *counts, const cot_topics_params_t *params) {
    uint32_t least = counts->texts / 1000;
    counts->min = params->min_papers > 0 ? params->min_papers : least > 2 ? least : 2;
    double most = params->max_share * (double)counts->texts;
    counts->max = most < (double)counts->min ? counts->min : (uint32_t)most;
}

cot_status_t cot_i_count_phrases(cot_counts_t *counts, const cot_texts_t *texts,
                                 const cot_topics_params_t *params, cot_scan_t *scans, int threads,
                                 const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    pass_t pass = {.counts = counts};
    size_t size = SKETCH_MIN;
    while (size < SKETCH_MAX && size / SKETCH_PER_TEXT < texts->count) {
        size *= 2;
    }
    COT_NEW(st, err, pass.sketch, size, "table of phrase counters");
    pass.mask = size - 1;
    COT_TRY(st, run_pass(&pass, texts, scans, threads, env, err));
    set_bounds(counts, params);
    pass.exact = true;
    pass.least = (uint8_t)(counts->min < UINT8_MAX ? counts->min : UINT8_MAX);
    COT_TRY(st, run_pass(&pass, texts, scans, threads, env, err));
done:
    cot_i_free(pass.sketch);
    return st;
}
