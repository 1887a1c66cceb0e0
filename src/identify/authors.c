/* authors.c: mentions of a finished corpus to authors, numbered by their keys.
 * Each distinct name is parsed once; everything else is counting and three sorts of the names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/par.h"
#include "base/sort.h"
#include "identify/authors.h"
#include "records/corpus_i.h"

/* Fewer are not worth a second thread; names of a paper that are compared by twos; mentions ahead whose forms are
 * fetched. */
enum { FEW = 4096, SHORT_BYLINE = 24, FORMS_AHEAD = 16 };

const cot_identity_row_t *cot_identities(size_t i) {
    static const cot_identity_row_t rows[] = {
        {COT_IDENTITY_EXACT, "exact", "the whole cleaned name; case and accents count"},
        {COT_IDENTITY_FIRST_INITIAL, "first-initial", "folded surname with particles, and first initial"},
    };
    return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

/* "ATLAS" alone on a paper is the group when "ATLAS Collaboration" stands elsewhere: arXiv's parser cuts
 * "ATLAS, CMS Collaborations" there. */
static cot_status_t acronyms(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = cot_corpus_names(w->corpus), key = 0;
    for (uint32_t i = 0; i < n; i++) {
        cot_i_known_t *known = &w->known[i];
        if (!known->parsed || !known->single_upper) {
            continue;
        }
        const char *word = cot_i_strpool_text(a->texts, known->display);
        cot_i_buf_reset(&w->text);
        cot_i_buf_text(&w->text, "group:");
        COT_TRY(st, cot_i_text_fold(&w->text, word, strlen(word), false, err));
        COT_TRY(st, cot_i_buf_status(&w->text, "key", err));
        if (cot_i_strpool_find(a->texts, cot_i_buf_str(&w->text), w->text.length, &key)) {
            known->key = key;
            known->group = true;
            known->sure = 0.9f;
            static const char note[] = "the acronym of a group on other papers";
            COT_TRY(st, cot_i_strpool_add(w->notes, note, sizeof note - 1, &known->note, err));
        }
    }
done:
    return st;
}

/* Whether mention m, of which something is told, shows more of the form than its example does. */
static bool is_better_example(const cot_i_work_t *w, const cot_i_form_t *form, uint64_t m) {
    cot_mention_t mention = cot_corpus_mention(w->corpus, m);
    bool first_note = mention.note[0] && !cot_corpus_mention(w->corpus, form->example).note[0];
    return mention.sure < form->sure || (mention.sure == form->sure && first_note);
}

/* Counts the mentions of every form, and finds the example that its row of the audit shows. */
static void count_forms(cot_i_work_t *w) {
    uint64_t n = cot_corpus_mentions(w->corpus);
    for (uint64_t m = 0; m < n; m++) {
        cot_i_form_t *form = &w->forms[w->form_of[m]];
        __builtin_prefetch(&w->forms[w->form_of[m + FORMS_AHEAD < n ? m + FORMS_AHEAD : m]], 1);
        bool told = cot_i_corpus_has_details(w->corpus, m);
        if (form->count == 0 || (told && is_better_example(w, form, m))) {
            form->sure = told ? cot_corpus_mention(w->corpus, m).sure : COT_SURE;
            form->example = m;
        }
        form->count += form->count < UINT32_MAX;
    }
}

static const char *text_of_key(uint32_t key, const void *pool) {
    return cot_i_strpool_text(pool, key);
}

/* Numbers the authors by their keys, bytewise; forms then hold the number of the author. */
static cot_status_t number_authors(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n_keys = cot_i_strpool_count(a->texts), *author_of = NULL;
    cot_i_keyed_t *keys = NULL;
    COT_NEW(st, err, author_of, n_keys, "authors");
    for (size_t f = 0; f < w->n_forms; f++) {
        if (w->forms[f].count > 0 && w->forms[f].author != COT_NONE) {
            a->n += author_of[w->forms[f].author] == 0;
            author_of[w->forms[f].author] = 1;
        }
    }
    COT_NEW(st, err, a->key, a->n, "authors");
    COT_NEW(st, err, keys, a->n, "authors");
    for (uint32_t k = 0, next = 0; k < n_keys; k++) {
        if (author_of[k]) {
            keys[next++].value = k;
        }
    }
    COT_TRY(st, cot_i_sort_texts(keys, a->n, text_of_key, a->texts, cot_env_threads(w->env), err));
    for (uint32_t i = 0; i < a->n; i++) {
        a->key[i] = keys[i].value;
        author_of[a->key[i]] = i;
    }
    for (size_t f = 0; f < w->n_forms; f++) {
        bool used = w->forms[f].count > 0 && w->forms[f].author != COT_NONE;
        w->forms[f].author = used ? author_of[w->forms[f].author] : COT_NONE;
    }
done:
    cot_i_free(author_of);
    cot_i_free(keys);
    return st;
}

/* Of one author: equal cleaned names (the lower half of the key) in the order of the names. */
static int compare_forms(uint32_t x, uint32_t y, const void *data) {
    const cot_i_work_t *w = data;
    return (w->forms[x].name > w->forms[y].name) - (w->forms[x].name < w->forms[y].name);
}

/* True when a cleaned name (count mentions) is a better label than the one chosen so far. */
static bool is_better(const cot_strpool_t *texts, uint32_t name, uint64_t count, uint32_t best, uint64_t best_count) {
    if (count != best_count) {
        return count > best_count;
    }
    uint32_t n = cot_i_strpool_length(texts, name), m = cot_i_strpool_length(texts, best);
    return n != m ? n > m : strcmp(cot_i_strpool_text(texts, name), cot_i_strpool_text(texts, best)) < 0;
}

static void set_label(cot_authors_t *a, uint32_t author, const cot_i_known_t *known) {
    a->label[author] = known->display;
    a->surname[author] = known->surname;
    a->group[author] = known->group;
}

/* One author of n > 1 forms. */
static void describe(cot_authors_t *a, const cot_i_work_t *w, const cot_i_keyed_t *forms, size_t n) {
    const uint32_t author = w->forms[forms[0].value].author;
    uint64_t best_count = 0, mentions = 0;
    for (size_t i = 0, j; i < n; i = j) {
        const cot_i_known_t *known = &w->known[w->forms[forms[i].value].name];
        uint64_t count = 0;
        for (j = i; j < n && forms[j].key == forms[i].key; j++) {
            count += w->forms[forms[j].value].count;
        }
        if (best_count == 0 || is_better(a->texts, known->display, count, a->label[author], best_count)) {
            best_count = count;
            set_label(a, author, known);
        }
        mentions += count;
    }
    a->mentions[author] = mentions < UINT32_MAX ? (uint32_t)mentions : UINT32_MAX;
}

/* Authors of one form, as most are, are described by it; the forms of others are listed: *n of them. */
static void describe_singles(cot_authors_t *a, const cot_i_work_t *w, cot_i_keyed_t *others, size_t *n) {
    for (size_t f = 0; f < w->n_forms; f++) {
        const cot_i_form_t *form = &w->forms[f];
        if (form->author == COT_NONE) {
            continue;
        }
        const cot_i_known_t *known = &w->known[form->name];
        if (a->variants[form->author] == 1) {
            set_label(a, form->author, known);
            a->mentions[form->author] = form->count;
        } else {
            others[(*n)++] = (cot_i_keyed_t){(uint64_t)form->author << 32 | known->display, (uint32_t)f};
        }
    }
}

static cot_status_t describe_others(cot_authors_t *a, const cot_i_work_t *w, cot_i_keyed_t *others, size_t n,
                                    cot_error_t *err) {
    cot_status_t st = cot_i_sort_keyed(others, n, compare_forms, w, cot_env_threads(w->env), err);
    for (size_t i = 0, j; st == COT_OK && i < n; i = j) {
        for (j = i + 1; j < n && others[j].key >> 32 == others[i].key >> 32; j++) {
        }
        describe(a, w, others + i, j - i);
    }
    return st;
}

static cot_status_t describe_authors(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_keyed_t *others = NULL;
    size_t n = 0;
    COT_NEW(st, err, a->label, a->n, "authors");
    COT_NEW(st, err, a->surname, a->n, "authors");
    COT_NEW(st, err, a->mentions, a->n, "authors");
    COT_NEW(st, err, a->variants, a->n, "authors");
    COT_NEW(st, err, a->group, a->n, "authors");
    for (size_t f = 0; f < w->n_forms; f++) {
        if (w->forms[f].author != COT_NONE) {
            a->variants[w->forms[f].author]++;
        }
    }
    for (uint32_t i = 0; i < a->n; i++) {
        a->counts.merged_names += a->variants[i] > 1 ? a->variants[i] : 0;
    }
    COT_NEW(st, err, others, a->counts.merged_names, "names");
    describe_singles(a, w, others, &n);
    COT_TRY(st, describe_others(a, w, others, n, err));
    for (uint32_t i = 0; i < a->n; i++) {
        a->counts.groups += a->group[i];
    }
    a->counts.people = a->n - a->counts.groups;
done:
    cot_i_free(others);
    return st;
}

/* Whether two of n mentions of one paper may have the same author. */
static bool may_clash(const uint32_t *authors, uint32_t n) {
    for (uint32_t i = 1; i < n && n <= SHORT_BYLINE; i++) {
        for (uint32_t k = 0; k < i; k++) {
            if (authors[i] == authors[k]) {
                return true;
            }
        }
    }
    return n > SHORT_BYLINE;
}

/* Author of every mention, and the papers that may have one twice. */
static void look_up_authors(cot_authors_t *a, const cot_i_work_t *w, uint8_t *clashes) {
    const int threads = cot_env_threads(w->env);
    const uint32_t n = cot_corpus_papers(w->corpus);
    uint64_t not_names = 0;
    (void)threads;
#pragma omp parallel for schedule(static) num_threads(threads) reduction(+ : not_names) if (n > FEW)
    for (uint32_t p = 0; p < n; p++) {
        const cot_i_mentions_t own = cot_i_corpus_mentions_of(w->corpus, p);
        for (uint64_t m = own.first; m < own.first + own.n; m++) {
            a->of_mentions[m] = w->forms[w->form_of[m]].author;
            not_names += a->of_mentions[m] == COT_NONE;
        }
        clashes[p] = may_clash(a->of_mentions + own.first, own.n);
    }
    a->counts.not_names = not_names;
}

/* The mentions of one paper that share an author. */
static void find_clashes(const cot_authors_t *a, cot_i_work_t *w, uint32_t paper, uint64_t *last) {
    const cot_i_mentions_t own = cot_i_corpus_mentions_of(w->corpus, paper);
    for (uint64_t m = own.first; m < own.first + own.n; m++) {
        if (a->of_mentions[m] == COT_NONE) {
            continue;
        }
        uint64_t *before = &last[a->of_mentions[m]];
        if (*before > own.first) {
            cot_i_form_t *form = &w->forms[w->form_of[m]], *other = &w->forms[w->form_of[*before - 1]];
            form->clash = form->clash == COT_NONE ? paper : form->clash;
            other->clash = other->clash == COT_NONE ? paper : other->clash;
        }
        *before = m + 1;
    }
}

/* Author of every mention; and where two mentions of a paper have the same one. */
static cot_status_t assign(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n_papers = cot_corpus_papers(w->corpus);
    uint64_t *last = NULL; /* last mention of an author, plus 1 */
    uint8_t *clashes = NULL;
    COT_NEW(st, err, a->of_mentions, cot_corpus_mentions(w->corpus), "authors of mentions");
    COT_NEW(st, err, last, a->n, "authors of mentions");
    COT_NEW(st, err, clashes, n_papers, "authors of mentions");
    look_up_authors(a, w, clashes);
    for (uint32_t p = 0; p < n_papers; p++) {
        if (clashes[p]) {
            find_clashes(a, w, p, last);
        }
    }
done:
    cot_i_free(last);
    cot_i_free(clashes);
    return st;
}

static cot_status_t set_up(cot_authors_t *a, cot_i_work_t *w, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = cot_corpus_names(w->corpus);
    uint32_t none = 0;
    COT_TRY(st, cot_i_strpool_new(&a->texts, err));
    COT_TRY(st, cot_i_strpool_reserve(a->texts, n, err));
    COT_TRY(st, cot_i_strpool_new(&w->notes, err));
    COT_TRY(st, cot_i_strpool_add(w->notes, "", 0, &none, err));
    COT_TRY(st, cot_i_strpool_new(&w->pairs, err));
    COT_NEW(st, err, w->known, n, "names");
    COT_NEW(st, err, w->form_of, cot_corpus_mentions(w->corpus), "mentions");
    if (!COT_GROW(w->forms, w->forms_capacity, (size_t)n + 1)) {
        COT_FAIL(st, err, COT_E_NOMEM, "out of memory: names");
    }
    w->n_forms = n;
done:
    return st;
}

static void clear_work(cot_i_work_t *w) {
    cot_i_free(w->known);
    cot_i_free(w->forms);
    cot_i_free(w->form_of);
    cot_i_free(w->orcid_of);
    cot_i_strpool_free(w->pairs);
    cot_i_strpool_free(w->notes);
    cot_i_buf_clear(&w->text);
}

cot_status_t cot_authors_identify(cot_authors_t **out, const cot_corpus_t *corpus,
                                  const cot_authors_params_t *params, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_authors_t *a = NULL;
    cot_i_work_t w = {.corpus = corpus, .env = env};
    w.text = (cot_buf_t)COT_BUF_INIT(64 * COT_NAME_BYTES);
    w.identity = params ? params->identity : COT_IDENTITY_EXACT;
    *out = NULL;
    if (w.identity != COT_IDENTITY_EXACT && w.identity != COT_IDENTITY_FIRST_INITIAL) {
        COT_FAIL(st, err, COT_E_ARG, "authors: identity %d (allowed: exact, first-initial)", (int)w.identity);
    }
    COT_NEW(st, err, a, 1, "authors");
    a->counts.identity = w.identity;
    COT_TRY(st, set_up(a, &w, err));
    COT_TRY(st, cot_i_authors_parse(a, &w, err));
    COT_TRY(st, acronyms(a, &w, err));
    for (uint32_t i = 0; i < w.n_forms; i++) {
        w.forms[i] = (cot_i_form_t){i, w.known[i].parsed ? w.known[i].key : COT_NONE, 0, 0, 2.0f, COT_NONE, false};
    }
    COT_TRY(st, cot_i_authors_orcids(a, &w, err));
    count_forms(&w);
    COT_TRY(st, number_authors(a, &w, err));
    COT_TRY(st, describe_authors(a, &w, err));
    COT_TRY(st, assign(a, &w, err));
    COT_TRY(st, cot_i_authors_write_audit(a, &w, err));
    *out = a;
    a = NULL;
done:
    clear_work(&w);
    cot_authors_free(a);
    return st;
}

void cot_authors_free(cot_authors_t *a) {
    if (!a) {
        return;
    }
    cot_i_strpool_free(a->texts);
    cot_i_free(a->key);
    cot_i_free(a->label);
    cot_i_free(a->surname);
    cot_i_free(a->mentions);
    cot_i_free(a->variants);
    cot_i_free(a->group);
    cot_i_free(a->of_mentions);
    cot_i_free(a->rows);
    cot_i_arena_clear(&a->row_texts);
    cot_i_free(a);
}

uint32_t cot_authors_count(const cot_authors_t *authors) {
    return authors->n;
}

static const char *surname_of(const cot_authors_t *a, uint32_t author) {
    const uint32_t surname = a->surname[author];
    if (a->group[author]) {
        return "";
    }
    return surname & COT_TAIL ? cot_i_strpool_text(a->texts, a->label[author]) + (surname & ~COT_TAIL)
                              : cot_i_strpool_text(a->texts, surname);
}

cot_author_t cot_authors_at(const cot_authors_t *a, uint32_t author) {
    const char *key = cot_i_strpool_text(a->texts, a->key[author]);
    return (cot_author_t){
        .key = key,
        .label = cot_i_strpool_text(a->texts, a->label[author]),
        .surname = surname_of(a, author),
        .orcid = strncmp(key, "orcid:", 6) == 0 ? key + 6 : "",
        .kind = a->group[author] ? COT_GROUP : COT_PERSON,
        .mentions = a->mentions[author],
        .variants = a->variants[author],
    };
}

const char *cot_authors_label(const cot_authors_t *authors, uint32_t author) {
    return cot_i_strpool_text(authors->texts, authors->label[author]);
}

const uint32_t *cot_authors_of_mentions(const cot_authors_t *authors) {
    return authors->of_mentions;
}

cot_authors_counts_t cot_authors_counts(const cot_authors_t *authors) {
    return authors->counts;
}

size_t cot_authors_audit_count(const cot_authors_t *authors) {
    return authors->n_rows;
}

cot_audit_row_t cot_authors_audit(const cot_authors_t *authors, size_t row) {
    return authors->rows[row];
}
