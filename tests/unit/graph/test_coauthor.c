/* Unit tests of the co-author network: against a dense matrix filled pair by pair, against what the weights
 * must sum to, for one to four threads, and when memory runs out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit/graph/hyper.h"

#include <math.h>
#include <stdio.h>

#include "graph/build.h"

/* What a pair gathered: the slow, obvious way. */
typedef struct {
    double weight;
    uint32_t papers;
    int16_t first, last;
} pair_t;

static double share(uint32_t k, cot_counting_t counting) {
    return counting == COT_FULL ? 1 : counting == COT_FRACTIONAL ? 1.0 / (k - 1.0) : 2.0 / (k * (k - 1.0));
}

static void add_pair(pair_t *pair, double weight, int16_t year) {
    pair->weight += weight;
    if (year != COT_NO_YEAR) {
        pair->first =
            pair->papers == 0 || pair->first == COT_NO_YEAR || year < pair->first ? year : pair->first;
        pair->last = pair->papers == 0 || pair->last == COT_NO_YEAR || year > pair->last ? year : pair->last;
    } else if (pair->papers == 0) {
        pair->first = pair->last = COT_NO_YEAR;
    }
    pair->papers++;
}

static pair_t *reference(const hyper_t *h, cot_counting_t counting) {
    size_t n = h->n_authors;
    pair_t *pairs = calloc(n * n + 1, sizeof *pairs);
    char *on = calloc(n + 1, 1);
    assert_true(pairs && on);
    for (uint32_t p = 0; p < h->n_papers; p++) {
        uint32_t k = 0;
        memset(on, 0, n);
        for (uint64_t j = h->off[p]; j < h->off[p + 1]; j++) {
            k += !on[h->authors[j]];
            on[h->authors[j]] = 1;
        }
        for (size_t u = 0; u < n; u++) {
            for (size_t v = u + 1; on[u] && v < n; v++) {
                if (on[v]) {
                    add_pair(&pairs[u * n + v], share(k, counting), h->years[p]);
                }
            }
        }
    }
    free(on);
    return pairs;
}

static void check_against(const cot_graph_t *g, const pair_t *pairs) {
    uint64_t e = 0;
    for (uint32_t u = 0; u < g->n; u++) {
        for (uint32_t v = u + 1; v < g->n; v++) {
            const pair_t *pair = &pairs[(size_t)u * g->n + v];
            if (pair->papers == 0) {
                continue;
            }
            assert_true(e < g->m && g->from[e] == u && g->to[e] == v);
            assert_true(g->weight[e] == pair->weight);
            assert_int_equal(g->papers[e], pair->papers);
            assert_int_equal(g->first_year[e], pair->first);
            assert_int_equal(g->last_year[e], pair->last);
            e++;
        }
    }
    assert_true(e == g->m);
}

static cot_graph_t *project(const cot_incidence_t *incidence, cot_counting_t counting, int threads) {
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    cot_env_t env = COT_ENV_INIT;
    env.threads = threads;
    cot_status_t st = cot_graph_coauthor(&g, incidence, counting, &env, &err);
    assert_string_equal(err.message, "");
    assert_int_equal(st, COT_OK);
    assert_true(g->kind == COT_COAUTHOR && g->counting == counting && g->n == incidence->n_authors);
    assert_true(g->n_left == g->n && g->topic_of == NULL);
    check_shape(g);
    return g;
}

static void test_random_bylines(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 300; seed++) {
        uint32_t n = (uint32_t)(seed % 45), papers = (uint32_t)(seed * 7 % 61);
        hyper_t h = hyper_random(seed, n, papers, (uint32_t)(seed % 9), seed % 5 == 0 ? n / 2 : 0);
        cot_incidence_t *incidence = hyper_incidence(&h);
        for (int counting = COT_FULL; counting <= COT_PAPER; counting++) {
            pair_t *pairs = reference(&h, (cot_counting_t)counting);
            cot_graph_t *g = project(incidence, (cot_counting_t)counting, 1 + (int)(seed % 3));
            check_against(g, pairs);
            cot_graph_free(g);
            free(pairs);
        }
        cot_incidence_free(incidence);
        hyper_clear(&h);
    }
}

