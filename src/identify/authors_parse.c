/* authors_parse.c: every distinct name is parsed once. Blocks of names are parsed side by side; their keys get
 * their numbers block after block, in the order of the names, while the next blocks are being parsed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/meter.h"
#include "base/par.h"
#include "identify/authors.h"
#include "records/corpus_i.h"

enum { BLOCK = 1024, WAVE = 32, AHEAD = 8 };

/* A text in the block's bytes; or in the corpus, where it stands there as it is. */
typedef struct {
    const char *written; /* in the corpus; NULL: not there */
    uint64_t hash;
    size_t at;
    uint32_t length;
} text_t;

typedef struct {
    text_t note, display, key, surname;
    size_t tail; /* where in the display the surname begins that it ends with; NO_TAIL */
    float sure;
    bool group, single_upper, untouched;
} parsed_t;
#define NO_TAIL SIZE_MAX

typedef struct {
    parsed_t names[BLOCK];
    uint32_t n;
    cot_buf_t bytes;
    cot_status_t st;
    cot_error_t err;
} block_t;

/* A name as it is written, and its parts where the format keeps them apart. */
typedef struct {
    const char *whole, *forenames, *surname, *suffix;
    size_t whole_length, forenames_length, surname_length;
} written_t;

/* ---- parsing ---- */

static written_t written_name(const cot_i_work_t *w, uint32_t number) {
    written_t name = {.whole = cot_i_corpus_name(w->corpus, number)};
    name.whole_length = strlen(name.whole);
    name.forenames = name.whole + name.whole_length + 1;
    name.forenames_length = strlen(name.forenames);
    name.surname = name.forenames + name.forenames_length + 1;
    name.surname_length = strlen(name.surname);
    name.suffix = name.surname + name.surname_length + 1;
    return name;
}

static text_t keep(block_t *block, const char *text, size_t n) {
    text_t kept = {NULL, cot_i_hash(text, n, 0), block->bytes.length, (uint32_t)n};
    cot_i_buf_add(&block->bytes, text, n);
    return kept;
}

/* The surname with its particles; nearly always the display ends with it. */
static void keep_surname(block_t *block, const cot_i_name_t *name, parsed_t *out) {
    size_t at = block->bytes.length, shown = strlen(name->display);
    cot_i_buf_text(&block->bytes, name->particles);
    cot_i_buf_text(&block->bytes, name->particles[0] != '\0' ? " " : "");
    cot_i_buf_text(&block->bytes, name->surname);
    if (block->bytes.failed) {
        return;
    }
    const char *text = block->bytes.bytes + at;
    size_t n = block->bytes.length - at;
    if (n <= shown && memcmp(name->display + shown - n, text, n) == 0) {
        out->tail = shown - n;
    } else {
        out->surname = (text_t){NULL, cot_i_hash(text, n, 0), at, (uint32_t)n};
    }
}

static cot_status_t parse_any(block_t *block, const cot_i_work_t *w, cot_i_namer_t *namer, const written_t *written,
                              parsed_t *out) {
    cot_i_name_t name;
    cot_status_t st = cot_i_name_read(namer, written->whole, written->forenames, written->surname, written->suffix,
                                      &name, &block->err);
    if (st != COT_OK) {
        return st;
    }
    *out = (parsed_t){.tail = NO_TAIL, .sure = name.sure, .group = name.kind == COT_GROUP};
    out->untouched = name.note[0] == '\0' && strcmp(name.display, written->whole) == 0;
    out->note = keep(block, name.note, strlen(name.note));
    out->display = keep(block, name.display, strlen(name.display));
    if (name.display[0] != '\0') {
        const char *key = w->identity == COT_IDENTITY_EXACT ? name.exact_key : name.initial_key;
        out->key = key == name.display ? out->display : keep(block, key, strlen(key));
        keep_surname(block, &name, out);
        out->single_upper = !out->group && namer->n_words == 1 && cot_i_word_upper(&namer->words[0]) &&
                            !cot_i_word_initial(&namer->words[0]);
    }
    return cot_i_buf_status(&block->bytes, "names", &block->err);
}

/* The parts, where there are any, are the whole name cut at a blank; *surname: where the surname begins, 0 where there
 * are no parts. */
