/* cmd_measures.c: `coterie measures`: the table of measures and community methods.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const char *const header[] = {"name",    "of",    "networks", "cost",       "engine",
                                     "default", "title", "unit",     "definition", "reference"};

static const char *shape_text(cot_shape_t shape) {
    static const char *const texts[] = {"vertices", "communities", "network"};
    return texts[shape];
}

static const char *cost_text(cot_cost_t cost) {
    static const char *const texts[] = {"linear", "loglinear", "paths"};
    return texts[cost];
}

/* "coauthor author-topic" */
static const char *kinds_text(unsigned kinds, char scratch[CLI_SCRATCH]) {
    scratch[0] = '\0';
    for (size_t i = 0; cot_kinds(i); i++) {
        if (kinds & (unsigned)cot_kinds(i)->kind) {
            size_t used = strlen(scratch);
            snprintf(scratch + used, CLI_SCRATCH - used, "%s%s", used ? " " : "", cot_kinds(i)->name);
        }
    }
    return scratch;
}

static const char *cell(size_t row, size_t column, char scratch[CLI_SCRATCH]) {
    const cot_measure_t *m = cot_measures(row);
    if (!m) {
        return NULL;
    }
    const char *cells[] = {m->name,
                           shape_text(m->shape),
                           kinds_text(m->kinds, scratch),
                           cost_text(m->cost),
                           m->engine,
                           m->in_default ? "yes" : "no",
                           m->title,
                           m->unit,
                           m->definition,
                           m->reference};
    return cells[column];
}

int cmd_measures(const cli_args_t *args) {
    const cli_table_t table = {header, 10, 7, cell};
    return cli_print_table(&table, args->values[OPT_CSV].flag);
}