/* All three schemes in one pass: each with the bits it has alone; the bare pairs are the network's. */
static void test_all_schemes_in_one_pass(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 60; seed++) {
        uint32_t n = (uint32_t)(seed * 13 % 300);
        hyper_t h = hyper_random(seed, n, (uint32_t)(seed * 17 % 400), 9, seed % 3 == 0 ? n / 2 : 0);
        cot_incidence_t *incidence = hyper_incidence(&h);
        const cot_env_t env = {1 + (int)(seed % 3), 1, NULL, NULL};
        const cot_counting_t counting = (cot_counting_t)(seed % 3);
        cot_graph_t *all = NULL;
        cot_pairs_t *pairs = NULL;
        assert_int_equal(
            cot_graph_coauthor_weights(&all, incidence, counting, COT_ALL_SCHEMES, &env, NULL), COT_OK);
        assert_true(all->weight == all->weights[counting]);
        for (int c = COT_FULL; c <= COT_PAPER; c++) {
            cot_graph_t *g = project(incidence, (cot_counting_t)c, 1);
            assert_int_equal(g->m, all->m);
            assert_memory_equal(g->weight, all->weights[c], g->m * sizeof *g->weight);
            assert_memory_equal(g->first_year, all->first_year, g->m * sizeof *g->first_year);
            assert_true(g->weights[(c + 1) % 3] == NULL && g->weights[c] == g->weight);
            cot_graph_free(g);
        }
        assert_int_equal(cot_coauthor_pairs(&pairs, incidence, &env, NULL), COT_OK);
        assert_true(pairs->m == all->m && pairs->n == all->n && pairs->off[pairs->n] == all->m);
        assert_memory_equal(pairs->to, all->to, all->m * sizeof *all->to);
        assert_memory_equal(pairs->papers, all->papers, all->m * sizeof *all->papers);
        for (uint32_t v = 0; v < pairs->n; v++) {
            for (uint64_t e = pairs->off[v]; e < pairs->off[v + 1]; e++) {
                assert_int_equal(all->from[e], v);
            }
        }
        cot_pairs_free(pairs);
        cot_graph_free(all);
        cot_incidence_free(incidence);
        hyper_clear(&h);
    }
    cot_graph_t *g = NULL;
    assert_int_equal(cot_graph_coauthor_weights(&g, NULL, COT_FULL, 8, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_coauthor_pairs(NULL, NULL, NULL, NULL), COT_E_ARG);
    cot_pairs_free(NULL);
}

/* Rows of hundreds of neighbours from many papers, bylines longer and shorter than a row is expanded for. */
static void test_long_rows(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 4; seed++) {
        hyper_t h = hyper_random(seed, 600, 900, 40, 300);
        cot_incidence_t *incidence = hyper_incidence(&h);
        pair_t *pairs = reference(&h, COT_FRACTIONAL);
        cot_graph_t *g = project(incidence, COT_FRACTIONAL, 2);
        check_against(g, pairs);
        cot_graph_free(g);
        free(pairs);
        cot_incidence_free(incidence);
        hyper_clear(&h);
    }
}

/* So many pairs for each authorship that papers of fewer than 64 names count as long: some rows are put in
 * order with all others, some are gathered alone. */
static void test_many_pairs(void **state) {
    (void)state;
    enum { AUTHORS = 330, PAPERS = 1000, POOL = 250 };
    hyper_t h = {.n_authors = AUTHORS, .n_papers = PAPERS};
    h.off = calloc(PAPERS + 1, sizeof *h.off);
    h.authors = calloc((size_t)PAPERS * 64, sizeof *h.authors);
    h.years = calloc(PAPERS, sizeof *h.years);
    assert_true(h.off && h.authors && h.years);
    for (uint32_t p = 0; p < PAPERS; p++) {
        const uint32_t k = p % 5 == 4 ? p % 4 : 50 + p % 15, from = p % 5 == 4 ? 200 : 0;
        assert_int_equal(cot_i_rng_sample(from ? AUTHORS - from : POOL, k, 1, p, h.authors + h.off[p], NULL),
                         COT_OK);
        for (uint32_t i = 0; i < k; i++) {
            h.authors[h.off[p] + i] += from;
        }
        h.off[p + 1] = h.off[p] + k;
        h.years[p] = (int16_t)(1990 + p % 31);
    }
    cot_incidence_t *incidence = hyper_incidence(&h);
    pair_t *pairs = reference(&h, COT_FRACTIONAL);
    for (int threads = 1; threads <= 8; threads += 7) {
        cot_graph_t *g = project(incidence, COT_FRACTIONAL, threads);
        check_against(g, pairs);
        cot_graph_free(g);
    }
    free(pairs);
    cot_incidence_free(incidence);
    hyper_clear(&h);
}

