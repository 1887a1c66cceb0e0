/* count.c: papers per phrase.
 *
 * A phrase on `least` papers has no part that is used less often: words with such a part are out from the
 * beginning. The pass over the sketch adds every use of the phrases of two and more parts to a table of
 * counters indexed by hash, which stop at `least`; additions only, so the order of the threads does not
 * matter. A counter is never less than the number of papers of any phrase that leads to it, or has stopped.
 * The exact pass counts only phrases whose counter has stopped. Every thread counts those of the texts it
 * gets, with numbers of its own, and in the end they are added up: all that is added is a sum, a least or a
 * set of bits, so it does not matter who had which text. Two phrases with the same 64-bit hash would be taken
 * for one (chance about 1 in 100,000 for ten million phrases). SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/count.h"

#include <string.h>

#include "base/alloc.h"
#include "base/meter.h"
#include "topics/tally.h"

#define SKETCH_MIN ((size_t)1 << 16)
#define SKETCH_MAX ((size_t)1 << 24)
#define SKETCH_SPARE                                                                                         \
    16 /* counters for each `least` words of text: what a counter holds by chance stays small */

/* Work space of one thread. */
typedef struct {
    const struct pass *pass;
    cot_tally_t tally;
    uint32_t *by_word; /* form of single words, + 1; 0: not met yet; NOT_COUNTED */
    uint32_t *list;    /* phrases of each text of a block, one after the other */
    size_t n, capacity;
    uint32_t text; /* being read, + 1 */
    bool failed;
} work_t;

typedef struct pass {
    cot_stream_t *stream;
    cot_counts_t *counts;
    uint16_t *sketch;
    uint64_t *stopped; /* a bit for each counter that has stopped */
    size_t mask;
    uint16_t least;
    work_t *works;
    cot_meter_t meter;
} pass_t;

#define NOT_COUNTED UINT32_MAX

static inline size_t sketch_index(uint64_t group, size_t mask) {
    return (size_t)(group * 0x9E3779B97F4A7C15u >> 32) & mask;
}

static inline bool has_stopped(const pass_t *pass, uint64_t group) {
    const size_t i = sketch_index(group, pass->mask);
    return pass->stopped[i / 64] >> (i % 64) & 1;
}

