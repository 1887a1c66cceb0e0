/* count.c: papers per phrase.
 *
 * A phrase on `least` papers has no part that is used less often: words with such a part are out from the
 * beginning. The pass over the sketch adds every use of the phrases of two and more parts to a table of
 * counters indexed by hash, which stop at `least`; additions only, so the order of the threads does not
 * matter. A counter is never less than the number of papers of any phrase that leads to it, or has stopped.
 * The exact pass counts only phrases whose counter has stopped; blocks of texts are counted apart, and added
 * in the order of the blocks to tables that share the phrases by hash. Two phrases with the same 64-bit hash
 * would be taken for one (chance about 1 in 100,000 for ten million phrases).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/count.h"

#include <string.h>

#include "base/par.h"

#define SKETCH_MIN ((size_t)1 << 16)
#define SKETCH_MAX ((size_t)1 << 24)
#define SKETCH_SPARE 16 /* counters for each `least` words of text: what a counter holds by chance stays small */
#define FILLERS_MAX 63

/* A phrase in one block of texts. */
typedef struct {
    cot_count_t count;
    uint32_t text;        /* the last one it was met in, + 1 */
    uint32_t form;        /* that it was met in last */
    uint8_t plural;       /* there: only such forms so far */
    uint8_t filler_parts; /* there: of the first form, a singular if there is one */
} seen_t;

/* One block of a wave; the phrases of table k are seen[starts[k] .. starts[k + 1]) of `sorted`. */
typedef struct {
    cot_count_t *sorted;
    size_t capacity;
    size_t starts[COT_COUNT_TABLES + 1];
    cot_met_t *met;
    cot_status_t status;
    cot_error_t err;
} block_t;

/* Work space of one thread: the phrases of a block. */
typedef struct {
    seen_t *seen;
    size_t n, seen_capacity;
    uint32_t *slots; /* number in seen + 1 */
    size_t capacity;
    cot_forms_t forms;
    uint32_t *pairs; /* phrases of each text, one after the other */
    size_t n_pairs, pairs_capacity;
    uint32_t ends[COT_TEXTS_BLOCK];
    uint32_t text; /* being read, + 1 */
    const uint16_t *sketch;
    size_t mask;
    uint16_t least;
    bool failed;
} work_t;

typedef struct {
    cot_stream_t *stream;
    cot_counts_t *counts;
    uint16_t *sketch;
    size_t mask;
    uint16_t least;
    work_t *works;
    block_t *blocks;
} pass_t;

static uint64_t spread(uint64_t group) {
    return group * 0x9E3779B97F4A7C15u;
}

static size_t sketch_index(uint64_t group, size_t mask) {
    return (size_t)(spread(group) >> 32) & mask;
}

static uint32_t table_of(uint64_t group) {
    return (uint32_t)(spread(group) >> 60);
}

