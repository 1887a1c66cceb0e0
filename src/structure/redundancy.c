/* redundancy.c: bipartite redundancy (Latapy, Magnien & Del Vecchio, Social Networks 30, 31 (2008),
 * doi:10.1016/j.socnet.2007.04.006), of authors and topics, and of authors and papers.
 *
 * A pair {u, w} of v's neighbours stays joined in the projection without v exactly when it has a common neighbour
 * besides v: two or more in all. So for every u the rows of its neighbours v are united once, as words of bits
 * (bit_rows.h): `once` has those w that one of them has, `twice` those that two have. Then each v beside u counts
 * what its row and `twice` have in common. Only w after u are looked at, so a pair is counted once. That is O(words)
 * for each edge of v, instead of a search per pair: a paper of 3,000 authors with 5,000 papers each costs 3,000 times
 * 80 words, not 4.5 million pairs of authors and not 15 million numbers. Counts are whole, so it does not matter which
 * thread made them. SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "coterie/structure.h"

#include "base/alloc.h"
#include "structure/redundancy.h"

#define WHAT "redundancy"
#define FETCH 32 /* words that can be gone through while a row comes from memory */

/* What a thread knows of a vertex. It goes through places in ascending order, so the cursor only moves on. */
typedef struct __attribute__((packed)) { /* 12 bytes that are fetched together */
    uint32_t cursor; /* the first word of the row that may matter still */
    uint64_t kept;   /* pairs of neighbours that stay joined without it */
} seen_t;

/* What a thread has for itself. */
typedef struct {
    uint64_t *once, *twice; /* a bit for each vertex of the other side, in the order of the rows */
    seen_t *seen;           /* of each vertex */
    uint64_t steps;         /* since the last look at whether to stop */
} own_t;

typedef struct {
    cot_i_bit_rows_t rows;
    own_t *own; /* of each thread */
    int threads;
    cot_meter_t meter;
} task_t;

/* The words of a row from the one that holds a bit on, of which only what is after the bit counts. */
typedef struct {
    const cot_i_word_t *word;
    uint32_t n;     /* 0: there is nothing */
    uint64_t first; /* instead of word[0].bits */
} rest_t;

/* v is a neighbour of the vertex at the place. */
COT_INLINE rest_t rest_of(const cot_i_bit_rows_t *rows, seen_t *seen, uint32_t v, uint32_t place) {
    const cot_i_row_t row = rows->row[v];
    if (row.words == 0) {
        return (rest_t){NULL, 0, 0};
    }
    const cot_i_word_t *const word = rows->word + row.begin;
    const uint64_t after = ~UINT64_C(0) << (place % 64) << 1;
    uint32_t i = seen[v].cursor;
    while (word[i].at < place / 64) {
        i++;
    }
    seen[v].cursor = i;
    const uint64_t first = word[i].bits & after;
    return (rest_t){word + i, first == 0 && i + 1 == row.words ? 0 : row.words - i, first};
}

/* What two have by now, where this adds to it. */
COT_INLINE uint64_t unite_word(uint64_t *once, uint64_t *twice, uint64_t bits) {
    const uint64_t both = *once & bits;
    *twice |= both;
    *once |= bits;
    return both;
}

/* Not 0 when somebody had one of these before. */
COT_INLINE uint64_t unite(const rest_t *r, uint64_t *once, uint64_t *twice) {
    uint64_t both = unite_word(once + r->word[0].at, twice + r->word[0].at, r->first);
    for (uint32_t i = 1; i < r->n; i++) {
        both |= unite_word(once + r->word[i].at, twice + r->word[i].at, r->word[i].bits);
    }
    return both;
}

COT_INLINE uint64_t common_with(const rest_t *r, const uint64_t *twice) {
    uint64_t found = (uint64_t)__builtin_popcountll(twice[r->word[0].at] & r->first);
    for (uint32_t i = 1; i < r->n; i++) {
        found += (uint64_t)__builtin_popcountll(twice[r->word[i].at] & r->word[i].bits);
    }
    return found;
}

/* A vertex of the other side while its pairs are counted. */
typedef struct {
    const uint32_t *beside; /* its neighbours */
    uint64_t n;
    uint32_t place, last; /* words from place / 64 to last are touched, */
    uint64_t touched;     /* so many times */
    uint64_t both;        /* not 0: two rows have a bit after the place in common */
} center_t;

