/* authors_orcid.c: identifiers win over names. A mention with an ORCID belongs to it whatever its name; a name that
 * exactly one ORCID bears in this corpus goes to it as well; a name that several bear stays by itself.
 * The check digit is ISO 7064 MOD 11-2 (https://support.orcid.org/hc/en-us/articles/360006897674).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "identify/authors.h"
#include "records/corpus_i.h"

/* Reads 0000-0000-0000-000X at the end of text, with or without an address before it; false = none or a wrong one. */
bool cot_i_orcid(const char *text, char out[20]) {
    size_t n = strlen(text);
    if (n < 19) {
        return false;
    }
    const char *p = text + n - 19;
    unsigned total = 0;
    for (size_t i = 0; i < 19; i++) {
        bool hyphen = i % 5 == 4, last = i == 18;
        bool digit = p[i] >= '0' && p[i] <= '9';
        if (hyphen ? p[i] != '-' : !(digit || (last && (p[i] == 'X' || p[i] == 'x')))) {
            return false;
        }
        if (!hyphen && !last) {
            total = (total + (unsigned)(p[i] - '0')) * 2 % 11;
        }
        out[i] = p[i] == 'x' ? 'X' : p[i];
    }
    out[19] = '\0';
    unsigned check = (12 - total) % 11;
    return out[18] == (check == 10 ? 'X' : (char)('0' + check));
}

/* Number of the key "orcid:..." of a mention; COT_NONE when it has none. */
static cot_status_t orcid_key(cot_authors_t *a, const cot_mention_t *mention, uint32_t *key, cot_error_t *err) {
    char text[26] = "orcid:";
    *key = COT_NONE;
    if (mention->orcid[0] == '\0' || !cot_i_orcid(mention->orcid, text + 6)) {
        return COT_OK;
    }
    return cot_i_strpool_add(a->texts, text, 25, key, err);
}

/* Form of a mention whose own ORCID is `key`; made when it is new. */
static cot_status_t own_form(cot_i_work_t *w, uint32_t name, uint32_t key, uint32_t *form, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t pair[2] = {name, key}, number = 0;
    if (w->forms[name].author == key) {
        *form = name;
        return COT_OK;
    }
    size_t base = w->n_forms - cot_i_strpool_count(w->pairs);
    COT_TRY(st, cot_i_strpool_add(w->pairs, (const char *)pair, sizeof pair, &number, err));
    *form = (uint32_t)(base + number);
    if (*form == w->n_forms) {
        if (w->n_forms >= COT_MANY || !COT_GROW(w->forms, w->forms_capacity, w->n_forms + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: names with an ORCID");
        }
        w->forms[w->n_forms++] = (cot_i_form_t){name, key, 0, 0, 2.0f, COT_NONE, false};
    }
done:
    return st;
}

/* Which ORCID each name bears. */
static cot_status_t collect(cot_authors_t *a, cot_i_work_t *w, bool *any, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint64_t n = cot_corpus_mentions(w->corpus);
    for (uint64_t m = 0; m < n; m++) {
        if (!cot_i_corpus_has_details(w->corpus, m)) {
            continue;
        }
        cot_mention_t mention = cot_corpus_mention(w->corpus, m);
        uint32_t name_key = w->known[mention.name_id].key, key = COT_NONE;
        if (mention.orcid[0] == '\0' || name_key == COT_NONE) {
            continue;
        }
        COT_TRY(st, orcid_key(a, &mention, &key, err));
        *any = true;
        if (key != COT_NONE) {
            uint32_t *of = &w->orcid_of[name_key];
            *of = *of == COT_NONE || *of == key ? key : COT_MANY;
        }
    }
done:
    return st;
}

cot_status_t cot_i_authors_orcids(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    bool any = false;
    const uint32_t n_keys = cot_i_strpool_count(a->texts);
    COT_NEW(st, err, w->orcid_of, n_keys, "names with an ORCID");
    memset(w->orcid_of, 0xFF, n_keys * sizeof *w->orcid_of);
    COT_TRY(st, collect(a, w, &any, err));
    if (!any) {
        goto done;
    }
    for (size_t f = 0; f < w->n_forms; f++) {
        uint32_t key = w->forms[f].author;
        bool one = key != COT_NONE && w->orcid_of[key] != COT_NONE && w->orcid_of[key] != COT_MANY;
        w->forms[f].author = one ? w->orcid_of[key] : key;
    }
    uint64_t n = cot_corpus_mentions(w->corpus);
    for (uint64_t m = 0; m < n; m++) {
        if (!cot_i_corpus_has_details(w->corpus, m)) {
            continue;
        }
        cot_mention_t mention = cot_corpus_mention(w->corpus, m);
        uint32_t key = COT_NONE;
        if (mention.orcid[0] == '\0' || w->known[mention.name_id].key == COT_NONE) {
            continue;
        }
        COT_TRY(st, orcid_key(a, &mention, &key, err));
        if (key == COT_NONE) {
            w->forms[mention.name_id].bad_orcid = true;
        } else {
            COT_TRY(st, own_form(w, mention.name_id, key, &w->form_of[m], err));
        }
    }
done:
    return st;
}