/* Counts up to the bound. */
static inline void count_up(uint16_t *counter, uint16_t least) {
    uint16_t old = __atomic_load_n(counter, __ATOMIC_RELAXED);
    while (old < least && !__atomic_compare_exchange_n(counter, &old, (uint16_t)(old + 1), true,
                                                       __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
    }
}

static inline void take_sketch(void *data, const cot_phrase_t *phrase) {
    const pass_t *pass = data;
    if (phrase->parts > 1) {
        count_up(&pass->sketch[sketch_index(phrase->group, pass->mask)], pass->least);
    }
}

/* The same for a thread that is alone. */
static inline void take_sketch_alone(void *data, const cot_phrase_t *phrase) {
    const pass_t *pass = data;
    if (phrase->parts > 1) {
        uint16_t *counter = &pass->sketch[sketch_index(phrase->group, pass->mask)];
        *counter = (uint16_t)(*counter + (*counter < pass->least));
    }
}

static void sketch_block(pass_t *pass, block_t *block, uint32_t b) {
    uint32_t ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    const cot_stream_t *stream = pass->stream;
    cot_i_stream_drop_out(pass->stream, b);
    block->status = cot_i_stream_block(pass->stream, b, ends, &tokens, &block->err);
    for (uint32_t t = 0, start = 0; block->status == COT_OK && t < tokens.n_texts; start = tokens.ends[t++]) {
        const uint32_t *text = tokens.tokens + start;
        size_t n = tokens.ends[t] - start;
        if (stream->threads == 1) {
            cot_i_each_phrase(stream->lexicon.words, stream->factors, text, n, take_sketch_alone, pass);
        } else {
            cot_i_each_phrase(stream->lexicon.words, stream->factors, text, n, take_sketch, pass);
        }
    }
}

/* Room for one more phrase of the block. */
static bool grow_work(work_t *work) {
    if (2 * (work->n + 1) <= work->capacity) {
        return COT_GROW(work->seen, work->seen_capacity, work->n + 1);
    }
    size_t capacity = work->capacity ? 2 * work->capacity : 4096;
    uint32_t *slots = cot_i_alloc(capacity, sizeof *slots);
    if (!slots) {
        return false;
    }
    for (size_t i = 0; i < work->n; i++) {
        size_t s = (size_t)(spread(work->seen[i].count.group) >> 28) & (capacity - 1);
        while (slots[s] != 0) {
            s = (s + 1) & (capacity - 1);
        }
        slots[s] = (uint32_t)i + 1;
    }
    cot_i_free(work->slots);
    work->slots = slots;
    work->capacity = capacity;
    return COT_GROW(work->seen, work->seen_capacity, work->n + 1);
}

static cot_count_t first_count(const cot_phrase_t *phrase) {
    cot_count_t c = {.group = phrase->group, .n_words = phrase->n_words, .parts = phrase->parts};
    for (uint32_t k = 0; k < phrase->n_words; k++) {
        c.words[k] = phrase->tokens[k] & COT_TOKEN_WORD;
    }
    return c;
}

/* What was met in the text before counts. */
static inline void settle(seen_t *s) {
    if (s->filler_parts > 0 && s->filler_parts <= FILLERS_MAX) {
        s->count.fillers |= (uint64_t)1 << s->filler_parts;
    }
}

static size_t seen_slot(const work_t *work, uint64_t group) {
    size_t i = (size_t)(spread(group) >> 28) & (work->capacity - 1);
    while (work->slots[i] != 0 && work->seen[work->slots[i] - 1].count.group != group) {
        i = (i + 1) & (work->capacity - 1);
    }
    return i;
}

/* A phrase that the block had not yet; NULL: no memory. */
static seen_t *new_seen(work_t *work, const cot_phrase_t *phrase) {
    if (!grow_work(work)) {
        work->failed = true;
        return NULL;
    }
    seen_t *s = &work->seen[work->n++];
    *s = (seen_t){first_count(phrase), 0, UINT32_MAX, 0, 0};
    work->slots[seen_slot(work, phrase->group)] = (uint32_t)work->n;
    return s;
}

/* A use of the form that the phrase has here. */
static inline void add_use(work_t *work, seen_t *s, const cot_phrase_t *phrase) {
    cot_form_t form = {.phrase = (uint32_t)(s - work->seen), .uses = 1, .plural = phrase->plural != 0};
    for (uint32_t k = 0; k < phrase->n_words; k++) {
        form.words[k] = phrase->tokens[k] & COT_TOKEN_WORD;
    }
    if (s->form < work->forms.n && cot_i_same_words(&work->forms.forms[s->form], &form)) {
        work->forms.forms[s->form].uses++;
    } else {
        work->failed |= cot_i_forms_add(&work->forms, &form, &s->form, NULL) != COT_OK;
    }
}

/* The phrase stands in the text being read. */
static inline void add_pair(work_t *work, const seen_t *s) {
    if (!COT_GROW(work->pairs, work->pairs_capacity, work->n_pairs + 1)) {
        work->failed = true;
        return;
    }
    work->pairs[work->n_pairs++] = (uint32_t)(s - work->seen);
}

static inline void take_exact(void *data, const cot_phrase_t *phrase) {
    work_t *work = data;
    if (phrase->parts > 1 && work->sketch[sketch_index(phrase->group, work->mask)] < work->least) {
        return;
    }
    uint32_t number = work->slots[seen_slot(work, phrase->group)];
    seen_t *s = number > 0 ? &work->seen[number - 1] : new_seen(work, phrase);
    if (!s) {
        return;
    }
    add_use(work, s, phrase);
    if (s->text != work->text) {
        settle(s);
        add_pair(work, s);
        s->text = work->text;
        s->count.papers++;
        s->plural = phrase->plural;
        s->filler_parts = phrase->filler_parts;
    } else if (s->plural && !phrase->plural) {
        s->plural = 0;
        s->filler_parts = phrase->filler_parts;
    }
}

/* The phrases of the block by table, and the work space empty. */
static void sort_block(work_t *work, block_t *block) {
    size_t at[COT_COUNT_TABLES + 1] = {0};
    if (!COT_GROW(block->sorted, block->capacity, work->n)) {
        block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: counting phrases");
        return;
    }
    for (size_t i = 0; i < work->n; i++) {
        settle(&work->seen[i]);
        at[table_of(work->seen[i].count.group) + 1]++;
    }
    for (uint32_t k = 0; k < COT_COUNT_TABLES; k++) {
        at[k + 1] += at[k];
    }
    memcpy(block->starts, at, sizeof at);
    for (size_t i = 0; i < work->n; i++) {
        block->sorted[at[table_of(work->seen[i].count.group)]++] = work->seen[i].count;
    }
}

static size_t met_bytes(size_t n_texts, size_t n_groups, size_t n_forms, size_t n_pairs) {
    return sizeof(cot_met_t) + n_groups * sizeof(uint64_t) + n_forms * sizeof(cot_form_t) +
           (n_texts + n_pairs) * sizeof(uint32_t);
}

static void keep_met(const work_t *work, block_t *block, uint32_t n_texts) {
    cot_met_t *met = cot_i_realloc(NULL, 1, met_bytes(n_texts, work->n, work->forms.n, work->n_pairs));
    if (!met) {
        block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: counting phrases");
        return;
    }
    met->groups = (uint64_t *)(void *)(met + 1);
    met->forms = (cot_form_t *)(void *)(met->groups + work->n);
    met->ends = (uint32_t *)(void *)(met->forms + work->forms.n);
    met->pairs = met->ends + n_texts;
    met->n_groups = (uint32_t)work->n;
    met->n_forms = (uint32_t)work->forms.n;
    met->n_pairs = (uint32_t)work->n_pairs;
    for (size_t i = 0; i < work->n; i++) {
        met->groups[i] = work->seen[i].count.group;
    }
    memcpy(met->ends, work->ends, n_texts * sizeof *met->ends);
    if (work->n > 0) {
        memcpy(met->forms, work->forms.forms, work->forms.n * sizeof *met->forms);
        memcpy(met->pairs, work->pairs, work->n_pairs * sizeof *met->pairs);
    }
    block->met = met;
}

static void empty_work(work_t *work) {
    if (work->n > 0) {
        memset(work->slots, 0, work->capacity * sizeof *work->slots);
    }
    work->n = work->n_pairs = 0;
    cot_i_forms_empty(&work->forms);
}

static void tally_block(pass_t *pass, block_t *block, uint32_t b) {
    uint32_t ends[COT_TEXTS_BLOCK];
    cot_tokens_t tokens;
    const cot_stream_t *stream = pass->stream;
    work_t *work = &pass->works[cot_i_stream_thread()];
    memset(block->starts, 0, sizeof block->starts);
    block->status = cot_i_stream_block(pass->stream, b, ends, &tokens, &block->err);
    if (block->status == COT_OK && !grow_work(work)) {
        work->failed = true;
    }
    for (uint32_t t = 0, start = 0; block->status == COT_OK && !work->failed && t < tokens.n_texts;
         start = tokens.ends[t++]) {
        work->text = t + 1;
        cot_i_each_phrase(stream->lexicon.words, stream->factors, tokens.tokens + start,
                          tokens.ends[t] - start, take_exact, work);
        work->ends[t] = (uint32_t)work->n_pairs;
    }
    if (block->status == COT_OK && work->failed) {
        block->status = cot_i_fail(&block->err, COT_E_NOMEM, "out of memory: counting phrases");
    }
    if (block->status == COT_OK) {
        keep_met(work, block, tokens.n_texts);
    }
    if (block->status == COT_OK) {
        sort_block(work, block);
    }
    empty_work(work);
}

/* Slot of a group, free or not. */
static size_t slot_of(const cot_count_table_t *table, uint64_t group) {
    size_t i = (size_t)(spread(group) >> 20) & (table->capacity - 1);
    while (table->slots[i].group != 0 && table->slots[i].group != group) {
        i = (i + 1) & (table->capacity - 1);
    }
    return i;
}

static cot_status_t grow_table(cot_count_table_t *table, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_count_t *old = table->slots, *slots = NULL;
    size_t old_capacity = table->capacity, capacity = old_capacity ? 2 * old_capacity : 256;
    if (2 * (table->used + 1) <= old_capacity) {
        return COT_OK;
    }
    COT_NEW(st, err, slots, capacity, "counts of phrases");
    table->slots = slots;
    table->capacity = capacity;
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i].group != 0) {
            slots[slot_of(table, old[i].group)] = old[i];
        }
    }
    cot_i_free(old);
