/* md.h: pieces of Markdown (CommonMark with tables): escaped text and numbers as people read them. */
#ifndef COT_REPORT_MD_H
#define COT_REPORT_MD_H

#include "coterie/output.h"
#include "report/model.h"

/* Text of others, on one line, with everything escaped that Markdown or HTML would act on; at most 120
 * characters, then an ellipsis. Characters that turn the direction of what follows are dropped. */
void cot_i_md_text(cot_out_t *out, const char *text);
/* The same for texts of our own, which are not cut. */
void cot_i_md_prose(cot_out_t *out, const char *text);
/* 1,234,567 */
void cot_i_md_count(cot_out_t *out, uint64_t value);
/* "1 paper", "12 papers" */
void cot_i_md_plural(cot_out_t *out, uint64_t value, const char *one, const char *many);
/* Three significant digits, more before the point: 0.00123, 4.56, 1,234; an en dash for NaN. */
void cot_i_md_real(cot_out_t *out, double value);
/* part / whole as 12.3 %; an en dash when whole is 0. */
void cot_i_md_percent(cot_out_t *out, uint64_t part, uint64_t whole);
/* "2012–2024", "2012", or an en dash. */
void cot_i_md_years(cot_out_t *out, int16_t first, int16_t last);

/* The parts of the report, in its order. */
void cot_i_md_growth(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_people(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_topics(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_collaboration(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_communities(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_bridges(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_names(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_left_out(cot_out_t *out, const cot_report_model_t *model);
void cot_i_md_method(cot_out_t *out, const cot_report_model_t *model);

#endif
