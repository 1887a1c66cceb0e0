/* man.c: the manual page (roff, man macros), made from the tables of commands and options.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli.h"

/* Text with what roff would take for its own quoted; an empty line becomes a paragraph. */
static void put(FILE *out, const char *text) {
    bool line_start = true;
    for (const char *p = text; *p; p++) {
        if (line_start && (*p == '.' || *p == '\'')) {
            fputs("\\&", out);
        }
        line_start = false;
        if (*p == '\n' && p[1] == '\n') {
            fputs("\n.PP\n", out);
            p++;
            line_start = true;
        } else if (*p == '\\') {
            fputs("\\e", out);
        } else if (*p == '-') {
            fputs("\\-", out);
        } else {
            fputc(*p, out);
            line_start = *p == '\n';
        }
    }
    fputc('\n', out);
}

static void put_command(FILE *out, const cli_command_t *command) {
    fputs(".SS \"coterie ", out);
    fputs(command->name, out);
    if (command->first) {
        fprintf(out, command->first_required ? " %s" : " [%s]", command->first);
    }
    fprintf(out, "%s%s%s\"\n", command->rest ? " " : "", command->rest ? command->rest : "",
            command->rest && !cli_takes_one(command) ? "..." : "");
    char summary[160];
    snprintf(summary, sizeof summary, "%s.", command->summary);
    summary[0] = (char)(summary[0] - 'a' + 'A');
    put(out, summary);
    if (command->about[0]) {
        fputs(".PP\n", out);
        put(out, command->about);
    }
    if (command->first) {
        fprintf(out, ".PP\n%s is one of", command->first);
        for (size_t i = 0; command->first_choices(i); i++) {
            fprintf(out, "%s ", i ? "," : "");
            fprintf(out, "\\fB%s\\fR", command->first_choices(i));
        }
        fputs(".\n", out);
    }
    if (command->examples) {
        fputs(".PP\n.nf\n", out);
        put(out, command->examples);
        fputs(".fi\n", out);
    }
}

/* The commands that take an option, for options that not all take. */
static void put_takers(FILE *out, const cli_option_t *option) {
    if (option->commands == ON_ALL) {
        return;
    }
    fputs(".br\nTaken by", out);
    bool first = true;
    for (size_t i = 0; cli_commands(i); i++) {
        if (option->commands & (1u << i)) {
            fprintf(out, "%s %s", first ? "" : ",", cli_commands(i)->name);
            first = false;
        }
    }
    fputs(".\n", out);
}

static void put_option(FILE *out, const cli_option_t *option) {
    fputs(".TP\n", out);
    if (option->letter) {
        fprintf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    fputs("\\fB\\-\\-", out);
    for (const char *p = option->name; *p; p++) {
        fputs(*p == '-' ? "\\-" : (char[2]){*p, '\0'}, out);
    }
    fprintf(out, "\\fR%s%s%s\n", option->argument ? " \\fI" : "", option->argument ? option->argument : "",
            option->argument ? "\\fR" : "");
    char text[1024];
    cli_option_text(option, text, sizeof text);
    put(out, text);
    put_takers(out, option);
}

static const char tail[] =
    ".SH \"EXIT STATUS\"\n"
    ".TP\n.B 0\ndone (also when the filters left no record: the results are then empty, but valid)\n"
    ".TP\n.B 1\nusage: a wrong command, option or value\n"
    ".TP\n.B 2\ninput: a file is missing, or nothing in any file could be read\n"
    ".TP\n.B 3\noutput: a folder or file could not be written completely; what stood there before still "
    "stands\n"
    ".TP\n.B 4\na stated limit was passed, or memory ran out\n"
    ".TP\n.B 5\nof a batch: some jobs failed; the others are done (without \\-\\-fail\\-fast)\n"
    ".TP\n.B 7\nan internal error; please report it\n"
    ".TP\n.B 130\ninterrupted by Ctrl\\-C or a signal to end; no file was left half\\-written\n"
    ".SH FILES\n"
    "`coterie formats` lists the formats that are read and the files that are written.\n"
    ".SH NOTES\n"
    "Standard output carries data only; messages go to standard error.\n"
    "Numbers may end in K, M or G (thousand, million, thousand million).\n"
    "The same input, options and seed give the same bytes for any number of threads.\n"
    ".SH \"SEE ALSO\"\n.BR igraph (3)\n";

void cli_man_page(FILE *out) {
    fprintf(out, ".TH COTERIE 1 \"\" \"coterie %s\" \"User Commands\"\n", cot_version());
    fputs(".SH NAME\ncoterie \\- networks of people and topics from bibliographic records\n", out);
    fputs(".SH SYNOPSIS\n.B coterie\n.I COMMAND\n[\\fIARGUMENT\\fR]... [\\fIOPTION\\fR]...\n", out);
    fputs(".SH DESCRIPTION\n", out);
    put(out,
        "coterie turns bibliographic records into networks of people and topics, analyses them in parallel, "
        "and "
        "hands the result to the tools that researchers use: GraphML for Gephi, igraph and NetworkX, tables, "
        "and a report.");
    fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; cli_commands(i); i++) {
        put_command(out, cli_commands(i));
    }
    fputs(".SH OPTIONS\n", out);
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        fprintf(out, ".SS %s\n", cli_group_title((cli_group_t)group));
        for (size_t i = 0; i < OPT_COUNT; i++) {
            if (cli_option_at(i)->group == group) {
                put_option(out, cli_option_at(i));
            }
        }
    }
    fputs(tail, out);
}
