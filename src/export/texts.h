/* texts.h: texts by number, for rows that name authors and papers in any order. Such a row jumps about in
 * memory; one pointer per author instead of a walk through the tables of the rooms below makes the jumps
 * few, and known in advance, so that they can be fetched ahead.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_EXPORT_TEXTS_H
#define COT_EXPORT_TEXTS_H

#include "coterie/results.h"

/* Labels by author; 8 bytes each. cot_i_free it. */
cot_status_t cot_i_author_labels(const char ***out, const cot_results_t *results, int threads,
                                 cot_error_t *err);
/* Labels by vertex of the incidence. */
cot_status_t cot_i_vertex_labels(const char ***out, const cot_results_t *results, int threads,
                                 cot_error_t *err);
/* Ids of the papers of the incidence. */
cot_status_t cot_i_paper_ids(const char ***out, const cot_results_t *results, int threads, cot_error_t *err);

#endif
