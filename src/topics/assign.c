/* assign.c: the terms of each text, from the phrases that counting kept of it, or, where there was no room
 * for them, from the text. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/assign.h"

#include <string.h>

#include "base/meter.h"
#include "topics/numbers.h"

/* The terms of the texts of one block. */
typedef struct {
    uint32_t *list;
    uint32_t ends[COT_TEXTS_BLOCK];
} block_t;

typedef struct {
    cot_stream_t *stream;
    const cot_counts_t *counts;
    const uint32_t *term_of;
    block_t **blocks;
    cot_meter_t meter;
} pass_t;

/* A text that is read again. */
typedef struct {
    const pass_t *pass;
    block_t *block;
    size_t n, capacity;
    bool failed;
} again_t;

static void take_term(void *data, const uint32_t *tokens, uint32_t n_words) {
    again_t *again = data;
    const pass_t *pass = again->pass;
    const cot_tally_t *tally = &pass->counts->tally;
    const cot_count_t *c = cot_i_tally_find(tally, cot_i_phrase_group(&pass->stream->used, tokens, n_words));
    const uint32_t term = c ? pass->term_of[c - tally->phrases] : COT_NO_TERM;
    if (term == COT_NO_TERM || again->failed) {
        return;
    }
    again->failed = !COT_GROW(again->block->list, again->capacity, again->n + 1);
    if (!again->failed) {
        again->block->list[again->n++] = term;
    }
}

static cot_status_t read_again(const pass_t *pass, block_t *block, uint32_t b) {
    cot_status_t st = COT_OK;
    uint32_t ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    again_t again = {.pass = pass, .block = block};
    COT_TRY(st, cot_i_stream_block(pass->stream, b, ends, &tokens, NULL));
    for (uint32_t t = 0, start = 0; t < tokens.n_texts && !again.failed; start = tokens.ends[t++]) {
        const size_t from = again.n;
        cot_i_each_phrase(&pass->stream->used, tokens.tokens + start, tokens.ends[t] - start, 1, take_term,
                          &again);
        again.n = again.n > from ? from + cot_i_numbers_distinct(block->list + from, again.n - from) : from;
        block->ends[t] = (uint32_t)again.n;
    }
    st = again.failed ? COT_E_NOMEM : COT_OK;
done:
    return st;
}

/* A block whose phrases are kept, with the numbers of the thread that counted them: each stands in a text
 * once. The terms take their place. */
static void take_kept(const pass_t *pass, block_t *block, uint32_t b) {
    const uint32_t n_texts = cot_i_stream_texts(pass->stream, b);
    const uint32_t *numbers = pass->counts->numbers[pass->counts->counted_by[b]];
    const uint32_t *ends = pass->stream->kept[b];
    uint32_t *list = pass->stream->kept[b] + n_texts, n = 0;
    for (uint32_t t = 0, i = 0; t < n_texts; t++) {
        const uint32_t from = n;
        for (; i < ends[t]; i++) {
            const uint32_t term = pass->term_of[numbers ? numbers[list[i]] : list[i]];
            list[n] = term;
            n += term != COT_NO_TERM;
        }
        cot_i_numbers_sort(list + from, n - from);
        block->ends[t] = n;
    }
}

static cot_status_t assign_block(pass_t *pass, uint32_t b) {
    block_t *block = cot_i_alloc(1, sizeof *block);
    pass->blocks[b] = block;
    if (!block) {
        return COT_E_NOMEM;
    }
    if (pass->counts->counted_by[b] < 0) {
        return read_again(pass, block, b);
    }
    take_kept(pass, block, b);
    return COT_OK;
}

static void copy_block(const pass_t *pass, cot_terms_t *out, uint32_t b) {
    const block_t *block = pass->blocks[b];
    const uint32_t n_texts = cot_i_stream_texts(pass->stream, b), n = block->ends[n_texts - 1];
    const uint32_t *list = block->list             ? block->list
                           : pass->stream->kept[b] ? pass->stream->kept[b] + n_texts
                                                   : NULL;
    const size_t first = out->first[(size_t)b * COT_TEXTS_BLOCK];
    for (uint32_t t = 0; t < n_texts; t++) {
        out->first[(size_t)b * COT_TEXTS_BLOCK + t + 1] = first + block->ends[t];
    }
    if (n > 0) {
        memcpy(out->of_text + first, list, n * sizeof *list);
    }
}

/* One after the other: it is little. */
static cot_status_t join_blocks(const pass_t *pass, cot_terms_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t n = 0;
    for (uint32_t b = 0; b < pass->stream->n_blocks; b++) {
        n += pass->blocks[b]->ends[cot_i_stream_texts(pass->stream, b) - 1];
    }
    COT_NEW(st, err, out->of_text, n, "terms of papers");
    COT_NEW(st, err, out->first, (size_t)pass->stream->texts->count + 1, "terms of papers");
    for (uint32_t b = 0; b < pass->stream->n_blocks; b++) {
        copy_block(pass, out, b);
    }
done:
    return st;
}

cot_status_t cot_i_assign_terms(cot_terms_t *out, cot_stream_t *stream, const cot_counts_t *counts,
                                const uint32_t *term_of, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    pass_t pass = {.stream = stream, .counts = counts, .term_of = term_of};
    COT_NEW(st, err, pass.blocks, stream->n_blocks, "terms of papers");
    pass.meter = (cot_meter_t){env, err, "collecting terms", 0, stream->n_blocks, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(stream->threads)
    for (uint32_t b = 0; b < stream->n_blocks; b++) {
        if (!cot_i_meter_stopped(&pass.meter)) {
            const cot_status_t own = assign_block(&pass, b);
            if (own != COT_OK) {
                cot_i_meter_stop(&pass.meter, own);
            }
            cot_i_meter_add(&pass.meter, 1);
        }
    }
    COT_TRY(st, cot_i_meter_end(&pass.meter, "terms of papers"));
    COT_TRY(st, join_blocks(&pass, out, err));
done:
    for (uint32_t b = 0; pass.blocks && b < stream->n_blocks; b++) {
        if (pass.blocks[b]) {
            cot_i_free(pass.blocks[b]->list);
        }
        cot_i_free(pass.blocks[b]);
    }
    cot_i_free(pass.blocks);
    return st;
}
