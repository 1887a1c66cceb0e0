/* figures_json.c: the figures of a network from a file.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/fail.h"
#include "coterie/report.h"
#include "report/json.h"

cot_status_t cot_write_figures_json(const cot_analysis_t *analysis, cot_out_t *out, cot_error_t *err) {
    cot_json_t json = COT_JSON_INIT(out);
    if (!analysis) {
        return cot_i_fail(err, COT_E_ARG, "figures: no analysis");
    }
    cot_i_json_object(&json, NULL);
    cot_i_json_int(&json, "vertices", analysis->n);
    cot_i_json_list(&json, "figures");
    for (size_t i = 0; i < analysis->n_figures; i++) {
        const cot_figure_t *figure = &analysis->figures[i];
        cot_i_json_row(&json, NULL);
        cot_i_json_text(&json, "name", figure->name);
        cot_i_json_text(&json, "title", figure->title);
        cot_i_json_text(&json, "unit", figure->unit);
        if (figure->type == COT_INT) {
            cot_i_json_int(&json, "value", figure->integer);
        } else {
            cot_i_json_real(&json, "value", figure->real);
        }
        cot_i_json_text(&json, "note", figure->note);
        cot_i_json_close(&json);
    }
    cot_i_json_close(&json);
    cot_i_json_close(&json);
    return COT_OK;
}
