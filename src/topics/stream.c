/* stream.c: the first pass over the texts: their words, numbered.
 *
 * Blocks of texts are read side by side, and words that are met first are added to the one lexicon. The
 * numbers of words are those of their arrival, which may differ from run to run: nothing that is found
 * depends on them. SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/stream.h"

#include <string.h>

#include "base/meter.h"

#define FETCHED 4096u /* bytes of the next text */

uint32_t cot_i_stream_texts(const cot_stream_t *stream, uint32_t b) {
    uint32_t from = b * COT_TEXTS_BLOCK, count = stream->texts->count;
    return count - from < COT_TEXTS_BLOCK ? count - from : COT_TEXTS_BLOCK;
}

/* Has a text brought near, which may lie anywhere, while the one before it is read. */
static void fetch_text(const cot_text_t *text) {
    for (uint32_t i = 0; i < text->abstract_bytes && i < FETCHED; i += 64) {
        __builtin_prefetch(text->abstract + i);
    }
    __builtin_prefetch(text->title);
    __builtin_prefetch(text->title + 64);
}

static cot_status_t scan_text(const cot_stream_t *stream, cot_scan_t *scan, uint32_t i, cot_error_t *err) {
    return cot_i_scan(scan, &stream->texts->list[i], err);
}

/* Whether the last text that was read has a candidate. */
static bool has_phrase(cot_stream_t *stream, const cot_scan_t *scan) {
    if (scan->has_content) {
        return true;
    }
    (void)pthread_mutex_lock(&stream->lexicon.lock);
    const bool has = cot_i_has_phrase(stream->lexicon.words, scan->tokens + scan->text_start,
                                      scan->n_tokens - scan->text_start);
    (void)pthread_mutex_unlock(&stream->lexicon.lock);
    return has;
}

/* Room for n numbers of the block's, if the bound allows it, else NULL. */
static uint32_t *keep(cot_stream_t *stream, size_t n) {
    const size_t bytes = n * sizeof(uint32_t),
                 before = __atomic_fetch_add(&stream->kept_bytes, bytes, __ATOMIC_RELAXED);
    uint32_t *kept = NULL;
    if (before <= stream->kept_max && bytes <= stream->kept_max - before) {
        kept = cot_i_realloc(NULL, n, sizeof *kept);
    }
    if (!kept) {
        __atomic_fetch_sub(&stream->kept_bytes, bytes, __ATOMIC_RELAXED);
    }
    return kept;
}

