/* cmd_formats.c: `coterie formats`: what is read, what is written.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

static const char *const header[] = {"name", "direction", "title", "reference"};

/* Rows: the formats that are read, the files of a run, the manifest. */
static const char *cell(size_t row, size_t column, char scratch[CLI_SCRATCH]) {
    (void)scratch;
    size_t n_read = 0;
    while (cot_formats(n_read)) {
        n_read++;
    }
    if (row < n_read) {
        const cot_format_t *format = cot_formats(row);
        const char *cells[] = {format->name, "read", format->title, format->reference};
        return cells[column];
    }
    cli_output_t output = cli_output_at(row - n_read);
    if (!output.name && (row == n_read || !cli_output_at(row - n_read - 1).name)) {
        return NULL;
    }
    const char *const manifest = "version, libraries, options, seed, and digests of inputs and outputs";
    const char *cells[] = {output.name ? output.name : "manifest.json", "written",
                           output.name ? output.title : manifest, ""};
    return cells[column];
}

int cmd_formats(const cli_args_t *args) {
    const cli_table_t table = {header, 4, 3, cell};
    return cli_print_table(&table, args->values[OPT_CSV].flag);
}
