/* communities.c: the communities of the co-author network as people see them: who, on what, when, how closed.
 *
 * A paper belongs to every community that one of its authors belongs to. With n_c papers of community c that
 * have topics, n_ct of them on topic t, and N, N_t the same over all kept papers, topics are ranked by n_ct
 * ln((n_ct / n_c) / (N_t / N)), the part of topic t in the log-likelihood ratio of "the community's topics"
 * against "everybody's topics" (Dunning, Comput. Linguist. 19, 61 (1993)): it favours what is both frequent
 * here and rarer elsewhere.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "coterie/results.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fail.h"

enum { TOP = 5 };

/* What describing needs; rows of `papers` are the papers of each community, ascending. */
typedef struct {
    const cot_results_t *results;
    const cot_graph_t *graph;
    const cot_incidence_t *incidence; /* NULL: no papers, people are known by number only */
    const int64_t *community;
    cot_community_t *rows;
    size_t n;
    double *strength; /* of each vertex */
    uint64_t *off;    /* n + 1 */
    uint32_t *papers;
    uint32_t *corpus_papers; /* N_t, by topic */
    uint32_t *count;         /* n_ct of the community at hand, by topic */
    uint32_t *touched;       /* topics with count > 0 */
    uint32_t n_topical;      /* N */
} describe_t;

static void clear(describe_t *d) {
    cot_i_free(d->strength);
    cot_i_free(d->off);
    cot_i_free(d->papers);
    cot_i_free(d->corpus_papers);
    cot_i_free(d->count);
    cot_i_free(d->touched);
}

/* The partition of the co-author network; NULL when there is none. */
static const int64_t *partition(const cot_results_t *results) {
    const cot_analysis_t *analysis = results->coauthor.analysis;
    if (!results->coauthor.graph || !analysis || analysis->community >= analysis->n_columns) {
        return NULL;
    }
    return analysis->columns[analysis->community].ints;
}

static const char *label_of(const describe_t *d, uint32_t vertex) {
    if (!d->incidence || !d->results->authors) {
        return "";
    }
    return cot_authors_at(d->results->authors, d->incidence->author_of[vertex]).label;
}

/* Whether u comes before v among the important people. */
static bool before(const describe_t *d, uint32_t u, uint32_t v) {
    if (d->strength[u] != d->strength[v]) {
        return d->strength[u] > d->strength[v];
    }
    int order = strcmp(label_of(d, u), label_of(d, v));
    return order < 0 || (order == 0 && u < v);
}

static void add_person(const describe_t *d, cot_community_t *row, uint32_t vertex) {
    uint32_t at = row->n_people;
    while (at > 0 && before(d, vertex, row->people[at - 1])) {
        at--;
    }
    if (at == TOP) {
        return;
    }
    row->n_people += row->n_people < TOP;
    for (uint32_t i = row->n_people - 1; i > at; i--) {
        row->people[i] = row->people[i - 1];
    }
    row->people[at] = vertex;
}

static cot_status_t add_people(describe_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    const cot_graph_t *g = d->graph;
    COT_NEW(st, err, d->strength, g->n, "communities");
    cot_graph_strengths(g, d->strength);
    for (uint32_t v = 0; v < g->n; v++) {
        cot_community_t *row = &d->rows[d->community[v]];
        row->size++;
        add_person(d, row, v);
    }
    for (uint64_t e = 0; e < g->m; e++) {
        int64_t a = d->community[g->from[e]], b = d->community[g->to[e]];
        d->rows[a].inside += a == b;
        d->rows[a].outside += a != b;
        d->rows[b].outside += a != b;
    }
done:
    return st;
}

static void add_year(cot_community_t *row, int16_t year) {
    if (year == COT_NO_YEAR) {
        return;
    }
    row->first_year = row->first_year == COT_NO_YEAR || year < row->first_year ? year : row->first_year;
    row->last_year = row->last_year == COT_NO_YEAR || year > row->last_year ? year : row->last_year;
}

/* Visits each paper's communities once; write: fills the rows of papers, else counts them. last: n, work
 * space. */