/* Counts the uses of the words of a block. */
static cot_status_t count_uses(const cot_stream_t *stream, cot_reader_t *reader, cot_error_t *err) {
    const cot_scan_t *scan = &reader->scan;
    const size_t had = reader->uses_capacity;
    if (!COT_GROW(reader->uses, reader->uses_capacity, cot_i_lexicon_words(&stream->lexicon) + (size_t)1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: uses of words");
    }
    memset(reader->uses + had, 0, (reader->uses_capacity - had) * sizeof *reader->uses);
    for (size_t k = 0; k < scan->n_tokens; k++) {
        reader->uses[scan->tokens[k] & COT_TOKEN_WORD]++;
    }
    return COT_OK;
}

static cot_status_t read_block(cot_stream_t *stream, cot_reader_t *reader, uint32_t b, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_scan_t *scan = &reader->scan;
    const uint32_t from = b * COT_TEXTS_BLOCK, n_texts = cot_i_stream_texts(stream, b);
    uint32_t ends[COT_TEXTS_BLOCK], with_phrase = 0;
    scan->n_tokens = 0;
    for (uint32_t t = 0; t < n_texts; t++) {
        if (t + 1 < n_texts) {
            fetch_text(&stream->texts->list[from + t + 1]);
        }
        COT_TRY(st, scan_text(stream, scan, from + t, err));
        ends[t] = (uint32_t)scan->n_tokens;
        with_phrase += has_phrase(stream, scan);
    }
    COT_TRY(st, count_uses(stream, reader, err));
    stream->kept[b] = keep(stream, n_texts + scan->n_tokens);
    if (stream->kept[b]) {
        memcpy(stream->kept[b], ends, n_texts * sizeof *ends);
        memcpy(stream->kept[b] + n_texts, scan->tokens, scan->n_tokens * sizeof *scan->tokens);
    }
    __atomic_fetch_add(&stream->n_tokens, scan->n_tokens, __ATOMIC_RELAXED);
    __atomic_fetch_add(&stream->with_phrase, with_phrase, __ATOMIC_RELAXED);
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
    COT_NEW(st, err, stream->readers, threads, "work space of threads");
    stream->threads = threads;
    for (int t = 0; t < threads; t++) {
        cot_i_scan_init(&stream->readers[t].scan, stream->classes, &stream->lexicon);
    }
done:
    return st;
}

/* Adds up what the threads counted; the first failure. */
static cot_status_t end_reading(cot_stream_t *stream, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_lexicon_settle(&stream->lexicon);
    for (int t = 0; t < stream->threads; t++) {
        cot_reader_t *reader = &stream->readers[t];
        for (size_t w = 0; w < reader->uses_capacity && w < stream->lexicon.n_words; w++) {
            stream->lexicon.words[w].uses += reader->uses[w];
        }
        cot_i_free(reader->uses);
        reader->uses = NULL;
        reader->uses_capacity = 0;
        if (st == COT_OK && reader->status != COT_OK) {
            st = cot_i_fail(err, reader->status, "%s", reader->err.message);
        }
    }
    return st;
}

cot_status_t cot_i_stream_read(cot_stream_t *stream, const cot_texts_t *texts, size_t kept_max,
                               const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    memset(stream, 0, sizeof *stream);
    stream->kept_max = kept_max;
    COT_TRY(st, open_stream(stream, texts, env, err));
    cot_meter_t meter = {env, err, "reading words", 0, stream->n_blocks, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(stream->threads)
    for (uint32_t b = 0; b < stream->n_blocks; b++) {
        if (!cot_i_meter_stopped(&meter)) {
            cot_reader_t *reader = &stream->readers[cot_i_thread()];
            reader->status = read_block(stream, reader, b, &reader->err);
            if (reader->status != COT_OK) {
                cot_i_meter_stop(&meter, reader->status);
            }
            cot_i_meter_add(&meter, 1);
        }
    }
    COT_TRY(st, end_reading(stream, err));
    st = cot_i_meter_end(&meter, "words of texts");
done:
    return st;
}

void cot_i_stream_clear(cot_stream_t *stream) {
    for (uint32_t b = 0; stream->kept && b < stream->n_blocks; b++) {
        cot_i_free(stream->kept[b]);
    }
    for (int t = 0; stream->readers && t < stream->threads; t++) {
        cot_i_scan_clear(&stream->readers[t].scan);
        cot_i_free(stream->readers[t].uses);
    }
    cot_i_free(stream->kept);
    cot_i_free(stream->readers);
    cot_i_words_free(stream->classes);
    cot_i_lexicon_clear(&stream->lexicon);
    cot_i_used_clear(&stream->used);
    memset(stream, 0, sizeof *stream);
}

/* The tokens of n_texts texts as those of used words, to `to`; ends: as they were and as they become. */
static void use_texts(const cot_stream_t *stream, const uint32_t *tokens, uint32_t *ends, uint32_t n_texts,
                      uint32_t *to) {
    size_t n = 0;
    for (uint32_t t = 0, start = 0; t < n_texts; t++) {
        const uint32_t end = ends[t];
        n += cot_i_use_tokens(&stream->used, stream->lexicon.words, tokens + start, end - start, to + n);
        ends[t] = (uint32_t)n;
        start = end;
    }
}

/* The same to scan->used: tokens of long texts may become a few more. */
static cot_status_t use_apart(const cot_stream_t *stream, cot_scan_t *scan, const uint32_t *tokens,
                              uint32_t *ends, uint32_t n_texts, cot_error_t *err) {
    const size_t room = (size_t)ends[n_texts - 1] + COT_PHRASE_WORDS * (size_t)n_texts;
    if (!COT_GROW(scan->used, scan->used_capacity, room)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of texts");
    }
    use_texts(stream, tokens, ends, n_texts, scan->used);
    return COT_OK;
}

static bool has_long(const uint32_t *ends, uint32_t n_texts) {
    uint32_t most = ends[0];
    for (uint32_t t = 1; t < n_texts; t++) {
        most = ends[t] - ends[t - 1] > most ? ends[t] - ends[t - 1] : most;
    }
    return most > COT_TOKENS_SHORT;
}

cot_status_t cot_i_stream_use(cot_stream_t *stream, uint32_t b, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_reader_t *reader = &stream->readers[cot_i_thread()];
    const uint32_t n_texts = cot_i_stream_texts(stream, b);
    uint32_t *kept = stream->kept[b];
    if (!kept) {
        return COT_OK;
    }
    if (!has_long(kept, n_texts)) { /* as good as always: they become fewer, where they stand */
        use_texts(stream, kept + n_texts, kept, n_texts, kept + n_texts);
        return COT_OK;
    }
    const size_t before = kept[n_texts - 1];
    COT_TRY(st, use_apart(stream, &reader->scan, kept + n_texts, kept, n_texts, err));
    const size_t n = kept[n_texts - 1];
    if (n > before) { /* a few more, when the phrases of a long text end within a word's */
        uint32_t *more = keep(stream, n_texts + n);
        if (more) {
            memcpy(more, kept, n_texts * sizeof *kept);
        }
        cot_i_free(kept);
        stream->kept[b] = kept = more;
    }
    if (n > 0 && kept) {
        memcpy(kept + n_texts, reader->scan.used, n * sizeof *kept);
    }
done:
    return st;
}

bool cot_i_stream_replace(cot_stream_t *stream, uint32_t b, const uint32_t *ends, const uint32_t *list,
                          size_t n) {
    const uint32_t n_texts = cot_i_stream_texts(stream, b);
    uint32_t *kept = stream->kept[b];
    if (!kept || n > kept[n_texts - 1]) {
        kept = keep(stream, n_texts + n);
    }
    if (!kept) {
        return false;
    }
    memcpy(kept, ends, n_texts * sizeof *kept);
    if (n > 0) {
        memcpy(kept + n_texts, list, n * sizeof *kept);
    }
    if (kept != stream->kept[b]) {
        cot_i_free(stream->kept[b]);
        stream->kept[b] = kept;
    }
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
    cot_scan_t *scan = &stream->readers[cot_i_thread()].scan;
    scan->n_tokens = 0;
    for (uint32_t t = 0; t < n && st == COT_OK; t++) {
        st = scan_text(stream, scan, out->from + t, err);
        ends[t] = (uint32_t)scan->n_tokens;
    }
    out->ends = ends;
    out->tokens = scan->tokens;
    if (st == COT_OK && stream->used.number) {
        st = use_apart(stream, scan, scan->tokens, ends, n, err);
        out->tokens = scan->used;
    }
    return st;
}
