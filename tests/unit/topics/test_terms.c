/* test_terms.c: phrases and terms against the vectors, against a slow reference on random texts, for any
 * number of threads, and when memory runs out. SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/alloc.h"
#include "base/par.h"
#include "topics/marks.h"
#include "topics/phrases.h"
#include "topics/stream.h"
#include "topics/terms.h"
#include "topics/tex.h"

typedef struct {
    const char **titles, **abstracts;
    uint32_t n;
} texts_t;

static cot_text_t text_of(const char *title, const char *abstract) {
    return (cot_text_t){title, abstract, (uint32_t)strlen(title), (uint32_t)strlen(abstract)};
}

/* They are malloc'ed. */
static cot_texts_t list_texts(const texts_t *texts) {
    cot_text_t *list = malloc((texts->n + 1) * sizeof *list);
    for (uint32_t i = 0; i < texts->n; i++) {
        list[i] = text_of(texts->titles[i], texts->abstracts[i]);
    }
    return (cot_texts_t){list, texts->n};
}

static void unlist(cot_texts_t texts) {
    free((void *)(uintptr_t)texts.list);
}

static cot_status_t find_terms(cot_terms_t *out, const texts_t *texts, const cot_topics_params_t *params,
                               const cot_env_t *env, cot_error_t *err) {
    const cot_texts_t list = list_texts(texts);
    cot_status_t st = cot_i_terms_find(out, &list, params, env, err);
    unlist(list);
    return st;
}

static cot_status_t scan(cot_scan_t *to, const char *title, const char *abstract) {
    const cot_text_t text = text_of(title, abstract);
    return cot_i_scan(to, &text, NULL);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The phrases of single texts. */
typedef struct {
    cot_lexicon_t lexicon;
    cot_scan_t scan;
    cot_words_t *words;
    cot_used_t used;
    char **keys; /* of the last text; malloc'ed */
    size_t n;
} phrases_t;

static void open_phrases(phrases_t *p) {
    memset(p, 0, sizeof *p);
    assert_int_equal(cot_i_words_new(&p->words, NULL), COT_OK);
    cot_i_lexicon_init(&p->lexicon);
    cot_i_scan_init(&p->scan, p->words, &p->lexicon);
}

static void close_phrases(phrases_t *p) {
    cot_i_scan_clear(&p->scan);
    cot_i_lexicon_clear(&p->lexicon);
    cot_i_words_free(p->words);
}

static void take_key(void *data, const uint32_t *tokens, uint32_t n_words) {
    phrases_t *p = data;
    char key[COT_PHRASE_BYTES], written[COT_PHRASE_BYTES];
    uint32_t words[COT_PHRASE_WORDS];
    for (uint32_t k = 0; k < n_words; k++) {
        words[k] = cot_i_used_word(&p->used, tokens[k])->word;
    }
    size_t length = cot_i_phrase_key(&p->lexicon, words, n_words, key);
    assert_true(length > 0);
    assert_int_equal(length, strlen(key));
    assert_true(cot_i_phrase_written(&p->lexicon, words, n_words, written) > 0);
    assert_true(cot_i_key_hash(key, length, true) == cot_i_phrase_group(&p->used, tokens, n_words));
    p->keys = realloc(p->keys, (p->n + 1) * sizeof *p->keys);
    p->keys[p->n++] = strdup(key);
}

/* Keys of the phrases of a text to p->keys. */
static void read_phrases(phrases_t *p, const char *title, const char *abstract) {
    cot_i_lexicon_clear(&p->lexicon);
    p->scan.n_tokens = 0;
    p->keys = malloc(sizeof *p->keys);
    p->n = 0;
    assert_int_equal(scan(&p->scan, title, abstract), COT_OK);
    uint32_t *tokens = malloc((p->scan.n_tokens + COT_PHRASE_WORDS) * sizeof *tokens);
    assert_int_equal(cot_i_used_new(&p->used, &p->lexicon, NULL), COT_OK);
    size_t n = cot_i_use_tokens(&p->used, p->lexicon.words, p->scan.tokens, p->scan.n_tokens, tokens);
    cot_i_each_phrase(&p->used, tokens, n, 1, take_key, p);
    assert_true((p->n > 0) == (p->scan.has_content || cot_i_has_phrase(p->lexicon.words, p->scan.tokens,
                                                                       p->scan.n_tokens)));
    cot_i_used_clear(&p->used);
    free(tokens);
}

/* Distinct keys of the phrases of a text, sorted; strings are malloc'ed. */
static size_t keys_of(phrases_t *p, const char *title, const char *abstract, char ***out) {
    read_phrases(p, title, abstract);
    qsort(p->keys, p->n, sizeof *p->keys, by_text);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        if (n > 0 && strcmp(p->keys[n - 1], p->keys[i]) == 0) {
            free(p->keys[i]);
        } else {
            p->keys[n++] = p->keys[i];
        }
    }
    *out = p->keys;
    p->keys = NULL;
    return n;
}

static void free_keys(char **keys, size_t n) {
    for (size_t i = 0; i < n; i++) {
        free(keys[i]);
    }
    free(keys);
}

