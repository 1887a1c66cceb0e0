/* add.c: a prepared record into the corpus: folding by id (docs/definitions.md, "Records").
 *
 * Everything that can fail (interning, growing) happens before anything of the corpus changes, so that a
 * refused record or a lack of memory leaves the corpus as it was.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "records/corpus_data.h"

/* How many names and records ahead memory is fetched. */
enum { SLOTS_AHEAD = 48, STARTS_AHEAD = 32, TEXTS_AHEAD = 16, RECORDS_AHEAD = 12 };

typedef struct {
    const cot_i_clean_batch_t *batch;
    const cot_i_clean_t *record;
    size_t paper; /* the paper there already, or SIZE_MAX */
    uint32_t source;
} staged_t;

static cot_status_t intern(cot_strpool_t *pool, const cot_i_clean_batch_t *batch, cot_i_piece_t piece,
                           uint32_t *id, cot_error_t *err) {
    return cot_i_strpool_add_hashed(pool, batch->bytes.bytes + piece.at, piece.length, piece.hash, id, err);
}

static cot_status_t grow_mentions(cot_mentions_t *mentions, size_t need, cot_error_t *err) {
    size_t capacity = mentions->capacity;
    if (need <= capacity) {
        return COT_OK;
    }
    size_t also = capacity;
    if (!COT_GROW(mentions->name, capacity, need) || !COT_GROW(mentions->detail, also, need)) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: %zu mentions", need);
    }
    mentions->capacity = also;
    return COT_OK;
}

/* Interns the names behind the mentions in use; they count only when the record is committed. */
static cot_status_t stage_names(cot_corpus_t *corpus, const staged_t *staged, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_mentions_t *mentions = &corpus->mentions;
    const cot_i_clean_batch_t *batch = staged->batch;
    COT_TRY(st, grow_mentions(mentions, mentions->n + staged->record->n_names, err));
    for (size_t i = 0; i < staged->record->n_names; i++) {
        size_t at = staged->record->first_name + i, slot = mentions->n + i;
        const cot_i_clean_name_t *name = &batch->names[at];
        if (at + SLOTS_AHEAD < batch->n_names) {
            cot_i_strpool_fetch_slot(corpus->names, name[SLOTS_AHEAD].name.hash);
            cot_i_strpool_fetch_start(corpus->names, name[STARTS_AHEAD].name.hash);
            cot_i_strpool_fetch_text(corpus->names, name[TEXTS_AHEAD].name.hash);
        }
        COT_TRY(st, intern(corpus->names, batch, name->name, &mentions->name[slot], err));
        mentions->detail[slot] = 0;
        if (name->detail.length > 0) {
            COT_TRY(st, intern(corpus->details, batch, name->detail, &mentions->detail[slot], err));
        }
    }
done:
    return st;
}

static cot_status_t stage_categories(cot_corpus_t *corpus, const staged_t *staged, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_clean_t *record = staged->record;
    if (!COT_GROW(corpus->categories, corpus->categories_capacity,
                  corpus->n_categories + record->n_categories)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: categories");
    }
    for (size_t i = 0; i < record->n_categories; i++) {
        COT_TRY(st, intern(corpus->codes_pool, staged->batch, staged->batch->categories[record->first_category + i],
                           &corpus->categories[corpus->n_categories + i], err));
    }
done:
    return st;
}

