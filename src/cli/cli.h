/* cli.h: what the files of the program share: the tables of commands and options, parsed arguments, talk.
 *
 * The program stands on the public headers alone. Data goes to standard output (cli_data_open), talk to
 * standard error (cli_say, cli_error); nothing else prints.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COT_CLI_CLI_H
#define COT_CLI_CLI_H

#include <stdbool.h>

#include "coterie/coterie.h"

/* Exit codes: promised to scripts, written into the man page. */
enum {
    EXIT_DONE = 0,
    EXIT_USAGE = 1,
    EXIT_INPUT = 2,
    EXIT_OUTPUT = 3,
    EXIT_LIMIT = 4,
    EXIT_JOBS = 5,
    EXIT_INTERNAL = 7,
    EXIT_INTERRUPTED = 130
};
int cli_exit_code(cot_status_t status);

/* One entry of a list of allowed values, i = 0, 1, ... until NULL. */
typedef const char *(*cli_choices_t)(size_t i);

/* ---- commands
 * ------------------------------------------------------------------------------------------------ */

typedef struct cli_args cli_args_t;

typedef struct {
    const char *name;
    const char *first;           /* placeholder of a first argument with a meaning of its own, or NULL */
    cli_choices_t first_choices; /* what it may be */
    bool first_required;
    const char *rest; /* placeholder of the arguments that follow, or NULL when there are none */
    int (*run)(const cli_args_t *args);
    const char *summary;  /* one line */
    const char *about;    /* paragraphs, parted by an empty line */
    const char *examples; /* lines, or NULL */
} cli_command_t;

#define CMD(id, ...) CMD_##id,
enum {
#include "commands.def"
    CMD_COUNT
};
#undef CMD
/* Bits for the options' column of commands. */
#define ON(id) (1u << CMD_##id)
#define ON_ALL ((1u << CMD_COUNT) - 1u)

const cli_command_t *cli_commands(size_t i);
const cli_command_t *cli_command_find(const char *name);
/* Does it take exactly one of its last arguments? */
bool cli_takes_one(const cli_command_t *command);
unsigned cli_command_bit(const cli_command_t *command);

#define CMD(id, cname, first, choices, required, rest, function, ...) int function(const cli_args_t *args);
#include "commands.def"
#undef CMD

/* ---- options
 * ------------------------------------------------------------------------------------------------- */

typedef enum {
    GROUP_INPUT,
    GROUP_AUTHORS,
    GROUP_TOPICS,
    GROUP_NETWORKS,
    GROUP_ANALYSIS,
    GROUP_DRAWING,
    GROUP_SYNTH,
    GROUP_BATCH,
    GROUP_OUTPUT,
    GROUP_GENERAL,
    GROUP_COUNT
} cli_group_t;
const char *cli_group_title(cli_group_t group);

typedef enum {
    TYPE_FLAG,   /* no value */
    TYPE_PATH,   /* any text */
    TYPE_CHOICE, /* one of the choices */
    TYPE_LIST,   /* "auto", "all", "none", or choices joined by commas */
    TYPE_COUNT,  /* whole number, K, M and G for thousands, millions, milliards */
    TYPE_REAL,   /* decimal number */
    TYPE_YEARS   /* A:B, A:, :B or A */
} cli_type_t;

typedef struct {
    const char *name;     /* without the dashes */
    char letter;          /* 0 = none */
    const char *argument; /* placeholder; NULL for flags */
    cli_group_t group;
    cli_type_t type;
    const char *fallback; /* default, in the form a user would type; NULL = none */
    cli_choices_t choices;
    double min, max;   /* TYPE_COUNT and TYPE_REAL, inclusive */
    unsigned commands; /* which commands take it */
    bool shapes;       /* belongs into the manifest: the results depend on it */
    const char *help;
} cli_option_t;

#define OPT(id, ...) OPT_##id,
enum {
#include "options.def"
    OPT_COUNT
};
#undef OPT

const cli_option_t *cli_option_at(size_t i);
/* Index of an option of a command by its long name (length bytes) or letter; OPT_COUNT when there is none. */
size_t cli_option_by_name(unsigned commands, const char *name, size_t length);
size_t cli_option_by_letter(unsigned commands, char letter);
/* Writes "a, b, c" (cut to size). */
void cli_choices_text(cli_choices_t choices, char *out, size_t size);

/* Lists of allowed values that are not a table of the library as it is. */
const char *cli_choice_command(size_t i);
const char *cli_choice_shell(size_t i);
const char *cli_choice_authors(size_t i);
const char *cli_choice_export(size_t i);
const char *cli_choice_figure(size_t i);

/* A file of a run: the library's tables of exports and of reports, one after the other; name NULL behind the
 * last. manifest.json is not among them: it tells about the others. */
typedef struct {
    const char *name, *title;
    cot_status_t (*write)(const cot_results_t *results, cot_out_t *out, cot_error_t *err);
    const char *format; /* NULL: a run writes it anyhow */
    const char *missing; /* NULL; else why this build cannot write it */
} cli_output_t;
cli_output_t cli_output_at(size_t i);
cli_output_t cli_output_find(const char *name);

/* ---- parsed arguments
 * ---------------------------------------------------------------------------------------- */

