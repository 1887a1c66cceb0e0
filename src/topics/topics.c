/* topics.c: categories and terms of a corpus as one list of topics, and the topics of each paper.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/topics.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/par.h"
#include "records/corpus_i.h"
#include "topics/numbers.h"
#include "topics/terms.h"

#define NO_TOPIC UINT32_MAX

struct cot_topics {
    cot_topic_t *topics;
    uint32_t n, n_categories, papers;
    uint32_t *of_paper; /* topics of paper p: [first[p], first[p + 1]) */
    size_t *first;
    cot_arena_t arena;
    cot_terms_t terms;
};

/* What cot_topics_find works on. */
typedef struct {
    cot_topics_t *topics;
    const cot_corpus_t *corpus;
    const uint8_t *mask;
    cot_topic_source_t source;
    uint32_t *topic_of_category; /* by the corpus's numbers */
    uint32_t *categories; /* of the wanted papers, one after the other; until fill_papers, topics->first tells
                             where those of each end */
    size_t n_categories, categories_capacity;
    cot_text_t *texts;  /* of the papers whose words are read, ascending */
    uint32_t *paper_of; /* text */
    size_t texts_capacity, paper_of_capacity;
    uint32_t n_texts;
} find_t;

static bool wanted(const find_t *find, uint32_t paper) {
    return !find->mask || find->mask[paper] != 0;
}

static bool takes_terms(const find_t *find, const cot_i_subject_t *subject) {
    switch (find->source) {
    case COT_TOPICS_AUTO:
        return subject->n_categories == 0;
    case COT_TOPICS_CATEGORIES:
        return false;
    default:
        return true;
    }
}

/* A category in use, on its way to being numbered. */
typedef struct {
    const char *code; /* canonical */
    uint32_t category;
} code_t;

static int by_code(const void *a, const void *b) {
    const code_t *p = a, *q = b;
    int d = strcmp(p->code, q->code);
    return d != 0 ? d : p->category < q->category ? -1 : p->category > q->category;
}

/* Goes over the papers once: their categories, and those whose words are read. */
static cot_status_t list_papers(find_t *find, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_topics_t *topics = find->topics;
    COT_NEW(st, err, topics->first, (size_t)topics->papers + 1, "topics of papers");
    for (uint32_t p = 0; p < topics->papers; topics->first[++p] = find->n_categories) {
        if (!wanted(find, p)) {
            continue;
        }
        const cot_i_subject_t subject = cot_i_corpus_subject(find->corpus, p);
        const uint32_t n = find->source == COT_TOPICS_TERMS ? 0 : subject.n_categories;
        if (!COT_GROW(find->categories, find->categories_capacity, find->n_categories + n) ||
            !COT_GROW(find->texts, find->texts_capacity, (size_t)find->n_texts + 1) ||
            !COT_GROW(find->paper_of, find->paper_of_capacity, (size_t)find->n_texts + 1)) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: papers with terms");
        }
        for (uint32_t c = 0; c < n; c++) {
            find->categories[find->n_categories++] = subject.categories[c];
        }
        if (takes_terms(find, &subject)) {
            find->texts[find->n_texts] = (cot_text_t){subject.title, subject.abstract, subject.title_bytes,
                                                      subject.abstract_bytes};
            find->paper_of[find->n_texts++] = p;
        }
    }
done:
    return st;
}

/* Sorts the categories that stand on a wanted paper by code and numbers them: two codes of one category
 * (cs.IT, math.IT) get one number. */
static cot_status_t number_categories(find_t *find, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_topics_t *topics = find->topics;
    uint32_t n_codes = cot_corpus_categories(find->corpus), n = 0;
    code_t *codes = NULL;
    COT_NEW(st, err, codes, n_codes, "categories");
    COT_NEW(st, err, find->topic_of_category, n_codes, "categories");
    for (size_t i = 0; i < find->n_categories; i++) {
        find->topic_of_category[find->categories[i]] = 1;
    }
    for (uint32_t c = 0; c < n_codes; c++) {
        if (find->topic_of_category[c] != 0) {
            codes[n++] = (code_t){cot_category_canonical(cot_corpus_category(find->corpus, c)), c};
        }
        find->topic_of_category[c] = NO_TOPIC;
    }
    if (n > 0) {
        qsort(codes, n, sizeof *codes, by_code);
    }
    for (uint32_t i = 0; i < n; i++) {
        topics->n_categories += i == 0 || strcmp(codes[i].code, codes[i - 1].code) != 0;
        find->topic_of_category[codes[i].category] = topics->n_categories - 1;
    }
done:
    cot_i_free(codes);
    return st;
}

