/* coauthor.c: the co-author network: authors who share a kept paper.
 *
 * weight(u, v) = sum over shared papers, in ascending order, of what a paper with k authors adds to a pair:
 * 1 (full), 1/(k-1) (fractional: M. E. J. Newman, Phys. Rev. E 64, 016132 (2001),
 * doi:10.1103/PhysRevE.64.016132), 2/(k(k-1)) (paper). k is the size of the byline before authors with few
 * papers were left out.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/build.h"

/* More people than this on one paper make 2^32 pairs by themselves. */
enum { MAX_BYLINE = 92682 };

/* Bylines in ascending order of authors. */
static cot_status_t sort_bylines(const cot_incidence_t *incidence, int threads, uint32_t **out,
                                 cot_error_t *err) {
    enum { AT_ONCE = 4096 };
    cot_status_t st = COT_OK;
    uint32_t *rows = NULL, *spare = NULL;
    const size_t longest = incidence->largest_byline;
    COT_NEW_RAW(st, err, rows, incidence->n_slots, "bylines");
    COT_NEW_RAW(st, err, spare, longest * (size_t)threads, "bylines");
#pragma omp parallel num_threads(threads) if (incidence->n_papers > AT_ONCE)
    {
        uint32_t *mine = spare + (size_t)cot_i_thread() * longest;
#pragma omp for schedule(dynamic, AT_ONCE)
        for (uint32_t p = 0; p < incidence->n_papers; p++) {
            uint64_t begin = incidence->paper_off[p];
            uint32_t n = (uint32_t)(incidence->paper_off[p + 1] - begin);
            cot_i_sort_numbers(incidence->paper_authors + begin, rows + begin, mine, n, incidence->n_authors);
        }
    }
    *out = rows;
    rows = NULL;
done:
    cot_i_free(rows);
    cot_i_free(spare);
    return st;
}

static cot_status_t check_sizes(const cot_incidence_t *incidence, cot_error_t *err) {
    if (incidence->largest_byline <= MAX_BYLINE) {
        return COT_OK;
    }
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        uint64_t size = incidence->paper_off[p + 1] - incidence->paper_off[p];
        if (size > MAX_BYLINE) {
            return cot_i_fail(err, COT_E_LIMIT,
                              "co-author network: paper %u has %llu authors, which is 2^32 pairs or more "
                              "(allowed: %d authors; leave such papers out with max_authors)",
                              incidence->paper_of[p], (unsigned long long)size, MAX_BYLINE);
        }
    }
    return COT_OK;
}

/* What a paper with k authors adds to a pair of them; papers with one author have no pair. */
static cot_status_t share_papers(const cot_incidence_t *incidence, cot_counting_t counting, int threads,
                                 double **out, cot_error_t *err) {
    (void)threads; /* a build without OpenMP has no use for it */
    cot_status_t st = COT_OK;
    double *share = NULL;
    COT_NEW_RAW(st, err, share, incidence->n_papers, "shares of papers");
#pragma omp parallel for num_threads(threads) schedule(static) if (incidence->n_papers > 4096)
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        const double k = incidence->paper_size[p];
        share[p] = k < 2 ? 0 : counting == COT_FRACTIONAL ? 1.0 / (k - 1) : 2.0 / (k * (k - 1));
    }
    *out = share;
done:
    return st;
}

/* What the product needs and the incidence does not have. */
typedef struct {
    uint32_t *rows;
    double *share[2];
} parts_t;

static void clear_parts(parts_t *parts) {
    cot_i_free(parts->rows);
    cot_i_free(parts->share[0]);
    cot_i_free(parts->share[1]);
}

static cot_status_t describe(const cot_incidence_t *incidence, unsigned schemes, const cot_env_t *env,
                             parts_t *parts, cot_i_product_t *product, cot_error_t *err) {
    cot_status_t st = COT_OK;
    int threads = cot_env_threads(env);
    COT_TRY(st, check_sizes(incidence, err));
    COT_TRY(st, sort_bylines(incidence, threads, &parts->rows, err));
    for (int s = 0; s < 2; s++) {
        cot_counting_t counting = s ? COT_PAPER : COT_FRACTIONAL;
        if (schemes >> counting & 1) {
            COT_TRY(st, share_papers(incidence, counting, threads, &parts->share[s], err));
        }
    }
    *product = (cot_i_product_t){
        .n_rows = incidence->n_authors,
        .n_columns = incidence->n_authors,
        .n_papers = incidence->n_papers,
        .row_off = incidence->author_off,
        .row_papers = incidence->author_papers,
        .upper = true,
        .paper_off = incidence->paper_off,
        .columns = parts->rows,
        .rows_off = incidence->paper_off,
        .rows = parts->rows,
        .share = {parts->share[0], parts->share[1]},
        .shift = 0,
        .isa = cot_i_isa_best(),
        .stage = "co-author network",
    };
done:
    return st;
}

cot_status_t cot_i_coauthor_isa(cot_graph_t **out, const cot_incidence_t *incidence, cot_counting_t counting,
                                unsigned schemes, cot_isa_t isa, const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_product_t product;
    parts_t parts = {NULL, {NULL, NULL}};
    if (!out || !incidence || (unsigned)counting >= COT_COUNTINGS || schemes >> COT_COUNTINGS) {
        COT_FAIL(st, err, COT_E_ARG,
                 "co-author network: no incidence, or counting %d (allowed: 0 to %d), or schemes %#x "
                 "(allowed: 0 to %#x)",
                 (int)counting, COT_COUNTINGS - 1, schemes, COT_ALL_SCHEMES);
    }
    COT_TRY(st, describe(incidence, schemes | 1u << counting, env, &parts, &product, err));
    product.counting = counting;
    product.isa = isa;
    product.year = cot_i_any_year(incidence) ? incidence->paper_year : NULL;
    COT_TRY(st, cot_i_product(out, &product, schemes >> COT_FULL & 1, env, err));
    (*out)->kind = COT_COAUTHOR;
done:
    clear_parts(&parts);
    return st;
}

cot_status_t cot_graph_coauthor_weights(cot_graph_t **out, const cot_incidence_t *incidence,
                                        cot_counting_t counting, unsigned schemes, const cot_env_t *env,
                                        cot_error_t *err) {
    return cot_i_coauthor_isa(out, incidence, counting, schemes, cot_i_isa_best(), env, err);
}

cot_status_t cot_graph_coauthor(cot_graph_t **out, const cot_incidence_t *incidence, cot_counting_t counting,
                                const cot_env_t *env, cot_error_t *err) {
    return cot_graph_coauthor_weights(out, incidence, counting, 0, env, err);
}

cot_status_t cot_coauthor_pairs(cot_pairs_t **out, const cot_incidence_t *incidence, const cot_env_t *env,
                                cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_product_t product;
    parts_t parts = {NULL, {NULL, NULL}};
    if (!out || !incidence) {
        COT_FAIL(st, err, COT_E_ARG, "co-author pairs: no incidence, or no place for the result");
    }
    COT_TRY(st, describe(incidence, 0, env, &parts, &product, err));
    COT_TRY(st, cot_i_product_pairs(out, &product, env, err));
done:
    clear_parts(&parts);
    return st;
}

void cot_pairs_free(cot_pairs_t *pairs) {
    if (pairs) {
        cot_i_free(pairs->off);
        cot_i_free(pairs->to);
        cot_i_free(pairs->papers);
        cot_i_free(pairs);
    }
}
