/* lexicon.c: the table of words. It is read by all threads without a lock while words are added: what is
 * found is right, and what is not found is looked for again under the lock. SPDX-License-Identifier:
 * GPL-3.0-or-later */
#include "topics/lexicon.h"

#include <string.h>

#include "base/alloc.h"
#include "base/par.h"

#define TEXT_MAX ((size_t)UINT32_MAX) /* offsets are 32 bits */
#define BITS_FIRST 10u
#define FACTOR 0xD6E8FEB86659FD93u /* odd; what stands before a part is multiplied by it */

/* Of a lexicon without words. */
static cot_lexicon_slot_t no_slots[2], no_hot[(size_t)1 << COT_HOT_BITS];
static cot_lexicon_table_t no_table = {no_slots, 1, 63, NULL};

void cot_i_lexicon_init(cot_lexicon_t *lexicon) {
    memset(lexicon, 0, sizeof *lexicon);
    lexicon->text = (cot_buf_t)COT_BUF_INIT(TEXT_MAX);
    lexicon->table = &no_table;
    lexicon->hot = no_hot;
    (void)pthread_mutex_init(&lexicon->lock, NULL);
}

static void free_tables(cot_lexicon_table_t *table) {
    while (table && table != &no_table) {
        cot_lexicon_table_t *older = table->older;
        cot_i_free(table->slots);
        cot_i_free(table);
        table = older;
    }
}

void cot_i_lexicon_settle(cot_lexicon_t *lexicon) {
    free_tables(lexicon->table->older);
    if (lexicon->table != &no_table) {
        lexicon->table->older = NULL;
    }
}

void cot_i_lexicon_clear(cot_lexicon_t *lexicon) {
    free_tables(lexicon->table);
    if (lexicon->hot != no_hot) {
        cot_i_free(lexicon->hot);
    }
    cot_i_free(lexicon->words);
    cot_i_buf_clear(&lexicon->text);
    (void)pthread_mutex_destroy(&lexicon->lock);
    cot_i_lexicon_init(lexicon);
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
    if (!memchr(text, ' ', end)) { /* as nearly all are */
        return cot_i_hash(text, end, 0);
    }
    for (size_t i = 0; i <= end; i++) {
        if (i == end || text[i] == ' ') {
            h = h * FACTOR + cot_i_hash(text + start, i - start, 0);
            start = i + 1;
        }
    }
    return h;
}

/* Writes a word to a free slot from its home on. */
static void put(const cot_lexicon_table_t *table, const cot_lexicon_slot_t *slot) {
    size_t i = (size_t)(cot_i_id_hash(slot->id) >> table->shift);
    while (table->slots[i].id != 0) {
        i = (i + 1) & table->mask;
    }
    table->slots[i].value = slot->value;
    table->slots[i].is_url = slot->is_url;
    __atomic_store_n(&table->slots[i].id, slot->id, __ATOMIC_RELEASE);
}

/* Room for one more word. Old words come in the order of their places, which is nearly that of the new ones.
 */
static cot_status_t grow(cot_lexicon_t *lexicon, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_lexicon_table_t *old = lexicon->table, *table = NULL;
    const bool first = old == &no_table;
    if (!first && 2 * (lexicon->used + 1) <= old->mask + 1) {
        return COT_OK;
    }
    const unsigned bits = first ? BITS_FIRST : 64 - old->shift + 1;
    COT_NEW(st, err, table, 1, "words of all texts");
    *table = (cot_lexicon_table_t){NULL, ((size_t)1 << bits) - 1, 64 - bits, first ? NULL : old};
    table->slots = cot_i_alloc_aligned(table->mask + 1, sizeof *table->slots); /* in large pages */
    if (!table->slots) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: words of all texts");
    }
    memset(table->slots, 0, (table->mask + 1) * sizeof *table->slots);
    for (size_t i = 0; !first && i <= old->mask; i++) {
        if (old->slots[i].id != 0) {
            put(table, &old->slots[i]);
        }
    }
    __atomic_store_n(&lexicon->table, table, __ATOMIC_RELEASE);
    table = NULL;
done:
    cot_i_free(table);
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
        __atomic_store_n(&lexicon->n_words, COT_WORD_FIRST, __ATOMIC_RELAXED);
    }
    return COT_OK;
}

