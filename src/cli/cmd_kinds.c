/* cmd_kinds.c: `coterie kinds`: kinds of network and the schemes they are made with.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

static const char *const header[] = {"what", "name", "title"};

/* Row `left` of a table of the library, or `left` reduced by its length. */
#define LIST(table, what)                                                                                    \
    for (size_t i = 0; table(i); i++, left--) {                                                              \
        if (left == 0) {                                                                                     \
            const char *cells[] = {what, table(i)->name, table(i)->title};                                   \
            return cells[column];                                                                            \
        }                                                                                                    \
    }

static const char *cell(size_t row, size_t column, char scratch[CLI_SCRATCH]) {
    (void)scratch;
    size_t left = row;
    LIST(cot_kinds, "network")
    LIST(cot_countings, "counting")
    LIST(cot_identities, "identity")
    LIST(cot_layouts, "layout")
    return NULL;
}

int cmd_kinds(const cli_args_t *args) {
    const cli_table_t table = {header, 3, 3, cell};
    return cli_print_table(&table, args->values[OPT_CSV].flag);
}
