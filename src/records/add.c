/* add.c: one record into the corpus: bounds, cleaning, folding by id (docs/definitions.md, "Records").
 *
 * Everything that can fail (interning, growing) happens before anything of the corpus changes, so that a
 * refused record or a lack of memory leaves the corpus as it was.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "records/corpus_data.h"

/* Cleaned texts of one record; each text may grow threefold (a bad byte becomes U+FFFD). */
#define SCRATCH_MAX ((size_t)512 << 20)

static const char *or_empty(const char *text) {
    return text ? text : "";
}

/* ---- bounds ---- */

static cot_status_t too_long(const char *id, const char *what, const char *text, size_t max,
                             cot_error_t *err) {
    if (text && strnlen(text, max + 1) > max) {
        return cot_i_fail(err, COT_E_LIMIT, "%.80s: %s longer than the %zu bytes allowed", id, what, max);
    }
    return COT_OK;
}

static cot_status_t check_name(const char *id, const cot_name_t *name, cot_error_t *err) {
    const char *parts[] = {name->name,        name->forenames, name->surname, name->suffix,
                           name->affiliation, name->orcid,     name->note};
    cot_status_t st = COT_OK;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && st == COT_OK; i++) {
        st = too_long(id, "a name or its affiliation is", parts[i], COT_NAME_BYTES_MAX, err);
    }
    return st;
}

static cot_status_t check_record(const cot_record_t *record, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *id = or_empty(record->id);
    const char *texts[] = {id,          record->title,  record->abstract, record->comment,
                           record->doi, record->journal};
    static const char *const what[] = {"its id is",      "its title is", "its abstract is",
                                       "its comment is", "its DOI is",   "its journal reference is"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        COT_TRY(st, too_long(id, what[i], texts[i], COT_TEXT_BYTES_MAX, err));
    }
    if (record->n_names > COT_NAMES_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "%.80s: %zu names (allowed: %u)", id, record->n_names, COT_NAMES_MAX);
    }
    if (record->n_categories > COT_CATEGORIES_MAX) {
        COT_FAIL(st, err, COT_E_LIMIT, "%.80s: %zu categories (allowed: %u)", id, record->n_categories,
                 COT_CATEGORIES_MAX);
    }
    for (size_t i = 0; i < record->n_names; i++) {
        COT_TRY(st, check_name(id, &record->names[i], err));
    }
    for (size_t i = 0; i < record->n_categories; i++) {
        COT_TRY(st, too_long(id, "a category is", record->categories[i], COT_NAME_BYTES_MAX, err));
    }
done:
    return st;
}

/* ---- cleaning and interning ---- */

/* Appends the clean text and its NUL. */
static void clean(cot_corpus_t *corpus, const char *text, uint64_t *n_cleaned) {
    bool cleaned = false;
    text = or_empty(text);
    if (text[0]) {
        cot_i_text_clean(&corpus->scratch, text, strlen(text), &cleaned);
    }
    cot_i_buf_char(&corpus->scratch, '\0');
    *n_cleaned += cleaned;
}

static cot_status_t intern(cot_corpus_t *corpus, cot_strpool_t *pool, uint32_t *id, cot_error_t *err) {
    cot_status_t st = cot_i_buf_status(&corpus->scratch, "a name", err);
    return st == COT_OK ? cot_i_strpool_add(pool, corpus->scratch.bytes, corpus->scratch.length, id, err)
                        : st;
}

static bool has_details(const cot_name_t *name) {
    return or_empty(name->affiliation)[0] || or_empty(name->orcid)[0] || or_empty(name->note)[0] ||
           (name->sure > 0.0f && name->sure < COT_SURE);
}