static void check_phrases(const json_t *c, phrases_t *phrases) {
    char **keys = NULL;
    size_t n = keys_of(phrases, json_string_value(json_object_get(c, "title")),
                       json_string_value(json_object_get(c, "abstract")), &keys);
    const json_t *wanted = json_object_get(c, "phrases");
    for (size_t i = 0; i < n; i++) {
        const char *want = json_string_value(json_array_get(wanted, i));
        if (!want || strcmp(want, keys[i]) != 0) {
            fail_msg("%s: phrase %zu is \"%s\", wanted \"%s\"", json_string_value(json_object_get(c, "name")),
                     i, keys[i], want ? want : "(none)");
        }
    }
    assert_int_equal(n, json_array_size(wanted));
    free_keys(keys, n);
}

static void check_terms(const json_t *c) {
    const json_t *list = json_object_get(c, "texts"), *wanted = json_object_get(c, "terms");
    const char *name = json_string_value(json_object_get(c, "name"));
    const char *titles[64], *abstracts[64];
    texts_t texts = {titles, abstracts, (uint32_t)json_array_size(list)};
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    params.min_papers = (uint32_t)json_integer_value(json_object_get(c, "min_papers"));
    params.max_terms = (uint32_t)json_integer_value(json_object_get(c, "max_terms"));
    params.max_share = json_number_value(json_object_get(c, "max_share"));
    assert_true(texts.n <= 64);
    for (uint32_t i = 0; i < texts.n; i++) {
        titles[i] = json_string_value(json_object_get(json_array_get(list, i), "title"));
        abstracts[i] = json_string_value(json_object_get(json_array_get(list, i), "abstract"));
    }
    cot_terms_t terms;
    assert_int_equal(find_terms(&terms, &texts, &params, NULL, NULL),
                     COT_OK);
    for (uint32_t i = 0; i < terms.n_terms; i++) {
        const json_t *w = json_array_get(wanted, i);
        const char *key = w ? json_string_value(json_object_get(w, "key")) : "(none)";
        const char *label = w ? json_string_value(json_object_get(w, "label")) : "(none)";
        if (strcmp(key, terms.terms[i].key) != 0 || strcmp(label, terms.terms[i].label) != 0 ||
            json_integer_value(json_object_get(w, "papers")) != terms.terms[i].papers) {
            fail_msg("%s: term %u is \"%s\" (\"%s\", %u papers), wanted \"%s\" (\"%s\")", name, i,
                     terms.terms[i].key, terms.terms[i].label, terms.terms[i].papers, key, label);
        }
    }
    assert_int_equal(terms.n_terms, json_array_size(wanted));
    cot_i_terms_clear(&terms);
}

static void vectors(void **state) {
    (void)state;
    json_error_t error;
    json_t *root = json_load_file(COT_TESTS_DIR "/vectors/terms.json", 0, &error), *cases = NULL;
    assert_non_null(root);
    cases = json_object_get(root, "cases");
    assert_true(json_array_size(cases) >= 20);
    phrases_t phrases;
    open_phrases(&phrases);
    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *c = json_array_get(cases, i);
        if (strcmp(json_string_value(json_object_get(c, "kind")), "phrases") == 0) {
            check_phrases(c, &phrases);
        } else {
            check_terms(c);
        }
    }
    close_phrases(&phrases);
    json_decref(root);
}

/* Random texts of a small vocabulary with words of every class; 0 terminates. */
static const char *const vocabulary[] = {
    "large",   "neural", "networks", "network",   "kernel", "kernels", "of",
    "queues",  "fast",   "robot",    "arm",       "the",    "graph",   "coloring",
    "problem", "deep",   "learning", ".",         ",",      "GPU",     "GPUs",
    "gossip",  "drones", "drone",    "lock-free", "state",  "$x$",     "efficient"};

static char *random_text(cot_rng_t *rng) {
    char *text = calloc(1, 1024);
    uint64_t n = cot_i_rng_below(rng, 40);
    for (uint64_t i = 0; i < n; i++) {
        size_t used = strlen(text);
        snprintf(text + used, 1024 - used, "%s ",
                 vocabulary[cot_i_rng_below(rng, sizeof vocabulary / sizeof *vocabulary)]);
    }
    return text;
}

static texts_t random_texts(uint32_t n, uint64_t seed) {
    texts_t texts = {calloc(n, sizeof(char *)), calloc(n, sizeof(char *)), n};
    for (uint32_t i = 0; i < n; i++) {
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 7, i);
        texts.titles[i] = random_text(&rng);
        texts.abstracts[i] = random_text(&rng);
    }
    return texts;
}

static void free_texts(texts_t *texts) {
    for (uint32_t i = 0; i < texts->n; i++) {
        free((char *)texts->titles[i]);
        free((char *)texts->abstracts[i]);
    }
    free(texts->titles);
    free(texts->abstracts);
}

