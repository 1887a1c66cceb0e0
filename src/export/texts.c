/* texts.c: texts by number.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/texts.h"

#include "base/alloc.h"
#include "base/fail.h"

cot_status_t cot_i_author_labels(const char ***out, const cot_results_t *results, int threads,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = cot_authors_count(results->authors);
    const char **labels = NULL;
    COT_NEW(st, err, labels, n, "labels of authors");
#pragma omp parallel for num_threads(threads) schedule(static)
    for (uint32_t a = 0; a < n; a++) {
        labels[a] = cot_authors_label(results->authors, a);
    }
    *out = labels;
done:
    (void)threads;
    return st;
}

cot_status_t cot_i_vertex_labels(const char ***out, const cot_results_t *results, int threads,
                                 cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = results->incidence->n_authors, *author_of = results->incidence->author_of;
    const char **labels = NULL;
    COT_NEW(st, err, labels, n, "labels of authors");
#pragma omp parallel for num_threads(threads) schedule(static)
    for (uint32_t v = 0; v < n; v++) {
        labels[v] = cot_authors_label(results->authors, author_of[v]);
    }
    *out = labels;
done:
    (void)threads;
    return st;
}

cot_status_t cot_i_paper_ids(const char ***out, const cot_results_t *results, int threads, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const uint32_t n = results->incidence->n_papers, *paper_of = results->incidence->paper_of;
    const char **ids = NULL;
    COT_NEW(st, err, ids, n, "ids of papers");
#pragma omp parallel for num_threads(threads) schedule(static)
    for (uint32_t p = 0; p < n; p++) {
        ids[p] = cot_corpus_paper(results->corpus, paper_of[p]).id;
    }
    *out = ids;
done:
    (void)threads;
    return st;
}