static void walk_papers(describe_t *d, uint32_t *last, bool write) {
    const cot_incidence_t *in = d->incidence;
    memset(last, 0xff, d->n * sizeof *last);
    for (uint32_t p = 0; p < in->n_papers; p++) {
        for (uint64_t k = in->paper_off[p]; k < in->paper_off[p + 1]; k++) {
            int64_t c = d->community[in->paper_authors[k]];
            if (last[c] == p) {
                continue;
            }
            last[c] = p;
            if (write) {
                d->papers[d->off[c]++] = p;
            } else {
                d->rows[c].papers++;
                add_year(&d->rows[c], in->paper_year[p]);
            }
        }
    }
}

static cot_status_t add_papers(describe_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t *last = NULL;
    uint64_t sum = 0;
    COT_NEW(st, err, last, d->n, "communities");
    COT_NEW(st, err, d->off, d->n + 1, "communities");
    walk_papers(d, last, false);
    for (size_t c = 0; c < d->n; c++) {
        d->off[c] = sum;
        sum += d->rows[c].papers;
    }
    d->off[d->n] = sum;
    COT_NEW(st, err, d->papers, sum, "communities");
    walk_papers(d, last, true);
    for (size_t c = d->n; c-- > 0;) { /* writing moved each row's start to its end */
        d->off[c] -= d->rows[c].papers;
    }
done:
    cot_i_free(last);
    return st;
}

static uint32_t topics_of(const describe_t *d, uint32_t paper, const uint32_t **list) {
    return cot_topics_of_paper(d->results->topics, d->incidence->paper_of[paper], list);
}

static cot_status_t count_corpus(describe_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n_topics = cot_topics_count(d->results->topics);
    COT_NEW(st, err, d->corpus_papers, n_topics, "communities");
    COT_NEW(st, err, d->count, n_topics, "communities");
    COT_NEW(st, err, d->touched, n_topics, "communities");
    for (uint32_t p = 0; p < d->incidence->n_papers; p++) {
        const uint32_t *list;
        uint32_t n = topics_of(d, p, &list);
        d->n_topical += n > 0;
        for (uint32_t i = 0; i < n; i++) {
            d->corpus_papers[list[i]]++;
        }
    }
done:
    return st;
}

/* The most important topics so far, best first. */
typedef struct {
    double score[TOP];
    uint32_t papers[TOP], topic[TOP], n;
} ranking_t;

static void rank_topic(ranking_t *r, uint32_t topic, uint32_t papers, double score) {
    uint32_t at = r->n;
    while (at > 0 &&
           (score > r->score[at - 1] ||
            (score == r->score[at - 1] &&
             (papers > r->papers[at - 1] || (papers == r->papers[at - 1] && topic < r->topic[at - 1]))))) {
        at--;
    }
    if (at == TOP) {
        return;
    }
    r->n += r->n < TOP;
    for (uint32_t i = r->n - 1; i > at; i--) {
        r->score[i] = r->score[i - 1];
        r->papers[i] = r->papers[i - 1];
        r->topic[i] = r->topic[i - 1];
    }
    r->score[at] = score;
    r->papers[at] = papers;
    r->topic[at] = topic;
}

/* Topics of community c: the over-represented ones, or, when none is, those with most papers. */
static void add_topics(describe_t *d, size_t c) {
    cot_community_t *row = &d->rows[c];
    uint32_t n_touched = 0, n_topical = 0;
    ranking_t over = {.n = 0}, most = {.n = 0};
    for (uint64_t k = d->off[c]; k < d->off[c + 1]; k++) {
        const uint32_t *list;
        uint32_t n = topics_of(d, d->papers[k], &list);
        n_topical += n > 0;
        for (uint32_t i = 0; i < n; i++) {
            if (d->count[list[i]]++ == 0) {
                d->touched[n_touched++] = list[i];
            }
        }
    }
    for (uint32_t i = 0; i < n_touched; i++) {
        uint32_t t = d->touched[i], papers = d->count[t];
        double here = (double)papers / n_topical, all = (double)d->corpus_papers[t] / d->n_topical;
        if (here > all) {
            rank_topic(&over, t, papers, papers * log(here / all));
        }
        rank_topic(&most, t, papers, 0);
        d->count[t] = 0;
    }
    const ranking_t *best = over.n > 0 ? &over : &most;
    row->n_topics = best->n;
    memcpy(row->topics, best->topic, sizeof row->topics);
}