done:
    return st;
}

static cot_status_t add_count(cot_count_table_t *table, const cot_count_t *more, cot_error_t *err) {
    cot_status_t st = grow_table(table, err);
    if (st == COT_OK) {
        cot_count_t *c = &table->slots[slot_of(table, more->group)];
        if (c->group == 0) {
            *c = *more;
            table->used++;
        } else {
            c->papers += more->papers;
            c->fillers |= more->fillers;
        }
    }
    return st;
}

/* Adds the phrases of table k of all blocks of a wave. */
static cot_status_t add_blocks(cot_count_table_t *table, const block_t *blocks, uint32_t n, uint32_t k,
                               cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (uint32_t b = 0; b < n; b++) {
        for (size_t j = blocks[b].starts[k]; j < blocks[b].starts[k + 1]; j++) {
            COT_TRY(st, add_count(table, &blocks[b].sorted[j], err));
        }
    }
done:
    return st;
}

cot_count_t *cot_i_counts_find(const cot_counts_t *counts, uint64_t group) {
    group = group ? group : 1;
    const cot_count_table_t *table = &counts->tables[table_of(group)];
    if (table->capacity == 0) {
        return NULL;
    }
    cot_count_t *c = &table->slots[slot_of(table, group)];
    return c->group != 0 ? c : NULL;
}

