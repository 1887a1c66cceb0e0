/* line.c: the command that repeats a run, as a line for a shell (POSIX).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

/* A growing line; NULL once memory ran out. */
typedef struct {
    char *text;
    size_t length;
    bool failed;
} line_t;

static void add_bytes(line_t *line, const char *bytes, size_t n) {
    char *grown = line->failed ? NULL : realloc(line->text, line->length + n + 1);
    line->failed = !grown;
    if (grown) {
        memcpy(grown + line->length, bytes, n);
        grown[line->length + n] = '\0';
        line->text = grown;
        line->length += n;
    }
}

/* A word behind a blank, in quotes where the shell would read it otherwise. */
static void add_word(line_t *line, const char *word) {
    const char *plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=+@%";
    add_bytes(line, " ", line->length > 0);
    if (word[0] && word[strspn(word, plain)] == '\0') {
        add_bytes(line, word, strlen(word));
        return;
    }
    add_bytes(line, "'", 1);
    for (const char *p = word; *p; p++) {
        add_bytes(line, *p == '\'' ? "'\\''" : p, *p == '\'' ? 4 : 1);
    }
    add_bytes(line, "'", 1);
}

/* Whether an option has another value than without being set. */
static bool is_set(const cli_args_t *args, size_t i) {
    char ignored[CLI_MESSAGE_MAX];
    const cli_option_t *option = cli_option_at(i);
    cli_args_t usual = {.command = args->command};
    usual.values[i] = (cli_value_t){NULL, 0, 0.0, false, COT_NO_YEAR, COT_NO_YEAR, ""};
    if (option->fallback) {
        (void)cli_parse_value(option, option->fallback, &usual.values[i], ignored);
    }
    return strcmp(cli_shown(args, i), cli_shown(&usual, i)) != 0;
}

char *cli_repeating_line(const cli_args_t *args) {
    line_t line = {NULL, 0, false};
    bool dashed = false;
    add_word(&line, "coterie");
    add_word(&line, "run");
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        if (!(option->commands & ON(RUN)) || !(option->shapes || i == OPT_SEED) || !is_set(args, i)) {
            continue;
        }
        add_bytes(&line, " --", 3);
        add_bytes(&line, option->name, strlen(option->name));
        if (option->type != TYPE_FLAG) {
            add_word(&line, cli_shown(args, i));
        }
    }
    add_word(&line, "-o");
    add_word(&line, "results");
    for (size_t i = 0; i < args->n_rest; i++) {
        dashed |= args->rest[i][0] == '-' && args->rest[i][1] != '\0';
    }
    if (dashed) {
        add_word(&line, "--");
    }
    for (size_t i = 0; i < args->n_rest; i++) {
        add_word(&line, args->rest[i]);
    }
    if (line.failed) {
        free(line.text);
        line.text = NULL;
    }
    return line.text;
}
