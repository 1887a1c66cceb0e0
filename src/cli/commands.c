/* commands.c: the table of commands.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli.h"

#define CMD(id, name, first, choices, required, rest, function, summary, about, examples)                    \
    {name, first, choices, required, rest, function, summary, about, examples},
static const cli_command_t commands[] = {
#include "commands.def"
};
#undef CMD

const cli_command_t *cli_commands(size_t i) {
    return i < CMD_COUNT ? &commands[i] : NULL;
}

const cli_command_t *cli_command_find(const char *name) {
    for (size_t i = 0; i < CMD_COUNT; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

unsigned cli_command_bit(const cli_command_t *command) {
    return 1u << (command - commands);
}

bool cli_takes_one(const cli_command_t *command) {
    return command->run == cmd_batch;
}

const char *cli_choice_command(size_t i) {
    return i < CMD_COUNT ? commands[i].name : NULL;
}
