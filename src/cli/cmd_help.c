/* cmd_help.c: `coterie help [COMMAND]`, `coterie help --man`.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

int cmd_help(const cli_args_t *args) {
    if (args->values[OPT_MAN].flag) {
        cli_man_page(stdout);
    } else if (args->first) {
        cli_help_command(stdout, cli_command_find(args->first));
    } else {
        cli_help_overview(stdout);
    }
    return EXIT_DONE;
}