static bool has_plain_parts(const written_t *name, size_t *surname) {
    size_t n = name->forenames_length;
    *surname = name->surname_length > 0 ? n + 1 : 0;
    if (name->surname_length == 0) {
        return name->suffix[0] == '\0';
    }
    return name->suffix[0] == '\0' && n > 0 && name->whole_length == n + 1 + name->surname_length &&
           memcmp(name->whole, name->forenames, n) == 0 && name->whole[n] == ' ' &&
           memcmp(name->whole + n + 1, name->surname, name->surname_length) == 0;
}

/* "smith j" of "J. A. Smith", a plain name, as name.c makes it. */
static cot_status_t keep_initial_key(block_t *block, const char *name, size_t surname, size_t length, text_t *out) {
    cot_status_t st = COT_OK;
    cot_buf_t *bytes = &block->bytes;
    size_t at = bytes->length, used = 0;
    COT_TRY(st, cot_i_text_fold(bytes, name + surname, length - surname, false, &block->err));
    cot_i_buf_char(bytes, ' ');
    size_t initial = bytes->length;
    COT_TRY(st, cot_i_text_fold(bytes, name, strcspn(name, " "), false, &block->err));
    COT_TRY(st, cot_i_buf_status(bytes, "names", &block->err));
    (void)cot_i_utf8_decode(bytes->bytes + initial, bytes->length - initial, &used);
    bytes->length = initial + used;
    *out = (text_t){NULL, cot_i_hash(bytes->bytes + at, bytes->length - at, 0), at, (uint32_t)(bytes->length - at)};
done:
    return st;
}

static cot_status_t parse_name(block_t *block, const cot_i_work_t *w, cot_i_namer_t *namer, uint32_t number,
                               parsed_t *out) {
    written_t name = written_name(w, number);
    size_t surname = 0;
    if (!has_plain_parts(&name, &surname) || !cot_i_name_plain(name.whole, name.whole_length, &surname)) {
        return parse_any(block, w, namer, &name, out);
    }
    *out = (parsed_t){.tail = surname, .sure = 1.0f, .untouched = true};
    out->display = (text_t){name.whole, cot_i_hash(name.whole, name.whole_length, 0), 0, (uint32_t)name.whole_length};
    out->key = out->display;
    return w->identity == COT_IDENTITY_EXACT
               ? COT_OK
               : keep_initial_key(block, name.whole, surname, name.whole_length, &out->key);
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

static cot_status_t number(cot_strpool_t *pool, const block_t *block, const text_t *text, uint32_t *id,
                           cot_error_t *err) {
    const char *bytes = text->written ? text->written : block->bytes.bytes + text->at;
    return cot_i_strpool_add_hashed(pool, bytes, text->length, text->hash, id, err);
}

static cot_status_t remember(cot_authors_t *a, cot_i_work_t *w, const block_t *block, const parsed_t *parsed,
                             cot_i_known_t *known, cot_error_t *err) {
    cot_status_t st = COT_OK;
    *known = (cot_i_known_t){.key = COT_NONE, .sure = parsed->sure, .parsed = true, .group = parsed->group,
                             .single_upper = parsed->single_upper, .untouched = parsed->untouched};
    if (parsed->note.length > 0) {
        COT_TRY(st, number(w->notes, block, &parsed->note, &known->note, err));
    }
    COT_TRY(st, number(a->texts, block, &parsed->display, &known->display, err));
    if (parsed->display.length == 0) {
        goto done;
    }
    known->key = known->display;
    if (parsed->key.written != parsed->display.written || parsed->key.at != parsed->display.at) {
        COT_TRY(st, number(a->texts, block, &parsed->key, &known->key, err));
    }
    known->surname = COT_TAIL | (uint32_t)parsed->tail;
    if (parsed->tail == NO_TAIL) {
        COT_TRY(st, number(a->texts, block, &parsed->surname, &known->surname, err));
    }
    if (cot_i_strpool_count(a->texts) > COT_TAIL) {
        COT_FAIL(st, err, COT_E_LIMIT, "more than %u different names and keys", COT_TAIL);
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
            cot_i_strpool_fetch_slot(a->texts, block->names[i + AHEAD].display.hash);
            cot_i_strpool_fetch_slot(a->texts, block->names[i + AHEAD].key.hash);
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
