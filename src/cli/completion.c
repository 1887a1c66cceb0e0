/* completion.c: completion scripts for bash, zsh and fish, made from the tables of commands and options.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli.h"

static void put_words(FILE *out, cli_choices_t choices) {
    for (size_t i = 0; choices(i); i++) {
        fprintf(out, "%s%s", i ? " " : "", choices(i));
    }
}

static bool takes(const cli_command_t *command, const cli_option_t *option) {
    return (option->commands & cli_command_bit(command)) != 0;
}

/* ---- bash
 * ---------------------------------------------------------------------------------------------------- */

static void bash_command(FILE *out, const cli_command_t *command) {
    fprintf(out, "    %s)\n        words=\"", command->name);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if (takes(command, cli_option_at(i))) {
            fprintf(out, "--%s ", cli_option_at(i)->name);
        }
    }
    fputs("\"\n        case $prev in\n", out);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        if (!takes(command, option) || option->type == TYPE_FLAG) {
            continue;
        }
        fprintf(out, "        --%s", option->name);
        if (option->letter) {
            fprintf(out, "|-%c", option->letter);
        }
        fputs(") words=\"", out);
        if (option->choices) {
            put_words(out, option->choices);
        }
        fprintf(out, "\"; %svalue=1 ;;\n", option->type == TYPE_PATH ? "files=1; " : "");
    }
    fputs("        esac\n", out);
    if (command->first) {
        fprintf(out, "        if [ \"$cword\" -eq 2 ]; then words=\"");
        put_words(out, command->first_choices);
        fputs("\"; value=1; fi\n", out);
    }
    if (command->rest) {
        fputs("        [ -z \"$value\" ] && files=1\n", out);
    }
    fputs("        ;;\n", out);
}

void cli_completion_bash(FILE *out) {
    fputs("# bash completion of coterie; made by `coterie completion bash`\n"
          "_coterie() {\n"
          "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cword=$COMP_CWORD\n"
          "    local words= files= value=\n"
          "    COMPREPLY=()\n"
          "    if [ \"$cword\" -eq 1 ]; then\n"
          "        COMPREPLY=($(compgen -W \"",
          out);
    put_words(out, cli_choice_command);
    fputs("\" -- \"$cur\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n", out);
    for (size_t i = 0; cli_commands(i); i++) {
        bash_command(out, cli_commands(i));
    }
    fputs("    esac\n"
          "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
          "    if [ -n \"$files\" ] && [ \"${cur#-}\" = \"$cur\" ]; then\n"
          "        compopt -o filenames 2>/dev/null\n"
          "        local IFS=$'\\n'\n"
          "        COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
          "    fi\n"
          "}\n"
          "complete -F _coterie coterie\n",
          out);
}

/* ---- zsh
 * ----------------------------------------------------------------------------------------------------- */

/* Text inside '...[...]': quotes, brackets and colons would end it. */
static void zsh_text(FILE *out, const char *text) {
    for (const char *p = text; *p; p++) {
        if (*p == '\'') {
            fputs("'\\''", out);
        } else {
            fputs(strchr("[]:\\", *p) ? "\\" : "", out);
            fputc(*p, out);
        }
    }
}

static void zsh_value(FILE *out, const cli_option_t *option) {
    if (option->type == TYPE_FLAG) {
        return;
    }
    fputc(':', out);
    zsh_text(out, option->argument);
    fputc(':', out);
    if (option->choices) {
        fputs(option->type == TYPE_LIST ? "_sequence compadd - default all none " : "(", out);
        put_words(out, option->choices);
        fputs(option->type == TYPE_LIST ? "" : ")", out);
    } else if (option->type == TYPE_PATH) {
        fputs("_files", out);
    }
}

static void zsh_command(FILE *out, const cli_command_t *command) {
    fprintf(out, "    %s)\n        _arguments \\\n", command->name);
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        if (!takes(command, option)) {
            continue;
        }
        fprintf(out, "            '--%s%s[", option->name, option->type == TYPE_FLAG ? "" : "=");
        zsh_text(out, option->help);
        fputc(']', out);
        zsh_value(out, option);
        fputs("' \\\n", out);
        if (option->letter) {
            fprintf(out, "            '-%c[", option->letter);
            zsh_text(out, option->help);
            fputc(']', out);
            zsh_value(out, option);
            fputs("' \\\n", out);
        }
    }
    if (command->first) {
        fprintf(out, "            '1:%s:(", command->first);
        put_words(out, command->first_choices);
        fputs(")' \\\n", out);
    }
    fputs(command->rest ? "            '*:input:_files'\n        ;;\n"
                        : "            && return 0\n        ;;\n",
          out);
}

void cli_completion_zsh(FILE *out) {
    fputs("#compdef coterie\n# zsh completion of coterie; made by `coterie completion zsh`\n"
          "_coterie() {\n"
          "    local -a commands\n    commands=(\n",
          out);
    for (size_t i = 0; cli_commands(i); i++) {
        fprintf(out, "        '%s:", cli_commands(i)->name);
        zsh_text(out, cli_commands(i)->summary);
        fputs("'\n", out);
    }
    fputs("    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command commands\n"
          "        return\n"
          "    fi\n"
          "    local command=$words[2]\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $command in\n",
          out);
    for (size_t i = 0; cli_commands(i); i++) {
        zsh_command(out, cli_commands(i));
    }
    fputs("    esac\n}\n_coterie \"$@\"\n", out);
}

/* ---- fish
 * ---------------------------------------------------------------------------------------------------- */

static void fish_text(FILE *out, const char *text) {
    fputc('\'', out);
    for (const char *p = text; *p; p++) {
        fputs(*p == '\'' || *p == '\\' ? "\\" : "", out);
        fputc(*p, out);
    }
    fputc('\'', out);
}

static void fish_option(FILE *out, const cli_option_t *option) {
    fputs("complete -c coterie -n '__fish_seen_subcommand_from", out);
    for (size_t i = 0; cli_commands(i); i++) {
        if (option->commands & (1u << i)) {
            fprintf(out, " %s", cli_commands(i)->name);
        }
    }
    fprintf(out, "' -l %s", option->name);
    if (option->letter) {
        fprintf(out, " -s %c", option->letter);
    }
    if (option->type == TYPE_PATH) {
        fputs(" -r -F", out);
    } else if (option->type != TYPE_FLAG) {
        fputs(" -x", out);
    }
    if (option->choices) {
        fputs(" -a '", out);
        put_words(out, option->choices);
        fputc('\'', out);
    }
    fputs(" -d ", out);
    fish_text(out, option->help);
    fputc('\n', out);
}

void cli_completion_fish(FILE *out) {
    fputs("# fish completion of coterie; made by `coterie completion fish`\n", out);
    for (size_t i = 0; cli_commands(i); i++) {
        fprintf(out, "complete -c coterie -n __fish_use_subcommand -f -a %s -d ", cli_commands(i)->name);
        fish_text(out, cli_commands(i)->summary);
        fputc('\n', out);
        if (cli_commands(i)->first) {
            fprintf(out, "complete -c coterie -n '__fish_seen_subcommand_from %s' -a '",
                    cli_commands(i)->name);
            put_words(out, cli_commands(i)->first_choices);
            fputs("'\n", out);
        }
    }
    for (size_t i = 0; i < OPT_COUNT; i++) {
        fish_option(out, cli_option_at(i));
    }
}
