/* test_options.c: the tables of commands and options, parsing, strict numbers, "did you mean".
 *
 * The defaults in the program's table must be those of the library: a caller of the library and a user of the
 * program get the same results.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/pipeline.h"

enum { MAX_WORDS = 16 };

/* The words are put behind "coterie <command>". */
static bool parse(cli_args_t *args, const char *command, const char *const *words, char *message) {
    static const char *rest[MAX_WORDS];
    static char *argv[MAX_WORDS];
    int argc = 2;
    argv[0] = (char *)(uintptr_t) "coterie";
    argv[1] = (char *)(uintptr_t)command;
    for (; words[argc - 2]; argc++) {
        argv[argc] = (char *)(uintptr_t)words[argc - 2];
    }
    message[0] = '\0';
    return cli_parse(args, cli_command_find(command), argc, argv, rest, message);
}

#define PARSE(args, message, command, ...)                                                                   \
    parse(args, command, (const char *const[]){__VA_ARGS__, NULL}, message)

static void test_counts(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool fine;
        uint64_t value;
    } rows[] = {
        {"0", true, 0},
        {"007", true, 7}, /* leading zeros are decimal, not octal */
        {"3K", true, 3000},
        {"3k", true, 3000},
        {"2M", true, 2000000},
        {"4G", true, 4000000000u},
        {"18446744073709551615", true, UINT64_MAX},
        {"18446744073709551616", false, 0}, /* one too many */
        {"18446744073709552K", false, 0},   /* only the scale overflows */
        {"", false, 0},
        {"K", false, 0},
        {"1KK", false, 0},
        {"1T", false, 0},
        {"1.5K", false, 0},
        {"-1", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"0x10", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t value = 0;
        if (cli_read_count(rows[i].text, &value) != rows[i].fine || value != rows[i].value) {
            fail_msg("\"%s\" was read wrongly", rows[i].text);
        }
    }
}

static void test_reals(void **state) {
    (void)state;
    static const char *const wrong[] = {"",   "nan", "inf", "0x1p3", "1,5", " 1",
                                        "1 ", "1e",  "e1",  "1e999", "--1", "."};
    double value = 0;
    assert_true(cli_read_real("1.5", &value) && value == 1.5);
    assert_true(cli_read_real("-2e-3", &value) && value == -2e-3);
    assert_true(cli_read_real(".5", &value) && value == .5);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (cli_read_real(wrong[i], &value)) {
            fail_msg("\"%s\" was taken for a number", wrong[i]);
        }
    }
}

static void test_years(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool fine;
        int16_t first, last;
    } rows[] = {
        {"2010:2020", true, 2010, 2020},
        {"2010:", true, 2010, COT_NO_YEAR},
        {":2020", true, COT_NO_YEAR, 2020},
        {"2015", true, 2015, 2015},
        {"2015:2015", true, 2015, 2015},
        {"2020:2010", false, 0, 0},
        {":", false, 0, 0},
        {"", false, 0, 0},
        {"20150", false, 0, 0},
        {"2010-2020", false, 0, 0},
        {"2010:2020:", false, 0, 0},
        {"2010: 2020", false, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int16_t first, last;
        bool fine = cli_read_years(rows[i].text, &first, &last);
        if (fine != rows[i].fine || (fine && (first != rows[i].first || last != rows[i].last))) {
            fail_msg("\"%s\" was read wrongly", rows[i].text);
        }
    }
}

static void test_grouped(void **state) {
    (void)state;
    char out[32];
    assert_string_equal(cli_grouped(0, out), "0");
    assert_string_equal(cli_grouped(999, out), "999");
    assert_string_equal(cli_grouped(1000, out), "1,000");
    assert_string_equal(cli_grouped(1234567, out), "1,234,567");
    assert_string_equal(cli_grouped(UINT64_MAX, out), "18,446,744,073,709,551,615");
}

