/* summary.h: what the files of summary.json share. */
#ifndef COT_REPORT_SUMMARY_H
#define COT_REPORT_SUMMARY_H

#include "report/json.h"
#include "report/model.h"

/* "key": {"value": 12, "unit": "papers", "title": "Papers", "note": "..."} */
void cot_i_summary_count(cot_json_t *json, const char *key, uint64_t value, const char *unit,
                         const char *title);
void cot_i_summary_real(cot_json_t *json, const char *key, double value, const char *unit, const char *title);
/* {"id": "a12", "label": "..."} members of an object in hand. */
void cot_i_summary_author(cot_json_t *json, const cot_results_t *results, uint32_t vertex);

void cot_i_summary_networks(cot_json_t *json, const cot_results_t *results);
void cot_i_summary_lists(cot_json_t *json, const cot_report_model_t *model);

#endif
