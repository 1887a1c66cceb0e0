/* phrases.h: the candidate phrases of one title and abstract.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_PHRASES_H
#define COT_TOPICS_PHRASES_H

#include "base/text.h"
#include "topics/words.h"

#define COT_PHRASE_WORDS 3         /* longest phrase */
#define COT_PHRASE_BYTES 256       /* longest key or written form; longer ones are no candidates */
#define COT_WORDS_OF_PAPER 65536   /* words between cuts read from one paper */
#define COT_PHRASES_OF_PAPER 16384 /* candidates read from one paper; what follows is left out */

/* One word of the text. */
typedef struct {
    uint32_t key, key_length;         /* in cot_scan_t.keys: folded */
    uint32_t written, written_length; /* in cot_scan_t.text: as written, TeX undone */
    uint8_t word_class;
    uint8_t cut; /* a phrase may not reach from here to the word before */
} cot_word_t;

/* One candidate: n_words words from `word` on. */
typedef struct {
    uint64_t group; /* hash of the key with its last word in the singular: equal for both numbers */
    uint64_t rest;  /* when the first word is a filler: group of the words after it; else 0 */
    uint32_t word;
    uint8_t n_words;
    uint8_t parts;  /* blank-separated parts of the key: a compound counts each of its own */
    uint8_t plural; /* the last word looks like a plural */
} cot_phrase_t;

/* Work space of one thread and what the last call of cot_i_scan found. */
typedef struct {
    const cot_words_t *words_known;
    cot_buf_t text, keys, part;
    cot_word_t *words;
    size_t n_words, words_capacity;
    cot_phrase_t *phrases; /* in the order of the text, repeats included */
    size_t n_phrases, phrases_capacity;
    bool cut_next;
} cot_scan_t;

void cot_i_scan_init(cot_scan_t *scan, const cot_words_t *words);
void cot_i_scan_clear(cot_scan_t *scan);

/* Reads a title and an abstract (either may be ""). @return COT_OK | COT_E_NOMEM. */
cot_status_t cot_i_scan(cot_scan_t *scan, const char *title, const char *abstract, cot_error_t *err);

/* Key and written form of a candidate, into buffers of COT_PHRASE_BYTES; the length. */
size_t cot_i_phrase_key(const cot_scan_t *scan, const cot_phrase_t *phrase, char *out);
size_t cot_i_phrase_written(const cot_scan_t *scan, const cot_phrase_t *phrase, char *out);

#endif
