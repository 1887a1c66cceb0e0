/* Unit tests of the incidence of a corpus (filters, groups, repeats on a byline) and of the author-topic
 * network, against the slow, obvious way on random corpora.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/graph/hyper.h"

#include <math.h>
#include <stdio.h>

enum { MAX_NAMES = 12, MAX_PAPERS = 60, MAX_AUTHORS = 40, MAX_TOPICS = 8 };

static const char *const codes[MAX_TOPICS] = {"cs.AI",  "cs.DC",   "cs.DL",    "cs.SI",
                                              "hep-ex", "math.CO", "q-bio.QM", "stat.ML"};
static const char *const not_names[] = {":", "-"};

/* Name i: every seventh is a group, the last two are no names at all. */
static void write_name(uint32_t i, char out[64]) {
    if (i >= MAX_AUTHORS - 2) {
        (void)snprintf(out, 64, "%s", not_names[i - (MAX_AUTHORS - 2)]);
    } else if (i % 7 == 6) {
        (void)snprintf(out, 64, "XB%u Collaboration", i);
    } else {
        (void)snprintf(out, 64, "%c%c%c Person", 'A' + (char)(i % 20), 'a' + (char)(i / 20),
                       'a' + (char)(i % 13));
    }
}

static void add_random_paper(cot_corpus_t *corpus, cot_rng_t *rng, uint32_t number) {
    char texts[MAX_NAMES][64], id[32];
    cot_name_t names[MAX_NAMES];
    const char *categories[3];
    cot_record_t record = COT_RECORD_INIT;
    size_t n = (size_t)cot_i_rng_below(rng, number % 9 == 0 ? MAX_NAMES : 5);
    for (size_t i = 0; i < n; i++) {
        write_name((uint32_t)cot_i_rng_below(rng, MAX_AUTHORS), texts[i]);
        names[i] = (cot_name_t){texts[i], "", "", "", "", "", COT_SURE, ""};
    }
    size_t n_categories = (size_t)cot_i_rng_below(rng, 4);
    for (size_t i = 0; i < n_categories; i++) {
        categories[i] = codes[cot_i_rng_below(rng, MAX_TOPICS)];
    }
    (void)snprintf(id, sizeof id, "2001.%05u", number);
    record.id = id;
    record.version = 1;
    record.title = "On something";
    record.withdrawn = cot_i_rng_below(rng, 6) == 0;
    if (cot_i_rng_below(rng, 5)) {
        record.first_date = record.date = cot_date_from_civil(2000 + (int)cot_i_rng_below(rng, 10), 5, 1);
    }
    record.names = names;
    record.n_names = n;
    record.categories = categories;
    record.n_categories = n_categories;
    assert_int_equal(cot_corpus_add(corpus, &record, NULL), COT_OK);
}

typedef struct {
    cot_corpus_t *corpus;
    cot_authors_t *authors;
    cot_topics_t *topics;
} world_t;

static world_t new_world(uint64_t seed) {
    world_t w = {NULL, NULL, NULL};
    cot_rng_t rng;
    cot_authors_params_t identity = COT_AUTHORS_PARAMS_INIT;
    cot_topics_params_t wanted = COT_TOPICS_PARAMS_INIT;
    wanted.source = COT_TOPICS_CATEGORIES;
    cot_i_rng_init(&rng, seed, 11, 0);
    assert_int_equal(cot_corpus_new(&w.corpus, COT_ABSTRACTS_NONE, NULL), COT_OK);
    uint32_t papers = (uint32_t)cot_i_rng_below(&rng, MAX_PAPERS);
    for (uint32_t p = 0; p < papers; p++) {
        add_random_paper(w.corpus, &rng, p);
    }
    assert_int_equal(cot_corpus_finish(w.corpus, NULL), COT_OK);
    assert_int_equal(cot_authors_identify(&w.authors, w.corpus, &identity, NULL, NULL), COT_OK);
    assert_int_equal(cot_topics_find(&w.topics, w.corpus, NULL, &wanted, NULL, NULL), COT_OK);
    assert_true(cot_authors_count(w.authors) <= MAX_AUTHORS);
    return w;
}

static void free_world(world_t *w) {
    cot_topics_free(w->topics);
    cot_authors_free(w->authors);
    cot_corpus_free(w->corpus);
}