/* Bylines of hundreds of names, out of a pool (dense) or out of all (scattered), among small ones: the matrix
 * of members, with every instruction set. */
static void test_long_bylines(void **state) {
    (void)state;
    enum { AUTHORS = 900, PAPERS = 60, LONGEST = 500 };
    for (uint32_t seed = 0; seed < 4; seed++) {
        hyper_t h = hyper_random(seed, AUTHORS, PAPERS, 12, 0);
        uint32_t *authors = calloc((size_t)PAPERS * LONGEST, sizeof *authors);
        uint64_t slots = 0, begin = 0;
        cot_rng_t rng;
        cot_i_rng_init(&rng, seed, 5, 0);
        assert_non_null(authors);
        for (uint32_t p = 0; p < PAPERS; p++) { /* every sixth paper is long */
            uint32_t n = (uint32_t)(h.off[p + 1] - begin);
            if (p % 6 == seed % 6) {
                uint32_t pool = seed % 2 ? 550 : AUTHORS, k = 200 + (uint32_t)cot_i_rng_below(&rng, 300);
                assert_int_equal(cot_i_rng_sample(pool, k, seed, p, authors + slots, NULL), COT_OK);
                slots += k;
            } else {
                memcpy(authors + slots, h.authors + begin, n * sizeof *authors);
                slots += n;
            }
            begin = h.off[p + 1];
            h.off[p + 1] = slots;
        }
        free(h.authors);
        h.authors = authors;
        if (seed == 3) {
            for (uint32_t p = 0; p < PAPERS; p++) {
                h.years[p] = COT_NO_YEAR;
            }
        }
        cot_incidence_t *incidence = hyper_incidence(&h);
        for (int isa = COT_ISA_BASE; isa <= (int)cot_i_isa_best(); isa++) {
            const cot_env_t env = {1 + isa, 1, NULL, NULL};
            for (int counting = COT_FULL; counting <= COT_PAPER; counting++) {
                cot_graph_t *g = NULL;
                pair_t *pairs = reference(&h, (cot_counting_t)counting);
                assert_int_equal(cot_i_coauthor_isa(&g, incidence, (cot_counting_t)counting,
                                                    seed % 3 ? 0 : COT_ALL_SCHEMES, (cot_isa_t)isa, &env, NULL),
                                 COT_OK);
                check_shape(g);
                check_against(g, pairs);
                cot_graph_free(g);
                free(pairs);
            }
        }
        cot_incidence_free(incidence);
        hyper_clear(&h);
    }
}

/* Long bylines without a common author: too scattered for a matrix; and a single one longer than they, which
 * is dense enough. */
static void test_scattered_bylines(void **state) {
    (void)state;
    enum { PAPERS = 80, SIZE = 256, GIANT = 1100, AUTHORS = PAPERS * SIZE + GIANT };
    for (int giant = 0; giant < 2; giant++) {
        uint64_t off[PAPERS + 2] = {0};
        uint32_t *authors = calloc(AUTHORS, sizeof *authors);
        cot_incidence_t *incidence = NULL;
        assert_non_null(authors);
        for (uint32_t a = 0; a < AUTHORS; a++) {
            authors[a] = AUTHORS - 1 - a;
        }
        for (uint32_t p = 0; p < PAPERS; p++) {
            off[p + 1] = off[p] + SIZE;
        }
        off[PAPERS + 1] = off[PAPERS] + (giant ? GIANT : 0);
        assert_int_equal(cot_incidence_from_rows(&incidence, AUTHORS, PAPERS + 1, off, authors, NULL, NULL),
                         COT_OK);
        cot_graph_t *g = project(incidence, COT_FRACTIONAL, 2);
        assert_int_equal(g->m, PAPERS * (SIZE * (SIZE - 1) / 2) + giant * (GIANT * (GIANT - 1) / 2));
        for (uint64_t e = 0; e < g->m; e++) {
            assert_true(g->weight[e] == (g->from[e] < GIANT ? 1.0 / (GIANT - 1) : 1.0 / (SIZE - 1)));
        }
        cot_graph_free(g);
        cot_incidence_free(incidence);
        free(authors);
    }
}