static cot_status_t intern_name(cot_corpus_t *corpus, const cot_name_t *name, size_t slot,
                                uint64_t *n_cleaned, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_buf_reset(&corpus->scratch);
    clean(corpus, name->name, n_cleaned);
    clean(corpus, name->forenames, n_cleaned);
    clean(corpus, name->surname, n_cleaned);
    clean(corpus, name->suffix, n_cleaned);
    COT_TRY(st, intern(corpus, corpus->names, &corpus->mentions.name[slot], err));
    corpus->mentions.detail[slot] = 0;
    if (has_details(name)) {
        float sure = name->sure > 0.0f && name->sure < COT_SURE ? name->sure : COT_SURE;
        cot_i_buf_reset(&corpus->scratch);
        clean(corpus, name->affiliation, n_cleaned);
        clean(corpus, name->orcid, n_cleaned);
        clean(corpus, name->note, n_cleaned);
        cot_i_buf_add(&corpus->scratch, (const char *)&sure, sizeof sure);
        COT_TRY(st, intern(corpus, corpus->details, &corpus->mentions.detail[slot], err));
    }
done:
    return st;
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
static cot_status_t stage_names(cot_corpus_t *corpus, const cot_record_t *record, uint64_t *n_cleaned,
                                cot_error_t *err) {
    cot_mentions_t *mentions = &corpus->mentions;
    cot_status_t st = grow_mentions(mentions, mentions->n + record->n_names, err);
    for (size_t i = 0; i < record->n_names && st == COT_OK; i++) {
        st = intern_name(corpus, &record->names[i], mentions->n + i, n_cleaned, err);
    }
    return st;
}

/* Same for categories; one that is repeated in the record counts once. */
static cot_status_t stage_categories(cot_corpus_t *corpus, const cot_record_t *record, uint16_t *n,
                                     cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t ignored = 0;
    *n = 0;
    if (!COT_GROW(corpus->categories, corpus->categories_capacity,
                  corpus->n_categories + record->n_categories)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: categories");
    }
    uint32_t *own = record->n_categories ? corpus->categories + corpus->n_categories : NULL;
    for (size_t i = 0; i < record->n_categories; i++) {
        uint32_t code = 0, seen = 0;
        cot_i_buf_reset(&corpus->scratch);
        clean(corpus, record->categories[i], &ignored);
        COT_TRY(st, cot_i_buf_status(&corpus->scratch, "a category", err));
        if (corpus->scratch.length <= 1) {
            continue;
        }
        COT_TRY(st, cot_i_strpool_add(corpus->codes_pool, corpus->scratch.bytes, corpus->scratch.length - 1,
                                      &code, err));
        while (seen < *n && own[seen] != code) {
            seen++;
        }
        own[seen] = code;
        *n = seen == *n ? (uint16_t)(*n + 1) : *n;
    }
done:
    return st;
}

static bool keeps_abstract(const cot_corpus_t *corpus, uint16_t n_categories) {
    return corpus->keep == COT_ABSTRACTS_ALL ||
           (corpus->keep == COT_ABSTRACTS_UNCATEGORIZED && n_categories == 0);
}

/* Cleans the texts into one block and stores it. */
static cot_status_t stage_texts(cot_corpus_t *corpus, const cot_record_t *record, bool abstract,
                                cot_text_at_t *at, char **text, uint64_t *n_cleaned, cot_error_t *err) {
    cot_buf_t *scratch = &corpus->scratch;
    cot_i_buf_reset(scratch);
    clean(corpus, record->id, n_cleaned);
    at->title = (uint32_t)scratch->length;
    clean(corpus, record->title, n_cleaned);
    at->comment = (uint32_t)scratch->length;
    clean(corpus, record->comment, n_cleaned);
    at->doi = (uint32_t)scratch->length;
    clean(corpus, record->doi, n_cleaned);
    at->journal = (uint32_t)scratch->length;
    clean(corpus, record->journal, n_cleaned);
    at->abstract = (uint32_t)scratch->length;
    clean(corpus, abstract ? record->abstract : "", n_cleaned);
    cot_status_t st = cot_i_buf_status(scratch, "the texts of a record", err);
    if (st != COT_OK) {
        return st;
    }
    at->bytes = (uint32_t)scratch->length;
    *text = cot_i_arena_copy(&corpus->texts, scratch->bytes, scratch->length);
    return *text ? COT_OK : cot_i_fail(err, COT_E_NOMEM, "out of memory: texts of papers");
}

/* ---- folding ---- */

/* Whether the record takes the place of the paper that is there: higher version, then later date. */
static bool supersedes(const cot_corpus_t *corpus, const cot_record_t *record, size_t paper) {
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

typedef struct {
    uint64_t hash; /* of the clean id */
    size_t paper;  /* the paper there already, or SIZE_MAX */
    char *text;
    cot_text_at_t at;
    uint16_t n_categories;
    uint32_t source;
    uint64_t n_cleaned;
} staged_t;

static cot_status_t stage(cot_corpus_t *corpus, const cot_record_t *record, staged_t *staged,
                          cot_error_t *err) {
    cot_status_t st = COT_OK;
    const char *source = or_empty(record->source);
    if (staged->paper == SIZE_MAX) {
        if (corpus->papers.n >= UINT32_MAX - 1) {
            COT_FAIL(st, err, COT_E_LIMIT, "more than %u papers", UINT32_MAX - 1);
        }
        COT_TRY(st, cot_i_fold_reserve(corpus, err));
        if (!cot_i_papers_grow(&corpus->papers, corpus->papers.n + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %zu papers", corpus->papers.n + 1);
        }
    }
    COT_TRY(st, cot_i_strpool_add(corpus->sources, source, strlen(source), &staged->source, err));
    COT_TRY(st, stage_names(corpus, record, &staged->n_cleaned, err));
    COT_TRY(st, stage_categories(corpus, record, &staged->n_categories, err));
    COT_TRY(st, stage_texts(corpus, record, keeps_abstract(corpus, staged->n_categories), &staged->at,
                            &staged->text, &staged->n_cleaned, err));
done:
    return st;
}

/* Makes the staged record a paper, or the newer version of one. Cannot fail. */
static void commit(cot_corpus_t *corpus, const cot_record_t *record, const staged_t *staged) {
    cot_papers_t *papers = &corpus->papers;
    size_t paper = staged->paper;
    if (paper == SIZE_MAX) {
        paper = papers->n++;
        papers->first_date[paper] = COT_NO_DATE;
        papers->n_mentions[paper] = 0;
        papers->withdrawn[paper] = 0;
        papers->text[paper] = staged->text;
        papers->at[paper].bytes = 0;
        cot_i_fold_put(corpus, (uint32_t)paper, staged->hash);
    }
    corpus->text_bytes += staged->at.bytes;
    corpus->text_bytes_live += staged->at.bytes;
    corpus->text_bytes_live -= papers->at[paper].bytes;
    corpus->counts.mentions += record->n_names;
    corpus->counts.mentions -= papers->n_mentions[paper];
    corpus->counts.withdrawn += record->withdrawn;
    corpus->counts.withdrawn -= papers->withdrawn[paper];
    corpus->counts.cleaned += staged->n_cleaned;
    papers->text[paper] = staged->text;
    papers->at[paper] = staged->at;
    papers->first_date[paper] = earlier(papers->first_date[paper], record->first_date);
    papers->date[paper] = record->date;
    papers->version[paper] = record->version;
    papers->withdrawn[paper] = record->withdrawn;
    papers->mention[paper] = corpus->mentions.n;
    papers->n_mentions[paper] = (uint32_t)record->n_names;
    papers->category[paper] = corpus->n_categories;
    papers->n_categories[paper] = staged->n_categories;
    papers->source[paper] = staged->source;
    papers->line[paper] = record->line;
    corpus->mentions.n += record->n_names;
    corpus->n_categories += staged->n_categories;
}

static cot_status_t find_paper(cot_corpus_t *corpus, const char *id, staged_t *staged, cot_error_t *err) {
    uint64_t ignored = 0;
    cot_i_buf_reset(&corpus->scratch);
    clean(corpus, id, &ignored);
    cot_status_t st = cot_i_buf_status(&corpus->scratch, "an id", err);
    if (st == COT_OK && corpus->scratch.length <= 1) {
        st = cot_i_fail(err, COT_E_ARG, "a record without id");
    }
    if (st == COT_OK) {
        staged->hash = cot_i_hash(corpus->scratch.bytes, corpus->scratch.length - 1, 0);
        staged->paper = cot_i_fold_find(corpus, corpus->scratch.bytes, staged->hash);
    }
    return st;
}

cot_status_t cot_corpus_add(cot_corpus_t *corpus, const cot_record_t *record, cot_error_t *err) {
    cot_status_t st = COT_OK;
    staged_t staged = {0, SIZE_MAX, NULL, {0, 0, 0, 0, 0, 0}, 0, 0, 0};
    if (corpus->finished) {
        COT_FAIL(st, err, COT_E_ARG, "the corpus is finished: no record can be added");
    }
    corpus->scratch.max = SCRATCH_MAX;
    COT_TRY(st, check_record(record, err));
    COT_TRY(st, find_paper(corpus, record->id, &staged, err));
    size_t paper = staged.paper;
    bool there = paper != SIZE_MAX;
    bool repeat = there && record->version == corpus->papers.version[paper];
    if (!there || supersedes(corpus, record, paper)) {
        COT_TRY(st, stage(corpus, record, &staged, err));
        commit(corpus, record, &staged);
    } else {
        corpus->papers.first_date[paper] = earlier(corpus->papers.first_date[paper], record->first_date);
    }
    corpus->counts.records++;
    corpus->counts.repeats += repeat;
    corpus->counts.older += there && !repeat;
done:
    return st;
}