/* Counts up to the bound. */
static inline void take_sketch(void *data, const uint32_t *tokens, uint32_t n_words) {
    const pass_t *pass = data;
    uint16_t *counter =
        &pass->sketch[sketch_index(cot_i_phrase_group(&pass->stream->used, tokens, n_words), pass->mask)];
    uint16_t old = __atomic_load_n(counter, __ATOMIC_RELAXED);
    while (old < pass->least && !__atomic_compare_exchange_n(counter, &old, (uint16_t)(old + 1), true,
                                                             __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

/* The same for a thread that is alone. */
static inline void take_sketch_alone(void *data, const uint32_t *tokens, uint32_t n_words) {
    const pass_t *pass = data;
    uint16_t *counter =
        &pass->sketch[sketch_index(cot_i_phrase_group(&pass->stream->used, tokens, n_words), pass->mask)];
    *counter = (uint16_t)(*counter + (*counter < pass->least));
}

/* Compounds that are phrases by themselves are counted by their uses. */
static void sketch_compounds(const pass_t *pass) {
    const cot_used_t *used = &pass->stream->used;
    for (uint32_t w = 1; w < used->n; w++) {
        if (used->words[w].parts > 1) {
            uint16_t *counter = &pass->sketch[sketch_index(cot_i_phrase_group(used, &w, 1), pass->mask)];
            const uint64_t sum = (uint64_t)*counter + pass->stream->lexicon.words[used->words[w].word].uses;
            *counter = (uint16_t)(sum < pass->least ? sum : pass->least);
        }
    }
}

static cot_status_t sketch_block(pass_t *pass, uint32_t b) {
    cot_status_t st = COT_OK;
    uint32_t ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    const cot_stream_t *stream = pass->stream;
    COT_TRY(st, cot_i_stream_use(pass->stream, b, NULL));
    COT_TRY(st, cot_i_stream_block(pass->stream, b, ends, &tokens, NULL));
    const size_t n = tokens.ends[tokens.n_texts - 1];
    if (stream->threads == 1) {
        cot_i_each_phrase(&stream->used, tokens.tokens, n, 2, take_sketch_alone, pass);
    } else {
        cot_i_each_phrase(&stream->used, tokens.tokens, n, 2, take_sketch, pass);
    }
done:
    return st;
}

/* A phrase in the text being read. */
typedef struct {
    uint64_t group;
    const uint32_t *tokens;
    uint32_t at; /* see cot_i_tally_use */
} met_t;

/* A form that the thread had not yet; its number + 1, 0: no memory. */
static uint32_t new_form(work_t *work, const uint32_t words[COT_PHRASE_WORDS], const met_t *met,
                         uint32_t n_words) {
    const cot_stream_t *stream = work->pass->stream;
    cot_form_t form = {.words = {words[0], words[1], words[2]},
                       .text = work->text,
                       .at = met->at,
                       .n_words = (uint8_t)n_words,
                       .plural = stream->lexicon.words[words[n_words - 1]].plural,
                       .filler_parts =
                           n_words > 1 ? cot_i_used_word(&stream->used, *met->tokens)->filler_parts : 0};
    uint32_t parts = 0;
    for (uint32_t k = 0; k < n_words; k++) {
        parts += cot_i_used_word(&stream->used, met->tokens[k])->parts;
    }
    if (!cot_i_tally_add(&work->tally, &form, met->group, (uint8_t)parts)) {
        work->failed = true;
        return 0;
    }
    return (uint32_t)work->tally.n_forms;
}

/* A use of the form `number` - 1. There is room in the list. */
static inline void use_form(work_t *work, uint32_t number, uint32_t at) {
    work->list[work->n] = work->tally.forms[number - 1].phrase;
    work->n += cot_i_tally_use(&work->tally, number - 1, work->text, at);
}

/* The form of a single word that was not met yet; NOT_COUNTED: it does not count. */
static uint32_t new_word(work_t *work, const uint32_t *token, uint32_t at) {
    const cot_used_word_t *word = cot_i_used_word(&work->pass->stream->used, *token);
    const met_t met = {cot_i_phrase_group(&work->pass->stream->used, token, 1), token, at};
    const uint32_t words[COT_PHRASE_WORDS] = {word->word, COT_WORD_NONE, COT_WORD_NONE};
    const bool counts = word->parts == 1 || has_stopped(work->pass, met.group);
    const uint32_t number = counts ? new_form(work, words, &met, 1) : NOT_COUNTED;
    work->by_word[*token & COT_USED_WORD] = number;
    return number;
}

static inline void take_words(work_t *work, const uint32_t *tokens, uint64_t starts, uint32_t at) {
    for (; starts; starts &= starts - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(starts), here = (at + i) << 2 | 1;
        uint32_t number = work->by_word[tokens[i] & COT_USED_WORD];
        number = number == 0 ? new_word(work, tokens + i, here) : number;
        if (number != 0 && number != NOT_COUNTED) {
            use_form(work, number, here);
        }
    }
}

static inline __attribute__((always_inline)) void
take_phrases(work_t *work, const uint32_t *tokens, uint64_t starts, uint32_t at, uint32_t n_words) {
    const cot_used_t *used = &work->pass->stream->used;
    met_t met[COT_PHRASE_STARTS + 1];
    size_t n = 0;
    for (; starts; starts &= starts - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(starts);
        met[n] = (met_t){cot_i_phrase_group(used, tokens + i, n_words), tokens + i, (at + i) << 2 | n_words};
        n += has_stopped(work->pass, met[n].group);
    }
    for (size_t k = 0; k < n; k++) {
        uint32_t words[COT_PHRASE_WORDS] = {COT_WORD_NONE, COT_WORD_NONE, COT_WORD_NONE};
        for (uint32_t w = 0; w < n_words; w++) {
            words[w] = cot_i_used_word(used, met[k].tokens[w])->word;
        }
        uint32_t number = work->tally.form_slots_capacity > 0 ? *cot_i_form_slot(&work->tally, words) : 0;
        number = number > 0 ? number : new_form(work, words, &met[k], n_words);
        if (number > 0) {
            use_form(work, number, met[k].at);
        }
    }
}

/* from: of the text's tokens, in the block. */
static void tally_text(work_t *work, const uint32_t *tokens, size_t n, uint32_t from) {
    for (size_t i = 0; i < n; i += COT_PHRASE_STARTS) {
        const cot_phrase_starts_t starts = cot_i_phrase_starts(&work->pass->stream->used, tokens + i, n - i);
        const uint32_t at = from + (uint32_t)i;
        take_words(work, tokens + i, starts.of[0], at);
        take_phrases(work, tokens + i, starts.of[1], at, 2);
        take_phrases(work, tokens + i, starts.of[2], at, 3);
    }
}

static cot_status_t tally_block(pass_t *pass, work_t *work, uint32_t b) {
    cot_status_t st = COT_OK;
    uint32_t ends[COT_TEXTS_BLOCK], list_ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    COT_TRY(st, cot_i_stream_block(pass->stream, b, ends, &tokens, NULL));
    work->n = 0;
    for (uint32_t t = 0, start = 0; t < tokens.n_texts; start = tokens.ends[t++]) {
        const size_t n = tokens.ends[t] - start;
        if (!COT_GROW(work->list, work->capacity, work->n + COT_PHRASE_WORDS * n + 1)) {
            return COT_E_NOMEM;
        }
        work->text = b * COT_TEXTS_BLOCK + t + 1;
        tally_text(work, tokens.tokens + start, n, start);
        list_ends[t] = (uint32_t)work->n;
    }
    if (work->failed) {
        return COT_E_NOMEM;
    }
    if (cot_i_stream_replace(pass->stream, b, list_ends, work->list, work->n)) {
        pass->counts->counted_by[b] = cot_i_thread();
    }
done:
    return st;
}

static cot_status_t run_pass(pass_t *pass, bool exact, const cot_env_t *env, cot_error_t *err) {
    const uint32_t n_blocks = pass->stream->n_blocks;
    pass->meter = (cot_meter_t){env, err, "counting phrases", 0, n_blocks, COT_OK};
#pragma omp parallel for schedule(dynamic, 1) num_threads(pass->stream->threads)
    for (uint32_t b = 0; b < n_blocks; b++) {
        if (!cot_i_meter_stopped(&pass->meter)) {
            const cot_status_t st =
                exact ? tally_block(pass, &pass->works[cot_i_thread()], b) : sketch_block(pass, b);
            if (st != COT_OK) {
                cot_i_meter_stop(&pass->meter, st);
            }
            cot_i_meter_add(&pass->meter, 1);
        }
    }
    return cot_i_meter_end(&pass->meter, "counting phrases");
}

static void set_bounds(cot_counts_t *counts, uint32_t texts, const cot_topics_params_t *params) {
    uint32_t least = texts / 1000;
    counts->min = params->min_papers > 0 ? params->min_papers : least > 2 ? least : 2;
    double most = params->max_share * (double)texts;
    counts->max = most < (double)counts->min ? counts->min : (uint32_t)most;
}

static size_t sketch_size(const cot_stream_t *stream, uint32_t least) {
    size_t size = SKETCH_MIN;
    while (size < SKETCH_MAX && size / SKETCH_SPARE < stream->n_tokens / least) {
        size *= 2;
    }
    return size;
}

static cot_status_t fill_sketch(pass_t *pass, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t size = sketch_size(pass->stream, pass->least);
    pass->sketch =
        cot_i_alloc_aligned(size, sizeof *pass->sketch); /* in large pages: it is written all over */
    if (!pass->sketch) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: table of phrase counters");
    }
    memset(pass->sketch, 0, size * sizeof *pass->sketch);
    COT_NEW(st, err, pass->stopped, size / 64, "table of phrase counters");
    pass->mask = size - 1;
    COT_TRY(st, run_pass(pass, false, env, err));
    sketch_compounds(pass);
    for (size_t i = 0; i < size; i++) {
        pass->stopped[i / 64] |= (uint64_t)(pass->sketch[i] >= pass->least) << (i % 64);
    }
done:
    cot_i_free(pass->sketch);
    return st;
}

/* One tally of those of all threads. */
static cot_status_t join_tallies(pass_t *pass, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_counts_t *counts = pass->counts;
    for (int t = 0; t < counts->threads; t++) {
        cot_tally_t *tally = &pass->works[t].tally;
        for (size_t i = 0; i < tally->n_phrases; i++) {
            cot_i_tally_settle(tally, &tally->phrases[i]);
        }
        if (t == 0) {
            counts->tally = *tally;
            memset(tally, 0, sizeof *tally);
            continue;
        }
        COT_NEW(st, err, counts->numbers[t], tally->n_phrases, "counts of phrases");
        if (!cot_i_tally_join(&counts->tally, tally, counts->numbers[t])) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: counts of phrases");
        }
        cot_i_tally_clear(tally);
    }
done:
    return st;
}

static cot_status_t open_pass(pass_t *pass, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_counts_t *counts = pass->counts;
    const int threads = pass->stream->threads;
    COT_NEW(st, err, pass->works, threads, "work space of threads");
    COT_NEW(st, err, counts->numbers, threads, "work space of threads");
    COT_NEW(st, err, counts->counted_by, pass->stream->n_blocks, "counting phrases");
    counts->threads = threads;
    for (uint32_t b = 0; b < pass->stream->n_blocks; b++) {
        counts->counted_by[b] = -1;
    }
    for (int t = 0; t < threads; t++) {
        pass->works[t].pass = pass;
        COT_NEW(st, err, pass->works[t].by_word, pass->stream->used.n, "work space of threads");
    }
done:
    return st;
}

static void clear_pass(pass_t *pass) {
    for (int t = 0; pass->works && t < pass->stream->threads; t++) {
        cot_i_tally_clear(&pass->works[t].tally);
        cot_i_free(pass->works[t].by_word);
        cot_i_free(pass->works[t].list);
    }
    cot_i_free(pass->works);
    cot_i_free(pass->stopped);
}

cot_status_t cot_i_count_phrases(cot_counts_t *counts, cot_stream_t *stream,
                                 const cot_topics_params_t *params, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    pass_t pass = {.counts = counts, .stream = stream};
    set_bounds(counts, stream->with_phrase, params);
    pass.least = (uint16_t)(counts->min < UINT16_MAX ? counts->min : UINT16_MAX);
    COT_TRY(st, cot_i_lexicon_mark_rare(&stream->lexicon, counts->min, stream->threads, err));
    COT_TRY(st, cot_i_used_new(&stream->used, &stream->lexicon, err));
    COT_TRY(st, open_pass(&pass, err));
    COT_TRY(st, fill_sketch(&pass, env, err));
    COT_TRY(st, run_pass(&pass, true, env, err));
    COT_TRY(st, join_tallies(&pass, err));
done:
    clear_pass(&pass);
    return st;
}

void cot_i_counts_clear(cot_counts_t *counts) {
    cot_i_tally_clear(&counts->tally);
    for (int t = 0; counts->numbers && t < counts->threads; t++) {
        cot_i_free(counts->numbers[t]);
    }
    cot_i_free(counts->numbers);
    cot_i_free(counts->counted_by);
    memset(counts, 0, sizeof *counts);
}