typedef struct {
    const char *text; /* as typed, or the default; NULL = not given and no default */
    uint64_t count;
    double real;
    bool flag;
    int16_t first_year, last_year; /* COT_NO_YEAR = open */
    char shown[48];                /* canonical form of numbers and years, for manifests and help */
} cli_value_t;

struct cli_args {
    const cli_command_t *command;
    cli_value_t values[OPT_COUNT];
    const char *first; /* the first argument, where the command has one; NULL when absent */
    const char **rest; /* inputs; points into argv */
    size_t n_rest;
    int argc; /* for the closing line of -v */
    char **argv;
};

#define CLI_MESSAGE_MAX 1024
/* argv[2...] of a command. rest must have room for argc pointers. On failure message holds one line. */
bool cli_parse(cli_args_t *args, const cli_command_t *command, int argc, char **argv, const char **rest,
               char message[CLI_MESSAGE_MAX]);
/* One value; false and a message when it is not allowed. */
bool cli_parse_value(const cli_option_t *option, const char *text, cli_value_t *value,
                     char message[CLI_MESSAGE_MAX]);
/* The value as it stands in the manifest: canonical, "" for none. */
const char *cli_shown(const cli_args_t *args, size_t option);
/* A line for a shell that makes the same results: `coterie run`, the inputs, what was set otherwise than usual and
 * shapes the results, a folder. free() it; NULL = no memory. */
char *cli_repeating_line(const cli_args_t *args);

/* Strict numbers: the whole text or nothing. */
bool cli_read_count(const char *text, uint64_t *out);
bool cli_read_real(const char *text, double *out);
bool cli_read_years(const char *text, int16_t *first, int16_t *last);
/* "1234567" as "1,234,567". */
const char *cli_grouped(uint64_t value, char out[32]);
/* The choice nearest to text by edits, or NULL when none is near. */
const char *cli_nearest(cli_choices_t choices, const char *text);
/* Damerau-Levenshtein distance (adjacent swaps count once); a large number for texts over 63 bytes. */
size_t cli_edit_distance(const char *a, const char *b);

/* ---- help, made from the two tables
 * -------------------------------------------------------------------------- */

void cli_help_overview(FILE *out);
void cli_help_command(FILE *out, const cli_command_t *command);
void cli_man_page(FILE *out);
void cli_completion_bash(FILE *out);
void cli_completion_zsh(FILE *out);
void cli_completion_fish(FILE *out);
/* Help of one option with its range, choices and default: "what it does: a, b, c [default]". */
void cli_option_text(const cli_option_t *option, char *out, size_t size);

/* ---- talk
 * ---------------------------------------------------------------------------------------------------- */

void cli_talk_init(const cli_args_t *args);
/* One line on standard error unless -q. */
void cli_say(const char *format, ...) COT_PRINTF(1, 2);
/* One line on standard error with -v. */
void cli_say_more(const char *format, ...) COT_PRINTF(1, 2);
/* One line on standard error, always. */
void cli_error(const char *format, ...) COT_PRINTF(1, 2);
bool cli_verbose(void);
/* A stage of the work begins (static text): it is timed for -v. cli_stage(NULL) ends the last one. */
void cli_stage(const char *name);
/* Removes the progress line. */
void cli_progress_clear(void);
/* -v: version, command, real and CPU seconds, peak memory, seconds of each stage. */
void cli_say_resources(const cli_args_t *args);
/* How measures were estimated and, with -v, what took its time (summary.c). */
void cli_say_measures(const cot_analysis_t *analysis);

/* Ctrl-C and friends set a flag; the library asks for it through its progress function. */
void cli_catch_signals(void);
bool cli_interrupted(void);
/* Threads, seed, progress and interruption from the options. */
cot_env_t cli_env(const cli_args_t *args);
/* Prints err (or the status' own text) and gives the exit code. */
int cli_fail(cot_status_t status, const cot_error_t *err);

/* ---- data
 * ---------------------------------------------------------------------------------------------------- */

/* The place that -o names, or standard output ("-" and no -o). */
cot_status_t cli_data_open(cot_out_t **out, const char *path, cot_error_t *err);
/* Ends it. A reader that went away (broken pipe) is no failure. */
cot_status_t cli_data_close(cot_out_t *out, bool commit, cot_error_t *err);
/* Flushes standard output; false when bytes were lost for another reason than a reader that went away. */
bool cli_stdout_done(void);
/* One field of a CSV row (RFC 4180), with the comma before it unless it is the first. A text that a
 * spreadsheet would run as a formula gets an apostrophe in front, as in the files of a run. */
void cli_csv_field(cot_out_t *out, bool first, const char *text);

/* A table for people (aligned columns) or programs (CSV). cell gives a text, NULL when there is no such row;
 * it may use scratch. Columns from n_plain on stand in the CSV only. */
enum { CLI_SCRATCH = 96 };
typedef const char *(*cli_cell_t)(size_t row, size_t column, char scratch[CLI_SCRATCH]);
typedef struct {
    const char *const *header;
    size_t n_columns, n_plain;
    cli_cell_t cell;
} cli_table_t;
/* Prints it on standard output; gives the exit code. */
int cli_print_table(const cli_table_t *table, bool csv);

#endif
