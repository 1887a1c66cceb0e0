/* coterie/export.h: files for Gephi, igraph, NetworkX, spreadsheets and programs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COTERIE_EXPORT_H
#define COTERIE_EXPORT_H

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
} cot_export_t;
/** The table, i = 0, 1, ... until NULL. manifest.json is not in it: it describes the others and is last. */
COT_API const cot_export_t *cot_exports(size_t i);

/** GraphML of one network: typed keys, label, x, y, size, color, weight, our measures under ids that Gephi's
 * statistics do not overwrite; XML 1.0 characters only; readable by Gephi, Gephi Lite, igraph and NetworkX
 * without an issue. @return COT_OK | COT_E_NOMEM (write errors are told when the stream is closed). */
COT_NODISCARD COT_API cot_status_t cot_write_graphml(const cot_results_t *results, const cot_network_t *network,
                                                     cot_out_t *out, cot_error_t *err);

/** manifest.json: version, libraries, command, options, seed, SHA-256 of every input and of the outputs in the set. */
COT_NODISCARD COT_API cot_status_t cot_write_manifest(const cot_results_t *results, const cot_outputs_t *written,
                                                      cot_out_t *out, cot_error_t *err);

#ifdef __cplusplus
}
#endif
#endif
