/* analysis.c: the container of what measures found.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/measures.h"

static cot_status_t new_column(cot_i_run_t *run, const cot_measure_t *measure, cot_column_t **out, cot_error_t *err) {
    cot_analysis_t *analysis = run->analysis;
    cot_column_t *grown = cot_i_realloc(analysis->columns, analysis->n_columns + 1, sizeof *grown);
    if (!grown) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: column %s", measure->name);
    }
    analysis->columns = grown;
    *out = &grown[analysis->n_columns++];
    memset(*out, 0, sizeof **out);
    (*out)->measure = measure;
    return COT_OK;
}

cot_status_t cot_i_add_ints(cot_i_run_t *run, const cot_measure_t *measure, int64_t **ints, cot_error_t *err) {
    cot_column_t *column = NULL;
    cot_status_t st = new_column(run, measure, &column, err);
    if (st == COT_OK) {
        column->type = COT_INT;
        column->ints = *ints;
        *ints = NULL;
    }
    return st;
}

cot_status_t cot_i_add_reals(cot_i_run_t *run, const cot_measure_t *measure, double **reals, cot_error_t *err,
                             const char *note, ...) {
    cot_column_t *column = NULL;
    cot_status_t st = new_column(run, measure, &column, err);
    if (st == COT_OK) {
        va_list args;
        va_start(args, note);
        (void)vsnprintf(column->note, sizeof column->note, note, args);
        va_end(args);
        column->type = COT_REAL;
        column->reals = *reals;
        *reals = NULL;
    }
    return st;
}

static cot_status_t new_figure(cot_i_run_t *run, const char *name, const char *title, const char *unit,
                               cot_figure_t **out, cot_error_t *err) {
    cot_analysis_t *analysis = run->analysis;
    cot_figure_t *grown = cot_i_realloc(analysis->figures, analysis->n_figures + 1, sizeof *grown);
    if (!grown) {
        return cot_i_fail(err, COT_E_NOMEM, "out of memory: figure %s", name);
    }
    analysis->figures = grown;
    *out = &grown[analysis->n_figures++];
    memset(*out, 0, sizeof **out);
    (*out)->name = name;
    (*out)->title = title;
    (*out)->unit = unit;
    return COT_OK;
}

cot_status_t cot_i_add_integer(cot_i_run_t *run, const char *name, const char *title, const char *unit,
                               uint64_t value, cot_error_t *err) {
    cot_figure_t *figure = NULL;
    cot_status_t st = new_figure(run, name, title, unit, &figure, err);
    if (st == COT_OK) {
        figure->type = COT_INT;
        figure->integer = (int64_t)value;
        figure->real = (double)value;
    }
    return st;
}

cot_status_t cot_i_add_real(cot_i_run_t *run, const char *name, const char *title, const char *unit, double value,
                            cot_error_t *err, const char *note, ...) {
    cot_figure_t *figure = NULL;
    cot_status_t st = new_figure(run, name, title, unit, &figure, err);
    if (st == COT_OK) {
        va_list args;
        va_start(args, note);
        (void)vsnprintf(figure->note, sizeof figure->note, note, args);
        va_end(args);
        figure->type = COT_REAL;
        figure->real = value;
    }
    return st;
}

/* A community while it is being numbered. */
typedef struct {
    uint32_t size, first;        /* members, smallest member */
    uint32_t label;              /* number in order of first appearance */
} community_t;

static int larger_then_first(const void *a, const void *b) {
    const community_t *x = a, *y = b;
    if (x->size != y->size) {
        return x->size < y->size ? 1 : -1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

/* Labels of any value in [0, n) to 0, 1, 2, ... by first appearance; fills communities. */
static uint32_t count_members(int64_t *membership, uint32_t n, uint32_t *seen, community_t *communities) {
    uint32_t count = 0;
    for (uint32_t v = 0; v < n; v++) {
        uint32_t *label = &seen[membership[v]];
        if (*label == 0) {
            communities[count] = (community_t){0, v, count};
            *label = ++count;
        }
        communities[*label - 1].size++;
        membership[v] = *label - 1;
    }
    return count;
}

cot_status_t cot_i_renumber(int64_t *membership, uint32_t n, uint64_t *count, uint64_t *shared, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *seen = NULL;
    community_t *communities = NULL;
    *count = *shared = 0;
    COT_NEW(st, err, seen, n, "community numbers");
    COT_NEW(st, err, communities, n, "community numbers");
    for (uint32_t v = 0; v < n; v++) {
        if (membership[v] < 0 || membership[v] >= n) {
            COT_FAIL(st, err, COT_E_INTERNAL, "community of vertex %u is %lld (allowed: 0 to %u)", v,
                     (long long)membership[v], n - 1);
        }
    }
    *count = count_members(membership, n, seen, communities);
    qsort(communities, *count, sizeof *communities, larger_then_first);
    for (uint32_t i = 0; i < *count; i++) {
        seen[communities[i].label] = i;
        *shared += communities[i].size > 1;
    }
    for (uint32_t v = 0; v < n; v++) {
        membership[v] = seen[membership[v]];
    }
done:
    cot_i_free(seen);
    cot_i_free(communities);
    return st;
}

void cot_analysis_free(cot_analysis_t *analysis) {
    if (!analysis) {
        return;
    }
    for (size_t i = 0; i < analysis->n_columns; i++) {
        cot_i_free(analysis->columns[i].ints);
        cot_i_free(analysis->columns[i].reals);
    }
    cot_i_free(analysis->columns);
    cot_i_free(analysis->figures);
    cot_i_free(analysis->degrees.counts);
    cot_i_free(analysis->timings);
    cot_i_free(analysis->distances.counts);
    cot_i_free(analysis);
}

const cot_column_t *cot_analysis_column(const cot_analysis_t *analysis, const char *name) {
    for (size_t i = 0; i < analysis->n_columns; i++) {
        if (strcmp(analysis->columns[i].measure->name, name) == 0) {
            return &analysis->columns[i];
        }
    }
    return NULL;
}

const cot_figure_t *cot_analysis_figure(const cot_analysis_t *analysis, const char *name) {
    for (size_t i = 0; i < analysis->n_figures; i++) {
        if (strcmp(analysis->figures[i].name, name) == 0) {
            return &analysis->figures[i];
        }
    }
    return NULL;
}
