/* finish.c: closing a corpus: gaps closed, papers ordered by id, names and categories renumbered.
 *
 * Papers are sorted by the bytes of their ids; names get numbers in the order of the mentions, categories in
 * the bytewise order of their codes. So nothing of a finished corpus depends on the order of its input,
 * except which of two equally new records stands.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "records/corpus_data.h"

static const char *id_of(uint32_t paper, const void *corpus) {
    return ((const cot_corpus_t *)corpus)->papers.text[paper];
}

static cot_status_t sort_papers(const cot_corpus_t *corpus, uint32_t *order, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_keyed_t *keys = NULL;
    size_t n = corpus->papers.n;
    COT_NEW(st, err, keys, n, "ordering papers");
    for (size_t i = 0; i < n; i++) {
        keys[i].value = (uint32_t)i;
    }
    COT_TRY(st, cot_i_sort_texts(keys, n, id_of, corpus, 1, err));
    for (size_t i = 0; i < n; i++) {
        order[i] = keys[i].value;
    }
done:
    cot_i_free(keys);
    return st;
}

/* ---- mentions and names ---- */

typedef struct {
    cot_mentions_t mentions;
    uint32_t *written;
    uint32_t n_written;
    uint32_t *categories;
    size_t n_categories;
    uint32_t *codes;
    uint32_t n_codes;
} closed_t;

static void copy_mentions(const cot_corpus_t *corpus, const uint32_t *order, uint32_t *number,
                          closed_t *closed) {
    const cot_papers_t *papers = &corpus->papers;
    cot_mentions_t *to = &closed->mentions;
    for (size_t i = 0; i < papers->n; i++) {
        uint32_t paper = order[i];
        for (uint64_t m = papers->mention[paper]; m < papers->mention[paper] + papers->n_mentions[paper];
             m++) {
            uint32_t name = corpus->mentions.name[m];
            if (number[name] == UINT32_MAX) {
                closed->written[closed->n_written] = name;
                number[name] = closed->n_written++;
            }
            to->name[to->n] = number[name];
            to->detail[to->n] = corpus->mentions.detail[m];
            to->paper[to->n++] = (uint32_t)i;
        }
    }
}

static cot_status_t close_mentions(const cot_corpus_t *corpus, const uint32_t *order, closed_t *closed,
                                   cot_error_t *err) {
    cot_status_t st = COT_OK;
    size_t n = corpus->counts.mentions, n_names = cot_i_strpool_count(corpus->names);
    uint32_t *number = NULL;
    COT_NEW(st, err, number, n_names, "numbering names");
    COT_NEW(st, err, closed->written, n_names, "numbering names");
    COT_NEW(st, err, closed->mentions.name, n, "mentions");
    COT_NEW(st, err, closed->mentions.detail, n, "mentions");
    COT_NEW(st, err, closed->mentions.paper, n, "mentions");
    memset(number, 0xFF, n_names * sizeof *number);
    closed->mentions.capacity = n;
    copy_mentions(corpus, order, number, closed);
done:
    cot_i_free(number);
    return st;
}

/* ---- categories ---- */

typedef struct {
    const char *code;
    uint32_t id;
} code_t;

static int by_code(const void *a, const void *b) {
    return strcmp(((const code_t *)a)->code, ((const code_t *)b)->code);
}

static cot_status_t close_categories(const cot_corpus_t *corpus, const uint32_t *order, closed_t *closed,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_papers_t *papers = &corpus->papers;
    uint32_t n_codes = cot_i_strpool_count(corpus->codes_pool), n_used = 0;
    uint32_t *number = NULL;
    code_t *used = NULL;
    COT_NEW(st, err, number, n_codes, "numbering categories");
    COT_NEW(st, err, used, n_codes, "numbering categories");
    COT_NEW(st, err, closed->codes, n_codes, "numbering categories");
    COT_NEW(st, err, closed->categories, corpus->n_categories, "categories");
    for (size_t i = 0; i < papers->n; i++) {
        for (size_t k = 0; k < papers->n_categories[i]; k++) {
            uint32_t id = corpus->categories[papers->category[i] + k];
            if (number[id] == 0) {
                number[id] = 1;
                used[n_used++] = (code_t){cot_i_strpool_text(corpus->codes_pool, id), id};
            }
        }
    }
    if (n_used > 1) {
        qsort(used, n_used, sizeof *used, by_code);
    }
    for (uint32_t i = 0; i < n_used; i++) {
        closed->codes[i] = used[i].id;
        number[used[i].id] = i;
    }
    closed->n_codes = n_used;
    for (size_t i = 0; i < papers->n; i++) {
        uint32_t paper = order[i];
        for (size_t k = 0; k < papers->n_categories[paper]; k++) {
            closed->categories[closed->n_categories++] =
                number[corpus->categories[papers->category[paper] + k]];
        }
    }
done:
    cot_i_free(number);
    cot_i_free(used);
    return st;
}

