/* lexicon.h: the distinct words of all texts, each looked up once as it is written.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_LEXICON_H
#define COT_TOPICS_LEXICON_H

#include "base/text.h"
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

/* What a word is looked up by: its bytes padded with zeros when they are ASCII and no more than 16, else two
 * hashes, the first with the top bit set. */
typedef struct {
    uint64_t a, b;
} cot_word_key_t;

typedef struct {
    cot_word_key_t key;
    uint32_t word;      /* COT_WORD_NONE: free */
    uint8_t is_content; /* a phrase by itself */
    uint8_t is_plain;   /* not free, and cannot be the beginning of a URL */
} cot_lexicon_slot_t;

#define COT_STOPS_BITS 10 /* of a number of short stop words */

typedef struct {
    cot_lexicon_slot_t *slots; /* open addressing, a power of two */
    size_t capacity, used;
    cot_word_t *words;
    uint32_t n_words;
    size_t words_capacity;
    cot_buf_t text;
    uint64_t *stops; /* first parts of the keys of plain stop words up to 8 bytes, at cot_i_stop_home; 0:
                        none; NULL before words were merged */
} cot_lexicon_t;

void cot_i_lexicon_init(cot_lexicon_t *lexicon);
void cot_i_lexicon_clear(cot_lexicon_t *lexicon);
/* Takes all words out; keeps little memory. */
void cot_i_lexicon_reset(cot_lexicon_t *lexicon);

/* For words of more than 16 bytes or beyond ASCII. */
cot_word_key_t cot_i_word_key_hashed(const char *written, size_t length);

static inline uint64_t cot_i_word_hash(cot_word_key_t key) {
    return (key.a ^ (key.b * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;
}

/* Where the search for a word begins. */
static inline size_t cot_i_lexicon_home(const cot_lexicon_t *lexicon, uint64_t hash) {
    return (size_t)(hash ^ (hash >> 32)) & (lexicon->capacity - 1);
}

/* The only place in stops for such a word. They are more than half of all words: what is found there need not
 * be looked up. */
static inline size_t cot_i_stop_home(uint64_t hash) {
    return (size_t)(hash >> (64 - COT_STOPS_BITS));
}

/* Whether a word with this key may be the beginning of a URL. */
static inline bool cot_i_begins_url(cot_word_key_t key) {
    const uint32_t head = (uint32_t)key.a & 0xFFFFFF;
    return head == ('h' | 't' << 8 | 't' << 16) || head == ('f' | 't' << 8 | 'p' << 16) ||
           head == ('w' | 'w' << 8 | 'w' << 16);
}

/* Slot of a word, or a free one, from its home on. The table must not be empty. */
static inline cot_lexicon_slot_t *cot_i_lexicon_slot_from(const cot_lexicon_t *lexicon, size_t i,
                                                          cot_word_key_t key) {
    while (lexicon->slots[i].word != COT_WORD_NONE &&
           (lexicon->slots[i].key.a != key.a || lexicon->slots[i].key.b != key.b)) {
        i = (i + 1) & (lexicon->capacity - 1);
    }
    return &lexicon->slots[i];
}

static inline cot_lexicon_slot_t *cot_i_lexicon_slot(const cot_lexicon_t *lexicon, cot_word_key_t key) {
    return cot_i_lexicon_slot_from(lexicon, cot_i_lexicon_home(lexicon, cot_i_word_hash(key)), key);
}

/* Adds a written word that is not there; folded: its key; c: its class. decimal words cut. */
cot_status_t cot_i_lexicon_add(cot_lexicon_t *lexicon, cot_word_key_t key, const char *written,
                               size_t written_length, const char *folded, size_t folded_length,
                               cot_word_class_t c, cot_lexicon_slot_t *out, cot_error_t *err);

/* Adds the words of `fresh` that are not there and the uses of all; map[i] = the number of its word i. */
cot_status_t cot_i_lexicon_merge(cot_lexicon_t *lexicon, const cot_lexicon_t *fresh, uint32_t *map,
                                 cot_error_t *err);

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
