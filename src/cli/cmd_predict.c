/* cmd_predict.c: `coterie predict INPUT...`: pairs of authors who may come to write together, and how well
 * the scores would have foretold the last years.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline.h"

typedef struct {
    const cli_args_t *args;
    cli_pipeline_t *run;
    cot_out_t *pairs, *quality;
    cot_links_t *links;
    int16_t first, until, last; /* years of the papers; the last one to learn from */
    bool tested;
    cot_link_test_t test;
} predict_t;

/* The network of the years to learn from, and who wrote together later. */
typedef struct {
    cot_incidence_t *before, *after;
    cot_topics_t *topics;
    cot_graph_t *coauthor, *author_topic;
    cot_pairs_t *later;
    uint8_t *present;
} held_out_t;

/* ---- years ---- */

static void find_years(predict_t *p) {
    const cot_incidence_t *inc = p->run->incidence;
    p->first = p->last = COT_NO_YEAR;
    for (uint32_t i = 0; i < inc->n_papers; i++) {
        const int16_t year = inc->paper_year[i];
        if (year != COT_NO_YEAR) {
            p->first = p->first == COT_NO_YEAR || year < p->first ? year : p->first;
            p->last = year > p->last ? year : p->last;
        }
    }
}

/* Which years to hold out. That none can be is an error only where the test was asked for. */
static cot_status_t choose_years(predict_t *p, cot_error_t *err) {
    const cli_value_t *until = &p->args->values[OPT_UNTIL];
    const uint64_t years = p->args->values[OPT_TEST_YEARS].count;
    find_years(p);
    const int64_t last = until->text ? (int64_t)until->count : (int64_t)p->last - (int64_t)years;
    p->tested = p->first != COT_NO_YEAR && last >= p->first && last < p->last;
    p->until = p->tested ? (int16_t)last : COT_NO_YEAR;
    if (p->tested || (!until->text && !p->quality)) {
        return COT_OK;
    }
    err->code = COT_E_ARG;
    if (p->first == COT_NO_YEAR) {
        snprintf(err->message, sizeof err->message, "predict: no paper has a year, so none can be held out");
    } else if (p->first == p->last) {
        snprintf(err->message, sizeof err->message,
                 "predict: all papers are of %d, so no year can be held out", p->first);
    } else {
        snprintf(err->message, sizeof err->message,
                 "predict: the years after %lld cannot be held out of %d to %d (allowed: --until %d to %d)",
                 (long long)last, p->first, p->last, p->first, p->last - 1);
    }
    return COT_E_ARG;
}

/* ---- the test ---- */

static cot_status_t hold_out(const predict_t *p, held_out_t *h, cot_error_t *err) {
    const cli_pipeline_t *run = p->run;
    const cot_incidence_t *inc = run->incidence;
    cot_status_t st = cot_incidence_of_years(&h->before, inc, COT_NO_YEAR, p->until, &run->env, err);
    if (st == COT_OK) {
        st = cot_incidence_of_years(&h->after, inc, (int16_t)(p->until + 1), COT_NO_YEAR, &run->env, err);
    }
    if (st == COT_OK) {
        st = cli_topics_of(run, h->before, &h->topics, err);
    }
    if (st == COT_OK) {
        st = cli_networks_of(run, h->before, h->topics, &h->coauthor, &h->author_topic, err);
    }
    if (st == COT_OK) {
        st = cot_coauthor_pairs(&h->later, h->after, &run->env, err);
    }
    return st;
}

static cot_status_t test_scores(predict_t *p, cot_error_t *err) {
    held_out_t h = {0};
    const uint32_t n = p->run->incidence->n_authors;
    cli_stage("test");
    cot_status_t st = hold_out(p, &h, err);
    if (st == COT_OK && !(h.present = calloc((size_t)n + 1, 1))) {
        err->code = st = COT_E_NOMEM;
        snprintf(err->message, sizeof err->message, "out of memory: who is present (%u bytes)", n);
    }
    for (uint32_t a = 0; st == COT_OK && a < n; a++) {
        h.present[a] = h.before->author_off[a] < h.before->author_off[a + 1];
    }
    if (st == COT_OK) {
        st = cot_link_test(&p->test, h.coauthor, h.author_topic, h.present, h.later, NULL, &p->run->env, err);
    }
    free(h.present);
    cot_pairs_free(h.later);
    cot_graph_free(h.coauthor);
    cot_graph_free(h.author_topic);
    cot_topics_free(h.topics);
    cot_incidence_free(h.before);
    cot_incidence_free(h.after);
    return st;
}

/* ---- talk ---- */

static const char *share(double value, char out[16]) {
    if (isnan(value)) {
        return "-";
    }
    snprintf(out, 16, "%.3g", value);
    return out;
}

