/* coterie/report.h: what a person reads.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_REPORT_H
#define COTERIE_REPORT_H

#include "coterie/output.h"
#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** report.md: who, what, the communities by their people and topics, who bridges them, growth by year, what was
 * left out and why. Markdown (CommonMark with tables), text escaped. @return COT_OK | COT_E_NOMEM. */
COT_NODISCARD COT_API cot_status_t cot_write_report_md(const cot_results_t *results, cot_out_t *out,
                                                       cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
