/* authors_parse.c: every distinct name is parsed once. Blocks of names are parsed side by side; their keys get
 * their numbers block after block, in the order of the names, while the next blocks are being parsed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/meter.h"
#include "base/par.h"
#include "identify/authors.h"
#include "records/corpus_i.h"

enum { BLOCK = 1024, WAVE = 32, AHEAD = 8 };

/* A text in the block's bytes. */
typedef struct {
    uint64_t hash;
    size_t at;
    uint32_t length;
} text_t;

typedef struct {
    text_t note, display, key, surname;
    float sure;
    bool group, single_upper, untouched;
} parsed_t;

typedef struct {
    parsed_t names[BLOCK];
    uint32_t n;
    cot_buf_t bytes;
    cot_status_t st;
    cot_error_t err;
} block_t;

/* ---- parsing ---- */

static text_t keep(block_t *block, const char *text, size_t n) {
    text_t kept = {cot_i_hash(text, n, 0), block->bytes.length, (uint32_t)n};
    cot_i_buf_add(&block->bytes, text, n);
    return kept;
}

static text_t keep_surname(block_t *block, const cot_i_name_t *name) {
    text_t kept = {0, block->bytes.length, 0};
    cot_i_buf_text(&block->bytes, name->particles);
    cot_i_buf_text(&block->bytes, name->particles[0] != '\0' ? " " : "");
    cot_i_buf_text(&block->bytes, name->surname);
    if (!block->bytes.failed) {
        kept.length = (uint32_t)(block->bytes.length - kept.at);
        kept.hash = cot_i_hash(block->bytes.bytes + kept.at, kept.length, 0);
    }
    return kept;
}

static cot_status_t parse_name(block_t *block, const cot_i_work_t *w, cot_i_namer_t *namer, uint32_t number,
                               parsed_t *out) {
    cot_i_name_t name;
    const char *whole = cot_i_corpus_name(w->corpus, number);
    const char *forenames = whole + strlen(whole) + 1;
    const char *surname = forenames + strlen(forenames) + 1;
    cot_status_t st =
        cot_i_name_read(namer, whole, forenames, surname, surname + strlen(surname) + 1, &name, &block->err);
    if (st != COT_OK) {
        return st;
    }
    *out = (parsed_t){.sure = name.sure, .group = name.kind == COT_GROUP};
    out->untouched = name.note[0] == '\0' && strcmp(name.display, whole) == 0;
    out->note = keep(block, name.note, strlen(name.note));
    out->display = keep(block, name.display, strlen(name.display));
    if (name.display[0] != '\0') {
        const char *key = w->identity == COT_IDENTITY_EXACT ? name.exact_key : name.initial_key;
        out->key = key == name.display ? out->display : keep(block, key, strlen(key));
        out->surname = keep_surname(block, &name);
        out->single_upper = !out->group && namer->n_words == 1 && cot_i_word_upper(&namer->words[0]) &&
                            !cot_i_word_initial(&namer->words[0]);
    }
    return cot_i_buf_status(&block->bytes, "names", &block->err);
}

static void parse_block(block_t *block, const cot_i_work_t *w, cot_i_namer_t *namer, uint32_t from, uint32_t n) {
    block->n = n;
    block->st = COT_OK;
    block->err = (cot_error_t)COT_ERROR_INIT;
    cot_i_buf_reset(&block->bytes);
    for (uint32_t i = 0; i < n && block->st == COT_OK; i++) {
        block->st = parse_name(block, w, namer, from + i, &block->names[i]);
    }
}

/* ---- numbering ---- */

static cot_status_t number(cot_strpool_t *pool, const block_t *block, text_t text, uint32_t *id, cot_error_t *err) {
    return cot_i_strpool_add_hashed(pool, block->bytes.bytes + text.at, text.length, text.hash, id, err);
}

static cot_status_t remember(cot_authors_t *a, cot_i_work_t *w, const block_t *block, const parsed_t *parsed,
                             cot_i_known_t *known, cot_error_t *err) {
    cot_status_t st = COT_OK;
    known->parsed = true;
    known->group = parsed->group;
    known->sure = parsed->sure;
    known->untouched = parsed->untouched;
    known->key = COT_NONE;
    COT_TRY(st, number(w->notes, block, parsed->note, &known->note, err));
    COT_TRY(st, number(a->displays, block, parsed->display, &known->display, err));
    if (parsed->display.length > 0) {
        COT_TRY(st, number(a->keys, block, parsed->key, &known->key, err));
        COT_TRY(st, number(a->surnames, block, parsed->surname, &known->surname, err));
        known->single_upper = parsed->single_upper;
    }
done:
    return st;
}