/* ---- papers ---- */

/* Puts every column into the new order through one spare array. */
static void order_columns(cot_papers_t *papers, const uint32_t *order, void *spare) {
    size_t n = papers->n;
    if (n == 0) {
        return;
    }
#define COT_ORDER_COLUMN(type, name)                                                                         \
    {                                                                                                        \
        type *to = spare;                                                                                    \
        for (size_t i = 0; i < n; i++) {                                                                     \
            to[i] = papers->name[order[i]];                                                                  \
        }                                                                                                    \
        memcpy(papers->name, to, n * sizeof *to);                                                            \
    }
    COT_PAPER_COLUMNS(COT_ORDER_COLUMN)
#undef COT_ORDER_COLUMN
    uint64_t mention = 0, category = 0;
    for (size_t i = 0; i < n; i++) {
        papers->mention[i] = mention;
        papers->category[i] = category;
        mention += papers->n_mentions[i];
        category += papers->n_categories[i];
    }
}

/* Gives back what the columns had to spare; a failure leaves them as they are. */
static void shrink_columns(cot_papers_t *papers) {
    size_t n = papers->n ? papers->n : 1;
#define COT_SHRINK_COLUMN(type, name)                                                                        \
    if (papers->name) {                                                                                      \
        void *smaller = cot_i_realloc(papers->name, n, sizeof(type));                                        \
        papers->name = smaller ? smaller : papers->name;                                                     \
    }
    COT_PAPER_COLUMNS(COT_SHRINK_COLUMN)
#undef COT_SHRINK_COLUMN
    papers->capacity = papers->capacity ? n : 0;
}

/* When more than a quarter of the text is of superseded versions, moves what stands into a new arena. Best
 * effort. */
static void compact_texts(cot_corpus_t *corpus) {
    cot_arena_t fresh = COT_ARENA_INIT;
    cot_papers_t *papers = &corpus->papers;
    if (corpus->text_bytes - corpus->text_bytes_live <= corpus->text_bytes / 4) {
        return;
    }
    char **moved = cot_i_alloc(papers->n, sizeof *moved);
    size_t i = 0;
    for (; moved && i < papers->n; i++) {
        moved[i] = cot_i_arena_copy(&fresh, papers->text[i], papers->at[i].bytes);
        if (!moved[i]) {
            break;
        }
    }
    if (moved && i == papers->n) {
        memcpy(papers->text, moved, papers->n * sizeof *moved);
        cot_i_arena_clear(&corpus->texts);
        corpus->texts = fresh;
        corpus->text_bytes = corpus->text_bytes_live;
    } else {
        cot_i_arena_clear(&fresh);
    }
    cot_i_free(moved);
}

static void take(cot_corpus_t *corpus, closed_t *closed) {
    cot_i_free(corpus->mentions.name);
    cot_i_free(corpus->mentions.detail);
    cot_i_free(corpus->categories);
    corpus->mentions = closed->mentions;
    corpus->written = closed->written;
    corpus->n_written = closed->n_written;
    corpus->categories = closed->categories;
    corpus->n_categories = corpus->categories_capacity = closed->n_categories;
    corpus->codes = closed->codes;
    corpus->n_codes = closed->n_codes;
    *closed = (closed_t){0};
    cot_i_fold_clear(&corpus->index);
    cot_i_clean_clear(&corpus->staged);
    corpus->finished = true;
}

cot_status_t cot_corpus_finish(cot_corpus_t *corpus, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *order = NULL;
    cot_text_at_t *spare = NULL; /* the widest column */
    closed_t closed = {0};
    if (corpus->finished) {
        return COT_OK;
    }
    COT_NEW(st, err, order, corpus->papers.n, "ordering papers");
    COT_NEW(st, err, spare, corpus->papers.n, "ordering papers");
    COT_TRY(st, sort_papers(corpus, order, err));
    COT_TRY(st, close_mentions(corpus, order, &closed, err));
    COT_TRY(st, close_categories(corpus, order, &closed, err));
    order_columns(&corpus->papers, order, spare);
    take(corpus, &closed);
    shrink_columns(&corpus->papers);
    compact_texts(corpus);
done:
    cot_i_free(order);
    cot_i_free(spare);
    cot_i_free(closed.mentions.name);
    cot_i_free(closed.mentions.detail);
    cot_i_free(closed.mentions.paper);
    cot_i_free(closed.written);
    cot_i_free(closed.categories);
    cot_i_free(closed.codes);
    return st;
}
