/* coterie/report.h: what tells about a run: report.md for people, summary.json for programs, and
 * manifest.json for whoever wants to run it again.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_REPORT_H
#define COTERIE_REPORT_H

#include "coterie/output.h"
#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One report that a run can write: a row of the table. */
typedef struct {
    const char *name;        /**< file name: "report.md" */
    const char *title;       /**< one line for people */
    cot_status_t (*write)(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
} cot_report_t;
/** The table, i = 0, 1, ... until NULL: summary.json, report.md. manifest.json is not in it: it describes the
 * other files and is written last. */
COT_API const cot_report_t *cot_reports(size_t i);

/** report.md: who, what, the communities by their people and topics, who bridges them, growth by year, what
 * was left out and why. Markdown (CommonMark with tables), text escaped. @return COT_OK | COT_E_NOMEM. */
COT_NODISCARD COT_API cot_status_t cot_write_report_md(const cot_results_t *results, cot_out_t *out,
                                                       cot_error_t *err);

/** summary.json: every figure of the report with its unit and how it was approximated, as
 * docs/summary.schema.json describes it. Numbers that are not defined are null. @return COT_OK |
 * COT_E_NOMEM. */
COT_NODISCARD COT_API cot_status_t cot_write_summary_json(const cot_results_t *results, cot_out_t *out,
                                                          cot_error_t *err);

/** manifest.json: version, libraries, command, arguments, options, seed, size and SHA-256 of every input and
 * of the outputs ended in the set (NULL: none), as docs/manifest.schema.json describes it. There is no clock
 * and no thread count in it: the same run gives the same bytes. @return COT_OK. */
COT_NODISCARD COT_API cot_status_t cot_write_manifest(const cot_results_t *results,
                                                      const cot_outputs_t *written,
                                                      cot_out_t *out, cot_error_t *err);

/** The figures of an analysis of any network as JSON: name, title, unit, value and note of each, in the order in
 * which they were computed; null where a figure is not defined. @return COT_OK | COT_E_ARG. */
COT_NODISCARD COT_API cot_status_t cot_write_figures_json(const cot_analysis_t *analysis, cot_out_t *out,
                                                          cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
