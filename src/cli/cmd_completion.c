/* cmd_completion.c: `coterie completion bash|zsh|fish`.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli.h"

int cmd_completion(const cli_args_t *args) {
    if (strcmp(args->first, "bash") == 0) {
        cli_completion_bash(stdout);
    } else if (strcmp(args->first, "zsh") == 0) {
        cli_completion_zsh(stdout);
    } else {
        cli_completion_fish(stdout);
    }
    return EXIT_DONE;
}