static cot_word_t describe(const char *folded, size_t length, cot_word_class_t c) {
    cot_word_t w = {.key_length = (uint8_t)length, .parts = 1, .weight = (uint8_t)cot_i_word_weight(c)};
    char one[COT_PHRASE_BYTES];
    const size_t singular = cot_i_singular(folded, length, one);
    w.plain = cot_i_key_hash(folded, length, false);
    w.norm = singular > 0 ? cot_i_key_hash(one, singular, false) : w.plain;
    for (const char *at = memchr(folded, ' ', length); at;
         at = memchr(at + 1, ' ', length - (size_t)(at + 1 - folded))) {
        w.parts++;
    }
    w.ends = c != COT_WORD_ADJECTIVE && c != COT_WORD_FILLER;
    w.filler = c == COT_WORD_FILLER;
    w.plural = singular > 0;
    return w;
}

/* Whether a word may be the beginning of a URL. */
static bool begins_url(const char *word, size_t length) {
    return length >= 3 &&
           (memcmp(word, "htt", 3) == 0 || memcmp(word, "ftp", 3) == 0 || memcmp(word, "www", 3) == 0);
}

static cot_status_t put_hot(cot_lexicon_t *lexicon, const cot_lexicon_slot_t *slot, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (lexicon->hot == no_hot) {
        cot_lexicon_slot_t *hot = NULL;
        COT_NEW(st, err, hot, (size_t)1 << COT_HOT_BITS, "words of all texts");
        __atomic_store_n(&lexicon->hot, hot, __ATOMIC_RELEASE);
    }
    cot_lexicon_slot_t *place = &lexicon->hot[cot_i_id_hash(slot->id) >> (64 - COT_HOT_BITS)];
    if (place->id == 0 && !slot->is_url) {
        __atomic_store_n(&place->value, slot->value, __ATOMIC_RELAXED); /* it is read with any id */
        __atomic_store_n(&place->id, slot->id, __ATOMIC_RELEASE);
    }
done:
    return st;
}

/* Adds a word with a number of its own; its text. */
static cot_status_t add_word(cot_lexicon_t *lexicon, cot_word_t word, const char *written, const char *folded,
                             uint32_t *number, cot_error_t *err) {
    cot_status_t st = COT_OK;
    word.text = (uint32_t)lexicon->text.length;
    cot_i_buf_add(&lexicon->text, written, word.written_length);
    cot_i_buf_add(&lexicon->text, folded, word.key_length);
    COT_TRY(st, cot_i_buf_status(&lexicon->text, "words of all texts", err));
    *number = lexicon->n_words;
    lexicon->words[*number] = word;
    __atomic_store_n(&lexicon->n_words, *number + 1, __ATOMIC_RELAXED);
done:
    return st;
}

cot_status_t cot_i_lexicon_add(cot_lexicon_t *lexicon, uint64_t id, const char *written,
                               size_t written_length, const char *folded, size_t folded_length,
                               cot_word_class_t c, uint32_t *value, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_lexicon_slot_t slot = {id, COT_WORD_CUTS, begins_url(written, written_length)};
    const bool is_long = written_length >= COT_PHRASE_BYTES || folded_length >= COT_PHRASE_BYTES;
    cot_word_t word = {0};
    if (c != COT_WORD_STOP && !is_long) {
        word = describe(folded, folded_length, c);
        word.written_length = (uint8_t)written_length;
    }
    (void)pthread_mutex_lock(&lexicon->lock);
    const cot_lexicon_slot_t *there = cot_i_lexicon_find(lexicon->table, id, cot_i_id_hash(id));
    if (there) {
        *value = there->value;
        goto done;
    }
    COT_TRY(st, grow(lexicon, err));
    COT_TRY(st, reserve(lexicon, err)); /* a number that stands for itself is looked up, too */
    if (c != COT_WORD_STOP && is_long) {
        slot.value = COT_WORD_LONG;
    } else if (c != COT_WORD_STOP) {
        COT_TRY(st, add_word(lexicon, word, written, folded, &slot.value, err));
        slot.value |= c == COT_WORD_CONTENT ? COT_VALUE_CONTENT : 0;
    }
    COT_TRY(st, put_hot(lexicon, &slot, err));
    put(lexicon->table, &slot);
    lexicon->used++;
    *value = slot.value;
done:
    (void)pthread_mutex_unlock(&lexicon->lock);
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