static cot_status_t stage(cot_corpus_t *corpus, staged_t *staged, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_clean_t *record = staged->record;
    if (staged->paper == SIZE_MAX) {
        if (corpus->papers.n >= UINT32_MAX - 1) {
            COT_FAIL(st, err, COT_E_LIMIT, "more than %u papers", UINT32_MAX - 1);
        }
        COT_TRY(st, cot_i_fold_reserve(corpus, err));
        if (!cot_i_papers_grow(&corpus->papers, corpus->papers.n + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %zu papers", corpus->papers.n + 1);
        }
    }
    COT_TRY(st, intern(corpus->sources, staged->batch, record->source, &staged->source, err));
    COT_TRY(st, stage_names(corpus, staged, err));
    COT_TRY(st, stage_categories(corpus, staged, err));
done:
    return st;
}

/* Whether the record takes the place of the paper that is there: higher version, then later date. */
static bool supersedes(const cot_corpus_t *corpus, const cot_i_clean_t *record, size_t paper) {
    int32_t version = corpus->papers.version[paper];
    if (record->version != version) {
        return record->version > version;
    }
    return record->date > corpus->papers.date[paper]; /* COT_NO_DATE is the smallest */
}

static int32_t earlier(int32_t a, int32_t b) {
    if (a == COT_NO_DATE || b == COT_NO_DATE) {
        return a == COT_NO_DATE ? b : a;
    }
    return a < b ? a : b;
}

/* Makes the staged record a paper, or the newer version of one. Cannot fail. */
static void commit(cot_corpus_t *corpus, const staged_t *staged) {
    cot_papers_t *papers = &corpus->papers;
    const cot_i_clean_t *record = staged->record;
    size_t paper = staged->paper;
    if (paper == SIZE_MAX) {
        paper = papers->n++;
        papers->first_date[paper] = COT_NO_DATE;
        papers->n_mentions[paper] = 0;
        papers->withdrawn[paper] = 0;
        papers->text[paper] = record->text;
        papers->at[paper].bytes = 0;
        cot_i_fold_put(corpus, (uint32_t)paper, record->hash);
    }
    corpus->text_bytes_live += record->at.bytes;
    corpus->text_bytes_live -= papers->at[paper].bytes;
    corpus->counts.mentions += record->n_names;
    corpus->counts.mentions -= papers->n_mentions[paper];
    corpus->counts.withdrawn += record->withdrawn;
    corpus->counts.withdrawn -= papers->withdrawn[paper];
    corpus->counts.cleaned += record->n_cleaned;
    papers->text[paper] = record->text;
    papers->at[paper] = record->at;
    papers->first_date[paper] = earlier(papers->first_date[paper], record->first_date);
    papers->date[paper] = record->date;
    papers->version[paper] = record->version;
    papers->withdrawn[paper] = record->withdrawn;
    papers->mention[paper] = corpus->mentions.n;
    papers->n_mentions[paper] = record->n_names;
    papers->category[paper] = corpus->n_categories;
    papers->n_categories[paper] = record->n_categories;
    papers->source[paper] = staged->source;
    papers->line[paper] = record->line;
    corpus->mentions.n += record->n_names;
    corpus->n_categories += record->n_categories;
}

cot_status_t cot_i_corpus_commit(cot_corpus_t *corpus, cot_i_clean_batch_t *batch, size_t i, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_i_clean_t *record = &batch->records[i];
    staged_t staged = {batch, record, SIZE_MAX, 0};
    if (corpus->finished) {
        COT_FAIL(st, err, COT_E_ARG, "the corpus is finished: no record can be added");
    }
    cot_i_arena_hand_on(&corpus->texts, &batch->texts);
    if (i + RECORDS_AHEAD < batch->n_records) {
        cot_i_fold_fetch(corpus, batch->records[i + RECORDS_AHEAD].hash);
    }
    staged.paper = cot_i_fold_find(corpus, record->text, record->hash);
    size_t paper = staged.paper;
    bool there = paper != SIZE_MAX;
    bool repeat = there && record->version == corpus->papers.version[paper];
    if (!there || supersedes(corpus, record, paper)) {
        COT_TRY(st, stage(corpus, &staged, err));
        commit(corpus, &staged);
    } else {
        corpus->papers.first_date[paper] = earlier(corpus->papers.first_date[paper], record->first_date);
    }
    corpus->text_bytes += record->at.bytes;
    corpus->counts.records++;
    corpus->counts.repeats += repeat;
    corpus->counts.older += there && !repeat;
done:
    return st;
}

cot_status_t cot_corpus_add(cot_corpus_t *corpus, const cot_record_t *record, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (corpus->finished) {
        COT_FAIL(st, err, COT_E_ARG, "the corpus is finished: no record can be added");
    }
    cot_i_clean_reset(&corpus->staged);
    COT_TRY(st, cot_i_clean_add(&corpus->staged, record, err));
    st = cot_i_corpus_commit(corpus, &corpus->staged, 0, err);
done:
    return st;
}
