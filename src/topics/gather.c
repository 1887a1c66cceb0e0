/* gather.c: the last pass over the texts, or over what counting met in them: how candidates are written, and on
 * which papers they stand.
 *
 * Blocks of texts are read side by side, each with its own table of written forms; they are added in the order
 * of the blocks, so that the first key and the counts of forms do not depend on threads. A form is the words
 * it consists of. The label is the form used most, then the first bytewise.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/par.h"

#define FILTER_BITS 65536u
#define RECENT 1024u

/* Number of a candidate + 1 by group; open addressing. */
typedef struct {
    uint64_t group;
    uint32_t rank;
} known_t;

typedef struct {
    cot_stream_t *stream;
    cot_met_t *const *met; /* of each block, or NULL */
    known_t *known;
    size_t capacity;
    uint64_t filter[FILTER_BITS / 64]; /* a bit for every group that is known */
} pass_t;

typedef struct {
    const pass_t *pass;
    cot_forms_t forms;
    uint32_t *pairs;
    size_t n_pairs, pairs_capacity;
    uint32_t counts[COT_TEXTS_BLOCK]; /* pairs of each text */
    uint32_t recent[RECENT];          /* by candidate: perhaps the form it was met in last */
    uint32_t *ranks;                  /* of phrases that were met: number of the candidate + 1, or 0 */
    size_t ranks_capacity;
    cot_status_t status;
    cot_error_t err;
} block_t;

static size_t known_slot(const pass_t *pass, uint64_t group) {
    size_t i = (size_t)(group * 0x9E3779B97F4A7C15u >> 32) & (pass->capacity - 1);
    while (pass->known[i].group != 0 && pass->known[i].group != group) {
        i = (i + 1) & (pass->capacity - 1);
    }
    return i;
}

