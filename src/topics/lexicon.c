/* lexicon.c: the table of words.
 *
 * While texts are read the lexicon stands still and is read by all threads; the words a block of texts adds
 * go to a lexicon of the block's own, and those are merged in the order of the blocks.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "topics/lexicon.h"

#include <string.h>

#include "base/alloc.h"
#include "base/par.h"

#define TEXT_MAX ((size_t)UINT32_MAX) /* offsets are 32 bits */
#define SLOTS_FIRST ((size_t)1024)
#define AHEAD 24u                  /* slots: so far ahead are words fetched that are to be merged */
#define FACTOR 0xD6E8FEB86659FD93u /* odd; what stands before a part is multiplied by it */

void cot_i_lexicon_init(cot_lexicon_t *lexicon) {
    memset(lexicon, 0, sizeof *lexicon);
    lexicon->text = (cot_buf_t)COT_BUF_INIT(TEXT_MAX);
}

void cot_i_lexicon_clear(cot_lexicon_t *lexicon) {
    cot_i_free(lexicon->slots);
    cot_i_free(lexicon->words);
    cot_i_free(lexicon->stops);
    cot_i_buf_clear(&lexicon->text);
    cot_i_lexicon_init(lexicon);
}

void cot_i_lexicon_reset(cot_lexicon_t *lexicon) {
    if (lexicon->capacity > 4 * SLOTS_FIRST || lexicon->words_capacity > 4 * SLOTS_FIRST) {
        cot_i_lexicon_clear(lexicon);
        return;
    }
    if (lexicon->used > 0) {
        memset(lexicon->slots, 0, lexicon->capacity * sizeof *lexicon->slots);
    }
    lexicon->used = 0;
    lexicon->n_words = 0;
    cot_i_buf_reset(&lexicon->text);
}

cot_word_key_t cot_i_word_key_hashed(const char *written, size_t length) {
    return (cot_word_key_t){cot_i_hash(written, length, 1) | (uint64_t)1 << 63,
                            cot_i_hash(written, length, 2)};
}

uint64_t cot_i_parts_factor(uint32_t parts) {
    uint64_t f = FACTOR;
    while (parts > 1) {
        f *= FACTOR;
        parts--;
    }
    return f;
}

uint64_t cot_i_key_hash(const char *key, size_t length, bool singular) {
    char one[COT_PHRASE_BYTES];
    uint64_t h = 0;
    size_t n = singular && length < sizeof one ? cot_i_singular(key, length, one) : 0;
    const char *text = n > 0 ? one : key;
    size_t end = n > 0 ? n : length, start = 0;
    for (size_t i = 0; i <= end; i++) {
        if (i == end || text[i] == ' ') {
            h = h * FACTOR + cot_i_hash(text + start, i - start, 0);
            start = i + 1;
        }
    }
    return h;
}

/* Room for one more word. */
static cot_status_t grow(cot_lexicon_t *lexicon, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_lexicon_slot_t *old = lexicon->slots, *slots = NULL;
    size_t old_capacity = lexicon->capacity;
    if (2 * (lexicon->used + 1) <= old_capacity) {
        return COT_OK;
    }
    size_t capacity = old_capacity ? 2 * old_capacity : SLOTS_FIRST;
    slots = cot_i_alloc_aligned(capacity, sizeof *slots); /* in large pages: it is looked up all over */
    if (!slots) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of all texts");
    }
    memset(slots, 0, capacity * sizeof *slots);
    lexicon->slots = slots;
    lexicon->capacity = capacity;
    for (size_t i = 0; i < old_capacity; i++) {
        if (old[i].word != COT_WORD_NONE) {
            *cot_i_lexicon_slot(lexicon, old[i].key) = old[i];
        }
    }
    cot_i_free(old);
done:
    return st;
}

