/* nodes.c: what the files tell about an author or a topic.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/nodes.h"

#include "base/alloc.h"
#include "base/fail.h"

static void widen_years(int16_t year, int16_t *first, int16_t *last) {
    if (year == COT_NO_YEAR) {
        return;
    }
    if (*first == COT_NO_YEAR || year < *first) {
        *first = year;
    }
    if (*last == COT_NO_YEAR || year > *last) {
        *last = year;
    }
}

cot_node_author_t cot_i_node_author(const cot_results_t *results, uint32_t vertex) {
    const cot_incidence_t *incidence = results->incidence;
    cot_node_author_t node = {"", "", "", "", "author", 0, COT_NO_YEAR, COT_NO_YEAR};
    if (!incidence) {
        return node;
    }
    if (results->authors) {
        cot_author_t author = cot_authors_at(results->authors, incidence->author_of[vertex]);
        node.label = author.label;
        node.key = author.key;
        node.surname = author.surname;
        node.orcid = author.orcid;
        node.kind = author.kind == COT_GROUP ? "group" : "author";
    }
    uint64_t from = incidence->author_off[vertex], to = incidence->author_off[vertex + 1];
    node.papers = (uint32_t)(to - from);
    for (uint64_t i = from; i < to; i++) {
        widen_years(incidence->paper_year[incidence->author_papers[i]], &node.first_year, &node.last_year);
    }
    return node;
}

const char *cot_i_topic_source(cot_topic_kind_t kind) {
    return kind == COT_TOPIC_TERM ? "term" : "category";
}

/* Authors of a topic: those of its papers, each once; seen[author] holds the last topic it was counted for,
 * + 1. */
static uint32_t count_authors(const cot_incidence_t *incidence, const uint32_t *papers, uint64_t n,
                              uint32_t *seen,
                              uint32_t mark) {
    uint32_t authors = 0;
    for (uint64_t i = 0; i < n; i++) {
        for (uint64_t s = incidence->paper_off[papers[i]]; s < incidence->paper_off[papers[i] + 1]; s++) {
            uint32_t author = incidence->paper_authors[s];
            authors += seen[author] != mark;
            seen[author] = mark;
        }
    }
    return authors;
}

/* Kept papers of each topic: rows[off[t], off[t + 1]). */
static void list_papers(const cot_results_t *results, const uint64_t *off, uint64_t *next, uint32_t *rows) {
    for (uint32_t p = 0; p < results->incidence->n_papers; p++) {
        const uint32_t *list;
        uint32_t n = cot_topics_of_paper(results->topics, results->incidence->paper_of[p], &list);
        for (uint32_t i = 0; i < n; i++) {
            rows[off[list[i]] + next[list[i]]++] = p;
        }
    }
}

cot_status_t cot_i_node_topics(cot_node_topic_t **out, const cot_results_t *results, cot_error_t *err) {
    cot_status_t st = COT_OK;
    cot_node_topic_t *nodes = NULL;
    uint64_t *off = NULL, *next = NULL;
    uint32_t *rows = NULL, *seen = NULL;
    uint32_t n = results->topics ? cot_topics_count(results->topics) : 0;
    const cot_incidence_t *incidence = results->incidence;
    COT_NEW(st, err, nodes, n, "topics");
    COT_NEW(st, err, off, (size_t)n + 1, "topics");
    COT_NEW(st, err, next, n, "topics");
    COT_NEW(st, err, seen, incidence->n_authors, "authors of topics");
    for (uint32_t t = 0; t < n; t++) {
        nodes[t] = (cot_node_topic_t){cot_topics_at(results->topics, t), 0, 0, COT_NO_YEAR, COT_NO_YEAR};
    }
    for (uint32_t p = 0; n > 0 && p < incidence->n_papers; p++) {
        const uint32_t *list;
        uint32_t count = cot_topics_of_paper(results->topics, incidence->paper_of[p], &list);
        for (uint32_t i = 0; i < count; i++) {
            nodes[list[i]].papers++;
            widen_years(incidence->paper_year[p], &nodes[list[i]].first_year, &nodes[list[i]].last_year);
        }
    }
    for (uint32_t t = 0; t < n; t++) {
        off[t + 1] = off[t] + nodes[t].papers;
    }
    COT_NEW(st, err, rows, off[n], "papers of topics");
    if (n > 0) {
        list_papers(results, off, next, rows);
    }
    for (uint32_t t = 0; t < n; t++) {
        nodes[t].authors = count_authors(incidence, rows + off[t], off[t + 1] - off[t], seen, t + 1);
    }
    *out = nodes;
    nodes = NULL;
done:
    cot_i_free(nodes);
    cot_i_free(off);
    cot_i_free(next);
    cot_i_free(rows);
    cot_i_free(seen);
    return st;
}