/* Appends text, cut at a character boundary so that it fits. */
static void append(char *label, size_t capacity, const char *text) {
    size_t length = strlen(label), room = capacity - 1 - length, n = strlen(text);
    if (n > room) {
        n = room;
        while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) {
            n--;
        }
    }
    memcpy(label + length, text, n);
    label[length + n] = '\0';
}

/* "First Person; First topic"; a long name leaves room for the topic. */
static void add_label(const describe_t *d, cot_community_t *row) {
    const size_t half = sizeof row->label / 2;
    const char *topic = row->n_topics > 0 ? cot_topics_at(d->results->topics, row->topics[0]).label : "";
    if (row->n_people > 0) {
        append(row->label, *topic ? half : sizeof row->label, label_of(d, row->people[0]));
    }
    if (*topic) {
        append(row->label, sizeof row->label, row->label[0] ? "; " : "");
        append(row->label, sizeof row->label, topic);
    }
}

static cot_status_t describe(describe_t *d, cot_error_t *err) {
    cot_status_t st = COT_OK;
    COT_TRY(st, add_people(d, err));
    if (d->incidence) {
        COT_TRY(st, add_papers(d, err));
    }
    if (d->incidence && d->results->topics) {
        COT_TRY(st, count_corpus(d, err));
        for (size_t c = 0; c < d->n; c++) {
            add_topics(d, c);
        }
    }
    for (size_t c = 0; c < d->n; c++) {
        add_label(d, &d->rows[c]);
    }
done:
    return st;
}

/* Number of communities; refuses numbers that no partition of n vertices needs. */
static cot_status_t count_communities(const int64_t *community, uint32_t n, size_t *count, cot_error_t *err) {
    *count = 0;
    for (uint32_t v = 0; v < n; v++) {
        if (community[v] < 0 || community[v] >= n) {
            return cot_i_fail(err, COT_E_ARG,
                              "communities: vertex %u is in community %lld (allowed: 0 to %u)", v,
                              (long long)community[v], n - 1);
        }
        *count = (size_t)community[v] >= *count ? (size_t)community[v] + 1 : *count;
    }
    return COT_OK;
}

cot_status_t cot_communities_describe(cot_communities_t **out, const cot_results_t *results,
                                      cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_communities_t *list = NULL;
    describe_t d = {.results = results};
    if (!out || !results) {
        return cot_i_fail(err, COT_E_ARG, "communities: NULL argument");
    }
    COT_NEW(st, err, list, 1, "communities");
    d.community = partition(results);
    if (d.community) {
        d.graph = results->coauthor.graph;
        d.incidence = results->incidence;
        if (d.incidence && d.incidence->n_authors != d.graph->n) {
            COT_FAIL(st, err, COT_E_ARG,
                     "communities: an incidence of %u authors for a network of %u (allowed: its own)",
                     d.incidence->n_authors, d.graph->n);
        }
        COT_TRY(st, count_communities(d.community, d.graph->n, &d.n, err));
        COT_NEW(st, err, list->rows, d.n, "communities");
        list->n = d.n;
        d.rows = list->rows;
        for (size_t c = 0; c < d.n; c++) {
            list->rows[c].community = (int64_t)c;
            list->rows[c].first_year = list->rows[c].last_year = COT_NO_YEAR;
        }
        COT_TRY(st, describe(&d, err));
    }
    *out = list;
    list = NULL;
done:
    clear(&d);
    cot_communities_free(list);
    return st;
}

void cot_communities_free(cot_communities_t *communities) {
    if (communities) {
        cot_i_free(communities->rows);
        cot_i_free(communities);
    }
}
