/* coterie/corpus.h: the corpus: papers and the names on them, each paper once.
 *
 * A corpus is filled record by record (by a reader, or by your own code through cot_corpus_add) and
 * then closed with cot_corpus_finish, which puts the papers in the order of their ids, so that what
 * follows does not depend on the order of the input files. A finished corpus is read-only and may be
 * read from many threads.
 *
 * Words: a *paper* is one work; a *mention* is one name on one paper, in the order of the byline.
 * Papers and mentions are numbered from 0.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_CORPUS_H
#define COTERIE_CORPUS_H

#include <stdbool.h>

#include "coterie/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** No date. Dates are days since 1970-01-01 (proleptic Gregorian, UTC). */
#define COT_NO_DATE INT32_MIN
/** No year. */
#define COT_NO_YEAR INT16_MIN

/** Days since 1970-01-01 of a civil date; COT_NO_DATE when there is no such day (or the year is beyond 5,000,000).
 * Cost O(1). */
COT_API int32_t cot_date_from_civil(int year, int month, int day);
/** Reads YYYY-MM-DD at the start of text (rest ignored); COT_NO_DATE when it is not a date. */
COT_API int32_t cot_date_parse(const char *text);
/** Year of a date; COT_NO_YEAR for COT_NO_DATE. */
COT_API int16_t cot_date_year(int32_t date);
/** Writes YYYY-MM-DD (11 bytes with NUL); the empty string for COT_NO_DATE. */
COT_API void cot_date_format(int32_t date, char out[11]);

/** How sure the reader is of a name's boundaries: 1 for formats that mark them, less where it had to guess. */
#define COT_SURE 1.0f

/** One name as a reader found it. Strings are UTF-8, borrowed; "" (or NULL) = absent. */
typedef struct {
    const char *name;        /**< whole name in reading order, white space collapsed; required */
    const char *forenames;   /**< when the format keeps the parts apart */
    const char *surname;
    const char *suffix;      /**< Jr, III */
    const char *affiliation; /**< several are joined by "; " */
    const char *orcid;       /**< 0000-0000-0000-0000 */
    float sure;              /**< (0, 1], COT_SURE when the format marks where a name ends; 0 counts as COT_SURE */
    const char *note;        /**< what was guessed or undone, for the audit; "" for nothing */
} cot_name_t;

/** One record as a reader hands it over. All strings are UTF-8, borrowed for the call; "" (or NULL) = absent. */
typedef struct {
    const char *id;          /**< base id without version ("2603.02642"); required */
    int version;             /**< 1, 2, ...; 0 = the record does not say */
    const char *title;
    const char *abstract;
    const char *comment;
    const char *doi;         /**< several are joined by a blank */
    const char *journal;
    int32_t first_date;      /**< date of the first version */
    int32_t date;            /**< date of this version */
    bool withdrawn;
    const cot_name_t *names;
    size_t n_names;
    const char *const *categories; /**< primary first; may be NULL when n_categories is 0 */
    size_t n_categories;
    const char *source;      /**< file and member it was read from */
    uint32_t line;           /**< line in it where the record begins, from 1; 0 = not known */
} cot_record_t;

#define COT_RECORD_INIT { "", 0, "", "", "", "", "", COT_NO_DATE, COT_NO_DATE, false, NULL, 0, NULL, 0, "", 0 }

typedef struct cot_corpus cot_corpus_t;

/** What abstracts a corpus keeps. They are most of the bytes, and only terms are made from them. */
typedef enum {
    COT_ABSTRACTS_UNCATEGORIZED, /**< of papers that state no category (default) */
    COT_ABSTRACTS_ALL,
    COT_ABSTRACTS_NONE
} cot_abstracts_t;

/** Makes an empty corpus. @return COT_OK | COT_E_NOMEM. Free with cot_corpus_free. */
COT_NODISCARD COT_API cot_status_t cot_corpus_new(cot_corpus_t **out, cot_abstracts_t keep, cot_error_t *err);
/** Frees it; NULL is fine. */
COT_API void cot_corpus_free(cot_corpus_t *corpus);