cot_status_t cot_i_main_topics_init(cot_main_topics_t *scratch, const cot_results_t *results,
                                    cot_error_t *err) {
    cot_status_t st = COT_OK;
    uint32_t n = results->topics ? cot_topics_count(results->topics) : 0;
    COT_NEW(st, err, scratch->count, n, "topics of an author");
    COT_NEW(st, err, scratch->touched, n, "topics of an author");
done:
    return st;
}

void cot_i_main_topics_clear(cot_main_topics_t *scratch) {
    cot_i_free(scratch->count);
    cot_i_free(scratch->touched);
    scratch->count = scratch->touched = NULL;
}

/* Puts a topic where it belongs among the best ones: more papers first, then the smaller number. */
static uint32_t insert_topic(uint32_t *best, uint32_t n, const uint32_t *count, uint32_t topic) {
    uint32_t place = n;
    while (place > 0 && (count[best[place - 1]] < count[topic] ||
                         (count[best[place - 1]] == count[topic] && best[place - 1] > topic))) {
        place--;
    }
    if (place == COT_MAIN_TOPICS) {
        return n;
    }
    uint32_t last = n < COT_MAIN_TOPICS ? n : COT_MAIN_TOPICS - 1;
    for (uint32_t i = last; i > place; i--) {
        best[i] = best[i - 1];
    }
    best[place] = topic;
    return last + 1;
}

uint32_t cot_i_main_topics(cot_main_topics_t *scratch, const cot_results_t *results, uint32_t vertex,
                           uint32_t topics[COT_MAIN_TOPICS]) {
    const cot_incidence_t *incidence = results->incidence;
    uint32_t n_touched = 0, n = 0;
    if (!incidence || !results->topics) {
        return 0;
    }
    for (uint64_t i = incidence->author_off[vertex]; i < incidence->author_off[vertex + 1]; i++) {
        const uint32_t *list;
        uint32_t paper = incidence->paper_of[incidence->author_papers[i]];
        uint32_t count = cot_topics_of_paper(results->topics, paper, &list);
        for (uint32_t k = 0; k < count; k++) {
            if (scratch->count[list[k]]++ == 0) {
                scratch->touched[n_touched++] = list[k];
            }
        }
    }
    for (uint32_t i = 0; i < n_touched; i++) {
        n = insert_topic(topics, n, scratch->count, scratch->touched[i]);
    }
    for (uint32_t i = 0; i < n_touched; i++) {
        scratch->count[scratch->touched[i]] = 0;
    }
    return n;
}

void cot_i_rewind(cot_buf_t *buf) {
    if (!buf->failed) {
        cot_i_buf_reset(buf);
    }
}

void cot_i_topic_labels(cot_buf_t *buf, const cot_topics_t *topics, const uint32_t *list, uint32_t n) {
    cot_i_rewind(buf);
    for (uint32_t i = 0; i < n; i++) {
        cot_i_buf_text(buf, i > 0 ? "; " : "");
        cot_i_buf_text(buf, cot_topics_at(topics, list[i]).label);
    }
}

const int64_t *cot_i_communities_of(const cot_network_t *network) {
    const cot_analysis_t *analysis = network->analysis;
    if (!analysis || analysis->community >= analysis->n_columns) {
        return NULL;
    }
    return analysis->columns[analysis->community].ints;
}

uint32_t cot_i_node_color(const cot_network_t *network, const int64_t *community, uint32_t vertex) {
    enum { AUTHOR = 0x4477AA, TOPIC = 0xCC6677 };
    return community                         ? cot_community_color(community[vertex])
           : vertex < network->graph->n_left ? AUTHOR
                                             : TOPIC;
}