/* PAPER: all weights together = papers with two authors or more. FRACTIONAL: an author's strength = her
 * papers with two authors or more (Newman). FULL: weight = papers. */
static void test_weights_add_up(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 20; seed++) {
        hyper_t h = hyper_random(seed + 1000, 200, 500, 7, 60);
        cot_incidence_t *incidence = hyper_incidence(&h);
        double joint = 0, sum = 0;
        for (uint32_t p = 0; p < incidence->n_papers; p++) {
            joint += incidence->paper_size[p] >= 2;
        }
        cot_graph_t *g = project(incidence, COT_PAPER, 2);
        for (uint64_t e = 0; e < g->m; e++) {
            sum += g->weight[e];
        }
        assert_true(fabs(sum - joint) < 1e-9 * joint);
        cot_graph_free(g);
        g = project(incidence, COT_FRACTIONAL, 2);
        double *strength = malloc(g->n * sizeof *strength);
        assert_non_null(strength);
        cot_graph_strengths(g, strength);
        for (uint32_t v = 0; v < g->n; v++) {
            double papers = 0;
            for (uint64_t j = incidence->author_off[v]; j < incidence->author_off[v + 1]; j++) {
                papers += incidence->paper_size[incidence->author_papers[j]] >= 2;
            }
            assert_true(fabs(strength[v] - papers) < 1e-9 * (papers + 1));
        }
        free(strength);
        cot_graph_free(g);
        g = project(incidence, COT_FULL, 2);
        for (uint64_t e = 0; e < g->m; e++) {
            assert_true(g->weight[e] == g->papers[e]);
        }
        cot_graph_free(g);
        cot_incidence_free(incidence);
        hyper_clear(&h);
    }
}

static void test_same_bytes_for_any_threads(void **state) {
    (void)state;
    hyper_t h = hyper_random(5, 4000, 20000, 9, 700);
    cot_incidence_t *incidence = hyper_incidence(&h);
    for (int counting = COT_FULL; counting <= COT_PAPER; counting++) {
        cot_graph_t *one = project(incidence, (cot_counting_t)counting, 1);
        assert_true(one->m > 200000);
        for (int threads = 2; threads <= 8; threads += threads < 4 ? 1 : 4) {
            cot_graph_t *more = project(incidence, (cot_counting_t)counting, threads);
            check_same_bytes(one, more);
            cot_graph_free(more);
        }
        cot_graph_free(one);
    }
    cot_incidence_free(incidence);
    hyper_clear(&h);
}

/* A year that is the smallest or largest number possible is a year, and none is none. */
static void test_years_at_the_ends(void **state) {
    (void)state;
    uint64_t off[] = {0, 2, 4, 6, 8, 10};
    uint32_t authors[] = {0, 1, 1, 0, 2, 3, 0, 1, 3, 2};
    int16_t years[] = {COT_NO_YEAR, INT16_MAX, COT_NO_YEAR, INT16_MIN + 1, COT_NO_YEAR};
    cot_incidence_t *incidence = NULL;
    assert_int_equal(cot_incidence_from_rows(&incidence, 4, 5, off, authors, years, NULL), COT_OK);
    cot_graph_t *g = project(incidence, COT_FULL, 1);
    assert_int_equal(g->m, 2);
    assert_int_equal(g->first_year[0], INT16_MIN + 1);
    assert_int_equal(g->last_year[0], INT16_MAX);
    assert_int_equal(g->first_year[1], COT_NO_YEAR);
    assert_int_equal(g->last_year[1], COT_NO_YEAR);
    cot_graph_free(g);
    cot_incidence_free(incidence);
}