static cot_status_t remember_block(cot_authors_t *a, cot_i_work_t *w, const block_t *block, uint32_t from,
                                   cot_error_t *err) {
    cot_status_t st = block->st;
    if (st != COT_OK) {
        return cot_i_fail(err, st, "%s", block->err.message);
    }
    for (uint32_t i = 0; i < block->n && st == COT_OK; i++) {
        if (i + AHEAD < block->n) {
            const parsed_t *later = &block->names[i + AHEAD];
            cot_i_strpool_fetch_slot(a->displays, later->display.hash);
            cot_i_strpool_fetch_slot(a->keys, later->key.hash);
            cot_i_strpool_fetch_slot(a->surnames, later->surname.hash);
        }
        st = remember(a, w, block, &block->names[i], &w->known[from + i], err);
    }
    return st;
}

static cot_status_t remember_wave(cot_authors_t *a, cot_i_work_t *w, const block_t *blocks, uint32_t first, uint32_t n,
                                  cot_error_t *err) {
    cot_status_t st = cot_i_progress(w->env, "names", (uint64_t)first * BLOCK, cot_corpus_names(w->corpus), err);
    for (uint32_t b = 0; b < n && st == COT_OK; b++) {
        st = remember_block(a, w, &blocks[b], (first + b) * BLOCK, err);
    }
    return st;
}

/* ---- all of them ---- */

static uint32_t blocks_in_wave(uint32_t n_blocks, uint32_t first) {
    return first >= n_blocks ? 0 : n_blocks - first < WAVE ? n_blocks - first : WAVE;
}

/* Parses the blocks from `first` on into `blocks`, while the caller's thread remembers those of the wave before. */
static cot_status_t do_wave(cot_authors_t *a, cot_i_work_t *w, block_t *blocks, const block_t *before,
                            cot_i_namer_t *namers, uint32_t first, int threads, cot_error_t *err) {
    uint32_t n_names = cot_corpus_names(w->corpus), n_blocks = (n_names + BLOCK - 1) / BLOCK;
    uint32_t n = blocks_in_wave(n_blocks, first);
    cot_status_t st = COT_OK;
    (void)threads;
#pragma omp parallel num_threads(threads)
    {
        if (cot_i_thread() == 0 && first > 0) {
            st = remember_wave(a, w, before, first - WAVE, WAVE, err);
        }
#pragma omp for schedule(dynamic, 1)
        for (uint32_t b = 0; b < n; b++) {
            uint32_t from = (first + b) * BLOCK;
            parse_block(&blocks[b], w, &namers[cot_i_thread()], from, n_names - from < BLOCK ? n_names - from : BLOCK);
        }
    }
    return st;
}

cot_status_t cot_i_authors_parse(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    static const cot_i_namer_t fresh = COT_NAMER_INIT;
    cot_status_t st = COT_OK;
    int threads = cot_env_threads(w->env);
    uint32_t n_blocks = (cot_corpus_names(w->corpus) + BLOCK - 1) / BLOCK, first = 0;
    cot_i_namer_t *namers = NULL;
    block_t *waves[2] = {NULL, NULL};
    COT_NEW(st, err, namers, threads, "names");
    for (int t = 0; t < threads; t++) {
        namers[t] = fresh;
        namers[t].exact_only = w->identity == COT_IDENTITY_EXACT;
    }
    for (int i = 0; i < 2; i++) {
        COT_NEW(st, err, waves[i], n_blocks < WAVE ? n_blocks : WAVE, "blocks of names");
        for (uint32_t b = 0; b < n_blocks && b < WAVE; b++) {
            waves[i][b].bytes.max = SIZE_MAX / 2;
        }
    }
    for (; first < n_blocks; first += WAVE) {
        COT_TRY(st, do_wave(a, w, waves[first / WAVE % 2], waves[(first / WAVE + 1) % 2], namers, first, threads, err));
    }
    if (n_blocks > 0) {
        first -= WAVE;
        COT_TRY(st, remember_wave(a, w, waves[first / WAVE % 2], first, blocks_in_wave(n_blocks, first), err));
    }
    if (cot_corpus_mentions(w->corpus) > 0) {
        memcpy(w->form_of, cot_i_corpus_name_ids(w->corpus), cot_corpus_mentions(w->corpus) * sizeof *w->form_of);
    }
done:
    for (int i = 0; i < 2; i++) {
        for (uint32_t b = 0; waves[i] && b < n_blocks && b < WAVE; b++) {
            cot_i_buf_clear(&waves[i][b].bytes);
        }
        cot_i_free(waves[i]);
    }
    for (int t = 0; namers && t < threads; t++) {
        cot_i_namer_clear(&namers[t]);
    }
    cot_i_free(namers);
    return st;
}
