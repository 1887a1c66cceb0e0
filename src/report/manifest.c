/* manifest.c: what is needed to run it again and to check what came out: version, libraries, command,
 * options, seed, digests. No clock and no thread count, so that the same run gives the same bytes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "coterie/report.h"
#include "report/json.h"

static void write_libraries(cot_json_t *json) {
    cot_i_json_list(json, "libraries");
    for (size_t i = 0; cot_libraries(i); i++) {
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "name", cot_libraries(i)->name);
        cot_i_json_text(json, "version", cot_libraries(i)->version);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_provenance(cot_json_t *json, const cot_provenance_t *provenance) {
    cot_i_json_text(json, "command", provenance && provenance->command ? provenance->command : "");
    cot_i_json_list(json, "arguments");
    for (size_t i = 0; provenance && i < provenance->n_arguments; i++) {
        cot_i_json_text(json, NULL, provenance->arguments[i]);
    }
    cot_i_json_close(json);
    cot_i_json_object(json, "options");
    for (size_t i = 0; provenance && i < provenance->n_options; i++) {
        const char *name = provenance->options[i].name;
        cot_i_json_text(json, name + strspn(name, "-"), provenance->options[i].value);
    }
    cot_i_json_close(json);
    /* A seed has 64 bits; JSON readers keep 53. */
    char seed[24];
    (void)snprintf(seed, sizeof seed, "%llu", (unsigned long long)(provenance ? provenance->seed : 0));
    cot_i_json_text(json, "seed", seed);
}

static void write_inputs(cot_json_t *json, const cot_read_report_t *read) {
    cot_i_json_list(json, "inputs");
    for (size_t i = 0; read && i < read->n_sources; i++) {
        const cot_source_t *source = &read->sources[i];
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "path", source->path);
        cot_i_json_count(json, "bytes", source->bytes);
        if (source->sha256[0]) {
            cot_i_json_text(json, "sha256", source->sha256);
        } else {
            cot_i_json_null(json, "sha256");
        }
        cot_i_json_text(json, "format", source->format);
        cot_i_json_count(json, "records", source->records);
        cot_i_json_count(json, "skipped", source->skipped);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

static void write_outputs(cot_json_t *json, const cot_outputs_t *written) {
    cot_i_json_list(json, "outputs");
    for (size_t i = 0; written && i < cot_outputs_count(written); i++) {
        const cot_written_t *file = cot_outputs_at(written, i);
        cot_i_json_row(json, NULL);
        cot_i_json_text(json, "name", file->name);
        cot_i_json_count(json, "bytes", file->bytes);
        cot_i_json_text(json, "sha256", file->sha256);
        cot_i_json_close(json);
    }
    cot_i_json_close(json);
}

cot_status_t cot_write_manifest(const cot_results_t *results, const cot_outputs_t *written, cot_out_t *out,
                                cot_error_t *err) {
    (void)err;
    cot_json_t json = COT_JSON_INIT(out);
    cot_i_json_object(&json, NULL);
    cot_i_json_int(&json, "format", 1);
    cot_i_json_text(&json, "coterie", cot_version());
    write_libraries(&json);
    write_provenance(&json, results->provenance);
    write_inputs(&json, results->read);
    write_outputs(&json, written);
    cot_i_json_close(&json);
    return COT_OK;
}
