/* coterie/export.h: networks and tables for Gephi, igraph, NetworkX, spreadsheets and programs.
 *
 * Every file and every column is described in docs/outputs.md. report.md, summary.json and manifest.json are
 * in coterie/report.h.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_EXPORT_H
#define COTERIE_EXPORT_H

#include "coterie/links.h"
#include "coterie/output.h"
#include "coterie/results.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One file that a run can write: a row of the table. */
typedef struct {
    const char *name;        /**< file name: "coauthors.graphml" */
    const char *title;       /**< one line for people */
    cot_status_t (*write)(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
    const char *format;      /**< NULL: a run writes it; else the format's name: a run writes it when asked for */
} cot_export_t;
/** The table, i = 0, 1, ... until NULL: coauthors.graphml, author-topics.graphml, authors.csv, edges.csv,
 * topics.csv, communities.csv, papers.csv, name-audit.csv; then both networks in the other formats: gexf, gml, dot,
 * pajek (.net, .paj), json (nodes and links), cytoscape, graphology, vosviewer (JSON; map and network files). Every row can be written for every cot_results_t whose
 * corpus, authors, incidence and coauthor.graph are there (name-audit.csv needs the authors alone); what else is
 * missing leaves its columns empty. write uses the threads and the progress function of the stream's env
 * (cot_out_env), which change no byte; it returns COT_OK | COT_E_NOMEM | COT_E_INTERRUPT; write errors are told when
 * the stream is closed. */
COT_API const cot_export_t *cot_exports(size_t i);

/** GraphML of one network: typed keys, label, x, y, size, color, weight, our measures under ids that Gephi's
 * statistics do not overwrite; XML 1.0 characters only; readable by Gephi, Gephi Lite, igraph and NetworkX
 * without an issue. Vertices are a<vertex> for authors and t<topic> for topics, as in the tables.
 * A network whose graph is NULL gives an empty graph.
 * @return COT_OK | COT_E_NOMEM | COT_E_INTERRUPT (write errors are told when the stream is closed).
 * Cost: O(n (columns + topics) + m), as a stream, by the threads of the stream's env (cot_out_env); some 10 MiB of
 * buffers beyond one thread. The same results give the same bytes. */
COT_NODISCARD COT_API cot_status_t cot_write_graphml(const cot_results_t *results,
                                                     const cot_network_t *network,
                                                     cot_out_t *out, cot_error_t *err);

/** A CSV of an analysis of any network: id, label, then a column for each measure. ids and labels have analysis->n
 * texts (cot_network_file_t has them).
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT (write errors are told when the stream is closed).
 * Cost: O(n columns), by the threads of the stream's env. */
COT_NODISCARD COT_API cot_status_t cot_write_measures_csv(const cot_analysis_t *analysis, const char *const *ids,
                                                          const char *const *labels, cot_out_t *out,
                                                          cot_error_t *err);

/** A CSV of pairs of authors, in the order they have: ids, keys and labels of both, then a column for each score.
 * links: over the authors of the incidence.
 * @return COT_OK | COT_E_ARG | COT_E_NOMEM | COT_E_INTERRUPT (write errors are told when the stream is closed).
 * Cost: O(n scores), by the threads of the stream's env. */
COT_NODISCARD COT_API cot_status_t cot_write_links_csv(const cot_links_t *links, const cot_incidence_t *incidence,
                                                       const cot_authors_t *authors, cot_out_t *out,
                                                       cot_error_t *err);
/** A CSV of a test of link prediction: a row for each score with its AUC and precisions, empty where they are not
 * defined. @return COT_OK | COT_E_ARG (write errors are told when the stream is closed). */
COT_NODISCARD COT_API cot_status_t cot_write_link_test_csv(const cot_link_test_t *test, cot_out_t *out,
                                                           cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