/** Adds one record; the strings are copied, control characters and bad UTF-8 removed on the way.
 * A record whose id is there already folds with it: the higher version wins (then the later date, then
 * the one that came first), the earliest first date is kept, nothing else is mixed. Whether it is withdrawn,
 * the version that wins decides.
 * Limits: 1,000,000 names in a record, 1 MiB in one name or 16 MiB in one text, 4,096 categories:
 * beyond that the record is refused.
 * @return COT_OK | COT_E_ARG (no id, finished corpus) | COT_E_LIMIT (record refused, corpus as before) | COT_E_NOMEM.
 * Cost: O(bytes), one hash look-up. After the corpus is finished a paper costs 73 bytes, its texts, 4 bytes for each
 * category and 12 for each mention; a distinct name costs its text and some 25 bytes. Rules: docs/definitions.md,
 * "Records". */
COT_NODISCARD COT_API cot_status_t cot_corpus_add(cot_corpus_t *corpus, const cot_record_t *record, cot_error_t *err);

/** Closes the corpus: drops superseded versions, orders papers by id (bytewise), numbers names by their first mention
 * and categories by their code. Needed once, before anything below but cot_corpus_counts is asked; again, it does
 * nothing. @return COT_OK | COT_E_NOMEM (the corpus is as before). Cost: O(P log P + mentions). */
COT_NODISCARD COT_API cot_status_t cot_corpus_finish(cot_corpus_t *corpus, cot_error_t *err);

/** What folding did; may be asked at any time. records = papers + repeats + older. */
typedef struct {
    uint64_t records;        /**< records added */
    uint64_t papers;         /**< distinct ids */
    uint64_t repeats;        /**< records with the version that was there already */
    uint64_t older;          /**< records that were left for a newer version, or that came too late */
    uint64_t withdrawn;      /**< papers whose newest version is withdrawn */
    uint64_t mentions;       /**< names on papers, after folding */
    uint64_t cleaned;        /**< texts from which control characters or bad UTF-8 were removed */
    uint64_t bytes;          /**< memory the corpus holds now */
} cot_corpus_counts_t;
COT_API cot_corpus_counts_t cot_corpus_counts(const cot_corpus_t *corpus);

/** One paper of a finished corpus; strings live as long as the corpus. */
typedef struct {
    const char *id;
    int version;
    const char *title;
    const char *abstract;    /**< "" when not kept */
    const char *comment;
    const char *doi;
    const char *journal;
    int32_t first_date;
    int32_t date;
    int16_t year;            /**< year of first_date, else of date, else COT_NO_YEAR */
    bool withdrawn;
    uint64_t first_mention;  /**< mentions [first_mention, first_mention + n_mentions) */
    uint32_t n_mentions;
    const uint32_t *categories; /**< numbers of categories, primary first */
    uint32_t n_categories;
    const char *source;
    uint32_t line;
} cot_paper_t;

COT_API uint32_t cot_corpus_papers(const cot_corpus_t *corpus);
/** Paper 0 .. cot_corpus_papers() - 1; beyond that, one whose texts are empty. Cost O(1). */
COT_API cot_paper_t cot_corpus_paper(const cot_corpus_t *corpus, uint32_t paper);

/** Number of mentions, and one of them. Equal names share one pointer and one number: .name_id is equal
 * exactly when name, forenames, surname and suffix are; it is < cot_corpus_names(). */
typedef struct {
    const char *name, *forenames, *surname, *suffix;
    const char *affiliation, *orcid, *note;
    float sure;
    uint32_t name_id;
    uint32_t paper;
} cot_mention_t;
COT_API uint64_t cot_corpus_mentions(const cot_corpus_t *corpus);
COT_API cot_mention_t cot_corpus_mention(const cot_corpus_t *corpus, uint64_t mention);
/** Distinct names (as written) in the corpus. */
COT_API uint32_t cot_corpus_names(const cot_corpus_t *corpus);

/** Distinct category codes, and one of them ("cs.DC"). */
COT_API uint32_t cot_corpus_categories(const cot_corpus_t *corpus);
COT_API const char *cot_corpus_category(const cot_corpus_t *corpus, uint32_t category);

#ifdef __cplusplus
}
#endif
#endif