/* The slow reference: a list of phrases compared as strings. */
typedef struct {
    char same[COT_PHRASE_BYTES]; /* last word in the singular */
    char key[COT_PHRASE_BYTES];
    uint32_t papers, last; /* last: number of the last text it was met in, + 1 */
    int parts;
    bool plural, dropped;
} slow_t;

static slow_t *slow_find(slow_t *list, size_t n, const char *same) {
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i].same, same) == 0) {
            return &list[i];
        }
    }
    return NULL;
}

static void to_singular(const char *key, char *out) {
    size_t n = cot_i_singular(key, strlen(key), out);
    if (n > 0) {
        out[n] = '\0';
    } else {
        snprintf(out, COT_PHRASE_BYTES, "%s", key);
    }
}

static int parts_of(const char *key) {
    int n = 1;
    for (; *key; key++) {
        n += *key == ' ';
    }
    return n;
}

static size_t slow_count(slow_t *list, const texts_t *texts, phrases_t *phrases, uint32_t *with_words) {
    size_t n = 0;
    for (uint32_t i = 0; i < texts->n; i++) {
        char **keys = NULL;
        size_t n_keys = keys_of(phrases, texts->titles[i], texts->abstracts[i], &keys);
        *with_words += n_keys > 0;
        for (size_t j = 0; j < n_keys; j++) {
            char same[COT_PHRASE_BYTES];
            to_singular(keys[j], same);
            slow_t *s = slow_find(list, n, same);
            bool plural = strcmp(same, keys[j]) != 0;
            if (!s) {
                s = &list[n++];
                snprintf(s->same, sizeof s->same, "%s", same);
                snprintf(s->key, sizeof s->key, "%s", keys[j]);
                s->plural = plural;
                s->parts = parts_of(same);
            }
            if (s->plural && !plural) {
                snprintf(s->key, sizeof s->key, "%s", keys[j]);
                s->plural = false;
            }
            s->papers += s->last != i + 1;
            s->last = i + 1;
        }
        free_keys(keys, n_keys);
    }
    return n;
}

static int score_of(const slow_t *s) {
    int parts = s->parts < 3 ? s->parts : 3;
    return (int)s->papers * parts * parts;
}

static int slow_rank(const void *a, const void *b) {
    const slow_t *p = a, *q = b;
    if (p->dropped != q->dropped) {
        return p->dropped ? 1 : -1;
    }
    return score_of(p) != score_of(q) ? score_of(q) - score_of(p) : strcmp(p->key, q->key);
}