static void test_edit_distance(void **state) {
    (void)state;
    assert_int_equal(cli_edit_distance("", ""), 0);
    assert_int_equal(cli_edit_distance("", "abc"), 3);
    assert_int_equal(cli_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(cli_edit_distance("rnu", "run"), 1); /* a swap is one edit */
    assert_int_equal(cli_edit_distance("ca", "abc"), 3);  /* restricted form: no edit inside a swap */
    char longer[80];
    memset(longer, 'a', sizeof longer);
    longer[79] = '\0';
    assert_true(cli_edit_distance(longer, "a") == SIZE_MAX);
    assert_string_equal(cli_nearest(cli_choice_command, "exprot"), "export");
    assert_null(cli_nearest(cli_choice_command, "banana"));
}

static void test_tables(void **state) {
    (void)state;
    char message[CLI_MESSAGE_MAX];
    for (size_t i = 0; i < OPT_COUNT; i++) {
        const cli_option_t *option = cli_option_at(i);
        cli_value_t value = {0};
        assert_true(option->commands != 0 && option->help[0]);
        assert_true((option->type == TYPE_FLAG) == (option->argument == NULL));
        if (option->fallback && !cli_parse_value(option, option->fallback, &value, message)) {
            fail_msg("the default of --%s is not allowed: %s", option->name, message);
        }
        for (size_t j = 0; j < i; j++) { /* no command takes a name or letter twice */
            const cli_option_t *other = cli_option_at(j);
            bool meet = (other->commands & option->commands) != 0;
            assert_false(meet && strcmp(other->name, option->name) == 0);
            assert_false(meet && option->letter && option->letter == other->letter);
        }
    }
    for (size_t i = 0; cli_commands(i); i++) {
        assert_ptr_equal(cli_command_find(cli_commands(i)->name), cli_commands(i));
        assert_int_equal(cli_command_bit(cli_commands(i)), 1u << i);
    }
}

/* What the program uses without options is what the library's INIT macros say. */
static void test_defaults(void **state) {
    (void)state;
    cli_args_t args;
    char message[CLI_MESSAGE_MAX];
    assert_true(PARSE(&args, message, "run", "x", "-o", "out"));
    const cli_value_t *v = args.values;
    const cot_filter_t filter = COT_FILTER_INIT;
    assert_true(v[OPT_YEARS].first_year == filter.first_year && v[OPT_YEARS].last_year == filter.last_year);
    assert_true(v[OPT_MAX_AUTHORS].count == filter.max_authors &&
                v[OPT_MIN_PAPERS].count == filter.min_papers);
    assert_true(v[OPT_DROP_WITHDRAWN].flag == filter.drop_withdrawn);
    assert_true((strcmp(v[OPT_GROUPS].text, "keep") == 0) == filter.groups_as_authors);
    const cot_topics_params_t topics = COT_TOPICS_PARAMS_INIT;
    assert_true(v[OPT_MIN_TOPIC_PAPERS].count == topics.min_papers &&
                v[OPT_MAX_TERMS].count == topics.max_terms);
    assert_string_equal(v[OPT_TOPICS].text, cli_option_at(OPT_TOPICS)->choices(topics.source));
    const cot_authors_params_t authors = COT_AUTHORS_PARAMS_INIT;
    for (size_t i = 0; cot_identities(i); i++) {
        if (cot_identities(i)->identity == authors.identity) {
            assert_string_equal(v[OPT_IDENTITY].text, cot_identities(i)->name);
        }
    }
    const cot_analyze_params_t analyze = COT_ANALYZE_PARAMS_INIT;
    assert_true(v[OPT_RESOLUTION].real == analyze.resolution &&
                v[OPT_CPM_RESOLUTION].real == analyze.cpm_resolution);
    assert_true(v[OPT_BUDGET].real == analyze.budget && v[OPT_EPSILON].real == analyze.epsilon);
    assert_true(v[OPT_EXACT].flag == analyze.exact && v[OPT_PIVOTS].count == analyze.pivots);
    const cot_env_t env = COT_ENV_INIT;
    assert_true((int)v[OPT_THREADS].count == env.threads && v[OPT_SEED].count == env.seed);
    const cot_read_params_t read = COT_READ_PARAMS_INIT;
    assert_true(v[OPT_FORMAT].text == read.format && v[OPT_STRICT].flag == read.strict);
}

static void test_synth_defaults(void **state) {
    (void)state;
    cli_args_t args;
    char message[CLI_MESSAGE_MAX];
    assert_true(PARSE(&args, message, "synth", "--seed", "1"));
    const cli_value_t *v = args.values;
    const cot_synth_params_t synth = COT_SYNTH_PARAMS_INIT;
    assert_true(v[OPT_PAPERS].count == synth.papers && v[OPT_FIELDS].count == synth.fields);
    assert_true(v[OPT_SYNTH_YEARS].first_year == synth.first_year &&
                v[OPT_SYNTH_YEARS].last_year == synth.last_year);
    assert_true(v[OPT_GROWTH].real == synth.growth && v[OPT_MEAN_AUTHORS].real == synth.mean_authors);
}

static void test_forms(void **state) {
    (void)state;
    cli_args_t args;
    char message[CLI_MESSAGE_MAX];
    assert_true(PARSE(&args, message, "run", "a", "-vq", "--seed=7", "-oout", "-", "--threads", "2"));
    assert_true(args.values[OPT_VERBOSE].flag && args.values[OPT_QUIET].flag);
    assert_int_equal(args.values[OPT_SEED].count, 7);
    assert_int_equal(args.values[OPT_THREADS].count, 2);
    assert_string_equal(args.values[OPT_OUTPUT_DIR].text, "out");
    assert_int_equal(args.n_rest, 2);
    assert_string_equal(args.rest[1], "-"); /* standard input, no option */

    assert_true(PARSE(&args, message, "run", "--seed", "1", "--seed", "2", "--", "-o", "--seed"));
    assert_int_equal(args.values[OPT_SEED].count, 2); /* the last one holds */
    assert_int_equal(args.n_rest, 2);                 /* behind "--" nothing is an option */
    assert_string_equal(args.rest[0], "-o");

    assert_true(PARSE(&args, message, "export", "papers.csv", "x", "-t3"));
    assert_string_equal(args.first, "papers.csv");
    assert_string_equal(args.values[OPT_OUTPUT].text, "-");
    assert_true(PARSE(&args, message, "run", "--help")); /* nothing else is needed then */
}

static void test_canonical(void **state) {
    (void)state;
    cli_args_t args;
    char message[CLI_MESSAGE_MAX];
    assert_true(PARSE(&args, message, "run", "x", "--max-authors", "3K", "--resolution", "1.50", "--years",
                      "2015", "--exact"));
    assert_string_equal(cli_shown(&args, OPT_MAX_AUTHORS), "3000");
    assert_string_equal(cli_shown(&args, OPT_RESOLUTION), "1.5");
    assert_string_equal(cli_shown(&args, OPT_YEARS), "2015:2015");
    assert_string_equal(cli_shown(&args, OPT_EXACT), "true");
    assert_string_equal(cli_shown(&args, OPT_STRICT), "false");
    assert_string_equal(cli_shown(&args, OPT_FORMAT), "");
}

/* Each wrong command line is refused in one line that names what is allowed. */
static void test_refused(void **state) {
    (void)state;
    cli_args_t args;
    char message[CLI_MESSAGE_MAX];
    static const char *const rows[][5] = {
        {"run", "--counting", "fll", "x", "did you mean \"full\""},
        {"run", "--countin", "full", "x", "did you mean --counting"},
        {"run", "--measures", "degree,,degree", "x", "allowed"},
        {"run", "--communities", "Leiden", "x", "leiden"},
        {"run", "--min-papers", "0", "x", "from 1"},
        {"run", "--resolution", "1e9", "x", "from 0"},
        {"run", "--papers", "3", "x", "no option"}, /* of another command */
        {"synth", "--growth", "-1", "--exact", "from -0.99"},
        {"export", "nothing.csv", "x", "x", "coauthors.graphml"},
        {"kinds", "x", "--csv", "--csv", "too many"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (PARSE(&args, message, rows[i][0], rows[i][1], rows[i][2], rows[i][3])) {
            fail_msg("row %zu was accepted", i);
        }
        if (!strstr(message, rows[i][4]) || strchr(message, '\n')) {
            fail_msg("row %zu: \"%s\" does not say \"%s\"", i, message, rows[i][4]);
        }
    }
    assert_false(PARSE(&args, message, "run", "x", "-o"));   /* no value */
    assert_false(PARSE(&args, message, "run", "-o", "out")); /* no input */
}

static void test_exit_codes(void **state) {
    (void)state;
    static const int codes[] = {0, 4, 1, 2, 3, 4, 7, 130}; /* by -status */
    for (int i = 0; i < 8; i++) {
        assert_int_equal(cli_exit_code((cot_status_t)-i), codes[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),        cmocka_unit_test(test_reals),
        cmocka_unit_test(test_years),         cmocka_unit_test(test_grouped),
        cmocka_unit_test(test_edit_distance), cmocka_unit_test(test_tables),
        cmocka_unit_test(test_defaults),      cmocka_unit_test(test_synth_defaults),
        cmocka_unit_test(test_forms),         cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_refused),       cmocka_unit_test(test_exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
