/* coterie/report.h: what tells about a run: report.html and report.md for people, summary.json for programs, and
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
    const char *missing;     /**< NULL; or why this build cannot write it: write then says so, too (COT_E_ARG) */
} cot_report_t;
/** The table, i = 0, 1, ... until NULL: summary.json, report.md, report.html. manifest.json is not in it: it describes the
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

/** What report.html shows at most. */
typedef struct {
    uint32_t nodes;          /**< on each of its maps */
    uint64_t edges;          /**< on each of its maps */
    uint32_t papers;         /**< that are listed: those of the people on the map */
} cot_page_limits_t;
#define COT_PAGE_LIMITS_INIT { 20000, 100000, 40000 }

/** report.html: one page that needs nothing else: the maps, people, communities and papers, charts, and what it is, as
 * docs/outputs.md describes it; made of the page in web/, which is built in, and of two JSON documents in it. Its
 * figures are those of summary.json. Networks beyond the limits are shown in part, by these rules, and the page says so:
 * - the largest communities of the co-author network, whole, as many as fit with the pairs among them;
 * - without communities, or when fewer than three fit: those with most papers, and the backbone of the pairs
 *   among them: a maximum spanning forest by weight, then the pairs with the least significance (1 - w/s)^(k-1) at
 *   either end, the disparity filter (Serrano, Boguna & Vespignani, PNAS 106, 6483 (2009),
 *   doi:10.1073/pnas.0808904106);
 * - of authors and topics: the same people and all topics, or those with most papers; edges by the same backbone;
 * - of papers: the newest.
 * Ranks are places in the whole network. Coordinates and sizes have one decimal, other reals six significant digits.
 * The same results give the same bytes.
 * @return COT_OK | COT_E_ARG (a library built without the page) | COT_E_NOMEM | COT_E_INTERRUPT (write errors are told
 * when the stream is closed).
 * Cost: O(n (measures) log(shown) + m + authorships), and what is shown; as a stream, serial but for sorting. Memory: 4
 * bytes per vertex of both networks and 16 more per author while choosing, 1 per paper, 8 per community; per edge among
 * the vertices shown 4, and 17 more when these are too many. */
COT_NODISCARD COT_API cot_status_t cot_write_report_html(const cot_results_t *results, cot_out_t *out,
                                                         cot_error_t *err);
/** The same within other limits (NULL = COT_PAGE_LIMITS_INIT). */
COT_NODISCARD COT_API cot_status_t cot_write_report_html_limited(const cot_results_t *results,
                                                                 const cot_page_limits_t *limits,
                                                                 cot_out_t *out, cot_error_t *err);

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