/* Does key hold `part` as whole words, and is it longer? */
static bool holds(const char *key, const char *part) {
    size_t n = strlen(part);
    for (const char *at = strstr(key, part); at; at = strstr(at + 1, part)) {
        if ((at == key || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')) {
            return strlen(key) > n;
        }
    }
    return false;
}

static size_t slow_terms(slow_t *list, size_t n, uint32_t min, uint32_t max, const cot_words_t *words) {
    bool *out = calloc(n, 1);
    for (size_t i = 0; i < n; i++) {
        const char *blank = strchr(list[i].same, ' ');
        out[i] = list[i].papers < min || list[i].papers > max;
        if (blank &&
            cot_i_word_class(words, list[i].same, (size_t)(blank - list[i].same)) == COT_WORD_FILLER) {
            const slow_t *rest = slow_find(list, n, blank + 1);
            out[i] |= rest && list[i].papers * 2 < rest->papers;
        }
    }
    for (size_t i = 0; i < n; i++) {
        list[i].dropped = out[i];
        for (size_t j = 0; j < n; j++) { /* j: the longer one; its key may hold i in either number */
            bool inside = holds(list[j].key, list[i].same) || holds(list[j].key, list[i].key) ||
                          holds(list[j].same, list[i].same);
            list[i].dropped |= !out[j] && inside && list[j].papers * 10 >= list[i].papers * 7;
        }
    }
    free(out);
    qsort(list, n, sizeof *list, slow_rank);
    size_t kept = 0;
    while (kept < n && !list[kept].dropped) {
        kept++;
    }
    return kept;
}

static void reference(void **state) {
    (void)state;
    phrases_t phrases;
    open_phrases(&phrases);
    for (uint64_t seed = 1; seed <= 60; seed++) {
        texts_t texts = random_texts((uint32_t)(1 + seed % 40), seed);
        slow_t *list = calloc(20000, sizeof *list);
        uint32_t with_words = 0;
        size_t n = slow_count(list, &texts, &phrases, &with_words);
        uint32_t max = (uint32_t)(0.6 * with_words) > 2 ? (uint32_t)(0.6 * with_words) : 2;
        size_t kept = slow_terms(list, n, 2, max, phrases.words);
        uint32_t bound = seed % 3 == 0 ? 5 : 0;
        cot_topics_params_t params = {COT_TOPICS_TERMS, 2, 0.6, bound};
        cot_terms_t terms;
        assert_int_equal(
            find_terms(&terms, &texts, &params, NULL, NULL), 0);
        kept = bound > 0 && kept > bound ? bound : kept;
        assert_int_equal(terms.n_terms, kept);
        for (size_t i = 0; i < kept; i++) {
            assert_string_equal(terms.terms[i].key, list[i].key);
            assert_int_equal(terms.terms[i].papers, list[i].papers);
        }
        uint32_t pairs = 0;
        for (uint32_t i = 0; i < terms.n_terms; i++) {
            pairs += terms.terms[i].papers;
        }
        assert_int_equal(terms.first[texts.n], pairs);
        cot_i_terms_clear(&terms);
        free(list);
        free_texts(&texts);
    }
    close_phrases(&phrases);
}

static void threads(void **state) {
    (void)state;
    texts_t texts = random_texts(3000, 99);
    cot_topics_params_t params = {COT_TOPICS_TERMS, 3, 0.5, 40};
    cot_terms_t first = {0};
    for (int t = 1; t <= 8; t += t < 3 ? 1 : 5) {
        cot_env_t env = COT_ENV_INIT;
        cot_terms_t terms;
        env.threads = t;
        assert_int_equal(
            find_terms(&terms, &texts, &params, &env, NULL), 0);
        if (t == 1) {
            first = terms;
            assert_int_equal(terms.n_terms, 40);
            continue;
        }
        assert_int_equal(terms.n_terms, first.n_terms);
        for (uint32_t i = 0; i < terms.n_terms; i++) {
            assert_string_equal(terms.terms[i].key, first.terms[i].key);
            assert_string_equal(terms.terms[i].label, first.terms[i].label);
        }
        assert_memory_equal(terms.first, first.first, (texts.n + 1) * sizeof *terms.first);
        assert_memory_equal(terms.of_text, first.of_text, first.first[texts.n] * sizeof *terms.of_text);
        cot_i_terms_clear(&terms);
    }
    cot_i_terms_clear(&first);
    free_texts(&texts);
}

static void memory_runs_out(void **state) {
    (void)state;
    texts_t texts = random_texts(8, 5);
    cot_topics_params_t params = {COT_TOPICS_TERMS, 2, 1.0, 0};
    cot_env_t env = COT_ENV_INIT;
    env.threads = 1;
    int64_t live = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    for (int64_t k = 0; st != COT_OK; k++) {
        cot_error_t err = COT_ERROR_INIT;
        cot_terms_t terms;
        cot_i_alloc_fail_after(k);
        st = find_terms(&terms, &texts, &params, &env, &err);
        cot_i_alloc_fail_after(-1);
        cot_i_terms_clear(&terms);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        assert_true(st == COT_OK || err.message[0] != '\0');
        assert_int_equal(cot_i_alloc_live(), live);
        assert_true(k < 100000);
    }
    free_texts(&texts);
}

static void no_texts(void **state) {
    (void)state;
    texts_t texts = {NULL, NULL, 0};
    cot_topics_params_t params = COT_TOPICS_PARAMS_INIT;
    cot_terms_t terms;
    assert_int_equal(find_terms(&terms, &texts, &params, NULL, NULL),
                     COT_OK);
    assert_int_equal(terms.n_terms, 0);
    cot_i_terms_clear(&terms);
}

/* Any bytes: no crash, and every key and form is what it says. */
static void any_bytes(void **state) {
    (void)state;
    static const char alphabet[] = "ab${}\\()[]'-.,\" \n\x80\xC3\xA9\xE2\x80\x99\xF0\x9F/wh:7^v";
    phrases_t phrases;
    open_phrases(&phrases);
    for (uint64_t seed = 0; seed < 5000; seed++) {
        char text[128];
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 1, 0);
        size_t n = (size_t)cot_i_rng_below(&rng, sizeof text);
        for (size_t i = 0; i < n; i++) {
            text[i] = alphabet[cot_i_rng_below(&rng, sizeof alphabet - 1)];
        }
        text[n] = '\0';
        char *exact = strdup(text); /* the sanitizer sees reads past its end */
        read_phrases(&phrases, exact, exact);
        for (size_t i = 0; i < phrases.n; i++) {
            assert_null(strpbrk(phrases.keys[i], "${}\\()[]\""));
        }
        free_keys(phrases.keys, phrases.n);
        free(exact);
    }
    close_phrases(&phrases);
}

/* Words at the limits: a phrase is left out when its key or its written form does not fit, and only then. */
static void long_words(void **state) {
    (void)state;
    cot_words_t *words = NULL;
    cot_topics_params_t params = {COT_TOPICS_TERMS, 2, 1.0, 0};
    assert_int_equal(cot_i_words_new(&words, NULL), COT_OK);
    for (size_t n = 1; n < 400; n += 7) {
        char word[900] = "";
        for (size_t i = 0; i < n; i++) {
            memcpy(word + 2 * i, i % 9 == 8 ? "-q" : "\xC3\xA9", 2); /* two bytes written, one in the key */
        }
        const char *titles[] = {word, word}, *abstracts[] = {"", ""};
        texts_t texts = {titles, abstracts, 2};
        cot_terms_t terms;
        assert_int_equal(find_terms(&terms, &texts, &params, NULL, NULL), COT_OK);
        assert_int_equal(terms.n_terms, n > 1 && 2 * n <= 255 ? 1 : 0);
        cot_i_terms_clear(&terms);
    }
    cot_i_words_free(words);
}