/* Room for one more word, behind those that stand for themselves. */
static cot_status_t reserve(cot_lexicon_t *lexicon, cot_error_t *err) {
    uint32_t have = lexicon->n_words < COT_WORD_FIRST ? COT_WORD_FIRST : lexicon->n_words;
    if (have >= COT_WORDS_MAX) {
        return cot_i_fail(err, COT_E_LIMIT, "more than %u different words", COT_WORDS_MAX);
    }
    if (!COT_GROW(lexicon->words, lexicon->words_capacity, (size_t)have + 1)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: words of all texts");
    }
    if (lexicon->n_words < COT_WORD_FIRST) {
        memset(lexicon->words, 0, COT_WORD_FIRST * sizeof *lexicon->words);
        for (uint32_t w = 0; w < COT_WORD_FIRST; w++) {
            lexicon->words[w].out = 1;
        }
        lexicon->n_words = COT_WORD_FIRST;
    }
    return COT_OK;
}

static cot_word_t describe(const char *folded, size_t length, cot_word_class_t c) {
    cot_word_t w = {.key_length = (uint8_t)length, .parts = 1, .weight = (uint8_t)cot_i_word_weight(c)};
    char one[COT_PHRASE_BYTES];
    const size_t singular = cot_i_singular(folded, length, one);
    w.plain = cot_i_key_hash(folded, length, false);
    w.norm = singular > 0 ? cot_i_key_hash(one, singular, false) : w.plain;
    for (size_t i = 0; i < length; i++) {
        w.parts = (uint8_t)(w.parts + (folded[i] == ' '));
    }
    w.ends = c != COT_WORD_ADJECTIVE && c != COT_WORD_FILLER;
    w.filler = c == COT_WORD_FILLER;
    w.plural = singular > 0;
    return w;
}

/* Fills a free slot. */
static cot_status_t put(cot_lexicon_t *lexicon, const cot_lexicon_slot_t *slot, cot_error_t *err) {
    cot_status_t st = grow(lexicon, err);
    st = st == COT_OK ? reserve(lexicon, err) : st;
    if (st == COT_OK) {
        *cot_i_lexicon_slot(lexicon, slot->key) = *slot;
        lexicon->used++;
    }
    return st;
}

cot_status_t cot_i_lexicon_add(cot_lexicon_t *lexicon, cot_word_key_t key, const char *written,
                               size_t written_length, const char *folded, size_t folded_length,
                               cot_word_class_t c, cot_lexicon_slot_t *out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_lexicon_slot_t slot = {key, COT_WORD_CUTS, c == COT_WORD_CONTENT, !cot_i_begins_url(key)};
    if (c != COT_WORD_STOP && (written_length >= COT_PHRASE_BYTES || folded_length >= COT_PHRASE_BYTES)) {
        slot.word = COT_WORD_LONG;
        slot.is_content = 0;
    } else if (c != COT_WORD_STOP) {
        COT_TRY(st, reserve(lexicon, err));
        cot_word_t w = describe(folded, folded_length, c);
        w.written_length = (uint8_t)written_length;
        w.text = (uint32_t)lexicon->text.length;
        cot_i_buf_add(&lexicon->text, written, written_length);
        cot_i_buf_add(&lexicon->text, folded, folded_length);
        COT_TRY(st, cot_i_buf_status(&lexicon->text, "words of all texts", err));
        slot.word = lexicon->n_words++;
        lexicon->words[slot.word] = w;
    }
    COT_TRY(st, put(lexicon, &slot, err));
    *out = slot;
done:
    return st;
}

/* Of several with one place in the list the first stays: it is used more, as a rule. */
static cot_status_t add_stop(cot_lexicon_t *lexicon, const cot_lexicon_slot_t *slot, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!lexicon->stops) {
        COT_NEW(st, err, lexicon->stops, (size_t)1 << COT_STOPS_BITS, "words of all texts");
    }
    uint64_t *stop = &lexicon->stops[cot_i_stop_home(cot_i_word_hash(slot->key))];
    if (*stop == 0 && slot->key.b == 0 && slot->is_plain) {
        *stop = slot->key.a;
    }
done:
    return st;
}

