/* stream.h: all texts as numbers of words, kept while they fit into bounded memory, read again beyond.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_TOPICS_STREAM_H
#define COT_TOPICS_STREAM_H

#include "topics/phrases.h"
#include "topics/terms.h"

#define COT_TEXTS_BLOCK 512u               /* texts handled by one thread at a time */
#define COT_STREAM_KEPT ((size_t)96 << 20) /* bytes of tokens kept */

/* The tokens of one block: of its text t, tokens[ends[t - 1] .. ends[t]). */
typedef struct {
    const uint32_t *ends, *tokens;
    uint32_t from, n_texts;
} cot_tokens_t;

/* What a thread reads with. */
typedef struct {
    cot_scan_t scan;
    uint32_t *uses;    /* of the words by number, while texts are read first */
    size_t uses_capacity;
    cot_status_t status;
    cot_error_t err;
} cot_reader_t;

typedef struct {
    const cot_texts_t *texts;
    cot_words_t *classes;
    cot_lexicon_t lexicon;
    uint32_t **kept; /* of each block: ends, then tokens; NULL: read again */
    uint32_t n_blocks;
    size_t kept_bytes, kept_max; /* of what was taken for it */
    uint64_t n_tokens;
    uint32_t with_phrase; /* texts with at least one candidate */
    cot_reader_t *readers; /* of each thread */
    int threads;
    cot_used_t used; /* once the words that are out are known: blocks have these numbers */
} cot_stream_t;

/* Reads all texts once. kept_max: bytes of tokens kept. @return COT_OK | COT_E_NOMEM | COT_E_LIMIT |
 * COT_E_INTERRUPT. Clear with cot_i_stream_clear (also after failure). */
cot_status_t cot_i_stream_read(cot_stream_t *stream, const cot_texts_t *texts, size_t kept_max,
                               const cot_env_t *env, cot_error_t *err);
void cot_i_stream_clear(cot_stream_t *stream);

/* The tokens of block b; valid until this thread's next call. ends: COT_TEXTS_BLOCK numbers of room. */
cot_status_t cot_i_stream_block(cot_stream_t *stream, uint32_t b, uint32_t *ends, cot_tokens_t *out,
                                cot_error_t *err);

/* Texts of block b. */
uint32_t cot_i_stream_texts(const cot_stream_t *stream, uint32_t b);
/* From numbers of the lexicon to those of used words, in what is kept of block b; once, by one thread for a
 * block. */
cot_status_t cot_i_stream_use(cot_stream_t *stream, uint32_t b, cot_error_t *err);
/* Keeps the n numbers `list` and their ends, one for each text, of block b instead of its tokens, if there is
 * room for them. false: there is not. By one thread for a block. */
bool cot_i_stream_replace(cot_stream_t *stream, uint32_t b, const uint32_t *ends, const uint32_t *list,
                          size_t n);

#endif