/* A compound and the same words written apart are one phrase, also when neither alone is on enough papers. */
static void compound_and_words(void **state) {
    (void)state;
    const char *titles[8], *abstracts[8];
    texts_t texts = {titles, abstracts, 8};
    cot_topics_params_t params = {COT_TOPICS_TERMS, 8, 1.0, 0};
    cot_terms_t terms;
    for (uint32_t i = 0; i < 8; i++) {
        titles[i] = i % 2 ? "Lock-free queues" : "Lock free queues";
        abstracts[i] = "";
    }
    assert_int_equal(find_terms(&terms, &texts, &params, NULL, NULL), 0);
    assert_true(terms.n_terms > 0);
    assert_string_equal(terms.terms[0].key, "lock free queues");
    assert_int_equal(terms.terms[0].papers, 8);
    cot_i_terms_clear(&terms);
}

/* The same words as they are written, with the same cuts: numbers are those of their arrival. */
static void same_words(const cot_stream_t *a, const cot_stream_t *b, const cot_tokens_t *one,
                       const cot_tokens_t *two, bool used) {
    assert_int_equal(one->n_texts, two->n_texts);
    assert_memory_equal(one->ends, two->ends, one->n_texts * sizeof *one->ends);
    for (uint32_t i = 0; i < one->ends[one->n_texts - 1]; i++) {
        const uint32_t word = used ? COT_USED_WORD : COT_TOKEN_WORD;
        uint32_t x = one->tokens[i] & word, y = two->tokens[i] & word;
        assert_int_equal(one->tokens[i] & ~word, two->tokens[i] & ~word);
        x = used ? a->used.words[x].word : x;
        y = used ? b->used.words[y].word : y;
        assert_int_equal(a->lexicon.words[x].written_length, b->lexicon.words[y].written_length);
        assert_memory_equal(cot_i_word_written(&a->lexicon, x), cot_i_word_written(&b->lexicon, y),
                            a->lexicon.words[x].written_length);
    }
}

/* What does not fit into memory is read again, and comes to the same words. */
static void read_again(void **state) {
    (void)state;
    texts_t texts = random_texts(1300, 11);
    enum { LONG = 700, TIMES = 2500 }; /* more words than have their candidates read: its block is renumbered apart */
    static const char piece[] = "graph network theory ";
    char *longer = malloc(TIMES * (sizeof piece - 1) + 1);
    for (size_t k = 0; k < TIMES; k++) {
        memcpy(longer + k * (sizeof piece - 1), piece, sizeof piece);
    }
    free((void *)(uintptr_t)texts.abstracts[LONG]);
    texts.abstracts[LONG] = longer;
    const cot_texts_t source = list_texts(&texts);
    cot_env_t env = COT_ENV_INIT;
    cot_stream_t kept, again;
    env.threads = 2;
    assert_int_equal(cot_i_stream_read(&kept, &source, SIZE_MAX, &env, NULL), COT_OK);
    assert_int_equal(cot_i_stream_read(&again, &source, 0, &env, NULL), COT_OK);
    assert_int_equal(kept.with_phrase, again.with_phrase);
    assert_int_equal(kept.n_tokens, again.n_tokens);
    for (uint32_t b = 0; b < kept.n_blocks; b++) {
        uint32_t ends[2][COT_TEXTS_BLOCK];
        cot_tokens_t one, two;
        assert_non_null(kept.kept[b]);
        assert_null(again.kept[b]);
        assert_int_equal(cot_i_stream_block(&kept, b, ends[0], &one, NULL), COT_OK);
        assert_int_equal(cot_i_stream_block(&again, b, ends[1], &two, NULL), COT_OK);
        same_words(&kept, &again, &one, &two, false);
    }
    for (uint32_t b = 0; b < kept.n_blocks; b++) {
        uint32_t ends[2][COT_TEXTS_BLOCK];
        cot_tokens_t one, two;
        for (uint32_t w = b > 0 ? UINT32_MAX : 0; w < kept.lexicon.n_words; w++) {
            kept.lexicon.words[w].out = w < COT_WORD_FIRST || kept.lexicon.words[w].norm % 3 == 0;
            again.lexicon.words[w].out = w < COT_WORD_FIRST || again.lexicon.words[w].norm % 3 == 0;
        }
        if (b == 0) {
            assert_int_equal(cot_i_used_new(&kept.used, &kept.lexicon, NULL), COT_OK);
            assert_int_equal(cot_i_used_new(&again.used, &again.lexicon, NULL), COT_OK);
        }
        assert_int_equal(cot_i_stream_use(&kept, b, NULL), COT_OK);
        assert_int_equal(cot_i_stream_use(&again, b, NULL), COT_OK);
        assert_int_equal(cot_i_stream_block(&kept, b, ends[0], &one, NULL), COT_OK);
        assert_int_equal(cot_i_stream_block(&again, b, ends[1], &two, NULL), COT_OK);
        same_words(&kept, &again, &one, &two, true);
    }
    cot_i_stream_clear(&kept);
    cot_i_stream_clear(&again);
    unlist(source);
    free_texts(&texts);
}

