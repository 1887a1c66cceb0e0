/* tables.h: the files of the table in table.c, one writer each. */
#ifndef COT_EXPORT_TABLES_H
#define COT_EXPORT_TABLES_H

#include "coterie/export.h"

cot_status_t cot_i_write_authors_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
cot_status_t cot_i_write_edges_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
cot_status_t cot_i_write_topics_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
cot_status_t cot_i_write_communities_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
cot_status_t cot_i_write_papers_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
cot_status_t cot_i_write_audit_csv(const cot_results_t *results, cot_out_t *out, cot_error_t *err);

#endif