void cot_i_counts_clear(cot_counts_t *counts) {
    for (uint32_t k = 0; k < COT_COUNT_TABLES; k++) {
        cot_i_free(counts->tables[k].slots);
    }
    for (uint32_t b = 0; counts->met && b < counts->n_met; b++) {
        cot_i_free(counts->met[b]);
    }
    cot_i_free(counts->met);
    memset(counts, 0, sizeof *counts);
}

static cot_status_t add_wave(pass_t *pass, uint32_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_status_t statuses[COT_COUNT_TABLES];
    for (uint32_t b = 0; b < n; b++) {
        if (pass->blocks[b].status != COT_OK) {
            COT_FAIL(st, err, pass->blocks[b].status, "%s", pass->blocks[b].err.message);
        }
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads(pass->stream->threads)
    for (uint32_t k = 0; k < COT_COUNT_TABLES; k++) {
        statuses[k] = add_blocks(&pass->counts->tables[k], pass->blocks, n, k, NULL);
    }
    for (uint32_t k = 0; k < COT_COUNT_TABLES; k++) {
        if (statuses[k] != COT_OK) {
            COT_FAIL(st, err, statuses[k], "out of memory: counting phrases");
        }
    }
done:
    return st;
}

/* What was met in block b takes the place of its tokens, while there is room. */
static void hand_over(pass_t *pass, block_t *block, uint32_t b) {
    const cot_met_t *met = block->met;
    if (met) {
        const uint32_t n_texts = cot_i_stream_texts(pass->stream, b);
        if (cot_i_stream_replace(pass->stream, b, met_bytes(n_texts, met->n_groups, met->n_forms, met->n_pairs))) {
            pass->counts->met[b] = block->met;
        } else {
            cot_i_free(block->met);
        }
        block->met = NULL;
    }
}

static cot_status_t run_pass(pass_t *pass, bool exact, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n_blocks = pass->stream->n_blocks;
    for (uint32_t first = 0; first < n_blocks; first += COT_BLOCKS_WAVE) {
        uint32_t n = n_blocks - first < COT_BLOCKS_WAVE ? n_blocks - first : COT_BLOCKS_WAVE;
#pragma omp parallel for schedule(dynamic, 1) num_threads(pass->stream->threads)
        for (uint32_t b = 0; b < n; b++) {
            if (exact) {
                tally_block(pass, &pass->blocks[b], first + b);
            } else {
                memset(pass->blocks[b].starts, 0, sizeof pass->blocks[b].starts);
                sketch_block(pass, &pass->blocks[b], first + b);
            }
        }
        COT_TRY(st, add_wave(pass, n, err));
        for (uint32_t b = 0; b < n; b++) {
            hand_over(pass, &pass->blocks[b], first + b);
        }
        COT_TRY(st, cot_i_progress(env, "counting phrases", (uint64_t)first + n, n_blocks, err));
    }
done:
    return st;
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

static cot_status_t open_pass(pass_t *pass, cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t size = sketch_size(pass->stream, pass->least);
    COT_NEW(st, err, pass->sketch, size, "table of phrase counters");
    COT_NEW(st, err, pass->works, pass->stream->threads, "work space of threads");
    COT_NEW(st, err, pass->blocks, COT_BLOCKS_WAVE, "blocks of texts");
    pass->mask = size - 1;
    for (int t = 0; t < pass->stream->threads; t++) {
        pass->works[t].sketch = pass->sketch;
        pass->works[t].mask = pass->mask;
        pass->works[t].least = pass->least;
    }
done:
    return st;
}

static void clear_pass(pass_t *pass) {
    for (int t = 0; pass->works && t < pass->stream->threads; t++) {
        cot_i_free(pass->works[t].seen);
        cot_i_free(pass->works[t].slots);
        cot_i_free(pass->works[t].pairs);
        cot_i_forms_clear(&pass->works[t].forms);
    }
    for (uint32_t b = 0; pass->blocks && b < COT_BLOCKS_WAVE; b++) {
        cot_i_free(pass->blocks[b].sorted);
        cot_i_free(pass->blocks[b].met);
    }
    cot_i_free(pass->works);
    cot_i_free(pass->blocks);
    cot_i_free(pass->sketch);
}

cot_status_t cot_i_count_phrases(cot_counts_t *counts, cot_stream_t *stream,
                                 const cot_topics_params_t *params, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    pass_t pass = {.counts = counts, .stream = stream};
    set_bounds(counts, stream->with_phrase, params);
    pass.least = (uint16_t)(counts->min < UINT16_MAX ? counts->min : UINT16_MAX);
    COT_TRY(st, cot_i_lexicon_mark_rare(&stream->lexicon, counts->min, err));
    COT_TRY(st, open_pass(&pass, err));
    COT_NEW(st, err, counts->met, stream->n_blocks, "counting phrases");
    counts->n_met = stream->n_blocks;
    COT_TRY(st, run_pass(&pass, false, env, err));
    COT_TRY(st, run_pass(&pass, true, env, err));
done:
    clear_pass(&pass);
    return st;
}
