/* schema.c: the tree of a jobs file -> jobs. Every fault is named with its line and what is allowed; several
 * faults are told at once.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/batch.h"
#include "batch/tree.h"

typedef struct {
    batch_t *batch;
    batch_problems_t *problems;
} schema_t;

void batch_problem(batch_problems_t *problems, const char *format, ...) {
    if (problems->n < BATCH_PROBLEMS) {
        va_list args;
        va_start(args, format);
        vsnprintf(problems->lines[problems->n], BATCH_LINE, format, args);
        va_end(args);
    }
    problems->n++;
}

/* ---- keys ---- */

static const char *const top_keys[] = {"version", "title", "output", "defaults", "jobs", NULL};
static const char *const job_keys[] = {"name", "inputs", "output", NULL};

static const char *choice_top(size_t i) {
    return top_keys[i];
}

/* An option of `run` that a job may have: those of the batch itself and of talk are not among them. */
static bool is_job_option(size_t i) {
    return (cli_option_at(i)->commands & ON(RUN)) && i != OPT_OUTPUT_DIR && i != OPT_THREADS &&
           i != OPT_PROGRESS && i != OPT_VERBOSE && i != OPT_QUIET && i != OPT_HELP;
}

/* The i-th name of a job's options; behind them, with keys, those of the job itself. */
static const char *job_choice(size_t i, bool keys) {
    for (size_t option = 0; option < OPT_COUNT; option++) {
        if (is_job_option(option) && i-- == 0) {
            return cli_option_at(option)->name;
        }
    }
    return keys && i < sizeof job_keys / sizeof *job_keys ? job_keys[i] : NULL;
}

static const char *choice_job(size_t i) {
    return job_choice(i, true);
}

static const char *choice_default(size_t i) {
    return job_choice(i, false);
}

