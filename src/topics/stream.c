/* stream.c: the first pass over the texts: their words, numbered.
 *
 * Blocks of texts are read side by side; the lexicon stands still meanwhile. Words that are not in it go to a
 * lexicon of the block, and at the end of a wave these are added in the order of the blocks. The first waves
 * are short, so that few words are fresh in the later ones. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/stream.h"

#include <string.h>

#include "base/par.h"

#ifdef _OPENMP
#include <omp.h>
int cot_i_stream_thread(void) {
    return omp_get_thread_num();
}
#else
int cot_i_stream_thread(void) {
    return 0;
}
#endif

#define FIRST_WAVE 2u

/* One block of a wave. */
typedef struct {
    cot_lexicon_t fresh;
    uint32_t *map; /* from numbers of fresh words to numbers of words */
    size_t map_capacity;
    uint32_t ends[COT_TEXTS_BLOCK];
    uint8_t plain[COT_TEXTS_BLOCK]; /* has a word that is a phrase by itself */
    uint32_t *tokens;
    size_t n_tokens, capacity;
    uint32_t from, n_texts, with_phrase;
    bool keep;
    cot_status_t status;
    cot_error_t err;
} block_t;

uint32_t cot_i_stream_texts(const cot_stream_t *stream, uint32_t b) {
    uint32_t from = b * COT_TEXTS_BLOCK, count = stream->texts->count;
    return count - from < COT_TEXTS_BLOCK ? count - from : COT_TEXTS_BLOCK;
}

static cot_status_t scan_text(const cot_stream_t *stream, cot_scan_t *scan, uint32_t i, cot_error_t *err) {
    const char *title = "", *abstract = "";
    stream->texts->text(stream->texts->data, i, &title, &abstract);
    return cot_i_scan(scan, title, abstract, err);
}

/* Reads a block's texts into its own arrays, by way of the thread's. */
static void scan_block(const cot_stream_t *stream, block_t *block, cot_scan_t *scan) {
    cot_i_lexicon_reset(&block->fresh);
    scan->fresh = &block->fresh;
    scan->n_tokens = 0;
    for (uint32_t t = 0; t < block->n_texts && block->status == COT_OK; t++) {
        block->status = scan_text(stream, scan, block->from + t, &block->err);
        block->ends[t] = (uint32_t)scan->n_tokens;
        block->plain[t] = scan->has_content;
    }
    block->n_tokens = scan->n_tokens;
    if (block->status == COT_OK && (!COT_GROW(block->tokens, block->capacity, block->n_tokens + 1) ||
                                    !COT_GROW(block->map, block->map_capacity, block->fresh.n_words))) {
        block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: words of texts");
    }
    if (block->status == COT_OK && block->n_tokens > 0) {
        memcpy(block->tokens, scan->tokens, block->n_tokens * sizeof *block->tokens);
    }
}

/* Replaces the numbers of fresh words, counts the texts with phrases, and keeps the tokens. */
static void settle_block(cot_stream_t *stream, block_t *block, uint32_t b) {
    const cot_word_t *words = stream->lexicon.words;
    for (size_t j = 0; j < block->n_tokens; j++) {
        uint32_t token = block->tokens[j];
        if (token & COT_TOKEN_FRESH) {
            block->tokens[j] = (token & COT_TOKEN_CUT) | block->map[token & COT_TOKEN_WORD];
        }
    }
    block->with_phrase = 0;
    for (uint32_t t = 0, start = 0; t < block->n_texts; start = block->ends[t++]) {
        block->with_phrase +=
            block->plain[t] || cot_i_has_phrase(words, block->tokens + start, block->ends[t] - start);
    }
    if (block->keep) {
        uint32_t *kept = cot_i_realloc(NULL, block->n_texts + block->n_tokens, sizeof *kept);
        if (!kept) {
            block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: words of texts");
            return;
        }
        memcpy(kept, block->ends, block->n_texts * sizeof *kept);
        if (block->n_tokens > 0) {
            memcpy(kept + block->n_texts, block->tokens, block->n_tokens * sizeof *kept);
        }
        stream->kept[b] = kept;
    }
}

/* The words of a wave's blocks become known; decides which blocks are kept. */
static cot_status_t merge_wave(cot_stream_t *stream, block_t *blocks, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t b = 0; b < n; b++) {
        block_t *block = &blocks[b];
        if (block->status != COT_OK) {
            return cot_i_fail(err, block->status, "%s", block->err.message);
        }
        COT_TRY(st, cot_i_lexicon_merge(&stream->lexicon, &block->fresh, block->map, err));
        size_t bytes = (block->n_tokens + block->n_texts) * sizeof *block->tokens;
        block->keep = bytes <= stream->kept_max - stream->kept_bytes;
        stream->kept_bytes += block->keep ? bytes : 0;
    }
