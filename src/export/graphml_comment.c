/* graphml_comment.c: where a GraphML file comes from. Gephi ignores data of the whole graph and warns about
 * keys for it, so it stands in an XML comment.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "export/graphml.h"
#include "export/xml.h"

enum { INPUTS_NAMED = 100 };

static void write_line(cot_out_t *out, const char *name, const char *text) {
    cot_out_text(out, " ");
    cot_out_text(out, name);
    cot_out_text(out, ": ");
    cot_i_xml_comment(out, text);
    cot_out_text(out, "\n");
}

static void write_run(cot_out_t *out, const cot_provenance_t *provenance) {
    cot_out_text(out, " command: coterie ");
    cot_i_xml_comment(out, provenance->command ? provenance->command : "");
    for (size_t i = 0; i < provenance->n_arguments && i < INPUTS_NAMED; i++) {
        cot_out_text(out, " ");
        cot_i_xml_comment(out, provenance->arguments[i]);
    }
    cot_out_text(out, "\n");
    for (size_t i = 0; i < provenance->n_options; i++) {
        cot_out_text(out, " option ");
        cot_i_xml_comment(out, provenance->options[i].name);
        cot_out_text(out, ": ");
        cot_i_xml_comment(out, provenance->options[i].value);
        cot_out_text(out, "\n");
    }
    cot_out_printf(out, " seed: %llu\n", (unsigned long long)provenance->seed);
}

static void write_inputs(cot_out_t *out, const cot_read_report_t *read) {
    for (size_t i = 0; i < read->n_sources && i < INPUTS_NAMED; i++) {
        const cot_source_t *source = &read->sources[i];
        cot_out_text(out, " input: ");
        cot_i_xml_comment(out, source->path);
        cot_out_printf(out, ", %llu bytes, SHA-256 %s\n", (unsigned long long)source->bytes,
                       source->sha256[0] ? source->sha256 : "not known");
    }
    if (read->n_sources > INPUTS_NAMED) {
        cot_out_printf(out, " input: and %zu more, see manifest.json\n", read->n_sources - INPUTS_NAMED);
    }
}

static void write_network(const cot_graphml_t *file) {
    const cot_graph_t *graph = file->network->graph;
    cot_out_t *out = file->out;
    for (size_t i = 0; graph && cot_kinds(i); i++) {
        if (cot_kinds(i)->kind == graph->kind) {
            write_line(out, cot_kinds(i)->name, cot_kinds(i)->title);
        }
    }
    for (size_t i = 0; graph && cot_countings(i); i++) {
        if (cot_countings(i)->counting == graph->counting) {
            write_line(out, "weight", cot_countings(i)->title);
        }
    }
    cot_out_printf(out, " nodes: %u, edges: %llu\n", graph ? graph->n : 0,
                   graph ? (unsigned long long)graph->m : 0ULL);
    for (size_t i = 0; i < file->n_columns; i++) {
        if (file->columns[i].column->note[0]) {
            write_line(out, file->columns[i].id, file->columns[i].column->note);
        }
    }
}

void cot_i_graphml_comment(const cot_graphml_t *file) {
    cot_out_text(file->out, "<!--\n");
    write_line(file->out, "coterie", cot_version());
    if (file->results->provenance) {
        write_run(file->out, file->results->provenance);
    }
    if (file->results->read) {
        write_inputs(file->out, file->results->read);
    }
    write_network(file);
    cot_out_text(file->out, "-->\n");
}