/* Texts of words that are nearly all different: tables grow while others read in them. */
static texts_t texts_of_many_words(uint32_t n) {
    const char **titles = malloc(n * sizeof *titles), **abstracts = malloc(n * sizeof *abstracts);
    uint64_t random = 5;
    for (uint32_t i = 0; i < n; i++) {
        char text[400] = "";
        for (size_t k = 0, at = 0; k < 30; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            uint64_t x = random >> (k % 2 ? 51 : 58); /* one of 64, or of 8192 */
            for (size_t c = 0; c < 3 + (x & 1) * 7; c++, x = x / 20 + (x % 7) * 11) {
                text[at++] = "bcdfghjklmnpqrtvwxyz"[x % 20];
            }
            text[at++] = k % 9 == 8 ? ',' : ' ';
        }
        titles[i] = strdup(text);
        abstracts[i] = strdup("Of the graphs");
    }
    return (texts_t){titles, abstracts, n};
}

/* All threads add to one table: every word is there once, with all its uses. */
static void words_of_threads(void **state) {
    (void)state;
    texts_t texts = texts_of_many_words(6000);
    const cot_texts_t source = list_texts(&texts);
    cot_stream_t alone, many;
    cot_env_t env = COT_ENV_INIT;
    env.threads = 1;
    assert_int_equal(cot_i_stream_read(&alone, &source, SIZE_MAX, &env, NULL), COT_OK);
    assert_true(alone.lexicon.n_words > 2000);
    for (int threads = 2; threads <= 8; threads *= 2) {
        env.threads = threads;
        assert_int_equal(cot_i_stream_read(&many, &source, SIZE_MAX, &env, NULL), COT_OK);
        assert_int_equal(many.lexicon.n_words, alone.lexicon.n_words);
        assert_int_equal(many.lexicon.used, alone.lexicon.used);
        assert_int_equal(many.n_tokens, alone.n_tokens);
        assert_int_equal(many.with_phrase, alone.with_phrase);
        for (uint32_t b = 0; b < alone.n_blocks; b++) {
            uint32_t ends[2][COT_TEXTS_BLOCK];
            cot_tokens_t one, two;
            assert_int_equal(cot_i_stream_block(&alone, b, ends[0], &one, NULL), COT_OK);
            assert_int_equal(cot_i_stream_block(&many, b, ends[1], &two, NULL), COT_OK);
            same_words(&alone, &many, &one, &two, false);
            for (uint32_t i = 0; i < one.ends[one.n_texts - 1]; i++) {
                assert_int_equal(alone.lexicon.words[one.tokens[i] & COT_TOKEN_WORD].uses,
                                 many.lexicon.words[two.tokens[i] & COT_TOKEN_WORD].uses);
            }
        }
        cot_i_stream_clear(&many);
    }
    cot_i_stream_clear(&alone);
    unlist(source);
    free_texts(&texts);
}

