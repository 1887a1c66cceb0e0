/* parse.c: from argv to cli_args_t, by the tables of commands and options.
 *
 * Options and inputs may be mixed; "--name value", "--name=value", "-o value", "-ovalue" and joined letters
 * ("-vq") are understood; "--" ends the options; "-" is standard input. An option given twice: the last one
 * holds.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { LIST_TEXT = 768 };

static bool refuse(char message[CLI_MESSAGE_MAX], const char *format, ...) COT_PRINTF(2, 3);
static bool refuse(char message[CLI_MESSAGE_MAX], const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(message, CLI_MESSAGE_MAX, format, args);
    va_end(args);
    return false;
}

/* Refuses a word that is not among the choices, naming them (after `more`) and the nearest one. */
static bool refuse_word(char message[CLI_MESSAGE_MAX], const char *what, const char *word, const char *more,
                        cli_choices_t choices) {
    char list[LIST_TEXT];
    cli_choices_text(choices, list, sizeof list);
    const char *nearest = cli_nearest(choices, word);
    return refuse(message, "%s: \"%.60s\" is not allowed (allowed: %s%s)%s%s%s", what, word, more, list,
                  nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

static const char *find_choice(cli_choices_t choices, const char *text) {
    for (size_t i = 0; choices(i); i++) {
        if (strcmp(choices(i), text) == 0) {
            return choices(i);
        }
    }
    return NULL;
}

/* A short decimal that reads back as the same double. */
static void show_real(double value, char *out, size_t size) {
    for (int digits = 15; digits <= 17; digits++) { /* 15 bring back what was typed, without needless exponents */
        snprintf(out, size, "%.*g", digits, value);
        if (strtod(out, NULL) == value) {
            return;
        }
    }
}

static bool parse_list(const cli_option_t *option, const char *text, const char *what, char *message) {
    static const char *const whole[] = {"auto", "all", "none"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (strcmp(text, whole[i]) == 0) {
            return true;
        }
    }
    for (const char *p = text;; p++) {
        size_t length = strcspn(p, ",");
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)(length < 63 ? length : 63), p);
        if (length > 63 || !find_choice(option->choices, word)) {
            return refuse_word(message, what, word, "auto, all, none; or some of ", option->choices);
        }
        p += length;
        if (*p == '\0') {
            return true;
        }
    }
}

static bool parse_count(const cli_option_t *option, const char *text, const char *what, cli_value_t *value,
                        char *message) {
    if (!cli_read_count(text, &value->count) || (double)value->count < option->min ||
        (double)value->count > option->max) {
        return refuse(message,
                      "%s: \"%.60s\" is not allowed (allowed: whole numbers from %.0f to %.0f; K, M, G = "
                      "thousand, million, thousand million)",
                      what, text, option->min, option->max);
    }
    snprintf(value->shown, sizeof value->shown, "%llu", (unsigned long long)value->count);
    return true;
}

static bool parse_real(const cli_option_t *option, const char *text, const char *what, cli_value_t *value,
                       char *message) {
    if (!cli_read_real(text, &value->real) || value->real < option->min || value->real > option->max) {
        return refuse(message, "%s: \"%.60s\" is not allowed (allowed: numbers from %g to %g)", what, text,
                      option->min, option->max);
    }
    show_real(value->real, value->shown, sizeof value->shown);
    return true;
}

static bool parse_years(const char *text, const char *what, cli_value_t *value, char *message) {
    if (!cli_read_years(text, &value->first_year, &value->last_year)) {
        return refuse(message,
                      "%s: \"%.60s\" is not allowed (allowed: A:B, A:, :B or A with years from 0 to 9999, "
                      "A not after B)",
                      what, text);
    }
    char first[8] = "", last[8] = "";
    if (value->first_year != COT_NO_YEAR) {
        snprintf(first, sizeof first, "%d", value->first_year);
    }
    if (value->last_year != COT_NO_YEAR) {
        snprintf(last, sizeof last, "%d", value->last_year);
    }
    snprintf(value->shown, sizeof value->shown, "%s:%s", first, last);
    return true;
}

bool cli_parse_value(const cli_option_t *option, const char *text, cli_value_t *value,
                     char message[CLI_MESSAGE_MAX]) {
    char what[48];
    snprintf(what, sizeof what, "--%s", option->name);
    value->text = text;
    switch (option->type) {
    case TYPE_FLAG:
        value->flag = true;
        return true;
    case TYPE_PATH:
        return text[0] != '\0' || refuse(message, "%s: the name is empty", what);
    case TYPE_CHOICE:
        return find_choice(option->choices, text) || refuse_word(message, what, text, "", option->choices);
    case TYPE_LIST:
        return parse_list(option, text, what, message);
    case TYPE_COUNT:
        return parse_count(option, text, what, value, message);
    case TYPE_REAL:
        return parse_real(option, text, what, value, message);
    case TYPE_YEARS:
        return parse_years(text, what, value, message);
    }
    return refuse(message, "%s: unknown type of option", what);
}

const char *cli_shown(const cli_args_t *args, size_t option) {
    const cli_value_t *value = &args->values[option];
    if (cli_option_at(option)->type == TYPE_FLAG) {
        return value->flag ? "true" : "false";
    }
    if (value->shown[0]) {
        return value->shown;
    }
    return value->text ? value->text : "";
}