done:
    return st;
}

/* Room to count the uses of all known words; the counts of before are added to theirs. */
static cot_status_t prepare_uses(cot_stream_t *stream, cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (int t = 0; t < stream->threads; t++) {
        cot_i_free(stream->scans[t].uses);
        stream->scans[t].uses = NULL;
        COT_NEW(st, err, stream->scans[t].uses, stream->lexicon.n_words, "uses of words");
    }
done:
    return st;
}

static void add_uses(cot_stream_t *stream, uint32_t n_words) {
    for (int t = 0; t < stream->threads; t++) {
        for (uint32_t w = 0; w < n_words; w++) {
            stream->lexicon.words[w].uses += stream->scans[t].uses[w];
        }
    }
}

static cot_status_t read_wave(cot_stream_t *stream, block_t *blocks, uint32_t first, uint32_t n,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t known = stream->lexicon.n_words;
    COT_TRY(st, prepare_uses(stream, err));
#pragma omp parallel for schedule(dynamic, 1) num_threads(stream->threads)
    for (uint32_t b = 0; b < n; b++) {
        blocks[b].from = (first + b) * COT_TEXTS_BLOCK;
        blocks[b].n_texts = cot_i_stream_texts(stream, first + b);
        scan_block(stream, &blocks[b], &stream->scans[cot_i_stream_thread()]);
    }
    COT_TRY(st, merge_wave(stream, blocks, n, err));
    add_uses(stream, known);
#pragma omp parallel for schedule(dynamic, 1) num_threads(stream->threads)
    for (uint32_t b = 0; b < n; b++) {
        settle_block(stream, &blocks[b], first + b);
    }
    for (uint32_t b = 0; b < n; b++) {
        if (blocks[b].status != COT_OK) {
            COT_FAIL(st, err, blocks[b].status, "%s", blocks[b].err.message);
        }
        stream->n_tokens += blocks[b].n_tokens;
        stream->with_phrase += blocks[b].with_phrase;
    }
done:
    return st;
}

static cot_status_t open_stream(cot_stream_t *stream, const cot_texts_t *texts, const cot_env_t *env,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    int threads = cot_env_threads(env);
    stream->texts = texts;
    stream->n_blocks = texts->count / COT_TEXTS_BLOCK + (texts->count % COT_TEXTS_BLOCK != 0);
    cot_i_lexicon_init(&stream->lexicon);
    COT_TRY(st, cot_i_words_new(&stream->classes, err));
    COT_NEW(st, err, stream->kept, stream->n_blocks, "words of texts");
    COT_NEW(st, err, stream->scans, threads, "work space of threads");
    stream->threads = threads;
    for (int t = 0; t < threads; t++) {
        cot_i_scan_init(&stream->scans[t], stream->classes, &stream->lexicon);
    }
done:
    return st;
}

static void end_reading(cot_stream_t *stream) {
    for (int t = 0; stream->scans && t < stream->threads; t++) {
        stream->scans[t].fresh = NULL;
        cot_i_free(stream->scans[t].uses);
        stream->scans[t].uses = NULL;
    }
}

cot_status_t cot_i_stream_read(cot_stream_t *stream, const cot_texts_t *texts, size_t kept_max,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    block_t *blocks = NULL;
    memset(stream, 0, sizeof *stream);
    stream->kept_max = kept_max;
    COT_TRY(st, open_stream(stream, texts, env, err));
    COT_NEW(st, err, blocks, COT_BLOCKS_WAVE, "blocks of texts");
    for (uint32_t b = 0; b < COT_BLOCKS_WAVE; b++) {
        cot_i_lexicon_init(&blocks[b].fresh);
    }
    for (uint32_t first = 0, wave = FIRST_WAVE; first < stream->n_blocks; first += wave) {
        wave = first == 0 ? FIRST_WAVE : first < COT_BLOCKS_WAVE ? first : COT_BLOCKS_WAVE;
        uint32_t left = stream->n_blocks - first;
        COT_TRY(st, read_wave(stream, blocks, first, left < wave ? left : wave, err));
        COT_TRY(st, cot_i_progress(env, "reading words", (uint64_t)first + (left < wave ? left : wave),
                                   stream->n_blocks, err));
    }
done:
    for (uint32_t b = 0; blocks && b < COT_BLOCKS_WAVE; b++) {
        cot_i_lexicon_clear(&blocks[b].fresh);
        cot_i_free(blocks[b].map);
        cot_i_free(blocks[b].tokens);
    }
    cot_i_free(blocks);
    end_reading(stream);
    return st;
}

