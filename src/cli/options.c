/* options.c: the table of options, and the values that are allowed for them.
 *
 * Wherever the library has a table (formats, measures, schemes), the allowed values are that table's names.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Choices from the tables of the library. */
static const char *choice_format(size_t i) {
    const cot_format_t *row = cot_formats(i);
    return row ? row->name : NULL;
}

static const char *choice_identity(size_t i) {
    const cot_identity_row_t *row = cot_identities(i);
    return row ? row->name : NULL;
}

static const char *choice_counting(size_t i) {
    const cot_counting_row_t *row = cot_countings(i);
    return row ? row->name : NULL;
}

static const char *choice_layout(size_t i) {
    const cot_layout_row_t *row = cot_layouts(i);
    return row ? row->name : NULL;
}

static const char *choice_paper(size_t i) {
    const cot_paper_size_t *row = cot_paper_sizes(i);
    return row ? row->name : NULL;
}

const char *cli_choice_figure(size_t i) {
    const cot_picture_t *row = cot_pictures(i);
    return row ? row->name : NULL;
}

static const char *choice_measure(size_t i) {
    const cot_measure_t *row = cot_measures(i);
    return row ? row->name : NULL;
}

/* What an axis of `figure centrality` can show: papers, then the measures of a co-author network's vertices. */
static const char *choice_axis(size_t i) {
    for (size_t n = 0, seen = 1; i > 0 && cot_measures(n); n++) {
        const cot_measure_t *row = cot_measures(n);
        if (row->shape == COT_SHAPE_VERTEX && (row->kinds & COT_COAUTHOR) && seen++ == i) {
            return row->name;
        }
    }
    return i == 0 ? "papers" : NULL;
}

/* The formats of networks that a run writes when asked, each once. */
static const char *choice_formats(size_t i) {
    const char *last = "";
    for (size_t n = 0, seen = 0; cot_exports(n); n++) {
        const char *format = cot_exports(n)->format;
        if (format && strcmp(format, last) != 0) {
            if (seen++ == i) {
                return format;
            }
            last = format;
        }
    }
    return NULL;
}

static const char *choice_link_score(size_t i) {
    const cot_link_row_t *row = cot_link_rows(i);
    return row ? row->name : NULL;
}

/* "auto", "none", then the community methods of the table of measures. */
static const char *choice_communities(size_t i) {
    if (i < 2) {
        return i == 0 ? "auto" : "none";
    }
    size_t seen = 2;
    for (size_t m = 0; cot_measures(m); m++) {
        if (cot_measures(m)->shape == COT_SHAPE_COMMUNITY && seen++ == i) {
            return cot_measures(m)->name;
        }
    }
    return NULL;
}

cli_output_t cli_output_at(size_t i) {
    size_t n = 0;
    for (; cot_exports(n); n++) {
        if (n == i) {
            const cot_export_t *row = cot_exports(n);
            return (cli_output_t){row->name, row->title, row->write, row->format, NULL};
        }
    }
    for (size_t r = 0; cot_reports(r); r++) {
        if (n + r == i) {
            const cot_report_t *row = cot_reports(r);
            return (cli_output_t){row->name, row->title, row->write, NULL, row->missing};
        }
    }
    return (cli_output_t){NULL, NULL, NULL, NULL, NULL};
}

cli_output_t cli_output_find(const char *name) {
    size_t i = 0;
    while (cli_output_at(i).name && strcmp(cli_output_at(i).name, name) != 0) {
        i++;
    }
    return cli_output_at(i);
}

const char *cli_choice_export(size_t i) {
    return cli_output_at(i).name;
}

/* Choices that only the program knows. */
static const char *const groups_names[] = {"drop", "keep"};
static const char *const topics_names[] = {"auto", "categories", "terms", "both"}; /* = cot_topic_source_t */
static const char *const progress_names[] = {"auto", "always", "never"};
static const char *const shell_names[] = {"bash", "zsh", "fish"};
static const char *const authors_names[] = {"list", "audit"};

/* In the order of cot_background_t. */
static const char *const background_names[] = {"white", "none", "dark"};

static const char *choice_background(size_t i) {
    return i < LENGTH(background_names) ? background_names[i] : NULL;
}

static const char *choice_groups(size_t i) {
    return i < LENGTH(groups_names) ? groups_names[i] : NULL;
}

static const char *choice_topics(size_t i) {
    return i < LENGTH(topics_names) ? topics_names[i] : NULL;
}

static const char *choice_progress(size_t i) {
    return i < LENGTH(progress_names) ? progress_names[i] : NULL;
}

const char *cli_choice_shell(size_t i) {
    return i < LENGTH(shell_names) ? shell_names[i] : NULL;
}

const char *cli_choice_authors(size_t i) {
    return i < LENGTH(authors_names) ? authors_names[i] : NULL;
}

#define OPT(id, name, letter, argument, group, type, fallback, choices, min, max, commands, shapes, help)    \
    {name, letter, argument, group, type, fallback, choices, min, max, commands, shapes, help},
static const cli_option_t options[] = {
#include "options.def"
};
#undef OPT

const cli_option_t *cli_option_at(size_t i) {
    return i < OPT_COUNT ? &options[i] : NULL;
}

size_t cli_option_by_name(unsigned commands, const char *name, size_t length) {
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if ((options[i].commands & commands) && strlen(options[i].name) == length &&
            memcmp(options[i].name, name, length) == 0) {
            return i;
        }
    }
    return OPT_COUNT;
}

size_t cli_option_by_letter(unsigned commands, char letter) {
    for (size_t i = 0; i < OPT_COUNT; i++) {
        if ((options[i].commands & commands) && options[i].letter && options[i].letter == letter) {
            return i;
        }
    }
    return OPT_COUNT;
}

void cli_choices_text(cli_choices_t choices, char *out, size_t size) {
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; choices(i) && used < size; i++) {
        int n = snprintf(out + used, size - used, "%s%s", i ? ", " : "", choices(i));
        used += n > 0 ? (size_t)n : 0;
    }
}

const char *cli_group_title(cli_group_t group) {
    static const char *const titles[GROUP_COUNT] = {"Input",   "Authors", "Topics", "Networks", "Analysis",
                                                    "Drawing", "Corpus",  "Batch",  "Output",   "General"};
    return titles[group];
}