static void singular(void **state) {
    (void)state;
    static const struct {
        const char *word, *one;
    } rows[] = {{"networks", "network"}, {"studies", "study"},
                {"classes", "class"},    {"boxes", "box"},
                {"branches", "branch"},  {"meshes", "mesh"},
                {"caches", "cache"},     {"gpus", "gpu"},
                {"analysis", NULL},      {"virus", NULL},
                {"glass", NULL},         {"series", NULL},
                {"bus", NULL},           {"deep networks", "deep network"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[64] = "";
        size_t n = cot_i_singular(rows[i].word, strlen(rows[i].word), out);
        assert_int_equal(n, rows[i].one ? strlen(rows[i].one) : 0);
        assert_memory_equal(out, rows[i].one ? rows[i].one : "", n);
    }
}

static void check_wide_marks(const char *text, const cot_marks_t *slow) {
#ifdef COT_ISA_X86
    if (cot_i_isa_best() >= COT_ISA_AVX2) {
        const cot_marks_t fast = cot_i_marks_avx2(text);
        assert_memory_equal(&fast, slow, sizeof fast);
    }
    if (cot_i_isa_best() >= COT_ISA_AVX512) {
        const cot_marks_t fast = cot_i_marks_avx512(text);
        assert_memory_equal(&fast, slow, sizeof fast);
    }
#else
    (void)text, (void)slow;
#endif
}

/* Every byte in every place, by what the processor has and by one after the other. */
static void marks(void **state) {
    (void)state;
    char text[COT_MARKS_BYTES];
    for (unsigned k = 0; k < COT_MARKS_BYTES; k++) {
        const uint64_t bit = (uint64_t)1 << k;
        for (unsigned c = 0; c < 256; c++) {
            memset(text, 'a', sizeof text);
            text[k] = (char)(unsigned char)c;
            const cot_marks_t fast = cot_i_marks_base(text), slow = cot_i_marks_plain(text);
            assert_memory_equal(&fast, &slow, sizeof fast);
            check_wide_marks(text, &slow);
            assert_true(fast.digit == (c >= '0' && c <= '9' ? bit : 0));
            assert_true(fast.joint == (c == '-' || c == '\'' ? bit : 0));
            assert_true(fast.decimal == (c == '.' || c == ',' ? bit : 0));
            assert_true(fast.blank == (c == ' ' ? bit : 0));
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            assert_true(fast.alnum == (letter || fast.digit ? UINT64_MAX : ~bit));
            bool odd = c < ' ' || c >= 0x7F || (c && strchr("$[]\\^_{}|~", (int)c));
            assert_true(fast.odd == (odd ? bit : 0));
        }
    }
}

/* A text read once more, when all its words are known, by the same ways or one word after the other. */
static void check_known(phrases_t *p, const char *text, cot_isa_t isa, bool together) {
    cot_scan_t again;
    const size_t used = p->lexicon.used;
    cot_i_scan_init(&again, p->words, &p->lexicon);
    again.isa = isa < again.isa ? isa : again.isa;
    again.together = together && again.together;
    assert_int_equal(scan(&again, text, "graph"), COT_OK);
    assert_int_equal(p->lexicon.used, used);
    assert_int_equal(again.n_tokens, p->scan.n_tokens);
    assert_int_equal(again.has_content, p->scan.has_content);
    assert_memory_equal(again.tokens, p->scan.tokens, again.n_tokens * sizeof *again.tokens);
    cot_i_scan_clear(&again);
}

/* The words of a text are those of its parts, read apart from each other. */
static void check_apart(phrases_t *p, const char *text) {
    cot_scan_t apart;
    char word[2] = "";
    cot_i_scan_init(&apart, p->words, &p->lexicon);
    for (size_t n = 0; n < 3; n++) { /* the title ends where the text does */
        word[0] = n == 0 ? '\0' : n == 1 ? ' ' : ',';
        apart.n_tokens = 0;
        assert_int_equal(scan(&apart, text, word), COT_OK);
        assert_int_equal(scan(&apart, "graph", word), COT_OK);
        assert_int_equal(apart.n_tokens, p->scan.n_tokens);
        assert_memory_equal(apart.tokens, p->scan.tokens, apart.n_tokens * sizeof *apart.tokens);
    }
    cot_i_scan_clear(&apart);
}

/* Texts put together of these at random: all words known are the tokens that are found when none is. */
static void known_words(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "graph", "networks", "the", "a", "of", " ", " ", " ", " ", ", ", ". ", "-", "'", "'s", "--", "3", "3.5", ".", ",",
        "1,000", "\u00e9", "\u2010", "\u2019", "\\'e", "{", "}", "$x^2$", "$", "\\emph{", "http://x.org/a", "www.", "www",
        "https", "ftp://b", "(", ")", "[", "]", "|", "\t", "\n", "lock-free", "a-very-long-hyphenated-word-of-many-letters",
        "abcdefghijklmnop", "abcdefghijklmnopq", "X", "/", ":", "state-of-the-art", "\u4e2d", "O'Neil", "-b", "~", "e.g",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, ROUNDS = 1500, LONGEST = 200 };
    uint64_t random = 7;
    for (int round = 0; round < ROUNDS; round++) {
        char text[LONGEST * 80] = "";
        for (int k = 0, n = round % LONGEST; k < n; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            strcat(text, pieces[(random >> 33) % PIECES]);
        }
        phrases_t p;
        open_phrases(&p);
        assert_int_equal(scan(&p.scan, text, "graph"), COT_OK);
        for (cot_isa_t isa = COT_ISA_BASE; isa <= COT_ISA_AVX512; isa++) {
            check_known(&p, text, isa, true);
        }
        check_known(&p, text, COT_ISA_BASE, false);
        check_apart(&p, text);
        close_phrases(&p);
    }
}

/* Candidates as words of the lexicon, zeros behind the last. */
typedef struct {
    const cot_used_t *used;
    uint32_t (*words)[COT_PHRASE_WORDS];
    size_t n;
} found_t;

static int by_words(const void *a, const void *b) {
    return memcmp(a, b, COT_PHRASE_WORDS * sizeof(uint32_t));
}

static void take_words(void *data, const uint32_t *tokens, uint32_t n_words) {
    found_t *found = data;
    uint32_t *words = found->words[found->n++];
    memset(words, 0, COT_PHRASE_WORDS * sizeof *words);
    for (uint32_t k = 0; k < n_words; k++) {
        words[k] = cot_i_used_word(found->used, tokens[k])->word;
    }
}

