/* help.c: --help of the program and of each command, made from the tables of commands and options.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli.h"

enum { WIDTH = 92, COLUMN = 28, FEW_CHOICES = 16 };

/* Appends to a bounded text. */
static void add(char *out, size_t size, const char *a, const char *b, const char *c) {
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s%s", a, b, c);
}

void cli_option_text(const cli_option_t *option, char *out, size_t size) {
    out[0] = '\0';
    add(out, size, option->help, "", "");
    /* The measures are too many for a line; their help says how to list them. */
    if (option->choices && option->type == TYPE_CHOICE && !option->choices(FEW_CHOICES)) {
        char list[256];
        cli_choices_text(option->choices, list, sizeof list);
        add(out, size, " (", list, ")");
    }
    if (option->fallback) {
        add(out, size, " [", option->fallback, "]");
    }
}

/* Prints words of text from column `at` on; the lines that follow the first begin with `indent` blanks. */
static void wrap(FILE *out, const char *text, int at, int indent) {
    bool blank = false; /* one is due before the next word */
    for (const char *p = text; *p;) {
        int length = (int)strcspn(p, " \n");
        if (blank && at + 1 + length > WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            at = indent;
        } else if (blank) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", length, p);
        at += length;
        p += length;
        blank = *p == ' ';
        for (; *p == ' ' || *p == '\n'; p++) {
            if (*p == '\n') {
                fprintf(out, "\n%*s", p[1] == '\n' ? 0 : indent, "");
                at = indent;
            }
        }
    }
    fputc('\n', out);
}

/* "  left" and the text in the second column. */
static void entry(FILE *out, const char *left, const char *text) {
    int n = fprintf(out, "  %s", left);
    if (n + 2 > COLUMN) {
        fprintf(out, "\n%*s", COLUMN, "");
    } else {
        fprintf(out, "%*s", COLUMN - n, "");
    }
    wrap(out, text, COLUMN, COLUMN);
}

static void synopsis(FILE *out, const cli_command_t *command) {
    fprintf(out, "coterie %s", command->name);
    if (command->first) {
        fprintf(out, command->first_required ? " %s" : " [%s]", command->first);
    }
    if (command->rest) {
        fprintf(out, " %s%s", command->rest, cli_takes_one(command) ? "" : "...");
    }
    fprintf(out, strcmp(command->name, "run") == 0 ? " -o DIR [OPTION]...\n" : " [OPTION]...\n");
}

void cli_help_overview(FILE *out) {
    fprintf(out, "coterie %s: networks of people and topics from bibliographic records\n\n", cot_version());
    fputs("Usage: coterie COMMAND [ARGUMENT]... [OPTION]...\n\nCommands:\n", out);
    for (size_t i = 0; cli_commands(i); i++) {
        entry(out, cli_commands(i)->name, cli_commands(i)->summary);
    }
    fputs("\n`coterie help COMMAND` explains a command and its options.\n", out);
    fputs("Exit status: 0 done, 1 usage, 2 input, 3 output, 4 a limit or memory, 5 jobs of a batch failed,\n"
          "7 internal, 130 interrupted.\n",
          out);
}

static void print_choices(FILE *out, const cli_command_t *command) {
    fprintf(out, "\n%s is one of:\n", command->first);
    for (size_t i = 0; command->first_choices(i); i++) {
        fprintf(out, "  %s\n", command->first_choices(i));
    }
}

void cli_help_command(FILE *out, const cli_command_t *command) {
    fputs("Usage: ", out);
    synopsis(out, command);
    fputc('\n', out);
    char summary[160];
    snprintf(summary, sizeof summary, "%s.", command->summary);
    summary[0] = (char)(summary[0] - 'a' + 'A');
    wrap(out, summary, 0, 0);
    if (command->about[0]) {
        fputc('\n', out);
        wrap(out, command->about, 0, 0);
    }
    if (command->first) {
        print_choices(out, command);
    }
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        bool titled = false;
        for (size_t i = 0; i < OPT_COUNT; i++) {
            const cli_option_t *option = cli_option_at(i);
            if (option->group != group || !(option->commands & cli_command_bit(command))) {
                continue;
            }
            if (!titled) {
                fprintf(out, "\n%s:\n", cli_group_title(option->group));
                titled = true;
            }
            char left[64], text[1024], letter[8] = "    ";
            if (option->letter) {
                snprintf(letter, sizeof letter, "-%c, ", option->letter);
            }
            snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name, option->argument ? " " : "",
                     option->argument ? option->argument : "");
            cli_option_text(option, text, sizeof text);
            entry(out, left, text);
        }
    }
    if (command->examples) {
        fprintf(out, "\nExamples:\n  ");
        for (const char *p = command->examples; *p; p++) {
            fputs(*p == '\n' ? "\n  " : (char[2]){*p, '\0'}, out);
        }
        fputc('\n', out);
    }
}