static void test_edge_papers(void **state) {
    (void)state;
    hyper_t h = hyper_random(9, 30, 200, 6, 0);
    cot_incidence_t *incidence = hyper_incidence(&h);
    cot_graph_t *g = project(incidence, COT_FULL, 1);
    uint32_t papers[200];
    for (uint64_t e = 0; e < g->m; e++) {
        uint64_t n = cot_edge_papers(incidence, g->from[e], g->to[e], papers, 200);
        assert_int_equal(n, g->papers[e]);
        assert_int_equal(cot_edge_papers(incidence, g->to[e], g->from[e], NULL, 0), n);
        for (uint64_t i = 0; i < n; i++) {
            int both = 0;
            for (uint64_t j = incidence->paper_off[papers[i]]; j < incidence->paper_off[papers[i] + 1]; j++) {
                both += incidence->paper_authors[j] == g->from[e] || incidence->paper_authors[j] == g->to[e];
            }
            assert_int_equal(both, 2);
            assert_true(i == 0 || papers[i - 1] < papers[i]);
        }
    }
    papers[1] = 4711;
    assert_true(cot_edge_papers(incidence, g->from[0], g->to[0], papers, 1) >= 1);
    assert_int_equal(papers[1], 4711);
    assert_int_equal(cot_edge_papers(incidence, 3, 3, papers, 200), 0);
    assert_int_equal(cot_edge_papers(incidence, 3, 30, papers, 200), 0);
    cot_graph_free(g);
    cot_incidence_free(incidence);
    hyper_clear(&h);
}

static void test_giant_paper_is_refused_before_work(void **state) {
    (void)state;
    uint32_t n = 92683;
    uint64_t off[] = {0, n};
    uint32_t *authors = malloc(n * sizeof *authors);
    assert_non_null(authors);
    for (uint32_t a = 0; a < n; a++) {
        authors[a] = a;
    }
    cot_incidence_t *incidence = NULL;
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    assert_int_equal(cot_incidence_from_rows(&incidence, n, 1, off, authors, NULL, &err), COT_OK);
    assert_int_equal(cot_graph_coauthor(&g, incidence, COT_FULL, NULL, &err), COT_E_LIMIT);
    assert_non_null(strstr(err.message, "92683"));
    assert_non_null(strstr(err.message, "max_authors"));
    assert_null(g);
    cot_incidence_free(incidence);
    free(authors);
}

static void test_out_of_memory(void **state) {
    (void)state;
    hyper_t h = hyper_random(3, 400, 80, 5, 300); /* one byline long enough for a matrix */
    int64_t live = cot_i_alloc_live();
    cot_status_t st = COT_E_NOMEM;
    int64_t k = 0;
    for (; st != COT_OK && k < 200; k++) {
        cot_incidence_t *incidence = NULL;
        cot_graph_t *g = NULL;
        cot_i_alloc_fail_after(k);
        st = cot_incidence_from_rows(&incidence, h.n_authors, h.n_papers, h.off, h.authors, h.years, NULL);
        if (st == COT_OK) {
            cot_env_t env = COT_ENV_INIT;
            env.threads = 2;
            st = cot_graph_coauthor(&g, incidence, COT_FRACTIONAL, &env, NULL);
        }
        cot_i_alloc_fail_after(-1);
        assert_true(st == COT_OK || st == COT_E_NOMEM);
        assert_true((st == COT_OK) == (g != NULL));
        cot_graph_free(g);
        cot_incidence_free(incidence);
        assert_int_equal(cot_i_alloc_live(), live);
    }
    assert_int_equal(st, COT_OK);
    assert_true(k > 20);
    hyper_clear(&h);
}

typedef struct {
    int calls, stop_at;
    uint64_t done, total;
} watch_t;

static int watch(void *data, const char *stage, uint64_t done, uint64_t total) {
    watch_t *w = data;
    assert_string_equal(stage, "co-author network");
    assert_true(done >= w->done && done <= total);
    w->done = done;
    w->total = total;
    return ++w->calls == w->stop_at;
}

/* Stopped at its first word, its second, ...: until it says no more than that. */
static void test_interruption(void **state) {
    (void)state;
    hyper_t h = hyper_random(3, 60, 80, 5, 10);
    cot_incidence_t *incidence = hyper_incidence(&h);
    int64_t live = cot_i_alloc_live();
    cot_status_t st = COT_E_INTERRUPT;
    int stop = 1;
    for (; st != COT_OK && stop < 50; stop++) {
        watch_t w = {0, stop, 0, 0};
        cot_env_t env = {2, 1, watch, &w};
        cot_error_t err = COT_ERROR_INIT;
        cot_graph_t *g = NULL;
        st = cot_graph_coauthor(&g, incidence, COT_FULL, &env, &err);
        assert_true(st == COT_E_INTERRUPT || (st == COT_OK && w.calls < stop && w.done == w.total));
        assert_true((g != NULL) == (st == COT_OK));
        cot_graph_free(g);
        assert_int_equal(cot_i_alloc_live(), live);
    }
    assert_int_equal(st, COT_OK);
    assert_true(stop > 4); /* before, after each of the two passes, and in the end */
    cot_incidence_free(incidence);
    hyper_clear(&h);
}