/* A word of another lexicon that is not in this one yet; slot: there. */
static cot_status_t take_over(cot_lexicon_t *lexicon, const cot_lexicon_t *fresh, cot_lexicon_slot_t slot,
                              uint32_t *word, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (slot.word >= COT_WORD_FIRST) {
        cot_word_t w = fresh->words[slot.word];
        COT_TRY(st, reserve(lexicon, err));
        const char *text = fresh->text.bytes + w.text;
        w.text = (uint32_t)lexicon->text.length;
        w.uses = 0;
        cot_i_buf_add(&lexicon->text, text, (size_t)w.written_length + w.key_length);
        COT_TRY(st, cot_i_buf_status(&lexicon->text, "words of all texts", err));
        slot.word = lexicon->n_words++;
        lexicon->words[slot.word] = w;
    } else if (slot.word == COT_WORD_CUTS) {
        COT_TRY(st, add_stop(lexicon, &slot, err));
    }
    st = put(lexicon, &slot, err);
    *word = slot.word;
done:
    return st;
}

cot_status_t cot_i_lexicon_merge(cot_lexicon_t *lexicon, const cot_lexicon_t *fresh, uint32_t *map,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < fresh->capacity; i++) {
        const cot_lexicon_slot_t *slot = &fresh->slots[i],
                                 *ahead = &fresh->slots[(i + AHEAD) & (fresh->capacity - 1)];
        if (ahead->word != COT_WORD_NONE && lexicon->capacity > 0) {
            __builtin_prefetch(&lexicon->slots[cot_i_lexicon_home(lexicon, cot_i_word_hash(ahead->key))]);
        }
        if (slot->word == COT_WORD_NONE) {
            continue;
        }
        uint32_t word = lexicon->capacity > 0 ? cot_i_lexicon_slot(lexicon, slot->key)->word : COT_WORD_NONE;
        if (word == COT_WORD_NONE) {
            COT_TRY(st, take_over(lexicon, fresh, *slot, &word, err));
        }
        if (slot->word >= COT_WORD_FIRST) {
            map[slot->word] = word;
            lexicon->words[word].uses += fresh->words[slot->word].uses;
        }
    }
done:
    return st;
}

/* Hashes of the parts of a word, each in the singular, to list; their number. */
static uint32_t parts_of(const cot_lexicon_t *lexicon, uint32_t word, uint64_t list[COT_PHRASE_BYTES]) {
    const cot_word_t *w = &lexicon->words[word];
    if (w->parts == 1) {
        list[0] = w->norm;
        return 1;
    }
    const char *key = cot_i_word_folded(lexicon, word);
    uint32_t n = 0;
    size_t start = 0;
    for (size_t i = 0; i <= w->key_length; i++) {
        if (i == w->key_length || key[i] == ' ') {
            list[n++] = cot_i_key_hash(key + start, i - start, true);
            start = i + 1;
        }
    }
    return n;
}

cot_status_t cot_i_lexicon_mark_rare(cot_lexicon_t *lexicon, uint32_t least, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t *uses = NULL; /* of parts, by their hashes */
    const uint32_t n_words = lexicon->n_words;
    size_t size = 1024;
    (void)threads;
    while (size < 2 * (size_t)n_words) {
        size *= 2;
    }
    COT_NEW(st, err, uses, size, "uses of parts of words");
#pragma omp parallel for schedule(static) num_threads(threads)
    for (uint32_t w = COT_WORD_FIRST; w < n_words; w++) {
        uint64_t list[COT_PHRASE_BYTES];
        for (uint32_t i = 0, n = parts_of(lexicon, w, list); i < n; i++) {
            __atomic_fetch_add(&uses[list[i] & (size - 1)], lexicon->words[w].uses, __ATOMIC_RELAXED);
        }
    }
#pragma omp parallel for schedule(static) num_threads(threads)
    for (uint32_t w = COT_WORD_FIRST; w < n_words; w++) {
        uint64_t list[COT_PHRASE_BYTES];
        for (uint32_t i = 0, n = parts_of(lexicon, w, list); i < n; i++) {
            lexicon->words[w].out |= uses[list[i] & (size - 1)] < least;
        }
    }
done:
    cot_i_free(uses);
    return st;
}