/* The different authors of a paper in byline order, straight from the mentions. */
static uint32_t byline(const world_t *w, uint32_t paper, bool groups, uint32_t out[MAX_NAMES]) {
    cot_paper_t p = cot_corpus_paper(w->corpus, paper);
    const uint32_t *of = cot_authors_of_mentions(w->authors);
    uint32_t n = 0;
    for (uint64_t i = p.first_mention; i < p.first_mention + p.n_mentions; i++) {
        bool there =
            of[i] == COT_NO_AUTHOR || (!groups && cot_authors_at(w->authors, of[i]).kind == COT_GROUP);
        for (uint32_t j = 0; !there && j < n; j++) {
            there = out[j] == of[i];
        }
        if (!there) {
            out[n++] = of[i];
        }
    }
    return n;
}

static cot_left_t expected_reason(const world_t *w, uint32_t paper, const cot_filter_t *f, uint32_t k) {
    cot_paper_t p = cot_corpus_paper(w->corpus, paper);
    int first = f->first_year == COT_NO_YEAR ? -100000 : f->first_year;
    int last = f->last_year == COT_NO_YEAR ? 100000 : f->last_year;
    bool bounded = first != -100000 || last != 100000;
    return f->drop_withdrawn && p.withdrawn                                        ? COT_LEFT_WITHDRAWN
           : bounded && (p.year == COT_NO_YEAR || p.year < first || p.year > last) ? COT_LEFT_YEAR
           : f->max_authors > 0 && k > f->max_authors                              ? COT_LEFT_MAX_AUTHORS
           : k == 0                                                                ? COT_LEFT_NO_AUTHORS
                                                                                   : COT_KEPT;
}

/* Every number of an incidence against the mentions. */
static void check_incidence(const world_t *w, const cot_filter_t *f, const cot_incidence_t *x) {
    uint32_t rows[MAX_PAPERS][MAX_NAMES], size[MAX_PAPERS], papers[MAX_AUTHORS] = {0}, vertex[MAX_AUTHORS];
    uint64_t counts[COT_LEFT_REASONS] = {0}, slots = 0;
    uint32_t n = 0, too_few = 0, at = 0, largest = 0;
    assert_int_equal(x->n_corpus_papers, cot_corpus_papers(w->corpus));
    for (uint32_t p = 0; p < x->n_corpus_papers; p++) {
        size[p] = byline(w, p, f->groups_as_authors, rows[p]);
        cot_left_t reason = expected_reason(w, p, f, size[p]);
        assert_int_equal(x->left[p], reason);
        counts[reason]++;
        for (uint32_t i = 0; reason == COT_KEPT && i < size[p]; i++) {
            papers[rows[p][i]]++;
        }
    }
    assert_memory_equal(x->left_counts, counts, sizeof counts);
    for (uint32_t a = 0; a < cot_authors_count(w->authors); a++) {
        too_few += papers[a] > 0 && papers[a] < f->min_papers;
        vertex[a] = papers[a] >= f->min_papers ? n : UINT32_MAX;
        if (papers[a] >= f->min_papers) {
            assert_int_equal(x->author_of[n], a);
            assert_int_equal(x->author_off[n + 1] - x->author_off[n], papers[a]);
            n++;
        }
    }
    assert_true(x->n_authors == n && x->authors_left == too_few && x->n_papers == counts[COT_KEPT]);
    for (uint32_t p = 0; p < x->n_corpus_papers; p++) {
        if (x->left[p] != COT_KEPT) {
            continue;
        }
        assert_true(x->paper_of[at] == p && x->paper_size[at] == size[p] && x->paper_off[at] == slots);
        assert_int_equal(x->paper_year[at], cot_corpus_paper(w->corpus, p).year);
        largest = size[p] > largest ? size[p] : largest;
        for (uint32_t i = 0; i < size[p]; i++) {
            if (vertex[rows[p][i]] != UINT32_MAX) {
                assert_int_equal(x->paper_authors[slots++], vertex[rows[p][i]]);
            }
        }
        at++;
    }
    assert_true(x->n_slots == slots && x->paper_off[at] == slots && x->author_off[n] == slots);
    assert_int_equal(x->largest_byline, largest);
    for (uint32_t v = 0; v < n; v++) {
        for (uint64_t j = x->author_off[v] + 1; j < x->author_off[v + 1]; j++) {
            assert_true(x->author_papers[j - 1] < x->author_papers[j]);
        }
    }
}