static void test_bad_rows(void **state) {
    (void)state;
    cot_incidence_t *incidence = NULL;
    cot_graph_t *g = NULL;
    cot_error_t err = COT_ERROR_INIT;
    uint64_t off[] = {0, 2, 1};
    uint32_t authors[] = {0, 5};
    assert_int_equal(cot_incidence_from_rows(&incidence, 5, 1, off, authors, NULL, &err), COT_E_ARG);
    assert_string_equal(err.message, "incidence: paper 0 names author 5 (allowed: below 5)");
    assert_int_equal(cot_incidence_from_rows(&incidence, 6, 2, off, authors, NULL, NULL), COT_E_ARG);
    off[0] = 1;
    assert_int_equal(cot_incidence_from_rows(&incidence, 6, 1, off, authors, NULL, NULL), COT_E_ARG);
    assert_int_equal(cot_incidence_from_rows(NULL, 6, 1, off, authors, NULL, NULL), COT_E_ARG);
    assert_null(incidence);
    assert_int_equal(cot_graph_coauthor(&g, NULL, COT_FULL, NULL, NULL), COT_E_ARG);
}

static void test_rows_keep_the_byline(void **state) {
    (void)state;
    uint64_t off[] = {0, 4, 4, 7};
    uint32_t authors[] = {3, 1, 3, 0, 2, 2, 1};
    cot_incidence_t *x = NULL;
    assert_int_equal(cot_incidence_from_rows(&x, 5, 3, off, authors, NULL, NULL), COT_OK);
    assert_int_equal(x->n_slots, 5);
    uint32_t rows[] = {3, 1, 0, 2, 1}, transposed[] = {0, 0, 2, 2, 0};
    uint64_t paper_off[] = {0, 3, 3, 5}, author_off[] = {0, 1, 3, 4, 5, 5};
    assert_memory_equal(x->paper_authors, rows, sizeof rows);
    assert_memory_equal(x->paper_off, paper_off, sizeof paper_off);
    assert_memory_equal(x->author_papers, transposed, sizeof transposed);
    assert_memory_equal(x->author_off, author_off, sizeof author_off);
    assert_int_equal(x->paper_size[0], 3);
    assert_int_equal(x->paper_size[1], 0);
    assert_int_equal(x->largest_byline, 3);
    assert_int_equal(x->paper_year[2], COT_NO_YEAR);
    assert_int_equal(x->left_counts[COT_KEPT], 3);
    cot_incidence_free(x);
    cot_incidence_free(NULL);
}

static void test_tables(void **state) {
    (void)state;
    assert_string_equal(cot_kinds(0)->name, "coauthor");
    assert_string_equal(cot_kinds(1)->name, "author-topic");
    assert_null(cot_kinds(2));
    assert_string_equal(cot_countings(COT_FULL)->name, "full");
    assert_string_equal(cot_countings(COT_FRACTIONAL)->name, "fractional");
    assert_string_equal(cot_countings(COT_PAPER)->name, "paper");
    assert_null(cot_countings(3));
    for (int counting = 0; counting < 3; counting++) {
        assert_int_equal(cot_countings((size_t)counting)->counting, counting);
    }
    assert_string_equal(cot_left_text(COT_LEFT_YEAR), "outside the years");
    assert_string_equal(cot_left_text((cot_left_t)99), "unknown");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_keep_the_byline),
        cmocka_unit_test(test_bad_rows),
        cmocka_unit_test(test_random_bylines),
        cmocka_unit_test(test_all_schemes_in_one_pass),
        cmocka_unit_test(test_long_rows),
        cmocka_unit_test(test_many_pairs),
        cmocka_unit_test(test_long_bylines),
        cmocka_unit_test(test_scattered_bylines),
        cmocka_unit_test(test_weights_add_up),
        cmocka_unit_test(test_same_bytes_for_any_threads),
        cmocka_unit_test(test_years_at_the_ends),
        cmocka_unit_test(test_edge_papers),
        cmocka_unit_test(test_giant_paper_is_refused_before_work),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_interruption),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
