/* coterie/authors.h: from names on papers to authors.
 *
 * The rules are written out in docs/definitions.md ("Names", "Identity"), with test vectors in
 * tests/vectors/names.json.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_AUTHORS_H
#define COTERIE_AUTHORS_H

#include "coterie/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How mentions become authors.
 * EXACT: the whole name after NFC, trimming, white space collapsed and arXiv's parser oddities undone;
 *   case and accents count. FIRST_INITIAL: folded surname (with particles) and first folded initial. */
typedef enum { COT_IDENTITY_EXACT, COT_IDENTITY_FIRST_INITIAL } cot_identity_t;

/** Table of identity methods: name ("exact"), one line of explanation; i = 0.. until NULL. */
typedef struct {
    cot_identity_t identity;
    const char *name;
    const char *title;
} cot_identity_row_t;
COT_API const cot_identity_row_t *cot_identities(size_t i);

typedef enum { COT_PERSON, COT_GROUP } cot_author_kind_t;

/** A name taken apart. All parts UTF-8 NFC; "" = absent. Buffers belong to the struct. */
typedef struct {
    cot_author_kind_t kind;
    char *display;           /**< cleaned whole name, as people write it */
    char *forenames;         /**< "Frederik", "J.-P." */
    char *particles;         /**< "van der" (kept in the written case) */
    char *surname;           /**< "Mallmann-Trenn" */
    char *suffix;            /**< "Jr", "III" */
    char *exact_key;         /**< key under COT_IDENTITY_EXACT */
    char *initial_key;       /**< key under COT_IDENTITY_FIRST_INITIAL: "mallmanntrenn f" */
    char *note;              /**< what was undone or is doubtful, joined by "; " ("" for nothing) */
} cot_parsed_name_t;
/** Parses one name. forenames, surname and suffix may be "" when the format gives only the whole name;
 * "Last, First" and "Last, Jr, First" are recognised in `name`. A text without any letter gives an empty
 * display: it is no name. NULL stands for ""; of more than 1 MiB the rest is left out.
 * @return COT_OK | COT_E_NOMEM. Clear with cot_parsed_name_clear. Cost: O(bytes). Threads: any. */
COT_NODISCARD COT_API cot_status_t cot_name_parse(const char *name, const char *forenames, const char *surname,
                                                  const char *suffix, cot_parsed_name_t *out, cot_error_t *err);
COT_API void cot_parsed_name_clear(cot_parsed_name_t *name);

/** Case- and accent-free form used in keys: NFKD through ICU's Latin-ASCII and lower-casing, letters of all
 * scripts kept, everything but letters and digits removed. Caller frees *out with free(). */
COT_NODISCARD COT_API cot_status_t cot_fold(const char *text, char **out, cot_error_t *err);

typedef struct {
    cot_identity_t identity;
} cot_authors_params_t;
#define COT_AUTHORS_PARAMS_INIT { COT_IDENTITY_EXACT }

/** No author: the mention is not a name (empty, ":", only punctuation). */
#define COT_NO_AUTHOR UINT32_MAX

typedef struct cot_authors cot_authors_t;

/** Groups the mentions of a finished corpus. Authors are numbered by their key (bytewise), people and groups
 * together; an ORCID on a mention wins over its name (key "orcid:..."), groups have keys "group:...". The label is the
 * most frequent written form (then the longest, then the first bytewise).
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT. Free with cot_authors_free.
 * Cost: each distinct name is parsed once; O(mentions) hash look-ups. */
COT_NODISCARD COT_API cot_status_t cot_authors_identify(cot_authors_t **out, const cot_corpus_t *corpus,
                                                        const cot_authors_params_t *params, const cot_env_t *env,
                                                        cot_error_t *err);
COT_API void cot_authors_free(cot_authors_t *authors);

typedef struct {
    const char *key;         /**< unique, stable for the same name and identity */
    const char *label;
    const char *surname;     /**< with its particles, for short labels; "" for groups */
    const char *orcid;       /**< "" when none */
    cot_author_kind_t kind;
    uint32_t mentions;
    uint32_t variants;       /**< distinct written forms */
} cot_author_t;
COT_API uint32_t cot_authors_count(const cot_authors_t *authors);
COT_API cot_author_t cot_authors_at(const cot_authors_t *authors, uint32_t author);
/** The label alone, for lists of many authors in any order: fewer places in memory. */
COT_API const char *cot_authors_label(const cot_authors_t *authors, uint32_t author);
/** Author of every mention (cot_corpus_mentions() entries; COT_NO_AUTHOR where it is no name). */
COT_API const uint32_t *cot_authors_of_mentions(const cot_authors_t *authors);

typedef struct {
    uint32_t people, groups;
    uint64_t not_names;      /**< mentions that are no name */
    uint64_t merged_names;   /**< written names that share an author with another one */
    uint64_t doubtful;       /**< audit rows with `sure` below 0.9 */
    cot_identity_t identity;
} cot_authors_counts_t;
COT_API cot_authors_counts_t cot_authors_counts(const cot_authors_t *authors);

/** The audit: one row for each written name to which something was done or that is doubtful, ordered by
 * author then name. */
typedef struct {
    const char *written;     /**< as it came */
    const char *author;      /**< label of the author it went to; "" when it is no name */
    const char *action;      /**< "kept", "cleaned", "merged", "group", "dropped", "split" */
    const char *reason;      /**< what was undone, guessed, or why it is doubtful */
    float sure;              /**< (0, 1]; below 0.9 the row counts as doubtful. docs/definitions.md tells the values */
    uint32_t mentions;
    const char *example;     /**< id of a paper it stands on */
} cot_audit_row_t;
COT_API size_t cot_authors_audit_count(const cot_authors_t *authors);
COT_API cot_audit_row_t cot_authors_audit(const cot_authors_t *authors, size_t row);

#ifdef __cplusplus
}
#endif
#endif