static cot_filter_t random_filter(cot_rng_t *rng) {
    cot_filter_t f = COT_FILTER_INIT;
    if (cot_i_rng_below(rng, 2)) {
        f.first_year = (int16_t)(2000 + (int)cot_i_rng_below(rng, 6));
    }
    if (cot_i_rng_below(rng, 2)) {
        f.last_year = (int16_t)(2006 + (int)cot_i_rng_below(rng, 4));
    }
    f.max_authors = (uint32_t)cot_i_rng_below(rng, 6);
    f.min_papers = 1 + (uint32_t)cot_i_rng_below(rng, 4);
    f.drop_withdrawn = cot_i_rng_below(rng, 2);
    f.groups_as_authors = cot_i_rng_below(rng, 2);
    return f;
}

static void test_random_corpora(void **state) {
    (void)state;
    cot_rng_t rng;
    uint64_t groups = 0, not_names_met = 0;
    cot_i_rng_init(&rng, 1, 2, 3);
    for (uint64_t seed = 0; seed < 60; seed++) {
        world_t w = new_world(seed);
        groups += cot_authors_counts(w.authors).groups;
        not_names_met += cot_authors_counts(w.authors).not_names;
        for (int i = 0; i < 6; i++) {
            cot_filter_t f = COT_FILTER_INIT, drawn = random_filter(&rng);
            cot_incidence_t *x = NULL;
            f = i ? drawn : f;
            assert_int_equal(cot_incidence_build(&x, w.corpus, w.authors, i ? &f : NULL, NULL), COT_OK);
            check_incidence(&w, &f, x);
            cot_incidence_free(x);
        }
        free_world(&w);
    }
    assert_true(groups > 50 && not_names_met > 50); /* or the corpora would not test what they are for */
}

/* The author-topic network, author by author and topic by topic. */
static void check_author_topic(const world_t *w, const cot_incidence_t *x, const cot_graph_t *g) {
    uint32_t used[MAX_TOPICS] = {0}, number = 0;
    uint64_t e = 0;
    assert_true(g->kind == COT_AUTHOR_TOPIC && g->n_left == x->n_authors);
    for (uint32_t p = 0; p < x->n_papers; p++) {
        const uint32_t *list = NULL;
        uint32_t n = cot_topics_of_paper(w->topics, x->paper_of[p], &list);
        for (uint32_t i = 0; i < n; i++) {
            used[list[i]] = 1;
        }
    }
    for (uint32_t t = 0; t < cot_topics_count(w->topics); t++) {
        if (used[t]) {
            assert_int_equal(g->topic_of[number], t);
            used[t] = x->n_authors + number++;
        }
    }
    assert_int_equal(g->n, x->n_authors + number);
    for (uint32_t v = 0; v < x->n_authors; v++) {
        double weight[MAX_TOPICS] = {0};
        uint32_t papers[MAX_TOPICS] = {0};
        for (uint64_t j = x->author_off[v]; j < x->author_off[v + 1]; j++) {
            uint32_t p = x->author_papers[j], k = x->paper_size[p];
            const uint32_t *list = NULL;
            uint32_t n = cot_topics_of_paper(w->topics, x->paper_of[p], &list);
            for (uint32_t i = 0; i < n; i++) {
                weight[list[i]] += g->counting == COT_FULL         ? 1
                                   : g->counting == COT_FRACTIONAL ? 1.0 / k
                                                                   : 1.0 / ((double)k * n);
                papers[list[i]]++;
            }
        }
        for (uint32_t t = 0; t < MAX_TOPICS; t++) {
            if (papers[t]) {
                assert_true(e < g->m && g->from[e] == v && g->to[e] == used[t]);
                assert_true(g->weight[e] == weight[t] && g->papers[e] == papers[t]);
                e++;
            }
        }
    }
    assert_true(e == g->m);
}