/* Where parsing stands. */
typedef struct {
    cli_args_t *args;
    unsigned bit;
    int at;     /* index into argv of the word being read */
    bool ended; /* "--" was seen */
    char *message;
} parser_t;

static bool refuse_option(parser_t *parser, const char *name) {
    const char *best = NULL;
    size_t best_distance = 3;
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        size_t distance = (option->commands & parser->bit) ? cli_edit_distance(name, option->name) : SIZE_MAX;
        if (distance < best_distance) {
            best_distance = distance;
            best = option->name;
        }
    }
    if (best) {
        return refuse(parser->message, "there is no option --%.60s; did you mean --%s?", name, best);
    }
    return refuse(parser->message, "there is no option --%.60s (`coterie help %s` lists them)", name,
                  parser->args->command->name);
}

/* Gives an option its value: text, or the next word when text is NULL. */
static bool take_value(parser_t *parser, size_t index, const char *text) {
    const cli_option_t *option = cli_option_at(index);
    if (option->type != TYPE_FLAG && !text) {
        if (parser->at + 1 >= parser->args->argc) {
            return refuse(parser->message, "--%s needs a value: %s", option->name, option->argument);
        }
        text = parser->args->argv[++parser->at];
    }
    cli_value_t value = {NULL, 0, 0.0, false, COT_NO_YEAR, COT_NO_YEAR, ""};
    if (!cli_parse_value(option, text, &value, parser->message)) {
        return false;
    }
    parser->args->values[index] = value;
    return true;
}

static bool take_long(parser_t *parser, const char *word) {
    size_t length = strcspn(word, "=");
    const char *text = word[length] == '=' ? word + length + 1 : NULL;
    size_t index = cli_option_by_name(parser->bit, word, length);
    if (index == OPT_COUNT) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)(length < 63 ? length : 63), word);
        return refuse_option(parser, name);
    }
    if (cli_option_at(index)->type == TYPE_FLAG && text) {
        return refuse(parser->message, "--%s takes no value (found \"%.60s\")", cli_option_at(index)->name,
                      text);
    }
    return take_value(parser, index, text);
}

static bool take_letters(parser_t *parser, const char *letters) {
    for (const char *p = letters; *p; p++) {
        size_t index = cli_option_by_letter(parser->bit, *p);
        if (index == OPT_COUNT) {
            return refuse(parser->message, "there is no option -%c (`coterie help %s` lists them)", *p,
                          parser->args->command->name);
        }
        if (cli_option_at(index)->type != TYPE_FLAG) {
            return take_value(parser, index, p[1] ? p + 1 : NULL);
        }
        if (!take_value(parser, index, NULL)) {
            return false;
        }
    }
    return true;
}

static bool take_argument(parser_t *parser, const char *word) {
    cli_args_t *args = parser->args;
    const cli_command_t *command = args->command;
    if (command->first && !args->first) {
        args->first = find_choice(command->first_choices, word);
        return args->first || refuse_word(parser->message, command->first, word, "", command->first_choices);
    }
    if (!command->rest) {
        return refuse(parser->message, "\"%.60s\" is one argument too many", word);
    }
    if (word[0] == '\0') {
        return refuse(parser->message, "%s: the name is empty", command->rest);
    }
    args->rest[args->n_rest++] = word;
    return true;
}

/* Is everything there that the command needs? */
static bool check_complete(const cli_args_t *args, char *message) {
    const cli_command_t *command = args->command;
    if (command->first_required && !args->first) {
        char list[LIST_TEXT];
        cli_choices_text(command->first_choices, list, sizeof list);
        return refuse(message, "%s is missing (allowed: %s)", command->first, list);
    }
    if (cli_takes_one(command) && args->n_rest != 1) {
        return refuse(message, "%zu files of jobs (allowed: one %s)", args->n_rest, command->rest);
    }
    if (command->rest && args->n_rest == 0) {
        return refuse(message, "%s is missing (files, folders, archives, or - for standard input)",
                      command->rest);
    }
    return true;
}

static void set_defaults(cli_args_t *args) {
    char ignored[CLI_MESSAGE_MAX];
    for (size_t i = 0; i < OPT_COUNT; i++) {
        cli_value_t value = {NULL, 0, 0.0, false, COT_NO_YEAR, COT_NO_YEAR, ""};
        const cli_option_t *option = cli_option_at(i);
        if (option->fallback) {
            (void)cli_parse_value(option, option->fallback, &value, ignored);
        }
        args->values[i] = value;
    }
}

bool cli_parse(cli_args_t *args, const cli_command_t *command, int argc, char **argv, const char **rest,
               char message[CLI_MESSAGE_MAX]) {
    *args = (cli_args_t){.command = command, .rest = rest, .argc = argc, .argv = argv};
    set_defaults(args);
    parser_t parser = {args, cli_command_bit(command), 2, false, message};
    for (; parser.at < argc; parser.at++) {
        const char *word = argv[parser.at];
        bool fine = true;
        if (parser.ended || word[0] != '-' || word[1] == '\0') {
            fine = take_argument(&parser, word);
        } else if (strcmp(word, "--") == 0) {
            parser.ended = true;
        } else if (word[1] == '-') {
            fine = take_long(&parser, word + 2);
        } else {
            fine = take_letters(&parser, word + 1);
        }
        if (!fine) {
            return false;
        }
    }
    return args->values[OPT_HELP].flag || check_complete(args, message);
}
