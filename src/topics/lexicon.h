/* lexicon.h: the distinct words of all texts, each looked up once as it is written.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_LEXICON_H
#define COT_TOPICS_LEXICON_H

#include <pthread.h>

#include "base/text.h"
#include "topics/word_id.h"
#include "topics/words.h"

#define COT_PHRASE_BYTES 256 /* longest key or written form of a phrase; longer ones are no candidates */

/* Numbers of words from COT_WORD_FIRST on; these stand for themselves. */
#define COT_WORD_NONE 0u /* not in the lexicon */
#define COT_WORD_CUTS 1u /* a stop word */
#define COT_WORD_LONG 2u /* COT_PHRASE_BYTES or more: stands in no phrase */
#define COT_WORD_FIRST 3u
#define COT_WORDS_MAX ((uint32_t)1 << 30)

/* One written word. A key is folded words joined by blanks; its hash is a polynomial over the hashes of its
 * blank-separated parts, so that the hash of a phrase follows from those of its words, and "lock-free" and
 * "lock free" have one. */
typedef struct {
    uint64_t plain; /* hash of the key */
    uint64_t norm;  /* hash of the key with its last part in the singular */
    uint32_t text;  /* in cot_lexicon_t.text: the written form, then the key */
    uint32_t uses;
    uint8_t written_length, key_length;
    uint8_t parts; /* blank-separated parts of the key */
    uint8_t weight;
    uint8_t ends;   /* a phrase may end here */
    uint8_t filler; /* see words.h */
    uint8_t plural; /* the last part looks like a plural */
    uint8_t out;    /* stands in no candidate: too long, or on too few papers */
} cot_word_t;

/* A place of the table. */
typedef struct {
    uint64_t id;     /* 0: free; written last, so that others can read meanwhile */
    uint32_t value;  /* number of the word, with COT_VALUE_CONTENT */
    uint32_t is_url; /* may be the beginning of one */
} cot_lexicon_slot_t;

#define COT_VALUE_CONTENT ((uint32_t)1 << 30) /* a phrase by itself */

/* Open addressing from the place that the upper bits of a hash tell. A table that became too small stays as
 * it is for those who read in it. */
typedef struct cot_lexicon_table {
    cot_lexicon_slot_t *slots;
    size_t mask;    /* slots, a power of two, less one */
    unsigned shift; /* of a hash, to a slot */
    struct cot_lexicon_table *older;
} cot_lexicon_table_t;

#define COT_HOT_BITS 12 /* of a number of frequent words */

typedef struct {
    cot_lexicon_table_t *table;
    cot_lexicon_slot_t *hot; /* words that came early, which are used most, each at the only place it can have
                                here: little memory, so that most words are found near the processor */
    size_t used;
    cot_word_t *words;
    uint32_t n_words;
    size_t words_capacity;
    cot_buf_t text;
    pthread_mutex_t lock; /* of everything but the reading of tables */
} cot_lexicon_t;

void cot_i_lexicon_init(cot_lexicon_t *lexicon);
void cot_i_lexicon_clear(cot_lexicon_t *lexicon);
/* Nobody reads in tables that became too small. */
void cot_i_lexicon_settle(cot_lexicon_t *lexicon);

/* The table as it is now: words that others add may be missing. */
static inline const cot_lexicon_table_t *cot_i_lexicon_table(const cot_lexicon_t *lexicon) {
    return __atomic_load_n(&lexicon->table, __ATOMIC_ACQUIRE);
}
static inline const cot_lexicon_slot_t *cot_i_lexicon_hot(const cot_lexicon_t *lexicon) {
    return __atomic_load_n(&lexicon->hot, __ATOMIC_ACQUIRE);
}
/* Largest number of a word that this thread has seen, + 1, or more. */
static inline uint32_t cot_i_lexicon_words(const cot_lexicon_t *lexicon) {
    return __atomic_load_n(&lexicon->n_words, __ATOMIC_RELAXED);
}

/* Slot of a word; NULL: none. hash: cot_i_id_hash(id). */
static inline cot_lexicon_slot_t *cot_i_lexicon_find(const cot_lexicon_table_t *table, uint64_t id,
                                                     uint64_t hash) {
    for (size_t i = (size_t)(hash >> table->shift);; i = (i + 1) & table->mask) {
        const uint64_t here = __atomic_load_n(&table->slots[i].id, __ATOMIC_ACQUIRE);
        if (here == id || here == 0) {
            return here == id ? &table->slots[i] : NULL;
        }
    }
}

/* Adds a written word, if nobody did meanwhile; folded: its key; c: its class. Of several threads. */
cot_status_t cot_i_lexicon_add(cot_lexicon_t *lexicon, uint64_t id, const char *written,
                               size_t written_length, const char *folded, size_t folded_length,
                               cot_word_class_t c, uint32_t *value, cot_error_t *err);

/* Marks words of which some part, in the singular, is used less often than `least` in all words. Parts are
 * told apart by few bits of their hashes: a few such words are not marked. 16 to 32 bytes per word meanwhile.
 */
cot_status_t cot_i_lexicon_mark_rare(cot_lexicon_t *lexicon, uint32_t least, int threads, cot_error_t *err);

/* Factor by which the hash of what stands before `parts` parts is multiplied. */
uint64_t cot_i_parts_factor(uint32_t parts);
/* Hash of a key; with its last part in the singular. */
uint64_t cot_i_key_hash(const char *key, size_t length, bool singular);

static inline const char *cot_i_word_written(const cot_lexicon_t *lexicon, uint32_t word) {
    return lexicon->text.bytes + lexicon->words[word].text;
}
static inline const char *cot_i_word_folded(const cot_lexicon_t *lexicon, uint32_t word) {
    return cot_i_word_written(lexicon, word) + lexicon->words[word].written_length;
}

#endif
