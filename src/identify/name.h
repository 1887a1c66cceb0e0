/* name.h: one name, step by step: TeX and characters (name_text.c, name_tex.c), words (name_words.c), groups
 * (name_group.c), parts and keys (name.c). Most words stand in no list: name_lists.c says so at once; and most names
 * need none of it: name_plain.c.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_IDENTIFY_NAME_H
#define COT_IDENTIFY_NAME_H

#include "base/text.h"
#include "coterie/authors.h"

/* Longest name that is looked at; the rest is left out. */
#define COT_NAME_BYTES ((size_t)1 << 20)

/* Marks between the parts that a format keeps apart, while they travel through the cleaning as one text.
 * They count as white space. */
#define COT_MARK_SURNAME '\x1f'  /* the surname begins here */
#define COT_MARK_FORENAME '\x1e' /* the surname came first, the forenames begin here */

/* A word of a name: a piece of cot_i_namer_t.text. */
typedef struct {
    const char *text;
    size_t length;
    bool surname_from; /* COT_MARK_SURNAME stood before it */
    bool forename_from;
    bool unlisted; /* known to stand in none of the lists of words (name_lists.c) */
} cot_i_word_t;

/* Working memory, kept from name to name so that a name costs no allocation. One per thread. */
typedef struct {
    cot_buf_t text, spare; /* the name as it is cleaned, and where the next step writes */
    cot_buf_t note;        /* what was undone or is doubtful */
    cot_buf_t result;      /* the parts of the last name, each with its NUL */
    cot_buf_t key;
    cot_i_word_t *word_list;
    size_t words_capacity;
    cot_i_word_t *words;   /* in word_list, behind those that were dropped in front */
    size_t n_words;
    bool failed;           /* a buffer ran out of memory on the way */
    float sure;
    bool inverted;         /* "Last, First" */
    bool group_phrase;     /* "for the ..." and the like stood in front */
    const char *suffix;    /* "Jr", "III" found on the way; "" for none */
    bool exact_only;       /* set by the caller: initial_key is not wanted */
} cot_i_namer_t;
#define COT_NAMER_INIT                                                                                          \
    { COT_BUF_INIT(32 * COT_NAME_BYTES), COT_BUF_INIT(32 * COT_NAME_BYTES), COT_BUF_INIT(COT_NAME_BYTES),       \
      COT_BUF_INIT(256 * COT_NAME_BYTES), COT_BUF_INIT(64 * COT_NAME_BYTES), NULL, 0, NULL, 0, false, 1.0f,      \
      false, false, "", false }
void cot_i_namer_clear(cot_i_namer_t *namer);

/* The outcome: as cot_parsed_name_t, borrowed from the namer until its next name. */
typedef struct {
    cot_author_kind_t kind;
    const char *display, *forenames, *particles, *surname, *suffix, *exact_key, *initial_key, *note;
    float sure; /* 1 = nothing doubtful */
} cot_i_name_t;

cot_status_t cot_i_name_read(cot_i_namer_t *namer, const char *name, const char *forenames, const char *surname,
                             const char *suffix, cot_i_name_t *out, cot_error_t *err);

/* name_plain.c: true when name (length bytes, a NUL behind them) is shown as it is written, without a note, and its
 * surname is the text from *surname on: the last word, or what begins where the caller knows it to (behind a blank; 0:
 * not known). False for some other names of which that is true. */
bool cot_i_name_plain(const char *name, size_t length, size_t *surname);

/* A step has written namer->spare: it is the text now. */
void cot_i_name_step_done(cot_i_namer_t *namer);
/* Adds to the note ("; " between), and lowers `sure` to at most that. */
void cot_i_name_note(cot_i_namer_t *namer, float sure, const char *note);

/* Steps on namer->text. */
cot_status_t cot_i_name_clean(cot_i_namer_t *namer, cot_error_t *err);      /* name_text.c */
cot_status_t cot_i_name_tex(cot_buf_t *out, const char *text, size_t length, cot_error_t *err); /* name_tex.c */
cot_status_t cot_i_name_split_words(cot_i_namer_t *namer, cot_error_t *err); /* name_words.c */
void cot_i_name_trim_words(cot_i_namer_t *namer);
void cot_i_name_commas(cot_i_namer_t *namer);

/* Words. */
/* name_lists.c: true when cot_i_word_is and cot_i_word_in are never asked about this word (trimmed). */
bool cot_i_word_unlisted(const char *text, size_t length);
bool cot_i_word_is(const cot_i_word_t *word, const char *lower);  /* ignores ASCII case and punctuation at the ends */
bool cot_i_word_in(const cot_i_word_t *word, const char *const *lower); /* one of a NULL-terminated list */
bool cot_i_word_initial(const cot_i_word_t *word);                /* "J", "J.", "J.-P." */
bool cot_i_word_upper(const cot_i_word_t *word);                  /* two letters or more, none of them small */
bool cot_i_word_lower(const cot_i_word_t *word);                  /* begins with a small letter */
bool cot_i_word_particle(const cot_i_word_t *word, bool first);
const char *cot_i_word_suffix(const cot_i_word_t *word);          /* "Jr", "Sr", "II" ...; NULL when it is none */
void cot_i_words_join(cot_buf_t *out, const cot_i_word_t *words, size_t n);

/* True when the words name a group; what was guessed goes to the note. */
bool cot_i_name_is_group(cot_i_namer_t *namer);
/* A word that only groups and institutions bear (collaboration, consortium, university ...). */
bool cot_i_word_groupish(const cot_i_word_t *word);
/* Whether one of these or of the weaker ones (group, team, project ...) stands in the name. */
bool cot_i_name_has_group_word(const cot_i_namer_t *namer);
/* Appends the key of a group: "group:" and the folded words without article and "collaboration". */
cot_status_t cot_i_group_key(cot_buf_t *out, const cot_i_word_t *words, size_t n, cot_error_t *err);

#endif