/* Unites what the rows beside the vertex hold after it. false: it is time to stop. */
COT_INLINE bool unite_rows(task_t *t, own_t *own, center_t *c) {
    for (uint64_t a = 0; a < c->n; a++) {
        const rest_t rest = rest_of(&t->rows, own->seen, c->beside[a] - t->rows.sides->first, c->place);
        if (rest.n > 0) {
            const uint32_t last = rest.word[rest.n - 1].at;
            c->both |= unite(&rest, own->once, own->twice);
            c->last = last > c->last ? last : c->last;
            c->touched += rest.n;
        }
        if (!cot_i_meter_go_on(&t->meter, &own->steps, FETCH + (uint64_t)rest.n)) {
            return false;
        }
    }
    return true;
}

COT_INLINE bool count_rows(task_t *t, own_t *own, const center_t *c) {
    for (uint64_t a = 0; a < c->n; a++) {
        const uint32_t v = c->beside[a] - t->rows.sides->first;
        const rest_t rest = rest_of(&t->rows, own->seen, v, c->place);
        if (rest.n > 0) {
            own->seen[v].kept += common_with(&rest, own->twice);
        }
        if (!cot_i_meter_go_on(&t->meter, &own->steps, FETCH + (uint64_t)rest.n)) {
            return false;
        }
    }
    return true;
}

/* Makes the words 0 that were touched: one by one, or all between the first and the last. */
COT_INLINE void forget(const task_t *t, own_t *own, const center_t *c) {
    const size_t all = c->last - c->place / 64 + (size_t)1;
    if (c->touched > all / 4) {
        memset(own->once + c->place / 64, 0, all * sizeof *own->once);
        memset(own->twice + c->place / 64, 0, all * sizeof *own->twice);
        return;
    }
    for (uint64_t a = 0; a < c->n; a++) {
        const rest_t rest = rest_of(&t->rows, own->seen, c->beside[a] - t->rows.sides->first, c->place);
        for (uint32_t i = 0; i < rest.n; i++) {
            own->once[rest.word[i].at] = own->twice[rest.word[i].at] = 0;
        }
    }
}

/* The pairs of the vertex at a place with those after it. */
COT_INLINE void count_pairs(task_t *t, own_t *own, uint32_t place) {
    const cot_i_sides_t *const s = t->rows.sides;
    const uint32_t u = t->rows.order[place];
    center_t c = {s->other_adj + s->other_off[u], s->other_off[u + 1] - s->other_off[u], place, place / 64, 0, 0};
    if (c.n > 1 && unite_rows(t, own, &c) && (c.both == 0 || count_rows(t, own, &c)) && c.touched > 0) {
        forget(t, own, &c);
    }
}

typedef void count_fn(task_t *t, own_t *own, uint32_t place);

static void count_base(task_t *t, own_t *own, uint32_t place) {
    count_pairs(t, own, place);
}
#ifdef COT_ISA_X86
/* For POPCNT. Wider vectors gain nothing: rows wait for memory. */
COT_TARGET_AVX2 static void count_avx2(task_t *t, own_t *own, uint32_t place) {
    count_pairs(t, own, place);
}
#endif

static count_fn *choose(cot_isa_t isa) {
#ifdef COT_ISA_X86
    return isa >= COT_ISA_AVX2 ? count_avx2 : count_base;
#else
    (void)isa;
    return count_base;
#endif
}

static void count_all(task_t *t, cot_isa_t isa) {
    const uint32_t n = t->rows.sides->n_other, block = cot_i_side_block(n);
    const int64_t blocks = ((int64_t)n + block - 1) / block;
    count_fn *const count = choose(isa);
#pragma omp parallel for schedule(monotonic : dynamic, 1) num_threads(t->threads)
    for (int64_t b = 0; b < blocks; b++) {
        own_t *const own = &t->own[cot_i_thread()];
        const uint32_t begin = (uint32_t)(b * block), end = n - begin > block ? begin + block : n;
        for (uint32_t place = begin; place < end && !cot_i_meter_stopped(&t->meter); place++) {
            count(t, own, place);
        }
        cot_i_meter_add(&t->meter, end - begin);
    }
}