void cot_i_stream_clear(cot_stream_t *stream) {
    for (uint32_t b = 0; stream->kept && b < stream->n_blocks; b++) {
        cot_i_free(stream->kept[b]);
    }
    for (int t = 0; stream->scans && t < stream->threads; t++) {
        cot_i_scan_clear(&stream->scans[t]);
    }
    cot_i_free(stream->kept);
    cot_i_free(stream->scans);
    cot_i_words_free(stream->classes);
    cot_i_lexicon_clear(&stream->lexicon);
    cot_i_used_clear(&stream->used);
    memset(stream, 0, sizeof *stream);
}

/* The tokens of n_texts texts as those of used words, to scan->used; ends: as they were and as they become.
 */
static cot_status_t use_texts(const cot_stream_t *stream, cot_scan_t *scan, const uint32_t *tokens,
                              uint32_t *ends, uint32_t n_texts, cot_error_t *err) {
    const size_t room = (size_t)ends[n_texts - 1] + COT_PHRASE_WORDS * (size_t)n_texts;
    size_t n = 0;
    if (!COT_GROW(scan->used, scan->used_capacity, room)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of texts");
    }
    for (uint32_t t = 0, start = 0; t < n_texts; t++) {
        const uint32_t end = ends[t];
        n += cot_i_use_tokens(&stream->used, stream->lexicon.words, tokens + start, end - start,
                              scan->used + n);
        ends[t] = (uint32_t)n;
        start = end;
    }
    return COT_OK;
}

cot_status_t cot_i_stream_use(cot_stream_t *stream, uint32_t b, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_scan_t *scan = &stream->scans[cot_i_stream_thread()];
    const uint32_t n_texts = cot_i_stream_texts(stream, b);
    uint32_t *ends = stream->kept[b];
    if (!ends) {
        return COT_OK;
    }
    const size_t before = ends[n_texts - 1];
    COT_TRY(st, use_texts(stream, scan, ends + n_texts, ends, n_texts, err));
    const size_t n = ends[n_texts - 1];
    uint32_t *kept = cot_i_realloc(ends, n_texts + n, sizeof *kept);
    if (!kept) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of texts");
    }
    if (n > 0) {
        memcpy(kept + n_texts, scan->used, n * sizeof *kept);
    }
    stream->kept[b] = kept;
    __atomic_fetch_add(&stream->kept_bytes, (n - before) * sizeof *kept,
                       __ATOMIC_RELAXED); /* wraps round: less */
done:
    return st;
}

bool cot_i_stream_replace(cot_stream_t *stream, uint32_t b, const uint32_t *ends, const uint32_t *list,
                          size_t n) {
    const uint32_t n_texts = cot_i_stream_texts(stream, b);
    const uint32_t *old = stream->kept[b];
    const size_t now = old ? n_texts + (size_t)old[n_texts - 1] : 0;
    const size_t more = (n_texts + n - now) * sizeof *list; /* wraps round: less */
    uint32_t *kept = NULL;
    const size_t bytes = __atomic_add_fetch(&stream->kept_bytes, more, __ATOMIC_RELAXED);
    if (n_texts + n <= now || bytes <= stream->kept_max) {
        kept = cot_i_realloc(NULL, n_texts + n, sizeof *kept);
    }
    if (!kept) {
        __atomic_fetch_sub(&stream->kept_bytes, more, __ATOMIC_RELAXED);
        return false;
    }
    memcpy(kept, ends, n_texts * sizeof *kept);
    if (n > 0) {
        memcpy(kept + n_texts, list, n * sizeof *kept);
    }
    cot_i_free(stream->kept[b]);
    stream->kept[b] = kept;
    return true;
}

cot_status_t cot_i_stream_block(cot_stream_t *stream, uint32_t b, uint32_t *ends, cot_tokens_t *out,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = cot_i_stream_texts(stream, b);
    *out = (cot_tokens_t){stream->kept[b], NULL, b * COT_TEXTS_BLOCK, n};
    if (stream->kept[b]) {
        out->tokens = stream->kept[b] + n;
        return COT_OK;
    }
    cot_scan_t *scan = &stream->scans[cot_i_stream_thread()];
    cot_lexicon_t none; /* all words are known by now */
    cot_i_lexicon_init(&none);
    scan->fresh = &none;
    scan->n_tokens = 0;
    for (uint32_t t = 0; t < n && st == COT_OK; t++) {
        st = scan_text(stream, scan, out->from + t, err);
        ends[t] = (uint32_t)scan->n_tokens;
    }
    scan->fresh = NULL;
    cot_i_lexicon_clear(&none);
    out->ends = ends;
    out->tokens = scan->tokens;
    if (st == COT_OK && stream->used.number) {
        st = use_texts(stream, scan, scan->tokens, ends, n, err);
        out->tokens = scan->used;
    }
    return st;
}