static void test_author_topic(void **state) {
    (void)state;
    cot_rng_t rng;
    cot_i_rng_init(&rng, 4, 5, 6);
    for (uint64_t seed = 0; seed < 60; seed++) {
        world_t w = new_world(seed);
        for (int i = 0; i < 6; i++) {
            cot_filter_t f = random_filter(&rng);
            cot_incidence_t *x = NULL;
            cot_graph_t *g = NULL;
            cot_env_t env = COT_ENV_INIT;
            env.threads = 1 + i % 2;
            assert_int_equal(cot_incidence_build(&x, w.corpus, w.authors, &f, NULL), COT_OK);
            assert_int_equal(cot_graph_author_topic(&g, x, w.topics, (cot_counting_t)(i % 3), &env, NULL),
                             COT_OK);
            assert_int_equal(g->counting, i % 3);
            check_shape(g);
            check_author_topic(&w, x, g);
            cot_graph_free(g);
            cot_incidence_free(x);
        }
        free_world(&w);
    }
}

/* PAPER: the pairs of a paper add 1 together, so all weights add up to the papers that have a topic. */
static void test_author_topic_adds_up(void **state) {
    (void)state;
    for (uint64_t seed = 100; seed < 110; seed++) {
        world_t w = new_world(seed);
        cot_incidence_t *x = NULL;
        cot_graph_t *g = NULL;
        double sum = 0, papers = 0;
        assert_int_equal(cot_incidence_build(&x, w.corpus, w.authors, NULL, NULL), COT_OK);
        assert_int_equal(cot_graph_author_topic(&g, x, w.topics, COT_PAPER, NULL, NULL), COT_OK);
        for (uint32_t p = 0; p < x->n_papers; p++) {
            const uint32_t *list = NULL;
            papers += cot_topics_of_paper(w.topics, x->paper_of[p], &list) > 0;
        }
        for (uint64_t e = 0; e < g->m; e++) {
            sum += g->weight[e];
        }
        assert_true(fabs(sum - papers) < 1e-9);
        cot_graph_free(g);
        cot_incidence_free(x);
        free_world(&w);
    }
}

static void test_bad_filters(void **state) {
    (void)state;
    world_t w = new_world(1);
    cot_incidence_t *x = NULL;
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_filter_t f = COT_FILTER_INIT;
    f.min_papers = 0;
    assert_int_equal(cot_incidence_build(&x, w.corpus, w.authors, &f, &err), COT_E_ARG);
    assert_string_equal(err.message, "min_papers is 0 (allowed: 1 or more)");
    f = (cot_filter_t)COT_FILTER_INIT;
    f.first_year = 2005;
    f.last_year = 2004;
    err = (cot_error_t)COT_ERROR_INIT;
    assert_int_equal(cot_incidence_build(&x, w.corpus, w.authors, &f, &err), COT_E_ARG);
    assert_string_equal(err.message, "years 2005 to 2004 (allowed: the first not after the last)");
    assert_int_equal(cot_incidence_build(&x, NULL, w.authors, &f, NULL), COT_E_ARG);
    assert_int_equal(cot_graph_author_topic(&g, NULL, w.topics, COT_FULL, NULL, NULL), COT_E_ARG);
    assert_null(x);
    assert_null(g);
    free_world(&w);
}

static void test_out_of_memory(void **state) {
    (void)state;
    world_t w = new_world(3);
    int64_t live = cot_i_alloc_live(), k = 0;
    cot_status_t st = COT_E_NOMEM;
    for (; st != COT_OK && k < 300; k++) {
        cot_incidence_t *x = NULL;
        cot_graph_t *g = NULL;
        cot_i_alloc_fail_after(k);
        st = cot_incidence_build(&x, w.corpus, w.authors, NULL, NULL);
        if (st == COT_OK) {
            st = cot_graph_author_topic(&g, x, w.topics, COT_FULL, NULL, NULL);
        }
        cot_i_alloc_fail_after(-1);
        assert_true((st == COT_OK && g) || (st == COT_E_NOMEM && !g));
        cot_graph_free(g);
        cot_incidence_free(x);
        assert_int_equal(cot_i_alloc_live(), live);
    }
    assert_true(st == COT_OK && k > 25);
    free_world(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_corpora),       cmocka_unit_test(test_author_topic),
        cmocka_unit_test(test_author_topic_adds_up), cmocka_unit_test(test_bad_filters),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