/* The table of candidates. */
static cot_status_t open_pass(pass_t *pass, const cot_gather_t *gather, cot_error_t *err) {
    cot_status_t st = COT_OK;
    pass->capacity = 64;
    while (pass->capacity < 2 * (size_t)gather->n + 2) {
        pass->capacity *= 2;
    }
    COT_NEW(st, err, pass->known, pass->capacity, "candidates for terms");
    for (uint32_t c = 0; c < gather->n; c++) {
        uint64_t group = gather->candidates[c].group;
        uint32_t bit = (uint32_t)group % FILTER_BITS;
        pass->known[known_slot(pass, group)] = (known_t){group, c + 1};
        pass->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
done:
    return st;
}

/* A candidate in the text: a pair, and a use of its form. */
static void add_use(block_t *block, const cot_phrase_t *phrase, uint32_t candidate) {
    cot_form_t form = {.phrase = candidate, .uses = 1, .plural = phrase->plural != 0};
    for (uint32_t k = 0; k < phrase->n_words; k++) {
        form.words[k] = phrase->tokens[k] & COT_TOKEN_WORD;
    }
    if (!COT_GROW(block->pairs, block->pairs_capacity, block->n_pairs + 1)) {
        block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: terms of papers");
        return;
    }
    block->pairs[block->n_pairs++] = candidate;
    uint32_t *recent = &block->recent[candidate % RECENT];
    if (*recent < block->forms.n && cot_i_same_words(&block->forms.forms[*recent], &form)) {
        block->forms.forms[*recent].uses++;
        return;
    }
    block->status = cot_i_forms_add(&block->forms, &form, recent, &block->err);
}

/* Number of the candidate with this group + 1; 0: none. */
static inline uint32_t rank_of(const pass_t *pass, uint64_t group) {
    uint32_t bit = (uint32_t)group % FILTER_BITS;
    if (!(pass->filter[bit / 64] >> (bit % 64) & 1)) {
        return 0;
    }
    return pass->known[known_slot(pass, group)].rank;
}

static inline void take_use(void *data, const cot_phrase_t *phrase) {
    block_t *block = data;
    uint32_t rank = rank_of(block->pass, phrase->group);
    if (rank > 0 && block->status == COT_OK) {
        add_use(block, phrase, rank - 1);
    }
}

static int by_number(const void *a, const void *b) {
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return p < q ? -1 : p > q;
}

void cot_i_sort_terms(uint32_t *list, size_t n) {
    if (n > 64) {
        qsort(list, n, sizeof *list, by_number);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t x = list[i];
        size_t j = i;
        for (; j > 0 && list[j - 1] > x; j--) {
            list[j] = list[j - 1];
        }
        list[j] = x;
    }
}

/* Sorts the block's pairs from `from` on and drops repeats. */
static void sort_pairs(block_t *block, size_t from) {
    if (block->n_pairs == from) {
        return;
    }
    cot_i_sort_terms(block->pairs + from, block->n_pairs - from);
    size_t n = from + 1;
    for (size_t j = from + 1; j < block->n_pairs; j++) {
        if (block->pairs[j] != block->pairs[n - 1]) {
            block->pairs[n++] = block->pairs[j];
        }
    }
    block->n_pairs = n;
}

/* The candidates among the phrases that were met in text t, to the block's pairs. */
static void take_pairs(block_t *block, const cot_met_t *met, uint32_t t) {
    const size_t from = block->n_pairs;
    for (uint32_t i = t > 0 ? met->ends[t - 1] : 0; i < met->ends[t]; i++) {
        const uint32_t rank = block->ranks[met->pairs[i]];
        block->pairs[block->n_pairs] = rank - 1;
        block->n_pairs += rank > 0;
    }
    cot_i_sort_terms(block->pairs + from, block->n_pairs - from);
    block->counts[t] = (uint32_t)(block->n_pairs - from);
}

/* A block of which the phrases that were met are there. */
static void read_met(const pass_t *pass, block_t *block, const cot_met_t *met, uint32_t n_texts) {
    cot_status_t st = COT_OK;
    if (!COT_GROW(block->ranks, block->ranks_capacity, met->n_groups) ||
        !COT_GROW(block->pairs, block->pairs_capacity, (size_t)met->n_pairs + 1)) {
        COT_FAIL(st, &block->err, COT_E_NOMEM, "out of memory: terms of papers");
    }
    for (uint32_t i = 0; i < met->n_groups; i++) {
        block->ranks[i] = rank_of(pass, met->groups[i]);
    }
    for (uint32_t f = 0; f < met->n_forms; f++) {
        cot_form_t form = met->forms[f];
        uint32_t rank = block->ranks[form.phrase], number = 0;
        form.phrase = rank - 1;
        if (rank > 0) {
            COT_TRY(st, cot_i_forms_add(&block->forms, &form, &number, &block->err));
        }
    }
    for (uint32_t t = 0; t < n_texts; t++) {
        take_pairs(block, met, t);
    }
done:
    block->status = st;
}

static void read_block(const pass_t *pass, block_t *block, uint32_t b) {
    uint32_t ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    const cot_stream_t *stream = pass->stream;
    block->pass = pass;
    block->n_pairs = 0;
    cot_i_forms_empty(&block->forms);
    if (pass->met[b]) {
        read_met(pass, block, pass->met[b], cot_i_stream_texts(stream, b));
        return;
    }
    block->status = cot_i_stream_block(pass->stream, b, ends, &tokens, &block->err);
    for (uint32_t t = 0, start = 0; block->status == COT_OK && t < tokens.n_texts; start = tokens.ends[t++]) {
        size_t from = block->n_pairs;
        cot_i_each_phrase(stream->lexicon.words, stream->factors, tokens.tokens + start,
                          tokens.ends[t] - start, take_use, block);
        sort_pairs(block, from);
        block->counts[t] = (uint32_t)(block->n_pairs - from);
    }
}

static size_t words_of(const cot_form_t *form) {
    size_t n = 1;
    while (n < COT_PHRASE_WORDS && form->words[n] != COT_WORD_NONE) {
        n++;
    }
    return n;
}

/* The key of a candidate is that of its first form, or of its first form in the singular. */
static cot_status_t settle_key(cot_gather_t *gather, const cot_lexicon_t *lexicon, const cot_form_t *form,
                               cot_error_t *err) {
    cot_candidate_t *c = &gather->candidates[form->phrase];
    char key[COT_PHRASE_BYTES];
    if (c->key && (form->plural || c->key_is_singular)) {
        return COT_OK;
    }
    size_t length = cot_i_phrase_key(lexicon, form->words, words_of(form), key);
    c->key = cot_i_arena_copy(&gather->arena, key, length);
    c->key_is_singular = !form->plural;
    return c->key ? COT_OK : cot_i_fail(err, COT_E_NOMEM, "out of memory: keys of terms");
}

/* Adds a block's forms to all. */
static cot_status_t add_forms(cot_gather_t *gather, const cot_lexicon_t *lexicon, cot_forms_t *all,
                              const cot_forms_t *more, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t f = 0; f < more->n; f++) {
        const size_t before = all->n;
        uint32_t number = 0;
        COT_TRY(st, cot_i_forms_add(all, &more->forms[f], &number, err));
        if (number == before) {
            COT_TRY(st, settle_key(gather, lexicon, &more->forms[f], err));
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
static cot_status_t choose_labels(cot_gather_t *gather, const cot_lexicon_t *lexicon, const cot_forms_t *all,
                                  cot_error_t *err) {
    char text[COT_PHRASE_BYTES];
    for (size_t f = 0; f < all->n; f++) {
        const cot_form_t *form = &all->forms[f];
        cot_candidate_t *c = &gather->candidates[form->phrase];
        if (c->label && form->uses < c->label_uses) {
            continue;
        }
        size_t length = cot_i_phrase_written(lexicon, form->words, words_of(form), text);
        if (!c->label || form->uses > c->label_uses || strcmp(text, c->label) < 0) {
            c->label = cot_i_arena_copy(&gather->arena, text, length);
            c->label_uses = form->uses;
            if (!c->label) {
                return cot_i_fail(err, COT_E_NOMEM, "out of memory: labels of terms");
            }
        }
    }
    return COT_OK;
}

static cot_status_t end_wave(cot_gather_t *gather, const cot_stream_t *stream, cot_forms_t *all,
                             const block_t *blocks, uint32_t first, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t count = stream->texts->count;
    for (uint32_t b = 0; b < n && st == COT_OK; b++) {
        uint32_t from = (first + b) * COT_TEXTS_BLOCK;
        uint32_t to = count - from < COT_TEXTS_BLOCK ? count : from + COT_TEXTS_BLOCK;
        st = blocks[b].status;
        if (st != COT_OK) {
            return cot_i_fail(err, st, "%s", blocks[b].err.message);
        }
        COT_TRY(st, add_forms(gather, &stream->lexicon, all, &blocks[b].forms, err));
        COT_TRY(st, add_pairs(gather, &blocks[b], from, to, err));
    }
done:
    return st;
}

cot_status_t cot_i_gather(cot_gather_t *gather, cot_stream_t *stream, const cot_counts_t *counts,
                          const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    block_t *blocks = NULL;
    cot_forms_t all = {NULL, 0, 0, NULL, 0};
    pass_t *pass = NULL;
    const uint32_t n_blocks = stream->n_blocks;
    COT_NEW(st, err, pass, 1, "candidates for terms");
    pass->stream = stream;
    pass->met = counts->met;
    COT_TRY(st, open_pass(pass, gather, err));
    COT_NEW(st, err, blocks, COT_BLOCKS_WAVE, "blocks of texts");
    COT_NEW(st, err, gather->first, (size_t)stream->texts->count + 1, "terms of papers");
    for (uint32_t first = 0; first < n_blocks; first += COT_BLOCKS_WAVE) {
        uint32_t n = n_blocks - first < COT_BLOCKS_WAVE ? n_blocks - first : COT_BLOCKS_WAVE;
#pragma omp parallel for schedule(dynamic, 1) num_threads(stream->threads)
        for (uint32_t b = 0; b < n; b++) {
            read_block(pass, &blocks[b], first + b);
        }
        COT_TRY(st, end_wave(gather, stream, &all, blocks, first, n, err));
        COT_TRY(st, cot_i_progress(env, "collecting terms", (uint64_t)first + n, n_blocks, err));
    }
    COT_TRY(st, choose_labels(gather, &stream->lexicon, &all, err));
done:
    for (uint32_t b = 0; blocks && b < COT_BLOCKS_WAVE; b++) {
        cot_i_forms_clear(&blocks[b].forms);
        cot_i_free(blocks[b].pairs);
        cot_i_free(blocks[b].ranks);
    }
    cot_i_free(blocks);
    cot_i_forms_clear(&all);
    if (pass) {
        cot_i_free(pass->known);
    }
    cot_i_free(pass);
    return st;
}
