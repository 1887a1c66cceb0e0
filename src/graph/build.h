/* build.h: parts of making a network that several files of this room share.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_GRAPH_BUILD_H
#define COT_GRAPH_BUILD_H

#include "base/alloc.h"
#include "base/fail.h"
#include "coterie/graph.h"

/* COT_NEW for arrays whose every entry is written anyway: not zeroed, aligned to 64 bytes. */
#define COT_NEW_RAW(st, err, ptr, count, what)                                                               \
    do {                                                                                                     \
        (ptr) = cot_i_alloc_aligned((size_t)(count), sizeof *(ptr));                                         \
        if (!(ptr)) {                                                                                        \
            COT_FAIL(st, err, COT_E_NOMEM, "out of memory: %s (%zu x %zu bytes)", (what), (size_t)(count),   \
                     sizeof *(ptr));                                                                         \
        }                                                                                                    \
    } while (0)

/* An empty incidence with room for its rows; offsets zeroed, the rest not. */
cot_status_t cot_i_incidence_new(cot_incidence_t **out, uint32_t n_authors, uint32_t n_papers,
                                 uint32_t n_corpus_papers, uint64_t n_slots, cot_error_t *err);
/* Fills author_off and author_papers from the paper rows. author_off must be zeroed. */
void cot_i_incidence_transpose(cot_incidence_t *incidence);

/* A network with room for m edges (m < 2^32, else COT_E_LIMIT); nothing but the sizes is filled in. */
cot_status_t cot_i_graph_new(cot_graph_t **out, uint32_t n, uint32_t n_left, uint64_t m, cot_error_t *err);
/* Fills off, adj and arc_edge from edges that are ordered by (from, to). */
cot_status_t cot_i_graph_arcs(cot_graph_t *graph, int threads, cot_error_t *err);

/* What a product needs of a paper, in one place in memory. */
typedef struct {
    uint64_t begin; /* its columns: columns[begin .. begin + size) */
    double weight;  /* what it adds to each of its pairs */
    uint32_t size;
    int16_t year;
} cot_i_paper_t;

/* A product of two incidences: rows (authors) times columns through papers. Columns of a paper ascend. */
typedef struct {
    uint32_t n_rows, n_columns, n_papers;
    const uint64_t *row_off;    /* n_rows + 1 */
    const uint32_t *row_papers; /* ascending in each row */
    const uint32_t *skip; /* NULL, or for each entry of row_papers how many columns of that paper are left
                             out at its begin: where rows and columns are the same authors, those up to
                             and with the row itself, so that each pair is met once */
    const cot_i_paper_t *papers;
    const uint32_t *columns;
    uint32_t shift;    /* number of column 0 as a vertex of the network */
    const char *stage; /* for progress */
} cot_i_product_t;
/* Makes the network of a product. n: n_rows when rows and columns are the same, else shift + n_columns. */
cot_status_t cot_i_product(cot_graph_t **out, const cot_i_product_t *product, const cot_env_t *env,
                           cot_error_t *err);

#endif
