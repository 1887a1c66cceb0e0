/* main.c: the program coterie: finds the command, parses its arguments, runs it, checks that standard output
 * arrived.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int run_command(const cli_command_t *command, int argc, char **argv) {
    const char **rest = calloc((size_t)argc + 1, sizeof *rest);
    cli_args_t *args = calloc(1, sizeof *args);
    char message[CLI_MESSAGE_MAX];
    int code = EXIT_LIMIT;
    if (!rest || !args) {
        cli_error("out of memory: arguments");
    } else if (!cli_parse(args, command, argc, argv, rest, message)) {
        cli_error("%s: %s", command->name, message);
        code = EXIT_USAGE;
    } else if (args->values[OPT_HELP].flag) {
        cli_help_command(stdout, command);
        code = EXIT_DONE;
    } else {
        cli_talk_init(args);
        code = command->run(args);
        cli_progress_clear();
    }
    free(args);
    free(rest);
    return code;
}

static int unknown_command(const char *name) {
    const char *nearest = cli_nearest(cli_choice_command, name);
    char list[256];
    cli_choices_text(cli_choice_command, list, sizeof list);
    cli_error("there is no command \"%.60s\" (allowed: %s)%s%s%s", name, list,
              nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
    return EXIT_USAGE;
}

static int dispatch(int argc, char **argv) {
    if (argc < 2) {
        cli_help_overview(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        cli_help_overview(stdout);
        return EXIT_DONE;
    }
    if (strcmp(name, "--version") == 0) {
        name = "version";
    }
    const cli_command_t *command = cli_command_find(name);
    return command ? run_command(command, argc, argv) : unknown_command(name);
}

int main(int argc, char **argv) {
    cli_catch_signals();
    int code = dispatch(argc, argv);
    if (!cli_stdout_done() && code == EXIT_DONE) {
        cli_error("standard output could not be written completely");
        code = EXIT_OUTPUT;
    }
    return code;
}
