/* name_group.c: is it a person or a group ("ATLAS Collaboration", "Web Services Working Group", "University of
 * Antwerp"), and the key under which the ways of writing a group meet.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "identify/name.h"

/* Nobody is called that. */
static const char *const strong[] = {
    "collaboration", "collaborations", "consortium", "consortia", "experiment", "experiments", "collaborators",
    "taskforce", NULL};

/* Nobody is called that either, but it is where people work: often an affiliation that was taken for a name. */
static const char *const institutions[] = {
    "university", "universität", "université", "universidad", "universidade", "università", "universiteit",
    "institute", "institut", "instituto", "istituto", "institution", "laboratory", "laboratories", "laboratoire",
    "department", "foundation", "association", "corporation", "initiative", "observatory", "academy", "faculty",
    "ministry", "commission", "committee", NULL};

/* Rarely a surname: decided by the words around it. */
static const char *const weak[] = {"group", "groups", "team", "teams", "project", "projects", "lab", "labs", "network",
                                   "survey", "centre", "center", "college", "society", "council", "agency",
                                   "alliance", "panel", "force", "inc", "ltd", "gmbh", "program",
                                   "programme", "contributors", "developers", NULL};

bool cot_i_word_groupish(const cot_i_word_t *word) {
    return cot_i_word_in(word, strong) || cot_i_word_in(word, institutions);
}

bool cot_i_name_has_group_word(const cot_i_namer_t *namer) {
    for (size_t i = 0; i < namer->n_words; i++) {
        if (cot_i_word_groupish(&namer->words[i]) || cot_i_word_in(&namer->words[i], weak)) {
            return true;
        }
    }
    return false;
}

/* "ATLAS and CMS", "Center for ...", "Group on ...": little words that names of people do not have. */
static bool is_function_word(const cot_i_word_t *word) {
    static const char *const rows[] = {"of", "for", "on", "in", "and", "the", NULL};
    return cot_i_word_lower(word) && cot_i_word_in(word, rows);
}

static bool decide_weak(cot_i_namer_t *namer, size_t at) {
    size_t functions = 0, initials = 0;
    for (size_t i = 0; i < namer->n_words; i++) {
        functions += is_function_word(&namer->words[i]);
        initials += i != at && cot_i_word_initial(&namer->words[i]);
    }
    bool last = at + 1 == namer->n_words;
    if (namer->inverted || (functions == 0 && (initials > 0 || !last)) || namer->n_words < 2) {
        return false;
    }
    bool sure = functions > 0 || namer->n_words > 2 || cot_i_word_upper(&namer->words[0]);
    cot_i_name_note(namer, sure ? 0.9f : 0.7f, "group by its words");
    return true;
}

bool cot_i_name_is_group(cot_i_namer_t *namer) {
    if (namer->n_words == 0 || namer->inverted) {
        return false;
    }
    if (namer->group_phrase) {
        return true;
    }
    for (size_t i = 0; i < namer->n_words; i++) {
        if (cot_i_word_in(&namer->words[i], strong)) {
            return true;
        }
    }
    for (size_t i = 0; i < namer->n_words; i++) {
        if (cot_i_word_in(&namer->words[i], institutions)) {
            cot_i_name_note(namer, 0.8f, "an institution by its words");
            return true;
        }
    }
    for (size_t i = 0; i < namer->n_words; i++) {
        if (cot_i_word_in(&namer->words[i], weak) && decide_weak(namer, i)) {
            return true;
        }
    }
    return false;
}

cot_status_t cot_i_group_key(cot_buf_t *out, const cot_i_word_t *words, size_t n, cot_error_t *err) {
    cot_status_t st = COT_OK;
    static const char *const left_out[] = {"the", "collaboration", "collaborations", NULL};
    cot_i_buf_text(out, "group:");
    size_t start = out->length;
    for (size_t i = 0; i < n; i++) {
        if (!cot_i_word_in(&words[i], left_out)) {
            COT_TRY(st, cot_i_text_fold(out, words[i].text, words[i].length, false, err));
        }
    }
    if (out->length == start) {
        cot_i_buf_text(out, "collaboration");
    }
done:
    return st;
}