/* The slow reference: every candidate, by the definition. */
static void slow_phrases(const cot_lexicon_t *lexicon, const uint32_t *tokens, size_t n, found_t *found) {
    uint32_t met = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t weight = 0, words[COT_PHRASE_WORDS] = {0, 0, 0};
        size_t key = 0, written = 0;
        bool out = false, too_long = false;
        for (uint32_t k = 0; k < COT_PHRASE_WORDS && i + k < n && !(k > 0 && tokens[i + k] & COT_TOKEN_CUT);
             k++) {
            words[k] = tokens[i + k] & COT_TOKEN_WORD;
            const cot_word_t *w = &lexicon->words[words[k]];
            out |= w->out;
            too_long |= words[k] == COT_WORD_LONG;
            weight += w->weight;
            key += w->key_length + (size_t)(k > 0);
            written += w->written_length + (size_t)(k > 0);
            if (!too_long && weight >= 2 && w->ends && key < COT_PHRASE_BYTES && written < COT_PHRASE_BYTES &&
                met++ < COT_PHRASES_OF_PAPER && !out) {
                memcpy(found->words[found->n++], words, sizeof words);
            }
        }
    }
}

/* The words of a lexicon made up: long ones and some that are out among them. */
static void random_lexicon(cot_lexicon_t *lexicon, cot_rng_t *rng, cot_word_t *words, uint32_t n) {
    memset(words, 0, n * sizeof *words);
    for (uint32_t w = 0; w < n; w++) {
        const bool is_long = cot_i_rng_below(rng, 8) == 0;
        words[w].parts = w >= COT_WORD_FIRST;
        words[w].out = w < COT_WORD_FIRST || cot_i_rng_below(rng, 6) == 0;
        words[w].weight = (uint8_t)cot_i_rng_below(rng, 3);
        words[w].ends = cot_i_rng_below(rng, 4) > 0;
        words[w].key_length =
            (uint8_t)(is_long ? 80 + cot_i_rng_below(rng, 176) : 1 + cot_i_rng_below(rng, 12));
        words[w].written_length =
            (uint8_t)(is_long ? 80 + cot_i_rng_below(rng, 176) : 1 + cot_i_rng_below(rng, 12));
    }
    memset(lexicon, 0, sizeof *lexicon);
    lexicon->words = words;
    lexicon->n_words = n;
}

/* All candidates and no others are found in texts of every length up to where the first
 * COT_PHRASES_OF_PAPER are not all. */
static void phrases_by_definition(void **state) {
    (void)state;
    enum { WORDS = 60, MOST = 9000, ROUNDS = 600 };
    cot_word_t words[WORDS];
    uint32_t *tokens = malloc(MOST * sizeof *tokens), *to = malloc((MOST + COT_PHRASE_WORDS) * sizeof *to);
    found_t fast = {.words = malloc(3 * MOST * sizeof *fast.words)},
            slow = {.words = malloc(3 * MOST * sizeof *slow.words)};
    for (uint64_t round = 0; round < ROUNDS; round++) {
        cot_lexicon_t lexicon;
        cot_rng_t rng;
        cot_used_t used = {.number = NULL};
        cot_i_rng_init(&rng, round, 3, 0);
        random_lexicon(&lexicon, &rng, words, WORDS);
        const bool rich = round % 3 == 2; /* so that there are more candidates than are read */
        for (uint32_t w = COT_WORD_FIRST; rich && w < WORDS; w++) {
            words[w].weight = 2;
            words[w].ends = cot_i_rng_below(&rng, 40) > 0;
            words[w].key_length = words[w].written_length = 5;
        }
        const size_t n =
            round % 6 < 5 ? cot_i_rng_below(&rng, 300) : 5400 + cot_i_rng_below(&rng, MOST - 5400);
        for (size_t i = 0; i < n; i++) {
            const bool cut = i == 0 || cot_i_rng_below(&rng, rich ? 5000 : 5) == 0;
            tokens[i] = (uint32_t)(2 + cot_i_rng_below(&rng, WORDS - 2)) | (cut ? COT_TOKEN_CUT : 0);
        }
        slow.n = 0;
        slow_phrases(&lexicon, tokens, n, &slow);
        assert_int_equal(cot_i_used_new(&used, &lexicon, NULL), COT_OK);
        fast.used = &used;
        const size_t left = cot_i_use_tokens(&used, words, tokens, n, to);
        assert_true(left <= n + COT_PHRASE_WORDS);
        qsort(slow.words, slow.n, sizeof *slow.words, by_words);
        for (cot_isa_t isa = COT_ISA_BASE, best = used.isa; isa <= best; isa++) {
            used.isa = isa;
            fast.n = 0;
            cot_i_each_phrase(&used, to, left, 1, take_words, &fast);
            assert_int_equal(fast.n, slow.n);
            qsort(fast.words, fast.n, sizeof *fast.words, by_words);
            assert_memory_equal(fast.words, slow.words, slow.n * sizeof *slow.words);
        }
        cot_i_used_clear(&used);
    }
    free(tokens);
    free(to);
    free(fast.words);
    free(slow.words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks),
        cmocka_unit_test(known_words),
        cmocka_unit_test(vectors),
        cmocka_unit_test(reference),
        cmocka_unit_test(threads),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(no_texts),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(singular),
        cmocka_unit_test(long_words),
        cmocka_unit_test(compound_and_words),
        cmocka_unit_test(read_again),
        cmocka_unit_test(words_of_threads),
        cmocka_unit_test(phrases_by_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