/* Texts of the topics, categories first. */
static cot_status_t fill_topics(find_t *find, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_topics_t *topics = find->topics;
    topics->n = topics->n_categories + topics->terms.n_terms;
    COT_NEW(st, err, topics->topics, topics->n, "topics");
    for (uint32_t c = 0; c < cot_corpus_categories(find->corpus); c++) {
        uint32_t t = find->topic_of_category[c];
        if (t == NO_TOPIC || topics->topics[t].id) {
            continue;
        }
        const char *code = cot_category_canonical(cot_corpus_category(find->corpus, c));
        const char *name = cot_category_name(code);
        topics->topics[t].id = cot_i_arena_copy(&topics->arena, code, strlen(code));
        topics->topics[t].label = name ? name : topics->topics[t].id;
        topics->topics[t].kind = COT_TOPIC_CATEGORY;
        if (!topics->topics[t].id) {
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: topics");
        }
    }
    for (uint32_t i = 0; i < topics->terms.n_terms; i++) {
        const cot_term_t *term = &topics->terms.terms[i];
        topics->topics[topics->n_categories + i] = (cot_topic_t){term->key, term->label, COT_TOPIC_TERM, 0};
    }
done:
    return st;
}

/* Topics of each paper: its categories, ascending, each once, then its terms. */
static cot_status_t fill_papers(find_t *find, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_topics_t *topics = find->topics;
    size_t n = 0, from = 0, bound = find->n_texts > 0 ? topics->terms.first[find->n_texts] : 0;
    COT_NEW(st, err, topics->of_paper, bound + find->n_categories, "topics of papers");
    for (uint32_t p = 0, text = 0; p < topics->papers; p++) {
        const size_t end = topics->first[p + 1], before = n;
        for (; from < end; from++) {
            topics->of_paper[n++] = find->topic_of_category[find->categories[from]];
        }
        n = before + (n > before ? cot_i_numbers_distinct(topics->of_paper + before, n - before) : 0);
        if (text < find->n_texts && find->paper_of[text] == p) {
            for (size_t j = topics->terms.first[text]; j < topics->terms.first[text + 1]; j++) {
                topics->of_paper[n++] = topics->n_categories + topics->terms.of_text[j];
            }
            text++;
        }
        topics->first[p + 1] = n;
    }
    for (size_t i = 0; i < n; i++) {
        topics->topics[topics->of_paper[i]].papers++;
    }
done:
    return st;
}

static cot_status_t check(const cot_corpus_t *corpus, const cot_topics_params_t *params, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!corpus) {
        COT_FAIL(st, err, COT_E_ARG, "topics: no corpus");
    }
    if ((int)params->source < COT_TOPICS_AUTO || (int)params->source > COT_TOPICS_BOTH) {
        COT_FAIL(st, err, COT_E_ARG, "topics: source is %d (allowed: 0 to 3)", (int)params->source);
    }
    if (!(params->max_share > 0.0 && params->max_share <= 1.0)) {
        COT_FAIL(st, err, COT_E_ARG, "topics: largest share of papers is %g (allowed: above 0, up to 1)",
                 params->max_share);
    }
done:
    return st;
}

cot_status_t cot_topics_find(cot_topics_t **out, const cot_corpus_t *corpus, const uint8_t *papers,
                             const cot_topics_params_t *params, const cot_env_t *env, cot_error_t *err) {
    static const cot_topics_params_t defaults = COT_TOPICS_PARAMS_INIT;
    cot_status_t st = COT_OK;
    cot_topics_t *topics = NULL;
    find_t find = {.corpus = corpus, .mask = papers};
    params = params ? params : &defaults;
    COT_TRY(st, check(corpus, params, err));
    COT_NEW(st, err, topics, 1, "topics");
    topics->papers = cot_corpus_papers(corpus);
    find.topics = topics;
    find.source = params->source;
    COT_TRY(st, list_papers(&find, err));
    COT_TRY(st, number_categories(&find, err));
    if (find.n_texts > 0) {
        const cot_texts_t texts = {find.texts, find.n_texts};
        COT_TRY(st, cot_i_terms_find(&topics->terms, &texts, params, env, err));
    }
    COT_TRY(st, fill_topics(&find, err));
    COT_TRY(st, fill_papers(&find, err));
    *out = topics;
    topics = NULL;
done:
    cot_i_free(find.topic_of_category);
    cot_i_free(find.categories);
    cot_i_free(find.texts);
    cot_i_free(find.paper_of);
    cot_topics_free(topics);
    return st;
}

void cot_topics_free(cot_topics_t *topics) {
    if (topics) {
        cot_i_terms_clear(&topics->terms);
        cot_i_arena_clear(&topics->arena);
        cot_i_free(topics->topics);
        cot_i_free(topics->of_paper);
        cot_i_free(topics->first);
        cot_i_free(topics);
    }
}

uint32_t cot_topics_count(const cot_topics_t *topics) {
    return topics->n;
}

cot_topic_t cot_topics_at(const cot_topics_t *topics, uint32_t topic) {
    return topics->topics[topic];
}

uint32_t cot_topics_of_paper(const cot_topics_t *topics, uint32_t paper, const uint32_t **list) {
    *list = topics->of_paper + topics->first[paper];
    return (uint32_t)(topics->first[paper + 1] - topics->first[paper]);
}
