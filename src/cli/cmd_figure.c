/* cmd_figure.c: `coterie figure FIGURE INPUT...`: a picture of the results; `coterie figures`: which there are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "pipeline.h"

enum { AXES = 128 }; /* two names of measures */

static const cot_paper_size_t *paper_of(const cli_args_t *args) {
    size_t i = 0;
    while (cot_paper_sizes(i + 1) && strcmp(cot_paper_sizes(i)->name, args->values[OPT_PAPER].text) != 0) {
        i++;
    }
    return cot_paper_sizes(i);
}

/* The format that the ending of -o asks for; false: none does. */
static bool format_of(const char *path, cot_picture_format_t *format) {
    const char *dot = strrchr(path, '.');
    *format = COT_PICTURE_SVG;
    if (strcmp(path, "-") == 0) {
        return true;
    }
    for (size_t i = 0; dot && cot_picture_formats(i); i++) {
        if (strcmp(dot + 1, cot_picture_formats(i)->name) == 0) {
            *format = cot_picture_formats(i)->format;
            return true;
        }
    }
    return false;
}

static cot_picture_params_t params_of(const cli_args_t *args, cot_picture_format_t format) {
    cot_picture_params_t params = COT_PICTURE_PARAMS_INIT;
    const cot_paper_size_t *paper = paper_of(args);
    const double width = args->values[OPT_WIDTH].real, height = args->values[OPT_HEIGHT].real;
    params.format = format;
    params.width = width > 0 ? width : paper->width;
    params.height = height > 0 ? height : width > 0 ? 0 : paper->height;
    params.font_size = paper->font_size;
    params.dpi = args->values[OPT_DPI].real;
    params.labels = (uint32_t)args->values[OPT_LABELS].count;
    params.largest_component = args->values[OPT_LARGEST_COMPONENT].flag;
    params.x_measure = args->values[OPT_X_AXIS].text;
    params.y_measure = args->values[OPT_Y_AXIS].text;
    params.title = args->values[OPT_TITLE].text;
    params.caption = !args->values[OPT_NO_CAPTION].flag;
    params.font = args->values[OPT_FONT].text;
    for (size_t i = 0; cli_option_at(OPT_BACKGROUND)->choices(i); i++) {
        if (strcmp(args->values[OPT_BACKGROUND].text, cli_option_at(OPT_BACKGROUND)->choices(i)) == 0) {
            params.background = (cot_background_t)i; /* the names stand in the order of the enumeration */
        }
    }
    return params;
}

/* The measures of the axes, as a list: papers are counted without. */
static const char *axes_of(const cot_picture_params_t *params, char list[AXES]) {
    const char *x = strcmp(params->x_measure, "papers") != 0 ? params->x_measure : "";
    const char *y = strcmp(params->y_measure, "papers") != 0 ? params->y_measure : "";
    (void)snprintf(list, AXES, "%s%s%s", x, x[0] && y[0] ? "," : "", y);
    return list[0] ? list : "none";
}

/* Nothing is computed that the picture does not show. */
static void leave_out(cli_network_t *network, const cot_picture_t *picture, const char *measures, cot_kind_t kind) {
    const bool shown = (picture->networks & (unsigned)kind) != 0;
    network->measures = shown ? measures : "none";
    network->communities = shown && picture->communities ? NULL : "none";
    network->unplaced = !shown || !picture->placed;
}

static cot_status_t draw_to(cli_pipeline_t *run, const cot_picture_t *picture, const cot_picture_params_t *params,
                            cot_picture_notes_t *notes, cot_error_t *err) {
    cot_out_t *out = NULL;
    cot_status_t st = cot_picture_check(params, err);
    if (st == COT_OK) {
        st = cli_check_inputs(run->args, err);
    }
    if (st == COT_OK) {
        st = cli_data_open(&out, run->args->values[OPT_OUTPUT].text, err);
    }
    if (st != COT_OK) {
        return st;
    }
    st = cli_pipeline_read(run, err);
    if (st == COT_OK) {
        st = cli_pipeline_analyze(run, err);
    }
    if (st == COT_OK) {
        cli_stage("drawing");
        cot_out_env(out, &run->env);
        st = cot_picture_write(picture, &run->results, params, out, notes, err);
    }
    const cot_status_t closed = cli_data_close(out, st == COT_OK, err);
    return st == COT_OK ? closed : st;
}

static void say_notes(const cot_picture_notes_t *notes, const cot_picture_params_t *params) {
    if (notes->no_fonts) {
        cli_error("figure: there is no font on this machine, so the figure has no text (Debian: apt-get install "
                  "fonts-dejavu-core)");
    }
    if (notes->raster) {
        cli_say("dots and lines are too many for shapes: they are an image of %g dpi inside the file", params->dpi);
    }
}

int cmd_figure(const cli_args_t *args) {
    cot_picture_format_t format;
    if (!format_of(args->values[OPT_OUTPUT].text, &format)) {
        cli_error("figure: -o %s: the ending says how to draw (allowed: .svg, .pdf, .png)", args->values[OPT_OUTPUT].text);
        return EXIT_USAGE;
    }
    cot_error_t err = COT_ERROR_INIT;
    cli_pipeline_t run;
    char axes[AXES];
    const cot_picture_t *picture = cot_picture_find(args->first);
    if (args->values[OPT_LARGEST_COMPONENT].flag && !picture->placed) {
        cli_error("figure: --largest-component: %s shows no map (allowed with: network, author-topics)", picture->name);
        return EXIT_USAGE;
    }
    const cot_picture_params_t params = params_of(args, format);
    cot_picture_notes_t notes = {false, false, 0};
    cli_pipeline_init(&run, args);
    const char *measures = picture->measures ? picture->measures : axes_of(&params, axes);
    leave_out(&run.coauthor, picture, measures, COT_COAUTHOR);
    leave_out(&run.author_topic, picture, measures, COT_AUTHOR_TOPIC);
    const cot_status_t st = draw_to(&run, picture, &params, &notes, &err);
    if (st == COT_OK) {
        cli_say_read(&run);
        say_notes(&notes, &params);
    } else {
        cli_say_issues(&run);
    }
    cli_pipeline_clear(&run);
    cli_say_resources(args);
    return cli_fail(st, &err);
}

static const char *const header[] = {"name", "title"};

static const char *cell(size_t row, size_t column, char scratch[CLI_SCRATCH]) {
    const cot_picture_t *picture = cot_pictures(row);
    (void)scratch;
    return !picture ? NULL : column == 0 ? picture->name : picture->title;
}

int cmd_figures(const cli_args_t *args) {
    const cli_table_t table = {header, 2, 2, cell};
    return cli_print_table(&table, args->values[OPT_CSV].flag);
}
