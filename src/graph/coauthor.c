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

/* What a paper with k authors adds to a pair of them; papers with one author have no pair. */
static double pair_weight(uint32_t k, cot_counting_t counting) {
    if (k < 2) {
        return 0;
    }
    switch (counting) {
    case COT_FRACTIONAL:
        return 1.0 / ((double)k - 1);
    case COT_PAPER:
        return 2.0 / ((double)k * ((double)k - 1));
    case COT_FULL:
        break;
    }
    return 1;
}

/* Bylines in ascending order of authors (the transpose of the transpose), and for each entry of author_papers
 * how many of its byline come up to and with the author: those after are met as (author, other). */
static cot_status_t sort_bylines(const cot_incidence_t *incidence, uint32_t **out_rows, uint32_t **out_skip,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *rows = NULL, *skip = NULL, *met = NULL;
    COT_NEW_RAW(st, err, rows, incidence->n_slots, "bylines");
    COT_NEW_RAW(st, err, skip, incidence->n_slots, "bylines");
    COT_NEW(st, err, met, incidence->n_papers, "bylines");
    for (uint32_t a = 0; a < incidence->n_authors; a++) {
        for (uint64_t j = incidence->author_off[a]; j < incidence->author_off[a + 1]; j++) {
            uint32_t paper = incidence->author_papers[j];
            rows[incidence->paper_off[paper] + met[paper]] = a;
            skip[j] = ++met[paper];
        }
    }
    *out_rows = rows;
    *out_skip = skip;
    rows = skip = NULL;
done:
    cot_i_free(rows);
    cot_i_free(skip);
    cot_i_free(met);
    return st;
}

static cot_status_t describe_papers(const cot_incidence_t *incidence, cot_counting_t counting,
                                    cot_i_paper_t **out, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_i_paper_t *papers = NULL;
    COT_NEW_RAW(st, err, papers, incidence->n_papers, "papers");
    for (uint32_t p = 0; p < incidence->n_papers; p++) {
        uint64_t size = incidence->paper_off[p + 1] - incidence->paper_off[p];
        if (size > MAX_BYLINE) {
            COT_FAIL(st, err, COT_E_LIMIT,
                     "co-author network: paper %u has %llu authors, which is 2^32 pairs or more "
                     "(allowed: %d authors; leave such papers out with max_authors)",
                     incidence->paper_of[p], (unsigned long long)size, MAX_BYLINE);
        }
        papers[p] = (cot_i_paper_t){incidence->paper_off[p], pair_weight(incidence->paper_size[p], counting),
                                    (uint32_t)size, incidence->paper_year[p]};
    }
    *out = papers;
    papers = NULL;
done:
    cot_i_free(papers);
    return st;
}

cot_status_t cot_graph_coauthor(cot_graph_t **out, const cot_incidence_t *incidence, cot_counting_t counting,
                                const cot_env_t *env, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *rows = NULL, *skip = NULL;
    cot_i_paper_t *papers = NULL;
    if (!out || !incidence || (unsigned)counting > COT_PAPER) {
        COT_FAIL(st, err, COT_E_ARG, "co-author network: no incidence, or counting %d (allowed: 0 to %d)",
                 (int)counting, (int)COT_PAPER);
    }
    COT_TRY(st, describe_papers(incidence, counting, &papers, err));
    COT_TRY(st, sort_bylines(incidence, &rows, &skip, err));
    cot_i_product_t product = {
        .n_rows = incidence->n_authors,
        .n_columns = incidence->n_authors,
        .n_papers = incidence->n_papers,
        .row_off = incidence->author_off,
        .row_papers = incidence->author_papers,
        .skip = skip,
        .papers = papers,
        .columns = rows,
        .shift = 0,
        .stage = "co-author network",
    };
    COT_TRY(st, cot_i_product(out, &product, env, err));
    (*out)->kind = COT_COAUTHOR;
    (*out)->counting = counting;
done:
    cot_i_free(rows);
    cot_i_free(skip);
    cot_i_free(papers);
    return st;
}
