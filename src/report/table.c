/* table.c: the reports a run can write. Adding one: a writer of the model (model.h), a row here, a part in
 * docs/outputs.md, a test.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/report.h"

#ifdef COT_WITHOUT_PAGE
#define MISSING "this coterie was built without the page (COT_PAGE=OFF)"
#else
#define MISSING NULL
#endif

static const cot_report_t table[] = {
    {"summary.json", "every figure of the report with its unit, for programs", cot_write_summary_json, NULL},
    {"report.md", "who works with whom, on what, who bridges the groups, how it grew: for people",
     cot_write_report_md, NULL},
    {"report.html", "the same and more to look at: maps, people, papers, charts, in one page for a browser",
     cot_write_report_html, MISSING},
};

const cot_report_t *cot_reports(size_t i) {
    return i < sizeof table / sizeof table[0] ? &table[i] : NULL;
}