static void say_quality(const predict_t *p) {
    const cot_link_test_t *test = &p->test;
    char a[32], b[32], c[32], d[32], cuts[COT_LINK_CUTS][32], cells[COT_LINK_CUTS + 1][16];
    cli_say("test: learned from the years to %d, held out %d to %d: %s authors, %s pairs of them apart, of "
            "which %s came to write together (%s had a co-author in common)",
            p->until, p->until + 1, p->last, cli_grouped(test->authors, a), cli_grouped(test->pairs, b),
            cli_grouped(test->new_pairs, c), cli_grouped(test->new_at_two, d));
    cli_say("  %-24s %9s %s", "score", "AUC", "precision at");
    cli_say("  %-24s %9s %9s %9s %9s %9s", "", "", cli_grouped(test->cuts[0], cuts[0]),
            cli_grouped(test->cuts[1], cuts[1]), cli_grouped(test->cuts[2], cuts[2]),
            cli_grouped(test->cuts[3], cuts[3]));
    for (size_t i = 0; cot_link_rows(i); i++) {
        const cot_link_quality_t *q = &test->scores[cot_link_rows(i)->score];
        cli_say("  %-24s %9s %9s %9s %9s %9s", cot_link_rows(i)->name, share(q->auc, cells[COT_LINK_CUTS]),
                share(q->precision[0], cells[0]), share(q->precision[1], cells[1]),
                share(q->precision[2], cells[2]), share(q->precision[3], cells[3]));
    }
    if (test->new_pairs > 0) {
        share((double)test->new_pairs / (double)test->pairs, cells[0]);
        cli_say("  %-24s %9s %9s %9s %9s %9s", "(at random)", "0.5", cells[0], cells[0], cells[0], cells[0]);
    }
}

static void say_prediction(const predict_t *p) {
    char a[32], b[32], c[32];
    cli_say("pairs: %s of %s authors, by %s", cli_grouped(p->links->n, a),
            cli_grouped(p->run->incidence->n_authors, b), p->args->values[OPT_BY].text);
    if (p->links->topics_left > 0) {
        cli_say("  %s of %s topics, those of the most authors, are left out of the topic scores",
                cli_grouped(p->links->topics_left, a), cli_grouped(p->links->topics, c));
    }
    if (p->tested) {
        say_quality(p);
    } else if (p->first == COT_NO_YEAR) {
        cli_say("  not tested: no paper has a year");
    } else {
        cli_say("  not tested: the papers are of %d to %d, and without the last %s years none are left to "
                "learn from",
                p->first, p->last, cli_grouped(p->args->values[OPT_TEST_YEARS].count, a));
    }
}

/* ---- the command ---- */

/* The places of the results are opened before the work, so that one that cannot be had is told at once. */
static cot_status_t open_places(predict_t *p, cot_error_t *err) {
    const char *quality = p->args->values[OPT_QUALITY].text;
    cot_status_t st = cli_check_inputs(p->args, err);
    if (st == COT_OK) {
        st = cli_data_open(&p->pairs, p->args->values[OPT_OUTPUT].text, err);
    }
    if (st == COT_OK && quality) {
        st = cli_data_open(&p->quality, quality, err);
    }
    return st;
}

static cot_status_t find_pairs(predict_t *p, cot_error_t *err) {
    const cli_pipeline_t *run = p->run;
    cot_link_score_t by = COT_LINK_COMBINED;
    for (size_t i = 0; cot_link_rows(i); i++) {
        if (strcmp(p->args->values[OPT_BY].text, cot_link_rows(i)->name) == 0) {
            by = cot_link_rows(i)->score;
        }
    }
    cli_stage("pairs");
    return cot_link_predict(&p->links, run->coauthor.graph, run->author_topic.graph, by,
                            p->args->values[OPT_TOP].count, NULL, &run->env, err);
}

static cot_status_t write_results(predict_t *p, cot_error_t *err) {
    const cli_pipeline_t *run = p->run;
    cli_stage("writing");
    cot_out_env(p->pairs, &run->env);
    cot_status_t st = cot_write_links_csv(p->links, run->incidence, run->authors, p->pairs, err);
    return st == COT_OK && p->quality ? cot_write_link_test_csv(&p->test, p->quality, err) : st;
}

static cot_status_t predict(predict_t *p, cot_error_t *err) {
    cot_status_t st = open_places(p, err);
    if (st == COT_OK) {
        st = cli_pipeline_read(p->run, err);
    }
    if (st == COT_OK) {
        st = cli_pipeline_networks(p->run, err);
    }
    if (st == COT_OK) {
        st = choose_years(p, err);
    }
    if (st == COT_OK) {
        st = find_pairs(p, err);
    }
    if (st == COT_OK && p->tested) {
        st = test_scores(p, err);
    }
    if (st == COT_OK) {
        st = write_results(p, err);
    }
    /* Both or none: the second place keeps what it had when the first cannot be completed. */
    cot_status_t closed = cli_data_close(p->pairs, st == COT_OK, err);
    st = st == COT_OK ? closed : st;
    closed = p->quality ? cli_data_close(p->quality, st == COT_OK, err) : COT_OK;
    return st == COT_OK ? closed : st;
}

int cmd_predict(const cli_args_t *args) {
    cot_error_t err = COT_ERROR_INIT;
    cli_pipeline_t run;
    predict_t p = {.args = args, .run = &run};
    const char *quality = args->values[OPT_QUALITY].text;
    if (quality && strcmp(quality, args->values[OPT_OUTPUT].text) == 0) {
        cli_error("predict: -o and --quality both name \"%s\" (allowed: two places)", quality);
        return EXIT_USAGE;
    }
    cli_pipeline_init(&run, args);
    const cot_status_t st = predict(&p, &err);
    if (st == COT_OK) {
        cli_say_read(&run);
        say_prediction(&p);
    } else {
        cli_say_issues(&run);
    }
    cot_links_free(p.links);
    cli_pipeline_clear(&run);
    cli_say_resources(args);
    return cli_fail(st, &err);
}
