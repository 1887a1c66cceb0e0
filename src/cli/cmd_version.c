/* cmd_version.c: `coterie version`.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "cli.h"

int cmd_version(const cli_args_t *args) {
    (void)args;
    printf("coterie %s\n", cot_version());
    for (size_t i = 0; cot_libraries(i); i++) {
        printf("%s %s\n", cot_libraries(i)->name, cot_libraries(i)->version);
    }
    return EXIT_DONE;
}