static void refuse_key(schema_t *schema, const tree_node_t *node, const char *where, cli_choices_t choices,
                       const char *allowed) {
    const char *nearest = cli_nearest(choices, node->key);
    char list[256];
    if (!allowed) {
        cli_choices_text(choices, list, sizeof list);
        allowed = list;
    }
    batch_problem(schema->problems, "%s:%zu: there is no key \"%.60s\" %s (allowed: %s)%s%s%s",
                  schema->batch->file, node->key_line, node->key, where, allowed,
                  nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

static void refuse_kind(schema_t *schema, const tree_node_t *node, const char *what, const char *allowed) {
    char found[96];
    if (node->kind == TREE_SCALAR) {
        snprintf(found, sizeof found, "%s\"%.60s\"", node->plain && !node->text[0] ? "nothing: " : "",
                 node->text);
    } else {
        snprintf(found, sizeof found, "%s", tree_kind_text(node));
    }
    batch_problem(schema->problems, "%s:%zu: %s: found %s (allowed: %s)", schema->batch->file, node->line,
                  what, found, allowed);
}

/* A text that is not empty. */
static const char *text_of(schema_t *schema, const tree_node_t *node, const char *what) {
    if (node->kind != TREE_SCALAR || node->text[0] == '\0') {
        refuse_kind(schema, node, what, "a text");
        return NULL;
    }
    return node->text;
}

/* ---- options ---- */

/* A list of texts as "a,b,c", the way a list stands on the command line. */
static char *join_list(schema_t *schema, const tree_node_t *node) {
    size_t length = 1;
    for (const tree_node_t *child = node->first; child; child = child->next) {
        if (!text_of(schema, child, node->key)) {
            return NULL;
        }
        length += strlen(child->text) + 1;
    }
    char *text = batch_need(length, 1);
    for (const tree_node_t *child = node->first; child; child = child->next) {
        size_t used = strlen(text);
        snprintf(text + used, length - used, "%s%s", used ? "," : "", child->text);
    }
    return text;
}

/* The value as it would stand on the command line; NULL after a fault. */
static char *option_text(schema_t *schema, const tree_node_t *node, const cli_option_t *option) {
    if (option->type == TYPE_LIST && node->kind == TREE_LIST && node->first) {
        return join_list(schema, node);
    }
    if (node->kind != TREE_SCALAR) {
        refuse_kind(schema, node, node->key,
                    option->type == TYPE_LIST ? "a text or a list of texts" : "a text or number");
        return NULL;
    }
    if (option->type == TYPE_FLAG && strcmp(node->text, "true") != 0 && strcmp(node->text, "false") != 0) {
        refuse_kind(schema, node, node->key, "true, false");
        return NULL;
    }
    return batch_copy(node->text);
}

static void take_option(schema_t *schema, const tree_node_t *node, size_t index, char **texts) {
    const cli_option_t *option = cli_option_at(index);
    char message[CLI_MESSAGE_MAX] = "";
    cli_value_t value;
    char *text = option_text(schema, node, option);
    if (!text) {
        return;
    }
    if (option->type != TYPE_FLAG && !cli_parse_value(option, text, &value, message)) {
        const char *told = strncmp(message, "--", 2) == 0 ? message + 2 : message;
        batch_problem(schema->problems, "%s:%zu: %s", schema->batch->file, node->line, told);
        free(text);
        return;
    }
    free(texts[index]);
    texts[index] = text;
}

/* Takes a key that is an option; tells why when it is none. */
static void take_key(schema_t *schema, const tree_node_t *node, char **texts, bool in_job) {
    size_t index = cli_option_by_name(ON(RUN), node->key, strlen(node->key));
    if (index < OPT_COUNT && is_job_option(index)) {
        take_option(schema, node, index, texts);
    } else if (index < OPT_COUNT && (in_job || index != OPT_OUTPUT_DIR)) {
        batch_problem(schema->problems,
                      "%s:%zu: \"%s\" is for the whole batch: give it on the command line, as --%s",
                      schema->batch->file, node->key_line, node->key, node->key);
    } else {
        refuse_key(schema, node, in_job ? "in a job" : "in defaults", in_job ? choice_job : choice_default,
                   in_job ? "name, inputs, output, and the options of `coterie help run`"
                          : "the options of `coterie help run`");
    }
}

/* ---- jobs ---- */

/* A name or folder that stays inside the batch's folder. */
static bool check_inside(schema_t *schema, const tree_node_t *node, const char *text) {
    static const char *const ours[] = {"index.html", "comparison.csv", "overlap.csv"};
    bool fine =
        strlen(text) <= BATCH_NAME && text[0] != '/' && text[0] != '.' && text[strlen(text) - 1] != '/';
    fine = fine && !strstr(text, "//") && !strstr(text, "/.");
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        fine = fine && strcmp(text, ours[i]) != 0;
    }
    if (!fine) {
        batch_problem(
            schema->problems,
            "%s:%zu: %s: \"%.60s\" is not allowed (allowed: up to %d bytes, a folder inside the batch's "
            "output, no part beginning with a dot, not index.html, comparison.csv or overlap.csv)",
            schema->batch->file, node->line, node->key, text, (int)BATCH_NAME);
    }
    return fine;
}

static void take_name(schema_t *schema, job_t *job, const tree_node_t *node) {
    const char *text = text_of(schema, node, "name");
    if (text && strchr(text, '/')) {
        batch_problem(schema->problems,
                      "%s:%zu: name: \"%.60s\" is not allowed (allowed: no slash; output may have one)",
                      schema->batch->file, node->line, text);
    } else if (text && check_inside(schema, node, text)) {
        job->name = batch_copy(text);
    }
}

static void add_pattern(schema_t *schema, job_t *job, const tree_node_t *node) {
    const char *text = text_of(schema, node, "inputs");
    if (text && strcmp(text, "-") == 0) {
        batch_problem(schema->problems, "%s:%zu: inputs: standard input (-) is not for a batch",
                      schema->batch->file, node->line);
    } else if (text) {
        size_t capacity = job->n_patterns, lines = job->n_patterns;
        job->patterns = batch_room(job->patterns, &capacity, job->n_patterns, sizeof *job->patterns);
        job->pattern_lines =
            batch_room(job->pattern_lines, &lines, job->n_patterns, sizeof *job->pattern_lines);
        job->patterns[job->n_patterns] = batch_copy(text);
        job->pattern_lines[job->n_patterns++] = node->line;
    }
}

static void take_inputs(schema_t *schema, job_t *job, const tree_node_t *node) {
    if (node->kind == TREE_SCALAR) {
        add_pattern(schema, job, node);
    } else if (node->kind == TREE_MAP || !node->first) {
        refuse_kind(schema, node, "inputs", "a path or glob, or a list of them");
    } else {
        for (const tree_node_t *child = node->first; child; child = child->next) {
            add_pattern(schema, job, child);
        }
    }
}

static const tree_node_t *find_key(const tree_node_t *map, const char *key) {
    for (const tree_node_t *node = map->first; node; node = node->next) {
        if (strcmp(node->key, key) == 0) {
            return node;
        }
    }
    return NULL;
}

static void require_key(schema_t *schema, const tree_node_t *map, const char *what, const char *key) {
    if (!find_key(map, key)) {
        batch_problem(schema->problems, "%s:%zu: %s has no \"%s\"", schema->batch->file, map->line, what,
                      key);
    }
}

static void take_job(schema_t *schema, job_t *job, const tree_node_t *map) {
    require_key(schema, map, "this job", "name");
    require_key(schema, map, "this job", "inputs");
    for (const tree_node_t *node = map->first; node; node = node->next) {
        if (strcmp(node->key, "name") == 0) {
            take_name(schema, job, node);
        } else if (strcmp(node->key, "inputs") == 0) {
            take_inputs(schema, job, node);
        } else if (strcmp(node->key, "output") == 0) {
            const char *text = text_of(schema, node, "output");
            job->output = text && check_inside(schema, node, text) ? batch_copy(text) : NULL;
        } else {
            take_key(schema, node, job->texts, true);
        }
    }
}

static bool lies_inside(const char *inner, const char *outer) {
    size_t n = strlen(outer);
    return strncmp(inner, outer, n) == 0 && (inner[n] == '\0' || inner[n] == '/');
}

static int by_output(const void *a, const void *b) {
    const job_t *x = *(job_t *const *)a, *y = *(job_t *const *)b;
    /* '/' sorts below every other byte here, so that a folder stands right before what is inside it. */
    const unsigned char *p = (const unsigned char *)x->output, *q = (const unsigned char *)y->output;
    while (*p && *p == *q) {
        p++;
        q++;
    }
    int left = *p == '/' ? 1 : *p ? *p + 1 : 0, right = *q == '/' ? 1 : *q ? *q + 1 : 0;
    return left != right ? left - right : (x->line > y->line) - (x->line < y->line);
}

static int by_name(const void *a, const void *b) {
    const job_t *x = *(job_t *const *)a, *y = *(job_t *const *)b;
    int order = strcmp(x->name, y->name);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Names are unique, and no job writes into the folder of another one. */
static void check_unique(schema_t *schema) {
    batch_t *batch = schema->batch;
    job_t **order = batch_need(batch->n + 1, sizeof *order);
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++) {
        if (batch->jobs[i].name) {
            order[n++] = &batch->jobs[i];
        }
    }
    qsort(order, n, sizeof *order, by_name);
    for (size_t i = 1; i < n; i++) {
        if (strcmp(order[i]->name, order[i - 1]->name) == 0) {
            batch_problem(schema->problems, "%s:%zu: name: \"%s\" is the name of another job (line %zu)",
                          batch->file, order[i]->line, order[i]->name, order[i - 1]->line);
        }
    }
    qsort(order, n, sizeof *order, by_output);
    const job_t *above = n ? order[0] : NULL; /* the last folder that was not inside another */
    for (size_t i = 1; i < n; i++) {
        if (!lies_inside(order[i]->output, above->output)) {
            above = order[i];
        } else if (strcmp(order[i]->name, above->name) != 0) {
            batch_problem(schema->problems,
                          "%s:%zu: output: \"%s\" is, or is inside, the folder of another job (line %zu)",
                          batch->file, order[i]->line, order[i]->output, above->line);
        }
    }
    free(order);
}

static void take_jobs(schema_t *schema, const tree_node_t *list) {
    batch_t *batch = schema->batch;
    size_t n = 0;
    for (const tree_node_t *node = list->first; node; node = node->next) {
        n++;
    }
    if (list->kind != TREE_LIST || n == 0) {
        refuse_kind(schema, list, "jobs", "a list of one job or more");
        return;
    }
    if (n > BATCH_JOBS) {
        batch_problem(schema->problems, "%s:%zu: jobs: %zu jobs (allowed: up to %d)", batch->file, list->line,
                      n, (int)BATCH_JOBS);
        return;
    }
    batch->jobs = batch_need(n, sizeof *batch->jobs);
    for (const tree_node_t *node = list->first; node; node = node->next) {
        job_t *job = &batch->jobs[batch->n++];
        job->line = node->line;
        if (node->kind == TREE_MAP) {
            take_job(schema, job, node);
        } else {
            refuse_kind(schema, node, "jobs", "a map with name, inputs and options");
        }
        if (job->name && !job->output) {
            job->output = batch_copy(job->name);
        }
    }
}

/* ---- the whole ---- */

static void take_defaults(schema_t *schema, const tree_node_t *map, char **texts) {
    if (map->kind != TREE_MAP) {
        refuse_kind(schema, map, "defaults", "a map of options");
        return;
    }
    for (const tree_node_t *node = map->first; node; node = node->next) {
        take_key(schema, node, texts, false);
    }
}

static void take_top(schema_t *schema, const tree_node_t *root, char **defaults) {
    batch_t *batch = schema->batch;
    for (const tree_node_t *node = root->first; node; node = node->next) {
        if (strcmp(node->key, "version") == 0) {
            if (node->kind != TREE_SCALAR || strcmp(node->text, "1") != 0) {
                refuse_kind(schema, node, "version", "1");
            }
        } else if (strcmp(node->key, "title") == 0) {
            const char *text = text_of(schema, node, "title");
            batch->title = text ? batch_copy(text) : NULL;
        } else if (strcmp(node->key, "output") == 0) {
            const char *text = text_of(schema, node, "output");
            batch->output = text ? batch_copy(text) : NULL;
        } else if (strcmp(node->key, "defaults") == 0) {
            take_defaults(schema, node, defaults);
        } else if (strcmp(node->key, "jobs") == 0) {
            take_jobs(schema, node);
        } else {
            refuse_key(schema, node, "here", choice_top, NULL);
        }
    }
}

/* A job has the defaults where it says nothing itself. */
static void give_defaults(batch_t *batch, char **defaults) {
    for (size_t option = 0; option < OPT_COUNT; option++) {
        for (size_t i = 0; defaults[option] && i < batch->n; i++) {
            if (!batch->jobs[i].texts[option]) {
                batch->jobs[i].texts[option] = batch_copy(defaults[option]);
            }
        }
        free(defaults[option]);
    }
}

void batch_schema(batch_t *batch, const char *text, size_t n, batch_problems_t *problems) {
    schema_t schema = {batch, problems};
    char message[TREE_MESSAGE], *defaults[OPT_COUNT] = {NULL};
    tree_node_t *root = tree_read(text, n, message);
    if (!root) {
        const char *at = strncmp(message, "line ", 5) == 0 ? message + 5 : NULL;
        batch_problem(problems, "%s:%s%s", batch->file, at ? "" : " ", at ? at : message);
        return;
    }
    if (root->kind != TREE_MAP) {
        refuse_kind(&schema, root, "the file", "a map with version, output and jobs");
    } else {
        require_key(&schema, root, "the file", "version");
        require_key(&schema, root, "the file", "output");
        require_key(&schema, root, "the file", "jobs");
        take_top(&schema, root, defaults);
        check_unique(&schema);
    }
    give_defaults(batch, defaults);
    for (size_t i = 0; i < batch->n && batch->output; i++) {
        if (batch->jobs[i].output) {
            batch->jobs[i].folder = batch_join(batch->output, batch->jobs[i].output);
        }
    }
    tree_free(root);
}
