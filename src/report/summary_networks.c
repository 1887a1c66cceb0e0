/* summary_networks.c: the networks in summary.json: their figures, measures and degrees.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "report/summary.h"

static void write_figures(cot_json_t *json, const cot_analysis_t *analysis) {
    cot_i_json_object(json, "figures");
    for (size_t i = 0; analysis && i < analysis->n_figures; i++) {
        const cot_figure_t *figure = &analysis->figures[i];
        cot_i_json_row(json, figure->name);
        if (figure->type == COT_INT) {
            cot_i_json_int(json, "value", figure->integer);
        } else {
            cot_i_json_real(json, "value", figure->real);
        }
        cot_i_json_text(json, "unit", figure->unit);
        cot_i_json_text(json, "title", figure->title);
        if (figure->note[0]) {
            cot_i_json_text(json, "note", figure->note);
        }
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

/* Lowest, highest and mean value where the column is defined, added in index order. */
static void write_range(cot_json_t *json, const cot_column_t *column, uint32_t n) {
    double low = NAN, high = NAN, sum = 0.0;
    uint64_t defined = 0;
    for (uint32_t v = 0; v < n; v++) {
        double value = column->type == COT_INT ? (double)column->ints[v] : column->reals[v];
        if (isnan(value)) {
            continue;
        }
        low = defined == 0 || value < low ? value : low;
        high = defined == 0 || value > high ? value : high;
        sum += value;
        defined++;
    }
    cot_i_json_count(json, "defined", defined);
    cot_i_json_real(json, "min", low);
    cot_i_json_real(json, "max", high);
    cot_i_json_real(json, "mean", defined > 0 ? sum / (double)defined : (double)NAN);
}

static void write_measures(cot_json_t *json, const cot_analysis_t *analysis) {
    cot_i_json_list(json, "measures");
    for (size_t i = 0; analysis && i < analysis->n_columns; i++) {
        const cot_column_t *column = &analysis->columns[i];
        cot_i_json_object(json, NULL);
        cot_i_json_text(json, "name", column->measure->name);
        cot_i_json_text(json, "title", column->measure->title);
        cot_i_json_text(json, "definition", column->measure->definition);
        cot_i_json_text(json, "unit", column->measure->unit);
        cot_i_json_text(json, "engine", column->measure->engine);
        cot_i_json_text(json, "reference", column->measure->reference);
        cot_i_json_text(json, "note", column->note);
        if (column->measure->shape == COT_SHAPE_VERTEX) {
            write_range(json, column, analysis->n);
        }
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_degrees(cot_json_t *json, const cot_analysis_t *analysis) {
    cot_i_json_list(json, "degrees");
    for (uint64_t d = 0; analysis && analysis->degrees.counts && d <= analysis->degrees.max_degree; d++) {
        if (analysis->degrees.counts[d] > 0) {
            cot_i_json_row(json, NULL);
            cot_i_json_count(json, "degree", d);
            cot_i_json_count(json, "vertices", analysis->degrees.counts[d]);
            cot_i_json_close(json);
        }
    }
    cot_i_json_close(json);
}

static const char *layout_name(cot_layout_method_t method) {
    for (size_t i = 0; cot_layouts(i); i++) {
        if (cot_layouts(i)->method == method) {
            return cot_layouts(i)->name;
        }
    }
    return "none";
}

static void write_network(cot_json_t *json, const cot_network_t *network) {
    const cot_graph_t *graph = network->graph;
    const cot_measure_t *method = cot_i_report_method(network);
    const char *title, *counting = cot_i_report_counting(graph->counting, &title);
    cot_i_json_object(json, NULL);
    for (size_t i = 0; cot_kinds(i); i++) {
        if (cot_kinds(i)->kind == graph->kind) {
            cot_i_json_text(json, "kind", cot_kinds(i)->name);
            cot_i_json_text(json, "title", cot_kinds(i)->title);
        }
    }
    cot_i_json_text(json, "counting", counting);
    cot_i_json_text(json, "weight", title);
    cot_i_summary_count(json, "vertices", graph->n, "vertices", "Vertices");
    cot_i_summary_count(json, "authors", graph->n_left, "authors", "Vertices that are authors");
    cot_i_summary_count(json, "topics", graph->n - graph->n_left, "topics", "Vertices that are topics");
    cot_i_summary_count(json, "edges", graph->m, "edges", "Edges");
    cot_i_json_text(json, "layout", network->x ? layout_name(network->layout) : "none");
    if (method) {
        cot_i_json_text(json, "communities", method->name);
    } else {
        cot_i_json_null(json, "communities");
    }
    write_figures(json, network->analysis);
    write_measures(json, network->analysis);
    write_degrees(json, network->analysis);
    cot_i_json_close(json);
}

void cot_i_summary_networks(cot_json_t *json, const cot_results_t *results) {
    cot_i_json_list(json, "networks");
    if (results->coauthor.graph) {
        write_network(json, &results->coauthor);
    }
    if (results->author_topic.graph) {
        write_network(json, &results->author_topic);
    }
    cot_i_json_close(json);
}