static cot_status_t task_new(task_t *t, const cot_i_sides_t *sides, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const size_t words = cot_i_bit_words(sides->n_other);
    COT_NEW(st, err, t->own, t->threads, WHAT);
    for (int i = 0; i < t->threads; i++) {
        COT_NEW(st, err, t->own[i].once, words, WHAT);
        COT_NEW(st, err, t->own[i].twice, words, WHAT);
        COT_NEW(st, err, t->own[i].seen, sides->n, WHAT);
    }
done:
    return st;
}

static void task_clear(task_t *t) {
    for (int i = 0; t->own && i < t->threads; i++) {
        cot_i_free(t->own[i].once);
        cot_i_free(t->own[i].twice);
        cot_i_free(t->own[i].seen);
    }
    cot_i_free(t->own);
    cot_i_bit_rows_clear(&t->rows);
}

static double share_of(const task_t *t, uint32_t v) {
    const uint64_t *const off = t->rows.sides->off;
    const double degree = (double)(off[v + 1] - off[v]);
    uint64_t kept = 0;
    for (int i = 0; i < t->threads; i++) {
        kept += t->own[i].seen[v].kept;
    }
    return degree < 2.0 ? NAN : (double)kept / (degree * (degree - 1.0) / 2.0);
}

cot_status_t cot_i_redundancy(const cot_i_sides_t *sides, double *out, cot_isa_t isa, const cot_env_t *env,
                              cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t most = 1 + sides->n_other / cot_i_side_block(sides->n_other);
    const int wanted = cot_env_threads(env);
    task_t t = {.threads = (uint32_t)wanted < most ? wanted : (int)most,
                .meter = {env, err, WHAT, 0, 2 * (uint64_t)sides->n_other + sides->n, COT_OK}};
    COT_TRY(st, cot_i_progress(env, WHAT, 0, t.meter.total, err));
    COT_TRY(st, task_new(&t, sides, err));
    COT_TRY(st, cot_i_bit_rows_make(&t.rows, sides, t.threads, &t.meter, err));
    if (!cot_i_meter_stopped(&t.meter)) {
        count_all(&t, isa);
    }
    COT_TRY(st, cot_i_meter_end(&t.meter, WHAT));
    for (uint32_t v = 0; v < sides->n; v++) {
        out[v] = share_of(&t, v);
    }
done:
    task_clear(&t);
    return st;
}

cot_status_t cot_redundancy(const cot_graph_t *graph, double *left, double *right, const cot_env_t *env,
                            cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!graph || (!left && !right && graph->n > 0)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null network, or no result asked for");
    }
    for (uint64_t e = 0; e < graph->m; e++) {
        if (graph->from[e] >= graph->n_left || graph->to[e] < graph->n_left) {
            COT_FAIL(st, err, COT_E_ARG,
                     WHAT ": the network is not bipartite: edge %u %u is on one side of %u", graph->from[e],
                     graph->to[e], graph->n_left);
        }
    }
    const uint32_t n_left = graph->n_left, n_right = graph->n - n_left;
    const uint64_t *const off = graph->off, *const off_right = off + n_left;
    if (left) {
        const cot_i_sides_t sides = {n_left, n_right, off, off_right, graph->adj, graph->adj, 0, n_left};
        COT_TRY(st, cot_i_redundancy(&sides, left, cot_i_isa_best(), env, err));
    }
    if (right) {
        const cot_i_sides_t sides = {n_right, n_left, off_right, off, graph->adj, graph->adj, n_left, 0};
        COT_TRY(st, cot_i_redundancy(&sides, right, cot_i_isa_best(), env, err));
    }
done:
    return st;
}

cot_status_t cot_redundancy_incidence(const cot_incidence_t *incidence, double *authors, double *papers,
                                      const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    if (!incidence || (!authors && !papers)) {
        COT_FAIL(st, err, COT_E_ARG, WHAT ": null incidence, or no result asked for");
    }
    const cot_incidence_t *const i = incidence;
    if (authors) {
        const cot_i_sides_t sides = {i->n_authors,     i->n_papers,      i->author_off, i->paper_off,
                                     i->author_papers, i->paper_authors, 0,             0};
        COT_TRY(st, cot_i_redundancy(&sides, authors, cot_i_isa_best(), env, err));
    }
    if (papers) {
        const cot_i_sides_t sides = {i->n_papers,      i->n_authors,     i->paper_off, i->author_off,
                                     i->paper_authors, i->author_papers, 0,            0};
        COT_TRY(st, cot_i_redundancy(&sides, papers, cot_i_isa_best(), env, err));
    }
done:
    return st;
}
